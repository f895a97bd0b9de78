//! Choices: what a field can name in the content of one body.
//!
//! Takes the ledger and the front matter of the body's files; gives the units, areas, bodies and records to choose
//! from, each with its label. It stands apart from the fields, which do not know the content.
//!
//! A word that the content holds already is a choice even where nothing is known by it: a browser that does not
//! offer it would leave it out when the field is changed.

use crate::draft::Material;
use crate::front_matter::{shape, split};
use crate::model::document::Document;
use crate::model::ledger::Body;
use crate::model::vocabulary::{Lists, Vocabulary};
use crate::table::{Field, Node, NodeValue, Takes};
use std::collections::BTreeMap;

/// The lists of a body.
pub(super) fn choices(body: &Body, documents: &[&Document], material: &Material<'_>) -> Lists {
    let path = &body.document.path;
    let mut lists = Lists::of(&Vocabulary { ledger: material.ledger, register: None, path, is_record: true });
    for document in documents {
        let text = material.sources.text(document.source);
        let Some((root, _)) = split(document.source, &text, &mut Vec::new()) else { continue };
        add_used(&mut lists, &root, &shape(document.meta.kind()));
    }
    lists
}

/// What front matter names, where nothing is known by it.
fn add_used(lists: &mut Lists, table: &Node, fields: &[Field]) {
    let NodeValue::Table(entries) = &table.value else { return };
    for (key, value) in entries {
        let Some(field) = fields.iter().find(|field| field.key == key.text()) else { continue };
        for node in value.items() {
            match (field.takes.fields(), &node.value) {
                (Some(inner), _) => add_used(lists, node, inner),
                (None, NodeValue::Scalar(text)) => lists.add(&field.takes, text),
                (None, NodeValue::Null | NodeValue::List(_) | NodeValue::Table(_)) => {}
            }
        }
    }
}

/// Fields that front matter says in a short form, which no CMS reads: one item without its list, or a text for a
/// table.
pub(super) fn short_forms(table: &Node, fields: &[Field], above: &str, found: &mut Vec<ShortForm>) {
    let NodeValue::Table(entries) = &table.value else { return };
    for (key, value) in entries {
        let Some(field) = fields.iter().find(|field| field.key == key.text()) else { continue };
        let path = format!("{above}{}", field.key);
        let is_alone = match &value.value {
            NodeValue::Null => continue,
            NodeValue::Scalar(text) if text.is_empty() => continue,
            NodeValue::Scalar(_) | NodeValue::Table(_) => field.is_list,
            NodeValue::List(_) => false,
        };
        if is_alone {
            found.push(ShortForm { key: path.clone(), is_list: true });
        }
        for item in value.items() {
            match (&field.takes, &item.value) {
                (Takes::TextOrTable(_), NodeValue::Scalar(_)) => {
                    found.push(ShortForm { key: path.clone(), is_list: false });
                }
                (Takes::Table(fields) | Takes::TextOrTable(fields), _) => {
                    short_forms(item, fields, &format!("{path}."), found);
                }
                _ => {}
            }
        }
    }
}

/// A field in a short form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortForm {
    /// Keys down to it, with dots between them.
    pub key: String,
    /// Whether it has to be a list; a table otherwise.
    pub is_list: bool,
}

/// The documents of each body, by its folder: all but pages.
pub(super) fn by_body<'m>(material: &Material<'m>) -> BTreeMap<&'m str, Vec<&'m Document>> {
    let ledger = material.ledger;
    let records = ledger.records.iter().map(|record| &*record.document);
    let papers = ledger.papers.iter().map(|paper| &*paper.document);
    let bodies = ledger.bodies.iter().map(|body| &*body.document);
    let mut documents: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in bodies.chain(papers).chain(records) {
        if let Some(body) = document.path.body() {
            documents.entry(body).or_default().push(document);
        }
    }
    documents
}
