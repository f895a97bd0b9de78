//! Parts that several kinds of pages show: text, lists of records and documents, what is due, headlines. A
//! part is here, and not with a page, once a second page shows it.

use super::links::{Count, Day, Html, Link, State};
use super::tables::{IndicatorTable, MeasureTable};
use crate::front_matter::Role;
use crate::front_matter::{EdgeKind, Status};
use crate::model::ledger::Outcome;
use crate::settings::SectionKind;
use serde::{Deserialize, Serialize};

/// A correction of something that is frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErratumView {
    /// What it corrects.
    pub of: Link,
    /// Its day.
    pub day: Day,
    /// On whose word.
    pub by: String,
    /// What is wrong, as it is written.
    pub wrong: String,
    /// What is right.
    pub right: String,
    /// Its own page.
    pub page: Link,
}

/// A section: a heading and its content.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Its heading; none for the text before the first.
    pub heading: Option<HeadingView>,
    /// What it holds.
    pub kind: Option<SectionKind>,
    /// Content.
    pub blocks: Vec<BlockView>,
}

/// A heading.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView {
    /// 2 to 6.
    pub level: u8,
    /// Unique in its page.
    pub id: String,
    /// Its content as HTML.
    pub html: Html,
    /// Its text, without markup.
    pub text: String,
}

/// A part of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum BlockView {
    /// Prose.
    Prose {
        /// Its HTML.
        html: Html,
    },
    /// Measures.
    Measures {
        /// Their table.
        table: MeasureTable,
    },
    /// Indicators.
    Indicators {
        /// Their table.
        table: IndicatorTable,
    },
    /// Log entries.
    Log {
        /// The entries.
        entries: Vec<LogView>,
    },
}

/// A log entry.
#[derive(Debug, Clone, Serialize)]
pub struct LogView {
    /// Its date.
    pub day: Option<Day>,
    /// What was done, as HTML.
    pub html: Html,
}

/// A footnote at the end of a page.
#[derive(Debug, Clone, Serialize)]
pub struct FootnoteView {
    /// Its number.
    pub number: usize,
    /// Its content as HTML.
    pub html: Html,
    /// Ids of the references to it, which it links back to.
    pub references: Vec<String>,
}

/// The text of one file.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TextView {
    /// Sections in order.
    pub sections: Vec<SectionView>,
    /// Footnotes in order of first reference.
    pub footnotes: Vec<FootnoteView>,
}

/// Where a verdict disagrees with the department's claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disagreement {
    /// All measures are claimed done, and there is no verdict yet.
    DoneNotJudged,
    /// All measures are claimed done, and the verdict is not that the deficiency is fixed.
    DoneNotFixed,
    /// The verdict is that the deficiency is fixed, and some measures are not claimed done.
    FixedNotDone,
}

/// What the department claims and what adds up, in numbers. The verdict is shown beside them, and neither
/// overrules the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecordFacts {
    /// Measures.
    pub measures: usize,
    /// Measures that the department claims to be done.
    pub claimed: usize,
    /// Measures past their deadline and not claimed done.
    pub late: usize,
    /// Measures without a deadline.
    pub undated: usize,
    /// Indicators whose target and actual value are comparable.
    pub targets: usize,
    /// Number of those that are met.
    pub met: usize,
    /// Where the verdict disagrees, if it does: a key of the theme's strings.
    pub disagreement: Option<Disagreement>,
}

/// A record in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordRow {
    /// Title and page.
    pub link: Link,
    /// Plan year as labelled.
    pub year: String,
    /// Its body, in a list about several.
    pub body: Option<Link>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Area, in a list about several.
    pub area: Option<Link>,
    /// Status.
    pub status: Status,
    /// What it is in relation to earlier years.
    pub state: State,
    /// What became of it; `Latest` while that is not known.
    pub onward: State,
    /// Claims and sums.
    pub facts: RecordFacts,
    /// Whole years since it was recognised.
    pub years_outstanding: i16,
}

/// A carry edge, seen from one of its two records.
#[derive(Debug, Clone, Serialize)]
pub struct EdgeView {
    /// The record at the other end.
    pub record: Link,
    /// Its plan year.
    pub year: String,
    /// How the later one goes on from the earlier.
    pub kind: EdgeKind,
    /// Whether documents state it: a key of the theme's strings.
    pub basis: &'static str,
    /// Why.
    pub reason: Option<String>,
}

/// A promise to continue, and its outcome.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseView {
    /// The promised year.
    pub year: i16,
    /// Its outcome: a key of the theme's strings.
    pub outcome: crate::model::ledger::PromiseOutcome,
}

/// A report that is due.
#[derive(Debug, Clone, Serialize)]
pub struct ReportDueView {
    /// Its name.
    pub what: String,
    /// The plan that asks for it, in a list about several.
    pub plan: Option<Link>,
    /// Who receives it.
    pub to: Option<Link>,
    /// How often: a key of the theme's strings.
    pub every: Option<&'static str>,
    /// First day on which it is late, where it is due once.
    pub before: Option<Day>,
    /// First day and month on which it is late, where it is due every year: `05/11`.
    pub before_yearly: Option<String>,
    /// Event after which it is due.
    pub after: Option<String>,
    /// Last good days.
    pub due: Vec<Day>,
    /// Measures that it covers and that end after its last good day, if there are any.
    pub uncovered: Option<UncoveredView>,
}

/// Measures that end after the report that is to cover them.
#[derive(Debug, Clone, Serialize)]
pub struct UncoveredView {
    /// How many.
    pub n: usize,
    /// Last good day of the report.
    pub due: Day,
    /// Last good day of the first of them.
    pub first_due: Day,
}

/// Something that is due on a day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DueView {
    /// Last good day.
    pub day: Day,
    /// What is due, as HTML.
    pub html: Html,
    /// The record or plan that asks for it.
    pub owner: Link,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Whether it has to be labelled as a report.
    pub is_report: bool,
}

/// A run of words in one or both of two wordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffPart {
    /// Which of the two have it.
    pub is: DiffKind,
    /// The words.
    pub text: String,
}

/// Which of two wordings have a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DiffKind {
    /// Both.
    Same,
    /// Only the earlier one.
    Del,
    /// Only the later one.
    Ins,
}

/// Two wordings compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffView {
    /// Whether they are the same.
    pub same: bool,
    /// Whether they have so little in common that marking the changes would only confuse.
    pub rewritten: bool,
    /// The earlier wording, with what is removed marked.
    pub then: Vec<DiffPart>,
    /// The later wording, with what is added marked.
    pub now: Vec<DiffPart>,
}

/// A wording against an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordingView {
    /// How it differs from the earlier one; none where there is none.
    pub change: Option<WordingChange>,
    /// The wording, with changes marked; without marks where it is rewritten.
    pub text: Vec<DiffPart>,
}

/// How a wording differs from an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WordingChange {
    /// Only in spaces.
    Same,
    /// In some words.
    Changed,
    /// In so many words that marking them would only confuse.
    Rewritten,
}

/// The revision of the repository that a site is made from.
#[derive(Debug, Clone, Serialize)]
pub struct RevisionView {
    /// The day of which it tells what was known.
    pub known: Day,
    /// Its commit, abbreviated.
    pub commit: Link,
}

/// Changes in git of the file of a page.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryView {
    /// Date of the last one.
    pub last: Day,
    /// The latest ones, newest first.
    pub changes: Vec<ChangeView>,
    /// How many there were in all.
    pub total: usize,
}

/// A change of a file.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// Its date.
    pub day: Day,
    /// Its message, and its address at the forge.
    pub subject: Link,
}

/// A body in a list of bodies.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodySummary {
    /// Name and page.
    pub link: Link,
    /// Full name.
    pub name: String,
    /// Years that have documents.
    pub years: Vec<Link>,
    /// Its most important numbers.
    pub headline: Headline,
    /// Number of measures of its latest plan year, including those of the plans themselves.
    pub measures: usize,
    /// Address of its matrix, if it has one.
    pub matrix: Option<String>,
}

/// An indicator with two values in one year.
#[derive(Debug, Clone, Serialize)]
pub struct ConflictView {
    /// Year.
    pub year: i16,
    /// Name of the indicator.
    pub name: String,
    /// First value.
    pub first: String,
    /// The file that has it.
    pub first_in: Link,
    /// Second value.
    pub second: String,
    /// The file that has it.
    pub second_in: Link,
}

/// The numbers at the head of a page, the most serious first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Headline {
    /// Unaccounted deficiencies.
    pub unaccounted: Count,
    /// Late measures.
    pub late: Count,
    /// Open deficiencies.
    pub open: Count,
    /// Latest plan year as labelled.
    pub year: Option<Link>,
}

/// A lineage in a list.
#[derive(Debug, Clone, Serialize)]
pub struct LineageRow {
    /// Title of its latest record, and its page.
    pub link: Link,
    /// Its outcome.
    pub outcome: Outcome,
    /// Status of its latest record.
    pub status: Status,
    /// Its years, linking to their records.
    pub years: Vec<Link>,
    /// Whole years since it was recognised.
    pub years_outstanding: i16,
}

/// A review, plan or report in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PaperLink {
    /// `review`, `plan` or `report`: a key of the theme's strings.
    pub kind: &'static str,
    /// Title and page.
    pub link: Link,
    /// Official number.
    pub number: Option<String>,
    /// Day it was signed.
    pub day: Option<Day>,
}

/// A promise in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseRow {
    /// The record that makes the promise.
    pub record: Link,
    /// Plan year of that record.
    pub made_in: String,
    /// The promise.
    pub promise: PromiseView,
}

/// A successor.
#[derive(Debug, Clone, Serialize)]
pub struct SuccessorView {
    /// The body or unit.
    pub link: Link,
    /// First day on which it has taken over.
    pub since: Option<Day>,
}

/// An assignment.
#[derive(Debug, Clone, Serialize)]
pub struct AssignmentView {
    /// Unit, or someone outside the body.
    pub unit: Link,
    /// Its role.
    pub role: Role,
    /// Deficiencies that it answers for; empty for the whole plan.
    pub of: Vec<Link>,
    /// The task in words.
    pub does: Option<String>,
}

/// An official document in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentLink {
    /// Number and page.
    pub link: Link,
    /// Kind in words.
    pub kind: Option<String>,
    /// Who issued it.
    pub issuer: Option<Link>,
    /// Day it was signed.
    pub day: Option<Day>,
    /// What it is about.
    pub subject: Option<String>,
    /// Whether the register or the content has it; otherwise it is only cited.
    pub declared: bool,
}

/// A finding that an author has set aside.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WaiverView {
    /// Code of the finding.
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
