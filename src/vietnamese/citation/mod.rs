//! Citation: official document numbers, alone and in running text.
//!
//! Takes text, gives the document numbers in it, with their parts and the dates printed with them. It stands
//! apart because it knows how numbers are written only, not which documents there are. Three families are read:
//!
//! | family | shape | example |
//! |---|---|---|
//! | Party, Youth Union | `number-KIND/ISSUER[-DRAFTER]` | `300-KH/TĐTN-VP` |
//! | State | `number/[year/]KIND-ISSUER[-DRAFTER]` | `94/2010/NĐ-CP`, `15/QĐ-UBND` |
//! | National Assembly | `number/year/QHnn` | `45/2019/QH14` |
//!
//! The first follows Hướng dẫn 36-HD/VPTW and Quyết định 367-QĐ/TWĐTN-VP, the second Nghị định 30/2020/NĐ-CP,
//! phụ lục I.
//! A State letter (công văn) has no kind in its number: `1234/BNV-CCVC`.

mod context;
mod number;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use self::number::{DocumentNumber, DocumentNumberError};

use self::number::Place;
use crate::vietnamese::date::Date;
use crate::vietnamese::letters;

/// One document number found in running text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Where the number stands, in bytes of the text. The date is not part of it.
    pub range: Range<usize>,
    /// The number.
    pub number: DocumentNumber,
    /// The date printed with the number: right behind it (`…, ngày 04/8/2021`), or at the beginning of the
    /// clause that says the document was issued (`ngày 21/6/2021 … đã ban hành Công văn số …`). `None` where it
    /// is not certain.
    pub date: Option<Date>,
    /// Whether a letter is not what it looks like: `Ð` or `Ɖ` for `Đ`, a Cyrillic, Greek or fullwidth letter
    /// for a Latin one (`number` has the right letter), or a plain `D` in a code that has a `Đ` (`number` keeps
    /// the `D`).
    pub look_alike: bool,
}

/// All document numbers in a text, in order.
///
/// Ratios (`9/10`, `94/94`), dates, project codes (`VIE 01/009`), numbers left blank (`Số:   KH/TĐTN`), file
/// names and anything inside a web or mail address are no document numbers.
pub fn citations(text: &str) -> Vec<Citation> {
    let mut found: Vec<Citation> = Vec::new();
    // Every number has a slash, `/` or one that begins with the byte 0xe2 in UTF-8; most texts have neither.
    if !letters::has_byte(text, |byte| (byte == b'/') | (byte == 0xe2)) {
        return found;
    }
    let mut at = 0;
    while let Some(offset) = text.as_bytes()[at..].iter().position(u8::is_ascii_digit) {
        let start = at + offset;
        let digits = text[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - start);
        let previous = found.last().map_or(0, |citation| citation.range.end);
        match citation_at(text, start, previous) {
            Some(citation) => {
                at = citation.range.end;
                found.push(citation);
            }
            None => at = start + digits,
        }
    }
    found
}

/// The citation that begins at a digit, if one does. `previous` is where the one before it ends.
fn citation_at(text: &str, start: usize, previous: usize) -> Option<Citation> {
    let before = &text[..start];
    if !context::may_begin(before) {
        return None;
    }
    // `Announced` accepts the most. What it refuses is no number, and its context need not be examined.
    let mut read = number::read(&text[start..], Place::Announced)?;
    if !context::announced(before) {
        read = number::read(&text[start..], Place::Running)?;
    }
    let end = start + read.length;
    if !context::may_end(&text[end..]) || context::in_address(text, start..end) {
        return None;
    }
    let date = context::date_behind(&text[end..]).or_else(|| context::date_before(text, previous, start));
    Some(Citation { range: start..end, number: read.number, date, look_alike: read.look_alike })
}

#[cfg(test)]
#[rustfmt::skip]
mod tests;
