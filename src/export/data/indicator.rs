//! Indicators in data files.

use super::cell::{CellValue, Columns, Owner, maybe, number, page, text};
use super::deadline::{self, DeadlineData, last_day, raw};
use crate::model::document::Cell;
use crate::model::ledger::Indicator;
use crate::vietnamese::figure::{Bound, Figure};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An indicator.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct IndicatorData {
    /// Its name.
    pub name: String,
    /// Number to reach.
    pub target: Option<FigureData>,
    /// Number reached.
    pub actual: Option<FigureData>,
    /// Unit of both.
    pub unit: Option<String>,
    /// Whether the target is met; none where that cannot be said.
    pub met: Option<bool>,
    /// Level that it is set for.
    pub level: Option<String>,
    /// When it is due.
    pub deadline: Option<DeadlineData>,
}

pub(super) fn indicator_data(indicator: &Indicator) -> IndicatorData {
    let row = &indicator.row;
    IndicatorData {
        name: row.name.value.clone(),
        target: row.target.as_ref().map(figure_data),
        actual: row.actual.as_ref().map(figure_data),
        unit: indicator.unit.clone(),
        met: indicator.met,
        level: row.level.clone(),
        deadline: row.deadline.as_ref().map(deadline::deadline_data),
    }
}

/// Columns of the table, with the cell of each in a row.
pub(super) fn columns<'w>() -> Columns<'w, (Owner<'w>, &'w IndicatorData)> {
    vec![
        ("body", |words, _| words.body()),
        ("year", |_, (owner, _)| number(owner.year)),
        ("owner", |_, (owner, _)| text(owner.title)),
        ("indicator", |_, (_, indicator)| text(indicator.name.as_str())),
        ("level", |_, (_, indicator)| maybe(indicator.level.as_deref())),
        ("target_raw", |_, (_, indicator)| raw_figure(indicator.target.as_ref())),
        ("target", |_, (_, indicator)| figure(indicator.target.as_ref())),
        ("actual_raw", |_, (_, indicator)| raw_figure(indicator.actual.as_ref())),
        ("actual", |_, (_, indicator)| figure(indicator.actual.as_ref())),
        ("unit", |_, (_, indicator)| maybe(indicator.unit.as_deref())),
        ("met", |words, (_, indicator)| {
            indicator
                .met
                .map_or(CellValue::Empty, |met| words.label("indicator", if met { "met" } else { "unmet" }))
        }),
        ("deadline", |_, (_, indicator)| raw(indicator.deadline.as_ref())),
        ("due", |_, (_, indicator)| last_day(indicator.deadline.as_ref())),
        ("page", |_, (owner, _)| page(owner.page)),
    ]
}

/// A number, as printed and as read.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FigureData {
    /// As printed.
    pub raw: String,
    /// The number; all the rest is none too where it is not one.
    #[serde(flatten)]
    pub figure: Option<FigureValue>,
}

fn figure_data(cell: &Cell) -> FigureData {
    FigureData { raw: cell.raw.value.clone(), figure: cell.figure.as_ref().and_then(figure_value) }
}

/// What a printed number says.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FigureValue {
    /// Its value.
    pub value: serde_json::Number,
    /// How the value bounds the true one.
    pub bound: Bound,
    /// Upper end of a range: 7 in `5 - 7%`.
    pub up_to: Option<serde_json::Number>,
    /// Whether it is printed against the Vietnamese rule: `13.6 triệu`.
    pub doubtful: bool,
    /// What it is out of: 10 in `9/10`.
    pub of: Option<serde_json::Number>,
    /// Its companion: 117 in `06 / 117`.
    pub with: Option<serde_json::Number>,
    /// Unit printed with it.
    pub unit: Option<String>,
}

fn figure_value(figure: &Figure) -> Option<FigureValue> {
    Some(FigureValue {
        value: json_number(figure.value)?,
        bound: figure.bound,
        up_to: figure.up_to.and_then(json_number),
        doubtful: figure.doubtful,
        of: figure.of.and_then(json_number),
        with: figure.with.as_ref().and_then(|with| json_number(with.value)),
        unit: figure.unit.clone(),
    })
}

/// A decimal as a JSON number, digit for digit.
fn json_number(decimal: rust_decimal::Decimal) -> Option<serde_json::Number> {
    decimal.normalize().to_string().parse().ok()
}

fn figure<'v>(figure: Option<&FigureData>) -> CellValue<'v> {
    let value = figure.and_then(|figure| figure.figure.as_ref()).map(|figure| &figure.value);
    value.map_or(CellValue::Empty, number)
}

fn raw_figure(figure: Option<&FigureData>) -> CellValue<'_> {
    maybe(figure.map(|figure| figure.raw.as_str()))
}
