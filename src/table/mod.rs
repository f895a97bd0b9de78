//! Structured text (YAML, TOML) as a tree in which every node knows its place.
//!
//! Both languages become the same [`Node`], and [`Table`] takes it apart key by key, so that
//! one run reports every unknown key, missing key and wrong value, whichever language it is in.

mod plain;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Located, Place, SourceId, Span};
use crate::vietnamese::letters;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::sync::Arc;

/// A node and its bytes in the text.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it holds.
    pub value: Value,
    /// Bytes of the node, counted in the whole file.
    pub span: Span,
}

/// What a node holds. Scalars keep the author's spelling: `08` stays `08`.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing, `null` or `~`.
    Null,
    /// Text, a number, a truth value or a date, as written.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the text; a key may be there twice.
    Table(Vec<(Node, Node)>),
}

/// The syntax is broken, so there is no tree.
#[derive(Debug)]
pub struct SyntaxError {
    /// What the parser says.
    pub what: String,
    /// Where, counted in the whole file.
    pub span: Span,
}

/// Reads YAML that stands at `offset` of its file.
pub fn read_yaml(yaml: &str, offset: usize) -> Result<Node, SyntaxError> {
    match plain::read(yaml, offset) {
        Some(root) => Ok(root),
        None => read_any(yaml, offset),
    }
}

/// Reads whatever YAML there is.
fn read_any(yaml: &str, offset: usize) -> Result<Node, SyntaxError> {
    // Limits are for what grows while it is read: a long text may have as much in it as it is long.
    let usual = serde_saphyr::Budget::default();
    let budget = serde_saphyr::budget! {
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
            let (at, line) = error.location().map_or((0, 0), |at| (line_start(yaml, &at), at.line()));
            let what = error.without_snippet().to_string();
            let what = what.split(&format!(" at line {line}")).next().unwrap_or_default().to_owned();
            SyntaxError { what, span: offset + at..offset + at }
        })
}

/// Byte of a parser's line and column, for the errors that come without byte offsets.
fn line_start(text: &str, at: &serde_saphyr::Location) -> usize {
    let line = usize::try_from(at.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(at.column()).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.trim_end_matches('\n').len(), |(byte, _)| byte)
}

/// Reads TOML that stands at `offset` of its file.
pub fn read_toml(toml: &str, offset: usize) -> Result<Node, SyntaxError> {
    match toml::de::DeTable::parse(toml) {
        Ok(table) => {
            let span = table.span();
            Ok(Node { value: toml_table(table.into_inner(), toml, offset), span: shift(span, offset) })
        }
        Err(error) => Err(SyntaxError {
            what: error.message().to_owned(),
            span: shift(error.span().unwrap_or(0..0), offset),
        }),
    }
}

fn shift(span: Span, offset: usize) -> Span {
    span.start + offset..span.end + offset
}

fn toml_table(table: toml::de::DeTable<'_>, text: &str, offset: usize) -> Value {
    let pairs = table.into_iter().map(|(key, value)| {
        let key_span = shift(key.span(), offset);
        let key = Node { value: Value::Scalar(key.into_inner().into_owned()), span: key_span };
        (key, toml_value(value, text, offset))
    });
    Value::Table(pairs.collect())
}

fn toml_value(value: toml::Spanned<toml::de::DeValue<'_>>, text: &str, offset: usize) -> Node {
    use toml::de::DeValue;
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(string) => Value::Scalar(string.into_owned()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| toml_value(item, text, offset)).collect())
        }
        DeValue::Table(table) => toml_table(table, text, offset),
        _ => Value::Scalar(text.get(span.clone()).unwrap_or_default().to_owned()),
    };
    Node { value, span: shift(span, offset) }
}

/// What serde sees in YAML, before scalars get back their spelling.
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

/// Moves spans of a part to where the part stands in its file.
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
            Yaml::Null => Value::Null,
            Yaml::Plain => Value::Scalar(self.spelling(defined)),
            Yaml::Text(text) => Value::Scalar(text),
            Yaml::List(items) => Value::List(items.into_iter().map(|item| self.yaml(item)).collect()),
            Yaml::Table(entries) => Value::Table(
                entries.into_iter().map(|(key, value)| (self.key(key), self.yaml(value))).collect(),
            ),
        };
        Node { value, span }
    }

    fn key(&self, key: serde_saphyr::Spanned<String>) -> Node {
        Node { span: self.span(&key.referenced), value: Value::Scalar(key.value) }
    }

    fn spelling(&self, span: Span) -> String {
        let local = span.start - self.offset..span.end - self.offset;
        self.text.get(local).unwrap_or_default().to_owned()
    }
}

/// Takes a table apart; what is left over at the end is unknown.
pub struct Table<'d> {
    source: SourceId,
    name: Arc<str>,
    place: Place,
    entries: Vec<(Node, Option<Node>)>,
    asked: Vec<&'static str>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> Table<'d> {
    /// A reader of `node`, which is called `name` in messages (`plan`, `units`).
    /// Nothing when it is not a table, which is reported.
    pub fn new(
        source: SourceId,
        name: &str,
        node: Node,
        diagnostics: &'d mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let place = Place::new(source, node.span.clone());
        let entries = match node.value {
            Value::Table(entries) => entries,
            Value::Null => Vec::new(),
            _ => {
                diagnostics.push(wrong_type(name, "{ key: … }", place));
                return None;
            }
        };
        let mut table = Self {
            source,
            name: name.into(),
            place,
            entries: entries.into_iter().map(|(key, value)| (key, Some(value))).collect(),
            asked: Vec::new(),
            diagnostics,
        };
        table.report_duplicates();
        Some(table)
    }

    fn report_duplicates(&mut self) {
        for (index, (key, _)) in self.entries.iter().enumerate() {
            let earlier = self.entries[..index].iter().find(|(other, _)| scalar(other) == scalar(key));
            if let Some((first, _)) = earlier {
                self.diagnostics.push(
                    Diagnostic::new(Code::DuplicateKey, Place::new(self.source, key.span.clone()))
                        .with("found", scalar(key))
                        .and(
                            Place::new(self.source, first.span.clone()),
                            crate::diagnostic::Remark::FirstHere,
                        ),
                );
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

    /// Where new diagnostics go.
    pub fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    fn ask(&mut self, key: &'static str) {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
    }

    /// The node under `key`, which is then known. `null` is as good as absent.
    pub fn node(&mut self, key: &'static str) -> Option<Node> {
        self.ask(key);
        let entry = self.entries.iter_mut().find(|(name, _)| scalar(name) == key)?;
        entry.1.take().filter(|node| !matches!(node.value, Value::Null))
    }

    /// Text under `key`.
    pub fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let node = self.node(key)?;
        self.as_text(key, node)
    }

    /// Text under `key`, whose absence is a mistake.
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
        self.diagnostics.push(
            Diagnostic::new(Code::MissingKey, self.place.clone()).with("key", key).with("table", &self.name),
        );
    }

    /// `node`, which stands under `key`, as text.
    pub fn as_text(&mut self, key: &str, node: Node) -> Option<Located<String>> {
        let place = Place::new(self.source, node.span.clone());
        match node.value {
            Value::Scalar(text) => Some(Located::new(letters::nfc(text.trim()).into_owned(), place)),
            _ => {
                self.diagnostics.push(wrong_type(key, "\"…\"", place));
                None
            }
        }
    }

    /// One text or a list of texts under `key`.
    pub fn texts(&mut self, key: &'static str) -> Vec<Located<String>> {
        self.nodes(key).into_iter().filter_map(|node| self.as_text(key, node)).collect()
    }

    /// The items of the list under `key`; a single value counts as a list of one.
    pub fn nodes(&mut self, key: &'static str) -> Vec<Node> {
        match self.node(key) {
            None => Vec::new(),
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => vec![node],
        }
    }

    /// Value under `key` as `read` understands it; what it does not understand is reported as
    /// not being `expected`.
    pub fn value<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<Located<T>> {
        let text = self.text(key)?;
        match read(&text.value) {
            Some(value) => Some(Located::new(value, text.place)),
            None => {
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, text.place)
                        .with("found", &text.value)
                        .with("expected", expected),
                );
                None
            }
        }
    }

    /// One of a closed set of words under `key`.
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
                self.diagnostics.push(Diagnostic::unknown(code, &text, names).with("key", key));
                None
            }
        }
    }

    /// One of a closed set of words under `key`, whose absence is a mistake: it is never guessed.
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
        let missing = Diagnostic::new(Code::MissingKey, self.place.clone());
        let missing = missing.with("key", key).with("table", &self.name);
        self.diagnostics.push(missing.instead_of("", choices.iter().map(|(name, _)| *name)));
        None
    }

    /// A truth value under `key`; absent is false.
    pub fn flag(&mut self, key: &'static str) -> Option<Located<bool>> {
        self.choice(key, Code::UnknownValue, &[("true", true), ("false", false)])
    }

    /// Whether something stands under `key`, which must not have been read yet.
    pub fn is_given(&self, key: &str) -> bool {
        let given = |node: &Node| !matches!(node.value, Value::Null);
        self.entries.iter().any(|(name, value)| scalar(name) == key && value.as_ref().is_some_and(given))
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

    /// Ends the reading: every key that nobody asked for is unknown.
    pub fn finish(self) {
        for (key, _) in self.entries.iter().filter(|(key, _)| !self.asked.contains(&scalar(key))) {
            let found = Located::new(scalar(key).to_owned(), Place::new(self.source, key.span.clone()));
            self.diagnostics.push(
                Diagnostic::unknown(Code::UnknownKey, &found, self.asked.iter().copied())
                    .with("table", &self.name),
            );
        }
    }
}

fn wrong_type(key: &str, expected: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::WrongType, place).with("key", key).with("expected", expected)
}

/// Text of a scalar; a key always is one.
fn scalar(node: &Node) -> &str {
    match &node.value {
        Value::Scalar(text) => text,
        _ => "",
    }
}
