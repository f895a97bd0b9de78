//! Node: the tree that both YAML and TOML are read into.
//!
//! Takes no input: it is what the readers of both languages give, and what [`Table`](super::Table) reads. It
//! stands apart so that none of them depends on another one.

use crate::source::Span;

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

/// A mistake in the syntax, because of which there is no tree.
#[derive(Debug)]
pub struct SyntaxError {
    /// What the parser says.
    pub what: String,
    /// Where, counted in the whole file.
    pub span: Span,
}

pub(super) fn shift(span: Span, offset: usize) -> Span {
    span.start + offset..span.end + offset
}
