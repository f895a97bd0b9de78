//! Values of front matter, each with what its field takes.
//!
//! Takes a tree and the fields that its reader asks for; gives the values under them. It stands apart because what
//! is known of a field by its reader is all that anybody here asks about it: a field that is added to a reader is
//! completed, explained and renamed without a word in this folder.

use crate::source::Span;
use crate::table::{Field, Node, NodeValue};
use crate::vietnamese::letters;

/// One value.
#[derive(Debug, Clone)]
pub(super) struct Value<'f> {
    /// What it stands under.
    pub(super) field: &'f Field,
    /// What is written, trimmed and in NFC.
    pub(super) text: String,
    /// Its bytes, quotes included.
    pub(super) span: Span,
}

/// The values of a tree, in order. What stands under no known field is left out.
pub(super) fn values<'f>(tree: &Node, fields: &'f [Field]) -> Vec<Value<'f>> {
    let mut found = Vec::new();
    collect(tree, fields, &mut found);
    found
}

fn collect<'f>(tree: &Node, fields: &'f [Field], found: &mut Vec<Value<'f>>) {
    let NodeValue::Table(entries) = &tree.value else { return };
    for (key, value) in entries {
        let Some(field) = fields.iter().find(|field| text_of(key).as_deref() == Some(field.key)) else {
            continue;
        };
        for item in value.items() {
            match field.takes.fields() {
                Some(inner) => collect(item, inner, found),
                None => {
                    let value = |text| Value { field, text, span: item.span.clone() };
                    found.extend(text_of(item).map(value));
                }
            }
        }
    }
}

/// The text of a node as readers take it; none of what is no text.
pub(super) fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        NodeValue::Scalar(text) => Some(letters::nfc(text.trim()).into_owned()),
        NodeValue::Null | NodeValue::List(_) | NodeValue::Table(_) => None,
    }
}
