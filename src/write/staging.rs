//! Staging: the hidden folder inside the output folder in which files wait until all of them are done.
//!
//! Takes files by their paths in the site, gives their stamps. It stands apart from the writer because it is
//! removed however a build ends.

use super::receipt::{Moment, Receipt, Stamp};
use crate::disk;
use crate::failure::{Doing, Failure};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the folder.
pub(super) const STAGING: &str = ".khacphuc-staging";

/// The folder for files that are not in place yet.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
}

impl Staging {
    /// The folder inside `out`, without what a build that was interrupted left in it.
    pub(super) fn open(out: &Path) -> Result<Self, Failure> {
        let staging = Self { folder: out.join(STAGING) };
        staging.discard()?;
        Ok(staging)
    }

    /// Where a file is staged.
    pub(super) fn place(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// Creates a file.
    pub(super) fn create(&self, path: &str) -> Result<File, Failure> {
        let staged = self.place(path);
        let folder = staged.parent().unwrap_or(&self.folder);
        // Most folders exist already: to try is cheaper than to keep a list of them.
        let file = match File::create(&staged) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(folder).map_err(|error| Failure::new(Doing::MakeFolder, folder, error))?;
                File::create(&staged)
            }
            file => file,
        };
        file.map_err(|error| Failure::new(Doing::Write, &staged, error))
    }

    /// Writes a file, and returns its stamp.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<Option<Stamp>, Failure> {
        let mut file = self.create(path)?;
        let written = file.write_all(bytes).and_then(|()| file.metadata());
        let failure = |error| Failure::new(Doing::Write, self.place(path), error);
        written.map(|found| Stamp::of(&found)).map_err(failure)
    }

    /// Waits until the clock of the file system has passed the times of all `staged` files, so that any later
    /// edit has a later time. Nobody else can have edited them yet, as they are still here.
    pub(super) fn wait(&self, staged: impl Iterator<Item = Receipt>) -> Option<Moment> {
        staged.map(|receipt| receipt.stamp.written()).max()?.next(&self.folder)
    }

    /// Removes the folder with all that is in it.
    pub(super) fn discard(&self) -> Result<(), Failure> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if !disk::is_absent(&error) => Err(Failure::new(Doing::Remove, &self.folder, error)),
            _ => Ok(()),
        }
    }
}

/// A build that fails removes what it staged.
impl Drop for Staging {
    fn drop(&mut self) {
        // An error cannot be returned here, and the next build removes the folder anyway.
        let _ = self.discard();
    }
}
