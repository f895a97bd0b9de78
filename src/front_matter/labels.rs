//! Labels: what the fields and words of front matter are called where people fill in a form.
//!
//! Takes the path of a field, keys with dots between them (`disposition.by`), and a word that it takes; gives
//! what to call them, and a line about what belongs there. A field means the same in every kind of file that has
//! it. It stands apart from the readers because these are words for people, and in one place for every form.

use crate::language::Language;

/// What a field is called, and what belongs there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub name: &'static str,
    /// A line about what belongs there; may be empty.
    pub hint: &'static str,
}

/// The label of a field.
pub fn label(path: &str, language: Language) -> Option<Label> {
    let (_, vi, en) = FIELDS.iter().find(|(known, _, _)| *known == path)?;
    let (name, hint) = language.choose(*vi, *en);
    Some(Label { name, hint })
}

/// What a word that a field takes is called.
pub fn word(path: &str, word: &str, language: Language) -> Option<&'static str> {
    let key = path.rsplit('.').next().unwrap_or(path);
    let (_, words) = WORDS.iter().find(|(known, _)| *known == key)?;
    let (_, vi, en) = words.iter().find(|(known, _, _)| *known == word)?;
    Some(language.choose(vi, en))
}

/// A name and a hint.
type Said = (&'static str, &'static str);

/// Each field in Vietnamese and in English.
const FIELDS: &[(&str, Said, Said)] = &[
    // Every kind.
    ("kind", ("Loại tệp", ""), ("Kind of file", "")),
    (
        "audience",
        ("Ai được xem", "Để trống là công khai; nội bộ thì bản công khai không có tệp này."),
        ("Who may see it", "Left empty, everybody; what is internal is not in the public edition."),
    ),
    (
        "waive",
        ("Cảnh báo được miễn", "Chỉ miễn khi có lý do, có người chịu trách nhiệm và có thời hạn."),
        ("Findings set aside", "With the reason, who answers for it, and until when."),
    ),
    (
        "waive.finding",
        ("Cảnh báo", "Tên trong ngoặc vuông của thông báo."),
        ("Finding", "The name in brackets in its message."),
    ),
    ("waive.reason", ("Lý do", ""), ("Reason", "")),
    (
        "waive.by",
        ("Người quyết định", "Chức vụ hoặc đơn vị, không ghi họ tên."),
        ("Decided by", "A position or a unit."),
    ),
    ("waive.until", ("Miễn đến hết ngày", ""), ("Until the end of", "")),
    (
        "aliases",
        ("Địa chỉ cũ của trang", "Đường dẫn trước khi tệp đổi chỗ, như tinh-doan/2025/ten-cu.html."),
        ("Former addresses", "Where the page was before it moved, such as body/2025/old-name.html."),
    ),
    // A body.
    ("name", ("Tên đầy đủ", "Như ghi trên văn bản."), ("Full name", "As its papers print it.")),
    (
        "code",
        ("Ký hiệu", "Phần chỉ tổ chức trong số văn bản, như TĐTN."),
        ("Code", "What stands for the body in document numbers, such as TĐTN."),
    ),
    ("level", ("Cấp", ""), ("Level", "")),
    (
        "form",
        ("Thể thức văn bản", "Chọn thì kế hoạch, báo cáo có thêm trang in theo thể thức."),
        ("Official form", "Plans and reports then have a page to be printed in it."),
    ),
    (
        "place",
        ("Nơi ban hành", "Địa danh ở dòng ngày tháng của văn bản."),
        ("Place", "The place that a paper is dated from."),
    ),
    (
        "units",
        ("Các ban, đơn vị", "Ban đã sáp nhập thì giữ lại, ghi ban tiếp nhận."),
        ("Units", "Keep a unit that was merged, and say which one took over."),
    ),
    (
        "units.id",
        ("Mã", "Chữ thường không dấu, không đổi qua các năm, như vp."),
        ("Id", "Small letters; it stays the same over the years, such as vp."),
    ),
    ("units.name", ("Tên", ""), ("Name", "")),
    (
        "units.code",
        ("Ký hiệu", "Phần cuối của số văn bản, như VP."),
        ("Code", "The end of document numbers, such as VP."),
    ),
    (
        "units.aliases",
        ("Cách viết khác", "Những cách văn bản viết tên ban."),
        ("Other names", "As papers write it."),
    ),
    ("units.note", ("Ghi chú", ""), ("Note", "")),
    ("units.note.text", ("Nội dung", ""), ("Text", "")),
    ("units.note.audience", ("Ai được xem ghi chú", ""), ("Who may see the note", "")),
    (
        "units.audience",
        ("Ai được xem", "Để trống là công khai."),
        ("Who may see it", "Left empty, everybody."),
    ),
    (
        "units.successor",
        ("Ban tiếp nhận", "Khi ban này sáp nhập."),
        ("Successor", "Where the unit was merged."),
    ),
    ("units.successor.unit", ("Ban", ""), ("Unit", "")),
    ("units.successor.since", ("Từ ngày", ""), ("Since", "")),
    ("areas", ("Các lĩnh vực", ""), ("Areas", "")),
    (
        "areas.id",
        ("Mã", "Chữ thường không dấu, không đổi qua các năm, như tuyen-truyen."),
        ("Id", "Small letters; it stays the same over the years."),
    ),
    ("areas.name", ("Tên", ""), ("Name", "")),
    (
        "successor",
        ("Tổ chức kế thừa", "Khi tổ chức này hợp nhất hoặc đổi tên."),
        ("Successor", "Where the body was merged or renamed."),
    ),
    ("successor.body", ("Tổ chức", ""), ("Body", "")),
    ("successor.since", ("Từ ngày", ""), ("Since", "")),
    // Reviews, plans and reports.
    (
        "number",
        ("Số, ký hiệu", "Như 300-KH/TĐTN-VP; chưa rõ thì để trống."),
        ("Number", "Left empty where it is not known."),
    ),
    ("date", ("Ngày ban hành", ""), ("Date", "The day that it was signed.")),
    (
        "declares",
        ("Số khuyết điểm văn bản nêu", "Con số ghi trong lời văn; hồ sơ có số khác thì máy cảnh báo."),
        ("Deficiencies that it names", "The number in its text; another number of records is reported."),
    ),
    ("recipients", ("Nơi nhận", ""), ("Recipients", "")),
    ("signed", ("Người ký", "Không ghi họ tên."), ("Signed", "Without a name.")),
    ("signed.authority", ("Thẩm quyền ký", "Như TM. BAN THƯỜNG VỤ."), ("Authority", "On whose behalf.")),
    ("signed.position", ("Chức vụ", "Như PHÓ BÍ THƯ."), ("Position", "")),
    (
        "on",
        ("Báo cáo về kế hoạch", "Số hiệu, hoặc đường dẫn như tinh-doan/2025/plan."),
        ("Reports on", "The plan's number, or its path such as body/2025/plan."),
    ),
    (
        "years",
        ("Thời gian thực hiện", "Như 2025-2027; để trống là năm của thư mục."),
        ("Years", "Such as 2025-2027; left empty, the year of the folder."),
    ),
    (
        "implements",
        ("Thực hiện văn bản", "Số hiệu, hoặc đường dẫn trong thư mục nội dung."),
        ("Carries out", "Documents, by number or content path."),
    ),
    ("assignments", ("Phân công", ""), ("Assignments", "")),
    (
        "assignments.unit",
        ("Đơn vị", "Mã ban, hoặc tên đơn vị bên ngoài."),
        ("Unit", "Its id, or the name of somebody outside."),
    ),
    ("assignments.role", ("Vai trò", ""), ("Role", "")),
    (
        "assignments.of",
        ("Khuyết điểm", "Để trống là toàn bộ kế hoạch."),
        ("Deficiencies", "Left empty, the whole plan."),
    ),
    ("assignments.does", ("Việc được giao", ""), ("Task", "")),
    ("reports_due", ("Báo cáo phải nộp", ""), ("Reports due", "")),
    ("reports_due.what", ("Tên báo cáo", ""), ("Report", "")),
    ("reports_due.to", ("Nơi nhận báo cáo", ""), ("Goes to", "")),
    ("reports_due.every", ("Định kỳ", ""), ("Every", "")),
    (
        "reports_due.before",
        ("Nộp trước ngày", "Như 2025-07-05; mỗi năm một lần thì ghi 12-25 (tháng-ngày)."),
        ("Before", "Such as 2025-07-05; 12-25 for every year."),
    ),
    (
        "reports_due.after",
        ("Nộp sau sự kiện", "Khi chưa có ngày."),
        ("After", "An event that has no day yet."),
    ),
    (
        "reports_due.covers",
        ("Tổng kết", "Phần của năm mà báo cáo tổng kết."),
        ("Covers", "The part of the year."),
    ),
    // A deficiency.
    (
        "plan",
        ("Thuộc kế hoạch", "Số hiệu hoặc đường dẫn; để trống là kế hoạch của thư mục."),
        ("Plan", "Its number or path; left empty, the plan of the folder."),
    ),
    (
        "deficiency",
        ("Tên cố định", "Giữ nguyên qua các năm; chữ, số và gạch nối, như ma-tuy."),
        ("Lasting name", "The same every year; letters, digits and hyphens, such as late-reports."),
    ),
    ("status", ("Trạng thái", "Theo đánh giá cuối năm."), ("Status", "As judged at the end of the year.")),
    (
        "recognised",
        ("Năm nêu ra", "Năm của kỳ kiểm điểm; để trống là năm trước của kế hoạch."),
        ("Recognised in", "The year of the review; left empty, the year before the plan."),
    ),
    ("area", ("Lĩnh vực", ""), ("Area", "")),
    ("lead", ("Chủ trì", ""), ("Lead", "")),
    ("coordinate", ("Phối hợp", ""), ("Coordinate", "")),
    ("monitor", ("Theo dõi", ""), ("Monitor", "")),
    (
        "continue_in",
        ("Hứa khắc phục tiếp trong năm", "Không hứa thì để trống."),
        ("To be continued in", "The year that the direction promises; empty where it promises nothing."),
    ),
    (
        "carries",
        ("Đi tiếp từ", "Chỉ ghi khi tên cố định chưa nói đủ: đổi tên, tách, gộp, tái diễn."),
        ("Goes on from", "Only what the name does not say: renamed, split, merged, reopened."),
    ),
    ("carries.from", ("Hồ sơ trước", ""), ("Earlier record", "")),
    ("carries.as", ("Quan hệ", "Để trống là tiếp tục."), ("As", "Left empty, it continues.")),
    (
        "carries.basis",
        ("Căn cứ", "Suy ra thì phải ghi lý do."),
        ("Basis", "What is inferred needs a reason."),
    ),
    ("carries.reason", ("Lý do", ""), ("Reason", "")),
    (
        "disposition",
        ("Quyết định thôi theo dõi", "Bắt buộc khi trạng thái là thôi theo dõi."),
        ("Why it was dropped", "Required where the status says so."),
    ),
    ("disposition.reason", ("Lý do", ""), ("Reason", "")),
    (
        "disposition.by",
        ("Người quyết định", "Cấp hoặc chức vụ, không ghi họ tên."),
        ("Decided by", "A body or a position."),
    ),
    ("disposition.date", ("Ngày quyết định", ""), ("Date", "")),
    (
        "withheld",
        ("Theo dõi tiếp ở hồ sơ nội bộ", "Chỉ chọn khi hồ sơ năm sau không công khai."),
        ("Continues in an internal record", "Where the next record is not public."),
    ),
    // The register.
    (
        "issuers",
        ("Cơ quan ban hành", "Cơ quan không có hồ sơ ở đây."),
        ("Issuers", "Those that are no body here."),
    ),
    ("issuers.id", ("Mã", ""), ("Id", "")),
    ("issuers.name", ("Tên", ""), ("Name", "")),
    ("issuers.code", ("Ký hiệu", "Phần chỉ cơ quan trong số văn bản."), ("Code", "As in document numbers.")),
    ("issuers.level", ("Cấp", ""), ("Level", "")),
    (
        "issuers.audience",
        ("Ai được xem", "Để trống là công khai."),
        ("Who may see it", "Left empty, everybody."),
    ),
    ("documents", ("Văn bản", "Được viện dẫn mà không có ở đây."), ("Documents", "Cited, and not here.")),
    ("documents.number", ("Số, ký hiệu", ""), ("Number", "")),
    ("documents.kind", ("Loại văn bản", "Như Chỉ thị, Kế hoạch."), ("Kind", "In words.")),
    (
        "documents.issuer",
        ("Cơ quan ban hành", "Mã của cơ quan hoặc của tổ chức."),
        ("Issuer", "Its id, or that of a body."),
    ),
    ("documents.date", ("Ngày ban hành", ""), ("Date", "")),
    ("documents.period", ("Thời gian thực hiện", "Như 2021-2025."), ("Years", "Such as 2021-2025.")),
    ("documents.subject", ("Trích yếu", ""), ("Subject", "")),
    ("documents.implements", ("Thực hiện văn bản", ""), ("Carries out", "")),
    ("documents.reported_by", ("Được báo cáo trong", ""), ("Reported in", "")),
    ("documents.note", ("Ghi chú", ""), ("Note", "")),
    ("documents.note.text", ("Nội dung", ""), ("Text", "")),
    ("documents.note.audience", ("Ai được xem ghi chú", ""), ("Who may see the note", "")),
    (
        "documents.audience",
        ("Ai được xem", "Để trống là công khai."),
        ("Who may see it", "Left empty, everybody."),
    ),
];

/// Words that a key takes, wherever it stands, in Vietnamese and in English.
type Words = &'static [(&'static str, &'static str, &'static str)];

/// The words of each key.
const WORDS: &[(&str, Words)] = &[
    (
        "kind",
        &[
            ("body", "Tổ chức", "Body"),
            ("review", "Kiểm điểm", "Review"),
            ("plan", "Kế hoạch", "Plan"),
            ("report", "Báo cáo", "Report"),
            ("deficiency", "Khuyết điểm", "Deficiency"),
            ("page", "Trang", "Page"),
        ],
    ),
    ("audience", &[("public", "Công khai", "Everybody"), ("internal", "Nội bộ", "Internal")]),
    (
        "level",
        &[
            ("central", "Trung ương", "Central"),
            ("province", "Cấp tỉnh", "Province"),
            ("district", "Cấp huyện", "District"),
            ("commune", "Cấp xã", "Commune"),
            ("other", "Khác", "Other"),
        ],
    ),
    (
        "form",
        &[
            ("state", "Nhà nước", "The State's"),
            ("party", "Đảng", "The Party's"),
            ("youth-union", "Đoàn Thanh niên", "The Youth Union's"),
        ],
    ),
    (
        "status",
        &[
            ("open", "Đang khắc phục", "Under way"),
            ("not-fixed", "Chưa khắc phục", "Not fixed"),
            ("partly-fixed", "Khắc phục một phần", "Partly fixed"),
            ("improving", "Có chuyển biến", "Improving"),
            ("fixed", "Đã khắc phục", "Fixed"),
            ("dropped", "Thôi theo dõi", "Dropped"),
        ],
    ),
    (
        "as",
        &[
            ("continues", "Tiếp tục", "Continues"),
            ("split", "Tách ra", "Split off"),
            ("merged", "Gộp lại", "Merged"),
            ("narrowed", "Thu hẹp", "Narrowed"),
            ("expanded", "Mở rộng", "Expanded"),
            ("reopened", "Tái diễn", "Reopened"),
        ],
    ),
    (
        "basis",
        &[
            ("stated", "Văn bản nói rõ", "Stated in the documents"),
            ("inferred", "Suy ra khi lập hồ sơ", "Inferred"),
        ],
    ),
    (
        "role",
        &[
            ("lead", "Chủ trì", "Leads"),
            ("coordinate", "Phối hợp", "Coordinates"),
            ("monitor", "Theo dõi", "Monitors"),
            ("compile", "Tổng hợp", "Compiles"),
        ],
    ),
    (
        "every",
        &[
            ("month", "Hằng tháng", "Month"),
            ("quarter", "Hằng quý", "Quarter"),
            ("half-year", "6 tháng một lần", "6 months"),
            ("year", "Hằng năm", "Year"),
            ("term", "Mỗi nhiệm kỳ", "Term of office"),
        ],
    ),
    (
        "covers",
        &[
            ("quarter", "Một quý", "A quarter"),
            ("half-year", "6 tháng đầu năm", "January to June"),
            ("year", "Cả năm", "The year"),
        ],
    ),
    ("withheld", &[("true", "Có", "Yes"), ("false", "Không", "No")]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_matter::{Meta, register, shape};
    use crate::table::{Field, Takes};

    /// Paths of all fields, with the words that each takes.
    fn paths(fields: &[Field], above: &str, found: &mut Vec<(String, Vec<&'static str>)>) {
        for field in fields {
            let path = format!("{above}{}", field.key);
            if let Takes::Table(inner) | Takes::TextOrTable(inner) = &field.takes {
                paths(inner, &format!("{path}."), found);
            }
            if let Takes::Words(words) = &field.takes {
                found.push((path.clone(), words.clone()));
            }
            found.push((path, Vec::new()));
        }
    }

    #[test]
    fn every_field_and_word_has_a_label_in_both_languages() {
        let mut found = vec![("kind".to_owned(), Meta::KINDS.to_vec())];
        Meta::KINDS.iter().for_each(|kind| paths(&shape(kind), "", &mut found));
        paths(&register::shape(), "", &mut found);
        let mut mistakes = Vec::new();
        for (path, words) in &found {
            for language in [Language::Vi, Language::En] {
                if label(path, language).is_none_or(|label| label.name.is_empty()) {
                    mistakes.push(path.clone());
                }
                // Names of findings are shown as messages show them.
                let words = words.iter().filter(|_| path != "waive.finding");
                mistakes.extend(
                    words
                        .filter(|named| word(path, named, language).is_none())
                        .map(|word| format!("{path}: {word}")),
                );
            }
        }
        let unused = FIELDS
            .iter()
            .filter(|(path, ..)| path != &"kind" && found.iter().all(|(known, _)| known != path));
        mistakes.extend(unused.map(|(path, ..)| format!("{path}: no such field")));
        assert!(mistakes.is_empty(), "{mistakes:?}");
    }
    #[test]
    fn a_word_is_called_as_pages_call_it() {
        for language in [Language::Vi, Language::En] {
            let file =
                format!("{}/themes/default/strings/{}.toml", env!("CARGO_MANIFEST_DIR"), language.tag());
            let strings: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
            for (section, path) in
                [("status", "status"), ("edge", "carries.as"), ("role", "assignments.role")]
            {
                for (named, called) in strings[section].as_table().unwrap() {
                    assert_eq!(word(path, named, language), called.as_str(), "{section}: {named}");
                }
            }
        }
    }
}
