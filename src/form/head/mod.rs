//! Front matter with some fields changed, and nothing else.
//!
//! Takes the text of a file whose front matter is YAML; gives it with another value of a field. A value is
//! replaced where it stands, an item of a list too; what is new gets a line of its own; what is gone takes its line
//! with it. It is then read again: where anything is read otherwise than it should be, the field's lines are
//! written anew, and where that is of no help either (an anchor that others refer to), there is no such text.
//!
//! | module | holds |
//! |---|---|
//! | `layout` | where things stand |
//! | `edits` | what is changed where it stands |
//! | `fresh` | what is written anew |

mod edits;
mod fresh;
mod layout;
#[cfg(test)]
mod tests;

use super::value::Value;
use crate::front_matter;
use crate::source::SourceId;
use crate::table::{Field, Node, NodeValue};
use edits::Edits;
use layout::{Writer, entry};

/// The text with another value of a field. `fields` are all of the front matter, in the order in which they are
/// written.
pub(super) fn changed(text: &str, fields: &[Field], field: &Field, value: &Value) -> Option<String> {
    let (head, start) = read(text)?;
    let NodeValue::Table(entries) = &head.value else { return None };
    if Value::of(entry(entries, field.key).map(|(_, node)| node), field).as_ref() == Some(value) {
        return Some(text.to_owned());
    }
    let writer = Writer { text };
    let pair = [(field, value)];
    let finely = || {
        let mut edits = Edits::new();
        writer.table(&head, entries, fields, &pair, &mut edits)?;
        Some(edits)
    };
    let anew = || {
        let found = entry(entries, field.key)?;
        Some(vec![(writer.lines(found), writer.fresh_entry(field, value, ""))])
    };
    let ways: [&dyn Fn() -> Option<Edits>; 2] = [&finely, &anew];
    let texts = ways.iter().filter_map(|way| replaced(text, way()?));
    texts.into_iter().find(|new| is_right(&head, text.get(start..), new, field, value))
}

fn read(text: &str) -> Option<(Node, usize)> {
    front_matter::split(SourceId::of_path(""), text, &mut Vec::new())
}

/// Whether in a new text the field has its value, and all else is as it was.
fn is_right(head: &Node, content: Option<&str>, new: &str, field: &Field, value: &Value) -> bool {
    let Some((now, start)) = read(new) else { return false };
    let (NodeValue::Table(before), NodeValue::Table(after)) = (&head.value, &now.value) else { return false };
    let others = |entries: &[(Node, Node)]| -> Vec<(Node, Node)> {
        entries.iter().filter(|(key, _)| key.text() != field.key).cloned().collect()
    };
    let (before, others_after) = (others(before), others(after));
    let read = Value::of(entry(after, field.key).map(|(_, node)| node), field);
    read.as_ref() == Some(value)
        && before.len() == others_after.len()
        && before.iter().zip(&others_after).all(|(a, b)| a.0.text() == b.0.text() && is_alike(&a.1, &b.1))
        && new.get(start..) == content
}

/// Whether two nodes hold the same, wherever they stand.
fn is_alike(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (NodeValue::Null, NodeValue::Null) => true,
        (NodeValue::Scalar(a), NodeValue::Scalar(b)) => a == b,
        (NodeValue::List(a), NodeValue::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_alike(a, b))
        }
        (NodeValue::Table(a), NodeValue::Table(b)) => {
            let same = |(a, b): (&(Node, Node), &(Node, Node))| is_alike(&a.0, &b.0) && is_alike(&a.1, &b.1);
            a.len() == b.len() && a.iter().zip(b).all(same)
        }
        _ => false,
    }
}

/// A text with its edits; none where two of them overlap.
pub(super) fn replaced(text: &str, mut edits: Edits) -> Option<String> {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let (mut new, mut from) = (String::with_capacity(text.len()), 0);
    for (span, words) in edits {
        new.push_str(text.get(from..span.start)?);
        new.push_str(&words);
        from = span.end;
    }
    new.push_str(text.get(from..)?);
    Some(new)
}
