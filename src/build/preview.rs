//! Preview: a site held in memory, page by page, for whoever writes its sources.
//!
//! Takes content that was compiled, gives the bytes of any page when it is asked for. After a save it
//! compiles that file alone and links again the volumes that know of it ([`Preview::follow`]): all that was
//! made of them is found stale by its fingerprint, and all else is as it was. It stands apart from emitting
//! because nothing of it is on disk, and because it lives longer than one pass.

use super::cache::Cache;
use super::compile;
use super::content::Content;
use super::engine::Engine;
use super::frozen::{self, Frozen};
use super::item::Item;
use super::ledgers::{Ledgers, Linked};
use super::options::Options;
use super::themed::Themed;
use crate::disk;
use crate::export::data;
use crate::export::gather::{File, Gathered, Shares};
use crate::failure::{Cause, Doing, Failure};
use crate::fingerprint::Fingerprint;
use crate::lock::lock;
use crate::model::findings::Findings;
use crate::model::ledger::Ledger;
use crate::model::outline::{About, Entry};
use crate::model::view::PageContent;
use crate::outline::Volumes;
use crate::plan::{Plan, Summary};
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::scan::{self, Scan};
use crate::settings::Edition;
use crate::source::{ContentPath, SourceId};
use crate::vietnamese::letters;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use xxhash_rust::xxh3::xxh3_128;

/// A site held in memory.
pub struct Preview {
    scan: Scan,
    options: Options,
    content: Arc<Content>,
    ledgers: Arc<Ledgers>,
    /// What volumes add to the pages and files of the whole site, by fingerprint.
    cache: Cache,
    renderer: Arc<Renderer>,
    /// Files that are copied from the bags of frozen years.
    frozen: Arc<Frozen>,
    /// The source of each file of the disk.
    sources: BTreeMap<PathBuf, SourceId>,
    /// The source of each page that shows a file, by its path.
    pages: BTreeMap<String, SourceId>,
    /// What all volumes together add to the pages of the whole site, and what that was made from.
    whole: Mutex<Option<(Fingerprint, Arc<Summary>)>>,
}

/// What came of an attempt to follow a change.
#[derive(Debug)]
pub enum Followed {
    /// No file differs.
    Same,
    /// The site is up to date.
    Fresh,
    /// The change is of a kind that needs the content to be compiled from the start.
    Beyond,
}

impl Preview {
    /// What a site is made of: two of one key are the same.
    pub fn key(scan: &Scan, options: &Options, content: &Content, theme: &Theme) -> Fingerprint {
        let items: Vec<(&str, Fingerprint)> =
            content.items.iter().flatten().map(|item| (item.path.as_str(), item.key)).collect();
        let wanted = content.known.arounds.iter().flat_map(|around| around.files.keys());
        let files = wanted.filter_map(|path| Some((path, scan.assets.get(path)?)));
        let files: Vec<(&String, Option<u128>)> =
            files.map(|(path, file)| (path, disk::read(file).ok().map(|bytes| xxh3_128(&bytes)))).collect();
        let documents = &content.known.arounds[Volumes::COMMON].documents;
        let histories = scan.provenance.all();
        Fingerprint::of(&(
            histories,
            items,
            content.register.as_ref().map(|item| item.key),
            files,
            documents,
            format!("{options:?}"),
            theme.key(),
            format!("{:?}", content.locks),
        ))
    }

    /// The preview of content without mistakes.
    ///
    /// # Errors
    /// When the theme is wrong, or the bag of a frozen year.
    pub fn new(scan: Scan, options: Options, content: Arc<Content>, theme: &Theme) -> Result<Self, Failure> {
        let renderer = Arc::new(Renderer::new(theme, options.language)?);
        let frozen = Arc::new(Frozen::find(
            &scan.archive,
            &content.locks,
            options.edition,
            &content.hidden,
            &content.known.documents,
        )?);
        Ok(Self::with(scan, options, content, renderer, frozen))
    }

    fn with(
        scan: Scan,
        options: Options,
        content: Arc<Content>,
        renderer: Arc<Renderer>,
        frozen: Arc<Frozen>,
    ) -> Self {
        let sources = scan.sources.iter().filter_map(|source| Some((source.file()?.to_owned(), source.id)));
        let written = scan.sources.iter().filter(|source| ContentPath::is_markdown(&source.path));
        Self {
            renderer,
            frozen,
            pages: written.map(|source| (ContentPath::of_file(&source.path).page(), source.id)).collect(),
            sources: sources.collect(),
            ledgers: Arc::new(Ledgers::all(content.items.len())),
            cache: Cache::in_memory(),
            whole: Mutex::new(None),
            scan,
            options,
            content,
        }
    }

    /// The preview of other content without mistakes, through the same theme.
    pub fn beside(&self, scan: Scan, options: Options, content: Arc<Content>) -> Self {
        Self::with(scan, options, content, Arc::clone(&self.renderer), Arc::clone(&self.frozen))
    }

    /// The content folder that it was made from.
    pub fn scan(&self) -> &Scan {
        &self.scan
    }

    /// What it was made with.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The file that the page at a path shows, if it shows one.
    pub fn source_of(&self, page: &str) -> Option<SourceId> {
        self.pages.get(page).copied()
    }

    /// Whether a file, by its path below the content folder, is of a frozen year.
    pub fn is_frozen(&self, path: &str) -> bool {
        self.content.locks.is_frozen(path)
    }

    /// Looks at the ledger of the volume that a page is in; nothing where a document cannot be brought back.
    pub fn with_ledger_of<T>(&self, page: &str, look: impl FnOnce(&Ledger) -> T) -> Option<T> {
        self.engine().with_ledger(self.content.volumes.of_path(page), look).ok()
    }

    /// Follows a change of files, if that can be done without compiling the content from the start, and if
    /// nothing is wrong after it. Otherwise the site stays as it was.
    pub fn follow(&mut self, changed: &BTreeSet<PathBuf>) -> Followed {
        // A file that a link leads to may be under more than one path, or outside the content.
        let has_links = self.scan.follows_links || changed.iter().any(|file| file.is_symlink());
        if self.options.edition == Edition::Public || has_links {
            return Followed::Beyond;
        }
        let mut changes = Vec::new();
        for file in changed.iter().filter(|file| self.is_concerned(file)) {
            match self.differs(file) {
                Differs::Not => {}
                Differs::Here(change) => changes.push(change),
                Differs::Beyond => return Followed::Beyond,
            }
        }
        if changes.is_empty() {
            return Followed::Same;
        }
        let own = changes.iter().map(|change| change.volume);
        let leading = |differs: fn(&Entry, &Entry) -> bool| -> BTreeSet<usize> {
            changes.iter().flat_map(|change| self.leading(change, differs)).collect()
        };
        let is_linked_otherwise =
            |old: &Entry, new: &Entry| (old.kind, &old.anchors) != (new.kind, &new.anchors);
        let (shown, mut volumes) = (leading(Entry::ne), leading(is_linked_otherwise));
        volumes.extend(own);
        let Some(content) = Arc::get_mut(&mut self.content) else { return Followed::Beyond };
        let former: Vec<Change> = changes.into_iter().map(|change| content.put(change)).collect();
        let volumes: Vec<usize> = volumes.into_iter().collect();
        let found: Result<Vec<(usize, Linked, Findings)>, Failure> =
            volumes.into_par_iter().map(|number| self.examine(number, &former)).collect();
        let is_fine =
            |found: &Vec<(usize, Linked, Findings)>| !found.iter().any(|(_, _, found)| found.has_errors());
        let Some(found) = found.ok().filter(is_fine) else {
            if let Some(content) = Arc::get_mut(&mut self.content) {
                former.into_iter().for_each(|change| drop(content.put(change)));
            }
            return Followed::Beyond;
        };
        former.iter().for_each(|change| self.scan.sources.forget(change.item.source));
        let renewed: BTreeSet<usize> = found.iter().map(|(number, _, _)| *number).collect();
        let stale: Vec<usize> = shown.union(&renewed).copied().collect();
        let stale_keys: Vec<Fingerprint> = {
            let engine = self.engine();
            let themed = Themed::new(&engine, &self.renderer, &self.frozen);
            stale.iter().map(|number| themed.key(*number)).collect()
        };
        stale_keys.into_iter().for_each(|key| self.cache.forget_shares(key));
        // Nobody else has them while this borrows all of the preview.
        if let (Some(content), Some(ledgers)) =
            (Arc::get_mut(&mut self.content), Arc::get_mut(&mut self.ledgers))
        {
            let changed = former.iter().map(|change| content.items[change.volume][change.place].key);
            let changed: Vec<Fingerprint> = changed.collect();
            stale.into_iter().for_each(|number| content.renew_key(number, &changed));
            for (number, linked, findings) in found {
                ledgers.replace(number, linked);
                content.renew_findings(number, findings);
            }
        }
        Followed::Fresh
    }

    /// Whether a file, or a folder, has to do with the site: editors put files of their own beside it.
    fn is_concerned(&self, file: &Path) -> bool {
        let root = Path::new(&self.scan.sources.root);
        let Ok(below) = file.strip_prefix(root) else { return true };
        let path = letters::nfc(&below.to_string_lossy().replace('\\', "/")).into_owned();
        let is_hidden = path.split('/').any(|part| part.starts_with('.'));
        let is_or_holds = |known: &String| {
            known.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_wanted = || {
            let wanted = self.content.known.outline.cards.values().flat_map(|card| card.files());
            self.scan.assets.keys().chain(wanted).any(is_or_holds)
        };
        let is_folder = || file.is_dir() || self.sources.keys().any(|source| source.starts_with(file));
        !is_hidden && (scan::is_source(&path) || frozen::is_lock(&path) || is_folder() || is_wanted())
    }

    /// Whether a file differs from what it was.
    fn differs(&self, file: &Path) -> Differs {
        let Some(id) = self.sources.get(file) else { return Differs::Beyond };
        let source = self.scan.sources.get(*id);
        if self.content.locks.holds(&source.path) {
            return Differs::Beyond;
        }
        let volume = self.content.volumes.of_path(&source.path);
        let shelf = &self.content.items[volume];
        let Some(place) = shelf.iter().position(|item| item.source == *id) else { return Differs::Beyond };
        let item = match compile::again(source, &self.options.config.headings, &shelf[place]) {
            Ok(Some(item)) => item,
            Ok(None) => return Differs::Not,
            Err(_) => return Differs::Beyond,
        };
        let (Some(old), Some(new)) = (&shelf[place].card, &item.card) else { return Differs::Beyond };
        let is_record = matches!(new.about, About::Record { .. });
        if old.differs_by_entry_only(new) && (is_record || old.entry == new.entry) {
            Differs::Here(Change { volume, place, item: Arc::new(item) })
        } else {
            Differs::Beyond
        }
    }

    /// Volumes that lead to a file, if what they know of it differs.
    fn leading(&self, change: &Change, differs: fn(&Entry, &Entry) -> bool) -> Vec<usize> {
        let former = &self.content.items[change.volume][change.place];
        let cards = former.card.as_ref().zip(change.item.card.as_ref());
        let Some((_, card)) = cards.filter(|(old, new)| differs(&old.entry, &new.entry)) else {
            return Vec::new();
        };
        let arounds = self.content.known.arounds.iter().enumerate();
        arounds
            .filter(|(_, around)| around.entries.contains_key(&card.path))
            .map(|(number, _)| number)
            .collect()
    }

    fn engine(&self) -> Engine<'_> {
        let (content, ledgers) = (self.content.clone(), self.ledgers.clone());
        Engine::of(&self.scan, &self.options, &self.cache, content, ledgers)
    }

    /// Links a volume again, of which some files are others than before.
    fn examine(&self, number: usize, former: &[Change]) -> Result<(usize, Linked, Findings), Failure> {
        let (items, engine) = (&self.content.items[number], self.engine());
        let files = match self.ledgers.files(number) {
            Some(files) => {
                let mut files = files.to_vec();
                for Change { place, .. } in former.iter().filter(|change| change.volume == number) {
                    files.splice(*place..=*place, engine.compiled(&items[*place..=*place])?);
                }
                files
            }
            None => engine.compiled(items)?,
        };
        let (ledger, findings) = self.content.examine(&self.scan, &self.options, number, &files);
        Ok((number, Linked { files, ledger }, findings))
    }

    /// Everything that there is to say about the content now.
    pub fn findings(&self) -> &Findings {
        self.content.findings(&self.scan.sources)
    }

    /// What all volumes add to the pages of the whole site.
    fn whole(&self, themed: Themed<'_>) -> Result<Arc<Summary>, Failure> {
        let numbers = 0..self.content.items.len();
        let key = Fingerprint::of(&numbers.clone().map(|number| themed.key(number)).collect::<Vec<_>>());
        if let Some((_, whole)) = lock(&self.whole).as_ref().filter(|(known, _)| *known == key) {
            return Ok(whole.clone());
        }
        let summaries = numbers.map(|number| themed.summary(number)).collect::<Result<Vec<_>, _>>()?;
        let whole = Arc::new(Summary::join(summaries.iter().map(|volume| &volume.summary)));
        *lock(&self.whole) = Some((key, whole.clone()));
        Ok(whole)
    }

    /// What all bodies add to the files of the whole site.
    fn shares(&self, themed: Themed<'_>) -> Result<Vec<Arc<Shares>>, Failure> {
        let numbers = 0..self.content.items.len();
        let both = numbers.flat_map(|number| [themed.terms(number), themed.shares(number)]);
        both.collect()
    }

    /// The bytes of the file at a path below the site; nothing where the site has no such file.
    ///
    /// # Errors
    /// When the theme cannot show the page, or a document cannot be brought back.
    pub fn page(&self, path: &str) -> Option<Result<Vec<u8>, Failure>> {
        if path == data::SCHEMA {
            return Some(Ok(data::schema()));
        }
        let engine = self.engine();
        let themed = Themed::new(&engine, &self.renderer, &self.frozen);
        let made = if File::may_be_at(path) { self.file(themed, path) } else { self.own_page(themed, path) };
        made.transpose()
    }

    /// A file that all bodies add to.
    fn file(&self, themed: Themed<'_>, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let shares = self.shares(themed)?;
        let gathered: Gathered<'_> = shares.iter().map(Arc::as_ref).collect();
        let Some(file) = gathered.files().into_iter().find(|file| file.path() == path) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let written = gathered.write(&file, themed.engine.facts(self.renderer.strings()), &mut bytes);
        written.map_err(|error| Failure::new(Doing::Write, path, error))?;
        Ok(Some(bytes))
    }

    /// A file of one volume.
    fn own_page(&self, themed: Themed<'_>, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let number = self.content.volumes.of_path(path);
        if let Some(file) = self.frozen.get(path) {
            let bytes = |plan: &Plan<'_>| themed.copied(plan, path, file).1;
            if let Some(bytes) = themed.with_plan(number, &Summary::default(), bytes)?()? {
                return Ok(Some(bytes));
            }
        }
        let whole = if number == Volumes::COMMON { self.whole(themed)? } else { Arc::default() };
        let view = |plan: &Plan<'_>| Some(plan.view(plan.job(path)?));
        let view = themed.with_plan(number, &whole, view)?;
        let Some(view) = view else { return Ok(None) };
        match &view.page {
            // A mistake stands until it is mended, and meanwhile files are shown as they are now.
            PageContent::File { from } if from.exists() && !self.scan.bounds.hold(from) => {
                Err(Failure::new(Doing::Read, from, Cause::LinkOutside))
            }
            _ => self.renderer.render(&view).map(Some),
        }
    }

    /// Paths of all files of the site.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn paths(&self) -> Result<Vec<String>, Failure> {
        let engine = self.engine();
        let themed = Themed::new(&engine, &self.renderer, &self.frozen);
        let jobs = |plan: &Plan<'_>| plan.jobs.iter().map(|job| job.path.clone()).collect::<Vec<_>>();
        let mut paths = vec![data::SCHEMA.to_owned()];
        paths.extend(self.frozen.paths().map(str::to_owned));
        for number in 0..self.content.items.len() {
            paths.extend(themed.with_plan(number, &Summary::default(), jobs)?);
        }
        let shares = self.shares(themed)?;
        let gathered: Gathered<'_> = shares.iter().map(Arc::as_ref).collect();
        paths.extend(gathered.files().into_iter().map(|file| file.path()));
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }
}

/// Whether a file differs from what it was, and what depends on that.
enum Differs {
    Not,
    /// Its own volume depends on it, and those that lead to it.
    Here(Change),
    /// Others may depend on it, or it cannot be read.
    Beyond,
}

/// A file compiled anew, and where it stands.
struct Change {
    volume: usize,
    /// Its place on the volume's shelf.
    place: usize,
    item: Arc<Item>,
}

impl Content {
    /// Puts a file into its place; returns the one that was there.
    fn put(&mut self, change: Change) -> Change {
        let Change { volume, place, item } = change;
        if let Some(card) = &item.card {
            for around in &mut self.known.arounds {
                if let Some(entry) = around.entries.get_mut(&card.path) {
                    entry.clone_from(&card.entry);
                }
            }
            self.known.outline.cards.insert(card.path.clone(), card.clone());
        }
        let former = std::mem::replace(&mut self.items[volume][place], item);
        Change { volume, place, item: former }
    }
}
