//! The ledger: what all files of a volume say together, and what follows from it.
//!
//! Resolving makes it from the documents of one edition; planning and exports read it. It stands apart from
//! the documents because everything in it needs more than one file: lineages, edges, balances, promises,
//! lateness. Its parts refer to each other by index ([`RecordId`] and the like), so that it is plain data
//! without reference cycles.
//!
//! | module | holds |
//! |---|---|
//! | `body` | bodies, their years and units |
//! | `paper` | reviews, plans and reports |
//! | `record` | records, their edges, origins and promises |
//! | `measure` | measures and indicators |
//! | `lineage` | deficiencies through the years |
//! | `balance` | plan years against the next ones |
//! | `official` | documents with a number |
//! | `ids` | how they refer to each other |

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod balance;
mod body;
mod ids;
mod lineage;
mod measure;
mod official;
mod paper;
mod record;

pub use balance::Balance;
pub use body::{Body, PresentUnits, Year};
pub use ids::{LineageId, OfficialId, PaperId, PaperRef, RecordId};
pub use lineage::{Lineage, Outcome};
pub use measure::{Conflict, Indicator, Measure, ValueOfFile};
pub use official::{IssuerRef, OfficialDocument};
pub use paper::{DueReport, Paper, Uncovered};
pub use record::{Edge, Onward, Origin, Promise, PromiseOutcome, Record, Turn, Turned};

use crate::model::document::Document;
use crate::source::{ContentPath, Place};
use crate::vietnamese::date::YearSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything known of one volume, for one edition on one day.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// Bodies, by id.
    pub bodies: Vec<Body>,
    /// Records, by body, year and name.
    pub records: Vec<Record>,
    /// Reviews, plans and reports, by path.
    pub papers: Vec<Paper>,
    /// Ordinary pages, by path.
    pub pages: Vec<Arc<Document>>,
    /// Lineages, by body and name.
    pub lineages: Vec<Lineage>,
    /// Balances, by body and earlier year.
    pub balances: Vec<Balance>,
    /// Official documents that its files mention or are, by number and issuer.
    pub documents: Arc<[OfficialDocument]>,
    /// The document that each citation means, by the place of the citation.
    pub citations: BTreeMap<Place, OfficialId>,
    /// Documents cited in each file, by the file's path.
    pub cites: BTreeMap<ContentPath, BTreeSet<OfficialId>>,
    /// Index of each paper, by path.
    pub paper_ids: BTreeMap<ContentPath, PaperId>,
    /// Indicators with two values in one year.
    pub conflicts: Vec<Conflict>,
}

impl Ledger {
    /// The body with this id.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.bodies.binary_search_by(|body| body.id.as_str().cmp(id)).ok().map(|index| &self.bodies[index])
    }

    /// The record with this index.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.records[id.0]
    }

    /// The paper with this index.
    pub fn paper(&self, id: PaperId) -> &Paper {
        &self.papers[id.0]
    }

    /// The paper that a reference means, if it is one of this volume.
    pub fn paper_of(&self, reference: &PaperRef) -> Option<PaperId> {
        match reference {
            PaperRef::Paper(id) => Some(*id),
            PaperRef::File(path) => self.paper_ids.get(path).copied(),
            PaperRef::Official(id) => self.paper_ids.get(self.documents[id.0].paper.as_ref()?).copied(),
        }
    }

    /// Years of the plan that undertakes a record; the record's year where no plan is known.
    pub fn plan_years(&self, record: &Record) -> YearSpan {
        match &record.plan {
            Some(PaperRef::Paper(id)) => {
                let plan = self.paper(*id).document.meta.plan();
                plan.map_or(YearSpan::single(record.year), |plan| plan.years)
            }
            Some(PaperRef::File(_) | PaperRef::Official(_)) | None => YearSpan::single(record.year),
        }
    }

    /// Records of a body in a year.
    pub fn records_of(&self, body: &str, year: i16) -> &[RecordId] {
        let year = self.body(body).and_then(|body| body.years.iter().find(|entry| entry.year == year));
        year.map_or(&[], |year| &year.records)
    }

    /// Whether a record goes on from an earlier one without a gap: no plan year of the earlier one's body lies
    /// between the two, so that none had to take it up and did not.
    pub fn is_in_time(&self, earlier: &Record, later: &Record) -> bool {
        let next = self.body(&earlier.body).and_then(|body| body.next_plan_year(earlier.year));
        next.is_none_or(|next| later.year <= next.year)
    }

    /// What an edge alone makes of the record that it leads back from.
    pub fn origin_by(&self, edge: &Edge, later: &Record) -> Origin {
        let earlier = self.record(edge.from);
        match (earlier.status.is_unresolved(), earlier.body == later.body) {
            (false, _) => Origin::Reopened,
            (true, false) => Origin::Inherited,
            (true, true) if self.is_in_time(earlier, later) => Origin::Carried,
            (true, true) => Origin::Resurfaced,
        }
    }

    /// All records with their indices.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.records.iter().enumerate().map(|(index, record)| (RecordId(index), record))
    }
}
