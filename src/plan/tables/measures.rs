//! Measures and indicators as rows of tables, on their own file's page and on others.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::front_matter::{Meta, Status};
use crate::model::document::{self, Document, MeasureDeadline};
use crate::model::ledger::{self, RecordId};
use crate::model::view::{Html, IndicatorRow, IndicatorTable, Link, MeasureRow, MeasureState, MeasureTable};
use crate::plan::context::PageContext;
use crate::plan::holes::References;
use crate::plan::state::due_of;
use crate::source::Place;
use crate::vietnamese::deadline::DeadlineKind;
use crate::vietnamese::letters::same_name;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the ledger says about the measures and indicators of a file, by their places.
#[derive(Default)]
pub(crate) struct TableContext<'l> {
    /// Its body.
    pub(crate) body: &'l str,
    measures: BTreeMap<&'l Place, &'l ledger::Measure>,
    /// Whether the target is met, by the place of the actual value.
    met: BTreeMap<&'l Place, bool>,
    /// Values that contradict another file.
    conflicts: Conflicting,
}

/// Names of indicators that have two values in one year, with the value of this file.
type Conflicting = BTreeSet<(String, String)>;

impl<'l> TableContext<'l> {
    /// The context of a file whose measures and indicators are not in the ledger.
    pub(crate) fn of_body(body: &'l str) -> Self {
        Self { body, ..Self::default() }
    }
}

/// Whether a row has one of the two values of a conflict.
fn is_conflicting(row: &document::Indicator, conflicts: &Conflicting) -> bool {
    let name = same_name(&row.name.value);
    let cells = [&row.target, &row.actual].into_iter().flatten();
    cells.into_iter().any(|cell| conflicts.contains(&(name.clone(), cell.raw.value.clone())))
}

impl PageContext<'_> {
    /// The context of a file.
    pub(crate) fn context<'l>(
        &self,
        body: &'l str,
        document: &Document,
        measures: &'l [ledger::Measure],
        indicators: &'l [ledger::Indicator],
    ) -> TableContext<'l> {
        let met =
            indicators.iter().filter_map(|known| Some((&known.row.actual.as_ref()?.raw.place, known.met?)));
        TableContext {
            body,
            measures: measures.iter().map(|measure| (&measure.item.place, measure)).collect(),
            met: met.collect(),
            conflicts: self.conflicting(document),
        }
    }

    /// Values of a file that contradict another value of the same year.
    fn conflicting(&self, document: &Document) -> Conflicting {
        let conflicts = self.plan.index.conflicts_in(&document.path).iter();
        let values = conflicts.flat_map(|conflict| {
            let here =
                [&conflict.first, &conflict.second].into_iter().filter(|side| side.file == document.path);
            here.map(|side| (same_name(&conflict.name), side.value.clone()))
        });
        values.collect()
    }

    /// Measures on their own file's page. What the ledger does not have as a promise, such as a list in a
    /// report, is shown with its claims and is not judged.
    pub(crate) fn own_measures(
        &self,
        document: &Document,
        measures: &[Arc<document::Measure>],
        context: &TableContext<'_>,
        references: &mut References,
    ) -> MeasureTable {
        let rows = measures.iter().map(|item| {
            let html = self.own(document, &item.html, references);
            match context.measures.get(&item.place) {
                Some(measure) => self.measure_row(context.body, document, measure, html),
                None => {
                    let state = item.claimed_done.then_some(MeasureState::Done);
                    let measure = unknown_measure(item);
                    MeasureRow { state, ..self.measure_row(context.body, document, &measure, html) }
                }
            }
        });
        let table = measure_table(span_units(rows.collect()));
        let judged = measures.iter().any(|item| context.measures.contains_key(&item.place));
        MeasureTable { has_deadline: judged || table.rows.iter().any(|row| row.deadline.is_some()), ..table }
    }

    /// Measures on another page.
    pub(crate) fn measures_of<'m>(
        &self,
        body: &str,
        document: &Document,
        measures: impl IntoIterator<Item = &'m ledger::Measure>,
    ) -> MeasureTable {
        let rows = measures.into_iter().map(|measure| {
            self.measure_row(body, document, measure, self.excerpt(document, &measure.item.html))
        });
        measure_table(span_units(rows.collect()))
    }

    /// Measures of several records, grouped by record.
    pub(crate) fn measures_by_record(&self, records: &[RecordId]) -> MeasureTable {
        let mut rows = Vec::new();
        for id in records {
            let record = self.ledger.record(*id);
            let table = self.measures_of(&record.body, &record.document, &record.measures);
            let count = table.rows.len();
            rows.extend(table.rows.into_iter().enumerate().map(|(index, row)| {
                let span = if index == 0 { count } else { 0 };
                MeasureRow { owner: Some(self.record_link(*id)), owner_rows: span, ..row }
            }));
        }
        MeasureTable { has_owner: true, ..measure_table(rows) }
    }

    /// A measure with its owner, for lists about several.
    pub(crate) fn owned_measure(
        &self,
        body: &str,
        document: &Document,
        measure: &ledger::Measure,
        owner: Link,
    ) -> MeasureRow {
        let row = self.measure_row(body, document, measure, self.excerpt(document, &measure.item.html));
        MeasureRow { owner: Some(owner), owner_rows: 1, ..row }
    }

    fn measure_row(
        &self,
        body: &str,
        document: &Document,
        measure: &ledger::Measure,
        html: Html,
    ) -> MeasureRow {
        let deadline = measure.item.deadline.as_ref();
        MeasureRow {
            html,
            owner: None,
            year: None,
            owner_rows: 0,
            struck: measure.item.extensions.iter().map(|old| old.raw.value.clone()).collect(),
            deadline: deadline.map(|deadline| deadline.raw.value.clone()),
            due: due_of(measure),
            lead: measure.lead.as_ref().map(|lead| self.unit_link(body, lead)),
            coordinate: self.unit_links(body, &measure.coordinate),
            unit_rows: 1,
            state: Some(measure_state(measure))
                .filter(|state| *state != MeasureState::Late || !is_dropped(document)),
        }
    }

    /// Indicators on their own file's page.
    pub(crate) fn own_indicators(
        &self,
        document: &Document,
        rows: &[Arc<document::Indicator>],
        context: &TableContext<'_>,
        references: &mut References,
    ) -> IndicatorTable {
        let rows = rows.iter().map(|row| {
            let name = self.own(document, &row.name_html, references);
            let note = self.own(document, &row.note, references);
            let met = row.actual.as_ref().and_then(|cell| context.met.get(&cell.raw.place)).copied();
            let conflict = is_conflicting(row, &context.conflicts);
            indicator_row(row, name, note, met, conflict)
        });
        indicator_table(rows.collect())
    }

    /// Indicators on another page.
    pub(crate) fn indicators_of<'i>(
        &self,
        document: &Document,
        indicators: impl IntoIterator<Item = &'i ledger::Indicator>,
    ) -> IndicatorTable {
        let conflicts = self.conflicting(document);
        let rows = indicators.into_iter().map(|indicator| {
            let name = self.excerpt(document, &indicator.row.name_html);
            let note = self.excerpt(document, &indicator.row.note);
            let conflict = is_conflicting(&indicator.row, &conflicts);
            indicator_row(&indicator.row, name, note, indicator.met, conflict)
        });
        indicator_table(rows.collect())
    }
}

/// Whether a file is a dropped record, whose measures are no longer asked for.
fn is_dropped(document: &Document) -> bool {
    match &document.meta {
        Meta::Deficiency(meta) => meta.status.value == Status::Dropped,
        Meta::Body(_) | Meta::Review(_) | Meta::Plan(_) | Meta::Report(_) => false,
        Meta::Erratum(_) | Meta::Page => false,
    }
}

/// State of a measure. One that is claimed done is not late, whatever its deadline.
pub(crate) fn measure_state(measure: &ledger::Measure) -> MeasureState {
    let read = measure.item.deadline.as_ref().map(|deadline| deadline.read.as_ref());
    match read {
        _ if measure.item.claimed_done => MeasureState::Done,
        _ if measure.late => MeasureState::Late,
        None => MeasureState::Undated,
        Some(None) => MeasureState::Unreadable,
        Some(Some(read)) if read.can_be_late() => MeasureState::Running,
        Some(Some(read)) => match read.kind {
            DeadlineKind::Recurring => MeasureState::Recurring,
            DeadlineKind::Relative => MeasureState::Relative,
            DeadlineKind::FromYear => MeasureState::FromYear,
            DeadlineKind::Continuous | DeadlineKind::ContinuousFocus => MeasureState::Continuous,
            // These can be late, and were decided above.
            DeadlineKind::ByMonth
            | DeadlineKind::ByQuarter
            | DeadlineKind::ByHalfYear
            | DeadlineKind::ByYear
            | DeadlineKind::ByDate
            | DeadlineKind::BeforeDate
            | DeadlineKind::Range
            | DeadlineKind::WithinYear => MeasureState::Running,
        },
    }
}

/// Joins the unit cells of consecutive rows that have the same units.
fn span_units(mut rows: Vec<MeasureRow>) -> Vec<MeasureRow> {
    let mut first = 0;
    for at in 1..rows.len() {
        if rows[at].lead == rows[first].lead && rows[at].coordinate == rows[first].coordinate {
            rows[first].unit_rows += 1;
            rows[at].unit_rows = 0;
        } else {
            first = at;
        }
    }
    rows
}

/// A table of measures, with the columns that its rows need.
pub(crate) fn measure_table(rows: Vec<MeasureRow>) -> MeasureTable {
    MeasureTable {
        has_lead: rows.iter().any(|row| row.lead.is_some()),
        has_coordinate: rows.iter().any(|row| !row.coordinate.is_empty()),
        has_owner: rows.iter().any(|row| row.owner.is_some()),
        has_year: rows.iter().any(|row| row.year.is_some()),
        has_state: rows.iter().any(|row| row.state.is_some()),
        has_deadline: true,
        rows,
    }
}

/// A measure that is not in the ledger, such as one of an ordinary page.
fn unknown_measure(item: &Arc<document::Measure>) -> ledger::Measure {
    let name = |unit: &crate::source::Located<String>| unit.value.clone();
    ledger::Measure {
        item: item.clone(),
        lead: item.lead.as_ref().map(name),
        coordinate: item.coordinate.iter().map(name).collect(),
        late: false,
    }
}

fn raw(deadline: &MeasureDeadline) -> String {
    deadline.raw.value.clone()
}

fn indicator_row(
    row: &document::Indicator,
    name: Html,
    note: Html,
    met: Option<bool>,
    conflict: bool,
) -> IndicatorRow {
    let cell = |cell: &Option<document::Cell>| cell.as_ref().map(|cell| cell.raw.value.clone());
    IndicatorRow {
        name,
        target: cell(&row.target),
        actual: cell(&row.actual),
        unit: row.unit.clone(),
        level: row.level.clone(),
        deadline: row.deadline.as_ref().map(raw),
        met,
        conflict,
        note,
    }
}

fn indicator_table(rows: Vec<IndicatorRow>) -> IndicatorTable {
    IndicatorTable {
        has_level: rows.iter().any(|row| row.level.is_some()),
        has_target: rows.iter().any(|row| row.target.is_some()),
        has_actual: rows.iter().any(|row| row.actual.is_some()),
        has_unit: rows.iter().any(|row| row.unit.is_some()),
        has_deadline: rows.iter().any(|row| row.deadline.is_some()),
        has_met: rows.iter().any(|row| row.met.is_some()),
        has_note: rows.iter().any(|row| !row.note.is_empty()),
        rows,
    }
}
