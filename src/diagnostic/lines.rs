//! Lines of a text, and where in them a byte is.
//!
//! Takes a text; gives lines and columns. It stands apart because the terminal and every other format need
//! them.

use crate::source::floor_boundary;
use std::ops::Range;
use std::sync::Arc;

/// A text, where its lines begin, and how many letters come before each of its blocks: each of many
/// diagnostics of one file asks for its line and column, and all of the file may be one line.
pub(super) struct Lines {
    pub(super) text: Arc<str>,
    pub(super) starts: Vec<usize>,
    letters: Vec<usize>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl Lines {
    pub(super) fn of(text: Arc<str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut letters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            letters.push(letters.last().unwrap_or(&0) + count_letters(block));
        }
        Self { text, starts, letters }
    }

    /// The line and the column of byte `at`, both from 1, the column in characters.
    pub(super) fn position(&self, at: usize) -> (usize, usize) {
        let at = floor_boundary(&self.text, at);
        let line = self.number(at);
        (line, self.letters_before(at) - self.letters_before(self.starts[line - 1]) + 1)
    }

    /// The column of byte `at` in bytes, from 1.
    pub(super) fn byte_column(&self, at: usize) -> usize {
        let at = floor_boundary(&self.text, at);
        at - self.starts[self.number(at) - 1] + 1
    }

    fn letters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        self.letters[block] + count_letters(&self.text.as_bytes()[block * BLOCK..at])
    }

    /// The number of the line that byte `at` is in, from 1.
    pub(super) fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// The end of the line that byte `at` is in, without its line break.
    pub(super) fn end(&self, at: usize) -> usize {
        self.starts.get(self.number(at)).map_or(self.text.len(), |next| next - 1)
    }

    /// A span that an excerpt can show: on character boundaries, on one line, not in a line break.
    pub(super) fn visible(&self, span: Range<usize>) -> Range<usize> {
        let start = floor_boundary(&self.text, span.start);
        start..floor_boundary(&self.text, span.end).clamp(start, self.end(start))
    }

    /// The lines that spans are in, from the first to the last: nothing else is shown.
    pub(super) fn around(&self, spans: impl Iterator<Item = Range<usize>> + Clone) -> Range<usize> {
        let first = spans.clone().map(|span| span.start).min().unwrap_or_default();
        let last = spans.map(|span| span.end).max().unwrap_or_default();
        self.starts[self.number(first) - 1]..self.end(last)
    }
}

/// Letters that begin in a piece of a text, which may begin and end within one.
fn count_letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

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
