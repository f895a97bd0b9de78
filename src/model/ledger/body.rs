//! Bodies, their years, and the units that take over from others.

use super::ids::{PaperId, RecordId};
use crate::front_matter::{BodyMeta, Unit};
use crate::model::document::Document;
use crate::vietnamese::date::YearSpan;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A body and its years.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its folder.
    pub id: String,
    /// Its `index.md`.
    pub document: Arc<Document>,
    /// The front matter of that file.
    pub meta: BodyMeta,
    /// Years with any document of it, in order.
    pub years: Vec<Year>,
}

/// A year of a body that has documents.
#[derive(Debug, Clone)]
pub struct Year {
    /// Year of the folder.
    pub year: i16,
    /// Years that its main plan covers, which may be several.
    pub span: YearSpan,
    /// Whether it is a plan year: it has a plan or a record.
    pub is_plan_year: bool,
    /// Its reviews, plans and reports.
    pub papers: Vec<PaperId>,
    /// Its records.
    pub records: Vec<RecordId>,
}

impl Body {
    /// Its plan years, in order.
    pub fn plan_years(&self) -> impl DoubleEndedIterator<Item = &Year> {
        self.years.iter().filter(|year| year.is_plan_year)
    }

    /// The last plan year before `year`.
    pub fn previous_plan_year(&self, year: i16) -> Option<&Year> {
        self.plan_years().rev().find(|entry| entry.year < year)
    }

    /// The first plan year after `year`.
    pub fn next_plan_year(&self, year: i16) -> Option<&Year> {
        self.plan_years().find(|entry| entry.year > year)
    }

    /// Its latest plan year.
    pub fn latest_plan_year(&self) -> Option<&Year> {
        self.plan_years().next_back()
    }

    /// Its short name: the title of its file.
    pub fn short_name(&self) -> &str {
        &self.document.title.value
    }

    /// Whether there is any document of `year`, or a plan that covers it.
    pub fn has_documents_of(&self, year: i16) -> bool {
        self.years.iter().any(|entry| entry.year == year || entry.span.contains(year))
    }

    /// The unit with this id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.meta.units.iter().find(|unit| unit.id.value == id)
    }

    /// The units that have taken over from others.
    pub fn present_units(&self) -> PresentUnits<'_> {
        PresentUnits::of_units(&self.meta.units)
    }
}

/// Ids of units, each with that of the unit that has taken over from it, over any number of steps.
#[derive(Debug)]
pub struct PresentUnits<'b>(BTreeMap<&'b str, &'b str>);

impl<'b> PresentUnits<'b> {
    /// Those of a list of units.
    pub fn of_units(units: &'b [Unit]) -> Self {
        // Of two units of one id, which is a mistake, the first counts.
        let next = units.iter().rev().map(|unit| {
            let successor = unit.successor.as_ref().map(|successor| successor.to.value.as_str());
            (unit.id.value.as_str(), successor)
        });
        Self::new(&next.collect())
    }

    /// Takes the units with their next ones.
    fn new(next: &BTreeMap<&'b str, Option<&'b str>>) -> Self {
        let mut present = BTreeMap::new();
        for id in next.keys() {
            let (mut way, mut last) = (Vec::new(), *id);
            // Where successors go round in a circle, which is a mistake, the way ends where it comes back.
            while !present.contains_key(last) {
                present.insert(last, last);
                way.push(last);
                match next.get(last).copied().flatten() {
                    Some(successor) => last = successor,
                    None => break,
                }
            }
            let last = present.get(last).copied().unwrap_or(last);
            present.extend(way.into_iter().map(|id| (id, last)));
        }
        Self(present)
    }

    /// The unit that has taken over from unit `id`; `id` itself where none has.
    pub fn of(&self, id: &'b str) -> &'b str {
        self.0.get(id).copied().unwrap_or(id)
    }
}

#[test]
fn the_present_unit_is_the_last_of_its_successors() {
    let next = [("a", Some("b")), ("b", Some("d")), ("c", None), ("d", None), ("e", Some("gone"))];
    let circle = [("x", Some("y")), ("y", Some("x")), ("z", Some("x"))];
    let present = PresentUnits::new(&next.into_iter().chain(circle).collect());
    let ids = ["a", "b", "c", "d", "e", "gone", "other"];
    assert_eq!(ids.map(|id| present.of(id)), ["d", "d", "c", "d", "gone", "gone", "other"]);
    assert_eq!(["x", "y", "z"].map(|id| present.of(id)), ["x"; 3]);
}
