//! What a deficiency is in one year, in one word.

use crate::model::document::EdgeKind;
use crate::model::ledger::{Ledger, Onward, Origin, Record, RecordId};
use crate::model::view::State;

/// What a record is to the years before, the most important first. A record that several edges lead
/// to can be several things: narrowed, and merged with another.
pub(super) fn states(ledger: &Ledger, record: &Record) -> Vec<State> {
    let mut states = match record.origin {
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

/// The first of a record's states.
pub(super) fn state(ledger: &Ledger, record: &Record) -> State {
    states(ledger, record).first().copied().unwrap_or(State::Carried)
}

/// What an edge makes of the record that it leads to.
pub(super) fn edge_state(kind: EdgeKind) -> State {
    match kind {
        EdgeKind::Continues => State::Carried,
        EdgeKind::Split => State::Split,
        EdgeKind::Merged => State::Merged,
        EdgeKind::Narrowed => State::Narrowed,
        EdgeKind::Expanded => State::Expanded,
        EdgeKind::Reopened => State::Reopened,
    }
}

/// What became of a record. One that was unaccounted for and is back is carried after all.
pub(super) fn onward(record: &Record) -> State {
    match record.onward {
        Onward::Carried => State::Carried,
        Onward::Withheld => State::Withheld,
        Onward::Unaccounted if record.into.is_empty() => State::Unaccounted,
        Onward::Unaccounted => State::Resurfaced,
        Onward::Fixed => State::Fixed,
        Onward::Dropped => State::Dropped,
        Onward::Latest => State::Latest,
    }
}

/// Whether no later plan has the record, to this day.
pub(super) fn is_lost(record: &Record) -> bool {
    onward(record) == State::Unaccounted
}

/// Whether it is unresolved and nothing later could have it yet.
pub(super) fn is_open(record: &Record) -> bool {
    record.onward == Onward::Latest && record.status.is_unresolved()
}

/// Every later record that goes on from `id`, over any number of years.
pub(super) fn descendants(ledger: &Ledger, id: RecordId) -> Vec<RecordId> {
    walk(id, |record| ledger.record(record).into.clone())
}

/// Every earlier record that `id` goes on from, over any number of years.
pub(super) fn ancestors(ledger: &Ledger, id: RecordId) -> Vec<RecordId> {
    walk(id, |record| ledger.record(record).from.iter().map(|edge| edge.from).collect())
}

fn walk(start: RecordId, next: impl Fn(RecordId) -> Vec<RecordId>) -> Vec<RecordId> {
    let mut found = vec![start];
    let mut at = 0;
    while at < found.len() {
        for other in next(found[at]) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        at += 1;
    }
    found.remove(0);
    found
}
