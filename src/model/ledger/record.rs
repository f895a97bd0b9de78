//! Records: one deficiency in one plan year each, where it comes from, and what became of it.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::ids::{LineageId, PaperRef, RecordId};
use super::measure::{Indicator, Measure};
use crate::front_matter::{Basis, Disposition, EdgeKind, Role, Status};
use crate::model::document::Document;
use crate::source::{ContentPath, Place};
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One deficiency in one plan year of one body.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its file.
    pub document: Arc<Document>,
    /// Body that it belongs to.
    pub body: String,
    /// Plan year.
    pub year: i16,
    /// Name of the deficiency.
    pub name: String,
    /// Outcome of the verdict.
    pub status: Status,
    /// Year of the review that found it.
    pub recognised: i16,
    /// Id of its area.
    pub area: Option<String>,
    /// Id of the unit that leads.
    pub lead: Option<String>,
    /// Ids of the units that coordinate.
    pub coordinate: Vec<String>,
    /// Ids of the units that monitor.
    pub monitor: Vec<String>,
    /// The plan that undertakes it.
    pub plan: Option<PaperRef>,
    /// The promise to continue in a later year.
    pub promise: Option<Promise>,
    /// How it was dropped.
    pub disposition: Option<Disposition>,
    /// Its measures.
    pub measures: Vec<Measure>,
    /// Its indicators, one for each name and level.
    pub indicators: Vec<Indicator>,
    /// Edges to the records that it goes on from.
    pub from: Vec<Edge>,
    /// Records that go on from it.
    pub into: Vec<RecordId>,
    /// What it is in relation to earlier years.
    pub origin: Origin,
    /// What became of it in later years.
    pub onward: Onward,
    /// Its lineage.
    pub lineage: LineageId,
    /// Earliest year of recognition of it and the unresolved records behind it.
    pub since: i16,
    /// How its status was changed after the report on its year, in order, as far as git knows.
    pub turned: Vec<Turned>,
}

/// A status that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Abbreviated hash of the commit.
    pub commit: String,
    /// Its day.
    pub day: Date,
    /// What it was.
    pub from: Status,
    /// What it was changed to.
    pub to: Status,
}

/// A status that was changed after the report on its year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// The change.
    pub turn: Turn,
    /// Day of the report.
    pub reported: Date,
}

/// A carry edge: a typed link from a record back to an earlier one.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The earlier record.
    pub from: RecordId,
    /// How the later one goes on from it.
    pub kind: EdgeKind,
    /// Whether documents state it.
    pub basis: Basis,
    /// Why.
    pub reason: Option<String>,
    /// Where it is stated; the place of the record's name where it follows from the name.
    pub place: Place,
}

/// What a record is to the years before: the first that fits.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Goes on from an unresolved record of the previous plan year.
    Carried,
    /// Goes on from an unresolved record of a body that this one succeeds.
    Inherited,
    /// Goes on from an unresolved record that is older than that.
    Resurfaced,
    /// Goes on from a closed record.
    Reopened,
    /// Goes on from nothing.
    New,
}

/// What became of a record: the first that fits.
///
/// A record goes on *in time* where that is no later than the next plan year of its own body, which had to
/// take it up: see `Ledger::is_in_time`. Only a successor of the body can take a record
/// up before that year, or where the body has no later plan year at all; there is no gap to speak of then. What a
/// successor takes up after a gap was missing first, and so the record is resurfaced, while the successor's own
/// record is inherited all the same: one says that there was a gap, the other where it comes from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Onward {
    /// A record of the next plan year of its body goes on from it.
    Carried,
    /// A record of a body that succeeds its own goes on from it in time.
    TakenOver,
    /// It goes on in a record that is not public.
    Withheld,
    /// No later plan year has it.
    Unaccounted,
    /// The next plan year does not have it, and a record after that goes on from it, of its body or a
    /// successor.
    Resurfaced,
    /// It was fixed.
    Fixed,
    /// It was dropped.
    Dropped,
    /// There is no later plan year yet.
    Latest,
}

/// A promise to continue in a year, and its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The promised year.
    pub year: i16,
    /// Its outcome.
    pub outcome: PromiseOutcome,
}

/// What came of a promise.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum PromiseOutcome {
    /// A record of the promised year goes on from it.
    Kept,
    /// It goes on in a record that is not public.
    Withheld,
    /// The promised year has a plan, and nothing in it goes on from it.
    Broken,
    /// The promised year has no plan in this edition, so nobody can check.
    Uncheckable,
    /// The promised year is not there yet.
    Pending,
}

impl Record {
    /// Whether somebody has judged what came of it. The status `open` alone says that nobody has, unless
    /// there are words of a verdict.
    pub fn is_judged(&self) -> bool {
        match self.status {
            Status::NotFixed | Status::PartlyFixed | Status::Improving | Status::Fixed | Status::Dropped => {
                true
            }
            Status::Open => !self.document.verdict().trim().is_empty(),
        }
    }

    /// Path of its file.
    pub fn path(&self) -> &ContentPath {
        &self.document.path
    }

    /// What files of a body name it by, as [`record_named`](crate::front_matter::record_named) reads it: `2021/ma-tuy`,
    /// or `kien-giang/2024/tu-tuong` where it is of another body.
    pub fn name_in(&self, body: &str) -> String {
        let Self { year, name, .. } = self;
        if self.body == body { format!("{year}/{name}") } else { format!("{}/{year}/{name}", self.body) }
    }

    /// The deficiency in words: the title and the text before the first heading.
    pub fn wording(&self) -> String {
        let statement = self.document.statement();
        match statement.as_str() {
            "" => self.document.title.value.clone(),
            statement => format!("{}\n{statement}", self.document.title.value),
        }
    }

    /// Units with the role `role`.
    pub fn units(&self, role: Role) -> Vec<&str> {
        match role {
            Role::Lead => self.lead.iter().map(String::as_str).collect(),
            Role::Coordinate => self.coordinate.iter().map(String::as_str).collect(),
            Role::Monitor => self.monitor.iter().map(String::as_str).collect(),
            Role::Compile => Vec::new(),
        }
    }
}
