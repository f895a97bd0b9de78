//! Select: what an edition lets out, before anything is linked.
//!
//! The selection comes before the ledger is drawn up, not after it: a public ledger is made of
//! public text alone, so that no number, name or order in it can depend on what is internal.
//! Taking internal text out of the content by hand gives the same public site, byte for byte.
//! What a public edition leaves out can still make it say something false; [`truth`] finds that.

use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::model::compiled::Compiled;
use crate::model::document::{
    BodyMeta, ContentPath, Document, EdgeKind, Footnote, Meta, Paper, Piece, PlanMeta, Section,
};
use crate::model::ledger::{Edge, Ledger, Onward, Origin, PromiseOutcome, Record};
use crate::model::outline::{About, Card, Outline};
use crate::model::plain::is_plain;
use crate::model::register::Register;
use crate::settings::{Audience, Edition};
use crate::source::Located;
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::letters;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The files of an edition.
#[derive(Debug, Clone)]
pub struct Selection {
    /// What is left of them.
    pub files: Vec<Compiled>,
    /// Public text that names an internal document. Nothing is made of it but the words.
    pub diagnostics: Vec<Diagnostic>,
}

/// What an edition does not let out: names that only internal text gives a meaning, and that public
/// front matter may still use.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Hidden {
    /// Bodies whose index is internal, with all that is in their folders.
    bodies: BTreeSet<String>,
    /// Content paths of what is left out, so that a link to it is not taken for a broken one.
    pub paths: BTreeSet<ContentPath>,
    /// Numbers of documents.
    numbers: BTreeSet<DocumentNumber>,
    /// Units, with their bodies.
    units: BTreeSet<(String, String)>,
    /// Records by body, year and name.
    records: BTreeSet<(String, i16, String)>,
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

    /// Whether a whole file is internal.
    pub fn holds(&self, path: &ContentPath, audience: Audience) -> bool {
        audience == Audience::Internal || path.body().is_some_and(|body| self.bodies.contains(body))
    }

    /// Whether front matter names an internal document.
    fn names(&self, text: &str) -> bool {
        self.paths.contains(&ContentPath::of_file(text))
            || DocumentNumber::parse(text).is_some_and(|number| self.numbers.contains(&number))
    }

    fn is_unit(&self, body: &str, unit: &str) -> bool {
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

    /// What is left of a public file: itself, where there is nothing to take out of it.
    fn left_of(&self, document: &Arc<Document>, diagnostics: &mut Vec<Diagnostic>) -> Arc<Document> {
        let is_hidden =
            |piece: &Piece| matches!(piece, Piece::Citation(hole) if self.numbers.contains(&hole.number));
        let names_hidden = match &document.meta {
            Meta::Deficiency(record) => record.plan.as_ref().is_some_and(|plan| self.names(&plan.value)),
            _ => false,
        };
        match is_plain(document) && !names_hidden && !document.all_pieces().any(is_hidden) {
            true => document.clone(),
            false => Arc::new(self.strip(document, diagnostics)),
        }
    }

    /// What is left of a public file.
    fn strip(&self, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Document {
        let body = document.path.body().unwrap_or_default();
        let mut left = document.clone();
        left.waivers.clear();
        left.sections.retain(|section| section.audience == Audience::Public);
        left.footnotes.retain(|footnote| footnote.audience == Audience::Public);
        left.footnotes = referenced(&left.title_html, &left.sections, left.footnotes);
        left.for_each_run(|pieces| self.strip_citations(pieces, diagnostics));
        match &mut left.meta {
            Meta::Body(meta) => self.strip_body(meta),
            Meta::Review(paper) => strip_paper(paper),
            Meta::Plan(plan) => self.strip_plan(plan, body, document.path.year()),
            Meta::Report(report) => {
                strip_paper(&mut report.paper);
                report.on.take_if(|on| self.names(&on.value));
            }
            Meta::Deficiency(record) => {
                record.plan_withheld = record.plan.take_if(|plan| self.names(&plan.value)).is_some();
            }
            Meta::Page => {}
        }
        left
    }

    /// The number of an internal document in public text stays as the words that it is: it is no
    /// citation that would get a page, a list of citing files, and a date.
    fn strip_citations(&self, pieces: &mut [Piece], diagnostics: &mut Vec<Diagnostic>) {
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

    fn strip_body(&self, meta: &mut BodyMeta) {
        meta.successor.take_if(|successor| self.bodies.contains(&successor.to.value));
        meta.units.retain(|unit| unit.audience == Audience::Public);
        let known: BTreeSet<String> = meta.units.iter().map(|unit| unit.id.value.clone()).collect();
        for unit in &mut meta.units {
            unit.note.take_if(|note| note.audience == Audience::Internal);
            unit.successor.take_if(|successor| !known.contains(&successor.to.value));
        }
    }

    fn strip_plan(&self, plan: &mut PlanMeta, body: &str, year: Option<i16>) {
        strip_paper(&mut plan.paper);
        plan.implements.retain(|text| !self.names(&text.value));
        plan.assignments.retain_mut(|assignment| {
            let is_hidden = |name: &Located<String>| {
                year.is_some_and(|year| self.records.contains(&(body.to_owned(), year, name.value.clone())))
            };
            let had_some = !assignment.of.is_empty();
            assignment.of.retain(|name| !is_hidden(name));
            // An assignment for internal records alone would read as one for the whole plan.
            !self.is_unit(body, &assignment.unit.value) && (!had_some || !assignment.of.is_empty())
        });
        for report in &mut plan.reports_due {
            report.to.take_if(|to| self.is_unit(body, &to.value));
        }
    }
}

/// The declared count against the records that are left would tell how many are not.
fn strip_paper(paper: &mut Paper) {
    paper.declares = None;
}

fn number(card: &Card) -> Option<&DocumentNumber> {
    match &card.about {
        About::Paper { number, .. } => number.as_ref(),
        _ => None,
    }
}

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
        _ => None,
    };
    pieces.filter_map(label).collect()
}

/// What the public edition lets out of the register.
pub fn strip_register(register: &Register, hidden: &Hidden) -> Register {
    let mut left = register.clone();
    let is_public = |audience: &Audience| *audience == Audience::Public;
    left.issuers.retain(|issuer| is_public(&issuer.audience));
    left.entries.retain(|entry| is_public(&entry.audience));
    let internal_issuers: BTreeSet<&str> = register
        .issuers
        .iter()
        .filter(|issuer| issuer.audience == Audience::Internal)
        .map(|issuer| issuer.id.value.as_str())
        .collect();
    for entry in &mut left.entries {
        entry.note.take_if(|note| note.audience == Audience::Internal);
        entry.issuer.take_if(|issuer| {
            internal_issuers.contains(issuer.value.as_str()) || hidden.bodies.contains(&issuer.value)
        });
        entry.implements.retain(|text| !hidden.names(&text.value));
        entry.reported_by.retain(|text| !hidden.names(&text.value));
    }
    left
}

/// What a public edition would say that is not so, given the ledger of everything.
pub fn truth(everything: &Ledger, public: &Ledger) -> Vec<Diagnostic> {
    let by_path: BTreeMap<_, _> = everything.records.iter().map(|full| (full.path(), full)).collect();
    let public_paths: BTreeSet<_> = public.records.iter().map(Record::path).collect();
    let pairs = public.records.iter().filter_map(|record| Some((record, *by_path.get(record.path())?)));
    let compare = |(record, full)| {
        Comparison { everything, public, public_paths: &public_paths, record, full }.untruths()
    };
    pairs.flat_map(compare).collect()
}

/// One record as the public edition shows it, and as it is.
struct Comparison<'l> {
    everything: &'l Ledger,
    public: &'l Ledger,
    public_paths: &'l BTreeSet<&'l ContentPath>,
    record: &'l Record,
    full: &'l Record,
}

impl Comparison<'_> {
    fn untruths(&self) -> Vec<Diagnostic> {
        let checks =
            [self.onward(), self.origin(), self.promise(), self.since(), self.edges(), self.withheld()];
        checks.into_iter().flatten().collect()
    }

    fn report(&self, code: Code) -> Diagnostic {
        let name = format!("{}/{}", self.record.year, self.record.name);
        Diagnostic::new(code, self.record.document.name_place()).with("found", name)
    }

    fn differs(&self, public: impl Serialize, full: impl Serialize) -> Option<Diagnostic> {
        Some(self.report(Code::PublicDiffers).with("public", word(public)).with("full", word(full)))
    }

    /// Publishing later is no untruth: the latest public plan may have an internal one after it.
    fn onward(&self) -> Option<Diagnostic> {
        match (self.record.onward, self.full.onward) {
            (public, full) if public == full => None,
            (Onward::Latest | Onward::Withheld, _) => None,
            (Onward::Unaccounted, Onward::Carried) => {
                let later = self.full.into.iter().map(|id| self.everything.record(*id).document.name_place());
                let report = self.report(Code::PublicUnaccounted);
                Some(later.fold(report, |report, later| report.and(later, Remark::InternalRecord)))
            }
            (public, full) => self.differs(public, full),
        }
    }

    fn origin(&self) -> Option<Diagnostic> {
        match (self.record.origin, self.full.origin) {
            (public, full) if public == full => None,
            (Origin::New, _) => {
                let earlier =
                    self.full.from.iter().map(|edge| self.everything.record(edge.from).document.name_place());
                let report = self.report(Code::PublicNew);
                Some(earlier.fold(report, |report, earlier| report.and(earlier, Remark::InternalRecord)))
            }
            // Back after records that say themselves that they went on out of sight.
            (Origin::Resurfaced, Origin::Carried) if self.comes_from_withheld() => None,
            (public, full) => self.differs(public, full),
        }
    }

    fn comes_from_withheld(&self) -> bool {
        let earlier = self.record.from.iter().map(|edge| self.public.record(edge.from));
        earlier.into_iter().all(|earlier| earlier.onward == Onward::Withheld)
    }

    /// A public edition may say that it cannot tell, not that a promise was broken that was kept.
    fn promise(&self) -> Option<Diagnostic> {
        let (public, full) = (self.record.promise.as_ref()?.outcome, self.full.promise.as_ref()?.outcome);
        let cannot_tell = [PromiseOutcome::Uncheckable, PromiseOutcome::Pending, PromiseOutcome::Withheld];
        match public == full || cannot_tell.contains(&public) {
            true => None,
            false => self.differs(public, full),
        }
    }

    /// Leaving an older record out would make a deficiency look younger than it is.
    fn since(&self) -> Option<Diagnostic> {
        let is_new = self.record.origin == Origin::New && self.full.origin != Origin::New;
        match self.record.since == self.full.since || is_new {
            true => None,
            false => self.differs(self.record.since, self.full.since),
        }
    }

    /// Where an internal record between two public ones reopened the deficiency, the later one would
    /// seem to go on from a closed one without a word.
    fn edges(&self) -> Option<Diagnostic> {
        let goes_on_closed = |edge: &Edge| {
            edge.kind != EdgeKind::Reopened && !self.public.record(edge.from).status.is_unresolved()
        };
        let untrue = self.record.from.iter().any(goes_on_closed) && !self.full_edges_agree();
        if untrue { self.differs(EdgeKind::Continues, EdgeKind::Reopened) } else { None }
    }

    /// Whether the whole has every edge that the public edition has.
    fn full_edges_agree(&self) -> bool {
        let path = |ledger: &Ledger, edge: &Edge| ledger.record(edge.from).path().clone();
        let full: BTreeSet<_> = self.full.from.iter().map(|edge| path(self.everything, edge)).collect();
        self.record.from.iter().all(|edge| full.contains(&path(self.public, edge)))
    }

    /// `withheld` must be so: an internal record goes on from it, and nothing public does.
    fn withheld(&self) -> Option<Diagnostic> {
        let place = self.record.document.meta.withheld()?;
        let later = self.full.into.iter().map(|id| self.everything.record(*id));
        let goes_on_inside = later.into_iter().any(|later| !self.public_paths.contains(later.path()));
        let is_so = goes_on_inside && self.record.onward == Onward::Withheld;
        let name = format!("{}/{}", self.record.year, self.record.name);
        (!is_so).then(|| Diagnostic::new(Code::WithheldNeedless, place.clone()).with("found", name))
    }
}

/// The word that data files use for a value.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}
