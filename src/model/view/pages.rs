//! Views of the pages that lead to others: home, body, year, and those across years.

use super::across::*;
use super::dates::BodyFiles;
use super::drawings::{BarsView, FlowView};
use super::papers::DocumentLink;
use super::parts::*;
use super::tables::*;
use crate::model::document::Status;
use crate::model::ledger::Outcome;
use serde::{Deserialize, Serialize};

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

/// The front page.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    /// What `content/index.md` says.
    pub text: TextView,
    /// Sums over all bodies.
    pub headline: Headline,
    /// Unaccounted deficiencies.
    pub unaccounted: Vec<RecordRow>,
    /// Late measures.
    pub late: LateTables,
    /// What is due next.
    pub due: Vec<DueView>,
    /// Open deficiencies.
    pub open: Vec<RecordRow>,
    /// Bodies.
    pub bodies: Vec<BodySummary>,
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

/// A body.
#[derive(Debug, Clone, Serialize)]
pub struct BodyPage {
    /// Full name.
    pub name: String,
    /// What its `index.md` says.
    pub text: TextView,
    /// How it stands.
    pub headline: Headline,
    /// Account of the latest plan year against the one before.
    pub account: Option<AccountView>,
    /// Flow over all years.
    pub flow: Option<FlowView>,
    /// Unaccounted deficiencies.
    pub unaccounted: Vec<RecordRow>,
    /// Late measures.
    pub late: LateTables,
    /// What is due next.
    pub due: Vec<DueView>,
    /// Open deficiencies.
    pub open: Vec<RecordRow>,
    /// How long those have been open.
    pub ages: Option<BarsView>,
    /// The table of all records.
    pub records: Option<String>,
    /// Promises to go on, and what came of them.
    pub promises: Vec<PromiseRow>,
    /// Years, the latest first.
    pub years: Vec<YearSummary>,
    /// All lineages.
    pub lineages: Vec<LineageRow>,
    /// Comparisons of plan years.
    pub comparisons: Vec<Link>,
    /// Units.
    pub units: Vec<Link>,
    /// Fields of work.
    pub areas: Vec<Link>,
    /// The body that goes on with its record.
    pub successor: Option<SuccessorView>,
    /// Bodies that it goes on from.
    pub predecessors: Vec<Link>,
    /// Its files for other programs.
    pub files: BodyFiles,
}

/// Who goes on.
#[derive(Debug, Clone, Serialize)]
pub struct SuccessorView {
    /// Who.
    pub link: Link,
    /// Since when.
    pub since: Option<Day>,
}

/// A year in the list of a body.
#[derive(Debug, Clone, Serialize)]
pub struct YearSummary {
    /// The year and its page; without a page where it has no documents.
    pub year: Link,
    /// Its reviews, plans and reports.
    pub papers: Vec<PaperLink>,
    /// Its deficiencies.
    pub records: usize,
    /// Of those, unresolved.
    pub left: usize,
    /// Where it is no plan year: deficiencies that its review found and that have records later.
    pub raised: usize,
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

/// A year of a body.
#[derive(Debug, Clone, Serialize)]
pub struct YearPage {
    /// The year as it is called.
    pub year: String,
    /// The body.
    pub body: Link,
    /// Its reviews, plans and reports.
    pub papers: Vec<PaperLink>,
    /// Its deficiencies.
    pub records: Vec<RecordRow>,
    /// How many of them are unresolved.
    pub left: usize,
    /// Whether it is not over on the day of the site.
    pub running: bool,
    /// Deficiencies that its review found and that have records later.
    pub raised: usize,
    /// How many of them are late with a measure.
    pub late: Count,
    /// Account against the plan year before.
    pub before: Option<AccountView>,
    /// Account of the next plan year against this one.
    pub after: Option<AccountView>,
    /// Flow from the plan year before through this one to the next.
    pub flow: Option<FlowView>,
    /// Promises to go on that were made in it or for it.
    pub promises: Vec<PromiseRow>,
    /// Reports due in it.
    pub reports_due: Vec<ReportDueView>,
    /// Years without documents right before and after it.
    pub gaps: Vec<i16>,
    /// Indicators with two values in it.
    pub conflicts: Vec<ConflictView>,
    /// Comparisons with other plan years.
    pub comparisons: Vec<Link>,
    /// What became of everything that earlier reviews found.
    pub follow_up: Option<String>,
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

/// One deficiency over the years.
#[derive(Debug, Clone, Serialize)]
pub struct LineagePage {
    /// The body.
    pub body: Link,
    /// How it stands.
    pub outcome: Outcome,
    /// Whole years outstanding.
    pub years_outstanding: i16,
    /// Year of the earliest recognition behind it.
    pub since: i16,
    /// Years without documents while it was open.
    pub gaps: Vec<i16>,
    /// Years, in order.
    pub chapters: Vec<Chapter>,
    /// Documents that its records cite.
    pub cites: Vec<DocumentLink>,
}

/// All deficiencies over all years.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixPage {
    /// The body.
    pub body: Link,
    /// The table.
    pub matrix: MatrixView,
    /// What each year recognised, by when it was closed.
    pub cohorts: Option<BarsView>,
    /// The table of all records.
    pub records: Option<String>,
    /// States that occur in it, for the key.
    pub states: Vec<State>,
    /// Comparisons of plan years.
    pub comparisons: Vec<Link>,
}

/// All records of a body.
#[derive(Debug, Clone, Serialize)]
pub struct RecordsPage {
    /// The body.
    pub body: Link,
    /// Every record, the latest year first.
    pub rows: Vec<RecordRow>,
}

/// Two years side by side.
#[derive(Debug, Clone, Serialize)]
pub struct ComparePage {
    /// The body.
    pub body: Link,
    /// Earlier year.
    pub from: Link,
    /// Later year.
    pub to: Link,
    /// The account.
    pub account: AccountView,
    /// What became of each deficiency; of neighbouring plan years, of those that only one of them has.
    pub fates: Vec<FateGroup>,
    /// Of neighbouring plan years: the deficiencies that both have.
    pub rows: Vec<ComparedRow>,
    /// Of distant ones: comparisons of the neighbours in between, which together lead from one year to the other.
    pub steps: Vec<Link>,
    /// Other comparisons with one of the two years.
    pub others: Vec<Link>,
}

/// A page that is elsewhere now.
#[derive(Debug, Clone, Serialize)]
pub struct MovedPage {
    /// Where it is.
    pub to: Link,
}

/// What a server shows where there is no page. It may stand for any address, so it leads on by whole
/// addresses where they are known.
#[derive(Debug, Clone, Serialize)]
pub struct NotFoundPage {
    /// Where the site is published.
    pub url: Option<String>,
    /// Its own name, which leads to itself from there.
    pub own: &'static str,
}

/// The search, and ways to everything for whoever has no scripts.
#[derive(Debug, Clone, Serialize)]
pub struct SearchPage {
    /// Bodies, with their years.
    pub bodies: Vec<BodySummary>,
}
