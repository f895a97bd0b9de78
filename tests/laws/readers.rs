//! Each kind of page and file, read on its own and held against the law of carry-over.

use crate::account::{Account, Became};
use crate::corpus::Tree;
use crate::reading::{between, events, hrefs, key, number, plain, rows, tags, text, word_in};
use crate::text::{DEADLINES, MEASURES, last_good_day};
use crate::world::{Body, Key, Measure, Year};
use khacphuc::front_matter::{EdgeKind, Status};
use khacphuc::model::ledger::{Balance, Onward, Origin};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Address of the page of each record.
type Pages = BTreeMap<Key, String>;

/// What became of a record, where lists say so beside its verdict.
const TOLD: [Onward; 5] =
    [Onward::Unaccounted, Onward::Withheld, Onward::Resurfaced, Onward::Carried, Onward::TakenOver];

pub(crate) fn check(site: &Tree, account: &Account<'_>, pages: &Pages) -> Result<(), TestCaseError> {
    lists(site, account, pages)?;
    disagreements(site, account, pages)?;
    let bodies: BTreeSet<&str> = pages.keys().map(|(body, ..)| body.as_str()).collect();
    for body in bodies {
        matrix(site, account, pages, body)?;
        comparisons(site, account, pages, body)?;
        flow(site, account, body)?;
        for year in &account.body_of(body).years {
            papers(site, account, pages, body, year)?;
            follow_up(site, account, body, year)?;
        }
    }
    calendars(site, account, pages)
}

fn of_page<'p>(pages: &'p Pages, path: &str) -> &'p Key {
    pages.iter().find(|(_, page)| *page == path).unwrap_or_else(|| panic!("no record on {path}")).0
}

// -- lists of records ----------------------------------------------------------------------------------------------

/// Every row of every list of records, wherever it stands: home, body, year, plan, report, review, unit, area.
fn lists(site: &Tree, account: &Account<'_>, pages: &Pages) -> Result<(), TestCaseError> {
    let judged = account.judged();
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        for table in page.split("<table class=\"records\" id=\"k-").skip(1) {
            let table = between(table, "", "</table>");
            if table.starts_with("table") {
                continue; // The follow-up has columns of its own, and is read apart.
            }
            for row in rows(table) {
                let Some((head, cells)) = row.split_once("</th>") else { continue };
                let link = hrefs(head, path).into_iter().next().unwrap();
                let of = of_page(pages, &link);
                let law = &judged[of];
                let shown = tags(cells);
                prop_assert_eq!(shown.first(), Some(&account.status(of).word()), "{} of {:?}", path, of);
                if table.contains("data-k=\"state\"") {
                    let onward = key(law.onward);
                    let expected = Some(&*onward).filter(|_| TOLD.contains(&law.onward));
                    prop_assert_eq!(shown.get(2).copied(), expected, "{} of {:?}", path, of);
                    let fits = states_of(account, of, law.origin);
                    prop_assert!(fits.contains(&shown[1].to_owned()), "{} of {:?}: {:?}", path, of, shown);
                }
            }
        }
    }
    Ok(())
}

/// The page of a record says where its verdict and what is claimed disagree: that everything is done and it
/// is not fixed, or not judged, or that it is fixed and not everything is done.
fn disagreements(site: &Tree, account: &Account<'_>, pages: &Pages) -> Result<(), TestCaseError> {
    for (of, page) in pages {
        let record = account.record(of);
        let (done, all) = (claimed(&record.measures), record.measures.len());
        let is_judged = record.status != Status::Open || record.verdict;
        let expected = match record.status {
            Status::Fixed => (done < all).then_some("fixed_not_done"),
            Status::Dropped => None,
            _ if all == 0 || done < all => None,
            _ if is_judged => Some("done_not_fixed"),
            _ => Some("done_not_judged"),
        };
        let words = if account.is_public() { "disagreement_public" } else { "disagreement" };
        let facts = between(text(site, page), "<dl class=\"three\">", "<dl class=\"facts\">");
        let shown = plain(facts.rsplit("</dl>").next().unwrap());
        prop_assert_eq!(shown, expected.map_or(String::new(), |of| word_in(words, &[of])), "{}", page);
    }
    Ok(())
}

/// The words that an origin may be told in.
fn states_of(account: &Account<'_>, of: &Key, origin: Origin) -> Vec<String> {
    match origin {
        Origin::New if account.is_of_first_year(of) => vec!["first".to_owned()],
        Origin::Carried => {
            let kinds = account.kinds(of).into_iter();
            let word = |kind: EdgeKind| match kind {
                EdgeKind::Continues => "carried".to_owned(),
                EdgeKind::Split => "split".to_owned(),
                EdgeKind::Merged => "merged".to_owned(),
                EdgeKind::Narrowed => "narrowed".to_owned(),
                EdgeKind::Expanded => "expanded".to_owned(),
                EdgeKind::Reopened => "reopened".to_owned(),
            };
            kinds.map(word).collect()
        }
        Origin::New | Origin::Inherited | Origin::Resurfaced | Origin::Reopened => vec![key(origin)],
    }
}

// -- matrix and lineages -------------------------------------------------------------------------------------------

/// The matrix and the page of a lineage say where a deficiency is missing: in the plan year after each record
/// that nothing goes on from in time.
fn matrix(site: &Tree, account: &Account<'_>, pages: &Pages, body: &str) -> Result<(), TestCaseError> {
    let path = format!("{body}/matrix.html");
    let table = between(text(site, &path), "<table class=\"matrix\"", "</table>");
    let head = between(table, "<thead>", "</thead>").split("<th ").skip(2);
    // A plan of several years stands in the year of its folder, where the column leads.
    let years: Vec<Option<i16>> = head.map(|cell| year_of(between(cell, ">", "</th>"), &path)).collect();
    let mut expected: BTreeMap<String, BTreeSet<i16>> = BTreeMap::new();
    for (of, law) in account.judged().iter().filter(|((of, ..), _)| of == body) {
        let missing = expected.entry(of.2.clone()).or_default();
        if let (Onward::Unaccounted | Onward::Resurfaced, Some(next)) =
            (law.onward, account.next_plan_year(of))
        {
            missing.insert(next);
        }
    }
    let foot = table.find("<tfoot>").unwrap_or(table.len());
    for row in rows(&table[..foot]) {
        let (head, cells) = row.split_once("</th>").unwrap();
        let lineage = hrefs(head, &path).into_iter().next().unwrap();
        let name = lineage.rsplit('/').next().unwrap().trim_end_matches(".html").to_owned();
        let name =
            pages.keys().find(|(of, _, known)| of == body && file_name(known) == name).unwrap().2.clone();
        let cells = cells.split("<td").skip(1).zip(&years);
        let missing = cells.filter(|(cell, _)| cell.starts_with(" class=\"is-unaccounted\""));
        let missing: BTreeSet<i16> = missing.filter_map(|(_, year)| *year).collect();
        prop_assert_eq!(&missing, &expected[&name], "matrix, {} of {}", name, body);
        let story = text(site, &lineage).split("<li class=\"is-unaccounted\">").skip(1);
        let story: BTreeSet<i16> =
            story.filter_map(|chapter| year_of(between(chapter, "<h2>", "</h2>"), &lineage)).collect();
        prop_assert_eq!(&story, &expected[&name], "lineage, {} of {}", name, body);
    }
    Ok(())
}

/// The year whose page a piece of a page leads to.
fn year_of(piece: &str, page: &str) -> Option<i16> {
    hrefs(piece, page).into_iter().next()?.split('/').nth(1)?.parse().ok()
}

/// How a name stands in an address.
fn file_name(name: &str) -> String {
    khacphuc::vietnamese::letters::file_name(name)
}

// -- comparisons ---------------------------------------------------------------------------------------------------

/// Sums, rate and list of a comparison: each deficiency left over is in the one group that the law says, and
/// counted there.
fn comparisons(site: &Tree, account: &Account<'_>, pages: &Pages, body: &str) -> Result<(), TestCaseError> {
    let years = account.years_with_records(body);
    let pairs = years.iter().flat_map(|from| years.iter().map(move |to| (*from, *to)));
    for (from, to) in pairs.filter(|(from, to)| from < to) {
        let path = format!("{body}/compare/{from}-{to}.html");
        let page = text(site, &path);
        let left = account.left(body, from);
        let mut expected: BTreeMap<Became, BTreeSet<String>> = BTreeMap::new();
        for of in &left {
            expected.entry(account.became(of, to)).or_default().insert(pages[of].clone());
        }
        let sum = plain(between(page, "<p class=\"sum\">", "<br>"));
        let table = between(page, "<table class=\"fates\">", "</table>");
        let count = |became: Became| expected.get(&became).map_or(0, BTreeSet::len);
        for became in Became::ALL {
            let n = count(became);
            let said = format!("{n} {}", word_in("account", &["short", became.key()]));
            prop_assert!(n == 0 || sum.contains(&said), "{}: {:?} in {}", path, said, sum);
            let group = table.split("<tbody ").find(|group| {
                between(group, "id=\"", "\"") == format!("k-{from}-{to}-{}", became.key())
                    || between(group, "id=\"", "\"") == format!("k-{from}-{to}-alone-{}", became.key())
            });
            let told: BTreeSet<String> = rows(&format!("<tbody{}", group.unwrap_or_default()))
                .flat_map(|row| hrefs(between(row, "</th>", "</td>"), &path))
                .filter(|link| left.contains(of_page(pages, link)))
                .collect();
            let none = BTreeSet::new();
            let expected = expected.get(&became).unwrap_or(&none);
            match became {
                // Years without one between them are compared word by word, and a deficiency may arrive in
                // several ways.
                Became::Carried | Became::Reopened | Became::Interrupted => {
                    let compared = page.contains("<section class=\"pair");
                    prop_assert!(compared || expected.is_subset(&told), "{} {:?}: {:?}", path, became, told);
                }
                _ => prop_assert_eq!(&told, expected, "{} {:?}", path, became),
            }
        }
        let own = left.len() - count(Became::TakenOver) - count(Became::Withheld) - count(Became::Elsewhere);
        let rate = (own > 0).then(|| (200 * count(Became::Carried) + own) / (2 * own));
        let shown = between(page, "<p class=\"sum\">", "<h2>").split("</p>").nth(1).map(plain);
        let shown = shown.filter(|words| words.contains('%'));
        let shown = shown.and_then(|words| number(words.rsplit(", ").next().unwrap()));
        prop_assert_eq!(shown, rate, "{}", path);
    }
    Ok(())
}

// -- the flow ------------------------------------------------------------------------------------------------------

/// One ribbon of the drawing: what it is, and how wide it is at each end, in records.
type Ribbon = (String, usize, usize);

/// The drawing on a body's page: its ribbons are as wide as the law's numbers, and so are those beside them
/// and those of its table.
fn flow(site: &Tree, account: &Account<'_>, body: &str) -> Result<(), TestCaseError> {
    let path = format!("{body}/index.html");
    let drawing = between(text(site, &path), "<div class=\"flow\">", "</details>");
    let balances: Vec<Balance> =
        account.balances().into_iter().filter(|balance| balance.body == body).collect();
    if drawing.is_empty() {
        let some = balances.iter().any(|balance| balance.records > 0 || balance.unresolved > 0);
        prop_assert!(!some, "{} has no drawing", path);
        return Ok(());
    }
    let first = account.body_of(body).plan_years()[0];
    let first_closed = first.records.iter().filter(|record| !record.status.is_unresolved()).count();
    let bars: Vec<usize> = (std::iter::once(first.records.len()))
        .chain(balances.iter().map(|balance| balance.records))
        .collect();
    let heights = drawing.split("<rect class=\"flow-bar\"").skip(1);
    let heights: Vec<usize> = heights.map(|bar| number(between(bar, "height=\"", "\"")).unwrap()).collect();
    prop_assert_eq!(heights.len(), bars.len());
    let unit = heights.iter().zip(&bars).find(|(_, n)| **n > 0).map_or(1, |(height, n)| height / n);
    for (height, n) in heights.iter().zip(&bars) {
        prop_assert_eq!(*height, (n * unit).max(2), "bars of {}", path);
    }
    let expected = ribbons(&balances, first.records.len(), first_closed);
    let drawn: Vec<Ribbon> =
        drawing.split("<path class=\"flow-").skip(1).map(|path| ribbon(path, unit)).collect();
    prop_assert_eq!(sorted(&drawn), sorted(&expected), "ribbons of {}", path);
    let labels = drawing.split("<tspan class=\"flow-n\">").skip(1).map(|label| {
        let (n, word) = label.split_once("</tspan>").unwrap();
        let (before, after) = n.split_once(" → ").unwrap_or((n, n));
        (plain(between(word, "", "</text>")), number(before).unwrap(), number(after).unwrap())
    });
    let words = |(of, before, after): &Ribbon| (word_in("flow", &["word", of]), *before, *after);
    let expected: Vec<Ribbon> = expected.iter().map(words).collect();
    prop_assert_eq!(sorted(&labels.collect::<Vec<_>>()), sorted(&expected), "labels of {}", path);
    figures(between(drawing, "<table>", "</table>"), &balances)
}

fn sorted(ribbons: &[Ribbon]) -> Vec<Ribbon> {
    let mut ribbons = ribbons.to_vec();
    ribbons.sort();
    ribbons
}

/// The ribbons that the law asks for. What is carried may have more ends after than before, by splits, or
/// fewer, by merges.
fn ribbons(balances: &[Balance], first: usize, first_closed: usize) -> Vec<Ribbon> {
    let mut ribbons = Vec::new();
    let (mut records, mut closed) = (first, first_closed);
    for balance in balances {
        let arrived = balance.carried + balance.split_extra - balance.merge_absorbed;
        ribbons.push(("carried".to_owned(), balance.carried, arrived));
        let even = [
            ("taken_over", balance.taken_over),
            ("withheld", balance.withheld),
            ("unaccounted", balance.unaccounted),
            ("closed", closed),
            ("inherited", balance.inherited),
            ("resurfaced", balance.resurfaced),
            ("reopened", balance.reopened),
            ("new", balance.new),
        ];
        ribbons.extend(even.map(|(key, n)| (key.to_owned(), n, n)));
        (records, closed) = (balance.records, balance.fixed + balance.dropped);
    }
    ribbons.extend([("open", records - closed), ("closed", closed)].map(|(key, n)| (key.to_owned(), n, n)));
    ribbons.retain(|(_, n, _)| *n > 0);
    ribbons
}

/// A ribbon as it is drawn: `carried" d="M50 48C… 304 48V72C… 50 72Z"/>`.
fn ribbon(path: &str, unit: usize) -> Ribbon {
    let (of, rest) = path.split_once("\" d=\"M").unwrap();
    let numbers = between(rest, "", "\"").split(|letter: char| !letter.is_ascii_digit());
    let numbers: Vec<usize> = numbers.filter_map(|digits| digits.parse().ok()).collect();
    let (top, end_top, end_bottom, bottom) = (numbers[1], numbers[7], numbers[8], numbers[14]);
    (of.to_owned(), (bottom - top) / unit, (end_bottom - end_top) / unit)
}

/// The same numbers as a table, whose columns are known by their words.
fn figures(table: &str, balances: &[Balance]) -> Result<(), TestCaseError> {
    let head = between(table, "<thead>", "</thead>").split("<th ").skip(2);
    let head: Vec<String> = head.map(|cell| plain(between(cell, ">", "</th>"))).collect();
    let shown: Vec<&str> = rows(table).collect();
    prop_assert_eq!(shown.len(), balances.len());
    for (row, balance) in shown.iter().zip(balances) {
        let values = serde_json::to_value(balance).unwrap();
        for (word, cell) in head.iter().zip(row.split("<td ").skip(1)) {
            let known = values.as_object().unwrap().iter().filter(|(_, value)| value.is_u64());
            let of = known.filter(|(key, _)| {
                !["from", "to", "fixed", "dropped", "unresolved_end"].contains(&key.as_str())
            });
            let of = of.into_iter().find(|(key, _)| word_in("flow", &["column", key]) == *word).unwrap();
            prop_assert_eq!(
                number(cell.split_once('>').unwrap().1),
                of.1.as_u64().map(|n| n as usize),
                "{}",
                word
            );
        }
    }
    Ok(())
}

// -- plans, reports and their official forms -----------------------------------------------------------------------

/// A plan lists the records of its year and no others; so does its official form, and that of a report on it,
/// with what is claimed and the verdict.
fn papers(
    site: &Tree,
    account: &Account<'_>,
    pages: &Pages,
    body: &str,
    year: &Year,
) -> Result<(), TestCaseError> {
    for paper in &year.papers {
        let path = format!("{body}/{}/{}.html", year.year, paper.kind);
        let about = match paper.kind {
            "plan" => Some(year),
            "report" => plan_of(account.body_of(body), paper.refers_to.as_deref()),
            _ => continue,
        };
        let records = about.map_or(&[][..], |year| &year.records);
        let page_of = |name: &str| pages[&(body.to_owned(), about.unwrap().year, name.to_owned())].clone();
        let expected: BTreeSet<String> = records.iter().map(|record| page_of(&record.name)).collect();
        let list = between(text(site, &path), "<table class=\"records\"", "</table>");
        let listed: BTreeSet<String> =
            rows(list).flat_map(|row| hrefs(between(row, "<th", "</th>"), &path)).collect();
        prop_assert_eq!(&listed, &expected, "{}", path);
        let path = format!("{body}/{}/{}.form.html", year.year, paper.kind);
        let Some(form) = site.get(&path) else { continue };
        let form = std::str::from_utf8(form).unwrap();
        if paper.kind == "plan" {
            let groups = form.split("<tr class=\"group\">").skip(1);
            let shown: BTreeSet<String> =
                groups.flat_map(|row| hrefs(between(row, "<th", "</th>"), &path)).collect();
            let with = records.iter().filter(|record| !record.measures.is_empty());
            let expected: BTreeSet<String> = with.map(|record| page_of(&record.name)).collect();
            prop_assert_eq!(shown, expected, "{}", path);
            continue;
        }
        // A row of the table of results begins with its number, and then the deficiency.
        let results = form.split("<tr><td class=\"n\">").skip(1).filter_map(|row| {
            let (order, row) = row.split_once("</td><th scope=\"row\">")?;
            order.parse::<usize>().ok()?;
            let (head, cells) = between(row, "", "</tr>").split_once("</th>")?;
            let mut cells = cells.split("</td>").map(plain);
            Some((hrefs(head, &path).into_iter().next()?, cells.next()?, cells.next()?))
        });
        let shown: BTreeSet<(String, String, String)> = results.collect();
        let row = |record: &crate::world::Record| {
            let (done, all) = (claimed(&record.measures), record.measures.len());
            let said = if all == 0 { String::new() } else { format!("{done}/{all}") };
            (page_of(&record.name), said, word_in("status", &[record.status.word()]))
        };
        prop_assert_eq!(shown, records.iter().map(row).collect::<BTreeSet<_>>(), "{}", path);
    }
    Ok(())
}

fn claimed(measures: &[Measure]) -> usize {
    measures.iter().filter(|measure| measure.done).count()
}

/// The year of a body whose plan has that number.
fn plan_of<'b>(body: &'b Body, number: Option<&str>) -> Option<&'b Year> {
    let is_meant = |year: &&Year| {
        year.papers
            .iter()
            .any(|paper| paper.kind == "plan" && number.is_some() && paper.number.as_deref() == number)
    };
    body.years.iter().find(is_meant)
}

// -- the follow-up as Markdown -------------------------------------------------------------------------------------

/// The draft for the next review: what became of the year before, what is lost by then, and the verdicts.
fn follow_up(site: &Tree, account: &Account<'_>, body: &str, year: &Year) -> Result<(), TestCaseError> {
    let path = format!("{body}/{}/follow-up.md", year.year);
    let Some(bytes) = site.get(&path) else { return Ok(()) };
    let words = std::str::from_utf8(bytes).unwrap().replace('\\', "");
    let balance = account.balances().into_iter().find(|it| it.body == body && it.to == year.year);
    let sentence = words.lines().find(|line| line.contains(" còn lại ") && line.contains(" khuyết điểm: "));
    let expected = balance.as_ref().filter(|balance| balance.unresolved > 0).map(|balance| {
        let rare = [balance.taken_over, balance.withheld].into_iter().filter(|n| *n > 0);
        std::iter::once(balance.carried).chain(rare).chain([balance.unaccounted]).collect::<Vec<_>>()
    });
    let shown = sentence.map(|sentence| {
        let parts = sentence.split_once(" khuyết điểm: ").unwrap().1.split(", ");
        parts.filter_map(number).collect::<Vec<_>>()
    });
    prop_assert_eq!(shown, expected, "{}", path);

    let lost = account.lost_by(body, year.year);
    let earlier = lost.len() - balance.map_or(0, |balance| balance.unaccounted);
    let said = words.lines().find(|line| line.contains("của những năm trước nữa")).and_then(number);
    prop_assert_eq!(said.unwrap_or(0), earlier, "{}", path);
    let sections = words
        .split("\n### ")
        .skip(1)
        .filter(|section| section.starts_with(|first: char| first.is_ascii_digit()));
    let mut told: BTreeMap<Key, (bool, bool, String)> = BTreeMap::new();
    for section in sections {
        let title = section.lines().next().unwrap().split_once(". Khuyết điểm ").unwrap().1;
        let (name, of_year) = title.split_once(" năm ").unwrap();
        let verdict = section.split_once("- **Đánh giá:** ").unwrap().1.lines().next().unwrap();
        let of = (body.to_owned(), of_year.parse().unwrap(), name.to_owned());
        let (is_lost, is_back) =
            (section.contains("\nChưa khắc phục xong ở kế hoạch"), section.contains(" Xuất hiện lại ở"));
        told.insert(of, (is_lost, is_back, verdict.to_owned()));
    }
    let judged = account.judged();
    let row = |of: &Key, is_lost: bool| {
        let is_back = is_lost && judged[of].onward == Onward::Resurfaced;
        (of.clone(), (is_lost, is_back, word_in("status", &[account.status(of).word()])))
    };
    let of_year = year.records.iter().map(|record| (body.to_owned(), year.year, record.name.clone()));
    let expected = of_year.map(|of| row(&of, false)).chain(lost.iter().map(|of| row(of, true)));
    prop_assert_eq!(told, expected.collect::<BTreeMap<_, _>>(), "{}", path);
    Ok(())
}

// -- calendars -----------------------------------------------------------------------------------------------------

/// An event: its date, where it has one only, the text of the measure, and the page of what promises it.
type Dated = (Option<String>, String, String);

/// Calendars hold every measure that is still to be done by a day, and none of a deficiency that was dropped.
fn calendars(site: &Tree, account: &Account<'_>, pages: &Pages) -> Result<(), TestCaseError> {
    let mut all = Vec::new();
    for body in account.bodies() {
        let path = format!("{}/calendar.ics", body.id);
        let expected = promised(body, pages);
        let shown = site.get(&path).map_or_else(Vec::new, |bytes| dated(std::str::from_utf8(bytes).unwrap()));
        prop_assert_eq!(&shown, &expected, "{}", path);
        all.extend(expected);
    }
    all.sort();
    let shown =
        site.get("calendar.ics").map_or_else(Vec::new, |bytes| dated(std::str::from_utf8(bytes).unwrap()));
    prop_assert_eq!(shown, all, "calendar.ics");
    Ok(())
}

/// The events of a calendar that are measures.
fn dated(calendar: &str) -> Vec<Dated> {
    let events = events(calendar).into_iter().filter(|event| event.summary != "Báo cáo năm");
    let of = events.map(|event| {
        let recurs = RECURRING.iter().any(|form| event.says["Thời hạn"] == *form);
        (Some(event.day).filter(|_| !recurs), event.summary, event.says["Trang"].clone())
    });
    let mut of: Vec<Dated> = of.collect();
    of.sort();
    of
}

/// Forms of deadlines that fall due again and again: which days these are is the matter of other tests.
const RECURRING: [&str; 2] = ["hằng quý", "Quý I hằng năm"];

/// What the measures of a body promise for a calendar.
fn promised(body: &Body, pages: &Pages) -> Vec<Dated> {
    let mut promised = Vec::new();
    for year in &body.years {
        let mut add = |measures: &[Measure], page: &str| {
            for measure in measures.iter().filter(|measure| !measure.done) {
                let Some(form) = measure.deadlines.last() else { continue };
                let recurs = RECURRING.contains(&DEADLINES[*form].0);
                let day = last_good_day(*form, year.year, year.first());
                if recurs || day.is_some() {
                    let day = day.map(|day| day.to_string().replace('-', ""));
                    promised.push((day, MEASURES[measure.words].to_owned(), page.to_owned()));
                }
            }
        };
        for record in year.records.iter().filter(|record| record.status != Status::Dropped) {
            add(&record.measures, &pages[&(body.id.clone(), year.year, record.name.clone())]);
        }
        for paper in &year.papers {
            add(&paper.measures, &format!("{}/{}/{}.html", body.id, year.year, paper.kind));
        }
    }
    promised.sort();
    promised
}
