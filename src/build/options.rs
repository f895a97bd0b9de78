//! What a site depends on beside its content and its theme.

use crate::language::Language;
use crate::settings::{Config, Edition};
use crate::source::revision::Revision;
use crate::vietnamese::date::Date;

/// What a site depends on beside its content and its theme.
#[derive(Debug, Clone)]
pub struct Options {
    /// `khacphuc.toml`.
    pub config: Config,
    /// What the build lets out.
    pub edition: Edition,
    /// The day on which the site is true.
    pub as_of: Date,
    /// Whether papers in official form, follow-ups and lineages are made as PDF, too.
    pub pdf: bool,
    /// Language of labels and messages.
    pub language: Language,
    /// The revision that the site is made from, where that is not what is there now.
    pub revision: Option<Revision>,
}

impl Options {
    /// The options of a site as it is now, without PDFs.
    pub fn plain(config: Config, edition: Edition, language: Language, as_of: Date) -> Self {
        Self { config, edition, as_of, pdf: false, language, revision: None }
    }
}
