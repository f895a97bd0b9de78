//! Which field of front matter a place is in, while what stands there is not finished.
//!
//! Takes a manuscript and a place; gives the fields that can stand there, or the field whose value can. It stands
//! apart because half a line is no YAML: the word at the place is taken out, and a sign put in its place in each of
//! the ways in which the line may go on, until the reader of front matter can read the whole. Where that reader
//! finds the sign is where the place is.

use super::manuscript::Manuscript;
use super::values::text_of;
use crate::source::{Span, floor_boundary};
use crate::table::{Field, Node, NodeValue, Takes};

/// What can stand at a place.
#[derive(Debug)]
pub(super) enum Slot {
    /// A key: one of these fields, which are not there yet.
    Key(Vec<Field>),
    /// A value of this field.
    Value(Field),
}

/// What stands for the word at the place. It is no word of any language.
const SIGN: &str = "zqxkhacphucxqz";

/// What may be open at the place and is not closed yet: tables in lists, and tables in those.
const CLOSERS: [&str; 6] = ["", "}", "]", "}]", "}}", "}}]"];

/// How the word may go on: it is a value or a whole key, or a key without its value.
const WAYS: [&str; 2] = ["", ": x"];

impl Manuscript {
    /// What can stand at byte `at`, and the bytes of the word that it replaces. None outside front matter.
    pub(super) fn slot_at(&self, at: usize) -> Option<(Span, Slot)> {
        let end = self.head_end();
        if at > end || !(self.is_register() || self.text.starts_with(['-', '+'])) {
            return None;
        }
        let word = word_at(&self.text, at);
        let before = &self.text[..word.start];
        // What comes below may be wrong in its own right, or be no front matter at all.
        let below = self.text.get(word.end..end).unwrap_or_default();
        let fence = if self.is_register() { "" } else { self.text.get(..3).unwrap_or_default() };
        for below in [below, ""] {
            for closer in CLOSERS {
                for way in WAYS {
                    let text = format!("{before}{SIGN}{way}{closer}{below}\n{fence}\n");
                    let found = self.head_of(&text).and_then(|(head, fields)| slot(&head, &fields));
                    if let Some(slot) = found {
                        return Some((word, slot));
                    }
                }
            }
        }
        None
    }
}

/// The word that byte `at` is in, or at the end of: what one value of front matter, or one item of a list, is.
pub(super) fn word_at(text: &str, at: usize) -> Span {
    let at = floor_boundary(text, at);
    let ends = |letter: char| letter.is_whitespace() || "[]{},:\"'".contains(letter);
    let start = text[..at]
        .rfind(ends)
        .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
    let end = text[at..].find(ends).map_or(text.len(), |length| at + length);
    start..end
}

/// Where the sign is in a tree.
fn slot(tree: &Node, fields: &[Field]) -> Option<Slot> {
    let NodeValue::Table(entries) = &tree.value else { return None };
    let is_sign = |node: &Node| text_of(node).as_deref() == Some(SIGN);
    if entries.iter().any(|(key, _)| is_sign(key)) {
        let is_free =
            |field: &&Field| entries.iter().all(|(key, _)| text_of(key).as_deref() != Some(field.key));
        return Some(Slot::Key(fields.iter().filter(is_free).cloned().collect()));
    }
    entries.iter().find_map(|(key, value)| {
        let key = text_of(key)?;
        let field = fields.iter().find(|field| field.key == key)?;
        value.items().iter().find_map(|item| match &field.takes {
            // A word alone in the place of a table is the first of its keys.
            Takes::Table(inner) if is_sign(item) => Some(Slot::Key(inner.clone())),
            _ if is_sign(item) => Some(Slot::Value(field.clone())),
            takes => slot(item, takes.fields()?),
        })
    })
}
