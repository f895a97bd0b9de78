//! A site that stands ready: held in memory, each page made when it is asked for.
//!
//! Most saves change the text of one record. Then only its volume is linked again: what a file lets the
//! others know is on its card, and where the card is the same, or differs only in the title and headings
//! that links to a record show, nothing else depends on it. What leads to a record from another volume shows
//! its new title when it is asked for, and is linked again only if a heading may be gone that it leads to.
//! Any other change is a draft from the start, with what was compiled before.

use crate::build::compile;
use crate::build::item::Item;
use crate::build::pipeline::{Content, Draft, Settings};
use crate::export::data;
use crate::export::gather::{File, Gathered, Shares};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::lock::lock;
use crate::model::compiled::Compiled;
use crate::model::findings::Findings;
use crate::model::ledger::Ledger;
use crate::model::outline::{About, Entry};
use crate::model::register::REGISTER;
use crate::model::strings::Strings;
use crate::outline::Volumes;
use crate::plan::{self, Summary};
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::scan::{self, Scan};
use crate::settings::Edition;
use crate::source::{Place, SourceId};
use crate::vietnamese::letters;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use xxhash_rust::xxh3::xxh3_128;

/// A site that stands ready.
pub struct Standing {
    scan: Scan,
    settings: Settings,
    content: Arc<Content>,
    renderer: Renderer,
    assets: Vec<String>,
    strings: Strings,
    /// The source of each file of the disk.
    sources: BTreeMap<PathBuf, SourceId>,
    linked: Vec<OnceLock<Linked>>,
    parts: Vec<OnceLock<Summary>>,
    shares: Vec<OnceLock<Shares>>,
    /// Parts of all volumes together.
    part: Mutex<Option<Arc<Summary>>>,
    /// What is wrong or open in volumes that were linked again; the rest is as the draft found it.
    renewed: BTreeMap<usize, Findings>,
}

/// A volume, linked.
#[derive(Default)]
struct Linked {
    /// Its files, of which the ledger has the documents, as they stand on the shelf: when one of them is saved, the
    /// others need not be brought again.
    files: Vec<Compiled>,
    ledger: Ledger,
}

/// What came of an attempt to follow a change.
#[derive(Debug)]
pub enum Followed {
    /// No file differs.
    Same,
    /// The site is up to date.
    Fresh,
    /// The change is of a kind that needs a draft from the start.
    Beyond,
}

impl Standing {
    /// What a site is made of: two of one key are the same.
    pub fn key(scan: &Scan, settings: &Settings, content: &Content, theme: &Theme) -> Fingerprint {
        let items: Vec<(&str, Fingerprint)> =
            content.shelves.iter().flatten().map(|item| (item.path.as_str(), item.key)).collect();
        let wanted = content.bound.arounds.iter().flat_map(|around| around.files.keys());
        let files = wanted.filter_map(|path| Some((path, scan.assets.get(path)?)));
        let files: Vec<(&String, Option<u128>)> =
            files.map(|(path, file)| (path, fs::read(file).ok().map(|bytes| xxh3_128(&bytes)))).collect();
        let documents = &content.bound.arounds[Volumes::COMMON].documents;
        let histories = scan.provenance.all();
        Fingerprint::of(&(
            histories,
            items,
            content.register,
            files,
            documents,
            format!("{settings:?}"),
            theme.key(),
        ))
    }

    /// Lets the site of a draft stand.
    ///
    /// # Errors
    /// When the theme is wrong.
    pub fn new(
        scan: Scan,
        settings: Settings,
        content: Arc<Content>,
        theme: &Theme,
    ) -> Result<Self, Failure> {
        let sources = scan.sources.iter().filter_map(|source| Some((source.file()?.to_owned(), source.id)));
        let count = content.shelves.len();
        Ok(Self {
            renderer: Renderer::new(theme, settings.language)?,
            assets: theme.assets(),
            strings: theme.words(settings.language)?,
            sources: sources.collect(),
            linked: (0..count).map(|_| OnceLock::new()).collect(),
            parts: (0..count).map(|_| OnceLock::new()).collect(),
            shares: (0..count).map(|_| OnceLock::new()).collect(),
            part: Mutex::new(None),
            renewed: BTreeMap::new(),
            scan,
            settings,
            content,
        })
    }

    /// Follows a change of files, if it can be followed without a draft from the start, and if nothing
    /// is wrong after it. Otherwise the site stays as it was.
    pub fn follow(&mut self, changed: &BTreeSet<PathBuf>) -> Followed {
        if self.settings.edition == Edition::Public {
            return Followed::Beyond;
        }
        let mut changes = Vec::new();
        for file in changed.iter().filter(|file| self.is_concerned(file)) {
            match self.change(file) {
                Some(change) => changes.extend(change),
                None => return Followed::Beyond,
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
        let renewed = found.iter().map(|(number, _, _)| *number).collect();
        for number in shown.union(&renewed) {
            self.parts[*number] = OnceLock::new();
            self.shares[*number] = OnceLock::new();
        }
        for (number, linked, findings) in found {
            let former = std::mem::replace(&mut self.linked[number], OnceLock::from(linked));
            // To take a ledger apart takes as long as to show a page, and nobody waits for it.
            rayon::spawn(move || drop(former));
            self.renewed.insert(number, findings);
        }
        *lock(&self.part) = None;
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
            let wanted = self.content.bound.outline.cards.values().flat_map(|card| card.files());
            self.scan.assets.keys().chain(wanted).any(is_or_holds)
        };
        let is_folder = || file.is_dir() || self.sources.keys().any(|source| source.starts_with(file));
        !is_hidden && (scan::is_source(&path) || is_folder() || is_wanted())
    }

    /// What is new of a file, if anything; nothing at all if others than those that lead to it may
    /// depend on what is new.
    fn change(&self, file: &Path) -> Option<Option<Change>> {
        let source = self.scan.sources.get(*self.sources.get(file)?);
        let volume = self.content.volumes.of_path(&source.path);
        let shelf = &self.content.shelves[volume];
        let place = shelf.iter().position(|item| item.source == source.id)?;
        let headings = &self.settings.config.headings;
        let Some(item) = compile::again(source, headings, &shelf[place]).ok()? else { return Some(None) };
        let (old, new) = (shelf[place].card.as_ref()?, item.card.as_ref()?);
        let is_record = matches!(new.about, About::Record { .. });
        let is_followed = old.differs_by_entry_only(new) && (is_record || old.entry == new.entry);
        is_followed.then(|| Some(Change { volume, place, item: Arc::new(item) }))
    }

    /// Volumes that lead to a file, if what they know of it differs.
    fn leading(&self, change: &Change, differs: fn(&Entry, &Entry) -> bool) -> Vec<usize> {
        let former = &self.content.shelves[change.volume][change.place];
        let cards = former.card.as_ref().zip(change.item.card.as_ref());
        let Some((_, card)) = cards.filter(|(old, new)| differs(&old.entry, &new.entry)) else {
            return Vec::new();
        };
        let arounds = self.content.bound.arounds.iter().enumerate();
        arounds
            .filter(|(_, around)| around.entries.contains_key(&card.path))
            .map(|(number, _)| number)
            .collect()
    }

    fn draft(&self) -> Draft<'_> {
        Draft::of(&self.scan, &self.settings, self.content.clone())
    }

    /// Links a volume again, of which some files are others than before.
    fn examine(&self, number: usize, former: &[Change]) -> Result<(usize, Linked, Findings), Failure> {
        let items = &self.content.shelves[number];
        let files = match self.linked[number].get() {
            Some(linked) => {
                let mut files = linked.files.clone();
                for Change { place, .. } in former.iter().filter(|change| change.volume == number) {
                    files.splice(*place..=*place, self.draft().compiled(&items[*place..=*place])?);
                }
                files
            }
            None => self.draft().compiled(items)?,
        };
        let (ledger, mut diagnostics) = self.draft().examine(number, &files);
        diagnostics.extend(items.iter().flat_map(|item| item.diagnostics.iter().cloned()));
        let (config, as_of) = (&self.settings.config, self.settings.as_of);
        let findings = super::findings::weigh(diagnostics, items, &self.scan.sources, config, as_of);
        Ok((number, Linked { files, ledger }, findings))
    }

    /// Everything that there is to say about the content now.
    pub fn findings(&self) -> Findings {
        let drafted = &self.content.findings;
        let is_current = |place: &Place| {
            let path = &self.scan.sources.get(place.source).path;
            // What is wrong with the register was found for the whole site.
            path == REGISTER || !self.renewed.contains_key(&self.content.volumes.of_path(path))
        };
        let mut findings = Findings {
            reported: drafted.reported.iter().filter(|found| is_current(&found.place)).cloned().collect(),
            waived: drafted.waived.iter().filter(|(found, _)| is_current(&found.place)).cloned().collect(),
        };
        for renewed in self.renewed.values() {
            findings.reported.extend(renewed.reported.iter().cloned());
            findings.waived.extend(renewed.waived.iter().cloned());
        }
        findings.sort(&self.scan.sources);
        findings
    }

    fn ledger(&self, number: usize) -> &Ledger {
        // All documents are at hand, and nothing has to be read that could not be.
        let link = || self.draft().linked(number).map(|(files, ledger)| Linked { files, ledger });
        &self.linked[number].get_or_init(|| link().unwrap_or_default()).ledger
    }

    /// What all volumes have to say to the pages of the whole site.
    fn part(&self) -> Arc<Summary> {
        let known = lock(&self.part).clone();
        known.unwrap_or_else(|| {
            let nothing = Summary::default();
            let part = |number: usize| {
                self.parts[number].get_or_init(|| {
                    let draft = self.draft();
                    plan::summarise(&plan::plan(
                        self.ledger(number),
                        &draft.site(number, &nothing, &[], &self.strings),
                    ))
                })
            };
            let all = Arc::new(Summary::join((0..self.parts.len()).map(part)));
            *lock(&self.part) = Some(all.clone());
            all
        })
    }

    /// What all bodies add to the files of the whole site.
    fn gathered(&self) -> Gathered<'_> {
        let (draft, nothing) = (self.draft(), Summary::default());
        let share = |number: usize| {
            self.shares[number].get_or_init(|| {
                plan::shares(&plan::plan(
                    self.ledger(number),
                    &draft.site(number, &nothing, &[], &self.strings),
                ))
            })
        };
        (0..self.shares.len()).map(share).collect()
    }

    /// A file that all bodies add to.
    fn file(&self, gathered: &Gathered<'_>, file: &File) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to memory does not fail.
        let _ = gathered.write(file, self.draft().facts(&self.findings(), &self.strings), &mut bytes);
        bytes
    }

    /// The bytes of the file at a path below the site; nothing where the site has no such file.
    ///
    /// # Errors
    /// When the theme cannot show the page.
    pub fn page(&self, path: &str) -> Option<Result<Vec<u8>, Failure>> {
        if path == data::SCHEMA {
            return Some(Ok(data::schema()));
        }
        if File::may_be_at(path) {
            let gathered = self.gathered();
            let file = gathered.files().into_iter().find(|file| file.path() == path)?;
            return Some(Ok(self.file(&gathered, &file)));
        }
        let number = self.content.volumes.of_path(path);
        let is_common = number == Volumes::COMMON;
        let part = if is_common { self.part() } else { Arc::default() };
        let findings = if path == plan::QUALITY { self.findings().reported } else { Vec::new() };
        let draft = self.draft();
        let site =
            plan::Site { findings: &findings, ..draft.site(number, &part, &self.assets, &self.strings) };
        let plan = plan::plan(self.ledger(number), &site);
        let job = plan.job(path)?;
        Some(self.renderer.render(&plan.view(job)))
    }

    /// Paths of all files of the site.
    pub fn paths(&self) -> Vec<String> {
        let draft = self.draft();
        let nothing = Summary::default();
        let of_volume = |number: usize| {
            let site = draft.site(number, &nothing, &self.assets, &self.strings);
            let jobs = plan::plan(self.ledger(number), &site).jobs;
            jobs.into_iter().map(|job| job.path)
        };
        let gathered = self.gathered();
        let own = gathered.files().into_iter().map(|file| file.path()).chain([data::SCHEMA.to_owned()]);
        let mut paths: Vec<String> = (0..self.linked.len()).flat_map(of_volume).chain(own).collect();
        paths.sort_unstable();
        paths
    }
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
            for around in &mut self.bound.arounds {
                if let Some(entry) = around.entries.get_mut(&card.path) {
                    entry.clone_from(&card.entry);
                }
            }
            self.bound.outline.cards.insert(card.path.clone(), card.clone());
        }
        let former = std::mem::replace(&mut self.shelves[volume][place], item);
        Change { volume, place, item: former }
    }
}
