//! SARIF 2.1.0 (OASIS), which code hosts and editors read.
//!
//! Columns are characters, and the log says so (`columnKind`); a region ends at the column after it.
//! Addresses are relative to the folder in which the program was called, and percent-encoded.

use super::entry::{Entry, Spot};
use crate::diagnostic::catalogue::Code;
use crate::diagnostic::level::Level;
use crate::language::Language;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::collections::BTreeMap;

/// Characters of a path that stand for themselves in an address (RFC 3986).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'e> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'e>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'e> {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<Finding<'e>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'e> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message<'e>,
    locations: [Location<'e>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'e>>,
    partial_fingerprints: BTreeMap<&'static str, &'e str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix<'e>>,
}

#[derive(Serialize)]
struct Message<'e> {
    text: std::borrow::Cow<'e, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'e> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'e>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix<'e> {
    artifact_changes: [ArtifactChange<'e>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'e> {
    artifact_location: ArtifactLocation,
    replacements: [Replacement<'e>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'e> {
    deleted_region: Region,
    inserted_content: Message<'e>,
}

pub(super) fn write(entries: &[Entry], language: Language) -> String {
    let mut codes: Vec<Code> = entries.iter().map(|entry| entry.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules = codes.iter().map(|code| Rule {
        id: code.name(),
        default_configuration: Configuration { level: level(code.level()) },
    });
    let driver = Driver { name: "khacphuc", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            language: language.tag(),
            column_kind: "unicodeCodePoints",
            results: entries.iter().map(|entry| finding(entry, &codes)).collect(),
        }],
    };
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Allow => "none",
    }
}

fn finding<'e>(entry: &'e Entry, codes: &[Code]) -> Finding<'e> {
    let others = entry.others.iter().enumerate().map(|(at, other)| Location {
        id: Some(at + 1),
        physical_location: physical(&other.at),
        message: Some(Message { text: other.message.as_str().into() }),
    });
    let fixes = entry.remedy.iter().map(|remedy| Fix {
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(&remedy.at),
            replacements: [Replacement {
                deleted_region: region(&remedy.at),
                inserted_content: Message { text: remedy.text.as_str().into() },
            }],
        }],
    });
    Finding {
        rule_id: entry.code.name(),
        rule_index: codes.partition_point(|code| *code < entry.code),
        level: level(entry.level),
        message: Message { text: entry.whole().into() },
        locations: [Location { id: None, physical_location: physical(&entry.at), message: None }],
        related_locations: others.collect(),
        partial_fingerprints: BTreeMap::from([("khacphuc/v1", entry.fingerprint.as_str())]),
        fixes: fixes.collect(),
    }
}

fn physical(spot: &Spot) -> PhysicalLocation {
    PhysicalLocation { artifact_location: artifact(spot), region: region(spot) }
}

fn artifact(spot: &Spot) -> ArtifactLocation {
    let path = utf8_percent_encode(&spot.path, PATH);
    let scheme = if spot.path.starts_with('/') { "file://" } else { "" };
    ArtifactLocation { uri: format!("{scheme}{path}") }
}

fn region(spot: &Spot) -> Region {
    Region {
        start_line: spot.start.line,
        start_column: spot.start.column,
        end_line: spot.end.line,
        end_column: spot.end.column,
    }
}
