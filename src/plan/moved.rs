//! Pages that are elsewhere now, and what a server shows where there is none.

use super::desk::Desk;
use crate::model::view::{MovedPage, NotFoundPage};
use crate::source::link;

impl Desk<'_> {
    /// The page that stands where another one was.
    pub(super) fn moved_page(&self, index: usize) -> MovedPage {
        MovedPage { to: self.content_link(&self.site.around.moved[index].1) }
    }

    /// What a server shows where there is no page.
    pub(super) fn not_found_page(&self) -> NotFoundPage {
        NotFoundPage { url: self.site.config.url.clone(), own: "404.html" }
    }

    /// Whole address of a path below the site, where it is known where that is published.
    pub(super) fn whole_address(&self, path: &str) -> Option<String> {
        // A folder's page has the folder's address, as servers give it.
        let path = path
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .unwrap_or(path);
        Some(format!("{}{}", self.site.config.url.as_deref()?, link::encode(path)))
    }
}
