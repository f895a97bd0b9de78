//! Every page is found by every word of its heading, with and without marks, and an edit touches few parts of the index.

use crate::cases;
use crate::corpus::{Tree, differences, scan_of, shipped_files, site};
use crate::site_links::{Pages, text};
use crate::text::files;
use crate::world::worlds;
use khacphuc::export::search::{exact, number, words};
use khacphuc::settings::Edition;
use khacphuc::vietnamese::letters::fold;
use proptest::prelude::*;
use proptest::sample::select;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The index of a site as its files say it, read apart from the program.
struct Index {
    /// Paths of the pages, by body and number.
    paths: BTreeMap<(String, usize), String>,
    /// Pages by a word without its marks, and by the same with them: `dieu`, `dieu điêu2`.
    pages: BTreeMap<String, BTreeSet<String>>,
}

/// What a part calls back with.
fn call<T: DeserializeOwned>(tree: &Tree, path: &str) -> T {
    let (_, said) = text(tree, path).split_once('(').unwrap();
    serde_json::from_str(&format!("[{}]", said.strip_suffix(");\n").unwrap())).unwrap()
}

/// Numbers of pages: of each how far it is from the one before, in digits of five bits, and whether it is a title.
fn decode(pages: &str) -> Vec<usize> {
    let digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    let (mut found, mut next, mut value, mut shift) = (Vec::new(), 0, 0, 0);
    for letter in pages.chars() {
        let digit = digits.find(letter).unwrap();
        value |= (digit % 32) << shift;
        shift += 5;
        if digit < 32 {
            found.push(next + value / 2);
            next += value / 2 + 1;
            (value, shift) = (0, 0);
        }
    }
    found
}

impl Index {
    fn of(tree: &Tree) -> Self {
        let parts = |kind: &str| {
            let begin = format!("data/search/{kind}-");
            tree.keys().filter(move |path| path.starts_with(&begin)).cloned().collect::<Vec<_>>()
        };
        let mut paths = BTreeMap::new();
        let [index]: [Value; 1] = call(tree, "data/search/index.js");
        let run = usize::try_from(index["run"].as_u64().unwrap()).unwrap();
        for path in parts("d") {
            let ((body, at), rows): ((String, usize), Vec<[String; 4]>) = call(tree, &path);
            let rows = rows.into_iter().enumerate();
            paths.extend(rows.map(|(row, [path, ..])| ((body.clone(), at * run + row), path)));
        }
        let mut pages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for path in parts("t") {
            let [(prefix, bodies)]: [(String, BTreeMap<String, String>); 1] = call(tree, &path);
            let known = index["parts"].as_array().unwrap().iter();
            assert_eq!(known.filter(|part| part[0] == prefix.as_str()).count(), 1, "{prefix}");
            for (body, lines) in bodies {
                for line in lines.lines() {
                    assert!(line.starts_with(&prefix), "{line} in {path}");
                    let (folded, forms) = line.split_once(' ').unwrap();
                    for form in forms.split(';') {
                        let (marked, list) = form.split_once(':').unwrap();
                        let marked = if marked.is_empty() { folded } else { marked };
                        let list = decode(list).into_iter().map(|page| paths[&(body.clone(), page)].clone());
                        let list: BTreeSet<String> = list.collect();
                        pages.entry(folded.to_owned()).or_default().extend(list.iter().cloned());
                        pages.entry(format!("{folded} {marked}")).or_default().extend(list);
                    }
                }
            }
        }
        Self { paths, pages }
    }

    fn leads_to(&self, word: &str, path: &str) -> bool {
        self.pages.get(word).is_some_and(|pages| pages.contains(path))
    }
}

/// Kinds of pages that have an entry of their own. A paper's page stands for that of its number.
const FOUND: [&str; 7] = ["record", "lineage", "paper", "unit", "area", "body", "page"];

/// What is wrong with the search of a site.
fn complaints(tree: Tree) -> Vec<String> {
    let (index, site) = (Index::of(&tree), Pages::of(tree));
    let listed: BTreeSet<&String> = index.paths.values().collect();
    let mut complaints: Vec<String> = listed
        .iter()
        .filter(|path| !site.pages.contains_key(**path))
        .map(|path| format!("{path} is no page"))
        .collect();
    if listed.len() < index.paths.len() {
        complaints.push("a page is listed twice".to_owned());
    }
    for (path, page) in &site.pages {
        let kind = page.named("body").find_map(|tag| tag.get("data-kind")).unwrap_or_default();
        if !FOUND.contains(&kind) {
            continue;
        }
        let heading = page.numbers("h1").into_iter().map(|tag| page.words(tag)).collect::<String>();
        for word in words(&heading) {
            for asked in [fold(word), format!("{} {}", fold(word), exact(word))] {
                if !index.leads_to(&asked, path) {
                    complaints.push(format!("{asked} does not lead to {path}"));
                }
            }
        }
    }
    complaints
}

proptest! {
    #![proptest_config(cases(8))]

    /// Whatever a site has, every word of every heading leads to its page, and every answer is a page.
    #[test]
    fn every_heading_is_found(world in worlds(2, 3), edition in select(&[Edition::Internal, Edition::Public][..])) {
        prop_assert_eq!(complaints(site(&scan_of(&files(&world)), edition)), [""; 0]);
    }
}

/// The same of the shipped content, and what else is looked for: numbers, a unit's code, a word of a measure, of a
/// cell, of an indicator.
#[test]
fn the_shipped_content_is_found() {
    let tree = site(&scan_of(&shipped_files()), Edition::Public);
    let index = Index::of(&tree);
    assert_eq!(complaints(tree), [""; 0]);
    let plan = "tay-ninh/2021/plan.html";
    for word in [number("300-KH/TĐTN-VP").as_str(), "300", "kh", "tdtn", "2021"] {
        assert!(index.leads_to(word, plan), "{word}");
    }
    let record = "tay-ninh/2021/ma-tuy.html";
    for word in ["252", "tuyen", "2021", "gioi"] {
        assert!(index.leads_to(word, record), "{word}");
    }
    assert!(index.leads_to("tckt", "tay-ninh/unit/tckt.html"));
    assert!(!index.pages.contains_key("amp") && !index.pages.contains_key("quot"));
}

/// A new word in a record makes anew the part that it comes into, and the index, which says how large that is.
#[test]
fn an_edit_touches_few_parts() {
    let mut files = shipped_files();
    let before = site(&scan_of(&files), Edition::Public);
    let record = files.get_mut("tay-ninh/2021/ma-tuy.md").unwrap();
    record.push_str("\nQqmới.\n");
    let after = site(&scan_of(&files), Edition::Public);
    let touched = differences(&before, &after);
    let touched = touched.iter().filter_map(|difference| difference.lines().next());
    let touched: Vec<&str> = touched.filter(|path| path.starts_with("data/search/")).collect();
    assert_eq!(touched, ["data/search/index.js", "data/search/t-q.js"]);
}
