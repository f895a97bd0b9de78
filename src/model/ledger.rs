//! The ledger: what all files of a volume say together, and what follows from it.
//!
//! Resolving makes it from the documents of one edition; planning and exports read it. It stands apart from
//! the documents because everything in it needs more than one file: lineages, edges, balances, promises,
//! lateness. Its parts refer to each other by index ([`RecordId`] and the like), so that it is plain data
//! without reference cycles.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::front_matter::{Basis, BodyMeta, Disposition, EdgeKind, ReportDue, Role, Status, Unit};
use crate::model::document::{self, Document};
use crate::source::{ContentPath, Place};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Index of a record in [`Ledger::records`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordId(pub usize);

/// Index of a paper in [`Ledger::papers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaperId(pub usize);

/// Index of a lineage in [`Ledger::lineages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineageId(pub usize);

/// Index of an official document in [`Ledger::documents`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OfficialId(pub usize);

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

/// A body and its years.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its folder.
    pub id: String,
    /// Its `index.md`.
    pub document: Arc<Document>,
    /// The front matter of that file.
    pub meta: BodyMeta,
    /// Years with any document of it, in order.
    pub years: Vec<Year>,
}

/// A year of a body that has documents.
#[derive(Debug, Clone)]
pub struct Year {
    /// Year of the folder.
    pub year: i16,
    /// Years that its main plan covers, which may be several.
    pub span: YearSpan,
    /// Whether it is a plan year: it has a plan or a record.
    pub is_plan_year: bool,
    /// Its reviews, plans and reports.
    pub papers: Vec<PaperId>,
    /// Its records.
    pub records: Vec<RecordId>,
}

/// A review, plan or report.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its file; the kind is in `meta`.
    pub document: Arc<Document>,
    /// Body that it belongs to.
    pub body: String,
    /// Year of its folder.
    pub year: i16,
    /// Measures of a plan that belong to no record. A report has none: what it lists was promised
    /// elsewhere.
    pub measures: Vec<Measure>,
    /// Indicators that belong to no record, one for each name and level.
    pub indicators: Vec<Indicator>,
    /// The plan that it reports on.
    pub on: Option<PaperRef>,
    /// Documents that it carries out.
    pub implements: Vec<PaperRef>,
    /// Reports that it asks for, with their last good days.
    pub reports_due: Vec<DueReport>,
    /// Its official document, where it has a number.
    pub official: Option<OfficialId>,
}

/// A reference from a document to another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PaperRef {
    /// A paper of this volume.
    Paper(PaperId),
    /// A paper of another volume.
    File(ContentPath),
    /// An official document that is in the register, or only cited.
    Official(OfficialId),
}

/// A report that a plan asks for.
#[derive(Debug, Clone)]
pub struct DueReport {
    /// As the plan states it.
    pub asked: ReportDue,
    /// Its last good days, in order; empty where it has none.
    pub due: Vec<Date>,
    /// Measures that it covers and that end after its last good day, if there are any.
    pub uncovered: Option<Uncovered>,
}

/// Measures that end after the report that is to cover them.
#[derive(Debug, Clone)]
pub struct Uncovered {
    /// Last good day of the report.
    pub due: Date,
    /// How many there are.
    pub count: usize,
    /// Last good day of the first of them.
    pub first_due: Date,
    /// Place of the first of them.
    pub first: Place,
}

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
/// take it up: see [`Ledger::is_in_time`]. Only a successor of the body can take a record up before that
/// year, or where the body has no later plan year at all; there is no gap to speak of then. What a successor
/// takes up after a gap was missing first, and so the record is resurfaced, while the successor's own record
/// is inherited all the same: one says that there was a gap, the other where it comes from.
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

/// A measure, with what follows from its plan and the day of the site.
#[derive(Debug, Clone)]
pub struct Measure {
    /// As written.
    pub item: Arc<document::Measure>,
    /// Unit that leads: its own, or the record's.
    pub lead: Option<String>,
    /// Units that coordinate: its own, or the record's.
    pub coordinate: Vec<String>,
    /// Whether it is past its deadline and not claimed done.
    pub late: bool,
}

/// One indicator of a record or paper: target and actual value of one name, from all rows that have it.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Its first row, completed from later rows of the same name.
    pub row: Arc<document::Indicator>,
    /// Unit of the numbers.
    pub unit: Option<String>,
    /// Whether the target is met; none where a number is missing or the two are not comparable.
    pub met: Option<bool>,
}

/// An indicator with two values in one year of a body.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Body.
    pub body: String,
    /// Year.
    pub year: i16,
    /// Name of the indicator.
    pub name: String,
    /// The value that comes first, and the file that has it.
    pub first: (String, ContentPath),
    /// The other value, and the file that has it.
    pub second: (String, ContentPath),
}

/// One deficiency of one body under its own name.
#[derive(Debug, Clone)]
pub struct Lineage {
    /// Its id: `tay-ninh/ma-tuy`.
    pub id: String,
    /// Body that it belongs to.
    pub body: String,
    /// Name of the deficiency.
    pub name: String,
    /// Its records by year; never empty.
    pub records: Vec<RecordId>,
    /// Its outcome.
    pub outcome: Outcome,
    /// Whole years from recognition to the day of the site, or to its end.
    pub years_outstanding: i16,
}

/// How a lineage stands: what became of its last record.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Nothing later has it.
    Unaccounted,
    /// Unresolved in the latest plan.
    Open,
    /// Went into records of other names.
    Carried,
    /// Went into records of a body that succeeds its own.
    TakenOver,
    /// Goes on in a record that is not public.
    Withheld,
    /// Fixed.
    Fixed,
    /// Dropped.
    Dropped,
}

/// The account of plan year `from` against the next one, `to`, of one body.
///
/// It adds up by construction:
/// `unresolved = carried + taken_over + withheld + unaccounted`,
/// `records = carried + split_extra - merge_absorbed + inherited + resurfaced + reopened + new`,
/// `records = fixed + dropped + unresolved_end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Balance {
    /// Body.
    pub body: String,
    /// Earlier plan year.
    pub from: i16,
    /// Next plan year.
    pub to: i16,
    /// Records of `from` that were neither fixed nor dropped.
    pub unresolved: usize,
    /// Of those, how many a record of `to` goes on from.
    pub carried: usize,
    /// Of the others, how many a body that succeeds this one has taken over by then.
    pub taken_over: usize,
    /// Of the others, how many go on in a record that is not public.
    pub withheld: usize,
    /// How many are left: nothing goes on from them up to then.
    pub unaccounted: usize,
    /// Records that splitting added: edges less their ends in `from`.
    pub split_extra: usize,
    /// Records that merging took away: edges less their ends in `to`.
    pub merge_absorbed: usize,
    /// Records of `to` that a body before this one left behind.
    pub inherited: usize,
    /// Records of `to` that are back after a gap.
    pub resurfaced: usize,
    /// Records of `to` that had been closed.
    pub reopened: usize,
    /// Records of `to` that go on from nothing.
    pub new: usize,
    /// All records of `to`.
    pub records: usize,
    /// Of those, how many were fixed.
    pub fixed: usize,
    /// Of those, how many were dropped.
    pub dropped: usize,
    /// Of those, how many are left.
    pub unresolved_end: usize,
    /// Years between the two without any document in this edition.
    pub years_without_documents: Vec<i16>,
}

/// An official document with a number: of the content, of the register, or only cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialDocument {
    /// Its number.
    pub number: DocumentNumber,
    /// Kind in words, where the number or the register says it.
    pub kind: Option<String>,
    /// Who issued it.
    pub issuer: Option<IssuerRef>,
    /// Day it was signed.
    pub date: Option<Date>,
    /// Years that it covers.
    pub period: Option<YearSpan>,
    /// What it is about.
    pub subject: Option<String>,
    /// A remark of the register.
    pub note: Option<String>,
    /// Its text, where it is a paper of the content.
    pub paper: Option<ContentPath>,
    /// Whether the register or the content has it; otherwise it is only cited.
    pub declared: bool,
    /// Documents that it carries out.
    pub implements: Vec<PaperRef>,
    /// Documents that carry it out.
    pub implemented_by: Vec<PaperRef>,
    /// Reports on it.
    pub reported_by: Vec<PaperRef>,
    /// Files that cite it, with the number of citations.
    pub cited_by: Vec<(ContentPath, usize)>,
    /// File name of its page, without `.html`.
    pub page: String,
}

/// The issuer of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct IssuerRef {
    /// Id of an issuer in the register, or of a body.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Whether it is a body of the site.
    pub is_body: bool,
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

impl Balance {
    /// What became of the unresolved records of the earlier year, by the names of the fields. The parts add
    /// up to them.
    pub fn left_by_outcome(&self) -> [(&'static str, usize); 4] {
        [
            ("carried", self.carried),
            ("taken_over", self.taken_over),
            ("withheld", self.withheld),
            ("unaccounted", self.unaccounted),
        ]
    }

    /// How many of them were this body's own to take up, as far as this edition can tell.
    pub fn own(&self) -> usize {
        self.unresolved - self.taken_over - self.withheld
    }
}

impl OfficialDocument {
    /// The document without what other documents say about it.
    pub fn alone(&self) -> Self {
        Self {
            implements: Vec::new(),
            implemented_by: Vec::new(),
            reported_by: Vec::new(),
            cited_by: Vec::new(),
            ..self.clone()
        }
    }
}

impl Body {
    /// Its plan years, in order.
    pub fn plan_years(&self) -> impl DoubleEndedIterator<Item = &Year> {
        self.years.iter().filter(|year| year.is_plan_year)
    }

    /// The last plan year before `year`.
    pub fn previous_plan_year(&self, year: i16) -> Option<&Year> {
        self.plan_years().rev().find(|entry| entry.year < year)
    }

    /// The first plan year after `year`.
    pub fn next_plan_year(&self, year: i16) -> Option<&Year> {
        self.plan_years().find(|entry| entry.year > year)
    }

    /// Its latest plan year.
    pub fn latest_plan_year(&self) -> Option<&Year> {
        self.plan_years().next_back()
    }

    /// Its short name: the title of its file.
    pub fn short_name(&self) -> &str {
        &self.document.title.value
    }

    /// Whether there is any document of `year`, or a plan that covers it.
    pub fn has_documents_of(&self, year: i16) -> bool {
        self.years.iter().any(|entry| entry.year == year || entry.span.contains(year))
    }

    /// The unit with this id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.meta.units.iter().find(|unit| unit.id.value == id)
    }

    /// The units that have taken over from others.
    pub fn present_units(&self) -> PresentUnits<'_> {
        PresentUnits::of_units(&self.meta.units)
    }
}

/// Ids of units, each with that of the unit that has taken over from it, over any number of steps.
#[derive(Debug)]
pub struct PresentUnits<'b>(BTreeMap<&'b str, &'b str>);

impl<'b> PresentUnits<'b> {
    /// Those of a list of units.
    pub fn of_units(units: &'b [Unit]) -> Self {
        // Of two units of one id, which is a mistake, the first counts.
        let next = units.iter().rev().map(|unit| {
            let successor = unit.successor.as_ref().map(|successor| successor.to.value.as_str());
            (unit.id.value.as_str(), successor)
        });
        Self::new(&next.collect())
    }

    /// Takes the units with their next ones.
    fn new(next: &BTreeMap<&'b str, Option<&'b str>>) -> Self {
        let mut present = BTreeMap::new();
        for id in next.keys() {
            let (mut way, mut last) = (Vec::new(), *id);
            // Where successors go round in a circle, which is a mistake, the way ends where it comes back.
            while !present.contains_key(last) {
                present.insert(last, last);
                way.push(last);
                match next.get(last).copied().flatten() {
                    Some(successor) => last = successor,
                    None => break,
                }
            }
            let last = present.get(last).copied().unwrap_or(last);
            present.extend(way.into_iter().map(|id| (id, last)));
        }
        Self(present)
    }

    /// The unit that has taken over from unit `id`; `id` itself where none has.
    pub fn of(&self, id: &'b str) -> &'b str {
        self.0.get(id).copied().unwrap_or(id)
    }
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

#[test]
fn the_present_unit_is_the_last_of_its_successors() {
    let next = [("a", Some("b")), ("b", Some("d")), ("c", None), ("d", None), ("e", Some("gone"))];
    let circle = [("x", Some("y")), ("y", Some("x")), ("z", Some("x"))];
    let present = PresentUnits::new(&next.into_iter().chain(circle).collect());
    let ids = ["a", "b", "c", "d", "e", "gone", "other"];
    assert_eq!(ids.map(|id| present.of(id)), ["d", "d", "c", "d", "gone", "gone", "other"]);
    assert_eq!(["x", "y", "z"].map(|id| present.of(id)), ["x"; 3]);
}
