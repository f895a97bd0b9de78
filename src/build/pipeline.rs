//! The draft of a site: all stages in their order.
//!
//! Everything is compiled once. Then each volume is linked, and its pages are shown and written, before
//! the next one: what is held in memory at a time is what was compiled, and one ledger for each thread.

use super::emit::Press;
use crate::build::cache::Cache;
use crate::build::compile::{self, Stacks};
use crate::build::item::Item;
use crate::build::timings::{Stage, Watch};
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::export::data;
use crate::export::facts::Facts;
use crate::export::gather::{File, Gathered, Shares};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::language::Language;
use crate::lock::lock;
use crate::model::compiled::Compiled;
use crate::model::documents::Documents;
use crate::model::findings::Findings;
use crate::model::ledger::Ledger;
use crate::model::outline::{Around, Outline};
use crate::model::register::Register;
use crate::model::strings::Strings;
use crate::outline::{self, Volumes};
use crate::plan::{self, Site, Summary};
use crate::render::theme::Theme;
use crate::resolve::{self, Moment};
use crate::scan::Scan;
use crate::select::{self, Hidden};
use crate::settings::{Config, Edition};
use crate::vietnamese::date::Date;
use crate::write::{Receipts, Writer, Written};
use rayon::prelude::*;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// What a site depends on besides its content and its theme.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `khacphuc.toml`.
    pub config: Config,
    /// What the build lets out.
    pub edition: Edition,
    /// The day on which the site is true.
    pub as_of: Date,
    /// Language of labels and messages.
    pub language: Language,
}

/// A content folder, read and linked for one edition; what `check` reports and `build` shows.
#[derive(Debug)]
pub struct Draft<'s> {
    pub(super) scan: &'s Scan,
    pub(super) settings: &'s Settings,
    pub(super) cache: &'s Cache,
    pub(super) watch: &'s Watch,
    pub(super) content: Arc<Content>,
    pub(super) last: Last,
}

/// The ledger of the volume that was linked last for its findings: whoever edited one file needs it again at once.
type Last = Mutex<Option<(usize, Ledger)>>;

/// The content of a site, compiled, in volumes.
#[derive(Debug)]
pub struct Content {
    /// Which volume is which.
    pub(super) volumes: Volumes,
    /// Files of each volume.
    pub(super) shelves: Vec<Vec<Arc<Item>>>,
    /// The register, which belongs to no volume.
    pub(super) register: Option<Fingerprint>,
    pub(super) hidden: Hidden,
    pub(super) bound: Bound,
    /// What each volume and its findings depend on.
    pub(super) keys: Vec<Fingerprint>,
    pub(super) findings: Findings,
}

/// The content of one edition: what the whole site knows, and what each volume knows of that.
#[derive(Debug)]
pub(super) struct Bound {
    edition: Edition,
    pub(super) outline: Outline,
    pub(super) documents: Documents,
    pub(super) arounds: Vec<Around>,
}

impl<'s> Draft<'s> {
    /// The draft of a site, from nothing and with nobody watching.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn new(scan: &'s Scan, settings: &'s Settings) -> Result<Self, Failure> {
        Self::with(scan, settings, Cache::none(), Watch::OFF)
    }

    /// Compiles and links everything, for everyone and for the edition. What the cache holds is not
    /// made again.
    ///
    /// Findings always speak of the whole content, since only its authors see them; a public
    /// edition adds what it could not say truthfully.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn with(
        scan: &'s Scan,
        settings: &'s Settings,
        cache: &'s Cache,
        watch: &'s Watch,
    ) -> Result<Self, Failure> {
        let items = compile::fill(scan, &settings.config.headings, cache, watch)?;
        let stacks = Stacks::new(scan, &settings.config.headings, cache);
        let register = items.iter().find_map(|item| item.register.as_deref());
        let outline = Outline::new(items.iter().filter_map(|item| item.card.clone()));
        let volumes = Volumes::of(&outline);
        let hidden = Hidden::new(&outline, register, settings.edition);
        let public = || {
            let register = register.map(|register| select::strip_register(register, &hidden));
            let outline = watch.time(Stage::Select, || public_outline(&items, &hidden, stacks))?;
            // What else is wrong with public text is wrong with all of it, and is found below.
            Ok(watch.time(Stage::Outline, || {
                Bound::new(Edition::Public, outline, register.as_ref(), &volumes, &hidden).0
            }))
        };
        let everything = || Bound::new(Edition::Internal, outline, register, &volumes, &Hidden::default());
        let (public, (everything, mut diagnostics)) = rayon::join(
            || (settings.edition == Edition::Public).then(public).transpose(),
            || watch.time(Stage::Outline, everything),
        );
        let public: Option<Bound> = public?;
        diagnostics.extend(items.iter().flat_map(|item| item.diagnostics.iter().cloned()));
        let examiner = Examiner {
            scan,
            settings,
            cache,
            stacks,
            watch,
            hidden: &hidden,
            everything: &everything,
            public: public.as_ref(),
            under: under(scan, settings, &hidden, &items),
            last: Mutex::default(),
        };
        let shelves = on_shelves(&items, &volumes);
        let found = shelves.par_iter().enumerate();
        let found = found.map(|(number, items)| examiner.findings(number, items)).collect::<Vec<_>>();
        let found = found.into_iter().collect::<Result<Vec<_>, Failure>>()?;
        let (keys, found): (Vec<Fingerprint>, Vec<_>) = found.into_iter().unzip();
        diagnostics.extend(found.iter().flat_map(|found| found.iter().cloned()));
        let findings =
            super::findings::weigh(diagnostics, &items, &scan.sources, &settings.config, settings.as_of);
        let last = examiner.last;
        let bound = public.unwrap_or(everything);
        let register = items.iter().find(|item| item.register.is_some()).map(|item| item.key);
        let content = Arc::new(Content { volumes, shelves, register, hidden, bound, keys, findings });
        Ok(Self { scan, settings, cache, watch, content, last })
    }

    /// The draft of content that is there already.
    pub(super) fn of(scan: &'s Scan, settings: &'s Settings, content: Arc<Content>) -> Self {
        let (cache, watch, last) = (Cache::none(), Watch::OFF, Mutex::default());
        Self { scan, settings, cache, watch, content, last }
    }

    /// The content, for whoever has what it was compiled from.
    pub fn into_content(self) -> Arc<Content> {
        self.content
    }

    /// The ledger of one volume, and what there is to say about it. Of the internal edition only.
    pub(super) fn examine(&self, number: usize, files: &[Compiled]) -> (Ledger, Vec<Diagnostic>) {
        let Content { hidden, bound, .. } = &*self.content;
        let (scan, settings, cache, watch) = (self.scan, self.settings, self.cache, self.watch);
        let (under, stacks, last) = (Fingerprint(0), self.stacks(), Mutex::default());
        let (everything, public) = (bound, None);
        let examiner =
            Examiner { scan, settings, cache, stacks, watch, hidden, everything, public, under, last };
        examiner.link(bound, number, files)
    }

    /// What there is to say about the content.
    pub fn findings(&self) -> &Findings {
        &self.content.findings
    }

    /// The ledger of the edition, all volumes as one.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn ledger(&self) -> Result<Ledger, Failure> {
        let files = self.content.shelves.iter().map(|items| self.files(items));
        let files = files.collect::<Result<Vec<_>, Failure>>()?.concat();
        let Bound { outline, documents, .. } = &self.content.bound;
        let arounds = outline::arounds(&Volumes::whole(), outline, documents, &self.content.hidden.paths);
        let moment = self.content.bound.moment(self.settings);
        Ok(resolve::ledger(&files, outline, &arounds[Volumes::COMMON], moment))
    }

    fn stacks(&self) -> Stacks<'s> {
        Stacks::new(self.scan, &self.settings.config.headings, self.cache)
    }

    /// Files as they were compiled.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn compiled(&self, items: &[Arc<Item>]) -> Result<Vec<Compiled>, Failure> {
        self.stacks().compiled(items)
    }

    /// What the edition lets out of some files.
    fn files(&self, items: &[Arc<Item>]) -> Result<Vec<Compiled>, Failure> {
        let files = self.compiled(items)?;
        Ok(self.content.hidden.select(&files, self.content.bound.edition).files)
    }

    /// The ledger as data for other programs.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn data(&self) -> Result<Vec<u8>, Failure> {
        let (nothing, strings) = (Summary::default(), Strings::default());
        let volumes = (0..self.content.shelves.len()).into_par_iter();
        let shares: Result<Vec<Shares>, Failure> = volumes
            .map(|number| {
                let (ledger, site) = (self.ledger_of(number)?, self.site(number, &nothing, &[], &strings));
                Ok(plan::shares(&plan::plan(&ledger, &site)))
            })
            .collect();
        let (mut json, shares) = (Vec::new(), shares?);
        let gathered: Gathered<'_> = shares.iter().collect();
        // Writing to memory does not fail.
        let _ = gathered.write(&File::Ledger, self.facts(&self.content.findings, &strings), &mut json);
        Ok(json)
    }

    /// What the files of the whole site are made of, beside what bodies add.
    pub(super) fn facts<'a>(&'a self, findings: &'a Findings, strings: &'a Strings) -> Facts<'a> {
        Facts {
            documents: &self.content.bound.documents.list,
            config: &self.settings.config,
            strings,
            edition: self.settings.edition,
            as_of: self.settings.as_of,
            findings,
            sources: &self.scan.sources,
            language: self.settings.language,
        }
    }

    /// The ledger of one volume.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub(super) fn ledger_of(&self, number: usize) -> Result<Ledger, Failure> {
        let last = lock(&self.last).take_if(|(of, _)| *of == number);
        last.map_or_else(|| Ok(self.linked(number)?.1), |(_, ledger)| Ok(ledger))
    }

    /// The files of one volume, of which the ledger has the documents, and the ledger.
    pub(super) fn linked(&self, number: usize) -> Result<(Vec<Compiled>, Ledger), Failure> {
        let files = self.files(&self.content.shelves[number])?;
        let link = || self.content.bound.ledger(self.settings, number, &files);
        let ledger = self.watch.time(Stage::Resolve, link);
        Ok((files, ledger))
    }

    /// What the pages of a volume depend on beside its ledger.
    pub(super) fn site<'a>(
        &'a self,
        number: usize,
        part: &'a Summary,
        assets: &'a [String],
        strings: &'a Strings,
    ) -> Site<'a> {
        let site = site(self.scan, self.settings, &self.content.bound, number, (part, strings));
        match site.is_common {
            true => Site { findings: &self.content.findings.reported, assets, ..site },
            false => site,
        }
    }

    /// Writes the site into the folder `out`, and lets the cache know what is there.
    ///
    /// # Errors
    /// When the theme is wrong or the output cannot be written. What was published stays.
    pub fn publish(&self, theme: &Theme, out: &Path) -> Result<Written, Failure> {
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
        let press = Press::new(self, theme, &writer)?;
        let volumes = press.volumes()?;
        press.gather(&volumes)?;
        writer.put(data::SCHEMA, &data::schema())?;
        drop(press);
        self.watch.time(Stage::Write, || writer.finish())
    }
}

/// What findings depend on beside the volume: settings, what is hidden, which files there are to lead
/// to, and which could not be read, since a link to one of those is not called broken.
fn under(scan: &Scan, settings: &Settings, hidden: &Hidden, items: &[Arc<Item>]) -> Fingerprint {
    let assets: Vec<&String> = scan.assets.keys().collect();
    let unread: Vec<&String> = items.iter().filter(|item| !item.is_read()).map(|item| &item.path).collect();
    Fingerprint::of(&(format!("{settings:?}"), hidden, assets, unread))
}

/// Puts files onto the shelves of their volumes. The register belongs to none.
fn on_shelves(items: &[Arc<Item>], volumes: &Volumes) -> Vec<Vec<Arc<Item>>> {
    let mut shelves = vec![Vec::new(); volumes.count()];
    for item in items.iter().filter(|item| item.card.is_some()) {
        shelves[volumes.of_path(&item.path)].push(item.clone());
    }
    shelves
}

/// The outline of what the public edition lets out.
fn public_outline(items: &[Arc<Item>], hidden: &Hidden, stacks: Stacks<'_>) -> Result<Outline, Failure> {
    let public = items
        .par_iter()
        .filter(|item| item.card.as_ref().is_some_and(|card| !hidden.holds(&card.path, card.audience)));
    let (same, others): (Vec<&Arc<Item>>, Vec<&Arc<Item>>) =
        public.partition(|item| item.card.as_ref().is_some_and(|card| hidden.leaves(card)));
    let others: Vec<Arc<Item>> = others.into_iter().cloned().collect();
    let volumes = others.par_chunk_by(|a, b| compile::top_folder(&a.path) == compile::top_folder(&b.path));
    let left = volumes.map(|items| {
        let left = hidden.select(&stacks.compiled(items)?, Edition::Public).files;
        Ok(outline::cards(&left).collect::<Vec<_>>())
    });
    let left = left.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let same = same.into_iter().filter_map(|item| item.card.clone());
    Ok(Outline::new(same.chain(left.into_iter().flatten())))
}

impl Bound {
    /// What there is to know, and what is wrong with the register.
    fn new(
        edition: Edition,
        outline: Outline,
        register: Option<&Register>,
        volumes: &Volumes,
        hidden: &Hidden,
    ) -> (Self, Vec<Diagnostic>) {
        let (documents, diagnostics) = resolve::identify(&outline, register);
        let arounds = outline::arounds(volumes, &outline, &documents, &hidden.paths);
        (Self { edition, outline, documents, arounds }, diagnostics)
    }

    fn moment(&self, settings: &Settings) -> Moment {
        Moment { as_of: settings.as_of, edition: self.edition }
    }

    /// The ledger of one volume.
    fn ledger(&self, settings: &Settings, number: usize, files: &[Compiled]) -> Ledger {
        resolve::ledger(files, &self.outline, &self.arounds[number], self.moment(settings))
    }
}

/// Finds what there is to say about each volume.
struct Examiner<'e> {
    scan: &'e Scan,
    settings: &'e Settings,
    cache: &'e Cache,
    stacks: Stacks<'e>,
    watch: &'e Watch,
    hidden: &'e Hidden,
    everything: &'e Bound,
    public: Option<&'e Bound>,
    /// What findings depend on beside the volume.
    under: Fingerprint,
    last: Last,
}

impl<'e> Examiner<'e> {
    /// Findings of one volume, and what they depend on.
    fn findings(
        &self,
        number: usize,
        items: &[Arc<Item>],
    ) -> Result<(Fingerprint, Arc<Vec<Diagnostic>>), Failure> {
        let of_items: Vec<(&str, Fingerprint)> =
            items.iter().map(|item| (item.path.as_str(), item.key)).collect();
        let around = |bound: &'e Bound| &bound.arounds[number];
        let is_common = number == Volumes::COMMON;
        let key = Fingerprint::of(&(
            self.under,
            is_common,
            of_items,
            around(self.everything),
            self.public.map(around),
        ));
        if let Some(found) = self.cache.findings(key) {
            return Ok((key, found));
        }
        let found = self.examine(number, items)?;
        // What was meant by a wrong name may be anywhere: that is looked up anew every time.
        let found = match found.iter().all(|found| found.code.level() < Level::Error) {
            true => self.cache.keep_findings(key, found),
            false => Arc::new(found),
        };
        Ok((key, found))
    }

    fn examine(&self, number: usize, items: &[Arc<Item>]) -> Result<Vec<Diagnostic>, Failure> {
        let files = self.stacks.compiled(items)?;
        let (mut ledger, mut diagnostics) = self.link(self.everything, number, &files);
        if let Some(public) = self.public {
            let selection = self.hidden.select(&files, Edition::Public);
            let link = || public.ledger(self.settings, number, &selection.files);
            let shown = self.watch.time(Stage::Resolve, link);
            // What else is wrong with public text is wrong with all of it, and was found above.
            let found = self.check(public, number, &shown).into_iter();
            diagnostics.extend(found.filter(|found| found.code == Code::PublicLink));
            diagnostics.extend(selection.diagnostics);
            diagnostics.extend(select::truth(&ledger, &shown));
            ledger = shown;
        }
        *lock(&self.last) = Some((number, ledger));
        Ok(diagnostics)
    }

    /// Links one volume, and reports what there is to say about it.
    fn link(&self, bound: &Bound, number: usize, files: &[Compiled]) -> (Ledger, Vec<Diagnostic>) {
        let Bound { outline, arounds, .. } = bound;
        let moment = bound.moment(self.settings);
        let link = || resolve::resolve(files, outline, &arounds[number], moment);
        let (ledger, mut diagnostics) = self.watch.time(Stage::Resolve, link);
        diagnostics.extend(self.check(bound, number, &ledger));
        (ledger, diagnostics)
    }

    /// Checks every hole that the pages of a volume would have.
    fn check(&self, bound: &Bound, number: usize, ledger: &Ledger) -> Vec<Diagnostic> {
        let (nothing, strings) = (Summary::default(), Strings::default());
        let site = site(self.scan, self.settings, bound, number, (&nothing, &strings));
        self.watch.time(Stage::Plan, || plan::plan(ledger, &site).check())
    }
}

/// What the pages of a volume depend on beside its ledger.
fn site<'a>(
    scan: &'a Scan,
    settings: &'a Settings,
    bound: &'a Bound,
    number: usize,
    (part, strings): (&'a Summary, &'a Strings),
) -> Site<'a> {
    Site {
        config: &settings.config,
        language: settings.language,
        edition: bound.edition,
        as_of: settings.as_of,
        around: &bound.arounds[number],
        outline: &bound.outline,
        is_common: number == Volumes::COMMON,
        summary: part,
        strings,
        files: &scan.assets,
        provenance: &scan.provenance,
        assets: &[],
        findings: &[],
        sources: &scan.sources,
    }
}
