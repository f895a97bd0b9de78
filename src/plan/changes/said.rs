//! Said: what one file says, as far as two moments of the record are compared by it.
//!
//! Takes a document; gives its values, each under the kind of change that it would be if it were otherwise, its
//! measures and progress entries, and its indicators. It stands apart from the comparing because here it is decided,
//! for each field of a document, whether it counts: what is taken apart is named without `..`, so that a field that is
//! new does not compile before somebody has decided.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::words::words;
use crate::export::changes::ChangeKind;
use crate::front_matter::{
    Assignment, CarryEntry, Disposition, EdgeKind, ErratumMeta, Meta, Paper, PlanMeta, RecordMeta,
    ReportBefore, ReportDue, ReportMeta, Signature, period_word,
};
use crate::model::document::{
    Block, Document, Footnote, Indicator, LogEntry, Measure, MeasureDeadline, Section,
};
use crate::settings::Audience;
use crate::source::Located;
use crate::vietnamese::date::show_vi;
use crate::vietnamese::letters::same_name;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;

/// What one file says.
#[derive(Debug, Default)]
pub struct Said {
    /// What it says once, or once under a heading or label.
    pub(super) values: BTreeMap<ValueKey, Value>,
    pub(super) measures: Vec<Entry>,
    pub(super) progress: Vec<Entry>,
    pub(super) indicators: BTreeMap<IndicatorKey, Reached>,
}

/// What identifies a value: what it is, and the heading or label that it stands under, if it stands under one.
pub(super) type ValueKey = (ChangeKind, String);

/// Something that a file says.
#[derive(Debug)]
pub(super) struct Value {
    /// The heading or label that it stands under.
    pub(super) about: Option<String>,
    pub(super) text: String,
}

/// A measure, or an entry of the progress log, which has words alone.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) deadline: Option<MeasureDeadline>,
    /// The deadline that was struck first.
    pub(super) first: Option<MeasureDeadline>,
    /// Unit that leads it, by id.
    pub(super) lead: Option<String>,
    /// Units that coordinate it, by id.
    pub(super) coordinate: Option<String>,
    pub(super) done: bool,
}

#[derive(Debug, Default)]
pub(super) struct Reached {
    pub(super) name: String,
    pub(super) target: Option<String>,
    pub(super) actual: Option<String>,
    /// What its row says beside the numbers.
    pub(super) note: Option<String>,
}

/// What identifies an indicator: name and level, without regard to spaces, case and marks.
pub(super) type IndicatorKey = (String, Option<String>);

/// Bodies whose folders had another name at the first of two moments: that one, and the one of the second.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved(pub BTreeMap<String, String>);

impl Moved {
    /// What the folder of a body is called at the second moment.
    pub fn body<'b>(&'b self, body: &'b str) -> &'b str {
        self.0.get(body).map_or(body, String::as_str)
    }

    /// A path below the folder of a body, as it is at the second moment.
    pub fn path<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let moved = path.split_once('/').and_then(|(body, rest)| Some((self.0.get(body)?, rest)));
        moved.map_or(Cow::Borrowed(path), |(body, rest)| Cow::Owned(format!("{body}/{rest}")))
    }
}

/// What has to be known to read what a file says.
#[derive(Clone, Copy)]
pub struct Reading<'r> {
    /// Bodies whose folders had another name.
    pub moved: &'r Moved,
    /// Whether an edition leaves a unit of a body out.
    pub hides: &'r dyn Fn(&str, &str) -> bool,
}

impl Said {
    /// What a document says.
    pub fn of(document: &Document, reading: Reading<'_>) -> Self {
        let Document {
            path,
            // Where it is, and was: a file may have any name.
            source: _,
            aliases: _,
            audience,
            title,
            title_html: _,
            meta,
            sections,
            footnotes,
            // Findings are no part of the record.
            waivers: _,
        } = document;
        let mut said = Self::default();
        let statement = document.statement();
        let title = title.value.as_str();
        let wording = if statement.is_empty() { title.to_owned() } else { format!("{title}\n{statement}") };
        said.put(ChangeKind::Wording, wording);
        said.put(ChangeKind::Verdict, document.verdict());
        let audience = match audience {
            Audience::Public => "public",
            Audience::Internal => "internal",
        };
        said.put(ChangeKind::Audience, audience.to_owned());
        let (body, year) = (path.body().unwrap_or_default(), path.year().unwrap_or_default());
        let units = |units: &[Located<String>]| units_of(units, body, reading);
        // What a report lists was promised elsewhere, and is text of its own.
        let promises = match meta {
            Meta::Deficiency(record) => {
                said.record(record, year, &units, reading.moved);
                true
            }
            Meta::Plan(plan) => {
                said.plan(plan, reading.moved);
                true
            }
            Meta::Report(report) => {
                let ReportMeta { paper, on } = &**report;
                said.paper(paper);
                said.maybe(ChangeKind::On, on.as_ref().map(|on| reading.moved.path(&on.value).into_owned()));
                false
            }
            Meta::Review(paper) => {
                said.paper(paper);
                false
            }
            Meta::Erratum(erratum) => {
                said.erratum(erratum);
                false
            }
            Meta::Body(_) | Meta::Page => false,
        };
        sections.iter().for_each(|section| said.section(section, promises, &units));
        for Footnote { label, html: _, text, audience: _, place: _ } in footnotes {
            said.add_under(ChangeKind::Footnote, label.clone(), label, text);
        }
        said
    }

    fn put(&mut self, kind: ChangeKind, text: String) {
        if !text.trim().is_empty() {
            self.values.insert((kind, String::new()), Value { about: None, text });
        }
    }

    fn maybe(&mut self, kind: ChangeKind, value: Option<impl Display>) {
        self.put(kind, value.map(|value| value.to_string()).unwrap_or_default());
    }

    fn list<T>(&mut self, kind: ChangeKind, items: &[T], text: impl Fn(&T) -> String) {
        self.put(kind, items.iter().map(text).collect::<Vec<_>>().join("; "));
    }

    /// Adds to what stands under a heading or label.
    fn add_under(&mut self, kind: ChangeKind, key: String, about: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let new = || Value { about: Some(about.to_owned()), text: String::new() };
        let value = self.values.entry((kind, key)).or_insert_with(new);
        if !value.text.is_empty() {
            value.text.push('\n');
        }
        value.text.push_str(text.trim());
    }

    fn record(
        &mut self,
        record: &RecordMeta,
        year: i16,
        units: &dyn Fn(&[Located<String>]) -> Option<String>,
        moved: &Moved,
    ) {
        let RecordMeta {
            plan,
            // These follow from what an edition leaves out.
            plan_withheld: _,
            withheld: _,
            // It says which record this is.
            deficiency: _,
            status,
            recognised,
            area,
            lead,
            coordinate,
            monitor,
            continue_in,
            carries,
            disposition,
        } = record;
        self.put(ChangeKind::Status, status.value.word().to_owned());
        self.maybe(ChangeKind::Plan, plan.as_ref().map(|plan| moved.path(&plan.value)));
        self.put(ChangeKind::Recognised, recognised.unwrap_or(year - 1).to_string());
        self.maybe(ChangeKind::Area, area.as_ref().map(|area| &area.value));
        self.maybe(ChangeKind::Lead, lead.as_ref().and_then(|lead| units(std::slice::from_ref(lead))));
        self.maybe(ChangeKind::Coordinate, units(coordinate));
        self.maybe(ChangeKind::Monitor, units(monitor));
        self.maybe(ChangeKind::ContinueIn, continue_in.as_ref().map(|year| year.value));
        self.list(ChangeKind::Carries, carries, |CarryEntry { from, kind, basis: _, reason }| {
            let from = moved.path(&from.value);
            let kind = match kind {
                EdgeKind::Continues => String::new(),
                EdgeKind::Split
                | EdgeKind::Merged
                | EdgeKind::Narrowed
                | EdgeKind::Expanded
                | EdgeKind::Reopened => format!(" ({})", kind.word()),
            };
            let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("{from}{kind}{reason}")
        });
        let dropped = disposition.as_ref();
        let dropped = dropped
            .map(|Disposition { reason, by, date }| format!("{reason} ({by}, {})", show_vi(date.value)));
        self.maybe(ChangeKind::Disposition, dropped);
    }

    fn paper(&mut self, paper: &Paper) {
        let Paper { number, date, place, declares, recipients, signed } = paper;
        self.maybe(ChangeKind::Number, number.as_ref().map(|number| number.value.as_str()));
        self.maybe(ChangeKind::Date, date.as_ref().map(|date| date.value));
        self.maybe(ChangeKind::Place, place.as_ref());
        self.maybe(ChangeKind::Declares, declares.as_ref().map(|count| count.value));
        self.list(ChangeKind::Recipients, recipients, String::clone);
        let signed = signed.as_ref().map(|Signature { authority, position }| {
            [authority, position].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
        });
        self.maybe(ChangeKind::Signed, signed);
    }

    fn plan(&mut self, plan: &PlanMeta, moved: &Moved) {
        let PlanMeta { paper, years, implements, assignments, reports_due } = plan;
        self.paper(paper);
        self.put(ChangeKind::Years, years.to_string());
        self.list(ChangeKind::Implements, implements, |name| moved.path(&name.value).into_owned());
        self.list(ChangeKind::Assignments, assignments, |Assignment { unit, role, of, does }| {
            let of: Vec<&str> = of.iter().map(|name| name.value.as_str()).collect();
            let does = does.as_ref().map(|does| format!(": {does}")).unwrap_or_default();
            let words = [unit.value.as_str(), role.word()].into_iter().chain(of);
            format!("{}{does}", words.collect::<Vec<_>>().join(" "))
        });
        self.list(ChangeKind::ReportsDue, reports_due, |due| {
            let ReportDue { what, to, every, before, after, covers } = due;
            let before = before.as_ref().map(|before| match before.value {
                ReportBefore::On(day) => day.to_string(),
                ReportBefore::Yearly { month, day } => format!("{month:02}-{day:02}"),
            });
            let every = every.and_then(|every| period_word(every.in_months().into())).map(str::to_owned);
            let covers = covers.map(|covers| covers.word().to_owned());
            let more = [to.as_ref().map(|to| to.value.clone()), every, before, after.clone(), covers];
            let more: Vec<String> = more.into_iter().flatten().collect();
            if more.is_empty() { what.value.clone() } else { format!("{} ({})", what.value, more.join(", ")) }
        });
    }

    fn erratum(&mut self, erratum: &ErratumMeta) {
        let ErratumMeta { of, date, by, wrong, right } = erratum;
        self.put(ChangeKind::Corrects, of.value.clone());
        self.put(ChangeKind::Date, date.to_string());
        self.put(ChangeKind::By, by.value.clone());
        self.put(ChangeKind::Wrong, wrong.value.clone());
        self.put(ChangeKind::Right, right.value.clone());
    }

    fn section(
        &mut self,
        section: &Section,
        promises: bool,
        units: &dyn Fn(&[Located<String>]) -> Option<String>,
    ) {
        let Section { heading, kind: _, audience: _, words: _, blocks } = section;
        let mut texts: Vec<String> = Vec::new();
        for block in blocks {
            match block {
                // What is quoted is among the values already.
                Block::Prose(_) if section.is_quoted() => {}
                Block::Prose(pieces) => texts.push(words(pieces)),
                Block::Measures(measures) if promises => {
                    self.measures.extend(measures.iter().map(|measure| Entry::of_measure(measure, units)));
                }
                Block::Measures(measures) => texts.extend(measures.iter().flat_map(|measure| {
                    [measure.text.clone()].into_iter().chain(printed(measure.deadline.as_ref()))
                })),
                Block::Indicators(rows) => rows.iter().for_each(|row| self.indicator(row)),
                Block::Log(entries) => self.progress.extend(entries.iter().map(Entry::of_log)),
            }
        }
        let heading = heading.as_ref().map_or("", |heading| heading.text.as_str());
        for text in texts {
            self.add_under(ChangeKind::Section, same_name(heading), heading, &text);
        }
    }

    fn indicator(&mut self, row: &Indicator) {
        let Indicator { name, name_html: _, target, actual, unit, level, deadline, note } = row;
        let key = (same_name(&name.value), level.as_deref().map(same_name));
        let reached = self.indicators.entry(key).or_default();
        reached.name.clone_from(&name.value);
        let raw = |cell: &Option<crate::model::document::Cell>| Some(cell.as_ref()?.raw.value.clone());
        reached.target = reached.target.take().or_else(|| raw(target));
        reached.actual = reached.actual.take().or_else(|| raw(actual));
        let note = Some(words(note)).filter(|note| !note.is_empty());
        let notes = [unit.clone(), printed(deadline.as_ref()), note].into_iter().flatten();
        let notes = reached.note.take().into_iter().chain(notes).collect::<Vec<_>>().join(" · ");
        reached.note = Some(notes).filter(|notes| !notes.is_empty());
    }

    /// What a value is.
    pub(super) fn value(&self, key: &ValueKey) -> Option<&str> {
        self.values.get(key).map(|value| value.text.as_str())
    }

    /// Leaves the status of a record out.
    pub fn forget_status(&mut self) {
        self.values.remove(&(ChangeKind::Status, String::new()));
    }

    /// The status of a record.
    pub(super) fn status(&self) -> Option<String> {
        self.value(&(ChangeKind::Status, String::new())).map(str::to_owned)
    }

    /// What an erratum quotes of the file that it corrects.
    pub(super) fn quotation(&self) -> Option<&str> {
        self.value(&(ChangeKind::Wrong, String::new()))
    }

    /// What an erratum calls wrong, and what right.
    pub(super) fn correction(&self) -> Option<String> {
        let [wrong, right] =
            [ChangeKind::Wrong, ChangeKind::Right].map(|kind| self.value(&(kind, String::new())));
        Some(format!("{} → {}", wrong?, right?))
    }
}

impl Entry {
    fn of_measure(measure: &Measure, units: &dyn Fn(&[Located<String>]) -> Option<String>) -> Self {
        let Measure {
            text,
            html: _,
            // Where it stands.
            group: _,
            place: _,
            items: _,
            renewal: _,
            deadline,
            extensions,
            // These are among its words.
            unread: _,
            lead,
            coordinate,
            claimed_done,
        } = measure;
        Self {
            text: text.clone(),
            deadline: deadline.clone(),
            first: extensions.first().cloned(),
            lead: lead.as_ref().and_then(|lead| units(std::slice::from_ref(lead))),
            coordinate: units(coordinate),
            done: *claimed_done,
        }
    }

    fn of_log(entry: &LogEntry) -> Self {
        let LogEntry { date, html, place: _ } = entry;
        let words = words(html);
        let text = match date {
            Some(date) => format!("{}: {words}", show_vi(*date)),
            None => words,
        };
        Self { text, ..Self::default() }
    }
}

/// A deadline as it is written.
pub(super) fn printed(deadline: Option<&MeasureDeadline>) -> Option<String> {
    deadline.map(|deadline| deadline.raw.value.clone())
}

fn units_of(units: &[Located<String>], body: &str, reading: Reading<'_>) -> Option<String> {
    let units = units.iter().map(|unit| unit.value.as_str()).filter(|unit| !(reading.hides)(body, unit));
    let units: Vec<&str> = units.collect();
    (!units.is_empty()).then(|| units.join(UNITS))
}

/// What stands between the ids of several units.
pub(super) const UNITS: &str = ", ";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_follows_the_folder_of_its_body() {
        let moved = Moved(BTreeMap::from([("td".to_owned(), "tinh-doan".to_owned())]));
        assert_eq!(moved.path("td/2023/plan"), "tinh-doan/2023/plan");
        assert_eq!(
            (moved.path("td"), moved.path("12-KH/TĐ")),
            (Cow::Borrowed("td"), Cow::Borrowed("12-KH/TĐ"))
        );
        assert_eq!((moved.body("td"), moved.body("vp")), ("tinh-doan", "vp"));
    }
}
