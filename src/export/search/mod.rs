//! Search: an index that works on a page opened from a file share, without a server.
//!
//! Takes the pages of each body as entries; gives what each body adds, word by word, and writes the files
//! that [`crate::export::gather`] puts together from that without parsing it. It stands apart from the
//! other data files because its reader is the site's own script, which loads only the parts that a query
//! needs: first the [`index`](write_index), which lists the parts, then the parts with the [`terms`](parts)
//! that were typed, then those with the [titles](SearchEntry) of the best results.
//!
//! | file | holds |
//! |---|---|
//! | `data/search/index.js` | prefixes of the parts with terms, and the number of each body's pages by kind |
//! | `data/search/t-<prefix>.js` | of each body, the lines of terms with that prefix |
//! | `data/search/d-<body>-<n>.js` | a run of a body's pages: paths, titles, years, states |

mod entry;
mod fold;
mod postings;

pub use entry::{Kind, SearchEntry};
pub use fold::{exact, number, words};
pub use postings::Postings;

use crate::codec::{self, Damaged};
use crate::export::fragment::Fragment;
use crate::vietnamese::letters::file_name;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Path of the index in a site.
pub const INDEX: &str = "data/search/index.js";

/// Folder of the parts.
const FOLDER: &str = "data/search/";

/// Pages in a part with titles: some kilobytes.
const RUN: usize = 20;

/// Size in bytes above which a part with terms is divided.
const MOST: usize = 24 * 1024;

/// Most characters of a prefix: it is part of a file name, which many systems limit to 255 bytes.
const LONGEST: usize = 20;

/// What a body adds, in the bytes that [`crate::export::gather`] puts together.
pub struct Share {
    /// To the index.
    pub index: Fragment,
    /// To the parts with terms: all its lines.
    pub terms: Fragment,
    /// Runs of its pages, each a file of its own.
    pub runs: Vec<Fragment>,
}

/// What the index has on a body: its name, and the number of its pages of each kind.
#[derive(Serialize, Deserialize)]
struct About(String, [usize; Kind::ALL.len()]);

impl Share {
    /// What a body named `name` with the pages `entries` adds.
    pub fn of(name: &str, mut entries: Vec<SearchEntry<'_>>) -> Self {
        entries.sort_by_key(|entry| entry.kind);
        let counts = Kind::ALL.map(|kind| entries.iter().filter(|entry| entry.kind == kind).count());
        let mut postings = Postings::default();
        for (page, entry) in entries.iter().enumerate() {
            postings.add(page, entry);
        }
        let run = |entries: &[SearchEntry<'_>]| {
            let rows: Vec<_> =
                entries.iter().map(|entry| (&entry.path, &entry.title, &entry.year, entry.state)).collect();
            // Serialising strings to memory does not fail.
            Fragment::from(serde_json::to_vec(&rows).unwrap_or_default())
        };
        Self {
            index: codec::encode(&About(name.to_owned(), counts)).into(),
            terms: postings.lines().into_bytes().into(),
            runs: entries.chunks(RUN).map(run).collect(),
        }
    }
}

/// A part with terms: the lines of each body that has any.
pub type Fragments<'f> = Vec<(&'f str, &'f [u8])>;

/// The parts for the `terms` of all bodies, by prefix. Prefixes are as short as keeps the parts small; one
/// that ends with a space is a whole term.
pub fn parts<'f>(terms: &[(&'f str, &'f [u8])]) -> BTreeMap<String, Fragments<'f>> {
    let of_line = |line: &'f str| (line.split_inclusive(' ').next().unwrap_or(line), line.len() + 1);
    let lines = terms.par_iter().flat_map_iter(|(_, fragment)| text(fragment).unwrap_or_default().lines());
    let mut sizes: Vec<(&str, usize)> = lines.map(of_line).collect();
    // The terms of each body are sorted, and a stable sort merges sorted runs.
    sizes.par_sort_by_key(|(term, _)| *term);
    let mut parts = BTreeMap::new();
    divide(&sizes, 1, &mut parts);
    let of_body = |(body, fragment): &(&'f str, &'f [u8])| {
        (*body, cut(text(fragment).unwrap_or_default(), parts.keys()))
    };
    let all: Vec<(&str, Vec<&[u8]>)> = terms.par_iter().map(of_body).collect();
    for (body, slices) in all {
        let of_parts = parts.values_mut().zip(slices).filter(|(_, lines)| !lines.is_empty());
        of_parts.for_each(|(part, lines)| part.push((body, lines)));
    }
    parts
}

/// The lines with each prefix. Lines and prefixes are sorted, so the lines of a prefix follow those of the
/// one before.
fn cut<'f, 'p>(mut lines: &'f str, prefixes: impl Iterator<Item = &'p String>) -> Vec<&'f [u8]> {
    let of_prefix = |prefix: &String| {
        let (begun, rest) = lines.split_at(length_of(lines, prefix));
        lines = rest;
        begun.as_bytes()
    };
    prefixes.map(of_prefix).collect()
}

/// Length in bytes of the leading lines that begin with `prefix`.
fn length_of(lines: &str, prefix: &str) -> usize {
    lines.split_inclusive('\n').take_while(|line| line.starts_with(prefix)).map(str::len).sum()
}

/// Size of a part in bytes, its lines only.
fn size(part: &Fragments<'_>) -> usize {
    part.iter().map(|(_, lines)| lines.len()).sum()
}

/// The parts with their sizes in bytes, for the index.
pub fn sizes<'p>(parts: &'p BTreeMap<String, Fragments<'_>>) -> Vec<(&'p str, usize)> {
    parts.iter().map(|(prefix, part)| (prefix.as_str(), size(part))).collect()
}

/// Divides sorted terms by their first `length` characters, and further where a group is too large.
fn divide(terms: &[(&str, usize)], length: usize, parts: &mut BTreeMap<String, Fragments<'_>>) {
    let head = |term: &str| term.chars().take(length).collect::<String>();
    for group in terms.chunk_by(|(a, _), (b, _)| head(a) == head(b)) {
        let (prefix, size) = (head(group[0].0), group.iter().map(|(_, size)| size).sum::<usize>());
        // A whole term cannot be divided.
        let is_one_term = group[0].0 == group[group.len() - 1].0;
        if size <= MOST || is_one_term || length >= LONGEST {
            parts.insert(prefix, Fragments::new());
        } else {
            divide(group, length + 1, parts);
        }
    }
}

fn text(fragment: &[u8]) -> Result<&str, Damaged> {
    std::str::from_utf8(fragment).map_err(|_| Damaged)
}

/// Checks the terms of bodies, of which [`parts`] takes those that can be read.
///
/// # Errors
/// When a fragment is damaged.
pub fn check_terms<'f>(mut terms: impl Iterator<Item = &'f [u8]>) -> Result<(), Damaged> {
    terms.try_for_each(|fragment| text(fragment).map(drop))
}

/// Writes the index: prefixes of parts with their sizes in bytes, and bodies with the number of their pages
/// of each kind.
///
/// # Errors
/// When a fragment is damaged, or `out` cannot be written.
pub fn write_index(
    fragments: &[(&str, &[u8])],
    parts: &BTreeMap<String, Fragments<'_>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let about = |(id, bytes): &(&str, &[u8])| {
        let About(name, counts) = codec::decode(bytes)?;
        Ok(serde_json::json!({ "id": id, "name": name, "file": file_name(id), "counts": counts }))
    };
    let bodies = fragments.iter().map(about).collect::<Result<Vec<serde_json::Value>, Damaged>>()?;
    write!(out, "khacphuc.index({{\"run\":{RUN},\"parts\":")?;
    serde_json::to_writer(&mut *out, &sizes(parts))?;
    write!(out, ",\"bodies\":")?;
    serde_json::to_writer(&mut *out, &bodies)?;
    out.write_all(b"});\n")
}

/// Writes a part with terms: the lines of each body.
///
/// # Errors
/// When a fragment is damaged, or `out` cannot be written.
pub fn write_terms(prefix: &str, part: &Fragments<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = part.iter().map(|(body, lines)| Ok((*body, text(lines)?)));
    let lines = lines.collect::<Result<BTreeMap<&str, &str>, Damaged>>()?;
    out.write_all(b"khacphuc.terms(")?;
    serde_json::to_writer(&mut *out, &(prefix, lines))?;
    out.write_all(b");\n")
}

/// Writes a run of a body's pages.
///
/// # Errors
/// When a fragment is damaged, or `out` cannot be written.
pub fn write_run(body: &str, number: usize, rows: &[u8], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"khacphuc.run(")?;
    serde_json::to_writer(&mut *out, &(body, number))?;
    writeln!(out, ",{});", text(rows)?)
}

/// Path of a part with terms. Letters, digits and dashes are kept; other characters are encoded.
pub fn terms_path(prefix: &str) -> String {
    let mut path = format!("{FOLDER}t-");
    for byte in prefix.bytes() {
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => path.push(char::from(byte)),
            _ => path.push_str(&format!("_{byte:02x}")),
        }
    }
    path + ".js"
}

/// Path of a run of a body's pages.
pub fn run_path(body: &str, number: usize) -> String {
    format!("{FOLDER}d-{}-{number}.js", file_name(body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn words_are_as_the_browser_has_them() {
        let cases = include_str!("../../../tests/search/fold.json");
        let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
        for case in cases {
            let text = case["text"].as_str().unwrap();
            let found: Vec<&str> = words(text).collect();
            assert_eq!(serde_json::json!(found), case["words"], "{text}");
            let folded: Vec<String> =
                found.iter().map(|word| crate::vietnamese::letters::fold(word)).collect();
            assert_eq!(serde_json::json!(folded), case["folded"], "{text}");
            let exact: Vec<String> = found.iter().map(|word| exact(word)).collect();
            assert_eq!(serde_json::json!(exact), case["exact"], "{text}");
        }
    }

    #[test]
    fn numbers_are_as_the_browser_has_them() {
        let cases: Vec<Value> =
            serde_json::from_str(include_str!("../../../tests/search/numbers.json")).unwrap();
        for case in cases {
            assert_eq!(number(case["text"].as_str().unwrap()), case["number"].as_str().unwrap());
        }
    }

    fn entry(title: &str, text: &'static str) -> SearchEntry<'static> {
        SearchEntry {
            kind: Kind::Record,
            path: "a/b.html".to_owned(),
            title: title.to_owned(),
            year: String::new(),
            state: "",
            numbers: Vec::new(),
            has_number: false,
            texts: Vec::new(),
            html: vec![text],
        }
    }

    #[test]
    fn a_line_has_the_forms_of_a_word_and_its_pages() {
        let entries =
            [entry("Thu hồi \u{301}", "<p class=\"x\">Thú&amp;vị"), entry("Thu", ""), entry("", "thụ")];
        let share = Share::of("", entries.into());
        let lines = std::str::from_utf8(share.terms.bytes()).unwrap();
        assert_eq!(lines, "hoi hôi2:1\nthu :11;thu1:0;thu5:4\nvi vi5:0\n");
    }

    /// Each part holds the terms with its prefix, all parts together hold every term once, and no part that
    /// could be divided is too large.
    #[test]
    fn parts_divide_the_terms() {
        let term = |n: usize| format!("{}{}", ["thu", "th", "thuong", "x"][n % 4], n / 7);
        let mut lines: Vec<String> =
            (0..9000).map(|n| format!("{} :{}\n", term(n), "0".repeat(n % 40))).collect();
        lines.push(format!("thu :{}\n", "0".repeat(2 * MOST)));
        lines.sort_unstable();
        lines.dedup_by(|a, b| a.split(' ').next() == b.split(' ').next());
        // Two terms whose common prefix is longer than a file name may be.
        lines.push(format!("{} :0\n", "x".repeat(3 * MOST)));
        lines.push(format!("{}y :0\n", "x".repeat(3 * MOST)));
        let with = |wanted: &dyn Fn(usize) -> bool| -> String {
            lines.iter().filter(|line| wanted(line.len())).cloned().collect()
        };
        let fragments = [with(&|length| length % 3 != 0), with(&|length| length > 9)];
        let parts = parts(&[("a", fragments[0].as_bytes()), ("b", fragments[1].as_bytes())]);
        assert!(parts.contains_key("thu "));
        let mut joined = BTreeMap::from([("a", String::new()), ("b", String::new())]);
        for (prefix, part) in &parts {
            assert!(size(part) <= MOST || prefix == "thu " || prefix.chars().count() == LONGEST, "{prefix}");
            for (body, lines) in part {
                assert!(text(lines).unwrap().lines().all(|line| line.starts_with(prefix.as_str())));
                joined.get_mut(body).unwrap().push_str(text(lines).unwrap());
            }
        }
        assert_eq!(joined, BTreeMap::from([("a", fragments[0].clone()), ("b", fragments[1].clone())]));
    }

    #[test]
    fn paths_of_parts_are_plain() {
        assert_eq!(terms_path("thu "), "data/search/t-thu_20.js");
        assert_eq!(terms_path("300-đ"), "data/search/t-300-_c4_91.js");
        assert_eq!(run_path("tay-ninh", 2), "data/search/d-tay-ninh-2.js");
    }
}
