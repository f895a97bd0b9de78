//! Deadlines in data files: measures that are still to be done by a date, and reports that are to be handed in.

use super::cell::{Columns, day, maybe, number, page, text};
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that is due on a date, as the calendars have it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct DueData {
    /// Body.
    pub body: String,
    /// Year of the plan.
    pub year: i16,
    /// What is due.
    pub kind: DueKind,
    /// Its words.
    pub text: String,
    /// How it stands on the day of the data.
    pub state: DueState,
    /// Its last good day; the first one of what recurs.
    #[schemars(with = "String", extend("format" = "date"))]
    pub due: Date,
    /// The first last good day that is not before the day of the data.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub next: Option<Date>,
    /// How it recurs, as a recurrence rule (RFC 5545).
    pub rule: Option<String>,
    /// Unit that has to do it, or that receives the report, by id.
    pub unit: Option<String>,
    /// Title of the deficiency or plan that it belongs to.
    pub owner: String,
    /// Page of that.
    pub page: String,
    /// Id of its event in the calendars.
    pub uid: String,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DueKind {
    /// A measure.
    Measure,
    /// A report.
    Report,
}

/// How something that is due stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DueState {
    /// A measure past its last good day.
    Late,
    /// Its last good day is still to come.
    Ahead,
    /// A measure that is done again and again.
    Recurring,
    /// A report whose days have all passed; nobody notes whether it was handed in.
    Past,
}

/// Columns of the table, with the cell of each in a row.
pub(crate) fn columns<'w>() -> Columns<'w, &'w DueData> {
    vec![
        ("body", |words, _| words.body()),
        ("year", |_, due| number(due.year)),
        ("due", |_, due| day(Some(due.due))),
        ("next", |_, due| day(due.next)),
        ("due_state", |words, due| words.word("due", due.state)),
        ("work", |_, due| text(due.text.as_str())),
        ("responsible", |words, due| words.lead(due.unit.as_ref())),
        ("owner", |_, due| text(due.owner.as_str())),
        ("rule", |_, due| maybe(due.rule.as_deref())),
        ("page", |_, due| page(&due.page)),
    ]
}
