//! Summarises a volume for the pages of the whole site: takes its plan, gives a [`Summary`]. Apart from
//! `summary`, which knows no ledger.

use super::context::PageContext;
use super::state::{is_lost, is_open};
use super::subject::Subject;
use super::summary::{BodyPart, LATE_LISTED, QUALITY, Summary};
use super::volume::Plan;
use crate::export::data::table::DataTable;
use crate::model::ledger::{Body, Ledger, Paper, Record};
use crate::model::view::{BodyFiles, BodySummary, Headline, Link, RecordRow, WaiverView};
use crate::source::ContentPath;
use std::collections::BTreeMap;

/// What a volume adds to the pages of the whole site.
pub fn summarise(plan: &Plan<'_>) -> Summary {
    let front = PageContext::new(plan, "index.html");
    let bodies = plan.ledger.bodies.iter().enumerate();
    let bodies = bodies.map(|(index, body)| {
        let rows = |wanted: &dyn Fn(&Record) -> bool| {
            let link = front.body_link(&body.id);
            let rows = front.record_rows(front.pick(Some(&body.id), wanted));
            rows.into_iter().map(|row| RecordRow { body: Some(link.clone()), ..row }).collect()
        };
        let part = BodyPart {
            summary: front.body_summary(index),
            unaccounted: rows(&is_lost),
            open: rows(&is_open),
            files: front.body_files(index),
            years: front.archive_years(body),
            rows: table_rows(plan.ledger, body),
        };
        (body.id.clone(), part)
    });
    let late = front.late_measures(None);
    let mut waivers: BTreeMap<ContentPath, Vec<WaiverView>> = BTreeMap::new();
    for (path, waiver) in PageContext::new(plan, QUALITY).waivers() {
        waivers.entry(path).or_default().push(waiver);
    }
    Summary {
        bodies: bodies.collect(),
        late: late.iter().map(Vec::len).sum(),
        late_listed: late.map(|late| {
            let listed = late.into_iter().take(LATE_LISTED);
            let row = |(owner, measure)| (front.late_key(owner, measure), front.late_row(owner, measure));
            listed.map(row).collect()
        }),
        due: front.due_by_day(None),
        waivers,
    }
}

impl PageContext<'_> {
    /// The sums over all bodies, for the front page.
    pub(crate) fn site_headline(&self) -> Headline {
        let summary = self.site.summary;
        let home = &Subject::Home;
        Headline {
            unaccounted: self.count(summary.count(|body| &body.unaccounted), home, "k-unaccounted"),
            late: self.count(summary.late, home, "k-late"),
            open: self.count(summary.count(|body| &body.open), home, "k-open"),
            year: None,
        }
    }

    /// A body in the list of the front page.
    pub(crate) fn body_summary(&self, index: usize) -> BodySummary {
        let body = &self.ledger.bodies[index];
        let about = Subject::Body(index);
        BodySummary {
            link: self.link(&about, body.short_name()),
            name: body.meta.name.clone(),
            years: self.years_of(body),
            headline: self.headline(Some(&body.id), &about),
            measures: self.latest_measures(body),
            matrix: self.href(&Subject::Matrix(index)),
        }
    }

    /// Years with documents, the latest first.
    pub(crate) fn years_of(&self, body: &Body) -> Vec<Link> {
        body.years.iter().rev().map(|entry| self.year_link(&body.id, entry.year)).collect()
    }

    fn latest_measures(&self, body: &Body) -> usize {
        let Some(year) = body.latest_plan_year() else { return 0 };
        let records = year.records.iter().map(|id| self.ledger.record(*id).measures.len());
        let papers = year.papers.iter().map(|id| self.ledger.paper(*id).measures.len());
        records.chain(papers).sum()
    }

    /// The data files of a body.
    pub(crate) fn body_files(&self, body: usize) -> BodyFiles {
        BodyFiles {
            body: self.link(&Subject::Body(body), self.ledger.bodies[body].short_name()),
            workbook: self.href(&Subject::Workbook(body)).unwrap_or_default(),
            dates: self.href(&Subject::Dates(body)),
        }
    }
}

/// How many rows a body adds to each table of the whole site.
fn table_rows(ledger: &Ledger, body: &Body) -> BTreeMap<DataTable, usize> {
    let records = || ledger.records.iter().filter(|record| record.body == body.id);
    let papers = || ledger.papers.iter().filter(|paper| paper.body == body.id);
    let of_records = |count: fn(&Record) -> usize| records().map(count).sum::<usize>();
    let of_papers = |count: fn(&Paper) -> usize| papers().map(count).sum::<usize>();
    let lineages = ledger.lineages.iter().filter(|lineage| lineage.body == body.id).count();
    let balances = ledger.balances.iter().filter(|balance| balance.body == body.id).count();
    BTreeMap::from([
        (DataTable::Records, records().count()),
        (
            DataTable::Measures,
            of_records(|record| record.measures.len()) + of_papers(|paper| paper.measures.len()),
        ),
        (
            DataTable::Indicators,
            of_records(|record| record.indicators.len()) + of_papers(|paper| paper.indicators.len()),
        ),
        (DataTable::Lineages, lineages),
        (DataTable::Balances, balances),
    ])
}
