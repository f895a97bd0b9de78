//! A year in the life of an archive, as people live it.

use super::{Site, below, record, tree};

const BAG: &str = "archive/dong-2021-public";
const YEAR: &str = "dong/2021/";

/// A theme of one's own, in which everything looks otherwise.
fn change_theme(site: &Site) {
    site.write("themes/khac/assets/style.css", "body { color: red }\n");
    site.write("khacphuc.toml", "title = \"Tên khác\"\ntheme = \"khac\"\nlanguage = \"vi\"\n");
}

#[test]
fn the_pages_of_a_frozen_year_stay_whatever_changes() {
    let site = Site::new();
    site.freeze("2021", &[]);
    let bag = below(&tree(&site.path(BAG)), "data/site/");
    let before = site.build("public");
    assert_eq!(below(&before, YEAR), below(&bag, YEAR));
    change_theme(&site);
    site.write("content/dong/2024/plan.md", "---\nkind: plan\n---\n# Kế hoạch năm 2024\n");
    let after = site.build("public");
    assert_eq!(below(&after, YEAR), below(&bag, YEAR));
    assert_ne!(before["dong/2022/index.html"], after["dong/2022/index.html"]);
    // What speaks of all years speaks of the frozen one, and leads to it.
    for page in ["dong/lineage/mot.html", "dong/matrix.html", "dong/compare/2021-2022.html"] {
        let html = std::str::from_utf8(&after[page]).unwrap();
        assert!(html.contains("2021/mot.html"), "{page}");
    }
    // An edition that has no bag is rendered; here both have one.
    assert_eq!(below(&site.build("internal"), YEAR).len(), below(&bag, YEAR).len());
}

#[test]
fn a_build_over_the_last_one_and_a_clean_one_agree() {
    let site = Site::new();
    site.build("public");
    site.freeze("2021", &[]);
    let over = site.build("public");
    std::fs::remove_dir_all(site.path("public")).unwrap();
    std::fs::remove_dir_all(site.path(".khacphuc-cache")).unwrap();
    assert_eq!(over, site.build("public"));
    let again = site.good(&["build", "--as-of", "2024-06-30"]);
    assert!(again.contains(" 0 files written,"), "{again}");
}

#[test]
fn a_source_of_a_frozen_year_may_not_change() {
    let site = Site::new();
    site.freeze("2021", &[]);
    site.good(&["check"]);
    for (path, text, code) in [
        ("content/dong/2021/mot.md", record("mot", 2021, "Đã làm tốt."), "frozen-changed"),
        ("content/dong/2021/ba.md", record("ba", 2021, "Thêm."), "frozen-extra"),
        ("content/dong/2021/anh.png", "x".to_owned(), "frozen-extra"),
        ("content/dong/2021/frozen.sha256", "x".to_owned(), "frozen-lock"),
    ] {
        let former = std::fs::read(site.path(path)).ok();
        site.write(path, &text);
        let run = site.call(&["build"]);
        let name = path.strip_prefix("content/").unwrap();
        assert!(run.status == 1 && run.stderr.contains(code) && run.stderr.contains(name), "{}", run.stderr);
        match former {
            Some(bytes) => std::fs::write(site.path(path), bytes).unwrap(),
            None => std::fs::remove_file(site.path(path)).unwrap(),
        }
    }
    std::fs::remove_file(site.path("content/dong/2021/hai.md")).unwrap();
    assert!(site.call(&["check"]).stderr.contains("error[frozen-missing]"));
}

#[test]
fn without_its_bag_a_frozen_year_is_not_rendered_anew() {
    let site = Site::new();
    site.freeze("2021", &["--edition", "public"]);
    std::fs::rename(site.path("archive"), site.path("elsewhere")).unwrap();
    let run = site.call(&["build"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("the bag of a frozen year is not there"), "{}", run.stderr);
    // The internal edition was not frozen.
    site.build("internal");
    site.write("khacphuc.toml", "[archive]\nfolder = \"elsewhere\"\n");
    site.build("public");
    site.write("elsewhere/dong-2021-public/data/site/dong/2021/mot.html", "x");
    let run = site.call(&["build", "--out", "new"]);
    assert!(run.status == 2 && run.stderr.contains("it is not as it was frozen"), "{}", run.stderr);
    assert!(!site.path("new").exists());
}

#[test]
fn an_erratum_stands_beside_the_old_text() {
    let site = Site::new();
    let erratum = "---\nkind: erratum\nof: mot\ndate: 2024-05-06\nby: Thông báo số 1\nwrong: Chưa làm tốt\n\
                   right: Đã làm tốt\n---\n# Đính chính\n\nNhầm khi chép.\n";
    site.write("content/dong/2021/errata/mot.md", erratum);
    let early = site.call(&["check"]);
    assert!(early.stderr.contains("warning[erratum-early]"), "{}", early.stderr);
    std::fs::remove_file(site.path("content/dong/2021/errata/mot.md")).unwrap();
    site.freeze("2021", &[]);
    let frozen = site.build("public");
    site.write("content/dong/2021/errata/mot.md", erratum);
    let corrected = site.build("public");
    let text = |path: &str| std::str::from_utf8(&corrected[path]).unwrap().to_owned();
    for page in
        ["dong/2021/mot.html", "dong/2021/index.html", "dong/lineage/mot.html", "dong/2021/errata/mot.html"]
    {
        let html = text(page);
        for words in ["Chưa làm tốt", "Đã làm tốt", "Thông báo số 1", "6 May 2024"] {
            assert!(html.contains(words), "{page} lacks {words}");
        }
    }
    // Nothing but the erratum was put into the page, at one place.
    let (old, new) =
        (std::str::from_utf8(&frozen["dong/2021/mot.html"]).unwrap(), text("dong/2021/mot.html"));
    let (before, after) = old.split_at(old.find("<!--errata-->").unwrap() + "<!--errata-->".len());
    assert!(new.starts_with(before) && new.ends_with(after));
    assert_eq!(frozen["dong/2021/hai.html"], corrected["dong/2021/hai.html"]);
    assert!(text("data/ledger.json").contains("\"right\":\"Đã làm tốt\""));
    // What it corrects has to be there.
    site.write("content/dong/2021/errata/mot.md", &erratum.replace("of: mot", "of: mott"));
    let run = site.call(&["check"]);
    assert!(
        run.stderr.contains("error[erratum-of-nothing]") && run.stderr.contains("did you mean `mot`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_year_is_frozen_once() {
    let site = Site::new();
    site.freeze("2021", &["--edition", "public"]);
    let (lock, bags) = (site.read("content/dong/2021/frozen.sha256"), tree(&site.path("archive")));
    // Again it is the same, and the other edition joins.
    site.freeze("2021", &[]);
    let after = tree(&site.path("archive"));
    assert!(bags.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    assert!(site.read("content/dong/2021/frozen.sha256").lines().count() == lock.lines().count() + 1);
    // As of another day it would be another bag, and the old one stays.
    let run = site.call(&["freeze", "dong", "2021", "--as-of", "2024-01-31"]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    change_theme(&site);
    let run = site.call(&["freeze", "dong", "2021", "--as-of", "2023-12-31"]);
    assert!(run.status == 2 && run.stderr.contains("its bag would be another one now"), "{}", run.stderr);
    assert_eq!(tree(&site.path("archive")), after);
    assert_eq!(site.call(&["freeze", "dong", "1999"]).status, 2);
}

/// The lock file is the only witness: a line less in it, another name of the year, or a bag that would be another one
/// now, and nothing is rendered anew behind the back of the archive.
#[test]
fn a_lock_file_is_not_passed_over() {
    let site = Site::new();
    site.freeze("2021", &[]);
    let (path, lock) = ("content/dong/2021/frozen.sha256", site.read("content/dong/2021/frozen.sha256"));
    let without: String = lock.split_inclusive('\n').filter(|line| !line.contains("-public")).collect();
    site.write(path, &without);
    assert!(site.call(&["build"]).stderr.contains("error[frozen-lock]"));
    site.write(path, &lock);
    std::fs::rename(site.path("content/dong/2021"), site.path("content/dong/2020")).unwrap();
    assert!(site.call(&["build"]).stderr.contains("error[frozen-lock]"));
    std::fs::rename(site.path("content/dong/2020"), site.path("content/dong/2021")).unwrap();
    std::fs::rename(site.path("archive"), site.path("aside")).unwrap();
    site.write("khacphuc.toml", "title = \"Tên khác hẳn\"\n");
    let run = site.call(&["freeze", "dong", "2021", "--as-of", "2023-12-31"]);
    assert!(run.status == 2 && run.stderr.contains("its bag would be another one now"), "{}", run.stderr);
    assert_eq!(site.read(path), lock);
}

/// What a frozen page shows from elsewhere in the content is frozen with it, and what the author wrote in a file of
/// their own is not touched.
#[test]
fn files_beside_a_frozen_page_stay_too() {
    let site = Site::new();
    let html = "<a href=\"https://example.vn\">x</a>";
    site.write("content/dong/2021/bang.html", html);
    site.write("content/dong/2021/ba.md", &record("ba", 2021, "Xem [bảng](bang.html)."));
    site.freeze("2021", &[]);
    site.write("content/dong/anh.txt", "chữ khác");
    let built = site.build("public");
    assert_eq!(built["dong/2021/_files/dong/anh.txt"], "chữ".as_bytes());
    assert_eq!(built["dong/2021/bang.html"], html.as_bytes());
}

#[test]
fn what_is_internal_now_is_published_no_more() {
    let site = Site::new();
    site.freeze("2021", &[]);
    let index = site.read("content/dong/index.md");
    site.write("content/dong/index.md", &index.replace("kind: body", "kind: body\naudience: internal"));
    let built = site.build("public");
    assert!(built.keys().all(|path| !path.contains("dong")), "{:?}", built.keys());
    // Nor is a public bag made of a body that is internal.
    site.freeze("2022", &[]);
    assert!(
        site.path("archive/dong-2022-internal").exists() && !site.path("archive/dong-2022-public").exists()
    );
    assert_eq!(site.call(&["freeze", "dong", "2023", "--edition", "public"]).status, 2);
}

/// A frozen page that names what became internal since is made anew for the public; the others stay as they are.
#[test]
fn a_frozen_page_does_not_name_what_became_internal() {
    type Hide = fn(&Site);
    let hides: [(&str, Hide); 2] = [
        ("Phòng Kín", |site| {
            let index = site.read("content/dong/index.md");
            site.write("content/dong/index.md", &index.replace("{id: tc,", "{id: tc, audience: internal,"));
        }),
        ("2022/kin.html", |site| {
            let record = site.read("content/dong/2022/kin.md");
            site.write("content/dong/2022/kin.md", &record.replace("kind:", "audience: internal\nkind:"));
        }),
    ];
    for (name, hide) in hides {
        let site = Site::new();
        let index = site.read("content/dong/index.md");
        site.write(
            "content/dong/index.md",
            &index.replace("units: [", "units: [{id: tc, name: Phòng Kín}, "),
        );
        let two = site.read("content/dong/2021/hai.md");
        site.write("content/dong/2021/hai.md", &two.replace("lead: vp", "lead: tc"));
        site.write("content/dong/2022/kin.md", &record("kin", 2022, "Chưa ai biết."));
        let three = site.read("content/dong/2021/mot.md");
        site.write(
            "content/dong/2021/mot.md",
            &three.replace("Chưa làm tốt.", "Xem [việc sau](../2022/kin.md)."),
        );
        site.write("content/dong/2021/yen.md", &record("yen", 2021, "Không nêu ai khác."));
        site.freeze("2021", &[]);
        let before = site.build("public");
        let names = |site: &super::Tree| -> Vec<String> {
            let named = below(site, YEAR)
                .into_iter()
                .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(name));
            named.map(|(path, _)| path).collect()
        };
        assert!(!names(&before).is_empty(), "{name} is named before");
        hide(&site);
        let after = site.build("public");
        assert_eq!(names(&after), Vec::<String>::new(), "{name}");
        let bag = below(&tree(&site.path(BAG)), "data/site/");
        let (of_bag, of_site) = (below(&bag, YEAR), below(&after, YEAR));
        assert_eq!(of_bag["yen.html"], of_site["yen.html"], "{name}: it names nothing of the kind");
        // Over what was built before, and from nothing.
        std::fs::remove_dir_all(site.path("public")).unwrap();
        std::fs::remove_dir_all(site.path(".khacphuc-cache")).unwrap();
        assert_eq!(site.build("public"), after);
        let again = site.good(&["build", "--as-of", "2024-06-30"]);
        assert!(again.contains(" 0 files written,"), "{again}");
        assert!(
            !names(&site.build("internal")).is_empty(),
            "the internal edition has its pages as they were"
        );
    }
}

/// A frozen file cannot be mended when something else changes under it: what it leads to, or a later reading.
#[test]
fn a_frozen_file_is_spared() {
    let site = Site::new();
    site.freeze("2021", &[]);
    std::fs::rename(site.path("content/dong/2022/mot.md"), site.path("content/dong/2022/khac.md")).unwrap();
    let run = site.call(&["build"]);
    assert!(run.status == 0 && run.stderr.contains("warning[broken-link]"), "{}", run.stderr);
}

#[test]
fn beside_errata_is_nothing_else() {
    let site = Site::new();
    site.freeze("2021", &[]);
    site.write("content/dong/2021/errata/trang.md", "---\nkind: page\n---\n# Trang mới\n");
    assert!(site.call(&["check"]).stderr.contains("error[frozen-extra]"));
}

#[test]
fn bags_are_not_put_where_everybody_reads_them() {
    let site = Site::new();
    site.build("public");
    for out in ["public", "public/archive", "content/archive"] {
        let run = site.call(&["freeze", "dong", "2021", "--out", out]);
        assert_eq!(run.status, 2, "{out}: {}", run.stdout);
    }
    assert!(!site.path("content/dong/2021/frozen.sha256").exists());
}

/// Settings that lie elsewhere are in the bag, too, and everybody may read the lock file.
#[test]
fn settings_elsewhere_are_in_the_bag() {
    let site = Site::new();
    site.write("sub/cai-dat.toml", "title = \"Tên\"\n");
    site.freeze("2021", &["--config", "sub/cai-dat.toml"]);
    let bag = site.path("sub/archive/dong-2021-internal/data/khacphuc.toml");
    assert_eq!(std::fs::read_to_string(bag).unwrap(), "title = \"Tên\"\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let lock = std::fs::metadata(site.path("content/dong/2021/frozen.sha256")).unwrap();
        assert_eq!(lock.permissions().mode() & 0o777, 0o644);
    }
}

/// Names that people give: a body with a space, one with letters that addresses encode.
#[test]
fn names_of_any_letters_can_be_frozen() {
    for name in ["tây ninh", "a#b", "100%"] {
        let site = Site::new();
        std::fs::rename(site.path("content/dong"), site.path(&format!("content/{name}"))).unwrap();
        site.good(&["freeze", name, "2021", "--as-of", "2023-12-31"]);
        site.build("public");
        site.good(&[
            "verify",
            &format!("archive/{name}-2021-public"),
            &format!("archive/{name}-2021-internal.zip"),
        ]);
    }
}

#[test]
fn mistakes_stop_a_freeze() {
    let site = Site::new();
    site.write("content/dong/2023/ba.md", &record("ba", 2023, "x").replace("open", "opne"));
    let run = site.call(&["freeze", "dong", "2021"]);
    assert!(run.status == 1 && run.stderr.contains("unknown-status"), "{}", run.stderr);
    assert!(!site.path("archive").exists() && !site.path("content/dong/2021/frozen.sha256").exists());
}

/// A frozen page stays as it is; whoever gives a page that it leads to another address is told so.
#[test]
fn what_a_frozen_page_leads_to_has_to_stay() {
    let site = Site::new();
    site.freeze("2021", &[]);
    let broken = |expected: &[&str]| {
        let run = site.call(&["check"]);
        let told: Vec<&str> = run.stderr.lines().filter(|line| line.contains("[frozen-link]")).collect();
        assert_eq!(told.len(), expected.len(), "{}", run.stderr);
        for (told, page) in told.iter().zip(expected) {
            assert!(told.contains(&format!("leads to `{page}`, which is there no more")), "{told}");
        }
    };
    broken(&[]);
    let moved = site.read("content/dong/2022/mot.md");
    std::fs::rename(site.path("content/dong/2022/mot.md"), site.path("content/dong/2022/moi.md")).unwrap();
    broken(&["dong/2022/mot"]);
    // A run that has seen the bag before says the same.
    site.build("public");
    broken(&["dong/2022/mot"]);
    site.write("content/dong/2022/moi.md", &moved.replacen("---\n", "---\naliases: [dong/2022/mot]\n", 1));
    broken(&[]);
    let index = site.read("content/dong/index.md");
    site.write(
        "content/dong/index.md",
        &index.replace("Văn phòng", "Văn phòng mới").replace("id: vp", "id: moi"),
    );
    let run = site.call(&["check"]);
    assert!(run.stderr.contains("dong/unit/vp"), "{}", run.stderr);
}
