//! Lines: where the lines of a text begin, and which line and column a byte is in.
//!
//! Takes a text; is asked for places in it, as often as there are diagnostics. It stands apart because to count
//! from the start of the text for each of them takes time that grows with the square of the text.

use std::ops::Range;
use std::sync::Arc;

/// A text, where its lines begin, and how many letters come before each of its blocks: all of the text may be one
/// line.
#[derive(Debug, Clone)]
pub struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
    letters: Vec<usize>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl Lines {
    /// The lines of a text.
    pub fn of(text: Arc<str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut letters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            letters.push(letters.last().unwrap_or(&0) + count_letters(block));
        }
        Self { text, starts, letters }
    }

    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The line and the column of byte `at`, both from 1, the column in characters. A byte past the end is at the
    /// end, one within a character at its start.
    pub fn position(&self, at: usize) -> (usize, usize) {
        let at = floor_boundary(&self.text, at);
        let line = self.number(at);
        (line, self.letters_before(at) - self.letters_before(self.starts[line - 1]) + 1)
    }

    /// The column of byte `at` in bytes, from 1.
    pub fn byte_column(&self, at: usize) -> usize {
        let at = floor_boundary(&self.text, at);
        at - self.starts[self.number(at) - 1] + 1
    }

    fn letters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        self.letters[block] + count_letters(&self.text.as_bytes()[block * BLOCK..at])
    }

    /// The number of the line that byte `at` is in, from 1.
    pub fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// The line of a number, without its line break; empty where there is none.
    pub fn line(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|before| self.starts.get(before));
        start.map_or("", |start| &self.text[*start..self.end(*start)])
    }

    /// The end of the line that byte `at` is in, without its line break.
    pub fn end(&self, at: usize) -> usize {
        self.starts.get(self.number(at)).map_or(self.text.len(), |next| next - 1)
    }

    /// A span that an excerpt can show: on character boundaries, on one line, not in a line break.
    pub fn visible(&self, span: Range<usize>) -> Range<usize> {
        let start = floor_boundary(&self.text, span.start);
        start..floor_boundary(&self.text, span.end).clamp(start, self.end(start))
    }

    /// The lines that spans are in, from the first to the last: nothing else is shown.
    pub fn around(&self, spans: impl Iterator<Item = Range<usize>> + Clone) -> Range<usize> {
        let first = spans.clone().map(|span| span.start).min().unwrap_or_default();
        let last = spans.map(|span| span.end).max().unwrap_or_default();
        self.starts[self.number(first) - 1]..self.end(last)
    }
}

/// Letters that begin in a piece of a text, which may begin and end within one.
fn count_letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

/// The greatest character boundary of `text` that is not after `at`.
pub fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_letters() {
        let text = ["Một dòng dài 𝔸\u{301} ".repeat(300), "\n\nhai\n".to_owned()].concat();
        let lines = Lines::of(text.as_str().into());
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!(lines.position(at), (before.matches('\n').count() + 1, column));
            assert_eq!(lines.end(at), text[at..].find('\n').map_or(text.len(), |end| at + end));
        }
    }

    #[test]
    fn a_line_is_known_by_its_number() {
        let lines = Lines::of("một\n\nba\n".into());
        let all: Vec<&str> = (0..6).map(|number| lines.line(number)).collect();
        assert_eq!(all, ["", "một", "", "ba", "", ""]);
    }
}
