//! Listing: what of a volume answers a question.
//!
//! Takes a question; gives the bodies and units that it could ask for, and the entries that answer it. It
//! stands apart from the pages because it selects and they show; what is late, due or open is decided for
//! both in `state` and `dues`.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::dues::{Due, What as Kind, dues};
use super::owner::Owner;
use super::state::late_measures;
use super::tables::measures::measure_state;
use super::volume::Plan;
use crate::export::calendar::Event;
use crate::export::data::{BodyData, DueData, DueKind, DueState, OwnedMeasureData};
use crate::export::list::{Entry, Item, Names, Question, What};
use crate::front_matter::{Role, Status};
use crate::model::ledger::{Body, Measure, Record};
use crate::model::view::MeasureState;
use crate::source::Place;
use crate::vietnamese::date::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// The names that a question can have, and the entries that answer it, in the order of the data files.
pub fn list(plan: &Plan<'_>, question: &Question) -> (Names, Vec<Entry>) {
    let bodies = plan.ledger.bodies.iter();
    let names = bodies.clone().map(|body| (body.id.clone(), (body.short_name().to_owned(), units(body))));
    let asked = bodies.filter(|body| question.body.as_ref().is_none_or(|id| *id == body.id));
    let entries = asked.flat_map(|body| Asked::of(plan, body, question).entries()).collect();
    (names.collect(), entries)
}

fn units(body: &Body) -> Vec<(String, String)> {
    body.meta.units.iter().map(|unit| (unit.id.value.clone(), unit.name.clone())).collect()
}

/// A question that is asked of one body.
struct Asked<'p> {
    plan: &'p Plan<'p>,
    body: &'p Body,
    question: &'p Question,
    /// What is due for each measure, by its place.
    dues: BTreeMap<&'p Place, Due<'p>>,
    as_of: Date,
}

impl<'p> Asked<'p> {
    fn of(plan: &'p Plan<'p>, body: &'p Body, question: &'p Question) -> Self {
        let due = |due: Due<'p>| match due.what {
            Kind::Measure(_, measure, _) => Some((&measure.item.place, due)),
            Kind::Report(..) => None,
        };
        let dues = dues(plan.ledger, body).filter_map(due).collect();
        Self { plan, body, question, dues, as_of: plan.as_of() }
    }

    fn entries(&self) -> Vec<Entry> {
        let items = match self.question.what {
            What::Deficiencies => without_events(self.deficiencies()),
            What::Measures => without_events(self.measures()),
            What::Deadlines => self.deadlines(),
            What::Reports => without_events(self.reports()),
        };
        let words = self.plan.words(self.body);
        let entry = |(item, event): (Item, _)| {
            let row = item.row(words, self.as_of).into_iter().map(|cell| cell.into_owned()).collect();
            Entry { body: self.body.id.clone(), row, event, item }
        };
        items.into_iter().map(entry).collect()
    }

    fn is_of_year(&self, year: i16) -> bool {
        self.question.year.is_none_or(|asked| asked == year)
    }

    /// Whether the unit that is asked for is one of some units, under any of its names.
    fn concerns<'u>(&self, units: impl IntoIterator<Item = &'u str>) -> bool {
        let Some(asked) = &self.question.unit else { return true };
        let present = self.body.present_units();
        units.into_iter().any(|unit| present.of(unit) == present.of(asked))
    }

    fn is_within(&self, day: Option<Date>) -> bool {
        let Some(period) = self.question.due_within else { return true };
        day.is_some_and(|day| day >= self.as_of && day <= period.end(self.as_of))
    }

    fn next(&self, measure: &Measure) -> Option<Date> {
        self.dues.get(&measure.item.place)?.next(self.as_of)
    }

    fn deficiencies(&self) -> Vec<Item> {
        let ledger = self.plan.ledger;
        let data = BodyData::of(ledger, &self.body.id).records;
        let records = ledger.records.iter().filter(|record| record.body == self.body.id);
        let asked = data.into_iter().zip(records).filter(|(_, record)| self.asks_for(record));
        asked.map(|(data, _)| Item::Deficiency(data)).collect()
    }

    fn asks_for(&self, record: &Record) -> bool {
        let roles = [Role::Lead, Role::Coordinate, Role::Monitor];
        let onward = word(record.onward);
        self.is_of_year(record.year)
            && self.concerns(roles.into_iter().flat_map(|role| record.units(role)))
            && self.question.takes([record.status.word(), onward.as_str()])
            && (!self.question.late || late_measures(record).next().is_some())
            && (self.question.due_within.is_none()
                || record.measures.iter().any(|measure| self.is_within(self.next(measure))))
    }

    fn measures(&self) -> Vec<Item> {
        let ledger = self.plan.ledger;
        let BodyData { records, papers, .. } = BodyData::of(ledger, &self.body.id);
        let own = ledger.records.iter().filter(|record| record.body == self.body.id);
        let of_records = records.into_iter().zip(own).flat_map(|(data, record)| {
            let asked = record.status != Status::Dropped;
            let measures = data.measures.into_iter().zip(&record.measures);
            measures.map(move |(data_of, measure)| {
                (data.year, data.title.clone(), data.page.clone(), data_of, measure, asked)
            })
        });
        let own = ledger.papers.iter().filter(|paper| paper.body == self.body.id);
        let of_papers = papers.into_iter().zip(own).flat_map(|(data, paper)| {
            let measures = data.measures.into_iter().zip(&paper.measures);
            measures.map(move |(data_of, measure)| {
                (data.year, data.title.clone(), data.page.clone(), data_of, measure, true)
            })
        });
        let asked = of_records.chain(of_papers).filter_map(|(year, owner, page, data, measure, asked)| {
            let state = Some(measure_state(measure)).filter(|state| asked || *state != MeasureState::Late);
            let word = state.map(word).unwrap_or_default();
            let units = measure.lead.iter().chain(&measure.coordinate).map(String::as_str);
            let fits = self.is_of_year(year)
                && self.concerns(units)
                && self.question.takes([word.as_str()])
                && (!self.question.late || state == Some(MeasureState::Late))
                && self.is_within(self.next(measure));
            let body = self.body.id.clone();
            fits.then_some(Item::Measure(OwnedMeasureData { body, year, owner, page, state, measure: data }))
        });
        asked.collect()
    }

    fn deadlines(&self) -> Vec<(Item, Option<Event>)> {
        let dues = dues(self.plan.ledger, self.body);
        let asked = dues.filter_map(|due| {
            let data = self.due_data(&due);
            let fits = self.is_of_year(data.year)
                && self.concerns(data.unit.as_deref())
                && self.question.takes([word(data.state).as_str()])
                && (!self.question.late || data.state == DueState::Late)
                && self.is_within(data.next);
            fits.then(|| (Item::Deadline(data), Some(self.plan.event(self.body, &due))))
        });
        asked.collect()
    }

    fn due_data(&self, due: &Due<'_>) -> DueData {
        let (page, owner) = self.plan.asks(due.owner());
        let year = match due.owner() {
            Owner::Record(id) => self.plan.ledger.record(id).year,
            Owner::Paper(id) => self.plan.ledger.paper(id).year,
        };
        let next = due.next(self.as_of);
        let (kind, state) = match (due.is_report(), next) {
            (true, Some(_)) => (DueKind::Report, DueState::Ahead),
            (true, None) => (DueKind::Report, DueState::Past),
            (false, _) if due.is_repeated() => (DueKind::Measure, DueState::Recurring),
            (false, Some(_)) => (DueKind::Measure, DueState::Ahead),
            (false, None) => (DueKind::Measure, DueState::Late),
        };
        DueData {
            body: self.body.id.clone(),
            year,
            kind,
            text: due.words().to_owned(),
            state,
            due: due.day,
            next,
            rule: due.rule.map(|rule| rule.to_string()),
            unit: due.unit().map(str::to_owned),
            owner: owner.to_owned(),
            page: page.to_owned(),
            uid: due.uid(self.plan.ledger),
        }
    }

    fn reports(&self) -> Vec<Item> {
        let reports = BodyData::of(self.plan.ledger, &self.body.id).reports_due;
        let asked = reports.into_iter().filter(|report| {
            let next = report.due.iter().find(|due| **due >= self.as_of).copied();
            let state = match (next, report.due.is_empty()) {
                (Some(_), _) => "ahead",
                (None, true) => "undated",
                (None, false) => "past",
            };
            self.is_of_year(report.year)
                && self.concerns(report.to.as_deref())
                && self.question.takes([state])
                && self.is_within(next)
        });
        asked.map(Item::Report).collect()
    }
}

fn without_events<E>(items: Vec<Item>) -> Vec<(Item, Option<E>)> {
    items.into_iter().map(|item| (item, None)).collect()
}

/// The word that data files have for a value.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}
