//! The page of a record: one deficiency in one year.

use crate::front_matter::Status;
use crate::model::ledger::{Ledger, Record, RecordId};
use crate::model::view::{
    ConflictView, DispositionView, DocumentLink, EdgeView, Html, Link, PageContent, PromiseView, RecordFacts,
    State, TextView,
};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::state::{onward, states};
use crate::plan::subject::Subject;
use crate::plan::tables::lists::{promise_view, record_facts};
use serde::Serialize;

/// Claims a page for each record.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (id, record) in ledger.records() {
        claims.add_content(Subject::Record(id), &record.document);
    }
}

pub(crate) fn page(record: RecordId) -> Kind {
    Kind::new("record", move |context| PageContent::page("record.html", context.record_page(record)))
        .titled(move |context| context.document_title(&Subject::Record(record)).unwrap_or_default())
}

/// View of a record.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecordPage {
    /// Title as HTML.
    pub title: Html,
    /// The body.
    pub body: Link,
    /// Plan year.
    pub year: Link,
    /// Verdict.
    pub status: Status,
    /// States in relation to earlier years, the most important first.
    pub states: Vec<State>,
    /// What became of it.
    pub onward: State,
    /// The next plan year, where that does not account for it.
    pub next_year: Option<Link>,
    /// Its lineage.
    pub lineage: Link,
    /// Year of the review that found it.
    pub recognised: i16,
    /// Year of the earliest recognition behind it, if that is earlier.
    pub since: Option<i16>,
    /// Whole years since the earliest recognition behind it.
    pub years_outstanding: i16,
    /// What is declared of it. The unit that leads is among that even where it is not named.
    pub declared: Vec<Declared>,
    /// Claims and sums.
    pub facts: RecordFacts,
    /// What it promises.
    pub promise: Option<PromiseView>,
    /// How it was dropped.
    pub disposition: Option<DispositionView>,
    /// Its text.
    pub text: TextView,
    /// Edges to the records that it goes on from.
    pub from: Vec<EdgeView>,
    /// Edges to the records that go on from it.
    pub into: Vec<EdgeView>,
    /// Conflicts between its indicators and those of other files.
    pub conflicts: Vec<ConflictView>,
    /// Documents that it cites.
    pub cites: Vec<DocumentLink>,
}

/// What is declared of a record under one key.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Declared {
    /// Key of its label in the strings of the theme.
    pub label: &'static str,
    /// What is declared, with its pages; may be empty.
    pub values: Vec<Link>,
}

impl PageContext<'_> {
    pub(crate) fn record_page(&self, id: RecordId) -> RecordPage {
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
            declared: self.declared(record),
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

    fn declared(&self, record: &Record) -> Vec<Declared> {
        let (plan, area) = (record.plan.as_ref(), self.area_link(&record.body, record.area.as_ref()));
        let declared = [
            ("plan", plan.map(|plan| self.paper_ref(plan)).into_iter().collect()),
            ("reported_in", self.reports_on_record(record)),
            ("area", area.into_iter().collect()),
            ("lead", record.lead.iter().map(|lead| self.unit_link(&record.body, lead)).collect()),
            ("coordinate", self.unit_links(&record.body, &record.coordinate)),
            ("monitor", self.unit_links(&record.body, &record.monitor)),
        ];
        let declared = declared.into_iter().map(|(label, values)| Declared { label, values });
        declared.filter(|declared| !declared.values.is_empty() || declared.label == "lead").collect()
    }

    /// The plan year that does not account for a record.
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
