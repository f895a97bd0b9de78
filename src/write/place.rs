//! Place: moves staged files to where they belong, and removes those that are no longer part of the site.
//!
//! Takes paths of files, and changes the output folder. It stands apart from the writer because here alone something
//! of the last site is lost: it is found out first whether all of it can be done.

use super::receipt::{Moment, Receipt, Stamp};
use super::site_manifest::Paths;
use super::staging::Staging;
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// The places of files in an output folder.
pub(super) struct Places<'w> {
    pub(super) out: &'w Path,
    pub(super) staging: &'w Staging,
    /// The files in the manifest.
    pub(super) own: &'w Paths<'w>,
}

/// How a staged file came into its place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Moved {
    /// By itself: with its stamp there, if what is there is a file.
    Itself(Option<Stamp>),
    /// With its folder, which leaves its stamp as it was.
    WithFolder,
}

impl Places<'_> {
    /// The moves that put staged files into place: a whole folder at once where it does not exist yet, and file
    /// by file elsewhere. The paths are sorted.
    ///
    /// # Errors
    /// When a file that is not in the manifest is where a file has to go.
    pub(super) fn moves<'p>(&self, staged: &[&'p str]) -> Result<Vec<&'p str>, Failure> {
        self.below(staged, 0)
    }

    /// The moves of files that are all below one folder, whose path with its `/` is `depth` bytes long.
    fn below<'p>(&self, staged: &[&'p str], depth: usize) -> Result<Vec<&'p str>, Failure> {
        let folder = |path: &'p str| path[depth..].find('/').map(|length| &path[..depth + length]);
        let entries = staged.par_chunk_by(|a, b| folder(a).is_some_and(|both| folder(b) == Some(both)));
        let moves = entries.map(|entry| match folder(entry[0]) {
            None => self.check_place(entry[0]).map(|()| vec![entry[0]]),
            Some(folder) => match fs::metadata(self.out.join(folder)) {
                Ok(found) if found.is_dir() => self.below(entry, folder.len() + 1),
                Ok(_) if !self.own.contains(folder) => Err(foreign(&self.out.join(folder))),
                _ => Ok(vec![folder]),
            },
        });
        Ok(moves.collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// Asks every folder that something is `moved` into or `removed` from whether it can be written to. A build that
    /// found that out among the moves would leave a site of which one half is new and the other old.
    ///
    /// # Errors
    /// When a folder cannot be written to, or nothing can be moved into it as it is on another disk.
    pub(super) fn ask_folders<'p>(
        &self,
        moved: &[&'p str],
        removed: impl Iterator<Item = &'p str>,
    ) -> Result<(), Failure> {
        let above = |path: &'p str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let into: BTreeSet<&str> = moved.iter().map(|path| above(path)).collect();
        let own_disk = if into.is_empty() { None } else { writable_disk(self.out).ok() };
        let all: BTreeSet<&str> = removed.map(above).chain(into.iter().copied()).collect();
        all.into_par_iter().try_for_each(|folder| {
            let place = self.out.join(folder);
            let answer = writable_disk(&place).and_then(|disk| match into.contains(folder) {
                true if own_disk != Some(disk) => Err(io::ErrorKind::CrossesDevices.into()),
                _ => Ok(()),
            });
            match answer {
                // Somebody took it away, with what was to be removed from it.
                Err(error) if disk::is_absent(&error) => Ok(()),
                answer => answer.map_err(|error| Failure::new(Doing::WriteInto, place, error)),
            }
        })
    }

    /// Checks that only files in the manifest are where the file `path` has to go. Its folder exists.
    fn check_place(&self, path: &str) -> Result<(), Failure> {
        let place = self.out.join(path);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_dir() => self.check_below(&place),
            Ok(_) if !self.own.contains(path) => Err(foreign(&place)),
            _ => Ok(()),
        }
    }

    /// Checks that only files in the manifest are in a folder that has to become a file.
    fn check_below(&self, folder: &Path) -> Result<(), Failure> {
        let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        for file in entries.filter(|entry| !entry.file_type().is_dir()) {
            let inside = file.path().strip_prefix(self.out).unwrap_or(file.path());
            if !self.own.contains(&*inside.to_string_lossy().replace('\\', "/")) {
                return Err(foreign(file.path()));
            }
        }
        Ok(())
    }

    /// Moves a staged file or folder into place, and returns its stamp there, if it is a file.
    pub(super) fn promote<'p>(&self, path: &'p str) -> Result<(&'p str, Moved), Failure> {
        let place = self.out.join(path);
        fs::rename(self.staging.place(path), &place)
            .and_then(|()| fs::symlink_metadata(&place))
            .map(|found| (path, Moved::Itself(Stamp::of(&found))))
            .map_err(|error| Failure::new(Doing::Write, &place, error))
    }

    /// Removes files and the folders that they leave empty. Returns how many files there were.
    pub(super) fn remove(&self, paths: &[&str]) -> Result<usize, Failure> {
        let remove = |path: &&str| {
            let file = self.out.join(path);
            match fs::remove_file(&file) {
                Ok(()) => Ok(true),
                Err(error) if disk::is_absent(&error) => Ok(false),
                Err(error) => Err(Failure::new(Doing::Remove, &file, error)),
            }
        };
        let was_there = paths.par_iter().map(remove).collect::<Result<Vec<bool>, _>>()?;
        let gone = || paths.iter().zip(&was_there).filter(|(_, was_there)| **was_there);
        let left: BTreeSet<&str> = gone().flat_map(|(path, _)| folders(path)).collect();
        // In reverse order, folders come before those that they are in. One that is not empty cannot be
        // removed, and stays.
        for folder in left.iter().rev() {
            let _ = fs::remove_dir(self.out.join(folder));
        }
        Ok(gone().count())
    }
}

impl Moved {
    /// The receipt of a staged file in its place; none where an edit after the moment `unreached` might not show.
    pub(super) fn receipt(self, staged: Receipt, unreached: Option<Moment>) -> Option<Receipt> {
        let stamp = match self {
            Self::Itself(now) => staged.stamp.moved(now?)?,
            Self::WithFolder => staged.stamp,
        };
        stamp.is_before(unreached).then_some(Receipt { stamp, ..staged })
    }
}

/// Whether a file has to be removed before the moves: a new file is in a folder of the same name, or has the
/// name of a folder that the old file is in.
pub(super) fn is_in_the_way(old: &str, new: &Paths<'_>) -> bool {
    let inside = format!("{old}/");
    let is_folder = new.range(inside.as_str()..).next().is_some_and(|path| path.starts_with(&inside));
    is_folder || folders(old).any(|folder| new.contains(folder))
}

/// The folders that a file is in, all the way up.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn foreign(place: &Path) -> Failure {
    Failure::new(Doing::WriteOver, place, Cause::Foreign)
}

/// The number of the disk that a folder is on, from a file that is made in it and goes at once, without a name where
/// the system can do that: no right, and no flag of a folder or a disk, tells as certainly that it can be written to.
fn writable_disk(folder: &Path) -> io::Result<u64> {
    let found = tempfile::tempfile_in(folder)?.metadata()?;
    #[cfg(unix)]
    let disk = std::os::unix::fs::MetadataExt::dev(&found);
    // Elsewhere a folder of another disk is rare, and is found when a file is moved there.
    #[cfg(not(unix))]
    let disk = u64::from(!found.is_file());
    Ok(disk)
}
