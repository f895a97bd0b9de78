//! The register: documents that are cited and are not in the content themselves.

use crate::model::document::Note;
use crate::settings::Audience;
use crate::source::{Located, SourceId};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use serde::{Deserialize, Serialize};

/// Name of the register file, at the top of the content folder.
pub const REGISTER: &str = "documents.yaml";

/// The register file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Register {
    /// Its file.
    pub source: SourceId,
    /// Who issues documents and is not a body of the site.
    pub issuers: Vec<Issuer>,
    /// Documents.
    pub entries: Vec<RegisterEntry>,
}

/// Someone who issues documents and is not a body of the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issuer {
    /// Short name.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
    /// Code in document numbers.
    pub code: Option<String>,
    /// Who may know of it.
    pub audience: Audience,
}

/// A document that is not in the content.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Official number.
    pub number: Located<DocumentNumber>,
    /// Kind in words: `Kế hoạch`.
    pub kind: Option<String>,
    /// Id of an issuer of the register, or of a body.
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
    /// Who may know of it.
    pub audience: Audience,
}
