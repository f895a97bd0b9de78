//! Turned: statuses that were changed after the report on their year.
//!
//! Takes the linked ledger and what git knows of statuses; marks the records. It stands apart because it is the only
//! step that asks when something was written. A report counts from its own day, and not before it was in the
//! content: until then it cannot have said otherwise, and whoever enters a report enters its verdicts with it.

use crate::front_matter::Meta;
use crate::model::ledger::{Ledger, Record, Turned};
use crate::model::outline::TurnedStatuses;
use crate::vietnamese::date::Date;

pub(super) fn mark(ledger: &mut Ledger, known: &TurnedStatuses) {
    if known.is_empty() {
        return;
    }
    let turned = ledger.records.iter().map(|record| turned(ledger, record, known));
    let turned: Vec<Vec<Turned>> = turned.collect();
    for (record, turned) in ledger.records.iter_mut().zip(turned) {
        record.turned = turned;
    }
}

fn turned(ledger: &Ledger, record: &Record, known: &TurnedStatuses) -> Vec<Turned> {
    let Some(turns) = known.turns.get(record.path()) else { return Vec::new() };
    let Some((reported, since)) = report(ledger, record, known) else { return Vec::new() };
    let after = turns.iter().filter(|turn| turn.day > since);
    after.map(|turn| Turned { turn: turn.clone(), reported }).collect()
}

/// Day of the last report on a record's plan, and the day from which it counts.
fn report(ledger: &Ledger, record: &Record, known: &TurnedStatuses) -> Option<(Date, Date)> {
    let reports = ledger.papers.iter().filter(|paper| {
        let is_on_its_plan = match &paper.on {
            Some(on) => record.plan.as_ref().is_some_and(|plan| ledger.paper_of(on) == ledger.paper_of(plan)),
            None => (paper.body.as_str(), paper.year) == (record.body.as_str(), record.year),
        };
        matches!(paper.document.meta, Meta::Report(_)) && is_on_its_plan
    });
    let days = reports.filter_map(|report| {
        let date = report.document.meta.paper()?.date.as_ref()?.value;
        let entered = known.entered.get(&report.document.path).copied();
        Some((date, entered.map_or(date, |entered| entered.max(date))))
    });
    days.max()
}
