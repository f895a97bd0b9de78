//! Emit: one pass of the engine over all volumes, to disk.
//!
//! Takes a site through a theme and a writer, gives the pages of all volumes and the files of the whole
//! site, where they are not in their places already. Each volume is linked, rendered and written before the
//! next one: what is held in memory is what was compiled, and one ledger for each thread.

use super::content::Content;
use super::engine::Engine;
use super::frozen::{Frozen, FrozenFile};
use super::themed::{Added, Themed};
use crate::build::cache::{EmittedFiles, EmittedPage, EmittedVolume};
use crate::build::timings::Stage;
use crate::disk;
use crate::export::data::table::DataTable;
use crate::export::gather::{self, File, Gathered, Shares};
use crate::export::{data, search};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::model::view::Page;
use crate::outline::Volumes;
use crate::plan::{self, Job, Plan, Summary};
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::settings::Edition;
use crate::source::SourceId;
use crate::write::{self, Claim, Receipts, Writer, Written};
use rayon::prelude::*;
use serde::Serialize;
use serde_bytes::Bytes;
use std::collections::BTreeSet;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

impl Engine<'_> {
    /// Writes the site into the folder that `claim` is for, and lets the cache know what is there.
    ///
    /// # Errors
    /// When the theme is wrong or the output cannot be written. What was published stays.
    pub fn publish(&self, theme: &Theme, claim: &Claim) -> Result<Written, Failure> {
        let out = claim.folder();
        let (written, receipts) = self.build(theme, Writer::open(out, self.cache.receipts(out))?)?;
        self.cache.keep_receipts(out, &receipts);
        self.cache.sweep_after(out);
        Ok(written)
    }

    /// Writes the site, volume by volume and page by page as each is rendered. Volumes that are in the
    /// cache, and whose pages are in their places, are neither linked nor rendered.
    ///
    /// # Errors
    /// When the theme is wrong or the output cannot be written. What was published stays.
    pub fn build(&self, theme: &Theme, writer: Writer) -> Result<(Written, Receipts), Failure> {
        let renderer = Renderer::new(theme, self.options.language)?;
        let Content { locks, hidden, known, .. } = &*self.content;
        let (archive, edition) = (&self.scan.archive, self.options.edition);
        let frozen = Frozen::find(archive, locks, edition, hidden, &known.documents)?;
        let themed = Themed::new(self, &renderer, &frozen);
        let emitter = Emitter { themed, engine: self, writer: &writer, seen: seen(self) };
        let volumes = emitter.volumes()?;
        emitter.gather(&volumes)?;
        writer.put(data::SCHEMA, &data::schema())?;
        self.timings.time(Stage::Write, || writer.finish())
    }
}

/// Makes the pages of volumes and the files of the whole site.
struct Emitter<'p> {
    themed: Themed<'p>,
    engine: &'p Engine<'p>,
    writer: &'p Writer,
    /// Findings as pages show them.
    seen: Fingerprint,
}

/// A volume whose pages are in the writer's hands.
struct Volume {
    number: usize,
    key: Fingerprint,
    emitted: Arc<EmittedVolume>,
    /// What its bodies add to the files of the whole site, where it was made just now.
    added: Option<Added>,
}

impl<'p> Emitter<'p> {
    /// All volumes, with their pages.
    fn volumes(&self) -> Result<Vec<Volume>, Failure> {
        let nothing = Summary::default();
        let numbers = (0..self.engine.content.items.len()).into_par_iter();
        let others = numbers.filter(|number| *number != Volumes::COMMON);
        let others = others.map(|number| self.volume(number, &nothing, self.key(number, &())));
        // The pages of the common volume need what all of them have to say.
        let (volumes, common) =
            rayon::join(|| others.collect::<Result<Vec<_>, _>>(), || self.themed.summary(Volumes::COMMON));
        let (mut volumes, common) = (volumes?, common?);
        let summaries = volumes.iter().map(|volume| &volume.emitted.summary);
        let whole = Summary::join(summaries.chain([&common.summary]));
        let key = self.key(Volumes::COMMON, &(&whole, self.seen));
        volumes.push(self.volume(Volumes::COMMON, &whole, key)?);
        Ok(volumes)
    }

    /// The files that all bodies add to. One whose parts are the same as in the last build stays.
    ///
    /// # Errors
    /// When a file cannot be written.
    fn gather(&self, volumes: &[Volume]) -> Result<(), Failure> {
        let cache = self.engine.cache;
        let keys: Vec<Fingerprint> = volumes.iter().map(|volume| volume.key).collect();
        let all = Fingerprint::of(&(&self.engine.content.keys, keys, self.seen));
        let known = cache.site_files(self.themed.under);
        if known.all == all && self.is_in_place(known.pages())? {
            return Ok(());
        }
        let terms = self.all(volumes, |volume| self.terms(volume))?;
        let digests = volumes.iter().map(|volume| &volume.emitted.digest);
        let digested: Gathered<'_> = digests.chain(terms.iter().map(Arc::as_ref)).collect();
        let files = digested.files();
        let (kept, stale) = self.kept(&files, &digested, &known)?;
        let (of_digests, of_shares): (Vec<_>, Vec<_>) =
            stale.into_iter().partition(|(file, _)| file.needs_digests_only());
        let shares = match of_shares.is_empty() {
            true => Vec::new(),
            false => self.all(volumes, |volume| self.shares(volume))?,
        };
        let shared: Gathered<'_> = shares.iter().map(Arc::as_ref).collect();
        let of_shares = of_shares.into_par_iter().map(|file| (file, &shared));
        let stale = of_digests.into_par_iter().map(|file| (file, &digested)).chain(of_shares);
        let made = stale.map(|((file, key), gathered)| self.file(file, key, gathered));
        let made = made.collect::<Result<Vec<_>, Failure>>()?;
        cache.keep_site_files(
            self.themed.under,
            EmittedFiles { all, files: kept.into_iter().chain(made).collect() },
        );
        Ok(())
    }

    /// Something of every volume.
    fn all(
        &self,
        volumes: &[Volume],
        of: impl Fn(&Volume) -> Result<Arc<Shares>, Failure> + Send + Sync,
    ) -> Result<Vec<Arc<Shares>>, Failure> {
        volumes.par_iter().map(of).collect()
    }

    /// The files of the whole site that are as they were, and those that are not, with what they are made from.
    fn kept<'f>(
        &self,
        files: &'f [File],
        digested: &Gathered<'_>,
        known: &EmittedFiles,
    ) -> Result<(Vec<SiteFile>, Vec<StaleFile<'f>>), Failure> {
        let (mut kept, mut stale) = (Vec::new(), Vec::new());
        let keys = files.par_iter().map(|file| self.key_of(file, digested)).collect::<Vec<_>>();
        for (file, key) in files.iter().zip(keys) {
            let path = file.path();
            match known.files.get(&path).filter(|(known, _)| *known == key) {
                Some((_, content)) if self.writer.keep(&path, *content)? => {
                    kept.push((path, (key, *content)))
                }
                _ => stale.push((file, key)),
            }
        }
        Ok((kept, stale))
    }

    /// What a file of the whole site is made from.
    fn key_of(&self, file: &File, digested: &Gathered<'_>) -> Fingerprint {
        let documents = || &self.engine.content.known.documents.list;
        let own = match file {
            File::Ledger => Fingerprint::of(&(documents(), self.found())),
            File::Table(DataTable::Documents) => Fingerprint::of(documents()),
            File::SearchIndex => Fingerprint::of(&search::sizes(digested.terms())),
            _ => Fingerprint(0),
        };
        let fragments = digested.fragments(file).into_iter().map(|(body, bytes)| (body, Bytes::new(bytes)));
        Fingerprint::of(&(fragments.collect::<Vec<_>>(), own))
    }

    /// Makes a file of the whole site: its path, what it was made from, and what it holds.
    fn file(&self, file: &File, key: Fingerprint, gathered: &Gathered<'_>) -> Result<SiteFile, Failure> {
        let path = file.path();
        let facts = self.engine.facts(self.themed.renderer.strings());
        let make = || self.writer.put_from(&path, |out| gathered.write(file, facts, out));
        let content = self.engine.timings.time(Stage::Gather, make)?;
        Ok((path, (key, content)))
    }

    /// What findings in the ledger's file depend on, those that are set aside among them.
    fn found(&self) -> impl Serialize {
        let is_shown = self.engine.options.edition == Edition::Internal;
        is_shown.then(|| (&self.engine.content.keys, self.seen))
    }

    /// Fingerprint of all that the pages of a volume are made from, with what only this one depends on.
    fn key(&self, number: usize, own: &impl Serialize) -> Fingerprint {
        let files = self.engine.content.known.arounds[number].files.keys();
        let files = files.filter_map(|path| self.engine.scan.assets.get(path));
        let files: Vec<Option<u128>> = files.map(|file| Some(xxh3_128(&disk::read(file).ok()?))).collect();
        let volumes = &self.engine.content.volumes;
        let frozen = self.themed.frozen.key(|folder| volumes.of_path(folder) == number);
        Fingerprint::of(&(self.themed.key(number), files, frozen, own))
    }

    /// What a volume comes to, with its pages in the writer's hands.
    fn volume(&self, number: usize, summary: &Summary, key: Fingerprint) -> Result<Volume, Failure> {
        let (cache, identity) = (self.engine.cache, self.themed.identity(number, &()));
        let known = cache.volume(identity);
        if known.made_of == Some(key) && self.is_in_place(known.pages())? {
            cache.hold_shares(self.themed.key(number));
            return Ok(Volume { number, key, emitted: known, added: None });
        }
        let (emitted, shares) = self.make(number, summary, key, &known)?;
        let emitted = cache.keep_volume(identity, emitted);
        Ok(Volume { number, key, emitted, added: Some(self.themed.keep(number, shares)) })
    }

    /// What the bodies of a volume add to the terms of the search.
    fn terms(&self, volume: &Volume) -> Result<Arc<Shares>, Failure> {
        let made = volume.added.as_ref().map(|added| added.terms.clone());
        made.map_or_else(|| self.themed.terms(volume.number), Ok)
    }

    /// What the bodies of a volume add to the other files of the whole site.
    fn shares(&self, volume: &Volume) -> Result<Arc<Shares>, Failure> {
        let made = volume.added.as_ref().map(|added| added.shares.clone());
        made.map_or_else(|| self.themed.shares(volume.number), Ok)
    }

    /// Whether all pages of a volume are where the last build put them.
    fn is_in_place<'f>(
        &self,
        pages: impl Iterator<Item = (&'f str, write::ContentHash)>,
    ) -> Result<bool, Failure> {
        for (path, content) in pages {
            if !self.writer.keep(path, content)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Makes what a volume comes to, and what its bodies add. A page whose view is as it was `known` stays.
    fn make(
        &self,
        number: usize,
        summary: &Summary,
        key: Fingerprint,
        known: &EmittedVolume,
    ) -> Result<(EmittedVolume, Shares), Failure> {
        let timings = self.engine.timings;
        self.themed.with_plan(number, summary, |plan| {
            timings.expect(Stage::Write, plan.jobs.len());
            let page = |job: &Job| {
                let known = known.pages.get(&job.path);
                let frozen = self.themed.frozen.get(&job.path);
                let copied = frozen.map(|frozen| self.copied(plan, &job.path, frozen, known));
                let made = match copied.transpose()?.flatten() {
                    Some(copied) => copied,
                    None => self.page(&job.path, &timings.time(Stage::View, || plan.view(job)), known)?,
                };
                Ok((job.path.clone(), made))
            };
            let unplanned = self.themed.unplanned(number, plan);
            let copied = |path: &&str| {
                let frozen = self.themed.frozen.get(path)?;
                let made = self.copied(plan, path, frozen, known.pages.get(*path));
                Some(made.transpose()?.map(|made| ((*path).to_owned(), made)))
            };
            // What is said to others is as much work as a tenth of the pages, for one thread.
            let (pages, (summary, shares)) = rayon::join(
                || {
                    let copied = unplanned.par_iter().filter_map(copied);
                    plan.jobs.par_iter().map(page).chain(copied).collect::<Result<_, Failure>>()
                },
                || (plan::summarise(plan), timings.time(Stage::Gather, || plan::shares(plan))),
            );
            let digest = gather::digest(&shares);
            Ok((EmittedVolume { made_of: Some(key), summary, pages: pages?, digest }, shares))
        })?
    }

    /// A file of a frozen year, copied unless it is in its place already; none where that cannot be let out any more.
    fn copied(
        &self,
        plan: &Plan<'_>,
        path: &str,
        file: &'p FrozenFile,
        known: Option<&EmittedPage>,
    ) -> Result<Option<EmittedPage>, Failure> {
        let (key, bytes) = self.themed.copied(plan, path, file);
        if let Some(page) = known.filter(|page| page.view == Some(key))
            && self.writer.keep(path, page.content)?
        {
            return Ok(Some(*page));
        }
        let Some(bytes) = bytes()? else { return Ok(None) };
        let content = self.writer.put(path, &bytes)?;
        Ok(Some(EmittedPage { view: Some(key), content }))
    }

    /// The page of a view, rendered unless it is in its place already.
    fn page(&self, path: &str, page: &Page, known: Option<&EmittedPage>) -> Result<EmittedPage, Failure> {
        let timings = self.engine.timings;
        let view = self.engine.cache.keeps().then(|| page.fingerprint()).flatten();
        if let Some(sheet) = known.filter(|sheet| view.is_some() && sheet.view == view)
            && timings.time(Stage::Write, || self.writer.keep(path, sheet.content))?
        {
            return Ok(*sheet);
        }
        let bytes = timings.time(Stage::Render, || self.themed.renderer.render(page))?;
        let content = timings.time(Stage::Write, || self.writer.put(path, &bytes))?;
        Ok(EmittedPage { view, content })
    }
}

/// Findings as pages show them, and where they are, with their lines: no key of files tells those.
fn seen(engine: &Engine<'_>) -> Fingerprint {
    let is_shown = engine.options.edition == Edition::Internal;
    let found = &engine.findings().reported;
    let shown = found.iter().filter(|_| is_shown);
    let sources = &engine.scan.sources;
    let lines = shown.map(|found| (found.place.source, sources.position(&found.place).0));
    let lines: Vec<(SourceId, usize)> = lines.collect();
    // Many findings may be in one long line, whose text is taken once.
    let words = lines.iter().collect::<BTreeSet<_>>().into_iter();
    let words: Vec<String> = words.map(|(id, line)| sources.lines(*id).line(*line).to_owned()).collect();
    Fingerprint::of(&(found, lines, words))
}

/// A file of the whole site: its path, what it was made from, and what it holds.
type SiteFile = (String, (Fingerprint, write::ContentHash));

/// A file of the whole site that has to be made, and what it is made from.
type StaleFile<'f> = (&'f File, Fingerprint);
