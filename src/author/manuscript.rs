//! A file as it is being written: its text and what the compiler makes of it. Apart because every question to
//! `author` is about a place in one.

use crate::front_matter::register::{self, REGISTER};
use crate::front_matter::{self, Meta};
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::parse;
use crate::settings::Headings;
use crate::source::{ContentPath, Source, SourceId};
use crate::table::{self, Field, Node, NodeValue, Takes};
use std::sync::Arc;

/// A file as it is being written.
#[derive(Debug)]
pub struct Manuscript {
    /// Its path below the content folder, without `.md`.
    pub path: ContentPath,
    /// Its text, clean.
    pub text: Arc<str>,
    /// What it compiles to, where it can be understood.
    pub(super) document: Option<Arc<Document>>,
    id: SourceId,
    is_register: bool,
}

impl Manuscript {
    /// The file at `path`, below the content folder, whose text is now `text`.
    pub fn new(path: &str, text: &str, headings: &Headings) -> Self {
        let source = Source::new(path, text);
        let compiled = source.read().ok().and_then(|raw| parse::parse(&source, &raw, headings).0);
        let document = compiled.and_then(|compiled| match compiled {
            Compiled::Document(document) => Some(document),
            Compiled::Register(_) => None,
        });
        Self {
            path: ContentPath::of_file(&source.path),
            text: source.text(),
            document,
            id: source.id,
            is_register: source.path == REGISTER,
        }
    }

    /// Whether it is the register, all of which is as front matter is elsewhere.
    pub(super) fn is_register(&self) -> bool {
        self.is_register
    }

    /// The body that it belongs to.
    pub(super) fn body(&self) -> Option<&str> {
        self.path.body()
    }

    /// The byte at which its front matter ends; the end of the text where it goes on to there, or is not closed.
    pub(super) fn head_end(&self) -> usize {
        match front_matter::end(&self.text) {
            Some(end) if !self.is_register => end,
            Some(_) | None => self.text.len(),
        }
    }

    /// Its front matter and the fields of that.
    pub(super) fn head(&self) -> Option<(Node, Vec<Field>)> {
        self.head_of(&self.text)
    }

    /// The front matter of another text in its place, and the fields of that.
    pub(super) fn head_of(&self, text: &str) -> Option<(Node, Vec<Field>)> {
        if self.is_register {
            return Some((table::read_yaml(text, 0).ok()?, register::shape()));
        }
        let (head, _) = front_matter::split(self.id, text, &mut Vec::new())?;
        let fields = fields(&head);
        Some((head, fields))
    }
}

/// The fields that front matter takes: those of its kind, and the kind.
fn fields(head: &Node) -> Vec<Field> {
    let NodeValue::Table(entries) = &head.value else { return Vec::new() };
    let is =
        |node: &Node, text: &str| matches!(&node.value, NodeValue::Scalar(found) if found.trim() == text);
    let entry = entries.iter().find(|(key, _)| is(key, "kind"));
    let kind = entry.and_then(|(_, kind)| Meta::KINDS.into_iter().find(|known| is(kind, known)));
    let takes = Takes::Words(Meta::KINDS.to_vec());
    let first = Field { key: "kind", takes, is_list: false, is_required: true };
    std::iter::once(first).chain(kind.into_iter().flat_map(front_matter::shape)).collect()
}
