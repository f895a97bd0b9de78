//! The trait of a site held in memory, as the server sees it.
//!
//! It stands apart from the server so that whoever makes sites implements it without knowing HTTP.

use crate::failure::Failure;
use crate::language::Language;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A site held in memory.
pub trait Backend: Send + Sync {
    /// Reads again what has changed, and makes the site from it.
    ///
    /// Each path begins with one of the watched paths, as
    /// [`ServerOptions::roots`](super::ServerOptions::roots) names it. It may be a file or a folder, and may
    /// not exist any more: then everything below it may be gone. `None` means that anything may have changed.
    fn refresh(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> Refreshed;

    /// Whether it has to be made anew though no file has changed: another day has begun.
    fn is_outdated(&self) -> bool;

    /// The bytes of the file at `path` below the site (`tay-ninh/index.html`), rendered now; `None` where
    /// the site has no such file.
    ///
    /// # Errors
    /// When the theme cannot render the page.
    fn page(&self, path: &str) -> Option<Result<Vec<u8>, Failure>>;

    /// Paths of all files of the site.
    fn paths(&self) -> Box<dyn Iterator<Item = &str> + '_>;

    /// Language of messages about the site.
    fn language(&self) -> Language;

    /// Whether the page at `path` shows a file that can be changed in a form.
    fn has_form(&self, path: &str) -> bool;

    /// The answer of the form of the page at `path`; `None` where it has none.
    fn form(&self, path: &str, visit: Visit<'_>) -> Option<Answered>;
}

/// A visit of a form.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'v> {
    /// Where the form is.
    pub place: &'v Place,
    /// Whether it shows the whole file as text.
    pub is_whole: bool,
    /// What was filled in, names and values in their order; none where the form is only opened.
    pub sent: Option<&'v [(String, String)]>,
}

/// Where a form is.
#[derive(Debug, Clone)]
pub struct Place {
    /// Address that it is sent to.
    pub action: String,
    /// Address of the page.
    pub back: String,
    /// What it is to send along, to prove that it is from here.
    pub token: String,
    /// Address of its script.
    pub script: &'static str,
    /// Address of its style.
    pub style: &'static str,
}

/// The answer of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answered {
    /// The form as HTML.
    Page(String),
    /// The form as HTML, as what was filled in was not taken.
    Refused(String),
    /// The form as HTML, as the file is another one by now.
    Conflict(String),
    /// What the form's script asked for, as JSON.
    Data(String),
    /// The file is written.
    Saved,
}

/// The outcome of a refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// No file of the site differs.
    Same,
    /// Files of the site differ.
    Fresh,
    /// The site is as it was before; these are the mistakes, each as it would be printed.
    Wrong(Vec<String>),
}
