//! The indicators of a body over the years.

use super::compare::{IndicatorKey, indicator_key, reading};
use crate::model::ledger::{Indicator, Ledger, LineageId, PaperId};
use crate::model::view::{ConflictView, CurveView, Link, PageContent, Reading};
use crate::plan::address::Claims;
use crate::plan::charts::curve;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::Place;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Claims a page for each body.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        claims.add(Subject::Indicators(body), format!("{}/indicators.html", entry.id), top);
    }
}

/// In the header of every page of the body.
pub(crate) fn tool(context: &PageContext<'_>, subject: &Subject) -> Option<(&'static str, Subject)> {
    Some(("indicators", Subject::Indicators(subject.body(context.ledger)?)))
}

pub(crate) fn page(body: usize) -> Kind {
    Kind::new("indicators", move |context| {
        PageContent::page("indicators.html", context.indicators_page(body))
    })
    .titled(move |context| context.ledger.bodies[body].short_name().to_owned())
}

/// One value of an indicator: its year, and the page that states it.
struct IndicatorValue<'l> {
    year: i16,
    indicator: &'l Indicator,
    reading: Reading,
}

/// View of the indicators of a body.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct IndicatorsPage {
    /// The body.
    pub body: Link,
    /// Years with indicators.
    pub years: Vec<String>,
    /// Indicators by deficiency or paper.
    pub groups: Vec<IndicatorGroup>,
    /// Indicators with two values in one year.
    pub conflicts: Vec<ConflictView>,
}

/// Indicators of one deficiency or paper.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct IndicatorGroup {
    /// The deficiency or paper.
    pub link: Link,
    /// Its indicators.
    pub rows: Vec<IndicatorYears>,
    /// Whether any of them has a chart.
    pub has_curves: bool,
}

/// One indicator over the years.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct IndicatorYears {
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: Option<String>,
    /// Level.
    pub level: Option<String>,
    /// For each year of the page, its target and actual value, if there are any.
    pub readings: Vec<Option<Reading>>,
    /// The values as a chart, where that shows more than the numbers.
    pub curve: Option<CurveView>,
}

impl PageContext<'_> {
    pub(crate) fn indicators_page(&self, index: usize) -> IndicatorsPage {
        let body = &self.ledger.bodies[index];
        let lineages = self.lineages_of(&body.id).into_iter();
        let lineages = lineages.map(|id| (self.lineage_link(id), self.lineage_values(id)));
        let papers = self.plan.index.papers_of(&body.id).iter();
        let papers = papers.map(|id| (self.paper_link(*id), self.paper_values(*id)));
        let groups: Vec<(Link, Vec<IndicatorValue<'_>>)> =
            lineages.chain(papers).filter(|(_, values)| !values.is_empty()).collect();
        let years: BTreeSet<i16> =
            groups.iter().flat_map(|(_, values)| values.iter().map(|value| value.year)).collect();
        let years: Vec<i16> = years.into_iter().collect();
        IndicatorsPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            years: years.iter().map(|year| self.year_label(&body.id, *year)).collect(),
            groups: groups
                .into_iter()
                .map(|(link, values)| group(link, over_years(values, &years)))
                .collect(),
            conflicts: self.conflicts(self.plan.index.conflicts_of(&body.id).iter().copied()),
        }
    }

    fn lineage_values(&self, id: LineageId) -> Vec<IndicatorValue<'_>> {
        let records = self.ledger.lineages[id.0].records.iter().copied();
        let values = records.flat_map(|id| {
            let record = self.ledger.record(id);
            values(record.year, &record.indicators, self.href(&Subject::Record(id)))
        });
        values.collect()
    }

    fn paper_values(&self, id: PaperId) -> Vec<IndicatorValue<'_>> {
        let paper = self.ledger.paper(id);
        values(paper.year, &paper.indicators, self.href(&Subject::Paper(id))).collect()
    }
}

/// The indicators of one file in one year.
fn values(
    year: i16,
    indicators: &[Indicator],
    href: Option<String>,
) -> impl Iterator<Item = IndicatorValue<'_>> {
    indicators.iter().map(move |indicator| IndicatorValue {
        year,
        indicator,
        reading: reading(indicator, href.clone()),
    })
}

fn group(link: Link, rows: Vec<IndicatorYears>) -> IndicatorGroup {
    IndicatorGroup { link, has_curves: rows.iter().any(|row| row.curve.is_some()), rows }
}

/// Rows of one name and level each, in the order in which names first appear.
fn over_years(values: Vec<IndicatorValue<'_>>, years: &[i16]) -> Vec<IndicatorYears> {
    let mut at: BTreeMap<IndicatorKey, usize> = BTreeMap::new();
    let mut rows: Vec<Vec<Option<IndicatorValue<'_>>>> = Vec::new();
    for value in values {
        let row = *at.entry(indicator_key(value.indicator)).or_insert_with(|| {
            rows.push(years.iter().map(|_| None).collect());
            rows.len() - 1
        });
        if let Ok(column) = years.binary_search(&value.year) {
            rows[row][column].get_or_insert(value);
        }
    }
    rows.into_iter().filter_map(one_row).collect()
}

/// One indicator as a row, under its first name.
fn one_row(values: Vec<Option<IndicatorValue<'_>>>) -> Option<IndicatorYears> {
    let known: Vec<Option<&Indicator>> =
        values.iter().map(|value| value.as_ref().map(|value| value.indicator)).collect();
    let printed = &known.iter().flatten().next()?.row;
    Some(IndicatorYears {
        name: printed.name.value.clone(),
        unit: printed.unit.clone(),
        level: printed.level.clone(),
        curve: curve::draw(&known),
        readings: values.into_iter().map(|value| value.map(|value| value.reading)).collect(),
    })
}
