//! A date as iCalendar writes it (RFC 5545, 3.3.4), apart because events and recurrence rules both need it.

use crate::vietnamese::date::Date;

/// `20230509`.
pub(super) fn digits(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}
