//! Since: what changed in the record between two revisions, with the commit that made each change.
//!
//! Takes the engines of both and the commits between; gives the changes as data. Which there are follows from the
//! two ledgers; which commit made one is found in the texts of its file at the commits that touch it. It stands
//! apart from the comparing because that knows no git.

use super::engine::Engine;
use crate::export::changes::{ChangedData, CommitData};
use crate::failure::{Doing, Failure};
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::parse;
use crate::plan::{self, Changed, Said};
use crate::source::Source;
use crate::source::git::{Touch, Touches, Walk};
use std::collections::BTreeMap;

/// What changed from one revision to another one, for the edition of the later one.
///
/// # Errors
/// When a document cannot be brought back, or git cannot be run.
pub fn since(then: &Engine<'_>, now: &Engine<'_>, walk: &Walk) -> Result<Vec<ChangedData>, Failure> {
    let (old, new) = (then.ledger()?, now.ledger()?);
    let changed = plan::changes(&old, &new);
    let touched = walk.touches(|_| true);
    let touches: Vec<Vec<&Touch>> = changed.iter().map(|changed| touches(changed, &touched)).collect();
    let all: Vec<&Touch> = touches.iter().flatten().copied().collect();
    let texts = walk.texts(&all);
    let texts = texts.map_err(|reason| Failure::new(Doing::ReadRevision, "git cat-file", reason))?;
    let mut texts = texts.into_iter();
    let shows_subjects = now.options.config.shows_changes(now.options.edition);
    let told = changed.into_iter().zip(touches).map(|(mut changed, touches)| {
        let sides = touches.iter().zip(texts.by_ref()).map(|(touch, texts)| {
            let said = |(path, text): (&Option<String>, &Option<Vec<u8>>)| {
                now.said(path.as_deref()?, text.as_deref()?)
            };
            let before = touch.before.iter().zip(&texts.before).map(said);
            Sides { touch, before: before.collect(), after: said((&touch.after, &texts.after)) }
        });
        let sides: Vec<Sides<'_>> = sides.collect();
        for index in 0..changed.data.changes.len() {
            let made =
                sides.iter().find(|sides| changed.is_made_by(index, &sides.before, sides.after.as_ref()));
            changed.data.changes[index].commit = made.map(|Sides { touch, .. }| CommitData {
                id: touch.change.id.clone(),
                day: touch.change.day,
                subject: shows_subjects.then(|| touch.change.subject.clone()),
            });
        }
        changed.data
    });
    Ok(told.collect())
}

/// What a file said before and after a commit that touches it.
struct Sides<'w> {
    touch: &'w Touch,
    /// In each of its parents.
    before: Vec<Option<Said>>,
    after: Option<Said>,
}

/// The commits that touch the files of a record or paper, newest first.
fn touches<'w>(changed: &Changed<'_>, walk: &'w Touches) -> Vec<&'w Touch> {
    let path = |document: &Document| format!("{}.md", document.path.as_str());
    let mut paths: Vec<String> =
        [changed.now, changed.then].into_iter().flatten().map(|document| path(document)).collect();
    paths.dedup();
    let mut touches: Vec<&Touch> = paths.iter().flat_map(|path| walk.of(path)).collect();
    // Both paths may be those of one file.
    let mut known = BTreeMap::new();
    touches.retain(|touch| known.insert((&touch.change.id, &touch.before, &touch.after), ()).is_none());
    touches
}

impl Engine<'_> {
    /// What a file of the content said that held other bytes, in this edition.
    fn said(&self, path: &str, bytes: &[u8]) -> Option<Said> {
        let source = Source::new(path, std::str::from_utf8(bytes).ok()?);
        let raw = source.read().ok()?;
        let compiled = parse::parse(&source, &raw, &self.options.config.headings).0?;
        let left = self.content.hidden.select(&[compiled], self.options.edition).files;
        match left.first()? {
            Compiled::Document(document) => Some(Said::of(document)),
            Compiled::Register(_) => None,
        }
    }
}
