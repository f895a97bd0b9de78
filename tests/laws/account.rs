//! The law of carry-over, worked out slowly, word for word as PRODUCT.md has it, and apart from the program.
//!
//! Every question is asked of the whole corpus again. Nothing here is called by the program or calls it; only the words
//! for the answers are shared.

use crate::world::{Body, Key, Record, World, Year};
use khacphuc::front_matter::{Basis, EdgeKind, Status};
use khacphuc::model::ledger::{Balance, Onward, Origin, Outcome, PromiseOutcome};
use khacphuc::settings::Edition;
use std::collections::{BTreeMap, BTreeSet};

/// An edge, by the record that it leads to.
pub(crate) type Edges = BTreeMap<Key, (EdgeKind, Basis)>;

/// What the law says of one record.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub(crate) from: Edges,
    pub(crate) origin: Origin,
    pub(crate) onward: Onward,
}

/// What the law says of one lineage: years of its records, how it stands, years outstanding.
pub(crate) type Followed = (Vec<i16>, Outcome, i16);

/// What a comparison has to say of an unresolved record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Became {
    Carried,
    Reopened,
    Interrupted,
    TakenOver,
    Withheld,
    Elsewhere,
    Closed,
    Lost,
}

impl Became {
    pub(crate) const ALL: [Self; 8] = [
        Self::Carried,
        Self::Reopened,
        Self::Interrupted,
        Self::TakenOver,
        Self::Withheld,
        Self::Elsewhere,
        Self::Closed,
        Self::Lost,
    ];

    /// The key of its words.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::Reopened => "reopened_since",
            Self::Interrupted => "interrupted",
            Self::TakenOver => "taken_over",
            Self::Withheld => "withheld",
            Self::Elsewhere => "elsewhere",
            Self::Closed => "closed_between",
            Self::Lost => "unaccounted",
        }
    }
}

/// What became of a record by a later year, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Closed,
    Elsewhere,
    Withheld,
    Lost,
}

pub(crate) struct Account<'w> {
    world: &'w World,
    edition: Edition,
    as_of_year: i16,
    records: BTreeMap<Key, &'w Record>,
    edges: BTreeMap<Key, Edges>,
}

fn is_open(record: &Record) -> bool {
    !matches!(record.status, Status::Fixed | Status::Dropped)
}

impl<'w> Account<'w> {
    pub(crate) fn new(world: &'w World, edition: Edition, as_of_year: i16) -> Self {
        let records: BTreeMap<Key, &Record> = world.records().collect();
        let edges = records.iter().map(|(key, record)| (key.clone(), edges(key, record, &records))).collect();
        Self { world, edition, as_of_year, records, edges }
    }

    pub(crate) fn judged(&self) -> BTreeMap<Key, Judged> {
        let judge = |key: &Key| Judged {
            from: self.edges[key].clone(),
            origin: self.origin(key),
            onward: self.onward(key),
        };
        self.records.keys().map(|key| (key.clone(), judge(key))).collect()
    }

    fn body(&self, key: &Key) -> &'w Body {
        self.world.bodies.iter().find(|body| body.id == key.0).unwrap()
    }

    /// Whether some record of `year` of the same body has an edge to the record `key`.
    fn is_carried_into(&self, key: &Key, year: &Year) -> bool {
        let later = year.records.iter().map(|record| (key.0.clone(), year.year, record.name.clone()));
        later.into_iter().any(|later| self.edges[&later].contains_key(key))
    }

    /// *Carried*, *inherited*, *resurfaced*, *reopened*, *new*: the first that fits.
    fn origin(&self, key: &Key) -> Origin {
        let previous =
            self.body(key).plan_years().into_iter().map(|year| year.year).filter(|year| *year < key.1).max();
        let leads_to = |fits: &dyn Fn(&Key, bool) -> bool| {
            self.edges[key].keys().any(|earlier| fits(earlier, is_open(self.records[earlier])))
        };
        if leads_to(&|earlier, open| open && earlier.0 == key.0 && Some(earlier.1) == previous) {
            Origin::Carried
        } else if leads_to(&|earlier, open| open && earlier.0 != key.0) {
            Origin::Inherited
        } else if leads_to(&|_, open| open) {
            Origin::Resurfaced
        } else if leads_to(&|_, open| !open) {
            Origin::Reopened
        } else {
            Origin::New
        }
    }

    /// *Fixed* and *dropped* speak for themselves; anything else is carried, taken over by a successor no later than the
    /// next plan year, withheld, back after a gap, unaccounted, or the latest.
    fn onward(&self, key: &Key) -> Onward {
        let record = self.records[key];
        let next = self.body(key).plan_years().into_iter().find(|year| year.year > key.1);
        let withheld = record.withheld && self.is_public();
        match (record.status, next) {
            (Status::Fixed, _) => Onward::Fixed,
            (Status::Dropped, _) => Onward::Dropped,
            (_, Some(next)) if self.is_carried_into(key, next) => Onward::Carried,
            (_, Some(next)) if self.followers(key).iter().any(|later| later.1 <= next.year) => {
                Onward::TakenOver
            }
            (_, None) if self.goes_on(key) => Onward::TakenOver,
            _ if withheld => Onward::Withheld,
            (_, Some(_)) if self.goes_on(key) => Onward::Resurfaced,
            (_, Some(_)) => Onward::Unaccounted,
            (_, None) => Onward::Latest,
        }
    }

    /// Whether any record at all has an edge to the record `key`.
    fn goes_on(&self, key: &Key) -> bool {
        !self.followers(key).is_empty()
    }

    /// Every record with an edge to the record `key`.
    pub(crate) fn followers(&self, key: &Key) -> Vec<&Key> {
        let all = self.edges.iter().filter(|(_, edges)| edges.contains_key(key));
        all.map(|(later, _)| later).collect()
    }

    /// What a comparison has to say of an unresolved record that no record of its body's year `until` goes on from: the
    /// worst of what became of its parts by then.
    fn end(&self, key: &Key, until: i16) -> End {
        let later = self.edges.iter().filter(|(later, edges)| edges.contains_key(key) && later.1 <= until);
        if let Some(worst) = later.map(|(later, _)| self.end(later, until)).max() {
            return worst;
        }
        let record = self.records[key];
        let had_to =
            self.body(key).plan_years().into_iter().any(|year| year.year > key.1 && year.year <= until);
        match record.status {
            Status::Fixed | Status::Dropped => End::Closed,
            _ if self.onward(key) == Onward::Withheld => End::Withheld,
            _ if had_to && !matches!(self.onward(key), Onward::Carried | Onward::TakenOver) => End::Lost,
            _ => End::Elsewhere,
        }
    }

    /// What became of an unresolved record by a later plan year of its body. Between neighbours it is what
    /// the balance says. Over several years it arrives or not; where it arrives, the best of the ways there
    /// counts.
    pub(crate) fn became(&self, key: &Key, to: i16) -> Became {
        if self.next_plan_year(key) == Some(to) {
            return match self.onward(key) {
                Onward::Carried => Became::Carried,
                Onward::TakenOver => Became::TakenOver,
                Onward::Withheld => Became::Withheld,
                Onward::Unaccounted | Onward::Resurfaced => Became::Lost,
                Onward::Fixed | Onward::Dropped | Onward::Latest => panic!("{key:?} is left over"),
            };
        }
        self.way(key, &key.0, to).unwrap_or_else(|| match self.end(key, to) {
            End::Closed => Became::Closed,
            End::Elsewhere => Became::Elsewhere,
            End::Withheld => Became::Withheld,
            End::Lost => Became::Lost,
        })
    }

    /// The best way from a record to the records of a year of a body, step by step: a step is carried on
    /// where no plan year of the earlier record's body lies before its end, reopened from a closed record, or
    /// else interrupted.
    fn way(&self, key: &Key, body: &str, to: i16) -> Option<Became> {
        let ways = self.followers(key).into_iter().filter(|later| later.1 <= to).filter_map(|later| {
            let next = self.next_plan_year(key);
            let step = match is_open(self.records[key]) {
                false => Became::Reopened,
                true if next.is_none_or(|next| later.1 <= next) => Became::Carried,
                true => Became::Interrupted,
            };
            let is_there = later.0 == body && later.1 == to;
            let rest = if is_there { Some(Became::Carried) } else { self.way(later, body, to) };
            rest.map(|rest| rest.max(step))
        });
        ways.min()
    }

    /// Records that a plan year up to `until` had to take up, and that none goes on from by then.
    pub(crate) fn lost_by(&self, body: &str, until: i16) -> Vec<Key> {
        let lost = self.records.keys().filter(|key| {
            let is_missing = matches!(self.onward(key), Onward::Unaccounted | Onward::Resurfaced);
            let is_back = self.followers(key).iter().any(|later| later.1 <= until);
            key.0 == body && key.1 < until && is_missing && !is_back
        });
        lost.cloned().collect()
    }

    /// The first plan year of its body after a record.
    pub(crate) fn next_plan_year(&self, key: &Key) -> Option<i16> {
        self.body(key).plan_years().into_iter().map(|year| year.year).find(|year| *year > key.1)
    }

    /// Whether a record is of the first plan year of its body.
    pub(crate) fn is_of_first_year(&self, key: &Key) -> bool {
        self.body(key).plan_years()[0].year == key.1
    }

    /// The kinds of a record's edges.
    pub(crate) fn kinds(&self, key: &Key) -> Vec<EdgeKind> {
        self.edges[key].values().map(|(kind, _)| *kind).collect()
    }

    pub(crate) fn is_public(&self) -> bool {
        self.edition == Edition::Public
    }

    pub(crate) fn bodies(&self) -> &'w [Body] {
        &self.world.bodies
    }

    pub(crate) fn body_of(&self, id: &str) -> &'w Body {
        self.world.bodies.iter().find(|body| body.id == id).unwrap()
    }

    /// The unresolved records of a year of a body.
    pub(crate) fn left(&self, body: &str, year: i16) -> Vec<Key> {
        let of_year =
            self.records.iter().filter(|(key, record)| key.0 == body && key.1 == year && is_open(record));
        of_year.map(|(key, _)| key.clone()).collect()
    }

    /// Plan years of a body that have records.
    pub(crate) fn years_with_records(&self, body: &str) -> Vec<i16> {
        let body = self.world.bodies.iter().find(|known| known.id == body).unwrap();
        let years = body.plan_years().into_iter().filter(|year| !year.records.is_empty());
        years.map(|year| year.year).collect()
    }

    pub(crate) fn record(&self, key: &Key) -> &'w Record {
        self.records[key]
    }

    /// The verdict of a record.
    pub(crate) fn status(&self, key: &Key) -> Status {
        self.records[key].status
    }

    /// Whether a record of that body and year goes on from the record `key`, through whatever is open between.
    fn is_taken_up_by(&self, key: &Key, body: &str, year: i16) -> bool {
        let later = self.edges.iter().filter(|(_, edges)| edges.contains_key(key)).map(|(later, _)| later);
        later.into_iter().any(|later| {
            let arrived = later.0 == body && later.1 == year;
            arrived
                || (later.1 < year && is_open(self.records[later]) && self.is_taken_up_by(later, body, year))
        })
    }

    /// A promise is kept by the plan of the promised year. A plan that runs on into that year counts where it has none of
    /// its own: the record's own plan first, then the latest one. Without any nobody can check.
    pub(crate) fn promise(&self, key: &Key) -> Option<(i16, PromiseOutcome)> {
        let record = self.records[key];
        let year = record.continue_in?;
        let body = self.body(key);
        let plans = body.plan_years();
        let runs_on = plans.iter().any(|plan| plan.year == key.1 && plan.covers(year));
        let of_that_year = plans.iter().find(|plan| plan.year == year);
        let promised = of_that_year.or_else(|| plans.iter().rfind(|plan| plan.covers(year)));
        let withheld = record.withheld && self.is_public();
        let nothing_yet = body.years.iter().all(|known| known.year < year) && year >= self.as_of_year;
        let others: Vec<&String> =
            self.world.bodies.iter().map(|other| &other.id).filter(|other| **other != key.0).collect();
        let outcome = match promised {
            _ if of_that_year.is_none() && runs_on => PromiseOutcome::Kept,
            Some(plan) if self.is_taken_up_by(key, &key.0, plan.year) => PromiseOutcome::Kept,
            // Or by a body that succeeds this one.
            _ if others.iter().any(|other| self.is_taken_up_by(key, other, year)) => PromiseOutcome::Kept,
            _ if withheld => PromiseOutcome::Withheld,
            Some(_) => PromiseOutcome::Broken,
            None if nothing_yet => PromiseOutcome::Pending,
            None => PromiseOutcome::Uncheckable,
        };
        Some((year, outcome))
    }

    pub(crate) fn balances(&self) -> Vec<Balance> {
        let mut balances = Vec::new();
        let mut bodies: Vec<&Body> = self.world.bodies.iter().collect();
        bodies.sort_by_key(|body| &body.id);
        for body in bodies {
            let years = body.plan_years();
            balances.extend(
                years.iter().zip(years.iter().skip(1)).map(|(from, to)| self.balance(body, from, to)),
            );
        }
        balances
    }

    fn balance(&self, body: &Body, from: &Year, to: &Year) -> Balance {
        let key = |year: &Year, record: &Record| (body.id.clone(), year.year, record.name.clone());
        let open: Vec<Key> =
            from.records.iter().filter(|record| is_open(record)).map(|record| key(from, record)).collect();
        let later: Vec<Key> = to.records.iter().map(|record| key(to, record)).collect();
        let edges: Vec<(&Key, &Key)> = (open.iter())
            .flat_map(|earlier| later.iter().map(move |later| (earlier, later)))
            .filter(|(earlier, later)| self.edges[*later].contains_key(*earlier))
            .collect();
        let ends_before = edges.iter().map(|(earlier, _)| earlier).collect::<BTreeSet<_>>().len();
        let ends_after = edges.iter().map(|(_, later)| later).collect::<BTreeSet<_>>().len();
        let withheld = open.iter().filter(|key| self.onward(key) == Onward::Withheld).count();
        let taken_over = open.iter().filter(|key| self.onward(key) == Onward::TakenOver).count();
        let origins = |origin| later.iter().filter(|key| self.origin(key) == origin).count();
        let status = |status| to.records.iter().filter(|record| record.status == status).count();
        let has_documents = |year: i16| body.years.iter().any(|known| known.covers(year));
        Balance {
            body: body.id.clone(),
            from: from.year,
            to: to.year,
            unresolved: open.len(),
            carried: ends_before,
            taken_over,
            withheld,
            unaccounted: open.len() - ends_before - taken_over - withheld,
            split_extra: edges.len() - ends_before,
            merge_absorbed: edges.len() - ends_after,
            inherited: origins(Origin::Inherited),
            resurfaced: origins(Origin::Resurfaced),
            reopened: origins(Origin::Reopened),
            new: origins(Origin::New),
            records: to.records.len(),
            fixed: status(Status::Fixed),
            dropped: status(Status::Dropped),
            unresolved_end: to.records.iter().filter(|record| is_open(record)).count(),
            years_without_documents: (from.year + 1..to.year).filter(|year| !has_documents(*year)).collect(),
        }
    }

    /// One deficiency of one body under its own name: its records in order, and how long it has stood.
    pub(crate) fn lineages(&self) -> BTreeMap<String, Followed> {
        let mut years: BTreeMap<(String, String), Vec<i16>> = BTreeMap::new();
        for (body, year, name) in self.records.keys() {
            years.entry((body.clone(), name.clone())).or_default().push(*year);
        }
        let followed = years.into_iter().map(|((body, name), mut years)| {
            years.sort_unstable();
            let last = (body.clone(), *years.last().unwrap(), name.clone());
            let (outcome, end) = self.outcome(&last);
            (format!("{body}/{name}"), (years, outcome, (end - self.since(&last)).max(0)))
        });
        followed.collect()
    }

    /// How a lineage stands after its last record, and the year up to which it counts. What the next plan year did not
    /// have may be back under another name after that.
    fn outcome(&self, last: &Key) -> (Outcome, i16) {
        match self.onward(last) {
            Onward::Carried | Onward::Resurfaced => (Outcome::Carried, self.as_of_year),
            Onward::TakenOver => (Outcome::TakenOver, self.as_of_year),
            Onward::Withheld => (Outcome::Withheld, self.as_of_year),
            Onward::Unaccounted => (Outcome::Unaccounted, self.as_of_year),
            Onward::Latest => (Outcome::Open, self.as_of_year),
            Onward::Fixed => (Outcome::Fixed, last.1),
            Onward::Dropped => (Outcome::Dropped, last.1),
        }
    }

    /// The earliest `recognised` of a record and of the unresolved records behind it.
    pub(crate) fn since(&self, key: &Key) -> i16 {
        let own = self.records[key].recognised.unwrap_or(key.1 - 1);
        let behind = self.edges[key].keys().filter(|earlier| is_open(self.records[*earlier]));
        behind.map(|earlier| self.since(earlier)).min().map_or(own, |since| since.min(own))
    }
}

/// What a record's author says, and the edge that its name says without being told: to the latest earlier record of the
/// same name in the same body, unless the author says something of that very record.
fn edges(key: &Key, record: &Record, records: &BTreeMap<Key, &Record>) -> Edges {
    let mut edges: Edges =
        record.carries.iter().map(|carry| (carry.from.clone(), (carry.kind, carry.basis))).collect();
    let namesakes = records.keys().filter(|other| other.0 == key.0 && other.2 == key.2 && other.1 < key.1);
    if let Some(latest) = namesakes.max_by_key(|other| other.1) {
        edges.entry(latest.clone()).or_insert((EdgeKind::Continues, Basis::Stated));
    }
    edges
}
