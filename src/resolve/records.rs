//! Records: the records and papers of the ledger, before they are linked.
//!
//! Takes the corpus; gives bodies, records and papers, with units, areas and measures checked against their
//! body. It stands apart from `relations` because it checks each file against its own body only.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::corpus::Corpus;
use super::moment::Moment;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::front_matter::{BodyMeta, Meta, PlanMeta, RecordMeta, ReportBefore, Status};
use crate::model::document::{self, Document, MeasureDeadline};
use crate::model::ledger::{
    Body, DueReport, Ledger, LineageId, Measure, Onward, Origin, Paper, PaperId, Record, RecordId, Year,
};
use crate::model::vocabulary;
use crate::source::{Located, Place};
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::deadline::Deadline;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Makes a ledger of all files, without links between them yet.
pub(super) fn read(corpus: &Corpus<'_>, moment: Moment, diagnostics: &mut Vec<Diagnostic>) -> Ledger {
    let pages = corpus.pages.iter().map(|page| (*page).clone()).collect();
    let mut ledger = Ledger { pages, records: Vec::with_capacity(corpus.files.len()), ..Ledger::default() };
    let spans = plan_spans(corpus);
    let mut files_of: BTreeMap<Option<&str>, Vec<&Arc<Document>>> = BTreeMap::new();
    for file in &corpus.files {
        files_of.entry(file.path.body()).or_default().push(file);
    }
    for (id, (document, meta)) in &corpus.bodies {
        let files = files_of.remove(&Some(*id)).unwrap_or_default();
        let mut years: BTreeMap<i16, Year> = BTreeMap::new();
        let ledger = &mut ledger;
        let names = BTreeMap::new();
        let mut reader = BodyReader { id, meta, moment, ledger, years: &mut years, names, diagnostics };
        for file in files {
            let year = file.path.year().unwrap_or_default();
            let span = spans.get(&(id, year)).copied().unwrap_or(YearSpan::single(year));
            reader.file(file, year, span);
        }
        ledger.bodies.push(Body {
            id: (*id).to_owned(),
            document: (*document).clone(),
            meta: without_repeated_ids(meta),
            years: years.into_values().collect(),
        });
    }
    order_records(&mut ledger);
    ledger
}

/// Removes units and areas whose id was used before; the step `corpus` has reported them.
fn without_repeated_ids(meta: &BodyMeta) -> BodyMeta {
    let mut meta = meta.clone();
    let mut seen = BTreeSet::new();
    meta.units.retain(|unit| seen.insert(unit.id.value.clone()));
    let mut seen = BTreeSet::new();
    meta.areas.retain(|area| seen.insert(area.id.value.clone()));
    meta
}

/// The years that each folder covers: those of its main plan, which is the one called `plan`, or the only one.
/// Other plans in the folder, for instance to carry out a directive, have their own years.
fn plan_spans<'f>(corpus: &Corpus<'f>) -> BTreeMap<(&'f str, i16), YearSpan> {
    let mut plans: BTreeMap<(&str, i16), Vec<(&str, YearSpan)>> = BTreeMap::new();
    for file in &corpus.files {
        if let (Meta::Plan(plan), Some(body), Some(year)) = (&file.meta, file.path.body(), file.path.year()) {
            plans.entry((body, year)).or_default().push((file.path.name(), plan.years));
        }
    }
    let main = |plans: &[(&str, YearSpan)]| {
        let named = plans.iter().find(|(name, _)| *name == "plan");
        named.or(if plans.len() == 1 { plans.first() } else { None }).map(|(_, years)| *years)
    };
    plans.into_iter().filter_map(|(folder, plans)| Some((folder, main(&plans)?))).collect()
}

/// Reads deadlines again in records whose plan covers other years than their folder, because a deadline without
/// a year means a year of the plan.
pub(super) fn reread(ledger: &mut Ledger, moment: Moment) {
    let years: Vec<YearSpan> = ledger.records.iter().map(|record| ledger.plan_years(record)).collect();
    for (record, years) in ledger.records.iter_mut().zip(years) {
        if years != YearSpan::single(record.year) {
            record.measures.iter_mut().for_each(|measure| {
                reread_measure(&mut measure.item, years);
                measure.late = record.status != Status::Dropped && is_late(&measure.item, moment.as_of);
            });
        }
    }
}

/// Sorts records by body, year and name, so that file names have no effect on the order.
fn order_records(ledger: &mut Ledger) {
    ledger.records.sort_by(|a, b| (&a.body, a.year, &a.name).cmp(&(&b.body, b.year, &b.name)));
    for (index, record) in ledger.records.iter().enumerate() {
        let body =
            ledger.bodies.binary_search_by(|body| body.id.cmp(&record.body)).map(|at| &mut ledger.bodies[at]);
        let year = body.ok().and_then(|body| body.years.iter_mut().find(|year| year.year == record.year));
        year.into_iter().for_each(|year| year.records.push(RecordId(index)));
    }
}

struct BodyReader<'r, 'd> {
    id: &'r str,
    meta: &'r BodyMeta,
    moment: Moment,
    ledger: &'r mut Ledger,
    years: &'r mut BTreeMap<i16, Year>,
    /// The first place of each name in each year.
    names: BTreeMap<(i16, String), Place>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl BodyReader<'_, '_> {
    fn file(&mut self, file: &Arc<Document>, year: i16, span: YearSpan) {
        let entry = self.years.entry(year).or_insert_with(|| Year {
            year,
            span,
            is_plan_year: false,
            papers: Vec::new(),
            records: Vec::new(),
        });
        entry.is_plan_year |= file.meta.is_of_plan_year();
        match &file.meta {
            Meta::Deficiency(meta) => self.record(file, meta, year),
            Meta::Plan(_) | Meta::Report(_) | Meta::Review(_) => {
                entry.papers.push(PaperId(self.ledger.papers.len()));
                self.paper(file, year);
            }
            Meta::Body(_) | Meta::Erratum(_) | Meta::Page => {}
        }
    }

    fn paper(&mut self, file: &Arc<Document>, year: i16) {
        let plan = file.meta.plan();
        if let Some(plan) = plan {
            self.check_assignments(plan);
        }
        // Only the measures of a plan are promises; a report repeats those of a plan.
        let measures = if plan.is_some() { self.measures(file, None, &[]) } else { Vec::new() };
        self.ledger.papers.push(Paper {
            document: file.clone(),
            body: self.id.to_owned(),
            year,
            reports_due: plan.map(due_reports).unwrap_or_default(),
            measures,
            indicators: Vec::new(),
            on: None,
            implements: Vec::new(),
            official: None,
        });
    }

    /// Reports a unit that the body does not have, if its name is a single word: that is a misspelt id, while
    /// several words name someone outside the body.
    fn check_assignments(&mut self, plan: &PlanMeta) {
        let receivers = plan.reports_due.iter().filter_map(|due| due.to.as_ref());
        for unit in plan.assignments.iter().map(|assignment| &assignment.unit).chain(receivers) {
            if !unit.value.contains(char::is_whitespace) {
                self.unit(unit);
            }
        }
    }

    fn record(&mut self, file: &Arc<Document>, meta: &RecordMeta, year: i16) {
        let name = &meta.deficiency;
        if let Some(first) = self.names.get(&(year, name.value.clone())) {
            self.diagnostics.push(
                Diagnostic::new(Code::DuplicateRecord, name.place.clone())
                    .with("found", &name.value)
                    .with("year", year)
                    .and(first.clone(), Remark::FirstHere),
            );
            return;
        }
        self.names.insert((year, name.value.clone()), name.place.clone());
        let lead = meta.lead.as_ref().and_then(|unit| self.unit(unit));
        let coordinate = self.units(&meta.coordinate);
        let mut measures = self.measures(file, lead.as_deref(), &coordinate);
        if meta.status.value == Status::Dropped {
            measures.iter_mut().for_each(|measure| measure.late = false);
        }
        let record = Record {
            document: file.clone(),
            body: self.id.to_owned(),
            year,
            name: name.value.clone(),
            status: meta.status.value,
            recognised: meta.recognised.unwrap_or(year - 1),
            area: meta.area.as_ref().and_then(|area| self.area(area)),
            monitor: self.units(&meta.monitor),
            lead,
            coordinate,
            plan: None,
            promise: None,
            disposition: meta.disposition.clone(),
            measures,
            indicators: Vec::new(),
            from: Vec::new(),
            into: Vec::new(),
            origin: Origin::New,
            onward: Onward::Latest,
            lineage: LineageId(0),
            since: year,
            turned: Vec::new(),
        };
        self.ledger.records.push(record);
    }

    /// The id of a unit of the body; anything else is reported and left out.
    fn unit(&mut self, unit: &Located<String>) -> Option<String> {
        if self.meta.units.iter().any(|known| known.id.value == unit.value) {
            return Some(unit.value.clone());
        }
        let mut mistake = vocabulary::unknown(Code::UnknownUnit, unit, &vocabulary::units(self.meta));
        // Several ids without brackets.
        if unit.value.contains(',') {
            mistake.nearest = Some(format!("[{}]", unit.value));
        }
        self.diagnostics.push(mistake);
        None
    }

    fn units(&mut self, units: &[Located<String>]) -> Vec<String> {
        units.iter().filter_map(|unit| self.unit(unit)).collect()
    }

    fn area(&mut self, area: &Located<String>) -> Option<String> {
        if self.meta.areas.iter().any(|known| known.id.value == area.value) {
            return Some(area.value.clone());
        }
        let areas = vocabulary::areas(self.meta);
        self.diagnostics.push(vocabulary::unknown(Code::UnknownArea, area, &areas));
        None
    }

    fn measures(&mut self, file: &Document, lead: Option<&str>, coordinate: &[String]) -> Vec<Measure> {
        file.measures()
            .map(|item| {
                // An unknown unit is left out. The record's own unit does not replace it: that would
                // hold the wrong office to account.
                let lead = match &item.lead {
                    Some(unit) => self.unit(unit),
                    None => lead.map(str::to_owned),
                };
                let mut coordinate = match item.coordinate.is_empty() {
                    true => coordinate.to_vec(),
                    false => self.units(&item.coordinate),
                };
                coordinate.retain(|unit| Some(unit) != lead.as_ref());
                let late = is_late(item, self.moment.as_of);
                Measure { item: item.clone(), lead, coordinate, late }
            })
            .collect()
    }
}

/// Whether a measure is past its deadline and not claimed to be done. This does not depend on the status of
/// its record, except that the measures of a dropped record are never late.
fn is_late(item: &document::Measure, as_of: Date) -> bool {
    let deadline = item.deadline.as_ref().and_then(|deadline| deadline.read.as_ref());
    !item.claimed_done && deadline.is_some_and(|deadline| deadline.is_late(as_of))
}

fn reread_measure(item: &mut Arc<document::Measure>, years: YearSpan) {
    let item = Arc::make_mut(item);
    let read = |deadline: &mut MeasureDeadline| deadline.read = Deadline::read(&deadline.raw.value, years);
    item.deadline.iter_mut().for_each(read);
    item.extensions.iter_mut().for_each(read);
    item.unread.iter_mut().for_each(read);
}

fn due_reports(plan: &PlanMeta) -> Vec<DueReport> {
    let reports = plan.reports_due.iter();
    reports
        .map(|asked| DueReport {
            asked: asked.clone(),
            due: last_days(asked.before.as_ref().map(|before| before.value), plan.years),
            uncovered: None,
        })
        .collect()
}

/// The last day on which each report is in time: the day before the one that the plan names.
fn last_days(before: Option<ReportBefore>, years: YearSpan) -> Vec<Date> {
    let eve = |date: Date| date.yesterday().ok();
    match before {
        None => Vec::new(),
        Some(ReportBefore::On(date)) => eve(date).into_iter().collect(),
        Some(ReportBefore::Yearly { month, day }) => {
            years.years().filter_map(|year| Date::new(year, month, day).ok().and_then(eve)).collect()
        }
    }
}
