//! One answer: what a page says of a deficiency is so on every page that speaks of it.

use crate::account::{Account, End};
use crate::corpus::{AS_OF, Tree, day, scan_of, site};
use crate::text::files;
use crate::world::{Key, worlds};
use crate::{cases, strip};
use khacphuc::model::ledger::Onward;
use khacphuc::settings::Edition;
use proptest::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::LazyLock;

/// A page without its tags' neighbours: what stands between two marks.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    text.split_once(start).map_or("", |(_, rest)| rest.split_once(end).map_or(rest, |(inner, _)| inner))
}

/// Addresses that a piece of a page leads to, below the site.
fn hrefs(piece: &str, page: &str) -> BTreeSet<String> {
    let targets = piece.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    targets.map(|target| below(page, target)).collect()
}

/// An address of a page, from the top of the site.
fn below(page: &str, target: &str) -> String {
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
fn tags(piece: &str) -> Vec<&str> {
    let names = piece.split("<span class=\"tag is-").skip(1);
    names.filter_map(|rest| rest.split('"').next()).collect()
}

fn text<'s>(site: &'s Tree, path: &str) -> &'s str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("no page {path}"))).unwrap()
}

/// The word that data files have for a value.
fn word(value: impl Serialize) -> String {
    word_in("state", &key(value))
}

/// The word of a group of words.
fn word_in(group: &str, key: &str) -> String {
    static WORDS: LazyLock<toml::Table> =
        LazyLock::new(|| include_str!("../../themes/default/strings/vi.toml").parse().unwrap());
    WORDS[group][key].as_str().unwrap().to_owned()
}

/// A value as data and style sheets name it.
fn key(value: impl Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// The rows of a CSV file, by the last column, which is the page that each is about.
fn csv_rows(site: &Tree, path: &str) -> BTreeMap<String, Vec<String>> {
    let mut reader = csv::Reader::from_reader(text(site, path).trim_start_matches('\u{feff}').as_bytes());
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row.last().unwrap().clone(), row)).collect()
}

/// The words in the first sheet of a workbook, row by row.
fn workbook_rows(bytes: &[u8]) -> Vec<Vec<String>> {
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
fn search_states(site: &Tree) -> BTreeMap<String, String> {
    let runs = site.iter().filter(|(path, _)| path.starts_with("data/search/d-"));
    let rows = runs.flat_map(|(_, bytes)| {
        let text = std::str::from_utf8(bytes).unwrap();
        let rows = &text[text.find("[[").unwrap()..=text.rfind("]]").unwrap() + 1];
        serde_json::from_str::<Vec<[String; 4]>>(rows).unwrap()
    });
    rows.map(|[path, _, _, state]| (path, state)).collect()
}

/// Search, feed, lineages and comparisons say of records what the law says.
fn check_other_readers(
    site: &Tree,
    account: &Account<'_>,
    pages: &BTreeMap<Key, String>,
) -> Result<(), TestCaseError> {
    let states = search_states(site);
    for (of, page) in pages {
        prop_assert_eq!(&states[page], account.status(of).word(), "search, {:?}", of);
    }
    for entry in text(site, "feed.xml").split("<entry>").skip(1) {
        if entry.contains("<category term=\"judged\"") {
            let page = between(entry, "rel=\"alternate\" type=\"text/html\" href=\"", "\"");
            let of = pages.iter().find(|(_, known)| *known == page).map(|(of, _)| of);
            let id = between(entry, "<id>", "</id>");
            let status = of.map(|of| account.status(of).word());
            prop_assert_eq!(id.rsplit('/').next(), status, "feed, {}", page);
        }
    }
    let bodies: BTreeSet<&str> = pages.keys().map(|(body, ..)| body.as_str()).collect();
    for body in bodies {
        let years = account.years_with_records(body);
        let pairs = years.iter().flat_map(|from| years.iter().map(move |to| (*from, *to)));
        for (from, to) in pairs.filter(|(from, to)| from < to) {
            let path = format!("{body}/compare/{from}-{to}.html");
            let gone: Vec<(Key, End)> = account
                .left(body, from)
                .into_iter()
                .filter(|key| !account.arrives(key, to))
                .map(|key| (key.clone(), account.end(&key, to)))
                .collect();
            let ends = [
                ("unaccounted", End::Lost),
                ("withheld", End::Withheld),
                ("elsewhere", End::Elsewhere),
                ("closed_between", End::Closed),
            ];
            for (group, end) in ends {
                let expected: BTreeSet<String> = (gone.iter())
                    .filter(|(_, became)| *became == end)
                    .map(|(key, _)| pages[key].clone())
                    .collect();
                let table = between(text(site, &path), "<table class=\"fates\">", "</table>");
                let group =
                    table.split("<tbody ").find(|tbody| between(tbody, "id=\"", "\"").ends_with(group));
                let rows = group.unwrap_or_default().split("<tr>").skip(1);
                let told: BTreeSet<String> =
                    rows.flat_map(|row| hrefs(between(row, "</th>", "</tr>"), &path)).collect();
                prop_assert_eq!(told, expected, "{} {:?}", path, end);
            }
        }
    }
    Ok(())
}

/// What every reader of a site finds has to be what the law of carry-over, worked out apart from the program, says.
fn check_readers(site: &Tree, account: &Account<'_>) -> Result<(), TestCaseError> {
    let data: serde_json::Value = serde_json::from_slice(&site["data/ledger.json"]).unwrap();
    let judged = account.judged();
    let (records, lineages) = (csv_rows(site, "data/records.csv"), csv_rows(site, "data/lineages.csv"));
    let mut pages: BTreeMap<Key, String> = BTreeMap::new();
    for record in data["records"].as_array().unwrap() {
        let field = |name: &str| record[name].as_str().unwrap();
        let year = i16::try_from(record["year"].as_i64().unwrap()).unwrap();
        let of = (field("body").to_owned(), year, field("deficiency").to_owned());
        let (page, law) = (field("page"), &judged[&of]);
        let (origin, onward) = (key(law.origin), key(law.onward));
        prop_assert_eq!((field("origin"), field("onward")), (&*origin, &*onward), "JSON of {:?}", of);
        let row = &records[page];
        prop_assert_eq!((&row[4], &row[5]), (&word(law.origin), &word(law.onward)), "CSV of {:?}", of);
        let states = tags(between(text(site, page), "<p class=\"states\">", "</p>"));
        let told = ["unaccounted", "withheld", "resurfaced", "carried"];
        let shown = states.iter().skip(1).rfind(|state| told.contains(state)).copied();
        let expected = Some(onward.as_str()).filter(|onward| told.contains(onward));
        // A tag of its origin may have the same name, where nothing is said of what became of it.
        prop_assert!(shown == expected || expected.is_none(), "page of {:?}: {:?}, {}", of, states, onward);
        pages.insert(of, page.to_owned());
    }
    prop_assert_eq!(pages.len(), judged.len());
    let found = search_states(site);
    for (id, (_, outcome, years)) in account.lineages() {
        let (body, _) = id.split_once('/').unwrap();
        let entry = data["lineages"].as_array().unwrap().iter().find(|entry| entry["id"] == *id).unwrap();
        let (page, outcome) = (entry["page"].as_str().unwrap(), key(outcome));
        prop_assert_eq!(entry["outcome"].as_str(), Some(outcome.as_str()), "JSON of {}", id);
        let row = &lineages[page];
        prop_assert_eq!(
            (&row[2], &row[4]),
            (&word_in("outcome", &outcome), &years.to_string()),
            "CSV of {}",
            id
        );
        let matrix_path = format!("{body}/matrix.html");
        let matrix = text(site, &matrix_path);
        let row =
            matrix.split("<tr>").find(|row| hrefs(between(row, "<th", "</th>"), &matrix_path).contains(page));
        let shown = row.map(|row| tags(row).last().copied().unwrap_or_default());
        prop_assert_eq!(shown, Some(outcome.as_str()), "matrix row of {}", id);
        let own = tags(between(text(site, page), "<p class=\"states\">", "</p>"));
        prop_assert_eq!(own.first(), Some(&outcome.as_str()), "page of {}", id);
        prop_assert_eq!(&found[page], &outcome, "search, {}", id);
    }
    check_other_readers(site, account, &pages)?;
    let of_onward = |body: Option<&str>, onward: Onward| -> BTreeSet<String> {
        let found = judged
            .iter()
            .filter(|((of, ..), law)| law.onward == onward && body.is_none_or(|body| of == body));
        found.map(|(of, _)| pages[of].clone()).collect()
    };
    let listed = |path: &str| {
        let table =
            between(between(text(site, path), "id=\"k-unaccounted\"", "</table>"), "<tbody>", "</tbody>");
        let rows = table.split("<tr>").skip(1).map(|row| between(row, "<th", "</th>"));
        rows.flat_map(|row| hrefs(row, path)).collect::<BTreeSet<_>>()
    };
    prop_assert_eq!(listed("index.html"), of_onward(None, Onward::Unaccounted), "home");
    let bodies: BTreeSet<&str> = judged.keys().map(|(body, ..)| body.as_str()).collect();
    for body in bodies {
        prop_assert_eq!(
            listed(&format!("{body}/index.html")),
            of_onward(Some(body), Onward::Unaccounted),
            "{}",
            body
        );
        // Year, title, origin and what became of it, in each row.
        let cells = |row: &Vec<String>| [1, 2, 4, 5].map(|column| row[column].clone());
        let mut of_book: Vec<_> =
            workbook_rows(&site[&format!("{body}/{body}.xlsx")]).iter().map(cells).collect();
        let own = pages.iter().filter(|((of, ..), _)| of == body);
        let mut expected: Vec<_> = own.map(|(_, page)| cells(&records[page])).collect();
        of_book.sort();
        expected.sort();
        prop_assert_eq!(of_book, expected, "workbook of {}", body);
    }
    for balance in account.balances() {
        let (body, from, to) = (&balance.body, balance.from, balance.to);
        let of_year = |(of, year, _): &Key| of == body && *year == from;
        let missing = judged.iter().filter(|(of, law)| {
            of_year(of) && matches!(law.onward, Onward::Unaccounted | Onward::Resurfaced)
        });
        let missing: BTreeSet<String> = missing.map(|(of, _)| pages[of].clone()).collect();
        prop_assert_eq!(missing.len(), balance.unaccounted);
        let path = format!("{body}/{to}/index.html");
        let line = between(text(site, &path), &format!("id=\"k-{from}-{to}-unaccounted\""), "</details>");
        let line = if missing.is_empty() { BTreeSet::new() } else { hrefs(line, &path) };
        prop_assert!(missing.is_subset(&line), "year {} of {}: {:?} {:?}", to, body, missing, line);
        // The account of a year speaks as of that year: what is lost by then, and nothing that is back by then.
        let Some(follow_up) = site.get(&format!("{body}/{to}/follow-up.html")) else { continue };
        let follow_up = std::str::from_utf8(follow_up).unwrap();
        let back = |of: &Key| {
            judged.iter().filter(|(_, law)| law.from.contains_key(of)).map(|(later, _)| later.1).min()
        };
        let lost = judged.iter().filter(|(of, law)| {
            let is_lost = match law.onward {
                Onward::Unaccounted => true,
                Onward::Resurfaced => back(of).is_none_or(|year| year > to),
                _ => false,
            };
            of.0 == *body && of.1 < to && is_lost
        });
        let lost: BTreeSet<String> = lost.map(|(of, _)| pages[of].clone()).collect();
        let sections = follow_up.split("<section class=\"tracked\">").skip(1);
        let sections = sections.filter(|section| section.contains("<p class=\"note is-unaccounted\">"));
        let path = format!("{body}/{to}/follow-up.html");
        let told: BTreeSet<String> = sections
            .filter_map(|section| hrefs(between(section, "<h3", "</h3>"), &path).into_iter().next())
            .collect();
        prop_assert_eq!(told, lost, "follow-up of {} of {}", to, body);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(12))]

    /// Pages, data files and workbooks give one answer, and it is the law's.
    #[test]
    fn every_reader_finds_the_same_answer(world in worlds(2, 6)) {
        let scan = scan_of(&files(&world));
        let year = day(AS_OF).year();
        check_readers(&site(&scan, Edition::Internal), &Account::new(&world, Edition::Internal, year))?;
        let left = strip::public(&world);
        check_readers(&site(&scan, Edition::Public), &Account::new(&left, Edition::Public, year))?;
    }
}
