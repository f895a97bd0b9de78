//! Strip: what is left of each file in the public edition.
//!
//! Takes one compiled file or the register, and the hidden names; gives the same without anything internal, or
//! nothing. It stands apart so that what is public is decided in one file, which can be read as a whole. Every
//! type that carries words of an author is taken apart here field by field, without `..`: a field that is new
//! does not compile before somebody decided who may read it.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::hidden::Hidden;
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::register::{Issuer, Register, RegisterEntry};
use crate::front_matter::{
    Area, Assignment, BodyMeta, CarryEntry, Disposition, ErratumMeta, Meta, Note, Paper, PlanMeta,
    RecordMeta, ReportDue, ReportMeta, Signature, Successor, Unit,
};
use crate::model::compiled::Compiled;
use crate::model::document::{Block, Document, Footnote, Indicator, LogEntry, Measure, Piece, Section};
use crate::model::plain::is_plain;
use crate::settings::{Audience, Edition};
use crate::source::ContentPath;
use crate::source::Located;
use crate::vietnamese::letters;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The files of an edition.
#[derive(Debug, Clone)]
pub struct Selection {
    /// What is left of them.
    pub files: Vec<Compiled>,
    /// Public text that names an internal document. Nothing is made of it but the words.
    pub diagnostics: Vec<Diagnostic>,
}

impl Hidden {
    /// Selects what the edition lets out of some files.
    pub fn select(&self, files: &[Compiled], edition: Edition) -> Selection {
        if edition == Edition::Internal {
            return Selection { files: files.to_vec(), diagnostics: Vec::new() };
        }
        let mut diagnostics = Vec::new();
        let kept = files.iter().filter_map(|file| match file {
            Compiled::Document(document) if self.holds(&document.path, document.audience) => None,
            Compiled::Document(document) => {
                Some(Compiled::Document(self.left_of(document, &mut diagnostics)))
            }
            Compiled::Register(register) => {
                Some(Compiled::Register(Arc::new(strip_register(register, self))))
            }
        });
        Selection { files: kept.collect(), diagnostics }
    }

    /// What is left of a public file: itself, where there is nothing to take out of it.
    fn left_of(&self, document: &Arc<Document>, diagnostics: &mut Vec<Diagnostic>) -> Arc<Document> {
        let is_hidden = |piece: &Piece| match piece {
            Piece::Citation(hole) => self.numbers.contains(&hole.number),
            Piece::Html(_) | Piece::LinkOpen(_) | Piece::LinkClose | Piece::Image(_) => false,
            Piece::FootnoteRef(_) => false,
        };
        let names_hidden = match &document.meta {
            Meta::Deficiency(record) => record.plan.as_ref().is_some_and(|plan| self.names(&plan.value)),
            // These are never plain.
            Meta::Body(_) | Meta::Review(_) | Meta::Plan(_) | Meta::Report(_) => false,
            Meta::Erratum(_) | Meta::Page => false,
        };
        match is_plain(document) && !names_hidden && !document.all_pieces().any(is_hidden) {
            true => document.clone(),
            false => Arc::new(self.document(document, diagnostics)),
        }
    }

    fn document(&self, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Document {
        let Document {
            path,
            source,
            audience,
            title,
            title_html,
            meta,
            sections,
            footnotes,
            // Only authors see findings, and what is set aside of them.
            waivers: _,
            aliases,
        } = document.clone();
        let sections: Vec<Section> = sections.into_iter().filter(is_shown).collect();
        let footnotes = footnotes.into_iter().filter(is_footnote_shown).collect();
        let footnotes = referenced(&title_html, &sections, footnotes);
        let (meta, waivers) = (self.meta(meta, &path), Vec::new());
        let mut left = Document {
            path,
            source,
            audience,
            title,
            title_html,
            meta,
            sections,
            footnotes,
            waivers,
            aliases,
        };
        left.for_each_run(|pieces| self.citations(pieces, diagnostics));
        left
    }

    /// The number of an internal document in public text stays as the words that it is: it is no
    /// citation that would get a page, a list of citing files, and a date.
    fn citations(&self, pieces: &mut [Piece], diagnostics: &mut Vec<Diagnostic>) {
        for piece in pieces {
            let Piece::Citation(hole) = piece else { continue };
            if self.numbers.contains(&hole.number) {
                diagnostics.push(
                    Diagnostic::new(Code::PublicCitation, hole.place.clone())
                        .with("found", hole.number.as_str()),
                );
                *piece = Piece::Html(letters::escape(&hole.shown));
            }
        }
    }

    fn meta(&self, meta: Meta, path: &ContentPath) -> Meta {
        match meta {
            Meta::Body(body) => Meta::Body(Box::new(self.body(*body))),
            Meta::Review(review) => Meta::Review(Box::new(paper(*review))),
            Meta::Plan(plan) => Meta::Plan(Box::new(self.plan(*plan, path))),
            Meta::Report(report) => {
                let ReportMeta { paper: report, on } = *report;
                let on = on.filter(|on| !self.names(&on.value));
                Meta::Report(Box::new(ReportMeta { paper: paper(report), on }))
            }
            Meta::Deficiency(record) => Meta::Deficiency(Box::new(self.record(*record))),
            Meta::Erratum(erratum) => {
                let ErratumMeta { of, date, by, wrong, right } = *erratum;
                Meta::Erratum(Box::new(ErratumMeta { of, date, by, wrong, right }))
            }
            Meta::Page => Meta::Page,
        }
    }

    fn body(&self, body: BodyMeta) -> BodyMeta {
        let BodyMeta { name, code, level, form, place, units, areas, successor } = body;
        let successor = successor.filter(|Successor { to, since: _ }| !self.bodies.contains(&to.value));
        let units: Vec<Unit> = units.into_iter().filter(|unit| unit.audience == Audience::Public).collect();
        let known: BTreeSet<String> = units.iter().map(|unit| unit.id.value.clone()).collect();
        let unit = |Unit { id, name, code, aliases, note, audience, successor }| {
            let successor = successor.filter(|Successor { to, since: _ }| known.contains(&to.value));
            Unit { id, name, code, aliases, note: public_note(note), audience, successor }
        };
        let units = units.into_iter().map(unit).collect();
        BodyMeta { name, code, level, form, place, units, areas, successor }
    }

    fn plan(&self, plan: PlanMeta, path: &ContentPath) -> PlanMeta {
        let PlanMeta { paper: own, years, implements, assignments, reports_due } = plan;
        let body = path.body().unwrap_or_default();
        let is_hidden = |name: &Located<String>| {
            let year = path.year();
            year.is_some_and(|year| self.records.contains(&(body.to_owned(), year, name.value.clone())))
        };
        let assignment = |Assignment { unit, role, of, does }| {
            let had_some = !of.is_empty();
            let of: Vec<Located<String>> = of.into_iter().filter(|name| !is_hidden(name)).collect();
            // An assignment for internal records alone would read as one for the whole plan.
            let is_shown = !self.is_unit(body, &unit.value) && (!had_some || !of.is_empty());
            is_shown.then_some(Assignment { unit, role, of, does })
        };
        let report_due = |ReportDue { what, to, every, before, after, covers }| {
            let to = to.filter(|to: &Located<String>| !self.is_unit(body, &to.value));
            ReportDue { what, to, every, before, after, covers }
        };
        PlanMeta {
            paper: paper(own),
            years,
            implements: self.public_names(implements),
            assignments: assignments.into_iter().filter_map(assignment).collect(),
            reports_due: reports_due.into_iter().map(report_due).collect(),
        }
    }

    fn record(&self, record: RecordMeta) -> RecordMeta {
        let RecordMeta {
            plan,
            plan_withheld: _,
            deficiency,
            status,
            recognised,
            area,
            lead,
            coordinate,
            monitor,
            continue_in,
            carries,
            disposition,
            withheld,
        } = record;
        let plan_withheld = plan.as_ref().is_some_and(|plan| self.names(&plan.value));
        RecordMeta {
            plan: plan.filter(|_| !plan_withheld),
            plan_withheld,
            deficiency,
            status,
            recognised,
            area,
            lead,
            coordinate,
            monitor,
            continue_in,
            carries,
            disposition,
            withheld,
        }
    }

    /// Names without those of internal documents.
    fn public_names(&self, names: Vec<Located<String>>) -> Vec<Located<String>> {
        names.into_iter().filter(|name| !self.names(&name.value)).collect()
    }
}

/// Whether a section is shown. What stands in it has no other readers than the section, see below.
fn is_shown(section: &Section) -> bool {
    let Section { heading: _, kind: _, audience, words: _, blocks: _ } = section;
    *audience == Audience::Public
}

fn is_footnote_shown(footnote: &Footnote) -> bool {
    let Footnote { label: _, html: _, text: _, audience, place: _ } = footnote;
    *audience == Audience::Public
}

/// The declared count against the records that are left would tell how many are not.
fn paper(paper: Paper) -> Paper {
    let Paper { number, date, place, declares: _, recipients, signed } = paper;
    Paper { number, date, place, declares: None, recipients, signed }
}

fn public_note(note: Option<Note>) -> Option<Note> {
    note.filter(|Note { text: _, audience }| *audience == Audience::Public)
}

// These have no readers of their own: all of each is public where its section or its file is. A field or
// a form that is new has to be decided here, too.
const _: fn(&Block) = |block| match block {
    Block::Prose(_) | Block::Measures(_) | Block::Indicators(_) | Block::Log(_) => {}
};
const _: fn(&Measure) = |measure| {
    let Measure {
        text: _,
        html: _,
        group: _,
        deadline: _,
        extensions: _,
        lead: _,
        coordinate: _,
        claimed_done: _,
        place: _,
        items: _,
        renewal: _,
        unread: _,
    } = measure;
};
const _: fn(&Indicator) =
    |Indicator { name: _, name_html: _, target: _, actual: _, unit: _, level: _, deadline: _, note: _ }| {};
const _: fn(&LogEntry) = |LogEntry { date: _, html: _, place: _ }| {};
const _: fn(&Area) = |Area { id: _, name: _ }| {};
const _: fn(&Signature) = |Signature { authority: _, position: _ }| {};
const _: fn(&CarryEntry) = |CarryEntry { from: _, kind: _, basis: _, reason: _ }| {};
const _: fn(&Disposition) = |Disposition { reason: _, by: _, date: _ }| {};

/// Footnotes that something left refers to, directly or through another footnote.
fn referenced(title: &[Piece], sections: &[Section], footnotes: Vec<Footnote>) -> Vec<Footnote> {
    let in_sections = sections.iter().flat_map(|section| {
        let heading = section.heading.iter().flat_map(|heading| &heading.html);
        heading.chain(section.blocks.iter().flat_map(|block| block.pieces()))
    });
    let mut wanted: BTreeSet<String> = labels(title.iter().chain(in_sections));
    loop {
        let known = footnotes.iter().filter(|footnote| wanted.contains(&footnote.label));
        let more: BTreeSet<String> = known.flat_map(|footnote| labels(footnote.html.iter())).collect();
        if more.is_subset(&wanted) {
            break;
        }
        wanted.extend(more);
    }
    footnotes.into_iter().filter(|footnote| wanted.contains(&footnote.label)).collect()
}

fn labels<'p>(pieces: impl Iterator<Item = &'p Piece>) -> BTreeSet<String> {
    let label = |piece: &Piece| match piece {
        Piece::FootnoteRef(label) => Some(label.clone()),
        Piece::Html(_) | Piece::LinkOpen(_) | Piece::LinkClose | Piece::Image(_) | Piece::Citation(_) => None,
    };
    pieces.filter_map(label).collect()
}

/// What the public edition lets out of the register.
pub fn strip_register(register: &Register, hidden: &Hidden) -> Register {
    let Register { source, issuers, entries } = register.clone();
    let (issuers, internal): (Vec<Issuer>, Vec<Issuer>) = issuers
        .into_iter()
        .partition(|Issuer { id: _, name: _, code: _, audience }| *audience == Audience::Public);
    let is_internal =
        |id: &str| internal.iter().any(|issuer| issuer.id.value == id) || hidden.bodies.contains(id);
    let entry = |entry| {
        let RegisterEntry {
            number,
            kind,
            issuer,
            date,
            period,
            subject,
            implements,
            reported_by,
            note,
            audience,
        } = entry;
        let left = RegisterEntry {
            number,
            kind,
            issuer: issuer.filter(|issuer: &Located<String>| !is_internal(&issuer.value)),
            date,
            period,
            subject,
            implements: hidden.public_names(implements),
            reported_by: hidden.public_names(reported_by),
            note: public_note(note),
            audience,
        };
        (audience == Audience::Public).then_some(left)
    };
    Register { source, issuers, entries: entries.into_iter().filter_map(entry).collect() }
}
