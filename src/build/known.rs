//! Known: what is known of the whole site in each edition that a build needs.
//!
//! Takes the files, each compiled alone; gives the outline of an edition, its documents, and what each volume knows of
//! the rest. A public build needs both editions: its pages are made from the public one, and its findings speak of all.

use super::compile::{self, DocumentStore};
use super::item::Item;
use super::options::Options;
use super::past::PastReader;
use super::timings::{Stage, Timings};
use super::turned;
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::front_matter::register::Register;
use crate::model::compiled::Compiled;
use crate::model::documents::Documents;
use crate::model::ledger::Ledger;
use crate::model::outline::{Around, Outline, TurnedStatuses};
use crate::outline::{self, Volumes};
use crate::resolve::{self, Moment};
use crate::scan::Scan;
use crate::select::{self, Hidden};
use crate::settings::Edition;
use rayon::prelude::*;
use std::sync::Arc;

/// What is known of the whole site in one edition, and what each volume knows of that.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) edition: Edition,
    pub(super) outline: Outline,
    pub(super) documents: Documents,
    pub(super) arounds: Vec<Around>,
}

/// What editions are known from.
pub(super) struct Survey<'s> {
    pub(super) scan: &'s Scan,
    pub(super) options: &'s Options,
    pub(super) timings: &'s Timings,
    /// All files.
    pub(super) items: &'s [Arc<Item>],
    /// Where their documents are.
    pub(super) store: DocumentStore<'s>,
    pub(super) register: Option<&'s Register>,
    pub(super) volumes: &'s Volumes,
    /// What the edition leaves out.
    pub(super) hidden: &'s Hidden,
}

impl Survey<'_> {
    /// What is known of everything, which has the outline `outline`, and what is wrong with the register.
    ///
    /// # Errors
    /// When git cannot be run.
    pub(super) fn everything(&self, outline: Outline) -> Result<(Known, Vec<Diagnostic>), Failure> {
        self.timings.time(Stage::Outline, || {
            let turned = match self.options.edition {
                Edition::Internal => self.turned(&outline)?,
                // Its findings alone are asked for.
                Edition::Public => Arc::default(),
            };
            let nothing = Hidden::default();
            Ok(Known::new(Edition::Internal, outline, self.register, self.volumes, &nothing, turned))
        })
    }

    /// What is known of the public edition, where that is built. What is wrong with public text is wrong with all of
    /// it, and is told of everything.
    ///
    /// # Errors
    /// When a document cannot be brought back, or git cannot be run.
    pub(super) fn public(&self) -> Result<Option<Known>, Failure> {
        if self.options.edition == Edition::Internal {
            return Ok(None);
        }
        let register = self.register.map(|register| select::strip_register(register, self.hidden));
        let outline = self.timings.time(Stage::Select, || self.public_outline())?;
        let turned = self.turned(&outline)?;
        let know =
            || Known::new(Edition::Public, outline, register.as_ref(), self.volumes, self.hidden, turned);
        Ok(Some(self.timings.time(Stage::Outline, know).0))
    }

    fn turned(&self, outline: &Outline) -> Result<Arc<TurnedStatuses>, Failure> {
        let Options { config, edition, .. } = self.options;
        let reader = PastReader { headings: &config.headings, hidden: self.hidden, edition: *edition };
        turned::turned(outline, &self.scan.sources, &self.scan.provenance, reader).map(Arc::new)
    }

    /// The outline of what the public edition lets out.
    fn public_outline(&self) -> Result<Outline, Failure> {
        let Self { items, hidden, .. } = self;
        let public = items
            .par_iter()
            .filter(|item| item.card.as_ref().is_some_and(|card| !hidden.holds(&card.path, card.audience)));
        let (same, others): (Vec<&Arc<Item>>, Vec<&Arc<Item>>) =
            public.partition(|item| item.card.as_ref().is_some_and(|card| hidden.leaves(card)));
        let others: Vec<Arc<Item>> = others.into_iter().cloned().collect();
        let volumes =
            others.par_chunk_by(|a, b| compile::top_folder(&a.path) == compile::top_folder(&b.path));
        let left = volumes.map(|items| {
            let left = hidden.select(&self.store.compiled(items)?, Edition::Public).files;
            Ok(outline::cards(&left).collect::<Vec<_>>())
        });
        let left = left.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, Failure>>()?;
        let same = same.into_iter().filter_map(|item| item.card.clone());
        Ok(Outline::new(same.chain(left.into_iter().flatten())))
    }
}

impl Known {
    /// What there is to know, and what is wrong with the register.
    fn new(
        edition: Edition,
        outline: Outline,
        register: Option<&Register>,
        volumes: &Volumes,
        hidden: &Hidden,
        turned: Arc<TurnedStatuses>,
    ) -> (Self, Vec<Diagnostic>) {
        let (documents, diagnostics) = resolve::identify(&outline, register);
        let mut arounds = outline::arounds(volumes, &outline, &documents, &hidden.paths);
        for (number, around) in arounds.iter_mut().enumerate() {
            around.turned = turned::of_volume(&turned, |path| volumes.of_path(path) == number);
        }
        (Self { edition, outline, documents, arounds }, diagnostics)
    }

    /// All that there is to know of some files, as one volume.
    pub(super) fn whole(items: &[Arc<Item>], register: Option<&Register>) -> Self {
        let outline = Outline::new(items.iter().filter_map(|item| item.card.clone()));
        Self::new(Edition::Internal, outline, register, &Volumes::whole(), &Hidden::default(), Arc::default())
            .0
    }

    pub(super) fn moment(&self, options: &Options) -> Moment {
        Moment { as_of: options.as_of, edition: self.edition }
    }

    /// The ledger of one volume.
    pub(super) fn ledger(&self, options: &Options, number: usize, files: &[Compiled]) -> Ledger {
        resolve::ledger(files, &self.outline, &self.arounds[number], self.moment(options))
    }
}
