//! Indicators of a body over the years.

use super::Subject;
use super::compare::reading;
use super::desk::Desk;
use crate::model::document;
use crate::model::ledger::{LineageId, PaperId};
use crate::model::view::{IndicatorGroup, IndicatorYears, IndicatorsPage, Link, Reading};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// One value of an indicator: its year, and what it says.
struct Value {
    year: i16,
    name: String,
    unit: Option<String>,
    level: Option<String>,
    reading: Reading,
}

impl Desk<'_> {
    /// The page of a body's indicators.
    pub(super) fn indicators_page(&self, index: usize) -> IndicatorsPage {
        let body = &self.ledger.bodies[index];
        let lineages = self.lineages_of(&body.id).into_iter();
        let lineages = lineages.map(|id| (self.lineage_link(id), self.lineage_values(id)));
        let papers = self.ledger.papers.iter().enumerate().filter(|(_, paper)| paper.body == body.id);
        let papers = papers.map(|(id, _)| (self.paper_link(PaperId(id)), self.paper_values(PaperId(id))));
        let groups: Vec<(Link, Vec<Value>)> =
            lineages.chain(papers).filter(|(_, values)| !values.is_empty()).collect();
        let years: BTreeSet<i16> =
            groups.iter().flat_map(|(_, values)| values.iter().map(|value| value.year)).collect();
        let years: Vec<i16> = years.into_iter().collect();
        IndicatorsPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            years: years.iter().map(|year| self.year_label(&body.id, *year)).collect(),
            groups: groups
                .into_iter()
                .map(|(link, values)| IndicatorGroup { link, rows: over_years(values, &years) })
                .collect(),
            conflicts: self.conflicts(|conflict| conflict.body == body.id),
        }
    }

    fn lineage_values(&self, id: LineageId) -> Vec<Value> {
        let records = self.ledger.lineages[id.0].records.iter().copied();
        let values = records.flat_map(|id| {
            let record = self.ledger.record(id);
            let href = self.href(&Subject::Record(id));
            record.indicators.iter().map(move |indicator| Value {
                year: record.year,
                name: indicator.row.name.value.clone(),
                unit: indicator.row.unit.clone(),
                level: indicator.row.level.clone(),
                reading: reading(indicator, href.clone()),
            })
        });
        values.collect()
    }

    fn paper_values(&self, id: PaperId) -> Vec<Value> {
        let paper = self.ledger.paper(id);
        let href = self.href(&Subject::Paper(id));
        let cell = |cell: &Option<document::Cell>| cell.as_ref().map(|cell| cell.raw.value.clone());
        let values = paper.document.indicators().map(|row| Value {
            year: paper.year,
            name: row.name.value.clone(),
            unit: row.unit.clone(),
            level: row.level.clone(),
            reading: Reading {
                target: cell(&row.target),
                actual: cell(&row.actual),
                met: None,
                href: href.clone(),
            },
        });
        values.collect()
    }
}

/// Values of one name and level in one row, in the order in which the names first appear.
fn over_years(values: Vec<Value>, years: &[i16]) -> Vec<IndicatorYears> {
    let mut at: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    let mut rows: Vec<IndicatorYears> = Vec::new();
    for value in values {
        let key = (fold(&value.name), value.level.clone());
        let row = *at.entry(key).or_insert_with(|| {
            rows.push(IndicatorYears {
                name: value.name.clone(),
                unit: value.unit.clone(),
                level: value.level.clone(),
                readings: vec![None; years.len()],
            });
            rows.len() - 1
        });
        if let Ok(column) = years.binary_search(&value.year) {
            rows[row].readings[column].get_or_insert(value.reading);
        }
    }
    rows
}
