//! Diagnostics as JSON in a form of our own, and its schema.

use super::entry::Entry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What `khacphuc check --format json` writes.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReportData {
    /// Mistakes, which stop a build, and findings, which do not, in the order of files and lines.
    pub findings: Vec<Entry>,
}

/// The JSON Schema of [`ReportData`], made from the type itself.
pub fn schema() -> Vec<u8> {
    // Plain structs with string keys: serialising them does not fail.
    let mut json = serde_json::to_vec_pretty(&schemars::schema_for!(ReportData)).unwrap_or_default();
    json.push(b'\n');
    json
}

/// One entry a line.
pub(super) fn write(entries: &[Entry]) -> String {
    let lines = entries.iter().map(|entry| serde_json::to_string(entry).unwrap_or_default());
    format!("{{\n\"findings\": [\n{}]\n}}\n", lines.collect::<Vec<_>>().join(",\n"))
}
