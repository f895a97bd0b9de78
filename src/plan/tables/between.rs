//! Between two plan years: what became of each deficiency of the earlier one, and where each of the later one
//! comes from.
//!
//! Takes two plan years of a body; gives a row for each pair of records that belong together, with one word
//! for what became of them. The sums of a comparison and its list are both made from these rows. It stands
//! apart from both so that neither can judge a record another way.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::front_matter::Status;
use crate::model::ledger::{Ledger, Onward, Record, RecordId};
use crate::plan::state::{Fate, fate};
use std::collections::BTreeMap;

/// How later records go on from one, step by step over any number of years; of several ways the first counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// Every plan year on the way had it, unresolved.
    Carried,
    /// It was closed on the way, and reopened.
    Reopened,
    /// A plan year on the way did not have it, and a later one has it again.
    Resurfaced,
}

/// What became of a deficiency between two plan years, the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Became {
    /// A plan year up to the later one had to take it up and did not, and none up to then has it again.
    Unaccounted,
    /// The later year has it again, after a plan year in between that did not.
    Resurfaced,
    /// The later year has it, and every plan year in between had it, unresolved.
    Carried,
    /// It was closed in between, and the later year has it again.
    Reopened,
    /// Only the later year has it.
    CameSince,
    /// A body that succeeds this one has taken it over: said of neighbouring years.
    TakenOver,
    /// It goes on in a record that is not public.
    Withheld,
    /// It is unresolved in a body that succeeds this one: said of distant years.
    Elsewhere,
    /// It was fixed or dropped in between.
    ClosedBetween,
    /// It was fixed in the earlier year.
    Fixed,
    /// It was dropped in the earlier year.
    Dropped,
}

impl Became {
    /// Its line of the account, and the key of its words.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Unaccounted => "unaccounted",
            Self::Resurfaced => "interrupted",
            Self::Carried => "carried",
            Self::Reopened => "reopened_since",
            Self::CameSince => "came_since",
            Self::TakenOver => "taken_over",
            Self::Withheld => "withheld",
            Self::Elsewhere => "elsewhere",
            Self::ClosedBetween => "closed_between",
            Self::Fixed => "fixed",
            Self::Dropped => "dropped",
        }
    }
}

impl From<Way> for Became {
    fn from(way: Way) -> Self {
        match way {
            Way::Carried => Self::Carried,
            Way::Reopened => Self::Reopened,
            Way::Resurfaced => Self::Resurfaced,
        }
    }
}

/// A record of the earlier year and one of the later year that goes on from it, or either without the other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// The earlier record.
    pub(crate) then: Option<RecordId>,
    /// The later record.
    pub(crate) now: Option<RecordId>,
    /// What became of it.
    pub(crate) became: Became,
}

/// Two plan years of a body, with what became of each record.
pub(crate) struct Between {
    /// Every pair: those of each later record in their order, then the earlier records without one.
    pub(crate) rows: Vec<Row>,
    /// Unresolved records of the earlier year, with what became of each.
    pub(crate) left: Vec<(RecordId, Became)>,
    /// Records of the later year, with what each is to the earlier one.
    pub(crate) now: Vec<(RecordId, Became)>,
}

impl Between {
    pub(crate) fn new(ledger: &Ledger, body: &str, from: i16, to: i16) -> Self {
        let (then, now) = (ledger.records_of(body, from), ledger.records_of(body, to));
        let ways: Vec<(RecordId, BTreeMap<RecordId, Way>)> =
            then.iter().map(|id| (*id, ways_on(ledger, *id, to))).collect();
        let mut rows = Vec::new();
        let mut now_became = Vec::new();
        for later in now {
            let behind: Vec<(RecordId, Way)> =
                ways.iter().filter_map(|(then, ways)| Some((*then, *ways.get(later)?))).collect();
            // What was closed in the earlier year is not left over from it.
            let left = behind.iter().filter(|(then, _)| ledger.record(*then).status.is_unresolved());
            let became = left.map(|(_, way)| *way).min().map_or(Became::CameSince, Became::from);
            now_became.push((*later, became));
            for (then, way) in &behind {
                let is_left = ledger.record(*then).status.is_unresolved();
                let became = if is_left { Became::from(*way) } else { became };
                rows.push(Row { then: Some(*then), now: Some(*later), became });
            }
            if behind.is_empty() {
                rows.push(Row { then: None, now: Some(*later), became });
            }
        }
        let mut left = Vec::new();
        for (id, ways) in &ways {
            let record = ledger.record(*id);
            let arrives = now.iter().filter_map(|later| ways.get(later)).min();
            let became = arrives.map_or_else(|| without_record(ledger, *id, to), |way| Became::from(*way));
            if record.status.is_unresolved() {
                left.push((*id, became));
            }
            if arrives.is_none() {
                rows.push(Row { then: Some(*id), now: None, became });
            }
        }
        Self { rows, left, now: now_became }
    }
}

/// Every record up to the year `until` that goes on from one, with the way that leads there.
fn ways_on(ledger: &Ledger, start: RecordId, until: i16) -> BTreeMap<RecordId, Way> {
    let mut ways: BTreeMap<RecordId, Way> = BTreeMap::new();
    let mut todo = vec![(start, Way::Carried)];
    while let Some((id, way)) = todo.pop() {
        let earlier = ledger.record(id);
        let later = earlier.into.iter().map(|later| (*later, ledger.record(*later)));
        for (next, later) in later.filter(|(_, later)| later.year <= until) {
            let way = way.max(step(ledger, earlier, later));
            if ways.get(&next).is_none_or(|known| way < *known) {
                ways.insert(next, way);
                todo.push((next, way));
            }
        }
    }
    ways
}

/// How one record goes on from the one before.
fn step(ledger: &Ledger, earlier: &Record, later: &Record) -> Way {
    match earlier.status.is_unresolved() {
        true if ledger.is_in_time(earlier, later) => Way::Carried,
        true => Way::Resurfaced,
        false => Way::Reopened,
    }
}

/// What became of a record of which the later year `to` has nothing.
fn without_record(ledger: &Ledger, id: RecordId, to: i16) -> Became {
    let record = ledger.record(id);
    match record.status {
        Status::Fixed => return Became::Fixed,
        Status::Dropped => return Became::Dropped,
        Status::Open | Status::NotFixed | Status::PartlyFixed | Status::Improving => {}
    }
    let next = ledger.body(&record.body).and_then(|body| body.next_plan_year(record.year));
    // Of neighbours the balance says what became of a record, whatever its successor made of it in the same
    // year.
    if record.onward == Onward::TakenOver && next.is_some_and(|next| next.year == to) {
        return Became::TakenOver;
    }
    match fate(ledger, id, to) {
        Fate::Closed(_) => Became::ClosedBetween,
        Fate::Open => Became::Elsewhere,
        Fate::Withheld => Became::Withheld,
        Fate::Unaccounted => Became::Unaccounted,
    }
}
