//! Views across years: account, flow, matrix, comparison, lineage.

use super::links::{Day, Link, State};
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
