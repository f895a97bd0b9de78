//! Prose: words of an imported paper as Markdown that reads back as they are.
//!
//! Takes words with their marks; gives Markdown. It stands apart because what a mark may stand beside is a rule of
//! Markdown, not of papers.

use super::words::markdown;
use crate::import::paper::{Mark, Words};
use std::collections::BTreeSet;

/// More marks than that in one paragraph are no writing, and are left out.
const MOST_MARKS: usize = 1000;

/// The words on one line, with their marks and references to footnotes.
pub(super) fn inline(words: &Words) -> String {
    let text = words.text.as_str();
    let mut ends: BTreeSet<usize> = [0, text.len()].into();
    ends.extend(words.marks.iter().flat_map(|(start, end, _)| [*start, *end]));
    ends.extend(words.notes.iter().map(|(at, _)| *at));
    let ends: Vec<usize> = ends.into_iter().collect();
    let mut notes = words.notes.iter().peekable();
    let mut out = String::new();
    for (at, end) in ends.iter().enumerate() {
        while let Some((_, label)) = notes.next_if(|(place, _)| place <= end) {
            // What is before the note is written when its end is reached.
            out.push_str(&format!("[^{label}]"));
        }
        let Some(next) = ends.get(at + 1) else { break };
        let sign = sign(words, *end, *next);
        out.push_str(&segment(text, *end, *next, sign));
    }
    guarded(out)
}

/// What encloses a segment that lies in marks.
fn sign(words: &Words, start: usize, end: usize) -> &'static str {
    if words.marks.len() > MOST_MARKS {
        return "";
    }
    let has = |wanted| words.marks.iter().any(|(s, e, mark)| *mark == wanted && *s <= start && end <= *e);
    match (has(Mark::Strong), has(Mark::Emphasis)) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    }
}

/// A segment in its sign, where Markdown takes the sign for one there.
fn segment(text: &str, start: usize, end: usize, sign: &str) -> String {
    let words = &text[start..end];
    let inner = words.trim();
    let plain = || escaped(words);
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else { return plain() };
    let lead = &words[..words.len() - words.trim_start().len()];
    let tail = &words[words.trim_end().len()..];
    let before = lead.chars().next_back().or(text[..start].chars().next_back());
    let behind = tail.chars().next().or(text[end..].chars().next());
    let is_apart = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let can = |edge: char, beside: Option<char>| {
        edge.is_alphanumeric() && is_apart(beside)
            || !edge.is_alphanumeric()
                && beside.is_none_or(|letter| letter.is_whitespace() || is_sign(letter))
    };
    match sign {
        "" => plain(),
        sign if can(first, before) && can(last, behind) => {
            format!("{lead}{sign}{}{sign}{tail}", escaped(inner))
        }
        _ => plain(),
    }
}

fn is_sign(letter: char) -> bool {
    letter.is_ascii_punctuation() || matches!(letter, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '«' | '»')
}

/// Words that Markdown takes for nothing else, and no reader for a unit.
pub(super) fn escaped(words: &str) -> String {
    markdown(words).replace(['\u{b}', '\u{c}', '\r'], " ").replace('@', "&#64;").replace('＠', "&#65312;")
}

/// A line that begins no list, heading or rule.
fn guarded(line: String) -> String {
    let line = line.trim().to_owned();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
    match line.as_bytes().first() {
        _ if is_number => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some(b'-' | b'+' | b'=' | b':' | b'`') => format!("\\{line}"),
        _ => line,
    }
}

/// The words without marks and footnotes, for a title.
pub(super) fn title(words: &Words) -> String {
    escaped(&words.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A comment, which no page shows.
pub(super) fn comment(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What would end the comment does not end it: no two dashes stand together.
    let text = text.replace("--", "- -").replace("--", "- -").replace("->", "- >");
    format!("<!-- {text} -->")
}
