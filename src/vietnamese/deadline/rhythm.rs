//! Rhythm: work that recurs, *hằng quý*, *6 tháng/lần*, *ít nhất 01 lần/quý*, *trước ngày 05/11 hằng năm*.
//!
//! Takes a cursor; gives how often and how many times, and the days of the first time where a window is stated.
//! It stands apart because these rules share words for "every" and "times" that no other rule reads.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::clause::{Clause, How, clause};
use super::period::{Part, Period, small_number};
use super::recurrence::Recurrence;
use super::token::Cursor;
use super::value::{DeadlineKind, Found};
use super::words::{ADVERBS, AT_LEAST, BY, EACH, TIME, UNITS, Unit, WITHIN};
use crate::vietnamese::date::YearSpan;

/// Most words that the noun between a count and its period may have: `01 hoạt động tuyên truyền/quý`.
const NOUN_WORDS: usize = 6;

fn found(every: Recurrence, times: Option<u32>) -> Found {
    Found { every: Some(every), times, ..Found::new(DeadlineKind::Recurring) }
}

/// `hằng tháng`, `định kỳ hằng quý`, `hằng quý, 6 tháng và năm`, `hằng quý 01 hoạt động`, `monthly`,
/// `every 6 months`.
///
/// Of several rhythms the shortest is taken.
pub(super) fn stated(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    let regular = at_least(c);
    let first = c.attempt(each).or_else(|| c.attempt(|c| length(c).filter(|_| regular)))?;
    if let Some(found) = c.attempt(|c| window_behind(c, first, plan)) {
        return Some(found);
    }
    let mut shortest = first;
    while let Some(more) = c.attempt(another) {
        shortest = shortest.min(more);
    }
    Some(found(shortest, c.attempt(count_behind)))
}

/// `6 tháng/lần`, `mỗi tháng/lần`, `2 năm một lần`, `ít nhất 3 tháng sinh hoạt/lần`.
pub(super) fn interval(c: &mut Cursor<'_>, _: YearSpan) -> Option<Found> {
    at_least(c);
    c.any(EACH);
    let every = length(c)?;
    noun(c);
    c.mark('/');
    once(c)?;
    Some(found(every, Some(1)))
}

/// `01 lần/quý`, `ít nhất 01 hoạt động/năm`, `2 lần mỗi năm`, `once a year`, `once every 6 months`.
pub(super) fn counted(c: &mut Cursor<'_>, _: YearSpan) -> Option<Found> {
    at_least(c);
    let times = c.attempt(times)?;
    noun(c);
    let per = c.any(&["trong mỗi", "trong một", "một", "an", "a"]).or_else(|| c.any(EACH)).map(|_| ());
    per.or_else(|| c.mark('/'))?;
    Some(found(length(c)?, Some(times)))
}

/// `Quý I hằng năm`, `trước ngày 05/11 hằng năm`, `ngày 25 hằng tháng`, `by 30 June each year`.
pub(super) fn windowed(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    let clause = clause(c)?;
    c.mark(',');
    c.any(&["của", "of"]);
    let every = c.attempt(each).or_else(|| c.phrase("các năm").and_then(|()| Recurrence::months(12)))?;
    window(clause, every, plan)
}

/// `vào cuối mỗi quý`: the last day of each; the first one is in the first year of the plan.
pub(super) fn end_of_each(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    while c.any(WITHIN).is_some() {}
    c.any(BY)?;
    c.any(EACH)?;
    let every = length(c)?;
    let months = u32::from(every.in_months());
    let (_, due) = Part::Months(1, months).bounds(plan.first)?;
    Some(Found { due: Some(due), ..found(every, None) })
}

/// The window behind the rhythm, `hằng năm, trước ngày 05/11`, which must be the end of the expression.
fn window_behind(c: &mut Cursor<'_>, every: Recurrence, plan: YearSpan) -> Option<Found> {
    c.any_mark(&[',', ';', '(', ':']);
    c.leads();
    let found = window(clause(c)?, every, plan)?;
    c.tails(plan);
    c.done().then_some(found)
}

/// A window without a year, in the first year of the plan. A part of a year recurs yearly, a day without a
/// month monthly.
fn window(clause: Clause, every: Recurrence, plan: YearSpan) -> Option<Found> {
    let months = every.in_months();
    let part = match clause.period {
        Period { year: Some(_), .. } => return None,
        // `trong năm hằng năm` limits nothing; `cuối năm` does.
        Period { part: Part::Year, .. } if clause.how != How::By => return None,
        Period { part: Part::Day { day, month: None }, .. } if months == 1 => {
            Part::Day { day, month: Some(1) }
        }
        Period { part, .. } if months > 0 && months.is_multiple_of(12) => part,
        _ => return None,
    };
    let bounds = part.bounds(plan.first)?;
    let whole = clause.how == How::Within && !part.is_day();
    let start = whole.then_some(bounds.0);
    Some(Found { start, due: Some(clause.due(bounds)?), ..found(every, None) })
}

/// Reads words such as `định kỳ`, `ít nhất`; gives whether there were any.
fn at_least(c: &mut Cursor<'_>) -> bool {
    let mut any = false;
    while c.any(AT_LEAST).is_some() {
        any = true;
    }
    any
}

/// `hằng quý`, `mỗi 6 tháng`, `every two years`, `quarterly`.
fn each(c: &mut Cursor<'_>) -> Option<Recurrence> {
    if let Some((unit, count)) = lookup(c, ADVERBS) {
        return recurrence(unit, count);
    }
    c.any(EACH)?;
    length(c)
}

/// A further rhythm in a list: `, 6 tháng`, `và năm`, `và cuối năm`, `, hằng quý`.
fn another(c: &mut Cursor<'_>) -> Option<Recurrence> {
    let word = c.any_mark(&[',', ';', '&']).is_some();
    let joint = c.any(&["và", "and", "hoặc", "or"]).is_some() || word;
    if !joint {
        return None;
    }
    c.phrase("cuối");
    c.attempt(each).or_else(|| c.attempt(length))
}

/// A length of time: `quý`, `6 tháng`, `hai năm`, `half a year`.
fn length(c: &mut Cursor<'_>) -> Option<Recurrence> {
    if let Some((unit, months)) = c.attempt(|c| lookup(c, UNITS)) {
        return recurrence(unit, months);
    }
    let count = small_number(c)?;
    let (unit, each) = lookup(c, UNITS)?;
    recurrence(unit, count.checked_mul(each)?)
}

fn lookup(c: &mut Cursor<'_>, table: &'static [(&str, Unit, u32)]) -> Option<(Unit, u32)> {
    let (_, unit, count) = table.iter().find(|(phrase, ..)| c.phrase(phrase).is_some())?;
    Some((*unit, *count))
}

fn recurrence(unit: Unit, count: u32) -> Option<Recurrence> {
    match unit {
        Unit::Day => Recurrence::days(count),
        Unit::Month => Recurrence::months(count),
    }
}

/// How many times: `02 lần`, `01`, `once`, `3 times`. `0 lần` is no promise.
fn times(c: &mut Cursor<'_>) -> Option<u32> {
    match c.any(&["once", "twice"]) {
        Some("once") => return Some(1),
        Some(_) => return Some(2),
        None => {}
    }
    let count = small_number(c).filter(|&count| count > 0)?;
    c.any(&["lần", "times", "time"]);
    Some(count)
}

/// `/lần`, `1 lần`, `một lần`, behind an interval.
fn once(c: &mut Cursor<'_>) -> Option<()> {
    if c.attempt(small_number).is_some_and(|count| count != 1) {
        return None;
    }
    c.any(&["lần", "time"]).map(|_| ())
}

/// A count behind a rhythm: `hằng quý 01 hoạt động`, `mỗi năm ít nhất 2 lần`, `hằng năm tổ chức 01 lớp`.
fn count_behind(c: &mut Cursor<'_>) -> Option<u32> {
    c.leads();
    c.phrase("có");
    c.leads();
    at_least(c);
    let times = times(c)?;
    noun(c);
    Some(times)
}

/// A noun of a few words, none of them a word of time. There may be none.
fn noun(c: &mut Cursor<'_>) {
    for _ in 0..NOUN_WORDS {
        if c.attempt(|c| c.word().filter(|word| !TIME.contains(word))).is_none() {
            return;
        }
    }
}
