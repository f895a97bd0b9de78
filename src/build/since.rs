//! Since: what changed in the record between two revisions, with the commit that made each change.
//!
//! Takes the engines of both and the commits between; gives the changes as data. Which there are follows from the
//! two ledgers; which commit made one is found in the texts of its file at the commits that touch it. It stands
//! apart from the comparing because that knows no git.

use super::engine::Engine;
use super::past::{Past, PastReader, Sides};
use crate::export::changes::{ChangedData, CommitData};
use crate::failure::Failure;
use crate::front_matter::Meta;
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::plan::{self, Changed, Moved, Reading, Said, Withheld};
use crate::settings::Edition;
use crate::source::ContentPath;
use crate::source::walk::{Touch, Touches, Walk};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What git knows of the time between two revisions.
#[derive(Debug)]
pub struct Between {
    /// The commits from the first one up to the second one that touch the content.
    pub walk: Walk,
    /// Files of the first one, below the content folder, that have another path at the second one, and that path.
    pub renamed: Vec<(String, String)>,
}

/// What changed from one revision to another one, for the edition of the later one.
///
/// # Errors
/// When a document cannot be brought back, or git cannot be run.
pub fn since(then: &Engine<'_>, now: &Engine<'_>, between: &Between) -> Result<Vec<ChangedData>, Failure> {
    let walk = &between.walk;
    let moved = moved(then, now, &between.renamed);
    let (old, new) = (then.ledger()?, now.ledger()?);
    let mut changed = plan::changes(&old, &new, &moved);
    let touched = walk.touches(|_, _| true);
    if now.options.edition == Edition::Public {
        changed = told_in_public(changed, then, now, &touched, between, &moved)?;
    }
    let touches: Vec<Vec<&Touch>> =
        changed.iter().map(|changed| touches(changed, [then, now], &touched)).collect();
    let all: Vec<&Touch> = touches.iter().flatten().copied().collect();
    let texts = walk.texts(&all)?;
    let headings = &now.options.config.headings;
    let hidden = &now.content.hidden;
    let reader = PastReader { headings, hidden, edition: now.options.edition };
    let had_body = reader.had_body(walk, &all)?;
    let mut texts = texts.into_iter().zip(had_body);
    let shows_subjects = now.options.config.shows_changes(now.options.edition);
    let hides = |body: &str, unit: &str| hidden.is_unit(moved.body(body), unit);
    let reading = Reading { moved: &moved, hides: &hides };
    let told = changed.into_iter().zip(touches).map(|(mut changed, touches)| {
        let commits = touches.iter().zip(texts.by_ref()).filter_map(|(touch, (texts, had_body))| {
            let Sides { before, after } = reader.sides(touch, &texts);
            // Of a file that held another record, it cannot be told what the commit made of this one.
            let documents = before.iter().chain([&after]).filter_map(Past::document);
            let is_of_other = documents.into_iter().any(|document| !changed.is_of(document));
            let before = before.iter().map(|past| said(past, reading)).collect();
            (had_body && !is_of_other).then(|| Made { touch, before, after: said(&after, reading) })
        });
        let commits: Vec<Made<'_>> = commits.collect();
        let sides: Vec<_> =
            commits.iter().map(|commit| (commit.before.as_slice(), commit.after.as_ref())).collect();
        let makers = changed.makers(&sides);
        for (change, maker) in changed.data.changes.iter_mut().zip(makers) {
            let made = maker.and_then(|maker| commits.get(maker));
            change.commit = made.map(|Made { touch, .. }| CommitData {
                id: touch.commit.id.clone(),
                day: touch.commit.day,
                subject: shows_subjects.then(|| touch.commit.subject.clone()),
            });
        }
        changed.data
    });
    Ok(told.collect())
}

/// What a file said; no status where a mistake keeps that from being known.
fn said(past: &Past, reading: Reading<'_>) -> Option<Said> {
    match past {
        Past::Document { document, hides_status } => {
            let mut said = Said::of(document, reading);
            if *hides_status {
                said.forget_status();
            }
            Some(said)
        }
        Past::Nothing | Past::Unreadable | Past::Withheld => None,
    }
}

/// Bodies whose folders have another name at the second revision. Most of the files that went out of a folder which
/// is a body's no more tell which one that is.
fn moved(then: &Engine<'_>, now: &Engine<'_>, renamed: &[(String, String)]) -> Moved {
    let bodies = |engine: &Engine<'_>| -> BTreeSet<String> {
        let files = engine.scan.sources.iter().filter(|source| ContentPath::is_markdown(&source.path));
        let paths = files.map(|source| ContentPath::of_file(&source.path));
        let indexes = paths.filter(|path| path.name() == "index");
        indexes.map(|path| path.folder().to_owned()).filter(|folder| !folder.contains('/')).collect()
    };
    let (olds, news) = (bodies(then), bodies(now));
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (old, new) in renamed {
        let (Some((from, old)), Some((to, new))) = (old.split_once('/'), new.split_once('/')) else {
            continue;
        };
        let is_moved = olds.contains(from) && !news.contains(from) && news.contains(to) && !olds.contains(to);
        if is_moved && old == new {
            *counts.entry((from, to)).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    for ((from, to), _) in counts {
        // Of two bodies that became one, one is the same.
        if !moved.contains_key(from) && !moved.values().any(|taken| taken == to) {
            moved.insert(from.to_owned(), to.to_owned());
        }
    }
    Moved(moved)
}

/// What a commit made of a file.
struct Made<'w> {
    touch: &'w Touch,
    /// What the file said in each of its parents.
    before: Vec<Option<Said>>,
    /// What it said after it.
    after: Option<Said>,
}

/// Changes without what the later of the two moments does not let out: what is internal by then is neither gone nor
/// to be told of any more.
fn told_in_public<'l>(
    changed: Vec<Changed<'l>>,
    then: &Engine<'_>,
    now: &Engine<'_>,
    touched: &Touches,
    between: &Between,
    moved: &Moved,
) -> Result<Vec<Changed<'l>>, Failure> {
    // Nothing came after the first moment: the second one is the earlier, or they are the same.
    let is_later_then = between.walk.is_empty();
    let (earlier, later) = if is_later_then { (now, then) } else { (then, now) };
    let (of_earlier, wholes) = (earlier.whole_documents()?, later.whole_documents()?);
    let hidden = &later.content.hidden;
    // What the later moment calls a body, by what the first or the second one does.
    let back: BTreeMap<&str, &str> = moved.0.iter().map(|(old, new)| (new.as_str(), old.as_str())).collect();
    let body_of = |body: &str| match is_later_then {
        true => back.get(body).map_or(body, |old| old).to_owned(),
        false => moved.body(body).to_owned(),
    };
    let renamed =
        between.renamed.iter().map(|(old, new)| if is_later_then { (new, old) } else { (old, new) });
    let renamed: BTreeMap<ContentPath, ContentPath> =
        renamed.map(|(from, to)| (ContentPath::of_file(from), ContentPath::of_file(to))).collect();
    let path_of = |path: &ContentPath| match (renamed.get(path), path.as_str().split_once('/')) {
        (Some(renamed), _) => renamed.clone(),
        (None, Some((body, rest))) => ContentPath::of_file(&format!("{}/{rest}", body_of(body))),
        (None, None) => path.clone(),
    };
    // A file that has other words under another path is known by the commits between.
    let last_path = |document: &Document| {
        let touches = touched.of(&then.scan.sources.get(document.source).path);
        touches.first().and_then(|touch| touch.after.as_deref()).map(ContentPath::of_file)
    };
    let mut names: Vec<String> = hidden.numbers().map(|number| number.as_str().to_owned()).collect();
    for document in of_earlier.values().chain(wholes.values()) {
        let (Meta::Body(meta), Some(body)) = (&document.meta, document.path.body()) else { continue };
        let inside = meta.units.iter().filter(|unit| hidden.is_unit(&body_of(body), &unit.id.value));
        names.extend(inside.map(|unit| unit.name.clone()));
    }
    names.extend(hidden.records().map(|(_, year, name)| format!("{year}/{name}")));
    names.extend(hidden.paths.iter().map(|path| path.as_str().to_owned()).filter(|path| path.contains('/')));
    let told = changed.into_iter().filter_map(|mut changed| {
        let data = &changed.data;
        let body = body_of(&data.body);
        let is_hidden = |document: &Arc<Document>| hidden.paths.contains(&path_of(&document.path));
        let corrected = [changed.then, changed.now].into_iter().flatten().filter_map(|document| {
            let Meta::Erratum(erratum) = &document.meta else { return None };
            Some(path_of(&erratum.target(&document.path)?))
        });
        let corrected: BTreeSet<ContentPath> = corrected.collect();
        let last_path = changed.then.and_then(|document| last_path(document));
        if corrected.iter().chain(&last_path).any(|path| hidden.paths.contains(path))
            || hidden.bodies().any(|hidden| hidden == body)
            || hidden.holds_record(&body, data.year, &data.name)
            || [changed.then, changed.now].into_iter().flatten().any(is_hidden)
        {
            return None;
        }
        let public = if is_later_then { changed.then } else { changed.now };
        let whole = public.and_then(|document| wholes.get(&document.path));
        changed.withhold(&Withheld {
            is_later_then,
            whole: whole.map(|whole| &**whole),
            corrected: corrected.iter().filter_map(|path| wholes.get(path)).map(|file| &**file).collect(),
            names: &names,
            moved,
        });
        (!changed.data.changes.is_empty()).then_some(changed)
    });
    Ok(told.collect())
}

/// The commits that touch the files of a record or paper, newest first.
fn touches<'w>(changed: &Changed<'_>, [then, now]: [&Engine<'_>; 2], walk: &'w Touches) -> Vec<&'w Touch> {
    let path =
        |engine: &Engine<'_>, document: &Document| engine.scan.sources.get(document.source).path.clone();
    let paths = [(now, changed.now), (then, changed.then)];
    let paths = paths.into_iter().filter_map(|(engine, document)| Some(path(engine, document?)));
    let mut paths: Vec<String> = paths.collect();
    paths.dedup();
    let mut touches: Vec<&Touch> = paths.iter().flat_map(|path| walk.of(path)).collect();
    // Both paths may be those of one file.
    let mut known = BTreeMap::new();
    touches.retain(|touch| known.insert((&touch.commit.id, &touch.before, &touch.after), ()).is_none());
    touches
}

impl Engine<'_> {
    /// All documents, whatever the edition lets out.
    fn whole_documents(&self) -> Result<BTreeMap<ContentPath, Arc<Document>>, Failure> {
        let items: Vec<_> = self.content.items.iter().flatten().cloned().collect();
        let documents = self.compiled(&items)?.into_iter().filter_map(|file| match file {
            Compiled::Document(document) => Some((document.path.clone(), document)),
            Compiled::Register(_) => None,
        });
        Ok(documents.collect())
    }
}
