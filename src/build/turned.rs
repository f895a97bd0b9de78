//! Turned: what git knows of statuses that were changed.
//!
//! Takes the outline of an edition and the provenance of the content; gives the changes of status of each record that
//! was changed after a report of its body. It stands apart because it reads files as they were: only those records
//! have to be read, and of them only the commits after that day.

use crate::front_matter::Status;
use crate::model::compiled::Compiled;
use crate::model::ledger::Turn;
use crate::model::outline::{About, Outline, TurnedStatuses};
use crate::parse;
use crate::select::Hidden;
use crate::settings::{Edition, Headings};
use crate::source::git::{Provenance, Texts, Touch};
use crate::source::{ContentPath, Source};
use crate::vietnamese::date::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is needed to read a file as it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'r> {
    pub(super) headings: &'r Headings,
    pub(super) hidden: &'r Hidden,
    pub(super) edition: Edition,
}

/// What git knows of the statuses of an edition; nothing where it knows nothing of the content.
pub(super) fn turned(outline: &Outline, provenance: &Provenance, reader: Reader<'_>) -> TurnedStatuses {
    let reports = reports(outline);
    let changed_since = |path: &ContentPath, day: Date| {
        let history = provenance.history(&file(path));
        history.and_then(|history| history.changes.first()).is_some_and(|last| last.day > day)
    };
    let records = outline.cards.iter().filter(|(_, card)| matches!(card.about, About::Record { .. }));
    let wanted = records.filter_map(|(path, _)| {
        let (body, year) = (path.body()?, path.year()?);
        let after =
            reports.iter().filter(|(report, _)| report.body() == Some(body) && report.year() >= Some(year));
        let first = after.map(|(_, day)| *day).min()?;
        changed_since(path, first).then(|| (file(path), (path.clone(), first)))
    });
    let wanted: BTreeMap<String, (ContentPath, Date)> = wanted.collect();
    if wanted.is_empty() {
        return TurnedStatuses::default();
    }
    let report_files: BTreeMap<String, &ContentPath> =
        reports.iter().map(|(path, _)| (file(path), *path)).collect();
    let touches =
        provenance.walk.touches(|name| wanted.contains_key(name) || report_files.contains_key(name));
    let asked = wanted.iter().flat_map(|(name, (path, first))| {
        let late = touches.of(name).iter().filter(|touch| touch.change.day > *first);
        late.rev().map(move |touch| (path, touch))
    });
    let asked: Vec<(&ContentPath, &Touch)> = asked.collect();
    let only: Vec<&Touch> = asked.iter().map(|(_, touch)| *touch).collect();
    // Without git there is no line, and that is no failure.
    let texts = provenance.walk.texts(&only).unwrap_or_default();
    let turns: Vec<Option<Turn>> = asked
        .par_iter()
        .zip(texts)
        .map(|((_, touch), Texts { before, after })| {
            // Most commits leave the status alone, which can be told without reading the rest.
            let told = after.as_deref().map(about_status);
            if before.iter().any(|before| before.as_deref().map(about_status) == told) {
                return None;
            }
            let status = |(path, text): (&Option<String>, &Option<Vec<u8>>)| {
                reader.status(path.as_deref()?, text.as_deref()?)
            };
            let before = touch.before.iter().zip(&before).map(status).collect::<Option<Vec<Status>>>()?;
            let (from, to) = (*before.first()?, status((&touch.after, &after))?);
            let turn = Turn { commit: touch.change.id.clone(), day: touch.change.day, from, to };
            (!before.contains(&to)).then_some(turn)
        })
        .collect();
    let mut found = TurnedStatuses::default();
    for ((path, _), turn) in asked.into_iter().zip(turns) {
        if let Some(turn) = turn {
            found.turns.entry(path.clone()).or_default().push(turn);
        }
    }
    let entered = report_files.iter().filter(|_| !found.turns.is_empty());
    let entered = entered.filter_map(|(name, path)| {
        let first = touches.of(name).last()?;
        Some(((*path).clone(), first.change.day))
    });
    found.entered = entered.collect();
    found
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
fn reports(outline: &Outline) -> Vec<(&ContentPath, Date)> {
    let cards = outline.cards.iter().filter(|(_, card)| card.entry.kind == "report");
    let days = cards.filter_map(|(path, card)| match &card.about {
        About::Paper { date: Some(date), .. } => Some((path, *date)),
        About::Paper { date: None, .. } | About::Body { .. } | About::Record { .. } => None,
        About::Erratum { .. } | About::Page => None,
    });
    days.collect()
}

/// The lines that name a status, each with the next one: another status is in one of them.
fn about_status(text: &[u8]) -> Vec<[&[u8]; 2]> {
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let pairs =
        lines.iter().enumerate().map(|(at, line)| [*line, lines.get(at + 1).copied().unwrap_or_default()]);
    pairs.filter(|[line, _]| line.windows(6).any(|word| word == b"status")).collect()
}

fn file(path: &ContentPath) -> String {
    format!("{}.md", path.as_str())
}

impl Reader<'_> {
    /// The status in a file that held some bytes, where the edition lets that file out.
    fn status(&self, path: &str, bytes: &[u8]) -> Option<Status> {
        let source = Source::new(path, std::str::from_utf8(bytes).ok()?);
        let raw = source.read().ok()?;
        let compiled = parse::parse(&source, &raw, self.headings).0?;
        match self.hidden.select(&[compiled], self.edition).files.first()? {
            Compiled::Document(document) => Some(document.meta.record()?.status.value),
            Compiled::Register(_) => None,
        }
    }
}
