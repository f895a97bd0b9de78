//! YAML: takes its text, gives its tree, or where its syntax is wrong.
//!
//! Plain YAML is read by [`plain`], any other, and what is wrong, by serde-saphyr. It stands apart because it
//! alone knows the types of serde-saphyr.

use super::node::{DEEPEST, Node, NodeValue, SyntaxError, shift};
use super::plain;
use super::slips;
use crate::diagnostic::Slip;
use crate::source::Span;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::budget::BudgetBreach;
use std::fmt;

/// Reads YAML that begins at byte `offset` of its file.
///
/// # Errors
/// When its syntax is wrong.
pub fn read_yaml(yaml: &str, offset: usize) -> Result<Node, SyntaxError> {
    let root = plain::read(yaml, offset).map_or_else(|| read_any(yaml, offset), Ok)?;
    // A text without a key is YAML, and never what its author had in mind.
    match root.value {
        NodeValue::Scalar(_) => Err(slips::in_yaml(yaml).unwrap_or_else(|| slips::unknown(0)).shift(offset)),
        NodeValue::Null | NodeValue::List(_) | NodeValue::Table(_) => Ok(root),
    }
}

/// Reads any YAML, by serde-saphyr.
pub(super) fn read_any(yaml: &str, offset: usize) -> Result<Node, SyntaxError> {
    // Only nesting, and text that expands while it is read (aliases), need limits. Others are as high as the text is
    // long.
    let usual = serde_saphyr::Budget::default();
    let budget = serde_saphyr::budget! {
        max_depth: DEEPEST,
        max_events: usual.max_events.max(2 * yaml.len()),
        max_nodes: usual.max_nodes.max(2 * yaml.len()),
        max_total_scalar_bytes: usual.max_total_scalar_bytes.max(yaml.len()),
    };
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        budget: budget,
    };
    serde_saphyr::from_str_with_options::<serde_saphyr::Spanned<Yaml>>(yaml, options)
        .map(|root| Shift { text: yaml, offset }.yaml(root))
        .map_err(|error| {
            let at = error.location().map_or(0, |at| line_start(yaml, &at));
            let error = match error.without_snippet() {
                serde_saphyr::Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
                    SyntaxError::slip(Slip::Deep, at..at)
                }
                _ => slips::unknown(at),
            };
            slips::in_yaml(yaml).unwrap_or(error).shift(offset)
        })
}

/// The byte at which a line begins, for errors that come without byte offsets.
fn line_start(text: &str, at: &serde_saphyr::Location) -> usize {
    let line = usize::try_from(at.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(at.column()).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.trim_end_matches('\n').len(), |(byte, _)| byte)
}

/// YAML as serde gives it. The spelling of its scalars is restored from the text afterwards.
enum Yaml {
    Null,
    Plain,
    Text(String),
    List(Vec<serde_saphyr::Spanned<Yaml>>),
    Table(Vec<(serde_saphyr::Spanned<String>, serde_saphyr::Spanned<Yaml>)>),
}

impl<'de> Deserialize<'de> for Yaml {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = Yaml;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }
    fn visit_unit<E: Error>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }
    fn visit_none<E: Error>(self) -> Result<Yaml, E> {
        Ok(Yaml::Null)
    }
    fn visit_bool<E: Error>(self, _: bool) -> Result<Yaml, E> {
        Ok(Yaml::Plain)
    }
    fn visit_i64<E: Error>(self, _: i64) -> Result<Yaml, E> {
        Ok(Yaml::Plain)
    }
    fn visit_u64<E: Error>(self, _: u64) -> Result<Yaml, E> {
        Ok(Yaml::Plain)
    }
    fn visit_i128<E: Error>(self, _: i128) -> Result<Yaml, E> {
        Ok(Yaml::Plain)
    }
    fn visit_u128<E: Error>(self, _: u128) -> Result<Yaml, E> {
        Ok(Yaml::Plain)
    }
    fn visit_f64<E: Error>(self, _: f64) -> Result<Yaml, E> {
        Ok(Yaml::Plain)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Yaml, E> {
        Ok(Yaml::Text(text.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Yaml, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Yaml::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Yaml, A::Error> {
        let mut table = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            table.push(entry);
        }
        Ok(Yaml::Table(table))
    }
}

/// Makes nodes with the author's spelling, and with spans counted in the whole file.
struct Shift<'a> {
    text: &'a str,
    offset: usize,
}

impl Shift<'_> {
    fn span(&self, location: &serde_saphyr::Location) -> Span {
        let span = location.span();
        let start = usize::try_from(span.byte_offset().unwrap_or_default()).unwrap_or_default();
        let length = usize::try_from(span.byte_len().unwrap_or_default()).unwrap_or_default();
        let end = (start + length).min(self.text.len());
        shift(start.min(end)..end, self.offset)
    }

    fn yaml(&self, node: serde_saphyr::Spanned<Yaml>) -> Node {
        let span = self.span(&node.referenced);
        let defined = self.span(&node.defined);
        let value = match node.value {
            Yaml::Null => NodeValue::Null,
            Yaml::Plain => NodeValue::Scalar(self.spelling(defined)),
            Yaml::Text(text) => NodeValue::Scalar(text),
            Yaml::List(items) => NodeValue::List(items.into_iter().map(|item| self.yaml(item)).collect()),
            Yaml::Table(entries) => NodeValue::Table(
                entries.into_iter().map(|(key, value)| (self.key(key), self.yaml(value))).collect(),
            ),
        };
        Node { value, span }
    }

    fn key(&self, key: serde_saphyr::Spanned<String>) -> Node {
        Node { span: self.span(&key.referenced), value: NodeValue::Scalar(key.value) }
    }

    fn spelling(&self, span: Span) -> String {
        let local = span.start - self.offset..span.end - self.offset;
        self.text.get(local).unwrap_or_default().to_owned()
    }
}
