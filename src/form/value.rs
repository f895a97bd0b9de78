//! What a field holds: the same of a file and of a form, so that the two can be compared.

use crate::model::vocabulary::{Lists, called};
use crate::table::{Field, Node, NodeValue, Takes};
use crate::vietnamese::letters;

/// The id of what goes by a name; the name itself where nothing does.
pub(super) fn id_of(name: &str, takes: &Takes, lists: &Lists) -> String {
    let choice = lists.get(takes).and_then(|(_, choices)| called(choices, name));
    choice.map_or(name, |choice| choice.text.as_str()).to_owned()
}

/// What a field holds. Texts are composed, on one line, without space around them; items that are empty are left
/// out; a table has all fields of its shape, in that order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Value {
    Nothing,
    Text(String),
    List(Vec<Value>),
    Table(Vec<(&'static str, Value)>),
}

impl Value {
    /// A text as it is typed.
    pub(super) fn text(typed: &str) -> Self {
        let typed = typed.replace('\r', "\n");
        let lines = typed.split('\n').map(str::trim).filter(|line| !line.is_empty());
        match lines.collect::<Vec<_>>().join(" ") {
            text if text.is_empty() => Self::Nothing,
            text => Self::Text(letters::nfc(&text).into_owned()),
        }
    }

    /// A list of what is there.
    pub(super) fn list(items: impl Iterator<Item = Value>) -> Self {
        Self::List(items.filter(|item| !item.is_nothing()).collect())
    }

    /// Whether there is nothing in it.
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Text(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Table(entries) => entries.iter().all(|(_, value)| value.is_nothing()),
        }
    }

    /// Its text; empty where it is none.
    pub(super) fn as_text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Nothing | Self::List(_) | Self::Table(_) => "",
        }
    }

    /// What it holds, for people.
    pub(super) fn show(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::show).collect::<Vec<_>>().join("; "),
            Self::Table(entries) => {
                let filled = entries.iter().filter(|(_, value)| !value.is_nothing());
                filled.map(|(key, value)| format!("{key}: {}", value.show())).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// The same, where units and areas that go by a name are called by their ids.
    pub(super) fn with_ids(self, takes: &Takes, lists: &Lists) -> Self {
        match (self, takes) {
            (Self::Text(text), Takes::Unit | Takes::Area) => Self::Text(id_of(&text, takes, lists)),
            (Self::List(items), _) => {
                Self::List(items.into_iter().map(|item| item.with_ids(takes, lists)).collect())
            }
            (Self::Table(entries), Takes::Table(fields) | Takes::TextOrTable(fields)) => {
                let entries = entries.into_iter().map(|(key, value)| {
                    let field = fields.iter().find(|field| field.key == key);
                    (key, field.map_or(value.clone(), |field| value.with_ids(&field.takes, lists)))
                });
                Self::Table(entries.collect())
            }
            (value, _) => value,
        }
    }

    /// Its items.
    pub(super) fn items(&self) -> &[Value] {
        match self {
            Self::List(items) => items,
            Self::Nothing | Self::Text(_) | Self::Table(_) => &[],
        }
    }

    /// What a table holds under a key.
    pub(super) fn get(&self, key: &str) -> &Value {
        let entries: &[(&str, Value)] = match self {
            Self::Table(entries) => entries,
            Self::Nothing | Self::Text(_) | Self::List(_) => &[],
        };
        entries.iter().find(|(known, _)| *known == key).map_or(&Self::Nothing, |(_, value)| value)
    }

    /// What a field holds in a file; none where that is not what the field takes.
    pub(super) fn of(node: Option<&Node>, field: &Field) -> Option<Self> {
        let Some(node) = node else { return Some(Self::empty(field)) };
        if !field.is_list {
            return Self::one(node, &field.takes);
        }
        let items = node.items().iter().filter(|item| !matches!(item.value, NodeValue::Null));
        let items = items.map(|item| Self::one(item, &field.takes)).collect::<Option<Vec<_>>>()?;
        Some(Self::list(items.into_iter()))
    }

    /// What an item of a field holds.
    pub(super) fn one(node: &Node, takes: &Takes) -> Option<Self> {
        match (takes, &node.value) {
            (Takes::Table(fields) | Takes::TextOrTable(fields), NodeValue::Table(entries)) => {
                let value = |field: &Field| {
                    let node = entries.iter().find(|(key, _)| key.text() == field.key).map(|(_, node)| node);
                    Some((field.key, Self::of(node, field)?))
                };
                Some(Self::Table(fields.iter().map(value).collect::<Option<_>>()?))
            }
            (Takes::Table(fields) | Takes::TextOrTable(fields), NodeValue::Null) => {
                Some(Self::Table(fields.iter().map(|field| (field.key, Self::empty(field))).collect()))
            }
            (Takes::TextOrTable(fields), NodeValue::Scalar(text)) => {
                let first = fields.first()?.key;
                let value = |field: &Field| match field.key == first {
                    true => (field.key, Self::text(text)),
                    false => (field.key, Self::empty(field)),
                };
                Some(Self::Table(fields.iter().map(value).collect()))
            }
            (Takes::Table(_), _) | (_, NodeValue::List(_) | NodeValue::Table(_)) => None,
            (_, NodeValue::Null) => Some(Self::Nothing),
            (_, NodeValue::Scalar(text)) => Some(Self::text(text)),
        }
    }

    /// A field that holds nothing.
    pub(super) fn empty(field: &Field) -> Self {
        match &field.takes {
            _ if field.is_list => Self::List(Vec::new()),
            Takes::Table(fields) | Takes::TextOrTable(fields) => {
                Self::Table(fields.iter().map(|field| (field.key, Self::empty(field))).collect())
            }
            _ => Self::Nothing,
        }
    }
}
