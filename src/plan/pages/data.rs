//! The workbook of each body, and the page that lists all data files.

use crate::export::data::table::{DataTable, document_rows};
use crate::export::data::{CellValue, DocumentData, csv, document_data};
use crate::model::ledger::Ledger;
use crate::model::view::{BodyFiles, CellView, ColumnView, PageContent, SheetView, WorkbookView};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::href::relative;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::plan::summary::Summary;
use crate::source::Place;
use crate::vietnamese::letters::file_name;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Claims a workbook for each body.
pub(crate) fn claim_workbooks(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        let path = format!("{}/{}.xlsx", entry.id, file_name(&entry.id));
        claims.add(Subject::Workbook(body), path, top);
    }
}

/// Claims the page that lists data files.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, _: &Site<'_>) {
    claims.add_shared(Subject::Data, "data.html");
}

pub(crate) fn page() -> Kind {
    Kind::new("data", |context| PageContent::page("data.html", context.data_page()))
}

/// The workbook of a body.
pub(crate) fn workbook(body: usize) -> Kind {
    Kind::file(move |context| PageContent::Workbook(Box::new(context.workbook(body))))
}

/// View of the list of data files.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DataPage {
    /// Tables of the whole site.
    pub tables: Vec<TableView>,
    /// Whether there is a calendar of the whole site.
    pub has_calendar: bool,
    /// Data files of each body.
    pub bodies: Vec<BodyFiles>,
}

/// A table as a CSV file.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TableView {
    /// Its name: a key of the theme's strings.
    pub name: &'static str,
    /// Its address.
    pub href: String,
    /// Number of rows, without the header row.
    pub rows: usize,
    /// Its columns: keys of the theme's strings.
    pub columns: Vec<&'static str>,
}

impl PageContext<'_> {
    /// Builds the workbook of a body.
    pub(crate) fn workbook(&self, index: usize) -> WorkbookView {
        let body = &self.ledger.bodies[index];
        let (data, words) = (self.plan.data(index), self.plan.words(body));
        let sheet = |table: DataTable| {
            let mut rows = Vec::new();
            table.rows(data, words, |row| rows.push(self.cells(row)));
            if table == DataTable::Documents {
                let documents = documents(self.ledger, &body.id);
                rows.extend(document_rows(words, &documents).map(|row| self.cells(row)));
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
            sheets: DataTable::ALL.map(sheet).into(),
        }
    }

    fn cells(&self, row: Vec<CellValue<'_>>) -> Vec<CellView> {
        let cell = |value| match value {
            CellValue::Empty => CellView::Empty,
            CellValue::Text(words) => CellView::Text(words.into_owned()),
            CellValue::Number(digits) => CellView::Number(digits),
            CellValue::Day(date) => CellView::Day(date),
            // Where the site's address is known, links still work when the workbook is moved.
            CellValue::Page(path) => CellView::Page {
                href: self.whole_address(&path).unwrap_or_else(|| relative(self.path, &path)),
                path: path.into_owned(),
            },
        };
        row.into_iter().map(cell).collect()
    }

    pub(crate) fn data_page(&self) -> DataPage {
        let summary = self.site.summary;
        let table = |table: DataTable| TableView {
            name: table.name(),
            href: csv::path(table),
            rows: match table {
                DataTable::Documents => self.ledger.documents.len(),
                _ => summary.bodies.values().filter_map(|body| body.rows.get(&table)).sum(),
            },
            columns: table.columns(),
        };
        let mut bodies: Vec<BodyFiles> = summary.bodies.values().map(|body| body.files.clone()).collect();
        self.plan.collation.sort_by_key(&mut bodies, |body| &body.body.text);
        DataPage { tables: DataTable::ALL.map(table).into(), has_calendar: has_calendar(summary), bodies }
    }
}

/// Documents that files of a body cite or are, each with the body's files that cite it.
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

/// Whether any body has a calendar.
fn has_calendar(summary: &Summary) -> bool {
    summary.bodies.values().any(|body| body.files.dates.is_some())
}
