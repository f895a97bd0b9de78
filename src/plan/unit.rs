//! A unit, and a field of work.

use super::Subject;
use super::desk::Desk;
use super::lists::{Owner, due_of};
use super::state::{is_lost, is_open, late_measures};
use super::table::measure_table;
use crate::model::document::{Meta, Role};
use crate::model::ledger::{Body, Measure, Record};
use crate::model::view::{
    AreaPage, Headline, MeasureTable, SuccessorView, UnitAssignment, UnitPage, UnitRole,
};
use std::cmp::Reverse;

impl Desk<'_> {
    /// The page of a unit: all that it does, under all the names that it has had.
    pub(super) fn unit_page(&self, index: usize, unit: usize) -> UnitPage {
        let body = &self.ledger.bodies[index];
        let entry = &body.meta.units[unit];
        let names = same_unit(body, &entry.id.value);
        let mut measures = self.led_measures(body, &names);
        measures
            .sort_by_key(|(_, measure)| (Reverse(measure.late), measure.item.claimed_done, due_of(measure)));
        let late = measures.iter().filter(|(owner, measure)| measure.late && self.is_asked(*owner)).count();
        let rows = measures.into_iter().map(|(owner, measure)| self.row_of(owner, measure)).collect();
        let table = measure_table(rows);
        UnitPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            name: entry.name.clone(),
            code: entry.code.clone(),
            aliases: entry.aliases.clone(),
            note: entry.note.as_ref().map(|note| note.text.clone()),
            successor: entry.successor.as_ref().map(|successor| SuccessorView {
                link: self.unit_link(&body.id, &successor.to.value),
                since: successor.since.map(|since| self.day(since)),
            }),
            predecessors: (body.meta.units.iter())
                .filter(|other| other.successor.as_ref().is_some_and(|to| to.to.value == entry.id.value))
                .map(|other| self.unit_link(&body.id, &other.id.value))
                .collect(),
            roles: self.unit_roles(body, &names),
            // Who leads needs to be said only where the unit has had several names.
            measures: MeasureTable { has_lead: names.len() > 1, ..table },
            assignments: self.unit_assignments(body, &names),
            reports_due: self.unit_reports(body, &names),
            late: self.count(late, &Subject::Unit { body: index, unit }, "k-measures"),
        }
    }

    fn unit_roles(&self, body: &Body, names: &[&str]) -> Vec<UnitRole> {
        let roles = [Role::Lead, Role::Coordinate, Role::Monitor].into_iter().map(|role| {
            let plays = |record: &Record| record.units(role).iter().any(|unit| names.contains(unit));
            UnitRole { role, records: self.record_rows(self.pick(Some(&body.id), plays)) }
        });
        roles.filter(|role| !role.records.is_empty()).collect()
    }

    fn led_measures<'s>(&'s self, body: &'s Body, names: &[&str]) -> Vec<(Owner, &'s Measure)> {
        let measures = self.all_measures(Some(&body.id));
        measures
            .filter(|(_, measure)| measure.lead.as_deref().is_some_and(|lead| names.contains(&lead)))
            .collect()
    }

    fn unit_assignments(&self, body: &Body, names: &[&str]) -> Vec<UnitAssignment> {
        let assignments = self.plan.index.papers_of(&body.id).iter().flat_map(|id| {
            let paper = self.ledger.paper(*id);
            let asked = match &paper.document.meta {
                Meta::Plan(plan) => plan.assignments.as_slice(),
                _ => &[],
            };
            let own = asked.iter().filter(|assignment| names.contains(&assignment.unit.value.as_str()));
            own.map(move |assignment| UnitAssignment {
                plan: self.paper_link(*id),
                assignment: self.assignment(paper, assignment),
            })
        });
        assignments.collect()
    }

    fn unit_reports(&self, body: &Body, names: &[&str]) -> Vec<crate::model::view::ReportDueView> {
        let reports = self.plan.index.papers_of(&body.id).iter().flat_map(|id| {
            let paper = self.ledger.paper(*id);
            let asked =
                paper.reports_due.iter().map(|report| report.asked.to.as_ref().map(|to| to.value.as_str()));
            self.reports_due(*id, true).into_iter().zip(asked)
        });
        let own = reports.filter(|(_, to)| to.is_some_and(|to| names.contains(&to)));
        own.map(|(report, _)| report).collect()
    }

    /// The page of a field of work.
    pub(super) fn area_page(&self, index: usize, area: usize) -> AreaPage {
        let body = &self.ledger.bodies[index];
        let entry = &body.meta.areas[area];
        let about = Subject::Area { body: index, area };
        let is_here = |record: &Record| record.area.as_deref() == Some(entry.id.value.as_str());
        let records = self.pick(Some(&body.id), is_here);
        let count = |wanted: &dyn Fn(&Record) -> bool| {
            let n = records.iter().filter(|id| wanted(self.ledger.record(**id))).count();
            self.count(n, &about, "k-records")
        };
        let is_late = |record: &Record| late_measures(record).next().is_some();
        let late = records.iter().flat_map(|id| late_measures(self.ledger.record(*id))).count();
        let lineages = self.lineages_of(&body.id).into_iter().filter(|id| {
            self.ledger.lineages[id.0].records.iter().any(|record| is_here(self.ledger.record(*record)))
        });
        let lineages: Vec<_> = lineages.collect();
        AreaPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            name: entry.name.clone(),
            headline: Headline {
                unaccounted: count(&is_lost),
                late: crate::model::view::Count { n: late, ..count(&is_late) },
                open: count(&is_open),
                year: None,
            },
            matrix: self.matrix(index, &lineages, false),
            records: self.record_rows(records.iter().copied()),
        }
    }
}

/// Every id that a unit has had: those whose last successor is the same.
fn same_unit<'b>(body: &'b Body, id: &'b str) -> Vec<&'b str> {
    let present = body.present_unit(id);
    let units = body.meta.units.iter().map(|unit| unit.id.value.as_str());
    units.filter(|unit| body.present_unit(unit) == present).collect()
}
