//! The bag of a frozen year, and the files of the site in it.
//!
//! Takes what a lock file says of the bag; gives its files by their paths in the site, and their bytes. Nothing is given
//! that is not as it was frozen.

use crate::archive::{self, Algorithm, Manifest};
use crate::disk;
use crate::failure::{Cause, Doing, Failure, Reason};
use crate::fingerprint::Fingerprint;
use crate::front_matter::ERRATA;
use crate::source::SourceId;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

/// A bag that the lock file of a year names.
#[derive(Debug)]
pub(super) struct FrozenBag<'l> {
    /// The folder of the year, with a `/` at its end.
    pub(super) year: &'l str,
    /// The lock file.
    pub(super) lock: SourceId,
    /// SHA-256 of its manifest.
    pub(super) sum: &'l str,
    /// Its folder.
    pub(super) folder: PathBuf,
}

/// A file of the site that is copied from a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenFile {
    /// Where it is.
    from: PathBuf,
    /// Its SHA-256.
    sum: String,
}

/// Where a bag has the files of the site.
const IN_BAG: &str = "data/site/";

impl FrozenBag<'_> {
    /// The files of the site in it, by their paths there. Errata are none of them: they have their place beside what is
    /// frozen.
    ///
    /// # Errors
    /// When it is not there, or is another one than the lock file names.
    pub(super) fn files(&self) -> Result<BTreeMap<String, FrozenFile>, Failure> {
        let manifest = self.folder.join("manifest-sha256.txt");
        let failed = |cause: Cause| Failure::new(Doing::Read, &self.folder, cause);
        let text = disk::read(&manifest).map_err(|error| match error.kind() {
            ErrorKind::NotFound => failed(Cause::NoBag),
            _ => Failure::new(Doing::Read, &manifest, error),
        })?;
        if archive::sum(Algorithm::Sha256, &text) != self.sum {
            return Err(failed(Cause::BagAltered));
        }
        let text = String::from_utf8(text).map_err(|_| failed(Cause::BagAltered))?;
        let listed = Manifest::read(&text, Algorithm::Sha256).map_err(|_| failed(Cause::BagAltered))?;
        let errata = format!("{}{ERRATA}/", self.year);
        let files = listed.iter().filter_map(|(path, sum)| {
            let below = path.strip_prefix(IN_BAG)?;
            let is_own = below.starts_with(self.year) && !below.starts_with(&errata);
            let file = || FrozenFile { from: self.folder.join(path), sum: sum.to_owned() };
            is_own.then(|| (below.to_owned(), file()))
        });
        Ok(files.collect())
    }
}

impl FrozenFile {
    /// Fingerprint of what it holds.
    pub fn key(&self) -> Fingerprint {
        Fingerprint::of(&self.sum)
    }

    /// Its bytes, as they were frozen.
    ///
    /// # Errors
    /// When it cannot be read, or is not what its sum says.
    pub fn read(&self) -> Result<Vec<u8>, Failure> {
        let failed = |reason: Reason| Failure::new(Doing::Read, &self.from, reason);
        let bytes = disk::read(&self.from).map_err(|error| failed(error.into()))?;
        match archive::sum(Algorithm::Sha256, &bytes) == self.sum {
            true => Ok(bytes),
            false => Err(failed(Cause::BagAltered.into())),
        }
    }
}
