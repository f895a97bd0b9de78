//! Measures in data files.

use super::cell::{Columns, Owner, list, number, page, text};
use super::deadline::{self, DeadlineData, first_day, last_day, raw};
use crate::model::ledger::Measure;
use crate::model::view::MeasureState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A promised action.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct MeasureData {
    /// Its words.
    pub text: String,
    /// Deadline; the last one, where it was extended.
    pub deadline: Option<DeadlineData>,
    /// Deadlines that were struck, the first one first.
    pub extensions: Vec<DeadlineData>,
    /// Unit that leads, by id.
    pub lead: Option<String>,
    /// Units that coordinate, by id.
    pub coordinate: Vec<String>,
    /// Whether the department claims that it is done.
    pub claimed_done: bool,
    /// Whether it is past its deadline and not claimed done.
    pub late: bool,
}

pub(super) fn measure_data(measure: &Measure) -> MeasureData {
    MeasureData {
        text: measure.item.text.clone(),
        deadline: measure.item.deadline.as_ref().map(deadline::deadline_data),
        extensions: measure.item.extensions.iter().map(deadline::deadline_data).collect(),
        lead: measure.lead.clone(),
        coordinate: measure.coordinate.clone(),
        claimed_done: measure.item.claimed_done,
        late: measure.late,
    }
}

/// A promised action, with who promises it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct OwnedMeasureData {
    /// Body.
    pub body: String,
    /// Plan year.
    pub year: i16,
    /// Title of the deficiency or plan that it belongs to.
    pub owner: String,
    /// Page of that.
    pub page: String,
    /// How it stands; none where it is late and no longer asked for, as its deficiency was dropped.
    pub state: Option<MeasureState>,
    /// The action itself.
    #[serde(flatten)]
    pub measure: MeasureData,
}

/// Columns of the table, with the cell of each in a row.
pub(crate) fn columns<'w>() -> Columns<'w, (Owner<'w>, &'w MeasureData)> {
    vec![
        ("body", |words, _| words.body()),
        ("year", |_, (owner, _)| number(owner.year)),
        ("owner", |_, (owner, _)| text(owner.title)),
        ("measure", |_, (_, measure)| text(measure.text.as_str())),
        ("deadline", |_, (_, measure)| raw(measure.deadline.as_ref())),
        ("start", |_, (_, measure)| first_day(measure.deadline.as_ref())),
        ("due", |_, (_, measure)| last_day(measure.deadline.as_ref())),
        ("struck", |_, (_, measure)| list(measure.extensions.iter().map(|struck| struck.raw.as_str()))),
        ("lead", |words, (_, measure)| words.lead(measure.lead.as_ref())),
        ("coordinate", |words, (_, measure)| words.units(&measure.coordinate)),
        ("claimed_done", |words, (_, measure)| words.yes_or_no(measure.claimed_done)),
        ("is_late", |words, (_, measure)| words.yes_or_no(measure.late)),
        ("page", |_, (owner, _)| page(owner.page)),
    ]
}
