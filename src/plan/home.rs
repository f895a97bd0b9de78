//! The front page.

use super::Subject;
use super::desk::Desk;
use super::state::{is_lost, is_open};
use super::table::{Context, measure_table};
use crate::model::ledger::Body;
use crate::model::view::{BodySummary, HomePage, LateTables, Link, RecordRow, TextView};

/// How many late measures the front page lists; each body's page has all of its own.
const LATE_LISTED: usize = 10;

impl Desk<'_> {
    /// The front page.
    pub(super) fn home(&self) -> HomePage {
        let index = self.ledger.pages.iter().find(|page| page.path.as_str() == "index");
        let text = index.map_or_else(TextView::default, |page| self.whole_text(page, &Context::default()).1);
        let mut late = self.late_tables(None);
        late.latest.rows.truncate(LATE_LISTED);
        late.earlier.rows.truncate(LATE_LISTED - late.latest.rows.len());
        let mut bodies: Vec<BodySummary> =
            (0..self.ledger.bodies.len()).map(|index| self.body_summary(index)).collect();
        self.plan.collation.sort_by_key(&mut bodies, |body| &body.link.text);
        HomePage {
            text,
            headline: self.headline(None, &Subject::Home),
            unaccounted: self.rows_with_body(is_lost),
            late: LateTables {
                latest: measure_table(late.latest.rows),
                earlier: measure_table(late.earlier.rows),
            },
            due: self.due_next(None),
            open: self.rows_with_body(is_open),
            bodies,
        }
    }

    fn rows_with_body(&self, wanted: impl Fn(&crate::model::ledger::Record) -> bool) -> Vec<RecordRow> {
        let mut rows = Vec::new();
        for body in &self.ledger.bodies {
            let link = self.body_link(&body.id);
            let of_body = self.record_rows(self.pick(Some(&body.id), &wanted));
            rows.extend(of_body.into_iter().map(|row| RecordRow { body: Some(link.clone()), ..row }));
        }
        rows
    }

    fn body_summary(&self, index: usize) -> BodySummary {
        let body = &self.ledger.bodies[index];
        let about = Subject::Body(index);
        BodySummary {
            link: self.link(&about, body.short_name()),
            name: body.meta.name.clone(),
            level: body.meta.level,
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
