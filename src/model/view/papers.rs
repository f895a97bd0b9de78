//! Views of what files say: papers, records, units, indicators, documents, findings, ordinary pages.

use super::across::*;
use super::drawings::{CurveView, TimelineView};
use super::pages::*;
use super::parts::*;
use super::tables::*;
use crate::model::document::{Role, Signature, Status};
use serde::{Deserialize, Serialize};

/// A review, plan or report.
#[derive(Debug, Clone, Serialize)]
pub struct PaperPage {
    /// Title as HTML.
    pub title: Html,
    /// `review`, `plan` or `report`.
    pub kind: &'static str,
    /// Official number, and its document page.
    pub number: Option<Link>,
    /// Day it was signed.
    pub day: Option<Day>,
    /// Place it is dated from.
    pub place: Option<String>,
    /// Years that a plan covers.
    pub years: Option<String>,
    /// The body.
    pub body: Link,
    /// The plan that a report reports on.
    pub on: Option<Link>,
    /// Reports on it.
    pub reports: Vec<Link>,
    /// How many deficiencies its text speaks of; internal edition only.
    pub declares: Option<u32>,
    /// Deficiencies of the plan, or of the plan reported on, or raised by the review.
    pub records: Vec<RecordRow>,
    /// Measures of those, by deficiency.
    pub measures: MeasureTable,
    /// Measures that have a day, on a line of time.
    pub timeline: Option<TimelineView>,
    /// Claims and sums over the records' measures and its own.
    pub facts: Facts,
    /// Its text; its own measures and targets stand in their sections.
    pub text: TextView,
    /// Who does what.
    pub assignments: Vec<AssignmentView>,
    /// Reports that it asks for.
    pub reports_due: Vec<ReportDueView>,
    /// Documents that it carries out.
    pub implements: Vec<DocumentLink>,
    /// Other documents that it cites.
    pub cites: Vec<DocumentLink>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Who signed.
    pub signed: Option<Signature>,
    /// The same in the official form of the body.
    pub form: Option<String>,
}

/// A document in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentLink {
    /// Number, and its page.
    pub link: Link,
    /// Kind in words.
    pub kind: Option<String>,
    /// Who issued it.
    pub issuer: Option<Link>,
    /// Day it was signed.
    pub day: Option<Day>,
    /// What it is about.
    pub subject: Option<String>,
    /// Whether the content or the register knows more of it than its number.
    pub declared: bool,
}

/// Who does what.
#[derive(Debug, Clone, Serialize)]
pub struct AssignmentView {
    /// Unit, or someone outside the body.
    pub unit: Link,
    /// Part that it plays.
    pub role: Role,
    /// Deficiencies that it answers for; none means the whole plan.
    pub of: Vec<Link>,
    /// What it does.
    pub does: Option<String>,
}

/// One deficiency in one year.
#[derive(Debug, Clone, Serialize)]
pub struct RecordPage {
    /// Title as HTML.
    pub title: Html,
    /// The body.
    pub body: Link,
    /// Plan year.
    pub year: Link,
    /// Verdict.
    pub status: Status,
    /// What it is to the years before, the most important first.
    pub states: Vec<State>,
    /// What became of it.
    pub onward: State,
    /// Next plan year, where it is unaccounted in it.
    pub next_year: Option<Link>,
    /// Its lineage.
    pub lineage: Link,
    /// Year of the review that found it.
    pub recognised: i16,
    /// Year of the earliest recognition behind it, where that is an earlier one.
    pub since: Option<i16>,
    /// Whole years since the earliest recognition behind it.
    pub years_outstanding: i16,
    /// Field of work.
    pub area: Option<Link>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Units that coordinate.
    pub coordinate: Vec<Link>,
    /// Units that monitor.
    pub monitor: Vec<Link>,
    /// Plan that undertakes it.
    pub plan: Option<Link>,
    /// Reports on that plan.
    pub reports: Vec<Link>,
    /// Claims and sums.
    pub facts: Facts,
    /// What its direction promises.
    pub promise: Option<PromiseView>,
    /// How it was disposed of.
    pub disposition: Option<DispositionView>,
    /// Its text.
    pub text: TextView,
    /// What it goes on from.
    pub from: Vec<EdgeView>,
    /// What goes on from it.
    pub into: Vec<EdgeView>,
    /// Indicators that it gives another value than another file.
    pub conflicts: Vec<ConflictView>,
    /// Documents that it cites.
    pub cites: Vec<DocumentLink>,
}

/// A unit.
#[derive(Debug, Clone, Serialize)]
pub struct UnitPage {
    /// Its days as a file for calendars, if it has any.
    pub dates: Option<String>,
    /// The body.
    pub body: Link,
    /// Full name.
    pub name: String,
    /// Suffix in document numbers.
    pub code: Option<String>,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// The unit that took over.
    pub successor: Option<SuccessorView>,
    /// Units that it took over from.
    pub predecessors: Vec<Link>,
    /// Deficiencies by the part that it plays, under all its names: those of the latest plan year, and
    /// those that no later plan has.
    pub roles: Vec<UnitRole>,
    /// Measures of the latest plan year that it leads, the late ones first.
    pub measures: MeasureTable,
    /// Assignments to it in the latest plan year.
    pub assignments: Vec<UnitAssignment>,
    /// Reports that it receives by the plans of that year.
    pub reports_due: Vec<ReportDueView>,
    /// Plan years before, the latest first.
    pub earlier: Vec<UnitYear>,
    /// Late measures that it leads.
    pub late: Count,
}

/// What a unit does in one part.
#[derive(Debug, Clone, Serialize)]
pub struct UnitRole {
    /// The part.
    pub role: Role,
    /// Deficiencies.
    pub records: Vec<RecordRow>,
}

/// What a unit had to do in one plan year.
#[derive(Debug, Clone, Serialize)]
pub struct UnitYear {
    /// The year, which has the deficiencies.
    pub year: Link,
    /// The plan, which has the measures.
    pub plan: Option<Link>,
    /// How many deficiencies it led.
    pub lead: usize,
    /// How many it coordinated.
    pub coordinate: usize,
    /// How many it monitored.
    pub monitor: usize,
    /// What came of the measures that it led.
    pub facts: Facts,
    /// How many tasks it was given.
    pub assignments: usize,
}

/// An assignment to a unit.
#[derive(Debug, Clone, Serialize)]
pub struct UnitAssignment {
    /// The plan.
    pub plan: Link,
    /// The assignment.
    pub assignment: AssignmentView,
}

/// A field of work.
#[derive(Debug, Clone, Serialize)]
pub struct AreaPage {
    /// The body.
    pub body: Link,
    /// Full name.
    pub name: String,
    /// How it stands.
    pub headline: Headline,
    /// Its deficiencies over the years.
    pub matrix: MatrixView,
    /// Its records, the latest year first.
    pub records: Vec<RecordRow>,
}

/// Indicators over the years.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorsPage {
    /// The body.
    pub body: Link,
    /// Years that have indicators.
    pub years: Vec<String>,
    /// Indicators by the deficiency or paper that they stand in.
    pub groups: Vec<IndicatorGroup>,
    /// Indicators with two values in one year.
    pub conflicts: Vec<ConflictView>,
}

/// Indicators of one deficiency or paper.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorGroup {
    /// The deficiency or paper.
    pub link: Link,
    /// Its indicators.
    pub rows: Vec<IndicatorYears>,
    /// Whether any of them is drawn.
    pub has_curves: bool,
}

/// One indicator over the years.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorYears {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<String>,
    /// Level.
    pub level: Option<String>,
    /// One reading for each year of the page, where there is one.
    pub readings: Vec<Option<Reading>>,
    /// The readings as a drawing, where that shows more than the numbers.
    pub curve: Option<CurveView>,
}

/// An official document.
#[derive(Debug, Clone, Serialize)]
pub struct OfficialPage {
    /// Number.
    pub number: String,
    /// Kind in words.
    pub kind: Option<String>,
    /// Who issued it.
    pub issuer: Option<Link>,
    /// Day it was signed.
    pub day: Option<Day>,
    /// Years that it covers.
    pub period: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// Its text, where the content has it.
    pub paper: Option<Link>,
    /// Whether the content or the register knows more of it than its number.
    pub declared: bool,
    /// What it carries out.
    pub implements: Vec<Link>,
    /// What carries it out.
    pub implemented_by: Vec<Link>,
    /// What reports on it.
    pub reported_by: Vec<Link>,
    /// Files that cite it.
    pub cited_by: Vec<CitingView>,
}

/// A file that cites a document.
#[derive(Debug, Clone, Serialize)]
pub struct CitingView {
    /// Title and page.
    pub link: Link,
    /// Kind of file: a key of the theme's strings.
    pub kind: &'static str,
    /// Its body.
    pub body: Option<Link>,
    /// Its year.
    pub year: Option<i16>,
    /// How often.
    pub times: usize,
}

/// All official documents.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentsPage {
    /// Documents by issuer.
    pub groups: Vec<DocumentGroup>,
    /// How many there are.
    pub total: usize,
}

/// Documents of one issuer.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentGroup {
    /// The issuer; none where it is not known.
    pub issuer: Option<Link>,
    /// Its documents, the latest first.
    pub documents: Vec<DocumentLink>,
}

/// What the record leaves open.
#[derive(Debug, Clone, Serialize)]
pub struct QualityPage {
    /// Findings by kind.
    pub groups: Vec<FindingGroup>,
    /// How many there are.
    pub total: usize,
    /// Findings that authors have set aside.
    pub waivers: Vec<WaiverView>,
}

/// Findings of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct FindingGroup {
    /// Stable name.
    pub code: &'static str,
    /// Weight.
    pub level: crate::diagnostic::Level,
    /// The findings.
    pub findings: Vec<FindingView>,
}

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// The message as HTML.
    pub message: Html,
    /// `tay-ninh/2021/ma-tuy.md`.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Beginning of that line.
    pub excerpt: String,
    /// The file's page.
    pub href: Option<String>,
}

/// A finding that an author has set aside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WaiverView {
    /// Stable name of the finding.
    pub code: String,
    /// The file.
    pub file: Link,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// Last day on which it holds.
    pub until: Day,
    /// Whether that day is past.
    pub expired: bool,
}

/// An ordinary page.
#[derive(Debug, Clone, Serialize)]
pub struct TextPage {
    /// Title as HTML.
    pub title: Html,
    /// Its text.
    pub text: TextView,
    /// Pages of the same folder, this one among them.
    pub siblings: Vec<NavLink>,
}
