//! Tables: the ledger's lists as rows, for people who work with a spreadsheet.
//!
//! Takes the data of a body and the theme's strings; gives rows for both CSV and the workbook. A row is
//! made from the same `format` type as the JSON, so that the files of a site cannot disagree; keys of a
//! vocabulary become words of the theme here.

use super::format::{
    DeadlineData, DocumentData, FigureData, IndicatorData, LineageData, MeasureData, RecordData,
};
use super::ledger::BodyData;
use crate::model::ledger::{Balance, Body};
use crate::model::strings::Strings;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DataTable {
    /// One row for each record.
    Records,
    /// One for each measure.
    Measures,
    /// One for each indicator.
    Indicators,
    /// One for each lineage.
    Lineages,
    /// One for each pair of consecutive plan years.
    Balances,
    /// One for each official document.
    Documents,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue<'v> {
    /// An empty cell.
    Empty,
    /// A text.
    Text(Cow<'v, str>),
    /// A number, digit for digit.
    Number(String),
    /// A date.
    Day(Date),
    /// A page of the site, as its path.
    Page(&'v str),
}

/// Where the words of a table come from.
#[derive(Debug, Clone, Copy)]
pub struct TableWords<'w> {
    /// Strings of the theme.
    pub strings: &'w Strings,
    /// Whether the edition is the public one.
    pub is_public: bool,
    /// The body of the rows; none for the documents of the whole site.
    pub body: Option<&'w Body>,
}

impl DataTable {
    /// All tables.
    pub const ALL: [Self; 6] =
        [Self::Records, Self::Measures, Self::Indicators, Self::Lineages, Self::Balances, Self::Documents];

    /// Its name: of the file, and the key of its title in the theme's strings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Measures => "measures",
            Self::Indicators => "indicators",
            Self::Lineages => "lineages",
            Self::Balances => "balances",
            Self::Documents => "documents",
        }
    }

    /// Its columns, as keys of the theme's strings.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Records => &[
                "body",
                "year",
                "title",
                "status",
                "origin",
                "onward",
                "recognised",
                "area",
                "lead",
                "coordinate",
                "monitor",
                "plan",
                "measures",
                "claimed",
                "late",
                "verdict",
                "continue_in",
                "promise",
                "cites",
                "deficiency",
                "page",
            ],
            Self::Measures => &[
                "body",
                "year",
                "owner",
                "measure",
                "deadline",
                "start",
                "due",
                "struck",
                "lead",
                "coordinate",
                "claimed_done",
                "is_late",
                "page",
            ],
            Self::Indicators => &[
                "body",
                "year",
                "owner",
                "indicator",
                "level",
                "target_raw",
                "target",
                "actual_raw",
                "actual",
                "unit",
                "met",
                "deadline",
                "due",
                "page",
            ],
            Self::Lineages => {
                &["body", "title", "outcome", "years", "years_outstanding", "deficiency", "page"]
            }
            Self::Balances => &[
                "body",
                "from",
                "to",
                "unresolved",
                "carried",
                "withheld",
                "unaccounted",
                "split_extra",
                "merge_absorbed",
                "inherited",
                "resurfaced",
                "reopened",
                "new",
                "records",
                "fixed",
                "dropped",
                "unresolved_end",
                "years_without_documents",
            ],
            Self::Documents => &["number", "date", "kind", "issuer", "subject", "cited_by", "page"],
        }
    }

    /// Calls `take` with each of its rows of one body. The documents belong to the whole site and have no
    /// rows here.
    pub fn rows<'d>(
        self,
        data: &'d BodyData,
        words: TableWords<'d>,
        mut take: impl FnMut(Vec<CellValue<'d>>),
    ) {
        match self {
            Self::Records => data.records.iter().for_each(|record| take(words.record(record))),
            Self::Measures => {
                for (owner, measures, _) in data.owners() {
                    measures.iter().for_each(|measure| take(words.measure(&owner, measure)));
                }
            }
            Self::Indicators => {
                for (owner, _, indicators) in data.owners() {
                    indicators.iter().for_each(|indicator| take(words.indicator(&owner, indicator)));
                }
            }
            Self::Lineages => data.lineages.iter().for_each(|lineage| take(words.lineage(lineage))),
            Self::Balances => data.balances.iter().for_each(|balance| take(words.balance(balance))),
            Self::Documents => {}
        }
    }
}

/// The record or paper that measures and indicators belong to.
pub(super) struct Owner<'d> {
    year: i16,
    title: &'d str,
    page: &'d str,
}

impl BodyData {
    /// Owners with their measures and indicators: records, then papers that have some of their own.
    fn owners(&self) -> impl Iterator<Item = (Owner<'_>, &[MeasureData], &[IndicatorData])> {
        let records = self.records.iter().map(|record| {
            let owner = Owner { year: record.year, title: &record.title, page: &record.page };
            (owner, record.measures.as_slice(), record.indicators.as_slice())
        });
        let papers = self.papers.iter().map(|paper| {
            let owner = Owner { year: paper.year, title: &paper.title, page: &paper.page };
            (owner, paper.measures.as_slice(), paper.indicators.as_slice())
        });
        records.chain(papers)
    }
}

impl<'w> TableWords<'w> {
    fn word(&self, group: &str, of: impl Serialize) -> CellValue<'w> {
        let key = match serde_json::to_value(of) {
            Ok(serde_json::Value::String(key)) => key,
            _ => return CellValue::Empty,
        };
        let public = self.strings.find("public", &key).filter(|_| self.is_public);
        let word = public.or_else(|| self.strings.find(group, &key));
        word.map_or_else(|| text(key.clone()), text)
    }

    fn yes_or_no(&self, yes: bool) -> CellValue<'w> {
        text(self.strings.get("table", if yes { "yes" } else { "no" }))
    }

    fn body(&self) -> CellValue<'w> {
        self.body.map_or(CellValue::Empty, |body| text(body.short_name()))
    }

    fn unit(&self, id: &'w str) -> &'w str {
        self.body.and_then(|body| body.unit(id)).map_or(id, |unit| unit.name.as_str())
    }

    fn lead(&self, lead: Option<&'w String>) -> CellValue<'w> {
        lead.map_or(CellValue::Empty, |id| text(self.unit(id)))
    }

    fn units(&self, ids: &'w [String]) -> CellValue<'w> {
        list(ids.iter().map(|id| self.unit(id)))
    }

    fn area(&self, id: &'w str) -> &'w str {
        let areas = self.body.map_or(&[][..], |body| &body.meta.areas);
        areas.iter().find(|area| area.id.value == id).map_or(id, |area| area.name.as_str())
    }

    fn record(&self, record: &'w RecordData) -> Vec<CellValue<'w>> {
        let claimed = record.measures.iter().filter(|measure| measure.claimed_done).count();
        let late = record.measures.iter().filter(|measure| measure.late).count();
        vec![
            self.body(),
            number(record.year),
            text(record.title.as_str()),
            self.word("status", record.status),
            self.word("state", record.origin),
            self.word("state", record.onward),
            number(record.recognised),
            record.area.as_ref().map_or(CellValue::Empty, |area| text(self.area(area))),
            self.lead(record.lead.as_ref()),
            self.units(&record.coordinate),
            self.units(&record.monitor),
            maybe(record.plan.as_deref()),
            number(record.measures.len()),
            number(claimed),
            number(late),
            maybe(Some(record.verdict.as_str())),
            record.continue_in.map_or(CellValue::Empty, number),
            record.promise.map_or(CellValue::Empty, |promise| self.word("promise", promise)),
            list(record.cites.iter().map(String::as_str)),
            text(record.deficiency.as_str()),
            CellValue::Page(&record.page),
        ]
    }

    fn measure(&self, owner: &Owner<'w>, measure: &'w MeasureData) -> Vec<CellValue<'w>> {
        let deadline = measure.deadline.as_ref();
        vec![
            self.body(),
            number(owner.year),
            text(owner.title),
            text(measure.text.as_str()),
            raw(deadline),
            day(deadline.and_then(|deadline| deadline.start)),
            day(deadline.and_then(|deadline| deadline.due)),
            list(measure.extensions.iter().map(|struck| struck.raw.as_str())),
            self.lead(measure.lead.as_ref()),
            self.units(&measure.coordinate),
            self.yes_or_no(measure.claimed_done),
            self.yes_or_no(measure.late),
            CellValue::Page(owner.page),
        ]
    }

    fn indicator(&self, owner: &Owner<'w>, indicator: &'w IndicatorData) -> Vec<CellValue<'w>> {
        let (target, actual) = (indicator.target.as_ref(), indicator.actual.as_ref());
        let deadline = indicator.deadline.as_ref();
        vec![
            self.body(),
            number(owner.year),
            text(owner.title),
            text(indicator.name.as_str()),
            maybe(indicator.level.as_deref()),
            maybe(target.map(|figure| figure.raw.as_str())),
            figure(target),
            maybe(actual.map(|figure| figure.raw.as_str())),
            figure(actual),
            maybe(indicator.unit.as_deref()),
            indicator.met.map_or(CellValue::Empty, |met| {
                text(self.strings.get("indicator", if met { "met" } else { "unmet" }))
            }),
            raw(deadline),
            day(deadline.and_then(|deadline| deadline.due)),
            CellValue::Page(owner.page),
        ]
    }

    fn lineage(&self, lineage: &'w LineageData) -> Vec<CellValue<'w>> {
        let years = lineage.records.iter().filter_map(|record| record.split('/').nth(1));
        vec![
            self.body(),
            text(lineage.title.as_str()),
            self.word("outcome", lineage.outcome),
            list(years),
            number(lineage.years_outstanding),
            text(lineage.deficiency.as_str()),
            CellValue::Page(&lineage.page),
        ]
    }

    fn balance(&self, balance: &'w Balance) -> Vec<CellValue<'w>> {
        let counts = [
            balance.unresolved,
            balance.carried,
            balance.withheld,
            balance.unaccounted,
            balance.split_extra,
            balance.merge_absorbed,
            balance.inherited,
            balance.resurfaced,
            balance.reopened,
            balance.new,
            balance.records,
            balance.fixed,
            balance.dropped,
            balance.unresolved_end,
        ];
        let gaps: Vec<String> = balance.years_without_documents.iter().map(i16::to_string).collect();
        let gaps = if gaps.is_empty() { CellValue::Empty } else { text(gaps.join(SEPARATOR)) };
        let head = [self.body(), number(balance.from), number(balance.to)];
        head.into_iter().chain(counts.map(number)).chain([gaps]).collect()
    }
}

/// An official document as a row.
pub fn document_row(document: &DocumentData) -> Vec<CellValue<'_>> {
    vec![
        text(document.number.as_str()),
        day(document.date),
        maybe(document.kind.as_deref()),
        maybe(document.issuer.as_deref()),
        maybe(document.subject.as_deref()),
        number(document.cited_by.len()),
        CellValue::Page(&document.page),
    ]
}

fn text<'v>(words: impl Into<Cow<'v, str>>) -> CellValue<'v> {
    CellValue::Text(words.into())
}

fn maybe(words: Option<&str>) -> CellValue<'_> {
    words.filter(|words| !words.is_empty()).map_or(CellValue::Empty, text)
}

fn number<'v>(n: impl ToString) -> CellValue<'v> {
    CellValue::Number(n.to_string())
}

fn day<'v>(date: Option<Date>) -> CellValue<'v> {
    date.map_or(CellValue::Empty, CellValue::Day)
}

fn raw(deadline: Option<&DeadlineData>) -> CellValue<'_> {
    maybe(deadline.map(|deadline| deadline.raw.as_str()))
}

fn figure<'v>(figure: Option<&FigureData>) -> CellValue<'v> {
    let value = figure.and_then(|figure| figure.figure.as_ref()).map(|figure| &figure.value);
    value.map_or(CellValue::Empty, number)
}

/// Separator of several values in one cell.
const SEPARATOR: &str = "; ";

/// Several values in one cell.
fn list<'v>(words: impl Iterator<Item = &'v str>) -> CellValue<'v> {
    let words: Vec<&str> = words.collect();
    match words.as_slice() {
        [] => CellValue::Empty,
        [one] => text(*one),
        many => text(many.join(SEPARATOR)),
    }
}
