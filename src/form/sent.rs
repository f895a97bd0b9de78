//! What a browser sends: names and values, in the order of the form.

use super::figures;
use super::value::{Value, id_of};
use super::written::{Row, Written};
use crate::model::vocabulary::Lists;
use crate::source::Text;
use crate::table::{Field, Takes};

/// Names and values as they were sent.
#[derive(Debug, Clone, Default)]
pub struct Sent(Vec<(String, String)>);

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// To say what is wrong, and show the page.
    Check,
    /// The same as data, while somebody types.
    Follow,
    /// To write the file, if nothing is wrong with it.
    Save,
    /// To write it even so.
    SaveAnyway,
}

/// Name of the text that the form was made from, as JSON: line ends come back from a form as others.
pub(super) const BASE: &str = "base";
/// Name of the Markdown.
pub(super) const TEXT: &str = "text";
/// Name of the mark of a form that shows the whole file as text.
pub(super) const WHOLE: &str = "whole";
/// Name of the words for the commit.
pub(super) const MESSAGE: &str = "message";
/// Name of what is asked for.
pub(super) const DEED: &str = "do";

impl Sent {
    /// What was sent.
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name, value.replace("\r\n", "\n"))).collect())
    }

    /// What is asked for; a form that was sent without any of its buttons asks to be checked.
    pub fn deed(&self) -> Deed {
        match self.get(DEED).unwrap_or_default() {
            "save" => Deed::Save,
            "anyway" => Deed::SaveAnyway,
            "follow" => Deed::Follow,
            _ => Deed::Check,
        }
    }

    /// The text of the file that the form was made from.
    pub fn base(&self) -> Option<String> {
        serde_json::from_str(self.get(BASE)?).ok()
    }

    /// What the author says of the change.
    pub fn message(&self) -> &str {
        self.get(MESSAGE).unwrap_or_default().trim()
    }

    /// Whether the form shows the whole file as text.
    pub fn is_whole(&self) -> bool {
        self.get(WHOLE).is_some()
    }

    /// The Markdown, or the whole file.
    pub(super) fn text(&self) -> Option<String> {
        self.get(TEXT).map(|text| Text::new(&text.replace('\r', "\n")).clean.into_owned())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn has_any(&self, start: &str) -> bool {
        self.0.iter().any(|(name, _)| name.starts_with(start))
    }

    /// What was filled in for a field; none where the form did not have it.
    pub(super) fn field(&self, field: &Field) -> Option<Value> {
        let path = path_of("f", field.key);
        self.get(&format!("has.{}", field.key))?;
        Some(self.value(&path, field))
    }

    fn value(&self, path: &str, field: &Field) -> Value {
        match (&field.takes, field.is_list) {
            (Takes::Table(fields) | Takes::TextOrTable(fields), true) => {
                let items = (0..)
                    .map(|at| format!("{path}.{at}"))
                    .take_while(|item| self.has_any(&format!("{item}.")));
                let kept = items.filter(|item| self.get(&format!("{item}.gone")).is_none());
                Value::list(kept.map(|item| self.table(&item, fields)))
            }
            (Takes::Table(fields) | Takes::TextOrTable(fields), false) => self.table(path, fields),
            (_, true) => Value::list(self.all(path).map(Value::text)),
            (_, false) => self.get(path).map_or(Value::Nothing, Value::text),
        }
    }

    fn table(&self, path: &str, fields: &[Field]) -> Value {
        Value::Table(
            fields.iter().map(|field| (field.key, self.value(&path_of(path, field.key), field))).collect(),
        )
    }

    /// The rows of indicators.
    pub(super) fn figures(&self) -> Vec<figures::Row> {
        let rows = (0..).map(|at| format!("i.{at}")).take_while(|row| self.has_any(&format!("{row}.")));
        rows.map(|row| {
            let get = |name: &str| self.get(&format!("{row}.{name}")).unwrap_or_default();
            let line = |name: &str| Value::text(get(name)).as_text().to_owned();
            figures::Row {
                was: get("was").to_owned(),
                had: CELLS.map(|cell| line(&format!("had.{cell}"))),
                cells: CELLS.map(line),
                is_gone: !get("gone").is_empty(),
            }
        })
        .collect()
    }

    /// The rows of measures. Units may go by their names, except in a row whose units are `known` to be written so.
    pub(super) fn rows(&self, known: &[Written], lists: &Lists) -> Vec<Row> {
        let rows = (0..).map(|at| format!("m.{at}")).take_while(|row| self.has_any(&format!("{row}.")));
        rows.map(|row| {
            let get = |name: &str| self.get(&format!("{row}.{name}")).unwrap_or_default();
            let line = |name: &str| Value::text(get(name)).as_text().to_owned();
            let (was, units) = (get("was"), get("units"));
            let written = known
                .iter()
                .find(|known| known.row.was == was && known.row.units.join(" ") == words_of(units).join(" "));
            let units = written.map_or_else(|| units_of(units, lists), |known| known.row.units.clone());
            Row {
                was: was.to_owned(),
                units,
                words: line("words"),
                is_done: !get("done").is_empty(),
                deadline: line("deadline"),
                extended: line("extended"),
                is_gone: !get("gone").is_empty(),
            }
        })
        .collect()
    }
}

/// What a browser calls the cells of an indicator.
pub(super) const CELLS: [&str; 4] = ["name", "target", "actual", "unit"];

fn words_of(typed: &str) -> Vec<&str> {
    let words = typed.split([',', ';', ' ', '\n']).map(|unit| unit.trim_start_matches('@'));
    words.filter(|unit| !unit.is_empty()).collect()
}

/// The units that somebody typed: ids or names with commas between them, or ids with spaces.
fn units_of(typed: &str, lists: &Lists) -> Vec<String> {
    let id = |name: &str| id_of(name, &Takes::Unit, lists);
    let parts = typed.split([',', ';', '\n']).map(|part| part.trim().trim_start_matches('@'));
    let units = parts.flat_map(|part| {
        let (whole, words) = (id(part), words_of(part));
        let apart: Vec<String> = words.iter().map(|word| id(word)).collect();
        let are_units = typed.contains('@') || apart.iter().all(|unit| is_unit(unit, lists));
        if is_unit(&whole, lists) || !are_units && words.len() > 1 { vec![whole] } else { apart }
    });
    units.collect()
}

fn is_unit(id: &str, lists: &Lists) -> bool {
    lists.get(&Takes::Unit).is_some_and(|(_, units)| units.iter().any(|unit| unit.text == id))
}

/// The name of a field within another.
pub(super) fn path_of(above: &str, key: &str) -> String {
    format!("{above}.{key}")
}
