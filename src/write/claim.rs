//! Claim: one build at a time writes into an output folder.
//!
//! Takes the path of an output folder, gives a claim to it that no other process has at the same time. It stands
//! apart from the writer because a build holds it from before the content is read until all is written: of two
//! builds the later one publishes what its authors saved last.
//!
//! A claim is a lock of the operating system on an empty file in the folder, `.khacphuc-lock`. It ends with the
//! process, however that ends, so a file left behind claims nothing. On file systems without locks (some network
//! drives) builds are not kept apart.

use crate::disk;
use crate::failure::{Doing, Failure};
use same_file::Handle;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Name of the file whose lock is the claim.
pub(super) const LOCK: &str = ".khacphuc-lock";

/// The sole right to write into an output folder, as long as it is held.
#[derive(Debug)]
pub struct Claim {
    out: PathBuf,
    /// The locked file; none where the file system has no locks.
    lock: Option<File>,
    /// Whether the folder was made for this claim.
    is_new: bool,
}

impl Claim {
    /// Claims the folder `out`, which is made if it is not there; none where another process has it.
    ///
    /// # Errors
    /// When the folder or the file in it cannot be made.
    pub fn take(out: &Path) -> Result<Option<Self>, Failure> {
        Self::of(out, |file| match file.try_lock() {
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
            Ok(()) => Ok(true),
        })
    }

    /// Claims the folder `out`, and waits as long as another process has it.
    ///
    /// # Errors
    /// When the folder or the file in it cannot be made.
    pub fn wait(out: &Path) -> Result<Self, Failure> {
        loop {
            if let Some(claim) = Self::of(out, |file| file.lock().map(|()| true))? {
                return Ok(claim);
            }
        }
    }

    /// Claims the folder with what `lock` says of the file: whether it is locked now.
    fn of(out: &Path, lock: impl Fn(&File) -> io::Result<bool>) -> Result<Option<Self>, Failure> {
        let is_new = !out.exists();
        fs::create_dir_all(out).map_err(|error| Failure::new(Doing::MakeFolder, out, error))?;
        let place = out.join(LOCK);
        let claim = |lock| Some(Self { out: out.to_owned(), lock, is_new });
        loop {
            let file = disk::open_lock(&place);
            let file = match file {
                // Who held the claim has taken the folder away with it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    fs::create_dir_all(out).map_err(|error| Failure::new(Doing::MakeFolder, out, error))?;
                    continue;
                }
                file => file.map_err(|error| Failure::new(Doing::Write, &place, error))?,
            };
            match lock(&file) {
                Ok(false) => return Ok(None),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // No lock is to be had here.
                Err(_) => return Ok(claim(None)),
                Ok(true) if is_at(&file, &place) => return Ok(claim(Some(file))),
                // The file was taken away before it was locked.
                Ok(true) => {}
            }
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.out
    }
}

/// Whether a file is the one at a path.
fn is_at(file: &File, place: &Path) -> bool {
    let own = file.try_clone().and_then(Handle::from_file);
    let there = disk::open(place).and_then(Handle::from_file);
    matches!((own, there), (Ok(own), Ok(there)) if own == there)
}

/// A folder that was made for a claim, and into which nothing was written, goes with it.
impl Drop for Claim {
    fn drop(&mut self) {
        let is_lock = |entry: io::Result<fs::DirEntry>| entry.is_ok_and(|entry| entry.file_name() == LOCK);
        let is_empty = || fs::read_dir(&self.out).is_ok_and(|mut entries| entries.all(is_lock));
        if self.is_new && self.lock.is_some() && is_empty() {
            // What cannot be removed does no harm. The file goes while it is locked, so that who waits for it
            // sees that it is gone.
            let _ = fs::remove_file(self.out.join(LOCK)).and_then(|()| fs::remove_dir(&self.out));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_claim_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b");
        let first = Claim::take(&out).unwrap().unwrap();
        assert!(Claim::take(&out).unwrap().is_none());
        assert!(Claim::take(&folder.path().join("a/c")).unwrap().is_some());
        drop(first);
        assert!(Claim::take(&out).unwrap().is_some());
    }

    #[test]
    fn a_folder_that_stayed_empty_goes() {
        let folder = tempfile::tempdir().unwrap();
        let (new, full) = (folder.path().join("new"), folder.path().join("full"));
        drop(Claim::take(&new).unwrap());
        assert!(!new.exists());
        let claim = Claim::take(&full).unwrap();
        fs::write(full.join("index.html"), "").unwrap();
        drop(claim);
        assert!(full.join("index.html").exists());
        let empty = folder.path().join("empty");
        fs::create_dir(&empty).unwrap();
        drop(Claim::take(&empty).unwrap());
        assert!(empty.exists());
    }

    #[test]
    fn who_waits_gets_it_even_where_the_folder_went() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("new");
        let first = Claim::take(&out).unwrap().unwrap();
        let waiting: Vec<_> = (0..4)
            .map(|_| {
                let out = out.clone();
                std::thread::spawn(move || {
                    let claim = Claim::wait(&out).unwrap();
                    assert!(Claim::take(&out).unwrap().is_none());
                    drop(claim);
                })
            })
            .collect();
        drop(first);
        waiting.into_iter().for_each(|thread| thread.join().unwrap());
    }

    #[test]
    fn a_file_left_behind_claims_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(LOCK), "").unwrap();
        assert!(Claim::take(folder.path()).unwrap().is_some());
    }
}
