//! Open: continuous work, and work that depends on an event.
//!
//! Takes a cursor, gives a deadline that cannot be late. It stands apart because these two rules alone accept
//! free text, and must check that no real limit is hidden in it.

use super::token::{Cursor, TokenKind};
use super::value::{DeadlineKind, Found, Rule, whole};
use super::words::{CALENDAR, EACH, FOCUS, NO_EVENT, WOVEN, english_month};
use super::{clause, range};
use crate::vietnamese::date::{Date, YearSpan};

const ALWAYS: &[&str] = &[
    "thường xuyên , liên tục",
    "thường xuyên và liên tục",
    "thường xuyên liên tục",
    "liên tục , thường xuyên",
    "liên tục và thường xuyên",
    "thường xuyên",
    "liên tục",
    "continuously",
    "continuous",
    "on an ongoing basis",
    "ongoing",
    "throughout the year",
    "all year",
];

/// Words that mean "all the time" only together with a year: `suốt năm`.
const ALL: &[&str] = &["trong suốt cả", "trong suốt", "suốt cả", "suốt", "quanh", "trong cả", "cả"];

/// `thường xuyên`, `liên tục trong năm 2023`, `thường xuyên, lồng ghép trong …`,
/// `thường xuyên, tập trung dịp …`
///
/// It lasts for the span of the plan, unless the text gives another.
pub(super) fn continuous(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    c.attempt(always)?;
    let (start, due) = c.attempt(|c| scope(c, plan)).unwrap_or((plan.start(), plan.end()));
    let found = Found { start: Some(start), due: Some(due), ..Found::new(DeadlineKind::Continuous) };
    c.any_mark(&[',', ';', '-']);
    if c.any(FOCUS).is_some() {
        return focused(c, found, plan);
    }
    if let Some(()) = c.attempt(|c| c.any(WOVEN).map(|_| ())) {
        return woven(c, found, plan);
    }
    Some(found)
}

fn always(c: &mut Cursor<'_>) -> Option<()> {
    if c.any(ALWAYS).is_some() {
        return Some(());
    }
    c.any(ALL)?;
    let mut ahead = *c;
    ahead.phrase("năm")
}

/// The span of continuous work, if stated: `trong năm 2023`, `từ tháng 3 đến tháng 6/2023`, `hằng năm`.
fn scope(c: &mut Cursor<'_>, plan: YearSpan) -> Option<(Date, Date)> {
    c.mark(',');
    if c.attempt(|c| c.any(EACH).and_then(|_| c.any(&["năm", "ngày", "year", "day"]))).is_some() {
        return Some((plan.start(), plan.end()));
    }
    let span = c.attempt(|c| range::from_to(c, plan)).or_else(|| c.attempt(|c| year(c, plan)));
    if let Some(found) = span {
        return found.start.zip(found.due);
    }
    let start = c.attempt(|c| range::since(c, plan))?.start?;
    Some((start, plan.end()))
}

fn year(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    // The preposition is optional: `suốt năm` has none before its year.
    c.any(&["trong", "in", "during", "throughout"]);
    let mut ahead = *c;
    ahead.any(&["năm", "the year"]).map(|_| ()).or_else(|| ahead.year().map(|_| ()))?;
    let bare =
        c.attempt(|c| c.any(&["năm nay", "năm", "the year"]).filter(|_| c.attempt(Cursor::year).is_none()));
    match bare {
        Some(_) => Some(Found {
            start: Some(plan.start()),
            due: Some(plan.end()),
            ..Found::new(DeadlineKind::Continuous)
        }),
        None => clause::point(c, plan).filter(|found| found.kind == DeadlineKind::WithinYear),
    }
}

fn focused(c: &mut Cursor<'_>, found: Found, plan: YearSpan) -> Option<Found> {
    if hides_limit(*c, Free::Occasions, plan) {
        return None;
    }
    let focus = c.take_rest()?.to_owned();
    Some(Found { kind: DeadlineKind::ContinuousFocus, focus: Some(focus), ..found })
}

/// Reads what the work is combined with (`lồng ghép`), which is free text. A focus may follow behind a comma.
fn woven(c: &mut Cursor<'_>, found: Found, plan: YearSpan) -> Option<Found> {
    if hides_limit(*c, Free::Occasions, plan) {
        return None;
    }
    let mut ahead = *c;
    while let Some(token) = ahead.step() {
        if is_break(token) && ahead.any(FOCUS).is_some() {
            *c = ahead;
            return focused(c, found, plan);
        }
    }
    c.take_rest().map(|_| found)
}

fn is_break(token: &TokenKind) -> bool {
    matches!(token, TokenKind::Mark(',' | ';'))
}

/// The kinds of free text: a list of occasions, whose times are no limits (`dịp Tết, quý IV`), or an event.
#[derive(Clone, Copy, PartialEq)]
enum Free {
    Occasions,
    Event,
}

/// Whether free text contains a real limit, which would be lost if it were accepted:
/// `sau khi có ý kiến, hoàn thành trước ngày 30/6/2023`.
fn hides_limit(mut c: Cursor<'_>, free: Free, plan: YearSpan) -> bool {
    // An event may be a date itself: `kể từ ngày 01/3/2023`.
    let mut more = free == Free::Occasions || next_part(&mut c);
    while more {
        if is_limit(c, free, plan) {
            return true;
        }
        more = next_part(&mut c);
    }
    false
}

/// Whether the part of free text at the cursor, up to its end, is a limit, as a verb or *trước* shows.
fn is_limit(c: Cursor<'_>, free: Free, plan: YearSpan) -> bool {
    const LIMITS: [Rule; 2] = [range::from_to, clause::point];
    let mut part = c;
    part.leads();
    let verb = part.rest().len() < c.rest().len();
    let strict = |found: &Found| verb || free == Free::Event || found.kind == DeadlineKind::BeforeDate;
    LIMITS.iter().any(|&rule| whole(rule, part, plan).is_some_and(|found| strict(&found)))
}

/// Moves the cursor behind the next comma. False if there is none.
fn next_part(c: &mut Cursor<'_>) -> bool {
    while let Some(token) = c.step() {
        if is_break(token) {
            return true;
        }
    }
    false
}

/// Words that only an event can follow.
const WHEN: &[&str] = &[
    "ngay sau khi",
    "ngay sau",
    "ngay trước khi",
    "ngay khi",
    "sau khi",
    "trước khi",
    "khi",
    "as soon as",
    "when",
    "upon",
];

/// `sau khi …`, `trong kỳ họp … gần nhất`, `trong vòng 30 ngày kể từ ngày …`, `khi có …`, `after …`.
///
/// No day is computed from it, even where one is named: whether that day itself counts is not stated.
pub(super) fn relative(c: &mut Cursor<'_>, plan: YearSpan) -> Option<Found> {
    let opened = [on_demand, when, around_event, so_long_after, at_meeting].into_iter();
    opened.into_iter().find_map(|opening| c.attempt(opening))?;
    if hides_limit(*c, Free::Event, plan) {
        return None;
    }
    c.take_rest();
    Some(Found::new(DeadlineKind::Relative))
}

fn on_demand(c: &mut Cursor<'_>) -> Option<()> {
    c.any(&["đột xuất", "theo yêu cầu", "on request", "as needed"]).map(|_| ())
}

fn when(c: &mut Cursor<'_>) -> Option<()> {
    c.any(WHEN)?;
    c.peek().map(|_| ())
}

/// `sau Đại hội`, `before the congress`, but not `sau tháng 13` or `trước mắt`.
fn around_event(c: &mut Cursor<'_>) -> Option<()> {
    c.any(&["sau", "trước", "after", "before", "following"])?;
    let mut ahead = *c;
    ahead.phrase("the");
    ahead.any(EACH);
    let word = ahead.word()?;
    let time = CALENDAR.contains(&word) || NO_EVENT.contains(&word) || english_month(word).is_some();
    (!time).then_some(())
}

/// `trong vòng 30 ngày kể từ …`, `chậm nhất 03 ngày trước khi họp`, `within 30 days of …`.
fn so_long_after(c: &mut Cursor<'_>) -> Option<()> {
    c.any(&[
        "trong vòng",
        "trong thời hạn",
        "trong thời gian",
        "trong",
        "chậm nhất là",
        "chậm nhất",
        "muộn nhất",
        "không quá",
        "ít nhất",
        "trước",
        "sau",
        "within",
        "no later than",
        "at least",
        "in",
        "after",
    ]);
    c.number()?;
    c.any(&["giờ", "ngày", "tuần", "tháng", "hours", "days", "day", "weeks", "week", "months", "month"])?;
    c.any(&["làm việc"]);
    c.any(&["kể từ", "tính từ", "sau", "từ", "trước", "of", "after", "from", "before", "following"])?;
    c.peek().map(|_| ())
}

/// `trong kỳ họp Thường trực gần nhất`, `at the next meeting`.
fn at_meeting(c: &mut Cursor<'_>) -> Option<()> {
    c.any(&["trong", "tại", "vào", "at", "in"])?;
    if c.any(&["the next", "the nearest"]).is_some() {
        return c.peek().map(|_| ());
    }
    c.any(&["các kỳ họp", "kỳ họp", "phiên họp", "cuộc họp", "buổi họp", "hội nghị", "đại hội"])?;
    let mut ahead = *c;
    while !ahead.done() {
        if ahead.any(&["gần nhất", "tiếp theo", "kế tiếp", "sắp tới"]).is_some() {
            return Some(());
        }
        ahead.step();
    }
    None
}
