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
use crate::model::documents::Documents;
use crate::model::findings::Findings;
use crate::model::outline::{About, Card, Outline};
use crate::scan::Scan;
use crate::select::Hidden;
use crate::settings::{Audience, Edition};
use crate::source::{ContentPath, Place, Source, SourceId, Sources, read_year};
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::file_name;
use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
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

/// The files of the site that are copied from bags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frozen {
    /// By their paths in the site.
    files: BTreeMap<String, FrozenFile>,
    /// The folder of each year that has a bag, and the sum of that, which stands for all its files.
    bags: Vec<(String, String)>,
    /// What became internal since may be named by pages that were public when they were frozen.
    inside: Option<Inside>,
    /// Fingerprint of that.
    inside_key: Option<Fingerprint>,
}

/// What an edition leaves out, by the pages that it would have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Inside {
    /// Pages of files, and of units without what stands behind the point.
    pages: BTreeSet<String>,
    /// Folders of bodies.
    bodies: BTreeSet<String>,
    /// The pages of documents that there are, where some are left out.
    documents: Option<BTreeSet<String>>,
}

impl Inside {
    /// What is left out of a site with some documents; none where nothing is.
    fn of(hidden: &Hidden, documents: &Documents) -> Option<Self> {
        let files = hidden.paths.iter().map(ContentPath::page);
        let units = hidden.units().map(|(body, unit)| format!("{body}/unit/{}", file_name(unit)));
        let left = hidden.numbers().next();
        let inside = Self {
            pages: files.chain(units).collect(),
            bodies: hidden.bodies().map(str::to_owned).collect(),
            documents: left.map(|_| documents.list.iter().map(|document| document.page.clone()).collect()),
        };
        (inside != Self::default()).then_some(inside)
    }

    fn holds(&self, page: &str) -> bool {
        let stem = page.rsplit_once('.').map_or(page, |(stem, _)| stem);
        let (folder, rest) = page.split_once('/').unwrap_or(("", page));
        let is_left = |there: &BTreeSet<String>| {
            let name = stem.strip_prefix("documents/");
            name.is_some_and(|name| name != "index" && !there.contains(name))
        };
        self.pages.contains(page)
            || self.pages.contains(stem)
            || (!rest.is_empty() && self.bodies.contains(folder))
            || self.documents.as_ref().is_some_and(is_left)
    }
}

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
    seal: Option<Seal>,
}

/// The years of a site with a lock file, each read once.
#[derive(Debug, Default)]
pub struct Locks(Vec<Locked>);

impl Frozen {
    /// Finds the bags of an edition in a folder. A year without a bag of this edition is rendered like any other.
    ///
    /// # Errors
    /// When a bag that a lock file names is not there, or is another one.
    pub fn find(
        archive: &Path,
        locks: &Locks,
        edition: Edition,
        hidden: &Hidden,
        documents: &Documents,
    ) -> Result<Self, Failure> {
        let inside = Inside::of(hidden, documents);
        let inside_key = inside.as_ref().map(Fingerprint::of);
        let mut frozen = Self { inside, inside_key, ..Self::default() };
        // A body may have become internal since.
        for year in locks.0.iter().filter(|year| !hides(hidden, &year.body)) {
            let name = BagName { body: year.body.clone(), year: year.year, edition }.folder();
            // What is wrong with a lock file is a mistake, and was told.
            let Some(sum) = year.seal.as_ref().and_then(|seal| seal.bags.get(&name)) else { continue };
            let bag = archive.join(&name);
            let manifest = bag.join("manifest-sha256.txt");
            let text = disk::read(&manifest).map_err(|_| Failure::new(Doing::Read, &bag, Cause::NoBag))?;
            let other = || Failure::new(Doing::Read, &bag, Cause::BagAltered);
            if archive::sum(Algorithm::Sha256, &text) != *sum {
                return Err(other());
            }
            let text = String::from_utf8(text).map_err(|_| other())?;
            let listed = Manifest::read(&text, Algorithm::Sha256).map_err(|_| other())?;
            let errata = format!("{}{ERRATA}/", year.folder);
            for (path, sum) in listed.iter() {
                let below = path.strip_prefix("data/site/").filter(|below| below.starts_with(&year.folder));
                if let Some(below) = below.filter(|below| !below.starts_with(&errata)) {
                    let file = FrozenFile { from: bag.join(path), sum: sum.to_owned() };
                    frozen.files.insert(below.to_owned(), file);
                }
            }
            frozen.bags.push((year.folder.clone(), sum.clone()));
        }
        Ok(frozen)
    }

    /// The file at a path of the site, if that is copied.
    pub fn get(&self, path: &str) -> Option<&FrozenFile> {
        self.files.get(path)
    }

    /// Fingerprint of what decides whether a page can be copied, beside the page.
    pub fn inside_key(&self) -> Option<Fingerprint> {
        self.inside_key
    }

    /// Whether a file, by its path and bytes, leads to what became internal since, and so names it; of a file that
    /// is no page, whether the page beside it does.
    ///
    /// # Errors
    /// When that page cannot be read.
    pub fn leads_inside(&self, path: &str, bytes: &[u8]) -> Result<bool, Failure> {
        let Some(inside) = &self.inside else { return Ok(false) };
        let page = match path.rsplit_once('.') {
            Some((_, "html")) => Cow::Borrowed(bytes),
            Some((stem, _)) => match self.files.get(&format!("{stem}.html")) {
                Some(page) => Cow::Owned(page.read()?),
                None => return Ok(false),
            },
            None => return Ok(false),
        };
        let targets = archive::links::targets(path, &String::from_utf8_lossy(&page));
        Ok(targets.iter().any(|to| inside.holds(to)))
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The paths of the files of those years whose folders are meant.
    pub fn paths_in<'f>(&'f self, is_meant: impl Fn(&str) -> bool + 'f) -> impl Iterator<Item = &'f str> {
        let folders = self.bags.iter().map(|(folder, _)| folder).filter(move |folder| is_meant(folder));
        folders.flat_map(|folder| {
            let from = self.files.range::<str, _>((Bound::Included(folder.as_str()), Bound::Unbounded));
            from.map(|(path, _)| path.as_str()).take_while(move |path| path.starts_with(folder))
        })
    }

    /// Fingerprint of the bags of those years whose folders are meant; none where there is none.
    pub fn key(&self, is_meant: impl Fn(&str) -> bool) -> Option<Fingerprint> {
        let meant: Vec<_> = self.bags.iter().filter(|(folder, _)| is_meant(folder)).collect();
        (!meant.is_empty()).then(|| Fingerprint::of(&meant))
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

impl Locked {
    /// What is not as it was frozen.
    fn check(&self, scan: &Scan) -> Result<Vec<Diagnostic>, Failure> {
        let Some(seal) = &self.seal else {
            let found = format!("{}{SEAL}", self.folder);
            return Ok(vec![Diagnostic::new(Code::FrozenLock, Place::top(self.source)).with("found", found)]);
        };
        let differences = seal.differences(&sums(scan, &self.folder)?).into_iter();
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

impl Locks {
    /// Reads the lock files of a site.
    pub fn read(scan: &Scan) -> Self {
        let locked = scan.assets.iter().filter_map(|(path, lock)| {
            let (body, year, folder) = year_of(path)?;
            let seal = disk::read_text(lock).ok().and_then(|text| Seal::read(&text).ok());
            Some(Locked {
                body: body.to_owned(),
                year,
                folder: folder.to_owned(),
                source: SourceId::of_path(path),
                seal: seal.filter(|seal| seal.is_of(body, year)),
            })
        });
        Self(locked.collect())
    }

    /// The day of which the bags of each frozen year speak, by the folder of the year, with a `/` at its end.
    pub fn years(&self) -> BTreeMap<String, Date> {
        let read = |year: &Locked| Some((year.folder.clone(), year.seal.as_ref()?.as_of));
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
    let folder = path.strip_suffix(SEAL)?;
    let (body, year) = folder.strip_suffix('/')?.split_once('/')?;
    Some((body, read_year(year)?, folder))
}
