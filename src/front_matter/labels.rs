//! Labels: what the fields and words of front matter are called where people fill in a form.
//!
//! Takes the path of a field, keys with dots between them (`disposition.by`), and a word that it takes; gives
//! what to call them, and a line about what belongs there. A field means the same in every kind of file that has
//! it. It stands apart from the readers because these are words for people, and in one place for every form.

use super::fields::Labelled;
use super::{aliases, body, erratum, fields, paper, record, register, waiver};
use crate::language::Language;
use crate::table::Field;

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
    let (_, vi, en) = FIELDS.into_iter().flatten().find(|(known, _, _)| *known == path)?;
    let (name, hint) = language.choose(*vi, *en);
    Some(Label { name, hint })
}

/// The name of each of some fields, by its key.
pub fn names(fields: &[Field], language: Language) -> impl Iterator<Item = (&'static str, &'static str)> {
    fields.iter().filter_map(move |field| Some((field.key, label(field.key, language)?.name)))
}

/// What a word that a field takes is called.
pub fn word(path: &str, word: &str, language: Language) -> Option<&'static str> {
    let key = path.rsplit('.').next().unwrap_or(path);
    let (_, words) = WORDS.iter().find(|(known, _)| *known == key)?;
    let (_, vi, en) = words.iter().find(|(known, _, _)| *known == word)?;
    Some(language.choose(vi, en))
}

/// Each field in Vietnamese and in English, where it is read.
const FIELDS: [&[Labelled]; 8] = [
    fields::LABELS,
    waiver::LABELS,
    aliases::LABELS,
    body::LABELS,
    paper::LABELS,
    record::LABELS,
    erratum::LABELS,
    register::LABELS,
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
            ("erratum", "Đính chính", "Erratum"),
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
    use crate::front_matter::{Meta, shape};
    use crate::table::Takes;

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
            .into_iter()
            .flatten()
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
