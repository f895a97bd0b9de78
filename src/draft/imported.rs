//! Imported: drafts of a paper that an office wrote.
//!
//! Takes what `import` understood of it and the linked ledger; gives the paper's own file, a record for each of its
//! deficiencies, and an account of what belongs in none of them. Every word of the source is in one of these, and every
//! part says where in the source it stands. It stands apart from `fresh`, which begins files that have no words yet.

use super::head::Head;
use super::material::{File, Material};
use super::names::{Names, folded, free};
use super::prose;
use super::refusal::Refusal;
use super::words::{line, quoted, yaml};
use crate::front_matter::{ReportBefore, Role, Status, period_word};
use crate::import::facts::{self, Assignment, Due, Units};
use crate::import::paper::{Apart, Counted, Kind, Paper, Spot, Why, Words};
use crate::import::{self, Deficiency, Marker, PaperKind, Part, Said, Structure, marker};
use crate::language::Language;
use crate::model::ledger::{self, Record};
use crate::parse;
use crate::settings::SectionKind;
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::letters;
use crate::vietnamese::verdict::Verdict;
use std::collections::BTreeSet;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Import {
    /// Id of the body.
    pub body: String,
    /// The plan year.
    pub year: i16,
    /// Name of the source file.
    pub source: String,
}

/// What comes of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Files to write: the paper, its records, and the account where there is something to account for.
    pub files: Vec<File>,
    /// What is in none of the records, in the order of the source, each as one line.
    pub left: Vec<String>,
    /// The encoding that it was converted from.
    pub encoding: Option<&'static str>,
}

/// The drafts of a paper.
///
/// # Errors
/// When there is no such body, or the paper does not say what it is.
pub fn imported(material: &Material<'_>, paper: Paper, asked: &Import) -> Result<Imported, Refusal> {
    let body = material.body(&asked.body)?;
    let (counted, encoding) = (paper.counted, paper.encoding);
    let structure = import::structure(paper, material.headings);
    let Some(kind) = structure.kind.as_ref().map(|kind| kind.value) else { return Err(Refusal::NoKind) };
    let drafting = Drafting::of(material, body, asked, counted, kind, &structure);
    Ok(drafting.files(structure, encoding))
}

/// A part of the outline or of a deficiency is written by what stands above it.
struct Drafting<'d> {
    material: &'d Material<'d>,
    body: &'d ledger::Body,
    asked: &'d Import,
    counted: Counted,
    kind: PaperKind,
    units: Units,
    years: YearSpan,
    /// Path of the paper's own file.
    path: String,
    names: Names,
    /// Name of each deficiency, with the record that is there already.
    named: Vec<(String, Option<String>)>,
    assignments: Vec<Said<Assignment>>,
}

/// Letters of a title; a longer wording stands below it in full.
const TITLE: usize = 140;

impl<'d> Drafting<'d> {
    fn of(
        material: &'d Material<'d>,
        body: &'d ledger::Body,
        asked: &'d Import,
        counted: Counted,
        kind: PaperKind,
        structure: &Structure,
    ) -> Self {
        let mut names = Names::of(material.sources);
        let folder = format!("{}/{}", asked.body, asked.year);
        let title = structure.title.as_ref().map(|title| title.value.text.clone());
        let path = names.paper(&folder, kind.word(), title.as_deref());
        let units = body.meta.units.iter().map(|unit| {
            let own = [&unit.name].into_iter().chain(&unit.aliases);
            (unit.id.value.clone(), own.cloned().collect())
        });
        let mut drafting = Self {
            material,
            body,
            asked,
            counted,
            kind,
            units: units.collect(),
            years: YearSpan::single(asked.year),
            path,
            names,
            named: Vec::new(),
            assignments: Vec::new(),
        };
        drafting.named = drafting.name(structure);
        if kind == PaperKind::Plan {
            drafting.assignments = drafting.assigned(&structure.parts);
        }
        drafting
    }

    /// Names for the deficiencies, none of which the body has; or the records of the year that they are.
    fn name(&self, structure: &Structure) -> Vec<(String, Option<String>)> {
        let own: Vec<&Record> = self.records().collect();
        let mut taken: BTreeSet<String> = own.iter().map(|record| record.name.clone()).collect();
        let of_year: Vec<&&Record> = own.iter().filter(|record| record.year == self.asked.year).collect();
        let name = |deficiency: &Deficiency| {
            let wording = letters::same_name(&deficiency.wording.value.text);
            let title = letters::same_name(&short(&deficiency.wording.value.text));
            let is_same = |record: &&&&Record| {
                let known = letters::same_name(&record.document.title.value);
                known == title || known == wording
            };
            if let Some(record) = of_year.iter().find(is_same) {
                return (record.name.clone(), Some(format!("{}.md", record.path().as_str())));
            }
            let wanted = folded(&short(&deficiency.wording.value.text), "khuyet-diem");
            let name = free(&wanted, |name| taken.contains(name));
            taken.insert(name.clone());
            (name, None)
        };
        structure.deficiencies.iter().map(name).collect()
    }

    fn records(&self) -> impl Iterator<Item = &'d Record> {
        let body = self.asked.body.as_str();
        self.material.ledger.records.iter().filter(move |record| record.body == body)
    }

    fn files(mut self, mut structure: Structure, encoding: Option<&'static str>) -> Imported {
        let mut left = std::mem::take(&mut structure.left);
        let mut noted: BTreeSet<String> = BTreeSet::new();
        let mut files = vec![self.paper(&structure, &mut noted)];
        for (index, deficiency) in structure.deficiencies.iter().enumerate() {
            match self.named[index].1.is_some() {
                true => left.extend(said_again(deficiency)),
                false => files.push(self.record(index, deficiency, &structure, &mut noted, &mut left)),
            }
        }
        let unused = structure.notes.iter().filter(|(label, _)| !noted.contains(*label));
        left.extend(unused.map(|(_, said)| Apart {
            why: Why::NoteUnused,
            text: said.value.text.clone(),
            spot: said.spot,
        }));
        left.sort_by_key(|apart| apart.spot);
        let left: Vec<String> = left.iter().map(|apart| self.account_line(apart)).collect();
        if !left.is_empty() {
            files.push(self.account(&left, encoding));
        }
        Imported { files, left, encoding }
    }

    fn language(&self) -> Language {
        self.material.language
    }

    /// `dòng 12–14`.
    fn place(&self, spot: Spot) -> String {
        format!("{} {}", self.counted.word(self.language()), spot.numbers())
    }
}

/// What a paper says of a deficiency that has a record already.
fn said_again(deficiency: &Deficiency) -> Vec<Apart> {
    let apart = |text: &str, spot| Apart { why: Why::Recorded, text: text.to_owned(), spot };
    let label = &deficiency.label;
    let mut said = vec![
        apart(&label.value.text, label.spot),
        apart(&deficiency.wording.value.text, deficiency.wording.spot),
    ];
    said.extend(deficiency.parts.iter().filter_map(|part| match part {
        Part::Heading { words, spot, .. } => Some(apart(&words.text, *spot)),
        Part::Lead(lead) => Some(apart(&lead.value.text, lead.spot)),
        Part::Block(block) => Some(match &block.kind {
            Kind::Table(rows) => apart(&import::table_text(rows), block.spot),
            Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => {
                apart(&words.text, block.spot)
            }
        }),
        Part::Deficiency(_) => None,
    }));
    said
}

/// The first sentence, or as much of it as a title holds.
fn short(wording: &str) -> String {
    let wording = line(wording);
    let sentence = wording.split_inclusive(['.', ';']).next().unwrap_or_default();
    let whole = if wording.chars().count() <= TITLE { wording.as_str() } else { sentence };
    let whole = whole.trim_end_matches(['.', ';', ' ']);
    if whole.chars().count() <= TITLE {
        return whole.to_owned();
    }
    let end = whole.char_indices().nth(TITLE).map_or(whole.len(), |(at, _)| at);
    let end = whole[..end].rfind(' ').unwrap_or(end);
    format!("{}…", whole[..end].trim_end_matches([',', ' ']))
}

impl PaperKind {
    /// As front matter has it, and as its file is called.
    fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Report => "report",
            Self::Review => "review",
        }
    }

    /// As a title begins.
    fn name(self) -> &'static str {
        match self {
            Self::Plan => "Kế hoạch",
            Self::Report => "Báo cáo",
            Self::Review => "Báo cáo kiểm điểm",
        }
    }
}

// -- the paper -----------------------------------------------------------------------------------------------------

impl Drafting<'_> {
    fn paper(&self, structure: &Structure, noted: &mut BTreeSet<String>) -> File {
        let mut head = Head::new(self.kind.word());
        if let Some(kind) = &structure.kind {
            head.cite(&self.place(kind.spot));
        }
        self.dated(structure, &mut head);
        self.about(structure, &mut head);
        if self.kind == PaperKind::Plan {
            self.tasks(structure, &mut head);
        }
        self.closed(structure, &mut head);
        let mut body = Body::new(self, structure);
        body.parts(&structure.parts);
        let text = body.written(noted);
        let lead =
            structure.head.iter().map(|line| format!("{}: {}", self.place(line.spot), line.value.text));
        let lead: Vec<String> = lead.map(|line| prose::comment(&line)).collect();
        let title = self.title(structure);
        let parts = [title, lead.join("\n"), text];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        File {
            path: self.path.clone(),
            text: format!("{}{}\n", head.fenced(), parts.join("\n\n")),
            from: None,
        }
    }

    fn title(&self, structure: &Structure) -> String {
        let Some(title) = &structure.title else {
            return format!("# {} {}", self.kind.name(), self.asked.year);
        };
        let words = prose::title(&title.value);
        let place = prose::comment(&self.place(title.spot));
        match structure.is_kind_in_title || self.kind == PaperKind::Review {
            true => format!("# {words}\n\n{place}"),
            false => format!("# {} {}\n\n{place}", self.kind.name(), lower(&words)),
        }
    }

    fn dated(&self, structure: &Structure, head: &mut Head) {
        if let Some(number) = &structure.number {
            head.text("number", number.value.as_str());
            head.cite(&self.place(number.spot));
        }
        if let Some(date) = &structure.date {
            head.bare("date", &date.value.to_string());
            head.cite(&self.place(date.spot));
        }
        if let Some(place) = &structure.place {
            head.text("place", &place.value);
            head.cite(&self.place(place.spot));
        }
    }

    /// The documents that the paper carries out or reports on, and how many deficiencies it speaks of.
    fn about(&self, structure: &Structure, head: &mut Head) {
        if let Some((number, spot)) = self.carried_out(structure) {
            let is_plan = number.kind_name() == Some("Kế hoạch");
            match self.kind {
                PaperKind::Report if is_plan => head.text("on", number.as_str()),
                PaperKind::Plan => head.bare("implements", &format!("[{}]", yaml(number.as_str()))),
                PaperKind::Report | PaperKind::Review => return,
            }
            head.cite(&self.place(spot));
        }
        if !structure.deficiencies.is_empty() {
            let mut texts = structure.parts.iter().filter_map(text_of);
            let count = texts.find_map(|(text, spot)| Some((*parse::counts(text).first()?, spot)));
            if let Some((count, spot)) = count {
                head.bare("declares", &count.to_string());
                head.cite(&self.place(spot));
            }
        }
    }

    /// The document that the title or the first paragraphs say the paper carries out.
    fn carried_out(&self, structure: &Structure) -> Option<(DocumentNumber, Spot)> {
        let title = structure.title.iter().map(|title| (title.value.text.as_str(), title.spot));
        let before = structure.parts.iter().take_while(|part| !matches!(part, Part::Heading { .. }));
        let mut texts = title.chain(before.filter_map(text_of));
        texts.find_map(|(text, spot)| Some((facts::carried_out(text)?.number, spot)))
    }

    fn tasks(&self, structure: &Structure, head: &mut Head) {
        let names = |numbers: &[u32]| {
            let index = |number| structure.deficiencies.iter().position(|known| known.number == number);
            let known = numbers.iter().filter_map(|number| index(*number));
            known.map(|index| yaml(&self.named[index].0)).collect::<Vec<_>>().join(", ")
        };
        let assignments = self.assignments.iter().map(|Said { value, spot }| {
            let of = names(&value.of);
            let of = if of.is_empty() { String::new() } else { format!(", of: [{of}]") };
            let (unit, role) = (yaml(&value.unit), value.role.word());
            let does = quoted(&value.does);
            (format!("{{unit: {unit}, role: {role}{of}, does: {does}}}"), *spot)
        });
        self.listed(head, "assignments", assignments.collect());
        let texts = structure.parts.iter().filter_map(text_of);
        let dues = texts.flat_map(|(text, spot)| facts::dues(text, spot, self.years, &self.units));
        self.listed(head, "reports_due", dues.map(|due| (shown(&due.value), due.spot)).collect());
    }

    fn closed(&self, structure: &Structure, head: &mut Head) {
        if let Some((label, names)) = &structure.recipients {
            let entries: Vec<(String, Spot)> =
                names.iter().map(|name| (quoted(&name.value), name.spot)).collect();
            self.listed(head, "recipients", entries);
            if !names.is_empty() {
                head.cite_first(&format!("{}: {}", self.place(label.spot), line(&label.value.text)));
            }
        }
        let spots = [&structure.authority, &structure.position].into_iter().flatten();
        let spots: Vec<String> = spots.map(|said| self.place(said.spot)).collect();
        let entry = |key: &str, said: &Option<Said<String>>| {
            said.as_ref().map(|said| format!("{key}: {}", quoted(&said.value)))
        };
        let entries = [entry("authority", &structure.authority), entry("position", &structure.position)];
        let entries: Vec<String> = entries.into_iter().flatten().collect();
        if !entries.is_empty() {
            head.bare("signed", &format!("{{{}}}", entries.join(", ")));
            head.cite(&spots.join("; "));
        }
    }

    /// A list with one entry a line, each with its place.
    fn listed(&self, head: &mut Head, key: &str, entries: Vec<(String, Spot)>) {
        if entries.is_empty() {
            return;
        }
        head.list_of(key, entries.iter().map(|(entry, spot)| (entry.as_str(), self.place(*spot))));
    }

    /// What units have to do, as the part about carrying the plan out says.
    fn assigned(&self, parts: &[Part]) -> Vec<Said<Assignment>> {
        let mut is_inside = false;
        let mut found = Vec::new();
        for part in parts {
            match part {
                Part::Heading { level: 2, words, .. } => {
                    is_inside = letters::fold(&words.text).contains("to chuc thuc hien");
                }
                Part::Block(_) | Part::Lead(_) if is_inside => {
                    found.extend(
                        text_of(part)
                            .into_iter()
                            .flat_map(|(text, spot)| facts::assignments(text, spot, &self.units)),
                    );
                }
                Part::Heading { .. } | Part::Block(_) | Part::Deficiency(_) | Part::Lead(_) => {}
            }
        }
        found
    }
}

fn shown(due: &Due) -> String {
    let Due { what, to, every, before, covers } = due;
    let mut entry = format!("{{what: {}", quoted(what));
    to.iter().for_each(|to| entry.push_str(&format!(", to: {}", yaml(to))));
    let period = match before {
        // A report once before a day recurs no more.
        Some(ReportBefore::On(_)) => None,
        Some(ReportBefore::Yearly { .. }) | None => every.and_then(|months| period_word(months.into())),
    };
    period.iter().for_each(|period| entry.push_str(&format!(", every: {period}")));
    match before {
        Some(ReportBefore::On(day)) => entry.push_str(&format!(", before: {day}")),
        Some(ReportBefore::Yearly { month, day }) => {
            entry.push_str(&format!(", before: {month:02}-{day:02}"))
        }
        None => {}
    }
    covers.iter().for_each(|covers| entry.push_str(&format!(", covers: {}", covers.word())));
    entry + "}"
}

/// Words of a title that begin with a small letter behind the kind of the paper.
fn lower(title: &str) -> String {
    const VERBS: [&str; 14] = [
        "Khắc", "Thực", "Kết", "Về", "Tiếp", "Triển", "Kiểm", "Tổ", "Phát", "Đánh", "Tăng", "Nâng", "Công",
        "Sơ",
    ];
    let first = title.split_whitespace().next().unwrap_or_default();
    match VERBS.contains(&first) {
        true => {
            let mut letters = title.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
        false => title.to_owned(),
    }
}

fn text_of(part: &Part) -> Option<(&str, Spot)> {
    match part {
        Part::Block(block) => Some((block.words()?.text.as_str(), block.spot)),
        Part::Heading { .. } | Part::Deficiency(_) | Part::Lead(_) => None,
    }
}

// -- records -------------------------------------------------------------------------------------------------------

impl Drafting<'_> {
    fn record(
        &mut self,
        index: usize,
        deficiency: &Deficiency,
        structure: &Structure,
        noted: &mut BTreeSet<String>,
        left: &mut Vec<Apart>,
    ) -> File {
        let name = self.named[index].0.clone();
        let folder = format!("{}/{}", self.asked.body, self.asked.year);
        let path = self.names.file(&folder, &name);
        let mut head = Head::new("deficiency");
        if let Some((plan, place)) = self.plan_of_records(structure) {
            head.text("plan", &plan);
            place.iter().for_each(|place| head.cite(place));
        }
        head.text("deficiency", &name);
        self.judged(deficiency, &mut head, left);
        self.responsible(deficiency, &mut head);
        self.going_on(deficiency, &mut head);
        let wording = &deficiency.wording;
        let title = short(&wording.value.text);
        let label = format!("{}: {}", self.place(deficiency.label.spot), deficiency.label.value.text);
        let mut parts =
            vec![format!("# {}", prose::title(&Words::plain(title.as_str()))), prose::comment(&label)];
        let mut body = Body::new(self, structure);
        let is_whole = line(&wording.value.text).trim_end_matches(['.', ';', ' ']) == title;
        if !is_whole || !wording.value.notes.is_empty() {
            body.push(wording.spot, Chunk::Paragraph(wording.value.clone()));
        } else if wording.spot != deficiency.label.spot {
            parts.push(prose::comment(&self.place(wording.spot)));
        }
        body.parts(&deficiency.parts);
        parts.push(body.written(noted));
        parts.retain(|part| !part.is_empty());
        File { path, text: format!("{}{}\n", head.fenced(), parts.join("\n\n")), from: None }
    }

    /// The plan that undertakes the records, where that is not the only one of the year: the paper itself, or the one
    /// that it reports on.
    fn plan_of_records(&self, structure: &Structure) -> Option<(String, Option<String>)> {
        let first = format!("{}/{}/plan.md", self.asked.body, self.asked.year);
        match self.kind {
            PaperKind::Plan if self.path == first => None,
            PaperKind::Plan => Some((self.path.trim_end_matches(".md").to_owned(), None)),
            PaperKind::Report => {
                let year = self.body.years.iter().find(|year| year.year == self.asked.year);
                let has_plan = year.is_some_and(|year| self.material.plans(year).next().is_some());
                let (number, spot) = self.carried_out(structure).filter(|_| !has_plan)?;
                let is_plan = number.kind_name() == Some("Kế hoạch");
                is_plan.then(|| (number.as_str().to_owned(), Some(self.place(spot))))
            }
            PaperKind::Review => None,
        }
    }

    /// The status that the verdict says; open where there is none, or one that says more than one thing.
    fn judged(&self, deficiency: &Deficiency, head: &mut Head, left: &mut Vec<Apart>) {
        let verdicts: Vec<(&str, Spot)> = under(deficiency, SectionKind::Verdict).collect();
        let mut said: Vec<(Status, Spot)> = Vec::new();
        for (text, spot) in &verdicts {
            let sentences = text.split(['.', ';', '\n']).map(str::trim);
            said.extend(sentences.filter_map(|sentence| Some((status(Verdict::read(sentence)?), *spot))));
        }
        match said.as_slice() {
            [(first, spot), rest @ ..] if rest.iter().all(|(status, _)| status == first) => {
                head.bare("status", first.word());
                head.cite(&self.place(*spot));
            }
            _ => {
                head.bare("status", Status::Open.word());
                let unclear = verdicts.iter().map(|(text, spot)| Apart {
                    why: Why::Verdict,
                    text: (*text).to_owned(),
                    spot: *spot,
                });
                left.extend(unclear);
            }
        }
    }

    /// The field of work, and the units that answer for it.
    fn responsible(&self, deficiency: &Deficiency, head: &mut Head) {
        if let Some(area) = &deficiency.area
            && let Some(id) = self.area(&area.value.text)
        {
            head.text("area", id);
            head.cite(&self.place(area.spot));
        }
        let of = |wanted: Role| {
            let own = self
                .assignments
                .iter()
                .filter(move |said| said.value.role == wanted && said.value.of.contains(&deficiency.number));
            let mut units: Vec<(String, String)> =
                own.map(|said| (said.value.unit.clone(), self.place(said.spot))).collect();
            units.dedup_by(|a, b| a.0 == b.0);
            units
        };
        // Two units that lead are for a person to choose from: both stand in the plan.
        if let [(unit, place)] = of(Role::Lead).as_slice() {
            head.text("lead", unit);
            head.cite(place);
        }
        for (key, wanted) in [("coordinate", Role::Coordinate), ("monitor", Role::Monitor)] {
            let units = of(wanted);
            if !units.is_empty() {
                head.list(key, &units.iter().map(|(unit, _)| unit.clone()).collect::<Vec<_>>());
                head.cite(&units.iter().map(|(_, place)| place.as_str()).collect::<Vec<_>>().join("; "));
            }
        }
    }

    fn going_on(&self, deficiency: &Deficiency, head: &mut Head) {
        let mut direction = under(deficiency, SectionKind::Direction);
        let year = direction.find_map(|(text, spot)| Some((facts::goes_on_in(text, self.asked.year)?, spot)));
        if let Some((year, spot)) = year {
            head.bare("continue_in", &year.to_string());
            head.cite(&self.place(spot));
        }
    }

    /// The field of work of this name: the only one that is as good as the same.
    fn area(&self, words: &str) -> Option<&str> {
        let wanted = field(words);
        let areas = self.body.meta.areas.iter();
        let mut near = areas.filter(|area| {
            let known = field(&area.name);
            !wanted.is_empty() && !known.is_empty() && known == wanted
        });
        near.next().filter(|_| near.next().is_none()).map(|area| area.id.value.as_str())
    }
}

/// A field of work without the words that any field begins with: `Trong lĩnh vực công tác tuyên truyền` is
/// `tuyên truyền`.
fn field(words: &str) -> String {
    let slug = letters::slug(words);
    let mut rest = slug.as_str();
    while let Some(behind) =
        ["trong-", "linh-vuc-", "cong-tac-", "ve-"].iter().find_map(|lead| rest.strip_prefix(lead))
    {
        rest = behind;
    }
    rest.to_owned()
}

fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Fixed => Status::Fixed,
        Verdict::Partly => Status::PartlyFixed,
        Verdict::Improving => Status::Improving,
        Verdict::NotFixed => Status::NotFixed,
    }
}

/// What stands under the headings of a kind.
fn under(deficiency: &Deficiency, wanted: SectionKind) -> impl Iterator<Item = (&str, Spot)> {
    let mut kind = None;
    deficiency.parts.iter().filter_map(move |part| {
        if let Part::Heading { kind: of, .. } = part {
            kind = *of;
        }
        text_of(part).filter(|_| kind == Some(wanted))
    })
}

// -- the text ------------------------------------------------------------------------------------------------------

/// The text of a file, built part by part.
struct Body<'b> {
    drafting: &'b Drafting<'b>,
    structure: &'b Structure,
    done: Vec<String>,
    /// What stands under the last heading, with its places.
    chunks: Vec<(Spot, Chunk)>,
    kind: Option<SectionKind>,
    /// Whether the heading says that what stands under it was done.
    is_done: bool,
    /// Levels in the paper of the headings that what follows is under.
    levels: Vec<u8>,
    /// Place of the last heading, until what stands under it is written.
    headed: Option<Spot>,
    /// Footnotes that the text refers to, in order.
    notes: Vec<String>,
}

/// What is written as one element.
enum Chunk {
    Paragraph(Words),
    /// An item with its marker: `-`, `3.`
    Item(String, Words),
    /// A measure: the words before its deadline, the deadline, and what is behind it.
    Measure(String, Words),
    Table(Vec<Vec<Words>>),
    Raw(String),
}

impl<'b> Body<'b> {
    fn new(drafting: &'b Drafting<'b>, structure: &'b Structure) -> Self {
        let (done, chunks, notes) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            drafting,
            structure,
            done,
            chunks,
            kind: None,
            is_done: false,
            levels: Vec::new(),
            headed: None,
            notes,
        }
    }

    fn parts(&mut self, parts: &[Part]) {
        for (at, part) in parts.iter().enumerate() {
            match part {
                Part::Heading { level, words, spot, kind } => {
                    let is_empty = is_empty(&parts[at + 1..], *level);
                    self.heading(*level, words, *spot, *kind, is_empty);
                }
                Part::Lead(said) => self.lead(said),
                Part::Deficiency(index) => self.link(*index),
                Part::Block(block) => match &block.kind {
                    Kind::Table(rows) => self.push(block.spot, Chunk::Table(rows.clone())),
                    Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => {
                        let chunk = self.chunk(words);
                        self.push(block.spot, chunk);
                    }
                },
            }
        }
    }

    fn push(&mut self, spot: Spot, chunk: Chunk) {
        self.chunks.push((spot, chunk));
    }

    /// A heading; a comment where everything under it stands in other files.
    fn heading(&mut self, level: u8, words: &Words, spot: Spot, kind: Option<SectionKind>, is_empty: bool) {
        self.flush();
        let place = self.drafting.place(spot);
        if is_empty {
            self.done.push(prose::comment(&format!("{place}: {}", words.text)));
            return;
        }
        self.kind = kind;
        let folded = letters::fold(&words.text);
        self.is_done = folded.contains("da trien khai") || folded.contains("da thuc hien");
        self.levels.retain(|above| *above < level);
        self.levels.push(level);
        let start = match marker(&words.text) {
            Some((Marker::Star | Marker::Bullet, start)) => start,
            _ => 0,
        };
        let text = words.text[start..].trim().trim_end_matches(':');
        let heading = prose::title(&Words::plain(text));
        self.refer(words);
        let notes: String = words.notes.iter().map(|(_, label)| format!("[^{label}]")).collect();
        self.done.push(format!("{} {heading}{notes}", "#".repeat((self.levels.len() + 1).min(6))));
        self.headed = Some(spot);
    }

    /// Measures of a deficiency stand under the heading of the vocabulary.
    fn lead(&mut self, said: &Said<Words>) {
        self.flush();
        if self.kind != Some(SectionKind::Measures) || self.levels.len() != 1 {
            let heading = SectionKind::Measures.heading(self.drafting.language());
            self.done.push(format!("## {heading}"));
        }
        (self.kind, self.levels, self.is_done) = (Some(SectionKind::Measures), vec![2], false);
        let place = self.drafting.place(said.spot);
        self.done.push(prose::comment(&format!("{place}: {}", said.value.text)));
    }

    fn link(&mut self, index: usize) {
        let deficiency = &self.structure.deficiencies[index];
        let (name, there) = &self.drafting.named[index];
        let file = there.as_deref().and_then(|path| path.rsplit('/').next());
        let file = file.map_or_else(|| format!("{name}.md"), str::to_owned);
        let label = &deficiency.label.value.text;
        let start = marker(label).map_or(0, |(_, start)| start);
        let label = prose::escaped(label[start..].trim().trim_end_matches([':', '.', '-', '–', ' ']));
        self.push(deficiency.label.spot, Chunk::Raw(format!("- [{label}]({file})")));
    }

    fn chunk(&self, words: &Words) -> Chunk {
        let found = marker(&words.text);
        let own = |start: usize| words.from(start);
        let is_measures = self.kind == Some(SectionKind::Measures);
        let sign = match &found {
            Some((Marker::Number(parts), _)) if parts.len() == 1 => format!("{}.", parts[0]),
            Some((Marker::Number(_) | Marker::Roman(_) | Marker::Letter(_), _)) | None => String::new(),
            Some((Marker::Bullet | Marker::Star, _)) => "-".to_owned(),
        };
        let start = match &found {
            Some((_, start)) if !sign.is_empty() => *start,
            _ => 0,
        };
        match (is_measures && !words.text.trim_end().ends_with(':'), sign.as_str()) {
            (true, "") => Chunk::Measure("-".to_owned(), words.slice(0..words.text.len())),
            (true, _) => Chunk::Measure(sign, own(start)),
            (false, "") => Chunk::Paragraph(words.slice(0..words.text.len())),
            (false, _) => Chunk::Item(sign, own(start)),
        }
    }

    /// Writes what stands under the last heading, with its places before it.
    fn flush(&mut self) {
        let chunks = std::mem::take(&mut self.chunks);
        let headed = self.headed.take();
        if chunks.is_empty() && headed.is_none() {
            return;
        }
        let spots = headed.iter().chain(chunks.iter().map(|(spot, _)| spot));
        let spots: Vec<String> = spots.map(|spot| spot.numbers()).collect();
        let word = self.drafting.counted.word(self.drafting.language());
        let comment = prose::comment(&format!("{word} {}", spots.join("; ")));
        let mut text = String::new();
        let is_targets = self.kind == Some(SectionKind::Targets);
        let table = if is_targets { self.targets(&chunks) } else { None };
        let mut was_item = false;
        match table {
            Some(table) => text = table,
            None => {
                for (_, chunk) in &chunks {
                    let (written, is_item) = self.element(chunk);
                    let gap = match (text.is_empty(), was_item && is_item) {
                        (true, _) => "",
                        (false, true) => "\n",
                        (false, false) => "\n\n",
                    };
                    text.push_str(gap);
                    text.push_str(&written);
                    was_item = is_item;
                }
            }
        }
        self.done.push(format!("{comment}\n\n{text}").trim_end().to_owned());
    }

    fn element(&mut self, chunk: &Chunk) -> (String, bool) {
        match chunk {
            Chunk::Paragraph(words) => {
                self.refer(words);
                (prose::inline(words), false)
            }
            Chunk::Item(sign, words) => {
                self.refer(words);
                (format!("{sign} {}", prose::inline(words)), true)
            }
            Chunk::Measure(sign, words) => {
                self.refer(words);
                (self.measure(sign, words), true)
            }
            Chunk::Table(rows) => {
                rows.iter().flatten().for_each(|cell| self.refer(cell));
                (table(rows), false)
            }
            Chunk::Raw(text) => (text.clone(), true),
        }
    }

    /// A measure, with its deadline in the emphasis that deadlines have.
    fn measure(&self, sign: &str, words: &Words) -> String {
        let done = if self.is_done { "[x] " } else { "" };
        let text = match facts::deadline(&words.text, self.drafting.years) {
            Some((open, said)) => {
                let before = words.slice(0..open);
                let tail = words.text[said.end..].trim_start_matches([' ', ')']);
                format!("{} (*{}*){tail}", prose::inline(&before), prose::escaped(&words.text[said]))
            }
            None => prose::inline(words),
        };
        format!("{sign} {done}{text}")
    }

    /// Items under `Chỉ tiêu` as a table, where any of them has a goal or a rhythm.
    fn targets(&mut self, chunks: &[(Spot, Chunk)]) -> Option<String> {
        let years = self.drafting.years;
        let mut rows = Vec::new();
        let mut has_more = false;
        for (_, chunk) in chunks {
            let Chunk::Item(sign, words) = chunk else { return None };
            let said = facts::rhythm(&words.text, years);
            let goal =
                facts::goal(&words.text[..said.as_ref().map_or(words.text.len(), |(colon, _)| *colon)]);
            has_more |= said.is_some() || goal.is_some();
            let name = words.slice(0..said.as_ref().map_or(words.text.len(), |(colon, _)| *colon));
            let cell = |range: Option<std::ops::Range<usize>>| {
                Words::plain(range.map_or("", |range| words.text[range].trim()))
            };
            let number = Words::plain(sign.trim_end_matches(['.', '-']));
            rows.push(vec![number, name, cell(said.map(|(_, said)| said)), cell(goal)]);
        }
        if !has_more {
            return None;
        }
        rows.iter().flatten().for_each(|cell| self.refer(cell));
        let head = ["STT", "Nội dung", "Thời hạn", "Mục tiêu"].map(Words::plain).to_vec();
        Some(table(&[vec![head], rows].concat()))
    }

    fn refer(&mut self, words: &Words) {
        for (_, label) in &words.notes {
            if !self.notes.contains(label) && self.structure.notes.contains_key(label) {
                self.notes.push(label.clone());
            }
        }
    }

    /// The whole text, with the footnotes that it refers to.
    fn written(mut self, noted: &mut BTreeSet<String>) -> String {
        self.flush();
        let mut at = 0;
        while let Some(label) = self.notes.get(at).cloned() {
            at += 1;
            let Some(said) = self.structure.notes.get(&label) else { continue };
            self.refer(&said.value);
            let place = prose::comment(&self.drafting.place(said.spot));
            self.done.push(format!("{place}\n\n[^{label}]: {}", prose::inline(&said.value)));
            noted.insert(label);
        }
        self.done.join("\n\n")
    }
}

/// Whether nothing of its own stands under a heading of this level.
fn is_empty(behind: &[Part], level: u8) -> bool {
    match behind.first() {
        None => true,
        Some(Part::Heading { level: next, .. }) => *next <= level,
        Some(Part::Block(_) | Part::Deficiency(_) | Part::Lead(_)) => false,
    }
}

/// A table of Markdown; its first row is its head.
fn table(rows: &[Vec<Words>]) -> String {
    let row = |cells: &Vec<Words>| {
        let cells: Vec<String> = cells.iter().map(prose::inline).collect();
        format!("| {} |", cells.join(" | "))
    };
    let columns = rows.first().map_or(0, Vec::len);
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    lines.insert(lines.len().min(1), format!("|{}", "---|".repeat(columns)));
    lines.join("\n")
}

// -- the account ---------------------------------------------------------------------------------------------------

impl Drafting<'_> {
    fn account_line(&self, apart: &Apart) -> String {
        let text = line(&apart.text);
        format!("{} ({}): {text}", self.place(apart.spot), apart.why.words(self.language()))
    }

    /// The file beside the drafts that holds what is in none of them. `check` names it until it is gone, as it names
    /// every file that no page links to.
    fn account(&self, left: &[String], encoding: Option<&'static str>) -> File {
        let source = &self.asked.source;
        let head = self.language().choose(
            format!("Trong {source}, những dòng dưới đây chưa ở trong bản thảo nào.\nXử lý xong dòng nào thì xóa dòng ấy; hết thì xóa tệp này.\n"),
            format!("These parts of {source} are in no draft.\nDelete each line that is dealt with, and the file when none is left.\n"),
        );
        let encoding = encoding.map(|encoding| {
            self.language().choose(
                format!("Đã chuyển mã từ {encoding}.\n"),
                format!("It was converted from {encoding}.\n"),
            )
        });
        let stem = self.path.trim_end_matches(".md");
        let path = self.names.account(stem);
        File {
            path,
            text: format!("{head}{}\n{}\n", encoding.unwrap_or_default(), left.join("\n")),
            from: None,
        }
    }
}
