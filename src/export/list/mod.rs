//! Lists: what somebody asks of the ledger, for a terminal, a script or a calendar.
//!
//! Takes the items of each body that answer a [`Question`]; gives the list in one of four formats. It
//! stands apart from the data files because it holds a part of them only. The items, columns and events are
//! theirs, so that a list cannot say anything else than the site.

mod answer;
mod item;
mod json;
mod question;
mod table;

pub use answer::{Entry, List, Names};
pub use item::{Item, What};
pub use json::{ListData, schema};
pub use question::{Period, Question};

use crate::export::calendar::{self, Event};
use crate::export::data::csv;
use crate::language::Language;
use crate::model::strings::Strings;

impl List {
    /// As text in columns, at most `width` wide.
    pub fn to_table(&self, strings: &Strings, width: usize) -> String {
        table::write(self, strings, width)
    }

    /// As CSV, with the columns of the site's own tables.
    pub fn to_csv(&self, strings: &Strings) -> Vec<u8> {
        csv::of_rows(&self.what.columns(), strings, self.entries.iter().map(|entry| entry.row.as_slice()))
    }

    /// As JSON: see [`ListData`].
    pub fn to_json(&self) -> Vec<u8> {
        json::write(self)
    }

    /// As a calendar.
    pub fn to_calendar(&self, language: Language) -> Vec<u8> {
        let events: Vec<Event> = self.entries.iter().filter_map(|entry| entry.event.clone()).collect();
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ =
            calendar::write(&self.name, language.tag(), &mut bytes, [calendar::events(&events, self.as_of)]);
        bytes
    }
}
