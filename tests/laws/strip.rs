//! A corpus with everything internal deleted by hand, and every mention of what is gone with it.

use crate::world::{Assignment, Body, Carry, Key, Measure, Paper, Record, Section, World, Year};
use std::collections::BTreeSet;

/// What is gone.
struct Gone {
    bodies: BTreeSet<String>,
    records: BTreeSet<Key>,
    paths: BTreeSet<String>,
    numbers: BTreeSet<String>,
    units: BTreeSet<(String, String)>,
}

/// What is left for everyone.
pub(crate) fn public(world: &World) -> World {
    let gone = Gone::of(world);
    let mut left = world.clone();
    left.bodies.retain(|body| !body.internal);
    left.bodies.iter_mut().for_each(|body| gone.strip_body(body));
    left.pages.retain(|page| !page.internal);
    left.pages.iter_mut().for_each(|page| strip_sections(&mut page.sections));
    left.entries.retain(|entry| !entry.internal);
    for entry in &mut left.entries {
        entry.note.take_if(|internal| *internal);
        entry.implements.take_if(|number| gone.numbers.contains(number));
    }
    left
}

/// Leaves out of public files what somebody who deletes by hand could not say: the number of an internal document in
/// running text, which stays as words; an internal plan or leader, which no other one takes the place of.
pub(crate) fn hush(world: &mut World) {
    let gone = Gone::of(world);
    world.pages.iter_mut().for_each(|page| gone.hush_sections(&mut page.sections));
    for body in &mut world.bodies {
        for year in &mut body.years {
            for paper in &mut year.papers {
                gone.hush_sections(&mut paper.sections);
                gone.hush_measures(&body.id, &mut paper.measures);
            }
            for record in &mut year.records {
                record.plan.take_if(|plan| gone.names(plan));
                gone.hush_sections(&mut record.sections);
                gone.hush_measures(&body.id, &mut record.measures);
            }
        }
    }
}

impl Gone {
    fn of(world: &World) -> Self {
        let mut gone = Self {
            bodies: world.bodies.iter().filter(|body| body.internal).map(|body| body.id.clone()).collect(),
            records: BTreeSet::new(),
            paths: BTreeSet::new(),
            numbers: world
                .entries
                .iter()
                .filter(|entry| entry.internal)
                .map(|entry| entry.number.clone())
                .collect(),
            units: BTreeSet::new(),
        };
        let mut kept: BTreeSet<String> =
            world.entries.iter().filter(|entry| !entry.internal).map(|entry| entry.number.clone()).collect();
        for body in &world.bodies {
            let units = body.units.iter().filter(|unit| unit.internal);
            gone.units.extend(units.map(|unit| (body.id.clone(), unit.id.clone())));
            for year in &body.years {
                gone.add_year(body, year, &mut kept);
            }
        }
        gone.numbers = gone.numbers.difference(&kept).cloned().collect();
        gone
    }

    fn add_year(&mut self, body: &Body, year: &Year, kept: &mut BTreeSet<String>) {
        for paper in &year.papers {
            match body.internal || paper.internal {
                true => {
                    self.numbers.extend(paper.number.clone());
                    self.paths.insert(format!("{}/{}/{}", body.id, year.year, paper.kind));
                }
                false => kept.extend(paper.number.clone()),
            }
        }
        let records = year.records.iter().filter(|record| body.internal || record.internal);
        self.records.extend(records.map(|record| (body.id.clone(), year.year, record.name.clone())));
    }

    fn hush_sections(&self, sections: &mut [Section]) {
        for section in sections.iter_mut().filter(|section| !section.internal) {
            section.cites.take_if(|number| self.numbers.contains(number));
        }
    }

    fn hush_measures(&self, body: &str, measures: &mut [Measure]) {
        for measure in measures {
            measure.unit.take_if(|unit| self.is_unit(body, unit));
        }
    }

    fn names(&self, text: &str) -> bool {
        self.paths.contains(text) || self.numbers.contains(text)
    }

    fn strip_body(&self, body: &mut Body) {
        body.successor.take_if(|heir| self.bodies.contains(heir));
        body.units.retain(|unit| !unit.internal);
        for unit in &mut body.units {
            unit.note.take_if(|internal| *internal);
            unit.successor.take_if(|heir| self.units.contains(&(body.id.clone(), heir.clone())));
        }
        for year in &mut body.years {
            year.papers.retain(|paper| !paper.internal);
            year.records.retain(|record| !record.internal);
            for paper in &mut year.papers {
                self.strip_paper(&body.id, year.year, paper);
            }
            year.records.iter_mut().for_each(|record| self.strip_record(&body.id, record));
        }
        body.years.retain(|year| !year.papers.is_empty() || !year.records.is_empty());
    }

    fn is_unit(&self, body: &str, unit: &str) -> bool {
        self.units.contains(&(body.to_owned(), unit.to_owned()))
    }

    fn strip_paper(&self, body: &str, year: i16, paper: &mut Paper) {
        // How many there were is internal as soon as one of them is.
        paper.declares = None;
        paper.refers_to.take_if(|text| self.names(text));
        paper.due_to.take_if(|unit| self.is_unit(body, unit));
        let is_left = |task: &mut Assignment| {
            let had_some = !task.of.is_empty();
            task.of.retain(|name| !self.records.contains(&(body.to_owned(), year, name.clone())));
            !self.is_unit(body, &task.unit) && (!had_some || !task.of.is_empty())
        };
        paper.assignments.retain_mut(is_left);
        for measure in &mut paper.measures {
            measure.unit.take_if(|unit| self.is_unit(body, unit));
        }
        strip_sections(&mut paper.sections);
    }

    fn strip_record(&self, body: &str, record: &mut Record) {
        record.plan.take_if(|plan| self.names(plan));
        record.lead.take_if(|unit| self.is_unit(body, unit));
        record.coordinate.retain(|unit| !self.is_unit(body, unit));
        record.carries.retain(|carry: &Carry| !self.records.contains(&carry.from));
        for measure in &mut record.measures {
            measure.unit.take_if(|unit| self.is_unit(body, unit));
        }
        strip_sections(&mut record.sections);
    }
}

fn strip_sections(sections: &mut Vec<Section>) {
    sections.retain(|section| !section.internal);
}
