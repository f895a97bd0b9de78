//! Tables: the ledger's lists as rows, for people who work with a spreadsheet.
//!
//! Takes the data of a body and the theme's strings; gives rows for both CSV and the workbook. A row is
//! made from the same type as the JSON, so that the files of a site cannot disagree.

use super::cell::{CellValue, Columns, Owner, TableWords};
use super::document::DocumentData;
use super::indicator::IndicatorData;
use super::ledger::BodyData;
use super::measure::MeasureData;
use super::{balance, document, indicator, lineage, measure, record};
use serde::{Deserialize, Serialize};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DataTable {
    /// One row for each record.
    Records,
    /// One for each measure.
    Measures,
    /// One for each indicator.
    Indicators,
    /// One for each lineage.
    Lineages,
    /// One for each pair of consecutive plan years.
    Balances,
    /// One for each official document.
    Documents,
}

impl DataTable {
    /// All tables.
    pub const ALL: [Self; 6] =
        [Self::Records, Self::Measures, Self::Indicators, Self::Lineages, Self::Balances, Self::Documents];

    /// Its name: of the file, and the key of its title in the theme's strings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Measures => "measures",
            Self::Indicators => "indicators",
            Self::Lineages => "lineages",
            Self::Balances => "balances",
            Self::Documents => "documents",
        }
    }

    /// Its columns, as keys of the theme's strings.
    pub fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Records => names(record::columns()),
            Self::Measures => names(measure::columns()),
            Self::Indicators => names(indicator::columns()),
            Self::Lineages => names(lineage::columns()),
            Self::Balances => names(balance::columns()),
            Self::Documents => names(document::columns()),
        }
    }

    /// Calls `take` with each of its rows of one body. The documents belong to the whole site and have no
    /// rows here.
    pub fn rows<'d>(self, data: &'d BodyData, words: TableWords<'d>, take: impl FnMut(Vec<CellValue<'d>>)) {
        let measures = || data.owners().flat_map(|(owner, list, _)| list.iter().map(move |one| (owner, one)));
        let indicators =
            || data.owners().flat_map(|(owner, _, list)| list.iter().map(move |one| (owner, one)));
        match self {
            Self::Records => rows(words, record::columns(), &data.records).for_each(take),
            Self::Measures => rows(words, measure::columns(), measures()).for_each(take),
            Self::Indicators => rows(words, indicator::columns(), indicators()).for_each(take),
            Self::Lineages => rows(words, lineage::columns(), &data.lineages).for_each(take),
            Self::Balances => rows(words, balance::columns(), &data.balances).for_each(take),
            Self::Documents => {}
        }
    }
}

/// Official documents as rows.
pub fn document_rows<'d>(
    words: TableWords<'d>,
    documents: &'d [DocumentData],
) -> impl Iterator<Item = Vec<CellValue<'d>>> {
    rows(words, document::columns(), documents)
}

/// The keys of columns.
pub(crate) fn names<R>(columns: Columns<'_, R>) -> Vec<&'static str> {
    columns.iter().map(|(name, _)| *name).collect()
}

/// The cells of one row.
pub(crate) fn row<'w, R: Copy>(
    columns: Columns<'w, R>,
    words: TableWords<'w>,
    item: R,
) -> Vec<CellValue<'w>> {
    columns.iter().map(|(_, cell)| cell(words, item)).collect()
}

fn rows<'w, R: Copy>(
    words: TableWords<'w>,
    columns: Columns<'w, R>,
    items: impl IntoIterator<Item = R>,
) -> impl Iterator<Item = Vec<CellValue<'w>>> {
    items.into_iter().map(move |item| columns.iter().map(|(_, cell)| cell(words, item)).collect())
}

impl BodyData {
    /// Owners with their measures and indicators: records, then papers that have some of their own.
    fn owners(&self) -> impl Iterator<Item = (Owner<'_>, &[MeasureData], &[IndicatorData])> {
        let records = self.records.iter().map(|record| {
            let owner = Owner { year: record.year, title: &record.title, page: &record.page };
            (owner, record.measures.as_slice(), record.indicators.as_slice())
        });
        let papers = self.papers.iter().map(|paper| {
            let owner = Owner { year: paper.year, title: &paper.title, page: &paper.page };
            (owner, paper.measures.as_slice(), paper.indicators.as_slice())
        });
        records.chain(papers)
    }
}
