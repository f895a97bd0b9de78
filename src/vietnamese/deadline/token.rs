//! Token: words, numbers and marks of an expression.
//!
//! Takes text in normal form C; gives its tokens in one spelling, and a cursor with which the rules read them.
//! It stands apart so that no rule deals with case, spaces or look-alike letters.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::words;
use crate::vietnamese::date::{YearSpan, is_dash, plausible_year};
use crate::vietnamese::letters::{latin_twin, nfc};

/// One token, with the byte offset where it begins.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) start: usize,
    pub(super) kind: TokenKind<'t>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind<'t> {
    /// Letters only, in lower case and in one spelling.
    Word(Cow<'t, str>),
    /// A run of ASCII digits; `digits` tells `02` from `2` and `2023`.
    Number { value: u32, digits: usize },
    /// Any other visible character; every dash is `-`.
    Mark(char),
}

impl TokenKind<'_> {
    /// The first byte of every phrase that begins with this token; none for a number, which begins no phrase.
    fn first_byte(&self) -> Option<u8> {
        match self {
            Self::Word(word) => word.bytes().next(),
            Self::Mark(mark) => mark.encode_utf8(&mut [0; 4]).bytes().next(),
            Self::Number { .. } => None,
        }
    }

    /// The rest of a phrase behind this token, if the phrase begins with it.
    fn strip<'p>(&self, phrase: &'p str) -> Option<&'p str> {
        match self {
            Self::Word(word) => phrase.strip_prefix(word.as_ref()),
            Self::Mark(mark) => phrase.strip_prefix(*mark),
            Self::Number { .. } => None,
        }
    }
}

/// Cuts a text in normal form C into tokens. Spaces, emphasis marks and invisible characters are left out.
pub(super) fn tokenise(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = text[start..].chars().next() {
        let class = class(first);
        let rest = &text[start..];
        let length = match class {
            Class::Letter | Class::Digit => rest.find(|c| self::class(c) != class).unwrap_or(rest.len()),
            Class::Mark | Class::Space => first.len_utf8(),
        };
        if let Some(kind) = token_kind(class, &rest[..length]) {
            tokens.push(Token { start, kind });
        }
        start += length;
    }
    tokens
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Letter,
    Digit,
    Mark,
    Space,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        '*' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Class::Space,
        // Nearly every letter is in these ranges, which is faster to test than the tables of Unicode.
        'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' => {
            Class::Letter
        }
        '\u{1E00}'..='\u{1EFF}' => Class::Letter,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphabetic() || is_combining_mark(c) => Class::Letter,
        _ => Class::Mark,
    }
}

fn token_kind(class: Class, text: &str) -> Option<TokenKind<'_>> {
    match class {
        Class::Space => None,
        Class::Letter => Some(TokenKind::Word(one_spelling(text))),
        Class::Mark => text.chars().next().map(|c| TokenKind::Mark(if is_dash(c) { '-' } else { c })),
        // A number that does not fit is no date and no count: it becomes a mark that no rule reads.
        Class::Digit => Some(match text.parse() {
            Ok(value) => TokenKind::Number { value, digits: text.len() },
            Err(_) => TokenKind::Mark('#'),
        }),
    }
}

/// The word in lower case, with Latin letters for their look-alikes, and in one of the spellings in use.
fn one_spelling(word: &str) -> Cow<'_, str> {
    let is_small = |c: char| c.is_lowercase() && latin_twin(c).is_none();
    let lower = if word.chars().all(is_small) { Cow::Borrowed(word) } else { small(word).into() };
    match words::SPELLINGS.iter().find(|(other, _)| *other == lower) {
        Some((_, standard)) => Cow::Borrowed(standard),
        None => lower,
    }
}

fn small(word: &str) -> String {
    let latin = word.chars().map(|c| latin_twin(c).unwrap_or(c));
    let lower: String = latin.flat_map(char::to_lowercase).collect();
    nfc(&lower).into_owned()
}

/// A position between tokens. It is cheap to copy, and rules look ahead and go back with copies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token<'t>]) -> Self {
        Cursor { text, tokens }
    }

    /// Whether everything has been read.
    pub(super) fn done(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The next token, without reading it.
    pub(super) fn peek(&self) -> Option<&'t TokenKind<'t>> {
        self.tokens.first().map(|token| &token.kind)
    }

    /// Reads any one token.
    pub(super) fn step(&mut self) -> Option<&'t TokenKind<'t>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(&first.kind)
    }

    /// Tries a rule; if it fails, nothing has been read.
    pub(super) fn attempt<T>(&mut self, rule: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = *self;
        let found = rule(self);
        if found.is_none() {
            *self = before;
        }
        found
    }

    /// Reads one mark.
    pub(super) fn mark(&mut self, mark: char) -> Option<()> {
        (self.peek() == Some(&TokenKind::Mark(mark))).then(|| self.step()).map(|_| ())
    }

    /// Reads one of several marks.
    pub(super) fn any_mark(&mut self, marks: &[char]) -> Option<char> {
        marks.iter().copied().find(|&mark| self.mark(mark).is_some())
    }

    /// Reads any one word.
    pub(super) fn word(&mut self) -> Option<&'t str> {
        match self.peek()? {
            TokenKind::Word(word) => self.step().map(|_| word.as_ref()),
            _ => None,
        }
    }

    /// Reads a number, with its digits counted.
    pub(super) fn number(&mut self) -> Option<(u32, usize)> {
        match *self.peek()? {
            TokenKind::Number { value, digits } => self.step().map(|_| (value, digits)),
            _ => None,
        }
    }

    /// Reads a phrase: words, or single marks, with spaces between.
    pub(super) fn phrase(&mut self, phrase: &str) -> Option<()> {
        let first = self.peek()?.first_byte();
        (first == phrase.bytes().next()).then(|| self.parts(phrase))?
    }

    fn parts(&mut self, mut phrase: &str) -> Option<()> {
        for (index, token) in self.tokens.iter().enumerate() {
            phrase = token.kind.strip(phrase)?;
            if phrase.is_empty() {
                self.tokens = &self.tokens[index + 1..];
                return Some(());
            }
            phrase = phrase.strip_prefix(' ')?;
        }
        None
    }

    /// Reads the first of several phrases that fits. Longer ones must stand before those they begin with.
    pub(super) fn any(&mut self, phrases: &[&'static str]) -> Option<&'static str> {
        let first = self.peek()?.first_byte();
        // Nearly all phrases begin with another byte, which is fast to test.
        let mut phrases = phrases.iter().copied().filter(|phrase| phrase.bytes().next() == first);
        phrases.find(|phrase| self.parts(phrase).is_some())
    }

    /// Reads a year of four digits.
    pub(super) fn year(&mut self) -> Option<i16> {
        self.attempt(|c| {
            let (value, digits) = c.number()?;
            plausible_year(value).filter(|_| digits == 4)
        })
    }

    /// Reads the verbs and nouns before a deadline that do not change it: `hoàn thành`, `thời hạn:`.
    pub(super) fn leads(&mut self) {
        while self.any(words::LEADS).is_some() || self.any_mark(&[':', '(', ',', '-']).is_some() {}
    }

    /// Reads the words that may follow a deadline without changing it, and final punctuation.
    ///
    /// `trong năm 2023` is one of them only when that is the one year of the plan.
    pub(super) fn tails(&mut self, plan: YearSpan) {
        while self.attempt(|c| c.tail_year(plan)).is_some()
            || self.any(words::TAILS).is_some()
            || self.any_mark(&['.', ',', ';', ':', '!', '(', ')', '…']).is_some()
        {}
    }

    fn tail_year(&mut self, plan: YearSpan) -> Option<()> {
        self.any(&["trong năm", "của năm", "năm", "in", "of", "during"])?;
        (self.year()? == plan.first && plan.first == plan.last).then_some(())
    }

    /// The printed text from here to the end, without punctuation around it.
    pub(super) fn rest(&self) -> &'t str {
        let start = self.tokens.first().map_or(self.text.len(), |token| token.start);
        self.text[start..].trim_matches(|c: char| c.is_whitespace() || ".,;:!)*…".contains(c))
    }

    /// Reads everything up to the end. Fails if that is nothing.
    pub(super) fn take_rest(&mut self) -> Option<&'t str> {
        let rest = Some(self.rest()).filter(|rest| !rest.is_empty())?;
        self.tokens = &[];
        Some(rest)
    }
}
