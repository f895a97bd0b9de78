//! Words as the search compares them: text in, words and their normal forms out.
//!
//! It stands apart because `assets/search.js` does the same in the browser; the cases that both must agree
//! on are in `tests/search/fold.json`.

use crate::vietnamese::letters::{fold, nfc, slug};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words of a text: runs of letters, digits and marks.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let known = &**WITHIN;
    let is_within =
        |letter: char| known.get(letter as usize).copied().unwrap_or_else(|| is_within_word(letter));
    text.split(move |letter| !is_within(letter)).filter(|word| !word.is_empty())
}

/// Whether each character of the first blocks belongs to a word. All letters of Vietnamese are in them, so
/// that Unicode's tables need not be asked.
static WITHIN: LazyLock<Vec<bool>> =
    LazyLock::new(|| (0..0x1f00).map(|code| char::from_u32(code).is_some_and(is_within_word)).collect());

fn is_within_word(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// A word with its marks in one spelling: in lower case, with its tone as a digit at the end, numbered as
/// in VNI (1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng). So `hòa` and `hoà` are the same, and `hoa` is another.
pub fn exact(word: &str) -> String {
    let (mut letters, mut tones) = (String::new(), String::new());
    let lower = word.chars().flat_map(char::to_lowercase);
    for part in lower.nfd() {
        match tone(part) {
            Some(tone) => tones.push(tone),
            None => letters.push(part),
        }
    }
    nfc(&letters).into_owned() + &tones
}

fn tone(mark: char) -> Option<char> {
    Some(match mark {
        '\u{301}' => '1',
        '\u{300}' => '2',
        '\u{309}' => '3',
        '\u{303}' => '4',
        '\u{323}' => '5',
        _ => return None,
    })
}

/// A document number as one word, however it is punctuated: `08-ĐA/TU` and `8 đa tu` are `8-da-tu`.
pub fn number(text: &str) -> String {
    slug(text.trim_start().trim_start_matches('0'))
}

/// A word without its marks, and with them.
pub(super) fn both(word: &str) -> (String, String) {
    (fold(word), exact(word))
}
