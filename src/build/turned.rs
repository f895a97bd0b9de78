//! Turned: what git knows of statuses that were changed.
//!
//! Takes the outline of an edition and the provenance of the content; gives the changes of status of each record that
//! was changed after a report of its body. What counts is when the first-parent line had it, which is what was
//! published: a branch may hold a verdict back. A record whose deficiency has another name is followed back. It stands apart because it reads files as they were: only those records
//! have to be read, and of them only the commits after that day.

use super::past::{Past, PastReader, Sides};
use crate::failure::Failure;
use crate::front_matter::Status;
use crate::model::ledger::Turn;
use crate::model::outline::{About, Card, Outline, TurnedStatuses};
use crate::settings::Edition;
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
}

/// What a file says of a record at one side of a commit.
#[derive(Debug)]
enum Side {
    /// It was not there, or no record.
    Nothing,
    /// It could not be understood.
    Unreadable,
    /// The edition has nothing of it.
    Withheld,
    Record(Said),
}

/// What a record said.
#[derive(Debug)]
struct Said {
    /// Name of its deficiency.
    name: String,
    title: String,
    /// None where a mistake kept it from being known.
    status: Option<Status>,
}

/// Where a record stood.
enum Standing {
    /// It had this status.
    Status(Status),
    /// A mistake keeps that from being known: what was known before still counts.
    Unread,
    /// The edition is not to know.
    Withheld,
    /// The file is not its own.
    NotIt,
}

impl Side {
    fn of(past: Past) -> Self {
        match past {
            Past::Nothing => Self::Nothing,
            Past::Unreadable => Self::Unreadable,
            Past::Withheld => Self::Withheld,
            Past::Document { document, hides_status } => {
                document.meta.record().map_or(Self::Nothing, |meta| {
                    let status = (!hides_status).then_some(meta.status.value);
                    let (name, title) = (meta.deficiency.value.clone(), document.title.value.clone());
                    Self::Record(Said { name, title, status })
                })
            }
        }
    }

    fn standing(&self, name: &str) -> Standing {
        match self {
            Self::Record(said) if said.name == name => said.status.map_or(Standing::Unread, Standing::Status),
            Self::Nothing | Self::Record(_) => Standing::NotIt,
            Self::Unreadable => Standing::Unread,
            Self::Withheld => Standing::Withheld,
        }
    }

    fn said(&self) -> Option<&Said> {
        match self {
            Self::Record(said) => Some(said),
            Self::Nothing | Self::Unreadable | Self::Withheld => None,
        }
    }

    fn is_unread(&self) -> bool {
        match self {
            Self::Unreadable => true,
            Self::Record(said) => said.status.is_none(),
            Self::Nothing | Self::Withheld => false,
        }
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
    side: Side,
}

/// What was removed, by the folder of its year.
type Removals<'f> = BTreeMap<&'f str, Vec<Removed<'f>>>;

/// A commit that may have changed the status of a record.
struct Moment<'t> {
    touch: &'t Touch,
    before: Side,
    after: Side,
}

/// Such commits of each file, in order.
type Moments<'t> = BTreeMap<&'t str, Vec<Moment<'t>>>;

/// Names of records before and after a commit, of each file of a folder that it touches.
type Renames = BTreeMap<(usize, String), Vec<[Option<String>; 2]>>;

/// A status that was known, and the commit that tells of it.
type Known<'t> = Option<(Status, &'t Touch)>;

impl Finding<'_> {
    fn turns(&self) -> Result<BTreeMap<ContentPath, Vec<Turn>>, Failure> {
        let late = self.late();
        let mut moments = self.moments(&late, may_change_status)?;
        // What was known before a mistake may have been known before the report.
        let is_unread = |moment: &Moment<'_>| moment.before.is_unread() || moment.after.is_unread();
        let unread = moments.iter().filter(|(_, moments)| moments.iter().any(is_unread));
        let unread: BTreeSet<&str> = unread.map(|(file, _)| *file).collect();
        let whole = match unread.is_empty() {
            true => Touches::default(),
            false => self.walk.touches(|name, touch| touch.after.is_some() && unread.contains(name)),
        };
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

impl Moment<'_> {
    /// Whether another record may have been in the file before, or none.
    fn brings_in(&self) -> bool {
        matches!(self.before, Side::Nothing) || self.renamed().is_some()
    }

    /// What the file said before and after it, where that has different names.
    fn renamed(&self) -> Option<[&Said; 2]> {
        let said = [self.before.said()?, self.after.said()?];
        (said[0].name != said[1].name).then_some(said)
    }

    /// Whether the record before it is the same one under a former name. It is not where another file gave it the new
    /// name or took the old one, nor where it may be another one in what git takes for the same file.
    fn is_same_renamed(&self, renames: &[[Option<String>; 2]], removals: &[Removed<'_>]) -> bool {
        let Some([before, after]) = self.renamed() else { return false };
        let is_free = renames
            .iter()
            .all(|[old, new]| old.as_ref() != Some(&after.name) && new.as_ref() != Some(&before.name));
        let was_removed = removals.iter().any(|removed| {
            let is_it = removed.side.said().is_some_and(|said| said.name == after.name);
            is_it && removed.touch.after_it >= self.touch.after_it
        });
        let file = |path: &Option<String>| {
            path.as_deref().and_then(|path| path.rsplit('/').next().map(str::to_owned))
        };
        let is_same_file = self.touch.before.iter().all(|path| file(path) == file(&self.touch.after));
        is_free && !was_removed && (is_same_file || before.title == after.title)
    }
}

/// The changes of status of a record after the first report, each with the commits that it is known from.
fn told<'t>(
    record: &Wanted<'_>,
    moments: &[Moment<'t>],
    removals: &[Removed<'t>],
    is_same_renamed: impl Fn(&Moment<'t>) -> bool,
) -> Vec<(Turn, [&'t Touch; 2])> {
    // What it was called before and after each of them, back from now.
    let mut names: Vec<[&str; 2]> = Vec::new();
    let mut name = record.name;
    for moment in moments.iter().rev() {
        let former = moment.renamed().filter(|[_, after]| after.name == name && is_same_renamed(moment));
        let former = former.map_or(name, |[before, _]| &before.name);
        names.push([former, name]);
        name = former;
    }
    let mut told = Vec::new();
    let mut known: Known<'t> = None;
    for (Moment { touch, before, after }, [former, name]) in moments.iter().zip(names.into_iter().rev()) {
        known = match before.standing(former) {
            Standing::Status(status) => Some((status, *touch)),
            Standing::Unread => known,
            Standing::Withheld => None,
            // A file that was another record's before tells nothing of this one.
            Standing::NotIt => removed(removals, name, touch),
        };
        match after.standing(name) {
            Standing::Status(to) => {
                if let Some((from, origin)) = known.filter(|(from, _)| *from != to && record.is_late(touch)) {
                    let commit = &touch.commit;
                    let turn = Turn { commit: commit.id.clone(), day: commit.day, from, to };
                    told.push((turn, [*touch, origin]));
                }
                known = Some((to, *touch));
            }
            Standing::Unread => {}
            Standing::Withheld | Standing::NotIt => known = None,
        }
    }
    told
}

/// What was known of a record when it was last removed before a commit brings it in, which may be the same.
fn removed<'t>(removals: &[Removed<'t>], name: &str, entry: &Touch) -> Known<'t> {
    let before = removals.iter().filter(|removed| removed.touch.after_it >= entry.after_it);
    let before = before.filter_map(|removed| match removed.side.standing(name) {
        Standing::Status(status) => Some((status, removed.touch)),
        Standing::Unread | Standing::Withheld | Standing::NotIt => None,
    });
    before.min_by_key(|(_, touch)| touch.after_it)
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
