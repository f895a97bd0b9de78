//! What drafts are made from, and what comes of it.

use super::refusal::Refusal;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::Language;
use crate::model::document::Document;
use crate::model::ledger::{self, Ledger, Year};
use crate::settings::Headings;
use crate::source::{Located, Place, SourceId, Sources};

/// What drafts are made from.
#[derive(Debug, Clone, Copy)]
pub struct Material<'m> {
    /// The ledger of the internal edition, all volumes as one: drafts leave nothing out.
    pub ledger: &'m Ledger,
    /// The files that it is made from.
    pub sources: &'m Sources,
    /// The vocabulary of headings.
    pub headings: &'m Headings,
    /// Language of headings and guidance.
    pub language: Language,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path below the content folder.
    pub path: String,
    /// What it holds.
    pub text: String,
    /// The record that it goes on from, `2021/ma-tuy`.
    pub from: Option<String>,
}

impl<'m> Material<'m> {
    /// The body with this id.
    pub(super) fn body(&self, id: &str) -> Result<&ledger::Body, Refusal> {
        let known = self.ledger.bodies.iter().map(|body| body.id.as_str());
        self.ledger.body(id).ok_or_else(|| unknown(Code::BodyMissing, id, known))
    }

    /// The plans of a year.
    pub(super) fn plans(&self, year: &Year) -> impl Iterator<Item = &'m Document> {
        let ledger = self.ledger;
        let papers = year.papers.iter().map(move |id| &*ledger.paper(*id).document);
        papers.filter(|paper| paper.meta.plan().is_some())
    }
}

/// A name that was asked for and is none of `known`.
pub(super) fn unknown<'k>(code: Code, found: &str, known: impl IntoIterator<Item = &'k str>) -> Refusal {
    let found = Located::new(found.to_owned(), Place::top(SourceId::of_path("")));
    Refusal::Mistake(Box::new(Diagnostic::unknown(code, &found, known)))
}
