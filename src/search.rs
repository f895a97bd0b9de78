//! Search: an index that a page opened from a file share can read.
//!
//! A body adds what stands on its pages, word by word, to files that are put together without looking
//! into them ([`crate::gather`]). The reader's browser loads the parts that a question needs: first the
//! [`index`](write_index), which says what parts there are, then those with the [`terms`](fn@slice) that were
//! typed, then those with the [titles](Entry) of the best answers.
//!
//! | file | holds |
//! |---|---|
//! | `data/search/index.js` | prefixes of the parts with terms, and how many pages each body has, by kind |
//! | `data/search/t-<prefix>.js` | of each body, the lines of terms that begin so |
//! | `data/search/d-<body>-<n>.js` | a run of a body's pages: paths, titles, years, states |

mod fold;
mod postings;

pub use fold::{exact, number, words};
pub use postings::Postings;

use crate::gather::Fragment;
use crate::model::codec;
use crate::text::file_name;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Path of the index in a site.
pub const INDEX: &str = "data/search/index.js";

/// Folder of the parts.
const FOLDER: &str = "data/search/";

/// What a page is, in the order in which answers are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A deficiency in one year.
    Record,
    /// A deficiency over the years.
    Lineage,
    /// An official document: a review, plan or report, or one that is cited.
    Document,
    /// A unit or an area.
    Unit,
    /// Any other page.
    Page,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Record, Self::Lineage, Self::Document, Self::Unit, Self::Page];
}

/// A page that can be found.
#[derive(Debug)]
pub struct Entry<'e> {
    /// What it is.
    pub kind: Kind,
    /// Path below the site.
    pub path: String,
    /// Its title in words.
    pub title: String,
    /// What tells it from others of its title: a year, a range of years, a number.
    pub year: String,
    /// Key of its status or outcome, where it has one.
    pub state: &'static str,
    /// Document numbers that it has or names; the first is its own, if `has_number`.
    pub numbers: Vec<&'e str>,
    /// Whether the first number is the page's own.
    pub has_number: bool,
    /// Its text.
    pub texts: Vec<&'e str>,
    /// Its text where that is HTML.
    pub html: Vec<&'e str>,
}

/// How many pages are in a part with titles: some kilobytes.
const RUN: usize = 20;

/// Bytes above which a part with terms is divided.
const MOST: usize = 24 * 1024;

/// What a body adds: its parts, in the bytes that [`crate::gather`] puts together.
pub struct Share {
    /// To the index.
    pub index: Fragment,
    /// To the parts with terms: all of its lines.
    pub terms: Fragment,
    /// Runs of its pages, each a part of its own.
    pub runs: Vec<Fragment>,
}

/// What the index says of a body: its name, and how many pages it has of each kind.
#[derive(Serialize, Deserialize)]
struct About(String, [usize; Kind::ALL.len()]);

impl Share {
    /// What a body of this name adds, whose pages are `entries`.
    pub fn of(name: &str, mut entries: Vec<Entry<'_>>) -> Self {
        entries.sort_by_key(|entry| entry.kind);
        let counts = Kind::ALL.map(|kind| entries.iter().filter(|entry| entry.kind == kind).count());
        let mut postings = Postings::default();
        for (page, entry) in entries.iter().enumerate() {
            postings.add(page, entry);
        }
        let run = |entries: &[Entry<'_>]| {
            let rows: Vec<_> =
                entries.iter().map(|entry| (&entry.path, &entry.title, &entry.year, entry.state)).collect();
            // Writing words to memory does not fail.
            Fragment::from(serde_json::to_vec(&rows).unwrap_or_default())
        };
        Self {
            index: codec::encode(&About(name.to_owned(), counts)).into(),
            terms: postings.lines().into_bytes().into(),
            runs: entries.chunks(RUN).map(run).collect(),
        }
    }
}

/// Prefixes of the parts that hold the terms of all bodies, with the sizes of the parts in bytes: as short as the parts
/// stay small. A prefix that ends with a space is a whole term.
pub fn prefixes<'f>(fragments: impl IntoIterator<Item = &'f [u8]>) -> BTreeMap<String, usize> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for fragment in fragments {
        for line in text(fragment).lines() {
            let term = line.split_inclusive(' ').next().unwrap_or(line);
            *sizes.entry(term).or_default() += line.len() + 1;
        }
    }
    let sizes: Vec<(&str, usize)> = sizes.into_iter().collect();
    let mut prefixes = BTreeMap::new();
    divide(&sizes, 1, &mut prefixes);
    prefixes
}

/// Divides terms, which are in order, by their first `length` letters, and further where they are many.
fn divide(terms: &[(&str, usize)], length: usize, prefixes: &mut BTreeMap<String, usize>) {
    let head = |term: &str| term.chars().take(length).collect::<String>();
    for group in terms.chunk_by(|(a, _), (b, _)| head(a) == head(b)) {
        let (prefix, size) = (head(group[0].0), group.iter().map(|(_, size)| size).sum());
        // A whole term cannot be divided.
        if size <= MOST || prefix.ends_with(' ') || prefix == group[group.len() - 1].0 {
            prefixes.insert(prefix, size);
        } else {
            divide(group, length + 1, prefixes);
        }
    }
}

fn text(fragment: &[u8]) -> &str {
    std::str::from_utf8(fragment).unwrap_or_default()
}

/// The lines of a body's terms that begin with a prefix.
pub fn slice<'f>(fragment: &'f [u8], prefix: &str) -> &'f [u8] {
    let rest = &fragment[lines_while(fragment, |line| line < prefix.as_bytes())..];
    &rest[..lines_while(rest, |line| line.starts_with(prefix.as_bytes()))]
}

/// How many bytes the lines have that are `wanted`, of lines of which none is that comes after one that is not.
fn lines_while(lines: &[u8], wanted: impl Fn(&[u8]) -> bool) -> usize {
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        let before = lines[low..low + (high - low) / 2].iter().rposition(|byte| *byte == b'\n');
        let start = before.map_or(low, |at| low + at + 1);
        let end = lines[start..].iter().position(|byte| *byte == b'\n').map_or(high, |at| start + at + 1);
        match wanted(&lines[start..end]) {
            true => low = end,
            false => high = start,
        }
    }
    low
}

/// Writes the index: prefixes of parts with their sizes in bytes, and bodies with how many pages they have of each kind.
///
/// # Errors
/// When `out` cannot take it.
pub fn write_index(
    fragments: &[(&str, &[u8])],
    prefixes: &BTreeMap<String, usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let about = |(id, bytes): &(&str, &[u8])| {
        let About(name, counts) = codec::decode(bytes)?;
        Some(serde_json::json!({ "id": id, "name": name, "file": file_name(id), "counts": counts }))
    };
    let bodies: Vec<serde_json::Value> = fragments.iter().filter_map(about).collect();
    let prefixes: Vec<(&String, &usize)> = prefixes.iter().collect();
    write!(out, "khacphuc.index({{\"run\":{RUN},\"parts\":")?;
    serde_json::to_writer(&mut *out, &prefixes)?;
    write!(out, ",\"bodies\":")?;
    serde_json::to_writer(&mut *out, &bodies)?;
    out.write_all(b"});\n")
}

/// Writes a part with terms: of each body its lines.
///
/// # Errors
/// When `out` cannot take it.
pub fn write_terms(prefix: &str, fragments: &[(&str, &[u8])], out: &mut dyn Write) -> io::Result<()> {
    let lines: BTreeMap<&str, &str> = fragments
        .iter()
        .map(|(body, lines)| (*body, text(lines)))
        .filter(|(_, lines)| !lines.is_empty())
        .collect();
    out.write_all(b"khacphuc.terms(")?;
    serde_json::to_writer(&mut *out, &(prefix, lines))?;
    out.write_all(b");\n")
}

/// Writes a run of a body's pages.
///
/// # Errors
/// When `out` cannot take it.
pub fn write_run(body: &str, number: usize, rows: &[u8], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"khacphuc.run(")?;
    serde_json::to_writer(&mut *out, &(body, number))?;
    writeln!(out, ",{});", text(rows))
}

/// Path of a part with terms. Letters, digits and dashes stand for themselves.
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
        let cases = include_str!("../tests/search/fold.json");
        let cases: Vec<Value> = serde_json::from_str(cases).unwrap();
        for case in cases {
            let text = case["text"].as_str().unwrap();
            let found: Vec<&str> = words(text).collect();
            assert_eq!(serde_json::json!(found), case["words"], "{text}");
            let folded: Vec<String> = found.iter().map(|word| crate::text::fold(word)).collect();
            assert_eq!(serde_json::json!(folded), case["folded"], "{text}");
            let exact: Vec<String> = found.iter().map(|word| exact(word)).collect();
            assert_eq!(serde_json::json!(exact), case["exact"], "{text}");
        }
    }

    #[test]
    fn numbers_are_as_the_browser_has_them() {
        let cases: Vec<Value> = serde_json::from_str(include_str!("../tests/search/numbers.json")).unwrap();
        for case in cases {
            assert_eq!(number(case["text"].as_str().unwrap()), case["number"].as_str().unwrap());
        }
    }

    fn entry(title: &str, text: &'static str) -> Entry<'static> {
        Entry {
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

    /// A part holds what its prefix says, all parts together hold everything once, and no part is large that
    /// could be divided.
    #[test]
    fn parts_divide_the_terms() {
        let term = |n: usize| format!("{}{}", ["thu", "th", "thuong", "x"][n % 4], n / 7);
        let mut lines: Vec<String> =
            (0..9000).map(|n| format!("{} :{}\n", term(n), "0".repeat(n % 40))).collect();
        lines.push(format!("thu :{}\n", "0".repeat(2 * MOST)));
        lines.sort_unstable();
        lines.dedup_by(|a, b| a.split(' ').next() == b.split(' ').next());
        let fragment = lines.concat();
        let prefixes = prefixes([fragment.as_bytes()]);
        assert!(prefixes.contains_key("thu "));
        let mut joined: Vec<String> = Vec::new();
        for (prefix, size) in &prefixes {
            let part = std::str::from_utf8(slice(fragment.as_bytes(), prefix)).unwrap();
            assert_eq!(part.len(), *size, "{prefix}");
            assert!(*size <= MOST || prefix == "thu ", "{prefix}");
            assert!(part.lines().all(|line| line.starts_with(prefix.as_str())));
            joined.extend(part.split_inclusive('\n').map(str::to_owned));
        }
        joined.sort_unstable();
        assert_eq!(joined.concat(), fragment);
    }

    #[test]
    fn paths_of_parts_are_plain() {
        assert_eq!(terms_path("thu "), "data/search/t-thu_20.js");
        assert_eq!(terms_path("300-đ"), "data/search/t-300-_c4_91.js");
        assert_eq!(run_path("tay-ninh", 2), "data/search/d-tay-ninh-2.js");
    }
}
