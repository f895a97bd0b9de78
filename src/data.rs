//! Data files: the ledger for other programs, and the schema that describes it.
//!
//! The types below are the format. They are apart from the ledger's own, so that the ledger can
//! change without changing what others read.

use crate::date::Date;
use crate::deadline::DeadlineKind;
use crate::diagnostic::{self, Level};
use crate::edition::Edition;
use crate::figure::{Bound, Figure};
use crate::findings::Findings;
use crate::language::Language;
use crate::model::document::{Basis, Cell, EdgeKind, MeasureDeadline, Piece, SectionKind, Status};
use crate::model::ledger::{
    Balance, Edge, Indicator, Ledger, Measure, Onward, Origin, Outcome, PaperId, PaperRef, PromiseOutcome,
    Record,
};
use crate::source::Sources;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Path of the ledger in a site.
pub const LEDGER: &str = "data/ledger.json";

/// Path of its schema.
pub const SCHEMA: &str = "data/ledger.schema.json";

/// The ledger of one edition on one day. A public one is drawn up from public documents alone: a year
/// or a document that is not there may exist and not be public.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct LedgerData {
    /// Edition that the data is of.
    pub edition: Edition,
    /// Day on which lateness was judged.
    #[schemars(with = "String", extend("format" = "date"))]
    pub as_of: Date,
    /// One for each deficiency in each plan year, by body, year and name.
    pub records: Vec<RecordData>,
    /// One for each deficiency, by body and name.
    pub lineages: Vec<LineageData>,
    /// One for each two consecutive plan years of a body.
    pub balances: Vec<Balance>,
    /// Reviews, plans and reports of the content, by path.
    pub papers: Vec<PaperData>,
    /// Official documents with a number: of the content, of the register, or only cited.
    pub documents: Vec<DocumentData>,
    /// Reports that plans ask for.
    pub reports_due: Vec<ReportDueData>,
    /// Indicators with two values in one year.
    pub conflicts: Vec<ConflictData>,
    /// What the record leaves open. Internal edition only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<FindingData>>,
}

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
    /// Numbers of the documents that it cites.
    pub cites: Vec<String>,
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

/// A promised action.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct MeasureData {
    /// Its words.
    pub text: String,
    /// Deadline; the last one, where it was extended.
    pub deadline: Option<DeadlineData>,
    /// Deadlines that were struck, the first one first.
    pub extensions: Vec<DeadlineData>,
    /// Unit that leads, by id.
    pub lead: Option<String>,
    /// Units that coordinate, by id.
    pub coordinate: Vec<String>,
    /// Whether the department claims that it is done.
    pub claimed_done: bool,
    /// Whether it is past its deadline and not claimed done.
    pub late: bool,
}

/// A deadline, as printed and as read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct DeadlineData {
    /// As printed.
    pub raw: String,
    /// Kind; none where it cannot be read.
    pub kind: Option<DeadlineKind>,
    /// First day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub start: Option<Date>,
    /// Last good day.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub due: Option<Date>,
    /// How often, as an ISO 8601 duration.
    pub every: Option<String>,
}

/// An indicator.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorData {
    /// Its name.
    pub name: String,
    /// Number to reach.
    pub target: Option<FigureData>,
    /// Number reached.
    pub actual: Option<FigureData>,
    /// Unit of both.
    pub unit: Option<String>,
    /// Whether the target is met; none where that cannot be said.
    pub met: Option<bool>,
    /// Level that it is set for.
    pub level: Option<String>,
    /// When it is due.
    pub deadline: Option<DeadlineData>,
}

/// A number, as printed and as read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FigureData {
    /// As printed.
    pub raw: String,
    /// The number; all the rest is none too where it is not one.
    #[serde(flatten)]
    pub figure: Option<FigureValue>,
}

/// What a printed number says.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FigureValue {
    /// Its value.
    pub value: serde_json::Number,
    /// How the value bounds the true one.
    pub bound: Bound,
    /// Upper end of a range: 7 in `5 - 7%`.
    pub up_to: Option<serde_json::Number>,
    /// Whether it is printed against the Vietnamese rule: `13.6 triệu`.
    pub doubtful: bool,
    /// What it is out of: 10 in `9/10`.
    pub of: Option<serde_json::Number>,
    /// Its companion: 117 in `06 / 117`.
    pub with: Option<serde_json::Number>,
    /// Unit printed with it.
    pub unit: Option<String>,
}

/// One deficiency of one body under its own name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct LineageData {
    /// Body and name.
    pub id: String,
    /// Body.
    pub body: String,
    /// Name of the deficiency.
    pub deficiency: String,
    /// Its records in order of years, each as body, year and name: `tay-ninh/2021/ma-tuy`.
    pub records: Vec<String>,
    /// How it stands.
    pub outcome: Outcome,
    /// Whole years from recognition to the day of the data, or to its end.
    pub years_outstanding: i16,
    /// Its page.
    pub page: String,
}

/// A review, plan or report of the content.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PaperData {
    /// Body.
    pub body: String,
    /// Year of its folder.
    pub year: i16,
    /// `review`, `plan` or `report`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Official number.
    pub number: Option<String>,
    /// Day it was signed.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub date: Option<Date>,
    /// Its page.
    pub page: String,
    /// Measures of its own.
    pub measures: Vec<MeasureData>,
    /// Indicators of its own.
    pub indicators: Vec<IndicatorData>,
}

/// An official document with a number.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct DocumentData {
    /// Official number.
    pub number: String,
    /// Kind in words.
    pub kind: Option<String>,
    /// Who issued it, in full.
    pub issuer: Option<String>,
    /// Day it was signed.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub date: Option<Date>,
    /// What it is about.
    pub subject: Option<String>,
    /// Whether register or content know it; otherwise it is only cited.
    pub declared: bool,
    /// Content paths of the files that cite it.
    pub cited_by: Vec<String>,
}

/// A report that a plan asks for.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReportDueData {
    /// Body.
    pub body: String,
    /// Year of the plan.
    pub year: i16,
    /// Page of the plan.
    pub plan: String,
    /// Name of the report.
    pub what: String,
    /// Who receives it.
    pub to: Option<String>,
    /// How often, as an ISO 8601 duration.
    pub every: Option<String>,
    /// Last good days.
    #[schemars(with = "Vec<String>")]
    pub due: Vec<Date>,
}

/// An indicator with two values in one year.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ConflictData {
    /// Body.
    pub body: String,
    /// Year.
    pub year: i16,
    /// Name of the indicator.
    pub name: String,
    /// What is printed first.
    pub first: String,
    /// Content path of the file that prints it.
    pub first_in: String,
    /// What is printed second.
    pub second: String,
    /// Content path of the file that prints it.
    pub second_in: String,
}

/// What the record leaves open.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FindingData {
    /// Stable code.
    pub code: String,
    /// Weight.
    pub level: Level,
    /// In words.
    pub message: String,
    /// File.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// Why it is set aside, by whom and until when.
    pub waived: Option<WaiverData>,
}

/// A waiver.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct WaiverData {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// Last day on which it holds.
    #[schemars(with = "String", extend("format" = "date"))]
    pub until: Date,
}

/// The JSON Schema of [`LedgerData`], made from the type itself.
pub fn schema() -> Vec<u8> {
    to_json(&schemars::schema_for!(LedgerData))
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    // Plain structs with string keys: serde_json can write all of them.
    let mut json = serde_json::to_vec_pretty(value).unwrap_or_default();
    json.push(b'\n');
    json
}

/// What the data file is made of.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'l> {
    /// The ledger.
    pub ledger: &'l Ledger,
    /// Its edition.
    pub edition: Edition,
    /// Its day.
    pub as_of: Date,
    /// What the record leaves open.
    pub findings: &'l Findings,
    /// Files that findings point at.
    pub sources: &'l Sources,
    /// Language of findings.
    pub language: Language,
}

/// The ledger as JSON.
pub fn ledger(facts: Facts<'_>) -> Vec<u8> {
    let ledger = facts.ledger;
    to_json(&LedgerData {
        edition: facts.edition,
        as_of: facts.as_of,
        records: ledger.records.iter().map(|record| record_data(ledger, record)).collect(),
        lineages: ledger.lineages.iter().map(|lineage| lineage_data(ledger, lineage)).collect(),
        balances: ledger.balances.clone(),
        papers: ledger.papers.iter().map(paper_data).collect(),
        documents: ledger.documents.iter().map(document_data).collect(),
        reports_due: ledger.papers.iter().flat_map(reports_due).collect(),
        conflicts: ledger.conflicts.iter().map(conflict_data).collect(),
        findings: (facts.edition == Edition::Internal).then(|| findings(facts)),
    })
}

fn page(path: &crate::model::document::ContentPath) -> String {
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
        verdict: record.document.prose(Some(SectionKind::Verdict)),
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

/// A decimal as JSON's number, digit for digit.
fn number(decimal: rust_decimal::Decimal) -> Option<serde_json::Number> {
    decimal.normalize().to_string().parse().ok()
}

fn lineage_data(ledger: &Ledger, lineage: &crate::model::ledger::Lineage) -> LineageData {
    LineageData {
        id: lineage.id.clone(),
        body: lineage.body.clone(),
        deficiency: lineage.name.clone(),
        records: lineage.records.iter().map(|id| identity(ledger.record(*id))).collect(),
        outcome: lineage.outcome,
        years_outstanding: lineage.years_outstanding,
        page: format!("{}/lineage/{}.html", lineage.body, crate::text::file_name(&lineage.name)),
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

fn document_data(document: &crate::model::ledger::OfficialDocument) -> DocumentData {
    DocumentData {
        number: document.number.as_str().to_owned(),
        kind: document.kind.clone(),
        issuer: document.issuer.as_ref().map(|issuer| issuer.name.clone()),
        date: document.date,
        subject: document.subject.clone(),
        declared: document.declared,
        cited_by: document.cited_by.iter().map(|(path, _)| path.as_str().to_owned()).collect(),
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
