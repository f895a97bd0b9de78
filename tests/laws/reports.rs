//! Reports for programs: their places are those of the text, and their fingerprints last.

use crate::corpus::{Files, scan_of, settings, shipped_files};
use khacphuc::Engine;
use khacphuc::diagnostic::formats::{Entry, entries};
use khacphuc::language::Language;
use khacphuc::settings::Edition;
use std::collections::{BTreeMap, BTreeSet};

fn reported(files: &Files, language: Language) -> Vec<Entry> {
    let scan = scan_of(files);
    let settings = settings(Edition::Internal, language);
    let engine = Engine::new(&scan, &settings).unwrap();
    let found: Vec<_> = engine.findings().reported.iter().map(|found| (found, &scan.sources)).collect();
    entries(&found, language)
}

/// The shipped content, with false letters in front of what is reported.
fn with_slips() -> Files {
    let mut files = shipped_files();
    for text in files.values_mut() {
        *text = text.replacen("đ", "ð", 3).replace("(*", "(ð *");
    }
    files
}

/// Fingerprints are unique, and the same in both languages and wherever the lines are.
#[test]
fn fingerprints_last() {
    for files in [shipped_files(), with_slips()] {
        let before = reported(&files, Language::Vi);
        let prints = |entries: &[Entry]| -> BTreeMap<String, String> {
            entries.iter().map(|entry| (entry.fingerprint.clone(), entry.code.name().to_owned())).collect()
        };
        assert_eq!(prints(&before).len(), before.len());
        assert_eq!(prints(&before), prints(&reported(&files, Language::En)));
        let mut moved = files.clone();
        for text in moved.values_mut().filter(|text| text.starts_with("---\n")) {
            *text = text.replacen("\n---\n", "\n---\n\n\n", 1).replacen("---\n", "---\n# dời dòng\n", 1);
        }
        let after = reported(&moved, Language::Vi);
        assert_eq!(prints(&before), prints(&after));
        let lines = |entries: &[Entry]| -> BTreeSet<(String, usize)> {
            entries.iter().map(|entry| (entry.fingerprint.clone(), entry.at.start.line)).collect()
        };
        assert_ne!(lines(&before), lines(&after), "nothing was moved");
    }
}

/// Columns in characters and in bytes lead to the same place of the text.
#[test]
fn places_are_those_of_the_text() {
    let files = with_slips();
    let mut letters = 0;
    for entry in reported(&files, Language::Vi) {
        let text = &files[entry.at.path.strip_prefix("content/").unwrap()];
        let lines: Vec<&str> = text.split('\n').collect();
        for at in [entry.at.start, entry.at.end] {
            let line = lines[at.line - 1];
            let before: String = line.chars().take(at.column - 1).collect();
            assert_eq!(before.chars().count(), at.column - 1);
            assert_eq!(before.len(), at.byte - 1);
        }
        if entry.code.name() == "look-alike" {
            let line = lines[entry.at.start.line - 1];
            assert_eq!(&line[entry.at.start.byte - 1..entry.at.end.byte - 1], "ð");
            assert_eq!(entry.remedy.unwrap().text, "đ");
            letters += 1;
        }
    }
    assert!(letters > 10);
}
