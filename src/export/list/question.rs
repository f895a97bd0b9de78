//! The question that a list answers, apart from how it is answered.

use super::item::What;
use crate::vietnamese::date::Date;
use jiff::Span;
use std::str::FromStr;

/// What is asked of the ledger. Everything that is left out lets all through.
#[derive(Debug, Clone)]
pub struct Question {
    /// What is listed.
    pub what: What,
    /// Only what is late.
    pub late: bool,
    /// Only what is due within so long, from the day of the site on.
    pub due_within: Option<Period>,
    /// Only what concerns a unit, under all names that it has had.
    pub unit: Option<String>,
    /// Only what belongs to a body.
    pub body: Option<String>,
    /// Only what belongs to a plan year.
    pub year: Option<i16>,
    /// Only what is in one of these states: see [`What::states`].
    pub states: Vec<String>,
}

impl Question {
    /// Whether a state is asked for, or none is.
    pub fn takes<'s>(&self, states: impl IntoIterator<Item = &'s str>) -> bool {
        self.states.is_empty()
            || states.into_iter().any(|state| self.states.iter().any(|asked| asked == state))
    }
}

/// A length of time: `30d`, `4w`, `3m`, `1y`.
#[derive(Debug, Clone, Copy)]
pub struct Period(Span);

impl FromStr for Period {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text).ok_or("a number with d, w, m or y")
    }
}

impl Period {
    /// Reads a number with `d`, `w`, `m` or `y` behind it.
    pub fn read(text: &str) -> Option<Self> {
        let (at, unit) = text.char_indices().last()?;
        let number: i32 = text[..at].parse().ok().filter(|number| *number >= 0)?;
        let span = match unit {
            'd' => Span::new().try_days(number),
            'w' => Span::new().try_weeks(number),
            'm' => Span::new().try_months(number),
            'y' => Span::new().try_years(number),
            _ => return None,
        };
        span.ok().map(Self)
    }

    /// Its last day, if it begins on `day`: 30 days from 1 March on end on 31 March.
    pub fn end(self, day: Date) -> Date {
        day.saturating_add(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn periods_are_read() {
        let end = |text| Period::read(text).map(|period| period.end(date(2024, 1, 31)).to_string());
        assert_eq!(end("30d").as_deref(), Some("2024-03-01"));
        assert_eq!(end("2w").as_deref(), Some("2024-02-14"));
        assert_eq!(end("1m").as_deref(), Some("2024-02-29"));
        assert_eq!(end("0d").as_deref(), Some("2024-01-31"));
        assert_eq!(end("9999y").as_deref(), Some("9999-12-31"));
        for text in ["", "d", "30", "-1d", "1 d", "3q", "99999999999d", "2147483647d", "30ngày"] {
            assert!(end(text).is_none(), "{text}");
        }
    }
}
