//! What is wrong is laid over the last good page until it is mended.

use super::preview::{LISTING, Preview, RECORD, RECORD_FILE, RECORD_PAGE, record, site, write};
use std::fs;

fn misspelt(heading: &str) -> String {
    record(heading).replace("status: open", "status: opne")
}

#[test]
fn a_mistake_is_told_with_its_place_and_goes_when_it_is_mended() {
    let preview = Preview::start();
    let mut events = preview.events();
    let good = events.next();
    preview.save(RECORD_FILE, misspelt("Họp rất muộn"));
    let wrong = events.until(|state| !state.mistakes.is_empty());
    assert_eq!(wrong.token, good.token, "the page is not loaded again for a mistake");
    assert_eq!(wrong.title, "Not rebuilt; this is the page before");
    let mistake = wrong.mistakes.join("\n");
    assert!(mistake.contains("error[unknown-status]: there is no status `opne`"), "{mistake}");
    assert!(mistake.contains("content/don-vi/2023/hop.md:4:9"), "{mistake}");
    assert!(mistake.contains("did you mean `open`?"), "{mistake}");
    for page in [RECORD_PAGE, LISTING] {
        assert!(preview.page(page).contains("Họp muộn"), "{page} is not the last good one");
    }
    // A page that is opened now is told as well.
    assert_eq!(preview.events().next().mistakes, wrong.mistakes);

    preview.save(RECORD_FILE, record("Họp rất muộn"));
    let mended = events.until(|state| state.mistakes.is_empty());
    assert_ne!(mended.token, good.token);
    assert!(preview.page(RECORD_PAGE).contains("Họp rất muộn"));
}

#[test]
fn a_mistake_that_is_taken_back_leaves_the_page_as_it_is() {
    let preview = Preview::start();
    let mut events = preview.events();
    let good = events.next();
    preview.save(RECORD_FILE, misspelt("Họp muộn"));
    events.until(|state| !state.mistakes.is_empty());
    preview.save(RECORD_FILE, RECORD);
    assert_eq!(events.until(|state| state.mistakes.is_empty()).token, good.token);
}

#[test]
fn without_a_good_page_there_is_one_that_says_why() {
    let site = site();
    let file = site.path().join(RECORD_FILE);
    write(&file, RECORD.replace("status: open", "status: <script>alert(1)</script>"));
    let preview = Preview::of(site, &[]);
    for page in ["/", RECORD_PAGE, "/assets/style.css"] {
        let answer = preview.get(page);
        let text = answer.text();
        assert_eq!((answer.status, answer.header("content-type")), (503, "text/html; charset=utf-8"));
        assert!(
            text.contains("content/don-vi/2023/hop.md:4:9") && text.contains("There is no page yet"),
            "{text}"
        );
        assert!(!text.contains("<script>alert") && text.contains("&lt;script&gt;alert"), "{text}");
        assert!(text.contains("/.khacphuc/preview.js"));
    }
    let mut events = preview.events();
    let wrong = events.next();
    fs::write(&file, RECORD).unwrap();
    assert_ne!(events.until(|state| state.mistakes.is_empty()).token, wrong.token);
    assert!(preview.page(RECORD_PAGE).contains("Họp muộn"));
}

#[test]
fn settings_templates_and_unreadable_files_are_told_of_too() {
    let preview = Preview::start();
    for (path, wrong, told) in [
        ("khacphuc.toml", "titel = \"Sổ\"\n", "khacphuc.toml:1:1"),
        ("khacphuc.toml", "title = [\n", "khacphuc.toml:"),
        ("templates/record.html", "{% if %}", "templates/record.html"),
        ("templates/record.html", "{{ nothing.of.this }}", "templates/record.html"),
        ("content/gioi-thieu.md", "no front matter", "content/gioi-thieu.md:1:1"),
    ] {
        let before = fs::read(preview.path(path)).ok();
        preview.save(path, wrong);
        assert!(preview.page(RECORD_PAGE).contains("Họp muộn"), "{wrong}");
        let mistakes = preview.events().next().mistakes.join("\n");
        assert!(mistakes.contains(told), "{wrong}: {mistakes}");
        match before {
            Some(bytes) => fs::write(preview.path(path), bytes).unwrap(),
            None => fs::remove_file(preview.path(path)).unwrap(),
        }
        preview.page(RECORD_PAGE);
        assert!(preview.events().next().mistakes.is_empty(), "{wrong} is mended");
    }
    fs::write(preview.path("content/gioi-thieu.md"), [0xff, 0xfe, 0x00]).unwrap();
    preview.page(RECORD_PAGE);
    assert!(preview.events().next().mistakes[0].contains("not-utf8"));
}
