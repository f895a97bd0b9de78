//! Where the thing at a place leads: to the file of a record, a paper or a page, to the entry of a unit, an area or
//! a document, or to the records of a deficiency in other years.

use super::find::Found;
use super::known::Known;
use super::manuscript::Manuscript;
use super::thing::Thing;
use crate::model::document::Document;
use crate::model::ledger::{OfficialDocument, Record};
use crate::source::link::{Target, read_target};
use crate::source::{ContentPath, Place};

/// Where the thing at byte `at` leads. It may lead to several places, or nowhere.
pub fn leads(known: &Known<'_>, manuscript: &Manuscript, at: usize) -> Vec<Place> {
    let Some((_, thing)) = manuscript.thing_at(at) else { return Vec::new() };
    let body = known.body_of(manuscript);
    match &thing {
        Thing::Deadline(_) | Thing::Word(..) => Vec::new(),
        Thing::Number(number, date) => known
            .official(manuscript, number, *date)
            .and_then(|found| official(known, found))
            .into_iter()
            .collect(),
        Thing::Document(text) => match known.named(manuscript, text) {
            Some(Found::Paper(paper)) => vec![paper.title.place.clone()],
            Some(Found::Official(found)) => official(known, found).into_iter().collect(),
            None => Vec::new(),
        },
        Thing::Unit(id) => {
            body.and_then(|body| body.unit(id)).map(|unit| unit.id.place.clone()).into_iter().collect()
        }
        Thing::Area(id) => {
            let areas = body.into_iter().flat_map(|body| &body.meta.areas);
            areas.filter(|area| area.id.value == *id).map(|area| area.id.place.clone()).collect()
        }
        Thing::Body(id) => {
            let body = known.whole.ledger.body(id).map(|body| body.document.title.place.clone());
            let issuers = known.whole.register.iter().flat_map(|register| &register.issuers);
            let issuer =
                issuers.filter(|issuer| issuer.id.value == *id).map(|issuer| issuer.id.place.clone());
            body.into_iter().chain(issuer).collect()
        }
        Thing::Record(from) => {
            known.record(manuscript, from).map(|record| record.document.name_place()).into_iter().collect()
        }
        Thing::Deficiency(name) => deficiency(known, manuscript, name),
        Thing::Link(target) => link(known, manuscript, target).into_iter().collect(),
    }
}

/// The paper that a document is, or its entry in the register.
fn official(known: &Known<'_>, document: &OfficialDocument) -> Option<Place> {
    if let Some(path) = &document.paper {
        return Some(known.document(path)?.title.place.clone());
    }
    let issuer = document.issuer.as_ref().map(|issuer| issuer.id.as_str());
    let entries = known.whole.register.as_ref()?.entries.iter();
    let mut entries = entries.filter(|entry| entry.number.value == document.number);
    let fits = |entry: &&_| {
        let entry: &crate::front_matter::register::RegisterEntry = entry;
        let named = entry.issuer.as_ref().map(|issuer| issuer.value.as_str());
        (named.is_none() || named == issuer) && entry.date == document.date
    };
    let first = entries.clone().next();
    entries.find(fits).or(first).map(|entry| entry.number.place.clone())
}

/// From a plan to its record; from a record to the other years of its lineage, and to what it goes on from or into.
fn deficiency(known: &Known<'_>, manuscript: &Manuscript, name: &str) -> Vec<Place> {
    let Some(body) = manuscript.body() else { return Vec::new() };
    let records: Vec<&Record> = known.lineage(body, name).collect();
    let own = records.iter().find(|record| Some(record.year) == manuscript.path.year());
    let Some(record) = known.record_of(manuscript) else {
        return own.into_iter().map(|record| record.document.name_place()).collect();
    };
    let ledger = &known.whole.ledger;
    let linked = record.from.iter().map(|edge| edge.from).chain(record.into.iter().copied());
    let linked =
        linked.map(|id| ledger.record(id)).filter(|linked| !(linked.body == body && linked.name == name));
    let others = records.iter().copied().filter(|other| *other.path() != manuscript.path);
    others.chain(linked).map(|other| other.document.name_place()).collect()
}

/// The file that a link leads to.
fn link(known: &Known<'_>, manuscript: &Manuscript, target: &str) -> Option<Place> {
    let Target::File { path, .. } = read_target(manuscript.path.as_str(), target) else { return None };
    let document: &Document = known.document(&ContentPath::of_file(&path))?;
    Some(document.title.place.clone())
}
