//! What commits made of records, read from git.
//!
//! Takes the records that are looked at, and the commits that touch their years; gives the changes of status of each
//! that the edition may know of. Of the files as they were, only those are read that may tell one.

use super::record::{Moment, Removed, Side, Wanted, told};
use crate::build::past::{PastReader, Sides};
use crate::failure::Failure;
use crate::model::ledger::Turn;
use crate::settings::Edition;
use crate::source::ContentPath;
use crate::source::walk::{Texts, Touch, Touches, Walk};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What is looked through for verdicts that were changed.
pub(super) struct Finding<'f> {
    pub(super) wanted: BTreeMap<String, Wanted<'f>>,
    pub(super) walk: &'f Walk,
    /// Of the records those after the reports, of all files of their years those that removed them.
    pub(super) touches: &'f Touches,
    pub(super) reader: PastReader<'f>,
}

/// What was removed, by the folder of its year.
type Removals<'f> = BTreeMap<&'f str, Vec<Removed<'f>>>;

/// Commits that may have changed the status of a record, of each file in order.
type Moments<'t> = BTreeMap<&'t str, Vec<Moment<'t>>>;

/// Names of records before and after a commit, of each file of a folder that it touches.
type Renames = BTreeMap<(usize, String), Vec<[Option<String>; 2]>>;

impl Finding<'_> {
    /// The changes of status of each record, in order.
    ///
    /// # Errors
    /// When git cannot be run.
    pub(super) fn turns(&self) -> Result<BTreeMap<ContentPath, Vec<Turn>>, Failure> {
        let mut moments = self.moments(&self.late(), may_change_status)?;
        let whole = self.with_mistakes(&moments);
        let whole =
            whole.all().flat_map(|(file, touches)| touches.iter().rev().map(move |touch| (file, touch)));
        moments.extend(self.moments(&whole.collect::<Vec<_>>(), |_| true)?);
        let entered = moments.iter().filter(|(_, moments)| moments.iter().any(Moment::brings_in));
        let removals = self.removals(&entered.filter_map(|(file, _)| year_folder(file)).collect())?;
        let renaming = moments.iter().flat_map(|(file, moments)| {
            let renaming = moments.iter().filter(|moment| moment.renamed().is_some());
            renaming.filter_map(|moment| Some((moment.touch.after_it, year_folder(file)?.to_owned())))
        });
        let renames = self.renames(&renaming.collect())?;
        let mut turns: Vec<(&ContentPath, Turn, [&Touch; 2])> = Vec::new();
        for (file, moments) in &moments {
            let Some(record) = self.wanted.get(*file) else { continue };
            let Some(folder) = year_folder(file) else { continue };
            let removals = removals.get(folder).map_or(&[][..], Vec::as_slice);
            let is_former = |moment: &Moment<'_>| {
                let commit = (moment.touch.after_it, folder.to_owned());
                renames.get(&commit).is_some_and(|renames| moment.is_same_renamed(renames, removals))
            };
            let told = told(record, moments, removals, is_former);
            turns.extend(told.into_iter().map(|(turn, touches)| (record.path, turn, touches)));
        }
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

    /// All commits of the files that could not be read at some moment: what was known before that may have been known
    /// before the report.
    fn with_mistakes(&self, moments: &Moments<'_>) -> Touches {
        let is_unread = |moment: &Moment<'_>| moment.before.is_unread() || moment.after.is_unread();
        let unread = moments.iter().filter(|(_, moments)| moments.iter().any(is_unread));
        let unread: BTreeSet<&str> = unread.map(|(file, _)| *file).collect();
        match unread.is_empty() {
            true => Touches::default(),
            false => self.walk.touches(|name, touch| touch.after.is_some() && unread.contains(name)),
        }
    }

    /// The commits after the reports, of each record in order.
    fn late(&self) -> Vec<(&str, &Touch)> {
        let with_removals: BTreeSet<&str> = self.removing().map(|(folder, _)| folder).collect();
        let late = self.wanted.keys().flat_map(|file| {
            let has_removals = year_folder(file).is_some_and(|folder| with_removals.contains(folder));
            let late = self.touches.of(file).iter().rev().filter(|touch| touch.after.is_some());
            // What comes in has no other status where nothing has gone.
            let late = late.filter(move |touch| has_removals || !is_entry(touch));
            late.map(|touch| (file.as_str(), touch))
        });
        late.collect()
    }

    /// What files were before and after commits of which the texts are wanted.
    fn moments<'t>(
        &self,
        touches: &[(&'t str, &'t Touch)],
        is_wanted: impl Fn(&Texts) -> bool + Sync,
    ) -> Result<Moments<'t>, Failure> {
        let texts = self.walk.texts(&touches.iter().map(|(_, touch)| *touch).collect::<Vec<_>>())?;
        let found = touches.par_iter().zip(texts).filter(|(_, texts)| is_wanted(texts));
        let found = found.map(|((file, touch), texts)| {
            let Sides { before, after } = self.reader.sides(touch, &texts);
            // On a line, each commit has one parent.
            let before = before.into_iter().next().map_or(Side::Nothing, Side::of);
            (*file, Moment { touch, before, after: Side::of(after) })
        });
        let mut moments = Moments::new();
        for (file, moment) in found.collect::<Vec<_>>() {
            moments.entry(file).or_default().push(moment);
        }
        Ok(moments)
    }

    /// The names that files of folders had before and after commits, whoever may know of them.
    fn renames(&self, commits: &BTreeSet<(usize, String)>) -> Result<Renames, Failure> {
        let mut renames = Renames::new();
        if commits.is_empty() {
            return Ok(renames);
        }
        let commit = |file: &str, touch: &Touch| {
            let commit = (touch.after_it, year_folder(file)?.to_owned());
            commits.contains(&commit).then_some(commit)
        };
        let touches = self.walk.touches(|file, touch| commit(file, touch).is_some());
        let all = touches.all().flat_map(|(file, touches)| touches.iter().map(move |touch| (file, touch)));
        let all: Vec<(&str, &Touch)> = all.collect();
        let texts = self.walk.texts(&all.iter().map(|(_, touch)| *touch).collect::<Vec<_>>())?;
        let reader = PastReader { edition: Edition::Internal, ..self.reader };
        for ((file, touch), texts) in all.into_iter().zip(texts) {
            let Some(commit) = commit(file, touch) else { continue };
            let Sides { before, after } = reader.sides(touch, &texts);
            let name = |past| Side::of(past).said().map(|said| said.name.clone());
            let names = [before.into_iter().next().and_then(name), name(after)];
            renames.entry(commit).or_default().push(names);
        }
        Ok(renames)
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
            let side = self.reader.sides(touch, &texts).before.into_iter().next();
            let side = side.map_or(Side::Nothing, Side::of);
            removals.entry(folder).or_default().push(Removed { touch, side });
        }
        Ok(removals)
    }
}

/// The folder of a body and a year that a file is in.
pub(super) fn year_folder(file: &str) -> Option<&str> {
    let body = file.find('/')?;
    Some(&file[..body + 1 + file[body + 1..].find('/')?])
}

/// Whether a commit brings a file in.
fn is_entry(touch: &Touch) -> bool {
    touch.before.iter().all(Option::is_none)
}

/// Whether a commit may change a status, or whose it is. Most leave it alone, which can be told without reading the rest.
fn may_change_status(Texts { before, after }: &Texts) -> bool {
    let told = after.as_deref().map(about_status);
    before.iter().all(|before| before.as_deref().map(about_status) != told)
}

/// The lines that name a status or a deficiency, each with the next one that is not empty: another one is in one of
/// them.
fn about_status(text: &[u8]) -> Vec<[&[u8]; 2]> {
    let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let lines: Vec<&[u8]> = lines.collect();
    let pairs =
        lines.iter().enumerate().map(|(at, line)| [*line, lines.get(at + 1).copied().unwrap_or_default()]);
    let names = |line: &[u8], key: &[u8]| line.windows(key.len()).any(|word| word == key);
    pairs.filter(|[line, _]| names(line, b"status") || names(line, b"deficiency")).collect()
}
