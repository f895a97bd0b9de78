//! One answer: what a page says of a deficiency is so on every page that speaks of it.

use crate::account::Account;
use crate::corpus::{AS_OF, Tree, day, scan_of, site};
use crate::reading::{
    between, csv_rows, hrefs, key, search_states, tags, text, word, word_in, workbook_rows,
};
use crate::text::files;
use crate::world::{Key, World, worlds};
use crate::{cases, readers, strip};
use khacphuc::model::ledger::Onward;
use khacphuc::settings::Edition;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};

/// Search and feed say of records what the law says.
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
            (&word_in("outcome", &[&outcome]), &years.to_string()),
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
    readers::check(site, account, &pages)?;
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

/// How many corpora the law is tried on, page by page.
const CASES: u32 = 20;

fn corpora() -> impl Strategy<Value = World> {
    worlds(3, 5)
}

proptest! {
    #![proptest_config(cases(CASES))]

    /// Pages, data files and workbooks give one answer, and it is the law's.
    #[test]
    fn every_reader_finds_the_same_answer(world in corpora()) {
        let scan = scan_of(&files(&world));
        let year = day(AS_OF).year();
        check_readers(&site(&scan, Edition::Internal), &Account::new(&world, Edition::Internal, year))?;
        let left = strip::public(&world);
        check_readers(&site(&scan, Edition::Public), &Account::new(&left, Edition::Public, year))?;
    }
}

/// The corpora of that law hold what it is about, above all bodies that succeed others with gaps and without.
#[test]
fn the_corpora_hold_every_kind_of_case() {
    let mut runner = TestRunner::new(cases(CASES));
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..CASES {
        let world = corpora().new_tree(&mut runner).unwrap().current();
        let account = Account::new(&world, Edition::Internal, day(AS_OF).year());
        for (of, law) in account.judged() {
            let next = account.next_plan_year(&of);
            let is_foreign = account.followers(&of).iter().all(|later| later.0 != of.0);
            let case = match law.onward {
                Onward::TakenOver if next.is_some() => "taken over while its own body goes on",
                Onward::TakenOver => "taken over where its own body ends",
                Onward::Resurfaced if is_foreign => "taken over after a gap",
                Onward::Resurfaced => "back after a gap",
                Onward::Carried
                | Onward::Withheld
                | Onward::Unaccounted
                | Onward::Fixed
                | Onward::Dropped
                | Onward::Latest => continue,
            };
            *found.entry(case).or_default() += 1;
        }
        for body in account.bodies() {
            let years = account.years_with_records(&body.id);
            for (from, to) in years.iter().flat_map(|from| years.iter().map(move |to| (*from, *to))) {
                let left = if from < to { account.left(&body.id, from) } else { Vec::new() };
                for of in left {
                    *found.entry(account.became(&of, to).key()).or_default() += 1;
                }
            }
        }
    }
    let expected = [
        "back after a gap",
        "carried",
        "closed_between",
        "elsewhere",
        "interrupted",
        "reopened_since",
        "taken over after a gap",
        "taken over where its own body ends",
        "taken over while its own body goes on",
        "taken_over",
        "unaccounted",
    ];
    let expected: BTreeSet<&str> = expected.into();
    assert_eq!(found.keys().copied().collect::<BTreeSet<_>>(), expected, "{found:?}");
}
