//! What each kind of page decides for itself.
//!
//! A kind is a module of [`super::pages`]. Beside its [`Kind`] it has a function that claims its addresses
//! in the editions in which it exists; `pages` lists both.

use super::desk::Desk;
use crate::model::view::{Link, PageContent};

/// One page of a kind.
pub(crate) trait Kind {
    /// Key of the string that names the kind, which stands above the title.
    fn name(&self) -> &'static str;

    /// Title of the page, without marks; empty where the kind's name says enough.
    fn title(&self, desk: &Desk<'_>) -> String;

    /// What it shows.
    fn content(&self, desk: &Desk<'_>) -> PageContent;

    /// File or folder that it is made from, below the content folder, where that is not the file, the
    /// year or the body that it is about.
    fn source(&self, _: &Desk<'_>) -> Option<String> {
        None
    }

    /// The page above it, below those of its body and its year.
    fn parent(&self, _: &Desk<'_>) -> Option<Link> {
        None
    }

    /// Path of the page that search engines should know in its place; none where there is none.
    fn canonical(&self, desk: &Desk<'_>) -> Option<String> {
        Some(desk.path.to_owned())
    }
}
