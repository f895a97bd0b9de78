//! View of a body's workbook.

use crate::vietnamese::date::Date;
use serde::Serialize;

/// The tables of a body, as the sheets of a workbook.
#[derive(Debug, Clone, Serialize)]
pub struct WorkbookView {
    /// Full name of the body.
    pub title: String,
    /// Day on which it is true.
    pub as_of: Date,
    /// Its sheets, in order.
    pub sheets: Vec<SheetView>,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub struct SheetView {
    /// What it is called.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<CellView>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Key of its name.
    pub key: &'static str,
    /// What it is called.
    pub name: String,
}

/// A cell of a sheet.
#[derive(Debug, Clone, Serialize)]
pub enum CellView {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number, digit for digit.
    Number(String),
    /// A day.
    Day(Date),
    /// A page of the site.
    Page {
        /// Its path.
        path: String,
        /// What leads there from the workbook: an address with a scheme, or a relative one.
        href: String,
    },
}
