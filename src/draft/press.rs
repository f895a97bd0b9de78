//! The press: makes the pages of volumes and the files of the whole site, where they are not in their
//! places already.

use super::{Content, Draft};
use crate::cache::{Gatherings, Key, Pressed};
use crate::edition::Edition;
use crate::failure::Failure;
use crate::gather::{self, File, Gathered, Shares};
use crate::outline::Volumes;
use crate::plan::{self, Job, Part};
use crate::provenance::History;
use crate::render::Renderer;
use crate::theme::{Strings, Theme};
use crate::watch::Stage;
use crate::write::{self, Writer};
use rayon::prelude::*;
use serde::Serialize;
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
    theme: Key,
}

/// A volume whose pages are in the writer's hands.
pub(super) struct Volume {
    number: usize,
    key: Key,
    pressed: Arc<Pressed>,
    /// What its bodies add to the files of the whole site, where it was made just now.
    shares: Option<Arc<Shares>>,
}

impl<'p> Press<'p> {
    /// A press for the pages of a draft.
    ///
    /// # Errors
    /// When the theme is wrong.
    pub(super) fn new(draft: &'p Draft<'p>, theme: &Theme, writer: &'p Writer) -> Result<Self, Failure> {
        let renderer = Renderer::new(theme, draft.settings.language)?;
        let strings = theme.words(draft.settings.language)?;
        Ok(Self { draft, renderer, writer, assets: theme.assets(), strings, theme: theme.key() })
    }

    /// All volumes, with their pages.
    ///
    /// # Errors
    /// When a page cannot be shown or written.
    pub(super) fn volumes(&self) -> Result<Vec<Volume>, Failure> {
        let nothing = Part::default();
        let numbers = (0..self.content().shelves.len()).into_par_iter();
        let others = numbers.filter(|number| *number != Volumes::COMMON);
        let others = others.map(|number| self.volume(number, &nothing, self.key(number, &())));
        // The pages of the common volume need what all of them have to say.
        let (volumes, said) =
            rayon::join(|| others.collect::<Result<Vec<_>, _>>(), || self.say(Volumes::COMMON));
        let (mut volumes, said) = (volumes?, said?);
        let part = Part::join(volumes.iter().map(|volume| &volume.pressed.part).chain([&said]));
        let key = self.key(Volumes::COMMON, &(&part, self.seen()));
        volumes.push(self.volume(Volumes::COMMON, &part, key)?);
        Ok(volumes)
    }

    /// The files that all bodies add to. One whose parts are the same as in the last build stays.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub(super) fn gather(&self, volumes: &[Volume]) -> Result<(), Failure> {
        let cache = self.draft.cache;
        let under = Key::of(&(format!("{:?}", self.draft.settings), self.theme));
        let keys: Vec<Key> = volumes.iter().map(|volume| volume.key).collect();
        let all = Key::of(&(&self.content().keys, keys, self.seen()));
        let known = cache.gatherings(under);
        if known.all == all && self.is_in_place(&known.pages())? {
            return Ok(());
        }
        let shares = volumes.par_iter().map(|volume| self.shares(volume));
        let shares = shares.collect::<Result<Vec<Arc<Shares>>, Failure>>()?;
        let gathered: Gathered<'_> = shares.iter().map(Arc::as_ref).collect();
        let files = gathered.files();
        let files = files.par_iter().map(|file| self.file(file, &gathered, &known));
        let files = files.collect::<Result<_, Failure>>()?;
        cache.keep_gatherings(under, Gatherings { all, files });
        Ok(())
    }

    /// A file of the whole site, made unless it is in its place: its path, what it was made from, and
    /// what it holds.
    fn file(
        &self,
        file: &File,
        gathered: &Gathered<'_>,
        known: &Gatherings,
    ) -> Result<(String, (Key, write::Content)), Failure> {
        let (path, fragments) = (file.path(), gathered.fragments(file));
        // Findings and documents come from everywhere, and the index of the search knows all parts.
        let key = Key::of(&(fragments, file.is_of_all().then(|| (&self.content().keys, self.seen()))));
        if let Some((_, content)) = known.files.get(&path).filter(|(known, _)| *known == key)
            && self.writer.keep(&path, *content)?
        {
            return Ok((path, (key, *content)));
        }
        let facts = self.draft.facts(&self.content().findings, &self.strings);
        let make = || self.writer.put_from(&path, |out| gathered.write(file, facts, out));
        let content = self.draft.watch.time(Stage::Gather, make)?;
        Ok((path, (key, content)))
    }

    fn content(&self) -> &'p Content {
        &self.draft.content
    }

    /// Findings as pages show them, and where they are, with their lines: no key of files tells those.
    fn seen(&self) -> impl Serialize {
        let is_shown = self.draft.settings.edition == Edition::Internal;
        let found = &self.content().findings.reported;
        let shown = found.iter().filter(|_| is_shown);
        let lines: Vec<_> = shown.map(|found| self.draft.scan.sources.line(&found.place)).collect();
        (found, lines)
    }

    /// What the pages of a volume depend on, with what only this one depends on.
    fn key(&self, number: usize, own: &impl Serialize) -> Key {
        let files = self.content().bound.arounds[number].files.keys();
        let files = files.filter_map(|path| self.draft.scan.assets.get(path));
        let files: Vec<Option<u128>> = files.map(|file| Some(xxh3_128(&fs::read(file).ok()?))).collect();
        Key::of(&(self.content().keys[number], self.theme, files, self.histories(number), own))
    }

    /// What git knows of the files of a volume.
    fn histories(&self, number: usize) -> Vec<&History> {
        let provenance = &self.draft.scan.provenance;
        let items = self.content().shelves[number].iter().filter(|_| !provenance.is_empty());
        items.filter_map(|item| provenance.of(&item.path)).collect()
    }

    /// What a volume has to say to the pages of the whole site, without its own.
    fn say(&self, number: usize) -> Result<Part, Failure> {
        let key = self.key(number, &"said");
        if let Some(known) = self.draft.cache.pressed(key) {
            return Ok(known.part.clone());
        }
        let nothing = Part::default();
        let (ledger, site) =
            (self.draft.ledger_of(number)?, self.draft.site(number, &nothing, &[], &self.strings));
        let part = plan::plan(&ledger, &site).part();
        Ok(self.draft.cache.keep_pressed(key, Pressed { part, pages: Vec::new() }).part.clone())
    }

    /// What a volume comes to, with its pages in the writer's hands.
    fn volume(&self, number: usize, part: &Part, key: Key) -> Result<Volume, Failure> {
        if let Some(pressed) = self.draft.cache.pressed(key)
            && self.is_in_place(&pressed.pages)?
        {
            self.draft.cache.hold_shares(key);
            return Ok(Volume { number, key, pressed, shares: None });
        }
        let (pressed, shares) = self.make(number, part)?;
        let pressed = self.draft.cache.keep_pressed(key, pressed);
        let shares = self.draft.cache.keep_shares(key, shares);
        Ok(Volume { number, key, pressed, shares: Some(shares) })
    }

    /// What the bodies of a volume add to the files of the whole site.
    fn shares(&self, volume: &Volume) -> Result<Arc<Shares>, Failure> {
        if let Some(known) = volume.shares.clone().or_else(|| self.draft.cache.shares(volume.key)) {
            return Ok(known);
        }
        let nothing = Part::default();
        let ledger = self.draft.ledger_of(volume.number)?;
        let site = self.draft.site(volume.number, &nothing, &[], &self.strings);
        let shares = gather::shares(&plan::plan(&ledger, &site));
        Ok(self.draft.cache.keep_shares(volume.key, shares))
    }

    /// Whether all pages of a volume are where the last build put them.
    fn is_in_place(&self, pages: &[(String, write::Content)]) -> Result<bool, Failure> {
        for (path, content) in pages {
            if !self.writer.keep(path, *content)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn make(&self, number: usize, part: &Part) -> Result<(Pressed, Shares), Failure> {
        let watch = self.draft.watch;
        let ledger = self.draft.ledger_of(number)?;
        let site = self.draft.site(number, part, &self.assets, &self.strings);
        let plan = watch.time(Stage::Plan, || plan::plan(&ledger, &site));
        watch.expect(Stage::Write, plan.jobs.len());
        let page = |job: &Job| {
            let view = watch.time(Stage::View, || plan.view(job));
            let bytes = watch.time(Stage::Render, || self.renderer.render(&view))?;
            let content = watch.time(Stage::Write, || self.writer.put(&job.path, &bytes))?;
            Ok((job.path.clone(), content))
        };
        let pages = plan.jobs.par_iter().map(page).collect::<Result<_, Failure>>()?;
        let shares = watch.time(Stage::Gather, || gather::shares(&plan));
        Ok((Pressed { part: plan.part(), pages }, shares))
    }
}
