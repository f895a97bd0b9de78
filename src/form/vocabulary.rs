//! What the site offers for a field: units and areas of the body, bodies, documents, records.

use crate::model::ledger::{Ledger, Record};
use crate::table::Takes;
use std::collections::{BTreeMap, BTreeSet};

/// A name that can be filled in, and what it stands for.
pub(super) type Offered = (String, String);

/// What the site offers for a field.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    units: Vec<Offered>,
    areas: Vec<Offered>,
    bodies: Vec<Offered>,
    documents: Vec<Offered>,
    records: Vec<Offered>,
    deficiencies: Vec<Offered>,
}

impl Vocabulary {
    /// What is offered in a file of a body.
    pub fn of(ledger: &Ledger, body: Option<&str>) -> Self {
        let own = ledger.bodies.iter().find(|known| Some(known.id.as_str()) == body);
        let meta = own.map(|own| &own.meta);
        let units = meta.iter().flat_map(|meta| &meta.units);
        let areas = meta.iter().flat_map(|meta| &meta.areas);
        let record =
            |record: &Record| (record.name_in(body.unwrap_or_default()), record.document.title.value.clone());
        let own_records = ledger.records.iter().filter(|record| Some(record.body.as_str()) == body);
        let names: BTreeMap<&str, &str> =
            own_records.map(|record| (record.name.as_str(), record.document.title.value.as_str())).collect();
        let numbers: BTreeSet<Offered> = ledger
            .documents
            .iter()
            .map(|document| (document.number.to_string(), document.subject.clone().unwrap_or_default()))
            .collect();
        Self {
            units: units.map(|unit| (unit.id.value.clone(), unit.name.clone())).collect(),
            areas: areas.map(|area| (area.id.value.clone(), area.name.clone())).collect(),
            bodies: ledger.bodies.iter().map(|body| (body.id.clone(), body.meta.name.clone())).collect(),
            documents: numbers.into_iter().collect(),
            records: ledger.records.iter().map(record).collect(),
            deficiencies: names
                .into_iter()
                .map(|(name, title)| (name.to_owned(), title.to_owned()))
                .collect(),
        }
    }

    /// Units of the body.
    pub(super) fn units(&self) -> &[Offered] {
        &self.units
    }

    /// The list for what a field takes, with the id that it has in the page; none where any text may stand.
    pub(super) fn list(&self, takes: &Takes) -> Option<(&'static str, &[Offered])> {
        match takes {
            Takes::Unit => Some(("units", &self.units)),
            Takes::Area => Some(("areas", &self.areas)),
            Takes::Body | Takes::Issuer => Some(("bodies", &self.bodies)),
            Takes::Document => Some(("documents", &self.documents)),
            Takes::Record => Some(("records", &self.records)),
            Takes::Deficiency => Some(("deficiencies", &self.deficiencies)),
            Takes::Text | Takes::Words(_) | Takes::Form(_) | Takes::Table(_) | Takes::TextOrTable(_) => None,
        }
    }

    /// Every list with its id.
    pub(super) fn lists(&self) -> [(&'static str, &[Offered]); 6] {
        [
            ("units", &self.units),
            ("areas", &self.areas),
            ("bodies", &self.bodies),
            ("documents", &self.documents),
            ("records", &self.records),
            ("deficiencies", &self.deficiencies),
        ]
    }
}
