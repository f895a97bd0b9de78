//! News of a body: papers issued, verdicts, deadlines ahead and deadlines missed.
//!
//! Takes the ledger and the day of the site; gives entries of the feed. It stands apart from the feed's
//! format in `export`. An entry is dated by the day from which it is true, so that a build of the same
//! content on a later day only adds entries.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::dues::{Due, dues};
use super::volume::Plan;
use crate::export::feed::FeedEntry;
use crate::front_matter::Status;
use crate::model::ledger::{Body, Paper, PaperRef, Record};
use crate::source::link::encode;
use crate::vietnamese::date::{Date, show_vi};
use jiff::ToSpan;

/// Number of days before a deadline on which it becomes news.
const AHEAD: i32 = 30;

impl Plan<'_> {
    /// All news of a body up to the day of the site, in any order.
    pub(crate) fn news(&self, body: usize) -> Vec<FeedEntry> {
        let body = &self.ledger.bodies[body];
        let papers = body.years.iter().flat_map(|year| &year.papers).map(|id| self.ledger.paper(*id));
        let records = body.years.iter().flat_map(|year| &year.records).map(|id| self.ledger.record(*id));
        let issued = papers.filter_map(|paper| self.issued(paper));
        let judged = records.filter_map(|record| self.judged(body, record));
        let deadlines = dues(self.ledger, body).filter_map(|due| self.deadline(&due));
        let all = issued.chain(judged).chain(deadlines);
        all.filter(|entry| entry.updated <= self.site.as_of).collect()
    }

    fn issued(&self, paper: &Paper) -> Option<FeedEntry> {
        let (document, common) = (&paper.document, paper.document.meta.paper()?);
        let number = common.number.as_ref().map(|number| format!(" {}", number.value.as_str()));
        let kind = self.site.strings.get("paper", document.meta.kind());
        let title = &document.title.value;
        Some(FeedEntry {
            updated: common.date.as_ref()?.value,
            id: encode(document.path.as_str()),
            title: format!("{kind}{}: {title}", number.unwrap_or_default()),
            summary: document.statement(),
            kind: "issued".to_owned(),
            href: encode(&document.path.page()),
        })
    }

    /// News of a verdict, dated by the report that has it; none without a dated report.
    fn judged(&self, body: &Body, record: &Record) -> Option<FeedEntry> {
        let word = record.status.word();
        let href = encode(&record.path().page());
        (record.status != Status::Open).then_some(())?;
        Some(FeedEntry {
            updated: self.reported(body, record)?,
            id: format!("{}/{word}", encode(record.path().as_str())),
            title: format!("{}: {}", self.site.strings.get("status", word), record.document.title.value),
            summary: record.document.verdict(),
            kind: "judged".to_owned(),
            href,
        })
    }

    /// Date of the latest report on the record's plan, or of its year where no report names the plan.
    fn reported(&self, body: &Body, record: &Record) -> Option<Date> {
        let year = body.years.iter().find(|year| year.year == record.year)?;
        let plan = record.plan.as_ref().and_then(|plan| self.ledger.paper_of(plan));
        let on = |on: &PaperRef| self.ledger.paper_of(on);
        let papers = year.papers.iter().map(|id| self.ledger.paper(*id));
        let reports = papers.filter(|paper| paper.document.meta.report().is_some());
        let own = reports.filter(|report| report.on.as_ref().is_none_or(|report| on(report) == plan));
        own.filter_map(|report| Some(report.document.meta.paper()?.date.as_ref()?.value)).max()
    }

    /// News of a deadline: from 30 days before it, and again from the day after it.
    fn deadline(&self, due: &Due<'_>) -> Option<FeedEntry> {
        let as_of = self.site.as_of;
        let can_be_late = !due.is_report() && due.rule.is_none();
        let (key, day) = match due.next(as_of) {
            Some(day) => ("due", day),
            None if can_be_late => ("late", due.day),
            None => return None,
        };
        let updated = if key == "late" { day.tomorrow() } else { day.checked_sub(AHEAD.days()) };
        let (page, title) = self.asks(due.owner());
        let told = self.site.strings.get("news", if key == "late" { "late_on" } else { "due_on" });
        let shown = self.site.language.choose(show_vi(day), day.to_string());
        Some(FeedEntry {
            updated: updated.ok()?,
            id: format!("{:032x}/{key}/{day}", due.identity(self.ledger)),
            title: format!("{told} {shown}: {}", due.words()),
            summary: title.to_owned(),
            kind: key.to_owned(),
            href: encode(page),
        })
    }
}
