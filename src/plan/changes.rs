//! Changes: what changed in the record between two ledgers.
//!
//! Takes two ledgers of one edition; gives each record and paper that says something else, with what it said. A
//! record is the same one by its body, year and name, whatever file it is in. It stands apart from the pages
//! because those show one ledger, and knows nothing of git: what a file [`Said`] at some moment decides whether
//! a change [was made](Changed::is_made_by) there, and somebody else knows the moments.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::tables::differ::{Wording, match_up};
use crate::export::changes::{ChangeData, ChangeKind, ChangedData};
use crate::front_matter::Meta;
use crate::model::document::{Cell, Document, Measure, MeasureDeadline};
use crate::model::ledger::{Ledger, Paper, Record};
use crate::vietnamese::date::Date;
use crate::vietnamese::deadline::DeadlineKind;
use crate::vietnamese::letters::same_name;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A record or paper that says something else.
#[derive(Debug)]
pub struct Changed<'l> {
    /// What there is to tell of it, without commits.
    pub data: ChangedData,
    /// The file that it was in.
    pub then: Option<&'l Arc<Document>>,
    /// The file that it is in.
    pub now: Option<&'l Arc<Document>>,
    said: [Option<Said>; 2],
    /// Where each of the changes is looked for.
    slots: Vec<Slot>,
}

/// What one file says, as far as it is compared.
#[derive(Debug, Default)]
pub struct Said {
    status: Option<String>,
    lead: Option<String>,
    wording: String,
    verdict: String,
    measures: Vec<Promised>,
    indicators: BTreeMap<IndicatorKey, Reached>,
}

#[derive(Debug)]
struct Promised {
    text: String,
    deadline: Option<MeasureDeadline>,
    done: bool,
}

#[derive(Debug, Default)]
struct Reached {
    name: String,
    target: Option<String>,
    actual: Option<String>,
}

/// What identifies an indicator: name and level, without regard to spaces, case and marks.
type IndicatorKey = (String, Option<String>);

/// A place in what a file says.
#[derive(Debug)]
enum Slot {
    /// Whether it says anything.
    File,
    Status,
    Lead,
    Wording,
    Verdict,
    /// A measure by its number in what is said then, or else now.
    Measure {
        was: bool,
        number: usize,
        part: Part,
    },
    Indicator(IndicatorKey, Number),
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Whole,
    Words,
    Deadline,
    Done,
}

#[derive(Debug, Clone, Copy)]
enum Number {
    Row,
    Target,
    Actual,
}

/// What changed between two ledgers, by body, year and name: records first, then papers.
pub fn changes<'l>(then: &'l Ledger, now: &'l Ledger) -> Vec<Changed<'l>> {
    let key = |record: &Record| (record.body.clone(), record.year, record.name.clone());
    let records = |ledger: &'l Ledger| ledger.records.iter().map(move |record| (key(record), record));
    let (olds, news): (BTreeMap<_, _>, BTreeMap<_, _>) = (records(then).collect(), records(now).collect());
    let keys: BTreeSet<_> = olds.keys().chain(news.keys()).collect();
    let mut changed: Vec<Changed<'l>> = Vec::new();
    for key @ (body, year, name) in keys {
        let (old, new) = (olds.get(key).copied(), news.get(key).copied());
        let file = File { kind: "deficiency", body, year: *year, name: name.clone() };
        changed.extend(file.compare(then, now, old.map(|old| &old.document), new.map(|new| &new.document)));
    }
    for (old, new) in papers(then, now) {
        let Some(paper) = new.or(old) else { continue };
        let document = &paper.document;
        let (kind, name) = (document.meta.kind(), document.path.as_str().to_owned());
        let file = File { kind, body: &paper.body, year: paper.year, name };
        changed.extend(file.compare(then, now, old.map(|old| &old.document), new.map(|new| &new.document)));
    }
    changed.sort_by(|a, b| {
        let key = |changed: &Changed<'l>| (changed.data.body.clone(), changed.data.year);
        key(a).cmp(&key(b))
    });
    changed
}

/// Papers of two ledgers in pairs: those of one path, then those of one number.
fn papers<'l>(then: &'l Ledger, now: &'l Ledger) -> Vec<(Option<&'l Paper>, Option<&'l Paper>)> {
    let path = |paper: &Paper| paper.document.path.clone();
    let number = |ledger: &Ledger, paper: &Paper| {
        let number = ledger.documents[paper.official?.0].number.as_str().to_owned();
        Some((paper.body.clone(), paper.document.meta.kind(), number))
    };
    let mut olds: Vec<Option<&Paper>> = then.papers.iter().map(Some).collect();
    let mut news: Vec<(Option<&Paper>, Option<&Paper>)> = Vec::new();
    for new in &now.papers {
        let same = olds.iter_mut().find(|old| old.is_some_and(|old| path(old) == path(new)));
        news.push((same.and_then(Option::take), Some(new)));
    }
    for (old, new) in news.iter_mut().filter(|(old, _)| old.is_none()) {
        let wanted = new.and_then(|new| number(now, new));
        let same = |old: &&mut Option<&Paper>| {
            wanted.is_some() && old.is_some_and(|old| number(then, old) == wanted)
        };
        *old = olds.iter_mut().find(same).and_then(Option::take);
    }
    news.extend(olds.into_iter().flatten().map(|old| (Some(old), None)));
    news
}

/// What names a file.
struct File<'f> {
    kind: &'static str,
    body: &'f str,
    year: i16,
    name: String,
}

impl File<'_> {
    /// What changed in it, if anything did.
    fn compare<'l>(
        self,
        then: &'l Ledger,
        now: &'l Ledger,
        old: Option<&'l Arc<Document>>,
        new: Option<&'l Arc<Document>>,
    ) -> Option<Changed<'l>> {
        let said = [old, new].map(|document| document.map(|document| Said::of(document)));
        let found = differences(said[0].as_ref(), said[1].as_ref());
        if found.is_empty() {
            return None;
        }
        let (ledger, document) = new.map(|new| (now, new)).or(old.map(|old| (then, old)))?;
        let body = ledger.body(self.body)?;
        let lead = document.meta.record().and_then(|record| record.lead.as_ref());
        let lead = lead.map(|lead| lead.value.clone());
        let (mut changes, slots): (Vec<ChangeData>, Vec<Slot>) = found.into_iter().unzip();
        let unit = |ledger: &Ledger, id: &mut Option<String>| {
            let named = |id: &String| Some(ledger.body(self.body)?.unit(id)?.name.clone());
            *id = id.take().map(|id| named(&id).unwrap_or(id));
        };
        for change in changes.iter_mut().filter(|change| change.what == ChangeKind::Lead) {
            unit(then, &mut change.then);
            unit(now, &mut change.now);
        }
        let data = ChangedData {
            kind: self.kind.to_owned(),
            body: self.body.to_owned(),
            body_name: body.short_name().to_owned(),
            year: self.year,
            name: self.name,
            title: document.title.value.clone(),
            lead_name: lead.as_ref().and_then(|lead| Some(body.unit(lead)?.name.clone())),
            lead,
            page: new.map(|new| new.path.page()),
            changes,
        };
        Some(Changed { data, then: old, now: new, said, slots })
    }
}

impl Changed<'_> {
    /// Whether change number `index` was made by a commit `before` and `after` which the same file said something:
    /// what it is now was said after, and by none of the parents.
    pub fn is_made_by(&self, index: usize, before: &[Option<Said>], after: Option<&Said>) -> bool {
        let Some(slot) = self.slots.get(index) else { return false };
        let [then, now] = [0, 1].map(|side| self.said[side].as_ref());
        let value = |said| slot.value(said, then, now);
        let made = value(now);
        value(after) == made && before.iter().all(|before| value(before.as_ref()) != made)
    }
}

impl Said {
    /// What a document says.
    pub fn of(document: &Document) -> Self {
        let record = document.meta.record();
        let status = record.map(|record| record.status.value.word().to_owned());
        let (statement, title) = (document.statement(), document.title.value.as_str());
        let wording = if statement.is_empty() { title.to_owned() } else { format!("{title}\n{statement}") };
        // What a report lists was promised elsewhere.
        let promises = match &document.meta {
            Meta::Deficiency(_) | Meta::Plan(_) => true,
            Meta::Report(_) | Meta::Review(_) | Meta::Body(_) | Meta::Erratum(_) | Meta::Page => false,
        };
        let measures = document.measures().filter(|_| promises).map(|measure| Promised::of(measure));
        let mut indicators: BTreeMap<IndicatorKey, Reached> = BTreeMap::new();
        for row in document.indicators() {
            let key = (same_name(&row.name.value), row.level.as_deref().map(same_name));
            let reached = indicators.entry(key).or_default();
            let raw = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.raw.value.clone());
            reached.name.clone_from(&row.name.value);
            reached.target = reached.target.take().or_else(|| raw(&row.target));
            reached.actual = reached.actual.take().or_else(|| raw(&row.actual));
        }
        Self {
            status,
            lead: record.and_then(|record| Some(record.lead.as_ref()?.value.clone())),
            wording,
            verdict: document.verdict(),
            measures: measures.collect(),
            indicators,
        }
    }

    fn wordings(&self) -> Vec<Wording<'_>> {
        self.measures.iter().map(|measure| Wording::new(&measure.text)).collect()
    }
}

impl Promised {
    fn of(measure: &Measure) -> Self {
        Self { text: measure.text.clone(), deadline: measure.deadline.clone(), done: measure.claimed_done }
    }

    fn printed(&self) -> Option<String> {
        self.deadline.as_ref().map(|deadline| deadline.raw.value.clone())
    }

    fn part(&self, part: Part) -> Option<String> {
        match part {
            Part::Whole => Some(String::new()),
            Part::Words => Some(self.text.clone()),
            Part::Deadline => self.printed(),
            Part::Done => self.done.then(String::new),
        }
    }
}

impl Slot {
    /// What stands there in what a file says; none where nothing does.
    fn value(&self, said: Option<&Said>, then: Option<&Said>, now: Option<&Said>) -> Option<String> {
        let said = said?;
        match self {
            Self::File => Some(String::new()),
            Self::Status => said.status.clone(),
            Self::Lead => said.lead.clone(),
            Self::Wording => Some(said.wording.clone()),
            Self::Verdict => Some(said.verdict.clone()),
            Self::Measure { was, number, part } => {
                let known = if *was { then? } else { now? };
                let pairs = match_up(&known.wordings(), &said.wordings());
                let at = pairs.iter().find(|(known, _)| known == number)?.1;
                said.measures[at].part(*part)
            }
            Self::Indicator(key, number) => {
                let reached = said.indicators.get(key)?;
                match number {
                    Number::Row => Some(String::new()),
                    Number::Target => reached.target.clone(),
                    Number::Actual => reached.actual.clone(),
                }
            }
        }
    }
}

type Found = Vec<(ChangeData, Slot)>;

fn change(what: ChangeKind, about: Option<&str>, [then, now]: [Option<String>; 2]) -> ChangeData {
    let about = about.map(str::to_owned);
    ChangeData { what, about, then, now, then_due: None, now_due: None, commit: None }
}

/// What is otherwise in what a file says.
fn differences(then: Option<&Said>, now: Option<&Said>) -> Found {
    let (then, now) = match (then, now) {
        (Some(then), Some(now)) => (then, now),
        (None, None) => return Vec::new(),
        (None, Some(now)) => {
            return vec![(change(ChangeKind::New, None, [None, now.status.clone()]), Slot::File)];
        }
        (Some(then), None) => {
            return vec![(change(ChangeKind::Gone, None, [then.status.clone(), None]), Slot::File)];
        }
    };
    let mut found = Found::new();
    let mut add = |what, then: Option<String>, now: Option<String>, slot| {
        if then != now {
            found.push((change(what, None, [then, now]), slot));
        }
    };
    add(ChangeKind::Status, then.status.clone(), now.status.clone(), Slot::Status);
    let filled = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    if !Wording::new(&then.verdict).is_same(&Wording::new(&now.verdict)) {
        add(ChangeKind::Verdict, filled(&then.verdict), filled(&now.verdict), Slot::Verdict);
    }
    if !Wording::new(&then.wording).is_same(&Wording::new(&now.wording)) {
        add(ChangeKind::Wording, filled(&then.wording), filled(&now.wording), Slot::Wording);
    }
    add(ChangeKind::Lead, then.lead.clone(), now.lead.clone(), Slot::Lead);
    measures(then, now, &mut found);
    indicators(then, now, &mut found);
    found
}

fn measures(then: &Said, now: &Said, found: &mut Found) {
    let (olds, news) = (then.wordings(), now.wordings());
    let pairs = match_up(&olds, &news);
    for (number, new) in now.measures.iter().enumerate() {
        let slot = |part| Slot::Measure { was: false, number, part };
        let about = Some(new.text.as_str());
        let Some(old) = pairs.iter().find(|(_, at)| *at == number).map(|(old, _)| *old) else {
            let mut added = change(ChangeKind::MeasureAdded, about, [None, new.printed()]);
            added.now_due = due(new);
            found.push((added, slot(Part::Whole)));
            continue;
        };
        let (wording, old) = (&olds[old], &then.measures[old]);
        if !wording.is_same(&news[number]) {
            let words = [Some(old.text.clone()), Some(new.text.clone())];
            found.push((change(ChangeKind::MeasureReworded, None, words), slot(Part::Words)));
        }
        if old.printed() != new.printed() {
            let mut moved = change(ChangeKind::Deadline, about, [old.printed(), new.printed()]);
            (moved.then_due, moved.now_due) = (due(old), due(new));
            found.push((moved, slot(Part::Deadline)));
        }
        if old.done != new.done {
            let what = if new.done { ChangeKind::Done } else { ChangeKind::Undone };
            found.push((change(what, about, [None, None]), slot(Part::Done)));
        }
    }
    for (number, old) in then.measures.iter().enumerate() {
        if pairs.iter().all(|(at, _)| *at != number) {
            let mut removed = change(ChangeKind::MeasureRemoved, Some(&old.text), [old.printed(), None]);
            removed.then_due = due(old);
            found.push((removed, Slot::Measure { was: true, number, part: Part::Whole }));
        }
    }
}

fn due(measure: &Promised) -> Option<Date> {
    let read = measure.deadline.as_ref()?.read.as_ref()?;
    // What goes on continuously is never due.
    read.due.filter(|_| read.kind != DeadlineKind::Continuous)
}

fn indicators(then: &Said, now: &Said, found: &mut Found) {
    let keys: BTreeSet<&IndicatorKey> = then.indicators.keys().chain(now.indicators.keys()).collect();
    for key in keys {
        let slot = |number| Slot::Indicator(key.clone(), number);
        let mut add = |what, name: &str, then: &Option<String>, now: &Option<String>, number| {
            found.push((change(what, Some(name), [then.clone(), now.clone()]), slot(number)));
        };
        match (then.indicators.get(key), now.indicators.get(key)) {
            (Some(old), Some(new)) => {
                if old.target != new.target {
                    add(ChangeKind::Target, &new.name, &old.target, &new.target, Number::Target);
                }
                if old.actual != new.actual {
                    add(ChangeKind::Actual, &new.name, &old.actual, &new.actual, Number::Actual);
                }
            }
            (None, Some(new)) => {
                add(ChangeKind::IndicatorAdded, &new.name, &None, &new.target, Number::Row);
            }
            (Some(old), None) => {
                add(ChangeKind::IndicatorRemoved, &old.name, &old.target, &None, Number::Row);
            }
            (None, None) => {}
        }
    }
}
