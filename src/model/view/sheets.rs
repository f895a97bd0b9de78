//! Views of what is printed: official forms, and the next review's part on earlier ones.

use super::across::DispositionView;
use super::links::{Count, Html, Link};
use super::parts::*;
use super::tables::*;
use crate::model::document::{Form, Signature, Status};
use crate::vietnamese::date::Date;
use serde::Serialize;

/// A review, plan or report in the official form of its body.
#[derive(Debug, Clone, Serialize)]
pub struct FormPage {
    /// Whose form it is.
    pub form: Form,
    /// The day whose rules it follows.
    pub on: Date,
    /// The paper's own page.
    pub paper: Link,
    /// `review`, `plan` or `report`.
    pub kind: &'static str,
    /// Full name of the body.
    pub issuer: String,
    /// Its code in document numbers.
    pub code: Option<String>,
    /// Official number.
    pub number: Option<String>,
    /// Place that it is dated from.
    pub place: Option<String>,
    /// Day it was signed, in the parts that the line with the place has.
    pub day: Option<DayParts>,
    /// Its year.
    pub year: i16,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: TextView,
    /// Measures of a plan's deficiencies.
    pub measures: MeasureTable,
    /// Deficiencies that a report is about.
    pub results: Vec<RecordRow>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Who signed, without a name.
    pub signed: Option<Signature>,
}

/// A day in the words of an official paper: `03`, `3`, `2021`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayParts {
    /// With a zero before one digit.
    pub day: String,
    /// With a zero before 1 and 2.
    pub month: String,
    /// All of it.
    pub year: String,
}

/// What became, by the end of a plan year, of everything that earlier reviews found.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUpPage {
    /// The body.
    pub body: Link,
    /// The plan year.
    pub year: Link,
    /// Whether it is not over on the day of the site.
    pub is_running: bool,
    /// Address of the same as Markdown; none on that file itself.
    pub markdown: Option<String>,
    /// What the plan year before left; none where there is none, or nothing was left.
    pub before: Option<LeftBefore>,
    /// Of the deficiencies that no plan up to this year has, how many an earlier plan year had lost already.
    pub lost_earlier: usize,
    /// Deficiencies of the year's plan by verdict, in the order of verdicts.
    pub by_status: Vec<StatusCount>,
    /// Measures of those deficiencies by how they were carried out.
    pub shares: Vec<Share>,
    /// How many measures those are.
    pub measures: usize,
    /// Deficiencies that no plan has since, up to this year.
    pub unaccounted: Vec<Tracked>,
    /// Deficiencies of the year's plan.
    pub tracked: Vec<Tracked>,
}

/// What the plan year before left. It adds up: `left = carried + withheld + unaccounted`.
#[derive(Debug, Clone, Serialize)]
pub struct LeftBefore {
    /// That year.
    pub from: Link,
    /// Unresolved deficiencies at its end.
    pub left: Count,
    /// Those that this year's plan has.
    pub carried: Count,
    /// Those that go on where the public cannot see it.
    pub withheld: Count,
    /// Those that it does not have.
    pub unaccounted: Count,
}

/// How many deficiencies have one verdict.
#[derive(Debug, Clone, Serialize)]
pub struct StatusCount {
    /// The verdict.
    pub status: Status,
    /// How many.
    pub n: usize,
}

/// How a promised measure was carried out, by what the files say. They do not say on which day a measure was
/// done: one that is claimed done, and whose deadline was never put off, counts as done in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fulfilment {
    /// Claimed done, and its deadline was never put off.
    InTime,
    /// Claimed done after its deadline had been put off.
    Extended,
    /// Claimed done, with no day to compare.
    DoneUndated,
    /// Not claimed done, and past its deadline: what the ledger calls late.
    Late,
    /// Not claimed done, and its day is still to come.
    Running,
    /// Not claimed done, and there is no day on which it is late.
    Undated,
    /// Not claimed done, and no longer asked for: the deficiency was dropped.
    Dropped,
}

/// Measures that were carried out in one way.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    /// The way: a key of the theme's strings.
    pub key: Fulfilment,
    /// How many.
    pub n: usize,
    /// Of all, in hundredths, rounded.
    pub percent: usize,
}

/// One deficiency, and everything that a review has to say about it.
#[derive(Debug, Clone, Serialize)]
pub struct Tracked {
    /// Title and page.
    pub link: Link,
    /// Plan year as it is called.
    pub year: String,
    /// Year of the earliest review behind it.
    pub since: i16,
    /// Verdict.
    pub status: Status,
    /// Claims and sums.
    pub facts: RecordFacts,
    /// Measures that are claimed done.
    pub done: Vec<MeasureRow>,
    /// Dated entries of what was done.
    pub log: Vec<LogView>,
    /// What its results say in prose.
    pub results: Html,
    /// Its figures.
    pub figures: IndicatorTable,
    /// The verdict in prose.
    pub verdict: Html,
    /// Measures that are not claimed done; none where the deficiency was dropped.
    pub remaining: Vec<MeasureRow>,
    /// What is to happen next, in prose.
    pub direction: Html,
    /// Year in which that promises to go on.
    pub promise: Option<i16>,
    /// How it was disposed of.
    pub disposition: Option<DispositionView>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Units that coordinate.
    pub coordinate: Vec<Link>,
    /// Units that monitor.
    pub monitor: Vec<Link>,
}
