//! The reference of views: what a template may show, page by page and field by field.
//!
//! The page `mau-trang.md` of the manual lists every view. Its lists are made from the types in the source:
//! a field that comes, goes or changes its type fails the test until
//! `cargo test --test reference -- --ignored` has written the page anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A struct or an enum of a view.
#[derive(Default)]
struct View {
    about: String,
    /// Names, types and meanings; of an enum the variants, without types.
    fields: Vec<(String, String, String)>,
    is_enum: bool,
}

/// Where the lists begin.
const BEGINNING: &str = "<!-- lists: cargo test --test reference -- --ignored -->\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> PathBuf {
    root().join("content/huong-dan/mau-trang.md")
}

fn sources(folder: &str) -> Vec<String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// Views of a file by name, and the views of its templates.
fn read(text: &str, views: &mut BTreeMap<String, View>) {
    let mut lines = text.lines();
    let mut about = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("///") {
            about.push(words.trim());
            continue;
        }
        let head = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        let kind = [("struct ", false), ("enum ", true)].into_iter().find(|(word, _)| head.starts_with(word));
        if let Some((word, is_enum)) = kind.filter(|_| line.ends_with('{') && !line.contains('<')) {
            let name = head[word.len()..].trim_end_matches([' ', '{']).to_owned();
            let mut view = View { about: about.join(" "), fields: Vec::new(), is_enum };
            let mut meaning = Vec::new();
            for line in lines.by_ref().take_while(|line| *line != "}") {
                let is_outer = line.starts_with("    ") && !line.starts_with("     ");
                let inner = line.trim();
                match (inner.strip_prefix("///"), inner.trim_start_matches("pub ").split_once(": ")) {
                    _ if !is_outer => {}
                    (Some(words), _) => meaning.push(words.trim()),
                    (None, Some((field, kind))) if !is_enum => {
                        let kind = kind.trim_end_matches(',').to_owned();
                        view.fields.push((field.to_owned(), kind, std::mem::take(&mut meaning).join(" ")));
                    }
                    (None, _) if is_enum && inner.starts_with(|letter: char| letter.is_uppercase()) => {
                        let end = inner.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(inner.len());
                        let words = std::mem::take(&mut meaning).join(" ");
                        view.fields.push((inner[..end].to_owned(), String::new(), words));
                    }
                    (None, _) => {}
                }
            }
            views.insert(name, view);
        }
        if !line.starts_with("#[") {
            about.clear();
        }
    }
}

/// Templates and the types of their views: `PageContent::page("year.html", context.year_page(…))` and the
/// function that it calls.
fn templates(texts: &[String]) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for text in texts {
        for call in text.split("PageContent::page(\"").skip(1) {
            let (template, rest) = call.split_once('"').unwrap();
            let function = rest.split("context.").nth(1).unwrap().split('(').next().unwrap();
            let head = format!("fn {function}(");
            let result = texts.iter().find_map(|text| text.split(&head).nth(1)).unwrap();
            let result = result.split("-> ").nth(1).unwrap().split(' ').next().unwrap();
            found.insert(template.to_owned(), result.to_owned());
        }
    }
    found.insert("form.html".to_owned(), "FormPage".to_owned());
    found
}

/// Names in a type: `Vec<Link>` has `Vec` and `Link`.
fn names(kind: &str) -> impl Iterator<Item = &str> {
    kind.split(|letter: char| !letter.is_alphanumeric()).filter(|name| !name.is_empty())
}

fn heading(text: &mut String, level: &str, title: &str, view: &View) {
    text.push_str(&format!("\n{level} {title}\n\n{}\n\n", view.about));
    for (field, kind, meaning) in &view.fields {
        match view.is_enum {
            true => text.push_str(&format!("- `{field}`: {meaning}\n")),
            false => text.push_str(&format!("- `{field}`, `{kind}`: {meaning}\n")),
        }
    }
}

fn lists() -> String {
    let pages = sources("src/plan/pages");
    let mut views = BTreeMap::new();
    pages.iter().chain(&sources("src/model/view")).for_each(|text| read(text, &mut views));
    let templates = templates(&pages);
    let mut text = String::new();
    for (name, title) in [("Frame", "`frame`"), ("Header", "`header`, chỉ trong `header.html`")] {
        heading(&mut text, "##", title, &views[name]);
    }
    for (template, name) in &templates {
        heading(&mut text, "##", &format!("`{template}`"), &views[name]);
    }
    let shown: BTreeSet<&str> = templates.values().map(String::as_str).chain(["Frame", "Header"]).collect();
    let mut wanted: Vec<&str> = shown.iter().copied().collect();
    let mut parts = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        let inner = views[name].fields.iter().flat_map(|(_, kind, _)| names(kind));
        let inner = inner.filter(|inner| views.contains_key(*inner) && !shown.contains(inner));
        wanted.extend(inner.filter(|inner| parts.insert(*inner)));
    }
    text.push_str("\n## Các phần dùng chung\n");
    for name in parts {
        heading(&mut text, "###", &format!("`{name}`"), &views[name]);
    }
    text
}

#[test]
fn the_manual_lists_every_view() {
    let text = fs::read_to_string(page()).unwrap();
    let (_, listed) = text.split_once(BEGINNING).unwrap();
    assert!(listed == lists(), "write it anew: cargo test --test reference -- --ignored");
}

#[test]
fn every_template_of_a_page_is_there() {
    for template in templates(&sources("src/plan/pages")).keys() {
        assert!(root().join("themes/default/templates").join(template).is_file(), "{template}");
    }
}

#[test]
#[ignore = "writes the page of the manual"]
fn write_the_page() {
    let text = fs::read_to_string(page()).unwrap();
    let (head, _) = text.split_once(BEGINNING).unwrap();
    fs::write(page(), [head, BEGINNING, &lists()].concat()).unwrap();
}
