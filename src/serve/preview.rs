//! A site held in memory, as the server sees it.

use crate::failure::Failure;
use crate::language::Language;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A site held in memory.
pub trait Backend: Send + Sync {
    /// Reads again what has changed, and makes the site from it.
    ///
    /// Each path begins with one of the paths that are watched, as [`ServerOptions::roots`](super::ServerOptions::roots) names it. It may
    /// be a file's or a folder's, and may lead to nothing any more: then everything below it may be
    /// gone. `None`: anything may have changed.
    fn refresh(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> Refreshed;

    /// Whether it has to be made anew though no file has changed: another day has begun.
    fn is_outdated(&self) -> bool;

    /// The bytes of the file at `path` below the site (`tay-ninh/index.html`), rendered now; `None`
    /// where the site has no such file.
    ///
    /// # Errors
    /// When the theme cannot show the page.
    fn page(&self, path: &str) -> Option<Result<Vec<u8>, Failure>>;

    /// Paths of all files of the site.
    fn paths(&self) -> Box<dyn Iterator<Item = &str> + '_>;

    /// Language of what is said about the site.
    fn language(&self) -> Language;
}

/// What came of a refresh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// No file of the site differs.
    Same,
    /// Files of the site differ.
    Fresh,
    /// The site is as it was before, and this is why: mistakes as they would be printed, one by one.
    Wrong(Vec<String>),
}
