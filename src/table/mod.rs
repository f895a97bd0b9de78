//! Table: structured text (YAML, TOML) read key by key.
//!
//! Takes the text; gives a tree of [`Node`]s, each with its place, and a [`Table`] that reads its keys and
//! reports every unknown key, missing key and wrong value. It stands apart because front matter (YAML) and the
//! settings (TOML) report the same mistakes in the same way.

mod node;
mod plain;
mod slips;
mod toml;
mod words;
mod yaml;

pub use self::toml::read_toml;
pub use node::{Node, NodeValue, SyntaxError};
pub use yaml::read_yaml;

use crate::diagnostic::{Code, Diagnostic, Phrase, Remark};
use crate::source::{Located, Place, SourceId};
use crate::vietnamese::letters;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads a table key by key, and at the end reports the keys that were never asked for.
pub struct Table<'d> {
    source: SourceId,
    name: Arc<str>,
    place: Place,
    entries: Vec<(Node, Option<Node>)>,
    asked: Vec<&'static str>,
    /// Keys that are missing, each with its report, which is made at the end.
    missing: Vec<(&'static str, Diagnostic)>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> Table<'d> {
    /// A reader of `node`, which is called `name` in messages (`plan`, `units`).
    /// None when it is not a table, which is reported.
    pub fn new(
        source: SourceId,
        name: &str,
        node: Node,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let place = Place::new(source, node.span.clone());
        let entries = match node.value {
            NodeValue::Table(entries) => entries,
            NodeValue::Null => Vec::new(),
            other => {
                diagnostics.push(wrong_type(name, Phrase::Keys, &other, place));
                return None;
            }
        };
        let mut table = Self {
            source,
            name: name.into(),
            place,
            entries: entries.into_iter().map(|(key, value)| (key, Some(value))).collect(),
            asked: Vec::new(),
            missing: Vec::new(),
            diagnostics,
        };
        table.report_duplicates();
        Some(table)
    }

    fn report_duplicates(&mut self) {
        let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
        for (key, _) in &self.entries {
            let place = |key: &Node| Place::new(self.source, key.span.clone());
            match seen.get(scalar(key)) {
                Some(first) => self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, place(key))
                        .with("found", scalar(key))
                        .and(place(first), Remark::FirstHere),
                ),
                None => drop(seen.insert(scalar(key), key)),
            }
        }
    }

    /// Calls the table `name` in messages from here on.
    pub fn rename(&mut self, name: &str) {
        self.name = name.into();
    }

    /// Where the table stands.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// The list that new diagnostics are added to.
    pub fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    fn ask(&mut self, key: &'static str) {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
    }

    /// The node under `key`, which is then a known key. `null` and an empty text count as absent.
    pub fn node(&mut self, key: &'static str) -> Option<Node> {
        self.ask(key);
        let entry = self.entries.iter_mut().find(|(name, _)| scalar(name) == key)?;
        entry.1.take().filter(|node| !is_nothing(node))
    }

    /// Text under `key`, trimmed and in NFC; none where it is absent, or no text, which is reported.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = self.node(key)?;
        self.as_text(key, node)
    }

    /// Text under `key`, as [`text`](Self::text) gives it, whose absence is reported too.
    pub fn required_text(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = match self.node(key) {
            Some(node) => node,
            None => {
                self.missing(key);
                return None;
            }
        };
        self.as_text(key, node)
    }

    /// Reports that `key` is missing.
    pub fn missing(&mut self, key: &'static str) {
        self.ask(key);
        let missing = self.missing_key(key);
        self.missing.push((key, missing));
    }

    /// The report that `key` is missing: at the key where it stands without a value, otherwise at the table.
    fn missing_key(&self, key: &str) -> Diagnostic {
        let entry = self.entries.iter().find(|(name, _)| scalar(name) == key);
        let place = entry.map(|(name, _)| Place::new(self.source, name.span.clone()));
        Diagnostic::new(Code::MissingKey, place.unwrap_or(self.place.clone()))
            .with("key", key)
            .with("table", &self.name)
    }

    /// `node`, which stands under `key`, as text.
    pub fn as_text(&mut self, key: &str, node: Node) -> Option<Located<String>> {
        let place = Place::new(self.source, node.span.clone());
        match node.value {
            NodeValue::Scalar(text) => Some(Located::new(letters::nfc(text.trim()).into_owned(), place)),
            other => {
                self.diagnostics.push(wrong_type(key, Phrase::OneValue, &other, place));
                None
            }
        }
    }

    /// One text or a list of texts under `key`.
    pub fn texts(&mut self, key: &'static str) -> Vec<Located<String>> {
        self.nodes(key).into_iter().filter_map(|node| self.as_text(key, node)).collect()
    }

    /// The items of the list under `key`; a single value counts as a list of one. An empty item is reported.
    pub fn nodes(&mut self, key: &'static str) -> Vec<Node> {
        match self.node(key) {
            None => Vec::new(),
            Some(Node { value: NodeValue::List(items), .. }) => {
                let (empty, items): (Vec<_>, Vec<_>) = items.into_iter().partition(is_nothing);
                let places = empty.into_iter().map(|item| Place::new(self.source, item.span));
                self.diagnostics
                    .extend(places.map(|place| Diagnostic::new(Code::EmptyItem, place).with("key", key)));
                items
            }
            Some(node) => vec![node],
        }
    }

    /// The text under `key` as `read` understands it. What it does not understand is reported, with `expected`
    /// as what should be there.
    pub fn value<T>(
        &mut self,
        key: &'static str,
        expected: Phrase,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Located<T>> {
        let text = self.text(key)?;
        self.as_value(text, expected, read)
    }

    /// One text or a list of texts under `key`, each as `read` understands it: see [`value`](Self::value).
    pub fn values<T>(
        &mut self,
        key: &'static str,
        expected: Phrase,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let texts = self.texts(key).into_iter();
        texts.filter_map(|text| Some(self.as_value(text, expected, &read)?.value)).collect()
    }

    fn as_value<T>(
        &mut self,
        text: Located<String>,
        expected: Phrase,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Located<T>> {
        match read(&text.value) {
            Some(value) => Some(Located::new(value, text.place)),
            None => {
                let mut mistake = Diagnostic::invalid(&text, expected);
                if matches!(expected, Phrase::Number | Phrase::Year) {
                    let meant = words::number_meant(&text.value).map(|number| number.to_string());
                    mistake.nearest = meant.filter(|meant| read(meant).is_some());
                }
                self.diagnostics.push(mistake);
                None
            }
        }
    }

    /// One of a closed set of words under `key`. Any other word is reported with `code`.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        code: Code,
        choices: &[(&'static str, T)],
    ) -> Option<Located<T>> {
        let text = self.text(key)?;
        match choices.iter().find(|(name, _)| *name == text.value) {
            Some((_, value)) => Some(Located::new(*value, text.place)),
            None => {
                let names = choices.iter().map(|(name, _)| *name);
                let mut mistake = Diagnostic::unknown(code, &text, names.clone()).with("key", key);
                mistake.nearest = words::meant(&text.value, names).map(str::to_owned).or(mistake.nearest);
                self.diagnostics.push(mistake);
                None
            }
        }
    }

    /// One of a closed set of words under `key`. Its absence is reported, with the words that are allowed: no
    /// default is assumed.
    pub fn required_choice<T: Copy>(
        &mut self,
        key: &'static str,
        code: Code,
        choices: &[(&'static str, T)],
    ) -> Option<Located<T>> {
        if self.is_given(key) {
            return self.choice(key, code, choices);
        }
        self.ask(key);
        let missing = self.missing_key(key);
        self.missing.push((key, missing.instead_of("", choices.iter().map(|(name, _)| *name))));
        None
    }

    /// `true` or `false` under `key`; none where it is absent.
    pub fn flag(&mut self, key: &'static str) -> Option<Located<bool>> {
        self.choice(key, Code::UnknownValue, &[("true", true), ("false", false)])
    }

    /// Whether there is a value under `key`. To be asked before the key is read, which takes the value out.
    pub fn is_given(&self, key: &str) -> bool {
        let is_given = |node: &Node| !is_nothing(node);
        self.entries.iter().any(|(name, value)| scalar(name) == key && value.as_ref().is_some_and(is_given))
    }

    /// The table under `key`, given to `read`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(Table<'_>) -> Option<T>) -> Option<T> {
        let node = self.node(key)?;
        self.nested(key, node, read)
    }

    /// The table `node`, which stands under `key`, given to `read`.
    pub fn nested<T>(
        &mut self,
        key: &str,
        node: Node,
        read: impl FnOnce(Table<'_>) -> Option<T>,
    ) -> Option<T> {
        Table::new(self.source, key, node, self.diagnostics).and_then(read)
    }

    /// The tables of the list under `key`, each given to `read`.
    pub fn tables<T>(&mut self, key: &'static str, mut read: impl FnMut(Table<'_>) -> Option<T>) -> Vec<T> {
        let nodes = self.nodes(key);
        nodes
            .into_iter()
            .filter_map(|node| Table::new(self.source, key, node, self.diagnostics).and_then(&mut read))
            .collect()
    }

    /// Ends the reading: what is missing is reported, and as unknown every key that was never asked for. One that
    /// is probably a key that is missing is reported in its stead; and of a table whose keys are all unknown, which
    /// is one of another kind, the first says enough.
    pub fn finish(mut self) {
        let is_unknown = |(key, _): &(Node, Option<Node>)| !self.asked.contains(&scalar(key));
        let is_of_another_kind = !self.missing.is_empty() && self.entries.iter().all(is_unknown);
        if is_of_another_kind && !self.entries.is_empty() {
            self.missing.clear();
            self.entries.truncate(1);
        }
        for (key, _) in self.entries.iter().filter(|(key, _)| !self.asked.contains(&scalar(key))) {
            let found = Located::new(scalar(key).to_owned(), Place::new(self.source, key.span.clone()));
            let unknown = Diagnostic::unknown(Code::UnknownKey, &found, self.asked.iter().copied())
                .with("table", &self.name);
            self.missing.retain(|(missing, _)| Some(*missing) != unknown.nearest.as_deref());
            self.diagnostics.push(unknown);
        }
        self.diagnostics.extend(self.missing.into_iter().map(|(_, missing)| missing));
    }

    /// Ends the reading without having asked for the other keys: only a key that is probably `key` is reported.
    pub fn give_up(mut self, key: &'static str) {
        let names = self.entries.iter().map(|(name, _)| scalar(name));
        let meant = letters::nearest(key, names).map(str::to_owned);
        self.asked = vec![key];
        self.entries.retain(|(name, _)| Some(scalar(name)) == meant.as_deref());
        self.finish();
    }
}

/// A value of another kind than `key` takes, which is one value or a table.
fn wrong_type(key: &str, expected: Phrase, found: &NodeValue, place: Place) -> Diagnostic {
    let form = if expected == Phrase::Keys { "{…: …}" } else { "…" };
    let found = match found {
        NodeValue::List(_) => Phrase::List,
        NodeValue::Table(_) => Phrase::Keys,
        NodeValue::Null | NodeValue::Scalar(_) => Phrase::OneValue,
    };
    Diagnostic::new(Code::WrongType, place)
        .with("key", key)
        .with("form", form)
        .with_phrase("expected", expected)
        .with_phrase("found", found)
}

/// Whether there is nothing: no value, or a text without a character.
fn is_nothing(node: &Node) -> bool {
    match &node.value {
        NodeValue::Null => true,
        NodeValue::Scalar(text) => text.trim().is_empty(),
        NodeValue::List(_) | NodeValue::Table(_) => false,
    }
}

/// Text of a scalar; a key always is one.
fn scalar(node: &Node) -> &str {
    match &node.value {
        NodeValue::Scalar(text) => text,
        _ => "",
    }
}
