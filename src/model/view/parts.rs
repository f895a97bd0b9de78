//! Parts that several kinds of pages show.

use super::tables::{IndicatorTable, MeasureTable};
use crate::model::document::{EdgeKind, Status};
use crate::settings::SectionKind;
use serde::{Deserialize, Serialize};

/// Finished HTML, which a template lets through as it is.
pub type Html = String;

/// Words that may lead somewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Relative address; none where there is nothing to lead to.
    pub href: Option<String>,
}

/// An entry of a switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavLink {
    /// The words, or the key of a string of the theme where `is_key` says so.
    pub text: String,
    /// Whether `text` is a key.
    pub is_key: bool,
    /// Relative address.
    pub href: String,
    /// `page` for the page itself, `true` for what it belongs to.
    pub current: Option<&'static str>,
}

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// `2021-03-03`.
    pub iso: String,
    /// As the language writes it.
    pub shown: String,
}

/// A number that leads to what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number.
    pub n: usize,
    /// Relative address; none where there is nothing to count.
    pub href: Option<String>,
}

/// What a deficiency is in one year, in the order of how serious that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The first later plan does not have it.
    Unaccounted,
    /// No later plan has had it since.
    StillUnaccounted,
    /// Promised for a year that has no documents.
    Promised,
    /// Back after it was closed.
    Reopened,
    /// Back after a plan that did not have it.
    Resurfaced,
    /// Goes on from nothing.
    New,
    /// Stands in the first plan year that there is, so that nothing is known of it before.
    First,
    /// Taken on from another body.
    Inherited,
    /// One part of what there was.
    Split,
    /// Several that became one.
    Merged,
    /// With more in it.
    Expanded,
    /// With less in it.
    Narrowed,
    /// Goes on as it was.
    Carried,
    /// Goes on under another name.
    Into,
    /// Goes on where the public cannot see it.
    Withheld,
    /// Found by a review, before any plan.
    Raised,
    /// The year has no documents.
    NoRecord,
    /// The last plan there is.
    Latest,
    /// Fixed.
    Fixed,
    /// Dropped.
    Dropped,
}

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
pub struct Facts {
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
    pub facts: Facts,
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
