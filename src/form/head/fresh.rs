//! What is written anew: an entry, an item of a list, a table between braces, a value on one line.

use super::layout::{Writer, entry};
use crate::form::value::Value;
use crate::table::{Field, Node, Takes, scalar};

impl Writer<'_> {
    /// An entry on lines of its own.
    pub(super) fn fresh_entry(&self, field: &Field, value: &Value, indent: &str) -> String {
        let key = field.key;
        match (value, &field.takes) {
            (value, _) if value.is_nothing() => String::new(),
            (Value::List(items), Takes::Table(_) | Takes::TextOrTable(_)) => {
                let items = items.iter().map(|item| flow(item, &field.takes, "", false));
                let items = items.map(|item| format!("{indent}  - {item}\n"));
                format!("{indent}{key}:\n{}", items.collect::<String>())
            }
            _ => format!("{indent}{key}: {}\n", flow(value, &field.takes, "", false)),
        }
    }

    /// An item of a list, with a line for each of its fields.
    pub(super) fn fresh_item(&self, lead: &str, value: &Value, takes: &Takes) -> Option<String> {
        let (Value::Table(values), Takes::Table(fields)) = (value, takes) else { return None };
        let indent = " ".repeat(lead.chars().count());
        let mut item = String::new();
        for (key, value) in values.iter().filter(|(_, value)| !value.is_nothing()) {
            let field = fields.iter().find(|field| field.key == *key)?;
            item.push_str(&self.fresh_entry(field, value, &indent));
        }
        Some(format!("{lead}{}", item.trim_start_matches(' ')))
    }

    /// A table between braces with some fields changed. What is not changed stays as it is written.
    pub(super) fn flow_table(
        &self,
        entries: &[(Node, Node)],
        fields: &[Field],
        changed: &[(&Field, &Value)],
    ) -> String {
        let fresh = |field: &Field| {
            let (_, value) = changed.iter().find(|(known, _)| known.key == field.key)?;
            Some(match value.is_nothing() {
                true => String::new(),
                false => format!("{}: {}", field.key, flow(value, &field.takes, "", true)),
            })
        };
        let kept = entries.iter().map(|(key, value)| {
            let field = fields.iter().find(|field| field.key == key.text());
            let as_it_is =
                || self.text[key.span.start..self.entry_end(&(key.clone(), value.clone()))].to_owned();
            field.and_then(fresh).unwrap_or_else(as_it_is)
        });
        let is_new = |field: &&Field| entry(entries, field.key).is_none();
        let new = fields.iter().filter(is_new).filter_map(fresh);
        let all: Vec<String> = kept.chain(new).filter(|entry| !entry.is_empty()).collect();
        format!("{{{}}}", all.join(", "))
    }
}

/// A value on one line.
pub(super) fn flow(value: &Value, takes: &Takes, former: &str, is_in_flow: bool) -> String {
    match (value, takes) {
        (Value::Nothing, _) => String::new(),
        (Value::Text(text), _) => scalar(text, former, is_in_flow),
        (Value::List(items), _) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, takes, "", true)).collect();
            format!("[{}]", items.join(", "))
        }
        (Value::Table(entries), Takes::TextOrTable(_)) => {
            match entries.iter().filter(|(_, value)| !value.is_nothing()).collect::<Vec<_>>().as_slice() {
                [(key, text @ Value::Text(_))] if entries.first().is_some_and(|(first, _)| first == key) => {
                    flow(text, takes, former, is_in_flow)
                }
                _ => braces(entries, takes),
            }
        }
        (Value::Table(entries), _) => braces(entries, takes),
    }
}

fn braces(entries: &[(&str, Value)], takes: &Takes) -> String {
    let fields: &[Field] = match takes {
        Takes::Table(fields) | Takes::TextOrTable(fields) => fields,
        _ => &[],
    };
    let entry = |(key, value): &(&str, Value)| {
        let field = fields.iter().find(|field| field.key == *key)?;
        (!value.is_nothing()).then(|| format!("{key}: {}", flow(value, &field.takes, "", true)))
    };
    format!("{{{}}}", entries.iter().filter_map(entry).collect::<Vec<_>>().join(", "))
}
