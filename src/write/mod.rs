//! Write: puts the site into its output folder, and touches only what changed.
//!
//! Takes the path and the bytes of each file; puts them into the output folder, and gives [`Receipts`] of
//! them. It stands apart because it is the only stage that changes the output folder.
//!
//! Files are staged in a hidden folder inside the output folder, and moved into place when all of them are
//! done: a build that fails leaves the last good site as it was. A [`Claim`] keeps other builds out meanwhile. A
//! manifest in the output folder lists the files that were written, with their sums. Only files in the manifest are
//! ever removed or overwritten. With the receipts of the last build, unchanged files are neither rendered nor read
//! again.

mod claim;
mod receipt;

pub use claim::Claim;
use claim::LOCK;
use receipt::Hashing;
pub use receipt::{ContentHash, Receipt, Receipts};

use crate::archive::{Algorithm, Manifest, SITE_MANIFEST, sum};
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use crate::lock::lock;
use rayon::prelude::*;
use receipt::{Moment, Stamp};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

/// Name of the folder for files that are not in place yet.
const STAGING: &str = ".khacphuc-staging";

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

/// Paths of files, relative to the output folder and with `/`.
type Paths<'p> = BTreeSet<&'p str>;

/// Takes files in any order, from any thread, and puts all of them in place at the end.
#[derive(Debug)]
pub struct Writer {
    out: PathBuf,
    staging: PathBuf,
    /// The manifest of the last build: its text, and the files that it names, with their sums where it has them.
    manifest: String,
    known: BTreeMap<String, Option<String>>,
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
        let staging = out.join(STAGING);
        discard(&staging)?;
        let entries = fs::read_dir(out).map_err(|error| Failure::new(Doing::Read, out, error))?;
        let is_new = entries.flatten().all(|entry| entry.file_name() == LOCK);
        let manifest = read_manifest(out)?;
        Ok(Self {
            out: out.to_owned(),
            staging,
            known: files_of(&manifest),
            manifest,
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
            Err(error) if is_absent(&error) => false,
            Err(error) => return Err(Failure::new(Doing::Read, &place, error)),
        };
        // A site that an earlier version wrote has no sums: its files are written anew, once.
        let sum = self.known.get(path).cloned().flatten().filter(|_| is_same);
        let is_kept = sum.is_some();
        if let Some(sum) = sum {
            self.take(path, Taken { is_staged: false, receipt: Some(receipt), sum });
        }
        Ok(is_kept)
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
            Some(receipt) => Taken { is_staged: false, receipt, sum },
            None => {
                let stamp = self.stage(path, bytes)?;
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
        let staged = self.staging.join(path);
        let failure = |error| Failure::new(Doing::Write, &staged, error);
        let mut out = Hashing::new(BufWriter::with_capacity(64 * 1024, self.create(path)?));
        make(&mut out).and_then(|()| out.flush()).map_err(failure)?;
        let (content, sum) = out.finish();
        let found = fs::metadata(&staged).map_err(failure)?;
        let is_held = |file: &mut File| holds_all(file, &staged).unwrap_or(false);
        let taken = match self.compare(path, found.len(), content, is_held) {
            Some(receipt) => {
                fs::remove_file(&staged).map_err(failure)?;
                Taken { is_staged: false, receipt, sum }
            }
            None => {
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

    /// The receipt, if there can be one, of a file in place that has this content already. The outer `None`
    /// means that it has other content. `is_held` reads the file, and is called only where nothing else tells.
    fn compare(
        &self,
        path: &str,
        length: u64,
        content: ContentHash,
        is_held: impl FnOnce(&mut File) -> bool,
    ) -> Option<Option<Receipt>> {
        if self.is_new {
            return None;
        }
        let mut file = disk::open(&self.out.join(path)).ok()?;
        let found = file.metadata().ok()?;
        // The length is compared first, which is cheaper than reading.
        if !found.is_file() || found.len() != length {
            return None;
        }
        let stamp = Stamp::of(&found);
        if let Some(receipt) = self.receipts.get(path).filter(|receipt| stamp == Some(receipt.stamp)) {
            return (receipt.content == content).then_some(Some(receipt));
        }
        let stamp = stamp.filter(|stamp| stamp.is_before(self.opened));
        is_held(&mut file).then(|| stamp.map(|stamp| Receipt { content, stamp }))
    }

    /// Writes a file into the staging folder, and returns its stamp there.
    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Option<Stamp>, Failure> {
        let mut file = self.create(path)?;
        let written = file.write_all(bytes).and_then(|()| file.metadata());
        let failure = |error| Failure::new(Doing::Write, self.staging.join(path), error);
        written.map(|found| Stamp::of(&found)).map_err(failure)
    }

    /// Creates a file in the staging folder.
    fn create(&self, path: &str) -> Result<File, Failure> {
        let staged = self.staging.join(path);
        let folder = staged.parent().unwrap_or(&self.staging);
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
        let previous: Paths<'_> =
            self.known.keys().map(String::as_str).filter(|path| is_below(path)).collect();
        let new: Paths<'_> = files.keys().map(|path| &**path).collect();
        let staged: Vec<&str> =
            files.iter().filter(|(_, file)| file.is_staged).map(|(path, _)| &**path).collect();
        let moves = self.moves(&staged, 0, &previous)?;
        self.ask_folders(&moves, previous.difference(&new).copied())?;
        let both: Paths<'_> = previous.union(&new).copied().collect();
        if both != previous {
            write_manifest(&self.out, &list(&both))?;
        }
        let stale = previous.difference(&new).copied();
        // A file that becomes a folder, or a folder that becomes a file, is removed before the moves.
        let (in_the_way, rest): (Vec<&str>, Vec<&str>) = stale.partition(|old| is_in_the_way(old, &new));
        let unreached = self.wait(files.values());
        let mut removed = self.remove(&in_the_way)?;
        let moved = moves.par_iter().map(|path| self.promote(path)).collect::<Result<BTreeMap<_, _>, _>>()?;
        removed += self.remove(&rest)?;
        let sums = files.iter().map(|(path, file)| (String::from(&**path), file.sum.clone()));
        let manifest = sums.collect::<Manifest>().write();
        if manifest != self.manifest || both != previous {
            write_manifest(&self.out, &manifest)?;
        }
        discard(&self.staging)?;
        let pages = new.iter().filter(|path| path.ends_with(".html")).count();
        let written =
            Written { pages, written: staged.len(), unchanged: files.len() - staged.len(), removed };
        let settled = files.iter().map(|(path, file)| match file.is_staged {
            true => settle(file.receipt?, moved.get(&**path).copied(), unreached),
            false => file.receipt,
        });
        let settled: Vec<Option<Receipt>> = settled.collect();
        let receipts = files.into_keys().zip(settled);
        Ok((written, receipts.filter_map(|(path, receipt)| Some((path, receipt?))).collect()))
    }

    /// The moves that put staged files into place: a whole folder at once where it does not exist yet, and file
    /// by file elsewhere. The paths are sorted, and all below one folder, whose path with its `/` is `depth`
    /// bytes long.
    ///
    /// # Errors
    /// When a file that is not in the manifest is where a file has to go.
    fn moves<'p>(&self, staged: &[&'p str], depth: usize, own: &Paths<'_>) -> Result<Vec<&'p str>, Failure> {
        let folder = |path: &'p str| path[depth..].find('/').map(|length| &path[..depth + length]);
        let entries = staged.par_chunk_by(|a, b| folder(a).is_some_and(|both| folder(b) == Some(both)));
        let moves = entries.map(|entry| match folder(entry[0]) {
            None => self.check_place(entry[0], own).map(|()| vec![entry[0]]),
            Some(folder) => match fs::metadata(self.out.join(folder)) {
                Ok(found) if found.is_dir() => self.moves(entry, folder.len() + 1, own),
                Ok(_) if !own.contains(folder) => Err(foreign(&self.out.join(folder))),
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
    fn ask_folders<'p>(
        &self,
        moved: &[&'p str],
        removed: impl Iterator<Item = &'p str>,
    ) -> Result<(), Failure> {
        let above = |path: &'p str| path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let into: BTreeSet<&str> = moved.iter().map(|path| above(path)).collect();
        let own_disk = if into.is_empty() { None } else { writable_disk(&self.out).ok() };
        let all: BTreeSet<&str> = removed.map(above).chain(into.iter().copied()).collect();
        all.into_par_iter().try_for_each(|folder| {
            let place = self.out.join(folder);
            let answer = writable_disk(&place).and_then(|disk| match into.contains(folder) {
                true if own_disk != Some(disk) => Err(io::ErrorKind::CrossesDevices.into()),
                _ => Ok(()),
            });
            match answer {
                // Somebody took it away, with what was to be removed from it.
                Err(error) if is_absent(&error) => Ok(()),
                answer => answer.map_err(|error| Failure::new(Doing::WriteInto, place, error)),
            }
        })
    }

    /// Checks that only files in the manifest (`own`) are where the file `path` has to go. Its folder exists.
    fn check_place(&self, path: &str, own: &Paths<'_>) -> Result<(), Failure> {
        let place = self.out.join(path);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_dir() => self.check_below(&place, own),
            Ok(_) if !own.contains(path) => Err(foreign(&place)),
            _ => Ok(()),
        }
    }

    /// Checks that only files in the manifest are in a folder that has to become a file.
    fn check_below(&self, folder: &Path, own: &Paths<'_>) -> Result<(), Failure> {
        let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        for file in entries.filter(|entry| !entry.file_type().is_dir()) {
            let inside = file.path().strip_prefix(&self.out).unwrap_or(file.path());
            if !own.contains(&*inside.to_string_lossy().replace('\\', "/")) {
                return Err(foreign(file.path()));
            }
        }
        Ok(())
    }

    /// Waits until the clock of the file system has passed the times of all staged files, so that any later
    /// edit has a later time. Nobody else can have edited them yet, as they are still in the staging folder.
    fn wait<'f>(&self, files: impl Iterator<Item = &'f Taken>) -> Option<Moment> {
        let staged = files.filter(|file| file.is_staged).filter_map(|file| file.receipt);
        staged.map(|receipt| receipt.stamp.written()).max()?.next(&self.staging)
    }

    /// Moves a staged file or folder into place, and returns its stamp there, if it is a file.
    fn promote<'p>(&self, path: &'p str) -> Result<(&'p str, Option<Stamp>), Failure> {
        let place = self.out.join(path);
        fs::rename(self.staging.join(path), &place)
            .and_then(|()| fs::symlink_metadata(&place))
            .map(|found| (path, Stamp::of(&found)))
            .map_err(|error| Failure::new(Doing::Write, &place, error))
    }

    /// Removes files and the folders that they leave empty. Returns how many files there were.
    fn remove(&self, paths: &[&str]) -> Result<usize, Failure> {
        let remove = |path: &&str| {
            let file = self.out.join(path);
            match fs::remove_file(&file) {
                Ok(()) => Ok(true),
                Err(error) if is_absent(&error) => Ok(false),
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

/// A build that fails removes what it staged.
impl Drop for Writer {
    fn drop(&mut self) {
        // An error cannot be returned here, and the next build removes the folder anyway.
        let _ = discard(&self.staging);
    }
}

/// Removes the staging folder, of this build or of one that was interrupted.
fn discard(staging: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(staging) {
        Err(error) if !is_absent(&error) => Err(Failure::new(Doing::Remove, staging, error)),
        _ => Ok(()),
    }
}

/// The receipt of a staged file that has been moved into place: with a new stamp where the file itself was
/// moved (`moved`), with the old one where its folder was. None where a later edit might not show.
fn settle(staged: Receipt, moved: Option<Option<Stamp>>, unreached: Option<Moment>) -> Option<Receipt> {
    let stamp = match moved {
        Some(now) => staged.stamp.moved(now?)?,
        None => staged.stamp,
    };
    stamp.is_before(unreached).then_some(Receipt { stamp, ..staged })
}

/// Whether a file has to be removed before the moves: a new file is in a folder of the same name, or has the
/// name of a folder that the old file is in.
fn is_in_the_way(old: &str, new: &Paths<'_>) -> bool {
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

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn read_manifest(out: &Path) -> Result<String, Failure> {
    let file = out.join(SITE_MANIFEST);
    match disk::read_text(&file) {
        Ok(text) => Ok(text),
        Err(error) if is_absent(&error) || error.kind() == io::ErrorKind::InvalidData => Ok(String::new()),
        Err(error) => Err(Failure::new(Doing::Read, &file, error)),
    }
}

/// Whether a path stays in the output folder: a damaged manifest must not reach outside it.
fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The files that a manifest names, with their sums. While files are moved into place it only has paths, a line
/// each, as earlier versions wrote it.
fn files_of(manifest: &str) -> BTreeMap<String, Option<String>> {
    match Manifest::read(manifest, Algorithm::Sha256) {
        Ok(sums) => sums.iter().map(|(path, sum)| (path.to_owned(), Some(sum.to_owned()))).collect(),
        Err(_) => manifest.lines().map(|path| (path.to_owned(), None)).collect(),
    }
}

/// A manifest of paths only.
fn list(paths: &Paths<'_>) -> String {
    paths.iter().flat_map(|path| [*path, "\n"]).collect()
}

fn write_manifest(out: &Path, text: &str) -> Result<(), Failure> {
    let file = out.join(SITE_MANIFEST);
    let staged = out.join(format!("{SITE_MANIFEST}.new"));
    disk::create_anew(&staged)
        .and_then(|mut new| new.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&staged, &file))
        .map_err(|error| Failure::new(Doing::Write, &file, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(out: &Path, files: &[(&str, &str)]) -> Written {
        let writer = Writer::open(out, Receipts::default()).unwrap();
        for (path, text) in files {
            writer.put(path, text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().0
    }

    #[test]
    fn a_second_write_touches_nothing() {
        let out = tempfile::tempdir().unwrap();
        let files = [("index.html", "a"), ("x/y.html", "b")];
        assert_eq!(write(out.path(), &files), Written { pages: 2, written: 2, unchanged: 0, removed: 0 });
        let before = fs::metadata(out.path().join("x/y.html")).unwrap().modified().unwrap();
        assert_eq!(write(out.path(), &files), Written { pages: 2, written: 0, unchanged: 2, removed: 0 });
        assert_eq!(fs::metadata(out.path().join("x/y.html")).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn what_is_written_bit_by_bit_is_as_what_is_put() {
        let out = tempfile::tempdir().unwrap();
        let bit_by_bit = |receipts| {
            let writer = Writer::open(out.path(), receipts).unwrap();
            let bits = |file: &mut dyn Write| (0..100_000).try_for_each(|n| write!(file, "{n} "));
            let content = writer.put_from("data/n.txt", bits).unwrap();
            let (written, receipts) = writer.finish().unwrap();
            (content, written, receipts)
        };
        let (content, written, receipts) = bit_by_bit(Receipts::default());
        assert_eq!((written.written, written.unchanged), (1, 0));
        assert_eq!(content, ContentHash::of(&fs::read(out.path().join("data/n.txt")).unwrap()));
        for receipts in [Receipts::default(), receipts] {
            let (_, written, _) = bit_by_bit(receipts);
            assert_eq!((written.written, written.unchanged), (0, 1));
        }
        fs::write(out.path().join("data/n.txt"), "tampered").unwrap();
        assert_eq!(bit_by_bit(Receipts::default()).1.written, 1);
    }

    #[test]
    fn what_the_site_no_longer_has_goes_and_what_others_put_there_stays() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("a/b.html", "1"), ("a/c/d.html", "2")]);
        fs::write(out.path().join("a/own.txt"), "kept").unwrap();
        let result = write(out.path(), &[("index.html", "3")]);
        assert_eq!(result, Written { pages: 1, written: 1, unchanged: 0, removed: 2 });
        assert!(out.path().join("a/own.txt").exists());
        assert!(!out.path().join("a/c").exists());
    }

    #[test]
    fn a_file_can_become_a_folder_and_back() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("a", "1")]);
        write(out.path(), &[("a/b", "2")]);
        assert_eq!(fs::read_to_string(out.path().join("a/b")).unwrap(), "2");
        write(out.path(), &[("a", "3")]);
        assert_eq!(fs::read_to_string(out.path().join("a")).unwrap(), "3");
    }

    #[test]
    fn a_build_that_stops_midway_leaves_the_last_site() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("index.html", "good")]);
        let writer = Writer::open(out.path(), Receipts::default()).unwrap();
        writer.put("index.html", b"half").unwrap();
        drop(writer);
        assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "good");
        assert!(!out.path().join(STAGING).exists());
    }

    #[test]
    fn what_others_put_there_is_never_written_over() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(out.path().join("zz.html")).unwrap();
        fs::write(out.path().join("zz.html/own.txt"), "kept").unwrap();
        fs::write(out.path().join("index.html"), "mine").unwrap();
        for path in ["index.html", "zz.html", "index.html/below.html"] {
            let writer = Writer::open(out.path(), Receipts::default()).unwrap();
            writer.put("a.html", b"new").unwrap();
            writer.put(path, b"new").unwrap();
            assert!(writer.finish().is_err(), "{path}");
            assert!(!out.path().join("a.html").exists());
        }
        assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "mine");
    }

    #[test]
    fn files_of_a_build_that_stopped_while_moving_are_still_known() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("index.html", "1")]);
        // The state after the machine stopped between the first move and the last.
        fs::write(out.path().join("secret.html"), "2").unwrap();
        write_manifest(out.path(), "index.html\nsecret.html\n").unwrap();
        assert_eq!(write(out.path(), &[("index.html", "1")]).removed, 1);
        assert!(!out.path().join("secret.html").exists());
    }

    #[test]
    fn a_forged_manifest_reaches_nothing_outside() {
        let root = tempfile::tempdir().unwrap();
        let (out, other) = (root.path().join("public"), root.path().join("other.txt"));
        write(&out, &[("index.html", "a")]);
        fs::write(&other, "kept").unwrap();
        fs::write(out.join(SITE_MANIFEST), format!("../other.txt\n{}\nindex.html\n", other.display()))
            .unwrap();
        write(&out, &[("index.html", "b")]);
        assert!(other.exists());
    }

    /// Writes a site, keeping what can be kept.
    fn rewrite(out: &Path, receipts: Receipts, files: &[(&str, &str)]) -> (Written, Receipts) {
        let writer = Writer::open(out, receipts).unwrap();
        for (path, text) in files {
            if !writer.keep(path, ContentHash::of(text.as_bytes())).unwrap() {
                writer.put(path, text.as_bytes()).unwrap();
            }
        }
        writer.finish().unwrap()
    }

    /// Which files could be kept.
    fn kept<'f>(out: &Path, receipts: &Receipts, files: &[(&'f str, &str)]) -> Vec<&'f str> {
        let writer = Writer::open(out, receipts.clone()).unwrap();
        let is_kept =
            |(path, text): &&(&str, &str)| writer.keep(path, ContentHash::of(text.as_bytes())).unwrap();
        files.iter().filter(is_kept).map(|(path, _)| *path).collect()
    }

    /// Every file below a folder, with its bytes and its time.
    fn tree(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, std::time::SystemTime)> {
        let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        let read = |path: &Path| (fs::read(path).unwrap(), fs::metadata(path).unwrap().modified().unwrap());
        files.map(|file| (file.path().strip_prefix(folder).unwrap().into(), read(file.path()))).collect()
    }

    const SITE: [(&str, &str); 4] =
        [("index.html", "home"), ("a/b.html", "one"), ("a/c/d.html", "two"), ("e/f/g.html", "three")];

    #[test]
    fn without_receipts_nothing_is_kept() {
        let out = tempfile::tempdir().unwrap();
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        assert!(kept(out.path(), &Receipts::default(), &SITE).is_empty());
        assert_eq!(receipts.len(), SITE.len());
        assert_eq!(kept(out.path(), &receipts, &SITE).len(), SITE.len());
    }

    #[test]
    fn a_site_that_is_kept_is_not_touched() {
        let out = tempfile::tempdir().unwrap();
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        let before = tree(out.path());
        let writer = Writer::open(out.path(), receipts.clone()).unwrap();
        assert!(SITE.iter().all(|(path, text)| writer.keep(path, ContentHash::of(text.as_bytes())).unwrap()));
        let (written, again) = writer.finish().unwrap();
        assert_eq!(written, Written { pages: 4, written: 0, unchanged: 4, removed: 0 });
        assert_eq!(again, receipts);
        assert_eq!(tree(out.path()), before);
    }

    #[test]
    fn what_somebody_touched_is_not_kept() {
        let out = tempfile::tempdir().unwrap();
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        // In the tick in which it was moved there, or soon after: the length stays.
        fs::write(out.path().join("a/b.html"), "One").unwrap();
        fs::remove_file(out.path().join("a/c/d.html")).unwrap();
        assert_eq!(kept(out.path(), &receipts, &SITE), ["index.html", "e/f/g.html"]);
        let (written, _) = rewrite(out.path(), receipts, &SITE);
        assert_eq!(written, Written { pages: 4, written: 2, unchanged: 2, removed: 0 });
        assert_eq!(fs::read_to_string(out.path().join("a/b.html")).unwrap(), "one");
    }

    #[test]
    fn an_edit_in_the_same_tick_shows() {
        let out = tempfile::tempdir().unwrap();
        let mut receipts = Receipts::default();
        for round in 0..50 {
            let text = format!("{round:03}");
            // A new folder and one that is there: both ways of moving a file.
            let new = format!("{round}/x.html");
            let files = [("x/y.html", text.as_str()), (new.as_str(), text.as_str())];
            receipts = rewrite(out.path(), receipts, &files).1;
            for (path, _) in files {
                fs::write(out.path().join(path), "abc").unwrap();
            }
            assert!(kept(out.path(), &receipts, &files).is_empty());
        }
    }

    #[test]
    fn a_file_that_may_yet_change_unseen_has_no_receipt() {
        let out = tempfile::tempdir().unwrap();
        rewrite(out.path(), Receipts::default(), &SITE);
        let later = std::time::Duration::from_secs(60);
        let file = File::options().write(true).open(out.path().join("a/b.html")).unwrap();
        file.set_modified(file.metadata().unwrap().modified().unwrap() + later).unwrap();
        let (written, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        assert_eq!(written.unchanged, 4);
        assert_eq!(kept(out.path(), &receipts, &SITE), ["index.html", "a/c/d.html", "e/f/g.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn setting_the_clock_of_a_file_back_hides_nothing() {
        let out = tempfile::tempdir().unwrap();
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        for (path, _) in SITE {
            let mut file = File::options().write(true).open(out.path().join(path)).unwrap();
            let before = file.metadata().unwrap().modified().unwrap();
            file.write_all(b"X").unwrap();
            file.set_modified(before).unwrap();
        }
        assert!(kept(out.path(), &receipts, &SITE).is_empty());
    }

    #[test]
    fn receipts_are_given_for_files_that_were_found_as_they_are() {
        let out = tempfile::tempdir().unwrap();
        rewrite(out.path(), Receipts::default(), &SITE);
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        assert_eq!(kept(out.path(), &receipts, &SITE).len(), SITE.len());
    }

    #[test]
    fn a_receipt_for_other_bytes_writes_them() {
        let out = tempfile::tempdir().unwrap();
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        let writer = Writer::open(out.path(), receipts).unwrap();
        writer.put("index.html", b"HOME").unwrap();
        writer.put("a/b.html", b"one").unwrap();
        let (written, _) = writer.finish().unwrap();
        assert_eq!(written, Written { pages: 2, written: 1, unchanged: 1, removed: 2 });
        assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "HOME");
    }

    #[test]
    fn receipts_give_no_right_to_the_files_of_others() {
        let out = tempfile::tempdir().unwrap();
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        fs::remove_file(out.path().join(SITE_MANIFEST)).unwrap();
        fs::write(out.path().join("index.html"), "mine").unwrap();
        let writer = Writer::open(out.path(), receipts).unwrap();
        assert!(!writer.keep("index.html", ContentHash::of(b"home")).unwrap());
        writer.put("index.html", b"home").unwrap();
        assert!(writer.finish().is_err());
        assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "mine");
    }

    #[test]
    fn keeping_some_and_putting_some_gives_what_a_clean_build_gives() {
        let (out, clean) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        // One file is the same, one has changed, one became a folder, two are gone, three are new.
        let next = [
            ("a/b.html", "one"),
            ("a/c/d.html", "2"),
            ("index.html/x.html", "in a folder"),
            ("a/n.html", "beside"),
            ("m/n/o.html", "apart"),
        ];
        let writer = Writer::open(out.path(), receipts).unwrap();
        assert!(writer.keep("a/b.html", ContentHash::of(b"one")).unwrap());
        for (path, text) in &next[1..] {
            writer.put(path, text.as_bytes()).unwrap();
        }
        let (written, receipts) = writer.finish().unwrap();
        assert_eq!(written, Written { pages: 5, written: 4, unchanged: 1, removed: 2 });
        write(clean.path(), &next);
        let bytes = |folder: &Path| tree(folder).into_iter().map(|(path, (bytes, _))| (path, bytes));
        assert!(bytes(out.path()).eq(bytes(clean.path())));
        assert_eq!(kept(out.path(), &receipts, &next).len(), next.len());
    }

    #[test]
    fn receipts_can_be_saved() {
        let out = tempfile::tempdir().unwrap();
        let (_, receipts) = rewrite(out.path(), Receipts::default(), &SITE);
        let saved = serde_json::to_vec(&receipts).unwrap();
        assert_eq!(serde_json::from_slice::<Receipts>(&saved).unwrap(), receipts);
    }

    #[test]
    fn a_file_in_reach_in_the_tick_of_its_writing_has_no_receipt() {
        let out = tempfile::tempdir().unwrap();
        fs::write(out.path().join("a"), "1").unwrap();
        let stamp = Stamp::of(&fs::metadata(out.path().join("a")).unwrap()).unwrap();
        let receipt = Receipt { content: ContentHash::of(b"1"), stamp };
        let (same, later) = (stamp.written(), stamp.written().next(out.path()));
        assert_eq!(settle(receipt, None, Some(same)), None);
        assert_eq!(settle(receipt, Some(Some(stamp)), Some(same)), None);
        assert_eq!(settle(receipt, None, None), None);
        assert_eq!(settle(receipt, None, later), Some(receipt));
        assert_eq!(settle(receipt, Some(Some(stamp)), later), Some(receipt));
        // What is in its place after it was moved there is something else.
        assert_eq!(settle(receipt, Some(None), later), None);
    }
}
