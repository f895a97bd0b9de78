//! Findings: what the records leave open, such as a deficiency that is missing from the next plan.
//!
//! Takes the complete ledger, gives warnings. It stands apart from the other steps because these are no
//! mistakes of syntax or linking: the site is published with them, and shows them.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::order;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::front_matter::{Meta, ReportBefore, Status, Successor};
use crate::model::document::{Document, MeasureDeadline};
use crate::model::ledger::{Ledger, Measure, Onward, Paper, PaperId, PaperRef, PromiseOutcome, Record};
use crate::source::{ContentPath, Located, Place};
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::deadline::Deadline;
use crate::vietnamese::letters;
use std::collections::{BTreeMap, BTreeSet};

/// Reports all findings of the ledger.
pub(super) fn report(ledger: &Ledger, diagnostics: &mut Vec<Diagnostic>) {
    let wordings = wordings(ledger);
    for (record, own) in ledger.records.iter().zip(&wordings) {
        let span = ledger.plan_years(record);
        carry_over(ledger, record, diagnostics);
        promise(ledger, record, diagnostics);
        measures(&record.measures, span, diagnostics);
        claims_and_verdict(record, diagnostics);
        copied(ledger, &wordings, record, own, diagnostics);
        indicator_deadlines(&record.document, span, diagnostics);
    }
    errata(ledger, diagnostics);
    let counts = Counts::of(ledger);
    for (index, paper) in ledger.papers.iter().enumerate() {
        let declares = paper.document.meta.paper().and_then(|common| common.declares.as_ref());
        diagnostics.extend(declares.and_then(|declares| declared(&counts, PaperId(index), paper, declares)));
        let Some(plan) = paper.document.meta.plan() else { continue };
        measures(&paper.measures, plan.years, diagnostics);
        indicator_deadlines(&paper.document, plan.years, diagnostics);
        assignments(ledger, paper, diagnostics);
        reports(paper, plan.years, diagnostics);
    }
}

/// Reports errata of files that are not there.
fn errata(ledger: &Ledger, diagnostics: &mut Vec<Diagnostic>) {
    for page in &ledger.pages {
        let Meta::Erratum(erratum) = &page.meta else { continue };
        let Some(target) = erratum.target(&page.path) else { continue };
        let records = ledger.records.iter().map(|record| &record.document.path);
        let papers = ledger.papers.iter().map(|paper| &paper.document.path);
        let pages = ledger.pages.iter().map(|page| &page.path);
        let known: Vec<&ContentPath> =
            records.chain(papers).chain(pages).filter(|path| path.folder() == target.folder()).collect();
        if !known.contains(&&target) {
            let names = known.iter().map(|path| path.name());
            diagnostics.push(Diagnostic::unknown(Code::ErratumOfNothing, &erratum.of, names));
        }
    }
}

/// Compares what papers declare with the records of the `public` edition, which does not show what they declare.
pub(super) fn declared_in_public(everything: &Ledger, public: &Ledger) -> Vec<Diagnostic> {
    let common = |paper: &Paper| {
        let id = everything.paper_ids.get(&paper.document.path)?;
        everything.paper(*id).document.meta.paper()?.declares.clone()
    };
    let counts = Counts::of(public);
    let papers = public.papers.iter().enumerate();
    let found = papers.filter_map(|(index, paper)| declared(&counts, PaperId(index), paper, &common(paper)?));
    found.collect()
}

/// What papers are compared with, computed once for all of them.
struct Counts<'l> {
    /// Records of each plan.
    of_plan: BTreeMap<&'l PaperRef, Vec<&'l Record>>,
    /// Names of the deficiencies that each year's review of a body recognised.
    recognised: BTreeMap<(&'l str, i16), BTreeSet<&'l str>>,
}

impl<'l> Counts<'l> {
    fn of(ledger: &'l Ledger) -> Self {
        let mut counts = Self { of_plan: BTreeMap::new(), recognised: BTreeMap::new() };
        for record in &ledger.records {
            if let Some(plan) = &record.plan {
                counts.of_plan.entry(plan).or_default().push(record);
            }
            counts.recognised.entry((&record.body, record.recognised)).or_default().insert(&record.name);
        }
        counts
    }

    fn records(&self, plan: &PaperRef) -> &[&'l Record] {
        self.of_plan.get(plan).map_or(&[], Vec::as_slice)
    }
}

fn carry_over(ledger: &Ledger, record: &Record, diagnostics: &mut Vec<Diagnostic>) {
    let place = record.document.name_place();
    let Some(body) = ledger.body(&record.body) else { return };
    match (record.onward, body.next_plan_year(record.year), &body.meta.successor) {
        (Onward::Unaccounted | Onward::Resurfaced, Some(next), _) => {
            let report = Diagnostic::new(Code::Unaccounted, place)
                .with("found", &record.name)
                .with("from", record.year)
                .with("to", next.year);
            let promise = promise_place(record).filter(|_| is_promise_for_next(ledger, record));
            diagnostics.push(match promise {
                Some(promise) => report.and(promise.clone(), Remark::PromisedHere),
                None => report,
            });
        }
        (Onward::Latest, None, Some(successor)) if could_take_over(ledger, successor, record.year) => {
            diagnostics.push(
                Diagnostic::new(Code::NotInherited, place)
                    .with("found", &record.name)
                    .with("successor", &successor.to.value),
            );
        }
        _ => {}
    }
}

/// Whether a successor has a plan year in which it could have continued a record: one since it is the
/// successor, and not before the record's own.
fn could_take_over(ledger: &Ledger, successor: &Successor, year: i16) -> bool {
    let since = successor.since.map_or(year, |since| year.max(since.year()));
    ledger.body(&successor.to.value).is_some_and(|body| body.plan_years().any(|entry| entry.year >= since))
}

/// Where a record promises to be continued.
fn promise_place(record: &Record) -> Option<&Place> {
    record.document.meta.record()?.continue_in.as_ref().map(|said| &said.place)
}

/// Whether the next plan year does not have a record.
fn is_missing_next(record: &Record) -> bool {
    match record.onward {
        Onward::Unaccounted | Onward::Resurfaced => true,
        Onward::Carried
        | Onward::TakenOver
        | Onward::Withheld
        | Onward::Fixed
        | Onward::Dropped
        | Onward::Latest => false,
    }
}

/// Whether a record promises to be continued in the next plan year, so that it is missing there and that the
/// promise was not kept is one fact.
fn is_promise_for_next(ledger: &Ledger, record: &Record) -> bool {
    let next = ledger.body(&record.body).and_then(|body| body.next_plan_year(record.year));
    let promise = record.promise.as_ref().filter(|promise| promise.outcome == PromiseOutcome::Broken);
    next.zip(promise)
        .is_some_and(|(next, promise)| next.year == promise.year || next.span.contains(promise.year))
}

fn promise(ledger: &Ledger, record: &Record, diagnostics: &mut Vec<Diagnostic>) {
    let (Some(promise), Some(meta)) = (&record.promise, record.document.meta.record()) else { return };
    let code = match promise.outcome {
        // It is told as unaccounted for, with the place of the promise.
        PromiseOutcome::Broken if is_missing_next(record) && is_promise_for_next(ledger, record) => {
            return;
        }
        PromiseOutcome::Broken => Code::PromiseNotKept,
        PromiseOutcome::Uncheckable => Code::PromiseUncheckable,
        PromiseOutcome::Kept | PromiseOutcome::Withheld | PromiseOutcome::Pending => return,
    };
    if let Some(said) = &meta.continue_in {
        diagnostics.push(
            Diagnostic::new(code, said.place.clone()).with("found", &record.name).with("year", promise.year),
        );
    }
}

fn measures(measures: &[Measure], span: YearSpan, diagnostics: &mut Vec<Diagnostic>) {
    for measure in measures {
        match &measure.item.deadline {
            Some(deadline) => check_deadline(deadline, span, diagnostics),
            None if measure.item.unread.is_empty() => diagnostics.push(without_deadline(measure, span)),
            None => {}
        }
        let unread = measure.item.unread.iter().filter(|other| other.read.is_some());
        diagnostics.extend(unread.map(|other| {
            Diagnostic::new(Code::DeadlineTwice, other.raw.place.clone()).with("found", &other.raw.value)
        }));
        measure.item.extensions.iter().for_each(|struck| unreadable(struck, span, diagnostics));
        if let (true, Some(due), Some(deadline)) = (measure.late, due(measure), &measure.item.deadline) {
            diagnostics
                .push(Diagnostic::new(Code::LateMeasure, deadline.raw.place.clone()).with_day("due", due));
        }
    }
}

/// The diagnostic for a measure without a deadline, or with one in a place where deadlines are not read.
fn without_deadline(measure: &Measure, span: YearSpan) -> Diagnostic {
    let place = measure.item.place.clone();
    match misplaced_deadline(&measure.item.text, span) {
        Some(found) => Diagnostic::new(Code::DeadlineMisplaced, place).with("found", found),
        None => Diagnostic::new(Code::DeadlineMissing, place).with("year", span.last),
    }
}

/// The text of a parenthesis in a measure that can be read as a deadline.
fn misplaced_deadline(text: &str, span: YearSpan) -> Option<&str> {
    let insides = text.split('(').skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
    let bare = insides.map(|inside| inside.trim_matches([' ', '*', '_', ',', ';']));
    bare.into_iter().find(|inside| Deadline::read(inside, span).is_some())
}

fn due(measure: &Measure) -> Option<Date> {
    measure.item.deadline.as_ref()?.read.as_ref()?.due
}

fn unreadable(deadline: &MeasureDeadline, span: YearSpan, diagnostics: &mut Vec<Diagnostic>) {
    if deadline.read.is_none() {
        diagnostics.push(
            Diagnostic::new(Code::DeadlineUnreadable, deadline.raw.place.clone())
                .with("found", &deadline.raw.value)
                .with("year", span.last),
        );
    }
}

fn check_deadline(deadline: &MeasureDeadline, span: YearSpan, diagnostics: &mut Vec<Diagnostic>) {
    unreadable(deadline, span, diagnostics);
    let Some(read) = &deadline.read else { return };
    let outside = [read.start, read.due].into_iter().flatten().find(|date| !span.contains(date.year()));
    if let Some(date) = outside {
        diagnostics.push(
            Diagnostic::new(Code::DeadlineOutside, deadline.raw.place.clone())
                .with_day("due", date)
                .with("years", span),
        );
    }
}

fn indicator_deadlines(file: &Document, span: YearSpan, diagnostics: &mut Vec<Diagnostic>) {
    for deadline in file.indicators().filter_map(|row| row.deadline.as_ref()) {
        unreadable(deadline, span, diagnostics);
    }
}

/// Reports where the measures claimed done and the status of a record disagree.
fn claims_and_verdict(record: &Record, diagnostics: &mut Vec<Diagnostic>) {
    let Some(meta) = record.document.meta.record() else { return };
    let open = record.measures.iter().filter(|measure| !measure.item.claimed_done).count();
    if record.measures.is_empty() {
        diagnostics.push(Diagnostic::new(Code::MeasureMissing, meta.deficiency.place.clone()));
    } else if open == 0 && record.status.is_unresolved() && record.is_judged() {
        let status = record.status.word();
        diagnostics
            .push(Diagnostic::new(Code::DoneNotFixed, meta.status.place.clone()).with("status", status));
    } else if open > 0 && record.status == Status::Fixed {
        diagnostics.push(Diagnostic::new(Code::FixedNotDone, meta.status.place.clone()).with("count", open));
    }
}

/// The folded words of each record's measures, computed once, since several records may be compared with the
/// same one.
fn wordings(ledger: &Ledger) -> Vec<Vec<String>> {
    let words = |measure: &Measure| letters::same_name(&measure.item.text);
    let is_linked = |record: &Record| !record.from.is_empty() || !record.into.is_empty();
    let of_record =
        |record: &Record| record.measures.iter().filter(|_| is_linked(record)).map(words).collect();
    ledger.records.iter().map(of_record).collect()
}

/// Measures that were copied word for word from a record that this one continues.
fn copied(
    ledger: &Ledger,
    wordings: &[Vec<String>],
    record: &Record,
    own: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for edge in &record.from {
        let earlier = ledger.record(edge.from);
        let count = wordings[edge.from.0].iter().filter(|measure| own.contains(measure)).count();
        if count > 0 {
            diagnostics.push(
                Diagnostic::new(Code::MeasuresCopied, record.document.name_place())
                    .with("count", count)
                    .with("from", format!("{}/{}", earlier.year, earlier.name))
                    .and(earlier.document.name_place(), Remark::ThisRecord),
            );
        }
    }
}

fn assignments(ledger: &Ledger, paper: &Paper, diagnostics: &mut Vec<Diagnostic>) {
    let Some(plan) = paper.document.meta.plan() else { return };
    let names: Vec<&str> = ledger
        .records_of(&paper.body, paper.year)
        .iter()
        .map(|id| ledger.record(*id).name.as_str())
        .collect();
    for name in plan.assignments.iter().flat_map(|assignment| &assignment.of) {
        if !names.contains(&name.value.as_str()) {
            let known = names.iter().copied();
            diagnostics.push(Diagnostic::unknown(Code::UnknownDeficiency, name, known));
        }
    }
}

/// Compares the count that a paper declares with the number of records.
fn declared(counts: &Counts<'_>, id: PaperId, paper: &Paper, declares: &Located<u32>) -> Option<Diagnostic> {
    let found = match (&paper.document.meta, &paper.on) {
        (Meta::Review(_), _) => {
            counts.recognised.get(&(paper.body.as_str(), paper.year)).map_or(0, BTreeSet::len)
        }
        (Meta::Report(_), Some(plan)) => counts.records(plan).len(),
        (Meta::Report(_), None) => return None,
        _ => counts.records(&PaperRef::Paper(id)).len(),
    };
    (usize::try_from(declares.value) != Ok(found)).then(|| {
        Diagnostic::new(Code::DeclaredCount, declares.place.clone())
            .with("declared", format!("{:02}", declares.value))
            .with("found", found)
    })
}

/// Reports plans that ask for a report before the measures that it covers are due.
fn reports(plan: &Paper, years: YearSpan, diagnostics: &mut Vec<Diagnostic>) {
    let start = order::start_of(Some(plan), years);
    for report in &plan.reports_due {
        let Some(uncovered) = &report.uncovered else { continue };
        let is_once = report.asked.before.as_ref().is_some_and(|before| match before.value {
            ReportBefore::On(_) => true,
            ReportBefore::Yearly { .. } => false,
        });
        if is_once && uncovered.due < start {
            // That there was no plan yet is told by `order`.
            continue;
        }
        diagnostics.push(
            Diagnostic::new(Code::ReportTooEarly, report.asked.what.place.clone())
                .with("found", &report.asked.what.value)
                .with_day("due", uncovered.due)
                .with("count", uncovered.count)
                .and(uncovered.first.clone(), Remark::LaterDeadline(uncovered.first_due)),
        );
    }
}
