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
use crate::table::{Field, Node, NodeValue, Takes};
use std::collections::BTreeMap;

/// Values with their labels, in the order in which they are offered.
pub(super) type Offered = Vec<(String, String)>;

/// What fields can name.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    pub(super) units: Offered,
    pub(super) areas: Offered,
    pub(super) bodies: Offered,
    pub(super) records: Offered,
}

impl Choices {
    /// The choices of a body.
    pub(super) fn of(body: &Body, documents: &[&Document], material: &Material<'_>) -> Self {
        let (ledger, meta) = (material.ledger, &body.meta);
        let units = meta.units.iter().map(|unit| (unit.id.value.clone(), unit.name.clone()));
        let areas = meta.areas.iter().map(|area| (area.id.value.clone(), area.name.clone()));
        let others = ledger.bodies.iter().filter(|other| other.id != body.id);
        let bodies = others.map(|other| (other.id.clone(), other.document.title.value.clone()));
        let is_before = |other: &str| {
            let names = |one: &Body| one.meta.successor.as_ref().is_some_and(|next| next.to.value == body.id);
            ledger.body(other).is_some_and(names)
        };
        // The latest years first: they are what a record goes on from.
        let mut records: Vec<_> = ledger
            .records
            .iter()
            .filter(|record| record.body == body.id || is_before(&record.body))
            .collect();
        records.sort_by(|a, b| b.year.cmp(&a.year).then_with(|| a.name.cmp(&b.name)));
        let records = records.into_iter().map(|record| {
            let label = format!("{}: {}", record.year, record.document.title.value);
            (record.name_in(&body.id), label)
        });
        let mut choices = Self {
            units: units.collect(),
            areas: areas.collect(),
            bodies: bodies.collect(),
            records: records.collect(),
        };
        documents.iter().for_each(|document| choices.add_used(document, material));
        choices
    }

    /// What the front matter of a file names, where nothing is known by it.
    fn add_used(&mut self, document: &Document, material: &Material<'_>) {
        let text = material.sources.text(document.source);
        let Some((root, _)) = split(document.source, &text, &mut Vec::new()) else { return };
        self.add(&root, &shape(document.meta.kind()));
    }

    fn add(&mut self, table: &Node, fields: &[Field]) {
        let NodeValue::Table(entries) = &table.value else { return };
        for (key, value) in entries {
            if let Some(field) = fields.iter().find(|field| field.key == key.text()) {
                value.items().iter().for_each(|node| self.add_value(node, &field.takes));
            }
        }
    }

    fn add_value(&mut self, node: &Node, takes: &Takes) {
        let offered = match takes {
            Takes::Unit => &mut self.units,
            Takes::Area => &mut self.areas,
            Takes::Body => &mut self.bodies,
            Takes::Record => &mut self.records,
            Takes::Table(fields) | Takes::TextOrTable(fields) => return self.add(node, fields),
            Takes::Text | Takes::Words(_) | Takes::Form(_) => return,
            Takes::Issuer | Takes::Document | Takes::Deficiency => return,
        };
        if let NodeValue::Scalar(text) = &node.value
            && !text.is_empty()
            && offered.iter().all(|(value, _)| value != text)
        {
            offered.push((text.clone(), text.clone()));
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
