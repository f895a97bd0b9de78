//! Parts that several kinds of pages show.

use super::links::{Count, Day, Html, Link, State};
use super::tables::{IndicatorTable, MeasureTable};
use crate::model::document::{EdgeKind, Status};
use crate::model::front_matter::Role;
use crate::model::ledger::Outcome;
use crate::settings::SectionKind;
use serde::{Deserialize, Serialize};

/// A heading and what is under it.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Heading; none for what stands before the first.
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
    /// Its words as HTML.
    pub html: Html,
    /// Its words without marks.
    pub text: String,
}

/// A piece of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "lowercase")]
pub enum BlockView {
    /// Prose.
    Prose {
        /// The prose.
        html: Html,
    },
    /// Promised actions.
    Measures {
        /// The actions.
        table: MeasureTable,
    },
    /// Indicators.
    Indicators {
        /// Their rows.
        table: IndicatorTable,
    },
    /// Dated entries.
    Log {
        /// The entries.
        entries: Vec<LogView>,
    },
}

/// A dated entry.
#[derive(Debug, Clone, Serialize)]
pub struct LogView {
    /// Its day.
    pub day: Option<Day>,
    /// What was done, as HTML.
    pub html: Html,
}

/// A footnote at the end of a page.
#[derive(Debug, Clone, Serialize)]
pub struct FootnoteView {
    /// Its number.
    pub number: usize,
    /// Its content.
    pub html: Html,
    /// How often it is referred to: as many links lead back.
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

/// Where a verdict disagrees with what was claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disagreement {
    /// All measures are claimed done, and there is no verdict yet.
    DoneNotJudged,
    /// All measures are claimed done, and the verdict is not that it is fixed.
    DoneNotFixed,
    /// The verdict is that it is fixed, and measures are not claimed done.
    FixedNotDone,
}

/// What the department claims and what adds up; the verdict stands beside it and overrules neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RecordFacts {
    /// Measures.
    pub measures: usize,
    /// Measures that the department claims to be done.
    pub claimed: usize,
    /// Measures past their deadline.
    pub late: usize,
    /// Measures without a deadline.
    pub undated: usize,
    /// Indicators of which target and result compare.
    pub targets: usize,
    /// Of those, how many are met.
    pub met: usize,
    /// Where the verdict disagrees with that: a key of the theme's strings.
    pub disagreement: Option<Disagreement>,
}

/// A record in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordRow {
    /// Title and page.
    pub link: Link,
    /// Plan year as it is called.
    pub year: String,
    /// Its body, where the list is about several.
    pub body: Option<Link>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Field of work, where the list tells fields apart.
    pub area: Option<Link>,
    /// Verdict.
    pub status: Status,
    /// What it is to the years before.
    pub state: State,
    /// What became of it; `Latest` where that is not known yet.
    pub onward: State,
    /// Claims and sums.
    pub facts: RecordFacts,
    /// Whole years since it was recognised.
    pub years_outstanding: i16,
}

/// A carry edge, seen from one of its ends.
#[derive(Debug, Clone, Serialize)]
pub struct EdgeView {
    /// The record at the other end.
    pub record: Link,
    /// Its plan year.
    pub year: String,
    /// How the later one goes on from the earlier.
    pub kind: EdgeKind,
    /// Where that is known from: a key of the theme's strings.
    pub basis: &'static str,
    /// Why.
    pub reason: Option<String>,
}

/// A promise to go on, and what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseView {
    /// The promised year.
    pub year: i16,
    /// What came of it: a key of the theme's strings.
    pub outcome: crate::model::ledger::PromiseOutcome,
}

/// A report that is due.
#[derive(Debug, Clone, Serialize)]
pub struct ReportDueView {
    /// Its name.
    pub what: String,
    /// The plan that asks for it, where the list is about several.
    pub plan: Option<Link>,
    /// Who receives it.
    pub to: Option<Link>,
    /// How often: a key of the theme's strings.
    pub every: Option<&'static str>,
    /// First day that is too late, where it is due once.
    pub before: Option<Day>,
    /// Day and month that are too late, where it is due every year: `05/11`.
    pub before_yearly: Option<String>,
    /// Event after which it is due.
    pub after: Option<String>,
    /// Last good days.
    pub due: Vec<Day>,
    /// Measures that it covers and that run beyond its due day.
    pub uncovered: Option<UncoveredView>,
}

/// Measures that a report is to cover before they have run.
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
    /// The record or plan that it belongs to.
    pub owner: Link,
    /// Who leads.
    pub lead: Option<Link>,
    /// Whether it is a report, and has to be called one.
    pub is_report: bool,
}

/// A run of words that two wordings share or do not share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffPart {
    /// Which of the wordings has it.
    pub is: DiffKind,
    /// The words.
    pub text: String,
}

/// Which of two wordings has some words.
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
    /// Whether so little is shared that marks would only confuse.
    pub rewritten: bool,
    /// The earlier wording, with what is gone marked.
    pub then: Vec<DiffPart>,
    /// The later wording, with what is added marked.
    pub now: Vec<DiffPart>,
}

/// What became of a wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WordingView {
    /// How it differs from the one before; nothing where there is none before.
    pub change: Option<WordingChange>,
    /// The later wording, with what changed marked in it; without marks where it is rewritten.
    pub text: Vec<DiffPart>,
}

/// How a wording differs from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WordingChange {
    /// In nothing but space.
    Same,
    /// In some words.
    Changed,
    /// In so many that marks would only confuse.
    Rewritten,
}

/// The changes of a page's file.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryView {
    /// Day of the last one.
    pub last: Day,
    /// The latest ones, the last one first.
    pub changes: Vec<ChangeView>,
    /// How many there were in all.
    pub total: usize,
}

/// A change of a file.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// Its day.
    pub day: Day,
    /// What was said about it, and where the forge shows it.
    pub subject: Link,
}

/// A body on the front page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodySummary {
    /// Name and page.
    pub link: Link,
    /// Full name.
    pub name: String,
    /// Years that have documents.
    pub years: Vec<Link>,
    /// How it stands.
    pub headline: Headline,
    /// Measures of its latest plan year, its plans' own ones among them.
    pub measures: usize,
    /// Its matrix, where it has deficiencies.
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
    /// Who has it.
    pub first_in: Link,
    /// Second value.
    pub second: String,
    /// Who has it.
    pub second_in: Link,
}

/// What is wrong at a glance, the most serious first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Headline {
    /// Unaccounted deficiencies.
    pub unaccounted: Count,
    /// Late measures.
    pub late: Count,
    /// Open deficiencies.
    pub open: Count,
    /// Latest plan year as it is called.
    pub year: Option<Link>,
}

/// A lineage in a list.
#[derive(Debug, Clone, Serialize)]
pub struct LineageRow {
    /// Title of its latest record, and its page.
    pub link: Link,
    /// How it stands.
    pub outcome: Outcome,
    /// Verdict of its latest record.
    pub status: Status,
    /// Its years, with their records.
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
    /// The record that promises.
    pub record: Link,
    /// Its year.
    pub made_in: String,
    /// The promise.
    pub promise: PromiseView,
}

/// Who goes on.
#[derive(Debug, Clone, Serialize)]
pub struct SuccessorView {
    /// Who.
    pub link: Link,
    /// Since when.
    pub since: Option<Day>,
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
