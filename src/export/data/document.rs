//! Official documents in data files.

use super::cell::{Columns, day, maybe, number, page, text};
use crate::model::ledger::OfficialDocument;
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An official document with a number.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct DocumentData {
    /// Official number.
    pub number: String,
    /// Kind in words.
    pub kind: Option<String>,
    /// Who issued it, in full.
    pub issuer: Option<String>,
    /// Day it was signed.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub date: Option<Date>,
    /// What it is about.
    pub subject: Option<String>,
    /// Whether register or content know it; otherwise it is only cited.
    pub declared: bool,
    /// Content paths of the files that cite it.
    pub cited_by: Vec<String>,
    /// Its page.
    pub page: String,
}

/// An official document, with the files that cite it.
pub fn document_data(document: &OfficialDocument) -> DocumentData {
    DocumentData {
        number: document.number.as_str().to_owned(),
        kind: document.kind.clone(),
        issuer: document.issuer.as_ref().map(|issuer| issuer.name.clone()),
        date: document.date,
        subject: document.subject.clone(),
        declared: document.declared,
        cited_by: document.cited_by.iter().map(|(path, _)| path.as_str().to_owned()).collect(),
        page: format!("documents/{}.html", document.page),
    }
}

/// Columns of the table, with the cell of each in a row.
pub(super) fn columns<'w>() -> Columns<'w, &'w DocumentData> {
    vec![
        ("number", |_, document| text(document.number.as_str())),
        ("date", |_, document| day(document.date)),
        ("kind", |_, document| maybe(document.kind.as_deref())),
        ("issuer", |_, document| maybe(document.issuer.as_deref())),
        ("subject", |_, document| maybe(document.subject.as_deref())),
        ("cited_by", |_, document| number(document.cited_by.len())),
        ("page", |_, document| page(&document.page)),
    ]
}
