//! A freeze that is killed, or cannot write, leaves whole bags or none, and nothing locked that is not in a bag.

use super::{Site, tree};
use khacphuc::archive::verify;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::Instant;

fn unfreeze(site: &Site) {
    fs::remove_dir_all(site.path("archive")).unwrap();
    fs::remove_file(site.path("content/dong/2021/frozen.sha256")).unwrap();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "to know when to kill it")]
fn a_freeze_that_is_killed_leaves_whole_bags_or_none() {
    let site = Site::new();
    let (begun, mut left) = (Instant::now(), 0);
    site.freeze("2021", &[]);
    let whole = begun.elapsed();
    unfreeze(&site);
    for round in 0..40 {
        let mut freeze = site.start(&["freeze", "dong", "2021", "--as-of", "2023-12-31"]);
        // Over all of the time that it takes, and a little longer.
        thread::sleep(whole * round / 32);
        let _ = freeze.kill();
        freeze.wait().unwrap();
        for edition in ["public", "internal"] {
            let bag = site.path(&format!("archive/dong-2021-{edition}"));
            if bag.exists() {
                left += 1;
                assert_eq!(verify(&bag, None).unwrap().flaws, [], "round {round}");
            }
        }
        if site.path("content/dong/2021/frozen.sha256").exists() {
            site.build("public");
        }
        // The next one makes it whole.
        site.freeze("2021", &[]);
        site.good(&["verify", "archive/dong-2021-public", "archive/dong-2021-internal.zip"]);
        site.build("internal");
        unfreeze(&site);
    }
    assert!(left > 0, "no freeze lived long enough to make a bag");
}

#[cfg(unix)]
#[test]
fn where_it_cannot_write_nothing_is_frozen() {
    let site = Site::new();
    site.write("file", "");
    let run = site.call(&["freeze", "dong", "2021", "--out", "file"]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    site.write("archive/dong-2021-public/khac.txt", "của người khác");
    let before = tree(&site.path("archive"));
    let run = site.call(&["freeze", "dong", "2021", "--edition", "public"]);
    assert!(run.status == 2 && run.stderr.contains("another bag is there"), "{}", run.stderr);
    let mut after = tree(&site.path("archive"));
    after.remove(".khacphuc-lock");
    assert_eq!(after, before);
    assert!(!site.path("content/dong/2021/frozen.sha256").exists());
}

/// What is saved while a year is frozen, be it a source, the index of its body, a setting or a file of the theme: what
/// was read before and what is there now are not frozen as one.
#[cfg(unix)]
#[test]
fn what_is_saved_meanwhile_is_not_frozen() {
    use std::os::unix::fs::PermissionsExt;
    for saved in [
        "content/dong/2021/mot.md",
        "content/dong/index.md",
        "khacphuc.toml",
        "themes/default/assets/style.css",
    ] {
        let site = Site::new();
        site.write("themes/default/assets/style.css", "/* */\n");
        site.write("khacphuc.toml", "title = \"Tên\"\n");
        // Whoever signs is called when the pages are made.
        site.write(
            "bin/ssh-keygen",
            &format!("#!/bin/sh\necho '# Sau' >> {saved}\nfor file; do :; done\necho x > \"$file.sig\"\n"),
        );
        fs::set_permissions(site.path("bin/ssh-keygen"), fs::Permissions::from_mode(0o755)).unwrap();
        let freeze = Command::new(env!("CARGO_BIN_EXE_khacphuc"))
            .args(["--language", "en", "freeze", "dong", "2021", "--edition", "internal", "--sign", "khoa"])
            .current_dir(site.path(""))
            .env("PATH", site.path("bin"))
            .output()
            .unwrap();
        let told = String::from_utf8(freeze.stderr).unwrap();
        assert!(
            freeze.status.code() == Some(2) && told.contains("cannot freeze dong/2021/: it changed"),
            "{saved}: {told}"
        );
        assert!(site.read(saved).contains("# Sau"));
        assert!(!site.path("content/dong/2021/frozen.sha256").exists());
        let mut left = tree(&site.path("archive"));
        left.remove(".khacphuc-lock");
        assert!(left.is_empty(), "{:?}", left.keys());
    }
}

/// The index of a body is frozen with the sources of its years, whichever ending it has.
#[test]
fn an_index_of_either_ending_is_in_the_bag() {
    let site = Site::new();
    fs::rename(site.path("content/dong/index.md"), site.path("content/dong/index.markdown")).unwrap();
    site.freeze("2021", &[]);
    assert!(site.path("archive/dong-2021-internal/data/content/dong/index.markdown").is_file());
}
