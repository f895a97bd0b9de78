//! Measures and indicators, with what follows from the plan and the other files of a year.

use crate::model::document;
use crate::source::ContentPath;
use std::sync::Arc;

/// A measure, with what follows from its plan and the day of the site.
#[derive(Debug, Clone)]
pub struct Measure {
    /// As written.
    pub item: Arc<document::Measure>,
    /// Unit that leads: its own, or the record's.
    pub lead: Option<String>,
    /// Units that coordinate: its own, or the record's.
    pub coordinate: Vec<String>,
    /// Whether it is past its deadline and not claimed done.
    pub late: bool,
}

/// One indicator of a record or paper: target and actual value of one name, from all rows that have it.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Its first row, completed from later rows of the same name.
    pub row: Arc<document::Indicator>,
    /// Unit of the numbers.
    pub unit: Option<String>,
    /// Whether the target is met; none where a number is missing or the two are not comparable.
    pub met: Option<bool>,
}

/// An indicator with two values in one year of a body.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Body.
    pub body: String,
    /// Year.
    pub year: i16,
    /// Name of the indicator.
    pub name: String,
    /// The value that comes first.
    pub first: ValueOfFile,
    /// The other value.
    pub second: ValueOfFile,
}

/// A value of an indicator, and the file that has it.
#[derive(Debug, Clone)]
pub struct ValueOfFile {
    /// As printed.
    pub value: String,
    /// Path of the file.
    pub file: ContentPath,
}
