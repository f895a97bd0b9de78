//! Table: structured text (YAML, TOML) read key by key.
//!
//! Takes the text; gives a tree of [`Node`]s, each with its place, and a [`Table`] that reads its keys and
//! reports every unknown key, missing key and wrong value. It stands apart because front matter (YAML) and the
//! settings (TOML) report the same mistakes in the same way.

mod node;
mod plain;
mod scalar;
mod shape;
mod slips;
mod toml;
mod words;
mod yaml;

pub use self::toml::read_toml;
pub use node::{Node, NodeValue, SyntaxError};
pub use scalar::scalar;
pub use shape::{Field, Takes};
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
    /// The fields of the table, where its reader is asked for those, and nothing is read.
    shape: Option<&'d mut Vec<Field>>,
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
            shape: None,
        };
        table.report_duplicates();
        Some(table)
    }

    /// The fields that `read` asks for, in its order. It is the one place that knows them; it is given a table in
    /// which there is nothing, and what it makes of that counts for nothing.
    pub fn shape(read: impl FnOnce(Table<'_>)) -> Vec<Field> {
        let (mut fields, mut diagnostics, source) = (Vec::new(), Vec::new(), SourceId::of_path(""));
        read(Table {
            source,
            name: Arc::from(""),
            place: Place::top(source),
            entries: Vec::new(),
            asked: Vec::new(),
            missing: Vec::new(),
            diagnostics: &mut diagnostics,
            shape: Some(&mut fields),
        });
        fields
    }

    /// Says what a field takes, where that is asked. Of what is said twice of a key the first counts.
    fn tell(&mut self, key: &'static str, is_list: bool, takes: impl FnOnce() -> Takes) {
        let Some(fields) = self.shape.as_deref_mut() else { return };
        if fields.iter().all(|field| field.key != key) {
            fields.push(Field { key, takes: takes(), is_list, is_required: false });
        }
    }

    /// Says that a field is required.
    fn tell_required(&mut self, key: &str) {
        let fields = self.shape.as_deref_mut().into_iter().flatten();
        fields.filter(|field| field.key == key).for_each(|field| field.is_required = true);
    }

    fn report_duplicates(&mut self) {
        let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
        for (key, _) in &self.entries {
            let place = |key: &Node| Place::new(self.source, key.span.clone());
            match seen.get(key.text()) {
                Some(first) => self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, place(key))
                        .with("found", key.text())
                        .and(place(first), Remark::FirstHere),
                ),
                None => drop(seen.insert(key.text(), key)),
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
    fn node(&mut self, key: &'static str) -> Option<Node> {
        self.ask(key);
        let entry = self.entries.iter_mut().find(|(name, _)| name.text() == key)?;
        entry.1.take().filter(|node| !is_nothing(node))
    }

    /// Text under `key`, trimmed and in NFC; none where it is absent, or no text, which is reported.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        self.text_for(key, Takes::Text)
    }

    /// Text under `key`, as [`text`](Self::text) gives it, for a field that takes `takes`.
    pub fn text_for(&mut self, key: &'static str, takes: Takes) -> Option<Located<String>> {
        self.tell(key, false, || takes);
        let node = self.node(key)?;
        self.as_text(key, node)
    }

    /// Text under `key`, as [`text`](Self::text) gives it, whose absence is reported too.
    pub fn required_text(&mut self, key: &'static str) -> Option<Located<String>> {
        self.required_text_for(key, Takes::Text)
    }

    /// Text under `key`, as [`required_text`](Self::required_text) gives it, for a field that takes `takes`.
    pub fn required_text_for(&mut self, key: &'static str, takes: Takes) -> Option<Located<String>> {
        self.tell(key, false, || takes);
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
        self.tell_required(key);
        let missing = self.missing_key(key);
        self.missing.push((key, missing));
    }

    /// The report that `key` is missing: at the key where it stands without a value, otherwise at the table.
    fn missing_key(&self, key: &str) -> Diagnostic {
        let entry = self.entries.iter().find(|(name, _)| name.text() == key);
        let place = entry.map(|(name, _)| Place::new(self.source, name.span.clone()));
        Diagnostic::new(Code::MissingKey, place.unwrap_or(self.place.clone()))
            .with("key", key)
            .with("table", &self.name)
    }

    /// `node`, which stands under `key`, as text.
    fn as_text(&mut self, key: &str, node: Node) -> Option<Located<String>> {
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
        self.texts_for(key, Takes::Text)
    }

    /// One text or a list of texts under `key`, for a field that takes several of `takes`.
    pub fn texts_for(&mut self, key: &'static str, takes: Takes) -> Vec<Located<String>> {
        self.tell(key, true, || takes);
        self.nodes(key).into_iter().filter_map(|node| self.as_text(key, node)).collect()
    }

    /// The items of the list under `key`; a single value counts as a list of one. An empty item is reported.
    fn nodes(&mut self, key: &'static str) -> Vec<Node> {
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
        let text = self.text_for(key, Takes::Form(expected))?;
        self.as_value(text, expected, read)
    }

    /// One text or a list of texts under `key`, each as `read` understands it: see [`value`](Self::value).
    pub fn values<T>(
        &mut self,
        key: &'static str,
        expected: Phrase,
        read: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let texts = self.texts_for(key, Takes::Form(expected)).into_iter();
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
        self.tell(key, false, || Takes::words(choices));
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
        self.tell(key, false, || Takes::words(choices));
        self.tell_required(key);
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
        self.entries.iter().any(|(name, value)| name.text() == key && value.as_ref().is_some_and(is_given))
    }

    /// The table under `key`, given to `read`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(Table<'_>) -> Option<T>) -> Option<T> {
        if self.shape.is_some() {
            self.tell(key, false, || Takes::Table(Table::shape(|table| drop(read(table)))));
            return None;
        }
        let node = self.node(key)?;
        self.nested(key, node, read)
    }

    /// What is under `key`: a text, given to `of_text`, or a table, given to `read`.
    pub fn text_or_table<T>(
        &mut self,
        key: &'static str,
        of_text: impl FnOnce(String) -> T,
        read: impl FnOnce(Table<'_>) -> Option<T>,
    ) -> Option<T> {
        if self.shape.is_some() {
            self.tell(key, false, || Takes::TextOrTable(Table::shape(|table| drop(read(table)))));
            return None;
        }
        match self.node(key)? {
            node @ Node { value: NodeValue::Table(_), .. } => self.nested(key, node, read),
            node => self.as_text(key, node).map(|text| of_text(text.value)),
        }
    }

    /// The table `node`, which stands under `key`, given to `read`.
    fn nested<T>(&mut self, key: &str, node: Node, read: impl FnOnce(Table<'_>) -> Option<T>) -> Option<T> {
        Table::new(self.source, key, node, self.diagnostics).and_then(read)
    }

    /// The tables of the list under `key`, each given to `read`.
    pub fn tables<T>(&mut self, key: &'static str, mut read: impl FnMut(Table<'_>) -> Option<T>) -> Vec<T> {
        if self.shape.is_some() {
            self.tell(key, true, || Takes::Table(Table::shape(|table| drop(read(table)))));
            return Vec::new();
        }
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
        let is_unknown = |(key, _): &(Node, Option<Node>)| !self.asked.contains(&key.text());
        let is_of_another_kind = !self.missing.is_empty() && self.entries.iter().all(is_unknown);
        if is_of_another_kind && !self.entries.is_empty() {
            self.missing.clear();
            self.entries.truncate(1);
        }
        for (key, _) in self.entries.iter().filter(|(key, _)| !self.asked.contains(&key.text())) {
            let found = Located::new(key.text().to_owned(), Place::new(self.source, key.span.clone()));
            let unknown = Diagnostic::unknown(Code::UnknownKey, &found, self.asked.iter().copied())
                .with("table", &self.name);
            self.missing.retain(|(missing, _)| Some(*missing) != unknown.nearest.as_deref());
            self.diagnostics.push(unknown);
        }
        self.diagnostics.extend(self.missing.into_iter().map(|(_, missing)| missing));
    }

    /// Ends the reading without having asked for the other keys: only a key that is probably `key` is reported.
    pub fn give_up(mut self, key: &'static str) {
        let names = self.entries.iter().map(|(name, _)| name.text());
        let meant = letters::nearest(key, names).map(str::to_owned);
        self.asked = vec![key];
        self.entries.retain(|(name, _)| Some(name.text()) == meant.as_deref());
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
