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
//! | `value` | one deadline: its kind, its days, what can be judged of it |

mod clause;
mod iso;
mod open;
mod period;
mod range;
mod recurrence;
mod rhythm;
mod token;
mod value;
#[rustfmt::skip]
mod words;

pub use self::recurrence::{Recurrence, RecurrenceError};
pub use self::value::{Deadline, DeadlineKind};

use self::token::{Cursor, tokenise};
use self::value::{Found, Rule, whole};
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::letters::nfc;

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
}

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

#[cfg(test)]
#[rustfmt::skip]
mod tests;
