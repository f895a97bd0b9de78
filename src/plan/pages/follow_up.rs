//! The follow-up: what became, by the end of a plan year, of everything that earlier reviews found. It
//! drafts that part of the next review, as a page and as Markdown.
//!
//! Quy định 366-QĐ/TW requires a review to account for each deficiency that earlier ones found, and the
//! grading of the year to count what was done in time, late or not at all.

use crate::front_matter::Status;
use crate::model::document::{Block, Document};
use crate::model::ledger::{Balance, Ledger, Measure, Record, RecordId};
use crate::model::view::{
    Count, FollowUpPage, Fulfilment, LeftBefore, LeftPart, LogView, MeasureRow, MeasureState, PageContent,
    Share, StatusCount, Tracked,
};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::state::{back, due_of, is_lost_by, late_measures};
use crate::plan::subject::Subject;
use crate::plan::tables::account::rate;
use crate::plan::tables::lists::record_facts;
use crate::settings::SectionKind;
use crate::source::Place;
use std::collections::BTreeMap;

/// Claims a page and a Markdown file for each plan year with something to account for.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        for year in follow_up_years(ledger, body) {
            let path = |ending: &str| format!("{}/{year}/follow-up.{ending}", entry.id);
            claims.add(Subject::FollowUp { body, year }, path("html"), top.clone());
            claims.add(Subject::FollowUpText { body, year }, path("md"), top.clone());
        }
    }
}

pub(crate) fn page(body: usize, year: i16) -> Kind {
    Kind::new("follow_up", move |context| {
        PageContent::page("follow-up.html", context.follow_up_page(body, year, true))
    })
    .titled(move |context| context.year_label(&context.ledger.bodies[body].id, year))
}

/// The follow-up as Markdown.
pub(crate) fn markdown(body: usize, year: i16) -> Kind {
    Kind::file(move |context| PageContent::Markdown(Box::new(context.follow_up_page(body, year, false))))
        .titled(move |context| context.year_label(&context.ledger.bodies[body].id, year))
}

/// Plan years of a body with something to account for: all from the first one with a record.
pub(crate) fn follow_up_years(ledger: &Ledger, body: usize) -> impl Iterator<Item = i16> {
    let years = ledger.bodies[body].plan_years().skip_while(|year| year.records.is_empty());
    years.map(|year| year.year)
}

/// Ways of carrying out that the grading asks for: they are listed even where they count nothing.
const ALWAYS: [Fulfilment; 3] = [Fulfilment::InTime, Fulfilment::Extended, Fulfilment::Late];

impl PageContext<'_> {
    /// Builds the view of a plan year; with `markdown`, it links to the Markdown file.
    pub(crate) fn follow_up_page(&self, index: usize, year: i16, markdown: bool) -> FollowUpPage {
        let body = &self.ledger.bodies[index];
        let records = self.ledger.records_of(&body.id, year);
        let lost = self.lost_until(&body.id, year);
        let balances = self.plan.index.balances(&body.id).iter();
        let balance = balances.copied().find(|balance| balance.to == year);
        let of_records: Vec<&Record> = records.iter().map(|id| self.ledger.record(*id)).collect();
        FollowUpPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            year: self.year_link(&body.id, year),
            is_running: self.is_running(&body.id, year),
            markdown: markdown.then(|| self.href(&Subject::FollowUpText { body: index, year })).flatten(),
            before: balance.filter(|balance| balance.unresolved > 0).map(|balance| self.left(index, balance)),
            lost_earlier: lost.len() - balance.map_or(0, |balance| balance.unaccounted).min(lost.len()),
            by_status: by_status(&of_records),
            shares: shares(&of_records),
            measures: of_records.iter().map(|record| record.measures.len()).sum(),
            unaccounted: self.tracked(lost),
            tracked: self.tracked(records.to_vec()),
        }
    }

    /// Records that a plan year lost, and that no plan year up to `year` has again.
    fn lost_until(&self, body: &str, year: i16) -> Vec<RecordId> {
        let records = self.plan.index.records(body).iter().copied();
        records.filter(|id| is_lost_by(self.ledger, self.ledger.record(*id), year)).collect()
    }

    /// The balance against the plan year before, each number linking to what it counts.
    fn left(&self, body: usize, balance: &Balance) -> LeftBefore {
        let count = |n: usize, key: &str| {
            let href = self.account_href(body, balance.from, balance.to, key).filter(|_| n > 0);
            Count { n, href }
        };
        let always = |key: &str| ["carried", "unaccounted"].contains(&key);
        let parts = balance.left_by_outcome().into_iter().filter(|(key, n)| *n > 0 || always(key));
        LeftBefore {
            from: self.year_link(&balance.body, balance.from),
            left: count(balance.unresolved, "left"),
            unaccounted: balance.unaccounted,
            parts: parts.map(|(key, n)| LeftPart { key, count: count(n, key) }).collect(),
        }
    }

    /// Deficiencies with everything to say about them: those with late measures first, then by status.
    fn tracked(&self, mut ids: Vec<RecordId>) -> Vec<Tracked> {
        ids.sort_by(|a, b| {
            let (a, b) = (self.ledger.record(*a), self.ledger.record(*b));
            let urgency = |record: &Record| (late_measures(record).next().is_none(), record.status);
            let title = |record: &Record| record.document.title.value.clone();
            let by_title = || self.plan.collation.compare(&title(a), &title(b));
            urgency(a).cmp(&urgency(b)).then_with(by_title)
        });
        ids.into_iter().map(|id| self.tracked_one(id)).collect()
    }

    fn tracked_one(&self, id: RecordId) -> Tracked {
        let record = self.ledger.record(id);
        let document = &record.document;
        let lead = record.lead.as_ref().map(|lead| self.unit_link(&record.body, lead));
        let rows = self.measures_of(&record.body, document, &record.measures).rows;
        // A unit is named only where it is not the one that leads the deficiency.
        let rows = rows
            .into_iter()
            .map(|row| MeasureRow { lead: row.lead.filter(|of| Some(of) != lead.as_ref()), ..row });
        let (done, rest): (Vec<_>, Vec<_>) = rows.partition(|row| row.state == Some(MeasureState::Done));
        Tracked {
            link: self.record_link(id),
            year: self.year_label(&record.body, record.year),
            back: back(self.ledger, record).map(|later| self.year_label(&later.body, later.year)),
            since: record.since,
            status: record.status,
            facts: record_facts(record),
            done,
            log: self.log_of(document),
            results: self.prose_of(document, SectionKind::Results),
            figures: self.indicators_of(document, &record.indicators),
            verdict: self.prose_of(document, SectionKind::Verdict),
            remaining: if record.status == Status::Dropped { Vec::new() } else { rest },
            direction: self.prose_of(document, SectionKind::Direction),
            promise: record.promise.as_ref().map(|promise| promise.year),
            disposition: self.disposition(record),
            lead,
            coordinate: self.unit_links(&record.body, &record.coordinate),
            monitor: self.unit_links(&record.body, &record.monitor),
        }
    }

    fn log_of(&self, document: &Document) -> Vec<LogView> {
        let entries = document.blocks().flat_map(|block| match block {
            Block::Log(entries) => entries.as_slice(),
            _ => &[],
        });
        let views = entries.map(|entry| LogView {
            day: entry.date.map(|date| self.day(date)),
            html: self.excerpt(document, &entry.html),
        });
        views.collect()
    }
}

fn by_status(records: &[&Record]) -> Vec<StatusCount> {
    let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
    records.iter().for_each(|record| *counts.entry(record.status).or_default() += 1);
    counts.into_iter().map(|(status, n)| StatusCount { status, n }).collect()
}

fn shares(records: &[&Record]) -> Vec<Share> {
    let measures = records.iter().flat_map(|record| record.measures.iter().map(|measure| (*record, measure)));
    let mut counts: BTreeMap<Fulfilment, usize> = ALWAYS.map(|key| (key, 0)).into();
    measures.for_each(|(record, measure)| *counts.entry(fulfilment(record, measure)).or_default() += 1);
    let all = counts.values().sum();
    counts.into_iter().map(|(key, n)| Share { key, n, percent: rate(n, all).unwrap_or(0) }).collect()
}

/// How a measure was carried out. What counts as late is what the ledger calls late; see [`late_measures`].
fn fulfilment(record: &Record, measure: &Measure) -> Fulfilment {
    let has_day = due_of(measure).is_some();
    match measure.item.claimed_done {
        true if !measure.item.extensions.is_empty() => Fulfilment::Extended,
        true if has_day => Fulfilment::InTime,
        true => Fulfilment::DoneUndated,
        false if record.status == Status::Dropped => Fulfilment::Dropped,
        false if measure.late => Fulfilment::Late,
        false if has_day => Fulfilment::Running,
        false => Fulfilment::Undated,
    }
}
