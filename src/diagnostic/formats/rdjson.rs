//! Reviewdog Diagnostic Format, from which reviewdog makes comments in Gitea, Bitbucket, Gerrit and others.
//!
//! By its definition (`proto/rdf/reviewdog.proto`) columns are bytes of UTF-8, and the end of a range is
//! the place after it.

use super::entry::{Entry, Position, Spot};
use crate::diagnostic::level::Level;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'e> {
    source: Source,
    diagnostics: Vec<Found<'e>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Found<'e> {
    message: String,
    location: Location<'e>,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'e>>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Location<'e> {
    path: &'e str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion<'e> {
    range: Range,
    text: &'e str,
}

pub(super) fn write(entries: &[Entry]) -> String {
    let diagnostics = entries.iter().map(found).collect();
    let report = Report { source: Source { name: "khacphuc" }, diagnostics };
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

fn found(entry: &Entry) -> Found<'_> {
    let suggestions = entry.remedy.iter();
    Found {
        message: entry.whole(),
        location: Location { path: &entry.at.path, range: range(&entry.at) },
        severity: match entry.level {
            Level::Error => "ERROR",
            Level::Warning => "WARNING",
            Level::Allow => "INFO",
        },
        code: Code { value: entry.code.name() },
        suggestions: suggestions
            .map(|remedy| Suggestion { range: range(&remedy.at), text: &remedy.text })
            .collect(),
    }
}

fn range(spot: &Spot) -> Range {
    let place = |position: Position| Place { line: position.line, column: position.byte };
    Range { start: place(spot.start), end: place(spot.end) }
}
