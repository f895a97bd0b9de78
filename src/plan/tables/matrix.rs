//! The matrix: the state of each lineage in each year.

use super::account::{account_id, rate};
use crate::model::ledger::{Body, LineageId, Onward, Promise, RecordId, Year};
use crate::model::view::{Link, MatrixCell, MatrixColumn, MatrixRow, MatrixView, State};
use crate::plan::context::PageContext;
use crate::plan::state::{comparable_years, edge_state, pairs, states};
use crate::plan::subject::Subject;
use crate::vietnamese::date::YearSpan;
use std::collections::BTreeSet;

/// From this many consecutive years without documents on, they share a column.
const FOLD: usize = 3;

/// A column: a year, the years of one plan, or a run of years without documents.
pub(crate) struct Column<'l> {
    /// The years.
    pub(crate) years: YearSpan,
    /// What the body has in them.
    pub(crate) entry: Option<&'l Year>,
}

impl Column<'_> {
    pub(crate) fn is_plan_year(&self) -> bool {
        self.entry.is_some_and(|entry| entry.is_plan_year)
    }

    /// Whether records of the year `year` are in this column. One with documents is that of a single year,
    /// however many years its plan covers; one without can only have records of another body.
    fn holds(&self, year: i16) -> bool {
        match self.entry {
            Some(entry) => entry.year == year,
            None => self.years.contains(year),
        }
    }

    /// Whether it comes after the records of the year `year`.
    fn is_after(&self, year: i16) -> bool {
        year < self.entry.map_or(self.years.first, |entry| entry.year)
    }
}

/// Columns of a body: its years in order, with those without documents. Years before its first document are
/// included where a deficiency was recognised in them.
pub(crate) fn columns<'l>(body: &'l Body, recognised: &BTreeSet<i16>) -> Vec<Column<'l>> {
    let Some(first) = body.years.first().map(|entry| entry.span.first.min(entry.year)) else {
        return Vec::new();
    };
    let single = |year: i16| Column { years: YearSpan { first: year, last: year }, entry: None };
    let mut columns: Vec<Column<'l>> = recognised.range(..first).copied().map(single).collect();
    let mut next = first;
    for entry in &body.years {
        let start = entry.year.min(entry.span.first);
        let empty: Vec<i16> = (next..start).collect();
        match empty.as_slice() {
            [first, .., last] if empty.len() >= FOLD => {
                columns.push(Column { years: YearSpan { first: *first, last: *last }, entry: None });
            }
            years => columns.extend(years.iter().copied().map(single)),
        }
        columns.push(Column { years: entry.span, entry: Some(entry) });
        next = next.max(entry.span.last.max(entry.year) + 1);
    }
    columns
}

impl PageContext<'_> {
    /// Links to the comparisons of two plan years of a body.
    pub(crate) fn comparisons(&self, body: usize) -> Vec<Link> {
        self.comparison_links(body, |_| true)
    }

    /// Links to those comparisons that `wanted` picks by their years: neighbouring years first, the latest
    /// on top.
    pub(crate) fn comparison_links(&self, body: usize, wanted: impl Fn((i16, i16)) -> bool) -> Vec<Link> {
        let years = comparable_years(self.ledger, body);
        let at = |year: i16| years.binary_search(&year).unwrap_or_default();
        let mut pairs = pairs(&years);
        pairs.retain(|pair| wanted(*pair));
        pairs.sort_by_key(|(from, to)| (at(*to) - at(*from), -*to));
        let id = &self.ledger.bodies[body].id;
        let links = pairs.into_iter().map(|(from, to)| {
            let text = format!("{} → {}", self.year_label(id, from), self.year_label(id, to));
            self.link(&Subject::Compare { body, from, to }, text)
        });
        links.collect()
    }

    /// The matrix of some lineages of a body over all its years. `sums` is for all lineages of the body
    /// only.
    pub(crate) fn matrix(&self, body: usize, lineages: &[LineageId], sums: bool) -> MatrixView {
        let columns = self.columns_of(body, lineages);
        MatrixView {
            columns: columns.iter().map(|column| self.column_view(body, column, sums)).collect(),
            rows: (lineages.iter())
                .map(|id| MatrixRow {
                    lineage: self.lineage_link(*id),
                    outcome: self.ledger.lineages[id.0].outcome,
                    cells: columns.iter().map(|column| self.cell(*id, column)).collect(),
                })
                .collect(),
        }
    }

    /// Columns that some lineages of a body need.
    pub(crate) fn columns_of(&self, body: usize, lineages: &[LineageId]) -> Vec<Column<'_>> {
        let records = lineages.iter().filter_map(|id| self.ledger.lineages[id.0].records.first());
        let recognised = records.map(|id| self.ledger.record(*id).recognised).collect();
        columns(&self.ledger.bodies[body], &recognised)
    }

    fn column_view(&self, body: usize, column: &Column<'_>, sums: bool) -> MatrixColumn {
        let entry = &self.ledger.bodies[body];
        let year = column.entry.map(|entry| entry.year);
        let text = column.years.to_string();
        let href = year.and_then(|year| self.href(&Subject::Year { body, year }));
        let sums = sums && column.is_plan_year();
        let balance = year.and_then(|year| {
            self.plan.index.balances(&entry.id).iter().copied().find(|balance| balance.to == year)
        });
        let balance = balance.filter(|_| sums);
        let records = year.filter(|_| sums).map(|year| self.ledger.records_of(&entry.id, year));
        let left = records
            .map(|ids| ids.iter().filter(|id| self.ledger.record(**id).status.is_unresolved()).count());
        MatrixColumn {
            year: Link { text, href },
            has_documents: column.entry.is_some(),
            left,
            carried: balance.map(|balance| balance.carried),
            unaccounted: balance.map(|balance| balance.unaccounted),
            new: balance.map(|balance| balance.new),
            rate: balance.and_then(|balance| rate(balance.carried, balance.own())),
            account: balance.and_then(|balance| {
                self.href_at(&Subject::Year { body, year: balance.to }, &account_id(balance.from, balance.to))
            }),
        }
    }

    /// The state of a lineage in one column.
    pub(crate) fn cell(&self, id: LineageId, column: &Column<'_>) -> MatrixCell {
        let lineage = &self.ledger.lineages[id.0];
        let at = |record: &RecordId| self.ledger.record(*record).year;
        if let Some(record) = lineage.records.iter().find(|record| column.holds(at(record))) {
            return self.record_cell(*record);
        }
        let before = lineage.records.iter().rev().find(|record| column.is_after(at(record)));
        match before {
            Some(record) => self.cell_after(*record, column),
            None => self.cell_before(lineage.records.first().copied(), column),
        }
    }

    fn record_cell(&self, id: RecordId) -> MatrixCell {
        let record = self.ledger.record(id);
        let others =
            record.from.iter().filter(|edge| self.ledger.record(edge.from).lineage != record.lineage);
        let others = others.map(|edge| self.lineage_link(self.ledger.record(edge.from).lineage));
        MatrixCell {
            states: states(self.ledger, record),
            status: Some(record.status),
            href: self.href(&Subject::Record(id)),
            other: others.collect(),
        }
    }

    /// Before a lineage's first record: the review that found it.
    fn cell_before(&self, first: Option<RecordId>, column: &Column<'_>) -> MatrixCell {
        let raised = first.is_some_and(|first| column.years.contains(self.ledger.record(first).recognised));
        match raised {
            true => MatrixCell {
                states: vec![State::Raised],
                status: None,
                href: self.review_href(first, column),
                other: Vec::new(),
            },
            false => empty(),
        }
    }

    fn review_href(&self, first: Option<RecordId>, column: &Column<'_>) -> Option<String> {
        let body = &self.ledger.record(first?).body;
        let year = column.entry?.year;
        self.href(&Subject::Year { body: self.body_index(body)?, year })
    }

    /// After a record: where it went, or that it is missing.
    fn cell_after(&self, last: RecordId, column: &Column<'_>) -> MatrixCell {
        let record = self.ledger.record(last);
        let here: Vec<RecordId> =
            record.into.iter().copied().filter(|id| column.holds(self.ledger.record(*id).year)).collect();
        if !here.is_empty() {
            return self.cell_into(last, &here);
        }
        let gone = record.into.iter().any(|id| column.is_after(self.ledger.record(*id).year));
        if gone || !record.status.is_unresolved() {
            return empty();
        }
        let promised =
            record.promise.as_ref().is_some_and(|promise: &Promise| column.years.contains(promise.year));
        let state = match column.entry {
            None if promised => State::Promised,
            None => State::NoRecord,
            Some(entry) if !entry.is_plan_year => return empty(),
            Some(_) if record.onward == Onward::Withheld => State::Withheld,
            Some(entry) => self.missing(last, entry),
        };
        let href = self.missing_href(last, column).filter(|_| state == State::Unaccounted);
        MatrixCell { states: vec![state], status: None, href, other: Vec::new() }
    }

    /// It went missing in the first plan year after the record; later plan years repeat that.
    fn missing(&self, last: RecordId, entry: &Year) -> State {
        let record = self.ledger.record(last);
        let next = self.ledger.body(&record.body).and_then(|body| body.next_plan_year(record.year));
        match next.is_some_and(|next| next.year == entry.year) {
            true => State::Unaccounted,
            false => State::StillUnaccounted,
        }
    }

    fn missing_href(&self, last: RecordId, column: &Column<'_>) -> Option<String> {
        let record = self.ledger.record(last);
        let to = column.entry?.year;
        self.account_href(self.body_index(&record.body)?, record.year, to, "unaccounted")
    }

    /// It went into other records: merged, split, under another name, or of a successor.
    fn cell_into(&self, last: RecordId, here: &[RecordId]) -> MatrixCell {
        let own = &self.ledger.record(last).body;
        let later = here.iter().map(|id| self.ledger.record(*id));
        let edges = later.flat_map(|later| later.from.iter().map(move |edge| (edge, &later.body)));
        let kinds =
            edges.filter(|(edge, _)| edge.from == last).map(|(edge, body)| match edge_state(edge.kind) {
                _ if body != own => State::TakenOver,
                State::Carried => State::Into,
                state => state,
            });
        let mut states: Vec<State> = kinds.collect::<BTreeSet<State>>().into_iter().collect();
        // The plain word is for what has no other.
        if states.len() > 1 {
            states.retain(|state| *state != State::Into);
        }
        let other = here.iter().map(|id| self.lineage_link(self.ledger.record(*id).lineage)).collect();
        MatrixCell {
            states,
            status: None,
            href: here.first().and_then(|id| self.href(&Subject::Record(*id))),
            other,
        }
    }
}

fn empty() -> MatrixCell {
    MatrixCell { states: Vec::new(), status: None, href: None, other: Vec::new() }
}
