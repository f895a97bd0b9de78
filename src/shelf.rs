//! Shelf: files as they were compiled, packed so that many of them can be held.

use crate::cache::{Cache, Key, Shelf};
use crate::config::Headings;
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::model::codec::{self, Packed};
use crate::model::document::Compiled;
use crate::model::outline::Card;
use crate::model::register::Register;
use crate::outline;
use crate::parse;
use crate::scan::Scan;
use crate::source::{Source, SourceId};
use crate::watch::{Stage, Watch};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One file of the content, compiled alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// Path of its source.
    pub path: String,
    /// Its source.
    pub source: SourceId,
    /// Hash of its bytes, and of what else it was compiled by.
    pub key: Key,
    /// What it lets other files know; none of the register, and of a file that could not be read.
    pub card: Option<Arc<Card>>,
    /// The register of documents, if it is that.
    pub register: Option<Arc<Register>>,
    /// Its mistakes.
    pub diagnostics: Vec<Diagnostic>,
    /// The document, packed; empty where there is none.
    packed: Packed,
}

impl Item {
    fn new(source: &Source, key: Key, compiled: Option<&Compiled>, diagnostics: Vec<Diagnostic>) -> Self {
        let document = match compiled {
            Some(Compiled::Document(document)) => Some(document),
            _ => None,
        };
        let register = match compiled {
            Some(Compiled::Register(register)) => Some(register.clone()),
            _ => None,
        };
        Self {
            path: source.path.clone(),
            source: source.id,
            key,
            card: document.map(|document| Arc::new(outline::card(document))),
            register,
            diagnostics,
            packed: document
                .map(|document| Packed::new(&codec::encode(document.as_ref())))
                .unwrap_or_default(),
        }
    }

    /// The file as it was compiled.
    pub fn compiled(&self) -> Option<Compiled> {
        let document = || Some(Compiled::Document(Arc::new(codec::decode(&self.packed.bytes())?)));
        self.register.clone().map(Compiled::Register).or_else(document)
    }

    /// Whether the file could be read.
    pub fn is_read(&self) -> bool {
        self.card.is_some() || self.register.is_some()
    }
}

/// Reads and compiles one file; nothing if that gives the item that is known.
///
/// # Errors
/// When the file cannot be read.
pub fn again(source: &Source, headings: &Headings, known: &Item) -> Result<Option<Item>, Failure> {
    let raw = source.read()?;
    let key = Key::of(&(rules(headings), source.id, raw.hash));
    Ok((key != known.key).then(|| {
        let (compiled, diagnostics) = parse::parse(source, &raw, headings);
        Item::new(source, key, compiled.as_ref(), diagnostics)
    }))
}

/// What compiling depends on beside a file.
fn rules(headings: &Headings) -> Key {
    Key::of(&format!("{headings:?}"))
}

/// Reads every file, and compiles those that the cache does not hold as they are.
///
/// # Errors
/// When a file cannot be read.
pub fn fill(
    scan: &Scan,
    headings: &Headings,
    cache: &Cache,
    watch: &Watch,
) -> Result<Vec<Arc<Item>>, Failure> {
    let mut folders: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in scan.sources.iter() {
        let folder = source.path.split_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(source);
    }
    watch.expect(Stage::Parse, scan.sources.iter().count());
    let rules = rules(headings);
    let folders: Vec<_> = folders.into_iter().collect();
    let shelves: Vec<Result<Arc<Shelf>, Failure>> = folders
        .into_par_iter()
        .map(|(folder, sources)| {
            let known = cache.shelf(folder);
            let item = |source: &&Source| {
                let raw = source.read()?;
                let key = Key::of(&(rules, source.id, raw.hash));
                let known = known.get(&source.id).filter(|item| item.key == key);
                Ok(known.cloned().unwrap_or_else(|| {
                    watch.time(Stage::Parse, || {
                        let (compiled, diagnostics) = parse::parse(source, &raw, headings);
                        Arc::new(Item::new(source, key, compiled.as_ref(), diagnostics))
                    })
                }))
            };
            let items: Vec<Result<Arc<Item>, Failure>> = sources.par_iter().map(item).collect();
            let items = items.into_iter().collect::<Result<Vec<_>, _>>()?;
            let shelf: Shelf = items.into_iter().map(|item| (item.source, item)).collect();
            let shelf = Arc::new(shelf);
            cache.keep_shelf(folder, Arc::clone(&shelf));
            Ok(shelf)
        })
        .collect();
    // One after the other, so that of several failures the same one is told in every run.
    let shelves = shelves.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut items: Vec<Arc<Item>> = shelves.iter().flat_map(|shelf| shelf.values().cloned()).collect();
    items.sort_by(|a, b| (&a.path, a.source).cmp(&(&b.path, b.source)));
    Ok(items)
}
