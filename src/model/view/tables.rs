//! Views of measures and indicators as rows of tables.

use super::links::{Html, Link};
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};

/// How a measure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureState {
    /// Past its deadline.
    Late,
    /// Nobody can be late with it: it has no deadline.
    Undated,
    /// Its deadline cannot be read.
    Unreadable,
    /// Within its deadline.
    Running,
    /// Is due again and again.
    Recurring,
    /// Is due when something happens.
    Relative,
    /// Begins at some time and does not end.
    FromYear,
    /// Goes on all the time.
    Continuous,
    /// The department says that it is done.
    Done,
}

/// Measures, and which columns they need.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MeasureTable {
    /// Rows.
    pub rows: Vec<MeasureRow>,
    /// Whether any row has a unit that leads.
    pub has_lead: bool,
    /// Whether any row has units that coordinate.
    pub has_coordinate: bool,
    /// Whether rows belong to different owners and name them.
    pub has_owner: bool,
    /// Whether rows name the plan years that they are from.
    pub has_year: bool,
    /// Whether any row has a state.
    pub has_state: bool,
    /// Whether deadlines are to be expected.
    pub has_deadline: bool,
}

/// One measure.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MeasureRow {
    /// Its words as HTML.
    pub html: Html,
    /// The record or paper that promises it, where the table is about several.
    pub owner: Option<Link>,
    /// Plan year as it is called, where the table is about several.
    pub year: Option<String>,
    /// Rows of the same owner that follow, with this one; zero for all but the first.
    pub owner_rows: usize,
    /// Deadlines that were struck, the first one first.
    pub struck: Vec<String>,
    /// Deadline as printed.
    pub deadline: Option<String>,
    /// Last good day, where it has one: what deadlines are sorted by.
    pub due: Option<Date>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Units that coordinate.
    pub coordinate: Vec<Link>,
    /// Rows of the same owner and the same units that follow, with this one; zero for all but the first.
    pub unit_rows: usize,
    /// How it stands; none where that is not judged and nothing is claimed.
    pub state: Option<MeasureState>,
}

/// Late measures.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LateTables {
    /// Of the latest plans.
    pub latest: MeasureTable,
    /// Of plans that others have replaced.
    pub earlier: MeasureTable,
}

/// Indicators, and which columns they need.
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
    /// Whether target and result of any row compare.
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
    /// Whether another file has another value in the same year.
    pub conflict: bool,
    /// Remark as HTML.
    pub note: Html,
}
