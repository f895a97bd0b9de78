//! Deadlines in data files: as printed and as read.

use super::cell::{CellValue, day, maybe};
use crate::model::document::MeasureDeadline;
use crate::vietnamese::date::Date;
use crate::vietnamese::deadline::DeadlineKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A deadline, as printed and as read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct DeadlineData {
    /// As printed.
    pub raw: String,
    /// Kind; none where it cannot be read.
    pub kind: Option<DeadlineKind>,
    /// First day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub start: Option<Date>,
    /// Last good day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub due: Option<Date>,
    /// How often, as an ISO 8601 duration.
    pub every: Option<String>,
}

pub(super) fn deadline_data(deadline: &MeasureDeadline) -> DeadlineData {
    let read = deadline.read.as_ref();
    DeadlineData {
        raw: deadline.raw.value.clone(),
        kind: read.map(|read| read.kind),
        start: read.and_then(|read| read.start),
        due: read.and_then(|read| read.due),
        every: read.and_then(|read| read.every.as_ref()).map(ToString::to_string),
    }
}

/// The cell of a deadline as printed.
pub(super) fn raw(deadline: Option<&DeadlineData>) -> CellValue<'_> {
    maybe(deadline.map(|deadline| deadline.raw.as_str()))
}

/// The cell of its first day.
pub(super) fn first_day<'v>(deadline: Option<&DeadlineData>) -> CellValue<'v> {
    day(deadline.and_then(|deadline| deadline.start))
}

/// The cell of its last good day.
pub(super) fn last_day<'v>(deadline: Option<&DeadlineData>) -> CellValue<'v> {
    day(deadline.and_then(|deadline| deadline.due))
}
