//! Edges: which record continues which earlier one.
//!
//! Takes records with their names and `carries`; gives the edges between them, and reports those that cannot
//! be, and cycles. It stands apart from `carry`, which judges what these edges mean.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::corpus::Corpus;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::front_matter::{Basis, CarryEntry, EdgeKind, record_named};
use crate::model::ledger::{Edge, Ledger, Record, RecordId};
use std::collections::BTreeMap;

/// Gives every record its edges. An impossible edge is reported and left out.
pub(super) fn connect(corpus: &Corpus<'_>, ledger: &mut Ledger, diagnostics: &mut Vec<Diagnostic>) {
    let linker = Linker { corpus, ledger, by_name: index(ledger) };
    report_cycles(&linker, diagnostics);
    let edges: Vec<Vec<Edge>> =
        ledger.records().map(|(id, record)| linker.edges(id, record, diagnostics)).collect();
    for (index, edges) in edges.into_iter().enumerate() {
        for edge in &edges {
            ledger.records[edge.from.0].into.push(RecordId(index));
        }
        ledger.records[index].from = edges;
    }
}

type ByName<'l> = BTreeMap<(&'l str, i16, &'l str), RecordId>;

fn index(ledger: &Ledger) -> ByName<'_> {
    ledger
        .records()
        .map(|(id, record)| ((record.body.as_str(), record.year, record.name.as_str()), id))
        .collect()
}

struct Linker<'l> {
    corpus: &'l Corpus<'l>,
    ledger: &'l Ledger,
    by_name: ByName<'l>,
}

impl<'l> Linker<'l> {
    /// The edges of one record, by the record that they lead to.
    fn edges(&self, id: RecordId, record: &Record, diagnostics: &mut Vec<Diagnostic>) -> Vec<Edge> {
        let mut edges: Vec<Edge> = Vec::new();
        for entry in entries(record) {
            let Some(from) = self.check(id, record, entry, diagnostics) else { continue };
            if let Some(first) = edges.iter().find(|edge| edge.from == from) {
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateEdge, entry.from.place.clone())
                        .with("found", &entry.from.value)
                        .and(first.place.clone(), Remark::FirstHere),
                );
                continue;
            }
            edges.push(Edge {
                from,
                kind: entry.kind,
                basis: entry.basis,
                reason: entry.reason.clone(),
                place: entry.from.place.clone(),
            });
        }
        let implied = self.namesake(record).filter(|from| edges.iter().all(|edge| edge.from != *from));
        edges.extend(implied.map(|from| Edge {
            from,
            kind: EdgeKind::Continues,
            basis: Basis::Stated,
            reason: None,
            place: record.document.name_place(),
        }));
        edges.sort_by_key(|edge| edge.from);
        edges.iter().for_each(|edge| self.check_closed(edge, diagnostics));
        edges
    }

    /// The latest record of the same name and body in an earlier year.
    fn namesake(&self, record: &Record) -> Option<RecordId> {
        let years = self.ledger.body(&record.body)?.years.iter().rev();
        let mut earlier = years.map(|year| year.year).filter(|year| *year < record.year);
        earlier
            .find_map(|year| self.by_name.get(&(record.body.as_str(), year, record.name.as_str())).copied())
    }

    /// The record that `2021/ma-tuy` (of the same body) or `kien-giang/2024/tu-tuong` refers to.
    fn find(&self, record: &'l Record, from: &'l str) -> Option<RecordId> {
        let (body, year, name) = record_named(from)?;
        self.by_name.get(&(body.unwrap_or(&record.body), year.parse().ok()?, name)).copied()
    }

    /// The record that an entry leads to. None, with a diagnostic, where it must not lead there.
    fn check(
        &self,
        id: RecordId,
        record: &'l Record,
        entry: &'l CarryEntry,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<RecordId> {
        let named = &entry.from;
        let mistake = |code| Diagnostic::new(code, named.place.clone()).with("found", &named.value);
        let Some(from) = self.find(record, &named.value) else {
            let known = self.earlier(record);
            diagnostics.push(
                mistake(Code::CarryToNothing).instead_of(&named.value, known.iter().map(String::as_str)),
            );
            return None;
        };
        let earlier = self.ledger.record(from);
        let is_foreign = earlier.body != record.body;
        let is_successor = || self.corpus.successor(&earlier.body).is_some_and(|to| to.value == record.body);
        // A body that is merged in the middle of a year hands over records of that same year.
        let is_future = earlier.year > record.year || (earlier.year == record.year && !is_foreign);
        let code = match (is_foreign, is_future) {
            (_, true) => Code::CarryToFuture,
            (true, false) if !is_successor() => Code::CarryForeign,
            _ => {
                self.check_reopened(entry, earlier, diagnostics);
                return Some(from).filter(|from| *from != id);
            }
        };
        diagnostics.push(mistake(code).and(earlier.document.name_place(), Remark::ThisRecord));
        None
    }

    fn check_reopened(&self, entry: &CarryEntry, earlier: &Record, diagnostics: &mut Vec<Diagnostic>) {
        if entry.kind == EdgeKind::Reopened && earlier.status.is_unresolved() {
            diagnostics.push(
                Diagnostic::new(Code::ReopenedOpen, entry.from.place.clone())
                    .with("found", &entry.from.value)
                    .and(earlier.document.name_place(), Remark::ThisRecord),
            );
        }
    }

    /// Reports an edge from a closed record that is not stated as reopened.
    fn check_closed(&self, edge: &Edge, diagnostics: &mut Vec<Diagnostic>) {
        let earlier = self.ledger.record(edge.from);
        if edge.kind != EdgeKind::Reopened && !earlier.status.is_unresolved() {
            diagnostics.push(
                Diagnostic::new(Code::FixedCarried, edge.place.clone())
                    .with("found", format!("{}/{}", earlier.year, earlier.name))
                    .with("status", earlier.status.word())
                    .and(earlier.document.name_place(), Remark::ThisRecord),
            );
        }
    }

    /// References to all records that a record could continue, for suggestions.
    fn earlier(&self, record: &Record) -> Vec<String> {
        let earlier = |other: &&Record| other.year < record.year;
        let name = |other: &Record| other.name_in(&record.body);
        let may = |other: &&Record| {
            other.body == record.body
                || self.corpus.successor(&other.body).is_some_and(|successor| successor.value == record.body)
        };
        self.ledger.records.iter().filter(earlier).filter(may).map(name).collect()
    }
}

/// Entries under `carries`.
fn entries(record: &Record) -> &[CarryEntry] {
    record.document.meta.record().map_or(&[], |meta| &meta.carries)
}

/// Reports every cycle among the edges that authors state. It runs before impossible edges are left out: an
/// edge into the future is often one half of a cycle, and the author must see both halves.
fn report_cycles(linker: &Linker<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let targets: Vec<Vec<(RecordId, &CarryEntry)>> = linker
        .ledger
        .records()
        .map(|(_, record)| {
            entries(record)
                .iter()
                .filter_map(|entry| Some((linker.find(record, &entry.from.value)?, entry)))
                .collect()
        })
        .collect();
    let mut search = CycleSearch {
        targets: &targets,
        state: vec![State::New; targets.len()],
        path: Vec::new(),
        found: Vec::new(),
    };
    for start in 0..targets.len() {
        search.visit(start);
    }
    for cycle in search.found {
        diagnostics.push(describe(linker.ledger, &cycle));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

type Step<'e> = (usize, &'e CarryEntry);

/// Depth-first search with an explicit stack: a chain of edges may be as long as the corpus, too deep for
/// recursion.
struct CycleSearch<'e> {
    targets: &'e [Vec<(RecordId, &'e CarryEntry)>],
    state: Vec<State>,
    path: Vec<Step<'e>>,
    found: Vec<Vec<Step<'e>>>,
}

impl<'e> CycleSearch<'e> {
    fn visit(&mut self, start: usize) {
        if self.state[start] != State::New {
            return;
        }
        let mut stack = vec![(start, 0)];
        self.state[start] = State::Open;
        while let Some((node, next)) = stack.last_mut() {
            let node = *node;
            let Some((target, entry)) = self.targets[node].get(*next) else {
                self.state[node] = State::Done;
                stack.pop();
                self.path.pop();
                continue;
            };
            *next += 1;
            self.step(node, target.0, entry, &mut stack);
        }
    }

    fn step(&mut self, node: usize, target: usize, entry: &'e CarryEntry, stack: &mut Vec<(usize, usize)>) {
        match self.state[target] {
            State::Done => {}
            State::New => {
                self.path.push((node, entry));
                self.state[target] = State::Open;
                stack.push((target, 0));
            }
            State::Open => {
                let start = self.path.iter().position(|(on_path, _)| *on_path == target);
                let mut cycle = start.map_or(Vec::new(), |start| self.path[start..].to_vec());
                cycle.push((node, entry));
                self.found.push(cycle);
            }
        }
    }
}

fn describe(ledger: &Ledger, cycle: &[Step<'_>]) -> Diagnostic {
    let name = |index: usize| format!("{}/{}", ledger.records[index].year, ledger.records[index].name);
    let mut names: Vec<String> = cycle.iter().map(|(node, _)| name(*node)).collect();
    names.push(name(cycle[0].0));
    let mut diagnostic =
        Diagnostic::new(Code::CarryCycle, cycle[0].1.from.place.clone()).with("found", names.join(" → "));
    for (_, entry) in &cycle[1..] {
        diagnostic = diagnostic.and(entry.from.place.clone(), Remark::AlsoInCycle);
    }
    diagnostic
}
