//! Views across years: account, flow, matrix, comparison, lineage.

use super::parts::*;
use super::tables::*;
use crate::model::document::Status;
use crate::model::ledger::Outcome;
use serde::Serialize;

/// The account of one plan year against a later one.
#[derive(Debug, Clone, Serialize)]
pub struct AccountView {
    /// Earlier year.
    pub from: Link,
    /// Later year.
    pub to: Link,
    /// Prefix of the ids of its lines.
    pub id: String,
    /// What was left over.
    pub left: AccountLine,
    /// What became of that.
    pub out: Vec<AccountLine>,
    /// Where the records of the later year come from.
    pub into: Vec<AccountLine>,
    /// The records of the later year.
    pub records: AccountLine,
    /// How those stand at the end of the later year.
    pub end: Vec<AccountLine>,
    /// Years between the two without documents.
    pub gap: Vec<i16>,
    /// Share of what was left that was carried on, in hundredths; none where nothing was left.
    pub rate: Option<usize>,
    /// How many the rate is about: what goes on where the public cannot see it is left out.
    pub rate_of: usize,
    /// Whether the later year is not over on the day of the site.
    pub running: bool,
    /// Whether plan years lie between the two.
    pub spans: bool,
}

/// One line of an account: a number and what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountLine {
    /// Key of the theme's strings.
    pub key: &'static str,
    /// Whether it is taken away instead of added.
    pub minus: bool,
    /// The number.
    pub n: usize,
    /// What it counts.
    pub records: Vec<Link>,
}

/// A column of the matrix.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixColumn {
    /// The year, and its page where it has one.
    pub year: Link,
    /// Whether it has documents.
    pub has_documents: bool,
    /// Unresolved at its end.
    pub left: Option<usize>,
    /// Carried into it.
    pub carried: Option<usize>,
    /// Unaccounted in it.
    pub unaccounted: Option<usize>,
    /// New in it.
    pub new: Option<usize>,
    /// Share of what was left before it that was carried into it, in hundredths.
    pub rate: Option<usize>,
    /// The account that has these numbers.
    pub account: Option<String>,
}

/// A row of the matrix: one lineage.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    /// Title and page.
    pub lineage: Link,
    /// How it stands.
    pub outcome: Outcome,
    /// One cell for each column.
    pub cells: Vec<MatrixCell>,
}

/// What a lineage is in one year.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixCell {
    /// State, the first one being the most important; empty where there is nothing to say.
    pub states: Vec<State>,
    /// Verdict, where the year has a record.
    pub status: Option<Status>,
    /// Where the cell leads.
    pub href: Option<String>,
    /// The other lineage that a split, a merger or a change of name has to do with.
    pub other: Vec<Link>,
}

/// The matrix of a body.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MatrixView {
    /// Years.
    pub columns: Vec<MatrixColumn>,
    /// Lineages, the most serious first.
    pub rows: Vec<MatrixRow>,
}

/// One year of a lineage.
#[derive(Debug, Clone, Serialize)]
pub struct Chapter {
    /// The year as it is called.
    pub year: String,
    /// The year's page, where it has documents.
    pub year_href: Option<String>,
    /// What the deficiency is in it.
    pub states: Vec<State>,
    /// The record, where there is one.
    pub record: Option<Box<ChapterRecord>>,
    /// The lineages that it went into in this year.
    pub other: Vec<Link>,
    /// A plan of the year that does not have it, or the review that raised it.
    pub paper: Option<Link>,
}

/// A record in a lineage.
#[derive(Debug, Clone, Serialize)]
pub struct ChapterRecord {
    /// Title and page.
    pub link: Link,
    /// Verdict.
    pub status: Status,
    /// Plan that undertakes it.
    pub plan: Option<Link>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Wording, with what changed since the year before.
    pub wording: WordingView,
    /// Measures of the latest record; those of earlier ones stand on the records' own pages.
    pub measures: MeasureTable,
    /// Indicators of the latest record.
    pub indicators: IndicatorTable,
    /// How many indicators it has.
    pub indicator_count: usize,
    /// Claims and sums.
    pub facts: Facts,
    /// The verdict in the author's words.
    pub verdict: Html,
    /// The direction in the author's words.
    pub direction: Html,
    /// What the direction promises.
    pub promise: Option<PromiseView>,
    /// What it goes on from, unless that is the chapter before under the same name.
    pub from: Vec<EdgeView>,
    /// Records of other lineages that go on from it.
    pub into: Vec<EdgeView>,
    /// How it was disposed of.
    pub disposition: Option<DispositionView>,
}

/// How a dropped deficiency was disposed of.
#[derive(Debug, Clone, Serialize)]
pub struct DispositionView {
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// When.
    pub day: Day,
}

/// One deficiency in two neighbouring plan years, word by word.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedRow {
    /// The earlier record.
    pub then: ComparedSide,
    /// The later record.
    pub now: ComparedSide,
    /// How the later goes on from the earlier, where an edge leads straight there.
    pub edge: Option<ComparedEdge>,
    /// What the later record is.
    pub state: State,
    /// Wordings.
    pub wording: DiffView,
    /// Measures.
    pub measures: Vec<ComparedMeasure>,
    /// How many measures are of each kind.
    pub measure_counts: MeasureCounts,
    /// Indicators.
    pub indicators: Vec<ComparedIndicator>,
    /// Whether the unit that leads is the same, maybe under another name.
    pub same_lead: Option<bool>,
}

/// One record of a comparison.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedSide {
    /// Title and page.
    pub link: Link,
    /// Verdict.
    pub status: Status,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// How many measures it has.
    pub measures: usize,
}

/// The edge of a comparison.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedEdge {
    /// Where that is known from: a key of the theme's strings.
    pub basis: &'static str,
    /// Why.
    pub reason: Option<String>,
}

/// Deficiencies of two plan years that have come to the same.
#[derive(Debug, Clone, Serialize)]
pub struct FateGroup {
    /// Line of the account that they belong to: a key of the theme's strings.
    pub key: &'static str,
    /// The deficiencies.
    pub rows: Vec<FateRow>,
}

/// What became of one deficiency from one plan year to another.
#[derive(Debug, Clone, Serialize)]
pub struct FateRow {
    /// Its lineage: the later year's, where that has it.
    pub lineage: Link,
    /// Its lineage in the earlier year, where that is another one.
    pub was: Option<Link>,
    /// Verdict of the earlier record.
    pub then: Option<FateSide>,
    /// Verdict of the later record.
    pub now: Option<FateSide>,
}

/// The verdict of one record.
#[derive(Debug, Clone, Serialize)]
pub struct FateSide {
    /// The verdict.
    pub status: Status,
    /// The record's page.
    pub href: Option<String>,
}

/// What became of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MeasureChange {
    /// Same words, same deadline.
    Copied,
    /// Same words, another deadline.
    Kept,
    /// Other words for the same.
    Changed,
    /// Only in the later year.
    Added,
    /// Only in the earlier year.
    Dropped,
}

/// One measure in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedMeasure {
    /// What became of it.
    pub change: MeasureChange,
    /// Its words, with what changed marked.
    pub text: Vec<DiffPart>,
    /// Deadline then.
    pub then: Option<String>,
    /// Deadline now.
    pub now: Option<String>,
    /// Whether it was claimed done then.
    pub was_done: bool,
}

/// How many measures are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct MeasureCounts {
    /// Same words, same deadline.
    pub copied: usize,
    /// Same words, another deadline.
    pub kept: usize,
    /// Other words for the same.
    pub changed: usize,
    /// Only in the later year.
    pub added: usize,
    /// Only in the earlier year.
    pub dropped: usize,
}

/// One indicator in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparedIndicator {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<String>,
    /// Level that it is set for.
    pub level: Option<String>,
    /// Target and result then.
    pub then: Option<Reading>,
    /// Target and result now.
    pub now: Option<Reading>,
}

/// Target and result of an indicator in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Number to reach, as printed.
    pub target: Option<String>,
    /// Number reached, as printed.
    pub actual: Option<String>,
    /// Whether the target is met.
    pub met: Option<bool>,
    /// The file that says so.
    pub href: Option<String>,
}
