//! Hidden: the names that an edition does not let out.
//!
//! Takes the outline of the whole content and the register; gives the paths, units, areas and numbers that only
//! internal text gives a meaning, and that public front matter may still use. It stands apart from `strip`
//! because it has to know all files, where `strip` looks at one.

use crate::front_matter::register::Register;
use crate::model::outline::{About, Card, Outline};
use crate::settings::{Audience, Edition};
use crate::source::ContentPath;
use crate::vietnamese::citation::DocumentNumber;
use serde::Serialize;
use std::collections::BTreeSet;

/// What an edition does not let out: names that only internal text gives a meaning, and that public
/// front matter may still use.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Hidden {
    /// Bodies whose index is internal, with all that is in their folders.
    pub(super) bodies: BTreeSet<String>,
    /// Content paths of what is left out, so that a link to it is not taken for a broken one.
    pub paths: BTreeSet<ContentPath>,
    /// Numbers of documents.
    pub(super) numbers: BTreeSet<DocumentNumber>,
    /// Units, with their bodies.
    pub(super) units: BTreeSet<(String, String)>,
    /// Records by body, year and name.
    pub(super) records: BTreeSet<(String, i16, String)>,
    /// Errata of files that are left out.
    errata: BTreeSet<ContentPath>,
}

impl Hidden {
    /// What an edition leaves out of the whole content; of the internal edition, nothing.
    pub fn new(outline: &Outline, register: Option<&Register>, edition: Edition) -> Self {
        let mut hidden = Self::default();
        if edition == Edition::Internal {
            return hidden;
        }
        outline.cards.values().for_each(|card| hidden.add_body(card));
        outline.cards.values().for_each(|card| hidden.add(card));
        outline.cards.values().for_each(|card| hidden.add_erratum(card));
        let public = outline.cards.iter().filter(|(path, _)| !hidden.paths.contains(*path));
        let mut public: BTreeSet<DocumentNumber> =
            public.filter_map(|(_, card)| number(card).cloned()).collect();
        let (inside, outside): (Vec<_>, Vec<_>) = (register.into_iter())
            .flat_map(|register| &register.entries)
            .partition(|entry| entry.audience == Audience::Internal);
        hidden.numbers.extend(inside.iter().map(|entry| entry.number.value.clone()));
        public.extend(outside.iter().map(|entry| entry.number.value.clone()));
        hidden.numbers = hidden.numbers.difference(&public).cloned().collect();
        hidden
    }

    fn add_body(&mut self, card: &Card) {
        let (About::Body { internal_units, .. }, Some(body)) = (&card.about, card.path.body()) else {
            return;
        };
        if card.audience == Audience::Internal {
            self.bodies.insert(body.to_owned());
        }
        self.units.extend(internal_units.iter().map(|unit| (body.to_owned(), unit.clone())));
    }

    fn add(&mut self, card: &Card) {
        if !self.holds(&card.path, card.audience) {
            return;
        }
        self.paths.insert(card.path.clone());
        self.numbers.extend(number(card).cloned());
        if let (About::Record { name, .. }, Some(body), Some(year)) =
            (&card.about, card.path.body(), card.path.year())
        {
            self.records.insert((body.to_owned(), year, name.clone()));
        }
    }

    /// What puts an internal file right is internal, too.
    fn add_erratum(&mut self, card: &Card) {
        if let About::Erratum { of } = &card.about
            && self.paths.contains(of)
        {
            self.errata.insert(card.path.clone());
            self.paths.insert(card.path.clone());
        }
    }

    /// Whether a whole file is internal.
    pub fn holds(&self, path: &ContentPath, audience: Audience) -> bool {
        audience == Audience::Internal
            || self.errata.contains(path)
            || path.body().is_some_and(|body| self.bodies.contains(body))
    }

    /// Whether a record is internal, by its body, year and name.
    pub fn holds_record(&self, body: &str, year: i16, name: &str) -> bool {
        self.records.contains(&(body.to_owned(), year, name.to_owned()))
    }

    /// Records that are internal, by body, year and name.
    pub fn records(&self) -> impl Iterator<Item = (&str, i16, &str)> {
        self.records.iter().map(|(body, year, name)| (body.as_str(), *year, name.as_str()))
    }

    /// Bodies that are internal, by id.
    pub fn bodies(&self) -> impl Iterator<Item = &str> {
        self.bodies.iter().map(String::as_str)
    }

    /// Units that are internal, each with its body, by ids.
    pub fn units(&self) -> impl Iterator<Item = (&str, &str)> {
        self.units.iter().map(|(body, unit)| (body.as_str(), unit.as_str()))
    }

    /// Numbers of internal documents.
    pub fn numbers(&self) -> impl Iterator<Item = &DocumentNumber> {
        self.numbers.iter()
    }

    /// Whether front matter names an internal document.
    pub(super) fn names(&self, text: &str) -> bool {
        self.paths.contains(&ContentPath::of_file(text))
            || DocumentNumber::parse(text).is_some_and(|number| self.numbers.contains(&number))
    }

    /// Whether a unit of a body is internal.
    pub fn is_unit(&self, body: &str, unit: &str) -> bool {
        self.units.contains(&(body.to_owned(), unit.to_owned()))
    }

    /// Whether a file stays as it is: its card tells, for nearly every one.
    pub fn leaves(&self, card: &Card) -> bool {
        let names_hidden = match &card.about {
            About::Record { plan: Some(plan), .. } => self.names(plan),
            _ => false,
        };
        card.is_plain
            && !names_hidden
            && card.mentions.iter().all(|((number, _), _)| !self.numbers.contains(number))
    }
}

fn number(card: &Card) -> Option<&DocumentNumber> {
    match &card.about {
        About::Paper { number, .. } => number.as_ref(),
        _ => None,
    }
}
