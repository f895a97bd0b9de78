//! Stated: how many deficiencies a text speaks of.
//!
//! Takes the text of a paper and the number that its front matter declares, gives a warning where the text names
//! numbers and none of them is that one. It stands apart because it is read from running prose: `04 khuyết điểm`,
//! `bốn hạn chế, khuyết điểm`.

use super::inline::{self, Leaf, LeafKind};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::source::{Located, Span};
use crate::vietnamese::letters;

/// Numbers in words; *một* is an article, too.
const WORDS: [&str; 9] = ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// Words behind which *năm* is a year: `trong năm, hạn chế`.
const BEFORE_YEAR: [&str; 12] =
    ["trong", "cuối", "đầu", "giữa", "của", "mỗi", "hằng", "hàng", "cả", "nhiều", "qua", "từng"];

/// Words behind which a number is of some of all deficiencies: `còn 02 khuyết điểm`.
const OF_SOME: [&str; 9] = ["còn", "được", "đó", "riêng", "thêm", "đã", "chưa", "xong", "với"];

/// Reports the first number of deficiencies in the text from byte `start` on, where none is the `declared` one.
pub(super) fn report(
    reader: &Reader<'_>,
    text: &str,
    start: usize,
    declared: &Located<u32>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let stated = all(text, start);
    if let Some((_, span)) =
        stated.first().filter(|_| stated.iter().all(|(count, _)| *count != declared.value))
    {
        let found = text[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        diagnostics.push(
            Diagnostic::new(Code::StatedCount, reader.place(span.clone()))
                .with("found", found)
                .with("declared", declared.value)
                .and(declared.place.clone(), Remark::OtherValue(declared.value.to_string())),
        );
    }
}

/// Each number of deficiencies in the text from byte `start` on, and its bytes with the noun behind it.
fn all(text: &str, start: usize) -> Vec<(u32, Span)> {
    let (parts, _) = inline::Parts::new(text, start);
    let leaves = parts.flat_map(|part| inline::leaves(part.fresh(), text));
    leaves.flat_map(|leaf| stated(&leaf)).collect()
}

/// The numbers of deficiencies that a text speaks of, in order.
pub fn counts(text: &str) -> Vec<u32> {
    all(text, 0).into_iter().map(|(count, _)| count).collect()
}

/// Each number of deficiencies in the words of a leaf, and the bytes in the file of it and the noun behind it.
fn stated(leaf: &Leaf) -> Vec<(u32, Span)> {
    let text = leaf.words.as_str();
    let mut words: Vec<Span> = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            words.push(at..at + word.len());
        }
        at += piece.len();
    }
    let bare = |at: usize| -> &str {
        let word = words.get(at).map_or("", |span| &text[span.clone()]);
        word.trim_matches(|letter: char| !letter.is_alphanumeric())
    };
    let counts = (0..words.len().saturating_sub(2)).filter_map(|at| {
        let noun = letters::fold(&format!("{} {}", bare(at + 1), bare(at + 2)));
        if !matches!(noun.as_str(), "khuyet diem" | "han che") || is_number_of_heading(leaf.kind, at) {
            return None;
        }
        let number = text[words[at].clone()].trim_start_matches(['(', '“', '"', '[']);
        let before = if at == 0 { String::new() } else { bare(at - 1).to_lowercase() };
        let count = count(number, &before)?;
        let last = &text[words[at + 2].clone()];
        let noun_length = last.trim_end_matches(|letter: char| !letter.is_alphanumeric()).len();
        let range = words[at].end - number.len()..words[at + 2].start + noun_length;
        Some((count, leaf.span(range)))
    });
    counts.collect()
}

/// Whether the word at a place is the number of a heading: `2 Hạn chế`.
fn is_number_of_heading(kind: LeafKind, at: usize) -> bool {
    match kind {
        LeafKind::Heading => at == 0,
        LeafKind::Cell | LeafKind::Item | LeafKind::Paragraph => false,
    }
}

/// The count of all deficiencies that a word behind another one means; none where it may mean something else.
fn count(word: &str, before: &str) -> Option<u32> {
    if OF_SOME.contains(&before) {
        return None;
    }
    let is_digits = (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits {
        return word.parse().ok();
    }
    let is_counted = before.bytes().any(|byte| byte.is_ascii_digit()) || WORDS.contains(&before);
    let lower = word.to_lowercase();
    if lower == "năm" && (is_counted || BEFORE_YEAR.contains(&before)) {
        return None;
    }
    WORDS.iter().position(|known| *known == lower).and_then(|at| u32::try_from(at + 2).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_deficiencies_are_found_in_prose() {
        let found = |text: &str| -> Vec<(u32, String)> {
            all(text, 0).into_iter().map(|(count, span)| (count, text[span].to_owned())).collect()
        };
        let text = "Kỳ kiểm điểm nêu 04 hạn chế, khuyết điểm; có **ba** khuyết điểm kéo dài, và một khuyết điểm mới.";
        assert_eq!(found(text), [(4, "04 hạn chế".to_owned()), (3, "ba** khuyết điểm".to_owned())]);
        assert_eq!(found("Năm khuyết điểm (05 khuyết điểm).").len(), 2);
        for text in [
            "Khuyết điểm thứ 4, năm 2021.",
            "Trong năm, hạn chế lớn nhất là việc họp; trong năm hạn chế còn nhiều.",
            "Sau 3 năm khuyết điểm vẫn còn.",
            "Khắc phục 50% hạn chế, 3/5 khuyết điểm.",
            "## 2 Hạn chế, khuyết điểm",
            "<!-- 07 khuyết điểm -->",
            "Đã khắc phục được 02 khuyết điểm, còn 03 khuyết điểm.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
