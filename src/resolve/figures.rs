//! Figures: the indicators of records and papers.
//!
//! Takes the rows of tables; gives indicators with target and actual together, and reports two values that
//! differ and numbers that are doubtful. It stands apart because rows of several files are compared by name.

use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::model::document::{self, Cell, Document};
use crate::model::ledger::{Conflict, Indicator, Ledger, ValueOfFile};
use crate::source::Located;
use crate::vietnamese::{figure, letters};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// Gives every record its indicators, and reports conflicts and doubtful numbers.
pub(super) fn merge(ledger: &mut Ledger, diagnostics: &mut Vec<Diagnostic>) {
    let records = ledger.records.iter().map(|record| (&record.body, record.year, &record.document));
    let papers = ledger.papers.iter().map(|paper| (&paper.body, paper.year, &paper.document));
    let files: Vec<_> =
        records.chain(papers).map(|(body, year, file)| (body, year, Rows::of(file))).collect();
    let mut by_year: BTreeMap<(&str, i16), Vec<&Rows<'_>>> = BTreeMap::new();
    for (body, year, rows) in &files {
        report_doubtful(rows.file, diagnostics);
        by_year.entry((body, *year)).or_default().push(rows);
    }
    let mut conflicts = Vec::new();
    for ((body, year), files) in by_year {
        find_conflicts(body, year, &files, &mut conflicts, diagnostics);
    }
    let indicators: Vec<_> = files.iter().map(|(_, _, rows)| rows.merged()).collect();
    let of_records = ledger.records.iter_mut().map(|record| &mut record.indicators);
    let of_papers = ledger.papers.iter_mut().map(|paper| &mut paper.indicators);
    of_records.chain(of_papers).zip(indicators).for_each(|(place, own)| *place = own);
    ledger.conflicts = conflicts;
}

/// What two rows must have in common to be the same indicator: the name, and the level that it is set for,
/// compared without spacing, case and diacritics.
type Key = (String, Option<String>);

fn key(row: &document::Indicator) -> Key {
    (letters::same_name(&row.name.value), row.level.as_deref().map(letters::same_name))
}

/// The rows of one file, each with its key.
struct Rows<'f> {
    file: &'f Document,
    rows: Vec<(Key, &'f Arc<document::Indicator>)>,
}

impl<'f> Rows<'f> {
    fn of(file: &'f Document) -> Self {
        Self { file, rows: file.indicators().map(|row| (key(row), row)).collect() }
    }

    /// The indicators of the file: later rows are merged into the first one of the same key.
    fn merged(&self) -> Vec<Indicator> {
        let mut rows: Vec<Arc<document::Indicator>> = Vec::new();
        let mut by_key: BTreeMap<&Key, usize> = BTreeMap::new();
        for (key, row) in &self.rows {
            match by_key.entry(key) {
                Entry::Occupied(known) => add(Arc::make_mut(&mut rows[*known.get()]), row),
                Entry::Vacant(new) => {
                    new.insert(rows.len());
                    rows.push(Arc::clone(row));
                }
            }
        }
        rows.into_iter().map(indicator).collect()
    }
}

fn add(known: &mut document::Indicator, row: &document::Indicator) {
    known.target = known.target.take().or_else(|| row.target.clone());
    known.actual = known.actual.take().or_else(|| row.actual.clone());
    known.unit = known.unit.take().or_else(|| row.unit.clone());
    known.level = known.level.take().or_else(|| row.level.clone());
    known.deadline = known.deadline.take().or_else(|| row.deadline.clone());
    if known.note.is_empty() {
        known.note.clone_from(&row.note);
    }
}

fn indicator(row: Arc<document::Indicator>) -> Indicator {
    let figure = |cell: &Option<Cell>| cell.as_ref().and_then(|cell| cell.figure.clone());
    let (target, actual) = (figure(&row.target), figure(&row.actual));
    let met = match (&target, &actual) {
        (Some(target), Some(actual)) => figure::meets(target, actual),
        _ => None,
    };
    let of_figure = actual.or(target).and_then(|figure| figure.unit);
    let unit = row.unit.clone().or(of_figure);
    Indicator { row, unit, met }
}

fn report_doubtful(file: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let cells = file.indicators().flat_map(|row| [&row.target, &row.actual]).flatten();
    let is_doubtful = |cell: &&Cell| match &cell.figure {
        Some(figure) => figure.doubtful,
        None => figure::is_broken(&cell.raw.value),
    };
    for cell in cells.filter(is_doubtful) {
        diagnostics.push(
            Diagnostic::new(Code::DoubtfulNumber, cell.raw.place.clone()).with("found", &cell.raw.value),
        );
    }
}

/// Compares every value with the first one of the same key in the year. Records come first, sorted by the name
/// of their deficiency, then papers, so that file names have no effect.
fn find_conflicts(
    body: &str,
    year: i16,
    files: &[&Rows<'_>],
    conflicts: &mut Vec<Conflict>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut first: BTreeMap<(&Key, bool), (&Document, &Cell)> = BTreeMap::new();
    for Rows { file, rows } in files {
        for (key, row) in rows {
            let cells = [(false, &row.target), (true, &row.actual)];
            for (is_actual, cell) in cells.into_iter().filter_map(|(kind, cell)| Some((kind, cell.as_ref()?)))
            {
                let (other_file, other) = match first.entry((key, is_actual)) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => {
                        new.insert((file, cell));
                        continue;
                    }
                };
                if !is_same(other, cell) {
                    diagnostics.push(report(&row.name, year, other, cell));
                    conflicts.push(Conflict {
                        body: body.to_owned(),
                        year,
                        name: row.name.value.clone(),
                        first: value_of(other_file, other),
                        second: value_of(file, cell),
                    });
                }
            }
        }
    }
}

fn value_of(file: &Document, cell: &Cell) -> ValueOfFile {
    ValueOfFile { value: cell.raw.value.clone(), file: file.path.clone() }
}

/// Whether two cells do not contradict each other: compared by value where both are numbers of the same unit,
/// by text otherwise. Numbers of different units, such as a percentage and a count, never contradict each
/// other.
fn is_same(a: &Cell, b: &Cell) -> bool {
    match (&a.figure, &b.figure) {
        (Some(a), Some(b)) if !same_unit(a, b) => true,
        (Some(a), Some(b)) => a.value == b.value && a.of == b.of && a.with == b.with,
        _ => letters::same_name(&a.raw.value) == letters::same_name(&b.raw.value),
    }
}

/// Whether two units do not contradict each other; a missing unit agrees with any other.
fn same_unit(a: &figure::Figure, b: &figure::Figure) -> bool {
    match (&a.unit, &b.unit) {
        (Some(a), Some(b)) => letters::same_name(a) == letters::same_name(b),
        _ => true,
    }
}

fn report(name: &Located<String>, year: i16, first: &Cell, second: &Cell) -> Diagnostic {
    Diagnostic::new(Code::IndicatorConflict, second.raw.place.clone())
        .with("found", &name.value)
        .with("year", year)
        .with("first", &first.raw.value)
        .with("second", &second.raw.value)
        .and(first.raw.place.clone(), Remark::OtherValue(first.raw.value.clone()))
}
