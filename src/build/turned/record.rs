//! The statuses of one record, commit by commit.
//!
//! Takes what its file said before and after each commit that may have changed it, in order, and what was removed from
//! its year; gives the changes of status. It knows no git but the commits.

use crate::build::past::Past;
use crate::front_matter::Status;
use crate::model::ledger::Turn;
use crate::source::ContentPath;
use crate::source::walk::Touch;
use crate::vietnamese::date::Date;

/// A record of which a verdict may have been changed after a report.
pub(super) struct Wanted<'o> {
    pub(super) path: &'o ContentPath,
    /// Name of its deficiency.
    pub(super) name: &'o str,
    /// Day of the first report that may be on it.
    pub(super) first: Date,
}

impl Wanted<'_> {
    pub(super) fn is_late(&self, touch: &Touch) -> bool {
        touch.commit.day > self.first
    }
}

/// What a file says of a record at one side of a commit.
#[derive(Debug)]
pub(super) enum Side {
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
pub(super) struct Said {
    /// Name of its deficiency.
    pub(super) name: String,
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
    pub(super) fn of(past: Past) -> Self {
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

    pub(super) fn said(&self) -> Option<&Said> {
        match self {
            Self::Record(said) => Some(said),
            Self::Nothing | Self::Unreadable | Self::Withheld => None,
        }
    }

    pub(super) fn is_unread(&self) -> bool {
        match self {
            Self::Unreadable => true,
            Self::Record(said) => said.status.is_none(),
            Self::Nothing | Self::Withheld => false,
        }
    }
}

/// A commit that may have changed the status of a record.
pub(super) struct Moment<'t> {
    pub(super) touch: &'t Touch,
    pub(super) before: Side,
    pub(super) after: Side,
}

/// A record that a commit removed.
pub(super) struct Removed<'f> {
    pub(super) touch: &'f Touch,
    pub(super) side: Side,
}

/// A status that was known, and the commit that tells of it.
type Known<'t> = Option<(Status, &'t Touch)>;

impl Moment<'_> {
    /// Whether another record may have been in the file before, or none.
    pub(super) fn brings_in(&self) -> bool {
        matches!(self.before, Side::Nothing) || self.renamed().is_some()
    }

    /// What the file said before and after it, where that has different names.
    pub(super) fn renamed(&self) -> Option<[&Said; 2]> {
        let said = [self.before.said()?, self.after.said()?];
        (said[0].name != said[1].name).then_some(said)
    }

    /// Whether the record before it is the same one under a former name. It is not where another file gave it the new
    /// name or took the old one, nor where it may be another one in what git takes for the same file.
    pub(super) fn is_same_renamed(&self, renames: &[[Option<String>; 2]], removals: &[Removed<'_>]) -> bool {
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
pub(super) fn told<'t>(
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
