//! What a deficiency is in one year, in one word.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::model::document::{EdgeKind, Status};
use crate::model::ledger::{Ledger, Measure, Onward, Origin, Record, RecordId};
use crate::model::view::State;
use crate::vietnamese::date::Date;
use std::collections::BTreeSet;

/// What a record is to the years before, the most important first. A record that several edges lead
/// to can be several things: narrowed, and merged with another.
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
    // The edge from the deficiency's own past says more than the ones from others.
    edges.sort_by_key(|edge| ledger.record(edge.from).name != record.name);
    for edge in edges {
        let state = edge_state(edge.kind);
        if !states.contains(&state) && (states.is_empty() || state != State::Carried) {
            states.push(state);
        }
    }
    states
}

/// Whether the record stands in the first plan year of its body: what goes on from nothing there need
/// not be new.
fn is_first_year(ledger: &Ledger, record: &Record) -> bool {
    let body = ledger.body(&record.body);
    body.is_some_and(|body| body.previous_plan_year(record.year).is_none())
}

/// The first of a record's states.
pub(crate) fn state(ledger: &Ledger, record: &Record) -> State {
    states(ledger, record).first().copied().unwrap_or(State::Carried)
}

/// What an edge makes of the record that it leads to.
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

/// What became of a record. One that was unaccounted for and is back is carried after all; one that
/// went on where the public cannot see it, and is back in public, goes on like any other.
pub(crate) fn onward(record: &Record) -> State {
    match record.onward {
        Onward::Withheld if record.into.is_empty() => State::Withheld,
        Onward::Carried | Onward::Withheld => State::Carried,
        Onward::Unaccounted if record.into.is_empty() => State::Unaccounted,
        Onward::Unaccounted => State::Resurfaced,
        Onward::Fixed => State::Fixed,
        Onward::Dropped => State::Dropped,
        Onward::Latest => State::Latest,
    }
}

/// Whether no later plan has the record, to this day.
pub(crate) fn is_lost(record: &Record) -> bool {
    onward(record) == State::Unaccounted
}

/// Whether it is unresolved and nothing later could have it yet.
pub(crate) fn is_open(record: &Record) -> bool {
    record.onward == Onward::Latest && record.status.is_unresolved()
}

/// Measures of a record that are late. What was dropped is no longer asked for.
pub(crate) fn late_measures(record: &Record) -> impl Iterator<Item = &Measure> {
    let asked = record.status != Status::Dropped;
    record.measures.iter().filter(move |measure| asked && measure.late)
}

/// Every later record that goes on from `id`, over any number of years.
pub(crate) fn descendants(ledger: &Ledger, id: RecordId) -> BTreeSet<RecordId> {
    walk(id, |record| ledger.record(record).into.clone())
}

/// Every earlier record that `id` goes on from, over any number of years.
pub(crate) fn ancestors(ledger: &Ledger, id: RecordId) -> BTreeSet<RecordId> {
    walk(id, |record| ledger.record(record).from.iter().map(|edge| edge.from).collect())
}

fn walk(start: RecordId, next: impl Fn(RecordId) -> Vec<RecordId>) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::new();
    let mut todo = next(start);
    while let Some(id) = todo.pop() {
        if found.insert(id) {
            todo.extend(next(id));
        }
    }
    found
}

/// Last good day of a measure that can be late.
pub(crate) fn due_of(measure: &Measure) -> Option<Date> {
    let read = measure.item.deadline.as_ref()?.read.as_ref()?;
    read.due.filter(|_| read.can_be_late())
}

/// Years of a body between which deficiencies can be compared: plan years with records.
pub(crate) fn comparable_years(ledger: &Ledger, body: usize) -> Vec<i16> {
    let years = ledger.bodies[body].plan_years().filter(|year| !year.records.is_empty());
    years.map(|year| year.year).collect()
}

/// Every earlier with every later one.
pub(crate) fn pairs(years: &[i16]) -> Vec<(i16, i16)> {
    let from = years.iter().enumerate();
    from.flat_map(|(index, from)| years[index + 1..].iter().map(|to| (*from, *to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_paired_once_and_forward() {
        assert_eq!(pairs(&[2013, 2016, 2020]), [(2013, 2016), (2013, 2020), (2016, 2020)]);
        assert_eq!(pairs(&[2013]), []);
    }
}
