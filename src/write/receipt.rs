//! What the last build knows of its files, so that the next one need neither render nor read them.
//!
//! A receipt says which bytes a file holds (their hash) and what the file system said of it when it
//! surely held them. As long as the file system says the same, nobody has touched the file.
//!
//! # Edits in the same tick
//!
//! Clocks of file systems stand still for milliseconds, on some for two seconds. An edit that keeps
//! the length, in the tick in which the file was written, leaves everything as it was; git calls
//! such a file *racily clean*. So a receipt is given only for a file whose last change lies before a
//! moment *by the clock that stamps the files* at which the file surely held its bytes and nobody
//! but khacphuc could have reached it: any later edit carries that moment or a later one, and shows.
//! That moment is
//!
//! - for a file that is written, just before the first one is moved out of the hidden folder: one
//!   waits there for the clock to go on, for a few milliseconds at most;
//! - for a file that was read and found to hold its bytes, the opening of the output folder.
//!
//! A file that cannot have a receipt has none, and is rendered and read by the next build.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// What is known of the files of a site, by their paths in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Receipts(BTreeMap<Box<str>, Receipt>);

impl Receipts {
    /// How many files something is known of.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is known.
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

/// What is known of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    pub(super) content: ContentHash,
    pub(super) stamp: Stamp,
}

/// The bytes of a file: their hash, XXH3 with 128 bits. It is no defence against forgers, who could
/// as well forge the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(u128);

impl ContentHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }
}

/// Hashes what goes through it.
pub(super) struct Hashing<W> {
    inner: W,
    hash: Xxh3,
}

impl<W> Hashing<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, hash: Xxh3::new() }
    }

    /// What went through so far.
    pub(super) fn content(&self) -> ContentHash {
        ContentHash(self.hash.digest128())
    }
}

impl<W: io::Write> io::Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.inner.write(bytes)?;
        self.hash.update(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What the file system says of a file; times in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    length: u64,
    modified: i64,
    /// Last change of anything about the file, its times too; 0 where there is no such time.
    changed: i64,
    /// Which file it is; 0 where files have no number.
    inode: u64,
}

impl Stamp {
    /// Nothing for what is no file, or has no time that can be told.
    pub(super) fn of(found: &Metadata) -> Option<Self> {
        let modified = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let modified = i64::try_from(modified.as_nanos()).ok()?;
        let (changed, inode) = identity(found);
        found.is_file().then_some(Self { length: found.len(), modified, changed, inode })
    }

    /// Whether the file was last written before `moment`, so that any edit since then shows.
    pub(super) fn is_before(&self, moment: Option<Moment>) -> bool {
        moment.is_some_and(|moment| Moment(self.modified) < moment)
    }

    /// The same file after it was moved, which counts as a change of it; nothing if it is another.
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

/// A time by the clock that stamps the files of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment(i64);

impl Moment {
    /// Now, as a new file in the folder would be stamped; nothing where no file can be made.
    pub(super) fn now(folder: &Path) -> Option<Self> {
        let probe = tempfile::tempfile_in(folder).and_then(|file| file.metadata()).ok()?;
        Stamp::of(&probe).map(|stamp| stamp.written())
    }

    /// A moment after this one, if the clock goes on soon; otherwise the last that was seen.
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

/// Milliseconds to wait for the clock: Linux stamps files every 1 to 10.
const PATIENCE: usize = 20;
