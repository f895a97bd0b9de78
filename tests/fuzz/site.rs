//! Markdown with a whole small site: the files of a document of mistakes, the starting site or a body of the shipped
//! content, one of them changed or another one put beside them.

use crate::change::{Change, Soil, changed, changes, noise};
use crate::corpus::{AS_OF, Files, data, day, root, scan_of, shipped_files, theme};
use crate::documents::documents;
use crate::drive::Target;
use crate::files::{PATHS, WORDS, said};
use crate::html::Html;
use khacphuc::build::preview::Preview;
use khacphuc::diagnostic::has_errors;
use khacphuc::language::Language;
use khacphuc::render::theme::Theme;
use khacphuc::settings::{Config, Edition};
use khacphuc::source::SourceId;
use khacphuc::{Engine, Options};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;
use std::fs;
use std::sync::LazyLock;
use walkdir::WalkDir;

/// A small site: the texts of its content, and its settings.
#[derive(Debug, Clone)]
pub(crate) struct Small {
    pub(crate) files: Files,
    pub(crate) toml: String,
}

/// The site that a new user starts from.
pub(crate) fn starter() -> Small {
    let folder = root().join("src/cli/starter/vi");
    let dated = |text: &str| text.replace("LASTYEAR", "2022").replace("THISYEAR", "2023");
    let files = WalkDir::new(folder.join("content")).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path =
            entry.path().strip_prefix(folder.join("content")).unwrap().to_str().unwrap().replace('\\', "/");
        (dated(&path), dated(&fs::read_to_string(entry.path()).unwrap()))
    });
    Small { files: files.collect(), toml: fs::read_to_string(folder.join("khacphuc.toml")).unwrap() }
}

static SITES: LazyLock<Vec<Small>> = LazyLock::new(|| {
    let mut sites = Vec::new();
    for document in documents("mistakes") {
        let mut site = Small { files: Files::new(), toml: String::new() };
        for block in document.blocks.iter().filter(|block| block.is("file")) {
            match block.info[1].strip_prefix("content/") {
                Some(path) => drop(site.files.insert(path.to_owned(), block.text.clone())),
                None if block.info[1] == "khacphuc.toml" => site.toml.clone_from(&block.text),
                None => {}
            }
        }
        sites.push(site);
    }
    sites.retain(|site| !site.files.is_empty());
    for body in ["binh-duong/", "kien-giang/", "tay-ninh/"] {
        let files = shipped_files()
            .into_iter()
            .filter(|(path, _)| path.starts_with(body) || path == "documents.yaml");
        sites.push(Small { files: files.collect(), toml: String::new() });
    }
    sites.extend(std::iter::repeat_n(starter(), 8));
    sites
});

static SOIL: LazyLock<Soil> = LazyLock::new(|| {
    let seeds = SITES.iter().flat_map(|site| site.files.values().cloned()).collect();
    Soil { seeds, words: WORDS.to_vec() }
});

static THEME: LazyLock<Theme> = LazyLock::new(theme);

/// A site of which a file is changed.
fn mutant() -> impl Strategy<Value = Small> {
    let parts = (any::<Index>(), any::<Index>(), changes());
    parts.prop_map(|(site, file, changes): (Index, Index, Vec<Change>)| {
        let mut site = site.get(&SITES).clone();
        let mut files: Vec<_> = site.files.values_mut().collect();
        let file = file.index(files.len());
        *files[file] = changed(files[file], &changes, &SOIL);
        site
    })
}

/// A site with another file, of any words.
fn stranger() -> impl Strategy<Value = Small> {
    let text = (any::<bool>(), noise(&SOIL));
    let text =
        text.prop_map(|(fenced, text)| if fenced { format!("---\n{text}\n---\n# A\n{text}") } else { text });
    (any::<Index>(), proptest::collection::vec((select(&PATHS[..]), text), 1..4)).prop_map(
        |(site, strangers)| {
            let mut site = site.get(&SITES).clone();
            site.files.extend(strangers.into_iter().map(|(path, text)| (path.to_owned(), text)));
            site
        },
    )
}

/// What a small site is built with.
pub(crate) fn options(toml: &str, edition: Edition, language: Language) -> Options {
    let (config, _) = Config::read(toml, SourceId(0), &["default".to_owned()]);
    Options::plain(config, edition, language, day(AS_OF))
}

fn site_of((site, edition, language): &(Small, Edition, Language)) -> TestCaseResult {
    let scan = scan_of(&site.files);
    let options = options(&site.toml, *edition, *language);
    let engine = Engine::new(&scan, &options).unwrap();
    said(&engine.findings().reported, &scan.sources)?;
    data(&engine);
    // Where there are mistakes a build stops, unless it is asked for what there is.
    if *edition == Edition::Public && has_errors(&engine.findings().reported) {
        return Ok(());
    }
    let content = engine.into_content();
    let preview = Preview::new(scan, options, content, &THEME).unwrap();
    for path in preview.paths().unwrap() {
        let bytes = preview.page(&path).unwrap().unwrap();
        if path.ends_with(".html") {
            let page = Html::read(std::str::from_utf8(&bytes).unwrap());
            prop_assert!(page.mistakes.is_empty(), "{}: {:?}", path, page.mistakes);
        }
    }
    Ok(())
}

/// Whatever is in the files, the site can be linked, checked and shown, each mistake stands where it is said to stand,
/// and each page is well-formed HTML.
#[test]
fn site() {
    let inputs = || {
        let site = prop_oneof![3 => mutant(), 1 => stranger()];
        let editions = select(&[Edition::Internal, Edition::Public][..]);
        (site, editions, select(&[Language::Vi, Language::En][..]))
    };
    Target { name: "site", runs: 100, inputs, law: site_of }.fuzz();
}
