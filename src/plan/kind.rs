//! The trait of a kind of page: title, content and place among the other pages.
//!
//! A kind is a module of [`super::pages`]. Beside its [`Kind`] it has a function that claims its addresses
//! in the editions that have the page; `pages` lists both. The trait stands apart so that `frame` can use
//! it without knowing any kind.

use super::desk::Desk;
use crate::model::view::{Link, PageContent};

/// One page of a kind.
pub(crate) trait Kind {
    /// Key of the string that names the kind, shown above the title.
    fn name(&self) -> &'static str;

    /// Title of the page as plain text; empty where the name of the kind is enough.
    fn title(&self, desk: &Desk<'_>) -> String;

    /// What the page shows.
    fn content(&self, desk: &Desk<'_>) -> PageContent;

    /// File or folder that the page is made from, below the content folder. `None` for the file, year or
    /// body of its subject.
    fn source(&self, _: &Desk<'_>) -> Option<String> {
        None
    }

    /// The parent page, if it is not the page of the body or year.
    fn parent(&self, _: &Desk<'_>) -> Option<Link> {
        None
    }

    /// Path that search engines should list in its place; `None` for none at all.
    fn canonical(&self, desk: &Desk<'_>) -> Option<String> {
        Some(desk.path.to_owned())
    }
}
