//! Stated: how many deficiencies a text speaks of.
//!
//! Takes the text of a paper and the number that its front matter declares, gives a warning where the text names
//! numbers and none of them is that one. It stands apart because it is read from running prose: `04 khuyết điểm`,
//! `bốn hạn chế, khuyết điểm`.

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::source::{Located, Span};
use crate::vietnamese::letters;

/// Numbers in words; *một* is an article, too.
const WORDS: [&str; 9] = ["hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// Reports the first number of deficiencies in the text from byte `start` on, where none is the `declared` one.
pub(super) fn report(
    reader: &Reader<'_>,
    text: &str,
    start: usize,
    declared: &Located<u32>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let stated = stated(text, start);
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

/// Each number of deficiencies in a text, and its bytes with the noun behind it.
fn stated(text: &str, start: usize) -> Vec<(u32, Span)> {
    let mut words: Vec<Span> = Vec::new();
    let mut at = start;
    for piece in text[start..].split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            words.push(at..at + word.len());
        }
        at += piece.len();
    }
    let bare = |span: &Span| text[span.clone()].trim_matches(|letter: char| !letter.is_alphanumeric());
    let counts = words.windows(3).filter_map(|window| {
        let [number, first, second] = window else { return None };
        let noun = letters::fold(&format!("{} {}", bare(first), bare(second)));
        let count = count(bare(number)).filter(|_| matches!(noun.as_str(), "khuyet diem" | "han che"))?;
        Some((
            count,
            number.start
                ..first.start + text[first.start..second.end].trim_end_matches([',', '.', ';', ':']).len(),
        ))
    });
    counts.collect()
}

fn count(word: &str) -> Option<u32> {
    let digits =
        || word.parse().ok().filter(|_| word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let lower = word.to_lowercase();
    let in_words =
        || WORDS.iter().position(|known| *known == lower).and_then(|at| u32::try_from(at + 2).ok());
    digits().or_else(in_words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_deficiencies_are_found_in_prose() {
        let text = "Kỳ kiểm điểm nêu 04 hạn chế, khuyết điểm; có **ba** khuyết điểm kéo dài, và một khuyết điểm mới.";
        let found: Vec<_> = stated(text, 0).into_iter().map(|(count, span)| (count, &text[span])).collect();
        assert_eq!(found, [(4, "04 hạn chế"), (3, "**ba** khuyết điểm")]);
        assert_eq!(stated("Khuyết điểm thứ 4, năm 2021.", 0), []);
    }
}
