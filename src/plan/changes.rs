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
use crate::vietnamese::deadline::{Deadline, DeadlineKind};
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

/// What a public edition does not let out at the later of two moments.
#[derive(Debug)]
pub struct Withheld<'w> {
    /// Whether that is the first of the two.
    pub is_later_then: bool,
    /// All that the file says at it, where it is there.
    pub whole: Option<Said>,
    /// Names of internal units and numbers of internal documents.
    pub names: &'w [String],
}

impl Withheld<'_> {
    /// Whether a text names what is internal, or is a measure that is.
    fn hides(&self, text: &str, public: Option<&Said>) -> bool {
        let has = |said: &Said| said.measures.iter().any(|measure| measure.text == text);
        self.names.iter().any(|name| text.contains(name.as_str()))
            || (self.whole.as_ref().is_some_and(has) && !public.is_some_and(has))
    }
}

/// What one file says, as far as it is compared.
#[derive(Debug, Default)]
pub struct Said {
    status: Option<String>,
    lead: Option<String>,
    continue_in: Option<String>,
    wording: String,
    verdict: String,
    measures: Vec<Promised>,
    indicators: BTreeMap<IndicatorKey, Reached>,
}

#[derive(Debug)]
struct Promised {
    text: String,
    deadline: Option<MeasureDeadline>,
    /// The deadline that was struck first.
    first: Option<MeasureDeadline>,
    /// Unit that leads it, by id.
    lead: Option<String>,
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
    ContinueIn,
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
    First,
    Lead,
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
        for change in changes.iter_mut().filter(|change| change.what.is_unit()) {
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
    /// Whether a document is of this record or paper: a file of the same path may have held another record.
    pub fn is_of(&self, document: &Document) -> bool {
        document.meta.record().is_none_or(|record| record.deficiency.value == self.data.name)
    }

    /// Leaves out what is internal at the later of the two moments.
    pub fn withhold(&mut self, withheld: &Withheld<'_>) {
        let [then, now] = [0, 1].map(|side| self.said[side].as_ref());
        let public = if withheld.is_later_then { then } else { now };
        let is_filled = |value: &Option<String>| value.as_ref().is_some_and(|value| !value.trim().is_empty());
        let is_told = |change: &mut ChangeData, slot: &Slot| {
            let whole = withheld.whole.as_ref();
            let (told, all) = (slot.value(public, then, now), slot.value(whole, then, now));
            // What is only internal by then has not gone.
            if (told.is_none() && all.is_some()) || (!is_filled(&told) && is_filled(&all)) {
                return false;
            }
            let hides =
                |text: &Option<String>| text.as_ref().is_some_and(|text| withheld.hides(text, public));
            let names_hidden = [&change.then, &change.now].into_iter().any(hides);
            if hides(&change.about) || (change.what.is_one_sided() && names_hidden) {
                return false;
            }
            // The other moment may say what is internal by then.
            if names_hidden || (whole.is_some() && told != all) {
                (change.then, change.now, change.then_due, change.now_due) = (None, None, None, None);
            }
            true
        };
        let changes = std::mem::take(&mut self.data.changes).into_iter().zip(std::mem::take(&mut self.slots));
        let told: (Vec<ChangeData>, Vec<Slot>) = changes
            .filter_map(|(mut change, slot)| is_told(&mut change, &slot).then_some((change, slot)))
            .unzip();
        if self.data.lead_name.as_ref().is_some_and(|name| withheld.names.contains(name)) {
            (self.data.lead, self.data.lead_name) = (None, None);
        }
        (self.data.changes, self.slots) = told;
    }

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
            continue_in: record.and_then(|record| Some(record.continue_in.as_ref()?.value.to_string())),
            wording,
            verdict: document.verdict(),
            measures: measures.collect(),
            indicators,
        }
    }

    /// Pairs of its measures and those of another text that are equal or similar.
    fn match_up(&self, other: &Self) -> Vec<(usize, usize)> {
        let is_whole = |i: usize, j: usize| {
            let (one, other) = (&self.measures[i], &other.measures[j]);
            is_same_deadline(one.deadline.as_ref(), other.deadline.as_ref()) && one.done == other.done
        };
        match_up(&self.wordings(), &other.wordings(), is_whole)
    }

    fn wordings(&self) -> Vec<Wording<'_>> {
        self.measures.iter().map(|measure| Wording::new(&measure.text)).collect()
    }
}

impl Promised {
    fn of(measure: &Measure) -> Self {
        Self {
            text: measure.text.clone(),
            deadline: measure.deadline.clone(),
            first: measure.extensions.first().cloned(),
            lead: measure.lead.as_ref().map(|lead| lead.value.clone()),
            done: measure.claimed_done,
        }
    }

    fn part(&self, part: Part) -> Option<String> {
        match part {
            Part::Whole => Some(String::new()),
            Part::Words => Some(self.text.clone()),
            Part::Deadline => printed(self.deadline.as_ref()),
            Part::First => printed(self.first.as_ref()),
            Part::Lead => self.lead.clone(),
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
            Self::ContinueIn => said.continue_in.clone(),
            Self::Wording => Some(said.wording.clone()),
            Self::Verdict => Some(said.verdict.clone()),
            Self::Measure { was, number, part } => {
                let known = if *was { then? } else { now? };
                let pairs = known.match_up(said);
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
    add(ChangeKind::ContinueIn, then.continue_in.clone(), now.continue_in.clone(), Slot::ContinueIn);
    measures(then, now, &mut found);
    indicators(then, now, &mut found);
    found
}

fn measures(then: &Said, now: &Said, found: &mut Found) {
    let (olds, news) = (then.wordings(), now.wordings());
    let pairs = then.match_up(now);
    for (number, new) in now.measures.iter().enumerate() {
        let slot = |part| Slot::Measure { was: false, number, part };
        let about = Some(new.text.as_str());
        let Some(old) = pairs.iter().find(|(_, at)| *at == number).map(|(old, _)| *old) else {
            let mut added = change(ChangeKind::MeasureAdded, about, [None, printed(new.deadline.as_ref())]);
            added.now_due = due(new.deadline.as_ref());
            found.push((added, slot(Part::Whole)));
            continue;
        };
        let (wording, old) = (&olds[old], &then.measures[old]);
        if !wording.is_same(&news[number]) {
            let words = [Some(old.text.clone()), Some(new.text.clone())];
            found.push((change(ChangeKind::MeasureReworded, None, words), slot(Part::Words)));
        }
        if !is_same_deadline(old.deadline.as_ref(), new.deadline.as_ref()) {
            let deadlines = [old.deadline.as_ref(), new.deadline.as_ref()];
            let mut moved = change(ChangeKind::Deadline, about, deadlines.map(printed));
            [moved.then_due, moved.now_due] = deadlines.map(due);
            found.push((moved, slot(Part::Deadline)));
        }
        // The first deadline is never lost: what was struck stays.
        if old.first.is_some() && !is_same_deadline(old.first.as_ref(), new.first.as_ref()) {
            let firsts = [old.first.as_ref(), new.first.as_ref()];
            let mut lost = change(ChangeKind::FirstDeadline, about, firsts.map(printed));
            [lost.then_due, lost.now_due] = firsts.map(due);
            found.push((lost, slot(Part::First)));
        }
        if old.lead != new.lead {
            let leads = [old.lead.clone(), new.lead.clone()];
            found.push((change(ChangeKind::MeasureLead, about, leads), slot(Part::Lead)));
        }
        if old.done != new.done {
            let what = if new.done { ChangeKind::Done } else { ChangeKind::Undone };
            found.push((change(what, about, [None, None]), slot(Part::Done)));
        }
    }
    for (number, old) in then.measures.iter().enumerate() {
        if pairs.iter().all(|(at, _)| *at != number) {
            let deadline = old.deadline.as_ref();
            let mut removed = change(ChangeKind::MeasureRemoved, Some(&old.text), [printed(deadline), None]);
            removed.then_due = due(deadline);
            found.push((removed, Slot::Measure { was: true, number, part: Part::Whole }));
        }
    }
}

/// Whether two deadlines mean the same, however they are written.
fn is_same_deadline(one: Option<&MeasureDeadline>, other: Option<&MeasureDeadline>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    let words = |deadline: &MeasureDeadline| {
        deadline.raw.value.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let is_read_alike = |one: &Deadline, other: &Deadline| {
        // A day can be said in several ways; what has no last day is known by its kind.
        let kind = if one.due.is_some() { one.kind } else { other.kind };
        Deadline { kind, ..other.clone() } == Deadline { kind: one.kind, ..one.clone() }
    };
    words(one) == words(other)
        || one.read.as_ref().zip(other.read.as_ref()).is_some_and(|(one, other)| is_read_alike(one, other))
}

fn printed(deadline: Option<&MeasureDeadline>) -> Option<String> {
    deadline.map(|deadline| deadline.raw.value.clone())
}

fn due(deadline: Option<&MeasureDeadline>) -> Option<Date> {
    let read = deadline?.read.as_ref()?;
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
