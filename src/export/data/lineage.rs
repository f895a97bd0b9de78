//! Lineages in data files: one deficiency over the years.

use super::cell::{Columns, list, number, page, text};
use crate::model::ledger::{Ledger, Lineage, Outcome, Record};
use crate::vietnamese::letters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One deficiency of one body under its own name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct LineageData {
    /// Body and name.
    pub id: String,
    /// Body.
    pub body: String,
    /// Name of the deficiency.
    pub deficiency: String,
    /// Title of its latest record.
    pub title: String,
    /// Its records in order of years, each as body, year and name: `tay-ninh/2021/ma-tuy`.
    pub records: Vec<String>,
    /// How it stands.
    pub outcome: Outcome,
    /// Whole years from recognition to the day of the data, or to its end.
    pub years_outstanding: i16,
    /// Its page.
    pub page: String,
}

pub(super) fn lineage_data(ledger: &Ledger, lineage: &Lineage) -> LineageData {
    LineageData {
        id: lineage.id.clone(),
        body: lineage.body.clone(),
        deficiency: lineage.name.clone(),
        title: lineage
            .records
            .last()
            .map(|last| ledger.record(*last).document.title.value.clone())
            .unwrap_or_default(),
        records: lineage.records.iter().map(|id| identity(ledger.record(*id))).collect(),
        outcome: lineage.outcome,
        years_outstanding: lineage.years_outstanding,
        page: format!("{}/lineage/{}.html", lineage.body, letters::file_name(&lineage.name)),
    }
}

/// Columns of the table, with the cell of each in a row.
pub(super) fn columns<'w>() -> Columns<'w, &'w LineageData> {
    vec![
        ("body", |words, _| words.body()),
        ("title", |_, lineage| text(lineage.title.as_str())),
        ("outcome", |words, lineage| words.word("outcome", lineage.outcome)),
        ("years", |_, lineage| list(lineage.records.iter().filter_map(|record| record.split('/').nth(1)))),
        ("years_outstanding", |_, lineage| number(lineage.years_outstanding)),
        ("deficiency", |_, lineage| text(lineage.deficiency.as_str())),
        ("page", |_, lineage| page(&lineage.page)),
    ]
}

fn identity(record: &Record) -> String {
    format!("{}/{}/{}", record.body, record.year, record.name)
}
