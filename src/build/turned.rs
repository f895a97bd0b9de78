//! Turned: what git knows of statuses that were changed.
//!
//! Takes the outline of an edition and the provenance of the content; gives the changes of status of each record that
//! was changed after a report of its body. It stands apart because it reads files as they were: only those records
//! have to be read, and of them only the commits after that day.

use super::past::{PastReader, Sides};
use crate::failure::Failure;
use crate::front_matter::Status;
use crate::model::document::Document;
use crate::model::ledger::Turn;
use crate::model::outline::{About, Card, Outline, TurnedStatuses};
use crate::source::git::{Provenance, Texts, Touch};
use crate::source::{ContentPath, Sources};
use crate::vietnamese::date::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A record of which a verdict may have been changed after a report.
struct Wanted<'o> {
    path: &'o ContentPath,
    /// Name of its deficiency.
    name: &'o str,
    /// Day of the first report that may be on it.
    first: Date,
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
    let changed_since = |file: &str, day: Date| {
        let history = provenance.history(file);
        history.and_then(|history| history.changes.first()).is_some_and(|last| last.day > day)
    };
    let wanted = outline.cards.iter().filter_map(|(path, card)| {
        let About::Record { name, .. } = &card.about else { return None };
        let (body, year) = (path.body()?, path.year()?);
        let after = reports
            .iter()
            .filter(|(report, _)| report.path.body() == Some(body) && report.path.year() >= Some(year));
        let first = after.map(|(_, day)| *day).min()?;
        let file = file(card);
        changed_since(&file, first).then_some((file, Wanted { path, name, first }))
    });
    let wanted: BTreeMap<String, Wanted<'_>> = wanted.collect();
    if wanted.is_empty() {
        return Ok(TurnedStatuses::default());
    }
    let report_files: BTreeMap<String, &ContentPath> =
        reports.iter().map(|(card, _)| (file(card), &card.path)).collect();
    let walk = &provenance.walk;
    let touches = walk.touches(|name| wanted.contains_key(name) || report_files.contains_key(name));
    let asked = wanted.iter().flat_map(|(file, record)| {
        let late = touches.of(file).iter().filter(|touch| touch.change.day > record.first);
        late.rev().map(move |touch| (record, touch))
    });
    let asked: Vec<(&Wanted<'_>, &Touch)> = asked.collect();
    let texts = walk.texts(&asked.iter().map(|(_, touch)| *touch).collect::<Vec<_>>())?;
    let turns = asked.into_par_iter().zip(texts).filter_map(|((record, touch), texts)| {
        let turn = may_turn(&texts).then(|| turn(record, touch, &reader.sides(touch, &texts)))??;
        Some((record, touch, turn))
    });
    let turns: Vec<(&Wanted<'_>, &Touch, Turn)> = turns.collect();
    let had_body = reader.had_body(walk, &turns.iter().map(|(_, touch, _)| *touch).collect::<Vec<_>>())?;
    let mut found = TurnedStatuses::default();
    for ((record, _, turn), _) in turns.into_iter().zip(had_body).filter(|(_, had)| *had) {
        found.turns.entry(record.path.clone()).or_default().push(turn);
    }
    let entered = report_files.iter().filter(|_| !found.turns.is_empty());
    let entered = entered.filter_map(|(file, path)| {
        let first = touches.of(file).last()?;
        Some(((*path).clone(), first.change.day))
    });
    found.entered = entered.collect();
    Ok(found)
}

/// Whether a commit may change a status. Most leave it alone, which can be told without reading the rest.
fn may_turn(Texts { before, after }: &Texts) -> bool {
    let told = after.as_deref().map(about_status);
    before.iter().all(|before| before.as_deref().map(about_status) != told)
}

/// The change of status that a commit makes: what it leaves was in none of its parents. A file that was another
/// record's before tells nothing of this one.
fn turn(record: &Wanted<'_>, touch: &Touch, sides: &Sides) -> Option<Turn> {
    let status = |document: &Option<Arc<Document>>| -> Option<Status> {
        let meta = document.as_ref()?.meta.record()?;
        (meta.deficiency.value == record.name).then_some(meta.status.value)
    };
    let before = sides.before.iter().map(status).collect::<Option<Vec<Status>>>()?;
    let (from, to) = (*before.first()?, status(&sides.after)?);
    let turn = Turn { commit: touch.change.id.clone(), day: touch.change.day, from, to };
    (!before.contains(&to)).then_some(turn)
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
