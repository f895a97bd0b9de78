//! The press: makes the pages of volumes and the files of the whole site, where they are not in their
//! places already.

use super::pipeline::{Content, Draft};
use crate::build::cache::{Gatherings, Pressed, Sheet};
use crate::build::compile;
use crate::build::timings::Stage;
use crate::export::data::table::Table;
use crate::export::gather::{self, File, Gathered, Shares};
use crate::export::search;
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::model::strings::Strings;
use crate::model::view::Page;
use crate::outline::Volumes;
use crate::plan::{self, Job, Summary};
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::settings::Edition;
use crate::source::git::History;
use crate::write::{self, Writer};
use rayon::prelude::*;
use serde::Serialize;
use serde_bytes::Bytes;
use std::fs;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// Makes the pages of volumes.
pub(super) struct Press<'p> {
    draft: &'p Draft<'p>,
    renderer: Renderer,
    writer: &'p Writer,
    assets: Vec<String>,
    strings: Strings,
    /// What all pages depend on beside their views: settings and theme.
    under: Fingerprint,
    /// Findings as pages show them.
    seen: Fingerprint,
}

/// A volume whose pages are in the writer's hands.
pub(super) struct Volume {
    number: usize,
    key: Fingerprint,
    pressed: Arc<Pressed>,
    /// What its bodies add to the files of the whole site, where it was made just now.
    shares: Option<Added>,
}

/// What the bodies of a volume add to the files of the whole site: terms of the search, and the rest.
#[derive(Clone)]
struct Added {
    terms: Arc<Shares>,
    rest: Arc<Shares>,
}

impl<'p> Press<'p> {
    /// A press for the pages of a draft.
    ///
    /// # Errors
    /// When the theme is wrong.
    pub(super) fn new(draft: &'p Draft<'p>, theme: &Theme, writer: &'p Writer) -> Result<Self, Failure> {
        let renderer = Renderer::new(theme, draft.settings.language)?;
        let strings = theme.words(draft.settings.language)?;
        let under = Fingerprint::of(&(format!("{:?}", draft.settings), theme.key()));
        Ok(Self { draft, renderer, writer, assets: theme.assets(), strings, under, seen: seen(draft) })
    }

    /// All volumes, with their pages.
    ///
    /// # Errors
    /// When a page cannot be shown or written.
    pub(super) fn volumes(&self) -> Result<Vec<Volume>, Failure> {
        let nothing = Summary::default();
        let numbers = (0..self.content().shelves.len()).into_par_iter();
        let others = numbers.filter(|number| *number != Volumes::COMMON);
        let others = others.map(|number| self.volume(number, &nothing, self.key(number, &())));
        // The pages of the common volume need what all of them have to say.
        let (volumes, said) =
            rayon::join(|| others.collect::<Result<Vec<_>, _>>(), || self.say(Volumes::COMMON));
        let (mut volumes, said) = (volumes?, said?);
        let part = Summary::join(volumes.iter().map(|volume| &volume.pressed.part).chain([&said]));
        let key = self.key(Volumes::COMMON, &(&part, self.seen));
        volumes.push(self.volume(Volumes::COMMON, &part, key)?);
        Ok(volumes)
    }

    /// The files that all bodies add to. One whose parts are the same as in the last build stays.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn gather(&self, volumes: &[Volume]) -> Result<(), Failure> {
        let cache = self.draft.cache;
        let keys: Vec<Fingerprint> = volumes.iter().map(|volume| volume.key).collect();
        let all = Fingerprint::of(&(&self.content().keys, keys, self.seen));
        let known = cache.gatherings(self.under);
        if known.all == all && self.is_in_place(known.pages())? {
            return Ok(());
        }
        let terms = self.all(volumes, |volume| self.terms(volume))?;
        let digests = volumes.iter().map(|volume| &volume.pressed.digest);
        let told: Gathered<'_> = digests.chain(terms.iter().map(Arc::as_ref)).collect();
        let files = told.files();
        let (kept, lacking) = self.kept(&files, &told, &known)?;
        let (told_of, others): (Vec<_>, Vec<_>) = lacking.into_iter().partition(|(file, _)| file.is_told());
        let rest =
            if others.is_empty() { Vec::new() } else { self.all(volumes, |volume| self.rest(volume))? };
        let whole: Gathered<'_> = rest.iter().map(Arc::as_ref).collect();
        let of_rest = others.into_par_iter().map(|file| (file, &whole));
        let lacking = told_of.into_par_iter().map(|file| (file, &told)).chain(of_rest);
        let made = lacking.map(|((file, key), gathered)| self.file(file, key, gathered));
        let made = made.collect::<Result<Vec<_>, Failure>>()?;
        cache.keep_gatherings(self.under, Gatherings { all, files: kept.into_iter().chain(made).collect() });
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
        told: &Gathered<'_>,
        known: &Gatherings,
    ) -> Result<(Vec<Gathering>, Vec<Lacking<'f>>), Failure> {
        let (mut kept, mut lacking) = (Vec::new(), Vec::new());
        let keys = files.par_iter().map(|file| self.key_of(file, told)).collect::<Vec<_>>();
        for (file, key) in files.iter().zip(keys) {
            let path = file.path();
            match known.files.get(&path).filter(|(known, _)| *known == key) {
                Some((_, content)) if self.writer.keep(&path, *content)? => {
                    kept.push((path, (key, *content)))
                }
                _ => lacking.push((file, key)),
            }
        }
        Ok((kept, lacking))
    }

    /// What a file of the whole site is made from.
    fn key_of(&self, file: &File, told: &Gathered<'_>) -> Fingerprint {
        let documents = || &self.content().bound.documents.list;
        let own = match file {
            File::Ledger => Fingerprint::of(&(documents(), self.found())),
            File::Table(Table::Documents) => Fingerprint::of(documents()),
            File::SearchIndex => Fingerprint::of(&search::sizes(told.terms())),
            _ => Fingerprint(0),
        };
        let fragments = told.fragments(file).into_iter().map(|(body, bytes)| (body, Bytes::new(bytes)));
        Fingerprint::of(&(fragments.collect::<Vec<_>>(), own))
    }

    /// Makes a file of the whole site: its path, what it was made from, and what it holds.
    fn file(&self, file: &File, key: Fingerprint, gathered: &Gathered<'_>) -> Result<Gathering, Failure> {
        let path = file.path();
        let facts = self.draft.facts(&self.content().findings, &self.strings);
        let make = || self.writer.put_from(&path, |out| gathered.write(file, facts, out));
        let content = self.draft.watch.time(Stage::Gather, make)?;
        Ok((path, (key, content)))
    }

    fn content(&self) -> &'p Content {
        &self.draft.content
    }

    /// What findings in the ledger's file depend on, those that are set aside among them.
    fn found(&self) -> impl Serialize {
        let is_shown = self.draft.settings.edition == Edition::Internal;
        is_shown.then(|| (&self.content().keys, self.seen))
    }

    /// What the pages of a volume depend on, with what only this one depends on.
    fn key(&self, number: usize, own: &impl Serialize) -> Fingerprint {
        let files = self.content().bound.arounds[number].files.keys();
        let files = files.filter_map(|path| self.draft.scan.assets.get(path));
        let files: Vec<Option<u128>> = files.map(|file| Some(xxh3_128(&fs::read(file).ok()?))).collect();
        Fingerprint::of(&(self.content().keys[number], self.under, files, self.histories(number), own))
    }

    /// Which volume it is, whatever it holds: what it came to before is found by this. A volume that comes or goes
    /// changes the numbers of others, and no folder is in two.
    fn place(&self, number: usize, own: &impl Serialize) -> Fingerprint {
        let first = self.content().shelves[number].first().map(|item| compile::top_folder(&item.path));
        Fingerprint::of(&(self.under, number == Volumes::COMMON, first, own))
    }

    /// What git knows of the files of a volume.
    fn histories(&self, number: usize) -> Vec<&History> {
        let provenance = &self.draft.scan.provenance;
        let items = self.content().shelves[number].iter().filter(|_| !provenance.is_empty());
        items.filter_map(|item| provenance.of(&item.path)).collect()
    }

    /// What a volume has to say to the pages of the whole site, without its own.
    fn say(&self, number: usize) -> Result<Summary, Failure> {
        let (place, key) = (self.place(number, &"said"), self.key(number, &"said"));
        let known = self.draft.cache.pressed(place);
        if known.made_of == Some(key) {
            return Ok(known.part.clone());
        }
        let nothing = Summary::default();
        let (ledger, site) =
            (self.draft.ledger_of(number)?, self.draft.site(number, &nothing, &[], &self.strings));
        let part = plan::summarise(&plan::plan(&ledger, &site));
        let pressed = Pressed { made_of: Some(key), part, ..Pressed::default() };
        Ok(self.draft.cache.keep_pressed(place, pressed).part.clone())
    }

    /// What a volume comes to, with its pages in the writer's hands.
    fn volume(&self, number: usize, part: &Summary, key: Fingerprint) -> Result<Volume, Failure> {
        let place = self.place(number, &());
        let known = self.draft.cache.pressed(place);
        if known.made_of == Some(key) && self.is_in_place(known.pages())? {
            self.draft.cache.hold_shares(key);
            return Ok(Volume { number, key, pressed: known, shares: None });
        }
        let (pressed, shares) = self.make(number, part, key, &known)?;
        let pressed = self.draft.cache.keep_pressed(place, pressed);
        Ok(Volume { number, key, pressed, shares: Some(self.keep(key, shares)) })
    }

    fn keep(&self, key: Fingerprint, shares: Shares) -> Added {
        let (terms, rest) = gather::apart(shares);
        let cache = self.draft.cache;
        Added { terms: cache.keep_terms(key, terms), rest: cache.keep_shares(key, rest) }
    }

    /// What the bodies of a volume add to the terms of the search.
    fn terms(&self, volume: &Volume) -> Result<Arc<Shares>, Failure> {
        let made = || volume.shares.as_ref().map(|added| added.terms.clone());
        let known = made().or_else(|| self.draft.cache.terms(volume.key));
        known.map_or_else(|| Ok(self.added(volume)?.terms), Ok)
    }

    /// What the bodies of a volume add to the other files of the whole site.
    fn rest(&self, volume: &Volume) -> Result<Arc<Shares>, Failure> {
        let made = || volume.shares.as_ref().map(|added| added.rest.clone());
        let known = made().or_else(|| self.draft.cache.shares(volume.key));
        known.map_or_else(|| Ok(self.added(volume)?.rest), Ok)
    }

    /// The same, drawn up again: somebody removed it from the cache.
    fn added(&self, volume: &Volume) -> Result<Added, Failure> {
        let nothing = Summary::default();
        let ledger = self.draft.ledger_of(volume.number)?;
        let site = self.draft.site(volume.number, &nothing, &[], &self.strings);
        Ok(self.keep(volume.key, plan::shares(&plan::plan(&ledger, &site))))
    }

    /// Whether all pages of a volume are where the last build put them.
    fn is_in_place<'f>(
        &self,
        pages: impl Iterator<Item = (&'f str, write::Content)>,
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
        part: &Summary,
        key: Fingerprint,
        known: &Pressed,
    ) -> Result<(Pressed, Shares), Failure> {
        let watch = self.draft.watch;
        let ledger = self.draft.ledger_of(number)?;
        let site = self.draft.site(number, part, &self.assets, &self.strings);
        let plan = watch.time(Stage::Plan, || plan::plan(&ledger, &site));
        watch.expect(Stage::Write, plan.jobs.len());
        let page = |job: &Job| {
            let view = watch.time(Stage::View, || plan.view(job));
            Ok((job.path.clone(), self.page(&job.path, &view, known.pages.get(&job.path))?))
        };
        // What is said to others is as much work as a tenth of the pages, for one thread.
        let (pages, (part, shares)) = rayon::join(
            || plan.jobs.par_iter().map(page).collect::<Result<_, Failure>>(),
            || (plan::summarise(&plan), watch.time(Stage::Gather, || plan::shares(&plan))),
        );
        let digest = gather::digest(&shares);
        Ok((Pressed { made_of: Some(key), part, pages: pages?, digest }, shares))
    }

    /// The page of a view, rendered unless it is in its place already.
    fn page(&self, path: &str, page: &Page, known: Option<&Sheet>) -> Result<Sheet, Failure> {
        let watch = self.draft.watch;
        let view = self.draft.cache.keeps().then(|| page.fingerprint()).flatten();
        if let Some(sheet) = known.filter(|sheet| view.is_some() && sheet.view == view)
            && watch.time(Stage::Write, || self.writer.keep(path, sheet.content))?
        {
            return Ok(*sheet);
        }
        let bytes = watch.time(Stage::Render, || self.renderer.render(page))?;
        let content = watch.time(Stage::Write, || self.writer.put(path, &bytes))?;
        Ok(Sheet { view, content })
    }
}

/// Findings as pages show them, and where they are, with their lines: no key of files tells those.
fn seen(draft: &Draft<'_>) -> Fingerprint {
    let is_shown = draft.settings.edition == Edition::Internal;
    let found = &draft.content.findings.reported;
    let shown = found.iter().filter(|_| is_shown);
    let lines: Vec<_> = shown.map(|found| draft.scan.sources.line(&found.place)).collect();
    Fingerprint::of(&(found, lines))
}

/// A file of the whole site: its path, what it was made from, and what it holds.
type Gathering = (String, (Fingerprint, write::Content));

/// A file of the whole site that has to be made, and what it is made from.
type Lacking<'f> = (&'f File, Fingerprint);
