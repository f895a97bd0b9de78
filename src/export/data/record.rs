//! Records in data files: one deficiency in one plan year.

use super::cell::{CellValue, Columns, list, maybe, number, page, text};
use super::indicator::{self, IndicatorData};
use super::measure::{self, MeasureData};
use crate::front_matter::{Basis, EdgeKind, Status};
use crate::model::document::Piece;
use crate::model::ledger::{
    Edge, Ledger, Onward, Origin, PaperId, PaperRef, PromiseOutcome, Record, Turn, Turned,
};
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One deficiency in one plan year.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecordData {
    /// Body.
    pub body: String,
    /// Plan year.
    pub year: i16,
    /// Name of the deficiency, the same every year.
    pub deficiency: String,
    /// Its title in this year.
    pub title: String,
    /// Outcome of the verdict.
    pub status: Status,
    /// Year of the review that found it.
    pub recognised: i16,
    /// Area, by id.
    pub area: Option<String>,
    /// What it is to the years before.
    pub origin: Origin,
    /// What became of it.
    pub onward: Onward,
    /// What it goes on from.
    pub from: Vec<EdgeData>,
    /// Lineage, by id.
    pub lineage: String,
    /// Its page, relative to the root of the site.
    pub page: String,
    /// Plan that undertakes it: its number, or its content path.
    pub plan: Option<String>,
    /// Unit that leads, by id.
    pub lead: Option<String>,
    /// Units that coordinate, by id.
    pub coordinate: Vec<String>,
    /// Units that monitor, by id.
    pub monitor: Vec<String>,
    /// Promised actions.
    pub measures: Vec<MeasureData>,
    /// Numbers to reach and numbers reached.
    pub indicators: Vec<IndicatorData>,
    /// The verdict in words.
    pub verdict: String,
    /// Year in which the direction promises to go on.
    pub continue_in: Option<i16>,
    /// What came of that promise, as far as the documents of this edition tell.
    pub promise: Option<PromiseOutcome>,
    /// How the status was changed after the report on its year, where readers of this edition may see what git knows.
    pub turned: Vec<TurnedData>,
    /// Numbers of the documents that it cites.
    pub cites: Vec<String>,
}

pub(super) fn record_data(ledger: &Ledger, record: &Record) -> RecordData {
    RecordData {
        body: record.body.clone(),
        year: record.year,
        deficiency: record.name.clone(),
        title: record.document.title.value.clone(),
        status: record.status,
        recognised: record.recognised,
        area: record.area.clone(),
        origin: record.origin,
        onward: record.onward,
        from: record.from.iter().map(|edge| edge_data(ledger, edge)).collect(),
        lineage: ledger.lineages[record.lineage.0].id.clone(),
        page: record.path().page(),
        plan: record.plan.as_ref().map(|plan| paper_name(ledger, plan)),
        lead: record.lead.clone(),
        coordinate: record.coordinate.clone(),
        monitor: record.monitor.clone(),
        measures: record.measures.iter().map(measure::measure_data).collect(),
        indicators: record.indicators.iter().map(indicator::indicator_data).collect(),
        verdict: record.document.verdict(),
        continue_in: record.promise.as_ref().map(|promise| promise.year),
        promise: record.promise.as_ref().map(|promise| promise.outcome),
        turned: record.turned.iter().map(turned_data).collect(),
        cites: cites(record),
    }
}

/// Columns of the table, with the cell of each in a row.
pub(crate) fn columns<'w>() -> Columns<'w, &'w RecordData> {
    vec![
        ("body", |words, _| words.body()),
        ("year", |_, record| number(record.year)),
        ("title", |_, record| text(record.title.as_str())),
        ("status", |words, record| words.word("status", record.status)),
        ("origin", |words, record| words.word("state", record.origin)),
        ("onward", |words, record| words.word("state", record.onward)),
        ("recognised", |_, record| number(record.recognised)),
        ("area", |words, record| words.area(record.area.as_ref())),
        ("lead", |words, record| words.lead(record.lead.as_ref())),
        ("coordinate", |words, record| words.units(&record.coordinate)),
        ("monitor", |words, record| words.units(&record.monitor)),
        ("plan", |_, record| maybe(record.plan.as_deref())),
        ("measures", |_, record| number(record.measures.len())),
        ("claimed", |_, record| {
            number(record.measures.iter().filter(|measure| measure.claimed_done).count())
        }),
        ("late", |_, record| number(record.measures.iter().filter(|measure| measure.late).count())),
        ("verdict", |_, record| maybe(Some(record.verdict.as_str()))),
        ("continue_in", |_, record| record.continue_in.map_or(CellValue::Empty, number)),
        ("promise", |words, record| {
            record.promise.map_or(CellValue::Empty, |promise| words.word("promise", promise))
        }),
        ("cites", |_, record| list(record.cites.iter().map(String::as_str))),
        ("deficiency", |_, record| text(record.deficiency.as_str())),
        ("page", |_, record| page(&record.page)),
    ]
}

/// A typed link back to an earlier record.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct EdgeData {
    /// Body of the earlier record.
    pub body: String,
    /// Its year.
    pub year: i16,
    /// Its name.
    pub deficiency: String,
    /// How the later one goes on from it.
    pub r#as: EdgeKind,
    /// Where that is known from.
    pub basis: Basis,
    /// Why.
    pub reason: Option<String>,
}

fn edge_data(ledger: &Ledger, edge: &Edge) -> EdgeData {
    let earlier = ledger.record(edge.from);
    EdgeData {
        body: earlier.body.clone(),
        year: earlier.year,
        deficiency: earlier.name.clone(),
        r#as: edge.kind,
        basis: edge.basis,
        reason: edge.reason.clone(),
    }
}

/// A status that was changed after the report on its year.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TurnedData {
    /// Day of the change.
    #[schemars(with = "String", extend("format" = "date"))]
    pub day: Date,
    /// Its commit, abbreviated.
    pub commit: String,
    /// Day of the report.
    #[schemars(with = "String", extend("format" = "date"))]
    pub reported: Date,
    /// What it was.
    pub from: Status,
    /// What it was changed to.
    pub to: Status,
}

fn turned_data(turned: &Turned) -> TurnedData {
    let Turned { turn: Turn { commit, day, from, to }, reported } = turned;
    TurnedData { day: *day, commit: commit.clone(), reported: *reported, from: *from, to: *to }
}

fn paper_name(ledger: &Ledger, paper: &PaperRef) -> String {
    let path = |id: &PaperId| ledger.paper(*id).document.path.as_str().to_owned();
    let number = |id: &PaperId| {
        let official = ledger.paper(*id).official?;
        Some(ledger.documents[official.0].number.as_str().to_owned())
    };
    match paper {
        PaperRef::Paper(id) => number(id).unwrap_or_else(|| path(id)),
        PaperRef::File(path) => path.as_str().to_owned(),
        PaperRef::Official(id) => ledger.documents[id.0].number.as_str().to_owned(),
    }
}

fn cites(record: &Record) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for piece in record.document.all_pieces() {
        if let Piece::Citation(hole) = piece {
            let number = hole.number.as_str();
            if numbers.iter().all(|known| known != number) {
                numbers.push(number.to_owned());
            }
        }
    }
    numbers
}
