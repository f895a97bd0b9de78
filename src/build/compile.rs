//! FolderItems: files as they were compiled, and the stacks that their documents are brought from.
//!
//! What a file lets the others know stands on a shelf, at hand for the whole run. Its document is needed
//! only while its volume is worked on: it is packed, and put away into the cache where that has a place
//! on the disk.

use super::item::{Item, unpacked};
use crate::build::cache::{Cache, FolderDocuments, FolderItems};
use crate::build::timings::{Stage, Timings};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::model::compiled::Compiled;
use crate::parse;
use crate::scan::Scan;
use crate::settings::Headings;
use crate::source::{Raw, Source};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where documents are brought from.
#[derive(Debug, Clone, Copy)]
pub struct DocumentStore<'s> {
    scan: &'s Scan,
    headings: &'s Headings,
    cache: &'s Cache,
}

impl<'s> DocumentStore<'s> {
    /// The stacks of a cache; a document that is not in them is compiled again.
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
        let stacks = folders.into_iter().map(|folder| (folder, self.cache.documents(folder))).collect();
        let read = items.par_iter().filter(|item| item.is_read());
        let brought: Vec<_> = read.map(|item| self.bring(item, &stacks)).collect();
        // One after the other, so that of several failures the same one is told in every run.
        brought.into_iter().collect()
    }

    fn bring(&self, item: &Item, stacks: &BTreeMap<&str, FolderDocuments>) -> Result<Compiled, Failure> {
        if let Some(compiled) = item.compiled() {
            return Ok(compiled);
        }
        let stack = stacks.get(top_folder(&item.path));
        let kept = stack.and_then(|stack| stack.get(&item.source)).filter(|(key, _)| *key == item.key);
        kept.and_then(|(_, packed)| unpacked(packed)).map_or_else(|| self.again(item), Ok)
    }

    fn again(&self, item: &Item) -> Result<Compiled, Failure> {
        let source = self.scan.sources.get(item.source);
        let raw = source.read()?;
        let compiled = (key(rules(self.headings), source, &raw) == item.key)
            .then(|| parse::parse(source, &raw, self.headings).0)
            .flatten();
        compiled.ok_or_else(|| Failure::new("compile", &item.path, "it changed while the site was built"))
    }
}

/// Hash of everything that a file is compiled from.
fn key(rules: Fingerprint, source: &Source, raw: &Raw<'_>) -> Fingerprint {
    Fingerprint::of(&(rules, source.id, raw.hash))
}

/// The folder that is a shelf; empty for what is in none.
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
    let shelves: Vec<Result<Arc<FolderItems>, Failure>> =
        folders.into_par_iter().map(|(folder, sources)| filler.fill(folder, &sources)).collect();
    // One after the other, so that of several failures the same one is told in every run.
    let shelves = shelves.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut items: Vec<Arc<Item>> = shelves.iter().flat_map(|shelf| shelf.values().cloned()).collect();
    items.sort_by(|a, b| (&a.path, a.source).cmp(&(&b.path, b.source)));
    Ok(items)
}

/// Fills shelves.
struct Filler<'f> {
    rules: Fingerprint,
    headings: &'f Headings,
    cache: &'f Cache,
    timings: &'f Timings,
}

impl Filler<'_> {
    /// The shelf of one folder, as its files are now.
    fn fill(&self, folder: &str, sources: &[&Source]) -> Result<Arc<FolderItems>, Failure> {
        let known = self.cache.items(folder);
        let items = sources.par_iter().map(|source| self.item(source, known.get(&source.id)));
        let items = items.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, _>>()?;
        let is_known = |item: &Arc<Item>| known.get(&item.source).is_some_and(|old| Arc::ptr_eq(old, item));
        if items.len() == known.len() && items.iter().all(is_known) {
            self.cache.hold_items(folder);
            return Ok(known);
        }
        // A stack is written as a whole: what was put away is brought back for it.
        let stack =
            if items.iter().any(is_known) { self.cache.documents(folder) } else { FolderDocuments::new() };
        let whole = items.into_par_iter().zip(sources).map(|(item, source)| self.whole(item, source, &stack));
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
    fn whole(&self, item: Arc<Item>, source: &Source, stack: &FolderDocuments) -> Result<Arc<Item>, Failure> {
        if item.card.is_none() || item.packed.is_some() {
            return Ok(item);
        }
        match stack.get(&item.source).filter(|(key, _)| *key == item.key) {
            Some((_, packed)) => Ok(Arc::new(Item { packed: Some(packed.clone()), ..Item::clone(&item) })),
            None => self.item(source, None),
        }
    }
}
