//! What the record leaves open, in data files.

use crate::diagnostic::{self, Level};
use crate::export::facts::Facts;
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the record leaves open.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FindingData {
    /// Stable code.
    pub code: String,
    /// Weight.
    pub level: Level,
    /// In words.
    pub message: String,
    /// File.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// Why it is set aside, by whom and until when.
    pub waived: Option<WaiverData>,
}

pub(super) fn findings(facts: Facts<'_>) -> Vec<FindingData> {
    let data = |found: &diagnostic::Diagnostic, waived: Option<WaiverData>| {
        let (line, column) = facts.sources.position(&found.place);
        FindingData {
            code: found.code.name().to_owned(),
            level: found.level,
            message: diagnostic::message(found, facts.language),
            file: facts.sources.get(found.place.source).path.clone(),
            line,
            column,
            waived,
        }
    };
    let reported = facts.findings.reported.iter().map(|found| data(found, None));
    let waived = facts.findings.waived.iter().map(|(found, waiver)| {
        let waiver = WaiverData { reason: waiver.reason.clone(), by: waiver.by.clone(), until: waiver.until };
        data(found, Some(waiver))
    });
    reported.chain(waived).collect()
}

/// A waiver.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct WaiverData {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// Last day on which it holds.
    #[schemars(with = "String", extend("format" = "date"))]
    pub until: Date,
}
