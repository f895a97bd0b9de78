//! Compile: every file of the content alone, and their documents when somebody needs them.
//!
//! Takes scanned sources, gives an [`Item`] for each: what the file lets the others know, which stays in
//! memory for the whole run. Its document is needed only while its volume is linked; it is packed, and put
//! into the cache where that is on disk ([`DocumentStore`]). Apart from parsing because parsing knows
//! neither the cache nor other files.

use super::item::{Item, unpacked};
use crate::build::cache::{Cache, FolderDocuments, FolderItems};
use crate::build::timings::{Stage, Timings};
use crate::failure::{Cause, Doing, Failure};
use crate::fingerprint::Fingerprint;
use crate::model::compiled::Compiled;
use crate::parse;
use crate::scan::Scan;
use crate::settings::Headings;
use crate::source::{Raw, Source};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Documents of items: unpacked, read from the cache, or compiled again.
#[derive(Debug, Clone, Copy)]
pub struct DocumentStore<'s> {
    scan: &'s Scan,
    headings: &'s Headings,
    cache: &'s Cache,
}

impl<'s> DocumentStore<'s> {
    /// The documents of a cache; one that is not there is compiled again.
    pub fn new(scan: &'s Scan, headings: &'s Headings, cache: &'s Cache) -> Self {
        Self { scan, headings, cache }
    }

    /// Files as they were compiled. One that could not be read is left out.
    ///
    /// # Errors
    /// When somebody removed the cache, and a file that has to be compiled again cannot be read or is
    /// not what it was.
    pub fn compiled(&self, items: &[Arc<Item>]) -> Result<Vec<Compiled>, Failure> {
        let lacking = items.iter().filter(|item| item.card.is_some() && item.packed.is_none());
        let folders: BTreeSet<&str> = lacking.map(|item| top_folder(&item.path)).collect();
        let in_cache = folders.into_iter().map(|folder| (folder, self.cache.documents(folder))).collect();
        let read = items.par_iter().filter(|item| item.is_read());
        let brought: Vec<_> = read.map(|item| self.bring(item, &in_cache)).collect();
        // One after the other, so that of several failures the same one is told in every run.
        brought.into_iter().collect()
    }

    fn bring(&self, item: &Item, in_cache: &BTreeMap<&str, FolderDocuments>) -> Result<Compiled, Failure> {
        if let Some(compiled) = item.compiled() {
            return Ok(compiled);
        }
        let documents = in_cache.get(top_folder(&item.path));
        let kept =
            documents.and_then(|documents| documents.get(&item.source)).filter(|(key, _)| *key == item.key);
        kept.and_then(|(_, packed)| unpacked(packed)).map_or_else(|| self.again(item), Ok)
    }

    fn again(&self, item: &Item) -> Result<Compiled, Failure> {
        let source = self.scan.sources.get(item.source);
        let raw = source.read()?;
        let compiled = (key(rules(self.headings), source, &raw) == item.key)
            .then(|| parse::parse(source, &raw, self.headings).0)
            .flatten();
        compiled.ok_or_else(|| Failure::new(Doing::Compile, &item.path, Cause::Changed))
    }
}

/// Hash of everything that a file is compiled from.
fn key(rules: Fingerprint, source: &Source, raw: &Raw<'_>) -> Fingerprint {
    Fingerprint::of(&(rules, source.id, raw.hash))
}

/// The top folder that a file is in, whose files are cached together; empty for what is in none.
pub fn top_folder(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

/// Reads and compiles one file; nothing if that gives the item that is known.
///
/// # Errors
/// When the file cannot be read.
pub fn again(source: &Source, headings: &Headings, known: &Item) -> Result<Option<Item>, Failure> {
    let raw = source.read()?;
    let key = key(rules(headings), source, &raw);
    Ok((key != known.key).then(|| {
        let (compiled, diagnostics) = parse::parse(source, &raw, headings);
        Item::new(source, key, compiled.as_ref(), diagnostics)
    }))
}

/// What compiling depends on beside a file.
fn rules(headings: &Headings) -> Fingerprint {
    Fingerprint::of(&format!("{headings:?}"))
}

/// Reads every file, and compiles those that the cache does not hold as they are.
///
/// # Errors
/// When a file cannot be read.
pub fn fill(
    scan: &Scan,
    headings: &Headings,
    cache: &Cache,
    timings: &Timings,
) -> Result<Vec<Arc<Item>>, Failure> {
    let mut folders: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in scan.sources.iter() {
        folders.entry(top_folder(&source.path)).or_default().push(source);
    }
    timings.expect(Stage::Parse, scan.sources.iter().count());
    let folders: Vec<_> = folders.into_iter().collect();
    let filler = Filler { rules: rules(headings), headings, cache, timings };
    let folders_items: Vec<Result<Arc<FolderItems>, Failure>> =
        folders.into_par_iter().map(|(folder, sources)| filler.fill(folder, &sources)).collect();
    // One after the other, so that of several failures the same one is told in every run.
    let folders_items = folders_items.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut items: Vec<Arc<Item>> = folders_items.iter().flat_map(|items| items.values().cloned()).collect();
    items.sort_by(|a, b| (&a.path, a.source).cmp(&(&b.path, b.source)));
    Ok(items)
}

/// Compiles the files of each folder.
struct Filler<'f> {
    rules: Fingerprint,
    headings: &'f Headings,
    cache: &'f Cache,
    timings: &'f Timings,
}

impl Filler<'_> {
    /// The items of one folder, as its files are now.
    fn fill(&self, folder: &str, sources: &[&Source]) -> Result<Arc<FolderItems>, Failure> {
        let known = self.cache.items(folder);
        let items = sources.par_iter().map(|source| self.item(source, known.get(&source.id)));
        let items = items.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, _>>()?;
        let is_known = |item: &Arc<Item>| known.get(&item.source).is_some_and(|old| Arc::ptr_eq(old, item));
        if items.len() == known.len() && items.iter().all(is_known) {
            self.cache.hold_items(folder);
            return Ok(known);
        }
        // The documents of a folder are one file of the cache: those that were put away are read for it.
        let documents =
            if items.iter().any(is_known) { self.cache.documents(folder) } else { FolderDocuments::new() };
        let whole =
            items.into_par_iter().zip(sources).map(|(item, source)| self.whole(item, source, &documents));
        let whole: Result<FolderItems, Failure> =
            whole.map(|item| item.map(|item| (item.source, item))).collect();
        Ok(self.cache.keep_items(folder, whole?))
    }

    /// A file as it is now: the item that is known, if that is it.
    fn item(&self, source: &Source, known: Option<&Arc<Item>>) -> Result<Arc<Item>, Failure> {
        let raw = source.read()?;
        let key = key(self.rules, source, &raw);
        let known = known.filter(|item| item.key == key);
        Ok(known.cloned().unwrap_or_else(|| {
            self.timings.time(Stage::Parse, || {
                let (compiled, diagnostics) = parse::parse(source, &raw, self.headings);
                Arc::new(Item::new(source, key, compiled.as_ref(), diagnostics))
            })
        }))
    }

    /// An item with its document.
    fn whole(
        &self,
        item: Arc<Item>,
        source: &Source,
        documents: &FolderDocuments,
    ) -> Result<Arc<Item>, Failure> {
        if item.card.is_none() || item.packed.is_some() {
            return Ok(item);
        }
        match documents.get(&item.source).filter(|(key, _)| *key == item.key) {
            Some((_, packed)) => Ok(Arc::new(Item { packed: Some(packed.clone()), ..Item::clone(&item) })),
            None => self.item(source, None),
        }
    }
}
