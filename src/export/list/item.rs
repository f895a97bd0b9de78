//! What can be listed: the same types and columns that the data files have.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::export::data::cell::Owner;
use crate::export::data::table::{names, row};
use crate::export::data::{
    CellValue, DueData, OwnedMeasureData, RecordData, ReportDueData, TableWords, due, measure, paper, record,
};
use crate::vietnamese::date::Date;
use serde::Serialize;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum What {
    /// Deficiencies, one for each plan year that has them.
    #[default]
    Deficiencies,
    /// Measures.
    Measures,
    /// Measures with a date that are not claimed done, and reports.
    Deadlines,
    /// Reports that plans ask for.
    Reports,
}

/// One thing that is listed.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Item {
    /// A deficiency in one plan year.
    Deficiency(RecordData),
    /// A measure.
    Measure(OwnedMeasureData),
    /// A deadline.
    Deadline(DueData),
    /// A report that a plan asks for.
    Report(ReportDueData),
}

impl What {
    /// Its name: on the command line, and of the list in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deficiencies => "deficiencies",
            Self::Measures => "measures",
            Self::Deadlines => "deadlines",
            Self::Reports => "reports",
        }
    }

    /// States that can be asked for. A deficiency has two: how it was judged, and what became of it.
    pub fn states(self) -> &'static [&'static str] {
        match self {
            Self::Deficiencies => &[
                "open",
                "not-fixed",
                "partly-fixed",
                "improving",
                "fixed",
                "dropped",
                "latest",
                "carried",
                "taken-over",
                "withheld",
                "unaccounted",
                "resurfaced",
            ],
            Self::Measures => &[
                "late",
                "running",
                "done",
                "recurring",
                "continuous",
                "relative",
                "from-year",
                "undated",
                "unreadable",
            ],
            Self::Deadlines => &["late", "ahead", "recurring", "past"],
            Self::Reports => &["ahead", "past", "undated"],
        }
    }

    /// Its columns, as keys of the theme's strings.
    pub fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Deficiencies => names(record::columns()),
            Self::Measures => names(measure::columns()),
            Self::Deadlines => names(due::columns()),
            Self::Reports => names(paper::report_columns()),
        }
    }

    /// The columns of those that a terminal shows, as it is narrow.
    pub(super) fn shown(self) -> &'static [&'static str] {
        match self {
            Self::Deficiencies => &["body", "year", "title", "status", "onward", "lead", "late"],
            Self::Measures => &["body", "year", "measure", "due", "is_late", "lead"],
            Self::Deadlines => &["due", "next", "due_state", "work", "responsible", "body"],
            Self::Reports => &["body", "year", "report", "recipient", "next", "due"],
        }
    }

    /// The column of those that people read first.
    pub(super) fn main(self) -> &'static str {
        match self {
            Self::Deficiencies => "title",
            Self::Measures => "measure",
            Self::Deadlines => "work",
            Self::Reports => "report",
        }
    }

    /// The columns that its lines are sorted by in a terminal.
    pub(super) fn order(self) -> &'static [&'static str] {
        match self {
            Self::Deficiencies => &["body", "year", "title"],
            Self::Measures => &["body", "year", "due", "measure"],
            Self::Deadlines => &["due", "work", "body"],
            Self::Reports => &["body", "year", "due", "report"],
        }
    }
}

impl Item {
    /// Its cells, by the columns of what it is.
    pub fn row<'w>(&'w self, words: TableWords<'w>, as_of: Date) -> Vec<CellValue<'w>> {
        match self {
            Self::Deficiency(record) => row(record::columns(), words, record),
            Self::Measure(OwnedMeasureData { year, owner, page, measure, .. }) => {
                let owner = Owner { year: *year, title: owner, page };
                row(measure::columns(), words, (owner, measure))
            }
            Self::Deadline(due) => row(due::columns(), words, due),
            Self::Report(report) => row(paper::report_columns(), words, (report, as_of)),
        }
    }
}
