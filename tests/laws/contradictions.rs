//! Contradictions that pages once stood in, each as the smallest site that had it.

use crate::corpus::{Files, Tree, of_code, scan_of, settings, site};
use khacphuc::Engine;
use khacphuc::diagnostic::Code;
use khacphuc::language::Language;
use khacphuc::settings::Edition;

const BODY: &str = "---\nkind: body\nname: Ban Thường vụ\n---\n# Đơn vị\n";

/// The body of the files that go into another one, and that one.
const MERGED: [(&str, &str); 2] = [
    (
        "dong/index.md",
        "---\nkind: body\nname: Ban Thường vụ\nsuccessor: {body: tay, since: 2023-01-01}\n---\n# Đơn vị\n",
    ),
    ("tay/index.md", "---\nkind: body\nname: Ban Thường vụ mới\n---\n# Đơn vị mới\n"),
];

fn plan(year: i16) -> (String, String) {
    plan_of("dong", year, "")
}

fn plan_of(body: &str, year: i16, more: &str) -> (String, String) {
    (format!("{body}/{year}/plan.md"), format!("---\nkind: plan\n{more}---\n# Kế hoạch năm {year}\n"))
}

fn record(year: i16, name: &str, more: &str) -> (String, String) {
    record_of("dong", year, name, more)
}

fn record_of(body: &str, year: i16, name: &str, more: &str) -> (String, String) {
    let text = format!(
        "---\nkind: deficiency\ndeficiency: {name}\n{more}---\n# Việc {name}\n\n## Giải pháp\n\n- Làm (*trong năm {year}*)\n"
    );
    (format!("{body}/{year}/{name}.md"), text)
}

fn built(files: impl IntoIterator<Item = (String, String)>) -> Tree {
    built_of(&[("dong/index.md", BODY)], files)
}

fn built_of(bodies: &[(&str, &str)], files: impl IntoIterator<Item = (String, String)>) -> Tree {
    site(&scan_of(&texts(bodies, files)), Edition::Internal)
}

fn texts(bodies: &[(&str, &str)], files: impl IntoIterator<Item = (String, String)>) -> Files {
    let bodies = bodies.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    bodies.chain(files).collect()
}

/// Findings of one kind about some content.
fn found(bodies: &[(&str, &str)], files: impl IntoIterator<Item = (String, String)>, code: Code) -> usize {
    let files = texts(bodies, files);
    let (scan, settings) = (scan_of(&files), settings(Edition::Internal, Language::Vi));
    let engine = Engine::new(&scan, &settings).unwrap();
    of_code(&engine.findings().reported, code).len()
}

/// The part of a page's words from `start` to `end`.
fn part<'w>(words: &'w str, start: &str, end: &str) -> &'w str {
    let (_, rest) = words.split_once(start).unwrap_or_else(|| panic!("no {start:?} in {words}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end:?} after {start:?} in {words}")).0
}

fn text<'s>(site: &'s Tree, path: &str) -> &'s str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("no page {path}"))).unwrap()
}

/// The words of a page, with one space between them.
fn words(site: &Tree, path: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for letter in text(site, path).chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                words.push(' ');
            }
            _ if !is_tag => words.push(letter),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A deficiency that one plan lost and a later one has again: the account of the year between speaks as of that year, and
/// says where it is back, as matrix and lineage do.
#[test]
fn a_deficiency_that_came_back_is_so_everywhere() {
    let site = built([
        plan(2022),
        plan(2023),
        plan(2024),
        record(2022, "mot", "status: not-fixed\n"),
        record(2023, "hai", "status: open\n"),
        record(2024, "mot", "status: open\n"),
        record(2024, "hai", "status: open\n"),
    ]);
    let follow_up = words(&site, "dong/2023/follow-up.html");
    let said =
        "từ đó đến kế hoạch năm 2023 không thấy trong kế hoạch nào. Xuất hiện lại ở kế hoạch năm 2024.";
    assert!(follow_up.contains(said), "{follow_up}");
    assert!(!follow_up.contains("không thấy trong kế hoạch nào sau đó"), "{follow_up}");
    let markdown = text(&site, "dong/2023/follow-up.md");
    assert!(markdown.contains(said), "{markdown}");
    assert!(words(&site, "dong/lineage/mot.html").contains("Xuất hiện lại"));
    assert!(words(&site, "dong/matrix.html").contains("Xuất hiện lại"));
    assert!(words(&site, "dong/2022/mot.html").contains("Gián đoạn, sau đó xuất hiện lại"));
    // Once it is back, the year after has nothing to say of it.
    assert!(!words(&site, "dong/2024/follow-up.html").contains("không thấy trong kế hoạch nào"));
}

/// The parts of a deficiency that was split were not raised anew in the year in which they got their names.
#[test]
fn parts_of_a_split_belong_to_the_year_that_raised_the_whole() {
    let split = |name: &str| {
        let carries = "carries: [{from: 2021/mot, as: split}]\n";
        record(2022, name, &format!("status: fixed\n{carries}"))
    };
    let site = built([
        plan(2021),
        plan(2022),
        record(2021, "mot", "status: not-fixed\nrecognised: 2020\n"),
        record(2021, "khac", "status: fixed\nrecognised: 2019\n"),
        split("hai"),
        split("ba"),
    ]);
    let matrix = words(&site, "dong/matrix.html");
    let table = matrix.split("Khuyết điểm theo năm nêu ra").nth(1).expect("the table of cohorts");
    let rows = table.split("Cách đọc").next().unwrap_or_default();
    assert_eq!(rows.trim(), "Năm nêu ra Nêu ra sau 2 năm 2019 1 1 2020 1 1");
}

/// Measures that are all claimed done contradict a verdict, and nothing where nobody has judged yet.
#[test]
fn what_is_done_contradicts_a_verdict_only() {
    let count = |status: &str, verdict: &str| {
        let (path, text) = record(2023, "mot", &format!("status: {status}\n"));
        let text = text.replace("- Làm", "- [x] Làm") + verdict;
        found(&[("dong/index.md", BODY)], [plan(2023), (path, text)], Code::DoneNotFixed)
    };
    assert_eq!(count("open", ""), 0);
    assert_eq!(count("open", "\n## Đánh giá\n\nCần làm thêm.\n"), 1);
    assert_eq!(count("partly-fixed", ""), 1);
    assert_eq!(count("fixed", ""), 0);
}

/// The page of a record whose measures are all claimed done says of its verdict what the findings say: where there are
/// words of one, it contradicts them; where there are none, nobody has judged yet.
#[test]
fn a_verdict_in_words_is_a_verdict_on_the_page_too() {
    let said = |verdict: &str| {
        let (path, text) = record(2023, "mot", "status: open\n");
        let text = text.replace("- Làm", "- [x] Làm") + verdict;
        words(&built([plan(2023), (path, text)]), "dong/2023/mot.html")
    };
    let (judged, not) = (said("\n## Đánh giá\n\nCần làm thêm.\n"), said(""));
    assert!(judged.contains("nhưng đánh giá chưa coi là đã khắc phục xong"), "{judged}");
    assert!(!judged.contains("nhưng chưa có đánh giá"), "{judged}");
    assert!(not.contains("nhưng chưa có đánh giá"), "{not}");
}

/// A plan that begins before the year of its folder is still a plan of that year: what it lacks is missing there.
#[test]
fn what_a_plan_of_several_years_lacks_is_missing_in_its_column() {
    let site = built([
        plan(2021),
        record(2021, "mot", "status: not-fixed\n"),
        plan_of("dong", 2022, "years: 2021-2022\n"),
        record(2022, "hai", "status: open\n"),
    ]);
    assert!(words(&site, "dong/2021/mot.html").contains("Sau đó không thấy"));
    let matrix = words(&site, "dong/matrix.html");
    let row = part(&matrix, "Việc mot", "Không thấy nữa");
    assert!(row.contains("Không thấy"), "{row}");
    assert!(words(&site, "dong/lineage/mot.html").contains("2021–2022 Không thấy"), "lineage");
}

/// A successor cannot have taken over before it was one.
#[test]
fn a_successor_owes_nothing_for_the_years_before_it_was_one() {
    let files = |year: i16| [plan(2021), record(2021, "mot", "status: open\n"), plan_of("tay", year, "")];
    assert_eq!(found(&MERGED, files(2022), Code::NotInherited), 0);
    assert_eq!(found(&MERGED, files(2023), Code::NotInherited), 1);
}

/// In a body's own papers its code means that body: a paper's number with a day on which no such paper was signed is not
/// the paper that another body has under that number.
#[test]
fn a_number_of_ones_own_is_not_another_bodys_paper() {
    let body = |name: &str| format!("---\nkind: body\nname: {name}\ncode: TĐTN\n---\n# {name}\n");
    let files = [
        ("dong/index.md".to_owned(), body("Đông")),
        ("tay/index.md".to_owned(), body("Tây")),
        plan_of("tay", 2022, "number: 231-KH/TĐTN-TCKT\ndate: 2022-03-05\n"),
        plan(2023),
    ];
    let cited = |text: &str| {
        let mut files = files.clone();
        files[3].1.push_str(text);
        let site = built_of(&[], files);
        text_of_link(self::text(&site, "dong/2023/plan.html"), "231-KH/TĐTN-TCKT")
    };
    let theirs = cited("\nTheo Kế hoạch số 231-KH/TĐTN-TCKT ngày 05/3/2022.\n");
    let own = cited("\nTheo Kế hoạch số 231-KH/TĐTN-TCKT ngày 06/3/2022.\n");
    assert_ne!(own, theirs, "the same document on two days");
}

/// Where the link with that text leads.
fn text_of_link(page: &str, text: &str) -> String {
    let end = page.find(&format!("{text}</a>")).unwrap_or_else(|| panic!("no link {text} in {page}"));
    let start = page[..end].rfind("href=\"").unwrap() + 6;
    page[start..].split('"').next().unwrap().to_owned()
}
