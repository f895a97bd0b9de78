//! What the files of the whole site are made of, beside what each body adds.

use crate::language::Language;
use crate::model::findings::Findings;
use crate::model::ledger::OfficialDocument;
use crate::model::strings::Strings;
use crate::settings::{Config, Edition};
use crate::source::Sources;
use crate::vietnamese::date::Date;

/// What the files are made of, beside the shares.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'f> {
    /// Official documents of the whole site.
    pub documents: &'f [OfficialDocument],
    /// Settings.
    pub config: &'f Config,
    /// Strings of the theme.
    pub strings: &'f Strings,
    /// Its edition.
    pub edition: Edition,
    /// Its day.
    pub as_of: Date,
    /// What the record leaves open.
    pub findings: &'f Findings,
    /// Files that findings point at.
    pub sources: &'f Sources,
    /// Language of labels and findings.
    pub language: Language,
}
