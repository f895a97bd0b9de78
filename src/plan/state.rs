//! States: what a record is in its year, what became of it, and whether it is open, late or lost.
//!
//! Takes records of the ledger; gives one word for each. It stands apart from the pages so that all of them
//! use the same definitions, and every case is written out.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::front_matter::{EdgeKind, Status};
use crate::model::ledger::{Edge, Ledger, Measure, Onward, Origin, Record, RecordId};
use crate::model::view::State;
use crate::vietnamese::date::Date;
use std::collections::BTreeSet;

/// The states of a record in relation to earlier years, the most important first. A record with several
/// edges can have several: narrowed, and merged with another.
pub(crate) fn states(ledger: &Ledger, record: &Record) -> Vec<State> {
    let mut states = match record.origin {
        Origin::New if is_first_year(ledger, record) => vec![State::First],
        Origin::New => vec![State::New],
        Origin::Reopened => vec![State::Reopened],
        Origin::Resurfaced => vec![State::Resurfaced],
        Origin::Inherited => vec![State::Inherited],
        Origin::Carried => Vec::new(),
    };
    let mut edges: Vec<_> = record.from.iter().collect();
    // The edge from the deficiency's own past matters more than edges from others.
    edges.sort_by_key(|edge| ledger.record(edge.from).name != record.name);
    for edge in edges {
        let state = edge_state(edge.kind);
        if !states.contains(&state) && (states.is_empty() || state != State::Carried) {
            states.push(state);
        }
    }
    states
}

/// Whether the record is in the first plan year of its body, where a record without earlier ones need not
/// be new.
fn is_first_year(ledger: &Ledger, record: &Record) -> bool {
    let body = ledger.body(&record.body);
    body.is_some_and(|body| body.previous_plan_year(record.year).is_none())
}

/// The most important state of a record.
pub(crate) fn state(ledger: &Ledger, record: &Record) -> State {
    states(ledger, record).first().copied().unwrap_or(State::Carried)
}

/// The state of a record that an edge of this kind leads to.
pub(crate) fn edge_state(kind: EdgeKind) -> State {
    match kind {
        EdgeKind::Continues => State::Carried,
        EdgeKind::Split => State::Split,
        EdgeKind::Merged => State::Merged,
        EdgeKind::Narrowed => State::Narrowed,
        EdgeKind::Expanded => State::Expanded,
        EdgeKind::Reopened => State::Reopened,
    }
}

/// The state of a record that one of its edges makes it, beside what else it is.
pub(crate) fn state_by(ledger: &Ledger, edge: &Edge, later: &Record) -> State {
    match ledger.origin_by(edge, later) {
        Origin::Carried => edge_state(edge.kind),
        Origin::Inherited => State::Inherited,
        Origin::Resurfaced => State::Resurfaced,
        Origin::Reopened => State::Reopened,
        Origin::New => State::New,
    }
}

/// What became of a record.
pub(crate) fn onward(record: &Record) -> State {
    match record.onward {
        Onward::Withheld => State::Withheld,
        Onward::Carried => State::Carried,
        Onward::TakenOver => State::TakenOver,
        Onward::Unaccounted => State::Unaccounted,
        Onward::Resurfaced => State::Resurfaced,
        Onward::Fixed => State::Fixed,
        Onward::Dropped => State::Dropped,
        Onward::Latest => State::Latest,
    }
}

/// Whether no later plan year has the record so far.
pub(crate) fn is_lost(record: &Record) -> bool {
    onward(record) == State::Unaccounted
}

/// What became of a record, under any names that it went on; the worst is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// All parts were fixed or dropped, the last one in this year.
    Closed(i16),
    /// A part is unresolved, and up to then no later plan year of its body was due to take it up.
    Open,
    /// A part goes on in a record that is not public.
    Withheld,
    /// A part is in no record of the plan year that had to take it up, nor of any up to the year asked for.
    Unaccounted,
}

/// What became of a record by the end of the year `until`, judged by everything that goes on from it: of several
/// parts the worst, or the last to be closed.
pub(crate) fn fate(ledger: &Ledger, id: RecordId, until: i16) -> Fate {
    let parts = std::iter::once(id).chain(descendants(ledger, id, until)).map(|id| ledger.record(id));
    // Edges form no cycle, so there is always an end.
    parts.filter_map(|record| own_fate(ledger, record, until)).max().unwrap_or(Fate::Open)
}

/// What became of one record by the end of the year `until`; `None` where another one goes on from it by
/// then, so that it is no end.
fn own_fate(ledger: &Ledger, record: &Record, until: i16) -> Option<Fate> {
    if record.into.iter().any(|later| ledger.record(*later).year <= until) {
        return None;
    }
    Some(match record.onward {
        Onward::Fixed | Onward::Dropped => Fate::Closed(record.year),
        Onward::Withheld => Fate::Withheld,
        Onward::Unaccounted | Onward::Resurfaced if is_due_by(ledger, record, until) => Fate::Unaccounted,
        Onward::Unaccounted | Onward::Resurfaced | Onward::Carried | Onward::TakenOver | Onward::Latest => {
            Fate::Open
        }
    })
}

/// Whether plan years up to `until` do not have a record any more: the next one lost it, and none up to then has
/// it again.
pub(crate) fn is_lost_by(ledger: &Ledger, record: &Record, until: i16) -> bool {
    own_fate(ledger, record, until) == Some(Fate::Unaccounted)
}

/// Whether a plan year up to `until` had to take an unresolved record up.
fn is_due_by(ledger: &Ledger, record: &Record, until: i16) -> bool {
    let next = ledger.body(&record.body).and_then(|body| body.next_plan_year(record.year));
    next.is_some_and(|next| next.year <= until)
}

/// The first later record that goes on from one that was unaccounted for.
pub(crate) fn back<'l>(ledger: &'l Ledger, record: &Record) -> Option<&'l Record> {
    let later = record.into.iter().map(|id| ledger.record(*id));
    later.filter(|_| record.onward == Onward::Resurfaced).min_by_key(|later| later.year)
}

/// Whether it is unresolved, and there is no later plan year yet.
pub(crate) fn is_open(record: &Record) -> bool {
    record.onward == Onward::Latest && record.status.is_unresolved()
}

/// Late measures of a record. Those of a dropped one are no longer asked for.
pub(crate) fn late_measures(record: &Record) -> impl Iterator<Item = &Measure> {
    let asked = record.status != Status::Dropped;
    record.measures.iter().filter(move |measure| asked && measure.late)
}

/// Every later record that goes on from `id`, up to a year.
fn descendants(ledger: &Ledger, id: RecordId, until: i16) -> BTreeSet<RecordId> {
    let into =
        |id| ledger.record(id).into.iter().copied().filter(|later| ledger.record(*later).year <= until);
    let mut found = BTreeSet::new();
    let mut todo: Vec<RecordId> = into(id).collect();
    while let Some(id) = todo.pop() {
        if found.insert(id) {
            todo.extend(into(id));
        }
    }
    found
}

/// Last good day of a measure that can be late.
pub(crate) fn due_of(measure: &Measure) -> Option<Date> {
    let read = measure.item.deadline.as_ref()?.read.as_ref()?;
    read.due.filter(|_| read.can_be_late())
}

/// Years of a body that can be compared: plan years with records.
pub(crate) fn comparable_years(ledger: &Ledger, body: usize) -> Vec<i16> {
    let years = ledger.bodies[body].plan_years().filter(|year| !year.records.is_empty());
    years.map(|year| year.year).collect()
}

/// How many years on a year is compared with at most: with all of them, a site would grow as the square of its years.
const REACH: usize = 20;

/// Every year with every later one, as far as comparisons reach.
pub(crate) fn pairs(years: &[i16]) -> Vec<(i16, i16)> {
    let from = years.iter().enumerate();
    from.flat_map(|(index, from)| years[index + 1..].iter().take(REACH).map(|to| (*from, *to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_paired_once_and_forward() {
        assert_eq!(pairs(&[2013, 2016, 2020]), [(2013, 2016), (2013, 2020), (2016, 2020)]);
        assert_eq!(pairs(&[2013]), []);
        let years: Vec<i16> = (1900..2000).collect();
        assert_eq!(pairs(&years).iter().filter(|(from, _)| *from == 1910).count(), REACH);
    }
}
