//! Indicators with two values in one year, in data files.

use crate::model::ledger::Conflict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An indicator with two values in one year.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ConflictData {
    /// Body.
    pub body: String,
    /// Year.
    pub year: i16,
    /// Name of the indicator.
    pub name: String,
    /// What is printed first.
    pub first: String,
    /// Content path of the file that prints it.
    pub first_in: String,
    /// What is printed second.
    pub second: String,
    /// Content path of the file that prints it.
    pub second_in: String,
}

pub(super) fn conflict_data(conflict: &Conflict) -> ConflictData {
    ConflictData {
        body: conflict.body.clone(),
        year: conflict.year,
        name: conflict.name.clone(),
        first: conflict.first.value.clone(),
        first_in: conflict.first.file.as_str().to_owned(),
        second: conflict.second.value.clone(),
        second_in: conflict.second.file.as_str().to_owned(),
    }
}
