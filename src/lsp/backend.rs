//! What the server asks of whoever has the content; apart so that it need not know how that is compiled.

use crate::author::Known;
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::language::Language;
use crate::model::strings::Strings;
use crate::model::whole::Whole;
use crate::settings::Headings;
use crate::source::{SourceId, Sources};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Texts of open files, by their paths below the content folder.
pub type Texts = BTreeMap<String, Arc<str>>;

/// The text of a file as it is, and as it is once it is mended.
pub type Mended = BTreeMap<SourceId, (Arc<str>, Arc<str>)>;

/// What there was when the content was looked at.
#[derive(Debug, Default)]
pub struct Look {
    /// The files, with the texts of those that were open.
    pub sources: Sources,
    /// What is wrong with the content.
    pub found: Vec<Diagnostic>,
    /// The settings, and what is wrong with them.
    pub settings: (Sources, Vec<Diagnostic>),
    /// All that the content says, once that is known.
    pub whole: Whole,
    /// The vocabulary of headings.
    pub headings: Headings,
    /// Labels of the site, in the language of messages.
    pub strings: Strings,
    /// The language of messages.
    pub language: Language,
}

impl Look {
    /// What is known by it.
    pub fn known(&self) -> Known<'_> {
        Known {
            whole: &self.whole,
            headings: &self.headings,
            strings: &self.strings,
            language: self.language,
        }
    }
}

/// Whoever has the content.
pub trait Backend: Send {
    /// The content folder, from the top of the file system.
    fn content(&self) -> &Path;

    /// The path of a file that diagnostics show as `shown`.
    fn file(&self, shown: &str) -> PathBuf;

    /// The language of messages.
    fn language(&self) -> Language;

    /// Finds what is wrong with the content, with the texts of open files in the place of those on the disk. Files
    /// may have come and gone since the last time where it `is_afresh`, and settings may be others.
    ///
    /// # Errors
    /// When the content cannot be read.
    fn look(&mut self, open: &Texts, is_afresh: bool) -> Result<Look, Failure>;

    /// All that the content said at the last look, which takes longer than finding what is wrong with it.
    ///
    /// # Errors
    /// When the content cannot be read.
    fn whole(&mut self) -> Result<Whole, Failure>;

    /// Mends what was wrong at the last look, where there is one way only and nothing else comes up.
    ///
    /// # Errors
    /// When the content cannot be read.
    fn mend(&self, wrong: &[&Diagnostic]) -> Result<Mended, Failure>;
}
