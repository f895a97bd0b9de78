//! Papers in Markdown and HTML.

use crate::drafts::{add, imported, judged, site};

fn drafts(name: &str, text: &str) -> String {
    let mut files = site();
    let imported = imported(&files, name, text.as_bytes(), 2023).unwrap();
    add(&mut files, &imported);
    let texts = imported.files.iter().map(|file| format!("==> {}\n{}", file.path, file.text));
    let texts = texts.collect::<Vec<_>>().join("\n");
    let (_, mistakes) = judged(&files);
    assert!(mistakes.is_empty(), "{mistakes:?}\n{texts}");
    texts
}

/// Holds drafts against texts that are in them, in this order.
fn hold(drafts: &str, expected: &[&str]) {
    let mut at = 0;
    for text in expected {
        let found = drafts[at..].find(text);
        assert!(found.is_some(), "not there, or not in this place: {text}\nin:\n{drafts}");
        at += found.unwrap() + text.len();
    }
}

const EXPECTED: [&str; 11] = [
    "kind: plan",
    "# Kế hoạch khắc phục khuyết điểm năm 2023",
    "## Mục đích",
    "Nói **rõ** từng việc[^1].",
    "- [Khuyết điểm 1]",
    "| Nội dung | Mục tiêu |",
    "| Lớp | 5 |",
    "kind: deficiency",
    "# Họp chưa đều",
    "- Lập lịch họp (*hoàn thành trong quý I/2023*)",
    "- Gửi tài liệu sớm (*thực hiện thường xuyên*)",
];

#[test]
fn a_paper_in_markdown() {
    let text = "# Kế hoạch khắc phục khuyết điểm năm 2023\n\n## Mục đích\n\nNói **rõ** từng\nviệc[^1].\n\n[^1]: Theo quy chế.\n\n\
                ## Khuyết điểm\n\n- Khuyết điểm 1: Họp chưa đều.\n\n## Chỉ tiêu\n\n| Nội dung | Mục tiêu |\n|---|---|\n| Lớp | 5 |\n\n\
                ## Giải pháp\n\n### Giải pháp khắc phục khuyết điểm 1\n\n- Lập lịch họp (*hoàn thành trong quý I/2023*)\n\
                - Gửi tài liệu sớm (thực hiện thường xuyên)\n\n~~Bỏ đi.~~\n";
    let found = drafts("ke-hoach.md", text);
    hold(&found, &EXPECTED);
    hold(&found, &["(đã bị xóa", "Bỏ đi."]);
}

#[test]
fn a_paper_in_html() {
    let text = "<html><head><title>x</title><style>p{}</style></head><body><h1>Kế hoạch khắc phục khuyết điểm năm 2023</h1>\n\
                <h2>Mục đích</h2><p>Nói <b>rõ</b> từng việc.</p><h2>Khuyết điểm</h2><ul><li>Khuyết điểm 1: Họp chưa đều.</ul>\
                <h2>Chỉ tiêu</h2><table><tr><th>Nội dung</th><th>Mục tiêu</th></tr><tr><td>Lớp</td><td>5</td></tr></table>\
                <h2>Giải pháp</h2><h3>Giải pháp khắc phục khuyết điểm 1</h3><ul>\n<li>Lập lịch họp (hoàn thành trong quý I/2023)</li>\
                <li>Gửi tài liệu sớm (<i>thực hiện thường xuyên</i>)</ul><script>alert('x')</script><del>Bỏ đi.</del></body></html>";
    let found = drafts("ke-hoach.html", text);
    let expected = EXPECTED.map(|text| text.trim_end_matches("[^1]."));
    hold(&found, &expected);
    hold(&found, &["(đã bị xóa", "Bỏ đi."]);
    assert!(!found.contains("alert") && !found.contains("p{}"), "{found}");
}

#[test]
fn cells_that_cover_rows_keep_the_columns_of_others() {
    let text = "<h1>Kế hoạch năm 2023</h1><p>Số liệu:<table><caption>Bảng 1</caption>\
                <tr><th>Nơi<th>Năm<th>Số<tr><td rowspan=2>Huyện A<td>2021<td>1<tr><td>2022<td>2\
                <tr><td colspan=2>Cộng<td>3</table>";
    let expected = [
        "Bảng 1",
        "| Nơi | Năm | Số |",
        "| Huyện A | 2021 | 1 |",
        "| Huyện A | 2022 | 2 |",
        "| Cộng |  | 3 |",
    ];
    hold(&drafts("a.html", text), &expected);
}

#[test]
fn the_head_and_the_signature_in_tables_are_understood() {
    let text = "<table><tr><td>ĐOÀN TNCS HỒ CHÍ MINH<br>Số: 12-KH/TĐTN-VP</td>\
                <td>Tây Ninh, ngày 03 tháng 3 năm 2023</td></tr></table><p>KẾ HOẠCH</p>\
                <p>Khắc phục khuyết điểm năm 2023</p><p>Nói rõ.</p><table><tr>\
                <td>Nơi nhận:<br>- Huyện đoàn;<br>- Lưu VP.</td><td>TM. BAN THƯỜNG VỤ<br>BÍ THƯ</td></tr></table>";
    let expected = [
        "number: \"12-KH/TĐTN-VP\"",
        "date: 2023-03-03",
        "- \"Huyện đoàn\"",
        "- \"Lưu VP\"",
        "signed: {authority: \"TM. BAN THƯỜNG VỤ\", position: \"BÍ THƯ\"}",
    ];
    hold(&drafts("a.html", text), &expected);
}

#[test]
fn no_page_is_nested_too_deeply_or_takes_too_long() {
    let deep = format!("<h1>Kế hoạch</h1>{}Sâu{}", "<div><b>".repeat(50_000), "</b></div>".repeat(50_000));
    hold(&drafts("a.html", &deep), &["Sâu"]);
    let tables = format!("<h1>Kế hoạch</h1>{}Sâu", "<table><tr><td>".repeat(10_000));
    drafts("a.html", &tables);
    let bold = format!("<h1>Kế hoạch</h1>{}Sâu", "<table><tr><td><b>a".repeat(10_000));
    drafts("a.html", &bold);
    let rows = "<td>A.</td>".repeat(8000) + &"<tr><td>B.</td></tr>".repeat(8000);
    hold(
        &drafts("a.html", &format!("<h1>Kế hoạch</h1><p>Rộng.<table><tr>{rows}</table>")),
        &["A.\n\nA.", "B."],
    );
    let stars = format!("KẾ HOẠCH\n\nKhắc phục năm 2023\n\n{}\n", "*a **b ".repeat(20_000));
    drafts("a.txt", &stars);
    let lines =
        format!("KẾ HOẠCH\n\nKhắc phục năm 2023\n\n{}", "1. a\n\n- Khuyết điểm 1: b\n\n".repeat(5_000));
    drafts("a.txt", &lines);
}
