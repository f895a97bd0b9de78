//! Relations: the papers and documents that files name.
//!
//! Takes the ledger and the volume's [`Around`]; gives each record its plan, each paper what it implements or
//! reports on, and each citation its document. It stands apart from `documents`, which decides for the whole
//! site what a number means: here that meaning is looked up.

use super::documents::doubtful;
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::Meta;
use crate::model::document::{Document, Piece};
use crate::model::ledger::{Ledger, OfficialId, PaperId, PaperRef};
use crate::model::outline::{Around, Doubt, Mention, Named, Outline};
use crate::source::ContentPath;
use crate::source::Located;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Links records and papers to what they name, and every citation to its document.
pub(super) fn relate(
    outline: &Outline,
    around: &Around,
    ledger: &mut Ledger,
    diagnostics: &mut Vec<Diagnostic>,
) {
    ledger.documents = around.documents.clone();
    ledger.paper_ids = ledger
        .papers
        .iter()
        .enumerate()
        .map(|(at, paper)| (paper.document.path.clone(), PaperId(at)))
        .collect();
    let mut relations = Relations { outline, around, diagnostics };
    relations.papers(ledger);
    relations.records(ledger);
    relations.cite(ledger);
}

struct Relations<'o> {
    outline: &'o Outline,
    around: &'o Around,
    diagnostics: &'o mut Vec<Diagnostic>,
}

impl Relations<'_> {
    fn papers(&mut self, ledger: &mut Ledger) {
        for index in 0..ledger.papers.len() {
            let document = ledger.papers[index].document.clone();
            let body = document.path.body();
            ledger.papers[index].official = self.around.of_paper.get(&document.path).copied();
            match &document.meta {
                Meta::Plan(plan) => {
                    let named = plan.implements.iter();
                    let found = named.filter_map(|text| self.refer(ledger, text, body)).collect();
                    ledger.papers[index].implements = found;
                }
                Meta::Report(report) => {
                    let year = ledger.papers[index].year;
                    let on = report.on.as_ref().and_then(|text| self.plan(ledger, text, body, year));
                    ledger.papers[index].on = on;
                }
                _ => {}
            }
        }
    }

    /// The plan that a text of front matter refers to, in a file of a body and year.
    fn plan(
        &mut self,
        ledger: &Ledger,
        text: &Located<String>,
        body: Option<&str>,
        year: i16,
    ) -> Option<PaperRef> {
        let found = self.refer(ledger, text, body)?;
        if !is_plan_of(ledger, &found, body, year) {
            let foreign = Diagnostic::new(Code::PlanForeign, text.place.clone());
            self.diagnostics.push(foreign.with("found", &text.value).with("year", year));
        }
        Some(found)
    }

    /// What a text of front matter refers to: a content path, or a number.
    fn refer(&mut self, ledger: &Ledger, text: &Located<String>, body: Option<&str>) -> Option<PaperRef> {
        let number = match self.outline.named(&text.value) {
            Some(Named::Paper(path)) => return Some(reference(ledger, path)),
            Some(Named::Number(number)) => number,
            None => {
                self.diagnostics.push(Diagnostic::unknown(Code::UnknownPlan, text, self.outline.papers()));
                return None;
            }
        };
        let mention = Mention { body: body.map(Arc::from), number, date: None };
        let meaning = self.around.meanings.get(&mention)?;
        let doubt = meaning.doubt.as_ref().map(|doubt| doubtful(doubt, &mention.number, &text.place));
        self.diagnostics.extend(doubt);
        let id = meaning.document?;
        Some(match &ledger.documents[id.0].paper {
            Some(paper) => reference(ledger, paper.clone()),
            None => PaperRef::Official(id),
        })
    }

    fn records(&mut self, ledger: &mut Ledger) {
        let plans = plans(ledger);
        let mut without_plan = BTreeSet::new();
        for index in 0..ledger.records.len() {
            let document = ledger.records[index].document.clone();
            let Some(meta) = document.meta.record() else { continue };
            let plan = match &meta.plan {
                Some(text) => {
                    let year = ledger.records[index].year;
                    self.plan(ledger, text, document.path.body(), year)
                }
                None if meta.plan_withheld => continue,
                None => folder_plan(&plans, ledger, &document).map(PaperRef::Paper),
            };
            let folder = document.path.folder().to_owned();
            if plan.is_none() && meta.plan.is_none() && without_plan.insert(folder) {
                let place = document.name_place();
                let year = ledger.records[index].year;
                self.diagnostics.push(Diagnostic::new(Code::PlanMissing, place).with("year", year));
            }
            ledger.records[index].plan = plan;
        }
    }

    /// Looks up every citation in running text. What is doubtful about a document is reported once per file, and
    /// another day at each place that has one.
    fn cite(&mut self, ledger: &mut Ledger) {
        let bodies = ledger.bodies.iter().map(|body| &body.document);
        let records = ledger.records.iter().map(|record| &record.document);
        let papers = ledger.papers.iter().map(|paper| &paper.document);
        let files: Vec<Arc<Document>> =
            bodies.chain(records).chain(papers).chain(&ledger.pages).cloned().collect();
        for file in files {
            let body: Option<Arc<str>> = file.path.body().map(Arc::from);
            let mut cited: BTreeSet<OfficialId> = BTreeSet::new();
            for piece in file.all_pieces() {
                let Piece::Citation(hole) = piece else { continue };
                let number = hole.number.clone();
                let mention = Mention { body: body.clone(), number, date: hole.date };
                let Some(meaning) = self.around.meanings.get(&mention) else { continue };
                let is_first = meaning.document.is_none_or(|id| cited.insert(id));
                let is_told = |doubt: &&Doubt| match doubt {
                    Doubt::OtherDay(_) => true,
                    Doubt::Ambiguous(_) | Doubt::Undeclared(_) => is_first,
                };
                if let Some(doubt) = meaning.doubt.as_ref().filter(is_told) {
                    self.diagnostics.push(doubtful(doubt, &mention.number, &hole.place));
                }
                if let Some(id) = meaning.document {
                    ledger.citations.insert(hole.place.clone(), id);
                }
            }
            if !cited.is_empty() {
                ledger.cites.insert(file.path.clone(), cited);
            }
        }
    }
}

/// Kinds of documents that nothing is undertaken by, however they are called for.
const NO_PLAN: [&str; 8] =
    ["Báo cáo", "Biên bản", "Tờ trình", "Giấy mời", "Chỉ thị", "Thông báo", "Thông cáo", "Nghị định"];

/// Whether a paper can be the plan of a body in a year. Of a document that is not here, little is known.
fn is_plan_of(ledger: &Ledger, found: &PaperRef, body: Option<&str>, year: i16) -> bool {
    match found {
        PaperRef::Paper(id) => {
            let paper = ledger.paper(*id);
            let plan = paper.document.meta.plan();
            plan.is_some_and(|plan| plan.years.contains(year)) && binds(ledger, &paper.body, body)
        }
        // What a file names as its plan is of its own volume.
        PaperRef::File(_) => true,
        PaperRef::Official(id) => {
            let document = &ledger.documents[id.0];
            let is_plan = document.kind.as_deref().is_none_or(|kind| !NO_PLAN.contains(&kind));
            is_plan && document.period.is_none_or(|years| years.contains(year))
        }
    }
}

/// Whether the plans of one body are for another one: for itself, for one that succeeds it, and for those below it.
fn binds(ledger: &Ledger, of: &str, body: Option<&str>) -> bool {
    let (Some(of), Some(body)) = (ledger.body(of), body.and_then(|body| ledger.body(body))) else {
        return true;
    };
    let is_succeeded = of.meta.successor.as_ref().is_some_and(|successor| successor.to.value == body.id);
    let is_above = of.meta.level.zip(body.meta.level).is_some_and(|(of, own)| of.is_above(own));
    of.id == body.id || is_succeeded || is_above
}

/// Refers to a paper of the volume by its id in the ledger, and to any other by its path.
fn reference(ledger: &Ledger, path: ContentPath) -> PaperRef {
    match ledger.paper_ids.get(&path) {
        Some(id) => PaperRef::Paper(*id),
        None => PaperRef::File(path),
    }
}

/// The plans in each folder.
fn plans(ledger: &Ledger) -> BTreeMap<String, Vec<PaperId>> {
    let mut plans: BTreeMap<String, Vec<PaperId>> = BTreeMap::new();
    for (at, paper) in ledger.papers.iter().enumerate() {
        if matches!(paper.document.meta, Meta::Plan(_)) {
            plans.entry(paper.document.path.folder().to_owned()).or_default().push(PaperId(at));
        }
    }
    plans
}

/// The plan of a record's folder: the one called `plan`, or the only one.
fn folder_plan(
    plans: &BTreeMap<String, Vec<PaperId>>,
    ledger: &Ledger,
    record: &Document,
) -> Option<PaperId> {
    let plans = plans.get(record.path.folder())?;
    let named = plans.iter().find(|id| ledger.paper(**id).document.path.name() == "plan");
    match (named, plans.as_slice()) {
        (Some(id), _) | (None, [id]) => Some(*id),
        _ => None,
    }
}
