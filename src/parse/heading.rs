//! Headings: the outline of one file.
//!
//! Takes the headings of a file one after another; gives what each of them opens (its kind, its audience, the
//! group of what stands under it), and what is wrong with them as an outline. It stands apart because what is
//! internal, and what is a measure, depends on the headings above it and on nothing else.

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::settings::{Audience, SectionKind};
use crate::source::{Located, Place};
use std::collections::BTreeMap;

/// The headings that what follows is under, from the outermost one.
#[derive(Default)]
pub(super) struct OpenHeadings {
    open: Vec<Open>,
    /// The title of the file.
    title: Option<Place>,
    /// The headings under no other.
    first: Siblings,
    has_sections: bool,
}

/// Headings directly under one heading: their words, whether they are marked internal, and where they are.
type Siblings = BTreeMap<(String, bool), Place>;

/// A heading that what follows is still under.
pub(super) struct Open {
    level: u8,
    pub(super) kind: Option<SectionKind>,
    pub(super) audience: Audience,
    /// Its words, where it is a sub-heading of a section that the vocabulary knows.
    pub(super) group: Option<String>,
    /// `[2, 1]` of `2.1. Nguyên nhân`; empty where its words begin with no number.
    number: Vec<u32>,
    /// The headings directly under it.
    under: Siblings,
    place: Place,
}

impl OpenHeadings {
    /// The innermost heading.
    pub(super) fn last(&self) -> Option<&Open> {
        self.open.last()
    }

    /// Takes the title of the file.
    pub(super) fn title(&mut self, title: &Located<String>, diagnostics: &mut Vec<Diagnostic>) {
        if self.has_sections {
            let late = Diagnostic::new(Code::TitleLate, title.place.clone()).with("found", &title.value);
            diagnostics.push(late);
        }
        self.title = Some(title.place.clone());
    }

    /// Takes a heading that is not the title, and gives what it opens.
    pub(super) fn take(
        &mut self,
        reader: &Reader<'_>,
        level: u8,
        words: &Located<String>,
        is_marked: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> &Open {
        let Located { value: text, place } = words;
        self.has_sections = true;
        if let Some(title) = self.title.clone().filter(|_| level == 1) {
            let second = Diagnostic::new(Code::TitleTwice, place.clone()).with("found", text);
            diagnostics.push(second.and(title, Remark::FirstHere));
        }
        let number = number(text);
        let kept = self.open.iter().take_while(|open| open.level < level).count();
        let ended = self.open.split_off(kept);
        if let Some(internal) = ended.iter().find(|ended| ended.audience == Audience::Internal)
            && !is_marked
            && is_inside(&number, &internal.number)
        {
            let early = Diagnostic::new(Code::InternalEndsEarly, place.clone()).with("found", text);
            diagnostics.push(early.and(internal.place.clone(), Remark::InternalSection));
        }
        let siblings = self.open.last_mut().map_or(&mut self.first, |parent| &mut parent.under);
        // One section for everybody and one for insiders may have the same name.
        let name = (text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "), is_marked);
        match siblings.get(&name) {
            Some(first) if level > 1 => {
                let twice = Diagnostic::new(Code::HeadingTwice, place.clone()).with("found", text);
                diagnostics.push(twice.and(first.clone(), Remark::FirstHere));
            }
            _ => {
                siblings.insert(name, place.clone());
            }
        }
        if let Some(nearest) = reader.headings.nearest(text) {
            let unknown = Diagnostic::new(Code::HeadingMisspelt, place.clone()).with("found", text);
            diagnostics.push(Diagnostic { nearest: Some(nearest.to_owned()), ..unknown });
        }
        let parent = self.open.last();
        let known = reader.headings.kind_of(text);
        let kind = known.or(parent.and_then(|parent| parent.kind));
        let group = match known {
            None if kind.is_some() => Some(join_group(parent, text)),
            _ => None,
        };
        let audience = match is_marked || parent.is_some_and(|open| open.audience == Audience::Internal) {
            true => Audience::Internal,
            false => Audience::Public,
        };
        let (under, place) = (BTreeMap::new(), place.clone());
        self.open.push(Open { level, kind, audience, group, number, under, place });
        &self.open[kept]
    }
}

fn join_group(parent: Option<&Open>, words: &str) -> String {
    match parent.and_then(|parent| parent.group.as_deref()) {
        Some(group) => format!("{group} – {words}"),
        None => words.to_owned(),
    }
}

/// The number that a heading begins with, in its parts: `2.1. Nguyên nhân` has 2 and 1.
fn number(heading: &str) -> Vec<u32> {
    let first = heading.split_whitespace().next().unwrap_or_default();
    let parts = first.trim_end_matches(['.', ')', '/', ':']).split('.');
    parts.map(|part| part.parse().ok()).collect::<Option<_>>().unwrap_or_default()
}

/// Whether a number is of a part of the one above: 2.1 is of a part of 2.
fn is_inside(number: &[u32], above: &[u32]) -> bool {
    !above.is_empty() && number.len() > above.len() && number.starts_with(above)
}
