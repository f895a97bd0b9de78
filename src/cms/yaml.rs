//! YAML: a tree as text, in which a field that stands in several places is written once.
//!
//! Takes a tree; gives lines. It stands apart because nothing in it knows what the tree is of. What is written
//! once has an anchor, and an alias elsewhere: a site of many years would be too long for a browser otherwise.

use crate::draft::yaml;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A tree to write.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Yaml {
    /// A text.
    Text(String),
    /// Anything that is written as it is.
    Bare(&'static str),
    /// A list.
    List(Vec<Yaml>),
    /// Keys and values, in this order.
    Map(Vec<(&'static str, Yaml)>),
    /// A map that may stand elsewhere too, with the name that its anchor takes.
    Shared(String, Vec<(&'static str, Yaml)>),
}

impl Yaml {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// The tree as lines, each with its line break.
pub(super) fn written(root: &Yaml) -> String {
    let mut writer = Writer {
        text: String::new(),
        times: BTreeMap::new(),
        anchors: BTreeMap::new(),
        named: BTreeMap::new(),
    };
    writer.count(root);
    writer.node(root, 0);
    writer.text
}

struct Writer<'y> {
    text: String,
    /// How often each shared map stands in the tree.
    times: BTreeMap<&'y Yaml, usize>,
    /// The anchors of those that have been written.
    anchors: BTreeMap<&'y Yaml, String>,
    /// How many anchors have been made of a name.
    named: BTreeMap<String, usize>,
}

impl<'y> Writer<'y> {
    fn count(&mut self, node: &'y Yaml) {
        match node {
            Yaml::Text(_) | Yaml::Bare(_) => {}
            Yaml::List(items) => items.iter().for_each(|item| self.count(item)),
            Yaml::Map(entries) => entries.iter().for_each(|(_, value)| self.count(value)),
            Yaml::Shared(_, entries) => {
                let times = self.times.entry(node).or_default();
                *times += 1;
                // What is in it is written with it, once.
                if *times == 1 {
                    entries.iter().for_each(|(_, value)| self.count(value));
                }
            }
        }
    }

    /// Lines of a list or of a map, at a depth.
    fn node(&mut self, node: &'y Yaml, depth: usize) {
        match node {
            Yaml::Text(_) | Yaml::Bare(_) => {}
            Yaml::List(items) => items.iter().for_each(|item| self.item(item, depth)),
            Yaml::Map(entries) | Yaml::Shared(_, entries) => self.entries(entries, depth, false),
        }
    }

    fn entries(&mut self, entries: &'y [(&'static str, Yaml)], depth: usize, mut is_begun: bool) {
        for (key, value) in entries {
            if !std::mem::take(&mut is_begun) {
                self.indent(depth);
            }
            let _ = write!(self.text, "{key}:");
            match value {
                Yaml::List(items) if items.is_empty() => self.text.push_str(" []\n"),
                Yaml::List(_) | Yaml::Map(_) | Yaml::Shared(..) => {
                    self.text.push('\n');
                    self.node(value, depth + 1);
                }
                Yaml::Text(_) | Yaml::Bare(_) => self.scalar(value),
            }
        }
    }

    fn item(&mut self, item: &'y Yaml, depth: usize) {
        self.indent(depth);
        self.text.push('-');
        match item {
            Yaml::Text(_) | Yaml::Bare(_) => self.scalar(item),
            Yaml::List(items) if items.is_empty() => self.text.push_str(" []\n"),
            Yaml::List(_) => {
                self.text.push('\n');
                self.node(item, depth + 1);
            }
            Yaml::Map(entries) => {
                self.text.push(' ');
                self.entries(entries, depth + 1, true);
            }
            Yaml::Shared(name, entries) => match self.anchors.get(item) {
                Some(anchor) => {
                    let _ = writeln!(self.text, " *{anchor}");
                }
                None if self.times.get(item).is_some_and(|times| *times > 1) => {
                    let anchor = self.free(name);
                    let _ = writeln!(self.text, " &{anchor}");
                    self.anchors.insert(item, anchor);
                    self.entries(entries, depth + 1, false);
                }
                None => {
                    self.text.push(' ');
                    self.entries(entries, depth + 1, true);
                }
            },
        }
    }

    fn scalar(&mut self, scalar: &Yaml) {
        self.text.push(' ');
        match scalar {
            Yaml::Text(text) => self.text.push_str(&one_line(text)),
            Yaml::Bare(text) => self.text.push_str(text),
            Yaml::List(_) | Yaml::Map(_) | Yaml::Shared(..) => {}
        }
        self.text.push('\n');
    }

    fn indent(&mut self, depth: usize) {
        self.text.extend(std::iter::repeat_n("  ", depth));
    }

    /// An anchor that no other map has. Names hold no digits.
    fn free(&mut self, name: &str) -> String {
        let number = self.named.entry(name.to_owned()).or_default();
        *number += 1;
        if *number == 1 { name.to_owned() } else { format!("{name}-{number}") }
    }
}

/// A scalar on one line, whatever it holds.
fn one_line(text: &str) -> String {
    yaml(text).chars().fold(String::new(), |mut line, letter| {
        match letter {
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(line, "\\u{:04x}", u32::from(letter));
            }
            letter => line.push(letter),
        }
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    /// A tree as data, and as it is to be written.
    fn tree() -> impl Strategy<Value = Yaml> {
        let text = prop_oneof![any::<String>(), "[-a-z0-9:#\"\\\\ \n]{0,6}"];
        text.prop_map(Yaml::Text).prop_recursive(3, 24, 4, |inner| {
            let entry = (prop::sample::select(vec!["a", "b", "c"]), inner.clone());
            let entries = prop::collection::btree_map(entry.0, entry.1, 1..3);
            let map = entries.prop_map(|entries| entries.into_iter().collect::<Vec<_>>());
            let shared = (map.clone(), 1..3usize)
                .prop_map(|(map, times)| Yaml::List(vec![Yaml::Shared("s".to_owned(), map); times]));
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Yaml::List),
                map.prop_map(Yaml::Map),
                shared
            ]
        })
    }

    fn data(node: &Yaml) -> Value {
        match node {
            Yaml::Text(text) => text.as_str().into(),
            Yaml::Bare(_) => Value::Bool(false),
            Yaml::List(items) => items.iter().map(data).collect(),
            Yaml::Map(entries) | Yaml::Shared(_, entries) => {
                entries.iter().map(|(key, value)| ((*key).to_owned(), data(value))).collect()
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

        #[test]
        fn what_is_written_reads_back(tree in tree()) {
            let root = Yaml::Map(vec![("root", Yaml::List(vec![tree.clone(), tree]))]);
            let text = written(&root);
            let read: Value = serde_saphyr::from_str(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(read, data(&root), "{}", text);
        }
    }
}
