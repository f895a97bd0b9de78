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

/// A deficiency that one plan lost and a later one has again: the account of the year between speaks as of
/// that year, and says where it is back, as matrix and lineage do.
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

/// The page of a record whose measures are all claimed done says of its verdict what the findings say: where
/// there are words of one, it contradicts them; where there are none, nobody has judged yet.
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

/// Of a measure or a verdict that only the organisation may read the public edition claims nothing: neither that
/// all is done, nor that nobody has judged.
#[test]
fn what_is_internal_is_not_said_to_be_missing() {
    let (path, text) = record(2023, "mot", "status: open\n");
    let text = text.replace("- Làm", "- [x] Làm") + "\n## Đánh giá {.internal}\n\nCần làm thêm.\n";
    let files = texts(&[("dong/index.md", BODY)], [plan(2023), (path, text)]);
    let page = words(&site(&scan_of(&files), Edition::Public), "dong/2023/mot.html");
    assert!(!page.contains("chưa có đánh giá") && !page.contains("Mọi giải pháp đều"), "{page}");
    assert!(page.contains("Mọi giải pháp được công bố đều được báo hoàn thành"), "{page}");
}

/// A plan that begins before the year of its folder is still a plan of that year: what it lacks is missing
/// there.
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

/// A body that succeeds another takes a deficiency over in the year in which the other has a plan without it:
/// it is neither missing nor back, but taken over, on every page and in every number.
#[test]
fn a_deficiency_taken_over_by_a_successor_is_so_everywhere() {
    let site = built_of(
        &MERGED,
        [
            plan(2022),
            record(2022, "mot", "status: not-fixed\n"),
            record(2022, "hai", "status: not-fixed\n"),
            plan(2023),
            record(2023, "hai", "status: open\n"),
            plan_of("tay", 2023, ""),
            record_of("tay", 2023, "mot", "status: open\ncarries: [{from: dong/2022/mot}]\n"),
        ],
    );
    let data: serde_json::Value = serde_json::from_slice(&site["data/ledger.json"]).unwrap();
    let records = data["records"].as_array().unwrap();
    let of = |page: &str| records.iter().find(|record| record["page"] == page).unwrap();
    assert_eq!(of("dong/2022/mot.html")["onward"], "taken-over");
    assert_eq!(of("tay/2023/mot.html")["origin"], "inherited");
    let balance = data["balances"].as_array().unwrap().iter().find(|it| it["body"] == "dong").unwrap();
    let sum =
        ["unresolved", "carried", "taken_over", "withheld", "unaccounted"].map(|key| balance[key].clone());
    assert_eq!(sum, [2, 1, 1, 0, 0]);
    let outcome = data["lineages"].as_array().unwrap().iter().find(|it| it["id"] == "dong/mot").unwrap();
    assert_eq!(outcome["outcome"], "taken-over");

    let page = words(&site, "dong/2022/mot.html");
    assert!(page.contains("Tổ chức kế thừa tiếp nhận"), "{page}");
    for never in ["Sau đó không thấy", "không thấy trong năm 2023", "xuất hiện lại"] {
        assert!(!page.contains(never), "{page}");
    }
    let year = words(&site, "dong/2023/index.html");
    assert!(year.contains("2 còn lại từ năm 2022 = 1 chuyển tiếp + 1 chuyển giao + 0 không thấy"), "{year}");
    assert!(!words(&site, "dong/2023/follow-up.html").contains("không thấy trong kế hoạch nào"));
    for follow_up in
        [words(&site, "dong/2023/follow-up.html"), text(&site, "dong/2023/follow-up.md").to_owned()]
    {
        let said = "Năm 2022 còn lại 2 khuyết điểm: 1 được chuyển tiếp, 1 được tổ chức kế thừa tiếp nhận, 0 không thấy";
        assert!(follow_up.contains(said), "{follow_up}");
    }
    let compared = words(&site, "dong/compare/2022-2023.html");
    assert!(compared.contains("1 chuyển giao"), "{compared}");
    assert!(compared.contains("được tổ chức kế thừa tiếp nhận Việc mot"), "{compared}");
    assert!(!compared.contains("tiếp tục ở tổ chức khác"), "{compared}");
    let matrix = words(&site, "dong/matrix.html");
    assert!(!part(&matrix, "Việc mot", "Chưa xong").contains("Không thấy"), "{matrix}");
    assert!(!words(&site, "dong/lineage/mot.html").contains("Không thấy"));
    assert_eq!(records.iter().filter(|record| record["onward"] == "unaccounted").count(), 0);
}

/// What a successor goes on with is not this body's to carry on, between neighbouring years and over several.
#[test]
fn what_a_successor_goes_on_with_does_not_lower_the_rate() {
    let years = [2022, 2023, 2024];
    let own = years.iter().flat_map(|year| [plan(*year), record(*year, "hai", "status: not-fixed\n")]);
    let taken_over = [
        record(2022, "mot", "status: not-fixed\n"),
        record_of("tay", 2023, "mot", "status: open\ncarries: [{from: dong/2022/mot}]\n"),
    ];
    let site = built_of(&MERGED, own.chain(taken_over));
    for (to, said) in [(2023, "1 chuyển giao"), (2024, "1 ở tổ chức khác")] {
        let compared = words(&site, &format!("dong/compare/2022-{to}.html"));
        assert!(compared.contains(said), "{compared}");
        assert!(compared.contains(", 100% được chuyển tiếp"), "{compared}");
    }
    assert!(words(&site, "dong/matrix.html").contains("Tỷ lệ chuyển tiếp 100% 100%"));
}

/// A successor that takes a deficiency over only after a plan of the old body lacked it takes over what was
/// missing: the old body says that it was missing and is back, the new one that it comes from the body
/// before.
#[test]
fn what_a_successor_takes_over_after_a_gap_was_missing() {
    let files = [
        plan(2022),
        record(2022, "mot", "status: not-fixed\n"),
        plan(2023),
        record(2023, "hai", "status: open\n"),
        plan_of("tay", 2024, ""),
        record_of("tay", 2024, "mot", "status: open\ncarries: [{from: dong/2022/mot}]\n"),
    ];
    assert_eq!(found(&MERGED, files.clone(), Code::Unaccounted), 1);
    let site = built_of(&MERGED, files);
    assert!(words(&site, "dong/2022/mot.html").contains("Gián đoạn, sau đó xuất hiện lại"));
    assert!(words(&site, "tay/2024/mot.html").contains("Kế thừa"));
    let year = words(&site, "dong/2023/index.html");
    assert!(year.contains("1 còn lại từ năm 2022 = 0 chuyển tiếp + 1 không thấy"), "{year}");
    let follow_up = words(&site, "dong/2023/follow-up.html");
    assert!(follow_up.contains("Xuất hiện lại ở kế hoạch năm 2024."), "{follow_up}");
}

/// Over several years, too, what was missing in between and came back is told apart from what was carried on.
#[test]
fn what_was_interrupted_does_not_count_as_carried_on() {
    let site = built([
        plan(2021),
        record(2021, "mot", "status: not-fixed\n"),
        record(2021, "hai", "status: not-fixed\n"),
        plan(2022),
        record(2022, "hai", "status: not-fixed\n"),
        plan(2023),
        record(2023, "mot", "status: open\n"),
        record(2023, "hai", "status: open\n"),
    ]);
    let compared = words(&site, "dong/compare/2021-2023.html");
    assert!(compared.contains("2 còn lại từ năm 2021 = 1 chuyển tiếp + 1 gián đoạn"), "{compared}");
    assert!(compared.contains(", 50% được chuyển tiếp"), "{compared}");
    let interrupted = "có kế hoạch ở giữa không có, sau đó xuất hiện lại Việc mot";
    let (before, after) = compared.split_once(interrupted).unwrap_or_else(|| panic!("{compared}"));
    assert!(after.contains("được chuyển tiếp Việc hai") && !after.contains("Việc mot"), "{compared}");
    assert!(!before.contains("Việc mot"), "{compared}");
}

/// The same with a plan without records in between, where the two years are compared word by word.
#[test]
fn a_gap_without_records_is_a_gap() {
    let site = built([
        plan(2021),
        record(2021, "mot", "status: not-fixed\n"),
        plan(2022),
        plan(2023),
        record(2023, "mot", "status: open\n"),
    ]);
    let compared = words(&site, "dong/compare/2021-2023.html");
    assert!(compared.contains("1 còn lại từ năm 2021 = 0 chuyển tiếp + 1 gián đoạn"), "{compared}");
    assert!(compared.contains(", 0% được chuyển tiếp"), "{compared}");
    assert!(!compared.contains("Việc mot Chuyển tiếp"), "{compared}");
}

/// What was closed in between and reopened was not carried on either.
#[test]
fn what_was_closed_in_between_and_reopened_is_told_apart() {
    let site = built([
        plan(2021),
        record(2021, "mot", "status: not-fixed\n"),
        plan(2022),
        record(2022, "mot", "status: fixed\n"),
        plan(2023),
        record(2023, "mot", "status: open\ncarries: [{from: 2022/mot, as: reopened}]\n"),
    ]);
    let compared = words(&site, "dong/compare/2021-2023.html");
    assert!(compared.contains("1 còn lại từ năm 2021 = 0 chuyển tiếp + 1 tái diễn"), "{compared}");
    assert!(compared.contains(", 0% được chuyển tiếp"), "{compared}");
}

/// A successor cannot have taken over before it was one.
#[test]
fn a_successor_owes_nothing_for_the_years_before_it_was_one() {
    let files = |year: i16| [plan(2021), record(2021, "mot", "status: open\n"), plan_of("tay", year, "")];
    assert_eq!(found(&MERGED, files(2022), Code::NotInherited), 0);
    assert_eq!(found(&MERGED, files(2023), Code::NotInherited), 1);
}

/// In a body's own papers its code means that body: a paper's number with a day on which no such paper was
/// signed is not the paper that another body has under that number.
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
