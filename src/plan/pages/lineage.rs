//! The page of a lineage: one deficiency over the years, with a chapter for each year.

use crate::front_matter::Meta;
use crate::front_matter::Status;
use crate::model::ledger::{Edge, Ledger, LineageId, Outcome, PaperId, Record, RecordId, Turned};
use crate::model::view::{
    Day, DispositionView, DocumentLink, EdgeView, Html, IndicatorTable, Link, MeasureTable, PageContent,
    PromiseView, RecordFacts, State, WordingView,
};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::plan::tables::differ::{changes, whole};
use crate::plan::tables::lists::{basis, promise_view, record_facts};
use crate::plan::tables::matrix::Column;
use crate::settings::SectionKind;
use crate::source::Place;
use crate::vietnamese::letters::file_name;
use serde::Serialize;

/// Claims a page for each lineage.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (index, lineage) in ledger.lineages.iter().enumerate() {
        let path = format!("{}/lineage/{}.html", lineage.body, file_name(&lineage.name));
        let first = lineage.records.first().map(|first| Place::top(ledger.record(*first).document.source));
        claims.add(Subject::Lineage(LineageId(index)), path, first);
    }
}

pub(crate) fn page(lineage: LineageId) -> Kind {
    Kind::new("lineage", move |context| PageContent::page("lineage.html", context.lineage_page(lineage)))
        .titled(move |context| context.lineage_title(lineage))
}

/// View of a lineage.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct LineagePage {
    /// The body.
    pub body: Link,
    /// Its outcome.
    pub outcome: Outcome,
    /// Whole years outstanding.
    pub years_outstanding: i16,
    /// Year of the earliest recognition behind it.
    pub since: i16,
    /// Years without documents while it was open.
    pub gaps: Vec<i16>,
    /// Years, in order.
    pub chapters: Vec<Chapter>,
    /// Documents that its records cite.
    pub cites: Vec<DocumentLink>,
}

/// One year of a lineage.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Chapter {
    /// The year as labelled.
    pub year: String,
    /// Address of the year's page, where it has documents.
    pub year_href: Option<String>,
    /// States of the deficiency in it.
    pub states: Vec<State>,
    /// The record, where there is one.
    pub record: Option<Box<ChapterRecord>>,
    /// Lineages that it went into in this year.
    pub other: Vec<Link>,
    /// A plan of the year that lacks the deficiency, or the review that raised it.
    pub paper: Option<Link>,
}

/// A record in a chapter.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ChapterRecord {
    /// Title and page.
    pub link: Link,
    /// Verdict.
    pub status: Status,
    /// How the verdict was changed after the report on the year.
    pub turned: Vec<TurnedView>,
    /// Plan that undertakes it.
    pub plan: Option<Link>,
    /// Unit that leads.
    pub lead: Option<Link>,
    /// Its wording, with changes since the year before marked.
    pub wording: WordingView,
    /// Its measures, for the latest record only; those of earlier ones are on their own pages.
    pub measures: MeasureTable,
    /// Its indicators, for the latest record only.
    pub indicators: IndicatorTable,
    /// Number of its indicators.
    pub indicator_count: usize,
    /// Claims and sums.
    pub facts: RecordFacts,
    /// The prose of its verdict.
    pub verdict: Html,
    /// The prose of its direction.
    pub direction: Html,
    /// What it promises.
    pub promise: Option<PromiseView>,
    /// Edges from earlier records, unless that is the chapter before under the same name.
    pub from: Vec<EdgeView>,
    /// Edges to records of other lineages.
    pub into: Vec<EdgeView>,
    /// How it was dropped.
    pub disposition: Option<DispositionView>,
}

/// A verdict that was changed after the report on its year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TurnedView {
    /// Day of the commit.
    pub day: Day,
    /// The commit.
    pub commit: Link,
    /// Day of the report.
    pub reported: Day,
    /// What it was.
    pub from: Status,
    /// What it was changed to.
    pub to: Status,
}

impl PageContext<'_> {
    pub(crate) fn lineage_page(&self, id: LineageId) -> LineagePage {
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

    /// The chapter of one year; `None` where there is nothing to say.
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
            let before = at.checked_sub(1).map(|before| records[before]);
            Box::new(self.chapter_record(records[at], before, at + 1 == records.len()))
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

    /// The review that raised it, or the plan that lacks it.
    fn chapter_paper(&self, column: &Column<'_>, state: State) -> Option<Link> {
        let entry = column.entry?;
        let is_review = |id: &PaperId| matches!(self.ledger.paper(*id).document.meta, Meta::Review(_));
        let id = match state {
            State::Raised => entry.papers.iter().copied().find(is_review),
            State::Unaccounted => self.main_plan(entry),
            _ => None,
        };
        Some(self.paper_link(id?))
    }

    /// A record as a chapter. Only the latest one has its measures and indicators in full; the others say
    /// how they ended, and link to their pages.
    fn chapter_record(&self, id: RecordId, before: Option<RecordId>, is_latest: bool) -> ChapterRecord {
        let record = self.ledger.record(id);
        let measures = record.measures.iter().filter(|_| is_latest);
        let indicators = record.indicators.iter().filter(|_| is_latest);
        let before = before.or_else(|| record.from.first().map(|edge| edge.from));
        let document = &record.document;
        ChapterRecord {
            link: self.record_link(id),
            status: record.status,
            turned: record.turned.iter().map(|turned| self.turned_view(turned)).collect(),
            plan: record.plan.as_ref().map(|plan| self.paper_ref(plan)),
            lead: record.lead.as_ref().map(|lead| self.unit_link(&record.body, lead)),
            wording: self.wording(record, before),
            measures: self.measures_of(&record.body, document, measures),
            indicators: self.indicators_of(document, indicators),
            indicator_count: record.indicators.len(),
            facts: record_facts(record),
            verdict: self.prose_of(document, SectionKind::Verdict),
            direction: self.prose_of(document, SectionKind::Direction),
            promise: record.promise.as_ref().map(promise_view),
            from: self.told_edges(record),
            into: self.edges_elsewhere(id),
            disposition: self.disposition(record),
        }
    }

    fn turned_view(&self, turned: &Turned) -> TurnedView {
        let Turned { turn, reported } = turned;
        let repository = self.site.config.repository.as_ref();
        TurnedView {
            day: self.day(turn.day),
            commit: Link {
                text: turn.commit.clone(),
                href: repository.map(|repository| repository.change(&turn.commit)),
            },
            reported: self.day(*reported),
            from: turn.from,
            to: turn.to,
        }
    }

    fn wording(&self, record: &Record, before: Option<RecordId>) -> WordingView {
        let now = record.wording();
        match before {
            Some(before) => changes(&self.ledger.record(before).wording(), &now),
            None => WordingView { change: None, text: whole(&now) },
        }
    }

    /// Edges from earlier records, without the one that follows from the name: the chapter before shows it.
    fn told_edges(&self, record: &Record) -> Vec<EdgeView> {
        let follows = |edge: &Edge| {
            self.ledger.record(edge.from).lineage == record.lineage && basis(record, edge) == "name"
        };
        let told = record.from.iter().filter(|edge| !follows(edge));
        told.map(|edge| self.edge_view(edge.from, record, edge)).collect()
    }

    /// Edges to later records of other lineages; those of this one are the chapters that follow.
    fn edges_elsewhere(&self, id: RecordId) -> Vec<EdgeView> {
        let own = self.ledger.record(id).lineage;
        self.edges_into_those(id, |later| later.lineage != own)
    }
}
