//! Slips of TOML as settings are written: sections, keys, and values on one line or in a list.

use super::scan::{Brackets, in_lines, is_merge_mark, letter, quoted};
use crate::diagnostic::Slip;
use crate::source::Span;
use crate::table::node::SyntaxError;
use crate::vietnamese::date::{self, NotADay};
use std::collections::BTreeMap;

/// The first slip in a text that TOML does not allow; none where it is of a kind not known here.
pub(super) fn first(text: &str) -> Option<SyntaxError> {
    let mut reader =
        Reader { text, brackets: Brackets::default(), section: String::new(), keys: BTreeMap::new() };
    in_lines(text, |start, end| reader.line(start, end)).or_else(|| reader.brackets.unclosed())
}

struct Reader<'t> {
    text: &'t str,
    brackets: Brackets,
    section: String,
    /// Keys with their sections, and where they are.
    keys: BTreeMap<(String, String), Span>,
}

impl Reader<'_> {
    fn line(&mut self, start: usize, end: usize) -> Result<(), SyntaxError> {
        let line = &self.text[start..end];
        if is_merge_mark(line) {
            return Err(SyntaxError::slip(Slip::MergeMark, start..end));
        }
        let content = line.trim_start();
        let at = end - content.len();
        if content.is_empty() || content.starts_with('#') {
            return Ok(());
        }
        if self.brackets.is_open() {
            let is_section = content.starts_with('[')
                && content.trim_end().ends_with(']')
                && !content.contains(['"', '\'']);
            let is_key = content.starts_with(|first: char| first.is_alphabetic()) && content.contains('=');
            match self.brackets.unclosed() {
                Some(unclosed) if is_section || is_key => return Err(unclosed),
                _ => return self.between_brackets(at),
            }
        }
        if let Some(rest) = content.strip_prefix('[') {
            let Some(close) = rest.find(']') else {
                return Err(SyntaxError::slip(Slip::OpenBracket, at..at + 1));
            };
            self.section = rest[..close].trim_matches(['[', ' ']).to_owned();
            let is_of_many = rest.starts_with('[');
            return if is_of_many { Ok(()) } else { self.once(String::new(), at + 1..at + 1 + close) };
        }
        let Some(equals) = content.find('=') else {
            let colon = content.find(':').map(|colon| at + colon..at + colon + 1);
            return Err(SyntaxError::slip(Slip::NoEquals, colon.unwrap_or(at..end)));
        };
        let key = content[..equals].trim();
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_. \"'".contains(letter);
        if key.is_empty() || !key.chars().all(is_plain) {
            return Err(SyntaxError::slip(Slip::BadKey, at..at + key.len()));
        }
        self.once(key.trim_matches(['"', '\'']).to_owned(), at..at + key.len())?;
        let value = content[equals + 1..].trim_start();
        self.value(end - value.len(), end)
    }

    /// Notes a key of the section, or with an empty name the section itself, which may be there once.
    fn once(&mut self, key: String, span: Span) -> Result<(), SyntaxError> {
        let name = if key.is_empty() { self.section.clone() } else { key.clone() };
        match self.keys.insert((self.section.clone(), key), span.clone()) {
            Some(first) => Err(SyntaxError::twice(name, first, span)),
            None => Ok(()),
        }
    }

    fn value(&mut self, at: usize, end: usize) -> Result<(), SyntaxError> {
        let value = &self.text[at..end];
        match letter(self.text, at) {
            _ if value.is_empty() || value.starts_with('#') => Err(SyntaxError::slip(Slip::NoValue, at..end)),
            Some('"' | '\'') => {
                let rest = quoted(self.text, at)?;
                let after = self.text[rest..end].trim_start();
                match after.is_empty() || after.starts_with('#') {
                    true => Ok(()),
                    false => Err(SyntaxError::slip(Slip::AfterQuote, end - after.len()..end)),
                }
            }
            Some('[' | '{') => self.between_brackets(at),
            _ => {
                let plain = value.split('#').next().unwrap_or_default().trim_end();
                plain_value(plain, at).map_or(Ok(()), Err)
            }
        }
    }

    fn between_brackets(&mut self, at: usize) -> Result<(), SyntaxError> {
        let text = self.text;
        let plain = |span: Span| plain_value(&text[span.clone()], span.start);
        self.brackets.read(text, at, '=', plain).map(drop)
    }
}

/// What is wrong with a value that is not quoted.
fn plain_value(text: &str, at: usize) -> Option<SyntaxError> {
    let span = at..at + text.len();
    let digits = text.trim_start_matches(['+', '-']);
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || "._eE+-".contains(c));
    match date::read_iso(text) {
        Ok(_) => return None,
        Err(why @ (NotADay::NoDay(_) | NotADay::NoMonth | NotADay::Form(Some(_)))) => {
            return Some(SyntaxError::no_day(text.to_owned(), why, span));
        }
        Err(NotADay::Form(None)) => {}
    }
    if matches!(text, "true" | "false") {
        return None;
    }
    let has_zero =
        digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    match (is_number, has_zero) {
        (true, false) => None,
        (true, true) => Some(SyntaxError::slip(Slip::LeadingZero, span)),
        (false, _) => Some(SyntaxError::slip(Slip::Unquoted, span)),
    }
}
