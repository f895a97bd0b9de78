//! Slips of YAML as authors write it: keys, values on one line, lists and tables, without its rarer forms.

use super::scan::{Brackets, in_lines, is_merge_mark, letter, line_end, quoted};
use crate::diagnostic::Slip;
use crate::table::node::SyntaxError;

/// The first slip in a text that YAML does not allow; none where it is of a kind not known here.
pub(super) fn first(text: &str) -> Option<SyntaxError> {
    let mut reader =
        Reader { text, brackets: Brackets::default(), columns: vec![0], above: Above::Open, block: None };
    in_lines(text, |start, end| reader.line(start, end)).or_else(|| reader.brackets.unclosed())
}

/// What the line above leaves to the next one.
#[derive(Clone, Copy, PartialEq)]
enum Above {
    /// A key or hyphen without a value: what is indented below it belongs to it.
    Open,
    /// A text that may go on.
    Text,
    /// Something that is complete.
    Whole,
}

struct Reader<'t> {
    text: &'t str,
    brackets: Brackets,
    /// Columns of the keys and items that are open, from the outermost to the innermost.
    columns: Vec<usize>,
    above: Above,
    /// Column of the key whose text stands indented below it (`|`, `>`).
    block: Option<usize>,
}

impl Reader<'_> {
    fn line(&mut self, start: usize, end: usize) -> Result<(), SyntaxError> {
        let line = &self.text[start..end];
        if is_merge_mark(line) {
            return Err(SyntaxError::slip(Slip::MergeMark, start..end));
        }
        let content = line.trim_start();
        if line == "---" {
            return if start == 0 { Ok(()) } else { Err(SyntaxError::slip(Slip::Other, start..end)) };
        }
        if content.is_empty() || content.starts_with('#') {
            return Ok(());
        }
        let column = line.len() - content.len();
        if let Some(key) = self.block {
            if column > key {
                return Ok(());
            }
            self.block = None;
        }
        let at = start + column;
        if self.brackets.is_open() {
            if column <= self.innermost() && !content.starts_with([']', '}']) {
                return self.brackets.unclosed().map_or(Ok(()), Err);
            }
            return self.between_brackets(at);
        }
        if line[..column].contains('\t') {
            return Err(SyntaxError::slip(Slip::Tab, start..at));
        }
        self.entry(at, column)
    }

    fn innermost(&self) -> usize {
        self.columns.last().copied().unwrap_or_default()
    }

    /// One or several hyphens, a key, a value, or some of them.
    fn entry(&mut self, at: usize, column: usize) -> Result<(), SyntaxError> {
        let end = line_end(self.text, at);
        let content = &self.text[at..end];
        let is_item = content == "-" || content.starts_with("- ");
        let key = if is_item { None } else { key(self.text, at)? };
        if !is_item && key.is_none() {
            return self.other(at, column);
        }
        self.indent(at, column)?;
        let after = match key {
            Some(colon) => colon + 1,
            None => at + 1,
        };
        let value = after + (self.text[after..end].len() - self.text[after..end].trim_start().len());
        if self.text[value..end].is_empty() || self.text[value..end].starts_with('#') {
            self.above = Above::Open;
            return Ok(());
        }
        if is_item {
            let inner = column + (value - at);
            self.above = Above::Open;
            return self.entry(value, inner);
        }
        self.value(value, column)
    }

    /// Whether the line begins in a column in which one may begin.
    fn indent(&mut self, at: usize, column: usize) -> Result<(), SyntaxError> {
        let slip = SyntaxError::slip(Slip::Indent, at..line_end(self.text, at));
        if column > self.innermost() {
            if self.above != Above::Open {
                return Err(slip);
            }
            self.columns.push(column);
            return Ok(());
        }
        while self.columns.len() > 1 && column < self.innermost() {
            self.columns.pop();
        }
        if column == self.innermost() { Ok(()) } else { Err(slip) }
    }

    /// A line without a key: the value of an item, or a text that goes on.
    fn other(&mut self, at: usize, column: usize) -> Result<(), SyntaxError> {
        let end = line_end(self.text, at);
        let content = &self.text[at..end];
        if self.above == Above::Open && column > 0 || content.starts_with(['[', '{', '"', '\'']) {
            return self.value(at, column);
        }
        if self.above == Above::Text && column > self.innermost() {
            return Ok(());
        }
        match content.find(':') {
            Some(colon) => Err(SyntaxError::slip(Slip::NoSpace, at + colon..at + colon + 1)),
            None => Err(SyntaxError::slip(Slip::NoColon, at..end)),
        }
    }

    fn value(&mut self, at: usize, column: usize) -> Result<(), SyntaxError> {
        let end = line_end(self.text, at);
        let value = &self.text[at..end];
        self.above = Above::Whole;
        match letter(self.text, at) {
            Some('"' | '\'') => {
                let rest = quoted(self.text, at)?;
                self.nothing_more(rest, end)
            }
            Some('[' | '{') => self.between_brackets(at),
            Some('|' | '>')
                if value[1..].trim_matches(['+', '-', ' ']).chars().all(|c| c.is_ascii_digit()) =>
            {
                self.block = Some(column);
                Ok(())
            }
            Some('@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | ']' | '}' | ',') => {
                Err(SyntaxError::slip(Slip::ReservedStart, at..end))
            }
            _ => {
                self.above = Above::Text;
                let plain = value.split(" #").next().unwrap_or_default();
                let colon = plain.find(": ").or_else(|| plain.ends_with(':').then(|| plain.len() - 1));
                match colon {
                    Some(colon) => Err(SyntaxError::slip(Slip::ColonInValue, at + colon..at + colon + 1)),
                    None => Ok(()),
                }
            }
        }
    }

    fn between_brackets(&mut self, at: usize) -> Result<(), SyntaxError> {
        let end = line_end(self.text, at);
        let text = self.text;
        let reserved = |span: std::ops::Range<usize>| {
            text[span.clone()]
                .starts_with(['@', '`', '%', '*', '&', '!', '|', '>'])
                .then_some(SyntaxError::slip(Slip::ReservedStart, span))
        };
        let rest = self.brackets.read(text, at, ':', reserved)?;
        self.above = Above::Whole;
        if self.brackets.is_open() { Ok(()) } else { self.nothing_more(rest, end) }
    }

    /// Whether a line ends after a value, or goes on with a remark.
    fn nothing_more(&self, at: usize, end: usize) -> Result<(), SyntaxError> {
        let rest = self.text[at..end].trim_start();
        match rest.is_empty() || rest.starts_with('#') {
            true => Ok(()),
            false if rest.starts_with([']', '}']) => {
                Err(SyntaxError::slip(Slip::StrayBracket, end - rest.len()..end))
            }
            false => Err(SyntaxError::slip(Slip::AfterQuote, end - rest.len()..end)),
        }
    }
}

/// The byte of the colon after a key that begins at byte `at`, if one does.
fn key(text: &str, at: usize) -> Result<Option<usize>, SyntaxError> {
    let end = line_end(text, at);
    let is_colon =
        |at: usize| text[at..end].starts_with(':') && letter(text, at + 1).is_none_or(char::is_whitespace);
    match letter(text, at) {
        Some('[' | '{') | None => Ok(None),
        Some('"' | '\'') => Ok(Some(quoted(text, at)?).filter(|at| is_colon(*at))),
        Some(_) => {
            let remark = text[at..end].find(" #").map_or(end, |offset| at + offset);
            Ok(text[at..remark].match_indices(':').map(|(offset, _)| at + offset).find(|at| is_colon(*at)))
        }
    }
}
