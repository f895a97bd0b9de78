//! The answer to a question, before it has a format. Apart because every format takes it.

use super::item::{Item, What};
use crate::export::calendar::Event;
use crate::export::data::CellValue;
use crate::settings::Edition;
use crate::vietnamese::date::Date;
use std::collections::BTreeMap;

/// One line of a list.
#[derive(Debug)]
pub struct Entry {
    /// Body that it belongs to.
    pub body: String,
    /// What is listed.
    pub item: Item,
    /// Its cells, in the words of its body.
    pub row: Vec<CellValue<'static>>,
    /// Its event in the calendars, if it is a deadline.
    pub event: Option<Event>,
}

/// The answer to a question.
#[derive(Debug)]
pub struct List {
    /// What was asked for.
    pub what: What,
    /// Edition that it is of.
    pub edition: Edition,
    /// Day on which lateness was judged.
    pub as_of: Date,
    /// Name of the list as a calendar.
    pub name: String,
    /// Whether only one body could be in it.
    pub is_of_one_body: bool,
    /// Its lines, in the order of the data files.
    pub entries: Vec<Entry>,
}

/// The bodies of an edition by id, each with the ids and names of its units.
pub type Names = BTreeMap<String, (String, Vec<(String, String)>)>;
