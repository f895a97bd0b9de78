//! The page of a year of a body: its papers and records, and the accounts against the years before and
//! after.

use crate::model::ledger::{Balance, Conflict, Ledger, Promise, PromiseOutcome, Record, RecordId, Year};
use crate::model::view::{
    AccountView, ConflictView, Count, FlowView, Link, PageContent, PaperLink, PromiseRow, RecordRow,
    ReportDueView,
};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::index::is_plan;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::state::late_measures;
use crate::plan::subject::Subject;
use crate::plan::tables::lists::promise_view;
use crate::plan::tables::matrix::columns;
use crate::source::Place;
use serde::Serialize;
use std::collections::BTreeSet;

/// Claims a page for each year of a body that has documents.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        for year in entry.years.iter().map(|year| year.year) {
            let path = format!("{}/{year}/index.html", entry.id);
            claims.add(Subject::Year { body, year }, path, top.clone());
        }
    }
}

pub(crate) fn page(body: usize, year: i16) -> Kind {
    Kind::new("year", move |context| PageContent::page("year.html", context.year_page(body, year)))
        .titled(move |context| context.year_label(&context.ledger.bodies[body].id, year))
}

/// View of a year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct YearPage {
    /// The year as labelled.
    pub year: String,
    /// The body.
    pub body: Link,
    /// Its reviews, plans and reports.
    pub papers: Vec<PaperLink>,
    /// Its records.
    pub records: Vec<RecordRow>,
    /// Number of those that are unresolved.
    pub left: usize,
    /// Whether it is not over on the day of the site.
    pub running: bool,
    /// Number of deficiencies that its review found and that have records later.
    pub raised: usize,
    /// Number of records with late measures.
    pub late: Count,
    /// Account against the plan year before.
    pub before: Option<AccountView>,
    /// Account of the next plan year against this one.
    pub after: Option<AccountView>,
    /// Flow from the plan year before to the one after.
    pub flow: Option<FlowView>,
    /// Promises to continue that were made in it or for it.
    pub promises: Vec<PromiseRow>,
    /// Reports due in it.
    pub reports_due: Vec<ReportDueView>,
    /// Years without documents right before and after it.
    pub gaps: Vec<i16>,
    /// Indicators with two values in it.
    pub conflicts: Vec<ConflictView>,
    /// Links to comparisons with other plan years.
    pub comparisons: Vec<Link>,
    /// Address of the follow-up on what earlier reviews found.
    pub follow_up: Option<String>,
}

impl PageContext<'_> {
    pub(crate) fn year_page(&self, index: usize, year: i16) -> YearPage {
        let body = &self.ledger.bodies[index];
        let about = Subject::Year { body: index, year };
        let entry = body.years.iter().find(|entry| entry.year == year);
        let records = self.ledger.records_of(&body.id, year);
        let balances = self.plan.index.balances(&body.id);
        let before = balances.iter().copied().find(|balance| balance.to == year);
        let after = balances.iter().copied().find(|balance| balance.from == year);
        let around: Vec<&Balance> = before.into_iter().chain(after).collect();
        let late = records.iter().filter(|id| late_measures(self.ledger.record(**id)).next().is_some());
        YearPage {
            year: self.year_label(&body.id, year),
            body: self.link(&Subject::Body(index), body.short_name()),
            papers: entry.map(|entry| self.papers_of(entry)).unwrap_or_default(),
            records: self.record_rows(records.iter().copied()),
            left: records.iter().filter(|id| self.ledger.record(**id).status.is_unresolved()).count(),
            running: self.is_running(&body.id, year),
            raised: self.raised_in(&body.id, year),
            late: self.count(late.count(), &about, "k-records"),
            before: before
                .map(|balance| self.account_of(balance))
                .filter(|account| account.left.n + account.records.n > 0),
            after: after.map(|balance| self.account_of(balance)).filter(|account| account.left.n > 0),
            flow: self.flow(index, &around),
            promises: self.promises_of(&body.id, |record| {
                record.year == year || record.promise.as_ref().is_some_and(|promise| promise.year == year)
            }),
            reports_due: entry.map(|entry| self.reports_of_year(entry)).unwrap_or_default(),
            gaps: self.gaps_around(index, year),
            conflicts: self.conflicts(
                self.plan
                    .index
                    .conflicts_of(&body.id)
                    .iter()
                    .copied()
                    .filter(|conflict| conflict.year == year),
            ),
            follow_up: self.href(&Subject::FollowUp { body: index, year }),
            comparisons: self.comparison_links(index, |(from, to)| from == year || to == year),
        }
    }

    /// Papers of a year: plans that undertake records first, then the others in their order.
    fn papers_of(&self, entry: &Year) -> Vec<crate::model::view::PaperLink> {
        let mut papers = entry.papers.clone();
        papers.sort_by_key(|id| std::cmp::Reverse(self.plan.index.undertaken(*id).len()));
        papers.into_iter().map(|id| self.paper_entry(id)).collect()
    }

    fn reports_of_year(&self, entry: &Year) -> Vec<crate::model::view::ReportDueView> {
        let plans = entry.papers.iter().copied().filter(|id| is_plan(self.ledger, *id));
        plans.flat_map(|id| self.reports_due(id, true)).collect()
    }

    /// Promises to continue of the body's records that `wanted` picks, the latest first; for a single year,
    /// those that were not kept.
    pub(crate) fn promises_of(&self, body: &str, wanted: impl Fn(&Record) -> bool) -> Vec<PromiseRow> {
        let records = self.plan.index.records(body).iter().copied();
        let mut promised: Vec<(RecordId, &Promise)> = records
            .filter(|id| wanted(self.ledger.record(*id)))
            .filter_map(|id| Some((id, self.ledger.record(id).promise.as_ref()?)))
            .collect();
        promised.sort_by_key(|(id, promise)| {
            let year = self.ledger.record(*id).year;
            (std::cmp::Reverse(year), promise.outcome != PromiseOutcome::Broken, *id)
        });
        let rows = promised.into_iter().map(|(id, promise)| PromiseRow {
            record: self.record_link(id),
            made_in: self.year_label(body, self.ledger.record(id).year),
            promise: promise_view(promise),
        });
        rows.collect()
    }

    /// Years without documents right before and after a year.
    fn gaps_around(&self, body: usize, year: i16) -> Vec<i16> {
        let columns = columns(&self.ledger.bodies[body], &BTreeSet::new());
        let at = columns.iter().position(|column| column.entry.is_some_and(|entry| entry.year == year));
        let Some(at) = at else { return Vec::new() };
        let is_gap = |column: &&crate::plan::tables::matrix::Column<'_>| column.entry.is_none();
        let mut gaps: Vec<i16> = columns[..at]
            .iter()
            .rev()
            .take_while(is_gap)
            .flat_map(|column| column.years.years().rev())
            .collect();
        gaps.reverse();
        gaps.extend(columns[at + 1..].iter().take_while(is_gap).flat_map(|column| column.years.years()));
        gaps
    }

    /// Conflicts as pages show them.
    pub(crate) fn conflicts<'c>(
        &self,
        conflicts: impl IntoIterator<Item = &'c Conflict>,
    ) -> Vec<ConflictView> {
        let conflicts = conflicts.into_iter();
        let views = conflicts.map(|conflict| ConflictView {
            year: conflict.year,
            name: conflict.name.clone(),
            first: conflict.first.value.clone(),
            first_in: self.content_link(&conflict.first.file),
            second: conflict.second.value.clone(),
            second_in: self.content_link(&conflict.second.file),
        });
        views.collect()
    }
}
