//! A site with a theme of its own: all of it, or one file.

use crate::corpus::{Tree, settings, shipped, tree_with};
use khacphuc::Engine;
use khacphuc::language::Language;
use khacphuc::render::theme::Theme;
use khacphuc::settings::Edition;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A site's folder with files of a theme called `own`.
fn theme(files: &BTreeMap<String, String>) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("themes/own")).unwrap();
    for (path, text) in files {
        let path = root.path().join("themes/own").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn built(files: &BTreeMap<String, String>) -> Result<Tree, String> {
    let (root, scan, settings) = (theme(files), shipped(), settings(Edition::Internal, Language::Vi));
    let theme = Theme::load(root.path(), "own").map_err(|failure| failure.show(Language::En))?;
    tree_with(&Engine::new(&scan, &settings).unwrap(), &theme).map_err(|failure| failure.show(Language::En))
}

fn one(path: &str, text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(path.to_owned(), text.to_owned())])
}

/// Paths of the templates of the theme that is built in.
fn templates(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let of = |path: PathBuf| if path.is_dir() { templates(&path) } else { vec![path] };
    entries.flat_map(of).collect()
}

/// Nothing but the views is needed: a theme may put them into any form.
#[test]
fn a_theme_may_share_nothing_but_the_views() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let own = "own {{ frame.kind }} [{{ frame.title }}] {{ page | json_encode | safe }}";
    let files = templates(&folder.join("templates")).into_iter().map(|path| {
        let below = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        let is_page = path.parent().unwrap().ends_with("templates");
        (below, if is_page { own } else { "" }.to_owned())
    });
    let mut files: BTreeMap<String, String> = files.collect();
    files.insert("templates/header.html".to_owned(), String::new());
    let tree = built(&files).unwrap();
    let pages: Vec<_> = tree.iter().filter(|(path, _)| path.ends_with(".html")).collect();
    assert!(pages.len() > 50);
    for (path, page) in pages {
        let page = std::str::from_utf8(page).unwrap();
        let (head, view) = page.split_once("] ").unwrap();
        assert!(head.starts_with("own "), "{path}: {head}");
        let view: serde_json::Value = serde_json::from_str(view).unwrap();
        assert!(view.is_object(), "{path}");
    }
    let record = std::str::from_utf8(&tree["tay-ninh/2021/ma-tuy.html"]).unwrap();
    assert!(record.starts_with("own record [") && record.contains("\"status\":\"partly-fixed\""));
}

/// One file changes one thing, and nothing else has to be copied.
#[test]
fn one_file_changes_one_thing() {
    let before = built(&BTreeMap::new()).unwrap();
    let changed = |path: &str, text: &str| -> Vec<String> {
        let after = built(&one(path, text)).unwrap();
        assert!(before.keys().eq(after.keys()));
        let changed = before.keys().filter(|path| before[*path] != after[*path]);
        // The list of files with their sums changes with any of them.
        changed.filter(|path| !path.starts_with(".khacphuc-")).cloned().collect()
    };
    assert_eq!(changed("templates/matrix.html", "own"), ["tay-ninh/matrix.html"]);
    assert_eq!(changed("assets/colours.css", ":root { --ink: #000 }"), ["assets/colours.css"]);
    let with_other_word = changed("strings/vi.toml", "[status]\npartly-fixed = \"Xong một nửa\"\n");
    assert!(with_other_word.contains(&"tay-ninh/2021/ma-tuy.html".to_owned()));
    assert!(!with_other_word.contains(&"404.html".to_owned()));
}

/// A wrong template is an error at its line, whichever kind of wrong it is, and never an empty page.
#[test]
fn a_wrong_template_is_an_error_with_its_place() {
    let wrong = [
        ("not closed", "<p>\n<h1>{{ page.title"),
        ("not there", "<p>\n{{ page.no_such_thing }}"),
        ("no such part", "<p>\n{{ <no_such_part /> }}"),
        ("no such filter", "<p>\n{{ page.title | no_such_filter }}"),
        ("no such base", "{% extends \"no-such.html\" %}"),
    ];
    for (what, template) in wrong {
        let failure = built(&one("templates/record.html", template)).expect_err(what);
        let line = if template.contains('\n') { "record.html:2:" } else { "no-such.html" };
        assert!(failure.contains("themes/own/templates/record.html"), "{what}: {failure}");
        assert!(failure.contains(line), "{what}: {failure}");
    }
    let failure = built(&one("strings/vi.toml", "[status]\nopen = \n")).expect_err("strings");
    assert!(failure.contains("strings/vi.toml") && failure.contains('2'), "{failure}");
}
