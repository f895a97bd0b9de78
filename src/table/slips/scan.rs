//! What both languages have in common: lines, quoted texts, and what stands between brackets.

use crate::diagnostic::Slip;
use crate::source::Span;
use crate::table::node::SyntaxError;

/// The byte at which the line of byte `at` ends, before its line break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}

/// Reads a text line by line, each from its first byte to its end, up to the first slip.
pub(super) fn in_lines(
    text: &str,
    mut read: impl FnMut(usize, usize) -> Result<(), SyntaxError>,
) -> Option<SyntaxError> {
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        if let Err(found) = read(at, end) {
            return Some(found);
        }
        at = end + 1;
    }
    None
}

/// The character at a byte.
pub(super) fn letter(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// What may follow `\` between double quotation marks, in YAML or TOML.
const ESCAPES: &str = "0abtnvfre \"/\\N_LPxuU";

/// Reads the quoted text that begins at byte `at`; returns the byte after it. It is to end on its line: where it
/// may go on, a forgotten quotation mark takes in everything up to the next one.
pub(super) fn quoted(text: &str, at: usize) -> Result<usize, SyntaxError> {
    let end = line_end(text, at);
    let mark = letter(text, at).unwrap_or('"');
    let mut letters = text[at..end].char_indices().skip(1).peekable();
    while let Some((offset, found)) = letters.next() {
        if found == mark {
            // In YAML, `''` is an apostrophe between single quotation marks.
            match letters.peek() {
                Some((_, '\'')) if mark == '\'' => drop(letters.next()),
                _ => return Ok(at + offset + 1),
            }
        } else if found == '\\' && mark == '"' {
            match letters.next() {
                Some((_, escaped)) if ESCAPES.contains(escaped) => {}
                Some((after, escaped)) => {
                    return Err(SyntaxError::slip(
                        Slip::Escape,
                        at + offset..at + after + escaped.len_utf8(),
                    ));
                }
                None => break,
            }
        }
    }
    Err(SyntaxError::slip(Slip::OpenQuote, at..end))
}

/// Lists and tables between brackets that are open, from the outermost to the innermost.
#[derive(Default)]
pub(super) struct Brackets {
    open: Vec<Bracket>,
}

struct Bracket {
    close: char,
    at: usize,
    /// Whether there is something in its present item.
    is_filled: bool,
    /// Whether its present item has a key.
    has_key: bool,
}

impl Brackets {
    /// Whether anything is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The slip of a bracket that is still open where something else begins.
    pub(super) fn unclosed(&self) -> Option<SyntaxError> {
        self.open.last().map(|bracket| SyntaxError::slip(Slip::OpenBracket, bracket.at..bracket.at + 1))
    }

    fn fill(&mut self) {
        if let Some(bracket) = self.open.last_mut() {
            bracket.is_filled = true;
        }
    }

    /// Reads on from byte `at` to the end of its line, or to where the outermost bracket closes; returns the byte
    /// after that. `separator` stands between key and value. `plain` looks at each item that is not quoted.
    pub(super) fn read(
        &mut self,
        text: &str,
        mut at: usize,
        separator: char,
        plain: impl Fn(Span) -> Option<SyntaxError>,
    ) -> Result<usize, SyntaxError> {
        let end = line_end(text, at);
        let mut item: Option<usize> = None;
        while at < end {
            let Some(found) = letter(text, at) else { break };
            let next = at + found.len_utf8();
            let ends_item = match found {
                ',' | ']' | '}' => true,
                '#' => item.is_none(),
                _ => {
                    found == separator
                        && (separator == '=' || letter(text, next).is_none_or(char::is_whitespace))
                }
            };
            if let (true, Some(start)) = (ends_item, item.take_if(|_| ends_item))
                && found != separator
            {
                let span = start..start + text[start..at].trim_end().len();
                if let Some(slip) = plain(span) {
                    return Err(slip);
                }
            }
            match found {
                '#' if ends_item => return Ok(end),
                '[' | '{' if item.is_none() => {
                    let close = if found == '[' { ']' } else { '}' };
                    self.fill();
                    self.open.push(Bracket { close, at, is_filled: false, has_key: false });
                }
                ']' | '}' => match self.open.pop() {
                    Some(bracket) if bracket.close == found && self.open.is_empty() => return Ok(next),
                    Some(bracket) if bracket.close == found => {}
                    _ => return Err(SyntaxError::slip(Slip::StrayBracket, at..next)),
                },
                ',' => {
                    if let Some(bracket) = self.open.last_mut() {
                        if !std::mem::take(&mut bracket.is_filled) {
                            return Err(SyntaxError::slip(Slip::NoItem, at..next));
                        }
                        bracket.has_key = false;
                    }
                }
                '"' | '\'' if item.is_none() => {
                    self.fill();
                    at = quoted(text, at)?;
                    let rest = text[at..end].trim_start();
                    if rest.starts_with(['"', '\'', '[', '{']) {
                        let start = end - rest.len();
                        return Err(SyntaxError::slip(Slip::NoComma, start..start + 1));
                    }
                    if !rest.is_empty() && !rest.starts_with([',', ']', '}', ':', '=', '#']) {
                        let start = end - rest.len();
                        return Err(SyntaxError::slip(Slip::AfterQuote, start..end));
                    }
                    continue;
                }
                _ if ends_item => {
                    let bracket = self.open.last_mut();
                    if bracket.is_some_and(|bracket| std::mem::replace(&mut bracket.has_key, true)) {
                        return Err(SyntaxError::slip(Slip::NoComma, at..next));
                    }
                }
                _ if !found.is_whitespace() => {
                    self.fill();
                    item.get_or_insert(at);
                }
                _ => {}
            }
            at = next;
        }
        if let Some(slip) = item.and_then(|start| plain(start..start + text[start..end].trim_end().len())) {
            return Err(slip);
        }
        Ok(end)
    }
}

/// Whether a line is a mark that git left in a file whose two versions nobody has chosen from.
pub(super) fn is_merge_mark(line: &str) -> bool {
    let is_mark =
        |mark: &str| line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].into_iter().any(is_mark)
}
