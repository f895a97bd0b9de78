//! Node: the tree that both YAML and TOML are read into.
//!
//! Takes no input: it is what the readers of both languages give, and what [`Table`](super::Table) reads; or the
//! mistake because of which there is none. It stands apart so that none of them depends on another one.

use crate::diagnostic::{Code, Diagnostic, Phrase, Remark, Slip};
use crate::source::{Located, Place, SourceId, Span};
use crate::vietnamese::date::NotADay;

/// The deepest nesting of YAML that is read: several times what front matter needs, and far from what fills a stack.
pub(super) const DEEPEST: usize = 16;

/// A node and its bytes in the text.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it holds.
    pub value: NodeValue,
    /// Bytes of the node, counted in the whole file.
    pub span: Span,
}

/// What a node holds. Scalars keep the author's spelling: `08` stays `08`.
#[derive(Debug, Clone)]
pub enum NodeValue {
    /// Nothing, `null` or `~`.
    Null,
    /// Text, a number, a truth value or a date, as written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the text; a key may be there twice.
    Table(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar, as written; empty where it is none. A key always is one.
    pub fn text(&self) -> &str {
        match &self.value {
            NodeValue::Scalar(text) => text,
            NodeValue::Null | NodeValue::List(_) | NodeValue::Table(_) => "",
        }
    }

    /// The items of a list, or the one value that stands in its place.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            NodeValue::List(items) => items,
            NodeValue::Null | NodeValue::Scalar(_) | NodeValue::Table(_) => std::slice::from_ref(self),
        }
    }
}

/// A mistake because of which there is no tree.
#[derive(Debug)]
pub struct SyntaxError {
    mistake: Mistake,
    span: Span,
}

#[derive(Debug)]
enum Mistake {
    Slip(Slip),
    Twice { key: String, first: Span },
    NoDay { found: String, why: NotADay },
}

impl SyntaxError {
    /// Something that the language does not allow.
    pub(super) fn slip(slip: Slip, span: Span) -> Self {
        Self { mistake: Mistake::Slip(slip), span }
    }

    /// A key that is there twice, in a language that does not allow it.
    pub(super) fn twice(key: String, first: Span, span: Span) -> Self {
        Self { mistake: Mistake::Twice { key, first }, span }
    }

    /// A text that should be a day, in a language that has days.
    pub(super) fn no_day(found: String, why: NotADay, span: Span) -> Self {
        Self { mistake: Mistake::NoDay { found, why }, span }
    }

    /// The same in a text that begins at byte `offset` of its file.
    pub(super) fn shift(mut self, offset: usize) -> Self {
        self.span = shift(self.span, offset);
        if let Mistake::Twice { first, .. } = &mut self.mistake {
            *first = shift(first.clone(), offset);
        }
        self
    }

    /// What there is to say about it, in the file `source`.
    pub fn report(self, source: SourceId) -> Diagnostic {
        let place = Place::new(source, self.span);
        match self.mistake {
            Mistake::Slip(slip) => Diagnostic::new(Code::FrontMatterSyntax, place)
                .with_phrase("what", Phrase::Slip(slip))
                .with_phrase("remedy", Phrase::Remedy(slip)),
            Mistake::Twice { key, first } => Diagnostic::new(Code::DuplicateKey, place)
                .with("found", key)
                .and(Place::new(source, first), Remark::FirstHere),
            Mistake::NoDay { found, why } => Diagnostic::not_a_day(&Located::new(found, place), why),
        }
    }
}

pub(super) fn shift(span: Span, offset: usize) -> Span {
    span.start + offset..span.end + offset
}
