//! Receipts: how a build recognises the files that the last one wrote, without reading them.
//!
//! Takes the metadata of a file (length, times, inode) at a time when its content is known; gives a receipt
//! with this metadata and the hash of the content. As long as the metadata is the same, the file is unchanged.
//! It stands apart because the times of file systems need care, as follows.
//!
//! # Edits in the same tick
//!
//! The clock of a file system advances in steps of milliseconds, on some of two seconds. An edit that keeps the
//! length of a file, in the step in which it was written, leaves its metadata as it was; git calls such a file
//! *racily clean*. So a file gets a receipt only if its last change lies before a moment, *by the clock of the
//! file system*, at which it had the known content: any later edit has that time or a later one, and shows.
//! That moment is
//!
//! - for a file that was written: just before the first file is moved out of the staging folder. The writer
//!   waits there for the clock to advance, a few milliseconds in most cases;
//! - for a file that was read and compared: the opening of the output folder.
//!
//! Any other file gets no receipt, and is rendered and compared by the next build.

use crate::archive::Summing;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The receipts of the files of a site, by their paths in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Receipts(BTreeMap<Box<str>, Receipt>);

impl Receipts {
    /// How many files have a receipt.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no file has a receipt.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn get(&self, path: &str) -> Option<Receipt> {
        self.0.get(path).copied()
    }
}

impl FromIterator<(Box<str>, Receipt)> for Receipts {
    fn from_iter<I: IntoIterator<Item = (Box<str>, Receipt)>>(receipts: I) -> Self {
        Self(receipts.into_iter().collect())
    }
}

/// The content of one file, and the metadata by which it is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub(super) content: ContentHash,
    pub(super) stamp: Stamp,
}

/// Hash of the bytes of a file, XXH3 with 128 bits. It does not protect against forgery: whoever can change
/// the files can change the receipts too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(u128);

impl ContentHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }
}

/// A writer that hashes what is written through it, and takes its SHA-256.
pub(super) struct Hashing<W> {
    inner: W,
    hash: Xxh3,
    sum: Summing,
}

impl<W> Hashing<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, hash: Xxh3::new(), sum: Summing::default() }
    }

    /// The hash and the SHA-256 of what was written.
    pub(super) fn finish(self) -> (ContentHash, String) {
        (ContentHash(self.hash.digest128()), self.sum.sum())
    }
}

impl<W: io::Write> io::Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.inner.write(bytes)?;
        self.hash.update(&bytes[..length]);
        self.sum.update(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The metadata by which a file is recognised; times in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    length: u64,
    modified: i64,
    /// Last change of the file or its metadata (ctime); 0 where the system has no such time.
    changed: i64,
    /// Inode number; 0 where the system has none.
    inode: u64,
}

impl Stamp {
    /// The stamp of a file; none for anything else, or without a modification time.
    pub(super) fn of(found: &Metadata) -> Option<Self> {
        let modified = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let modified = i64::try_from(modified.as_nanos()).ok()?;
        let (changed, inode) = identity(found);
        found.is_file().then_some(Self { length: found.len(), modified, changed, inode })
    }

    /// Whether the file was last written before `moment`, so that any edit after `moment` shows.
    pub(super) fn is_before(&self, moment: Option<Moment>) -> bool {
        moment.is_some_and(|moment| Moment(self.modified) < moment)
    }

    /// The stamp of the file after it was moved, which changes its ctime; none if `now` is of another file.
    pub(super) fn moved(self, now: Self) -> Option<Self> {
        (Self { changed: self.changed, ..now } == self).then_some(now)
    }

    /// When the file was last written.
    pub(super) fn written(&self) -> Moment {
        Moment(self.modified)
    }
}

#[cfg(unix)]
fn identity(found: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (found.ctime().saturating_mul(1_000_000_000).saturating_add(found.ctime_nsec()), found.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> (i64, u64) {
    (0, 0)
}

/// A time by the clock of the file system of a folder, in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i64);

impl Moment {
    /// The present time, from a temporary file in the folder; none where no file can be created.
    pub(super) fn now(folder: &Path) -> Option<Self> {
        let probe = tempfile::tempfile_in(folder).and_then(|file| file.metadata()).ok()?;
        Stamp::of(&probe).map(|stamp| stamp.written())
    }

    /// Waits for a time after this one, for [`PATIENCE`] at most; then gives the time it is.
    pub(super) fn next(self, folder: &Path) -> Option<Self> {
        for _ in 0..PATIENCE {
            if let Some(now) = Self::now(folder).filter(|now| *now > self) {
                return Some(now);
            }
            thread::sleep(Duration::from_millis(1));
        }
        Self::now(folder)
    }
}

/// How many milliseconds to wait for the clock, which advances every 1 to 10 ms on Linux.
const PATIENCE: usize = 20;
