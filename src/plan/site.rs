//! The site as a volume's pages see it: everything beside the ledger that they may depend on, so that
//! nothing else can change them.

use super::summary::Summary;
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::model::outline::{Around, Outline};
use crate::model::strings::Strings;
use crate::settings::{Config, Edition};
use crate::source::ContentPath;
use crate::source::provenance::Provenance;
use crate::source::revision::Revision;
use crate::source::{Place, Sources};
use crate::vietnamese::date::Date;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The folder, in that of a frozen year, with the files of the theme that its pages take.
pub const FROZEN_THEME: &str = "_theme";

/// The folder, in that of a frozen year, with files that lie elsewhere in the content and that its pages lead to.
pub const FROZEN_FILES: &str = "_files";

/// What the pages of a volume are built for, beside the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Settings.
    pub config: &'a Config,
    /// Language of labels.
    pub language: Language,
    /// Edition that is built.
    pub edition: Edition,
    /// Day of the site.
    pub as_of: Date,
    /// The revision that the site is made from, where that is not what is there now.
    pub revision: Option<&'a Revision>,
    /// What the volume knows of the rest of the site.
    pub around: &'a Around,
    /// All cards, to suggest what a broken link was meant for.
    pub outline: &'a Outline,
    /// Whether this is the common volume, which has the pages of the whole site.
    pub is_common: bool,
    /// Whether pages are made as PDF, too.
    pub pdf: bool,
    /// What all volumes add to those pages.
    pub summary: &'a Summary,
    /// Strings of the theme, for files that are made without a template.
    pub strings: &'a Strings,
    /// Files of the content folder that are not Markdown, by path. One that a page links to or shows is
    /// published, as [`Subject::File`](super::Subject::File).
    pub files: &'a BTreeMap<String, PathBuf>,
    /// Files of the theme that are copied: paths below its `assets`.
    pub assets: &'a [String],
    /// The folder of the year that is being frozen, with a `/` at its end: its pages take the files of the theme
    /// from a folder of their own in it, so that nothing outside of it can change them.
    pub frozen: Option<&'a str>,
    /// The day of which the bags of each frozen year speak, by the folder of the year with a `/` at its end.
    pub frozen_years: &'a BTreeMap<String, Date>,
    /// What git knows of the sources, where readers of this edition may see it.
    pub provenance: &'a Provenance,
    /// Findings, which the quality page of the internal edition lists.
    pub findings: &'a [Diagnostic],
    /// Files that the findings point into.
    pub sources: &'a Sources,
}

impl Site<'_> {
    /// Whether this is the public edition.
    pub(crate) fn is_public(&self) -> bool {
        self.edition == Edition::Public
    }

    /// Path below the content folder of the file at a content path: which of the endings it has.
    pub(crate) fn file_at(&self, path: &ContentPath) -> Option<&str> {
        Some(&self.sources.get(self.outline.cards.get(path)?.source).path)
    }

    /// Whether there is a file to publish at a path.
    pub(crate) fn is_published(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The path in the site of a file of the content folder: its own, or where a frozen year keeps those that lie
    /// elsewhere.
    pub(crate) fn path_of_file<'f>(&self, path: &'f str) -> Cow<'f, str> {
        match self.frozen {
            Some(folder) if !path.starts_with(folder) => format!("{folder}{FROZEN_FILES}/{path}").into(),
            Some(_) | None => path.into(),
        }
    }

    /// Files in the volume's folders that pages link to, each with the place of the first link.
    pub(crate) fn published_files(&self) -> impl Iterator<Item = (String, Place)> {
        let wanted = self.around.files.iter().filter(|(path, _)| self.is_published(path));
        wanted.map(|(path, named)| (path.clone(), named.place.clone()))
    }

    /// Whether there is a Markdown file at a content path, readable or not.
    pub(crate) fn has_source(&self, path: &ContentPath) -> bool {
        let files = self.sources.iter().map(|source| source.path.as_str());
        files.filter(|file| ContentPath::is_markdown(file)).any(|file| ContentPath::of_file(file) == *path)
    }
}
