//! Content in memory, and what the program makes of it: findings, the ledger as data, and a site as bytes by path.

#![allow(dead_code, reason = "each test crate uses a part of it")]

use khacphuc::diagnostic::{Code, Diagnostic, Level};
use khacphuc::export::data::LedgerData;
use khacphuc::failure::Failure;
use khacphuc::language::Language;
use khacphuc::render::theme::Theme;
use khacphuc::scan::{self, Scan};
use khacphuc::settings::{Config, Edition};
use khacphuc::source::{Source, SourceId, Sources};
use khacphuc::vietnamese::date::Date;
use khacphuc::write::{Receipts, Writer, Written};
use khacphuc::{Engine, Options};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Texts by path below the content folder.
pub type Files = BTreeMap<String, String>;

/// Bytes by path below the output folder: a whole site.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The day on which the shipped content is looked at.
pub const AS_OF: &str = "2023-12-31";

/// The project's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The content that comes with the project.
pub fn shipped() -> Scan {
    scan::scan(&root().join("content")).unwrap()
}

/// The same as texts, to be changed before they are read.
pub fn shipped_files() -> Files {
    shipped().sources.iter().map(|file| (file.path.clone(), file.text().to_string())).collect()
}

/// Texts as if they had been read from a folder.
pub fn scan_of(files: &Files) -> Scan {
    let sources = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    Scan { sources: Sources::new("content".to_owned(), sources), ..Scan::default() }
}

/// Options of a build on [`AS_OF`], with the project's own `khacphuc.toml`.
pub fn settings(edition: Edition, language: Language) -> Options {
    let toml = fs::read_to_string(root().join("khacphuc.toml")).unwrap();
    let (config, mistakes) = Config::read(&toml, SourceId(0), &["default".to_owned()]);
    assert!(mistakes.is_empty(), "khacphuc.toml has mistakes: {mistakes:?}");
    Options::plain(config, edition, language, day(AS_OF))
}

/// A day in ISO 8601.
pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The built-in theme under the site's own files, as the command line loads it.
pub fn theme() -> Theme {
    Theme::load(root(), "default").unwrap()
}

/// The ledger as other programs read it.
pub fn data(draft: &Engine<'_>) -> LedgerData {
    serde_json::from_slice(&draft.data().unwrap()).unwrap()
}

/// Builds into the folder `out`.
pub fn build_into(draft: &Engine<'_>, out: &Path) -> Written {
    draft.build(&theme(), Writer::open(out, Receipts::default()).unwrap()).unwrap().0
}

/// The site that a draft makes, mistakes or not.
pub fn tree(draft: &Engine<'_>) -> Tree {
    let out = tempfile::tempdir().unwrap();
    build_into(draft, out.path());
    read_tree(out.path())
}

/// The site that a draft makes with a theme.
pub fn tree_with(draft: &Engine<'_>, theme: &Theme) -> Result<Tree, Failure> {
    let out = tempfile::tempdir().unwrap();
    draft.build(theme, Writer::open(out.path(), Receipts::default())?)?;
    Ok(read_tree(out.path()))
}

/// The site that content makes in one edition, in Vietnamese.
pub fn site(scan: &Scan, edition: Edition) -> Tree {
    tree(&Engine::new(scan, &settings(edition, Language::Vi)).unwrap())
}

/// Every file below a folder, hidden ones too.
pub fn read_tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap();
            tree.insert(path.to_str().unwrap().replace('\\', "/"), fs::read(entry.path()).unwrap());
        }
    }
    tree
}

/// Writes texts below a folder.
pub fn write_files(folder: &Path, files: &Files) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Diagnostics of one kind.
pub fn of_code(diagnostics: &[Diagnostic], code: Code) -> Vec<&Diagnostic> {
    diagnostics.iter().filter(|found| found.code == code).collect()
}

/// Names of the mistakes among diagnostics.
pub fn errors(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().filter(|found| found.level == Level::Error).map(|found| found.code.name()).collect()
}

/// What stands behind a placeholder of a message, in Vietnamese.
pub fn arg(found: &Diagnostic, name: &str) -> String {
    found
        .args
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(String::new(), |(_, value)| value.show(Language::Vi))
}

/// What differs between two sites, file by file, with the first lines that differ. Empty when nothing does.
pub fn differences(expected: &Tree, actual: &Tree) -> Vec<String> {
    let paths = expected.keys().chain(actual.keys().filter(|path| !expected.contains_key(*path)));
    paths.filter_map(|path| difference(path, expected.get(path), actual.get(path))).collect()
}

fn difference(path: &str, expected: Option<&Vec<u8>>, actual: Option<&Vec<u8>>) -> Option<String> {
    match (expected, actual) {
        (Some(expected), Some(actual)) if expected == actual => None,
        (Some(expected), Some(actual)) => Some(format!("{path}\n{}", first_lines(expected, actual))),
        (Some(_), None) => Some(format!("{path} is missing")),
        (None, _) => Some(format!("{path} is too many")),
    }
}

fn first_lines(expected: &[u8], actual: &[u8]) -> String {
    let (expected, actual) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(actual));
    let diff = similar::TextDiff::from_lines(expected.as_ref(), actual.as_ref());
    let diff = diff.unified_diff().context_radius(0).to_string();
    diff.lines().take(12).map(|line| line.chars().take(300).collect::<String>() + "\n").collect()
}

/// Fails where two sites differ, and says where.
#[track_caller]
pub fn assert_same(expected: &Tree, actual: &Tree) {
    let found = differences(expected, actual);
    assert!(found.is_empty(), "{} file(s) differ\n{}", found.len(), found[..found.len().min(5)].join("\n"));
}
