//! Views across years: account, matrix, disposition and readings of indicators. Several kinds of pages
//! share them.

use super::links::{Day, Link, State};
use crate::front_matter::Status;
use crate::model::ledger::Outcome;
use serde::Serialize;

/// The account of one plan year against a later one, as sums with their parts.
#[derive(Debug, Clone, Serialize)]
pub struct AccountView {
    /// Earlier year.
    pub from: Link,
    /// Later year.
    pub to: Link,
    /// Prefix of the ids of its lines.
    pub id: String,
    /// Unresolved records of the earlier year.
    pub left: AccountLine,
    /// What became of those.
    pub out: Vec<AccountLine>,
    /// Where the records of the later year come from.
    pub into: Vec<AccountLine>,
    /// The records of the later year.
    pub records: AccountLine,
    /// Status of those at the end of the later year.
    pub end: Vec<AccountLine>,
    /// Years between the two without documents.
    pub gap: Vec<i16>,
    /// Share of the unresolved records that was carried on, in hundredths; none where there were none.
    pub rate: Option<usize>,
    /// The number that the rate is a share of: records withheld from the public are not counted.
    pub rate_of: usize,
    /// Whether the later year is not over on the day of the site.
    pub running: bool,
    /// Whether plan years lie between the two.
    pub spans: bool,
}

/// One line of an account: a number and what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountLine {
    /// Its label, as a key of the theme's strings.
    pub key: &'static str,
    /// Whether it is subtracted.
    pub minus: bool,
    /// The number.
    pub n: usize,
    /// The records that it counts.
    pub records: Vec<Link>,
}

/// A column of the matrix: one year.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixColumn {
    /// The year, and its page if it has one.
    pub year: Link,
    /// Whether it has documents.
    pub has_documents: bool,
    /// Unresolved records at its end.
    pub left: Option<usize>,
    /// Records carried into it.
    pub carried: Option<usize>,
    /// Records of the plan year before that it does not account for.
    pub unaccounted: Option<usize>,
    /// New records.
    pub new: Option<usize>,
    /// Share of the plan year before's unresolved records that was carried into it, in hundredths.
    pub rate: Option<usize>,
    /// Address of the account with these numbers.
    pub account: Option<String>,
}

/// A row of the matrix: one lineage.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixRow {
    /// Title and page.
    pub lineage: Link,
    /// Its outcome.
    pub outcome: Outcome,
    /// One cell for each column.
    pub cells: Vec<MatrixCell>,
}

/// A lineage in one year.
#[derive(Debug, Clone, Serialize)]
pub struct MatrixCell {
    /// Its states, the most important first; empty where there is nothing to say.
    pub states: Vec<State>,
    /// Verdict of the year's record, if there is one.
    pub status: Option<Status>,
    /// Address that the cell links to.
    pub href: Option<String>,
    /// Other lineages that it was split from, merged with or renamed to.
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

/// Why, by whom and when a record was dropped.
#[derive(Debug, Clone, Serialize)]
pub struct DispositionView {
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// Date of the decision.
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
    /// Page of the file that states it.
    pub href: Option<String>,
}
