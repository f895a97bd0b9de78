//! What has one remedy is gone once it is mended, nothing new is there, and every other byte is as it was.

use crate::cases;
use crate::corpus::{Files, scan_of, settings, shipped_files};
use khacphuc::Engine;
use khacphuc::build::cache::Cache;
use khacphuc::build::mend::mend;
use khacphuc::diagnostic::Diagnostic;
use khacphuc::language::Language;
use khacphuc::settings::Edition;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Files> = LazyLock::new(shipped_files);

/// A way to make a mistake that has one remedy, which gives the text back: what it makes of what.
const SLIPS: &[(&str, &str)] = &[
    ("đ", "ð"),
    ("Đ", "Ð"),
    ("\u{1ebf}", "e\u{302}\u{301}"),
    ("\u{e0}", "a\u{300}"),
    ("status: ", "status:"),
    ("kind: ", "kind:"),
    ("lead: ", "lead:"),
    ("10 ", "1O "),
    ("date: 2021-03-03", "date: 03/3/2021"),
    ("date: 2023-03-27", "date: 27/03/2023"),
];

/// How often each thing is said of each file.
fn counts(files: &Files) -> BTreeMap<(String, String), usize> {
    let scan = scan_of(files);
    let settings = settings(Edition::Internal, Language::Vi);
    let engine = Engine::new(&scan, &settings).unwrap();
    let mut counts = BTreeMap::new();
    for found in &engine.findings().reported {
        let path = scan.sources.get(found.place.source).path.clone();
        *counts.entry((path, found.code.name().to_owned())).or_default() += 1;
    }
    counts
}

/// The files mended, and how many are left as they are.
fn mended(files: &Files) -> (Files, usize) {
    let scan = scan_of(files);
    let settings = settings(Edition::Internal, Language::Vi);
    let engine = Engine::new(&scan, &settings).unwrap();
    let found = &engine.findings().reported;
    let wrong: Vec<&Diagnostic> = found.iter().collect();
    let mending = mend(&scan, &settings, Cache::none(), found, &wrong).unwrap();
    let mut mended = files.clone();
    for (file, change) in mending.files {
        let path = &scan.sources.get(file).path;
        assert_eq!(files[path], *change.now);
        mended.insert(path.clone(), change.mended.to_string());
    }
    (mended, mending.left.len())
}

/// A file of the shipped content with some slips in it; each is `(file, slip, which occurrence)`.
fn slipped(picks: &[(usize, usize, usize)], ends: &str) -> Files {
    let mut files = SHIPPED.clone();
    let paths: Vec<String> = files.keys().filter(|path| path.ends_with(".md")).cloned().collect();
    for (file, slip, nth) in picks {
        let text = files.get_mut(&paths[file % paths.len()]).unwrap();
        let (old, new) = SLIPS[slip % SLIPS.len()];
        // What is quoted as code is left alone, as nobody judges it.
        let places: Vec<usize> = text.match_indices(old).map(|(at, _)| at).collect();
        let place = places.get(nth % places.len().max(1)).copied();
        let is_read = |at: usize| {
            !text[..at].rsplit('\n').next().unwrap().contains(['`', '#', '<'])
                && text[..at].matches("```").count().is_multiple_of(2)
        };
        if let Some(at) = place.filter(|at| is_read(*at)) {
            text.replace_range(at..at + old.len(), new);
        }
    }
    for text in files.values_mut() {
        *text = text.replace('\n', ends);
    }
    files
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn what_is_mended_is_gone_and_nothing_new_is_there(
        picks in prop::collection::vec(any::<(usize, usize, usize)>(), 1..6),
        ends in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let files = slipped(&picks, ends);
        let (before, (after, left)) = (counts(&files), mended(&files));
        let found = counts(&after);
        for (what, count) in &found {
            prop_assert!(before.get(what).is_some_and(|known| known >= count), "{what:?} is new");
        }
        // Every slip is undone, letter for letter, where no file is left as it is.
        if left == 0 {
            let whole: Files =
                SHIPPED.iter().map(|(path, text)| (path.clone(), text.replace('\n', ends))).collect();
            for (path, text) in &after {
                prop_assert_eq!(text, &whole[path], "{}", path);
            }
        }
        // A second time there is nothing to do.
        prop_assert_eq!(mended(&after).0, after);
    }
}

/// The shipped content has nothing to mend, and nothing is touched.
#[test]
fn what_is_sound_is_left_alone() {
    assert_eq!(mended(&SHIPPED), (SHIPPED.clone(), 0));
}
