//! Lineages: each deficiency of a body, under one name, over the years.
//!
//! Takes records that `carry` has judged; gives their lineages, with the outcome of each and the years it has
//! been outstanding. It stands apart from `carry` because that judges two years at a time, and this all of
//! them.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::moment::Moment;
use crate::model::ledger::{Ledger, Lineage, LineageId, Onward, Outcome, Record, RecordId};
use std::collections::{BTreeMap, BTreeSet};

/// Collects the lineages, and gives every record its lineage and the year since which it has been open.
pub(super) fn follow(ledger: &mut Ledger, moment: Moment) {
    let since: Vec<i16> = ledger.records().map(|(id, _)| since(ledger, id)).collect();
    for (record, since) in ledger.records.iter_mut().zip(since) {
        record.since = since;
    }
    let mut by_name: BTreeMap<(String, String), Vec<RecordId>> = BTreeMap::new();
    // Records are sorted by body and year, so those of each lineage are in the order of years.
    for (id, record) in ledger.records() {
        by_name.entry((record.body.clone(), record.name.clone())).or_default().push(id);
    }
    for ((body, name), records) in by_name {
        let id = LineageId(ledger.lineages.len());
        for record in &records {
            ledger.records[record.0].lineage = id;
        }
        let Some(last) = records.last().map(|last| ledger.record(*last)) else { continue };
        let outcome = outcome(last);
        let end = match outcome {
            Outcome::Fixed | Outcome::Dropped => last.year,
            Outcome::Unaccounted
            | Outcome::Open
            | Outcome::Carried
            | Outcome::TakenOver
            | Outcome::Withheld => moment.as_of.year(),
        };
        let years_outstanding = (end - last.since).max(0);
        ledger.lineages.push(Lineage {
            id: format!("{body}/{name}"),
            body,
            name,
            records,
            outcome,
            years_outstanding,
        });
    }
}

/// What became of the last record: one that goes on does so under another name.
fn outcome(last: &Record) -> Outcome {
    match last.onward {
        Onward::Carried | Onward::Resurfaced => Outcome::Carried,
        Onward::TakenOver => Outcome::TakenOver,
        Onward::Withheld => Outcome::Withheld,
        Onward::Unaccounted => Outcome::Unaccounted,
        Onward::Fixed => Outcome::Fixed,
        Onward::Dropped => Outcome::Dropped,
        Onward::Latest => Outcome::Open,
    }
}

/// Earliest year of recognition among a record and the unresolved records that it continues.
fn since(ledger: &Ledger, id: RecordId) -> i16 {
    let mut seen = BTreeSet::from([id]);
    let mut todo = vec![id];
    let mut earliest = ledger.record(id).recognised;
    while let Some(next) = todo.pop() {
        let record = ledger.record(next);
        earliest = earliest.min(record.recognised);
        let behind = record.from.iter().map(|edge| edge.from);
        todo.extend(behind.filter(|from| ledger.record(*from).status.is_unresolved() && seen.insert(*from)));
    }
    earliest
}
