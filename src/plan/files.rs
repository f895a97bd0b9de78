//! Files for other programs: what a volume adds to those of the whole site, those of its bodies, and
//! the page that says what each is.

use super::Plan;
use super::desk::Desk;
use super::href::relative;
use super::part::Part;
use crate::export::data::table::{Table, Value, Words, document_row};
use crate::export::data::{DocumentData, csv, document_data};
use crate::model::ledger::{Body, Ledger};
use crate::model::view::{BodyFiles, CellView, ColumnView, DataPage, SheetView, TableView, WorkbookView};
use std::collections::{BTreeMap, BTreeSet};

impl Plan<'_> {
    /// The words in which tables speak of a body.
    pub(crate) fn words<'w>(&'w self, body: &'w Body) -> Words<'w> {
        Words { strings: self.site.strings, is_public: self.site.is_public(), body: Some(body) }
    }
}

impl Desk<'_> {
    /// The workbook of a body.
    pub(super) fn workbook(&self, index: usize) -> WorkbookView {
        let body = &self.ledger.bodies[index];
        let (data, words) = (self.plan.data(index), self.plan.words(body));
        let sheet = |table: Table| {
            let mut rows = Vec::new();
            table.rows(data, words, |row| rows.push(self.cells(row)));
            if table == Table::Documents {
                let documents = documents(self.ledger, &body.id);
                rows.extend(documents.iter().map(|document| self.cells(document_row(document))));
            }
            let column =
                |key: &&'static str| ColumnView { key, name: words.strings.get("column", key).to_owned() };
            SheetView {
                name: words.strings.get("table", table.name()).to_owned(),
                columns: table.columns().iter().map(column).collect(),
                rows,
            }
        };
        WorkbookView {
            title: body.meta.name.clone(),
            as_of: self.site.as_of,
            sheets: Table::ALL.map(sheet).into(),
        }
    }

    fn cells(&self, row: Vec<Value<'_>>) -> Vec<CellView> {
        let cell = |value| match value {
            Value::Empty => CellView::Empty,
            Value::Text(words) => CellView::Text(words.into_owned()),
            Value::Number(digits) => CellView::Number(digits),
            Value::Day(date) => CellView::Day(date),
            // In a site whose address is known, the workbook can be taken elsewhere.
            Value::Page(path) => CellView::Page {
                href: self.whole_address(path).unwrap_or_else(|| relative(self.path, path)),
                path: path.to_owned(),
            },
        };
        row.into_iter().map(cell).collect()
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

/// Documents that the files of a body cite or are, with those of its files that cite them.
fn documents(ledger: &Ledger, body: &str) -> Vec<DocumentData> {
    let mut citing: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let own = ledger.cites.iter().filter(|(path, _)| path.body() == Some(body));
    for (path, cited) in own {
        for id in cited {
            citing.entry(id.0).or_default().insert(path.as_str());
        }
    }
    for paper in ledger.papers.iter().filter(|paper| paper.body == body) {
        citing.extend(
            paper.official.filter(|id| !citing.contains_key(&id.0)).map(|id| (id.0, BTreeSet::new())),
        );
    }
    let row = |(id, paths): (usize, BTreeSet<&str>)| {
        let cited_by = paths.into_iter().map(str::to_owned).collect();
        DocumentData { cited_by, ..document_data(&ledger.documents[id]) }
    };
    citing.into_iter().map(row).collect()
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
