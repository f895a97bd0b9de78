//! A code quality report, from which GitLab shows what a merge request brings in.

use super::entry::Entry;
use crate::diagnostic::level::Level;
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'e> {
    description: String,
    check_name: &'e str,
    fingerprint: &'e str,
    severity: &'static str,
    location: Location<'e>,
}

#[derive(Serialize)]
struct Location<'e> {
    path: &'e str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn write(entries: &[Entry]) -> String {
    let issues: Vec<Issue<'_>> = entries.iter().map(issue).collect();
    serde_json::to_string_pretty(&issues).unwrap_or_default() + "\n"
}

fn issue(entry: &Entry) -> Issue<'_> {
    Issue {
        description: entry.whole(),
        check_name: entry.code.name(),
        fingerprint: &entry.fingerprint,
        severity: match entry.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Allow => "info",
        },
        location: Location {
            path: &entry.at.path,
            lines: Lines { begin: entry.at.start.line, end: entry.at.end.line },
        },
    }
}
