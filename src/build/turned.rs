//! Turned: what git knows of statuses that were changed.
//!
//! Takes the outline of an edition and the provenance of the content; gives the changes of status of each record that
//! was changed after a report of its body. What counts is when the first-parent line had it, which is what was
//! published: a branch may hold a verdict back. It stands apart because it reads files as they were: only those records
//! have to be read, and of them only the commits after that day.

use super::past::{PastReader, Sides};
use crate::failure::Failure;
use crate::front_matter::Status;
use crate::model::document::Document;
use crate::model::ledger::Turn;
use crate::model::outline::{About, Card, Outline, TurnedStatuses};
use crate::source::provenance::Provenance;
use crate::source::walk::{Texts, Touch, Touches, Walk};
use crate::source::{ContentPath, Sources};
use crate::vietnamese::date::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A record of which a verdict may have been changed after a report.
struct Wanted<'o> {
    path: &'o ContentPath,
    /// Name of its deficiency.
    name: &'o str,
    /// Day of the first report that may be on it.
    first: Date,
}

impl Wanted<'_> {
    fn is_late(&self, touch: &Touch) -> bool {
        touch.commit.day > self.first
    }

    /// The status that a document has, if it is this record.
    fn status(&self, document: &Option<Arc<Document>>) -> Option<Status> {
        let meta = document.as_ref()?.meta.record()?;
        (meta.deficiency.value == self.name).then_some(meta.status.value)
    }

    /// The last commit that removed it before another one brings it in, which may be the same, and what was known then.
    fn removed<'r>(&self, removals: &[Removed<'r>], entry: &Touch) -> Option<(&'r Touch, Status)> {
        let before = removals.iter().filter(|removed| removed.touch.after_it >= entry.after_it);
        let before = before.filter_map(|removed| Some((removed.touch, self.status(&removed.document)?)));
        before.min_by_key(|(touch, _)| touch.after_it)
    }
}

/// What git knows of the statuses of an edition; nothing where it knows nothing of the content.
///
/// # Errors
/// When git cannot be run.
pub(super) fn turned(
    outline: &Outline,
    sources: &Sources,
    provenance: &Provenance,
    reader: PastReader<'_>,
) -> Result<TurnedStatuses, Failure> {
    let file = |card: &Card| sources.get(card.source).path.clone();
    let reports = reports(outline);
    let wanted = outline.cards.iter().filter(|_| !provenance.is_empty()).filter_map(|(path, card)| {
        let About::Record { name, .. } = &card.about else { return None };
        let (body, year) = (path.body()?, path.year()?);
        let after = reports
            .iter()
            .filter(|(report, _)| report.path.body() == Some(body) && report.path.year() >= Some(year));
        let first = after.map(|(_, day)| *day).min()?;
        Some((file(card), Wanted { path, name, first }))
    });
    let wanted: BTreeMap<String, Wanted<'_>> = wanted.collect();
    if wanted.is_empty() {
        return Ok(TurnedStatuses::default());
    }
    let report_files: BTreeMap<String, &ContentPath> =
        reports.iter().map(|(card, _)| (file(card), &card.path)).collect();
    let folders: BTreeSet<&str> = wanted.keys().filter_map(|file| year_folder(file)).collect();
    let walk = provenance.walk.line()?;
    let touches = walk.touches(|name, touch| match (wanted.get(name), &touch.after) {
        (Some(record), Some(_)) => record.is_late(touch),
        (None, Some(_)) => report_files.contains_key(name),
        (_, None) => year_folder(name).is_some_and(|folder| folders.contains(folder)),
    });
    let found = Finding { wanted, walk: &walk, touches: &touches, reader }.turns()?;
    let entered = report_files.into_iter().filter(|_| !found.is_empty());
    let entered = entered.filter_map(|(file, path)| {
        let first = touches.of(&file).last()?;
        Some((path.clone(), first.commit.day))
    });
    Ok(TurnedStatuses { entered: entered.collect(), turns: found })
}

/// The folder of a body and a year that a file is in.
fn year_folder(file: &str) -> Option<&str> {
    let body = file.find('/')?;
    Some(&file[..body + 1 + file[body + 1..].find('/')?])
}

/// What is looked through for verdicts that were changed.
struct Finding<'f> {
    wanted: BTreeMap<String, Wanted<'f>>,
    walk: &'f Walk,
    /// Of the records those after the reports, of all files of their years those that removed them.
    touches: &'f Touches,
    reader: PastReader<'f>,
}

/// A record that a commit removed.
struct Removed<'f> {
    touch: &'f Touch,
    document: Option<Arc<Document>>,
}

/// What was removed, by the folder of its year.
type Removals<'f> = BTreeMap<&'f str, Vec<Removed<'f>>>;

/// A commit after which a record has a status that it may not have had.
struct Step<'f> {
    file: &'f str,
    record: &'f Wanted<'f>,
    touch: &'f Touch,
    to: Status,
    /// What it had before, in each parent; none where the commit brings the record in.
    before: Option<Vec<Status>>,
}

impl Finding<'_> {
    fn turns(&self) -> Result<BTreeMap<ContentPath, Vec<Turn>>, Failure> {
        let steps = self.steps()?;
        let entered = steps.iter().filter(|step| step.before.is_none());
        let removals = self.removals(&entered.filter_map(|step| year_folder(step.file)).collect())?;
        let turns = steps.into_iter().filter_map(|step| {
            let Step { file, record, touch, to, before } = step;
            let (before, removed) = match before {
                Some(before) => (before, touch),
                None => {
                    let (removed, from) = record.removed(removals.get(year_folder(file)?)?, touch)?;
                    (vec![from], removed)
                }
            };
            let turn =
                Turn { commit: touch.commit.id.clone(), day: touch.commit.day, from: *before.first()?, to };
            (!before.contains(&to)).then_some((record.path, turn, [touch, removed]))
        });
        let turns: Vec<(&ContentPath, Turn, [&Touch; 2])> = turns.collect();
        let touched: Vec<&Touch> = turns.iter().flat_map(|(.., touches)| *touches).collect();
        let had_body = self.reader.had_body(self.walk, &touched)?;
        let mut found: BTreeMap<ContentPath, Vec<Turn>> = BTreeMap::new();
        for ((path, turn, _), had_body) in turns.into_iter().zip(had_body.chunks(2)) {
            if had_body.iter().all(|had| *had) {
                found.entry(path.clone()).or_default().push(turn);
            }
        }
        Ok(found)
    }

    /// The commits after which a record may have another status, of each record in order.
    fn steps(&self) -> Result<Vec<Step<'_>>, Failure> {
        let with_removals: BTreeSet<&str> = self.removing().map(|(folder, _)| folder).collect();
        let late = self.wanted.iter().flat_map(|(file, record)| {
            let has_removals = year_folder(file).is_some_and(|folder| with_removals.contains(folder));
            let late = self.touches.of(file).iter().rev().filter(|touch| touch.after.is_some());
            // What comes in has no other status where nothing has gone.
            let late = late.filter(move |touch| has_removals || !is_entry(touch));
            late.map(move |touch| (file.as_str(), record, touch, has_removals))
        });
        let late: Vec<_> = late.collect();
        let texts = self.walk.texts(&late.iter().map(|(_, _, touch, _)| *touch).collect::<Vec<_>>())?;
        let steps =
            late.into_par_iter().zip(texts).filter_map(|((file, record, touch, has_removals), texts)| {
                let may_bring_in = has_removals && touch.before.iter().all(|before| *before != touch.after);
                if !may_bring_in && !may_change_status(&texts) {
                    return None;
                }
                let Sides { before, after } = self.reader.sides(touch, &texts);
                let to = record.status(&after)?;
                // A file that was another record's before tells nothing of this one.
                let is_other = before.iter().all(|known| known.is_some() && record.status(known).is_none());
                let before = match is_entry(touch) || is_other {
                    true => None,
                    false => {
                        let before = before.iter().map(|document| record.status(document));
                        Some(before.collect::<Option<Vec<Status>>>()?)
                    }
                };
                Some(Step { file, record, touch, to, before })
            });
        Ok(steps.collect())
    }

    /// The commits that remove a file, with the folder of its year.
    fn removing(&self) -> impl Iterator<Item = (&str, &Touch)> {
        self.touches.all().flat_map(|(file, touches)| {
            let removing = touches.iter().filter(|touch| touch.after.is_none());
            removing.filter_map(move |touch| Some((year_folder(file)?, touch)))
        })
    }

    /// What commits removed from some folders.
    fn removals(&self, folders: &BTreeSet<&str>) -> Result<Removals<'_>, Failure> {
        let found: Vec<(&str, &Touch)> =
            self.removing().filter(|(folder, _)| folders.contains(folder)).collect();
        let texts = self.walk.texts(&found.iter().map(|(_, touch)| *touch).collect::<Vec<_>>())?;
        let mut removals = Removals::new();
        for ((folder, touch), texts) in found.into_iter().zip(texts) {
            let document = self.reader.sides(touch, &texts).before.into_iter().next().flatten();
            removals.entry(folder).or_default().push(Removed { touch, document });
        }
        Ok(removals)
    }
}

/// Whether a commit brings a file in.
fn is_entry(touch: &Touch) -> bool {
    touch.before.iter().all(Option::is_none)
}

/// Whether a commit may change a status. Most leave it alone, which can be told without reading the rest.
fn may_change_status(Texts { before, after }: &Texts) -> bool {
    let told = after.as_deref().map(about_status);
    before.iter().all(|before| before.as_deref().map(about_status) != told)
}

/// The part that a volume has to know.
pub(super) fn of_volume(all: &Arc<TurnedStatuses>, is_in: impl Fn(&str) -> bool) -> Arc<TurnedStatuses> {
    let (turns, entered) = (all.turns.iter(), all.entered.iter());
    let turns =
        turns.filter(|(path, _)| is_in(path.as_str())).map(|(path, turns)| (path.clone(), turns.clone()));
    let entered = entered.filter(|(path, _)| is_in(path.as_str())).map(|(path, day)| (path.clone(), *day));
    Arc::new(TurnedStatuses { turns: turns.collect(), entered: entered.collect() })
}

/// Reports that have a day.
fn reports(outline: &Outline) -> Vec<(&Card, Date)> {
    let cards = outline.cards.values().filter(|card| card.entry.kind == "report");
    let days = cards.filter_map(|card| match &card.about {
        About::Paper { date: Some(date), .. } => Some((&**card, *date)),
        About::Paper { date: None, .. } | About::Body { .. } | About::Record { .. } => None,
        About::Erratum { .. } | About::Page => None,
    });
    days.collect()
}

/// The lines that name a status, each with the next one that is not empty: another status is in one of them.
fn about_status(text: &[u8]) -> Vec<[&[u8]; 2]> {
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let lines: Vec<&[u8]> = lines.collect();
    let pairs =
        lines.iter().enumerate().map(|(at, line)| [*line, lines.get(at + 1).copied().unwrap_or_default()]);
    pairs.filter(|[line, _]| line.windows(6).any(|word| word == b"status")).collect()
}
