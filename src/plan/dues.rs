//! Dues: measures that are still to be done by a date, and reports that are to be handed in.
//!
//! Takes the ledger of a body; gives its dues and, from them, the events of calendars. It stands apart from
//! the calendar pages because calendar files, news and pages of units use the same dues. Measures that are
//! claimed done or belong to a dropped deficiency are left out, so that a subscribed calendar loses what is
//! done.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::context::PageContext;
use super::owner::Owner;
use super::subject::Subject;
use super::volume::Plan;
use crate::export::calendar::{Event, RecurrenceRule};
use crate::front_matter::Status;
use crate::model::ledger::{Body, DueReport, Ledger, Measure, PaperId};
use crate::vietnamese::date::{Date, YearSpan};
use crate::vietnamese::letters::fold;
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_128;

/// Something that is due on a date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due<'l> {
    pub(crate) what: What<'l>,
    /// Its last good day; the first one of what recurs.
    pub(crate) day: Date,
    pub(crate) rule: Option<RecurrenceRule>,
}

/// What is due.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What<'l> {
    /// A measure, with its owner and its number among the owner's measures of the same text and first
    /// deadline.
    Measure(Owner, &'l Measure, usize),
    /// A report that a plan asks for, with its number among the plan's reports of the same name.
    Report(PaperId, &'l DueReport, usize),
}

/// Everything that is due in a body.
pub(crate) fn dues<'l>(ledger: &'l Ledger, body: &'l Body) -> impl Iterator<Item = Due<'l>> {
    let records = body.years.iter().flat_map(|year| &year.records).flat_map(|id| {
        let record = ledger.record(*id);
        let asked = if record.status == Status::Dropped { &[][..] } else { &record.measures };
        of_measures(Owner::Record(*id), asked, ledger.plan_years(record))
    });
    let papers = body.years.iter().flat_map(|year| &year.papers).flat_map(|id| {
        let paper = ledger.paper(*id);
        let plan = paper.document.meta.plan();
        let years = plan.map_or(YearSpan::single(paper.year), |plan| plan.years);
        let mut seen = BTreeMap::new();
        let reports = paper.reports_due.iter().flat_map(move |report| {
            let nth = next(&mut seen, report.asked.what.value.as_str());
            of_report(*id, report, nth)
        });
        of_measures(Owner::Paper(*id), &paper.measures, years).chain(reports)
    });
    records.chain(papers)
}

fn of_measures<'l>(
    owner: Owner,
    measures: &'l [Measure],
    years: YearSpan,
) -> impl Iterator<Item = Due<'l>> + use<'l> {
    let mut seen = BTreeMap::new();
    let numbered = measures.iter().map(move |measure| (next(&mut seen, promise(measure)), measure));
    let undone = numbered.filter(|(_, measure)| !measure.item.claimed_done);
    undone.filter_map(move |(nth, measure)| {
        let read = measure.item.deadline.as_ref()?.read.as_ref()?;
        let (day, rule) = match read.every {
            Some(every) => RecurrenceRule::of(every, read.due, years)?,
            None => (read.due.filter(|_| read.can_be_late())?, None),
        };
        Some(Due { what: What::Measure(owner, measure, nth), day, rule })
    })
}

/// How many of its kind were seen before.
fn next<K: Ord>(seen: &mut BTreeMap<K, usize>, kind: K) -> usize {
    let count = seen.entry(kind).or_default();
    *count += 1;
    *count - 1
}

/// The original promise: text and first deadline, which extensions do not change.
fn promise(measure: &Measure) -> (&str, Option<&str>) {
    let item = &measure.item;
    let first = item.extensions.first().or(item.deadline.as_ref());
    (&item.text, first.map(|deadline| deadline.raw.value.as_str()))
}

fn of_report(id: PaperId, report: &DueReport, nth: usize) -> impl Iterator<Item = Due<'_>> {
    let rule = RecurrenceRule::yearly(&report.due);
    let days = report.due.iter().take(if rule.is_some() { 1 } else { usize::MAX });
    days.map(move |day| Due { what: What::Report(id, report, nth), day: *day, rule })
}

/// Units of a body that anything is due for, under any of their names.
pub(crate) fn busy_units(ledger: &Ledger, body: &Body) -> BTreeSet<usize> {
    let units: BTreeSet<&str> = dues(ledger, body).filter_map(|due| due.unit()).collect();
    let present = body.present_units();
    let wanted: BTreeSet<&str> = units.into_iter().map(|unit| present.of(unit)).collect();
    let all = body.meta.units.iter().enumerate();
    let busy = all.filter(|(_, unit)| wanted.contains(present.of(&unit.id.value)));
    busy.map(|(at, _)| at).collect()
}

impl<'l> Due<'l> {
    /// The unit that has to do it, or that receives the report.
    pub(crate) fn unit(&self) -> Option<&'l str> {
        match self.what {
            What::Measure(_, measure, _) => measure.lead.as_deref(),
            What::Report(_, report, _) => report.asked.to.as_ref().map(|to| to.value.as_str()),
        }
    }

    /// Its first date that is not before `day`.
    pub(crate) fn next(&self, day: Date) -> Option<Date> {
        match self.rule {
            Some(rule) => rule.days(self.day).find(|next| *next >= day),
            None => Some(self.day).filter(|due| *due >= day),
        }
    }

    /// Its text.
    pub(crate) fn words(&self) -> &'l str {
        match self.what {
            What::Measure(_, measure, _) => &measure.item.text,
            What::Report(_, report, _) => &report.asked.what.value,
        }
    }

    /// Whether it is a report whose name does not begin with `called`, the word for a report.
    pub(crate) fn is_unnamed_report(&self, called: &str) -> bool {
        self.is_report() && !fold(self.words()).starts_with(&fold(called))
    }

    /// Whether it is a report.
    pub(crate) fn is_report(&self) -> bool {
        match self.what {
            What::Measure(..) => false,
            What::Report(..) => true,
        }
    }

    /// Who promises it or asks for it.
    pub(crate) fn owner(&self) -> Owner {
        match self.what {
            What::Measure(owner, _, _) => owner,
            What::Report(id, ..) => Owner::Paper(id),
        }
    }

    /// Whether it is a measure whose deadline recurs, even if only once within the plan.
    pub(crate) fn is_repeated(&self) -> bool {
        match self.what {
            What::Measure(_, measure, _) => {
                let read = measure.item.deadline.as_ref().and_then(|deadline| deadline.read.as_ref());
                read.is_some_and(|read| read.every.is_some())
            }
            What::Report(..) => false,
        }
    }

    /// The id of its event.
    pub(crate) fn uid(&self, ledger: &Ledger) -> String {
        format!("{:032x}@khacphuc", self.identity(ledger))
    }

    /// Its id, the same in every build: made from its owner and its text, and not from its place in the
    /// file.
    pub(crate) fn identity(&self, ledger: &Ledger) -> u128 {
        let owner = match self.owner() {
            Owner::Record(id) => {
                let record = ledger.record(id);
                format!("{}/{}/{}", record.body, record.year, record.name)
            }
            Owner::Paper(id) => ledger.paper(id).document.path.as_str().to_owned(),
        };
        let (kind, first, nth) = match self.what {
            What::Measure(_, measure, nth) => {
                ("measure", promise(measure).1.unwrap_or_default().to_owned(), nth)
            }
            // A report with several dates and no recurrence is one due for each date.
            What::Report(_, report, nth) => {
                let is_one = self.rule.is_some() || report.due.len() == 1;
                ("report", if is_one { String::new() } else { self.day.to_string() }, nth)
            }
        };
        xxh3_128(
            [self.owner_key(), &owner, kind, self.words(), &first, &nth.to_string()].join("\0").as_bytes(),
        )
    }
}

impl Plan<'_> {
    /// The events of a body, or of one of its units under all names that it has had.
    pub(crate) fn events(&self, body: usize, unit: Option<usize>) -> Vec<Event> {
        let body = &self.ledger.bodies[body];
        let present_units = body.present_units();
        let present = |id| present_units.of(id);
        let wanted = unit.map(|unit| present(&body.meta.units[unit].id.value));
        let dues = dues(self.ledger, body);
        let own = dues.filter(|due| wanted.is_none() || due.unit().map(present) == wanted);
        own.map(|due| self.event(body, &due)).collect()
    }

    /// The event of something that is due.
    pub(crate) fn event(&self, body: &Body, due: &Due<'_>) -> Event {
        let string = |key| self.site.strings.get("calendar", key);
        let (page, title) = self.asks(due.owner());
        let mut lines = vec![(string(due.owner_key()), title.to_owned())];
        let mut sequence = 0;
        if let What::Measure(_, measure, _) = due.what {
            let struck: Vec<&str> =
                measure.item.extensions.iter().map(|old| old.raw.value.as_str()).collect();
            let deadline = measure.item.deadline.as_ref().map(|deadline| deadline.raw.value.clone());
            lines.extend(deadline.map(|deadline| (string("deadline"), deadline)));
            lines.extend((!struck.is_empty()).then(|| (string("struck"), struck.join("; "))));
            sequence = struck.len();
        }
        let unit_key = if due.is_report() { "to" } else { "lead" };
        let unit = due.unit().map(|id| body.unit(id).map_or(id, |unit| &unit.name).to_owned());
        lines.extend(unit.map(|unit| (string(unit_key), unit)));
        lines.push((string("page"), page.to_owned()));
        let lines: Vec<String> = lines.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let summary = match due.is_unnamed_report(string("report")) {
            true => format!("{}: {}", string("report"), due.words()),
            false => due.words().to_owned(),
        };
        Event {
            uid: due.uid(self.ledger),
            sequence,
            day: due.day,
            rule: due.rule,
            summary,
            description: lines.join("\n"),
            category: body.short_name().to_owned(),
            url: PageContext::new(self, page).whole_address(page),
        }
    }

    /// Path of the page, and title, of an owner.
    pub(crate) fn asks(&self, owner: Owner) -> (&str, &str) {
        let (subject, document) = match owner {
            Owner::Record(id) => (Subject::Record(id), &self.ledger.record(id).document),
            Owner::Paper(id) => (Subject::Paper(id), &self.ledger.paper(id).document),
        };
        (self.addresses.path(&subject).unwrap_or_default(), &document.title.value)
    }
}

impl Due<'_> {
    /// Key of the string that names its kind of owner.
    fn owner_key(&self) -> &'static str {
        match self.owner() {
            Owner::Record(_) => "deficiency",
            Owner::Paper(_) => "plan",
        }
    }
}
