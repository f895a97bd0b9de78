//! Files for other programs: what a volume adds to those of the whole site, those of its bodies, and
//! the page that says what each is.

use super::Plan;
use super::desk::Desk;
use super::href::relative;
use super::part::Part;
use crate::data::table::{Table, Words};
use crate::data::{csv, workbook};
use crate::model::ledger::{Body, Ledger};
use crate::model::view::{BodyFiles, Content, DataPage, TableView};
use std::collections::BTreeMap;

impl Plan<'_> {
    /// The words in which tables speak of a body.
    pub(crate) fn words<'w>(&'w self, body: &'w Body) -> Words<'w> {
        Words { strings: self.site.strings, is_public: self.site.is_public(), body: Some(body) }
    }
}

impl Desk<'_> {
    /// The workbook of a body.
    pub(super) fn workbook(&self, index: usize) -> Content {
        let body = &self.ledger.bodies[index];
        let words = self.plan.words(body);
        let (as_of, language) = (self.site.as_of, self.site.language);
        // In a site whose address is known, the workbook can be taken elsewhere.
        let href = |page: &str| self.whole_address(page).unwrap_or_else(|| relative(self.path, page));
        let (ledger, data) = (self.ledger, self.plan.data(index));
        let source = workbook::Source { ledger, body, data, words, as_of, language, href: &href };
        Content::Made { bytes: workbook::make(source) }
    }

    /// The page about the files for other programs.
    pub(super) fn data_page(&self) -> DataPage {
        let part = self.site.part;
        let table = |table: Table| TableView {
            name: table.name(),
            href: csv::path(table),
            rows: match table {
                Table::Documents => self.ledger.documents.len(),
                _ => part.bodies.values().filter_map(|body| body.rows.get(&table)).sum(),
            },
            columns: table.columns(),
        };
        let mut bodies: Vec<BodyFiles> = part.bodies.values().map(|body| body.files.clone()).collect();
        self.plan.collation.sort_by_key(&mut bodies, |body| &body.body.text);
        DataPage { tables: Table::ALL.map(table).into(), has_calendar: has_calendar(part), bodies }
    }
}

/// Whether any body has dates.
fn has_calendar(part: &Part) -> bool {
    part.bodies.values().any(|body| body.files.dates.is_some())
}

/// How many rows a body adds to the tables of the whole site.
pub(super) fn rows(ledger: &Ledger, body: &Body) -> BTreeMap<Table, usize> {
    let records = || ledger.records.iter().filter(|record| record.body == body.id);
    let papers = || ledger.papers.iter().filter(|paper| paper.body == body.id);
    let of_records = |count: fn(&crate::model::ledger::Record) -> usize| records().map(count).sum::<usize>();
    let of_papers = |count: fn(&crate::model::ledger::Paper) -> usize| papers().map(count).sum::<usize>();
    let lineages = ledger.lineages.iter().filter(|lineage| lineage.body == body.id).count();
    let balances = ledger.balances.iter().filter(|balance| balance.body == body.id).count();
    BTreeMap::from([
        (Table::Records, records().count()),
        (
            Table::Measures,
            of_records(|record| record.measures.len()) + of_papers(|paper| paper.measures.len()),
        ),
        (
            Table::Indicators,
            of_records(|record| record.indicators.len()) + of_papers(|paper| paper.indicators.len()),
        ),
        (Table::Lineages, lineages),
        (Table::Balances, balances),
    ])
}
