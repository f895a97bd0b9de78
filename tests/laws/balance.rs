//! Every balance adds up, and every record is judged as the law of carry-over has it.

use crate::account::{Account, Followed, Judged};
use crate::corpus::{AS_OF, day, scan_of};
use crate::text::{files, last_good_day};
use crate::world::{Key, World, worlds};
use crate::{cases, ledger, strip};
use khacphuc::front_matter::Status;
use khacphuc::model::ledger::{Balance, Ledger, Record};
use khacphuc::settings::Edition;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn key(record: &Record) -> Key {
    (record.body.clone(), record.year, record.name.clone())
}

/// What the program says of every record.
fn judged(ledger: &Ledger) -> BTreeMap<Key, Judged> {
    let judge = |record: &Record| Judged {
        from: record
            .from
            .iter()
            .map(|edge| (key(ledger.record(edge.from)), (edge.kind, edge.basis)))
            .collect(),
        origin: record.origin,
        onward: record.onward,
    };
    ledger.records.iter().map(|record| (key(record), judge(record))).collect()
}

fn lineages(ledger: &Ledger) -> BTreeMap<String, Followed> {
    let follow = |lineage: &khacphuc::model::ledger::Lineage| {
        let years = lineage.records.iter().map(|id| ledger.record(*id).year).collect();
        (lineage.id.clone(), (years, lineage.outcome, lineage.years_outstanding))
    };
    ledger.lineages.iter().map(follow).collect()
}

/// The three equations of PRODUCT.md.
pub(crate) fn adds_up(balance: &Balance) -> bool {
    let b = balance;
    let unresolved = b.carried + b.taken_over + b.withheld + b.unaccounted;
    let came = b.carried + b.split_extra + b.inherited + b.resurfaced + b.reopened + b.new;
    b.unresolved == unresolved
        && b.records + b.merge_absorbed == came
        && b.records == b.fixed + b.dropped + b.unresolved_end
}

fn check(world: &World, ledger: &Ledger, edition: Edition) -> Result<(), TestCaseError> {
    let account = Account::new(world, edition, day(AS_OF).year());
    for balance in &ledger.balances {
        prop_assert!(adds_up(balance), "{balance:#?}");
    }
    prop_assert_eq!(&ledger.balances, &account.balances());
    let (found, expected) = (judged(ledger), account.judged());
    for (key, expected) in &expected {
        prop_assert_eq!(found.get(key), Some(expected), "{:?}", key);
    }
    prop_assert_eq!(found.len(), expected.len());
    prop_assert_eq!(lineages(ledger), account.lineages());
    Ok(())
}

proptest! {
    #![proptest_config(cases(100))]

    /// In the internal edition everything counts as it is written.
    #[test]
    fn the_internal_ledger_follows_the_law(world in worlds(3, 8)) {
        let (ledger, _) = ledger(&scan_of(&files(&world)), Edition::Internal);
        check(&world, &ledger, Edition::Internal)?;
    }

    /// In the public edition the law is that of what is left, and `withheld` has its force.
    #[test]
    fn the_public_ledger_follows_the_law(world in worlds(3, 8)) {
        let (ledger, _) = ledger(&scan_of(&files(&world)), Edition::Public);
        check(&strip::public(&world), &ledger, Edition::Public)?;
    }

    /// A promise to go on in a year is kept by the plan of that year. A plan of several years that runs on into it counts
    /// only where the year has none of its own.
    #[test]
    fn promises_are_kept_by_the_plan_of_the_promised_year(world in worlds(2, 5)) {
        let account = Account::new(&world, Edition::Internal, day(AS_OF).year());
        let (ledger, _) = ledger(&scan_of(&files(&world)), Edition::Internal);
        for record in &ledger.records {
            let promise = record.promise.as_ref().map(|promise| (promise.year, promise.outcome));
            prop_assert_eq!(promise, account.promise(&key(record)), "{:?}", key(record));
        }
    }

}

proptest! {
    #![proptest_config(cases(30))]

    /// A measure is late from the day after its last good day, unless it is claimed done or cannot be late at all.
    #[test]
    fn a_measure_is_late_after_its_last_good_day(world in worlds(1, 4)) {
        let (ledger, _) = ledger(&scan_of(&files(&world)), Edition::Internal);
        let described: BTreeMap<Key, _> = world.records().collect();
        for record in &ledger.records {
            let measures = described[&key(record)].measures.iter();
            for (measure, read) in measures.zip(&record.measures) {
                let first = world.year(&key(record)).first();
                let due = measure.deadlines.last().and_then(|form| last_good_day(*form, record.year, first));
                let owed = !measure.done && record.status != Status::Dropped;
                let late = owed && due.is_some_and(|due| due < day(AS_OF));
                prop_assert_eq!(read.late, late, "{:?}", read.item.deadline);
                prop_assert_eq!(read.item.extensions.len(), measure.deadlines.len().saturating_sub(1));
            }
        }
    }

    /// The data file says what the ledger says.
    #[test]
    fn the_data_file_holds_the_same_balances(world in worlds(2, 3)) {
        let scan = scan_of(&files(&world));
        let settings = crate::corpus::settings(Edition::Internal, khacphuc::language::Language::Vi);
        let draft = khacphuc::Engine::new(&scan, &settings).unwrap();
        let data = crate::corpus::data(&draft);
        let ledger = draft.ledger().unwrap();
        prop_assert_eq!(&data.balances, &ledger.balances);
        let records: Vec<_> = data.records.iter().map(|record| (record.origin, record.onward)).collect();
        let expected: Vec<_> = ledger.records.iter().map(|record| (record.origin, record.onward)).collect();
        prop_assert_eq!(records, expected);
    }
}
