//! The laws of writing: what is kept, what goes, what is never touched.

use super::place::Moved;
use super::receipt::Stamp;
use super::staging::STAGING;
use super::{ContentHash, Receipt, Receipts, Writer, Written, site_manifest};
use crate::archive::SITE_MANIFEST;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

fn write(out: &Path, files: &[(&str, &str)]) -> Written {
    let writer = Writer::open(out, Receipts::default()).unwrap();
    for (path, text) in files {
        writer.put(path, text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().0
}

#[test]
fn a_second_write_touches_nothing() {
    let out = tempfile::tempdir().unwrap();
    let files = [("index.html", "a"), ("x/y.html", "b")];
    assert_eq!(write(out.path(), &files), Written { pages: 2, written: 2, unchanged: 0, removed: 0 });
    let before = fs::metadata(out.path().join("x/y.html")).unwrap().modified().unwrap();
    assert_eq!(write(out.path(), &files), Written { pages: 2, written: 0, unchanged: 2, removed: 0 });
    assert_eq!(fs::metadata(out.path().join("x/y.html")).unwrap().modified().unwrap(), before);
}

#[test]
fn what_is_written_bit_by_bit_is_as_what_is_put() {
    let out = tempfile::tempdir().unwrap();
    let bit_by_bit = |receipts| {
        let writer = Writer::open(out.path(), receipts).unwrap();
        let bits = |file: &mut dyn Write| (0..100_000).try_for_each(|n| write!(file, "{n} "));
        let content = writer.put_from("data/n.txt", bits).unwrap();
        let (written, receipts) = writer.finish().unwrap();
        (content, written, receipts)
    };
    let (content, written, receipts) = bit_by_bit(Receipts::default());
    assert_eq!((written.written, written.unchanged), (1, 0));
    assert_eq!(content, ContentHash::of(&fs::read(out.path().join("data/n.txt")).unwrap()));
    for receipts in [Receipts::default(), receipts] {
        let (_, written, _) = bit_by_bit(receipts);
        assert_eq!((written.written, written.unchanged), (0, 1));
    }
    fs::write(out.path().join("data/n.txt"), "tampered").unwrap();
    assert_eq!(bit_by_bit(Receipts::default()).1.written, 1);
}

#[test]
fn what_the_site_no_longer_has_goes_and_what_others_put_there_stays() {
    let out = tempfile::tempdir().unwrap();
    write(out.path(), &[("a/b.html", "1"), ("a/c/d.html", "2")]);
    fs::write(out.path().join("a/own.txt"), "kept").unwrap();
    let result = write(out.path(), &[("index.html", "3")]);
    assert_eq!(result, Written { pages: 1, written: 1, unchanged: 0, removed: 2 });
    assert!(out.path().join("a/own.txt").exists());
    assert!(!out.path().join("a/c").exists());
}

#[test]
fn a_file_can_become_a_folder_and_back() {
    let out = tempfile::tempdir().unwrap();
    write(out.path(), &[("a", "1")]);
    write(out.path(), &[("a/b", "2")]);
    assert_eq!(fs::read_to_string(out.path().join("a/b")).unwrap(), "2");
    write(out.path(), &[("a", "3")]);
    assert_eq!(fs::read_to_string(out.path().join("a")).unwrap(), "3");
}

#[test]
fn a_build_that_stops_midway_leaves_the_last_site() {
    let out = tempfile::tempdir().unwrap();
    write(out.path(), &[("index.html", "good")]);
    let writer = Writer::open(out.path(), Receipts::default()).unwrap();
    writer.put("index.html", b"half").unwrap();
    drop(writer);
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "good");
    assert!(!out.path().join(STAGING).exists());
}

#[test]
fn what_others_put_there_is_never_written_over() {
    let out = tempfile::tempdir().unwrap();
    fs::create_dir(out.path().join("zz.html")).unwrap();
    fs::write(out.path().join("zz.html/own.txt"), "kept").unwrap();
    fs::write(out.path().join("index.html"), "mine").unwrap();
    for path in ["index.html", "zz.html", "index.html/below.html"] {
        let writer = Writer::open(out.path(), Receipts::default()).unwrap();
        writer.put("a.html", b"new").unwrap();
        writer.put(path, b"new").unwrap();
        assert!(writer.finish().is_err(), "{path}");
        assert!(!out.path().join("a.html").exists());
    }
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "mine");
}

#[test]
fn files_of_a_build_that_stopped_while_moving_are_still_known() {
    let out = tempfile::tempdir().unwrap();
    write(out.path(), &[("index.html", "1")]);
    // The state after the machine stopped between the first move and the last.
    fs::write(out.path().join("secret.html"), "2").unwrap();
    site_manifest::write(out.path(), "index.html\nsecret.html\n").unwrap();
    assert_eq!(write(out.path(), &[("index.html", "1")]).removed, 1);
    assert!(!out.path().join("secret.html").exists());
}

#[test]
fn a_forged_manifest_reaches_nothing_outside() {
    let root = tempfile::tempdir().unwrap();
    let (out, other) = (root.path().join("public"), root.path().join("other.txt"));
    write(&out, &[("index.html", "a")]);
    fs::write(&other, "kept").unwrap();
    fs::write(out.join(SITE_MANIFEST), format!("../other.txt\n{}\nindex.html\n", other.display())).unwrap();
    write(&out, &[("index.html", "b")]);
    assert!(other.exists());
}

/// Writes a site, keeping what can be kept.
fn rewrite(out: &Path, receipts: Receipts, files: &[(&str, &str)]) -> (Written, Receipts) {
    let writer = Writer::open(out, receipts).unwrap();
    for (path, text) in files {
        if !writer.keep(path, ContentHash::of(text.as_bytes())).unwrap() {
            writer.put(path, text.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap()
}

/// Which files could be kept.
fn kept<'f>(out: &Path, receipts: &Receipts, files: &[(&'f str, &str)]) -> Vec<&'f str> {
    let writer = Writer::open(out, receipts.clone()).unwrap();
    let is_kept = |(path, text): &&(&str, &str)| writer.keep(path, ContentHash::of(text.as_bytes())).unwrap();
    files.iter().filter(is_kept).map(|(path, _)| *path).collect()
}

/// Every file below a folder, with its bytes and its time.
fn tree(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = |path: &Path| (fs::read(path).unwrap(), fs::metadata(path).unwrap().modified().unwrap());
    files.map(|file| (file.path().strip_prefix(folder).unwrap().into(), read(file.path()))).collect()
}

const SITE: [(&str, &str); 4] =
    [("index.html", "home"), ("a/b.html", "one"), ("a/c/d.html", "two"), ("e/f/g.html", "three")];

#[test]
fn without_receipts_nothing_is_kept() {
    let out = tempfile::tempdir().unwrap();
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    assert!(kept(out.path(), &Receipts::default(), &SITE).is_empty());
    assert_eq!(receipts.len(), SITE.len());
    assert_eq!(kept(out.path(), &receipts, &SITE).len(), SITE.len());
}

#[test]
fn a_site_that_is_kept_is_not_touched() {
    let out = tempfile::tempdir().unwrap();
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    let before = tree(out.path());
    let writer = Writer::open(out.path(), receipts.clone()).unwrap();
    assert!(SITE.iter().all(|(path, text)| writer.keep(path, ContentHash::of(text.as_bytes())).unwrap()));
    let (written, again) = writer.finish().unwrap();
    assert_eq!(written, Written { pages: 4, written: 0, unchanged: 4, removed: 0 });
    assert_eq!(again, receipts);
    assert_eq!(tree(out.path()), before);
}

#[test]
fn what_somebody_touched_is_not_kept() {
    let out = tempfile::tempdir().unwrap();
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    // In the tick in which it was moved there, or soon after: the length stays.
    fs::write(out.path().join("a/b.html"), "One").unwrap();
    fs::remove_file(out.path().join("a/c/d.html")).unwrap();
    assert_eq!(kept(out.path(), &receipts, &SITE), ["index.html", "e/f/g.html"]);
    let (written, _) = rewrite(out.path(), receipts, &SITE);
    assert_eq!(written, Written { pages: 4, written: 2, unchanged: 2, removed: 0 });
    assert_eq!(fs::read_to_string(out.path().join("a/b.html")).unwrap(), "one");
}

#[test]
fn an_edit_in_the_same_tick_shows() {
    let out = tempfile::tempdir().unwrap();
    let mut receipts = Receipts::default();
    for round in 0..50 {
        let text = format!("{round:03}");
        // A new folder and one that is there: both ways of moving a file.
        let new = format!("{round}/x.html");
        let files = [("x/y.html", text.as_str()), (new.as_str(), text.as_str())];
        receipts = rewrite(out.path(), receipts, &files).1;
        for (path, _) in files {
            fs::write(out.path().join(path), "abc").unwrap();
        }
        assert!(kept(out.path(), &receipts, &files).is_empty());
    }
}

#[test]
fn a_file_that_may_yet_change_unseen_has_no_receipt() {
    let out = tempfile::tempdir().unwrap();
    rewrite(out.path(), Receipts::default(), &SITE);
    let later = std::time::Duration::from_secs(60);
    let file = File::options().write(true).open(out.path().join("a/b.html")).unwrap();
    file.set_modified(file.metadata().unwrap().modified().unwrap() + later).unwrap();
    let (written, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    assert_eq!(written.unchanged, 4);
    assert_eq!(kept(out.path(), &receipts, &SITE), ["index.html", "a/c/d.html", "e/f/g.html"]);
}

#[cfg(unix)]
#[test]
fn setting_the_clock_of_a_file_back_hides_nothing() {
    let out = tempfile::tempdir().unwrap();
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    for (path, _) in SITE {
        let mut file = File::options().write(true).open(out.path().join(path)).unwrap();
        let before = file.metadata().unwrap().modified().unwrap();
        file.write_all(b"X").unwrap();
        file.set_modified(before).unwrap();
    }
    assert!(kept(out.path(), &receipts, &SITE).is_empty());
}

#[test]
fn receipts_are_given_for_files_that_were_found_as_they_are() {
    let out = tempfile::tempdir().unwrap();
    rewrite(out.path(), Receipts::default(), &SITE);
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    assert_eq!(kept(out.path(), &receipts, &SITE).len(), SITE.len());
}

#[test]
fn a_receipt_for_other_bytes_writes_them() {
    let out = tempfile::tempdir().unwrap();
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    let writer = Writer::open(out.path(), receipts).unwrap();
    writer.put("index.html", b"HOME").unwrap();
    writer.put("a/b.html", b"one").unwrap();
    let (written, _) = writer.finish().unwrap();
    assert_eq!(written, Written { pages: 2, written: 1, unchanged: 1, removed: 2 });
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "HOME");
}

#[test]
fn receipts_give_no_right_to_the_files_of_others() {
    let out = tempfile::tempdir().unwrap();
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    fs::remove_file(out.path().join(SITE_MANIFEST)).unwrap();
    fs::write(out.path().join("index.html"), "mine").unwrap();
    let writer = Writer::open(out.path(), receipts).unwrap();
    assert!(!writer.keep("index.html", ContentHash::of(b"home")).unwrap());
    writer.put("index.html", b"home").unwrap();
    assert!(writer.finish().is_err());
    assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "mine");
}

#[test]
fn keeping_some_and_putting_some_gives_what_a_clean_build_gives() {
    let (out, clean) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    // One file is the same, one has changed, one became a folder, two are gone, three are new.
    let next = [
        ("a/b.html", "one"),
        ("a/c/d.html", "2"),
        ("index.html/x.html", "in a folder"),
        ("a/n.html", "beside"),
        ("m/n/o.html", "apart"),
    ];
    let writer = Writer::open(out.path(), receipts).unwrap();
    assert!(writer.keep("a/b.html", ContentHash::of(b"one")).unwrap());
    for (path, text) in &next[1..] {
        writer.put(path, text.as_bytes()).unwrap();
    }
    let (written, receipts) = writer.finish().unwrap();
    assert_eq!(written, Written { pages: 5, written: 4, unchanged: 1, removed: 2 });
    write(clean.path(), &next);
    let bytes = |folder: &Path| tree(folder).into_iter().map(|(path, (bytes, _))| (path, bytes));
    assert!(bytes(out.path()).eq(bytes(clean.path())));
    assert_eq!(kept(out.path(), &receipts, &next).len(), next.len());
}

#[test]
fn receipts_can_be_saved() {
    let out = tempfile::tempdir().unwrap();
    let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
    let saved = serde_json::to_vec(&receipts).unwrap();
    assert_eq!(serde_json::from_slice::<Receipts>(&saved).unwrap(), receipts);
}

#[test]
fn a_file_in_reach_in_the_tick_of_its_writing_has_no_receipt() {
    let out = tempfile::tempdir().unwrap();
    fs::write(out.path().join("a"), "1").unwrap();
    let stamp = Stamp::of(&fs::metadata(out.path().join("a")).unwrap()).unwrap();
    let receipt = Receipt { content: ContentHash::of(b"1"), stamp };
    let (same, later) = (stamp.written(), stamp.written().next(out.path()));
    assert_eq!(Moved::WithFolder.receipt(receipt, Some(same)), None);
    assert_eq!(Moved::Itself(Some(stamp)).receipt(receipt, Some(same)), None);
    assert_eq!(Moved::WithFolder.receipt(receipt, None), None);
    assert_eq!(Moved::WithFolder.receipt(receipt, later), Some(receipt));
    assert_eq!(Moved::Itself(Some(stamp)).receipt(receipt, later), Some(receipt));
    // What is in its place after it was moved there is something else.
    assert_eq!(Moved::Itself(None).receipt(receipt, later), None);
}
