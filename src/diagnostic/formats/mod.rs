//! Formats: diagnostics as other programs read them, one module for each.
//!
//! Takes diagnostics with the sources that they point into; gives a text. It stands apart from `show`
//! because its readers are programs: lines and columns are counted as each format wants it, and nothing is
//! left out for want of room.

mod entry;
mod github;
mod gitlab;
mod json;
mod rdjson;
mod sarif;

pub use entry::{Entry, entries};
pub use json::{ReportData, schema};

use crate::language::Language;

/// Format of diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Excerpts for people.
    #[default]
    Human,
    /// One object for each, in a form of our own.
    Json,
    /// The JSON Schema of that.
    Schema,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub.
    Github,
    /// Code quality report of GitLab.
    Gitlab,
    /// Reviewdog Diagnostic Format.
    Rdjson,
}

/// Diagnostics in a format; nothing for people, who are shown excerpts instead.
pub fn write(format: Format, entries: &[Entry], language: Language) -> Option<String> {
    match format {
        Format::Human => None,
        Format::Json => Some(json::write(entries)),
        Format::Schema => Some(String::from_utf8_lossy(&schema()).into_owned()),
        Format::Sarif => Some(sarif::write(entries, language)),
        Format::Github => Some(github::write(entries)),
        Format::Gitlab => Some(gitlab::write(entries)),
        Format::Rdjson => Some(rdjson::write(entries)),
    }
}
