//! Turned: what git knows of statuses that were changed.
//!
//! Takes the outline of an edition and the provenance of the content; gives the changes of status of each record that
//! was changed after a report of its body. What counts is when the first-parent line had it, which is what was
//! published: a branch may hold a verdict back. A record whose deficiency has another name is followed back. It stands
//! apart because it reads files as they were: only those records have to be read, and of them only the commits after
//! that day.
//!
//! | module | holds |
//! |---|---|
//! | `commits` | what commits made of the records, read from git |
//! | `record` | the statuses of one record, commit by commit |

mod commits;
mod record;

use super::past::PastReader;
use crate::failure::Failure;
use crate::model::outline::{About, Card, Outline, TurnedStatuses};
use crate::source::provenance::Provenance;
use crate::source::{ContentPath, Sources};
use crate::vietnamese::date::Date;
use commits::{Finding, year_folder};
use record::Wanted;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
