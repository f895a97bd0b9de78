//! The types that define `data/ledger.json`. They hold only what is written, and the JSON Schema is made
//! from them, with their comments as its descriptions.

use crate::diagnostic::Level;
use crate::front_matter::{Basis, EdgeKind, Status};
use crate::model::ledger::{Balance, Onward, Origin, Outcome, PromiseOutcome};
use crate::settings::Edition;
use crate::vietnamese::date::Date;
use crate::vietnamese::deadline::DeadlineKind;
use crate::vietnamese::figure::Bound;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Title of its latest record.
    pub title: String,
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
    /// Its page.
    pub page: String,
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
