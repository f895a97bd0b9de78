//! A year of a body.

use super::Subject;
use super::desk::Desk;
use super::lists::promise_view;
use super::matrix::columns;
use crate::model::ledger::{Balance, Conflict, Record, Year};
use crate::model::view::{ConflictView, Link, PromiseRow, YearPage};
use std::collections::BTreeSet;

impl Desk<'_> {
    /// The page of a year.
    pub(super) fn year_page(&self, index: usize, year: i16) -> YearPage {
        let body = &self.ledger.bodies[index];
        let about = Subject::Year { body: index, year };
        let entry = body.years.iter().find(|entry| entry.year == year);
        let records = self.ledger.records_of(&body.id, year);
        let balances = self.balances_of(&body.id);
        let before = balances.iter().copied().find(|balance| balance.to == year);
        let after = balances.iter().copied().find(|balance| balance.from == year);
        let around: Vec<&Balance> = before.into_iter().chain(after).collect();
        let late =
            records.iter().filter(|id| self.ledger.record(**id).measures.iter().any(|measure| measure.late));
        YearPage {
            year: self.year_label(&body.id, year),
            body: self.link(&Subject::Body(index), body.short_name()),
            is_plan_year: entry.is_some_and(|entry| entry.is_plan_year),
            papers: entry.map(|entry| self.papers_of(entry)).unwrap_or_default(),
            records: self.record_rows(records.iter().copied()),
            left: records.iter().filter(|id| self.ledger.record(**id).status.is_unresolved()).count(),
            late: self.count(late.count(), &about, "k-records"),
            before: before
                .map(|balance| self.account_of(balance))
                .filter(|account| account.left.n + account.records.n > 0),
            after: after.map(|balance| self.account_of(balance)).filter(|account| account.left.n > 0),
            flow: self.flow(index, &around),
            promises: self.promises(&body.id, year),
            reports_due: entry.map(|entry| self.reports_of_year(entry)).unwrap_or_default(),
            gaps: self.gaps_around(index, year),
            conflicts: self.conflicts(|conflict| conflict.body == body.id && conflict.year == year),
            comparisons: self.comparisons_with(index, year),
        }
    }

    /// Plans that undertake deficiencies first, then other papers as they come.
    fn papers_of(&self, entry: &Year) -> Vec<crate::model::view::PaperLink> {
        let mut papers = entry.papers.clone();
        papers.sort_by_key(|id| std::cmp::Reverse(self.records_of_plan(*id).len()));
        papers.into_iter().map(|id| self.paper_entry(id)).collect()
    }

    fn reports_of_year(&self, entry: &Year) -> Vec<crate::model::view::ReportDueView> {
        let plans = entry.papers.iter().copied().filter(|id| self.is_plan(*id));
        plans.flat_map(|id| self.reports_due(id, true)).collect()
    }

    /// Promises made in a year, and promises made earlier for it.
    fn promises(&self, body: &str, year: i16) -> Vec<PromiseRow> {
        let concerns = |record: &Record| {
            record.body == body
                && record.promise.as_ref().is_some_and(|promise| record.year == year || promise.year == year)
        };
        let rows = self.ledger.records().filter(|(_, record)| concerns(record)).filter_map(|(id, record)| {
            Some(PromiseRow {
                record: self.record_link(id),
                made_in: self.year_label(body, record.year),
                promise: promise_view(record.promise.as_ref()?),
            })
        });
        let mut rows: Vec<PromiseRow> = rows.collect();
        rows.sort_by_key(|row| row.promise.outcome != crate::model::ledger::PromiseOutcome::Broken);
        rows
    }

    /// Years without documents right before and after a year.
    fn gaps_around(&self, body: usize, year: i16) -> Vec<i16> {
        let columns = columns(&self.ledger.bodies[body], &BTreeSet::new());
        let at = columns.iter().position(|column| column.entry.is_some_and(|entry| entry.year == year));
        let Some(at) = at else { return Vec::new() };
        let is_gap = |column: &&super::matrix::Column<'_>| column.entry.is_none();
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

    fn comparisons_with(&self, body: usize, year: i16) -> Vec<Link> {
        let years = super::address::comparable_years(self.ledger, body);
        let id = &self.ledger.bodies[body].id;
        let pairs =
            super::address::pairs(&years).into_iter().filter(|(from, to)| *from == year || *to == year);
        let links = pairs.map(|(from, to)| {
            let text = format!("{} → {}", self.year_label(id, from), self.year_label(id, to));
            self.link(&Subject::Compare { body, from, to }, text)
        });
        links.collect()
    }

    /// Indicators with two values.
    pub(super) fn conflicts(&self, wanted: impl Fn(&Conflict) -> bool) -> Vec<ConflictView> {
        let conflicts = self.ledger.conflicts.iter().filter(|conflict| wanted(conflict));
        let views = conflicts.map(|conflict| ConflictView {
            year: conflict.year,
            name: conflict.name.clone(),
            first: conflict.first.0.clone(),
            first_in: self.content_link(conflict.first.1.as_str()),
            second: conflict.second.0.clone(),
            second_in: self.content_link(conflict.second.1.as_str()),
        });
        views.collect()
    }

    /// Title and page of a content file.
    pub(super) fn content_link(&self, path: &str) -> Link {
        let subject = self.plan.addresses.of_content(path);
        let document = subject.and_then(|subject| super::holes::document_of(self.plan, subject));
        let text = document.map_or_else(|| path.to_owned(), |document| document.title.value.clone());
        Link { text, href: subject.and_then(|subject| self.href(subject)) }
    }
}
