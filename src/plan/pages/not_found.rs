//! What a server shows where there is no page.

use crate::model::ledger::Ledger;
use crate::model::view::PageContent;
use crate::plan::address::Claims;
use crate::plan::desk::Desk;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use serde::Serialize;

/// One page for the whole site.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, _: &Site<'_>) {
    claims.add_shared(Subject::NotFound, "404.html");
}

/// What a server shows where there is no page.
pub(crate) struct Page;

impl Kind for Page {
    fn name(&self) -> &'static str {
        "not_found"
    }

    fn title(&self, _: &Desk<'_>) -> String {
        String::new()
    }

    fn content(&self, desk: &Desk<'_>) -> PageContent {
        PageContent::page("not-found.html", desk.not_found_page())
    }

    fn canonical(&self, _: &Desk<'_>) -> Option<String> {
        None
    }
}

/// What a server shows where there is no page. It may stand for any address, so it leads on by whole
/// addresses where they are known.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NotFoundPage {
    /// Where the site is published.
    pub url: Option<String>,
    /// Its own name, which leads to itself from there.
    pub own: &'static str,
}

impl Desk<'_> {
    /// What a server shows where there is no page.
    pub(crate) fn not_found_page(&self) -> NotFoundPage {
        NotFoundPage { url: self.site.config.url.clone(), own: "404.html" }
    }
}
