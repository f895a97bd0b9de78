//! Reports: whether the reports that plans ask for come late enough to cover their measures.
//!
//! Takes plans and the measures of their records; gives for each report the measures in its period that are due
//! after the report. It stands apart because it is the only step that compares deadlines with one another.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use crate::front_matter::Covers;
use crate::model::ledger::{DueReport, Ledger, Measure, PaperId, PaperRef, Uncovered};
use crate::source::ContentPath;
use crate::source::Place;
use crate::vietnamese::date::Date;
use crate::vietnamese::letters;
use std::collections::BTreeMap;

/// Finds for every report the measures in its period that are due after the last day of the report.
pub(super) fn cover(ledger: &mut Ledger) {
    let mut deadlines: BTreeMap<PaperId, Vec<Limit>> = BTreeMap::new();
    for record in &ledger.records {
        if let Some(PaperRef::Paper(plan)) = record.plan {
            deadlines.entry(plan).or_default().extend(limits(record.path(), &record.measures));
        }
    }
    for (index, paper) in ledger.papers.iter_mut().enumerate() {
        let mut measures = deadlines.remove(&PaperId(index)).unwrap_or_default();
        measures.extend(limits(&paper.document.path, &paper.measures));
        measures.sort();
        for report in &mut paper.reports_due {
            report.uncovered = report.due.iter().find_map(|due| uncovered(report, *due, &measures));
        }
    }
}

/// Last day of a measure, its file and its place. Sorted by day, then file, then place.
type Limit<'l> = (Date, &'l ContentPath, &'l Place);

fn limits<'l>(file: &'l ContentPath, measures: &'l [Measure]) -> impl Iterator<Item = Limit<'l>> {
    measures.iter().filter_map(move |measure| {
        let due = measure.item.deadline.as_ref()?.read.as_ref()?.due?;
        Some((due, file, &measure.item.place))
    })
}

/// The measures, sorted by deadline, that are due within the report's period but after its last day.
fn uncovered(report: &DueReport, last_day: Date, measures: &[Limit<'_>]) -> Option<Uncovered> {
    let end = covered_until(report, last_day)?;
    let late: Vec<_> = measures.iter().filter(|(due, ..)| *due > last_day && *due <= end).collect();
    let (first_due, _, first) = late.first()?;
    Some(Uncovered { due: last_day, count: late.len(), first_due: *first_due, first: (*first).clone() })
}

/// The last day of the period that a report covers, as its plan says, or else as its name says.
fn covered_until(report: &DueReport, last_day: Date) -> Option<Date> {
    let year = last_day.year();
    let name = letters::fold(&report.asked.what.value);
    let covers = report.asked.covers.or_else(|| covers_by_name(&name))?;
    let month = match covers {
        Covers::Year => 12,
        Covers::HalfYear => 6,
        Covers::Quarter => (last_day.month() + 2) / 3 * 3,
    };
    Date::new(year, month, 1).ok().map(jiff::civil::Date::last_of_month)
}

/// `Báo cáo 6 tháng` covers a half-year, `Báo cáo quý I` a quarter, `Báo cáo năm` a year.
fn covers_by_name(name: &str) -> Option<Covers> {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match () {
        () if has(&["6 thang", "sau thang", "half-year", "half year", "semi-annual"]) => {
            Some(Covers::HalfYear)
        }
        () if has(&["quy ", "quarter"]) => Some(Covers::Quarter),
        () if has(&["nam", "year", "annual", "tong ket"]) => Some(Covers::Year),
        () => None,
    }
}
