//! Locks: the years that have a lock file, and their sources held against it.
//!
//! Takes a scanned folder; gives diagnostics where a source is not as it was frozen, and the bag of each year.

use super::bag::FrozenBag;
use crate::archive::{self, Algorithm, BagName, Difference, LOCK_FILE, LockFile};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::disk;
use crate::failure::{Doing, Failure};
use crate::model::findings::Findings;
use crate::model::outline::{About, Card, Outline};
use crate::scan::Scan;
use crate::select::Hidden;
use crate::settings::{Audience, Edition};
use crate::source::{ContentPath, Place, Source, SourceId, Sources, read_year};
use crate::vietnamese::date::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A year with a lock file.
#[derive(Debug)]
struct Locked {
    body: String,
    year: i16,
    /// The folder of the year, with a `/` at its end.
    folder: String,
    /// The lock file.
    source: SourceId,
    /// What it says; none where it is not as it was written.
    lock: Option<LockFile>,
}

/// The years of a site with a lock file, each read once.
#[derive(Debug, Default)]
pub struct Locks(Vec<Locked>);

impl Locked {
    /// What is not as it was frozen.
    fn check(&self, scan: &Scan) -> Result<Vec<Diagnostic>, Failure> {
        let Some(lock) = &self.lock else {
            let found = format!("{}{LOCK_FILE}", self.folder);
            return Ok(vec![Diagnostic::new(Code::FrozenLock, Place::top(self.source)).with("found", found)]);
        };
        let differences = lock.differences(&sums(scan, &self.folder)?).into_iter();
        Ok(differences.map(|(path, how)| self.report(&path, how)).collect())
    }

    fn report(&self, path: &str, how: Difference) -> Diagnostic {
        let found = format!("{}{path}", self.folder);
        let (code, source) = match how {
            Difference::Altered => (Code::FrozenChanged, SourceId::of_path(&found)),
            Difference::Missing => (Code::FrozenMissing, self.source),
            Difference::Extra => (Code::FrozenExtra, SourceId::of_path(&found)),
        };
        Diagnostic::new(code, Place::top(source)).with("found", found)
    }
}

impl Locks {
    /// Reads the lock files of a site.
    pub fn read(scan: &Scan) -> Self {
        let locked = scan.assets.iter().filter_map(|(path, file)| {
            let (body, year, folder) = year_of(path)?;
            let lock = disk::read_text(file).ok().and_then(|text| LockFile::read(&text).ok());
            Some(Locked {
                body: body.to_owned(),
                year,
                folder: folder.to_owned(),
                source: SourceId::of_path(path),
                lock: lock.filter(|lock| lock.is_of(body, year)),
            })
        });
        Self(locked.collect())
    }

    /// The bags of an edition below the folder `archive`. A year without one is rendered like any other, and a body
    /// that became internal since has none in the public edition. What is wrong with a lock file is told as a mistake.
    pub(super) fn bags<'l>(
        &'l self,
        archive: &'l Path,
        edition: Edition,
        hidden: &'l Hidden,
    ) -> impl Iterator<Item = FrozenBag<'l>> {
        let years = self.0.iter().filter(|year| !hides(hidden, &year.body));
        years.filter_map(move |year| {
            let name = BagName { body: year.body.clone(), year: year.year, edition }.folder();
            let sum = year.lock.as_ref()?.bags.get(&name)?;
            Some(FrozenBag { year: &year.folder, lock: year.source, sum, folder: archive.join(name) })
        })
    }

    /// The day of which the bags of each frozen year speak, by the folder of the year, with a `/` at its end.
    pub fn years(&self) -> BTreeMap<String, Date> {
        let read = |year: &Locked| Some((year.folder.clone(), year.lock.as_ref()?.as_of));
        self.0.iter().filter_map(read).collect()
    }

    /// Whether a file is in a year that is locked.
    pub fn holds(&self, path: &str) -> bool {
        self.0.iter().any(|year| path.starts_with(&year.folder))
    }

    /// Whether a file is frozen with its year: an erratum is not.
    pub fn is_frozen(&self, path: &str) -> bool {
        self.0.iter().any(|year| path.strip_prefix(&year.folder).is_some_and(archive::is_frozen))
    }

    /// What of frozen years is not as it was frozen, and errata of years that are not frozen.
    ///
    /// # Errors
    /// When a source cannot be read.
    pub fn check(&self, scan: &Scan, outline: &Outline) -> Result<Vec<Diagnostic>, Failure> {
        let found = self.0.iter().map(|year| year.check(scan)).collect::<Result<Vec<_>, Failure>>()?;
        let errata = outline.cards.values().filter(|card| matches!(card.about, About::Erratum { .. }));
        let errata: Vec<&Arc<Card>> = errata.collect();
        let early = errata.iter().filter(|card| !self.holds(card.path.as_str()));
        let early = early.map(|card| Diagnostic::new(Code::ErratumEarly, Place::top(card.source)));
        Ok(found.into_iter().flatten().chain(self.added(scan, &errata)).chain(early).collect())
    }

    /// Files beside the errata of frozen years that are none, and that none leads to.
    fn added(&self, scan: &Scan, errata: &[&Arc<Card>]) -> Vec<Diagnostic> {
        let mut known: BTreeSet<&str> =
            errata.iter().flat_map(|card| card.files()).map(String::as_str).collect();
        known.extend(errata.iter().map(|card| scan.sources.get(card.source).path.as_str()));
        let is_strange =
            |path: &str| self.holds(path) && !self.is_frozen(path) && !is_lock(path) && !known.contains(path);
        let there = scan.sources.iter().chain(scan.sources.others());
        let report = |source: &Source| {
            Diagnostic::new(Code::FrozenExtra, Place::top(source.id)).with("found", &source.path)
        };
        there.filter(|source| is_strange(&source.path)).map(report).collect()
    }

    /// Lowers mistakes in frozen files to findings, but for those that settings cannot lower: nobody may put them
    /// right, and the files were without a mistake when they were frozen.
    pub fn spare(&self, findings: &mut Findings, sources: &Sources) {
        let is_spared = |found: &Diagnostic| {
            found.level == Level::Error
                && !found.code.is_fixed()
                && self.is_frozen(&sources.get(found.place.source).path)
        };
        let errors = findings.reported.iter_mut().filter(|found| is_spared(found));
        errors.for_each(|found| found.level = Level::Warning);
    }
}

/// The files of a year that are frozen with it, by their paths below its folder, which has a `/` at its end.
pub fn sources<'s>(scan: &'s Scan, folder: &'s str) -> impl Iterator<Item = (&'s str, &'s Path)> {
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

/// Whether a body is internal, and the edition has nothing of it.
pub fn hides(hidden: &Hidden, body: &str) -> bool {
    hidden.holds(&ContentPath::of_file(&format!("{body}/index.md")), Audience::Public)
}

/// Whether a file, by its path below the content folder, is the lock file of a year.
pub fn is_lock(path: &str) -> bool {
    year_of(path).is_some()
}

/// The body, the year, and the folder of the year that a lock file is of.
fn year_of(path: &str) -> Option<(&str, i16, &str)> {
    let folder = path.strip_suffix(LOCK_FILE)?;
    let (body, year) = folder.strip_suffix('/')?.split_once('/')?;
    Some((body, read_year(year)?, folder))
}
