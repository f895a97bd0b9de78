//! Rows of lists: records, lineages, papers, documents and dues, and the order of these lists.

use super::measures::measure_table;
use crate::front_matter::{Basis, Meta, Status};
use crate::model::ledger::{
    Body, Edge, Lineage, LineageId, Measure, OfficialId, Paper, PaperId, Promise, Record, RecordId, Year,
};
use crate::model::view::{
    Disagreement, DispositionView, DocumentLink, DueView, EdgeView, Headline, LateTables, LineageRow, Link,
    MeasureRow, PaperLink, PromiseView, RecordFacts, RecordRow,
};
use crate::plan::context::PageContext;
use crate::plan::owner::Owner;
use crate::plan::state::{due_of, is_lost, is_open, late_measures, onward, state};
use crate::plan::subject::Subject;
use crate::plan::summary::DUE_NEXT;
use crate::source::ContentPath;
use crate::vietnamese::date::Date;
use std::cmp::Reverse;
use std::collections::BTreeSet;

impl PageContext<'_> {
    /// A record in a list.
    pub(crate) fn record_row(&self, id: RecordId) -> RecordRow {
        let record = self.ledger.record(id);
        RecordRow {
            link: self.record_link(id),
            year: self.year_label(&record.body, record.year),
            body: None,
            lead: record.lead.as_ref().map(|lead| self.unit_link(&record.body, lead)),
            area: None,
            status: record.status,
            state: state(self.ledger, record),
            onward: onward(record),
            facts: record_facts(record),
            years_outstanding: self.years_outstanding(record),
        }
    }

    /// Records as rows, the most serious first.
    pub(crate) fn record_rows(&self, ids: impl IntoIterator<Item = RecordId>) -> Vec<RecordRow> {
        self.most_serious_first(ids.into_iter().map(|id| self.record_row(id)).collect())
    }

    /// Sorts rows in the order of lists: the most serious first.
    pub(crate) fn most_serious_first(&self, mut rows: Vec<RecordRow>) -> Vec<RecordRow> {
        rows.sort_by(|a, b| {
            let by_words = || self.plan.collation.compare(&a.link.text, &b.link.text);
            severity(a).cmp(&severity(b)).then_with(by_words)
        });
        rows
    }

    /// Whole years from the earliest recognition behind a record to the day of the site, or to its end.
    pub(crate) fn years_outstanding(&self, record: &Record) -> i16 {
        let runs = is_open(record) || is_lost(record);
        let end = if runs { self.site.as_of.year() } else { record.year };
        (end - record.since).max(0)
    }

    /// Records that `wanted` picks, of one body or of all.
    pub(crate) fn pick(&self, body: Option<&str>, wanted: impl Fn(&Record) -> bool) -> Vec<RecordId> {
        let bodies = self.bodies_or(body).flat_map(|body| self.plan.index.records(body));
        bodies.copied().filter(|id| wanted(self.ledger.record(*id))).collect()
    }

    /// One body, or all of them.
    fn bodies_or<'s>(&'s self, body: Option<&'s str>) -> impl Iterator<Item = &'s str> {
        let all = self.ledger.bodies.iter().filter(move |_| body.is_none());
        body.into_iter().chain(all.map(|body| body.id.as_str()))
    }

    /// The numbers at the head of a page, for one body or for all. They link to the lists on the page about
    /// `page`.
    pub(crate) fn headline(&self, body: Option<&str>, page: &Subject) -> Headline {
        let latest = body.and_then(|id| self.ledger.body(id)).and_then(|body| body.latest_plan_year());
        Headline {
            unaccounted: self.count(self.pick(body, is_lost).len(), page, "k-unaccounted"),
            late: self.count(self.late_rows(body).len(), page, "k-late"),
            open: self.count(self.pick(body, is_open).len(), page, "k-open"),
            year: latest.zip(body).map(|(year, body)| self.year_link(body, year.year)),
        }
    }

    /// Every measure of one body, or of all, with its owner: first those of records, then those of papers.
    pub(crate) fn all_measures<'s>(
        &'s self,
        body: Option<&'s str>,
    ) -> impl Iterator<Item = (Owner, &'s Measure)> + 's {
        let records = self.bodies_or(body).flat_map(|body| self.plan.index.records(body)).flat_map(|id| {
            self.ledger.record(*id).measures.iter().map(move |measure| (Owner::Record(*id), measure))
        });
        let papers = self.bodies_or(body).flat_map(|body| self.plan.index.papers_of(body)).flat_map(|id| {
            self.ledger.paper(*id).measures.iter().map(move |measure| (Owner::Paper(*id), measure))
        });
        records.chain(papers)
    }

    /// A measure as a row, with its owner.
    pub(crate) fn row_of(&self, owner: Owner, measure: &Measure) -> MeasureRow {
        match owner {
            Owner::Record(id) => {
                let record = self.ledger.record(id);
                self.owned_measure(&record.body, &record.document, measure, self.record_link(id))
            }
            Owner::Paper(id) => {
                let paper = self.ledger.paper(id);
                self.owned_measure(&paper.body, &paper.document, measure, self.paper_link(id))
            }
        }
    }

    fn late_rows<'a>(&'a self, body: Option<&'a str>) -> Vec<(Owner, &'a Measure)> {
        self.all_measures(body).filter(|(owner, measure)| measure.late && self.is_asked(*owner)).collect()
    }

    /// Whether the measures of an owner are still asked for: not if the deficiency was dropped.
    pub(crate) fn is_asked(&self, owner: Owner) -> bool {
        match owner {
            Owner::Record(id) => self.ledger.record(id).status != Status::Dropped,
            Owner::Paper(_) => true,
        }
    }

    /// Body and year of an owner.
    pub(crate) fn owner_year(&self, owner: Owner) -> (&str, i16) {
        match owner {
            Owner::Record(id) => (&self.ledger.record(id).body, self.ledger.record(id).year),
            Owner::Paper(id) => (&self.ledger.paper(id).body, self.ledger.paper(id).year),
        }
    }

    /// Tables of late measures: those of the latest plan years, and apart from them those of earlier ones.
    pub(crate) fn late_tables(&self, body: Option<&str>) -> LateTables {
        let [latest, earlier] = self.late_measures(body).map(|late| {
            let rows = late.into_iter().map(|(owner, measure)| self.late_row(owner, measure));
            measure_table(rows.collect())
        });
        LateTables { latest, earlier }
    }

    /// Late measures of the latest plan years, and those of earlier ones, each in the order of
    /// [`Self::late_key`].
    pub(crate) fn late_measures<'a>(&'a self, body: Option<&'a str>) -> [Vec<(Owner, &'a Measure)>; 2] {
        let mut late = self.late_rows(body);
        late.sort_by_cached_key(|(owner, measure)| self.late_key(*owner, measure));
        let is_latest = |owner: Owner| {
            let (body, year) = self.owner_year(owner);
            let latest = self.ledger.body(body).and_then(Body::latest_plan_year);
            latest.is_none_or(|latest| latest.year <= year)
        };
        let (latest, earlier) = late.into_iter().partition(|(owner, _)| is_latest(*owner));
        [latest, earlier]
    }

    /// Sort key of late measures: latest plan year, then last good day, then body.
    pub(crate) fn late_key(&self, owner: Owner, measure: &Measure) -> (Reverse<i16>, Option<Date>, String) {
        let (body, year) = self.owner_year(owner);
        (Reverse(year), due_of(measure), body.to_owned())
    }

    /// A late measure as a row, with its plan year.
    pub(crate) fn late_row(&self, owner: Owner, measure: &Measure) -> MeasureRow {
        let (body, year) = self.owner_year(owner);
        MeasureRow { year: Some(self.year_label(body, year)), ..self.row_of(owner, measure) }
    }

    /// What is due next, measures and reports, by last good day.
    pub(crate) fn due_next(&self, body: Option<&str>) -> Vec<DueView> {
        self.due_by_day(body).into_iter().map(|(_, _, view)| view).collect()
    }

    /// What is due next, with last good days and bodies.
    pub(crate) fn due_by_day(&self, body: Option<&str>) -> Vec<(Date, String, DueView)> {
        let as_of = self.site.as_of;
        let measures = self.all_measures(body);
        let measures =
            measures.filter(|(owner, measure)| !measure.item.claimed_done && self.is_asked(*owner));
        let measures = measures.filter_map(|(owner, measure)| {
            let due = due_of(measure).filter(|due| *due >= as_of)?;
            let row = self.row_of(owner, measure);
            Some((
                due,
                self.owner_year(owner).0.to_owned(),
                DueView {
                    day: self.day(due),
                    html: row.html,
                    owner: row.owner?,
                    lead: row.lead,
                    is_report: false,
                },
            ))
        });
        let reports = self.bodies_or(body).flat_map(|body| self.plan.index.papers_of(body));
        let reports = reports.flat_map(|id| self.reports_next(*id, self.ledger.paper(*id)));
        let mut due: Vec<(Date, String, DueView)> = measures.chain(reports).collect();
        due.sort_by(|(a, of_a, _), (b, of_b, _)| (a, of_a).cmp(&(b, of_b)));
        due.truncate(DUE_NEXT);
        due
    }

    fn reports_next(&self, id: PaperId, paper: &Paper) -> Vec<(Date, String, DueView)> {
        let next = paper.reports_due.iter().filter_map(|report| {
            let due = report.due.iter().copied().find(|due| *due >= self.site.as_of)?;
            let html = crate::vietnamese::letters::escape(&report.asked.what.value);
            let lead = report.asked.to.as_ref().map(|to| self.unit_link(&paper.body, &to.value));
            Some((
                due,
                paper.body.clone(),
                DueView { day: self.day(due), html, owner: self.paper_link(id), lead, is_report: true },
            ))
        });
        next.collect()
    }

    /// A lineage in a list.
    pub(crate) fn lineage_row(&self, id: LineageId) -> LineageRow {
        let lineage = &self.ledger.lineages[id.0];
        LineageRow {
            link: self.lineage_link(id),
            outcome: lineage.outcome,
            status: self.last_status(lineage),
            years: (lineage.records.iter())
                .map(|record| {
                    let year = self.year_label(&lineage.body, self.ledger.record(*record).year);
                    self.link(&Subject::Record(*record), year)
                })
                .collect(),
            years_outstanding: lineage.years_outstanding,
        }
    }

    /// Title of a lineage's latest record.
    pub(crate) fn lineage_title(&self, id: LineageId) -> String {
        let lineage = &self.ledger.lineages[id.0];
        let last = lineage.records.last().map(|record| self.ledger.record(*record));
        last.map_or_else(|| lineage.name.clone(), |record| record.document.title.value.clone())
    }

    /// A lineage's title, with a link to its page.
    pub(crate) fn lineage_link(&self, id: LineageId) -> Link {
        self.link(&Subject::Lineage(id), self.lineage_title(id))
    }

    fn last_status(&self, lineage: &Lineage) -> Status {
        lineage.records.last().map_or(Status::Open, |record| self.ledger.record(*record).status)
    }

    /// Lineages of a body, the most serious first, then by title.
    pub(crate) fn lineages_of(&self, body: &str) -> Vec<LineageId> {
        let lineages = self.plan.index.lineages(body).iter();
        let mut titled: Vec<(LineageId, String)> =
            lineages.map(|id| (*id, self.lineage_title(*id))).collect();
        titled.sort_by(|(a, a_title), (b, b_title)| {
            let outcome = |id: &LineageId| self.ledger.lineages[id.0].outcome;
            let by_words = || self.plan.collation.compare(a_title, b_title);
            outcome(a).cmp(&outcome(b)).then_with(by_words)
        });
        titled.into_iter().map(|(id, _)| id).collect()
    }

    /// A review, plan or report in a list.
    pub(crate) fn paper_entry(&self, id: PaperId) -> PaperLink {
        let document = &self.ledger.paper(id).document;
        let paper = document.meta.paper();
        let number = paper.and_then(|paper| paper.number.as_ref());
        PaperLink {
            kind: document.meta.kind(),
            link: self.paper_link(id),
            number: number.map(|number| number.value.as_str().to_owned()),
            day: paper.and_then(|paper| paper.date.as_ref()).map(|date| self.day(date.value)),
        }
    }

    /// The main plan of a year: one that undertakes records comes before one that carries out a directive.
    pub(crate) fn main_plan(&self, year: &Year) -> Option<PaperId> {
        let is_plan = |id: &PaperId| matches!(self.ledger.paper(*id).document.meta, Meta::Plan(_));
        let plans = year.papers.iter().copied().filter(is_plan);
        plans.max_by_key(|id| (self.plan.index.undertaken(*id).len(), Reverse(*id)))
    }

    /// A document in a list.
    pub(crate) fn document_entry(&self, id: OfficialId) -> DocumentLink {
        let document = &self.ledger.documents[id.0];
        DocumentLink {
            link: self.official_link(id),
            kind: document.kind.clone(),
            issuer: document.issuer.as_ref().map(|issuer| match issuer.is_body {
                true => Link { text: issuer.name.clone(), ..self.body_link(&issuer.id) },
                false => Link { text: issuer.name.clone(), href: None },
            }),
            day: document.date.map(|date| self.day(date)),
            subject: document.subject.clone(),
            declared: document.declared,
        }
    }

    /// Documents that the files at `paths` cite, by number.
    pub(crate) fn cites<'c>(&self, paths: impl IntoIterator<Item = &'c ContentPath>) -> Vec<DocumentLink> {
        let cited = paths.into_iter().filter_map(|path| self.ledger.cites.get(path));
        let cited: BTreeSet<OfficialId> = cited.flatten().copied().collect();
        cited.into_iter().map(|id| self.document_entry(id)).collect()
    }

    /// Edges to the records that a record goes on from.
    pub(crate) fn edges_from(&self, record: &Record) -> Vec<EdgeView> {
        let edges = record.from.iter().map(|edge| self.edge_view(edge.from, record, edge));
        edges.collect()
    }

    /// Edges to the records that go on from a record.
    pub(crate) fn edges_into(&self, id: RecordId) -> Vec<EdgeView> {
        self.edges_into_those(id, |_| true)
    }

    /// The same, for the later records that `wanted` picks.
    pub(crate) fn edges_into_those(&self, id: RecordId, wanted: impl Fn(&Record) -> bool) -> Vec<EdgeView> {
        let later = self.ledger.record(id).into.iter();
        let edges = later.filter_map(|later| {
            let record = Some(self.ledger.record(*later)).filter(|record| wanted(record))?;
            let edge = record.from.iter().find(|edge| edge.from == id)?;
            Some(self.edge_view(*later, record, edge))
        });
        edges.collect()
    }

    /// An edge to a later record, with the record at its other end.
    pub(crate) fn edge_view(&self, other: RecordId, later: &Record, edge: &Edge) -> EdgeView {
        let record = self.ledger.record(other);
        EdgeView {
            record: self.record_link(other),
            year: self.year_label(&record.body, record.year),
            kind: edge.kind,
            basis: basis(later, edge),
            reason: edge.reason.clone(),
        }
    }

    /// How a dropped record was disposed of.
    pub(crate) fn disposition(&self, record: &Record) -> Option<DispositionView> {
        record.disposition.as_ref().map(|disposition| DispositionView {
            reason: disposition.reason.clone(),
            by: disposition.by.clone(),
            day: self.day(disposition.date.value),
        })
    }
}

/// Key of the string that says whether documents state an edge. An edge that nobody wrote follows from the
/// name, and is not called stated.
pub(crate) fn basis(later: &Record, edge: &Edge) -> &'static str {
    match (&later.document.meta, edge.basis) {
        (Meta::Deficiency(meta), _) if meta.deficiency.place == edge.place => "name",
        (_, Basis::Stated) => "stated",
        (_, Basis::Inferred) => "inferred",
    }
}

/// A promise as pages show it.
pub(crate) fn promise_view(promise: &Promise) -> PromiseView {
    PromiseView { year: promise.year, outcome: promise.outcome }
}

/// Sort key of rows: unaccounted, then late, then open, then closed.
fn severity(row: &RecordRow) -> (u8, Status) {
    use crate::model::view::State;
    let rank = match row.onward {
        State::Unaccounted => 0,
        _ if row.facts.late > 0 => 1,
        _ if row.status.is_unresolved() => 2,
        _ => 3,
    };
    (rank, row.status)
}

/// Claims and sums of one record, and where its verdict disagrees with them.
pub(crate) fn record_facts(record: &Record) -> RecordFacts {
    let facts = facts(record.measures.iter());
    let compared = record.indicators.iter().filter_map(|indicator| indicator.met);
    let all_done = facts.measures > 0 && facts.claimed == facts.measures;
    let disagreement = match record.status {
        Status::Open | Status::NotFixed | Status::PartlyFixed | Status::Improving => {
            let says =
                if record.is_judged() { Disagreement::DoneNotFixed } else { Disagreement::DoneNotJudged };
            Some(says).filter(|_| all_done)
        }
        Status::Fixed => Some(Disagreement::FixedNotDone).filter(|_| facts.measures > facts.claimed),
        Status::Dropped => None,
    };
    RecordFacts {
        targets: compared.clone().count(),
        met: compared.filter(|met| *met).count(),
        late: late_measures(record).count(),
        disagreement,
        ..facts
    }
}

/// Claims and sums of measures.
pub(crate) fn facts<'m>(measures: impl Iterator<Item = &'m Measure>) -> RecordFacts {
    measures.fold(RecordFacts::default(), |facts, measure| RecordFacts {
        measures: facts.measures + 1,
        claimed: facts.claimed + usize::from(measure.item.claimed_done),
        late: facts.late + usize::from(measure.late),
        undated: facts.undated + usize::from(measure.item.deadline.is_none()),
        ..facts
    })
}
