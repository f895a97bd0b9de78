//! What can be written at a place: keys and values of front matter, units behind `@`, numbers of documents, and the
//! headings that sections are known by.

use super::known::Known;
use super::manuscript::Manuscript;
use super::slot::{Slot, word_at};
use crate::model::document::Heading;
use crate::model::vocabulary::{Choice, Vocabulary, words};
use crate::settings::SectionKind;
use crate::source::{Span, floor_boundary};
use crate::table::{Field, Takes};
use crate::vietnamese::letters;

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
        let units = if is_promise { known.vocabulary(manuscript).of(&Takes::Unit) } else { Vec::new() };
        return (start..word.end, offered(OfferKind::Unit, units));
    }
    match typed.starts_with(|first: char| first.is_ascii_digit()) {
        true => (word, offered(OfferKind::Document, known.vocabulary(manuscript).numbers())),
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
    fn vocabulary<'v>(&self, manuscript: &'v Manuscript) -> Vocabulary<'v>
    where
        Self: 'v,
    {
        let document = manuscript.document.as_ref();
        Vocabulary {
            ledger: &self.whole.ledger,
            register: self.whole.register.as_deref(),
            path: &manuscript.path,
            is_record: document.is_none_or(|document| document.meta.record().is_some()),
        }
    }

    /// What a field can have as its value, or as one of its values.
    fn values(&self, manuscript: &Manuscript, field: &Field) -> Vec<Offer> {
        let kind = match &field.takes {
            Takes::Words(known) => {
                return offered(OfferKind::Word, words(field.key, known, self.language));
            }
            Takes::Unit | Takes::Body | Takes::Issuer => OfferKind::Unit,
            Takes::Area => OfferKind::Area,
            Takes::Document => OfferKind::Document,
            Takes::Record | Takes::Deficiency => OfferKind::Record,
            Takes::Text | Takes::Form(_) | Takes::Table(_) | Takes::TextOrTable(_) => return Vec::new(),
        };
        offered(kind, self.vocabulary(manuscript).of(&field.takes))
    }
}

fn offered(kind: OfferKind, choices: Vec<Choice>) -> Vec<Offer> {
    choices.into_iter().map(|choice| Offer::new(kind, choice.text, choice.name)).collect()
}
