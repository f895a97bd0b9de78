//! Tables that can be sorted and filtered, and pictures with the tables that they are drawn from.

use crate::html::{Html, Tag};
use crate::{on_every_page, unless};
use std::collections::BTreeSet;

/// Numbers of the tags of one name that stand in the tag number `at`.
fn inside(page: &Html, at: usize, name: &str) -> Vec<usize> {
    let stands_in = |tag: &usize| {
        std::iter::successors(page.tags[*tag].parent, |up| page.tags[*up].parent).any(|up| up == at)
    };
    page.numbers(name).into_iter().filter(stands_in).collect()
}

fn words(page: &Html, at: usize) -> String {
    page.words(at).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number at the end of some words: 4 in `đang theo dõi: 4`.
fn last_number(words: &str) -> usize {
    let digits: Vec<char> =
        words.chars().rev().take_while(|c| c.is_ascii_digit() || ".,".contains(*c)).collect();
    digits.iter().rev().filter(|c| c.is_ascii_digit()).collect::<String>().parse().unwrap()
}

fn has(tag: &Tag, name: &str, value: &str) -> bool {
    tag.get(name).is_some_and(|known| known.split(' ').any(|known| known == value))
}

/// A column that has a name in the address has one of its own, in a table that has one, on a page with the script.
#[test]
fn columns_that_sort_have_names() {
    on_every_page(|_, _, page| {
        let has_script = page.named("script").any(|tag| {
            tag.get("src").is_some_and(|src| src.ends_with("/table.js") || src == "assets/table.js")
        });
        let tables = page.numbers("table").into_iter().flat_map(|table| {
            let heads = inside(page, table, "th").into_iter().filter_map(|at| page.tags[at].get("data-k"));
            let heads: Vec<&str> = heads.collect();
            let distinct: BTreeSet<&&str> = heads.iter().collect();
            let sound = heads.is_empty() || (page.tags[table].get("id").is_some() && has_script);
            [
                unless(sound, format!("a table with {heads:?} cannot be sorted")),
                unless(distinct.len() == heads.len(), format!("{heads:?} are not distinct")),
            ]
        });
        tables.flatten().collect()
    });
}

/// Every picture says what it is, and what it shows; what is only for the eyes is kept from those who hear the page.
#[test]
fn pictures_have_titles_and_descriptions() {
    on_every_page(|_, _, page| {
        let pictures = page.numbers("svg").into_iter().filter(|at| {
            let tag = &page.tags[*at];
            tag.get("aria-hidden") != Some("true") && tag.get("class") != Some("old")
        });
        let complaints = pictures.flat_map(|at| {
            let named: Vec<&str> =
                page.tags[at].get("aria-labelledby").unwrap_or_default().split(' ').collect();
            let says = |name: &str| {
                inside(page, at, name).into_iter().any(|part| {
                    let id = page.tags[part].get("id");
                    id.is_some_and(|id| named.contains(&id)) && !words(page, part).is_empty()
                })
            };
            [
                unless(says("title"), "a picture has no title"),
                unless(says("desc"), "a picture has no description"),
            ]
        });
        complaints.flatten().collect()
    });
}

/// Every record of a body is one row of its table of all records.
#[test]
fn the_table_of_records_has_each_once() {
    let mut looked = 0;
    for site in crate::SITES.iter() {
        let pages = site.files.pages.iter().filter(|(path, _)| path.ends_with("/records.html"));
        for (path, page) in pages {
            let body = path.strip_suffix("records.html").unwrap();
            let table =
                page.numbers("table").into_iter().find(|at| has(&page.tags[*at], "id", "k-records")).unwrap();
            let heads =
                inside(page, table, "th").into_iter().filter(|at| page.tags[*at].get("scope") == Some("row"));
            let listed: Vec<String> = heads
                .flat_map(|row| inside(page, row, "a"))
                .map(|link| page.tags[link].get("href").unwrap().to_owned())
                .collect();
            let records = site.files.pages.iter().filter(|(path, page)| {
                path.starts_with(body) && page.tags.iter().any(|tag| has(tag, "data-kind", "record"))
            });
            let records: BTreeSet<String> = records.map(|(path, _)| path[body.len()..].to_owned()).collect();
            assert_eq!(listed.len(), records.len(), "{} {path}", site.name());
            assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), records, "{} {path}", site.name());
            looked += 1;
        }
    }
    assert!(looked > 0);
}

/// The bars of what each year recognised are the rows of the table beside them, and all lineages of the
/// matrix but for parts of others.
#[test]
fn bars_are_the_rows_of_their_table() {
    let mut looked = 0;
    for site in crate::SITES.iter() {
        for (path, page) in &site.files.pages {
            let Some(beside) =
                page.numbers("div").into_iter().find(|at| has(&page.tags[*at], "class", "beside"))
            else {
                continue;
            };
            let svg = inside(page, beside, "svg")[0];
            let bars: Vec<usize> = inside(page, svg, "text")
                .into_iter()
                .filter(|at| has(&page.tags[*at], "class", "sum"))
                .map(|at| last_number(&words(page, at)))
                .collect();
            let parts: usize = inside(page, svg, "g")
                .into_iter()
                .map(|part| last_number(&words(page, inside(page, part, "title")[0])))
                .sum();
            let table = inside(page, beside, "table")[0];
            let rows = inside(page, table, "tr").into_iter().skip(1);
            let rows: Vec<Vec<usize>> = rows
                .map(|row| {
                    inside(page, row, "td").into_iter().map(|cell| last_number(&words(page, cell))).collect()
                })
                .collect();
            let name = format!("{} {path}", site.name());
            assert_eq!(bars, rows.iter().map(|row| row[0]).collect::<Vec<_>>(), "{name}");
            assert!(rows.iter().all(|row| row[0] == row[1..].iter().sum::<usize>()), "{name}: {rows:?}");
            let matrix =
                page.numbers("table").into_iter().find(|at| has(&page.tags[*at], "id", "k-matrix")).unwrap();
            let body = inside(page, matrix, "tbody")[0];
            // A part that was split off is counted with the whole.
            let is_part = |row: &usize| {
                inside(page, *row, "span").iter().any(|at| has(&page.tags[*at], "class", "is-split"))
            };
            let whole = inside(page, body, "tr").into_iter().filter(|row| !is_part(row));
            assert_eq!(bars.iter().sum::<usize>(), whole.count(), "{name}");
            assert_eq!(parts, bars.iter().sum::<usize>(), "{name}");
            looked += 1;
        }
    }
    assert!(looked > 0);
}

/// Each measure on a line of time is a row of the plan's table: late there where it is late here.
#[test]
fn lines_of_time_follow_their_table() {
    let mut looked = 0;
    on_every_page(|_, _, page| {
        let lists = page.numbers("figure").into_iter().filter(|at| has(&page.tags[*at], "class", "timeline"));
        let rows = lists.flat_map(|list| inside(page, list, "li"));
        let complaints = rows.filter_map(|row| {
            let link = inside(page, row, "a").first().copied()?;
            let target = page.tags[link].get("href")?.strip_prefix('#')?;
            let in_table = (0..page.tags.len()).find(|at| page.tags[*at].get("id") == Some(target))?;
            let late =
                inside(page, in_table, "span").into_iter().any(|at| has(&page.tags[at], "class", "is-late"));
            Some(unless(
                late == has(&page.tags[row], "class", "is-late"),
                format!("#{target} is late in one place only"),
            ))
        });
        complaints.flatten().collect()
    });
    for site in crate::SITES.iter() {
        looked += site
            .files
            .pages
            .values()
            .flat_map(|page| page.named("figure"))
            .filter(|tag| has(tag, "class", "timeline"))
            .count();
    }
    assert!(looked > 0);
}
