//! Two plan years side by side.

use super::Subject;
use super::desk::Desk;
use super::differ::{diff, is_same, match_up, merged, whole};
use super::lists::basis;
use super::state::{ancestors, edge_state, state};
use crate::model::document::{SectionKind, Status};
use crate::model::ledger::{Indicator, Measure, Record, RecordId};
use crate::model::view::{
    ComparePage, ComparedEdge, ComparedIndicator, ComparedMeasure, ComparedRow, ComparedSide, DiffKind,
    DiffPart, MeasureChange, MeasureCounts, Reading, State,
};
use crate::text::same_name;
use std::collections::{BTreeMap, BTreeSet};

impl Desk<'_> {
    /// The page that compares two plan years.
    pub(super) fn compare_page(&self, index: usize, from: i16, to: i16) -> ComparePage {
        let body = &self.ledger.bodies[index];
        ComparePage {
            body: self.link(&Subject::Body(index), body.short_name()),
            from: self.year_link(&body.id, from),
            to: self.year_link(&body.id, to),
            account: self.account(&body.id, from, to),
            rows: self.compared_rows(&body.id, from, to),
            others: self.comparisons(index),
        }
    }

    /// What vanished first, then pairs, then what is new, then what was closed.
    fn compared_rows(&self, body: &str, from: i16, to: i16) -> Vec<ComparedRow> {
        let (then, now) = (self.ledger.records_of(body, from), self.ledger.records_of(body, to));
        let mut rows: Vec<ComparedRow> = Vec::new();
        let mut goes_on = BTreeSet::new();
        for later in now {
            let behind = ancestors(self.ledger, *later);
            let partners: Vec<RecordId> = then.iter().copied().filter(|id| behind.contains(id)).collect();
            rows.extend(partners.iter().map(|earlier| self.compared(Some(*earlier), Some(*later), to)));
            if partners.is_empty() {
                rows.push(self.compared(None, Some(*later), to));
            }
            goes_on.extend(partners);
        }
        let gone = then.iter().filter(|id| !goes_on.contains(id));
        rows.extend(gone.map(|id| self.compared(Some(*id), None, to)));
        rows.sort_by_key(row_rank);
        rows
    }

    fn compared(&self, then: Option<RecordId>, now: Option<RecordId>, to: i16) -> ComparedRow {
        let record = |id: Option<RecordId>| id.map(|id| self.ledger.record(id));
        let (old, new) = (record(then), record(now));
        let edge = new.and_then(|new| new.from.iter().find(|edge| Some(edge.from) == then));
        let both = old.zip(new);
        let measures =
            both.map(|(old, new)| compare_measures(&old.measures, &new.measures)).unwrap_or_default();
        ComparedRow {
            then: then.map(|id| self.compared_side(id)),
            now: now.map(|id| self.compared_side(id)),
            edge: edge.zip(new).map(|(edge, new)| ComparedEdge {
                kind: edge.kind,
                basis: basis(new, edge),
                reason: edge.reason.clone(),
            }),
            state: self.compared_state(then, now, edge.map(|edge| edge_state(edge.kind)), to),
            wording: both.map(|(old, new)| diff(&old.wording(), &new.wording())),
            measure_counts: count(&measures),
            measures,
            indicators: both.map(|_| self.compare_indicators(then, now)).unwrap_or_default(),
            same_lead: both.and_then(|(old, new)| self.same_lead(old, new)),
        }
    }

    /// What the later record is, or what became of the earlier one.
    fn compared_state(
        &self,
        then: Option<RecordId>,
        now: Option<RecordId>,
        edge: Option<State>,
        to: i16,
    ) -> State {
        match (then, now, edge) {
            (Some(_), Some(_), Some(edge)) => edge,
            (_, Some(now), _) => state(self.ledger, self.ledger.record(now)),
            (Some(then), None, _) => match self.ledger.record(then).status {
                Status::Fixed => State::Fixed,
                Status::Dropped => State::Dropped,
                _ => self.fate(then, to),
            },
            (None, None, _) => State::NoRecord,
        }
    }

    fn compared_side(&self, id: RecordId) -> ComparedSide {
        let record = self.ledger.record(id);
        ComparedSide {
            link: self.record_link(id),
            status: record.status,
            lead: record.lead.as_ref().map(|lead| self.unit_link(&record.body, lead)),
            measures: record.measures.len(),
            verdict: self.prose_of(&record.document, SectionKind::Verdict),
        }
    }

    /// Whether the same unit leads, maybe under another name; unknown where either has none.
    fn same_lead(&self, old: &Record, new: &Record) -> Option<bool> {
        let body = self.ledger.body(&new.body)?;
        let (old, new) = (old.lead.as_ref()?, new.lead.as_ref()?);
        Some(body.present_unit(old) == body.present_unit(new))
    }

    fn compare_indicators(&self, then: Option<RecordId>, now: Option<RecordId>) -> Vec<ComparedIndicator> {
        let (old, new) = (self.readings(then), self.readings(now));
        let mut compared: BTreeMap<&IndicatorKey, ComparedIndicator> = BTreeMap::new();
        let mut order: Vec<&IndicatorKey> = Vec::new();
        for (key, indicator, reading, is_new) in
            old.iter().map(|(k, i, r)| (k, i, r, false)).chain(new.iter().map(|(k, i, r)| (k, i, r, true)))
        {
            let entry = compared.entry(key).or_insert_with(|| {
                order.push(key);
                ComparedIndicator {
                    name: indicator.row.name.value.clone(),
                    unit: indicator.row.unit.clone(),
                    level: indicator.row.level.clone(),
                    then: None,
                    now: None,
                }
            });
            let side = if is_new { &mut entry.now } else { &mut entry.then };
            *side = Some(reading.clone());
        }
        // What both years have comes first: that is what can be compared.
        let mut rows: Vec<ComparedIndicator> = order.iter().filter_map(|key| compared.remove(key)).collect();
        rows.sort_by_key(|row| row.then.is_none() || row.now.is_none());
        rows
    }

    fn readings(&self, id: Option<RecordId>) -> Vec<(IndicatorKey, &Indicator, Reading)> {
        let Some(id) = id else { return Vec::new() };
        let href = self.href(&Subject::Record(id));
        let indicators = self.ledger.record(id).indicators.iter();
        indicators
            .map(|indicator| (indicator_key(indicator), indicator, reading(indicator, href.clone())))
            .collect()
    }
}

/// What two indicators have in common that are the same one in two years: name and level.
pub(super) type IndicatorKey = (String, Option<String>);

/// Name and level of an indicator, spacing, case and marks aside.
pub(super) fn indicator_key(indicator: &Indicator) -> IndicatorKey {
    (same_name(&indicator.row.name.value), indicator.row.level.as_deref().map(same_name))
}

/// Target and result of an indicator, with the page that says so.
pub(super) fn reading(indicator: &Indicator, href: Option<String>) -> Reading {
    let cell = |cell: &Option<crate::model::document::Cell>| cell.as_ref().map(|cell| cell.raw.value.clone());
    Reading {
        target: cell(&indicator.row.target),
        actual: cell(&indicator.row.actual),
        met: indicator.met,
        href,
    }
}

fn row_rank(row: &ComparedRow) -> u8 {
    match (&row.then, &row.now, row.state) {
        (_, None, State::Unaccounted) => 0,
        (Some(_), Some(_), _) => 1,
        (None, Some(_), _) => 2,
        _ => 3,
    }
}

/// What became of each measure: those of the later year in their order, then those that were dropped.
fn compare_measures(then: &[Measure], now: &[Measure]) -> Vec<ComparedMeasure> {
    let words =
        |measures: &[Measure]| measures.iter().map(|measure| measure.item.text.clone()).collect::<Vec<_>>();
    let (old, new) = (words(then), words(now));
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let pairs = match_up(&old, &new);
    let mut rows: Vec<ComparedMeasure> = Vec::new();
    let partners: BTreeMap<usize, usize> = pairs.iter().map(|(earlier, later)| (*later, *earlier)).collect();
    let kept: BTreeSet<usize> = partners.values().copied().collect();
    for (index, measure) in now.iter().enumerate() {
        let partner = partners.get(&index).map(|earlier| &then[*earlier]);
        rows.push(match partner {
            Some(partner) => paired(partner, measure),
            None => ComparedMeasure {
                change: MeasureChange::Added,
                text: mark(&measure.item.text, DiffKind::Ins),
                then: None,
                now: deadline(measure),
                was_done: false,
            },
        });
    }
    let dropped = then.iter().enumerate().filter(|(index, _)| !kept.contains(index));
    rows.extend(dropped.map(|(_, measure)| ComparedMeasure {
        change: MeasureChange::Dropped,
        text: mark(&measure.item.text, DiffKind::Del),
        then: deadline(measure),
        now: None,
        was_done: measure.item.claimed_done,
    }));
    rows.sort_by_key(|row| row.change);
    rows
}

fn paired(then: &Measure, now: &Measure) -> ComparedMeasure {
    let (old, new) = (&then.item.text, &now.item.text);
    let (before, after) = (deadline(then), deadline(now));
    let (change, text) = match is_same(old, new) {
        true if before == after => (MeasureChange::Copied, whole(new)),
        true => (MeasureChange::Kept, whole(new)),
        false => (MeasureChange::Changed, merged(old, new)),
    };
    ComparedMeasure { change, text, then: before, now: after, was_done: then.item.claimed_done }
}

fn deadline(measure: &Measure) -> Option<String> {
    measure.item.deadline.as_ref().map(|deadline| deadline.raw.value.clone())
}

fn mark(text: &str, is: DiffKind) -> Vec<DiffPart> {
    whole(text).into_iter().map(|part| DiffPart { is, ..part }).collect()
}

fn count(measures: &[ComparedMeasure]) -> MeasureCounts {
    let of = |change: MeasureChange| measures.iter().filter(|measure| measure.change == change).count();
    MeasureCounts {
        copied: of(MeasureChange::Copied),
        kept: of(MeasureChange::Kept),
        changed: of(MeasureChange::Changed),
        added: of(MeasureChange::Added),
        dropped: of(MeasureChange::Dropped),
    }
}
