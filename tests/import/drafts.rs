//! Importing in memory.

use crate::corpus::{Files, errors, scan_of, settings, shipped_files};
use khacphuc::Engine;
use khacphuc::draft::{self, Import, Imported, Material, Refusal};
use khacphuc::import;
use khacphuc::language::Language;
use khacphuc::model::ledger::Ledger;
use khacphuc::settings::Edition;
use std::path::{Path, PathBuf};

/// A site with one body, which has units and areas, and no year.
pub fn site() -> Files {
    let index = shipped_files().remove("tay-ninh/index.md").unwrap();
    Files::from([("tay-ninh/index.md".to_owned(), index)])
}

/// What comes of the bytes of a file.
pub fn imported(files: &Files, name: &str, bytes: &[u8], year: i16) -> Result<Imported, Refusal> {
    let (scan, options) = (scan_of(files), settings(Edition::Internal, Language::Vi));
    let ledger = Engine::new(&scan, &options).unwrap().ledger().unwrap();
    let headings = &options.config.headings;
    let material = Material { ledger: &ledger, sources: &scan.sources, headings, language: Language::Vi };
    let paper = import::read(Path::new(name), bytes).unwrap();
    let asked = Import { body: "tay-ninh".to_owned(), year, source: name.to_owned() };
    draft::imported(&material, paper, &asked)
}

/// Adds the drafts to the files, none of which may be there.
pub fn add(files: &mut Files, imported: &Imported) {
    for file in &imported.files {
        let before = files.insert(file.path.clone(), file.text.clone());
        assert!(before.is_none(), "{} is there", file.path);
    }
}

/// What the files say, and the mistakes in them.
pub fn judged(files: &Files) -> (Ledger, Vec<&'static str>) {
    let markdown = files.iter().filter(|(path, _)| path.ends_with(".md"));
    let files: Files = markdown.map(|(path, text)| (path.clone(), text.clone())).collect();
    let (scan, options) = (scan_of(&files), settings(Edition::Internal, Language::Vi));
    let engine = Engine::new(&scan, &options).unwrap();
    let found = errors(&engine.findings().reported);
    (engine.ledger().unwrap(), found)
}

/// A file that is beside the project on some machines only.
pub fn beside(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    path.exists().then_some(path)
}

/// The letters and digits of a text, as they are compared: small digits are digits, and case does not matter.
pub fn letters(text: &str) -> String {
    const SMALL: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let text = text.replace("&#64;", "").replace("&#123;", "").replace("&#125;", "");
    let letter = |letter: char| match SMALL.chars().position(|small| small == letter) {
        Some(digit) => digit.to_string(),
        None => letter.to_lowercase().filter(|letter| letter.is_alphanumeric()).collect(),
    };
    text.chars().map(letter).collect()
}

/// What of a line is in none of the drafts: the letters from where not even a few pieces of them cover it.
pub fn lost<'l>(line: &'l str, drafts: &str) -> Option<&'l str> {
    const PIECES: usize = 5;
    let mut rest = line;
    for _ in 0..PIECES {
        if rest.is_empty() {
            return None;
        }
        let ends: Vec<usize> = rest.char_indices().map(|(at, letter)| at + letter.len_utf8()).collect();
        let known = ends.partition_point(|end| drafts.contains(&rest[..*end]));
        if known == 0 {
            return Some(rest);
        }
        rest = &rest[ends[known - 1]..];
    }
    if rest.is_empty() { None } else { Some(rest) }
}
