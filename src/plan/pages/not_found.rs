//! The page that a server shows where there is none.

use crate::model::ledger::Ledger;
use crate::model::view::PageContent;
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use serde::Serialize;

/// Claims one page for the whole site.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, _: &Site<'_>) {
    claims.add_shared(Subject::NotFound, "404.html");
}

pub(crate) fn page() -> Kind {
    Kind::new("not_found", |context| PageContent::page("not-found.html", context.not_found_page()))
        .known_as(|_| None)
}

/// View of the page. It may be shown at any address, so its links are absolute where the site's address is
/// known.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct NotFoundPage {
    /// Address of the site.
    pub url: Option<String>,
    /// Its own path, which is its relative address at the root.
    pub own: &'static str,
}

impl PageContext<'_> {
    pub(crate) fn not_found_page(&self) -> NotFoundPage {
        NotFoundPage { url: self.site.config.url.clone(), own: "404.html" }
    }
}
