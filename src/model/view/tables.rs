//! Views of measures and indicators as tables, with the columns that their rows need.

use super::links::{Html, Link};
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// State of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureState {
    /// Past its deadline and not claimed done.
    Late,
    /// Without a deadline, so that it is never late.
    Undated,
    /// Its deadline cannot be read.
    Unreadable,
    /// Within its deadline.
    Running,
    /// Due repeatedly.
    Recurring,
    /// Due when an event happens.
    Relative,
    /// Begins in some year and does not end.
    FromYear,
    /// Goes on all the time.
    Continuous,
    /// Claimed done by the department.
    Done,
}

/// Measures as a table, with the columns that its rows need.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MeasureTable {
    /// Rows.
    pub rows: Vec<MeasureRow>,
    /// Whether any row has a unit that leads.
    pub has_lead: bool,
    /// Whether any row has units that coordinate.
    pub has_coordinate: bool,
    /// Whether rows have different owners, which are then named.
    pub has_owner: bool,
    /// Whether rows name their plan years.
    pub has_year: bool,
    /// Whether any row has a state.
    pub has_state: bool,
    /// Whether deadlines are to be expected, so that a missing one is shown as missing.
    pub has_deadline: bool,
}

/// One measure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MeasureRow {
    /// Its words as HTML.
    pub html: Html,
    /// The record or paper that promises it, in a table about several.
    pub owner: Option<Link>,
    /// Plan year as labelled, in a table about several.
    pub year: Option<String>,
    /// Number of rows of the same owner, on the first of them; zero on the others.
    pub owner_rows: usize,
    /// Struck deadlines, the first one first.
    pub struck: Vec<String>,
    /// Deadline as printed.
    pub deadline: Option<String>,
    /// Last good day, if it has one: deadlines are sorted by it.
    pub due: Option<Date>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Units that coordinate.
    pub coordinate: Vec<Link>,
    /// Number of rows with the same owner and units, on the first of them; zero on the others.
    pub unit_rows: usize,
    /// Its state; none where it is not judged and nothing is claimed.
    pub state: Option<MeasureState>,
}

/// Tables of late measures.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LateTables {
    /// Of the latest plan years.
    pub latest: MeasureTable,
    /// Of earlier plan years.
    pub earlier: MeasureTable,
}

/// Indicators as a table, with the columns that its rows need.
#[derive(Debug, Clone, Default, Serialize)]
pub struct IndicatorTable {
    /// Rows.
    pub rows: Vec<IndicatorRow>,
    /// Whether any row has a level.
    pub has_level: bool,
    /// Whether any row has a target.
    pub has_target: bool,
    /// Whether any row has a result.
    pub has_actual: bool,
    /// Whether any row has a unit.
    pub has_unit: bool,
    /// Whether any row has a deadline.
    pub has_deadline: bool,
    /// Whether the target and actual value of any row are comparable.
    pub has_met: bool,
    /// Whether any row has a remark.
    pub has_note: bool,
}

/// One indicator.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorRow {
    /// Name as HTML.
    pub name: Html,
    /// Number to reach, as printed.
    pub target: Option<String>,
    /// Number reached, as printed.
    pub actual: Option<String>,
    /// Unit of both.
    pub unit: Option<String>,
    /// Level that it is set for.
    pub level: Option<String>,
    /// Deadline as printed.
    pub deadline: Option<String>,
    /// Whether the target is met.
    pub met: Option<bool>,
    /// Whether another file has another value for the same year.
    pub conflict: bool,
    /// Remark as HTML.
    pub note: Html,
}
