//! The front page: sums over all bodies, what is late and due, and the list of bodies.

use crate::model::ledger::Ledger;
use crate::model::view::{
    BodySummary, DueView, Headline, LateTables, MeasureRow, PageContent, RecordRow, TextView,
};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::plan::summary::{LATE_LISTED, LateKey};
use crate::plan::tables::measures::{TableContext, measure_table};
use serde::Serialize;

/// Claims the front page, which shows `index.md`.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    claims.add_shared(Subject::Home, "index.html");
    if let Some(page) = ledger.pages.iter().find(|page| page.path.as_str() == "index") {
        claims.leads_to(&page.path, Subject::Home);
    }
}

/// The front page.
pub(crate) fn page() -> Kind {
    Kind::new("home", |context| PageContent::page("home.html", context.home())).titled(|context| {
        context.document_title(&Subject::Home).unwrap_or_else(|| context.site.config.title.clone())
    })
}

/// View of the front page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HomePage {
    /// Text of `content/index.md`.
    pub text: TextView,
    /// Sums over all bodies.
    pub headline: Headline,
    /// Unaccounted deficiencies.
    pub unaccounted: Vec<RecordRow>,
    /// Late measures.
    pub late: LateTables,
    /// What is due next.
    pub due: Vec<DueView>,
    /// Open deficiencies.
    pub open: Vec<RecordRow>,
    /// Bodies.
    pub bodies: Vec<BodySummary>,
}

impl PageContext<'_> {
    pub(crate) fn home(&self) -> HomePage {
        let index = self.ledger.pages.iter().find(|page| page.path.as_str() == "index");
        let text =
            index.map_or_else(TextView::default, |page| self.whole_text(page, &TableContext::default()).1);
        let summary = self.site.summary;
        let [latest, earlier] = &summary.late_listed;
        let listed = |rows: &[(LateKey, MeasureRow)], most: usize| {
            measure_table(rows.iter().take(most).map(|(_, row)| row.clone()).collect())
        };
        let mut bodies: Vec<BodySummary> = summary.bodies.values().map(|body| body.summary.clone()).collect();
        self.plan.collation.sort_by_key(&mut bodies, |body| &body.link.text);
        HomePage {
            text,
            headline: self.site_headline(),
            unaccounted: summary.bodies.values().flat_map(|body| &body.unaccounted).cloned().collect(),
            late: LateTables {
                latest: listed(latest, LATE_LISTED),
                earlier: listed(earlier, LATE_LISTED - latest.len().min(LATE_LISTED)),
            },
            due: summary.due.iter().map(|(_, _, due)| due.clone()).collect(),
            open: summary.bodies.values().flat_map(|body| &body.open).cloned().collect(),
            bodies,
        }
    }
}
