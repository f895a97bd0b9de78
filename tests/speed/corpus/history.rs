//! What happens to the deficiencies of a body over the years.
//!
//! Shape: ten plan years of twenty to thirty deficiencies; about three in four unresolved ones go on under their
//! name, the others are split, merged, narrowed, expanded, renamed or lost; one in four is fixed each year. Some bodies
//! have a year without documents, and every sixteenth hands over to the next one.

use super::model::{Body, Carry, Day, Official, Part, Record, Row, Status, Text, Year};
use super::prose::{self, Gauge, Promise};
use super::random::Random;
use super::words;
use std::rc::Rc;

/// Plan years of a body.
const YEARS: usize = 10;

/// Last plan year of most bodies.
const LAST: usize = 2024;

/// One body in so many has a successor: the one after it.
const HANDS_OVER: usize = 16;

/// Stream of what all bodies share.
const SHARED: u64 = u64::MAX;

/// What all bodies cite.
pub(crate) const CENTRAL: [(&str, &str, &str, &str); 4] = [
    ("tw-doan", "Ban Thường vụ Trung ương Đoàn", "TWĐTN", "central"),
    ("tw-doan-bi-thu", "Ban Bí thư Trung ương Đoàn", "TWĐTN", "central"),
    ("tw-dang", "Ban Bí thư Trung ương Đảng", "TW", "party-central"),
    ("chinh-phu", "Chính phủ", "CP", "state-central"),
];

/// Documents that every body may cite.
pub(crate) fn central_documents(seed: u64) -> Vec<Rc<Official>> {
    let mut random = Random::new(seed, SHARED);
    let document = |index: usize| {
        let (issuer, _, code, _) = CENTRAL[index % CENTRAL.len()];
        let (number, kind) = match code {
            "CP" => (format!("{:02}/{}/NĐ-CP", index + 1, 2010 + index % 14), "Nghị định"),
            "TW" => (format!("{:02}-CT/TW", index + 1), "Chỉ thị"),
            _ => (format!("{}-KH/TWĐTN-{}", index + 1, ["VP", "BTC", "CNĐT"][index % 3]), "Kế hoạch"),
        };
        let date = day(&mut random, 2010 + index % 14);
        Rc::new(Official { number, kind, issuer: issuer.to_owned(), date, subject: subject(index) })
    };
    (0..200).map(document).collect()
}

fn subject(index: usize) -> String {
    let matter = words::MATTERS[index % words::MATTERS.len()];
    format!("{} {}", words::sentence_case(matter), words::PLACES[index / 3 % words::PLACES.len()])
}

fn day(random: &mut Random, year: usize) -> Day {
    Day { year, month: random.between(1, 12), day: random.between(1, 28) }
}

/// A deficiency that is still open, or came to an end.
#[derive(Debug, Clone)]
struct Case {
    name: String,
    /// What it is about, in small letters.
    about: String,
    fault: usize,
    area: &'static str,
    lead: &'static str,
    internal: bool,
    promises: Vec<Promise>,
    gauges: Vec<Gauge>,
    complaint: Text,
    causes: Text,
    /// The year of its last record.
    last: usize,
}

/// What a body leaves to its successor.
#[derive(Debug, Default)]
pub(crate) struct Estate {
    from: String,
    cases: Vec<Case>,
}

/// The number, name and id of a body.
fn naming(index: usize) -> (String, String) {
    let (first, last) = (words::FIRST_NAMES[index % 16], words::LAST_NAMES[(index / 16 + index) % 16]);
    let count = if index < 256 { String::new() } else { format!(" {}", index / 256 + 1) };
    let name = format!("{first} {last}{count}");
    (words::slug(&name), name)
}

/// Two letters that a body's code ends with.
fn code(index: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEGHIKLMNOPQRSTUVXY";
    let at = |place: usize| char::from(LETTERS[place % LETTERS.len()]);
    format!("TĐ{}{}", at(index / LETTERS.len()), at(index))
}

/// Body number `index` with at most `budget` records, and what it leaves behind.
pub(crate) fn body(
    seed: u64,
    index: usize,
    budget: usize,
    central: &[Rc<Official>],
    estate: Estate,
) -> (Body, Estate) {
    let mut random = Random::new(seed, index as u64);
    let (id, name) = naming(index);
    let hands_over = index % HANDS_OVER == 3;
    let superior = (format!("tinh-uy-{id}"), format!("Ban Thường vụ Tỉnh ủy {name}"));
    let register = superior_documents(&mut random, &superior.0);
    let last = if hands_over { LAST - 2 } else { LAST };
    let mut years: Vec<usize> = (last + 1 - YEARS..=last).collect();
    if random.chance(10) {
        years.remove(random.between(2, YEARS - 3));
    }
    let names = Names { start: random.below(1200), step: *random.pick(&[7, 11, 13, 17, 19, 23]), next: 0 };
    let code = code(index);
    let mut life = Life {
        random,
        id: &id,
        code: &code,
        register: &register,
        central,
        names,
        open: Vec::new(),
        lost: Vec::new(),
        closed: Vec::new(),
    };
    let mut told: Vec<Year> = Vec::new();
    let mut left = budget;
    let mut estate = Some(estate);
    for (at, year) in years.iter().copied().enumerate() {
        if left == 0 {
            break;
        }
        let next = years.get(at + 1).copied().or((year == LAST).then_some(LAST + 1));
        let inherited = if year == LAST - 1 { estate.take() } else { None };
        let records = life.year(year, next, left, inherited);
        left -= records.len();
        told.push(life.papers(year, records));
    }
    announce(&mut told);
    let successor =
        (hands_over && left > 0).then(|| (naming(index + 1).0, Day { year: LAST - 1, month: 1, day: 1 }));
    let cases = if successor.is_some() { std::mem::take(&mut life.open) } else { Vec::new() };
    let left_behind = Estate { from: id.clone(), cases };
    (Body { id, name, code, years: told, register, superior, successor }, left_behind)
}

fn superior_documents(random: &mut Random, issuer: &str) -> Vec<Rc<Official>> {
    let kinds = [("CT", "Chỉ thị"), ("NQ", "Nghị quyết"), ("ĐA", "Đề án"), ("KL", "Kết luận")];
    let document = |index: usize| {
        let (symbol, kind) = kinds[index % kinds.len()];
        let number = format!("{:02}-{symbol}/TU", index * 3 + random.between(1, 3));
        let date = day(random, 2012 + index % 12);
        Rc::new(Official { number, kind, issuer: issuer.to_owned(), date, subject: subject(index * 7) })
    };
    (0..20).map(document).collect()
}

/// The review of a year says how many deficiencies the next plan has; one in twenty counts wrongly.
fn announce(years: &mut [Year]) {
    for at in 1..years.len() {
        if years[at - 1].year + 1 == years[at].year {
            let miscounted = usize::from(years[at].year % 20 == years[at].records.len() % 20);
            years[at - 1].found = Some(years[at].records.len() + miscounted);
        }
    }
}

/// Names that a body has not used yet.
struct Names {
    start: usize,
    step: usize,
    next: usize,
}

impl Names {
    /// What a deficiency is about: a topic and a place, never the same twice in a body.
    fn take(&mut self) -> String {
        let combinations = words::TOPICS.len() * words::PLACES.len();
        let at = (self.start + self.next * self.step) % combinations;
        self.next += 1;
        format!("{} {}", words::TOPICS[at % words::TOPICS.len()], words::PLACES[at / words::TOPICS.len()])
    }
}

struct Life<'b> {
    random: Random,
    id: &'b str,
    code: &'b str,
    register: &'b [Rc<Official>],
    central: &'b [Rc<Official>],
    names: Names,
    open: Vec<Case>,
    lost: Vec<Case>,
    closed: Vec<Case>,
}

/// How a deficiency comes into a year.
type Arrival = (Case, Vec<Carry>);

impl Life<'_> {
    /// The records of one year, at most `limit`.
    fn year(
        &mut self,
        year: usize,
        next: Option<usize>,
        limit: usize,
        estate: Option<Estate>,
    ) -> Vec<Record> {
        let wanted = self.random.between(20, 30);
        let mut arrivals = self.carried();
        arrivals.extend(self.returning(year));
        arrivals.extend(estate.map(|estate| self.inherited(estate)).unwrap_or_default());
        while arrivals.len() < wanted {
            let case = self.new_case(year);
            arrivals.push((case, Vec::new()));
        }
        arrivals.truncate(limit);
        arrivals.into_iter().map(|(case, carries)| self.record(case, carries, year, next)).collect()
    }

    fn new_case(&mut self, year: usize) -> Case {
        let about = self.names.take();
        let random = &mut self.random;
        let fault = random.below(words::FAULTS.len());
        let promises = (0..random.between(4, 7)).map(|_| Promise::new(random, self.register, year)).collect();
        Case {
            name: words::slug(&about),
            fault,
            area: random.pick(&words::AREAS).0,
            lead: random.pick(&words::UNITS[..6]).0,
            internal: random.chance(1),
            promises,
            gauges: Gauge::some(random),
            complaint: prose::complaint(random, &about, 2),
            causes: prose::complaint(random, &about, 3),
            about,
            last: year,
        }
    }

    /// What the last plan year left open, by the way that it goes on.
    fn carried(&mut self) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        let mut before = std::mem::take(&mut self.open).into_iter().peekable();
        while let Some(case) = before.next() {
            let fate = if case.internal { 99 } else { self.random.below(100) };
            match fate {
                0 => self.lost.push(case),
                1..=3 => arrivals.extend(self.split(&case)),
                4..=6 if before.peek().is_some_and(|other| !other.internal) => {
                    let other = before.next();
                    arrivals.push(self.merged(case, other.as_ref()));
                }
                7..=9 => arrivals.push(self.stated(case, "narrowed")),
                10..=12 => arrivals.push(self.stated(case, "expanded")),
                13..=14 => arrivals.push(self.renamed(case)),
                _ => arrivals.push((case, Vec::new())),
            }
        }
        arrivals
    }

    fn carry(&mut self, from: &Case, kind: &'static str) -> Carry {
        let basis = if self.random.chance(60) { "stated" } else { "inferred" };
        let reason = format!("Cùng nói về {}; {}", from.about, self.random.pick(&words::JUDGEMENTS));
        Carry { from: format!("{}/{}/{}", self.id, from.last, from.name), kind, basis, reason }
    }

    fn stated(&mut self, case: Case, kind: &'static str) -> Arrival {
        let carry = self.carry(&case, kind);
        (case, vec![carry])
    }

    /// The same thing under a new name.
    fn renamed(&mut self, case: Case) -> Arrival {
        let carry = self.carry(&case, "continues");
        let about = self.names.take();
        (Case { name: words::slug(&about), about, ..case }, vec![carry])
    }

    fn split(&mut self, case: &Case) -> Vec<Arrival> {
        let parts = (0..2).map(|_| {
            let carry = self.carry(case, "split");
            let about = self.names.take();
            let gauges = Gauge::some(&mut self.random);
            (Case { name: words::slug(&about), about, gauges, ..case.clone() }, vec![carry])
        });
        parts.collect()
    }

    fn merged(&mut self, case: Case, other: Option<&Case>) -> Arrival {
        let first = self.carry(&case, "merged");
        let second = other.map(|other| self.carry(other, "merged"));
        (case, [Some(first), second].into_iter().flatten().collect())
    }

    /// What was lost before the last plan year, and what was closed, may be back.
    fn returning(&mut self, year: usize) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        for case in std::mem::take(&mut self.lost) {
            match case.last + 2 <= year && self.random.chance(30) {
                true => arrivals.push((case, Vec::new())),
                false => self.lost.push(case),
            }
        }
        for case in std::mem::take(&mut self.closed) {
            if self.random.chance(4) && !case.internal {
                arrivals.push(self.stated(case, "reopened"));
            }
        }
        arrivals
    }

    /// What a predecessor left open, most of it.
    fn inherited(&mut self, estate: Estate) -> Vec<Arrival> {
        let mut arrivals = Vec::new();
        for case in estate.cases {
            // An internal one would read as new in the public edition; it is left behind.
            if case.internal || self.random.chance(15) {
                continue;
            }
            let carry = Carry {
                from: format!("{}/{}/{}", estate.from, case.last, case.name),
                ..self.carry(&case, "continues")
            };
            let about = self.names.take();
            let gauges = Gauge::some(&mut self.random);
            arrivals.push((Case { name: words::slug(&about), about, gauges, ..case }, vec![carry]));
        }
        arrivals
    }

    fn status(&mut self, year: usize) -> Status {
        use Status::{Dropped, Fixed, Improving, NotFixed, Open, PartlyFixed};
        match year == LAST {
            true => self.random.weighted(&[
                (55, Open),
                (18, Improving),
                (15, PartlyFixed),
                (7, NotFixed),
                (5, Fixed),
            ]),
            false => self.random.weighted(&[
                (2, Open),
                (24, Improving),
                (30, PartlyFixed),
                (19, NotFixed),
                (23, Fixed),
                (2, Dropped),
            ]),
        }
    }

    /// The record of a deficiency in a year, after which it is open or closed.
    fn record(&mut self, mut case: Case, carries: Vec<Carry>, year: usize, next: Option<usize>) -> Record {
        let status = self.status(year);
        case.last = year;
        self.revise(&mut case);
        let record = self.write(&case, carries, status, year, next);
        match status.is_unresolved() {
            true => self.open.push(case),
            false => self.closed.push(case),
        }
        record
    }

    /// Half of the promises are new each year, most others say it in other words.
    fn revise(&mut self, case: &mut Case) {
        for promise in &mut case.promises {
            *promise = match self.random.below(100) {
                0..50 => Promise::new(&mut self.random, self.register, case.last),
                50..97 => promise.reworded(&mut self.random),
                _ => promise.clone(),
            };
        }
        if self.random.chance(40) {
            case.complaint = prose::complaint(&mut self.random, &case.about, 2);
        }
        if self.random.chance(60) {
            case.causes = prose::complaint(&mut self.random, &case.about, 3);
        }
    }

    fn write(
        &mut self,
        case: &Case,
        carries: Vec<Carry>,
        status: Status,
        year: usize,
        next: Option<usize>,
    ) -> Record {
        let about = case.about.as_str();
        let statement = self.statement(case, year);
        let causes = self.causes(case);
        let verdict = self.verdict(about, year);
        let random = &mut self.random;
        let mut measures = Vec::new();
        for (at, promise) in case.promises.iter().enumerate() {
            measures.push(prose::measure(random, &promise.text(about), year, status, at == 0));
        }
        let continue_in = next.filter(|_| status.is_unresolved() && random.chance(65));
        Record {
            name: case.name.clone(),
            title: words::sentence_case(&format!("{about} {}", words::FAULTS[case.fault])),
            status,
            area: case.area,
            lead: case.lead,
            coordinate: coordinate(random, case.lead),
            monitor: random.chance(40).then_some("vp"),
            continue_in,
            carries,
            disposition: (status == Status::Dropped).then(|| dropped(random, year)),
            internal: case.internal,
            statement,
            causes,
            measures,
            log: log(random, about, year),
            rows: case.gauges.iter().map(|gauge| gauge.read(random, about)).collect(),
            verdict,
            direction: direction(random, about, continue_in),
            remark: random.chance(5).then(|| prose::complaint(random, about, 1)),
        }
    }

    fn statement(&mut self, case: &Case, year: usize) -> Text {
        let mut text = case.complaint.clone();
        prose::cite(&mut text, "Việc khắc phục thực hiện theo", &self.paper_of(year, "KH"));
        if self.random.chance(30) {
            let [what, how] = [self.random.pick(&words::SUBJECTS), self.random.pick(&words::JUDGEMENTS)];
            text.push(Part::Note(format!("Số liệu do {what} cung cấp; {how}.")));
        }
        text
    }

    fn causes(&mut self, case: &Case) -> Text {
        let mut text = case.causes.clone();
        if self.random.chance(40) {
            prose::cite(
                &mut text,
                "Yêu cầu đã nêu tại",
                prose::known(&mut self.random, self.central, case.last),
            );
        }
        text
    }

    fn verdict(&mut self, about: &str, year: usize) -> Text {
        let mut text = prose::judgement(&mut self.random, about, 2);
        prose::cite(&mut text, "Căn cứ là", prose::known(&mut self.random, self.register, year));
        if self.random.chance(50) {
            let report =
                Part::Link { to: format!("{}/{year}/report", self.id), words: "báo cáo năm".to_owned() };
            text.extend([Part::Words(" Xem thêm ".to_owned()), report, Part::Words(".".to_owned())]);
        }
        text
    }

    /// The plan or the report of a year.
    fn paper_of(&self, year: usize, symbol: &'static str) -> Rc<Official> {
        let after_first = (year - 2000) * 10;
        let (sequence, kind, month, subject) = match symbol {
            "KH" => (after_first + 1, "Kế hoạch", 2, format!("Kế hoạch khắc phục khuyết điểm năm {year}")),
            _ => {
                (after_first + 7, "Báo cáo", 12, format!("Báo cáo kết quả khắc phục khuyết điểm năm {year}"))
            }
        };
        let number = format!("{sequence}-{symbol}/{}-VP", self.code);
        let date = Day { year, month, day: 10 + year % 7 };
        Rc::new(Official { number, kind, issuer: self.id.to_owned(), date, subject })
    }

    fn papers(&mut self, year: usize, records: Vec<Record>) -> Year {
        let (plan, report) = (self.paper_of(year, "KH"), self.paper_of(year, "BC"));
        let random = &mut self.random;
        let mut purpose = prose::complaint(random, "công tác khắc phục", 2);
        prose::cite(&mut purpose, "Kế hoạch thực hiện", prose::known(random, self.register, year));
        prose::cite(&mut purpose, "và", prose::known(random, self.central, year));
        let slip = random.chance(20).then(|| slip(&records)).flatten();
        Year {
            year,
            found: None,
            plan_text: [
                prose::judgement(random, "kế hoạch năm trước", 2),
                purpose,
                prose::complaint(random, "việc tổ chức thực hiện", 3),
            ],
            report_text: [
                prose::judgement(random, "việc thực hiện kế hoạch", 3),
                prose::complaint(random, "công tác khắc phục", 2),
            ],
            plan,
            report,
            records,
            slip,
        }
    }
}

/// A figure of the report that is not what the record says.
fn slip(records: &[Record]) -> Option<Row> {
    let row = records.iter().find(|record| !record.internal)?.rows.first()?;
    Some(Row { actual: "7".to_owned(), target: row.target.clone(), ..row.clone() })
}

/// Up to two units beside the one that leads.
fn coordinate(random: &mut Random, lead: &str) -> Vec<&'static str> {
    let mut units: Vec<&'static str> = Vec::new();
    for _ in 0..random.below(3) {
        let unit = random.pick(&words::UNITS[..6]).0;
        if unit != lead && !units.contains(&unit) {
            units.push(unit);
        }
    }
    units
}

/// Two or three entries of the log.
fn log(random: &mut Random, about: &str, year: usize) -> Vec<(Day, Text)> {
    let months = 1..random.between(3, 4);
    let entries = months.map(|at| {
        let day = Day { year, month: at * 3, day: random.between(1, 28) };
        (day, prose::step(random, about))
    });
    entries.collect()
}

fn dropped(random: &mut Random, year: usize) -> (String, Day) {
    let reason = format!("Đã chuyển cho ngành khác; {}", random.pick(&words::JUDGEMENTS));
    (reason, Day { year, month: 12, day: random.between(1, 28) })
}

fn direction(random: &mut Random, about: &str, continue_in: Option<usize>) -> Text {
    let way = random.pick(&words::WAYS);
    let words = match continue_in {
        Some(year) => format!("Tiếp tục khắc phục trong năm {year} về {about}, {way}."),
        None => format!("Duy trì kết quả về {about}, {way}."),
    };
    vec![Part::Words(words)]
}
