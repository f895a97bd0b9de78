//! What is written: nothing twice, nothing of others, nothing of a build that failed.

use crate::cases;
use crate::corpus::{
    AS_OF, assert_same, build_into, differences, read_tree, scan_of, settings, shipped, shipped_files, site,
    write_files,
};
use crate::text::files;
use crate::world::worlds;
use khacphuc::Engine;
use khacphuc::language::Language;
use khacphuc::scan::Scan;
use khacphuc::settings::Edition;
use khacphuc::write::Written;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

fn build(scan: &Scan, edition: Edition, out: &Path) -> Written {
    let settings = settings(edition, Language::Vi);
    build_into(&Engine::new(scan, &settings).unwrap(), out)
}

/// When each file below a folder was last changed.
fn times(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries.map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap())).collect()
}

/// A second build writes nothing and removes nothing, in either edition.
#[test]
fn a_second_build_touches_nothing() {
    let scan = shipped();
    for edition in [Edition::Public, Edition::Internal] {
        let out = tempfile::tempdir().unwrap();
        let first = build(&scan, edition, out.path());
        let before = times(out.path());
        let second = build(&scan, edition, out.path());
        assert_eq!(second, Written { written: 0, unchanged: first.written, ..first }, "{edition:?}");
        // The output folder itself is not a file: staging may come and go in it.
        let after: BTreeMap<_, _> =
            times(out.path()).into_iter().filter(|(path, _)| path != out.path()).collect();
        assert!(after.iter().all(|(path, time)| before.get(path) == Some(time)), "{edition:?}");
    }
}

/// A public build over an internal one leaves nothing internal behind, and what others put there stays.
#[test]
fn a_public_build_over_an_internal_one() {
    let scan = shipped();
    let out = tempfile::tempdir().unwrap();
    build(&scan, Edition::Internal, out.path());
    let own = [("robots.txt", "own"), ("tay-ninh/2021/anh.jpg", "own"), ("kept/deep/down.html", "own")];
    write_files(out.path(), &own.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
    build(&scan, Edition::Public, out.path());
    let mut found = read_tree(out.path());
    for (path, text) in own {
        assert_eq!(found.remove(path).as_deref(), Some(text.as_bytes()), "{path}");
    }
    assert_same(&site(&scan, Edition::Public), &found);
}

proptest! {
    #![proptest_config(cases(4))]

    /// A build over an older site of other content gives what a build into an empty folder gives.
    #[test]
    fn a_build_over_another_is_as_a_clean_one(older in worlds(2, 3), newer in worlds(2, 3)) {
        let out = tempfile::tempdir().unwrap();
        build(&scan_of(&files(&older)), Edition::Internal, out.path());
        build(&scan_of(&files(&newer)), Edition::Internal, out.path());
        let clean = site(&scan_of(&files(&newer)), Edition::Internal);
        let differences = differences(&clean, &read_tree(out.path()));
        prop_assert!(differences.is_empty(), "{differences:#?}");
    }
}

// -- builds that fail, by the command line -------------------------------------------------------------------------

/// The shipped site in a folder of its own, built once.
fn published() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_files(&folder.path().join("content"), &shipped_files());
    let built = khacphuc(folder.path(), &["build", "--as-of", AS_OF]);
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    folder
}

fn khacphuc(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_khacphuc"));
    command.env("LC_ALL", "C.UTF-8").args(args).current_dir(folder).output().unwrap()
}

/// Builds with one file changed, and expects exit status `status` and the site as it was.
fn expect_unchanged(path: &str, change: impl FnOnce(&str) -> String, status: i32) {
    let folder = published();
    let public = folder.path().join("public");
    let (before, times_before) = (read_tree(&public), times(&public));
    let file = folder.path().join(path);
    let text = fs::read_to_string(&file).unwrap_or_default();
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, change(&text)).unwrap();
    let failed = khacphuc(folder.path(), &["build", "--as-of", AS_OF]);
    assert_eq!(failed.status.code(), Some(status), "{}", String::from_utf8_lossy(&failed.stderr));
    assert_same(&before, &read_tree(&public));
    let files = |times: BTreeMap<PathBuf, SystemTime>| {
        times.into_iter().filter(|(path, _)| path.is_file()).collect::<Vec<_>>()
    };
    assert_eq!(files(times_before), files(times(&public)));
}

/// A mistake in the content: status 1, and the last good site stays.
#[test]
fn a_mistake_leaves_the_last_site() {
    expect_unchanged(
        "content/tay-ninh/2021/ma-tuy.md",
        |text| text.replace("partly-fixed", "partly fixed"),
        1,
    );
}

/// What the public edition could not say truthfully: the same.
#[test]
fn a_falsehood_leaves_the_last_site() {
    let internal = |text: &str| text.replace("kind: deficiency\n", "kind: deficiency\naudience: internal\n");
    expect_unchanged("content/tay-ninh/2023/chi-tieu-nam.md", internal, 1);
}

/// A theme that cannot be rendered, found only when pages are made: status 2, and the last good site stays.
#[test]
fn a_broken_template_leaves_the_last_site() {
    expect_unchanged("templates/record.html", |_| "{{ page.nothing.of.the.kind }}".to_owned(), 2);
}
