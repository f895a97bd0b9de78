//! The calendar of a year, with what is late, due and recurring, month by month; and the calendar files of
//! a body and its units.

use crate::export::calendar::CALENDAR;
use crate::language::Language;
use crate::model::ledger::Ledger;
use crate::model::view::{Count, Day, DueView, Link, PageContent};
use crate::plan::address::Claims;
use crate::plan::context::PageContext;
use crate::plan::dues::{Due, What, busy_units, dues};
use crate::plan::kind::Kind;
use crate::plan::owner::Owner;
use crate::plan::site::Site;
use crate::plan::subject::Subject;
use crate::source::Place;
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::file_name;
use serde::Serialize;

/// Claims a page for each plan year, and a file for each body and unit with anything due.
pub(crate) fn claim(claims: &mut Claims, ledger: &Ledger, _: &Site<'_>) {
    for (body, entry) in ledger.bodies.iter().enumerate() {
        let top = Some(Place::top(entry.document.source));
        for year in entry.plan_years().map(|year| year.year) {
            let path = format!("{}/{year}/calendar.html", entry.id);
            claims.add(Subject::Calendar { body, year }, path, top.clone());
        }
        if dues(ledger, entry).next().is_some() {
            claims.add(Subject::Dates(body), format!("{}/{CALENDAR}", entry.id), top.clone());
        }
        for unit in busy_units(ledger, entry) {
            let name = &entry.meta.units[unit].id;
            let path = format!("{}/unit/{}.ics", entry.id, file_name(&name.value));
            claims.add(Subject::UnitDates { body, unit }, path, Some(name.place.clone()));
        }
    }
}

/// In the header: the calendar of the page's year, or of the latest plan year.
pub(crate) fn tool(context: &PageContext<'_>, subject: &Subject) -> Option<(&'static str, Subject)> {
    let body = subject.body(context.ledger)?;
    let years: Vec<i16> = context.ledger.bodies[body].plan_years().map(|year| year.year).collect();
    let own = subject.year(context.ledger).filter(|year| years.contains(year));
    let year = own.or(years.last().copied())?;
    Some(("calendar", Subject::Calendar { body, year }))
}

pub(crate) fn page(body: usize, year: i16) -> Kind {
    Kind::new("calendar", move |context| {
        PageContent::page("calendar.html", context.calendar_page(body, year))
    })
    .titled(move |context| context.year_label(&context.ledger.bodies[body].id, year))
}

/// The calendar file of a body, or of one of its units.
pub(crate) fn dates(body: usize, unit: Option<usize>) -> Kind {
    Kind::file(move |context| context.dates(body, unit))
}

/// View of the calendar of a year.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CalendarPage {
    /// The body.
    pub body: Link,
    /// The year as labelled, with a link to its page.
    pub year: Link,
    /// Number of late measures.
    pub late_count: Count,
    /// Number of dues from the day of the site on.
    pub due_count: Count,
    /// Whether anything has a unit that leads it or receives it.
    pub has_unit: bool,
    /// Late measures.
    pub late: Vec<MonthView>,
    /// What is due from the day of the site on.
    pub due: Vec<MonthView>,
    /// What recurs.
    pub recurring: Vec<RecurringView>,
    /// Reports that were due before the day of the site.
    pub handed_in: Vec<MonthView>,
    /// Address of the body's calendar file, if it has one.
    pub file: Option<String>,
    /// Units with a calendar file, linking to it.
    pub units: Vec<Link>,
}

/// Dues of one month.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MonthView {
    /// The month as the language writes it.
    pub month: String,
    /// Dues by day.
    pub rows: Vec<DueView>,
}

/// A due that recurs.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecurringView {
    /// Its recurrence as printed.
    pub rhythm: String,
    /// Its next date, if there is another.
    pub next: Option<Day>,
    /// The due, on its first date.
    pub due: DueView,
}

impl PageContext<'_> {
    /// Builds the view of a year: everything that its plans ask for, whatever its date.
    pub(crate) fn calendar_page(&self, index: usize, year: i16) -> CalendarPage {
        let (body, as_of) = (&self.ledger.bodies[index], self.site.as_of);
        let about = Subject::Calendar { body: index, year };
        let mut due: Vec<Due<'_>> =
            dues(self.ledger, body).filter(|due| self.year_of_due(due) == year).collect();
        due.sort_by_key(|due| due.day);
        let (recurring, once): (Vec<_>, Vec<_>) = due.into_iter().partition(Due::is_repeated);
        let days = once.iter().flat_map(|due| match due.rule {
            Some(rule) => rule.days(due.day).map(|day| Due { day, rule: None, ..*due }).collect(),
            None => vec![*due],
        });
        let mut days: Vec<Due<'_>> = days.collect();
        days.sort_by_key(|due| due.day);
        let (past, ahead): (Vec<_>, Vec<_>) = days.iter().copied().partition(|due| due.day < as_of);
        let (reports, late): (Vec<_>, Vec<_>) =
            past.into_iter().partition(|due| matches!(due.what, What::Report(..)));
        let busy = busy_units(self.ledger, body);
        CalendarPage {
            body: self.link(&Subject::Body(index), body.short_name()),
            year: self.year_link(&body.id, year),
            late_count: self.count(late.len(), &about, "k-late"),
            due_count: self.count(ahead.len(), &about, "k-due"),
            has_unit: days.iter().chain(&recurring).any(|due| due.unit().is_some()),
            late: self.months(&late),
            due: self.months(&ahead),
            recurring: recurring.iter().map(|due| self.recurring(due)).collect(),
            handed_in: self.months(&reports),
            file: self.href(&Subject::Dates(index)),
            units: (busy.into_iter())
                .map(|unit| {
                    let name = body.meta.units[unit].name.clone();
                    self.link(&Subject::UnitDates { body: index, unit }, name)
                })
                .collect(),
        }
    }

    fn year_of_due(&self, due: &Due<'_>) -> i16 {
        match due.owner() {
            Owner::Record(id) => self.ledger.record(id).year,
            Owner::Paper(id) => self.ledger.paper(id).year,
        }
    }

    /// Groups dues, which are sorted by day, by month.
    fn months(&self, dues: &[Due<'_>]) -> Vec<MonthView> {
        let months = dues.chunk_by(|a, b| month(a.day) == month(b.day));
        let view = |dues: &[Due<'_>]| MonthView {
            month: dues.first().map(|due| self.month_name(due.day)).unwrap_or_default(),
            rows: dues.iter().map(|due| self.due_view(due)).collect(),
        };
        months.map(view).collect()
    }

    /// `02/2023`, `3/2023` in Vietnamese, as officials write it; `March 2023` in English.
    fn month_name(&self, day: Date) -> String {
        let zero = if day.month() <= 2 { "0" } else { "" };
        match self.site.language {
            Language::Vi => format!("{zero}{}/{}", day.month(), day.year()),
            Language::En => day.strftime("%B %Y").to_string(),
        }
    }

    /// A due on its date.
    fn due_view(&self, due: &Due<'_>) -> DueView {
        let html = match due.what {
            What::Measure(Owner::Record(id), measure, _) => {
                self.excerpt(&self.ledger.record(id).document, &measure.item.html)
            }
            What::Measure(Owner::Paper(id), measure, _) => {
                self.excerpt(&self.ledger.paper(id).document, &measure.item.html)
            }
            What::Report(_, report, _) => crate::vietnamese::letters::escape(&report.asked.what.value),
        };
        let (owner, body) = match due.owner() {
            Owner::Record(id) => (self.record_link(id), &self.ledger.record(id).body),
            Owner::Paper(id) => (self.paper_link(id), &self.ledger.paper(id).body),
        };
        DueView {
            day: self.day(due.day),
            html,
            owner,
            lead: due.unit().map(|unit| self.unit_link(body, unit)),
            is_report: due.is_unnamed_report(self.site.strings.get("calendar", "report")),
        }
    }

    fn recurring(&self, due: &Due<'_>) -> RecurringView {
        let rhythm = match due.what {
            What::Measure(_, measure, _) => {
                measure.item.deadline.as_ref().map(|deadline| deadline.raw.value.clone())
            }
            What::Report(..) => None,
        };
        RecurringView {
            rhythm: rhythm.unwrap_or_default(),
            next: due.next(self.site.as_of).map(|day| self.day(day)),
            due: self.due_view(due),
        }
    }

    /// The calendar file of a body, or of one of its units.
    pub(crate) fn dates(&self, body: usize, unit: Option<usize>) -> PageContent {
        let events = self.plan.events(body, unit);
        let (site, body) = (self.site, &self.ledger.bodies[body]);
        let unit = unit.map(|unit| format!("{} · ", body.meta.units[unit].name)).unwrap_or_default();
        let name = format!("{unit}{}", body.short_name());
        let mut bytes = Vec::new();
        let events = crate::export::calendar::events(&events, site.as_of);
        // Writing to memory does not fail.
        let _ = crate::export::calendar::write(&name, site.language.tag(), &mut bytes, [events]);
        PageContent::Made { bytes }
    }
}

fn month(day: Date) -> (i16, i8) {
    (day.year(), day.month())
}
