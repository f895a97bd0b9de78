//! Deadlines, read from where officials already write them: `hoàn thành trong tháng 02/2023`.
//!
//! The grammar is closed: an expression is read only when every word of it is understood, or known to be harmless.
//! What is left over makes the whole unreadable, because a deadline misread accuses somebody wrongly. It covers
//! Vietnamese as officials write it, English, and ISO 8601. Case, stray spaces, emphasis marks, final punctuation,
//! normal form and the old and new spellings (`hàng`/`hằng`, `quí`/`quý`) do not matter. Vietnamese without marks
//! is not read: `sau thang` may be "after the month" or "six months".
//!
//! | module | holds |
//! |---|---|
//! | `token` | words, numbers and marks, and a cursor over them |
//! | `words` | the vocabulary: leading verbs, harmless tails, prepositions, months |
//! | `period` | days, months, quarters, halves and years, the year perhaps left out |
//! | `clause` | a period with its preposition: *trước*, *đến hết*, *trong* |
//! | `range` | from–to, lists, and from a time on |
//! | `rhythm` | how often: *hằng quý*, *6 tháng/lần*, *01 lần/quý*, with a window or without |
//! | `open` | continuous work, and what hangs on an event |
//! | `iso` | ISO 8601 |
//! | `recurrence` | the ISO 8601 duration type |

mod clause;
mod iso;
mod open;
mod period;
mod range;
mod recurrence;
mod rhythm;
mod token;
#[rustfmt::skip]
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::recurrence::{Recurrence, RecurrenceError};

use self::token::{Cursor, tokenise};
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::letters::nfc;

/// One deadline: what is printed, in calendar days.
///
/// `start` is never after `due`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// What kind of promise it is.
    pub kind: DeadlineKind,
    /// The first day, for the kinds that say when work begins.
    #[schemars(with = "Option<String>")]
    pub start: Option<Date>,
    /// The last good day: `trước ngày 10/5/2023` gives the 9th, `hoàn thành trong quý I/2023` gives 31 March.
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// How often, of what recurs.
    pub every: Option<Recurrence>,
    /// How many times in each period, where that is said: 1 in `ít nhất 01 lần/quý`.
    pub times: Option<u32>,
    /// What continuous work is centred on: the text after `tập trung`.
    pub focus: Option<String>,
}

/// The kinds of deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// By the end of a month: `trong tháng 02/2023`, `đến hết tháng 6`.
    ByMonth,
    /// By the end of a quarter: `trong quý II/2023`. `đầu năm` too: the reading that calls nobody late too early.
    ByQuarter,
    /// By the end of June or of December: `6 tháng đầu năm 2023`.
    ByHalfYear,
    /// By the end of a year: `hết năm 2023`, `đến năm 2015`, `cuối năm`.
    ByYear,
    /// By a day, itself included: `chậm nhất ngày 10/5/2023`, `ngày 10/5/2023`.
    ByDate,
    /// Before a day, or before the first day of a month, quarter or year: `trước ngày 10/5/2023`, `trước tháng 6/2023`.
    BeforeDate,
    /// From one time to another: `từ tháng 3/2023 đến hết năm`, `giai đoạn 2021 - 2025`, `quý I và quý II/2023`.
    Range,
    /// At any time within a year: `trong năm 2023`, `năm 2023`.
    WithinYear,
    /// Again and again: `hằng quý`, `6 tháng/lần`, `trước ngày 05/11 hằng năm`.
    ///
    /// A window (`Quý I hằng năm`) gives `start` and `due` of its first time in the plan.
    Recurring,
    /// All the time: `thường xuyên`. Never late.
    Continuous,
    /// All the time, but above all at some times: `thường xuyên, tập trung dịp Tết`. Never late.
    ContinuousFocus,
    /// From a year, or from a day, month or quarter on, with no end: `kể từ năm 2014`.
    FromYear,
    /// When something happens, or so many days after: `sau khi kết thúc đợt khảo sát`.
    Relative,
}

impl Deadline {
    /// Reads an expression, or `None` if any of it that may matter is not understood, or a day does not exist.
    ///
    /// `plan` is the span of years of the plan that the expression stands in. Its first year fills in a missing year
    /// (`trong quý I`), and its whole span is that of continuous work. In a range either end lends the other its year.
    ///
    /// Where several rhythms are named (`hằng quý, 6 tháng và năm`) the shortest is taken: it is the first to fall due.
    pub fn read(text: &str, plan: YearSpan) -> Option<Deadline> {
        let normal = nfc(text);
        let tokens = tokenise(&normal);
        if tokens.len() > LONGEST {
            return None;
        }
        let cursor = Cursor::new(&normal, &tokens);
        let found = iso::read(&normal).or_else(|| expression(cursor, plan))?;
        found.finish()
    }

    /// Whether this kind of deadline can be missed at all: not what recurs, goes on, begins or hangs on an event.
    pub fn can_be_late(&self) -> bool {
        self.kind.can_be_late()
    }

    /// Whether the last good day lies before `as_of`. A deadline is not late on its last day.
    pub fn is_late(&self, as_of: Date) -> bool {
        self.can_be_late() && self.due.is_some_and(|due| due < as_of)
    }
}

impl DeadlineKind {
    /// Whether a deadline of this kind can be missed.
    pub fn can_be_late(self) -> bool {
        use DeadlineKind::{Continuous, ContinuousFocus, FromYear, Recurring, Relative};
        !matches!(self, Recurring | Continuous | ContinuousFocus | FromYear | Relative)
    }
}

/// A deadline that has been understood, and may still end before it begins.
#[derive(Clone, Debug)]
struct Found {
    kind: DeadlineKind,
    start: Option<Date>,
    due: Option<Date>,
    every: Option<Recurrence>,
    times: Option<u32>,
    focus: Option<String>,
}

impl Found {
    fn new(kind: DeadlineKind) -> Self {
        Found { kind, start: None, due: None, every: None, times: None, focus: None }
    }

    /// `None` for a span that ends before it begins: it is a misprint, and which end is wrong cannot be known.
    fn finish(self) -> Option<Deadline> {
        let Found { kind, start, due, every, times, focus } = self;
        let in_order = start.zip(due).is_none_or(|(start, due)| start <= due);
        in_order.then_some(Deadline { kind, start, due, every, times, focus })
    }
}

/// A rule reads as much as it can and leaves the cursor behind it.
type Rule = fn(&mut Cursor<'_>, YearSpan) -> Option<Found>;

/// The rules for calendar time, most particular first. What hangs on an event comes after them: it takes any words.
const CALENDAR: [Rule; 9] = [
    open::continuous,
    rhythm::windowed,
    rhythm::stated,
    rhythm::interval,
    rhythm::counted,
    rhythm::end_of_each,
    range::from_to,
    range::since,
    clause::point,
];

/// No deadline has more tokens; what has is prose, and is not worth the time.
const LONGEST: usize = 120;

fn expression(mut cursor: Cursor<'_>, plan: YearSpan) -> Option<Found> {
    cursor.leads();
    calendar(cursor, plan).or_else(|| whole(open::relative, cursor, plan))
}

/// The first calendar rule that understands everything up to the end.
fn calendar(cursor: Cursor<'_>, plan: YearSpan) -> Option<Found> {
    CALENDAR.into_iter().find_map(|rule| whole(rule, cursor, plan))
}

fn whole(rule: Rule, mut cursor: Cursor<'_>, plan: YearSpan) -> Option<Found> {
    let found = rule(&mut cursor, plan)?;
    cursor.tails(plan);
    cursor.done().then_some(found)
}

#[cfg(test)]
#[rustfmt::skip]
mod tests;
