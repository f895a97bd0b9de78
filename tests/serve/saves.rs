//! Every way to save a file.

use super::preview::{LISTING, Preview, RECORD_FILE, RECORD_PAGE, SITE, record, site, until};
use std::time::Duration;
use std::{fs, thread};

/// Whether the record is under `heading`, on its own page and in the list of its year, at once.
#[track_caller]
fn shows(preview: &Preview, heading: &str) {
    for page in [RECORD_PAGE, LISTING, "/don-vi/lineage/hop.html"] {
        assert!(preview.page(page).contains(heading), "{page} does not show {heading}");
    }
}

#[test]
fn a_plain_save_is_on_every_page_that_shows_it() {
    let preview = Preview::start();
    shows(&preview, "Họp muộn");
    for number in 0..20 {
        let heading = format!("Họp muộn lần thứ {number}");
        preview.save(RECORD_FILE, record(&heading));
        shows(&preview, &heading);
    }
}

#[test]
fn a_save_that_empties_the_file_first_is_no_mistake() {
    let preview = Preview::start();
    let mut events = preview.events();
    let before = events.next().token;
    for number in 0..5 {
        let heading = format!("Họp muộn lần thứ {number}");
        preview.save(RECORD_FILE, "");
        // Longer than the steps of a save take.
        thread::sleep(Duration::from_millis(15));
        preview.save(RECORD_FILE, record(&heading));
        shows(&preview, &heading);
    }
    let told = events.until(|state| state.token != before);
    assert!(told.mistakes.is_empty(), "{:?}", told.mistakes);
}

#[test]
fn a_save_by_renaming_is_a_save() {
    let preview = Preview::start();
    for (number, name) in ["hop.md.tmp", ".hop.md.new", "sedA1b2C3", "hop.md~"].iter().enumerate() {
        let heading = format!("Họp muộn lần thứ {number}");
        let temporary = preview.path("content/don-vi/2023").join(name);
        fs::write(&temporary, record(&heading)).unwrap();
        fs::rename(&temporary, preview.path(RECORD_FILE)).unwrap();
        shows(&preview, &heading);
    }
}

#[test]
fn swap_files_and_backups_are_no_files_of_the_site() {
    let preview = Preview::start();
    let file = |name: &str| preview.path("content/don-vi/2023").join(name);
    // As Vim does it, with a backup.
    fs::write(file(".hop.md.swp"), [0xff, 0x00]).unwrap();
    fs::write(file("4913"), "").unwrap();
    fs::remove_file(file("4913")).unwrap();
    fs::rename(file("hop.md"), file("hop.md~")).unwrap();
    fs::write(file("hop.md"), record("Họp rất muộn")).unwrap();
    fs::remove_file(file("hop.md~")).unwrap();
    shows(&preview, "Họp rất muộn");
    // As Emacs does it: a lock that leads nowhere, and a file of its own.
    #[cfg(unix)]
    std::os::unix::fs::symlink("user@host.1:2", file(".#hop.md")).unwrap();
    fs::write(file("#hop.md#"), "---\nnothing").unwrap();
    fs::write(file("hop.md"), record("Họp quá muộn")).unwrap();
    shows(&preview, "Họp quá muộn");
    assert!(preview.events().next().mistakes.is_empty());
}

#[test]
fn a_file_that_comes_has_a_page_and_one_that_goes_has_none() {
    let preview = Preview::start();
    assert_eq!(preview.get("/moi.html").status, 404);
    preview.save("content/moi.md", "---\nkind: page\n---\n# Trang mới\n");
    assert!(preview.page("/moi.html").contains("Trang mới"));
    fs::remove_file(preview.path("content/moi.md")).unwrap();
    assert_eq!(preview.get("/moi.html").status, 404);
    fs::remove_file(preview.path(RECORD_FILE)).unwrap();
    assert_eq!(preview.get(RECORD_PAGE).status, 404);
    assert!(!preview.page(LISTING).contains("Họp muộn"));
}

#[test]
fn a_file_that_a_page_links_to_is_as_it_was_saved() {
    let preview = Preview::start();
    for bytes in [&b"c,d\n"[..], &[0, 159, 146, 150], b""] {
        preview.save("content/bang.csv", bytes);
        assert_eq!(preview.get("/bang.csv").body, bytes);
    }
}

#[test]
fn settings_and_theme_are_part_of_the_site() {
    let preview = Preview::start();
    preview.save("khacphuc.toml", "title = \"Sổ mới\"\n");
    assert!(preview.page("/").contains("Sổ mới"));
    fs::write(preview.path("next.toml"), "title = \"Sổ khác\"\n").unwrap();
    fs::rename(preview.path("next.toml"), preview.path("khacphuc.toml")).unwrap();
    assert!(preview.page("/").contains("Sổ khác"));

    // Neither folder is there at first.
    preview.save("themes/default/assets/style.css", "body { color: red }");
    assert_eq!(preview.page("/assets/style.css"), "body { color: red }");
    preview.save("templates/page.html", "<p>{{ frame.title }}</p></body>");
    assert!(preview.page("/gioi-thieu.html").starts_with("<p>"));
    preview.save("templates/page.html", "<b>{{ frame.title }}</b></body>");
    assert!(preview.page("/gioi-thieu.html").starts_with("<b>"));
    fs::remove_dir_all(preview.path("templates")).unwrap();
    assert!(preview.page("/gioi-thieu.html").starts_with("<!DOCTYPE html>"));

    preview.save("khacphuc.toml", "theme = \"own\"\n");
    assert_eq!(preview.page("/assets/style.css"), "body { color: red }");
    assert!(preview.events().next().mistakes[0].contains("there is no theme"));
    preview.save("themes/own/assets/style.css", "body { color: blue }");
    assert_eq!(preview.page("/assets/style.css"), "body { color: blue }");
    fs::remove_file(preview.path("khacphuc.toml")).unwrap();
    assert_eq!(preview.page("/assets/style.css"), "body { color: red }");
}

#[test]
fn a_page_is_told_of_a_save() {
    let preview = Preview::start();
    let mut events = preview.events();
    let token = events.next().token;
    assert!(preview.page(RECORD_PAGE).contains(&token));
    preview.save(RECORD_FILE, record("Họp rất muộn"));
    let after = events.until(|state| state.token != token);
    assert!(after.mistakes.is_empty());
    assert!(preview.page(RECORD_PAGE).contains(&after.token));
}

#[test]
fn what_is_saved_as_it_was_is_not_loaded_again() {
    let preview = Preview::start();
    let before = preview.events().next().token;
    for (path, text) in SITE {
        preview.save(path, text);
        preview.page("/");
    }
    assert_eq!(preview.events().next().token, before);
}

#[test]
fn who_looks_for_changes_himself_finds_them() {
    let preview = Preview::of(site(), &["--poll"]);
    // The same length, and within the same second.
    for heading in ["Họp muộn 1", "Họp muộn 2", "Họp muộn 3"] {
        preview.save(RECORD_FILE, record(heading));
        until(heading, || {
            preview.page(RECORD_PAGE).contains(heading) && preview.page(LISTING).contains(heading)
        });
    }
    preview.save(
        "content/don-vi/2024/plan.md",
        "---\nkind: plan\nnumber: 02-KH/ĐV-VP\ndate: 2024-01-15\n---\n# Sau\n",
    );
    until("a new folder", || preview.get("/don-vi/2024/plan.html").status == 200);
    fs::remove_dir_all(preview.path("content/don-vi/2024")).unwrap();
    until("no folder", || preview.get("/don-vi/2024/plan.html").status == 404);
}
