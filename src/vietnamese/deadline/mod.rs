//! Deadline: deadlines as officials write them, such as `hoàn thành trong tháng 02/2023`.
//!
//! Takes an expression and the years of its plan; gives a [`Deadline`] with its kind and days, or none. It
//! stands apart because its grammar is the largest of this folder.
//!
//! An expression is read only when every word of it is understood, or known not to matter; anything else makes
//! it unreadable, because a deadline that is misread accuses somebody wrongly. Vietnamese, English and ISO 8601
//! are read. Case, extra spaces, emphasis marks, final punctuation, normal form and old and new spellings
//! (`hàng`/`hằng`, `quí`/`quý`) do not matter. Vietnamese without diacritics is not read: `sau thang` may be
//! "after the month" or "six months".
//!
//! | module | holds |
//! |---|---|
//! | `token` | words, numbers and marks, and a cursor over them |
//! | `words` | the vocabulary: words before and behind a deadline, prepositions, months |
//! | `period` | days, months, quarters, halves and years, the year perhaps left out |
//! | `clause` | a period with its preposition: *trước*, *đến hết*, *trong* |
//! | `range` | from–to, consecutive periods, and from a time on |
//! | `rhythm` | how often: *hằng quý*, *6 tháng/lần*, *01 lần/quý*, with a window or without |
//! | `open` | continuous work, and work that depends on an event |
//! | `iso` | ISO 8601 |
//! | `recurrence` | the ISO 8601 duration type |
//! | `value` | one deadline: its kind, its days, whether it is late |

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
    /// Reads an expression, or `None` if any part of it that may matter is not understood, or a day does not
    /// exist.
    ///
    /// `plan` is the span of years of the plan that the expression stands in. A missing year (`trong quý I`) is
    /// its first year, and continuous work lasts for its whole span. In a range, an end without a year has the
    /// year of the other end.
    ///
    /// Where several rhythms are named (`hằng quý, 6 tháng và năm`), the shortest is taken: it is due first.
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

/// The rules for calendar time, most specific first. The rule for events comes after them, as it accepts any
/// words.
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

/// The most tokens of a deadline. A longer text is prose, and reading it would take long.
const LONGEST: usize = 120;

fn expression(mut cursor: Cursor<'_>, plan: YearSpan) -> Option<Found> {
    cursor.leads();
    calendar(cursor, plan).or_else(|| whole(open::relative, cursor, plan))
}

/// The result of the first calendar rule that reads everything up to the end.
fn calendar(cursor: Cursor<'_>, plan: YearSpan) -> Option<Found> {
    CALENDAR.into_iter().find_map(|rule| whole(rule, cursor, plan))
}

#[cfg(test)]
#[rustfmt::skip]
mod tests;
