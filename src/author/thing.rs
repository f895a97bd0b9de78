//! What stands at a place of a file. Takes a manuscript and a place, gives the thing with its bytes; apart from what
//! is said of it, because words and links are about the same things.

use super::manuscript::Manuscript;
use super::values::values;
use crate::diagnostic::Phrase;
use crate::model::document::{Document, MeasureDeadline, Piece};
use crate::source::{Place, Span};
use crate::table::Takes;
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::Date;

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    /// A deadline, as printed.
    Deadline(String),
    /// The number of a document, with the day that is printed next to it.
    Number(DocumentNumber, Option<Date>),
    /// What front matter names a document by.
    Document(String),
    /// Id of a unit.
    Unit(String),
    /// Id of an area.
    Area(String),
    /// Id of a body, or of an issuer in the register.
    Body(String),
    /// Name of a deficiency.
    Deficiency(String),
    /// A record of an earlier year.
    Record(String),
    /// A word that front matter has for something, under this key.
    Word(&'static str, String),
    /// Target of a link.
    Link(String),
}

impl Manuscript {
    /// The thing at byte `at`, the smallest where there are several, and its bytes.
    pub(super) fn thing_at(&self, at: usize) -> Option<(Span, Thing)> {
        let touches = |(span, _): &(Span, Thing)| span.start <= at && at <= span.end;
        let things = self.in_head().into_iter().chain(self.document.iter().flat_map(|file| in_text(file)));
        things.filter(touches).min_by_key(|(span, _)| span.len())
    }

    fn in_head(&self) -> Vec<(Span, Thing)> {
        let Some((head, fields)) = self.head() else { return Vec::new() };
        let thing = |(span, text, key, takes): (Span, String, &'static str, &Takes)| {
            let thing = match takes {
                Takes::Unit => Thing::Unit(text),
                Takes::Area => Thing::Area(text),
                Takes::Body | Takes::Issuer => Thing::Body(text),
                Takes::Document => Thing::Document(text),
                Takes::Record => Thing::Record(text),
                Takes::Deficiency => Thing::Deficiency(text),
                Takes::Words(_) => Thing::Word(key, text),
                Takes::Form(Phrase::DocumentNumber) => Thing::Number(DocumentNumber::parse(&text)?, None),
                Takes::Form(_) | Takes::Text | Takes::Table(_) | Takes::TextOrTable(_) => return None,
            };
            Some((span, thing))
        };
        let found = values(&head, &fields).into_iter();
        found
            .filter_map(|value| thing((value.span, value.text, value.field.key, &value.field.takes)))
            .collect()
    }
}

/// The things in the text of a document.
fn in_text(document: &Document) -> Vec<(Span, Thing)> {
    let mut found: Vec<(Span, Thing)> = Vec::new();
    let mut add = |place: &Place, thing| found.push((place.span(), thing));
    for measure in document.measures() {
        for deadline in measure.deadline.iter().chain(&measure.extensions) {
            add(&deadline.raw.place, of_deadline(deadline));
        }
        for unit in measure.lead.iter().chain(&measure.coordinate) {
            add(&unit.place, Thing::Unit(unit.value.clone()));
        }
    }
    for deadline in document.indicators().filter_map(|row| row.deadline.as_ref()) {
        add(&deadline.raw.place, of_deadline(deadline));
    }
    for piece in document.all_pieces() {
        match piece {
            Piece::Citation(hole) => add(&hole.place, Thing::Number(hole.number.clone(), hole.date)),
            Piece::LinkOpen(link) => add(&link.target.place, Thing::Link(link.target.value.clone())),
            Piece::Image(image) => add(&image.target.place, Thing::Link(image.target.value.clone())),
            Piece::Html(_) | Piece::LinkClose | Piece::FootnoteRef(_) => {}
        }
    }
    found
}

fn of_deadline(deadline: &MeasureDeadline) -> Thing {
    Thing::Deadline(deadline.raw.value.clone())
}
