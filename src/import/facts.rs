//! Facts: what is read in words that stay where they are.
//!
//! Takes the words of a part; gives who is to do what, which reports are asked for, which documents a paper carries
//! out, and in which year a deficiency goes on. What is not certain is not read: the words are in the draft in any
//! case. It stands apart from `structure`, which decides where words go.

use super::marker;
use super::naming;
use super::paper::Spot;
use super::structure::Said;
use crate::front_matter::{Covers, ReportBefore, Role};
use crate::vietnamese::citation::{Citation, citations};
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::deadline::{Deadline, DeadlineKind};
use crate::vietnamese::letters;
use std::ops::Range;

/// Units of a body: the id of each, and the names that it goes by.
pub type Units = Vec<(String, Vec<String>)>;

/// Who is to do what.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// Id of the unit.
    pub unit: String,
    /// Its role.
    pub role: Role,
    /// Numbers of the deficiencies that it answers for; none for the whole plan.
    pub of: Vec<u32>,
    /// The task in the words of the paper.
    pub does: String,
}

/// A report that is asked for.
#[derive(Debug, Clone)]
pub struct Due {
    /// What it is called.
    pub what: String,
    /// Id of the unit that receives it.
    pub to: Option<String>,
    /// How often, in months.
    pub every: Option<u16>,
    /// The day before which it is due.
    pub before: Option<ReportBefore>,
    /// What it covers.
    pub covers: Option<Covers>,
}

/// Longer texts are read for nothing but documents.
const LONGEST: usize = 20_000;

/// A text as its words are compared: folded, with the byte of the text that each begins at.
struct Folded {
    words: Vec<(String, Range<usize>)>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut words: Vec<(String, Range<usize>)> = Vec::new();
        let mut start = None;
        let ends = text.char_indices().chain(std::iter::once((text.len(), ' ')));
        for (at, letter) in ends {
            match (letter.is_alphanumeric(), start) {
                (true, None) => start = Some(at),
                (false, Some(first)) => {
                    words.push((letters::fold(&text[first..at]), first..at));
                    start = None;
                }
                (true, Some(_)) | (false, None) => {}
            }
        }
        Self { words }
    }

    /// The index of the first of the words `wanted`, at or behind the word `from`.
    fn find(&self, wanted: &[&str], from: usize) -> Option<usize> {
        (from..self.words.len()).find(|at| self.is_at(wanted, *at))
    }

    fn is_at(&self, wanted: &[&str], at: usize) -> bool {
        let words = self.words.iter().skip(at).map(|(word, _)| word.as_str());
        words.take(wanted.len()).eq(wanted.iter().copied())
    }

    fn start(&self, at: usize) -> usize {
        self.words.get(at).map_or(usize::MAX, |(_, span)| span.start)
    }

    /// The unit whose name begins at the word `at`, and the word behind its name. The longest name is meant.
    fn unit<'u>(&self, units: &'u Units, at: usize) -> Option<(&'u str, usize)> {
        let names = units.iter().flat_map(|(id, names)| names.iter().map(move |name| (id.as_str(), name)));
        let found = names.filter_map(|(id, name)| {
            let slug = letters::slug(name);
            let words: Vec<&str> = slug.split('-').collect();
            (!slug.is_empty() && self.is_at(&words, at)).then_some((id, at + words.len()))
        });
        found.max_by_key(|(_, end)| *end)
    }
}

// -- who does what -------------------------------------------------------------------------------------------------

/// What a block under `Tổ chức thực hiện` gives a unit to do.
pub fn assignments(text: &str, spot: Spot, units: &Units) -> Vec<Said<Assignment>> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let start = marker::read(text).map_or(0, |(_, start)| start);
    let text = &text[start..];
    let folded = Folded::of(text);
    let first = usize::from(folded.is_at(&["giao"], 0));
    let said = |value| Said { value, spot };
    let Some((unit, behind)) =
        folded.unit(units, first).filter(|(_, behind)| is_task(text, &folded, *behind))
    else {
        return compiles(text, &folded, units).into_iter().map(said).collect();
    };
    let from = folded.start(behind).min(text.len());
    let clauses = text[from..].split([';', '.']).map(str::trim);
    let clauses = clauses.filter_map(|clause| {
        let of = naming::numbers(clause);
        Some(Assignment { unit: unit.to_owned(), role: role(clause)?, of, does: clause.to_owned() })
    });
    clauses.map(said).collect()
}

/// Whether what follows the name of a unit is its task: behind a colon or a verb, and no other name.
fn is_task(text: &str, folded: &Folded, behind: usize) -> bool {
    let end = folded.words.get(behind.wrapping_sub(1)).map_or(0, |(_, span)| span.end);
    let next = text[end..].trim_start();
    !next.starts_with([',', ';', '.']) && !next.is_empty()
}

/// The role that a clause gives, by its first verb.
fn role(clause: &str) -> Option<Role> {
    let folded = Folded::of(clause);
    let first = |words: &[&str]| folded.find(words, 0);
    let leads = first(&["chu", "tri"]);
    let coordinates = first(&["phoi", "hop"]);
    let monitors = [first(&["theo", "doi"]), first(&["don", "doc"])].into_iter().flatten().min();
    let compiles = first(&["tong", "hop"]);
    match (leads, coordinates, monitors, compiles) {
        (Some(leads), Some(coordinates), _, _) if coordinates < leads => Some(Role::Coordinate),
        (Some(_), ..) => Some(Role::Lead),
        // Who monitors together with another unit monitors.
        (None, _, Some(_), _) => Some(Role::Monitor),
        (None, Some(_), None, _) => Some(Role::Coordinate),
        (None, None, None, Some(_)) => Some(Role::Compile),
        (None, None, None, None) => None,
    }
}

/// `… gửi về Văn phòng để Văn phòng tổng hợp trình …`
fn compiles(text: &str, folded: &Folded, units: &Units) -> Option<Assignment> {
    (0..folded.words.len()).find_map(|at| {
        let (unit, behind) = folded.unit(units, at)?;
        let start = folded.is_at(&["tong", "hop"], behind).then(|| folded.start(behind))?;
        let does = text[start..].split([';', '.']).next().unwrap_or_default().trim();
        Some(Assignment { unit: unit.to_owned(), role: Role::Compile, of: Vec::new(), does: does.to_owned() })
    })
}

// -- reports -------------------------------------------------------------------------------------------------------

/// The reports that a block of a plan asks for.
pub fn dues(text: &str, spot: Spot, years: YearSpan, units: &Units) -> Vec<Said<Due>> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let to = receiver(text, units);
    let dues = clauses(text).filter_map(|clause| due(clause, years));
    dues.map(|due| Said { value: Due { to: due.before.and(to.clone()), ..due }, spot }).collect()
}

/// Parts of a text between semicolons, brackets and full stops.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([';', '(', ')']);
    parts.flat_map(|part| part.split(". "))
}

/// The unit that reports go to: `gửi về Văn phòng`, `gửi về Tỉnh đoàn qua Ban Tổ chức – Kiểm tra`.
fn receiver(text: &str, units: &Units) -> Option<String> {
    let folded = Folded::of(text);
    let sent = folded.find(&["gui", "ve"], 0)?;
    let near = sent + 2..(sent + 14).min(folded.words.len());
    near.into_iter().find_map(|at| folded.unit(units, at)).map(|(unit, _)| unit.to_owned())
}

fn due(clause: &str, years: YearSpan) -> Option<Due> {
    let folded = Folded::of(clause);
    let report = folded.find(&["bao", "cao"], 0)?;
    let by_day = folded.find(&["truoc", "ngay"], report);
    let rhythm = folded.find(&["dinh", "ky"], report);
    let (at, is_day) = by_day.map(|at| (at, true)).or(rhythm.map(|at| (at, false)))?;
    let deadline = Deadline::read(&clause[folded.start(at)..], years)?;
    let sent = folded.find(&["gui"], report).unwrap_or(at).min(at);
    let what = clause[folded.start(report)..folded.start(sent)].trim().trim_end_matches(',');
    let before = match (deadline.kind, deadline.due) {
        (DeadlineKind::BeforeDate, Some(due)) => Some(ReportBefore::On(due.tomorrow().ok()?)),
        (DeadlineKind::Recurring, Some(due)) if is_day => {
            let day = due.tomorrow().ok()?;
            Some(ReportBefore::Yearly { month: day.month(), day: day.day() })
        }
        _ if is_day => return None,
        _ => None,
    };
    let every =
        deadline.every.map(|every| every.in_months()).filter(|months| [1, 3, 6, 12, 60].contains(months));
    if before.is_none() && every.is_none() {
        return None;
    }
    Some(Due { what: capital(what), to: None, every, before, covers: covers(what).filter(|_| is_day) })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn covers(what: &str) -> Option<Covers> {
    match letters::slug(what).as_str() {
        "bao-cao-6-thang" | "bao-cao-sau-thang" | "bao-cao-6-thang-dau-nam" => Some(Covers::HalfYear),
        "bao-cao-nam" | "bao-cao-ca-nam" | "bao-cao-cuoi-nam" => Some(Covers::Year),
        "bao-cao-quy" | "bao-cao-hang-quy" => Some(Covers::Quarter),
        _ => None,
    }
}

// -- documents and years -------------------------------------------------------------------------------------------

/// The documents that a paragraph says the paper carries out: `Thực hiện Chỉ thị số 06-CT/TU, ngày …`. Only the first
/// is carried out; the others are what it is about.
pub fn carried_out(text: &str) -> Option<Citation> {
    let folded = Folded::of(text);
    if !folded.is_at(&["thuc", "hien"], 0) {
        return None;
    }
    let first = citations(text).into_iter().next()?;
    // Right behind its kind: `Thực hiện Kế hoạch số …`, `Thực hiện Kế hoạch công tác năm số …`
    let between = folded.words.iter().filter(|(_, span)| span.end <= first.range.start).count();
    (between <= 8).then_some(first)
}

/// The year in which a deficiency is to go on, as its direction says: `Tiếp tục khắc phục trong năm 2022`.
pub fn goes_on_in(text: &str, year: i16) -> Option<i16> {
    let folded = Folded::of(text);
    folded.find(&["tiep", "tuc"], 0)?;
    let years = (0..folded.words.len()).filter(|at| folded.is_at(&["nam"], *at));
    let years = years.filter_map(|at| folded.words.get(at + 1)?.0.parse::<i16>().ok());
    let mut years: Vec<i16> = years.filter(|found| (1900..=2199).contains(found)).collect();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [only] if *only > year => Some(*only),
        _ => None,
    }
}

/// A deadline in brackets at the end of a text: where the bracket opens, and the deadline without brackets.
pub fn deadline(text: &str, years: YearSpan) -> Option<(usize, Range<usize>)> {
    let end = text.trim_end_matches([' ', '.', ';', ',']);
    let inner = end.strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let said = inner[open + 1..].trim();
    let start = open + 1 + inner[open + 1..].find(said)?;
    Deadline::read(said, years)?;
    Some((open, start..start + said.len()))
}

/// A deadline behind the last colon of a text: `…: Thực hiện hằng năm.` Where the colon is, and the deadline.
pub fn rhythm(text: &str, years: YearSpan) -> Option<(usize, Range<usize>)> {
    let colon = text.rfind(':')?;
    let said = text[colon + 1..].trim().trim_end_matches(['.', ';']);
    let start = colon + 1 + text[colon + 1..].find(said)?;
    Deadline::read(said, years)?;
    Some((colon, start..start + said.len()))
}

/// The first figure of a text that is a bound or a share, with its unit: `ít nhất 01 lớp`, `từ 60 ngày trở lên`,
/// `100%`.
pub fn goal(text: &str) -> Option<Range<usize>> {
    use crate::vietnamese::figure::{Bound, Figure};
    const BOUNDS: [&[&str]; 4] = [&["it", "nhat"], &["toi", "thieu"], &["tu"], &["tren"]];
    let folded = Folded::of(text);
    let is_number =
        |at: usize| folded.words.get(at).is_some_and(|(word, _)| word.bytes().all(|b| b.is_ascii_digit()));
    (0..folded.words.len()).find_map(|at| {
        let bound = BOUNDS.iter().find(|bound| folded.is_at(bound, at))?;
        let number = at + bound.len();
        let from = folded.start(at);
        let last = |words: usize| folded.words.get(number + words).map(|(_, span)| span.end);
        let whole = folded.is_at(&["tro", "len"], number + 2).then(|| last(3)).flatten();
        let ends = is_number(number).then(|| [whole, last(1), last(0)]).into_iter().flatten().flatten();
        ends.into_iter().map(|end| from..end).find(|range| {
            let figure = Figure::read(&text[range.clone()]);
            let is_bound =
                figure.is_some_and(|figure| matches!(figure.bound, Bound::AtLeast | Bound::MoreThan));
            is_bound && !text[range.clone()].contains([',', ';', '(', ':'])
        })
    })
}
