//! Folders that come and go.

use super::preview::{LISTING, Preview, RECORD, RECORD_FILE, RECORD_PAGE, SITE, record, site, until, write};
use std::fs;

#[test]
fn a_folder_is_renamed_away_and_back() {
    let preview = Preview::start();
    let (here, there) = (preview.path("content/don-vi"), preview.path("content/co-quan"));
    for round in 0..3 {
        fs::rename(&here, &there).unwrap();
        assert_eq!(preview.get(RECORD_PAGE).status, 404);
        let heading = format!("Họp muộn lần thứ {round}");
        fs::write(there.join("2023/hop.md"), record(&heading)).unwrap();
        assert!(preview.page("/co-quan/2023/hop.html").contains(&heading));
        fs::rename(&there, &here).unwrap();
        assert!(preview.page(RECORD_PAGE).contains(&heading));
        preview.save(RECORD_FILE, RECORD);
        assert!(preview.page(RECORD_PAGE).contains("Họp muộn<"));
    }
}

#[test]
fn a_folder_leaves_the_site_and_returns() {
    let preview = Preview::start();
    fs::rename(preview.path("content/don-vi"), preview.path("aside")).unwrap();
    assert_eq!(preview.get(RECORD_PAGE).status, 404);
    fs::write(preview.path("aside/2023/hop.md"), record("Họp rất muộn")).unwrap();
    fs::rename(preview.path("aside"), preview.path("content/don-vi")).unwrap();
    assert!(preview.page(RECORD_PAGE).contains("Họp rất muộn"));
    preview.save(RECORD_FILE, record("Họp quá muộn"));
    assert!(preview.page(RECORD_PAGE).contains("Họp quá muộn"));
}

#[test]
fn the_content_is_deleted_and_made_again() {
    let preview = Preview::start();
    for round in 0..3 {
        fs::remove_dir_all(preview.path("content")).unwrap();
        // The last good page stays, and what is wrong is told.
        assert!(preview.page(RECORD_PAGE).contains("Họp muộn"));
        assert!(preview.events().next().mistakes[0].contains("there is no such folder"));
        for (path, text) in SITE {
            preview.save(path, text);
        }
        let heading = format!("Họp muộn lần thứ {round}");
        preview.save(RECORD_FILE, record(&heading));
        assert!(preview.page(RECORD_PAGE).contains(&heading));
        assert!(preview.events().next().mistakes.is_empty());
    }
}

#[test]
fn another_folder_takes_the_place_of_the_content() {
    let preview = Preview::start();
    fs::rename(preview.path("content"), preview.path("old")).unwrap();
    write(&preview.path("new/a.md"), "---\nkind: page\n---\n# Một\n");
    fs::rename(preview.path("new"), preview.path("content")).unwrap();
    assert!(preview.page("/a.html").contains("Một"));
    assert_eq!(preview.get(RECORD_PAGE).status, 404);
    // What is no content any more is not watched as if it were.
    fs::write(preview.path("old/b.md"), "---\nkind: pag\n---\n").unwrap();
    preview.save("content/a.md", "---\nkind: page\n---\n# Hai\n");
    assert!(preview.page("/a.html").contains("Hai"));
    assert!(preview.events().next().mistakes.is_empty());
}

#[test]
fn all_that_the_content_is_in_is_deleted_and_made_again() {
    let site = site();
    fs::create_dir(site.path().join("box")).unwrap();
    fs::rename(site.path().join("content"), site.path().join("box/content")).unwrap();
    let preview = Preview::of(site, &["--content", "box/content"]);
    fs::remove_dir_all(preview.path("box")).unwrap();
    until("it is missed", || !preview.events().next().mistakes.is_empty());
    for (path, text) in SITE {
        preview.save(&format!("box/{path}"), text);
    }
    preview.save(&format!("box/{RECORD_FILE}"), record("Họp rất muộn"));
    until("it is found again", || preview.page(RECORD_PAGE).contains("Họp rất muộn"));
}

#[test]
fn a_new_folder_is_full_at_once() {
    let preview = Preview::start();
    for number in 0..20 {
        let folder = format!("content/sau/{number}/sau/nua");
        preview.save(&format!("{folder}/trang.md"), format!("---\nkind: page\n---\n# Trang {number}\n"));
        let page = format!("/sau/{number}/sau/nua/trang.html");
        assert!(preview.page(&page).contains(&format!("Trang {number}")));
        preview.save(&format!("{folder}/trang.md"), format!("---\nkind: page\n---\n# Khác {number}\n"));
        assert!(preview.page(&page).contains(&format!("Khác {number}")));
    }
}

#[test]
fn thousands_of_files_are_few_changes() {
    const FILES: usize = 3000;
    let preview = Preview::start();
    let mut events = preview.events();
    let first = events.next().token;
    let mut links = String::from("---\nkind: page\n---\n# Giới thiệu\n\n");
    for number in 0..FILES {
        links.push_str(&format!("[{number}](nhieu/{number}.txt)\n"));
    }
    preview.save("content/gioi-thieu.md", links);
    // As `git checkout` does it: each file is removed and made again.
    for round in ["a", "b"] {
        for number in 0..FILES {
            let file = preview.path(&format!("content/nhieu/{number}.txt"));
            let _ = fs::remove_file(&file);
            write(&file, format!("{round}{number}"));
        }
    }
    for number in [0, FILES / 2, FILES - 1] {
        assert_eq!(preview.page(&format!("/nhieu/{number}.txt")), format!("b{number}"));
    }
    events.until(|state| state.token != first && state.mistakes.is_empty());
    preview.save(RECORD_FILE, record("Họp rất muộn"));
    assert!(preview.page(LISTING).contains("Họp rất muộn"));
    let rebuilds = preview.printed().iter().filter(|line| line.starts_with("Rebuilt")).count();
    // One or two, unless a busy machine keeps whoever writes them waiting: then a burst seems to be over.
    assert!(rebuilds < FILES / 100, "{rebuilds} rebuilds");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_while_it_runs_is_refused() {
    const CANARY: &str = "CANARY-7f3a";
    let preview = Preview::of(site(), &[]);
    preview.save("rieng/a.md", record(CANARY));
    preview.save("rieng/bang.csv", CANARY);
    preview.save("content/bang.csv", "1");
    let mut events = preview.events();
    for (link, target) in [
        ("content/rieng", "../rieng"),
        (RECORD_FILE, "../../../rieng/a.md"),
        ("content/bang.csv", "../rieng/bang.csv"),
    ] {
        let was = fs::read(preview.path(link)).ok();
        std::os::unix::fs::symlink(target, preview.path("new")).unwrap();
        fs::rename(preview.path("new"), preview.path(link)).unwrap();
        for address in ["/", RECORD_PAGE, "/bang.csv", "/rieng/a.html", "/rieng/bang.csv"] {
            assert!(!preview.get(address).text().contains(CANARY), "{link}: {address}");
        }
        let told = events.until(|state| !state.mistakes.is_empty()).mistakes.join("\n");
        assert!(told.contains("symlink-outside") && told.contains(target), "{told}");
        fs::remove_file(preview.path(link)).unwrap();
        was.iter().for_each(|was| preview.save(link, was));
        preview.save("content/moi.md", format!("---\nkind: page\n---\n# {target}\n"));
        events.until(|state| state.mistakes.is_empty());
    }
}

#[cfg(unix)]
#[test]
fn what_a_link_may_lead_to_is_followed_too() {
    let site = site();
    write(&site.path().join("khacphuc.toml"), "symlinks = [\"chung\"]\n");
    write(&site.path().join("chung/a.md"), "---\nkind: page\n---\n# Hai\n");
    std::os::unix::fs::symlink("../chung", site.path().join("content/chung")).unwrap();
    let preview = Preview::of(site, &[]);
    assert!(preview.page("/chung/a.html").contains("Hai"));
    preview.save("chung/a.md", "---\nkind: page\n---\n# Ba\n");
    assert!(preview.page("/chung/a.html").contains("Ba"));
}

#[cfg(unix)]
#[test]
fn the_content_may_be_a_link_that_is_changed() {
    let site = site();
    fs::rename(site.path().join("content"), site.path().join("one")).unwrap();
    write(&site.path().join("two/a.md"), "---\nkind: page\n---\n# Hai\n");
    let link = |to: &str| std::os::unix::fs::symlink(to, site.path().join("next"));
    link("two").unwrap();
    std::os::unix::fs::symlink("one", site.path().join("content")).unwrap();
    let preview = Preview::of(site, &[]);
    preview.save(RECORD_FILE, record("Họp rất muộn"));
    assert!(preview.page(RECORD_PAGE).contains("Họp rất muộn"));
    fs::rename(preview.path("next"), preview.path("content")).unwrap();
    assert!(preview.page("/a.html").contains("Hai"));
    preview.save("two/a.md", "---\nkind: page\n---\n# Ba\n");
    assert!(preview.page("/a.html").contains("Ba"));
}
