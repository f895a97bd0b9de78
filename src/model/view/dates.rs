//! Views of what has a day, and of the files for other programs.

use super::parts::{Count, Day, DueView, Link};
use serde::{Deserialize, Serialize};

/// What the plans of a year ask for by some day.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarPage {
    /// The body.
    pub body: Link,
    /// The year as it is called, and its page.
    pub year: Link,
    /// How many measures are late.
    pub late_count: Count,
    /// How many things are due from the day of the site on.
    pub due_count: Count,
    /// Whether anything has a unit that leads or receives it.
    pub has_unit: bool,
    /// Late measures.
    pub late: Vec<MonthView>,
    /// What is due from the day of the site on.
    pub due: Vec<MonthView>,
    /// What recurs.
    pub recurring: Vec<RecurringView>,
    /// Reports that were to be handed in before.
    pub handed_in: Vec<MonthView>,
    /// The dates of the body as a file, if it has any.
    pub file: Option<String>,
    /// Units that have dates of their own, and those as files.
    pub units: Vec<Link>,
}

/// What is due in a month.
#[derive(Debug, Clone, Serialize)]
pub struct MonthView {
    /// The month as the language writes it.
    pub month: String,
    /// In the order of days.
    pub rows: Vec<DueView>,
}

/// Something that recurs.
#[derive(Debug, Clone, Serialize)]
pub struct RecurringView {
    /// How often, as printed.
    pub rhythm: String,
    /// Its next day, if it has another one.
    pub next: Option<Day>,
    /// What is due, on its first day.
    pub due: DueView,
}

/// Files of one body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodyFiles {
    /// The body.
    pub body: Link,
    /// Its workbook.
    pub workbook: String,
    /// Its dates, if it has any.
    pub dates: Option<String>,
}

/// The page about the files for other programs.
#[derive(Debug, Clone, Serialize)]
pub struct DataPage {
    /// Tables of the whole site.
    pub tables: Vec<TableView>,
    /// Whether there is a calendar of the whole site.
    pub has_calendar: bool,
    /// Files of each body.
    pub bodies: Vec<BodyFiles>,
}

/// A table as a file.
#[derive(Debug, Clone, Serialize)]
pub struct TableView {
    /// Its name: a key of the theme's strings.
    pub name: &'static str,
    /// Its address.
    pub href: String,
    /// How many rows it has, without the one that names the columns.
    pub rows: usize,
    /// Its columns: keys of the theme's strings.
    pub columns: &'static [&'static str],
}
