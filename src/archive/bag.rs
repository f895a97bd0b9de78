//! A bag while it is made.
//!
//! Takes the files of a bag in any order, from any thread; gives the bag in its place, as a folder. It is made
//! in a folder beside that, and put there by one move when it is whole: whatever happens, there is no bag or
//! all of it. Nothing in it depends on when or where it was made.

use super::layout::{DECLARATION, MADE, SIGNATURE};
use super::manifest::Manifest;
use super::sums::{Algorithm, sum};
use super::verify::verify;
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use crate::lock::lock;
use crate::settings::Edition;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::TempDir;
use walkdir::WalkDir;

/// What a bag is of: it gives the bag its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BagName {
    /// Id of the body.
    pub body: String,
    /// The year.
    pub year: i16,
    /// Whom it is for.
    pub edition: Edition,
}

impl BagName {
    /// The name of its folder: `tay-ninh-2021-public`.
    pub fn folder(&self) -> String {
        format!("{}-{}-{}", self.body, self.year, self.edition.word())
    }
}

/// Removes from a folder what bags left there whose making was cut off. Nobody may be making one meanwhile.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(MADE)) {
        // What cannot be removed does no harm.
        let _ = fs::remove_dir_all(entry.path()).or_else(|_| fs::remove_file(entry.path()));
    }
}

/// A bag that is being made.
#[derive(Debug)]
pub struct Bag {
    place: PathBuf,
    made: TempDir,
    files: Mutex<BTreeMap<String, Payload>>,
}

/// A file of the payload: its sums in the order of [`Algorithm::ALL`], and its length in bytes.
#[derive(Debug)]
struct Payload {
    sums: [String; 2],
    length: u64,
}

impl Bag {
    /// Begins a bag that will be at `place`. Folders above it are made.
    ///
    /// # Errors
    /// When no folder can be made there.
    pub fn begin(place: &Path) -> Result<Self, Failure> {
        let folder = disk::above(place);
        fs::create_dir_all(folder).map_err(|error| Failure::new(Doing::MakeFolder, folder, error))?;
        let made = tempfile::Builder::new().prefix(MADE).tempdir_in(folder);
        let made = made.map_err(|error| Failure::new(Doing::MakeFolder, folder, error))?;
        Ok(Self { place: place.to_owned(), made, files: Mutex::default() })
    }

    /// Puts a file into the payload, at a path below `data/`. What was put there before gives way.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let path = format!("data/{path}");
        self.write(&path, bytes)?;
        let sums = Algorithm::ALL.map(|algorithm| sum(algorithm, bytes));
        lock(&self.files).insert(path, Payload { sums, length: bytes.len() as u64 });
        Ok(())
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let place = self.made.path().join(path);
        let failed = |error: io::Error| Failure::new(Doing::Write, self.place.join(path), error);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        fs::write(&place, bytes).map_err(failed)
    }

    /// Writes what a bag has beside its payload, `info` among it, and gives it to `sign` to be signed.
    ///
    /// # Errors
    /// When it cannot be written, or signed.
    pub fn seal(
        self,
        info: &[(&str, String)],
        sign: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<Whole, Failure> {
        let files = std::mem::take(&mut *lock(&self.files));
        let octets: u64 = files.values().map(|file| file.length).sum();
        let oxum = ("Payload-Oxum", format!("{octets}.{}", files.len()));
        let info = info.iter().chain([&oxum]).map(|(name, value)| format!("{name}: {}\n", one_line(value)));
        let mut tags: BTreeMap<String, String> = BTreeMap::new();
        tags.insert("bagit.txt".to_owned(), DECLARATION.to_owned());
        tags.insert("bag-info.txt".to_owned(), info.collect());
        for (at, algorithm) in Algorithm::ALL.into_iter().enumerate() {
            let manifest: Manifest =
                files.iter().map(|(path, file)| (path.clone(), file.sums[at].clone())).collect();
            tags.insert(format!("manifest-{}.txt", algorithm.name()), manifest.write());
        }
        let sums = |algorithm: Algorithm| -> Manifest {
            tags.iter().map(|(path, text)| (path.clone(), sum(algorithm, text.as_bytes()))).collect()
        };
        let over = Algorithm::ALL
            .map(|algorithm| (format!("tagmanifest-{}.txt", algorithm.name()), sums(algorithm).write()));
        for (path, text) in tags.iter().chain(over.iter().map(|(path, text)| (path, text))) {
            self.write(path, text.as_bytes())?;
        }
        sign(self.made.path())?;
        let manifest = tags.get("manifest-sha256.txt").map_or("", String::as_str);
        let sum = sum(Algorithm::Sha256, manifest.as_bytes());
        self.sync()?;
        Ok(Whole { place: self.place, made: self.made, sum })
    }

    /// Waits until the disk has all of it: a bag is moved to its place only then.
    fn sync(&self) -> Result<(), Failure> {
        let entries = WalkDir::new(self.made.path()).into_iter().filter_map(Result::ok);
        entries.collect::<Vec<_>>().par_iter().try_for_each(|entry| {
            if entry.file_type().is_dir() {
                // Some file systems do not sync folders.
                let _ = File::open(entry.path()).and_then(|folder| folder.sync_all());
                return Ok(());
            }
            // Windows flushes only what was opened to be written.
            let synced = File::options().write(true).open(entry.path()).and_then(|file| file.sync_all());
            synced.map_err(|error| Failure::new(Doing::Write, entry.path(), error))
        })
    }
}

/// A value of `bag-info.txt` on one line.
fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A bag that is whole, and not in its place yet.
#[derive(Debug)]
pub struct Whole {
    place: PathBuf,
    made: TempDir,
    sum: String,
}

impl Whole {
    /// SHA-256 of its manifest, by which the lock file of the year knows it.
    pub fn sum(&self) -> &str {
        &self.sum
    }

    /// Puts the bag into its place. Where the very same bag is there already, that stays, and is given the signature
    /// that it lacks.
    ///
    /// # Errors
    /// When something else is there, or the same bag with a flaw, or it cannot be moved.
    pub fn publish(self) -> Result<PathBuf, Failure> {
        let Self { place, made, sum: _ } = self;
        let failed = |reason: io::Error| Failure::new(Doing::Write, &place, reason);
        if place.symlink_metadata().is_ok() {
            let names = Algorithm::ALL.map(|algorithm| format!("tagmanifest-{}.txt", algorithm.name()));
            let is_same = names.iter().all(|name| {
                let pair = (disk::read(&made.path().join(name)), disk::read(&place.join(name)));
                matches!(pair, (Ok(new), Ok(old)) if new == old)
            });
            if !is_same || !verify(&place, None)?.flaws.is_empty() {
                return Err(Failure::new(Doing::Write, &place, Cause::OtherBag));
            }
            let (new, old) = (made.path().join(SIGNATURE), place.join(SIGNATURE));
            if new.is_file() && !old.exists() {
                fs::rename(new, old).map_err(failed)?;
            }
            return Ok(place);
        }
        readable(made.path()).map_err(failed)?;
        fs::rename(made.path(), &place).map_err(failed)?;
        // The folder is elsewhere now: there is nothing left to remove.
        let _ = made.keep();
        if let Some(folder) = place.parent().and_then(|folder| File::open(folder).ok()) {
            // Some file systems do not sync folders; the move is done all the same.
            let _ = folder.sync_all();
        }
        Ok(place)
    }
}

/// Gives a folder, which was made for its owner only, the rights of any other.
#[cfg(unix)]
fn readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_: &Path) -> io::Result<()> {
    Ok(())
}
