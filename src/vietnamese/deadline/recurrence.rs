//! Recurrence: how often something recurs.
//!
//! Takes a number of days or months, or an ISO 8601 duration, and gives the other form. It stands apart because
//! it is a part of the published data.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::Span;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The period after which something recurs: `P1D`, `P1W`, `P1M`, `P3M`, `P6M`, `P1Y`, `P2Y`.
///
/// Serialised as an ISO 8601 duration in its largest whole unit: a quarter is `P3M`, twelve months are `P1Y`.
/// Ordered by length, shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Recurrence(Period);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Period {
    // Days stand first, so that the derived order is that of length: `days` allows less than a month only.
    Days(u16),
    Months(u16),
}

/// The text is not one of the ISO 8601 durations that a recurrence may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecurrenceError;

impl fmt::Display for RecurrenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a period such as P1W, P1M, P3M, P6M or P1Y")
    }
}

impl std::error::Error for RecurrenceError {}

impl Recurrence {
    /// Every `days` days, 1 to 27; none for any other number.
    pub fn days(days: u32) -> Option<Self> {
        let days = u16::try_from(days).ok()?;
        (1..28).contains(&days).then_some(Recurrence(Period::Days(days)))
    }

    /// Every `months` months, 1 to 1200; none for any other number.
    pub fn months(months: u32) -> Option<Self> {
        let months = u16::try_from(months).ok()?;
        (1..=1200).contains(&months).then_some(Recurrence(Period::Months(months)))
    }

    /// Whole months between two times, 0 if it recurs after days or weeks.
    pub fn in_months(self) -> u16 {
        match self.0 {
            Period::Days(_) => 0,
            Period::Months(months) => months,
        }
    }

    /// The calendar span between two times, to count with.
    pub fn span(self) -> Span {
        // The limits of `days` and `months` are far below those of `Span`, so this cannot panic.
        match self.0 {
            Period::Days(days) => Span::new().days(days),
            Period::Months(months) => Span::new().months(months),
        }
    }
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Period::Days(days) if days % 7 == 0 => write!(f, "P{}W", days / 7),
            Period::Days(days) => write!(f, "P{days}D"),
            Period::Months(months) if months % 12 == 0 => write!(f, "P{}Y", months / 12),
            Period::Months(months) => write!(f, "P{months}M"),
        }
    }
}

impl FromStr for Recurrence {
    type Err = RecurrenceError;

    fn from_str(text: &str) -> Result<Self, RecurrenceError> {
        let number = |unit: char| text.strip_prefix('P')?.strip_suffix(unit)?.parse::<u32>().ok();
        let days = number('D').or_else(|| number('W')?.checked_mul(7));
        let months = number('M').or_else(|| number('Y')?.checked_mul(12));
        let found = days.and_then(Self::days).or_else(|| months.and_then(Self::months));
        found.ok_or(RecurrenceError)
    }
}

impl TryFrom<String> for Recurrence {
    type Error = RecurrenceError;

    fn try_from(text: String) -> Result<Self, RecurrenceError> {
        text.parse()
    }
}

impl From<Recurrence> for String {
    fn from(recurrence: Recurrence) -> String {
        recurrence.to_string()
    }
}

impl JsonSchema for Recurrence {
    fn schema_name() -> Cow<'static, str> {
        "Recurrence".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "How often something recurs: an ISO 8601 duration",
            "type": "string",
            "pattern": "^P[0-9]+[DWMY]$",
            "examples": ["P1W", "P1M", "P3M", "P6M", "P1Y"]
        })
    }
}
