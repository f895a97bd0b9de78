//! Range: from one time to another, several periods in a row, and from a time on.
//!
//! Takes a cursor, gives a deadline with a first day. It stands apart from `clause` because the two ends of a
//! range complete one another: either may lack its unit, month or year.

use super::clause::{Clause, How, prepositions};
use super::period::{Part, Period, day_after, named_year, part_number, period};
use super::token::{Cursor, TokenKind};
use super::value::{DeadlineKind, Found};
use super::words::{AFTER, ONWARDS, SINCE, WITHIN};
use crate::vietnamese::date::{Date, YearSpan};

/// Words that begin a range, besides those for "from".
const OPENERS: &[&str] =
    &["giai đoạn", "thời kỳ", "các", "in the period", "the period", "period", "between", "kể từ"];

/// `từ tháng 3/2023 đến hết năm`, `quý I - III/2023`, `giai đoạn 2021 – 2025`, `quý I và quý II/2023`,
/// `từ tháng 3, hoàn thành trước ngày 30/6/2023`.
pub(super) fn from_to(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    while c.any(WITHIN).is_some() {}
    let opener = c.any(OPENERS).or_else(|| c.any(SINCE));
    let first = end(c, None)?;
    let joint = joint(c, opener)?;
    match joint {
        Joint::To => span(first, limit(c, first)?, plan),
        Joint::And => row(c, first, plan),
    }
}

/// One end of a range. A number alone has the unit of the other end: `tháng 3 - 6/2023`, `từ 01 đến 15/3`.
#[derive(Clone, Copy)]
enum End {
    Whole(Period),
    Bare(u32, Option<i16>),
}

fn end(c: &mut Cursor<'_>, lender: Option<Part>) -> Option<End> {
    let lends = matches!(lender, Some(Part::Month(_) | Part::Quarter(_)));
    if let Some(end) = c.attempt(|c| bare(c).filter(|_| lends)) {
        return Some(end);
    }
    c.attempt(period).map(End::Whole).or_else(|| c.attempt(bare))
}

/// A number that is not the beginning of a longer date.
fn bare(c: &mut Cursor<'_>) -> Option<End> {
    let number = part_number(c)?;
    let year = c.attempt(named_year);
    let mut ahead = *c;
    let goes_on = matches!(c.peek(), Some(TokenKind::Mark('/'))) || ahead.phrase("tháng").is_some();
    (!goes_on).then_some(End::Bare(number, year))
}

#[derive(Clone, Copy)]
enum Joint {
    To,
    And,
}

fn joint(c: &mut Cursor<'_>, opener: Option<&str>) -> Option<Joint> {
    let to = |c: &mut Cursor<'_>| {
        let word = c.any(&["cho đến", "cho tới", "đến", "tới", "to", "until", "till", "through"]);
        word.map(|_| ()).or_else(|| c.mark('-'))
    };
    if c.attempt(to).or_else(|| c.attempt(then_done)).is_some() {
        return Some(Joint::To);
    }
    let word = c.any(&["và", "and"]).map(|_| ());
    word.or_else(|| c.any_mark(&[',', '&']).map(|_| ()))?;
    Some(if opener == Some("between") { Joint::To } else { Joint::And })
}

/// `từ tháng 3, hoàn thành trong tháng 6`: the second verb begins the other end.
fn then_done(c: &mut Cursor<'_>) -> Option<()> {
    c.any_mark(&[',', ';']);
    c.phrase("và");
    c.any(&["hoàn thành", "kết thúc", "xong", "and finish", "finish", "and complete", "complete"])?;
    Some(())
}

/// The end of a range with the words before it: `hết năm`, `cuối tháng 6`, `trước ngày 30/6`.
fn limit(c: &mut Cursor<'_>, first: End) -> Option<(How, End)> {
    let (_, how) = prepositions(c)?;
    let lender = match first {
        End::Whole(period) => Some(period.part),
        End::Bare(..) => None,
    };
    Some((how, end(c, lender)?))
}

/// Completes each end from the other (unit, month, year), and gives the range.
fn span(first: End, (how, last): (How, End), plan: YearSpan) -> Option<Found> {
    let (first, last) = (first.like(last)?, last.like(first)?);
    let first = Period { part: with_month(first.part, last.part), ..first };
    let last = Period { part: with_month(last.part, first.part), ..last };
    let start = first.bounds(last.year.unwrap_or(plan.first))?.0;
    let bounds = last.bounds(first.year.unwrap_or(plan.first))?;
    let due = Clause { how, period: last }.due(bounds)?;
    Some(range(start, due))
}

fn range(start: Date, due: Date) -> Found {
    Found { start: Some(start), due: Some(due), ..Found::new(DeadlineKind::Range) }
}

impl End {
    /// This end as a period, with the other's unit if it has none of its own.
    fn like(self, other: End) -> Option<Period> {
        match (self, other) {
            (End::Whole(period), _) => Some(period),
            (End::Bare(number, year), End::Whole(other)) => {
                Some(Period { part: same_unit(number, other.part)?, year })
            }
            (End::Bare(..), End::Bare(..)) => None,
        }
    }
}

fn same_unit(number: u32, part: Part) -> Option<Part> {
    match part {
        Part::Day { .. } => Some(Part::Day { day: number, month: None }),
        Part::Month(_) => Some(Part::Month(number)),
        Part::Quarter(_) => Some(Part::Quarter(number)),
        Part::Months(..) | Part::Year => None,
    }
}

fn with_month(part: Part, other: Part) -> Part {
    match (part, other) {
        (Part::Day { day, month: None }, Part::Day { month, .. }) => Part::Day { day, month },
        _ => part,
    }
}

/// `quý I, II và III/2023`: periods that follow one another without a gap. With a gap they are several
/// deadlines, and the result is `None`.
fn row(c: &mut Cursor<'_>, first: End, plan: YearSpan) -> Option<Found> {
    let lead = first.like(first)?;
    let mut row = vec![lead, next(c, lead)?];
    while let Some(more) = c.attempt(|c| joint(c, None).and_then(|_| next(c, lead))) {
        row.push(more);
    }
    let year = row.iter().rev().find_map(|period| period.year).unwrap_or(plan.first);
    let bounds: Vec<_> = row.iter().map(|period| period.bounds(year)).collect::<Option<_>>()?;
    let adjoining = bounds.windows(2).all(|pair| day_after(pair[0].1) == Some(pair[1].0));
    let (first, last) = (bounds.first()?, bounds.last()?);
    adjoining.then(|| range(first.0, last.1))
}

fn next(c: &mut Cursor<'_>, lead: Period) -> Option<Period> {
    while c.any(WITHIN).is_some() {}
    end(c, Some(lead.part))?.like(End::Whole(lead))
}

/// `kể từ năm 2014`, `từ tháng 3/2023 trở đi`, `sau ngày 10/5/2023`.
pub(super) fn since(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    let start = c.attempt(|c| from(c, plan)).or_else(|| c.attempt(|c| after(c, plan)))?;
    c.any(ONWARDS);
    Some(Found { start: Some(start), ..Found::new(DeadlineKind::FromYear) })
}

fn from(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Date> {
    c.any(SINCE)?;
    let period = c.attempt(period).or_else(|| c.attempt(|c| c.phrase("đầu").and_then(|()| period(c))))?;
    known(period)?.bounds(plan.first).map(|(start, _)| start)
}

fn after(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Date> {
    c.any(AFTER)?;
    let (_, end) = known(period(c)?)?.bounds(plan.first)?;
    day_after(end)
}

/// The period, unless it is `năm` alone: `từ năm` is incomplete.
fn known(period: Period) -> Option<Period> {
    (period != Period { part: Part::Year, year: None }).then_some(period)
}
