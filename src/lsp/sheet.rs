//! A text as the editor has it, and places in it.
//!
//! Takes a text; gives the place in its clean text of a line and a column, and the other way round. It stands apart
//! because the two differ: the editor ends lines in three ways and counts columns in units of UTF-16, unless it was
//! agreed to count bytes, and letters may be decomposed that are one in the clean text.

use crate::source::{Span, Text, floor_boundary};
use crate::vietnamese::letters::nfc;
use gen_lsp_types::{Position, Range};
use std::sync::Arc;
use unicode_normalization::char::is_combining_mark;

/// In what columns are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16.
    Utf16,
}

/// A text as the editor has it.
#[derive(Debug, Clone)]
pub struct Sheet {
    raw: Arc<str>,
    clean: Arc<str>,
    /// The bytes of each line, without its end, in both; there are as many in one as in the other.
    lines: Vec<(Span, Span)>,
    columns: Columns,
}

impl Sheet {
    /// The places of a text.
    pub fn new(raw: &str, columns: Columns) -> Self {
        let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        let clean = Text::new(raw).clean;
        // In the clean text each end is one character: a pair of them is what is left of three.
        let lines = lines(raw, true).zip(lines(&clean, false)).collect();
        Self { raw: raw.into(), clean: clean.into(), lines, columns }
    }

    /// The text as the editor has it.
    pub fn raw(&self) -> &Arc<str> {
        &self.raw
    }

    /// The line and column of a byte of the clean text. A byte past the end is at the end.
    pub fn position(&self, at: usize) -> Position {
        let at = floor_boundary(&self.clean, at);
        let number = self.lines.partition_point(|(_, clean)| clean.start <= at).saturating_sub(1);
        let Some((raw, clean)) = self.lines.get(number) else { return Position::default() };
        let (raw, clean_line) = (&self.raw[raw.clone()], &self.clean[clean.clone()]);
        let at = at.min(clean.end) - clean.start;
        let in_raw =
            if raw == clean_line { at } else { walk(raw, at, |letters| nfc(letters).len(), str::len) };
        let column = self.count(&raw[..floor_boundary(raw, in_raw)]);
        Position { line: count(number), character: count(column) }
    }

    /// The lines and columns of bytes of the clean text.
    pub fn range(&self, span: &Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The byte of the clean text at a line and column.
    pub fn offset(&self, position: Position) -> usize {
        let Some((raw, clean)) = self.line(position) else { return self.clean.len() };
        let in_raw = self.raw_offset(position) - raw.start;
        let (raw, line) = (&self.raw[raw.clone()], &self.clean[clean.clone()]);
        let at = if raw == line { in_raw } else { walk(raw, in_raw, str::len, |letters| nfc(letters).len()) };
        clean.start + floor_boundary(line, at)
    }

    /// The text once a part of it is another one.
    pub fn edited(&self, range: Range, text: &str) -> String {
        let (start, end) = (self.raw_offset(range.start), self.raw_offset(range.end));
        [&self.raw[..start.min(end)], text, &self.raw[end.max(start)..]].concat()
    }

    /// Lines and columns of bytes of the text as it is.
    pub fn raw_range(&self, span: &Span) -> Range {
        let position = |at: usize| {
            let number = self.lines.partition_point(|(raw, _)| raw.start <= at).saturating_sub(1);
            let start = self.lines.get(number).map_or(0, |(raw, _)| raw.start);
            let at = floor_boundary(&self.raw, at);
            Position { line: count(number), character: count(self.count(&self.raw[start.min(at)..at])) }
        };
        Range { start: position(span.start), end: position(span.end) }
    }

    fn line(&self, position: Position) -> Option<&(Span, Span)> {
        self.lines.get(usize::try_from(position.line).ok()?)
    }

    /// The byte of the text as it is at a line and column. A column past the end of a line is at its end.
    fn raw_offset(&self, position: Position) -> usize {
        let Some((raw, _)) = self.line(position) else { return self.raw.len() };
        let wanted = usize::try_from(position.character).unwrap_or(usize::MAX);
        let line = &self.raw[raw.clone()];
        let at = match self.columns {
            Columns::Utf8 => floor_boundary(line, wanted),
            Columns::Utf16 => {
                let mut units = 0;
                let mut letters = line.char_indices();
                let found = letters.find(|(_, letter)| {
                    units += letter.len_utf16();
                    units > wanted
                });
                found.map_or(line.len(), |(at, _)| at)
            }
        };
        raw.start + at
    }

    fn count(&self, text: &str) -> usize {
        match self.columns {
            Columns::Utf8 => text.len(),
            Columns::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The bytes of each line, without its end, which may be a pair of characters. There is one more line than there
/// are ends.
fn lines(text: &str, has_pairs: bool) -> impl Iterator<Item = Span> + '_ {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let end = text[start..].find(['\n', '\r']).map(|length| start + length);
        let is_pair = |end: usize| has_pairs && text[end..].starts_with("\r\n");
        next = end.map(|end| end + if is_pair(end) { 2 } else { 1 });
        Some(start..end.unwrap_or(text.len()))
    })
}

/// Goes along a line, letter by letter with its marks, until `from` is counted up to `wanted`; gives what `to` has
/// counted by then.
fn walk(line: &str, wanted: usize, from: impl Fn(&str) -> usize, to: impl Fn(&str) -> usize) -> usize {
    let (mut seen, mut counted, mut rest) = (0, 0, line);
    while let Some(first) = rest.chars().next() {
        let marks = rest[first.len_utf8()..].find(|letter| !is_combining_mark(letter));
        let letters = &rest[..marks.map_or(rest.len(), |marks| first.len_utf8() + marks)];
        seen += from(letters);
        if seen > wanted {
            break;
        }
        counted += to(letters);
        rest = &rest[letters.len()..];
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 8] = [
        "",
        "một\nhai",
        "một\r\nhai\rba\n",
        "đoa\u{300}n viên\r\nđoàn vie\u{302}\u{309}n",
        "\u{feff}một 𝔸 hai\n",
        "a\u{323}\u{302}\u{301}b\n\u{fdd0}\r\r\n",
        "\r",
        "\u{301}x",
    ];

    #[test]
    fn every_letter_of_the_clean_text_has_a_place_that_leads_back_to_it() {
        for text in TEXTS {
            for columns in [Columns::Utf8, Columns::Utf16] {
                let sheet = Sheet::new(text, columns);
                let clean = sheet.clean.clone();
                // A mark on a letter has the place of the letter.
                let letters =
                    clean.char_indices().filter(|(at, letter)| *at == 0 || !is_combining_mark(*letter));
                for (at, _) in letters.chain([(clean.len(), ' ')]) {
                    assert_eq!(sheet.offset(sheet.position(at)), at, "{text:?} {at}");
                }
            }
        }
    }

    #[test]
    fn columns_are_those_of_the_editor() {
        let position = |line, character| Position { line, character };
        let sheet = Sheet::new("𝔸 đoa\u{300}n\r\nhai", Columns::Utf16);
        let at = |found: &str| sheet.clean.find(found).unwrap();
        assert_eq!(sheet.position(at("n\n")), position(0, 7));
        assert_eq!(sheet.position(at("hai")), position(1, 0));
        assert_eq!(sheet.position(9999), position(1, 3));
        assert_eq!(sheet.offset(position(9, 9)), sheet.clean.len());
        assert_eq!(sheet.offset(position(0, 999)), at("\nhai"));
        let sheet = Sheet::new("𝔸 đoàn", Columns::Utf8);
        assert_eq!(sheet.position(sheet.clean.find('n').unwrap()), position(0, 10));
    }

    #[test]
    fn an_edit_is_where_the_editor_says() {
        let edit = |text: &str, (line, from, to): (u32, u32, u32), new: &str| {
            let at = |character| Position { line, character };
            Sheet::new(text, Columns::Utf16).edited(Range { start: at(from), end: at(to) }, new)
        };
        assert_eq!(edit("một\r\nhai\n", (1, 0, 3), "x"), "một\r\nx\n");
        assert_eq!(edit("𝔸b", (0, 2, 3), ""), "𝔸");
        assert_eq!(edit("a", (7, 0, 9), "b"), "ab");
    }
}
