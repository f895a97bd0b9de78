//! What is suggested is what somebody who knows the records would say: of records whose names and wording have
//! changed, those that go on from each other are found, and few others are named.

use crate::corpus::{Files, root, scan_of, settings, shipped_files};
use crate::generated;
use khacphuc::Engine;
use khacphuc::draft::{self, Material, Suggestion};
use khacphuc::language::Language;
use khacphuc::model::ledger::Record;
use khacphuc::scan;
use khacphuc::settings::Edition;
use std::collections::{BTreeMap, BTreeSet};

/// A ledger, with what drafts are made from.
fn with_material<T>(files: &Files, read: impl FnOnce(&Material<'_>) -> T) -> T {
    let (scan, options) = (scan_of(files), settings(Edition::Internal, Language::Vi));
    let ledger = Engine::new(&scan, &options).unwrap().ledger().unwrap();
    let headings = &options.config.headings;
    let material = Material { ledger: &ledger, sources: &scan.sources, headings, language: Language::Vi };
    read(&material)
}

/// What is suggested for each year of each body.
fn suggested(files: &Files) -> Vec<Suggestion> {
    with_material(files, |material| {
        let years =
            material.ledger.bodies.iter().flat_map(|body| body.plan_years().map(move |year| (body, year)));
        years
            .flat_map(|(body, year)| draft::suggest(material, &body.id, year.year).unwrap_or_default())
            .collect()
    })
}

/// The files of records of neighbouring plan years of which the first goes on from the second.
fn edges(files: &Files) -> BTreeSet<(String, String)> {
    with_material(files, |material| {
        let ledger = material.ledger;
        let path = |record: &Record| material.sources.get(record.document.source).path.clone();
        let of_record = |record: &Record| -> Vec<(String, String)> {
            let body = ledger.body(&record.body).unwrap();
            let previous = body.previous_plan_year(record.year).map(|year| year.year);
            let earlier = record.from.iter().map(|edge| ledger.record(edge.from));
            let earlier = earlier.filter(|other| other.body == record.body && Some(other.year) == previous);
            earlier.map(|earlier| (path(record), path(earlier))).collect()
        };
        ledger.records.iter().flat_map(of_record).collect()
    })
}

/// Files whose records have names of their own, no edges, and other words: one word in `rate` is gone or another one.
fn changed(files: &Files, rate: u64) -> Files {
    let records = |text: &str| text.starts_with("---\nkind: deficiency\n");
    let mut count = 0u64;
    let mut change = |text: &String| {
        if !records(text) {
            return text.clone();
        }
        count += 1;
        let (head, body) = text[4..].split_once("\n---\n").unwrap();
        let mut lines: Vec<String> = Vec::new();
        let mut is_list = false;
        for line in head.lines() {
            is_list = line.starts_with("carries:") || is_list && line.starts_with([' ', '-']);
            match line {
                _ if is_list || line.starts_with("continue_in:") => {}
                _ if line.starts_with("deficiency:") => lines.push(format!("deficiency: ten-{count}")),
                _ => lines.push(line.to_owned()),
            }
        }
        format!("---\n{}\n---\n{}", lines.join("\n"), reworded(body, rate, count))
    };
    files.iter().map(|(path, text)| (path.clone(), change(text))).collect()
}

/// Words that mean much the same.
const SYNONYMS: [(&str, &str); 10] = [
    ("chưa", "không"),
    ("đơn", "cơ"),
    ("vị", "sở"),
    ("thực", "triển"),
    ("hiện", "khai"),
    ("chậm", "muộn"),
    ("tốt", "khá"),
    ("nhiều", "lắm"),
    ("cần", "phải"),
    ("kết", "thành"),
];

fn reworded(text: &str, rate: u64, seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut draw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let words = text.split_inclusive([' ', '\n']).map(|piece| {
        let word = piece.trim_end();
        if draw() % rate != 0 || !word.chars().all(char::is_alphabetic) {
            return piece.to_owned();
        }
        let other = SYNONYMS.iter().find(|(known, _)| *known == word).map_or("", |(_, other)| other);
        piece.replacen(word, other, 1)
    });
    words.collect()
}

/// The content of the corpus of a seed.
fn corpus(seed: u64) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let request = generated::Request {
        folder: folder.path().to_owned(),
        records: 300,
        seed,
        dialect: generated::Dialect::Khacphuc,
    };
    generated::make(&request).unwrap();
    let scan = scan::scan(&folder.path().join("content")).unwrap();
    scan.sources.iter().map(|file| (file.path.clone(), file.text().to_string())).collect()
}

/// What is found of records whose names have changed, and whose words have, one in `rate`: hits, suggestions, edges.
fn found(rate: u64, seeds: std::ops::Range<u64>) -> (usize, usize, usize) {
    let mut sums = (0, 0, 0);
    for seed in seeds {
        let files = corpus(seed);
        let truth = edges(&files);
        let changed = changed(&files, rate);
        let scan = scan_of(&changed);
        let suggested = suggested(&changed);
        let names: BTreeMap<String, String> = scan
            .sources
            .iter()
            .filter_map(|file| {
                let text = file.text();
                let name = text.lines().find_map(|line| line.strip_prefix("deficiency: "))?;
                Some((name.to_owned(), file.path.clone()))
            })
            .collect();
        let pairs: BTreeSet<(String, String)> = suggested
            .iter()
            .map(|suggestion| {
                let name = suggestion.from.rsplit('/').next().unwrap();
                (suggestion.path.clone(), names[name].clone())
            })
            .collect();
        sums.0 += pairs.intersection(&truth).count();
        sums.1 += pairs.len();
        sums.2 += truth.len();
    }
    sums
}

/// Some edges of a corpus are between deficiencies that have nothing in common, which nobody would find.
#[expect(clippy::print_stderr, reason = "how much is found is what one asks for")]
#[test]
fn records_with_other_names_and_words_are_found() {
    for (rate, least) in [(8, 80), (2, 75)] {
        let (hits, suggested, edges) = found(rate, 1..2);
        let (precision, recall) = (100 * hits / suggested.max(1), 100 * hits / edges);
        eprintln!(
            "one word in {rate} changed: precision {precision}%, recall {recall}% ({hits} of {edges} edges, {suggested} suggestions)"
        );
        assert!(precision >= least && recall >= least, "one word in {rate} changed");
    }
}

/// The files of the shipped content without what was inferred; the plan of 2023 calls its deficiency otherwise.
fn without_inferred(name: &str) -> Files {
    let mut files = shipped_files();
    for path in ["tay-ninh/2023/chi-tieu-nam.md", "tay-ninh/2023/ket-nap-dang.md"] {
        let text = files.get_mut(path).unwrap();
        let (start, end) = (text.find("carries:\n").unwrap(), text.find("\n---\n# ").unwrap());
        text.replace_range(start..=end, "");
        *text = text.replace("deficiency: chi-tieu-nam", &format!("deficiency: {name}"));
    }
    files
}

#[test]
fn the_three_inferred_edges_of_tay_ninh_are_suggested() {
    assert!(root().join("content/tay-ninh/2023/ket-nap-dang.md").exists());
    let found = |files: &Files| -> Vec<(String, String, bool)> {
        let suggested = suggested(files).into_iter();
        let suggested = suggested.filter(|suggestion| suggestion.path.starts_with("tay-ninh/2023/"));
        let mut edges: Vec<_> = suggested
            .map(|suggestion| {
                let name = suggestion.path.rsplit('/').next().unwrap().to_owned();
                (name, suggestion.from, suggestion.is_inferred)
            })
            .collect();
        edges.sort();
        edges
    };
    let expected = |is_inferred: bool| {
        [
            ("chi-tieu-nam.md", "2021/chi-tieu-nam"),
            ("chi-tieu-nam.md", "2021/doan-ket-tap-hop"),
            ("ket-nap-dang.md", "2021/chi-tieu-nam"),
        ]
        .map(|(path, from)| (path.to_owned(), from.to_owned(), is_inferred))
    };
    assert_eq!(found(&shipped_files()), expected(true));
    assert_eq!(found(&without_inferred("chi-tieu-2023")), expected(false));
}
