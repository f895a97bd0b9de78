//! Recurrence rules: the dates of what recurs within the years of a plan.
//!
//! Takes the recurrence of a deadline; gives its dates, and the rule as iCalendar writes it. It stands
//! apart from the events because the pages use the same dates without writing a calendar.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::day::digits;
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::deadline::Recurrence;
use jiff::{Span, ToSpan};
use std::fmt;

/// A recurrence from a first date to the end of a plan, shown as a recurrence rule (RFC 5545, 3.3.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecurrenceRule {
    every: Every,
    on: On,
    /// Last day on which it can fall.
    until: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Weeks(i32),
    Months(i32),
}

/// Which day of its month a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum On {
    /// The same day every time; every month has it.
    Same,
    /// The last day.
    Last,
    /// This day, or the last one of a shorter month.
    OrLast(i8),
}

impl RecurrenceRule {
    /// The first last good day of what recurs within `years`, and its rule; no rule where it falls only once.
    /// `due` is the first date where the deadline names one; otherwise a period ends on its last day: a
    /// quarter on 31 March. `None` for what is done daily, which is never due.
    pub fn of(every: Recurrence, due: Option<Date>, years: YearSpan) -> Option<(Date, Option<Self>)> {
        let months = i32::from(every.in_months());
        let weeks = every.span().get_days() / 7;
        let (first, every) = match (due, months) {
            (Some(due), 0) => return Some((due, None)),
            (Some(due), _) => (due, Every::Months(months)),
            (None, 0) if every.span().get_days() % 7 == 0 => {
                (sunday(years.start(), weeks)?, Every::Weeks(weeks))
            }
            (None, 0) => return None,
            (None, _) => {
                let next = years.start().checked_add(months.months()).ok()?;
                (next.yesterday().ok()?, Every::Months(months))
            }
        };
        let rule = Self { every, on: On::of(first, every), until: years.end() };
        Some((first, Some(rule).filter(|rule| rule.days(first).nth(1).is_some())))
    }

    /// The rule of dates that are the same in every year; `None` where there is only one date, or where
    /// they differ.
    pub fn yearly(days: &[Date]) -> Option<Self> {
        let (first, last) = (days.first()?, days.last()?);
        let every = Every::Months(12);
        // The day before 1 March is the last day of February, 28 or 29.
        let on = if first.month() == 2 && *first == first.last_of_month() {
            On::Last
        } else {
            On::of(*first, every)
        };
        let rule = Self { every, on, until: *last };
        (days.len() > 1 && rule.days(*first).eq(days.iter().copied())).then_some(rule)
    }

    /// Its dates, from `first` on.
    pub fn days(self, first: Date) -> impl Iterator<Item = Date> {
        let day = move |n: i32| {
            let day = first.checked_add(self.every.times(n)?).ok()?;
            Some(if self.on == On::Last { day.last_of_month() } else { day })
        };
        (0..).map_while(day).take_while(move |day| *day <= self.until)
    }
}

impl Every {
    fn times(self, n: i32) -> Option<Span> {
        match self {
            Self::Weeks(weeks) => Span::new().try_weeks(weeks.checked_mul(n)?).ok(),
            Self::Months(months) => Span::new().try_months(months.checked_mul(n)?).ok(),
        }
    }
}

impl On {
    fn of(first: Date, every: Every) -> Self {
        let is_last = first == first.last_of_month();
        match every {
            Every::Months(months) if months % 12 == 0 => match (first.month(), first.day()) {
                (2, 29) => Self::Last,
                _ => Self::Same,
            },
            // A deadline every few months never names a day other than the end of the period.
            Every::Months(months) if is_last && (months > 1 || first.day() == 31) => Self::Last,
            Every::Months(_) if first.day() > 28 => Self::OrLast(first.day()),
            Every::Weeks(_) | Every::Months(_) => Self::Same,
        }
    }
}

/// The Sunday that ends the first `weeks` weeks.
fn sunday(start: Date, weeks: i32) -> Option<Date> {
    let days = i32::from(start.weekday().until(jiff::civil::Weekday::Sunday));
    start.checked_add(Span::new().try_days(days + (weeks - 1) * 7).ok()?).ok()
}

impl fmt::Display for RecurrenceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (frequency, interval) = match self.every {
            Every::Weeks(weeks) => ("WEEKLY", weeks),
            Every::Months(months) if months % 12 == 0 => ("YEARLY", months / 12),
            Every::Months(months) => ("MONTHLY", months),
        };
        write!(f, "FREQ={frequency}")?;
        if interval > 1 {
            write!(f, ";INTERVAL={interval}")?;
        }
        match self.on {
            On::Same => {}
            On::Last if frequency == "YEARLY" => f.write_str(";BYMONTH=2;BYMONTHDAY=-1")?,
            On::Last => f.write_str(";BYMONTHDAY=-1")?,
            On::OrLast(day) => {
                f.write_str(";BYMONTHDAY=28")?;
                (29..=day).try_for_each(|day| write!(f, ",{day}"))?;
                f.write_str(";BYSETPOS=-1")?;
            }
        }
        write!(f, ";UNTIL={}", digits(self.until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vietnamese::deadline::Deadline;
    use jiff::civil::date;

    /// The dates of a deadline in a plan, and its rule.
    fn read(text: &str, first: i16, last: i16) -> (Vec<String>, String) {
        let years = YearSpan::new(first, last).unwrap();
        let read = Deadline::read(text, years).unwrap();
        let (day, rule) = RecurrenceRule::of(read.every.unwrap(), read.due, years).unwrap();
        let days = rule.map_or(vec![day], |rule| rule.days(day).collect());
        (days.iter().map(Date::to_string).collect(), rule.map_or(String::new(), |rule| rule.to_string()))
    }

    #[test]
    fn rhythms_of_a_year() {
        let table = [
            (
                "hằng quý",
                "2023-03-31 2023-06-30 2023-09-30 2023-12-31",
                "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20231231",
            ),
            (
                "vào cuối mỗi quý",
                "2023-03-31 2023-06-30 2023-09-30 2023-12-31",
                "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20231231",
            ),
            ("6 tháng/lần", "2023-06-30 2023-12-31", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1;UNTIL=20231231"),
            ("hằng năm", "2023-12-31", ""),
            ("2 năm/lần", "2024-12-31", ""),
            ("Quý I hằng năm", "2023-03-31", ""),
            ("trước ngày 05/11 hằng năm", "2023-11-04", ""),
        ];
        for (text, days, rule) in table {
            assert_eq!(
                read(text, 2023, 2023),
                (days.split(' ').map(str::to_owned).collect(), rule.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn rhythms_of_several_years() {
        let (days, rule) = read("trước ngày 05/11 hằng năm", 2021, 2023);
        assert_eq!(days, ["2021-11-04", "2022-11-04", "2023-11-04"]);
        assert_eq!(rule, "FREQ=YEARLY;UNTIL=20231231");
        let (days, rule) = read("2 năm/lần", 2021, 2025);
        assert_eq!(days, ["2022-12-31", "2024-12-31"]);
        assert_eq!(rule, "FREQ=YEARLY;INTERVAL=2;UNTIL=20251231");
    }

    #[test]
    fn days_that_not_every_month_has() {
        let (days, rule) = read("ngày 30 hằng tháng", 2023, 2023);
        assert_eq!(days[..3], ["2023-01-30", "2023-02-28", "2023-03-30"]);
        assert_eq!(rule, "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;UNTIL=20231231");
        let (days, rule) = read("ngày 25 hằng tháng", 2023, 2023);
        assert_eq!((days.len(), rule.as_str()), (12, "FREQ=MONTHLY;UNTIL=20231231"));
        let (days, rule) = read("hằng tháng", 2024, 2024);
        assert_eq!(days[..2], ["2024-01-31", "2024-02-29"]);
        assert_eq!(rule, "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20241231");
    }

    #[test]
    fn weeks_end_on_sundays_and_days_never() {
        let (days, rule) = read("hằng tuần", 2023, 2023);
        assert_eq!((days[0].as_str(), days.len()), ("2023-01-01", 53));
        assert_eq!(rule, "FREQ=WEEKLY;UNTIL=20231231");
        let years = YearSpan::single(2023);
        assert_eq!(RecurrenceRule::of(Recurrence::days(1).unwrap(), None, years), None);
    }

    #[test]
    fn days_of_reports() {
        let february = [date(2023, 2, 28), date(2024, 2, 29), date(2025, 2, 28)];
        assert_eq!(
            RecurrenceRule::yearly(&february).unwrap().to_string(),
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;UNTIL=20250228"
        );
        assert_eq!(RecurrenceRule::yearly(&february[..1]), None);
        assert_eq!(RecurrenceRule::yearly(&[date(2023, 2, 28), date(2024, 2, 28)]), None);
    }
}
