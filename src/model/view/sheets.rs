//! Views of pages that are printed or pasted: official forms and the follow-up on earlier reviews. They are
//! here because rendering reads their fields, and not only a template.

use super::across::DispositionView;
use super::links::{Count, Html, Link};
use super::parts::*;
use super::tables::*;
use crate::front_matter::{Form, Signature, Status};
use crate::vietnamese::date::Date;
use serde::Serialize;

/// A review, plan or report in the official form of its body.
#[derive(Debug, Clone, Serialize)]
pub struct FormPage {
    /// Which form.
    pub form: Form,
    /// The date whose rules apply.
    pub on: Date,
    /// The ordinary page of the paper.
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
    /// Date it was signed, in the parts that the line with place and date needs.
    pub day: Option<DayParts>,
    /// Its year.
    pub year: i16,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: TextView,
    /// Measures of the plan's records.
    pub measures: MeasureTable,
    /// Records that the report is about.
    pub results: Vec<RecordRow>,
    /// Recipients (Nơi nhận).
    pub recipients: Vec<String>,
    /// The signature, without the person's name.
    pub signed: Option<Signature>,
}

/// The parts of a date as an official paper writes them: `03`, `3`, `2021`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayParts {
    /// With a zero before a single digit.
    pub day: String,
    /// With a zero before 1 and 2.
    pub month: String,
    /// All digits.
    pub year: String,
}

/// What became, by the end of a plan year, of everything that earlier reviews found.
#[derive(Debug, Clone, Serialize)]
pub struct FollowUpPage {
    /// The body.
    pub body: Link,
    /// The plan year.
    pub year: Link,
    /// Whether the year is not over on the day of the site.
    pub is_running: bool,
    /// Address of the page as Markdown; none in that file itself.
    pub markdown: Option<String>,
    /// What the plan year before left unresolved; none where there is none, or nothing was left.
    pub before: Option<LeftBefore>,
    /// Number of the unaccounted deficiencies that were lost between earlier plan years already.
    pub lost_earlier: usize,
    /// Records of the year by status.
    pub by_status: Vec<StatusCount>,
    /// Measures of those records by how they were carried out.
    pub shares: Vec<Share>,
    /// Number of those measures.
    pub measures: usize,
    /// Records of earlier years that no plan year up to this one has again.
    pub unaccounted: Vec<Tracked>,
    /// Records of the year.
    pub tracked: Vec<Tracked>,
}

/// What the plan year before left unresolved. The parts add up to it.
#[derive(Debug, Clone, Serialize)]
pub struct LeftBefore {
    /// That year.
    pub from: Link,
    /// Unresolved records at its end.
    pub left: Count,
    /// How many of them are unaccounted for.
    pub unaccounted: usize,
    /// What became of them.
    pub parts: Vec<LeftPart>,
}

/// Records of which the same became.
#[derive(Debug, Clone, Serialize)]
pub struct LeftPart {
    /// Their line of the account: a key of the theme's strings.
    pub key: &'static str,
    /// How many.
    pub count: Count,
}

/// Number of records with one status.
#[derive(Debug, Clone, Serialize)]
pub struct StatusCount {
    /// The verdict.
    pub status: Status,
    /// How many.
    pub n: usize,
}

/// How a measure was carried out, judged by the files. They do not state when a measure was done: one that
/// is claimed done, and whose deadline was not extended, counts as done in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fulfilment {
    /// Claimed done, and the deadline was not extended.
    InTime,
    /// Claimed done, and the deadline was extended before.
    Extended,
    /// Claimed done, with no deadline that has a date.
    DoneUndated,
    /// Not claimed done, and past its deadline: late in the ledger too.
    Late,
    /// Not claimed done, and the deadline is still to come.
    Running,
    /// Not claimed done, and never late: it has no deadline with a date.
    Undated,
    /// Not claimed done, and no longer asked for, because the deficiency was dropped.
    Dropped,
}

/// Measures that were carried out in the same way.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    /// The way: a key of the theme's strings.
    pub key: Fulfilment,
    /// How many.
    pub n: usize,
    /// Share of all measures, in hundredths, rounded.
    pub percent: usize,
}

/// One deficiency, with everything that a review has to say about it.
#[derive(Debug, Clone, Serialize)]
pub struct Tracked {
    /// Title and page.
    pub link: Link,
    /// Plan year as labelled.
    pub year: String,
    /// Plan year, as labelled, that has it again after one that did not.
    pub back: Option<String>,
    /// Year of the earliest review behind it.
    pub since: i16,
    /// Verdict.
    pub status: Status,
    /// Claims and sums.
    pub facts: RecordFacts,
    /// Measures that are claimed done.
    pub done: Vec<MeasureRow>,
    /// Log entries.
    pub log: Vec<LogView>,
    /// The prose under its results.
    pub results: Html,
    /// Its indicators.
    pub figures: IndicatorTable,
    /// The prose of its verdict.
    pub verdict: Html,
    /// Measures that are not claimed done; empty where the deficiency was dropped.
    pub remaining: Vec<MeasureRow>,
    /// The prose of its direction.
    pub direction: Html,
    /// Year in which it is promised to continue.
    pub promise: Option<i16>,
    /// How it was dropped.
    pub disposition: Option<DispositionView>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Units that coordinate.
    pub coordinate: Vec<Link>,
    /// Units that monitor.
    pub monitor: Vec<Link>,
}
