//! Official documents: what has a number, and who refers to it.

use super::ids::PaperRef;
use crate::source::ContentPath;
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use serde::{Deserialize, Serialize};

/// An official document with a number: of the content, of the register, or only cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialDocument {
    /// Its number.
    pub number: DocumentNumber,
    /// Kind in words, where the number or the register says it.
    pub kind: Option<String>,
    /// Who issued it.
    pub issuer: Option<IssuerRef>,
    /// Day it was signed.
    pub date: Option<Date>,
    /// Years that it covers.
    pub period: Option<YearSpan>,
    /// What it is about.
    pub subject: Option<String>,
    /// A remark of the register.
    pub note: Option<String>,
    /// Its text, where it is a paper of the content.
    pub paper: Option<ContentPath>,
    /// Whether the register or the content has it; otherwise it is only cited.
    pub declared: bool,
    /// Documents that it carries out.
    pub implements: Vec<PaperRef>,
    /// Documents that carry it out.
    pub implemented_by: Vec<PaperRef>,
    /// Reports on it.
    pub reported_by: Vec<PaperRef>,
    /// Files that cite it, with the number of citations.
    pub cited_by: Vec<(ContentPath, usize)>,
    /// File name of its page, without `.html`.
    pub page: String,
}

/// The issuer of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IssuerRef {
    /// Id of an issuer in the register, or of a body.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Whether it is a body of the site.
    pub is_body: bool,
}

impl OfficialDocument {
    /// The document without what other documents say about it.
    pub fn alone(&self) -> Self {
        Self {
            implements: Vec::new(),
            implemented_by: Vec::new(),
            reported_by: Vec::new(),
            cited_by: Vec::new(),
            ..self.clone()
        }
    }
}
