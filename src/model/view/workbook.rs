//! View of a body's workbook: tables as sheets of typed cells. Rendering reads it without a template.

use crate::vietnamese::date::Date;
use serde::Serialize;

/// The tables of a body as sheets.
#[derive(Debug, Clone, Serialize)]
pub struct WorkbookView {
    /// Full name of the body.
    pub title: String,
    /// Day of the site.
    pub as_of: Date,
    /// Its sheets, in order.
    pub sheets: Vec<SheetView>,
}

/// A sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ColumnView>,
    /// Its rows, with one cell for each column.
    pub rows: Vec<Vec<CellView>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnView {
    /// Key of its name in the theme's strings.
    pub key: &'static str,
    /// Its name.
    pub name: String,
}

/// A cell of a sheet.
#[derive(Debug, Clone, Serialize)]
pub enum CellView {
    /// An empty cell.
    Empty,
    /// A text.
    Text(String),
    /// A number, digit for digit.
    Number(String),
    /// A date.
    Day(Date),
    /// A page of the site.
    Page {
        /// Its path.
        path: String,
        /// Its address from the workbook: absolute, or relative to the workbook's file.
        href: String,
    },
}
