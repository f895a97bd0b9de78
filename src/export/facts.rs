//! The facts of the whole site that exports need beside the shares of the bodies, in one struct because
//! every format takes them.

use crate::language::Language;
use crate::model::findings::Findings;
use crate::model::ledger::OfficialDocument;
use crate::model::strings::Strings;
use crate::settings::{Config, Edition};
use crate::source::Sources;
use crate::vietnamese::date::Date;

/// Facts of the whole site, beside the shares of the bodies.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'f> {
    /// Official documents of the whole site.
    pub documents: &'f [OfficialDocument],
    /// Settings.
    pub config: &'f Config,
    /// Strings of the theme.
    pub strings: &'f Strings,
    /// Edition that is built.
    pub edition: Edition,
    /// Day of the site.
    pub as_of: Date,
    /// Findings of the whole site.
    pub findings: &'f Findings,
    /// Files that the findings point at.
    pub sources: &'f Sources,
    /// Language of labels and findings.
    pub language: Language,
}

impl<'f> Facts<'f> {
    /// The same with other findings.
    pub fn with(self, findings: &'f Findings) -> Self {
        Self { findings, ..self }
    }
}
