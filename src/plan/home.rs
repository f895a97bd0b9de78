//! The front page.

use super::Subject;
use super::desk::Desk;
use super::part::LateKey;
use super::table::{Context, measure_table};
use crate::model::ledger::Body;
use crate::model::view::{BodySummary, HomePage, LateTables, Link, MeasureRow, TextView};

/// How many late measures the front page lists; each body's page has all of its own.
pub(super) const LATE_LISTED: usize = 10;

impl Desk<'_> {
    /// The front page.
    pub(super) fn home(&self) -> HomePage {
        let index = self.ledger.pages.iter().find(|page| page.path.as_str() == "index");
        let text = index.map_or_else(TextView::default, |page| self.whole_text(page, &Context::default()).1);
        let part = self.site.part;
        let [latest, earlier] = &part.late_listed;
        let listed = |rows: &[(LateKey, MeasureRow)], most: usize| {
            measure_table(rows.iter().take(most).map(|(_, row)| row.clone()).collect())
        };
        let mut bodies: Vec<BodySummary> = part.bodies.values().map(|body| body.summary.clone()).collect();
        self.plan.collation.sort_by_key(&mut bodies, |body| &body.link.text);
        HomePage {
            text,
            headline: self.site_headline(),
            unaccounted: part.bodies.values().flat_map(|body| &body.unaccounted).cloned().collect(),
            late: LateTables {
                latest: listed(latest, LATE_LISTED),
                earlier: listed(earlier, LATE_LISTED - latest.len().min(LATE_LISTED)),
            },
            due: part.due.iter().map(|(_, _, due)| due.clone()).collect(),
            open: part.bodies.values().flat_map(|body| &body.open).cloned().collect(),
            bodies,
        }
    }

    /// A body on the front page.
    pub(super) fn body_summary(&self, index: usize) -> BodySummary {
        let body = &self.ledger.bodies[index];
        let about = Subject::Body(index);
        BodySummary {
            link: self.link(&about, body.short_name()),
            name: body.meta.name.clone(),
            years: self.years_of(body),
            headline: self.headline(Some(&body.id), &about),
            measures: self.latest_measures(body),
            matrix: self.href(&Subject::Matrix(index)),
        }
    }

    /// Years that have documents, the latest first.
    pub(super) fn years_of(&self, body: &Body) -> Vec<Link> {
        body.years.iter().rev().map(|entry| self.year_link(&body.id, entry.year)).collect()
    }

    fn latest_measures(&self, body: &Body) -> usize {
        let Some(year) = body.latest_plan_year() else { return 0 };
        let records = year.records.iter().map(|id| self.ledger.record(*id).measures.len());
        let papers = year.papers.iter().map(|id| self.ledger.paper(*id).measures.len());
        records.chain(papers).sum()
    }
}
