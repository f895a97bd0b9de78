//! Nothing is lost: each letter of a source is in a draft or in the account; each fact says where it is from; and no
//! file is written over.

use crate::drafts::{add, beside, imported, judged, letters, lost, site};
use crate::word::{b, docx, p, pp, r, t};
use khacphuc::draft::Imported;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed};
use std::fs;

fn cases(count: u32) -> Config {
    let config = Config { failure_persistence: None, rng_seed: RngSeed::Fixed(2021), ..Config::default() };
    Config { cases: count, ..config }
}

/// Lines of the source of which a letter is in none of the files.
pub fn lost_lines(source: &str, imported: &Imported) -> Vec<String> {
    let drafts: Vec<String> = imported.files.iter().map(|file| letters(&file.text)).collect();
    let drafts = drafts.join("\n");
    let lines = source.lines().map(|line| (line, letters(line)));
    lines
        .filter_map(|(line, own)| lost(&own, &drafts).map(|rest| format!("{line}\n  from: {rest}")))
        .collect()
}

/// Places that drafts cite and that are no line of the source with a word in it.
fn wrong_places(source: &str, imported: &Imported) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let is_there = |number: &str| {
        let number: usize = number.parse().unwrap();
        number.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(|line| !line.trim().is_empty())
    };
    let mut wrong = Vec::new();
    for file in &imported.files {
        for (at, _) in file.text.match_indices("dòng ") {
            let cited = &file.text[at + "dòng ".len()..];
            let end = cited.find(|c: char| !(c.is_ascii_digit() || "–; ".contains(c))).unwrap_or(cited.len());
            let numbers = cited[..end].split(['–', ';', ' ']).filter(|number| !number.is_empty());
            wrong.extend(
                numbers.filter(|number| !is_there(number)).map(|number| format!("{}: {number}", file.path)),
            );
        }
    }
    wrong
}

/// Holds a source against the law.
fn hold(name: &str, source: &str, year: i16) {
    let mut files = site();
    for _ in 0..2 {
        let imported = imported(&files, name, source.as_bytes(), year).unwrap();
        let lost = lost_lines(source, &imported);
        assert!(lost.is_empty(), "{name}: lost:\n{}\nin:\n{}", lost.join("\n"), shown(&imported));
        let wrong = wrong_places(source, &imported);
        assert!(wrong.is_empty(), "{name}: no such places: {wrong:?}\n{}", shown(&imported));
        add(&mut files, &imported);
        let (_, mistakes) = judged(&files);
        assert!(mistakes.is_empty(), "{name}: {mistakes:?}\n{}", shown(&imported));
    }
}

fn shown(imported: &Imported) -> String {
    let files = imported.files.iter().map(|file| format!("==> {}\n{}", file.path, file.text));
    files.collect::<Vec<_>>().join("\n")
}

#[test]
fn no_sample_loses_a_letter() {
    for (name, year) in [("plan-2023", 2023), ("report-2021", 2021), ("plan-directive-06", 2021)] {
        match beside(&format!("samples/{name}.txt")) {
            Some(path) => hold(&format!("{name}.txt"), &fs::read_to_string(path).unwrap(), year),
            None => println!("skipped: {name}.txt is not on this machine"),
        }
    }
}

const WORDS: [&str; 27] = [
    "tuyên truyền",
    "phòng, chống",
    "ma túy",
    "Đoàn",
    "cơ sở",
    "*hoàn thành*",
    "**03**",
    "[x]",
    "@bpt",
    "R&D",
    "a_b",
    "1.805",
    "82,48%",
    "<b>",
    "#",
    "300-KH/TĐTN-VP",
    "ngày 03/3/2021",
    "`mã`",
    "100 m²",
    "¹",
    "a|b",
    "\\",
    "khuyết điểm 2",
    "~~cũ~~",
    "-->",
    "&nbsp;",
    "Văn phòng",
];

const LEADS: [&str; 34] = [
    "",
    "- ",
    "+ ",
    "* ",
    "1. ",
    "2. ",
    "3) ",
    "1.1. ",
    "a) ",
    "I. ",
    "II. ",
    "III. ",
    "- Khuyết điểm 1: ",
    "1. Khuyết điểm 1: ",
    "2 Khuyết điểm 2: ",
    "Hạn chế thứ ba: ",
    "Khuyết điểm 4",
    "1.1. Giải pháp đã triển khai: ",
    "1.3. Đánh giá: ",
    "1.4. Phương hướng: Tiếp tục năm 2024. ",
    "III. GIẢI PHÁP THỰC HIỆN ",
    "1. Nhóm giải pháp khắc phục khuyết điểm 1 ",
    "II. CHỈ TIÊU ",
    "¹ ",
    "² ",
    "IV. TỔ CHỨC THỰC HIỆN ",
    "1. Văn phòng: Chủ trì khuyết điểm 1, 2 ",
    "*** ",
    "Căn cứ ",
    "TM. BAN THƯỜNG VỤ ",
    "PHÓ BÍ THƯ ",
    "Nơi nhận: ",
    "Nguyễn Văn An ",
    "III. ĐÁNH GIÁ ",
];

const ENDS: [&str; 9] = [
    "",
    ".",
    ";",
    ":",
    " (*hoàn thành trong quý I/2023*).",
    " (thực hiện thường xuyên);",
    ": **Thực hiện hằng năm.**",
    "**",
    ",",
];

fn line() -> impl Strategy<Value = String> {
    let words = vec(select(&WORDS[..]), 0..6);
    (select(&LEADS[..]), words, select(&ENDS[..])).prop_map(|(lead, words, end)| {
        let words = words.join(" ");
        format!("{lead}{words}{end}")
    })
}

fn paper() -> impl Strategy<Value = String> {
    let head =
        select(&["", "ĐOÀN TNCS HỒ CHÍ MINH\nSố: 12-KH/TĐTN-VP\nTây Ninh, ngày 03 tháng 3 năm 2023\n\n"][..]);
    let kind = select(&["KẾ HOẠCH", "BÁO CÁO", "**BÁO CÁO KIỂM ĐIỂM**"][..]);
    let gap = select(&["\n", "\n\n"][..]);
    (head, kind, vec((line(), gap), 1..30)).prop_map(|(head, kind, lines)| {
        let lines: String = lines.into_iter().map(|(line, gap)| format!("{line}{gap}")).collect();
        format!("{head}{kind}\n\nKhắc phục khuyết điểm năm 2023\n\n{lines}")
    })
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_paper_loses_a_letter(paper in paper()) {
        hold("van-ban.txt", &paper, 2023);
    }
}

/// A word that stands once in a paper.
fn word(number: usize) -> String {
    format!("chu{number:03}x")
}

/// Holds a paper of words against the law: each is in one of the files.
fn hold_words(name: &str, bytes: &[u8], count: usize) {
    let mut files = site();
    let imported = imported(&files, name, bytes, 2023).unwrap();
    let lost: Vec<String> = (0..count)
        .map(word)
        .filter(|word| !imported.files.iter().any(|file| file.text.contains(word)))
        .collect();
    assert!(lost.is_empty(), "lost: {lost:?}\nin:\n{}", shown(&imported));
    add(&mut files, &imported);
    let (_, mistakes) = judged(&files);
    assert!(mistakes.is_empty(), "{mistakes:?}\n{}", shown(&imported));
}

/// Something that a text in Word may be inside of, around a paragraph.
fn around(shape: usize, inner: &str) -> String {
    let text_box = |inner: &str| {
        format!("<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>")
    };
    match shape {
        0 => format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>", t("A")),
        1 => format!("<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{inner}</w:tc></w:tr></w:tbl>"),
        2 => text_box(inner),
        3 => format!("<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"),
        4 => format!("<w:customXml>{inner}</w:customXml>"),
        _ => inner.to_owned(),
    }
}

/// A paragraph in one of the ways in which Word has it.
fn paragraph(shape: usize, word: &str) -> String {
    let deleted = |name: &str| format!("<w:{name}><w:r><w:delText>{word}</w:delText></w:r></w:{name}>");
    match shape {
        0 => p(&deleted("del")),
        1 => p(&[r("A "), deleted("moveFrom")].concat()),
        2 => p(&format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{word}</w:t></w:r>")),
        3 => p(&format!("<w:hyperlink>{}</w:hyperlink>", r(word))),
        4 => p(&format!("<w:fldSimple>{}</w:fldSimple>", b(word))),
        5 => pp("<w:outlineLvl w:val=\"0\"/>", &r(word)),
        6 => t(&format!("- Khuyết điểm 1: {word}.")),
        7 => t(&format!("1. Giải pháp khắc phục khuyết điểm 1: {word}")),
        8 => t("TM. BAN THƯỜNG VỤ") + &t(word),
        9 => t("Nơi nhận:") + &t(&format!("- {word};")),
        10 => t("PHỤ LỤC 1") + &t(word),
        11 => p(&format!("<w:r><w:br/><w:t>{word}</w:t><w:br/></w:r>")),
        12 => t(&format!("¹ {word}")),
        13 => pp("<w:rPr><w:del/></w:rPr>", &r(word)),
        _ => t(&format!("Nói {word}.")),
    }
}

/// Tags of HTML, in any order and closed or not.
const TAGS: [&str; 36] = [
    "<p>",
    "</p>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td rowspan=3 colspan=2>",
    "<th>",
    "<caption>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<h2>",
    "</h2>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<del>",
    "</del>",
    "<s>",
    "</s>",
    "<div>",
    "</div>",
    "<br>",
    "<dl><dt>",
    "<dd>",
    "<pre>",
    "</pre>",
    "<!-- a -->",
    "<span>",
    "<section>",
];

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_file_of_word_loses_a_word(shapes in vec((0usize..17, 0usize..8, 0usize..8), 1..20), beside in 0usize..15) {
        let words = shapes.iter().enumerate().map(|(at, (shape, outer, outmost))| {
            around(*outmost, &around(*outer, &paragraph(*shape, &word(at))))
        });
        let head = t("KẾ HOẠCH") + &t("Khắc phục khuyết điểm năm 2023");
        let body = head + &words.collect::<String>();
        let count = shapes.len();
        let inner = |lead: &str, at| format!("<w:{lead} w:id=\"2\">{}</w:{lead}>", paragraph(beside, &word(at)));
        let notes = [inner("footnote", count), inner("endnote", count + 1), inner("comment", count + 2)];
        let above = paragraph(beside, &word(count + 3));
        let parts = [("footnotes", &notes[0]), ("endnotes", &notes[1]), ("comments", &notes[2]), ("header1", &above)];
        let parts = parts.map(|(name, text)| (name, text.as_str()));
        hold_words("van-ban.docx", &docx(&body, &parts), count + 4);
    }

    #[test]
    fn no_page_loses_a_word(tags in vec(select(&TAGS[..]), 1..40)) {
        let words = tags.iter().enumerate().map(|(at, tag)| format!("{tag} {} ", word(at)));
        let page = format!("<h1>Kế hoạch năm 2023</h1><p>Nói rõ.</p>{}", words.collect::<String>());
        hold_words("van-ban.html", page.as_bytes(), tags.len());
    }
}
