//! The writer: takes the files of a site, and leaves those that are as they have to be.
//!
//! Takes the path and the bytes of each file, gives the counts of what was done, and the receipts for the next build.
//! It stands apart from what it uses because it alone decides what becomes of a file: kept, left or staged.

use super::claim::LOCK;
use super::place::{Moved, Places, is_in_the_way};
use super::receipt::{ContentHash, Hashing, Moment, Receipt, Receipts, Stamp};
use super::site_manifest::{self, Paths, SiteManifest};
use super::staging::Staging;
use crate::archive::{Algorithm, Manifest, sum};
use crate::disk;
use crate::failure::{Doing, Failure};
use crate::lock::lock;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Counts of what a build did to the files of the site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// HTML files of the site, written or unchanged.
    pub pages: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed because they are no longer part of the site.
    pub removed: usize,
}

/// A file of the site: whether it has to be moved into place, its receipt, and its SHA-256.
#[derive(Debug, Clone)]
struct Taken {
    is_staged: bool,
    receipt: Option<Receipt>,
    sum: String,
}

/// What is in the place of a file.
enum InPlace {
    /// Something else, or nothing.
    Other,
    /// The same content: its receipt, if there can be one.
    Same(Option<Receipt>),
}

/// Takes files in any order, from any thread, and puts all of them in place at the end.
#[derive(Debug)]
pub struct Writer {
    out: PathBuf,
    staging: Staging,
    /// The manifest of the last build.
    manifest: SiteManifest,
    receipts: Receipts,
    /// When the folder was opened; none where the file system gives no time.
    opened: Option<Moment>,
    /// Whether the folder was empty.
    is_new: bool,
    files: Mutex<BTreeMap<Box<str>, Taken>>,
}

impl Writer {
    /// Opens the folder `out` to write a site into it; it is created if it does not exist. `receipts` are what
    /// the last build returned for it; files without a receipt are compared with what is there.
    ///
    /// # Errors
    /// When the folder cannot be created or read.
    pub fn open(out: &Path, receipts: Receipts) -> Result<Self, Failure> {
        fs::create_dir_all(out).map_err(|error| Failure::new(Doing::MakeFolder, out, error))?;
        let staging = Staging::open(out)?;
        let entries = fs::read_dir(out).map_err(|error| Failure::new(Doing::Read, out, error))?;
        let is_new = entries.flatten().all(|entry| entry.file_name() == LOCK);
        Ok(Self {
            out: out.to_owned(),
            staging,
            manifest: SiteManifest::read(out)?,
            receipts,
            opened: if is_new { None } else { Moment::now(out) },
            is_new,
            files: Mutex::default(),
        })
    }

    /// Keeps the file `path` (relative to the output folder and with `/`), if it is in place as the last build
    /// left it, with this content. Returns whether it was kept; if not, it has to be [`put`](Self::put).
    ///
    /// # Errors
    /// When the metadata of the file cannot be read.
    pub fn keep(&self, path: &str, content: ContentHash) -> Result<bool, Failure> {
        let known = self.receipts.get(path).filter(|receipt| receipt.content == content && !self.is_new);
        let Some(receipt) = known else { return Ok(false) };
        let place = self.out.join(path);
        let is_same = match fs::symlink_metadata(&place) {
            Ok(found) => Stamp::of(&found) == Some(receipt.stamp),
            Err(error) if disk::is_absent(&error) => false,
            Err(error) => return Err(Failure::new(Doing::Read, &place, error)),
        };
        // A site that an earlier version wrote has no sums: its files are written anew, once.
        let Some(sum) = self.manifest.sum(path).filter(|_| is_same) else { return Ok(false) };
        self.take(path, Taken { is_staged: false, receipt: Some(receipt), sum: sum.to_owned() });
        Ok(true)
    }

    /// Adds the file `path`, relative to the output folder and with `/`, to the site. Returns the hash to
    /// [`keep`](Self::keep) it by in the next build.
    ///
    /// # Errors
    /// When it cannot be staged.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<ContentHash, Failure> {
        let (content, sum) = (ContentHash::of(bytes), sum(Algorithm::Sha256, bytes));
        let is_held = |file: &mut File| holds(file, bytes);
        let taken = match self.compare(path, bytes.len() as u64, content, is_held) {
            InPlace::Same(receipt) => Taken { is_staged: false, receipt, sum },
            InPlace::Other => {
                let stamp = self.staging.write(path, bytes)?;
                Taken { is_staged: true, receipt: stamp.map(|stamp| Receipt { content, stamp }), sum }
            }
        };
        self.take(path, taken);
        Ok(content)
    }

    /// Adds the file `path` as [`put`](Self::put) does, but from a function that writes it in parts, so that a
    /// large file is never in memory as a whole.
    ///
    /// # Errors
    /// When it cannot be staged, or `make` fails.
    pub fn put_from(
        &self,
        path: &str,
        make: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<ContentHash, Failure> {
        let staged = self.staging.place(path);
        let failure = |error| Failure::new(Doing::Write, &staged, error);
        let mut out = Hashing::new(BufWriter::with_capacity(64 * 1024, self.staging.create(path)?));
        make(&mut out).and_then(|()| out.flush()).map_err(failure)?;
        let (content, sum) = out.finish();
        let found = fs::metadata(&staged).map_err(failure)?;
        let is_held = |file: &mut File| holds_all(file, &staged).unwrap_or(false);
        let taken = match self.compare(path, found.len(), content, is_held) {
            InPlace::Same(receipt) => {
                fs::remove_file(&staged).map_err(failure)?;
                Taken { is_staged: false, receipt, sum }
            }
            InPlace::Other => {
                let receipt = Stamp::of(&found).map(|stamp| Receipt { content, stamp });
                Taken { is_staged: true, receipt, sum }
            }
        };
        self.take(path, taken);
        Ok(content)
    }

    fn take(&self, path: &str, taken: Taken) {
        let path = path.into();
        lock(&self.files).insert(path, taken);
    }

    /// What is in the place of a file with this content. `is_held` reads it, and is called only where nothing else
    /// tells.
    fn compare(
        &self,
        path: &str,
        length: u64,
        content: ContentHash,
        is_held: impl FnOnce(&mut File) -> bool,
    ) -> InPlace {
        if self.is_new {
            return InPlace::Other;
        }
        let Ok(mut file) = disk::open(&self.out.join(path)) else { return InPlace::Other };
        let Ok(found) = file.metadata() else { return InPlace::Other };
        // The length is compared first, which is cheaper than reading.
        if !found.is_file() || found.len() != length {
            return InPlace::Other;
        }
        let stamp = Stamp::of(&found);
        let known = self.receipts.get(path).filter(|receipt| stamp == Some(receipt.stamp));
        let is_same = known.map_or_else(|| is_held(&mut file), |receipt| receipt.content == content);
        if !is_same {
            return InPlace::Other;
        }
        let stamp = stamp.filter(|stamp| known.is_some() || stamp.is_before(self.opened));
        InPlace::Same(stamp.map(|stamp| Receipt { content, stamp }))
    }

    /// Moves all files into place, and removes those that are no longer part of the site. Returns the counts,
    /// and the receipts for the next build.
    ///
    /// If this is interrupted, the manifest still names every file that may be there: it is written with the
    /// old and the new files before the first one is moved, and with the new ones at the end.
    ///
    /// # Errors
    /// When a file that khacphuc did not write is in the way, or a folder cannot be written to, before anything is
    /// changed; or when a file cannot be moved or removed all the same.
    pub fn finish(self) -> Result<(Written, Receipts), Failure> {
        let files = std::mem::take(&mut *lock(&self.files));
        let previous = self.manifest.paths();
        let new: Paths<'_> = files.keys().map(|path| &**path).collect();
        let staged: Vec<&str> =
            files.iter().filter(|(_, file)| file.is_staged).map(|(path, _)| &**path).collect();
        let places = Places { out: &self.out, staging: &self.staging, own: &previous };
        let moves = places.moves(&staged)?;
        places.ask_folders(&moves, previous.difference(&new).copied())?;
        let both: Paths<'_> = previous.union(&new).copied().collect();
        if both != previous {
            site_manifest::write_paths(&self.out, &both)?;
        }
        let stale = previous.difference(&new).copied();
        // A file that becomes a folder, or a folder that becomes a file, is removed before the moves.
        let (in_the_way, rest): (Vec<&str>, Vec<&str>) = stale.partition(|old| is_in_the_way(old, &new));
        let unreached =
            self.staging.wait(files.values().filter(|file| file.is_staged).filter_map(|file| file.receipt));
        let mut removed = places.remove(&in_the_way)?;
        let moved =
            moves.par_iter().map(|path| places.promote(path)).collect::<Result<BTreeMap<_, _>, _>>()?;
        removed += places.remove(&rest)?;
        let sums = files.iter().map(|(path, file)| (String::from(&**path), file.sum.clone()));
        let manifest = sums.collect::<Manifest>().write();
        if !self.manifest.says(&manifest) || both != previous {
            site_manifest::write(&self.out, &manifest)?;
        }
        self.staging.discard()?;
        let pages = new.iter().filter(|path| path.ends_with(".html")).count();
        let written =
            Written { pages, written: staged.len(), unchanged: files.len() - staged.len(), removed };
        let receipts = files.iter().map(|(path, file)| match file.is_staged {
            true => moved.get(&**path).unwrap_or(&Moved::WithFolder).receipt(file.receipt?, unreached),
            false => file.receipt,
        });
        let receipts: Vec<Option<Receipt>> = receipts.collect();
        let receipts = files.into_keys().zip(receipts);
        Ok((written, receipts.filter_map(|(path, receipt)| Some((path, receipt?))).collect()))
    }
}

/// Whether a file begins with these bytes. It is read up to the first difference.
fn holds(file: &mut File, bytes: &[u8]) -> bool {
    let mut buffer = [0; 16 * 1024];
    let mut parts = bytes.chunks(buffer.len());
    parts.all(|part| {
        let present = &mut buffer[..part.len()];
        file.read_exact(present).is_ok() && present == part
    })
}

/// Whether two files of the same length hold the same bytes.
fn holds_all(file: &mut File, other: &Path) -> io::Result<bool> {
    let mut other = File::open(other)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = other.read(&mut buffer)?;
        if length == 0 || !holds(file, &buffer[..length]) {
            return Ok(length == 0);
        }
    }
}
