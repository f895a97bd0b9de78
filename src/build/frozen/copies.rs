//! Copies: the files of the site that are taken from bags as they are.
//!
//! Takes the lock files of an edition; gives the files of their bags by their paths in the site.

use super::bag::FrozenFile;
use super::inside::Inside;
use super::links;
use super::locks::Locks;
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::model::documents::Documents;
use crate::select::Hidden;
use crate::settings::Edition;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::Path;

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
        for bag in locks.bags(archive, edition, hidden) {
            frozen.files.extend(bag.files()?);
            frozen.bags.push((bag.year.to_owned(), bag.sum.to_owned()));
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
        let targets = links::targets(path, &String::from_utf8_lossy(&page));
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
