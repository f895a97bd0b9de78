//! What a corpus says, as plain data, and how one is made up.
//!
//! Cases are drawn as loose numbers ([`Seed`]s) and then put in order, so that every corpus can be compiled without a
//! mistake, and every smaller one too: shrinking takes away years, records and edges until little is left.

use khacphuc::front_matter::{Basis, EdgeKind, Status};
use proptest::collection::vec;
use proptest::option::{self, weighted as maybe};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;
use std::fmt;

/// Body, year, name of a deficiency.
pub(crate) type Key = (String, i16, String);

#[derive(Clone)]
pub(crate) struct World {
    pub(crate) bodies: Vec<Body>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) pages: Vec<Page>,
}

#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) id: String,
    pub(crate) internal: bool,
    pub(crate) successor: Option<String>,
    pub(crate) units: Vec<Unit>,
    pub(crate) years: Vec<Year>,
}

#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub(crate) id: String,
    pub(crate) internal: bool,
    /// A remark, and whether it is internal.
    pub(crate) note: Option<bool>,
    pub(crate) successor: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Year {
    pub(crate) year: i16,
    pub(crate) papers: Vec<Paper>,
    pub(crate) records: Vec<Record>,
}

#[derive(Debug, Clone)]
pub(crate) struct Paper {
    /// `plan`, `report` or `review`, which is also its file's name.
    pub(crate) kind: &'static str,
    pub(crate) internal: bool,
    pub(crate) number: Option<String>,
    /// First year that a plan covers, which may be before that of its folder.
    pub(crate) first: i16,
    /// Last year that a plan covers.
    pub(crate) last: i16,
    /// The plan of a report; what a plan carries out.
    pub(crate) refers_to: Option<String>,
    pub(crate) declares: Option<u8>,
    pub(crate) assignments: Vec<Assignment>,
    /// Whether a plan asks for a report, and the unit that it goes to.
    pub(crate) asks_for_report: bool,
    pub(crate) due_to: Option<String>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) sections: Vec<Section>,
}

#[derive(Debug, Clone)]
pub(crate) struct Assignment {
    pub(crate) unit: String,
    pub(crate) of: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) name: String,
    /// Name of its file, which says nothing.
    pub(crate) file: String,
    pub(crate) internal: bool,
    pub(crate) withheld: bool,
    pub(crate) status: Status,
    pub(crate) recognised: Option<i16>,
    pub(crate) continue_in: Option<i16>,
    pub(crate) carries: Vec<Carry>,
    pub(crate) plan: Option<String>,
    pub(crate) lead: Option<String>,
    pub(crate) coordinate: Vec<String>,
    pub(crate) measures: Vec<Measure>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) sections: Vec<Section>,
    /// Whether it has words of a verdict.
    pub(crate) verdict: bool,
    /// Whether its front matter is TOML.
    pub(crate) toml: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Carry {
    pub(crate) from: Key,
    pub(crate) kind: EdgeKind,
    pub(crate) basis: Basis,
}

#[derive(Debug, Clone)]
pub(crate) struct Measure {
    pub(crate) words: usize,
    /// Numbers of deadlines in [`crate::text::DEADLINES`]; the last one holds, the others are struck.
    pub(crate) deadlines: Vec<usize>,
    pub(crate) done: bool,
    pub(crate) unit: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Indicator {
    pub(crate) name: usize,
    pub(crate) target: Option<usize>,
    pub(crate) actual: Option<usize>,
}

/// A section of prose.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) heading: usize,
    pub(crate) internal: bool,
    /// Number of a document that it cites.
    pub(crate) cites: Option<String>,
    /// Path of a file that it links to, and whether it means that file's section for insiders.
    pub(crate) link: Option<(String, bool)>,
    pub(crate) footnote: bool,
}

/// A document of the register.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) number: String,
    pub(crate) internal: bool,
    pub(crate) issuer: String,
    /// Whether its note is internal.
    pub(crate) note: Option<bool>,
    pub(crate) implements: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) internal: bool,
    pub(crate) sections: Vec<Section>,
}

impl Body {
    /// Years that have a plan or a record, in order.
    pub(crate) fn plan_years(&self) -> Vec<&Year> {
        self.years.iter().filter(|year| year.is_plan_year()).collect()
    }
}

impl Year {
    pub(crate) fn is_plan_year(&self) -> bool {
        !self.records.is_empty() || self.papers.iter().any(|paper| paper.kind == "plan")
    }

    /// First year of its plan; its own where it has none.
    pub(crate) fn first(&self) -> i16 {
        let plan = self.papers.iter().find(|paper| paper.kind == "plan");
        plan.map_or(self.year, |plan| plan.first)
    }

    /// Whether its folder or its plan stands for `year`.
    pub(crate) fn covers(&self, year: i16) -> bool {
        let mut plans = self.papers.iter().filter(|paper| paper.kind == "plan");
        self.year == year || plans.any(|plan| (plan.first..=plan.last).contains(&year))
    }
}

/// A case that fails is shown as the files that it is made of, ready to be tried by hand.
impl fmt::Debug for World {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = crate::text::files(self);
        files.iter().try_for_each(|(path, text)| writeln!(formatter, "==> content/{path}\n{text}"))
    }
}

impl World {
    /// Every record with its key.
    pub(crate) fn records(&self) -> impl Iterator<Item = (Key, &Record)> {
        self.bodies.iter().flat_map(|body| {
            body.years.iter().flat_map(|year| {
                year.records.iter().map(|record| ((body.id.clone(), year.year, record.name.clone()), record))
            })
        })
    }

    /// The year that a record is of.
    pub(crate) fn year(&self, (body, year, _): &Key) -> &Year {
        let years = self.bodies.iter().filter(|known| known.id == *body).flat_map(|body| &body.years);
        years.into_iter().find(|known| known.year == *year).unwrap()
    }

    /// Content paths of all files, without `.md`.
    pub(crate) fn paths(&self) -> BTreeSet<String> {
        let mut paths: BTreeSet<String> =
            self.pages.iter().map(|page| format!("trang/{}", page.name)).collect();
        for body in &self.bodies {
            paths.insert(format!("{}/index", body.id));
            for year in &body.years {
                let files = year.papers.iter().map(|paper| paper.kind);
                let files = files.chain(year.records.iter().map(|record| record.file.as_str()));
                paths.extend(files.map(|file| format!("{}/{}/{file}", body.id, year.year)));
            }
        }
        paths
    }
}

// -- seeds ---------------------------------------------------------------------------------------------------------

const BODIES: [&str; 3] = ["dong", "nam", "tay"];

const NAMES: [&str; 10] = [
    "an-ninh",
    "bao-cao",
    "chi-tieu",
    "dang-vien",
    "hop-hanh",
    "kinh-phi",
    "ma-tuy",
    "nhan-su",
    "thi-dua",
    "tuyên-truyền",
];

const UNITS: [&str; 3] = ["bpt", "tckt", "vp"];

#[derive(Debug, Clone)]
struct SeedBody {
    internal: bool,
    start: i16,
    successor: Option<Index>,
    units: [(bool, Option<bool>); 3],
    years: Vec<SeedYear>,
}

#[derive(Debug, Clone)]
struct SeedYear {
    gap: i16,
    plan: Option<(SeedPaper, (i16, i16))>,
    report: Option<SeedPaper>,
    review: Option<SeedPaper>,
    records: Vec<SeedRecord>,
}

#[derive(Debug, Clone)]
struct SeedPaper {
    internal: bool,
    numbered: bool,
    declares: Option<u8>,
    refers_to: Option<Index>,
    assignments: Vec<(Index, Vec<Index>)>,
    due_to: Option<Index>,
    measures: Vec<SeedMeasure>,
    sections: Vec<SeedSection>,
}

#[derive(Debug, Clone)]
struct SeedRecord {
    name: usize,
    audience: (bool, bool),
    status: Status,
    recognised: Option<i16>,
    promise: Option<i16>,
    carries: Vec<(Index, EdgeKind, Basis)>,
    names_its_plan: Option<bool>,
    units: Vec<Index>,
    measures: Vec<SeedMeasure>,
    indicators: Vec<(usize, Option<usize>, Option<usize>)>,
    sections: Vec<SeedSection>,
    verdict: bool,
    toml: bool,
}

#[derive(Debug, Clone)]
struct SeedMeasure {
    words: usize,
    deadlines: Vec<usize>,
    done: bool,
    unit: Option<Index>,
}

#[derive(Debug, Clone)]
struct SeedSection {
    heading: usize,
    internal: bool,
    cites: Option<Index>,
    link: Option<(Index, bool)>,
    footnote: bool,
}

#[derive(Debug, Clone)]
struct SeedEntry {
    reuse: Option<Index>,
    internal: bool,
    issuer: Index,
    note: Option<bool>,
    implements: Option<Index>,
}

/// One in `n`.
fn rarely(n: u32) -> impl Strategy<Value = bool> {
    prop::bool::weighted(1.0 / f64::from(n))
}

fn section() -> impl Strategy<Value = SeedSection> {
    let link = maybe(0.4, (any::<Index>(), any::<bool>()));
    (0..4usize, rarely(3), maybe(0.5, any::<Index>()), link, rarely(3)).prop_map(
        |(heading, internal, cites, link, footnote)| SeedSection { heading, internal, cites, link, footnote },
    )
}

fn measure() -> impl Strategy<Value = SeedMeasure> {
    let deadlines = vec(0..crate::text::DEADLINES.len(), 0..=3);
    (0..6usize, deadlines, any::<bool>(), maybe(0.2, any::<Index>()))
        .prop_map(|(words, deadlines, done, unit)| SeedMeasure { words, deadlines, done, unit })
}

fn paper() -> impl Strategy<Value = SeedPaper> {
    let assignment = (any::<Index>(), vec(any::<Index>(), 0..3));
    (
        rarely(8),
        any::<bool>(),
        option::of(0..6u8),
        maybe(0.4, any::<Index>()),
        vec(assignment, 0..2),
        maybe(0.3, any::<Index>()),
        vec(measure(), 0..2),
        vec(section(), 0..2),
    )
        .prop_map(
            |(internal, numbered, declares, refers_to, assignments, due_to, measures, sections)| SeedPaper {
                internal,
                numbered,
                declares,
                refers_to,
                assignments,
                due_to,
                measures,
                sections,
            },
        )
}

fn kind() -> impl Strategy<Value = EdgeKind> {
    select(EdgeKind::WORDS.map(|(_, kind)| kind).to_vec())
}

fn record() -> impl Strategy<Value = SeedRecord> {
    let carry = (any::<Index>(), kind(), select(std::vec![Basis::Stated, Basis::Inferred]));
    let figure = || option::of(0..crate::text::FIGURES.len());
    (
        0..NAMES.len(),
        (rarely(6), rarely(8)),
        select(Status::WORDS.map(|(_, status)| status).to_vec()),
        (option::of(0..4i16), option::of(1..5i16)),
        vec(carry, 0..3),
        maybe(0.3, any::<bool>()),
        vec(any::<Index>(), 0..3),
        (vec(measure(), 0..3), vec((0..3usize, figure(), figure()), 0..3), vec(section(), 0..2)),
        (any::<bool>(), rarely(4)),
    )
        .prop_map(
            |(
                name,
                audience,
                status,
                (recognised, promise),
                carries,
                names_its_plan,
                units,
                body,
                (verdict, toml),
            )| {
                let (measures, indicators, sections) = body;
                SeedRecord {
                    name,
                    audience,
                    status,
                    recognised,
                    promise,
                    carries,
                    names_its_plan,
                    units,
                    measures,
                    indicators,
                    sections,
                    verdict,
                    toml,
                }
            },
        )
}

fn year(records: usize) -> impl Strategy<Value = SeedYear> {
    let gap = prop_oneof![4 => Just(1), 1 => Just(2), 1 => Just(3)];
    let span = prop_oneof![4 => Just((0, 0)), 1 => Just((0, 1)), 1 => Just((0, 2)), 1 => Just((1, 0))];
    let plan = maybe(0.85, (paper(), span));
    (gap, plan, maybe(0.2, paper()), maybe(0.2, paper()), vec(record(), 0..=records))
        .prop_map(|(gap, plan, report, review, records)| SeedYear { gap, plan, report, review, records })
}

fn body(records: usize) -> impl Strategy<Value = SeedBody> {
    let unit = || (rarely(5), option::of(any::<bool>()));
    (
        rarely(10),
        2014..2018i16,
        option::of(any::<Index>()),
        [unit(), unit(), unit()],
        vec(year(records), 2..=6),
    )
        .prop_map(|(internal, start, successor, units, years)| SeedBody {
            internal,
            start,
            successor,
            units,
            years,
        })
}

fn entry() -> impl Strategy<Value = SeedEntry> {
    (
        maybe(0.3, any::<Index>()),
        rarely(3),
        any::<Index>(),
        option::of(any::<bool>()),
        maybe(0.5, any::<Index>()),
    )
        .prop_map(|(reuse, internal, issuer, note, implements)| SeedEntry {
            reuse,
            internal,
            issuer,
            note,
            implements,
        })
}

/// Corpora with up to `bodies` bodies and `records` records a year.
pub(crate) fn worlds(bodies: usize, records: usize) -> impl Strategy<Value = World> {
    let page = (rarely(3), vec(section(), 0..3));
    (vec(body(records), 1..=bodies), vec(entry(), 0..4), vec(page, 0..3))
        .prop_map(|(bodies, entries, pages)| assemble(&bodies, &entries, &pages))
}

// -- from seeds to a corpus that can be compiled -------------------------------------------------------------------

fn assemble(bodies: &[SeedBody], entries: &[SeedEntry], pages: &[(bool, Vec<SeedSection>)]) -> World {
    let mut world = World { bodies: Vec::new(), entries: Vec::new(), pages: Vec::new() };
    for (index, seed) in bodies.iter().enumerate() {
        world.bodies.push(outline(index, seed, bodies.len()));
    }
    for (index, (internal, _)) in pages.iter().enumerate() {
        world.pages.push(Page { name: format!("trang-{index}"), internal: *internal, sections: Vec::new() });
    }
    let numbers = numbers(&world);
    for (index, seed) in entries.iter().enumerate() {
        world.entries.push(register_entry(index, seed, &numbers, &world));
    }
    let known: Vec<String> =
        numbers.into_iter().chain(world.entries.iter().map(|entry| entry.number.clone())).collect();
    let known = if known.is_empty() { std::vec!["1-QĐ/XX".to_owned()] } else { known };
    fill(&mut world, bodies, pages, &known);
    carry(&mut world, bodies);
    crate::strip::hush(&mut world);
    world
}

/// A body with its years, papers and records, which refer to nothing yet.
fn outline(index: usize, seed: &SeedBody, bodies: usize) -> Body {
    let later: Vec<&str> = BODIES[index + 1..bodies].to_vec();
    let successor =
        seed.successor.filter(|_| !later.is_empty()).map(|chosen| (*chosen.get(&later)).to_owned());
    let mut year = seed.start;
    let mut years = Vec::new();
    for seed in &seed.years {
        year += seed.gap;
        let outlined = outline_year(index, year, seed);
        if !outlined.papers.is_empty() || !outlined.records.is_empty() {
            years.push(outlined);
        }
    }
    let units = UNITS.iter().zip(&seed.units).enumerate().map(|(at, (id, (internal, note)))| Unit {
        id: (*id).to_owned(),
        internal: *internal,
        note: *note,
        successor: (at == 0 && note.is_some()).then(|| UNITS[2].to_owned()),
    });
    Body { id: BODIES[index].to_owned(), internal: seed.internal, successor, units: units.collect(), years }
}

fn outline_year(body: usize, year: i16, seed: &SeedYear) -> Year {
    let paper = |kind, paper, (before, after): (i16, i16)| {
        outline_paper(kind, body, year, paper, (year - before, year + after))
    };
    let plan = seed.plan.as_ref().map(|(seed, around)| paper("plan", seed, *around));
    let report = seed.report.as_ref().map(|seed| paper("report", seed, (0, 0)));
    let review = seed.review.as_ref().map(|seed| paper("review", seed, (0, 0)));
    let mut names = BTreeSet::new();
    let records = seed.records.iter().filter(|seed| names.insert(seed.name)).enumerate();
    let records = records.map(|(at, seed)| outline_record(body, year, at, seed)).collect();
    Year { year, papers: [plan, report, review].into_iter().flatten().collect(), records }
}

fn outline_paper(
    kind: &'static str,
    body: usize,
    year: i16,
    seed: &SeedPaper,
    (first, last): (i16, i16),
) -> Paper {
    let (symbol, series) =
        if kind == "plan" { ("KH", 1) } else { ("BC", if kind == "report" { 2 } else { 3 }) };
    let sequence = i32::from(year - 2010) * 100 + 10 * series + i32::try_from(body).unwrap();
    Paper {
        kind,
        internal: seed.internal,
        number: seed.numbered.then(|| format!("{sequence}-{symbol}/TĐTN-VP")),
        first,
        last,
        refers_to: None,
        declares: seed.declares,
        assignments: Vec::new(),
        asks_for_report: seed.due_to.is_some() && kind == "plan",
        due_to: None,
        measures: Vec::new(),
        sections: Vec::new(),
    }
}

fn outline_record(body: usize, year: i16, at: usize, seed: &SeedRecord) -> Record {
    Record {
        name: NAMES[seed.name].to_owned(),
        file: format!("tep-{}{year}{at}", BODIES[body]),
        internal: seed.audience.0,
        withheld: seed.audience.1,
        status: seed.status,
        recognised: seed.recognised.map(|before| year - before),
        continue_in: seed.promise.map(|after| year + after),
        carries: Vec::new(),
        plan: None,
        lead: None,
        coordinate: Vec::new(),
        measures: Vec::new(),
        indicators: Vec::new(),
        sections: Vec::new(),
        verdict: seed.verdict,
        toml: seed.toml,
    }
}

/// Numbers of all papers.
fn numbers(world: &World) -> Vec<String> {
    let papers = world.bodies.iter().flat_map(|body| &body.years).flat_map(|year| &year.papers);
    papers.filter_map(|paper| paper.number.clone()).collect()
}

/// An entry of its own, or one with the number of a paper of some body, whoever issued it.
fn register_entry(index: usize, seed: &SeedEntry, numbers: &[String], world: &World) -> Entry {
    let reused = seed.reuse.filter(|_| !numbers.is_empty()).map(|chosen| chosen.get(numbers).clone());
    let taken = world.entries.iter().any(|entry| Some(&entry.number) == reused.as_ref());
    let number = reused.filter(|_| !taken).unwrap_or_else(|| format!("{}-CV/TU", 5000 + index));
    Entry {
        number,
        internal: seed.internal,
        issuer: seed.issuer.get(&world.bodies).id.clone(),
        note: seed.note,
        implements: seed.implements.filter(|_| !numbers.is_empty()).map(|chosen| chosen.get(numbers).clone()),
    }
}

/// Gives every file its text, now that it is known what there is to refer to.
fn fill(world: &mut World, bodies: &[SeedBody], pages: &[(bool, Vec<SeedSection>)], numbers: &[String]) {
    let paths: Vec<String> = world.paths().into_iter().collect();
    let section = |seed: &SeedSection| Section {
        heading: seed.heading,
        internal: seed.internal,
        cites: seed.cites.map(|chosen| chosen.get(numbers).clone()),
        link: seed.link.map(|(chosen, inside)| (chosen.get(&paths).clone(), inside)),
        footnote: seed.footnote,
    };
    for (page, (_, seeds)) in world.pages.iter_mut().zip(pages) {
        page.sections = seeds.iter().map(section).collect();
    }
    for (body, seed) in world.bodies.iter_mut().zip(bodies) {
        let mut at = seed.start;
        for seed in &seed.years {
            at += seed.gap;
            let Some(year) = body.years.iter_mut().find(|year| year.year == at) else { continue };
            fill_papers(year, seed, numbers, &section);
            fill_records(&body.id, year, seed, &section);
        }
    }
}

fn measures(seeds: &[SeedMeasure]) -> Vec<Measure> {
    let measure = |seed: &SeedMeasure| Measure {
        words: seed.words,
        deadlines: seed.deadlines.clone(),
        done: seed.done,
        unit: seed.unit.map(|chosen| (*chosen.get(&UNITS)).to_owned()),
    };
    seeds.iter().map(measure).collect()
}

fn fill_papers(
    year: &mut Year,
    seed: &SeedYear,
    numbers: &[String],
    section: &impl Fn(&SeedSection) -> Section,
) {
    let names: Vec<String> = year.records.iter().map(|record| record.name.clone()).collect();
    let plan = seed.plan.as_ref().map(|(paper, _)| paper);
    let seeds = [("plan", plan), ("report", seed.report.as_ref()), ("review", seed.review.as_ref())];
    for paper in &mut year.papers {
        let Some(seed) = seeds.iter().find(|(kind, _)| *kind == paper.kind).and_then(|(_, seed)| *seed)
        else {
            continue;
        };
        paper.sections = seed.sections.iter().map(section).collect();
        paper.refers_to = seed.refers_to.map(|chosen| chosen.get(numbers).clone());
        if paper.kind == "plan" {
            paper.measures = measures(&seed.measures);
            paper.due_to = seed.due_to.map(|chosen| (*chosen.get(&UNITS)).to_owned());
            paper.assignments =
                seed.assignments.iter().map(|(unit, of)| assignment(*unit, of, &names)).collect();
        }
    }
}

fn assignment(unit: Index, of: &[Index], names: &[String]) -> Assignment {
    let of = of.iter().filter(|_| !names.is_empty()).map(|chosen| chosen.get(names).clone());
    Assignment { unit: (*unit.get(&UNITS)).to_owned(), of: of.collect::<BTreeSet<_>>().into_iter().collect() }
}

fn fill_records(body: &str, year: &mut Year, seed: &SeedYear, section: &impl Fn(&SeedSection) -> Section) {
    let plan = year.papers.iter().find(|paper| paper.kind == "plan");
    let by_path = plan.map(|_| format!("{body}/{}/plan", year.year));
    let by_number = plan.and_then(|plan| plan.number.clone());
    for record in &mut year.records {
        let Some(seed) = seed.records.iter().find(|seed| NAMES[seed.name] == record.name) else { continue };
        record.plan =
            seed.names_its_plan.and_then(|path| if path { by_path.clone() } else { by_number.clone() });
        let mut units: Vec<String> =
            seed.units.iter().map(|chosen| (*chosen.get(&UNITS)).to_owned()).collect();
        units.dedup();
        record.lead = units.pop();
        record.coordinate = units;
        record.measures = measures(&seed.measures);
        record.sections = seed.sections.iter().map(section).collect();
        let indicator = |(name, target, actual): &(usize, Option<usize>, Option<usize>)| Indicator {
            name: *name,
            target: *target,
            actual: *actual,
        };
        record.indicators = seed.indicators.iter().map(indicator).collect();
    }
}

/// Gives every record its entries under `carries`: to records that it may go on from, each once, and to what was closed
/// as reopened, said where it has to be said.
fn carry(world: &mut World, bodies: &[SeedBody]) {
    let all: Vec<(Key, bool)> = world.records().map(|(key, record)| (key, is_open(record.status))).collect();
    let heirs: Vec<(String, Option<String>)> =
        world.bodies.iter().map(|body| (body.id.clone(), body.successor.clone())).collect();
    for (body, seed) in world.bodies.iter_mut().zip(bodies) {
        let mut at = seed.start;
        for seed in &seed.years {
            at += seed.gap;
            let Some(year) = body.years.iter_mut().find(|year| year.year == at) else { continue };
            for record in &mut year.records {
                let Some(seed) = seed.records.iter().find(|seed| NAMES[seed.name] == record.name) else {
                    continue;
                };
                record.carries = entries(&body.id, at, record, seed, &all, &heirs);
            }
        }
    }
}

fn is_open(status: Status) -> bool {
    !matches!(status, Status::Fixed | Status::Dropped)
}

fn entries(
    body: &str,
    year: i16,
    record: &Record,
    seed: &SeedRecord,
    all: &[(Key, bool)],
    heirs: &[(String, Option<String>)],
) -> Vec<Carry> {
    let may = |key: &Key| match key.0 == body {
        true => key.1 < year,
        false => {
            key.1 <= year && heirs.iter().any(|(id, heir)| *id == key.0 && heir.as_deref() == Some(body))
        }
    };
    let candidates: Vec<&(Key, bool)> = all.iter().filter(|(key, _)| may(key)).collect();
    let mut carries: Vec<Carry> = Vec::new();
    for (chosen, kind, basis) in seed.carries.iter().filter(|_| !candidates.is_empty()) {
        let (from, open) = *chosen.get(&candidates);
        if carries.iter().all(|carry| carry.from != *from) {
            carries.push(Carry { from: from.clone(), kind: fitting(*kind, *open), basis: *basis });
        }
    }
    let namesake = candidates
        .iter()
        .filter(|(key, _)| key.0 == body && key.2 == record.name)
        .max_by_key(|(key, _)| key.1);
    if let Some((from, false)) = namesake.copied()
        && carries.iter().all(|carry| carry.from != *from)
    {
        carries.push(Carry { from: from.clone(), kind: EdgeKind::Reopened, basis: Basis::Stated });
    }
    carries
}

/// What was closed can only be reopened, and what is open cannot.
fn fitting(kind: EdgeKind, open: bool) -> EdgeKind {
    match (kind, open) {
        (EdgeKind::Reopened, true) => EdgeKind::Expanded,
        (_, false) => EdgeKind::Reopened,
        (kind, true) => kind,
    }
}
