//! Differences: what is otherwise in what one file says at two moments.
//!
//! Takes what it says at both; gives each change with the place in it that has changed, at which what it says at any
//! other moment can be looked up. It stands apart because it knows neither ledgers nor editions.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::said::{Entry, IndicatorKey, Said, ValueKey, printed};
use crate::export::changes::{ChangeData, ChangeKind};
use crate::model::document::MeasureDeadline;
use crate::plan::tables::differ::{Wording, match_up};
use crate::vietnamese::date::Date;
use crate::vietnamese::deadline::{Deadline, DeadlineKind};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// A place in what a file says.
#[derive(Debug)]
pub(super) enum Slot {
    /// Whether it says anything.
    File,
    Value(ValueKey),
    /// A measure or an entry by its number in what is said then, or else now.
    Entry {
        list: List,
        was: bool,
        number: usize,
        part: Part,
    },
    Indicator(IndicatorKey, Number),
}

/// A list whose entries are compared one by one.
#[derive(Debug, Clone, Copy)]
pub(super) enum List {
    Measures,
    Progress,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Whole,
    Words,
    Deadline,
    First,
    Lead,
    Coordinate,
    Done,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Number {
    Row,
    Target,
    Actual,
    Note,
}

impl List {
    fn of(self, said: &Said) -> &[Entry] {
        match self {
            Self::Measures => &said.measures,
            Self::Progress => &said.progress,
        }
    }

    fn wordings(self, said: &Said) -> Vec<Wording<'_>> {
        self.of(said).iter().map(|entry| Wording::new(&entry.text)).collect()
    }

    /// Pairs of entries of two texts that are equal or similar.
    fn match_up(self, one: (&Said, &[Wording<'_>]), other: (&Said, &[Wording<'_>])) -> Vec<(usize, usize)> {
        let is_whole = |i: usize, j: usize| {
            let (one, other) = (&self.of(one.0)[i], &self.of(other.0)[j]);
            is_same_deadline(one.deadline.as_ref(), other.deadline.as_ref()) && one.done == other.done
        };
        match_up(one.1, other.1, is_whole)
    }

    /// What it is that an entry came, has other words, or went.
    fn kinds(self) -> [ChangeKind; 3] {
        match self {
            Self::Measures => {
                [ChangeKind::MeasureAdded, ChangeKind::MeasureReworded, ChangeKind::MeasureRemoved]
            }
            Self::Progress => {
                [ChangeKind::ProgressAdded, ChangeKind::ProgressReworded, ChangeKind::ProgressRemoved]
            }
        }
    }
}

impl Entry {
    fn part(&self, part: Part) -> Option<String> {
        match part {
            Part::Whole => Some(String::new()),
            Part::Words => Some(self.text.clone()),
            Part::Deadline => printed(self.deadline.as_ref()),
            Part::First => printed(self.first.as_ref()),
            Part::Lead => self.lead.clone(),
            Part::Coordinate => self.coordinate.clone(),
            Part::Done => self.done.then(String::new),
        }
    }
}

/// What a file says at any moment, as the two moments are to be looked up in it: lists are matched once.
pub(super) struct Lookup<'s> {
    said: Option<&'s Said>,
    sides: [Option<&'s Said>; 2],
    /// For each list and side, the number here of each entry there.
    numbers: [[OnceCell<BTreeMap<usize, usize>>; 2]; 2],
}

impl<'s> Lookup<'s> {
    pub(super) fn new(said: Option<&'s Said>, sides: [Option<&'s Said>; 2]) -> Self {
        Self { said, sides, numbers: Default::default() }
    }

    /// The entry here that is one of then, or else of now.
    fn entry(&self, list: List, was: bool, number: usize) -> Option<&'s Entry> {
        let said = self.said?;
        let [then, now] = self.sides;
        let [[measures_then, measures_now], [progress_then, progress_now]] = &self.numbers;
        let (known, numbers) = match (list, was) {
            (List::Measures, true) => (then?, measures_then),
            (List::Measures, false) => (now?, measures_now),
            (List::Progress, true) => (then?, progress_then),
            (List::Progress, false) => (now?, progress_now),
        };
        let numbers = numbers.get_or_init(|| {
            let wordings = [known, said].map(|said| list.wordings(said));
            list.match_up((known, &wordings[0]), (said, &wordings[1])).into_iter().collect()
        });
        list.of(said).get(*numbers.get(&number)?)
    }
}

impl Slot {
    /// What stands there in what a file says; none where nothing does.
    pub(super) fn value(&self, at: &Lookup<'_>) -> Option<String> {
        let said = at.said?;
        match self {
            Self::File => Some(String::new()),
            Self::Value(key) => said.value(key).map(str::to_owned),
            Self::Entry { list, was, number, part } => at.entry(*list, *was, *number)?.part(*part),
            Self::Indicator(key, number) => {
                let reached = said.indicators.get(key)?;
                match number {
                    Number::Row => Some(String::new()),
                    Number::Target => reached.target.clone(),
                    Number::Actual => reached.actual.clone(),
                    Number::Note => reached.note.clone(),
                }
            }
        }
    }
}

pub(super) type Found = Vec<(ChangeData, Slot)>;

fn change(what: ChangeKind, about: Option<&str>, [then, now]: [Option<String>; 2]) -> ChangeData {
    let about = about.map(str::to_owned);
    ChangeData { what, about, then, now, then_due: None, now_due: None, commit: None }
}

/// What is otherwise in what a file says.
pub(super) fn differences(then: Option<&Said>, now: Option<&Said>) -> Found {
    let file = |what, said: &Said, statuses| {
        vec![(change(what, said.correction().as_deref(), statuses), Slot::File)]
    };
    let (then, now) = match (then, now) {
        (Some(then), Some(now)) => (then, now),
        (None, None) => return Vec::new(),
        (None, Some(now)) => return file(ChangeKind::New, now, [None, now.status()]),
        (Some(then), None) => return file(ChangeKind::Gone, then, [then.status(), None]),
    };
    let mut found = Found::new();
    let keys: BTreeSet<&ValueKey> = then.values.keys().chain(now.values.keys()).collect();
    for key in keys {
        let values = [then, now].map(|said| said.value(key));
        let is_same = match values {
            [Some(old), Some(new)] if key.0.is_prose() => {
                old == new || Wording::new(old).is_same(&Wording::new(new))
            }
            [old, new] => old == new,
        };
        if !is_same {
            let about = now.values.get(key).or_else(|| then.values.get(key));
            let about = about.and_then(|value| value.about.as_deref());
            let values = values.map(|value| value.map(str::to_owned));
            found.push((change(key.0, about, values), Slot::Value(key.clone())));
        }
    }
    entries(List::Measures, then, now, &mut found);
    entries(List::Progress, then, now, &mut found);
    indicators(then, now, &mut found);
    found
}

fn entries(list: List, then: &Said, now: &Said, found: &mut Found) {
    let (olds, news) = (list.wordings(then), list.wordings(now));
    let pairs = list.match_up((then, &olds), (now, &news));
    let [added, reworded, removed] = list.kinds();
    for (number, new) in list.of(now).iter().enumerate() {
        let slot = |part| Slot::Entry { list, was: false, number, part };
        let about = Some(new.text.as_str());
        let Some(old) = pairs.iter().find(|(_, at)| *at == number).map(|(old, _)| *old) else {
            let mut added = change(added, about, [None, printed(new.deadline.as_ref())]);
            added.now_due = due(new.deadline.as_ref());
            found.push((added, slot(Part::Whole)));
            continue;
        };
        let (wording, old) = (&olds[old], &list.of(then)[old]);
        if !wording.is_same(&news[number]) {
            let words = [Some(old.text.clone()), Some(new.text.clone())];
            found.push((change(reworded, None, words), slot(Part::Words)));
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
        for (what, part, old, new) in [
            (ChangeKind::MeasureLead, Part::Lead, &old.lead, &new.lead),
            (ChangeKind::MeasureCoordinate, Part::Coordinate, &old.coordinate, &new.coordinate),
        ] {
            if old != new {
                found.push((change(what, about, [old.clone(), new.clone()]), slot(part)));
            }
        }
        if old.done != new.done {
            let what = if new.done { ChangeKind::Done } else { ChangeKind::Undone };
            found.push((change(what, about, [None, None]), slot(Part::Done)));
        }
    }
    for (number, old) in list.of(then).iter().enumerate() {
        if pairs.iter().all(|(at, _)| *at != number) {
            let deadline = old.deadline.as_ref();
            let mut removed = change(removed, Some(&old.text), [printed(deadline), None]);
            removed.then_due = due(deadline);
            found.push((removed, Slot::Entry { list, was: true, number, part: Part::Whole }));
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
                for (what, old, now, number) in [
                    (ChangeKind::Target, &old.target, &new.target, Number::Target),
                    (ChangeKind::Actual, &old.actual, &new.actual, Number::Actual),
                    (ChangeKind::IndicatorNote, &old.note, &new.note, Number::Note),
                ] {
                    if old != now {
                        add(what, &new.name, old, now, number);
                    }
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
