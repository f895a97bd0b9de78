//! Changes: what changed in the record between two ledgers.
//!
//! Takes two ledgers of one edition; gives each record, paper and erratum that says something else, with what it said.
//! A record is the same one by its body, year and name, whatever file it is in. It stands apart from the pages
//! because those show one ledger, and knows nothing of git: what a file [`Said`] at some moments decides at
//! which of them a change [was made](Changed::makers), and somebody else knows the moments.
//!
//! | module | holds |
//! |---|---|
//! | `said` | what one file says, decided field by field |
//! | `differences` | what is otherwise in that, and where |
//! | `inside` | the words of a file that only insiders read |
//! | `words` | what is read of HTML with holes |

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod differences;
mod inside;
mod said;
mod words;

pub use said::{Moved, Reading, Said};

use crate::export::changes::{ChangeData, ChangedData, Shape};
use crate::model::document::Document;
use crate::model::ledger::{Body, Ledger, Paper, Record};
use differences::{Lookup, Slot, differences};
use inside::Inside;
use said::UNITS;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A record, paper or erratum that says something else.
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
    /// The file at it with all that is in it, where it is there.
    pub whole: Option<&'w Document>,
    /// Of an erratum, the files at it that are or were corrected, with all that is in them.
    pub corrected: Vec<&'w Document>,
    /// Names of internal units and records, numbers and paths of internal documents.
    pub names: &'w [String],
    /// Bodies whose folders had another name.
    pub moved: &'w Moved,
}

/// What changed between two ledgers, by body, year and name: records first, then papers and errata.
pub fn changes<'l>(then: &'l Ledger, now: &'l Ledger, moved: &'l Moved) -> Vec<Changed<'l>> {
    let key = |record: &'l Record, body: &'l str| (body, record.year, record.name.as_str());
    let olds = then.records.iter().map(|record| (key(record, moved.body(&record.body)), record));
    let news = now.records.iter().map(|record| (key(record, &record.body), record));
    let (olds, news): (BTreeMap<_, _>, BTreeMap<_, _>) = (olds.collect(), news.collect());
    let keys: BTreeSet<_> = olds.keys().chain(news.keys()).copied().collect();
    let ledgers = Ledgers { then, now, moved };
    let mut changed: Vec<Changed<'l>> = Vec::new();
    for key @ (body, year, name) in keys {
        let pair = (olds.get(&key).map(|old| &old.document), news.get(&key).map(|new| &new.document));
        changed.extend(ledgers.compare(body, year, Some(name), pair));
    }
    for (old, new) in ledgers.papers() {
        let Some(paper) = new.or(old) else { continue };
        let pair = (old.map(|old| &old.document), new.map(|new| &new.document));
        changed.extend(ledgers.compare(moved.body(&paper.body), paper.year, None, pair));
    }
    for (path, pair) in ledgers.errata() {
        let (Some((body, _)), Some(document)) = (path.split_once('/'), pair.1.or(pair.0)) else { continue };
        let year = document.path.year().unwrap_or_default();
        changed.extend(ledgers.compare(body, year, None, pair));
    }
    changed.sort_by(|a, b| {
        let key = |changed: &Changed<'l>| (changed.data.body.clone(), changed.data.year);
        key(a).cmp(&key(b))
    });
    changed
}

/// A file at two moments.
type Pair<'l> = (Option<&'l Arc<Document>>, Option<&'l Arc<Document>>);

/// The ledgers of two moments.
struct Ledgers<'l> {
    then: &'l Ledger,
    now: &'l Ledger,
    moved: &'l Moved,
}

impl<'l> Ledgers<'l> {
    /// Papers in pairs: those of one path, then those of one number.
    fn papers(&self) -> Vec<(Option<&'l Paper>, Option<&'l Paper>)> {
        let number = |ledger: &Ledger, paper: &Paper| {
            let number = ledger.documents[paper.official?.0].number.as_str().to_owned();
            Some((self.moved.body(&paper.body).to_owned(), paper.document.meta.kind(), number))
        };
        let is_same_path = |old: &Paper, new: &Paper| {
            self.moved.path(old.document.path.as_str()) == new.document.path.as_str()
        };
        let mut olds: Vec<Option<&Paper>> = self.then.papers.iter().map(Some).collect();
        let mut news: Vec<(Option<&Paper>, Option<&Paper>)> = Vec::new();
        for new in &self.now.papers {
            let same = olds.iter_mut().find(|old| old.is_some_and(|old| is_same_path(old, new)));
            news.push((same.and_then(Option::take), Some(new)));
        }
        for (old, new) in news.iter_mut().filter(|(old, _)| old.is_none()) {
            let wanted = new.and_then(|new| number(self.now, new));
            let same = |old: &&mut Option<&Paper>| {
                wanted.is_some() && old.is_some_and(|old| number(self.then, old) == wanted)
            };
            *old = olds.iter_mut().find(same).and_then(Option::take);
        }
        news.extend(olds.into_iter().flatten().map(|old| (Some(old), None)));
        news
    }

    /// Errata in pairs, by path.
    fn errata(&self) -> BTreeMap<String, Pair<'l>> {
        let errata = |ledger: &'l Ledger| ledger.pages.iter().filter(|page| page.meta.kind() == "erratum");
        let mut pairs: BTreeMap<String, Pair<'l>> = BTreeMap::new();
        for old in errata(self.then) {
            pairs.entry(self.moved.path(old.path.as_str()).into_owned()).or_default().0 = Some(old);
        }
        for new in errata(self.now) {
            pairs.entry(new.path.as_str().to_owned()).or_default().1 = Some(new);
        }
        pairs
    }

    /// What changed in a file, if anything did. A record has a name, other files are named by their paths.
    fn compare(
        &self,
        body_id: &str,
        year: i16,
        name: Option<&str>,
        (old, new): Pair<'l>,
    ) -> Option<Changed<'l>> {
        // Each ledger knows a body by the name that its folder had.
        let body_of = |ledger: &'l Ledger, document: &Arc<Document>| ledger.body(document.path.body()?);
        let bodies =
            [old.and_then(|old| body_of(self.then, old)), new.and_then(|new| body_of(self.now, new))];
        let said = |document: &Arc<Document>, body: Option<&Body>, moved: &Moved| {
            let hides = |_: &str, unit: &str| body.is_none_or(|body| body.unit(unit).is_none());
            Said::of(document, Reading { moved, hides: &hides })
        };
        let said = [
            old.map(|old| said(old, bodies[0], self.moved)),
            new.map(|new| said(new, bodies[1], &Moved::default())),
        ];
        let found = differences(said[0].as_ref(), said[1].as_ref());
        if found.is_empty() {
            return None;
        }
        let (document, body) = (new.or(old)?, bodies[1].or(bodies[0])?);
        let lead = document.meta.record().and_then(|record| record.lead.as_ref());
        // An edition leaves out a unit that it does not know.
        let lead = lead.map(|lead| lead.value.clone()).filter(|lead| body.unit(lead).is_some());
        let (mut changes, slots): (Vec<ChangeData>, Vec<Slot>) = found.into_iter().unzip();
        for change in &mut changes {
            name_in(bodies[0], change.what.shape(), &mut change.then);
            name_in(bodies[1], change.what.shape(), &mut change.now);
        }
        let name = match name {
            Some(name) => name.to_owned(),
            None if new.is_some() => document.path.as_str().to_owned(),
            None => self.moved.path(document.path.as_str()).into_owned(),
        };
        let data = ChangedData {
            kind: document.meta.kind().to_owned(),
            body: body_id.to_owned(),
            body_name: body.short_name().to_owned(),
            year,
            name,
            title: document.title.value.clone(),
            lead_name: lead.as_ref().and_then(|lead| Some(body.unit(lead)?.name.clone())),
            lead,
            page: new.map(|new| new.path.page()),
            changes,
        };
        Some(Changed { data, then: old, now: new, said, slots })
    }
}

/// Names units and areas of a body.
fn name_in(body: Option<&Body>, shape: Shape, value: &mut Option<String>) {
    let (Some(body), Some(ids)) = (body, value.as_mut()) else { return };
    let area = |id: &str| {
        let area = body.meta.areas.iter().find(|area| area.id.value == id);
        area.map_or(id, |area| area.name.as_str()).to_owned()
    };
    match shape {
        Shape::Units => {
            let unit = |id: &str| body.unit(id).map_or(id, |unit| unit.name.as_str()).to_owned();
            *ids = ids.split(UNITS).map(unit).collect::<Vec<_>>().join(UNITS);
        }
        Shape::Areas => *ids = area(ids),
        Shape::File | Shape::Item | Shape::Status | Shape::Day | Shape::Audience => {}
        Shape::Prose | Shape::Duties | Shape::Text => {}
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
        let (public, earlier) = if withheld.is_later_then { (then, now) } else { (now, then) };
        let whole = withheld.whole.map(|whole| {
            let moved = if withheld.is_later_then { withheld.moved } else { &Moved::default() };
            Said::of(whole, Reading { moved, hides: &|_, _| false })
        });
        let whole = whole.as_ref();
        let mut of_corrected = Inside::default();
        withheld.corrected.iter().for_each(|document| of_corrected.add(document));
        let mut inside = of_corrected.clone();
        withheld.whole.iter().for_each(|document| inside.add(document));
        let is_inside = |text: &Option<String>| text.as_ref().is_some_and(|text| inside.holds(text));
        let names_hidden = |text: &Option<String>| {
            text.as_ref().is_some_and(|text| withheld.names.iter().any(|name| text.contains(name.as_str())))
        };
        let is_filled = |value: &Option<String>| value.as_ref().is_some_and(|value| !value.trim().is_empty());
        let [at_public, at_whole, at_earlier] =
            [public, whole, earlier].map(|said| Lookup::new(said, [then, now]));
        let is_told = |change: &mut ChangeData, slot: &Slot| {
            let (told, all, earlier) =
                (slot.value(&at_public), slot.value(&at_whole), slot.value(&at_earlier));
            // What is only internal by then has not gone, wherever it stands, and what has only lost such has not changed.
            let is_same = whole.is_some() && told != all && earlier == all;
            let is_gone = !is_filled(&told) && (is_filled(&all) || is_inside(&earlier));
            if (told.is_none() && all.is_some()) || is_gone || is_same {
                return false;
            }
            let is_hidden = |text: &Option<String>| is_inside(text) || names_hidden(text);
            let hides_value = [&change.then, &change.now].into_iter().any(is_hidden);
            if is_hidden(&change.about) || (change.what.is_one_sided() && hides_value) {
                return false;
            }
            // The other moment may say what is internal by then, and the names that duties are told with are bare ids.
            let is_bare = change.what.shape() == Shape::Duties;
            if hides_value || is_bare || (whole.is_some() && told != all) {
                (change.then, change.now, change.then_due, change.now_due) = (None, None, None, None);
            }
            true
        };
        let changes = std::mem::take(&mut self.data.changes).into_iter().zip(std::mem::take(&mut self.slots));
        let mut told: Vec<(ChangeData, Slot)> = changes
            .filter_map(|(mut change, slot)| is_told(&mut change, &slot).then_some((change, slot)))
            .collect();
        let mut quotations = [then, now].into_iter().flatten().filter_map(Said::quotation);
        if quotations.any(|quoted| of_corrected.is_quoted(quoted)) {
            // Of a correction of internal words there is only to tell that it changed.
            for (change, _) in &mut told {
                (change.about, change.then, change.now) = (None, None, None);
            }
            // Nor is the title public any more of one that is gone.
            if public.is_none() {
                self.data.title.clone_from(&self.data.name);
            }
        }
        if self.data.lead_name.as_ref().is_some_and(|name| withheld.names.contains(name)) {
            (self.data.lead, self.data.lead_name) = (None, None);
        }
        (self.data.changes, self.slots) = told.into_iter().unzip();
    }

    /// Which of the commits made each change, `before` and `after` which the same file said something: what it is now was
    /// said after, and by none of the parents.
    pub fn makers(&self, commits: &[(&[Option<Said>], Option<&Said>)]) -> Vec<Option<usize>> {
        let sides = [0, 1].map(|side| self.said[side].as_ref());
        let values = |said: Option<&Said>| {
            let at = Lookup::new(said, sides);
            // A file that is not there says nothing, which is not that it says nothing of this.
            self.slots.iter().map(|slot| (said.is_some(), slot.value(&at))).collect::<Vec<_>>()
        };
        let made = values(sides[1]);
        let mut makers = vec![None; made.len()];
        for (number, (before, after)) in commits.iter().enumerate() {
            if makers.iter().all(Option::is_some) {
                break;
            }
            let after = values(*after);
            let before: Vec<_> = before.iter().map(|before| values(before.as_ref())).collect();
            for (index, maker) in makers.iter_mut().enumerate().filter(|(_, maker)| maker.is_none()) {
                let is_made = after[index] == made[index];
                if is_made && before.iter().all(|before| before[index] != made[index]) {
                    *maker = Some(number);
                }
            }
        }
        makers
    }
}
