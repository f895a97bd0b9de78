//! The register: the file of documents that are cited and are not in the content themselves. It is apart
//! from documents because it is one YAML table without a page.

use crate::model::document::Note;
use crate::settings::Audience;
use crate::source::{Located, SourceId};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use serde::{Deserialize, Serialize};

/// Name of the register, at the top of the content folder.
pub const REGISTER: &str = "documents.yaml";

/// The register file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Register {
    /// Its source file.
    pub source: SourceId,
    /// Issuers that are not bodies of the site.
    pub issuers: Vec<Issuer>,
    /// Documents.
    pub entries: Vec<RegisterEntry>,
}

/// An issuer that is not a body of the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issuer {
    /// Its id.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
    /// Its code in document numbers.
    pub code: Option<String>,
    /// Who may see it.
    pub audience: Audience,
}

/// An official document that is not in the content.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Official number.
    pub number: Located<DocumentNumber>,
    /// Kind in words: `Kế hoạch`.
    pub kind: Option<String>,
    /// Id of an issuer in the register, or of a body.
    pub issuer: Option<Located<String>>,
    /// Day it was signed.
    pub date: Option<Date>,
    /// Years that it covers.
    pub period: Option<YearSpan>,
    /// What it is about.
    pub subject: Option<String>,
    /// Documents that it carries out, by number or content path.
    pub implements: Vec<Located<String>>,
    /// Documents that report on it, by number or content path.
    pub reported_by: Vec<Located<String>>,
    /// A remark.
    pub note: Option<Note>,
    /// Who may see it.
    pub audience: Audience,
}
