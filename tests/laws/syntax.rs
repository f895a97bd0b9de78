//! One mistake, one message: whatever single slip is made in the front matter of the shipped content, one message
//! more is given than without it, and that one is about the line of the slip.

use crate::cases;
use crate::corpus::{Files, scan_of, settings, shipped_files};
use khacphuc::Engine;
use khacphuc::diagnostic::{Code, Diagnostic};
use khacphuc::front_matter::register::REGISTER;
use khacphuc::language::Language;
use khacphuc::settings::Edition;
use khacphuc::source::Sources;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Files> = LazyLock::new(shipped_files);
static BASELINE: LazyLock<BTreeSet<Told>> =
    LazyLock::new(|| told(&SHIPPED).into_iter().map(|(told, _)| told).collect());

/// What is said of which file, wherever in it that is.
type Told = (String, Code, String);

/// What is said of the content, and the line of each.
fn told(files: &Files) -> Vec<(Told, usize)> {
    let scan = scan_of(files);
    let settings = settings(Edition::Internal, Language::En);
    let engine = Engine::new(&scan, &settings).unwrap();
    let line = |found: &Diagnostic, sources: &Sources| {
        let text = sources.text(found.place.source);
        text[..found.place.span().start].matches('\n').count()
    };
    let reported = engine.findings().reported.iter();
    let told = reported.map(|found| {
        let path = scan.sources.get(found.place.source).path.clone();
        ((path, found.code, format!("{:?}", found.args)), line(found, &scan.sources))
    });
    told.collect()
}

/// The lines of the front matter of a file, or of the register.
fn head<'t>(path: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let lines: Vec<&str> = text.lines().collect();
    if path == REGISTER {
        return Some(lines);
    }
    let end = lines.iter().skip(1).position(|line| *line == "---")? + 1;
    Some(lines[..=end].to_vec())
}

/// A way to spoil a line `key: value`; none where the line is not of that kind, or would stay right.
fn spoil(line: &str, way: usize) -> Option<String> {
    let entry = line.trim_start().strip_prefix("- {").filter(|entry| entry.ends_with('}'));
    if let (Some(entry), 9 | 10) = (entry, way) {
        let start = &line[..line.len() - entry.len()];
        return Some(match way {
            9 => line[..line.len() - 1].to_owned(),
            _ => format!("{start}{}{entry}", &entry[..1]),
        });
    }
    let (key, value) = line.split_once(": ")?;
    let is_plain = !key.contains([' ', '"', '\'', '{']) && !value.contains(['"', '\'', '#']);
    let is_scalar = is_plain && !value.starts_with(['[', '{', '|', '>']) && !value.is_empty();
    match way {
        0 if is_scalar => Some(format!("{key}: \"{value}")),
        1 if is_plain => Some(format!("{key} {}", value.replace(": ", " "))),
        2 if is_plain => Some(format!("{key}:{}", value.replace(": ", ":"))),
        3 if is_scalar => Some(format!("{key}: @{value}")),
        4 if is_scalar => Some(format!("{key}: {value}: {value}")),
        5 if is_plain => Some(format!("{}{key}: {value}", &key[..1])),
        6 if is_plain && value.ends_with([']', '}']) => Some(line[..line.len() - 1].to_owned()),
        7 if is_scalar => {
            Some(format!("{key}: [{value}, {value}]")).filter(|_| !matches!(key, "coordinate" | "monitor"))
        }
        8 if is_scalar => Some(format!("{key}: {{a: {value}}}")),
        _ => None,
    }
}

fn slips() -> impl Strategy<Value = (String, usize, String)> {
    let mut slips = Vec::new();
    for (path, text) in SHIPPED.iter() {
        for (at, line) in head(path, text).unwrap_or_default().iter().enumerate() {
            slips.extend((0..11).filter_map(|way| Some((path.clone(), at, spoil(line, way)?))));
        }
    }
    proptest::sample::select(slips)
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_slip_of_syntax_gives_one_message_at_its_line((path, at, line) in slips()) {
        let mut files = SHIPPED.clone();
        let mut lines: Vec<&str> = SHIPPED[&path].split('\n').collect();
        lines[at] = &line;
        files.insert(path.clone(), lines.join("\n"));
        let told = told(&files);
        let new: Vec<_> = told.iter().filter(|(told, _)| !BASELINE.contains(told)).collect();
        prop_assert_eq!(new.len(), 1, "{}:{} {}: {:#?}", path, at + 1, line, new);
        let ((of_path, ..), of_line) = new[0];
        prop_assert_eq!((of_path, *of_line), (&path, at), "{}: {:#?}", line, new);
    }
}
