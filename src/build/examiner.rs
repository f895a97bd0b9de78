//! Examiner: what there is to say about each volume.
//!
//! Takes what is known of the site in each edition, and the files of a volume; gives the ledger of the volume in the
//! edition, and diagnostics. What the cache holds is not found again.

use super::cache::Cache;
use super::compile::DocumentStore;
use super::frozen::{Locks, Outward};
use super::item::Item;
use super::known::Known;
use super::ledgers::Ledgers;
use super::options::Options;
use super::timings::{Stage, Timings};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::model::ledger::Ledger;
use crate::model::strings::Strings;
use crate::outline::Volumes;
use crate::plan::{self, Site, Summary};
use crate::resolve;
use crate::scan::Scan;
use crate::select::{self, Hidden};
use crate::settings::Edition;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Finds what there is to say about each volume.
pub(super) struct Examiner<'e> {
    pub(super) scan: &'e Scan,
    pub(super) options: &'e Options,
    pub(super) timings: &'e Timings,
    pub(super) volumes: &'e Volumes,
    /// What the edition leaves out.
    pub(super) hidden: &'e Hidden,
    /// Years that are frozen, and where their pages lead.
    pub(super) locks: &'e Locks,
    pub(super) outward: &'e Outward,
    pub(super) everything: &'e Known,
    /// The public edition, where that is built.
    pub(super) public: Option<&'e Known>,
}

/// A volume, examined.
pub(super) struct Examined {
    /// Fingerprint of all that its ledger and what there is to say about it depend on.
    pub(super) key: Fingerprint,
    /// What there is to say about it.
    pub(super) found: Arc<Vec<Diagnostic>>,
}

impl Examiner<'_> {
    /// Examines all volumes. The ledger of the one that is linked last is left in `ledgers`.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn examine_all(
        &self,
        items: &[Arc<Item>],
        in_volumes: &[Vec<Arc<Item>>],
        store: DocumentStore<'_>,
        cache: &Cache,
        ledgers: &Ledgers,
    ) -> Result<Vec<Examined>, Failure> {
        let under = self.under(items);
        let found = in_volumes.par_iter().enumerate().map(|(number, items)| {
            let key = self.key(under, number, items);
            if let Some(found) = cache.findings(key) {
                return Ok(Examined { key, found });
            }
            let (found, ledger) = self.examine(number, &store.compiled(items)?);
            ledgers.offer(number, ledger);
            // What was meant by a wrong name may be anywhere: that is looked up anew every time.
            let found = match found.iter().all(|found| found.code.level() < Level::Error) {
                true => cache.keep_findings(key, found),
                false => Arc::new(found),
            };
            Ok(Examined { key, found })
        });
        found.collect::<Vec<_>>().into_iter().collect()
    }

    /// What all volumes depend on beside their files: options, what is hidden, which years are frozen and where their
    /// pages lead, which files there are to lead to, and which could not be read, since a link to one of those is not
    /// called broken.
    fn under(&self, items: &[Arc<Item>]) -> Fingerprint {
        let Self { scan, options, timings: _, volumes: _, hidden, locks, outward, everything: _, public: _ } =
            self;
        let assets: Vec<&String> = scan.assets.keys().collect();
        let unread = items.iter().filter(|item| !item.is_read()).map(|item| &item.path);
        let unread: Vec<&String> = unread.collect();
        Fingerprint::of(&(format!("{options:?}"), hidden, assets, locks.years(), outward, unread))
    }

    /// Fingerprint of a volume with all that its ledger and its findings depend on.
    fn key(&self, under: Fingerprint, number: usize, items: &[Arc<Item>]) -> Fingerprint {
        let files: Vec<(&str, Fingerprint)> =
            items.iter().map(|item| (item.path.as_str(), item.key)).collect();
        let is_common = number == Volumes::COMMON;
        let [everything, public] =
            [Some(self.everything), self.public].map(|known| known.map(|known| &known.arounds[number]));
        Fingerprint::of(&(under, is_common, files, everything, public))
    }

    /// What there is to say about one volume, and its ledger in the edition.
    pub(super) fn examine(&self, number: usize, files: &[Compiled]) -> (Vec<Diagnostic>, Ledger) {
        let (ledger, mut diagnostics) = self.link(self.everything, number, files);
        let Some(public) = self.public else { return (diagnostics, ledger) };
        let selection = self.hidden.select(files, Edition::Public);
        let link = || public.ledger(self.options, number, &selection.files);
        let shown = self.timings.time(Stage::Resolve, link);
        // What else is wrong with public text is wrong with all of it, and was found above.
        let found = self.check(public, number, &shown).into_iter();
        diagnostics.extend(found.filter(|found| matches!(found.code, Code::PublicLink | Code::FrozenLink)));
        diagnostics.extend(select::internal_quotes(files, &selection.files, &self.scan.sources));
        diagnostics.extend(selection.diagnostics);
        let is_frozen =
            |document: &Document| self.locks.is_frozen(&self.scan.sources.get(document.source).path);
        diagnostics.extend(select::truth(&ledger, &shown, is_frozen));
        // A number of deficiencies is that of the records which this edition has.
        diagnostics.retain(|found| found.code != Code::DeclaredCount);
        diagnostics.extend(resolve::declared_in_public(&ledger, &shown));
        (diagnostics, shown)
    }

    /// Links one volume, and reports what there is to say about it.
    fn link(&self, known: &Known, number: usize, files: &[Compiled]) -> (Ledger, Vec<Diagnostic>) {
        let Known { outline, arounds, .. } = known;
        let moment = known.moment(self.options);
        let link = || resolve::resolve(files, outline, &arounds[number], moment);
        let (ledger, mut diagnostics) = self.timings.time(Stage::Resolve, link);
        diagnostics.extend(self.check(known, number, &ledger));
        (ledger, diagnostics)
    }

    /// Checks every hole that the pages of a volume would have.
    fn check(&self, known: &Known, number: usize, ledger: &Ledger) -> Vec<Diagnostic> {
        let (nothing, strings) = (Summary::default(), Strings::default());
        let site = site(self.scan, self.options, known, number, &nothing, &strings);
        self.timings.time(Stage::Plan, || {
            let plan = plan::plan(ledger, &site);
            let mut diagnostics = plan.check();
            // The bags are those of the edition, and lead to its pages.
            if known.edition == self.options.edition {
                let is_own = |path: &str| self.volumes.of_path(path) == number;
                diagnostics.extend(self.outward.broken(is_own, |path| plan.job(path).is_some()));
            }
            diagnostics
        })
    }
}

/// What the pages of a volume depend on beside its ledger, without what only pages show.
pub(super) fn site<'a>(
    scan: &'a Scan,
    options: &'a Options,
    known: &'a Known,
    number: usize,
    summary: &'a Summary,
    strings: &'a Strings,
) -> Site<'a> {
    Site {
        config: &options.config,
        language: options.language,
        edition: known.edition,
        as_of: options.as_of,
        revision: options.revision.as_ref(),
        around: &known.arounds[number],
        outline: &known.outline,
        is_common: number == Volumes::COMMON,
        pdf: options.pdf,
        summary,
        strings,
        files: &scan.assets,
        frozen: None,
        frozen_years: const { &BTreeMap::new() },
        provenance: &scan.provenance,
        assets: &[],
        findings: &[],
        sources: &scan.sources,
    }
}
