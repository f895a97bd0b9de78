//! Where a mark stands among other words: in brackets, in quotation marks, behind a sign, alone.
//!
//! Takes the words of a heading, a paragraph, an item or a cell; gives the bytes that look like a mark. Apart from the
//! words of marks, which are the same wherever they stand.

use super::words::{LONGEST, is_mark, is_remark, is_stamp};
use crate::parse::inline::LeafKind;
use crate::source::floor_boundary;
use std::ops::Range;

/// Brackets that a mark may be written in by mistake; braces and quotation marks apart.
pub(super) const BRACKETS: [(char, char); 11] = [
    ('(', ')'),
    ('[', ']'),
    ('<', '>'),
    ('=', '='),
    ('⟨', '⟩'),
    ('〈', '〉'),
    ('（', '）'),
    ('［', '］'),
    ('【', '】'),
    ('〔', '〕'),
    ('＜', '＞'),
];

/// Quotation marks. What stands in them may be quoted, so it is a mark only where nothing else can be meant.
const QUOTES: [(char, char); 6] = [('“', '”'), ('"', '"'), ('\'', '\''), ('‘', '’'), ('«', '»'), ('‹', '›')];

/// Braces, as they are and in their wide form.
pub(super) const BRACES: [(char, char); 2] = [('{', '}'), ('｛', '｝')];

/// What looks like a mark in the words of a leaf of this kind: its bytes in them.
pub(super) fn in_words(kind: LeafKind, words: &str) -> Option<Range<usize>> {
    let braced = || if words.contains(['{', '}', '｛', '｝']) { in_braces(kind, words) } else { None };
    braced()
        .or_else(|| in_brackets(kind, words))
        .or_else(|| in_quotes(kind, words))
        .or_else(|| after_sign(kind, words))
        .or_else(|| alone(kind, words))
}

/// A heading has no braces but those of its attributes; elsewhere what stands in them tells.
fn in_braces(kind: LeafKind, words: &str) -> Option<Range<usize>> {
    let found = groups(words, &BRACES).into_iter().find(|(_, inner)| {
        kind == LeafKind::Heading || is_mark(inner) || inner.split(is_between).any(is_mark)
    });
    if let Some((range, _)) = found {
        return Some(range);
    }
    let is_brace = |letter: char| matches!(letter, '{' | '}' | '｛' | '｝');
    // One brace without the other: the words behind an opening one, or the word before a closing one.
    words.char_indices().filter(|(_, letter)| is_brace(*letter)).find_map(|(at, brace)| {
        let inner = match matches!(brace, '{' | '｛') {
            true => {
                let near = &words[at..floor_boundary(words, at + LONGEST)];
                at..at + near.find('\n').unwrap_or(near.len())
            }
            false => {
                let near = floor_boundary(words, at.saturating_sub(LONGEST));
                let space = words[near..at].char_indices().rfind(|(_, letter)| letter.is_whitespace());
                let start = space.map_or(near, |(before, letter)| near + before + letter.len_utf8());
                start..at + brace.len_utf8()
            }
        };
        let is_meant = words[inner.clone()].split(is_between).any(is_mark);
        (is_meant || kind == LeafKind::Heading).then(|| trimmed(words, inner))
    })
}

/// A mark in brackets anywhere in a heading, and where a line of other text begins or ends.
fn in_brackets(kind: LeafKind, words: &str) -> Option<Range<usize>> {
    if kind == LeafKind::Cell || !words.contains(BRACKETS.map(|(open, _)| open)) {
        return None;
    }
    let is_edge = |range: &Range<usize>| {
        is_bare(words[..range.start].chars().rev()) || is_bare(words[range.end..].chars())
    };
    let is_found = |(range, inner): &(Range<usize>, &str)| {
        is_class(inner) || is_remark(inner) && (kind == LeafKind::Heading || is_edge(range))
    };
    groups(words, &BRACKETS).into_iter().find(is_found).map(|(range, _)| range)
}

/// A mark in quotation marks: where a heading begins or ends, and alone on a line of other text.
fn in_quotes(kind: LeafKind, words: &str) -> Option<Range<usize>> {
    if kind == LeafKind::Cell || !words.contains(QUOTES.map(|(open, _)| open)) {
        return None;
    }
    let is_found = |(range, inner): &(Range<usize>, &str)| {
        let starts = is_bare(words[..range.start].chars().rev());
        let ends = is_bare(words[range.end..].chars());
        match (kind == LeafKind::Heading, starts, ends) {
            (_, true, true) => is_mark(inner),
            (true, true, false) | (true, false, true) => is_mark(inner) && !is_stamp(inner),
            (true, false, false) | (false, ..) => false,
        }
    };
    groups(words, &QUOTES).into_iter().find(is_found).map(|(range, _)| range)
}

/// Whether a line has no words, which is told from its `letters`; they may go on beyond it.
fn is_bare(mut letters: impl Iterator<Item = char>) -> bool {
    let first = letters.find(|letter| *letter == '\n' || letter.is_alphanumeric());
    first.is_none_or(|first| first == '\n')
}

/// `.internal`, `#noi-bo`, `:::internal`: the mark behind a sign, and without braces.
fn after_sign(kind: LeafKind, words: &str) -> Option<Range<usize>> {
    let signs = ['.', '#', ':', '!', '/', '%', '$'];
    let mut starts = words.char_indices().filter(|(at, letter)| {
        let before = words[..*at].chars().next_back();
        signs.contains(letter)
            && before.is_none_or(|before| !before.is_alphanumeric() && !signs.contains(&before))
    });
    starts.find_map(|(at, sign)| {
        let rest = words[at..].trim_start_matches(signs);
        let rest = rest.strip_prefix(' ').filter(|_| words[at..].starts_with(":::")).unwrap_or(rest);
        let start = words.len() - rest.len();
        let is_end = |letter: char| !letter.is_alphanumeric() && !matches!(letter, '-' | '_');
        let end = rest.find(is_end).map_or(words.len(), |length| start + length);
        let word = &words[start..end];
        let is_other = match sign {
            // Part of a path: `/private/etc`.
            '/' => kind != LeafKind::Heading || words[end..].starts_with(['/', '.']),
            // A hashtag of other media: `#NoiBo`.
            '#' => kind != LeafKind::Heading && word.contains(char::is_uppercase),
            _ => false,
        };
        (!is_other && is_mark(word)).then_some(at..end)
    })
}

/// A heading or a line of a paragraph that is a mark and nothing else, or a heading with one behind a dash.
fn alone(kind: LeafKind, words: &str) -> Option<Range<usize>> {
    let is_heading = match kind {
        LeafKind::Heading => true,
        LeafKind::Paragraph => false,
        LeafKind::Item | LeafKind::Cell => return None,
    };
    let mut start = 0;
    for line in words.split_inclusive('\n') {
        let range = trimmed(words, start..start + line.len());
        if is_mark(line) {
            return Some(range);
        }
        // `Nội bộ: các nguyên nhân sau`. A heading is looked at below.
        let label = line.split(':').next().unwrap_or_default();
        if !is_heading && label.len() < line.len() && is_mark(label) && !is_stamp(label) {
            return Some(range.start..start + label.len());
        }
        start += line.len();
    }
    let last = words.rfind(char::is_alphanumeric);
    let behind = words.char_indices().rfind(|(at, letter)| {
        let is_sign = matches!(letter, '–' | '—' | ':' | '|' | '/') && last.is_some_and(|last| *at < last);
        is_sign || *letter == '-' && words[..*at].ends_with(' ')
    });
    let (at, _) = behind.filter(|_| is_heading)?;
    let before = words.split([':', '–', '—']).next().unwrap_or_default();
    match is_mark(&words[at..]) {
        true => Some(at..words.len()),
        false => (before.len() < words.len() && is_mark(before)).then_some(0..before.len()),
    }
}

/// The groups in these brackets on one line each, the innermost ones: their bytes, and what is inside.
pub(super) fn groups<'w>(words: &'w str, brackets: &[(char, char)]) -> Vec<(Range<usize>, &'w str)> {
    let mut groups = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, letter) in words.char_indices() {
        let inner = open.filter(|(_, opened)| brackets.contains(&(*opened, letter)));
        let inner = inner.map(|(start, opened)| (start, &words[start + opened.len_utf8()..at]));
        match inner {
            // `==` is one sign, whose letters open and close.
            Some((start, inner)) if !inner.is_empty() => {
                groups.push((start..at + letter.len_utf8(), inner));
                open = None;
            }
            _ if brackets.iter().any(|(start, _)| *start == letter) => open = Some((at, letter)),
            _ if letter == '\n' => open = None,
            _ => {}
        }
    }
    groups
}

/// A range without the space at its ends.
pub(super) fn trimmed(words: &str, range: Range<usize>) -> Range<usize> {
    let inner = &words[range.clone()];
    let start = range.start + inner.len() - inner.trim_start().len();
    start..(range.start + inner.trim_end().len()).max(start)
}

/// Whether a letter stands between the parts of an attribute.
fn is_between(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '=' | ',' | ';' | '.' | '#' | ':' | '"' | '\'' | '{' | '}')
}

/// `.internal`, `.nội bộ`: a mark with the dot of a class.
pub(super) fn is_class(inner: &str) -> bool {
    inner.trim_start().trim_start_matches(':').trim_start().strip_prefix(['.', '．']).is_some_and(is_mark)
}
