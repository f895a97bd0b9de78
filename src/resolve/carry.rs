//! Carry: the rules of carrying deficiencies over from year to year.
//!
//! Takes records with their edges; gives each its origin (new, carried, inherited), what became of it, and
//! whether its promise was kept, and gives the balance of each pair of plan years. It stands apart because
//! these rules are the core of the tool, and can be read here in one piece.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::moment::Moment;
use crate::front_matter::Status;
use crate::model::ledger::{Balance, Body, Ledger, Onward, Origin, Promise, PromiseOutcome, Record, Year};
use crate::settings::Edition;
use std::collections::BTreeSet;

/// Judges every record by the plan years before and after it, and computes the balances.
pub(super) fn judge(ledger: &mut Ledger, moment: Moment) {
    let judged: Vec<_> = ledger
        .records
        .iter()
        .map(|record| {
            (origin(ledger, record), onward(ledger, record, moment), promise(ledger, record, moment))
        })
        .collect();
    for (record, (origin, onward, promise)) in ledger.records.iter_mut().zip(judged) {
        record.origin = origin;
        record.onward = onward;
        record.promise = promise;
    }
    ledger.balances = ledger.bodies.iter().flat_map(|body| balances(ledger, body)).collect();
}

/// Where a record comes from: of several origins, the one that comes first in [`Origin`].
fn origin(ledger: &Ledger, record: &Record) -> Origin {
    let kinds = record.from.iter().map(|edge| ledger.origin_by(edge, record));
    // The variants of `Origin` are in the order of precedence.
    kinds.min().unwrap_or(Origin::New)
}

/// What became of a record: what comes first in [`Onward`].
fn onward(ledger: &Ledger, record: &Record, moment: Moment) -> Onward {
    match record.status {
        Status::Fixed => return Onward::Fixed,
        Status::Dropped => return Onward::Dropped,
        Status::Open | Status::NotFixed | Status::PartlyFixed | Status::Improving => {}
    }
    let later = record.into.iter().map(|id| ledger.record(*id));
    let mut in_time = later.filter(|later| ledger.is_in_time(record, later)).peekable();
    let is_in_time = in_time.peek().is_some();
    let has_next = ledger.body(&record.body).is_some_and(|body| body.next_plan_year(record.year).is_some());
    if in_time.any(|later| later.body == record.body) {
        Onward::Carried
    } else if is_in_time {
        Onward::TakenOver
    } else if is_withheld(record, moment) {
        Onward::Withheld
    } else if !record.into.is_empty() {
        Onward::Resurfaced
    } else if has_next {
        Onward::Unaccounted
    } else {
        Onward::Latest
    }
}

/// Whether a record of the promised year continues this one, directly or through unresolved records between
/// them: one of the plan that covers that year, or one of that year of a body that succeeds this one.
fn is_taken_up_in(ledger: &Ledger, record: &Record, year: i16, plan_year: Option<i16>) -> bool {
    let mut seen = BTreeSet::new();
    let mut todo: Vec<_> = record.into.clone();
    while let Some(id) = todo.pop() {
        let later = ledger.record(id);
        let wanted = if later.body == record.body { plan_year } else { Some(year) };
        if wanted == Some(later.year) {
            return true;
        }
        if later.year <= year && later.status.is_unresolved() && seen.insert(id) {
            todo.extend(&later.into);
        }
    }
    false
}

/// Whether the record's continuation is withheld from this edition. In the internal one `withheld` has no
/// effect, as nothing is hidden there.
fn is_withheld(record: &Record, moment: Moment) -> bool {
    record.document.meta.withheld().is_some() && moment.edition == Edition::Public
}

fn promise(ledger: &Ledger, record: &Record, moment: Moment) -> Option<Promise> {
    let meta = record.document.meta.record()?;
    let year = meta.continue_in.as_ref()?.value;
    let body = ledger.body(&record.body)?;
    // A plan of several years covers the promised year, unless that year has a plan of its own.
    let own = body.plan_years().find(|entry| entry.year == year);
    let promised = own.or_else(|| body.plan_years().rev().find(|entry| entry.span.contains(year)));
    let runs_on = own.is_none() && ledger.plan_years(record).contains(year);
    let is_latest = body.years.iter().all(|entry| entry.year < year);
    let outcome = match promised {
        _ if runs_on => PromiseOutcome::Kept,
        _ if is_taken_up_in(ledger, record, year, promised.map(|promised| promised.year)) => {
            PromiseOutcome::Kept
        }
        _ if is_withheld(record, moment) => PromiseOutcome::Withheld,
        Some(_) => PromiseOutcome::Broken,
        None if is_latest && year >= moment.as_of.year() => PromiseOutcome::Pending,
        None => PromiseOutcome::Uncheckable,
    };
    Some(Promise { year, outcome })
}

fn balances(ledger: &Ledger, body: &Body) -> Vec<Balance> {
    let years: Vec<&Year> = body.plan_years().collect();
    years.windows(2).map(|pair| balance(ledger, body, pair[0], pair[1])).collect()
}

fn balance(ledger: &Ledger, body: &Body, from: &Year, to: &Year) -> Balance {
    let unresolved: BTreeSet<_> =
        from.records.iter().copied().filter(|id| ledger.record(*id).status.is_unresolved()).collect();
    let edges: Vec<_> = to
        .records
        .iter()
        .flat_map(|id| ledger.record(*id).from.iter().map(move |edge| (edge.from, *id)))
        .filter(|(earlier, _)| unresolved.contains(earlier))
        .collect();
    let ends_before = edges.iter().map(|(earlier, _)| earlier).collect::<BTreeSet<_>>().len();
    let ends_after = edges.iter().map(|(_, later)| later).collect::<BTreeSet<_>>().len();
    let with_onward = |onward| unresolved.iter().filter(|id| ledger.record(**id).onward == onward).count();
    let with_origin = |origin| to.records.iter().filter(|id| ledger.record(**id).origin == origin).count();
    let with_status = |status| to.records.iter().filter(|id| ledger.record(**id).status == status).count();
    let (fixed, dropped) = (with_status(Status::Fixed), with_status(Status::Dropped));
    Balance {
        body: body.id.clone(),
        from: from.year,
        to: to.year,
        unresolved: unresolved.len(),
        carried: ends_before,
        taken_over: with_onward(Onward::TakenOver),
        withheld: with_onward(Onward::Withheld),
        unaccounted: with_onward(Onward::Unaccounted) + with_onward(Onward::Resurfaced),
        split_extra: edges.len() - ends_before,
        merge_absorbed: edges.len() - ends_after,
        inherited: with_origin(Origin::Inherited),
        resurfaced: with_origin(Origin::Resurfaced),
        reopened: with_origin(Origin::Reopened),
        new: with_origin(Origin::New),
        records: to.records.len(),
        fixed,
        dropped,
        unresolved_end: to.records.len() - fixed - dropped,
        years_without_documents: (from.year + 1..to.year)
            .filter(|year| !body.has_documents_of(*year))
            .collect(),
    }
}
