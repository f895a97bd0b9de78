//! Order of files, number of threads and names of files change nothing.

use crate::cases;
use crate::corpus::{
    Tree, assert_same, differences, scan_of, settings, shipped, shipped_files, site, write_files,
};
use crate::text::files;
use crate::world::{World, worlds};
use khacphuc::Engine;
use khacphuc::language::Language;
use khacphuc::scan::{self, Scan};
use khacphuc::settings::Edition;
use khacphuc::source::{Source, Sources};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

fn data(scan: &Scan) -> Vec<u8> {
    Engine::new(scan, &settings(Edition::Internal, Language::Vi)).unwrap().data().unwrap()
}

fn ordered(files: Vec<(String, String)>) -> Scan {
    let sources = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    Scan { sources: Sources::new("content".to_owned(), sources), ..Scan::default() }
}

fn shuffled(world: &World) -> impl Strategy<Value = Vec<(String, String)>> + use<> {
    Just(files(world).into_iter().collect::<Vec<_>>()).prop_shuffle()
}

proptest! {
    #![proptest_config(cases(24))]

    /// The same files in another order, on one thread and on four, give the same ledger, byte for byte.
    #[test]
    fn order_and_threads_leave_the_ledger_as_it_is(
        (world, files) in worlds(3, 5).prop_flat_map(|world| (Just(world.clone()), shuffled(&world)))
    ) {
        let expected = with_threads(1, || data(&scan_of(&crate::text::files(&world))));
        let found = with_threads(4, || data(&ordered(files)));
        prop_assert!(expected == found);
    }

    /// Other names for the files of records give the same ledger, but for the addresses that follow from the names.
    #[test]
    fn file_names_leave_the_ledger_as_it_is(world in worlds(2, 5)) {
        let (mut expected, mut found) = under_two_names(&world);
        // A law of its own, below.
        let _ = [&mut expected, &mut found].map(take_conflicts);
        for (part, expected) in expected.as_object().unwrap() {
            prop_assert_eq!(&found[part], expected, "{}", part);
        }
    }

    /// Which value of an indicator is called the first, and how many contradict it, does not hang on file names either.
    #[test]
    fn file_names_leave_conflicts_as_they_are(world in worlds(1, 4)) {
        let (mut expected, mut found) = under_two_names(&world);
        prop_assert_eq!(take_conflicts(&mut found), take_conflicts(&mut expected));
    }
}

proptest! {
    #![proptest_config(cases(4))]

    /// The same holds for every byte of the site.
    #[test]
    fn order_and_threads_leave_the_site_as_it_is(
        (world, files) in worlds(2, 3).prop_flat_map(|world| (Just(world.clone()), shuffled(&world)))
    ) {
        let expected = with_threads(1, || site(&scan_of(&crate::text::files(&world)), Edition::Internal));
        let found = with_threads(4, || site(&ordered(files), Edition::Internal));
        let differences = differences(&expected, &found);
        prop_assert!(differences.is_empty(), "{differences:#?}");
    }
}

/// The shipped content, read from disk as it lies and from a folder that was written backwards.
#[test]
fn the_shipped_site_does_not_depend_on_the_folder() {
    let copy = tempfile::tempdir().unwrap();
    for (path, text) in shipped_files().into_iter().rev() {
        write_files(copy.path(), &[(path, text)].into());
    }
    let of = |scan: Scan, threads| -> Tree { with_threads(threads, || site(&scan, Edition::Public)) };
    assert_same(&of(shipped(), 1), &of(scan::scan(copy.path()).unwrap(), 4));
}

/// The ledgers of a corpus under the names that its files have and under others, both told by the names they have.
fn under_two_names(world: &World) -> (Value, Value) {
    let (renamed, old_names) = renamed(world);
    let named = without_names(&data(&scan_of(&files(world))), &BTreeMap::new());
    (named, without_names(&data(&scan_of(&files(&renamed))), &old_names))
}

fn take_conflicts(ledger: &mut Value) -> Value {
    let is_conflict = |finding: &Value| finding["code"] == "indicator-conflict";
    ledger["findings"].as_array_mut().unwrap().retain(|finding| !is_conflict(finding));
    ledger["conflicts"].take()
}

// -- other names for files -----------------------------------------------------------------------------------------

/// The corpus with other names for the files of its records, in the opposite order, and the old path for each new one.
fn renamed(world: &World) -> (World, BTreeMap<String, String>) {
    let mut renamed = world.clone();
    let mut new_names: BTreeMap<String, String> = BTreeMap::new();
    let mut left = world.records().count();
    for body in &mut renamed.bodies {
        for year in &mut body.years {
            for record in &mut year.records {
                let folder = format!("{}/{}", body.id, year.year);
                let old = format!("{folder}/{}", record.file);
                record.file = format!("h{left:04}");
                new_names.insert(old, format!("{folder}/{}", record.file));
                left -= 1;
            }
        }
    }
    rename_links(&mut renamed, &new_names);
    (renamed, new_names.into_iter().map(|(old, new)| (new, old)).collect())
}

fn rename_links(world: &mut World, new_names: &BTreeMap<String, String>) {
    let pages = world.pages.iter_mut().map(|page| &mut page.sections);
    let years = world.bodies.iter_mut().flat_map(|body| &mut body.years);
    let sections = years.flat_map(|year| {
        let papers = year.papers.iter_mut().map(|paper| &mut paper.sections);
        papers.chain(year.records.iter_mut().map(|record| &mut record.sections))
    });
    for (path, _) in pages.chain(sections).flatten().filter_map(|section| section.link.as_mut()) {
        if let Some(new) = new_names.get(path) {
            path.clone_from(new);
        }
    }
}

/// The ledger without what follows from file names alone: addresses, columns of lines that hold links, and the order of
/// lists of files.
fn without_names(json: &[u8], old_names: &BTreeMap<String, String>) -> Value {
    let mut ledger: Value = serde_json::from_slice(json).unwrap();
    restore(&mut ledger, old_names);
    for list in ["records", "lineages"] {
        for item in ledger[list].as_array_mut().unwrap() {
            item.as_object_mut().unwrap().remove("page");
        }
    }
    for document in ledger["documents"].as_array_mut().unwrap() {
        sort(&mut document["cited_by"]);
    }
    for finding in ledger["findings"].as_array_mut().unwrap() {
        finding["column"] = Value::Null;
    }
    sort(&mut ledger["findings"]);
    ledger
}

/// Gives every path its old name back.
fn restore(value: &mut Value, old_names: &BTreeMap<String, String>) {
    match value {
        Value::String(text) => {
            let end = [".md", ".html", ""].into_iter().find(|end| text.ends_with(end)).unwrap_or("");
            if let Some(old) = old_names.get(text.trim_end_matches(end)) {
                *text = format!("{old}{end}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| restore(item, old_names)),
        Value::Object(fields) => fields.values_mut().for_each(|field| restore(field, old_names)),
        _ => {}
    }
}

fn sort(list: &mut Value) {
    list.as_array_mut().unwrap().sort_by_key(ToString::to_string);
}
