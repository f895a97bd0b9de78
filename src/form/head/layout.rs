//! Where the parts of front matter stand in its text.

use crate::source::Span;
use crate::table::{Node, NodeValue};

/// The text of a file.
pub(super) struct Writer<'t> {
    pub(super) text: &'t str,
}

/// The entry of a table with a key.
pub(super) fn entry<'e>(entries: &'e [(Node, Node)], key: &str) -> Option<&'e (Node, Node)> {
    entries.iter().find(|(known, _)| known.text() == key)
}

impl Writer<'_> {
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// The start of the next line.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |length| at + length + 1)
    }

    pub(super) fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.start..].starts_with(['[', '{'])
    }

    /// Where a node ends. Of a table and a list, the tree knows only where they begin.
    pub(super) fn end(&self, node: &Node) -> usize {
        let last = match &node.value {
            NodeValue::Null => return node.span.end,
            NodeValue::Scalar(_) => {
                return node.span.start + self.text[node.span.clone()].trim_end().len();
            }
            NodeValue::List(items) => items.last().map(|item| self.end(item)),
            NodeValue::Table(entries) => entries.last().map(|entry| self.entry_end(entry)),
        };
        if !self.is_flow(node) {
            return last.unwrap_or(node.span.end);
        }
        let mut at = last.unwrap_or(node.span.start + 1);
        let mut is_comment = false;
        for letter in self.text[at..].chars() {
            at += letter.len_utf8();
            match letter {
                '\n' => is_comment = false,
                '#' => is_comment = true,
                ']' | '}' if !is_comment => break,
                _ => {}
            }
        }
        at
    }

    pub(super) fn entry_end(&self, (key, value): &(Node, Node)) -> usize {
        match value.value {
            NodeValue::Null => key.span.end,
            _ => self.end(value).max(key.span.end),
        }
    }

    /// The lines of an entry of a table that is written line by line.
    pub(super) fn lines(&self, found: &(Node, Node)) -> Span {
        self.line_start(found.0.span.start)..self.line_end(self.entry_end(found))
    }

    /// What stands before a key on its line, as blanks.
    pub(super) fn indent(&self, key: &Node) -> String {
        let before = &self.text[self.line_start(key.span.start)..key.span.start];
        " ".repeat(before.chars().count())
    }
}
