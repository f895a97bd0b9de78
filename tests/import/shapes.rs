//! Shapes that papers in Word have, each with what becomes of it.

use crate::drafts::{add, imported, judged, letters, site};
use crate::word::{b, docx, i, p, parts, pp, r, t, table};
use khacphuc::draft::Imported;
use khacphuc::import::{self, Unread};
use std::path::Path;

/// The drafts of a plan whose text this is, all of them as one text.
fn drafts(body: &str, others: &[(&str, &str)]) -> String {
    let head = [t("KẾ HOẠCH"), t("Khắc phục khuyết điểm năm 2023")].concat();
    of_file(&docx(&format!("{head}{body}"), others))
}

fn of_file(bytes: &[u8]) -> String {
    let mut files = site();
    let imported = imported(&files, "ke-hoach.docx", bytes, 2023).unwrap();
    add(&mut files, &imported);
    let text = shown(&imported);
    let (_, mistakes) = judged(&files);
    assert!(mistakes.is_empty(), "{mistakes:?}\n{text}");
    text
}

fn shown(imported: &Imported) -> String {
    let files = imported.files.iter().map(|file| format!("==> {}\n{}", file.path, file.text));
    files.collect::<Vec<_>>().join("\n")
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

#[test]
fn a_paragraph_is_one_however_many_runs_it_has() {
    let body = p(&[r("Căn cứ Kế "), r("hoạch s"), r("ố 300-KH/TĐTN-VP, ngày 03/3/2021")].concat());
    hold(&drafts(&body, &[]), &["Căn cứ Kế hoạch số 300-KH/TĐTN-VP, ngày 03/3/2021"]);
}

#[test]
fn bold_and_italic_are_kept() {
    let body = p(&[r("Nêu "), b("03 hạn chế"), r(" và "), i("một"), r(" điều")].concat());
    hold(&drafts(&body, &[]), &["Nêu **03 hạn chế** và *một* điều"]);
}

#[test]
fn what_is_bold_inside_a_word_loses_no_letter() {
    let body = p(&[b("Khuy"), r("ết điểm chung")].concat());
    hold(&drafts(&body, &[]), &["Khuyết điểm chung"]);
}

#[test]
fn styles_make_headings() {
    let styles = "<w:style w:styleId=\"Tieude\"><w:name w:val=\"heading 1\"/></w:style>\
                  <w:style w:styleId=\"Rieng\"><w:name w:val=\"Muc lon\"/><w:basedOn w:val=\"Tieude\"/></w:style>";
    let heading = |style: &str, text: &str| pp(&format!("<w:pStyle w:val=\"{style}\"/>"), &r(text));
    let body =
        [heading("Tieude", "Mục đích"), t("Nói rõ."), heading("Rieng", "Yêu cầu"), t("Làm rõ.")].concat();
    hold(&drafts(&body, &[("styles", styles)]), &["## Mục đích", "Nói rõ.", "## Yêu cầu", "Làm rõ."]);
}

#[test]
fn outline_levels_make_headings() {
    let body = [pp("<w:outlineLvl w:val=\"0\"/>", &r("Mục đích")), t("Nói rõ.")].concat();
    hold(&drafts(&body, &[]), &["## Mục đích", "Nói rõ."]);
}

const NUMBERING: &str = "<w:abstractNum w:abstractNumId=\"1\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.%3.\"/></w:lvl>\
    <w:lvl w:ilvl=\"3\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"-\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"5\"><w:abstractNumId w:val=\"1\"/></w:num>";

fn numbered(level: u8, text: &str) -> String {
    pp(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"5\"/></w:numPr>"), &r(text))
}

#[test]
fn numbers_that_word_draws_are_written() {
    let body = [
        numbered(0, "MỤC ĐÍCH"),
        t("Nói rõ."),
        numbered(0, "NỘI DUNG"),
        numbered(1, "Phần chung"),
        numbered(2, "Cấp tỉnh"),
        numbered(3, "Kiểm tra"),
        numbered(3, "Giám sát"),
        numbered(2, "Cấp huyện"),
        numbered(3, "Rà soát"),
        numbered(1, "Phần riêng"),
        numbered(2, "Cấp xã"),
        numbered(3, "Họp"),
    ];
    let found = drafts(&body.concat(), &[("numbering", NUMBERING)]);
    let expected = [
        "## I. MỤC ĐÍCH",
        "## II. NỘI DUNG",
        "### 1. Phần chung",
        "#### 1.1. Cấp tỉnh",
        "- Kiểm tra\n- Giám sát",
        "#### 1.2. Cấp huyện",
        "- Rà soát",
        "### 2. Phần riêng",
        "#### 2.1. Cấp xã",
        "- Họp",
    ];
    hold(&found, &expected);
}

#[test]
fn numbers_are_counted_and_written_as_word_does() {
    let legal = NUMBERING.replacen(
        "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%2.\"/>",
        "<w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText w:val=\"%1.%2.\"/>",
        1,
    );
    let body = [
        numbered(0, "MỤC ĐÍCH"),
        t("Nói rõ."),
        numbered(0, ""),
        numbered(0, "NỘI DUNG"),
        numbered(1, "Cấp tỉnh"),
        numbered(3, "Họp"),
    ];
    hold(
        &drafts(&body.concat(), &[("numbering", &legal)]),
        &["## I. MỤC ĐÍCH", "## III. NỘI DUNG", "3.1. Cấp tỉnh"],
    );
}

#[test]
fn a_style_may_number_its_paragraphs() {
    let styles = "<w:style w:styleId=\"Gach\"><w:name w:val=\"Gạch đầu dòng\"/><w:pPr><w:numPr><w:ilvl w:val=\"3\"/>\
                  <w:numId w:val=\"5\"/></w:numPr></w:pPr></w:style>";
    let item = |text: &str| pp("<w:pStyle w:val=\"Gach\"/>", &r(text));
    let body = [item("Kiểm tra"), item("Giám sát")].concat();
    hold(&drafts(&body, &[("styles", styles), ("numbering", NUMBERING)]), &["- Kiểm tra\n- Giám sát"]);
}

fn measures() -> String {
    [
        t("II. NHỮNG KHUYẾT ĐIỂM"),
        t("1. Trong công tác lãnh đạo, điều hành"),
        p(&[r("- "), b("Khuyết điểm 1:"), r(" Họp chưa đều.")].concat()),
        t("III. GIẢI PHÁP THỰC HIỆN"),
        t("1. Nhóm giải pháp khắc phục khuyết điểm 1"),
    ]
    .concat()
}

#[test]
fn a_deadline_in_brackets_is_read_whether_it_is_in_italics_or_not() {
    let body = [
        measures(),
        p(&[r("- Lập lịch họp ("), i("hoàn thành trong quý I/2023"), r(").")].concat()),
        t("- Gửi tài liệu sớm (thực hiện thường xuyên);"),
    ];
    let expected = [
        "# Họp chưa đều",
        "## Giải pháp",
        "- Lập lịch họp (*hoàn thành trong quý I/2023*).",
        "- Gửi tài liệu sớm (*thực hiện thường xuyên*);",
    ];
    hold(&drafts(&body.concat(), &[]), &expected);
}

#[test]
fn a_field_of_work_above_a_deficiency_is_its_area() {
    hold(&drafts(&measures(), &[]), &["kind: deficiency", "area: lanh-dao  # đoạn 4"]);
}

#[test]
fn footnotes_stand_where_they_are_referred_to() {
    let notes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"2\">{}</w:footnote>",
        t("không"),
        t("Theo chủ trương “1+2”.")
    );
    let reference = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let body = p(&[r("Đi cơ sở 60 ngày"), reference.to_owned(), r(" mỗi năm.")].concat());
    let found = drafts(&body, &[("footnotes", &notes)]);
    hold(&found, &["Đi cơ sở 60 ngày[^2] mỗi năm.", "[^2]: Theo chủ trương “1+2”."]);
    assert!(!found.contains("không"), "{found}");
}

#[test]
fn endnotes_are_footnotes() {
    let notes = format!("<w:endnote w:id=\"2\">{}</w:endnote>", t("Theo quy chế."));
    let body = p(&[r("Đi cơ sở"), "<w:r><w:endnoteReference w:id=\"2\"/></w:r>".to_owned()].concat());
    hold(&drafts(&body, &[("endnotes", &notes)]), &["Đi cơ sở[^e2]", "[^e2]: Theo quy chế."]);
}

#[test]
fn a_footnote_that_nothing_refers_to_is_accounted_for() {
    let notes = format!("<w:footnote w:id=\"2\">{}</w:footnote>", t("Bỏ quên."));
    let found = drafts(&t("Nói rõ."), &[("footnotes", &notes)]);
    hold(&found, &["chua-hieu.txt", "(chú thích không có chỗ nào dẫn tới): Bỏ quên."]);
}

#[test]
fn of_tracked_changes_the_accepted_text_is_taken_and_the_rest_accounted_for() {
    let deleted = "<w:del w:id=\"1\"><w:r><w:delText>tháng 3</w:delText></w:r></w:del>";
    let inserted = format!("<w:ins w:id=\"2\">{}</w:ins>", r("tháng 4"));
    let body = p(&[r("Họp vào "), deleted.to_owned(), inserted, r(" hằng năm.")].concat());
    let found = drafts(&body, &[]);
    hold(
        &found,
        &["Họp vào tháng 4 hằng năm.", "đoạn 3 (đã bị xóa khi sửa có theo dõi (track changes)): tháng 3"],
    );
}

#[test]
fn what_was_deleted_in_footnotes_and_heads_is_accounted_for() {
    let deleted = |text: &str| format!("<w:del w:id=\"1\"><w:r><w:delText>{text}</w:delText></w:r></w:del>");
    let note = p(&[r("Theo quy chế."), deleted("Theo thông lệ.")].concat());
    let notes = format!("<w:footnote w:id=\"2\">{note}</w:footnote>");
    let head = p(&[r("Dự thảo"), deleted("Bản nháp")].concat());
    let reference = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let body = [t("Nói rõ."), p(&[r("Đi cơ sở"), reference.to_owned()].concat())].concat();
    let found = drafts(&body, &[("footnotes", &notes), ("header1", &head)]);
    hold(&found, &["đoạn 1 (đã bị xóa", "Bản nháp", "đoạn 4 (đã bị xóa", "Theo thông lệ."]);
}

#[test]
fn paragraphs_whose_end_was_deleted_are_one() {
    let begun = |text: &str| pp("<w:rPr><w:del w:id=\"1\"/></w:rPr>", &r(text));
    let body = [
        t("Nói rõ."),
        begun("- Phân bổ chỉ tiêu. "),
        t("Cấp xã cũng vậy."),
        begun("Số liệu:"),
        table(&[&["A", "B"].map(t), &[begun("Cuối ô."), t("C")]]),
    ];
    let expected = ["- Phân bổ chỉ tiêu. Cấp xã cũng vậy.", "Số liệu:", "| A | B |", "| Cuối ô. | C |"];
    hold(&drafts(&body.concat(), &[]), &expected);
}

#[test]
fn signs_of_fonts_are_written_or_accounted_for() {
    let sign =
        |font: &str, number: &str| format!("<w:r><w:sym w:font=\"{font}\" w:char=\"{number}\"/></w:r>");
    let body = [
        p(&[sign("Symbol", "F0B3"), r(" 90%"), sign("Khac", "F041")].concat()),
        p(&[
            "<w:r><w:rPr><w:rFonts w:hAnsi=\"Wingdings\"/></w:rPr><w:t>&#xF0FE;</w:t></w:r>".to_owned(),
            r(" Đã làm"),
        ]
        .concat()),
    ];
    hold(
        &drafts(&body.concat(), &[]),
        &["≥ 90%", "☑ Đã làm", "(ký hiệu của một phông chữ chưa biết): Khac F041"],
    );
}

#[test]
fn pictures_and_charts_are_accounted_for() {
    let picture =
        "<w:r><w:drawing><wp:docPr name=\"Hình 1\" descr=\"Bảng quét\"/><a:blip/></w:drawing></w:r>";
    let body = [t("Nói rõ."), p(picture)].concat().replace("<wp:", "<w:").replace("<a:", "<w:");
    let found = drafts(&body, &[("charts/chart1", &t("Số lớp theo năm"))]);
    hold(&found, &["(hình, biểu đồ", "Số lớp theo năm", "đoạn 4 (hình, biểu đồ", "Bảng quét"]);
}

#[test]
fn parts_are_found_under_the_names_that_a_program_gives_them() {
    let relation =
        |kind: &str, target: &str| format!("<Relationship Type=\"http://x/{kind}\" Target=\"{target}\"/>");
    let text =
        [t("KẾ HOẠCH"), t("Năm 2023"), pp("<w:pStyle w:val=\"A\"/>", &r("Mục đích")), t("Nói rõ.")].concat();
    let styles = "<w:style w:styleId=\"A\"><w:name w:val=\"heading 1\"/></w:style>";
    let others = [
        ("../_rels/.rels", relation("officeDocument", "word/document2.xml")),
        ("_rels/document2.xml.rels", relation("styles", "/word/styles2.xml")),
        ("styles2.xml", styles.to_owned()),
        ("document2.xml", text),
    ];
    let others = others.each_ref().map(|(name, text)| (*name, text.as_str()));
    hold(&of_file(&parts("", &others)), &["# Kế hoạch Năm 2023", "## Mục đích", "Nói rõ."]);
}

#[test]
fn what_was_moved_stands_where_it_was_moved_to() {
    let from = format!("<w:moveFrom w:id=\"1\">{}</w:moveFrom>", r("Việc một."));
    let to = format!("<w:moveTo w:id=\"2\">{}</w:moveTo>", r("Việc một."));
    let body = [p(&from), t("Việc hai."), p(&to)].concat();
    hold(&drafts(&body, &[]), &["Việc hai.\n\nViệc một."]);
}

#[test]
fn comments_are_accounted_for() {
    let comments = format!("<w:comment w:id=\"1\">{}</w:comment>", t("Xem lại số liệu."));
    hold(&drafts(&t("Nói rõ."), &[("comments", &comments)]), &["(lời bình bên lề): Xem lại số liệu."]);
}

#[test]
fn heads_and_feet_of_pages_are_accounted_for_and_page_numbers_are_not() {
    let parts = [("header1", t("Dự thảo lần 2")), ("footer1", t("3"))];
    let parts = parts.each_ref().map(|(name, text)| (*name, text.as_str()));
    let found = drafts(&t("Nói rõ."), &parts);
    hold(&found, &["(đầu trang hoặc chân trang): Dự thảo lần 2"]);
    assert_eq!(found.matches("đầu trang").count(), 1, "{found}");
}

#[test]
fn a_table_stays_a_table() {
    let body = [
        t("II. CHỈ TIÊU"),
        table(&[
            &["Nội dung", "Mục tiêu", "Kết quả", "Đơn vị"].map(t),
            &["Lớp tập huấn", "5", "6", "lớp"].map(t),
        ]),
    ];
    let expected =
        ["| Nội dung | Mục tiêu | Kết quả | Đơn vị |", "|---|---|---|---|", "| Lớp tập huấn | 5 | 6 | lớp |"];
    hold(&drafts(&body.concat(), &[]), &expected);
}

#[test]
fn merged_cells_keep_their_columns() {
    let wide = format!("<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}", t("Cấp tỉnh"));
    let first = format!("<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}", t("Huyện A"));
    let goes_on = "<w:tcPr><w:vMerge/></w:tcPr><w:p/>".to_owned();
    let body = table(&[
        &[t("Nơi"), t("Năm"), t("Số")],
        &[wide, t("9")],
        &[first, t("2021"), t("1")],
        &[goes_on, t("2022"), t("2")],
    ]);
    let body = [t("Số liệu:"), body].concat();
    let expected = ["| Cấp tỉnh |  | 9 |", "| Huyện A | 2021 | 1 |", "| Huyện A | 2022 | 2 |"];
    hold(&drafts(&body, &[]), &expected);
}

#[test]
fn a_row_may_begin_behind_the_first_column() {
    let body = [
        t("Số liệu:"),
        table(&[&[t("Nơi"), t("Năm"), t("Số")], &[t("Huyện A"), t("2021"), t("1")]])
            .replace("</w:tbl>", "<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr><w:tc>")
            + &t("2")
            + "</w:tc></w:tr></w:tbl>",
    ];
    hold(&drafts(&body.concat(), &[]), &["| Huyện A | 2021 | 1 |", "|  |  | 2 |"]);
}

#[test]
fn a_column_of_receivers_is_no_signature() {
    let rows: Vec<[String; 2]> =
        (1..=9).map(|month| [t(&format!("Tháng {month}")), t("Văn phòng")]).collect();
    let rows: Vec<&[String]> = rows.iter().map(<[String; 2]>::as_slice).collect();
    let head = ["Báo cáo", "Nơi nhận"].map(t);
    let body = [t("Báo cáo:"), table(&[&[head.as_slice()], rows.as_slice()].concat()), t("Nói rõ.")];
    hold(&drafts(&body.concat(), &[]), &["| Báo cáo | Nơi nhận |", "| Tháng 9 | Văn phòng |", "Nói rõ."]);
    let short = table(&[&["Báo cáo", "Nơi nhận báo cáo"].map(t), &["Quý I", "Văn phòng"].map(t)]);
    hold(&drafts(&[t("Báo cáo:"), short].concat(), &[]), &["| Quý I | Văn phòng |"]);
}

#[test]
fn tables_take_no_more_room_than_their_words() {
    let wide: String = format!("<w:tr>{}</w:tr>", "<w:tc><w:p/></w:tc>".repeat(8000));
    let long = format!("<w:tr><w:tc>{}</w:tc></w:tr>", t("b")).repeat(8000);
    hold(&drafts(&format!("{}<w:tbl>{wide}{long}</w:tbl>", t("Rộng.")), &[]), &["Rộng.", "b"]);
    let first = format!("<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>{}", t(&"dài ".repeat(20_000)));
    let rows = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>".repeat(3000);
    let tall = table(&[&[first, t("x")]]).replace("</w:tbl>", &format!("{rows}</w:tbl>"));
    assert!(drafts(&[t("Cao."), tall].concat(), &[]).len() < 300_000);
}

#[test]
fn a_table_in_a_cell_is_in_the_cell() {
    let inner = table(&[&[t("một"), t("hai")]]);
    let body = [t("Số liệu:"), table(&[&[t("A"), t("B")], &[inner, t("ba")]])].concat();
    hold(&drafts(&body, &[]), &["| một hai | ba |"]);
}

#[test]
fn several_paragraphs_of_a_cell_are_one_line() {
    let body =
        [t("Số liệu:"), table(&[&[t("A"), t("B")], &[[t("một"), t("hai")].concat(), t("ba")]])].concat();
    hold(&drafts(&body, &[]), &["| một hai | ba |"]);
}

#[test]
fn the_head_of_a_paper_in_a_table_is_understood() {
    let left = [t("ĐOÀN TNCS HỒ CHÍ MINH"), t("Số: 12-KH/TĐTN-VP")].concat();
    let right = t("Tây Ninh, ngày 03 tháng 3 năm 2023");
    let body =
        [table(&[&[left, right]]), t("KẾ HOẠCH"), t("Khắc phục khuyết điểm năm 2023"), t("Nói rõ.")].concat();
    let expected = [
        "number: \"12-KH/TĐTN-VP\"  # đoạn 2",
        "date: 2023-03-03  # đoạn 3",
        "place: \"Tây Ninh\"",
        "# Kế hoạch khắc phục khuyết điểm năm 2023",
        "<!-- đoạn 1: ĐOÀN TNCS HỒ CHÍ MINH -->",
    ];
    hold(&of_file(&docx(&body, &[])), &expected);
}

#[test]
fn a_signature_in_a_table_is_understood() {
    let left = [t("Nơi nhận:"), t("- Thường trực Tỉnh ủy;"), t("- Lưu VP.")].concat();
    let right = [t("TM. BAN THƯỜNG VỤ"), t("PHÓ BÍ THƯ"), t("Nguyễn Văn An")].concat();
    let body = [t("Nói rõ."), table(&[&[left, right]])].concat();
    let found = drafts(&body, &[]);
    let expected = [
        "  - \"Thường trực Tỉnh ủy\"",
        "  - \"Lưu VP\"",
        "signed: {authority: \"TM. BAN THƯỜNG VỤ\", position: \"PHÓ BÍ THƯ\"}",
        "(tên người, hồ sơ không ghi): Nguyễn Văn An",
    ];
    hold(&found, &expected);
}

#[test]
fn an_annex_behind_the_signature_is_a_part_of_the_paper() {
    let body = [
        measures(),
        t("TM. BAN THƯỜNG VỤ"),
        t("BÍ THƯ"),
        t("Nguyễn Văn Thử"),
        t("PHỤ LỤC 1"),
        t("Các việc phải làm."),
        t("1. Nhóm giải pháp khắc phục khuyết điểm 1"),
        t("- Lập lịch họp (hoàn thành trong tháng 3/2023)."),
        table(&[&["Việc", "Số"].map(t), &["Họp", "12"].map(t)]),
        t("TM. BAN THƯỜNG VỤ"),
        t("Trần Văn Mẫu"),
    ];
    let found = drafts(&body.concat(), &[]);
    let expected = [
        "signed: {authority: \"TM. BAN THƯỜNG VỤ\", position: \"BÍ THƯ\"}",
        "## PHỤ LỤC 1",
        "Các việc phải làm.",
        "kind: deficiency",
        "- Lập lịch họp (*hoàn thành trong tháng 3/2023*).",
        "| Họp | 12 |",
        "(tên người, hồ sơ không ghi): Nguyễn Văn Thử",
        "(tên người, hồ sơ không ghi): Trần Văn Mẫu",
    ];
    hold(&found, &expected);
}

#[test]
fn persons_among_the_recipients_are_not_recorded() {
    let lines = [
        "Nơi nhận:",
        "- Đ/c Nguyễn Văn Thử, Bí thư;",
        "- Đồng chí Trần Thị Mẫu (để báo cáo);",
        "- Đồng chí Bí thư Tỉnh đoàn;",
        "- Lê Văn Dụ;",
        "- Thành đoàn Tây Ninh;",
        "- Lưu VP.",
        "TM. BAN THƯỜNG VỤ",
        "ThS. Phạm Văn Ví",
    ];
    let found = drafts(&lines.map(t).concat(), &[]);
    hold(&found, &["- \"Đồng chí Bí thư Tỉnh đoàn\"", "- \"Thành đoàn Tây Ninh\"", "- \"Lưu VP\""]);
    for name in ["Đ/c Nguyễn Văn Thử, Bí thư", "Đồng chí Trần Thị Mẫu", "Lê Văn Dụ", "ThS. Phạm Văn Ví"]
    {
        hold(&found, &["chua-hieu.txt", &format!("(tên người, hồ sơ không ghi): {name}")]);
    }
}

#[test]
fn deficiencies_that_each_field_of_work_counts_anew_are_several() {
    let lines = [
        "I. NHỮNG KHUYẾT ĐIỂM",
        "1. Về xây dựng Đoàn",
        "- Khuyết điểm 1: Họp chưa đều.",
        "2. Về phong trào",
        "- Khuyết điểm 1: Chưa phát động thi đua ở trường học.",
        "II. GIẢI PHÁP THỰC HIỆN",
        "1. Nhóm giải pháp khắc phục khuyết điểm 1",
        "- Lập lịch họp.",
    ];
    let found = drafts(&lines.map(t).concat(), &[]);
    // Which of them the measures are for is not said.
    hold(&found, &["Nhóm giải pháp khắc phục khuyết điểm 1", "- Lập lịch họp.", "kind: deficiency"]);
    hold(&found, &["# Họp chưa đều", "# Chưa phát động thi đua ở trường học"]);
}

#[test]
fn lines_of_one_paragraph_are_lines() {
    let line = |text: &str| format!("<w:r><w:t>{text}</w:t><w:br/></w:r>");
    let body =
        [t("Nói rõ."), p(&[line("Nơi nhận:"), line("- Như trên;"), line("- Lưu VP.")].concat())].concat();
    hold(&drafts(&body, &[]), &["recipients:", "- \"Như trên\"", "- \"Lưu VP\""]);
}

#[test]
fn a_sentence_that_a_page_breaks_is_whole() {
    let body = [
        t("- Phân bổ các chỉ tiêu cụ thể"),
        p("<w:r><w:br w:type=\"page\"/></w:r>"),
        t("phù hợp với cơ sở."),
    ];
    hold(&drafts(&body.concat(), &[]), &["- Phân bổ các chỉ tiêu cụ thể phù hợp với cơ sở."]);
}

#[test]
fn fields_hyperlinks_and_controls_keep_their_text() {
    let field = "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>7</w:t></w:r>";
    let link = format!("<w:hyperlink>{}</w:hyperlink>", r("cổng thông tin"));
    let control = format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", r("Phòng 2"));
    let body = p(&[r("Trang "), field.to_owned(), r(", xem "), link, r(", "), control].concat());
    hold(&drafts(&body, &[]), &["Trang 7, xem cổng thông tin, Phòng 2"]);
}

#[test]
fn the_words_of_a_box_are_there_once() {
    let text = t("Trong khung.");
    let drawing = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{text}</w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent>{text}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let found = drafts(&p(&[r("Ngoài khung."), drawing].concat()), &[]);
    hold(&found, &["Trong khung."]);
    assert_eq!(found.matches("Trong khung").count(), 1, "{found}");
    assert!(found.contains("Ngoài khung."), "{found}");
}

#[test]
fn hidden_text_is_accounted_for() {
    let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>bí mật</w:t></w:r>";
    let body = p(&[r("Nói rõ."), hidden.to_owned()].concat());
    hold(&drafts(&body, &[]), &["Nói rõ.", "chua-hieu.txt", "bí mật"]);
}

#[test]
fn letters_in_parts_are_composed() {
    let decomposed = "Khuye\u{302}\u{301}t đie\u{302}\u{309}m chung";
    hold(&drafts(&t(decomposed), &[]), &["Khuyết điểm chung"]);
}

#[test]
fn entities_are_letters() {
    hold(&drafts(&t("Ban TNCN&amp;ĐT, &#272;o&#xE0;n"), &[]), &["Ban TNCN\\&ĐT, Đoàn"]);
}

#[test]
fn what_is_no_file_of_word_is_refused() {
    let read = |bytes: &[u8]| import::read(Path::new("a.docx"), bytes).map(|_| ());
    assert_eq!(read(b"PK\x03\x04 hong"), Err(Unread::Broken));
    assert_eq!(read(b""), Err(Unread::Broken));
    let deep = format!("{}{}", "<w:p>".repeat(5000), "</w:p>".repeat(5000));
    assert_eq!(read(&docx(&deep, &[])), Err(Unread::Broken));
    assert_eq!(read(&docx("<w:p>&bomb;</w:p>", &[])), Err(Unread::Broken));
    assert_eq!(read(&docx("<w:p></w:r>", &[])), Err(Unread::Broken));
}

#[test]
fn many_runs_take_no_longer_than_few() {
    let runs = [b("a"), i("b"), r(" ")].concat().repeat(20_000);
    drafts(&p(&runs), &[]);
    let notes: String = (0..5_000).map(|at| t(&format!("¹ Chú thích {at}"))).collect();
    drafts(&[t("Theo quy chế¹."), notes].concat(), &[]);
    drafts(
        &[t(&"Theo¹ ".repeat(20_000)), p(&[b("a"), r("¹")].concat().repeat(20_000)), t("¹ Chú.")].concat(),
        &[],
    );
}

#[test]
fn no_part_is_unpacked_without_end() {
    let bomb = docx(&" ".repeat(70 * 1024 * 1024), &[]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(import::read(Path::new("a.docx"), &bomb).map(|_| ()), Err(Unread::TooLarge));
}

#[test]
fn no_letter_of_a_file_is_lost() {
    let text =
        drafts(&[measures(), t("- Lập lịch họp."), t("IV. TỔ CHỨC THỰC HIỆN"), t("Nói rõ.")].concat(), &[]);
    for words in [
        "1. Trong công tác lãnh đạo, điều hành",
        "- Khuyết điểm 1: Họp chưa đều.",
        "III. GIẢI PHÁP THỰC HIỆN",
    ] {
        let all = letters(&text);
        let parts: Vec<String> = words.split_inclusive(':').map(letters).collect();
        assert!(parts.iter().all(|part| all.contains(part)), "{words}\n{text}");
    }
}
