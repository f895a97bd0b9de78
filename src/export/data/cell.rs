//! Cells of tables, and the words of the theme that they take.
//!
//! Takes a value of the data; gives a cell for both CSV and the workbook. Keys of a vocabulary become words
//! of the theme here.

use crate::model::ledger::Body;
use crate::model::strings::Strings;
use crate::vietnamese::date::Date;
use serde::Serialize;
use std::borrow::Cow;

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
    Page(Cow<'v, str>),
}

impl CellValue<'_> {
    /// The same cell by itself, without the data that it was made from.
    pub fn into_owned(self) -> CellValue<'static> {
        match self {
            Self::Empty => CellValue::Empty,
            Self::Text(words) => CellValue::Text(words.into_owned().into()),
            Self::Number(digits) => CellValue::Number(digits),
            Self::Day(date) => CellValue::Day(date),
            Self::Page(path) => CellValue::Page(path.into_owned().into()),
        }
    }

    /// The cell as text.
    pub fn show(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Page(text) => Cow::Borrowed(text),
            Self::Number(digits) => Cow::Borrowed(digits),
            Self::Day(date) => Cow::Owned(date.to_string()),
        }
    }
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

/// Columns of a table whose rows are made from `R`: the key of the column's title in the theme's strings,
/// and its cell.
pub(crate) type Columns<'w, R> = Vec<(&'static str, fn(TableWords<'w>, R) -> CellValue<'w>)>;

/// The record or paper that measures and indicators belong to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Owner<'d> {
    pub(crate) year: i16,
    pub(crate) title: &'d str,
    pub(crate) page: &'d str,
}

impl<'w> TableWords<'w> {
    /// The word that the theme has for a key of a vocabulary.
    pub(super) fn word(&self, group: &str, of: impl Serialize) -> CellValue<'w> {
        let key = match serde_json::to_value(of) {
            Ok(serde_json::Value::String(key)) => key,
            _ => return CellValue::Empty,
        };
        let public = self.strings.find("public", &key).filter(|_| self.is_public);
        let word = public.or_else(|| self.strings.find(group, &key));
        word.map_or_else(|| text(key.clone()), text)
    }

    /// A label of the theme.
    pub(super) fn label(&self, group: &str, key: &'static str) -> CellValue<'w> {
        text(self.strings.get(group, key))
    }

    /// Yes or no.
    pub(super) fn yes_or_no(&self, yes: bool) -> CellValue<'w> {
        self.label("table", if yes { "yes" } else { "no" })
    }

    /// The body.
    pub(super) fn body(&self) -> CellValue<'w> {
        self.body.map_or(CellValue::Empty, |body| text(body.short_name()))
    }

    fn unit(&self, id: &'w str) -> &'w str {
        self.body.and_then(|body| body.unit(id)).map_or(id, |unit| unit.name.as_str())
    }

    /// A unit's name, by its id.
    pub(super) fn lead(&self, lead: Option<&'w String>) -> CellValue<'w> {
        lead.map_or(CellValue::Empty, |id| text(self.unit(id)))
    }

    /// Names of units, by their ids.
    pub(super) fn units(&self, ids: &'w [String]) -> CellValue<'w> {
        list(ids.iter().map(|id| self.unit(id)))
    }

    /// An area's name, by its id.
    pub(super) fn area(&self, id: Option<&'w String>) -> CellValue<'w> {
        let areas = self.body.map_or(&[][..], |body| &body.meta.areas);
        let name = |id: &'w String| {
            areas.iter().find(|area| area.id.value == *id).map_or(id.as_str(), |area| area.name.as_str())
        };
        id.map_or(CellValue::Empty, |id| text(name(id)))
    }
}

pub(super) fn text<'v>(words: impl Into<Cow<'v, str>>) -> CellValue<'v> {
    CellValue::Text(words.into())
}

pub(super) fn page(path: &str) -> CellValue<'_> {
    CellValue::Page(path.into())
}

pub(super) fn maybe(words: Option<&str>) -> CellValue<'_> {
    words.filter(|words| !words.is_empty()).map_or(CellValue::Empty, text)
}

pub(super) fn number<'v>(n: impl ToString) -> CellValue<'v> {
    CellValue::Number(n.to_string())
}

pub(super) fn day<'v>(date: Option<Date>) -> CellValue<'v> {
    date.map_or(CellValue::Empty, CellValue::Day)
}

/// Separator of several values in one cell.
pub(super) const SEPARATOR: &str = "; ";

/// Several values in one cell.
pub(super) fn list<'v>(words: impl Iterator<Item = &'v str>) -> CellValue<'v> {
    let words: Vec<&str> = words.collect();
    match words.as_slice() {
        [] => CellValue::Empty,
        [one] => text(*one),
        many => text(many.join(SEPARATOR)),
    }
}
