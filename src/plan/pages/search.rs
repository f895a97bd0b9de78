//! The search page, with links to all bodies and years for readers without scripts.

use crate::model::ledger::Ledger;
use crate::model::view::{BodySummary, PageContent};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use serde::Serialize;

/// Claims one page for the whole site.
pub(crate) fn claim(claims: &mut Claims, _: &Ledger, _: &Site<'_>) {
    claims.add_shared(Subject::Search, "search.html");
}

pub(crate) fn page() -> Kind {
    Kind::new("search", |context| PageContent::page("search.html", context.search_page()))
}

/// View of the search page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SearchPage {
    /// Bodies, with their years.
    pub bodies: Vec<BodySummary>,
}

impl PageContext<'_> {
    pub(crate) fn search_page(&self) -> SearchPage {
        let bodies = self.site.summary.bodies.values().map(|body| body.summary.clone());
        let mut bodies: Vec<BodySummary> = bodies.collect();
        self.plan.collation.sort_by_key(&mut bodies, |body| &body.link.text);
        SearchPage { bodies }
    }
}
