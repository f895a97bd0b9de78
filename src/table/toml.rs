//! TOML: takes its text, gives its tree, or where its syntax is wrong.
//!
//! It stands apart because it alone knows the types of the `toml` crate.

use super::node::{Node, NodeValue, SyntaxError, shift};
use super::slips;

/// Reads TOML that begins at byte `offset` of its file.
///
/// # Errors
/// When its syntax is wrong.
pub fn read_toml(toml: &str, offset: usize) -> Result<Node, SyntaxError> {
    match ::toml::de::DeTable::parse(toml) {
        Ok(table) => {
            let span = table.span();
            Ok(Node { value: toml_table(table.into_inner(), toml, offset), span: shift(span, offset) })
        }
        Err(error) => {
            let unknown = || slips::unknown(error.span().unwrap_or_default().start);
            Err(slips::in_toml(toml).unwrap_or_else(unknown).shift(offset))
        }
    }
}

fn toml_table(table: ::toml::de::DeTable<'_>, text: &str, offset: usize) -> NodeValue {
    let pairs = table.into_iter().map(|(key, value)| {
        let key_span = shift(key.span(), offset);
        let key = Node { value: NodeValue::Scalar(key.into_inner().into_owned()), span: key_span };
        (key, toml_value(value, text, offset))
    });
    NodeValue::Table(pairs.collect())
}

fn toml_value(value: ::toml::Spanned<::toml::de::DeValue<'_>>, text: &str, offset: usize) -> Node {
    use ::toml::de::DeValue;
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(string) => NodeValue::Scalar(string.into_owned()),
        DeValue::Array(items) => {
            NodeValue::List(items.into_iter().map(|item| toml_value(item, text, offset)).collect())
        }
        DeValue::Table(table) => toml_table(table, text, offset),
        _ => NodeValue::Scalar(text.get(span.clone()).unwrap_or_default().to_owned()),
    };
    Node { value, span: shift(span, offset) }
}
