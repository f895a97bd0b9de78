//! One deficiency over the years, as a story of chapters.

use super::Subject;
use super::desk::Desk;
use super::differ::{diff, whole};
use super::lists::{promise_view, record_facts};
use super::matrix::Column;
use crate::model::document::{Meta, SectionKind};
use crate::model::ledger::{LineageId, Record, RecordId};
use crate::model::view::{Chapter, ChapterRecord, DiffView, LineagePage, Link, State};

impl Desk<'_> {
    /// The page of a lineage.
    pub(super) fn lineage_page(&self, id: LineageId) -> LineagePage {
        let lineage = &self.ledger.lineages[id.0];
        let index = self.body_index(&lineage.body).unwrap_or(0);
        let columns = self.columns_of(index, &[id]);
        let chapters: Vec<Chapter> =
            columns.iter().filter_map(|column| self.chapter(index, id, column)).collect();
        let paths = lineage.records.iter().map(|record| self.ledger.record(*record).path());
        LineagePage {
            body: self.link(&Subject::Body(index), self.ledger.bodies[index].short_name()),
            outcome: lineage.outcome,
            years_outstanding: lineage.years_outstanding,
            since: lineage.records.iter().map(|record| self.ledger.record(*record).since).min().unwrap_or(0),
            gaps: self.lineage_gaps(id, &columns),
            chapters,
            cites: self.cites(paths),
        }
    }

    /// Years without documents while the deficiency was open.
    fn lineage_gaps(&self, id: LineageId, columns: &[Column<'_>]) -> Vec<i16> {
        let open = columns.iter().filter(|column| {
            column.entry.is_none()
                && self
                    .cell(id, column)
                    .states
                    .iter()
                    .any(|state| matches!(state, State::NoRecord | State::Promised))
        });
        open.flat_map(|column| column.years.years()).collect()
    }

    /// What one year says of a lineage; nothing where it says nothing.
    fn chapter(&self, body: usize, id: LineageId, column: &Column<'_>) -> Option<Chapter> {
        let cell = self.cell(id, column);
        if cell.states.is_empty() || cell.states == [State::StillUnaccounted] {
            return None;
        }
        let lineage = &self.ledger.lineages[id.0];
        let year = column.entry.map(|entry| entry.year);
        let records = lineage.records.as_slice();
        let at = records.iter().position(|record| Some(self.ledger.record(*record).year) == year);
        let record = at.map(|at| {
            Box::new(self.chapter_record(records[at], at.checked_sub(1).map(|before| records[before])))
        });
        Some(Chapter {
            year: column.years.to_string(),
            year_href: year.and_then(|year| self.href(&Subject::Year { body, year })),
            paper: self.chapter_paper(column, cell.states[0]),
            states: cell.states,
            record,
            other: cell.other,
        })
    }

    /// The review that raised it, or the plan that does not have it.
    fn chapter_paper(&self, column: &Column<'_>, state: State) -> Option<Link> {
        let wanted: fn(&Meta) -> bool = match state {
            State::Raised => |meta| matches!(meta, Meta::Review(_)),
            State::Unaccounted => |meta| matches!(meta, Meta::Plan(_)),
            _ => return None,
        };
        let papers = &column.entry?.papers;
        let found = papers.iter().copied().filter(|id| wanted(&self.ledger.paper(*id).document.meta));
        // A plan that undertakes deficiencies comes before one that carries out a directive.
        let id = found.max_by_key(|id| (self.plan.index.undertaken(*id).len(), std::cmp::Reverse(*id)))?;
        Some(self.paper_link(id))
    }

    fn chapter_record(&self, id: RecordId, before: Option<RecordId>) -> ChapterRecord {
        let record = self.ledger.record(id);
        let before = before.or_else(|| record.from.first().map(|edge| edge.from));
        let document = &record.document;
        ChapterRecord {
            link: self.record_link(id),
            status: record.status,
            plan: record.plan.as_ref().map(|plan| self.paper_ref(plan)),
            lead: record.lead.as_ref().map(|lead| self.unit_link(&record.body, lead)),
            wording: self.wording(record, before),
            has_earlier: before.is_some(),
            measures: self.measures_of(&record.body, document, &record.measures),
            indicators: self.indicators_of(document, &record.indicators),
            facts: record_facts(record),
            verdict: self.prose_of(document, SectionKind::Verdict),
            direction: self.prose_of(document, SectionKind::Direction),
            promise: record.promise.as_ref().map(promise_view),
            from: self.edges_from(record),
            into: self.edges_into(id),
            disposition: self.disposition(record),
        }
    }

    fn wording(&self, record: &Record, before: Option<RecordId>) -> DiffView {
        let now = record.wording();
        match before {
            Some(before) => diff(&self.ledger.record(before).wording(), &now),
            None => DiffView { same: true, rewritten: false, then: Vec::new(), now: whole(&now) },
        }
    }
}
