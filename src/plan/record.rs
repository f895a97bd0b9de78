//! One deficiency in one year.

use super::Subject;
use super::desk::Desk;
use super::lists::{promise_view, record_facts};
use super::state::{onward, states};
use crate::model::ledger::{Record, RecordId};
use crate::model::view::{Link, RecordPage, State};

impl Desk<'_> {
    /// The page of a record.
    pub(super) fn record_page(&self, id: RecordId) -> RecordPage {
        let record = self.ledger.record(id);
        let document = &record.document;
        let context = self.context(&record.body, document, &record.measures, &record.indicators);
        let (title, text) = self.whole_text(document, &context);
        RecordPage {
            title,
            body: self.body_link(&record.body),
            year: self.year_link(&record.body, record.year),
            status: record.status,
            states: states(self.ledger, record),
            onward: onward(record),
            next_year: self.next_year(record),
            lineage: self.link(&Subject::Lineage(record.lineage), self.lineage_title(record.lineage)),
            recognised: record.recognised,
            since: (record.since < record.recognised).then_some(record.since),
            years_outstanding: self.years_outstanding(record),
            area: self.area_link(&record.body, record.area.as_ref()),
            lead: record.lead.as_ref().map(|lead| self.unit_link(&record.body, lead)),
            coordinate: self.unit_links(&record.body, &record.coordinate),
            monitor: self.unit_links(&record.body, &record.monitor),
            plan: record.plan.as_ref().map(|plan| self.paper_ref(plan)),
            reports: self.reports_on_record(record),
            facts: record_facts(record),
            promise: record.promise.as_ref().map(promise_view),
            disposition: self.disposition(record),
            text,
            from: self.edges_from(record),
            into: self.edges_into(id),
            conflicts: self.conflicts(self.plan.index.conflicts_in(&document.path).iter().copied()),
            cites: self.cites([&document.path]),
        }
    }

    /// The plan year in which an unaccounted record should have been.
    fn next_year(&self, record: &Record) -> Option<Link> {
        if !matches!(onward(record), State::Unaccounted | State::Resurfaced | State::Withheld) {
            return None;
        }
        let body = self.body_index(&record.body)?;
        let next = self.ledger.bodies[body].next_plan_year(record.year)?;
        let href = self.account_href(body, record.year, next.year, "unaccounted");
        Some(Link { text: next.span.to_string(), href })
    }

    fn reports_on_record(&self, record: &Record) -> Vec<Link> {
        let plan = record.plan.as_ref().and_then(|plan| self.ledger.paper_of(plan));
        let reports = plan.map(|plan| self.plan.index.reports(plan)).unwrap_or_default();
        reports.iter().map(|report| self.paper_link(*report)).collect()
    }
}
