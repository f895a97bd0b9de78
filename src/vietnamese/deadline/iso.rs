//! ISO: deadlines in the notation of ISO 8601.
//!
//! Takes the whole expression; gives a day, month, quarter, year, interval or repetition, or none. It stands
//! apart because this notation has no words, and is read without the tokeniser.

use super::period::{Part, Period};
use super::recurrence::Recurrence;
use super::value::{DeadlineKind, Found};
use crate::vietnamese::date::{Date, plausible_year};

/// `2023-05-10`, `2023-05`, `2023`, `2023-Q2`, `2023-03-01/2023-12-31`, `../2023-05`, `2014/..`, `R/P1M`,
/// `R/2023-01-31/P1M`.
///
/// A day, month or quarter is a limit; a year alone is a year to do it in, as `năm 2023` is. `Q2` is not in the
/// standard, but common. A number of repetitions (`R5/P1M`) is not read, because a [`Recurrence`] has no end.
pub(super) fn read(text: &str) -> Option<Found> {
    let text = text.trim().to_ascii_uppercase();
    // Final punctuation is removed, but not the two points of an open end.
    let text = if text.ends_with("/..") { &text } else { text.trim_end_matches(['.', ';', ',']) };
    if let Some(repeated) = text.strip_prefix("R/") {
        return repetition(repeated);
    }
    match text.split_once('/') {
        None => single(text),
        Some(("..", last)) => {
            single(last).map(|found| Found { kind: ends(found.kind), start: None, ..found })
        }
        Some((first, "..")) => {
            Some(Found { start: Some(bounds(first)?.0), ..Found::new(DeadlineKind::FromYear) })
        }
        Some((first, last)) => interval(bounds(first)?.0, bounds(last)?.1),
    }
}

/// The kind with an open beginning: a year to do it in becomes a year to have it done by.
fn ends(kind: DeadlineKind) -> DeadlineKind {
    if kind == DeadlineKind::WithinYear { DeadlineKind::ByYear } else { kind }
}

fn interval(start: Date, due: Date) -> Option<Found> {
    Some(Found { start: Some(start), due: Some(due), ..Found::new(DeadlineKind::Range) })
}

fn repetition(text: &str) -> Option<Found> {
    let (start, every) = match text.split_once('/') {
        Some((start, every)) => (Some(bounds(start)?.0), every),
        None => (None, text),
    };
    let every: Recurrence = every.parse().ok()?;
    Some(Found { start, every: Some(every), ..Found::new(DeadlineKind::Recurring) })
}

fn single(text: &str) -> Option<Found> {
    let period = period(text)?;
    let (start, due) = bounds(text)?;
    let within = period.part == Part::Year;
    let kind = if within { DeadlineKind::WithinYear } else { period.part.kind() };
    Some(Found { start: within.then_some(start), due: Some(due), ..Found::new(kind) })
}

fn bounds(text: &str) -> Option<(Date, Date)> {
    let period = period(text)?;
    period.bounds(period.year?)
}

fn period(text: &str) -> Option<Period> {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|year| number(year, 4)).and_then(plausible_year)?;
    let part = match (parts.next(), parts.next(), parts.next()) {
        (None, None, None) => Part::Year,
        (Some(month), None, None) => quarter(month).or_else(|| number(month, 2).map(Part::Month))?,
        (Some(month), Some(day), None) => Part::Day { day: number(day, 2)?, month: Some(number(month, 2)?) },
        _ => return None,
    };
    Some(Period { part, year: Some(year) })
}

fn quarter(text: &str) -> Option<Part> {
    text.strip_prefix('Q').and_then(|quarter| number(quarter, 1)).map(Part::Quarter)
}

/// A number of exactly `digits` digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let plain = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
