//! The page of a body: how it stands, what is late and due, and its years, lineages and units.

use crate::front_matter::Successor;
use crate::model::ledger::{Body, Ledger, RecordId};
use crate::model::view::{
    AccountView, BarsView, BodyFiles, DueView, FlowView, Headline, LateTables, LineageRow, Link, PageContent,
    PaperLink, PromiseRow, RecordRow, SuccessorView, TextView,
};
use crate::plan::address::Claims;
use crate::plan::charts::cohort::ages;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::state::{is_lost, is_open};
use crate::plan::subject::Subject;
use crate::plan::tables::matrix::columns;
use crate::plan::tables::measures::TableContext;
use serde::Serialize;
use std::collections::BTreeSet;

/// Claims a page for each body.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        claims.add_content(Subject::Body(body), &entry.document);
    }
}

pub(crate) fn page(body: usize) -> Kind {
    Kind::new("body", move |context| PageContent::page("body.html", context.body_page(body)))
        .titled(move |context| context.ledger.bodies[body].short_name().to_owned())
}

/// View of a body.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BodyPage {
    /// Full name.
    pub name: String,
    /// Text of its `index.md`.
    pub text: TextView,
    /// Its most important numbers.
    pub headline: Headline,
    /// Account of the latest plan year against the one before.
    pub account: Option<AccountView>,
    /// Flow over all years.
    pub flow: Option<FlowView>,
    /// Unaccounted deficiencies.
    pub unaccounted: Vec<RecordRow>,
    /// Late measures.
    pub late: LateTables,
    /// What is due next.
    pub due: Vec<DueView>,
    /// Open deficiencies.
    pub open: Vec<RecordRow>,
    /// How long those have been open, as a chart.
    pub ages: Option<BarsView>,
    /// Address of the table of all records.
    pub records: Option<String>,
    /// Promises to continue, with their outcomes.
    pub promises: Vec<PromiseRow>,
    /// Years, the latest first.
    pub years: Vec<YearSummary>,
    /// All lineages.
    pub lineages: Vec<LineageRow>,
    /// Links to comparisons of plan years.
    pub comparisons: Vec<Link>,
    /// Units.
    pub units: Vec<Link>,
    /// Areas.
    pub areas: Vec<Link>,
    /// The body that takes over its record.
    pub successor: Option<SuccessorView>,
    /// Bodies that it succeeds.
    pub predecessors: Vec<Link>,
    /// Its data files.
    pub files: BodyFiles,
}

/// A year in the list of years.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct YearSummary {
    /// The year, with a link where it has documents.
    pub year: Link,
    /// Its reviews, plans and reports.
    pub papers: Vec<PaperLink>,
    /// Number of its records.
    pub records: usize,
    /// Number of those that are unresolved.
    pub left: usize,
    /// For a year that is no plan year: deficiencies that its review found and that have records later.
    pub raised: usize,
}

impl PageContext<'_> {
    pub(crate) fn body_page(&self, index: usize) -> BodyPage {
        let body = &self.ledger.bodies[index];
        let id = Some(body.id.as_str());
        let balances = self.plan.index.balances(&body.id);
        let (_, text) = self.whole_text(&body.document, &TableContext::of_body(&body.id));
        let open = self.record_rows(self.pick(id, is_open));
        BodyPage {
            name: body.meta.name.clone(),
            text,
            headline: self.headline(id, &Subject::Body(index)),
            account: balances
                .last()
                .map(|balance| self.account_of(balance))
                .filter(|account| account.left.n + account.records.n > 0),
            flow: self.flow(index, balances),
            unaccounted: self.record_rows(self.pick(id, is_lost)),
            late: self.late_tables(id),
            promises: self.promises_of(&body.id, |_| true),
            due: self.due_next(id),
            ages: ages(&open, "k-open"),
            open,
            records: self.href(&Subject::Records(index)),
            years: self.year_summaries(index),
            lineages: self
                .lineages_of(&body.id)
                .into_iter()
                .map(|lineage| self.lineage_row(lineage))
                .collect(),
            comparisons: self.comparisons(index),
            units: self.sorted_links(body.meta.units.len(), |unit| {
                self.link(&Subject::Unit { body: index, unit }, body.meta.units[unit].name.clone())
            }),
            areas: self.sorted_links(body.meta.areas.len(), |area| {
                self.link(&Subject::Area { body: index, area }, body.meta.areas[area].name.clone())
            }),
            successor: body.meta.successor.as_ref().map(|successor| self.successor(successor)),
            predecessors: self.predecessors(body),
            files: self.body_files(index),
        }
    }

    fn sorted_links(&self, count: usize, link: impl Fn(usize) -> Link) -> Vec<Link> {
        let mut links: Vec<Link> = (0..count).map(link).collect();
        self.plan.collation.sort_by_key(&mut links, |link| &link.text);
        links
    }

    fn successor(&self, successor: &Successor) -> SuccessorView {
        SuccessorView {
            link: self.body_link(&successor.to.value),
            since: successor.since.map(|since| self.day(since)),
        }
    }

    fn predecessors(&self, body: &Body) -> Vec<Link> {
        self.plan.index.predecessors(&body.id).iter().map(|other| self.body_link(other)).collect()
    }

    /// Number of deficiencies that the review of a year found and that have records later.
    pub(crate) fn raised_in(&self, body: &str, year: i16) -> usize {
        let records: &[RecordId] = self.plan.index.raised(body, year);
        let lineages: BTreeSet<_> = records.iter().map(|id| self.ledger.record(*id).lineage).collect();
        lineages.len()
    }

    /// Years of a body, the latest first, with the years without documents between them.
    fn year_summaries(&self, index: usize) -> Vec<YearSummary> {
        let body = &self.ledger.bodies[index];
        let columns = columns(body, &BTreeSet::new());
        let years = columns.iter().rev().map(|column| {
            let Some(entry) = column.entry else {
                let year = Link { text: column.years.to_string(), href: None };
                return YearSummary { year, papers: Vec::new(), records: 0, left: 0, raised: 0 };
            };
            let records = &entry.records;
            YearSummary {
                year: self.year_link(&body.id, entry.year),
                papers: entry.papers.iter().map(|id| self.paper_entry(*id)).collect(),
                records: records.len(),
                raised: if entry.is_plan_year { 0 } else { self.raised_in(&body.id, entry.year) },
                left: records.iter().filter(|id| self.ledger.record(**id).status.is_unresolved()).count(),
            }
        });
        years.collect()
    }
}
