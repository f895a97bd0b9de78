//! Reading a site the way a reader does: pages, tables, workbooks, calendars and the search, as what they show.

use crate::corpus::Tree;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::LazyLock;

/// What stands between two marks.
pub(crate) fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    text.split_once(start).map_or("", |(_, rest)| rest.split_once(end).map_or(rest, |(inner, _)| inner))
}

/// Addresses that a piece of a page leads to, below the site.
pub(crate) fn hrefs(piece: &str, page: &str) -> BTreeSet<String> {
    let targets = piece.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    targets.map(|target| below(page, target)).collect()
}

/// An address of a page, from the top of the site.
pub(crate) fn below(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Names of the tags in a piece of a page: `is-late` is `late`.
pub(crate) fn tags(piece: &str) -> Vec<&str> {
    let names = piece.split("<span class=\"tag is-").skip(1);
    names.filter_map(|rest| rest.split('"').next()).collect()
}

pub(crate) fn text<'s>(site: &'s Tree, path: &str) -> &'s str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("no page {path}"))).unwrap()
}

/// The word that data files have for a value.
pub(crate) fn word(value: impl Serialize) -> String {
    word_in("state", &[&key(value)])
}

/// The word at a place in the strings, below a group of words.
pub(crate) fn word_in(group: &str, way: &[&str]) -> String {
    static WORDS: LazyLock<toml::Table> =
        LazyLock::new(|| include_str!("../../themes/default/strings/vi.toml").parse().unwrap());
    let word = way.iter().fold(&WORDS[group], |under, key| &under[key]);
    word.as_str().unwrap().to_owned()
}

/// A value as data and style sheets name it.
pub(crate) fn key(value: impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// The rows of a CSV file, by the last column, which is the page that each is about.
pub(crate) fn csv_rows(site: &Tree, path: &str) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_reader(text(site, path).trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row.last().unwrap().clone(), row)).collect()
}

/// The words in the first sheet of a workbook, row by row.
pub(crate) fn workbook_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (shared, sheet) = (part("xl/sharedStrings.xml"), part("xl/worksheets/sheet1.xml"));
    let shared: Vec<String> = shared
        .split("<si>")
        .skip(1)
        .map(|item| {
            between(item, ">", "</t>").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        })
        .collect();
    let cells = |row: &str| {
        let cells = row.split("<c ").skip(1).map(|cell| {
            let value = between(cell, "<v>", "</v>");
            match cell.split('>').next().unwrap_or_default().contains("t=\"s\"") {
                true => shared[value.parse::<usize>().unwrap()].clone(),
                false => value.to_owned(),
            }
        });
        cells.collect()
    };
    sheet.split("<row ").skip(2).map(cells).collect()
}

/// Rows of what the search knows: the state of each page, by its address.
pub(crate) fn search_states(site: &Tree) -> BTreeMap<String, String> {
    let runs = site.iter().filter(|(path, _)| path.starts_with("data/search/d-"));
    let rows = runs.flat_map(|(_, bytes)| {
        let text = std::str::from_utf8(bytes).unwrap();
        let rows = &text[text.find("[[").unwrap()..=text.rfind("]]").unwrap() + 1];
        serde_json::from_str::<Vec<[String; 4]>>(rows).unwrap()
    });
    rows.map(|[path, _, _, state]| (path, state)).collect()
}

/// The rows of a table, without its head.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.split("<tbody").skip(1).flat_map(|body| body.split("<tr").skip(1))
}

/// Text without tags, with one space between words.
pub(crate) fn plain(piece: &str) -> String {
    let mut words = String::new();
    for part in piece.split('<') {
        let shown = part.split_once('>').map_or(part, |(_, shown)| shown);
        words.push(' ');
        words.push_str(shown);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first number in a text.
pub(crate) fn number(text: &str) -> Option<usize> {
    let digits = text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    digits.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// An event of a calendar.
pub(crate) struct Event {
    /// Its date, or the first one.
    pub(crate) day: String,
    pub(crate) summary: String,
    /// Key and value of each line of its description.
    pub(crate) says: BTreeMap<String, String>,
}

/// Events of a calendar, with folded lines put together.
pub(crate) fn events(calendar: &str) -> Vec<Event> {
    let unfolded = calendar.replace("\r\n ", "");
    let read = |event: &str| {
        let lines: BTreeMap<&str, &str> = event.lines().filter_map(|line| line.split_once(':')).collect();
        let says = lines["DESCRIPTION"].replace("\\,", ",").replace("\\;", ";");
        let says = says.split("\\n").filter_map(|line| line.split_once(": "));
        Event {
            day: lines["DTSTART;VALUE=DATE"].to_owned(),
            summary: lines["SUMMARY"].to_owned(),
            says: says.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        }
    };
    unfolded.split("BEGIN:VEVENT").skip(1).map(read).collect()
}
