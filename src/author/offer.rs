//! What can be written at a place: keys and values of front matter, units behind `@`, numbers of documents, and the
//! headings that sections are known by.

use super::explain::word_label;
use super::known::Known;
use super::manuscript::Manuscript;
use super::slot::{Slot, word_at};
use crate::front_matter::is_name;
use crate::model::document::Heading;
use crate::model::ledger::{Body, Record};
use crate::settings::SectionKind;
use crate::source::{Span, floor_boundary};
use crate::table::{Field, Takes};
use crate::vietnamese::letters;
use std::collections::BTreeSet;

/// Something that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What kind of thing.
    pub kind: OfferKind,
    /// What is written.
    pub text: String,
    /// What it is called, which may be empty.
    pub name: String,
}

/// Kinds of things that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferKind {
    /// A key of front matter.
    Key,
    /// A word of front matter.
    Word,
    /// A unit, an issuer or a body.
    Unit,
    /// An area.
    Area,
    /// A document.
    Document,
    /// A record or a deficiency.
    Record,
    /// A heading.
    Heading,
}

impl Offer {
    fn new(kind: OfferKind, text: impl Into<String>, name: impl Into<String>) -> Self {
        Self { kind, text: text.into(), name: name.into() }
    }

    /// Whether what is typed may be the beginning of it, or of a word of its name.
    pub fn fits(&self, typed: &str) -> bool {
        letters::fold(&self.sought()).contains(&letters::fold(typed))
    }

    /// What somebody may type who looks for it: its text, its name, and both without diacritics.
    pub fn sought(&self) -> String {
        let whole = format!("{} {}", self.text, self.name);
        format!("{whole} {}", letters::fold(&whole))
    }
}

/// What can be written at byte `at`, and the bytes that it replaces.
pub fn offers(known: &Known<'_>, manuscript: &Manuscript, at: usize) -> (Span, Vec<Offer>) {
    let at = floor_boundary(&manuscript.text, at);
    if let Some((word, slot)) = manuscript.slot_at(at) {
        let offers = match slot {
            Slot::Key(fields) => fields.iter().map(key).collect(),
            Slot::Value(field) => known.values(manuscript, &field),
        };
        return (word, offers);
    }
    in_text(known, manuscript, at)
}

/// A key, with what goes on behind it.
fn key(field: &Field) -> Offer {
    let name = match &field.takes {
        Takes::Words(words) => words.join(" | "),
        Takes::Text
        | Takes::Form(_)
        | Takes::Unit
        | Takes::Area
        | Takes::Body
        | Takes::Issuer
        | Takes::Document
        | Takes::Record
        | Takes::Deficiency
        | Takes::Table(_)
        | Takes::TextOrTable(_) => String::new(),
    };
    Offer::new(OfferKind::Key, field.key, name)
}

/// What can be written in the text behind front matter.
fn in_text(known: &Known<'_>, manuscript: &Manuscript, at: usize) -> (Span, Vec<Offer>) {
    let text = &*manuscript.text;
    let word = word_at(text, at);
    let line_start = text[..word.start].rfind('\n').map_or(0, |before| before + 1);
    let line = &text[line_start..at.max(line_start)];
    let marks = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&marks) && (line.len() == marks || line[marks..].starts_with(' ')) {
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let start = line_start + marks + usize::from(line.len() > marks);
        let kind = |kind: SectionKind| Offer::new(OfferKind::Heading, kind.heading(known.language), "");
        return (start..end.max(start), SectionKind::ALL.map(kind).into());
    }
    let typed = &text[word.start..at.max(word.start)];
    if let Some(sign) = typed.rfind('@') {
        let start = word.start + sign + 1;
        let is_promise = manuscript.may_promise_at(at);
        let units = known.body_of(manuscript).filter(|_| is_promise).map(units).unwrap_or_default();
        return (start..word.end, units);
    }
    match typed.starts_with(|first: char| first.is_ascii_digit()) {
        true => (word, known.numbers()),
        false => (word, Vec::new()),
    }
}

impl Manuscript {
    /// Whether a measure may stand at byte `at`. Where the file cannot be understood yet, one may stand anywhere.
    fn may_promise_at(&self, at: usize) -> bool {
        let Some(document) = &self.document else { return true };
        let begins = |heading: &Heading| heading.place.span().start <= at;
        let mut above = document.sections.iter().rev();
        let section = above.find(|section| section.heading.as_ref().is_some_and(begins));
        section.is_some_and(|section| section.kind == Some(SectionKind::Measures))
    }
}

impl Known<'_> {
    /// What a field can have as its value, or as one of its values.
    fn values(&self, manuscript: &Manuscript, field: &Field) -> Vec<Offer> {
        let body = self.body_of(manuscript);
        match &field.takes {
            Takes::Words(words) => {
                let name =
                    |word: &str| word_label(self.strings, field.key, word).unwrap_or_default().to_owned();
                words.iter().map(|word| Offer::new(OfferKind::Word, *word, name(word))).collect()
            }
            Takes::Unit => body.map(units).unwrap_or_default(),
            Takes::Area => {
                let areas = body.into_iter().flat_map(|body| &body.meta.areas);
                areas.map(|area| Offer::new(OfferKind::Area, &area.id.value, &area.name)).collect()
            }
            Takes::Body => self.bodies(),
            Takes::Issuer => {
                let issuers = self.whole.register.iter().flat_map(|register| &register.issuers);
                let issuers =
                    issuers.map(|issuer| Offer::new(OfferKind::Unit, &issuer.id.value, &issuer.name));
                issuers.chain(self.bodies()).collect()
            }
            Takes::Document => self.documents(manuscript),
            Takes::Record => self.records(manuscript),
            Takes::Deficiency => self.deficiencies(manuscript),
            Takes::Text | Takes::Form(_) | Takes::Table(_) | Takes::TextOrTable(_) => Vec::new(),
        }
    }

    fn bodies(&self) -> Vec<Offer> {
        let bodies = self.whole.ledger.bodies.iter();
        bodies.map(|body| Offer::new(OfferKind::Unit, &body.id, body.short_name())).collect()
    }

    /// Every document with a number.
    fn numbers(&self) -> Vec<Offer> {
        let documents = self.whole.around.documents.iter();
        let offer = documents.map(|document| {
            let subject = document.subject.clone().unwrap_or_default();
            let paper = document.paper.as_ref().and_then(|path| self.document(path));
            let name = paper.map_or(subject, |paper| paper.title.value.clone());
            Offer::new(OfferKind::Document, document.number.as_str(), name)
        });
        offer.collect()
    }

    /// Documents as front matter names them: those of the body first, by their paths where they have no number.
    fn documents(&self, manuscript: &Manuscript) -> Vec<Offer> {
        let papers = self.whole.ledger.papers.iter().filter(|paper| paper.official.is_none());
        let mut papers: Vec<_> =
            papers.filter(|paper| Some(paper.body.as_str()) == manuscript.body()).collect();
        papers.sort_by_key(|paper| std::cmp::Reverse(paper.year));
        let papers = papers.into_iter().map(|paper| {
            Offer::new(OfferKind::Document, paper.document.path.as_str(), &paper.document.title.value)
        });
        self.numbers().into_iter().chain(papers).collect()
    }

    /// Records that a record can go on from: those of its body in earlier years, and those of bodies that its own
    /// succeeds.
    fn records(&self, manuscript: &Manuscript) -> Vec<Offer> {
        let Some(body) = manuscript.body() else { return Vec::new() };
        let year = manuscript.path.year().unwrap_or(i16::MAX);
        let ledger = &self.whole.ledger;
        let precedes = |other: &Body| other.meta.successor.as_ref().is_some_and(|to| to.to.value == body);
        let before: BTreeSet<&str> =
            ledger.bodies.iter().filter(|other| precedes(other)).map(|other| other.id.as_str()).collect();
        let may = |record: &&Record| match record.body == body {
            true => record.year < year,
            false => record.year <= year && before.contains(record.body.as_str()),
        };
        let mut records: Vec<&Record> = ledger.records.iter().filter(may).collect();
        records.sort_by_key(|record| (record.body != body, std::cmp::Reverse(record.year)));
        let offer = records
            .into_iter()
            .map(|record| Offer::new(OfferKind::Record, record.name_in(body), &record.document.title.value));
        offer.collect()
    }

    /// Deficiencies of the body, each under its latest title; in a record, those that its year does not have yet.
    fn deficiencies(&self, manuscript: &Manuscript) -> Vec<Offer> {
        let ledger = &self.whole.ledger;
        let is_record = manuscript.document.as_ref().is_none_or(|document| document.meta.record().is_some());
        let own = ledger.lineages.iter().filter(|lineage| Some(lineage.body.as_str()) == manuscript.body());
        let offer = own.filter_map(|lineage| {
            let records = || lineage.records.iter().map(|id| ledger.record(*id));
            let is_here = records().any(|record| Some(record.year) == manuscript.path.year());
            let title = records().next_back().map(|record| record.document.title.value.clone());
            (is_here != is_record)
                .then(|| Offer::new(OfferKind::Record, &lineage.name, title.unwrap_or_default()))
        });
        let file = manuscript.path.name();
        let is_new = is_record && is_name(file) && own_name_is_free(self, manuscript, file);
        let file = is_new.then(|| Offer::new(OfferKind::Record, file, ""));
        file.into_iter().chain(offer).collect()
    }
}

/// Whether no deficiency of the body has the name yet that the file has.
fn own_name_is_free(known: &Known<'_>, manuscript: &Manuscript, file: &str) -> bool {
    manuscript.body().is_some_and(|body| known.lineage(body, file).next().is_none())
}

/// The units of a body.
fn units(body: &Body) -> Vec<Offer> {
    body.meta.units.iter().map(|unit| Offer::new(OfferKind::Unit, &unit.id.value, &unit.name)).collect()
}
