//! Excerpts: parts of a source as its author wrote them, fit to stand in a file of another year.
//!
//! Takes spans of a source and what was read in them; gives their text, in which links lead where they led
//! before. It stands apart because wording, measures and indicators are all copied by the same rules.

use crate::model::document::{Document, Footnote, Piece};
use crate::settings::Audience;
use crate::source::link::{self, Target};
use crate::source::{Located, Place, Span};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Another text for a span of a source; an empty span is where something is added.
pub(super) type Change = (Span, String);

/// A source with what was read in it.
pub(super) struct Written<'d> {
    pub(super) document: &'d Document,
    /// Path of the file below the content folder.
    pub(super) path: &'d str,
    pub(super) text: Arc<str>,
}

impl Written<'_> {
    /// The text of a span with the changes in it, and with links, which are among `pieces`, that still lead
    /// to the same places.
    pub(super) fn excerpt<'p>(
        &self,
        span: Span,
        pieces: impl IntoIterator<Item = &'p Piece>,
        changes: Vec<Change>,
    ) -> String {
        let links = pieces.into_iter().flat_map(|piece| self.relinked(piece));
        let mut changes: Vec<Change> = links.chain(changes).collect();
        changes.sort_by_key(|(at, _)| (at.start, Reverse(at.end)));
        let (mut excerpt, mut done) = (String::new(), span.start);
        for (at, text) in changes {
            if at.start >= done && at.end <= span.end {
                excerpt.push_str(&self.text[done..at.start]);
                excerpt.push_str(&text);
                done = at.end;
            }
        }
        excerpt + &self.text[done..span.end]
    }

    fn relinked(&self, piece: &Piece) -> Vec<Change> {
        match piece {
            Piece::LinkOpen(hole) => self.inline(&hole.target, &hole.words, "[", &hole.title),
            Piece::Image(hole) => self.inline(&hole.target, &hole.words, "![", &hole.title),
            Piece::Html(_) | Piece::LinkClose | Piece::Citation(_) | Piece::FootnoteRef(_) => Vec::new(),
        }
    }

    /// Writes a link with its target in it, unless it has that already.
    fn inline(&self, target: &Located<String>, words: &Place, opening: &str, title: &str) -> Vec<Change> {
        let (whole, words) = (target.place.span(), words.span());
        let moved = self.moved(&target.value);
        if moved == target.value && self.text[whole.clone()].contains(&moved) {
            return Vec::new();
        }
        let moved = match moved.contains(|letter: char| letter.is_whitespace() || "()<>".contains(letter)) {
            true => format!("<{}>", moved.replace('<', "\\<").replace('>', "\\>")),
            false => moved,
        };
        let title = match title {
            "" => String::new(),
            title => format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"")),
        };
        vec![
            (whole.start..words.start, opening.to_owned()),
            (words.end..whole.end, format!("]({moved}{title})")),
        ]
    }

    /// A target as it is written in the folder of another year, which is as deep as this one.
    fn moved(&self, target: &str) -> String {
        let (folder, file) = self.path.rsplit_once('/').unwrap_or(("", self.path));
        let year = folder.rsplit('/').next().unwrap_or_default();
        match link::read_target(self.path, target) {
            Target::External | Target::Refused => target.to_owned(),
            Target::Fragment(_) => format!("../{year}/{file}{}", target.trim()),
            Target::File { .. } => match target.trim().trim_start_matches("./") {
                near if near.starts_with("../") => near.to_owned(),
                near => format!("../{year}/{near}"),
            },
        }
    }

    /// What `copied` says in footnotes that are defined elsewhere: their definitions, and `copied` without
    /// those that are internal, as what is internal stays where it is.
    pub(super) fn with_footnotes(&self, mut copied: Vec<String>) -> (Vec<String>, String) {
        let reference = |footnote: &Footnote| format!("[^{}]", footnote.label);
        let is_hidden = |footnote: &Footnote| {
            footnote.audience == Audience::Internal && self.document.audience == Audience::Public
        };
        let mut definitions: Vec<String> = Vec::new();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        loop {
            let is_wanted = |footnote: &&Footnote| {
                let reference = reference(footnote);
                let mut texts = copied.iter().chain(&definitions);
                !seen.contains(footnote.label.as_str()) && texts.any(|text| text.contains(&reference))
            };
            let Some(footnote) = self.document.footnotes.iter().find(is_wanted) else { break };
            seen.insert(&footnote.label);
            let reference = reference(footnote);
            if copied.iter().any(|text| text.contains(&format!("{reference}:"))) {
                continue;
            }
            match is_hidden(footnote) {
                true => {
                    let texts = copied.iter_mut().chain(&mut definitions);
                    texts.for_each(|text| *text = text.replace(&reference, ""));
                }
                false => definitions.push(self.excerpt(footnote.place.span(), &footnote.html, Vec::new())),
            }
        }
        (copied, definitions.join("\n\n"))
    }
}
