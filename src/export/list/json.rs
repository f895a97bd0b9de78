//! A list as JSON, and its schema.

use super::answer::List;
use crate::export::data::{DueData, OwnedMeasureData, RecordData, ReportDueData};
use crate::settings::Edition;
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `khacphuc list --format json` writes: one of four lists, by what was asked for. A public one is
/// drawn up from public documents alone.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListData {
    /// Edition that the list is of.
    pub edition: Edition,
    /// Day on which lateness was judged.
    #[schemars(with = "String", extend("format" = "date"))]
    pub as_of: Date,
    /// What is listed.
    #[serde(flatten)]
    pub list: ListedData,
}

/// What is listed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ListedData {
    /// One for each deficiency in each plan year, as in `data/ledger.json`.
    Deficiencies(Vec<RecordData>),
    /// Measures of deficiencies and plans.
    Measures(Vec<OwnedMeasureData>),
    /// What the calendars have.
    Deadlines(Vec<DueData>),
    /// Reports that plans ask for, as in `data/ledger.json`.
    Reports(Vec<ReportDueData>),
}

/// The JSON Schema of [`ListData`], made from the type itself.
pub fn schema() -> Vec<u8> {
    // Plain structs with string keys: serialising them does not fail.
    let mut json = serde_json::to_vec_pretty(&schemars::schema_for!(ListData)).unwrap_or_default();
    json.push(b'\n');
    json
}

/// Writes a list in the form of [`ListData`], with one item a line.
pub(super) fn write(list: &List) -> Vec<u8> {
    let (edition, as_of, name) = (list.edition.word(), list.as_of, list.what.name());
    let mut json =
        format!("{{\n\"edition\": \"{edition}\",\n\"as_of\": \"{as_of}\",\n\"{name}\": [").into_bytes();
    for (at, entry) in list.entries.iter().enumerate() {
        json.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        // Writing to memory does not fail, and the types are plain.
        let _ = serde_json::to_writer(&mut json, &entry.item);
    }
    json.extend_from_slice(b"]\n}\n");
    json
}
