//! Naming: how papers speak of a deficiency by its number.
//!
//! `Khuyết điểm 1`, `Hạn chế, khuyết điểm thứ hai`, `khuyết điểm 1 và 2`. It stands apart because lists,
//! headings of measures, assignments and reports all refer to deficiencies in these words.

use crate::vietnamese::letters;
use std::ops::Range;

/// A word: its bytes in the text, and how it is compared.
type Word = (Range<usize>, String);

/// Most words of a text that are looked at for a name at its beginning.
const FIRST: usize = 12;

/// The words of a text, compared without diacritics, with the punctuation that ends them.
fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    text.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim();
        let lead = piece.len() - piece.trim_start().len();
        (!word.is_empty()).then(|| (start + lead..start + lead + word.len(), letters::fold(word)))
    })
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// How many words from the beginning are the noun: `khuyết điểm`, `hạn chế, khuyết điểm`.
fn noun(words: &[Word]) -> usize {
    let pair =
        |at: usize| -> Option<[&str; 2]> { Some([bare(&words.get(at)?.1), bare(&words.get(at + 1)?.1)]) };
    let is_noun = |at: usize| matches!(pair(at), Some(["khuyet", "diem"] | ["han", "che"] | ["ton", "tai"]));
    match (is_noun(0), is_noun(2)) {
        (true, true) => 4,
        (true, false) => 2,
        (false, _) => 0,
    }
}

/// Whether a text begins by speaking of a deficiency.
pub(super) fn begins(text: &str) -> bool {
    noun(&words(text).take(4).collect::<Vec<_>>()) > 0
}

const ORDINALS: [&str; 10] = ["nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi"];

/// A number in digits, or one in words behind `thứ`.
fn number(word: &str, is_ordinal: bool) -> Option<u32> {
    let word = bare(word);
    let digits = (1..=2).contains(&word.len()).then(|| word.parse().ok()).flatten();
    let ordinal =
        || ORDINALS.iter().position(|known| *known == word).and_then(|at| u32::try_from(at + 1).ok());
    digits.or_else(|| if is_ordinal { ordinal() } else { None })
}

/// The name at the beginning of a text: its number, and the byte where what it names begins. `Khuyết điểm 2: Họp trễ`
/// has 2, and `Họp trễ`.
pub fn named(text: &str) -> Option<(u32, usize)> {
    let words: Vec<Word> = words(text).take(FIRST).collect();
    let mut at = match noun(&words) {
        0 => return None,
        length => length,
    };
    let is_ordinal = words.get(at).is_some_and(|(_, word)| matches!(word.as_str(), "thu" | "so"));
    at += usize::from(is_ordinal);
    let (span, word) = words.get(at)?;
    let number = number(word, is_ordinal)?;
    let is_ended = word.ends_with([':', '.', '-', '–']);
    let (end, is_ended) = match words.get(at + 1) {
        Some((dash, word)) if matches!(word.as_str(), ":" | "-" | "–" | "—") => (dash.end, true),
        Some(_) | None => (span.end, is_ended || words.len() == at + 1),
    };
    let start = text.len() - text[end..].trim_start().len();
    is_ended.then_some((number, start))
}

/// The numbers of all deficiencies that a text speaks of, in order: `khuyết điểm 1, 2 và 4`.
pub fn numbers(text: &str) -> Vec<u32> {
    let words: Vec<Word> = words(text).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at + 2 < words.len() {
        if noun(&words[at..words.len().min(at + 2)]) == 0 {
            at += 1;
            continue;
        }
        at += 2;
        let is_ordinal = matches!(words[at].1.as_str(), "thu" | "so");
        at += usize::from(is_ordinal);
        let mut is_first = true;
        while let Some((_, word)) = words.get(at) {
            match number(word, is_ordinal) {
                Some(number) if is_first || words[at - 1].1.ends_with(',') || is_joint(&words[at - 1].1) => {
                    found.push(number);
                }
                None if is_joint(word) && !is_first => {}
                Some(_) | None => break,
            }
            is_first = false;
            at += 1;
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_joint(word: &str) -> bool {
    matches!(word, "va" | "&" | "," | "cung")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deficiencies_are_called_by_number() {
        let name = |text: &str| named(text).map(|(number, start)| (number, text[start..].to_owned()));
        let found = |number, rest: &str| Some((number, rest.to_owned()));
        assert_eq!(name("Khuyết điểm 2: Họp trễ"), found(2, "Họp trễ"));
        assert_eq!(name("Hạn chế, khuyết điểm thứ nhất: Họp trễ"), found(1, "Họp trễ"));
        assert_eq!(name("Khuyết điểm thứ 3 - Họp trễ"), found(3, "Họp trễ"));
        assert_eq!(name("Khuyết điểm 4"), found(4, ""));
        for words in
            ["Khuyết điểm chưa được khắc phục", "Giải pháp khắc phục khuyết điểm 1", "Hạn chế 02 lần họp"]
        {
            assert_eq!(name(words), None, "{words}");
        }
        assert_eq!(numbers("nhóm giải pháp khắc phục khuyết điểm 1 và 2"), [1, 2]);
        assert_eq!(numbers("khuyết điểm 3; phối hợp các nhóm khắc phục khuyết điểm 1, 2."), [1, 2, 3]);
        assert_eq!(numbers("03 hạn chế, khuyết điểm trong năm 2022"), Vec::<u32>::new());
    }
}
