//! A site through a theme: what emitting it to disk and showing it in a preview have in common.
//!
//! Takes the engine and a renderer, gives the plan of each volume, what each volume adds to the pages and
//! files of the whole site, and the fingerprints that say when those are stale. What was made before is
//! found in the cache by its fingerprint; nothing else says whether it still holds.

use super::cache::EmittedVolume;
use super::compile;
use super::engine::Engine;
use super::frozen::{Frozen, FrozenFile};
use crate::export::gather::{self, Shares};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::outline::Volumes;
use crate::plan::{self, Plan, Summary};
use crate::render::Renderer;
use serde::Serialize;
use std::sync::Arc;

/// A site through a theme.
#[derive(Clone, Copy)]
pub(super) struct Themed<'e> {
    pub(super) engine: &'e Engine<'e>,
    pub(super) renderer: &'e Renderer,
    /// Files that are copied from the bags of frozen years.
    pub(super) frozen: &'e Frozen,
    /// What all pages depend on beside their views: options and theme.
    pub(super) under: Fingerprint,
}

/// What the bodies of a volume add to the files of the whole site: to the terms of the search, and to the others.
#[derive(Clone)]
pub(super) struct Added {
    pub(super) terms: Arc<Shares>,
    pub(super) shares: Arc<Shares>,
}

impl<'e> Themed<'e> {
    pub(super) fn new(engine: &'e Engine<'e>, renderer: &'e Renderer, frozen: &'e Frozen) -> Self {
        let under = Fingerprint::of(&(format!("{:?}", engine.options), renderer.theme_key()));
        Self { engine, renderer, frozen, under }
    }

    /// Files of a volume that are copied from bags, and of which its plan knows nothing: those of the theme, and
    /// pages that are not made any more.
    pub(super) fn unplanned(&self, number: usize, plan: &Plan<'_>) -> Vec<&'e str> {
        let volumes = &self.engine.content.volumes;
        let own = self.frozen.paths_in(move |folder| volumes.of_path(folder) == number);
        own.filter(|path| plan.job(path).is_none()).collect()
    }

    /// Looks at the plan of a volume.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn with_plan<T>(
        &self,
        number: usize,
        summary: &Summary,
        look: impl FnOnce(&Plan<'_>) -> T,
    ) -> Result<T, Failure> {
        let site = self.engine.site(number, summary, self.renderer.assets(), self.renderer.strings());
        self.engine.with_ledger(number, |ledger| look(&plan::plan(ledger, &site)))
    }

    /// Fingerprint of all that a volume's ledger, its pages and what it adds to others are made from, but
    /// for the files that its pages copy.
    pub(super) fn key(&self, number: usize) -> Fingerprint {
        Fingerprint::of(&(self.engine.content.shown_keys[number], self.under))
    }

    /// Which volume it is, whatever it holds: what was made of it before is found by this. A volume that
    /// comes or goes changes the numbers of others, and no folder is in two.
    pub(super) fn identity(&self, number: usize, own: &impl Serialize) -> Fingerprint {
        let first = self.engine.content.items[number].first().map(|item| compile::top_folder(&item.path));
        Fingerprint::of(&(self.under, number == Volumes::COMMON, first, own))
    }

    /// A file that is copied from a bag, with the errata of what it shows: the fingerprint of both, and its bytes. None
    /// where it names what became internal since: the edition has another page in its place, or none.
    pub(super) fn copied(
        &self,
        plan: &Plan<'_>,
        path: &str,
        file: &'e FrozenFile,
    ) -> (Fingerprint, impl FnOnce() -> Result<Option<Vec<u8>>, Failure> + use<'e>) {
        let errata = plan.job(path).map(|job| plan.errata_in(job)).unwrap_or_default();
        // The words around errata are those of the theme of today, which is in what all pages depend on.
        let key = Fingerprint::of(&(file.key(), &errata, self.frozen.inside_key()));
        let (renderer, frozen, path) = (self.renderer, self.frozen, path.to_owned());
        let bytes = move || {
            let bytes = file.read()?;
            match frozen.leads_inside(&path, &bytes)? {
                true => Ok(None),
                false => renderer.with_errata(bytes, &errata).map(Some),
            }
        };
        (key, bytes)
    }

    /// What a volume adds to the pages of the whole site.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn summary(&self, number: usize) -> Result<Arc<EmittedVolume>, Failure> {
        let (identity, key) = (self.identity(number, &"summary"), self.key(number));
        let cache = self.engine.cache;
        let known = cache.volume(identity);
        if known.made_of == Some(key) {
            return Ok(known);
        }
        let summary = self.with_plan(number, &Summary::default(), plan::summarise)?;
        let made = EmittedVolume { made_of: Some(key), summary, ..EmittedVolume::default() };
        Ok(cache.keep_volume(identity, made))
    }

    /// What the bodies of a volume add to the terms of the search.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn terms(&self, number: usize) -> Result<Arc<Shares>, Failure> {
        let known = self.engine.cache.terms(self.key(number));
        known.map_or_else(|| Ok(self.add(number)?.terms), Ok)
    }

    /// What the bodies of a volume add to the other files of the whole site.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn shares(&self, number: usize) -> Result<Arc<Shares>, Failure> {
        let known = self.engine.cache.shares(self.key(number));
        known.map_or_else(|| Ok(self.add(number)?.shares), Ok)
    }

    fn add(&self, number: usize) -> Result<Added, Failure> {
        Ok(self.keep(number, self.with_plan(number, &Summary::default(), plan::shares)?))
    }

    /// Keeps what the bodies of a volume add.
    pub(super) fn keep(&self, number: usize, shares: Shares) -> Added {
        let (terms, shares) = gather::apart(shares);
        let (cache, key) = (self.engine.cache, self.key(number));
        Added { terms: cache.keep_terms(key, terms), shares: cache.keep_shares(key, shares) }
    }
}
