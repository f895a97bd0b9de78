//! Value: what a figure consists of.
//!
//! Takes no input: it is the result of reading, and a part of the published data. It stands apart from `read`
//! because the doc comments of these types are the descriptions in the published schema.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::exact;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One printed number, with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The number, exact, with words such as *triệu* multiplied in. At most 15 significant digits.
    #[serde(with = "exact")]
    #[schemars(with = "f64")]
    pub value: Decimal,
    /// Whether the value is meant exactly.
    pub bound: Bound,
    /// The upper end of a range: 7 in `5 - 7%`. The value is then the lower end and the bound [`Bound::AtLeast`],
    /// because whoever promises 5 to 7 has kept the promise with 5, and with 8.
    #[serde(default, with = "exact::option")]
    #[schemars(with = "Option<f64>")]
    pub up_to: Option<Decimal>,
    /// The denominator of a ratio, printed without spaces: 10 in `9/10`. Never zero.
    #[serde(default, with = "exact::option")]
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
    #[serde(with = "exact")]
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
    /// Whether a ratio is complete by itself: `94/94` is, `9/10` is not. `None` for what is no ratio.
    pub fn is_complete(&self) -> Option<bool> {
        self.of.map(|of| self.value >= of)
    }

    /// Whether, as a target, it is a limit that is kept from above: `không quá 5`.
    pub fn is_limit(&self) -> bool {
        match self.bound {
            Bound::AtMost | Bound::LessThan => true,
            Bound::Exactly | Bound::AtLeast | Bound::MoreThan | Bound::About => false,
        }
    }

    /// The least and the greatest value that the figure may stand for; `None` is without end.
    pub(super) fn ends(&self) -> (Option<Decimal>, Option<Decimal>) {
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
