//! Printed numbers: `1.805`, `82,48%`, `≥ 2.000`, `hơn 1,4 tỷ đồng`, `9/10`, `06 / 117`.
//!
//! A cell is read as a whole: words of bound and remark, one number (a ratio, a pair or a range at most), its unit,
//! and remarks in parentheses or behind a comma. Anything else before the number, such as the `VIE` of a project
//! code, makes it no figure. Nothing is rounded.

mod number;
mod read;
#[rustfmt::skip]
mod words;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::number::show_vi;

/// One printed number, with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The number, exact, with words such as *triệu* multiplied in. At most 15 significant digits.
    #[serde(with = "number::exact")]
    #[schemars(with = "f64")]
    pub value: Decimal,
    /// Whether the value is meant exactly.
    pub bound: Bound,
    /// The upper end of a range: 7 in `5 - 7%`. The value is then the lower end and the bound [`Bound::AtLeast`],
    /// because whoever promises 5 to 7 has kept the promise with 5, and with 8.
    #[serde(default, with = "number::exact_option")]
    #[schemars(with = "Option<f64>")]
    pub up_to: Option<Decimal>,
    /// The denominator of a ratio, printed without spaces: 10 in `9/10`. Never zero.
    #[serde(default, with = "number::exact_option")]
    #[schemars(with = "Option<f64>")]
    pub of: Option<Decimal>,
    /// A second count that goes with the first, printed with spaces around the slash: 117 in `06 / 117`.
    #[serde(default)]
    pub with: Option<Companion>,
    /// `%`, `VND`, or the words behind the number in the author's spelling: `lượt`, `tổ chức Đoàn – Hội`.
    #[serde(default)]
    pub unit: Option<String>,
    /// The number is printed against the Vietnamese rule (a point that groups no three digits, a comma that may), so
    /// that a reader should look at it: `13.6 triệu đồng`. The value is the likelier meaning.
    pub doubtful: bool,
}

/// A count that goes with another: the members of new branches beside the number of branches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Companion {
    /// The count.
    #[serde(with = "number::exact")]
    #[schemars(with = "f64")]
    pub value: Decimal,
    /// Its unit, if printed: `đoàn viên` in `06 Chi đoàn / 117 đoàn viên`.
    #[serde(default)]
    pub unit: Option<String>,
}

/// How a printed value bounds the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The number itself.
    Exactly,
    /// `≥`, `ít nhất`, `tối thiểu`, `từ … trở lên`, and the lower end of a range.
    AtLeast,
    /// `>`, `hơn`, `trên`.
    MoreThan,
    /// `≤`, `tối đa`, `không quá`.
    AtMost,
    /// `<`, `dưới`.
    LessThan,
    /// `khoảng`, `gần`, `~`: within a tenth of the value either way.
    About,
}

impl Figure {
    /// Reads a cell or phrase, or `None` if it holds no number, or one that is not a figure: a date, a year span, a
    /// project code, a document number.
    pub fn read(text: &str) -> Option<Figure> {
        read::figure(text)
    }

    /// Whether a ratio is complete by itself: `94/94` is, `9/10` is not. `None` for what is no ratio.
    pub fn is_complete(&self) -> Option<bool> {
        self.of.map(|of| self.value >= of)
    }

    /// The least and the greatest value that the figure may stand for; `None` is without end.
    fn ends(&self) -> (Option<Decimal>, Option<Decimal>) {
        let tenth = self.value.abs() / Decimal::TEN;
        match self.bound {
            Bound::AtLeast if self.up_to.is_some() => (Some(self.value), self.up_to),
            Bound::AtLeast | Bound::MoreThan => (Some(self.value), None),
            Bound::AtMost | Bound::LessThan => (None, Some(self.value)),
            Bound::Exactly => (Some(self.value), Some(self.value)),
            Bound::About => (Some(self.value.saturating_sub(tenth)), Some(self.value.saturating_add(tenth))),
        }
    }
}

/// Whether a target was met by an actual figure; `None` where the two cannot be compared or the actual leaves it open.
///
/// - A target without a bound, a range and an *about* are lower limits: more is met. Only `at_most` and `less_than`
///   are upper limits.
/// - Of a ratio the count is compared: `9/10` against `10` is 9 against 10. Against a target in percent it is the
///   share: `94/94` is 100%.
/// - Percent is compared with percent, and known units only with the same (marks and case aside); a missing unit
///   goes with any but percent. Two ratios must be of the same whole.
/// - An actual with a bound counts as all the values it may stand for: `hơn 1.900` neither meets nor misses `2.000`.
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
        _ => {
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

/// The ends of the actual figure in the target's terms, if there are any.
fn comparable(target: &Figure, actual: &Figure) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let (low, high) = actual.ends();
    let percent = |figure: &Figure| figure.unit.as_deref() == Some("%");
    match (percent(target), percent(actual), target.of, actual.of) {
        (true, true, ..) => Some((low, high)),
        (true, false, None, Some(of)) => Some((share(low, of)?, share(high, of)?)),
        (false, false, Some(a), Some(b)) if a != b => None,
        (false, false, ..) => units_agree(target, actual).then_some((low, high)),
        _ => None,
    }
}

/// A count as a share in percent. The outer `None` is a number too large to hold.
fn share(count: Option<Decimal>, of: Decimal) -> Option<Option<Decimal>> {
    let Some(count) = count else { return Some(None) };
    count.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(of).map(Some)
}

fn units_agree(a: &Figure, b: &Figure) -> bool {
    let fold = |unit: &String| crate::vietnamese::letters::fold(unit);
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) => fold(a) == fold(b),
        _ => true,
    }
}

#[cfg(test)]
#[rustfmt::skip]
mod tests;
