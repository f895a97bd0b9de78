//! The engine: what is made of the content, volume by volume.
//!
//! Takes content that was compiled and examined, gives the ledger of each volume, and what its pages stand
//! on. Everything is compiled once; a volume is linked when somebody needs its ledger. [`emit`](super::emit)
//! makes one pass over all volumes and writes them to disk; [`preview`](super::preview) keeps the engine and
//! answers page by page.

use super::cache::Cache;
use super::compile::DocumentStore;
use super::content::Content;
use super::examiner;
use super::frozen;
use super::item::Item;
use super::ledgers::{Ledgers, Linked};
use super::options::Options;
use super::ownership::Ownership;
use super::timings::{Stage, Timings};
use crate::export::facts::Facts;
use crate::export::gather::{File, Gathered, Shares};
use crate::export::list::{Entry, List, Names, Question};
use crate::failure::Failure;
use crate::model::compiled::Compiled;
use crate::model::findings::Findings;
use crate::model::ledger::Ledger;
use crate::model::strings::Strings;
use crate::outline::{self, Volumes};
use crate::plan::{self, Site, Summary};
use crate::resolve;
use crate::scan::Scan;
use rayon::prelude::*;
use std::sync::Arc;

/// A content folder, read and examined for one edition; what `check` reports and `build` publishes.
#[derive(Debug)]
pub struct Engine<'s> {
    pub(super) scan: &'s Scan,
    pub(super) options: &'s Options,
    pub(super) cache: &'s Cache,
    pub(super) timings: &'s Timings,
    pub(super) content: Arc<Content>,
    ledgers: Arc<Ledgers>,
}

impl<'s> Engine<'s> {
    /// The engine of a site, without a cache and without measuring.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn new(scan: &'s Scan, options: &'s Options) -> Result<Self, Failure> {
        Self::with(scan, options, Cache::none(), Timings::OFF)
    }

    /// Compiles and examines the content. What the cache holds is not made again.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn with(
        scan: &'s Scan,
        options: &'s Options,
        cache: &'s Cache,
        timings: &'s Timings,
    ) -> Result<Self, Failure> {
        let ledgers = Ledgers::last();
        let content = Arc::new(Content::compile(scan, options, cache, timings, &ledgers)?);
        Ok(Self { scan, options, cache, timings, content, ledgers: Arc::new(ledgers) })
    }

    /// The engine of content that is there already.
    pub(super) fn of(
        scan: &'s Scan,
        options: &'s Options,
        cache: &'s Cache,
        content: Arc<Content>,
        ledgers: Arc<Ledgers>,
    ) -> Self {
        Self { scan, options, cache, timings: Timings::OFF, content, ledgers }
    }

    /// The content, for whoever has what it was compiled from.
    pub fn into_content(self) -> Arc<Content> {
        self.content
    }

    /// What there is to say about the content.
    pub fn findings(&self) -> &Findings {
        self.content.findings(&self.scan.sources)
    }

    /// The ledger of the edition, all volumes as one.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn ledger(&self) -> Result<Ledger, Failure> {
        let files = self.content.items.iter().map(|items| self.selected(items));
        let files = files.collect::<Result<Vec<_>, Failure>>()?.concat();
        let Content { known, hidden, .. } = &*self.content;
        let arounds = outline::arounds(&Volumes::whole(), &known.outline, &known.documents, &hidden.paths);
        let (around, moment) = (&arounds[Volumes::COMMON], known.moment(self.options));
        Ok(resolve::ledger(&files, &known.outline, around, moment))
    }

    /// Which unit each file concerns, whatever the edition.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn ownership(&self) -> Result<Ownership, Failure> {
        let files = self.content.items.iter().map(|items| self.compiled(items));
        Ok(Ownership::of(&files.collect::<Result<Vec<_>, Failure>>()?.concat(), &self.scan.sources))
    }

    /// Whether a body is internal, and the edition has nothing of it.
    pub fn hides(&self, body: &str) -> bool {
        frozen::hides(&self.content.hidden, body)
    }

    /// The full name of a body, by its id.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn body_name(&self, id: &str) -> Result<Option<String>, Failure> {
        let number = self.content.volumes.of_path(&format!("{id}/"));
        let name = |ledger: &Ledger| ledger.body(id).map(|body| body.meta.name.clone());
        self.with_ledger(number, name)
    }

    /// The ledger as data for other programs.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn data(&self) -> Result<Vec<u8>, Failure> {
        let (nothing, strings) = (Summary::default(), Strings::default());
        let volumes = (0..self.content.items.len()).into_par_iter();
        let shares = volumes.map(|number| {
            let site = self.site(number, &nothing, &[], &strings);
            self.with_ledger(number, |ledger| plan::shares(&plan::plan(ledger, &site)))
        });
        let shares = shares.collect::<Result<Vec<Shares>, Failure>>()?;
        let gathered: Gathered<'_> = shares.iter().collect();
        let mut json = Vec::new();
        // Writing to memory does not fail.
        let _ = gathered.write(&File::Ledger, self.facts(&strings), &mut json);
        Ok(json)
    }

    /// The bodies and units that a question can name, and its answer.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn list(&self, question: &Question, strings: &Strings) -> Result<(Names, List), Failure> {
        let nothing = Summary::default();
        let volumes = (0..self.content.items.len()).into_par_iter();
        let answers = volumes.map(|number| {
            let site = self.site(number, &nothing, &[], strings);
            self.with_ledger(number, |ledger| plan::list(&plan::plan(ledger, &site), question))
        });
        let (mut names, mut entries) = (Names::new(), Vec::new());
        for (bodies, answer) in answers.collect::<Result<Vec<_>, Failure>>()? {
            names.extend(bodies);
            entries.extend(answer);
        }
        // In the order of the bodies' ids, whichever volume a body is in.
        entries.sort_by(|a: &Entry, b: &Entry| a.body.cmp(&b.body));
        let Options { edition, as_of, .. } = *self.options;
        let name = self.name_of_list(question, &names);
        let is_of_one_body = question.body.is_some() || names.len() == 1;
        Ok((names, List { what: question.what, edition, as_of, name, is_of_one_body, entries }))
    }

    /// The name of a list as a calendar: as the site's calendar of the same body and unit has it.
    fn name_of_list(&self, question: &Question, names: &Names) -> String {
        let body = question.body.as_ref().and_then(|body| names.get(body));
        let Some((body, units)) = body else { return self.options.config.title.clone() };
        let unit = question.unit.as_ref().and_then(|asked| units.iter().find(|(id, _)| id == asked));
        unit.map_or_else(|| body.clone(), |(_, unit)| format!("{unit} · {body}"))
    }

    /// Looks at the ledger of one volume.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn with_ledger<T>(
        &self,
        number: usize,
        look: impl FnOnce(&Ledger) -> T,
    ) -> Result<T, Failure> {
        self.ledgers.with(number, || self.link(number), look)
    }

    fn link(&self, number: usize) -> Result<Linked, Failure> {
        let files = self.selected(&self.content.items[number])?;
        let link = || self.content.known.ledger(self.options, number, &files);
        let ledger = self.timings.time(Stage::Resolve, link);
        Ok(Linked { files, ledger })
    }

    /// Files as they were compiled.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn compiled(&self, items: &[Arc<Item>]) -> Result<Vec<Compiled>, Failure> {
        DocumentStore::new(self.scan, &self.options.config.headings, self.cache).compiled(items)
    }

    /// What the edition lets out of some files.
    fn selected(&self, items: &[Arc<Item>]) -> Result<Vec<Compiled>, Failure> {
        let Content { hidden, known, .. } = &*self.content;
        Ok(hidden.select(&self.compiled(items)?, known.edition).files)
    }

    /// What the files of the whole site are made of, beside what bodies add.
    pub(super) fn facts<'a>(&'a self, strings: &'a Strings) -> Facts<'a> {
        Facts {
            documents: &self.content.known.documents.list,
            config: &self.options.config,
            strings,
            edition: self.options.edition,
            as_of: self.options.as_of,
            findings: self.findings(),
            sources: &self.scan.sources,
            language: self.options.language,
        }
    }

    /// What the pages of a volume depend on beside its ledger.
    pub(super) fn site<'a>(
        &'a self,
        number: usize,
        summary: &'a Summary,
        assets: &'a [String],
        strings: &'a Strings,
    ) -> Site<'a> {
        let Content { known, frozen_years, .. } = &*self.content;
        let site = examiner::site(self.scan, self.options, known, number, summary, strings);
        let site = Site { frozen_years, ..site };
        match site.is_common {
            true => Site { findings: &self.findings().reported, assets, ..site },
            false => site,
        }
    }
}
