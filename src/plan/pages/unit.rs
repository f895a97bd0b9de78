//! The page of a unit, with what it has to do in the latest plan year, and the page of an area.

use crate::front_matter::{Assignment, Role};
use crate::model::ledger::{Body, Ledger, Measure, Paper, Record, Year};
use crate::model::view::{
    AssignmentView, Count, Headline, Link, MatrixView, MeasureTable, PageContent, RecordFacts, RecordRow,
    ReportDueView, SuccessorView,
};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::kind::Kind;
use crate::plan::owner::Owner;
use crate::plan::site::Site;
use crate::plan::state::{due_of, is_lost, is_open, late_measures};
use crate::plan::subject::Subject;
use crate::plan::tables::lists::facts;
use crate::plan::tables::measures::measure_table;
use crate::vietnamese::letters::file_name;
use serde::Serialize;
use std::cmp::Reverse;

/// Claims a page for each unit and each area.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        for (unit, named) in entry.meta.units.iter().enumerate() {
            let path = format!("{}/unit/{}.html", entry.id, file_name(&named.id.value));
            claims.add(Subject::Unit { body, unit }, path, Some(named.id.place.clone()));
        }
        for (area, named) in entry.meta.areas.iter().enumerate() {
            let path = format!("{}/area/{}.html", entry.id, file_name(&named.id.value));
            claims.add(Subject::Area { body, area }, path, Some(named.id.place.clone()));
        }
    }
}

pub(crate) fn unit(body: usize, unit: usize) -> Kind {
    Kind::new("unit", move |context| PageContent::page("unit.html", context.unit_page(body, unit)))
        .titled(move |context| {
            let body = &context.ledger.bodies[body];
            format!("{} · {}", body.meta.units[unit].name, body.short_name())
        })
        .made_from(move |context| context.file_of(&context.ledger.bodies[body].document).to_owned())
}

pub(crate) fn area(body: usize, area: usize) -> Kind {
    Kind::new("area", move |context| PageContent::page("area.html", context.area_page(body, area)))
        .titled(move |context| {
            let body = &context.ledger.bodies[body];
            format!("{} · {}", body.meta.areas[area].name, body.short_name())
        })
        .made_from(move |context| context.file_of(&context.ledger.bodies[body].document).to_owned())
}

/// A unit under all names that it has had, and the plan year that its page shows in full.
struct Served<'b> {
    body: &'b Body,
    names: Vec<&'b str>,
    latest: i16,
}

impl Served<'_> {
    fn is_lead_of(&self, measure: &Measure) -> bool {
        measure.lead.as_deref().is_some_and(|lead| self.names.contains(&lead))
    }

    fn plays(&self, role: Role, record: &Record) -> bool {
        record.units(role).iter().any(|unit| self.names.contains(unit))
    }

    fn asked<'p>(&self, paper: &'p Paper) -> impl Iterator<Item = &'p Assignment> {
        let assignments = paper.document.meta.plan().map_or(&[][..], |plan| &plan.assignments);
        assignments.iter().filter(|assignment| self.names.contains(&assignment.unit.value.as_str()))
    }

    /// Whether papers of a year are shown in full; earlier ones are only counted.
    fn is_told(&self, year: i16) -> bool {
        year >= self.latest
    }
}

/// View of a unit.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct UnitPage {
    /// Address of its calendar file, if it has one.
    pub dates: Option<String>,
    /// The body.
    pub body: Link,
    /// Full name.
    pub name: String,
    /// Suffix in document numbers.
    pub code: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// The unit that took over from it.
    pub successor: Option<SuccessorView>,
    /// Units that it took over from.
    pub predecessors: Vec<Link>,
    /// Deficiencies by its role, under all its names: those of the latest plan year, and those that no
    /// later plan year has.
    pub roles: Vec<UnitRole>,
    /// Measures of the latest plan year that it leads, the late ones first.
    pub measures: MeasureTable,
    /// Assignments to it in the latest plan year.
    pub assignments: Vec<UnitAssignment>,
    /// Reports that it receives by the plans of the latest plan year.
    pub reports_due: Vec<ReportDueView>,
    /// Earlier plan years, the latest first.
    pub earlier: Vec<UnitYear>,
    /// Late measures that it leads.
    pub late: Count,
}

/// View of an area.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct AreaPage {
    /// The body.
    pub body: Link,
    /// Full name.
    pub name: String,
    /// Its most important numbers.
    pub headline: Headline,
    /// Its deficiencies over the years.
    pub matrix: MatrixView,
    /// Its records, the latest year first.
    pub records: Vec<RecordRow>,
}

/// The deficiencies of a unit in one role.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct UnitRole {
    /// The role.
    pub role: Role,
    /// Deficiencies.
    pub records: Vec<RecordRow>,
}

/// What a unit had to do in one earlier plan year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct UnitYear {
    /// The year, linking to its page, which has the deficiencies.
    pub year: Link,
    /// The plan, linking to its page, which has the measures.
    pub plan: Option<Link>,
    /// Number of deficiencies that it led.
    pub lead: usize,
    /// Number that it coordinated.
    pub coordinate: usize,
    /// Number that it monitored.
    pub monitor: usize,
    /// Claims and sums of the measures that it led.
    pub facts: RecordFacts,
    /// Number of its assignments.
    pub assignments: usize,
}

/// An assignment to a unit.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct UnitAssignment {
    /// The plan.
    pub plan: Link,
    /// The assignment.
    pub assignment: AssignmentView,
}

impl PageContext<'_> {
    /// Builds the view of a unit: its tasks in the latest plan year, and their number in earlier ones,
    /// under all its names.
    pub(crate) fn unit_page(&self, index: usize, unit: usize) -> UnitPage {
        let body = &self.ledger.bodies[index];
        let entry = &body.meta.units[unit];
        let latest = body.latest_plan_year().map_or(i16::MIN, |year| year.year);
        let served = Served { body, names: same_unit(body, &entry.id.value), latest };
        let measures: Vec<(Owner, &Measure)> =
            self.all_measures(Some(&body.id)).filter(|(_, measure)| served.is_lead_of(measure)).collect();
        let (told, earlier): (Vec<_>, Vec<_>) =
            measures.into_iter().partition(|(owner, _)| served.is_told(self.owner_year(*owner).1));
        UnitPage {
            dates: self.href(&Subject::UnitDates { body: index, unit }),
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
            roles: self.unit_roles(&served),
            late: self.late_count(&told, &earlier, &Subject::Unit { body: index, unit }),
            measures: self.unit_measures(&served, told),
            assignments: self.unit_assignments(&served),
            reports_due: self.unit_reports(&served),
            earlier: self.unit_years(index, &served, &earlier),
        }
    }

    fn unit_roles(&self, served: &Served<'_>) -> Vec<UnitRole> {
        let is_told = |record: &Record| served.is_told(record.year) || is_lost(record);
        let roles = [Role::Lead, Role::Coordinate, Role::Monitor].into_iter().map(|role| {
            let wanted = |record: &Record| is_told(record) && served.plays(role, record);
            UnitRole { role, records: self.record_rows(self.pick(Some(&served.body.id), wanted)) }
        });
        roles.filter(|role| !role.records.is_empty()).collect()
    }

    /// Number of late measures, linking to where they are shown or counted.
    fn late_count(&self, told: &[(Owner, &Measure)], earlier: &[(Owner, &Measure)], page: &Subject) -> Count {
        let late = |measures: &[(Owner, &Measure)]| {
            measures.iter().filter(|(owner, measure)| self.is_late(*owner, measure)).count()
        };
        let anchor = if late(told) > 0 { "k-measures" } else { "k-earlier" };
        self.count(late(told) + late(earlier), page, anchor)
    }

    fn is_late(&self, owner: Owner, measure: &Measure) -> bool {
        measure.late && self.is_asked(owner)
    }

    fn unit_measures(&self, served: &Served<'_>, mut measures: Vec<(Owner, &Measure)>) -> MeasureTable {
        measures
            .sort_by_key(|(_, measure)| (Reverse(measure.late), measure.item.claimed_done, due_of(measure)));
        let rows = measures.into_iter().map(|(owner, measure)| self.row_of(owner, measure)).collect();
        // The unit is named only where it has had several names.
        MeasureTable { has_lead: served.names.len() > 1, ..measure_table(rows) }
    }

    fn unit_assignments(&self, served: &Served<'_>) -> Vec<UnitAssignment> {
        let papers = self.plan.index.papers_of(&served.body.id).iter();
        let papers = papers.map(|id| (*id, self.ledger.paper(*id)));
        let told = papers.filter(|(_, paper)| served.is_told(paper.year));
        let assignments = told.flat_map(|(id, paper)| {
            served.asked(paper).map(move |assignment| UnitAssignment {
                plan: self.paper_link(id),
                assignment: self.assignment(paper, assignment),
            })
        });
        assignments.collect()
    }

    fn unit_reports(&self, served: &Served<'_>) -> Vec<ReportDueView> {
        let papers = self.plan.index.papers_of(&served.body.id).iter();
        let told = papers.filter(|id| served.is_told(self.ledger.paper(**id).year));
        let reports = told.flat_map(|id| {
            let asked = self.ledger.paper(*id).reports_due.iter();
            let to = asked.map(|report| report.asked.to.as_ref().map(|to| to.value.as_str()));
            self.reports_due(*id, true).into_iter().zip(to)
        });
        let own = reports.filter(|(_, to)| to.is_some_and(|to| served.names.contains(&to)));
        own.map(|(report, _)| report).collect()
    }

    /// Numbers of the earlier plan years in which the unit had anything to do.
    fn unit_years(&self, index: usize, served: &Served<'_>, measures: &[(Owner, &Measure)]) -> Vec<UnitYear> {
        let years = served.body.years.iter().rev().filter(|entry| !served.is_told(entry.year));
        let years = years.map(|entry| self.unit_year(index, served, entry, measures));
        let parts = |year: &UnitYear| year.lead + year.coordinate + year.monitor + year.assignments;
        years.filter(|year| parts(year) + year.facts.measures > 0).collect()
    }

    fn unit_year(
        &self,
        index: usize,
        served: &Served<'_>,
        entry: &Year,
        measures: &[(Owner, &Measure)],
    ) -> UnitYear {
        let records = self.ledger.records_of(&served.body.id, entry.year);
        let plays = |role| records.iter().filter(|id| served.plays(role, self.ledger.record(**id))).count();
        let own = measures.iter().filter(|(owner, _)| self.owner_year(*owner).1 == entry.year);
        let late = own.clone().filter(|(owner, measure)| self.is_late(*owner, measure)).count();
        UnitYear {
            year: self.link(&Subject::Year { body: index, year: entry.year }, entry.span.to_string()),
            plan: self.main_plan(entry).map(|id| self.paper_link(id)),
            lead: plays(Role::Lead),
            coordinate: plays(Role::Coordinate),
            monitor: plays(Role::Monitor),
            facts: RecordFacts { late, ..facts(own.map(|(_, measure)| *measure)) },
            assignments: (entry.papers.iter()).map(|id| served.asked(self.ledger.paper(*id)).count()).sum(),
        }
    }

    pub(crate) fn area_page(&self, index: usize, area: usize) -> AreaPage {
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
                late: Count { n: late, ..count(&is_late) },
                open: count(&is_open),
                year: None,
            },
            matrix: self.matrix(index, &lineages, false),
            records: self.record_rows(records.iter().copied()),
        }
    }
}

/// Every id that a unit has had: those with the same last successor.
fn same_unit<'b>(body: &'b Body, id: &'b str) -> Vec<&'b str> {
    let present = body.present_units();
    let units = body.meta.units.iter().map(|unit| unit.id.value.as_str());
    units.filter(|unit| present.of(unit) == present.of(id)).collect()
}
