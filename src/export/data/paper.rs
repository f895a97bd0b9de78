//! Reviews, plans and reports in data files, and the reports that plans ask for.

use super::cell::{Columns, day, number, page, text};
use super::indicator::{self, IndicatorData};
use super::measure::{self, MeasureData};
use crate::model::ledger::{DueReport, Paper};
use crate::vietnamese::date::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A review, plan or report of the content.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PaperData {
    /// Body.
    pub body: String,
    /// Year of its folder.
    pub year: i16,
    /// `review`, `plan` or `report`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Official number.
    pub number: Option<String>,
    /// Day it was signed.
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub date: Option<Date>,
    /// Its page.
    pub page: String,
    /// Measures of its own.
    pub measures: Vec<MeasureData>,
    /// Indicators of its own.
    pub indicators: Vec<IndicatorData>,
}

pub(super) fn paper_data(paper: &Paper) -> PaperData {
    let common = paper.document.meta.paper();
    PaperData {
        body: paper.body.clone(),
        year: paper.year,
        kind: paper.document.meta.kind().to_owned(),
        title: paper.document.title.value.clone(),
        number: common
            .and_then(|common| common.number.as_ref())
            .map(|number| number.value.as_str().to_owned()),
        date: common.and_then(|common| Some(common.date.as_ref()?.value)),
        page: paper.document.path.page(),
        measures: paper.measures.iter().map(measure::measure_data).collect(),
        indicators: paper.indicators.iter().map(indicator::indicator_data).collect(),
    }
}

/// A report that a plan asks for.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReportDueData {
    /// Body.
    pub body: String,
    /// Year of the plan.
    pub year: i16,
    /// Page of the plan.
    pub plan: String,
    /// Name of the report.
    pub what: String,
    /// Who receives it.
    pub to: Option<String>,
    /// How often, as an ISO 8601 duration.
    pub every: Option<String>,
    /// Last good days.
    #[schemars(with = "Vec<String>")]
    pub due: Vec<Date>,
}

pub(super) fn reports_due(paper: &Paper) -> Vec<ReportDueData> {
    let report = |due: &DueReport| ReportDueData {
        body: paper.body.clone(),
        year: paper.year,
        plan: paper.document.path.page(),
        what: due.asked.what.value.clone(),
        to: due.asked.to.as_ref().map(|to| to.value.clone()),
        every: due.asked.every.as_ref().map(ToString::to_string),
        due: due.due.clone(),
    };
    paper.reports_due.iter().map(report).collect()
}

/// Columns of the reports that plans ask for. `as_of` is the day of the data.
pub(crate) fn report_columns<'w>() -> Columns<'w, (&'w ReportDueData, Date)> {
    vec![
        ("body", |words, _| words.body()),
        ("year", |_, (report, _)| number(report.year)),
        ("report", |_, (report, _)| text(report.what.as_str())),
        ("recipient", |words, (report, _)| words.lead(report.to.as_ref())),
        ("next", |_, (report, as_of)| day(report.due.iter().find(|due| **due >= as_of).copied())),
        ("due", |_, (report, _)| day(report.due.last().copied())),
        ("page", |_, (report, _)| page(&report.plan)),
    ]
}
