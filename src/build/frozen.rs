//! Frozen years: their sources held against the lock file, and their pages taken from the bag.
//!
//! Takes a scanned folder and an edition; gives diagnostics where a source is not as it was frozen, and the files of
//! the site that are copied from bags as they are. It stands apart from [`emit`](super::emit) and
//! [`preview`](super::preview) because both take the pages of a frozen year from here, and render none of them.

use crate::archive::{self, Algorithm, BagName, Manifest, SEAL, Seal, Sealed};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use crate::fingerprint::Fingerprint;
use crate::front_matter::ERRATA;
use crate::model::findings::Findings;
use crate::model::outline::{About, Card, Outline};
use crate::scan::Scan;
use crate::select::Hidden;
use crate::settings::{Audience, Edition};
use crate::source::{ContentPath, Place, Source, SourceId, read_year};
use crate::vietnamese::date::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file of the site that is copied from a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenFile {
    /// Where it is.
    from: PathBuf,
    /// Its SHA-256.
    sum: String,
}

/// The files of the site that are copied from bags, by their paths in the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frozen(BTreeMap<String, FrozenFile>);

/// A year with a lock file.
struct Locked<'s> {
    body: &'s str,
    year: i16,
    /// The folder of the year, with a `/` at its end.
    folder: &'s str,
    lock: &'s Path,
    source: SourceId,
}

impl Frozen {
    /// Finds the bags of an edition. A year without a bag of this edition is rendered like any other.
    ///
    /// # Errors
    /// When a bag that a lock file names is not there, or is another one.
    pub fn find(scan: &Scan, edition: Edition, hidden: &Hidden) -> Result<Self, Failure> {
        let mut files = BTreeMap::new();
        // A body may have become internal since.
        for year in locked(scan).filter(|year| !hides(hidden, year.body)) {
            // What is wrong with a lock file is a mistake, and was told.
            let Some(seal) = year.read() else { continue };
            let name = BagName { body: year.body.to_owned(), year: year.year, edition }.folder();
            let Some(sum) = seal.bags.get(&name) else { continue };
            let bag = scan.archive.join(&name);
            let manifest = bag.join("manifest-sha256.txt");
            let text = disk::read(&manifest).map_err(|_| Failure::new(Doing::Read, &bag, Cause::NoBag))?;
            let other = || Failure::new(Doing::Read, &bag, Cause::BagAltered);
            if archive::sum(Algorithm::Sha256, &text) != *sum {
                return Err(other());
            }
            let text = String::from_utf8(text).map_err(|_| other())?;
            let listed = Manifest::read(&text, Algorithm::Sha256).map_err(|_| other())?;
            let site = format!("data/site/{}", year.folder);
            let is_own =
                |path: &str| path.starts_with(&site) && !path.starts_with(&format!("{site}{ERRATA}/"));
            files.extend(listed.iter().filter(|(path, _)| is_own(path)).map(|(path, sum)| {
                let below = path.strip_prefix("data/site/").unwrap_or(path);
                (below.to_owned(), FrozenFile { from: bag.join(path), sum: sum.to_owned() })
            }));
        }
        Ok(Self(files))
    }

    /// The file at a path of the site, if that is copied.
    pub fn get(&self, path: &str) -> Option<&FrozenFile> {
        self.0.get(path)
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Fingerprint of the files that `is_own` says are meant; none where there is none.
    pub fn key(&self, is_own: impl Fn(&str) -> bool) -> Option<Fingerprint> {
        let own = self.0.iter().filter(|(path, _)| is_own(path));
        let own: Vec<(&str, &str)> = own.map(|(path, file)| (path.as_str(), file.sum.as_str())).collect();
        (!own.is_empty()).then(|| Fingerprint::of(&own))
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
        let failed = |reason: crate::failure::Reason| Failure::new(Doing::Read, &self.from, reason);
        let bytes = disk::read(&self.from).map_err(|error| failed(error.into()))?;
        match archive::sum(Algorithm::Sha256, &bytes) == self.sum {
            true => Ok(bytes),
            false => Err(failed(Cause::BagAltered.into())),
        }
    }
}

impl Locked<'_> {
    fn read(&self) -> Option<Seal> {
        let seal = Seal::read(&disk::read_text(self.lock).ok()?).ok()?;
        seal.is_of(self.body, self.year).then_some(seal)
    }

    /// What is not as it was frozen.
    fn check(&self, scan: &Scan) -> Result<Vec<Diagnostic>, Failure> {
        let Some(seal) = self.read() else {
            let found = format!("{}{SEAL}", self.folder);
            return Ok(vec![Diagnostic::new(Code::FrozenLock, Place::top(self.source)).with("found", found)]);
        };
        let differences = seal.differences(&sums(scan, self.folder)?).into_iter();
        Ok(differences.map(|(path, how)| self.report(&path, how)).collect())
    }

    fn report(&self, path: &str, how: Sealed) -> Diagnostic {
        let found = format!("{}{path}", self.folder);
        let (code, source) = match how {
            Sealed::Altered => (Code::FrozenChanged, SourceId::of_path(&found)),
            Sealed::Missing => (Code::FrozenMissing, self.source),
            Sealed::Extra => (Code::FrozenExtra, SourceId::of_path(&found)),
        };
        Diagnostic::new(code, Place::top(source)).with("found", found)
    }
}

/// The files of a year that are frozen with it, by their paths below its folder, which has a `/` at its end.
pub(super) fn sources<'s>(scan: &'s Scan, folder: &'s str) -> impl Iterator<Item = (&'s str, &'s Path)> {
    let texts = scan.sources.iter().filter_map(|source| Some((source.path.as_str(), source.file()?)));
    let others = scan.assets.iter().map(|(path, file)| (path.as_str(), file.as_path()));
    let below = texts.chain(others).filter_map(move |(path, file)| Some((path.strip_prefix(folder)?, file)));
    below.filter(|(path, _)| archive::is_frozen(path))
}

/// The SHA-256 of each of them.
///
/// # Errors
/// When one cannot be read.
pub fn sums(scan: &Scan, folder: &str) -> Result<BTreeMap<String, String>, Failure> {
    let sums = sources(scan, folder).collect::<Vec<_>>().into_par_iter().map(|(path, file)| {
        let bytes = disk::read(file).map_err(|error| Failure::new(Doing::Read, file, error))?;
        Ok((path.to_owned(), archive::sum(Algorithm::Sha256, &bytes)))
    });
    sums.collect()
}

/// What of frozen years is not as it was frozen, and errata of years that are not frozen.
///
/// # Errors
/// When a source cannot be read.
pub fn check(scan: &Scan, outline: &Outline) -> Result<Vec<Diagnostic>, Failure> {
    let found = locked(scan).map(|year| year.check(scan)).collect::<Result<Vec<_>, Failure>>()?;
    let found = found.into_iter().chain([added(scan, outline)]);
    let errata = outline.cards.values().filter(|card| matches!(card.about, About::Erratum { .. }));
    let early = errata.filter(|card| !is_locked(scan, card.path.as_str()));
    let early = early.map(|card| Diagnostic::new(Code::ErratumEarly, Place::top(card.source)));
    Ok(found.flatten().chain(early).collect())
}

/// Lowers mistakes in frozen files to findings, but for those that settings cannot lower: nobody may put them right,
/// and the files were without a mistake when they were frozen.
pub fn spare(findings: &mut Findings, scan: &Scan) {
    let is_spared = |found: &Diagnostic| {
        found.level == Level::Error
            && !found.code.is_fixed()
            && is_frozen(scan, &scan.sources.get(found.place.source).path)
    };
    let errors = findings.reported.iter_mut().filter(|found| is_spared(found));
    errors.for_each(|found| found.level = Level::Warning);
}

/// Files beside the errata of a frozen year that are none, and that none leads to.
fn added(scan: &Scan, outline: &Outline) -> Vec<Diagnostic> {
    let errata = outline.cards.values().filter(|card| matches!(card.about, About::Erratum { .. }));
    let errata: Vec<&Arc<Card>> = errata.collect();
    let mut known: BTreeSet<&str> = errata.iter().flat_map(|card| card.files()).map(String::as_str).collect();
    let sources = errata.iter().map(|card| scan.sources.get(card.source).path.as_str());
    known.extend(sources);
    let is_strange = |path: &str| is_locked(scan, path) && !is_frozen(scan, path) && !is_lock(path);
    let there = scan.sources.iter().chain(scan.sources.others());
    let strange = there.filter(|source| !known.contains(source.path.as_str()) && is_strange(&source.path));
    let report = |source: &Source| {
        Diagnostic::new(Code::FrozenExtra, Place::top(source.id)).with("found", &source.path)
    };
    strange.map(report).collect()
}

/// Whether a body is internal, and the edition has nothing of it.
pub fn hides(hidden: &Hidden, body: &str) -> bool {
    hidden.holds(&ContentPath::of_file(&format!("{body}/index.md")), Audience::Public)
}

/// The texts of all lock files.
pub fn locks(scan: &Scan) -> Vec<(&str, Option<String>)> {
    locked(scan).map(|year| (year.folder, disk::read_text(year.lock).ok())).collect()
}

/// The day of which the bags of each frozen year speak, by the folder of the year, with a `/` at its end.
pub fn years(scan: &Scan) -> BTreeMap<String, Date> {
    let read = |year: Locked<'_>| Some((year.folder.to_owned(), year.read()?.as_of));
    locked(scan).filter_map(read).collect()
}

/// Whether a file, by its path below the content folder, is the lock file of a year.
pub fn is_lock(path: &str) -> bool {
    year_of(path).is_some()
}

/// Whether a file is frozen with its year: an erratum is not.
pub fn is_frozen(scan: &Scan, path: &str) -> bool {
    locked(scan).any(|year| path.strip_prefix(year.folder).is_some_and(archive::is_frozen))
}

/// Whether a file is in a year that is locked.
pub fn is_locked(scan: &Scan, path: &str) -> bool {
    locked(scan).any(|year| path.starts_with(year.folder))
}

/// The body, the year, and the folder of the year that a lock file is of.
fn year_of(path: &str) -> Option<(&str, i16, &str)> {
    let folder = path.strip_suffix(SEAL)?;
    let (body, year) = folder.strip_suffix('/')?.split_once('/')?;
    Some((body, read_year(year)?, folder))
}

/// Years with a lock file.
fn locked(scan: &Scan) -> impl Iterator<Item = Locked<'_>> {
    scan.assets.iter().filter_map(|(path, lock)| {
        let (body, year, folder) = year_of(path)?;
        Some(Locked { body, year, folder, lock, source: SourceId::of_path(path) })
    })
}
