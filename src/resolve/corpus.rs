//! Corpus: the files of a volume, sorted by kind and body.
//!
//! Takes compiled files; gives bodies, their files and ordinary pages, and reports files of unknown bodies and
//! wrong successors. It stands apart so that the later steps need not look for either.

use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::front_matter::{BodyMeta, Meta, Successor};
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::model::outline::Outline;
use crate::source::Located;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a volume, sorted by kind.
pub(super) struct Corpus<'f> {
    /// Bodies by id.
    pub(super) bodies: BTreeMap<&'f str, (&'f Arc<Document>, &'f BodyMeta)>,
    /// Files of bodies other than their index, by path; only of bodies that are known.
    pub(super) files: Vec<&'f Arc<Document>>,
    /// Ordinary pages, by path.
    pub(super) pages: Vec<&'f Arc<Document>>,
    /// All bodies of the site.
    outline: &'f Outline,
}

/// Sorts files. A file that belongs to no body is reported and left out.
pub(super) fn gather<'f>(
    files: &'f [Compiled],
    outline: &'f Outline,
    diagnostics: &mut Vec<Diagnostic>,
) -> Corpus<'f> {
    let mut corpus = Corpus { bodies: BTreeMap::new(), files: Vec::new(), pages: Vec::new(), outline };
    for file in files {
        if let Compiled::Document(document) = file {
            corpus.add(document);
        }
    }
    corpus.files.sort_by(|a, b| a.path.cmp(&b.path));
    corpus.pages.sort_by(|a, b| a.path.cmp(&b.path));
    corpus.drop_orphans(diagnostics);
    corpus.check_bodies(diagnostics);
    corpus
}

impl<'f> Corpus<'f> {
    fn add(&mut self, document: &'f Arc<Document>) {
        match (&document.meta, document.path.body()) {
            (Meta::Body(meta), Some(id)) => {
                self.bodies.insert(id, (document, meta));
            }
            (Meta::Erratum(_) | Meta::Page, _) => self.pages.push(document),
            (Meta::Body(_), None) => {}
            _ if document.path.year().is_some() && document.path.as_str().matches('/').count() == 2 => {
                self.files.push(document);
            }
            // A kind that belongs in a year folder, found elsewhere: parsing has reported it.
            _ => {}
        }
    }

    fn drop_orphans(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let (bodies, outline) = (&self.bodies, self.outline);
        self.files.retain(|document| {
            let folder = document.path.body().unwrap_or_default();
            let known = bodies.contains_key(folder);
            if !known {
                let place = crate::source::Place::top(document.source);
                diagnostics.push(
                    Diagnostic::new(Code::BodyMissing, place)
                        .with("found", folder)
                        .instead_of(folder, outline.bodies.keys().map(String::as_str)),
                );
            }
            known
        });
    }

    fn check_bodies(&self, diagnostics: &mut Vec<Diagnostic>) {
        for (id, (document, meta)) in &self.bodies {
            let place = crate::source::Place::top(document.source);
            let successor = |id: &str| self.successor(id);
            let known = self.outline.bodies.keys().map(String::as_str);
            check_successor(id, &place, successor, known, diagnostics);
            check_unique(meta.units.iter().map(|unit| &unit.id), diagnostics);
            check_unique(meta.areas.iter().map(|area| &area.id), diagnostics);
            // Of two units of one id, which is reported, the first counts.
            let successors = meta.units.iter().rev().map(|unit| (unit.id.value.as_str(), &unit.successor));
            let successors: BTreeMap<&str, &Option<Successor>> = successors.collect();
            let unit_successor = |id: &str| Some(&successors.get(id)?.as_ref()?.to);
            for unit in &meta.units {
                let names = meta.units.iter().map(|unit| unit.id.value.as_str());
                check_successor(&unit.id.value, &unit.id.place, unit_successor, names, diagnostics);
            }
        }
    }

    /// The body that the body `id` names as its successor.
    pub(super) fn successor(&self, id: &str) -> Option<&'f Located<String>> {
        self.bodies.get(id)?.1.successor.as_ref().map(|successor| &successor.to)
    }
}

fn check_successor<'n, 's>(
    id: &str,
    place: &crate::source::Place,
    successor: impl Fn(&str) -> Option<&'s Located<String>>,
    names: impl Iterator<Item = &'n str>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(first) = successor(id) else { return };
    let names: Vec<&str> = names.collect();
    if !names.contains(&first.value.as_str()) {
        let others = names.into_iter().filter(|name| *name != id);
        diagnostics.push(Diagnostic::unknown(Code::UnknownSuccessor, first, others));
        return;
    }
    let mut present = first;
    let mut least = id;
    for _ in 0..names.len() {
        // A cycle is reported once, at its member whose id comes first.
        least = least.min(present.value.as_str());
        if present.value == id && least == id {
            diagnostics.push(
                Diagnostic::new(Code::SuccessorCycle, first.place.clone())
                    .with("found", id)
                    .and(place.clone(), Remark::AlsoInCycle),
            );
            return;
        }
        let Some(next) = successor(&present.value) else { return };
        present = next;
    }
}

fn check_unique<'i>(ids: impl Iterator<Item = &'i Located<String>>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Located<String>> = BTreeMap::new();
    for id in ids {
        if let Some(first) = seen.get(id.value.as_str()) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, id.place.clone())
                    .with("found", &id.value)
                    .and(first.place.clone(), Remark::FirstHere),
            );
        } else {
            seen.insert(&id.value, id);
        }
    }
}
