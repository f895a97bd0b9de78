//! Clause: a period with its preposition, *trước ngày 10/5/2023*, *đến hết quý III*, *trong năm*.
//!
//! Takes a cursor, gives the period and how it limits the work, or a whole deadline of this form. It stands
//! apart from `period` because ranges read periods without prepositions.

use super::period::{Part, Period, day_before, period};
use super::token::Cursor;
use super::value::{DeadlineKind, Found};
use super::words::{BEFORE, BY, WITHIN};
use crate::vietnamese::date::{Date, YearSpan};

/// How a period limits the work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum How {
    /// Inside it: `trong quý I`. Also without a preposition.
    Within,
    /// By its last day: `đến hết`, `chậm nhất`, `by the end of`.
    By,
    /// Before its first day: `trước`.
    Before,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    pub(super) how: How,
    pub(super) period: Period,
}

impl Clause {
    /// The last day in time, given the first and the last day of the period.
    pub(super) fn due(&self, (start, end): (Date, Date)) -> Option<Date> {
        match self.how {
            How::Before => day_before(start),
            How::Within | How::By => Some(end),
        }
    }

    /// The kind of deadline that the clause alone makes.
    fn kind(&self) -> DeadlineKind {
        match (self.how, self.period.part) {
            (How::Before, _) => DeadlineKind::BeforeDate,
            (How::Within, Part::Year) => DeadlineKind::WithinYear,
            (_, part) => part.kind(),
        }
    }
}

/// One point in time, or one period, that limits the work.
pub(super) fn point(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    if is_ratio(*c) {
        return None;
    }
    let clause = clause(c)?;
    let bounds = clause.period.bounds(plan.first)?;
    let kind = clause.kind();
    let start = (kind == DeadlineKind::WithinYear).then_some(bounds.0);
    Some(Found { start, due: Some(clause.due(bounds)?), ..Found::new(kind) })
}

/// Whether this is `9/10` with nothing before it, which may be nine of ten as well as the ninth of October.
fn is_ratio(mut c: Cursor<'_>) -> bool {
    let short = |number: Option<(u32, usize)>| number.is_some_and(|(_, digits)| digits <= 2);
    short(c.number()) && c.mark('/').is_some() && short(c.number()) && c.mark('/').is_none()
}

/// Reads prepositions and the period they belong to.
///
/// `năm` with neither a preposition nor a number is no period.
pub(super) fn clause(c: &mut Cursor<'_>) -> Option<Clause> {
    let (prepositions, how) = prepositions(c)?;
    let how = match c.attempt(clock) {
        // Before a time of day: that day is still in time.
        Some(()) if how == How::Before => How::By,
        _ => how,
    };
    let period = period(c)?;
    let empty = prepositions == 0 && period == Period { part: Part::Year, year: None };
    (!empty).then_some(Clause { how, period })
}

/// Reads prepositions; gives their number and their meaning together. `None` for combinations such as *trước
/// cuối năm*, which mean no definite day.
pub(super) fn prepositions(c: &mut Cursor<'_>) -> Option<(usize, How)> {
    let (mut count, mut how) = (0, How::Within);
    loop {
        if c.any(BEFORE).is_some() {
            how = How::Before;
        } else if c.any(BY).is_some() {
            if how == How::Before {
                return None;
            }
            how = How::By;
        } else if c.any(WITHIN).is_none() {
            return Some((count, how));
        }
        count += 1;
    }
}

/// `17h00`, `17 giờ 30 phút`, `17:00`, only where a day follows.
fn clock(c: &mut Cursor<'_>) -> Option<()> {
    let (hour, _) = c.number().filter(|(hour, _)| *hour <= 24)?;
    if c.any(&["h", "giờ"]).is_none() {
        c.mark(':')?;
    }
    let minute = c.number().map_or(0, |(minute, _)| minute);
    c.phrase("phút");
    c.mark(',');
    let mut ahead = *c;
    (hour <= 24 && minute < 60 && ahead.phrase("ngày").is_some()).then_some(())
}
