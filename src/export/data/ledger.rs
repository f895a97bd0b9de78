//! The ledger as JSON, and its schema.
//!
//! Takes a ledger, one body at a time; gives the file from the parts of all bodies. It stands apart from
//! `format` because it knows the ledger's own types, and `format` only the published ones.

use super::format::*;
use crate::codec::{self, Packed};
use crate::diagnostic;
use crate::export::facts::Facts;
use crate::model::document::{Cell, MeasureDeadline, Piece};
use crate::model::ledger::{
    Balance, Edge, Indicator, Ledger, Measure, OfficialDocument, PaperId, PaperRef, Record,
};
use crate::settings::Edition;
use crate::vietnamese::figure::Figure;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// Path of the ledger in a site.
pub const LEDGER: &str = "data/ledger.json";

/// Path of its schema.
pub const SCHEMA: &str = "data/ledger.schema.json";

/// The JSON Schema of [`LedgerData`], made from the type itself.
pub fn schema() -> Vec<u8> {
    to_json(&schemars::schema_for!(LedgerData))
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    // Plain structs with string keys: serialising them does not fail.
    let mut json = serde_json::to_vec_pretty(value).unwrap_or_default();
    json.push(b'\n');
    json
}

/// What one body adds to the ledger's file: the items of each list as JSON, one a line.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Lists {
    records: Packed,
    lineages: Packed,
    balances: Packed,
    papers: Packed,
    reports_due: Packed,
    conflicts: Packed,
}

/// What the data files contain of one body.
#[derive(Debug)]
pub struct BodyData {
    pub(crate) records: Vec<RecordData>,
    pub(crate) lineages: Vec<LineageData>,
    pub(crate) balances: Vec<Balance>,
    pub(crate) papers: Vec<PaperData>,
    reports_due: Vec<ReportDueData>,
    conflicts: Vec<ConflictData>,
}

impl BodyData {
    /// What a ledger has on the body `body`.
    pub fn of(ledger: &Ledger, body: &str) -> Self {
        let records = ledger.records.iter().filter(|record| record.body == body);
        let lineages = ledger.lineages.iter().filter(|lineage| lineage.body == body);
        let balances = ledger.balances.iter().filter(|balance| balance.body == body);
        let papers = || ledger.papers.iter().filter(|paper| paper.body == body);
        let conflicts = ledger.conflicts.iter().filter(|conflict| conflict.body == body);
        Self {
            records: records.map(|record| record_data(ledger, record)).collect(),
            lineages: lineages.map(|lineage| lineage_data(ledger, lineage)).collect(),
            balances: balances.cloned().collect(),
            papers: papers().map(paper_data).collect(),
            reports_due: papers().flat_map(reports_due).collect(),
            conflicts: conflicts.map(conflict_data).collect(),
        }
    }

    /// What the body adds to the ledger's file.
    pub fn fragment(&self) -> Vec<u8> {
        codec::encode(&Lists {
            records: packed(&self.records),
            lineages: packed(&self.lineages),
            balances: packed(&self.balances),
            papers: packed(&self.papers),
            reports_due: packed(&self.reports_due),
            conflicts: packed(&self.conflicts),
        })
    }
}

fn packed<T: Serialize>(list: impl IntoIterator<Item = T>) -> Packed {
    Packed::new(&items(list))
}

/// The items of a list, each with a comma before it.
fn items<T: Serialize>(items: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut json = Vec::new();
    for item in items {
        json.extend_from_slice(b",\n");
        // Writing to memory does not fail, and the types are plain.
        let _ = serde_json::to_writer(&mut json, &item);
    }
    json
}

/// Writes the ledger as JSON, in the form of [`LedgerData`], with one item a line so that two archives
/// compare well. `fragments` are what the bodies add.
///
/// # Errors When `out` cannot be written.
pub fn write_ledger(facts: Facts<'_>, fragments: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    let shares: Vec<Lists> = fragments.iter().filter_map(|fragment| codec::decode(fragment)).collect();
    let (edition, as_of) = (facts.edition.word(), facts.as_of);
    write!(out, "{{\n\"edition\": \"{edition}\",\n\"as_of\": \"{as_of}\"")?;
    let of_shares = |list: fn(&Lists) -> &Packed| shares.iter().map(move |share| list(share).bytes());
    write_list(out, "records", of_shares(|share| &share.records))?;
    write_list(out, "lineages", of_shares(|share| &share.lineages))?;
    write_list(out, "balances", of_shares(|share| &share.balances))?;
    write_list(out, "papers", of_shares(|share| &share.papers))?;
    write_list(out, "documents", [items(facts.documents.iter().map(document_data))])?;
    write_list(out, "reports_due", of_shares(|share| &share.reports_due))?;
    write_list(out, "conflicts", of_shares(|share| &share.conflicts))?;
    if facts.edition == Edition::Internal {
        write_list(out, "findings", [items(findings(facts))])?;
    }
    out.write_all(b"\n}\n")
}

/// Writes one list, from the items that each body adds to it.
fn write_list(out: &mut dyn Write, name: &str, parts: impl IntoIterator<Item = Vec<u8>>) -> io::Result<()> {
    write!(out, ",\n\"{name}\": [")?;
    let mut parts = parts.into_iter().filter(|part| !part.is_empty());
    // The first item of a list has no comma before it.
    out.write_all(parts.next().as_deref().and_then(|first| first.get(1..)).unwrap_or_default())?;
    parts.try_for_each(|part| out.write_all(&part))?;
    out.write_all(b"]")
}

fn page(path: &crate::source::ContentPath) -> String {
    format!("{}.html", path.as_str())
}

fn identity(record: &Record) -> String {
    format!("{}/{}/{}", record.body, record.year, record.name)
}

fn record_data(ledger: &Ledger, record: &Record) -> RecordData {
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
        page: page(record.path()),
        plan: record.plan.as_ref().map(|plan| paper_name(ledger, plan)),
        lead: record.lead.clone(),
        coordinate: record.coordinate.clone(),
        monitor: record.monitor.clone(),
        measures: record.measures.iter().map(measure_data).collect(),
        indicators: record.indicators.iter().map(indicator_data).collect(),
        verdict: record.document.verdict(),
        continue_in: record.promise.as_ref().map(|promise| promise.year),
        promise: record.promise.as_ref().map(|promise| promise.outcome),
        cites: cites(record),
    }
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

fn measure_data(measure: &Measure) -> MeasureData {
    MeasureData {
        text: measure.item.text.clone(),
        deadline: measure.item.deadline.as_ref().map(deadline_data),
        extensions: measure.item.extensions.iter().map(deadline_data).collect(),
        lead: measure.lead.clone(),
        coordinate: measure.coordinate.clone(),
        claimed_done: measure.item.claimed_done,
        late: measure.late,
    }
}

fn deadline_data(deadline: &MeasureDeadline) -> DeadlineData {
    let read = deadline.read.as_ref();
    DeadlineData {
        raw: deadline.raw.value.clone(),
        kind: read.map(|read| read.kind),
        start: read.and_then(|read| read.start),
        due: read.and_then(|read| read.due),
        every: read.and_then(|read| read.every.as_ref()).map(ToString::to_string),
    }
}

fn indicator_data(indicator: &Indicator) -> IndicatorData {
    let row = &indicator.row;
    IndicatorData {
        name: row.name.value.clone(),
        target: row.target.as_ref().map(figure_data),
        actual: row.actual.as_ref().map(figure_data),
        unit: indicator.unit.clone(),
        met: indicator.met,
        level: row.level.clone(),
        deadline: row.deadline.as_ref().map(deadline_data),
    }
}

fn figure_data(cell: &Cell) -> FigureData {
    FigureData { raw: cell.raw.value.clone(), figure: cell.figure.as_ref().and_then(figure_value) }
}

fn figure_value(figure: &Figure) -> Option<FigureValue> {
    Some(FigureValue {
        value: number(figure.value)?,
        bound: figure.bound,
        up_to: figure.up_to.and_then(number),
        doubtful: figure.doubtful,
        of: figure.of.and_then(number),
        with: figure.with.as_ref().and_then(|with| number(with.value)),
        unit: figure.unit.clone(),
    })
}

/// A decimal as a JSON number, digit for digit.
fn number(decimal: rust_decimal::Decimal) -> Option<serde_json::Number> {
    decimal.normalize().to_string().parse().ok()
}

fn lineage_data(ledger: &Ledger, lineage: &crate::model::ledger::Lineage) -> LineageData {
    LineageData {
        id: lineage.id.clone(),
        body: lineage.body.clone(),
        deficiency: lineage.name.clone(),
        title: lineage
            .records
            .last()
            .map(|last| ledger.record(*last).document.title.value.clone())
            .unwrap_or_default(),
        records: lineage.records.iter().map(|id| identity(ledger.record(*id))).collect(),
        outcome: lineage.outcome,
        years_outstanding: lineage.years_outstanding,
        page: format!(
            "{}/lineage/{}.html",
            lineage.body,
            crate::vietnamese::letters::file_name(&lineage.name)
        ),
    }
}

fn paper_data(paper: &crate::model::ledger::Paper) -> PaperData {
    let common = paper.document.meta.paper();
    PaperData {
        body: paper.body.clone(),
        year: paper.year,
        kind: paper.document.meta.kind().to_owned(),
        title: paper.document.title.value.clone(),
        number: common
            .and_then(|common| common.number.as_ref())
            .map(|number| number.value.as_str().to_owned()),
        date: common.and_then(|common| common.date),
        page: page(&paper.document.path),
        measures: paper.measures.iter().map(measure_data).collect(),
        indicators: paper.indicators.iter().map(indicator_data).collect(),
    }
}

/// An official document, with the files that cite it.
pub fn document_data(document: &OfficialDocument) -> DocumentData {
    DocumentData {
        number: document.number.as_str().to_owned(),
        kind: document.kind.clone(),
        issuer: document.issuer.as_ref().map(|issuer| issuer.name.clone()),
        date: document.date,
        subject: document.subject.clone(),
        declared: document.declared,
        cited_by: document.cited_by.iter().map(|(path, _)| path.as_str().to_owned()).collect(),
        page: format!("documents/{}.html", document.page),
    }
}

fn reports_due(paper: &crate::model::ledger::Paper) -> Vec<ReportDueData> {
    let report = |due: &crate::model::ledger::DueReport| ReportDueData {
        body: paper.body.clone(),
        year: paper.year,
        plan: page(&paper.document.path),
        what: due.asked.what.value.clone(),
        to: due.asked.to.as_ref().map(|to| to.value.clone()),
        every: due.asked.every.as_ref().map(ToString::to_string),
        due: due.due.clone(),
    };
    paper.reports_due.iter().map(report).collect()
}

fn conflict_data(conflict: &crate::model::ledger::Conflict) -> ConflictData {
    ConflictData {
        body: conflict.body.clone(),
        year: conflict.year,
        name: conflict.name.clone(),
        first: conflict.first.0.clone(),
        first_in: conflict.first.1.as_str().to_owned(),
        second: conflict.second.0.clone(),
        second_in: conflict.second.1.as_str().to_owned(),
    }
}

fn findings(facts: Facts<'_>) -> Vec<FindingData> {
    let data = |found: &diagnostic::Diagnostic, waived: Option<WaiverData>| {
        let (line, column) = facts.sources.position(&found.place);
        FindingData {
            code: found.code.name().to_owned(),
            level: found.level,
            message: diagnostic::message(found, facts.language),
            file: facts.sources.get(found.place.source).path.clone(),
            line,
            column,
            waived,
        }
    };
    let reported = facts.findings.reported.iter().map(|found| data(found, None));
    let waived = facts.findings.waived.iter().map(|(found, waiver)| {
        let waiver = WaiverData { reason: waiver.reason.clone(), by: waiver.by.clone(), until: waiver.until };
        data(found, Some(waiver))
    });
    reported.chain(waived).collect()
}
