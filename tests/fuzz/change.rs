//! Texts that are nearly right: real ones, changed here and there with words of their format.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

/// What a target's texts are made from.
pub(crate) struct Soil {
    /// Texts as somebody may have written them.
    pub(crate) seeds: Vec<String>,
    /// Words that mean something to the reader.
    pub(crate) words: Vec<&'static str>,
}

/// One change of a text.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Cut(Index, Index),
    /// A part, so many times more.
    Repeat(Index, Index, u8),
    /// A word of the format.
    Word(Index, Index),
    /// Another letter in the place of one.
    Letter(Index, char),
    /// A part of another text.
    Graft(Index, Index, Index, Index),
    /// All from here on is gone.
    End(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    let times = prop_oneof![15 => Just(1), 1 => 2..60u8];
    prop_oneof![
        3 => (at(), at()).prop_map(|(a, b)| Change::Cut(a, b)),
        3 => (at(), at(), times).prop_map(|(a, b, times)| Change::Repeat(a, b, times)),
        6 => (at(), at()).prop_map(|(a, word)| Change::Word(a, word)),
        2 => (at(), any::<char>()).prop_map(|(a, letter)| Change::Letter(a, letter)),
        3 => (at(), at(), at(), at()).prop_map(|(at, text, a, b)| Change::Graft(at, text, a, b)),
        1 => at().prop_map(Change::End),
    ]
}

/// Changes of one text: few as a rule, and now and then many.
pub(crate) fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop_oneof![7 => vec(change(), 1..6), 1 => vec(change(), 6..40)]
}

/// The nearest place before a drawn one where a character begins.
fn place(text: &str, drawn: Index) -> usize {
    text.floor_char_boundary(drawn.index(text.len() + 1))
}

/// A short part of a text.
fn part(text: &str, a: Index, b: Index) -> (usize, usize) {
    let start = place(text, a);
    (start, text.floor_char_boundary(start + b.index((text.len() - start).min(400) + 1)))
}

impl Change {
    fn apply(&self, text: &mut String, soil: &Soil) {
        match self {
            Self::Cut(a, b) => {
                let (start, end) = part(text, *a, *b);
                text.replace_range(start..end, "");
            }
            Self::Repeat(a, b, times) => {
                let (start, end) = part(text, *a, *b);
                let more = text[start..end].repeat((*times).into());
                text.insert_str(end, &more);
            }
            Self::Word(at, word) => text.insert_str(place(text, *at), word.get::<&str>(&soil.words)),
            Self::Letter(at, letter) => {
                let at = place(text, *at);
                let length = text[at..].chars().next().map_or(0, char::len_utf8);
                text.replace_range(at..at + length, letter.encode_utf8(&mut [0; 4]));
            }
            Self::Graft(at, other, a, b) => {
                let other = other.get::<String>(&soil.seeds);
                let (start, end) = part(other, *a, *b);
                text.insert_str(place(text, *at), &other[start..end]);
            }
            Self::End(at) => text.truncate(place(text, *at)),
        }
    }
}

/// A text, changed.
pub(crate) fn changed(text: &str, changes: &[Change], soil: &Soil) -> String {
    let mut text = text.to_owned();
    changes.iter().for_each(|change| change.apply(&mut text, soil));
    text
}

/// Words of the format and others, one after another.
pub(crate) fn noise(soil: &'static LazyLock<Soil>) -> impl Strategy<Value = String> {
    let word = any::<Index>().prop_map(|word| (*word.get::<&str>(&soil.words)).to_owned());
    vec(prop_oneof![4 => word, 1 => "\\PC{0,12}"], 0..24).prop_map(|words| words.concat())
}

/// Seeds, changed, and noise.
pub(crate) fn texts(soil: &'static LazyLock<Soil>) -> impl Strategy<Value = String> {
    let mutant = (any::<Index>(), changes())
        .prop_map(|(text, changes)| changed(text.get::<String>(&soil.seeds), &changes, soil));
    prop_oneof![7 => mutant, 1 => noise(soil)]
}
