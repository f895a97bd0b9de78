//! Meets: whether a target was met.
//!
//! Takes a target and an actual figure, gives yes, no, or none where they cannot be compared. It stands apart
//! because it judges two figures, while all other modules here read one.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::value::{Bound, Figure};
use crate::vietnamese::letters;
use rust_decimal::Decimal;

/// Whether a target was met by an actual figure; `None` where the two cannot be compared, or the actual figure
/// is not exact enough to tell.
///
/// - A target without a bound, a range and an *about* are lower limits: more also meets them. Only `at_most`
///   and `less_than` are upper limits.
/// - Of a ratio, the count is compared: `9/10` against `10` is 9 against 10. Against a target in percent, the
///   share is compared: `94/94` is 100%.
/// - Percent is compared with percent, and a unit only with the same unit (without diacritics and case); a
///   missing unit is compared with any but percent. Two ratios must have the same denominator.
/// - An actual figure with a bound counts as all values it may stand for: `hơn 1.900` neither meets nor misses
///   `2.000`.
pub fn meets(target: &Figure, actual: &Figure) -> Option<bool> {
    let (low, high) = comparable(target, actual)?;
    let goal = target.value;
    match target.bound {
        Bound::AtMost | Bound::LessThan => {
            let strict = target.bound == Bound::LessThan && actual.bound != Bound::LessThan;
            let met = high.is_some_and(|high| high < goal || (!strict && high == goal));
            let open = actual.bound == Bound::MoreThan || strict;
            let missed = low.is_some_and(|low| low > goal || (open && low == goal));
            decide(met, missed)
        }
        Bound::Exactly | Bound::AtLeast | Bound::MoreThan | Bound::About => {
            let strict = target.bound == Bound::MoreThan && actual.bound != Bound::MoreThan;
            let met = low.is_some_and(|low| low > goal || (!strict && low == goal));
            let open = actual.bound == Bound::LessThan || strict;
            let missed = high.is_some_and(|high| high < goal || (open && high == goal));
            decide(met, missed)
        }
    }
}

fn decide(met: bool, missed: bool) -> Option<bool> {
    (met != missed).then_some(met)
}

/// The least and the greatest actual value, in the unit of the target; none where they cannot be compared.
fn comparable(target: &Figure, actual: &Figure) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let (low, high) = actual.ends();
    let percent = |figure: &Figure| figure.unit.as_deref() == Some("%");
    match (percent(target), percent(actual), target.of, actual.of) {
        (true, true, ..) => Some((low, high)),
        (true, false, None, Some(of)) => Some((share(low, of)?, share(high, of)?)),
        (true, false, Some(_), _) | (true, false, None, None) | (false, true, ..) => None,
        (false, false, Some(a), Some(b)) if a != b => None,
        (false, false, ..) => units_agree(target, actual).then_some((low, high)),
    }
}

/// A count as a share in percent. The outer `None` is a number too large to hold.
fn share(count: Option<Decimal>, of: Decimal) -> Option<Option<Decimal>> {
    let Some(count) = count else { return Some(None) };
    count.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(of).map(Some)
}

fn units_agree(a: &Figure, b: &Figure) -> bool {
    let fold = |unit: &String| letters::fold(unit);
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) => fold(a) == fold(b),
        (None, _) | (_, None) => true,
    }
}

/// Whether a remark states a rate, `đạt 85,5%`, that is more than one hundredth from what two plain numbers give.
pub fn rate_differs(target: &Figure, actual: &Figure, remark: &str) -> bool {
    let is_plain = |figure: &Figure| figure.bound == Bound::Exactly && figure.unit.as_deref() != Some("%");
    let words = letters::fold(remark);
    let stated = words.split("dat ").nth(1).and_then(|rest| Figure::read(rest.split('%').next()?.trim()));
    let Some(stated) = stated.filter(|_| words.contains('%') && is_plain(target) && is_plain(actual)) else {
        return false;
    };
    let Some(rate) = share(Some(actual.value), target.value).flatten() else { return false };
    let apart = rate.checked_sub(stated.value);
    stated.bound == Bound::Exactly && apart.is_some_and(|apart| apart.abs() > Decimal::ONE)
}
