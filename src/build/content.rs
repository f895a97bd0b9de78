//! The content of a site: compiled, divided into volumes, examined.
//!
//! Takes a scanned folder and the options of a build, gives what each file and each volume is known by, and
//! all that there is to say about the content. It stands apart from the engine because it does not know the
//! theme: whether the content is right is found before anything is made of it.

use super::cache::Cache;
use super::compile::{self, DocumentStore};
use super::findings::weigh;
use super::frozen::{self, Leads, Locks};
use super::item::Item;
use super::ledgers::Ledgers;
use super::options::Options;
use super::past::PastReader;
use super::timings::{Stage, Timings};
use super::turned;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::front_matter::register::{REGISTER, Register};
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::model::documents::Documents;
use crate::model::findings::Findings;
use crate::model::ledger::Ledger;
use crate::model::outline::{Around, Outline, TurnedStatuses};
use crate::model::strings::Strings;
use crate::model::whole::Whole;
use crate::outline::{self, Volumes};
use crate::plan::{self, Site, Summary};
use crate::resolve::{self, Moment};
use crate::scan::Scan;
use crate::select::{self, Hidden};
use crate::settings::Edition;
use crate::source::git::History;
use crate::source::{Place, Source, SourceId, Sources};
use crate::vietnamese::date::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The content of a site, in volumes.
#[derive(Debug)]
pub struct Content {
    /// Which volume is which.
    pub(super) volumes: Volumes,
    /// Files of each volume.
    pub(super) items: Vec<Vec<Arc<Item>>>,
    /// The register, which belongs to no volume.
    pub(super) register: Option<Arc<Item>>,
    /// What the edition leaves out.
    pub(super) hidden: Hidden,
    /// What is known of the whole site in the edition.
    pub(super) known: Known,
    /// Fingerprint of each volume, with all that its ledger and its findings depend on.
    pub(super) keys: Vec<Fingerprint>,
    /// The same with what git knows of its files, which its pages show.
    pub(super) shown_keys: Vec<Fingerprint>,
    /// Years that are frozen.
    pub(super) locks: Locks,
    /// Where their pages lead.
    leads: Leads,
    /// What there was to say when everything was compiled.
    compiled_findings: Findings,
    /// What there is to say about volumes that were linked again since.
    renewed: BTreeMap<usize, Findings>,
    /// All that there is to say now, put together when somebody asks.
    findings: OnceLock<Findings>,
}

/// What is known of the whole site in one edition, and what each volume knows of that.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) edition: Edition,
    pub(super) outline: Outline,
    pub(super) documents: Documents,
    pub(super) arounds: Vec<Around>,
    /// The day of which the bags of each frozen year speak, by the folder of the year.
    pub(super) frozen_years: BTreeMap<String, Date>,
}

impl Content {
    /// Compiles and examines everything, for everyone and for the edition. What the cache holds is not made
    /// again. The ledger of the volume that is linked last is left in `ledgers`.
    ///
    /// Findings always speak of the whole content, since only its authors see them; a public edition adds
    /// what it could not say truthfully.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(super) fn compile(
        scan: &Scan,
        options: &Options,
        cache: &Cache,
        timings: &Timings,
        ledgers: &Ledgers,
    ) -> Result<Self, Failure> {
        let items = compile::fill(scan, &options.config.headings, cache, timings)?;
        let store = DocumentStore::new(scan, &options.config.headings, cache);
        let register = items.iter().find_map(|item| item.register.as_deref());
        let outline = Outline::new(items.iter().filter_map(|item| item.card.clone()));
        let volumes = Volumes::of(&outline);
        let hidden = Hidden::new(&outline, register, options.edition);
        let turned = |outline: &Outline, hidden: &Hidden| {
            let reader = PastReader { headings: &options.config.headings, hidden, edition: options.edition };
            turned::turned(outline, &scan.sources, &scan.provenance, reader).map(Arc::new)
        };
        let public = || {
            let register = register.map(|register| select::strip_register(register, &hidden));
            let outline = timings.time(Stage::Select, || public_outline(&items, &hidden, store))?;
            // What else is wrong with public text is wrong with all of it, and is found below.
            let turned = turned(&outline, &hidden)?;
            Ok(timings.time(Stage::Outline, || {
                Known::new(Edition::Public, outline, register.as_ref(), &volumes, &hidden, turned).0
            }))
        };
        let everything = || -> Result<_, Failure> {
            let turned = match options.edition {
                Edition::Internal => turned(&outline, &hidden)?,
                // Its findings alone are asked for.
                Edition::Public => Arc::default(),
            };
            Ok(Known::new(Edition::Internal, outline, register, &volumes, &Hidden::default(), turned))
        };
        let (public, everything) = rayon::join(
            || (options.edition == Edition::Public).then(public).transpose(),
            || timings.time(Stage::Outline, everything),
        );
        let public: Option<Known> = public?;
        let (everything, mut diagnostics) = everything?;
        diagnostics.extend(scan.refused.iter().cloned());
        diagnostics.extend(items.iter().flat_map(|item| item.diagnostics.iter().cloned()));
        let locks = Locks::read(scan);
        let frozen_years = locks.years();
        diagnostics.extend(locks.check(scan, &everything.outline)?);
        diagnostics.extend(unlinked(scan, &everything.outline));
        let Known { documents, .. } = public.as_ref().unwrap_or(&everything);
        let leads = Leads::of(&locks, scan, options.edition, &hidden, documents, cache);
        let under = under(scan, options, &hidden, (&frozen_years, &leads), &items);
        let examiner = Examiner {
            scan,
            options,
            timings,
            hidden: &hidden,
            locks: &locks,
            leads: &leads,
            volumes: &volumes,
            everything: &everything,
            public: public.as_ref(),
        };
        let in_volumes = in_volumes(&items, &volumes);
        let found = in_volumes.par_iter().enumerate().map(|(number, items)| {
            let key = key(under, number, items, &everything, public.as_ref());
            if let Some(found) = cache.findings(key) {
                return Ok((key, found));
            }
            let (found, ledger) = examiner.examine(number, &store.compiled(items)?);
            ledgers.offer(number, ledger);
            // What was meant by a wrong name may be anywhere: that is looked up anew every time.
            let found = match found.iter().all(|found| found.code.level() < Level::Error) {
                true => cache.keep_findings(key, found),
                false => Arc::new(found),
            };
            Ok((key, found))
        });
        let found = found.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, Failure>>()?;
        let (keys, found): (Vec<Fingerprint>, Vec<_>) = found.into_iter().unzip();
        diagnostics.extend(found.iter().flat_map(|found| found.iter().cloned()));
        let mut findings = weigh(diagnostics, &items, &scan.sources, &options.config, options.as_of);
        locks.spare(&mut findings, &scan.sources);
        let register = items.iter().find(|item| item.register.is_some()).cloned();
        let known = Known { frozen_years, ..public.unwrap_or(everything) };
        let shown = keys.iter().zip(&in_volumes).map(|(key, items)| with_history(*key, items, scan));
        let shown_keys = shown.collect();
        Ok(Self {
            volumes,
            items: in_volumes,
            register,
            hidden,
            known,
            keys,
            shown_keys,
            locks,
            leads,
            compiled_findings: findings,
            renewed: BTreeMap::new(),
            findings: OnceLock::new(),
        })
    }

    /// Examines one volume again, of which the internal edition has `files`: its ledger, and what there is
    /// to say about it.
    pub(super) fn examine(
        &self,
        scan: &Scan,
        options: &Options,
        number: usize,
        files: &[Compiled],
    ) -> (Ledger, Findings) {
        let examiner = Examiner {
            scan,
            options,
            timings: Timings::OFF,
            hidden: &self.hidden,
            locks: &self.locks,
            leads: &self.leads,
            volumes: &self.volumes,
            everything: &self.known,
            public: None,
        };
        let (mut diagnostics, ledger) = examiner.examine(number, files);
        let items = &self.items[number];
        diagnostics.extend(items.iter().flat_map(|item| item.diagnostics.iter().cloned()));
        let findings = weigh(diagnostics, items, &scan.sources, &options.config, options.as_of);
        (ledger, findings)
    }

    /// All that there is to say.
    pub fn findings(&self, sources: &Sources) -> &Findings {
        if self.renewed.is_empty() {
            return &self.compiled_findings;
        }
        self.findings.get_or_init(|| {
            let is_current = |place: &Place| {
                let source = sources.get(place.source);
                // What is wrong with the register, and with files that are not compiled, was found for the
                // whole site.
                let is_of_site = source.path == REGISTER || !source.is_compiled();
                is_of_site || !self.renewed.contains_key(&self.volumes.of_path(&source.path))
            };
            let Findings { reported, waived } = &self.compiled_findings;
            let mut findings = Findings {
                reported: reported.iter().filter(|found| is_current(&found.place)).cloned().collect(),
                waived: waived.iter().filter(|(found, _)| is_current(&found.place)).cloned().collect(),
            };
            for renewed in self.renewed.values() {
                findings.reported.extend(renewed.reported.iter().cloned());
                findings.waived.extend(renewed.waived.iter().cloned());
            }
            findings.sort(sources);
            findings
        })
    }

    /// Takes in what there is to say about a volume now.
    pub(super) fn renew_findings(&mut self, number: usize, findings: Findings) {
        self.renewed.insert(number, findings);
        self.findings = OnceLock::new();
    }

    /// Takes in that files have `changed` which are in a volume, or which it leads to. Its key is told from
    /// what it was and from those files, which costs less than all that the volume depends on.
    pub(super) fn renew_key(&mut self, number: usize, changed: &[Fingerprint]) {
        self.keys[number] = Fingerprint::of(&(self.keys[number], changed));
        self.shown_keys[number] = Fingerprint::of(&(self.shown_keys[number], changed));
    }
}

/// Files as they were compiled, with the keys of their items, for whoever asks again and again.
#[derive(Debug, Default)]
pub struct AtHand(BTreeMap<SourceId, (Fingerprint, Compiled)>);

impl Content {
    /// All that the content says, whatever the edition lets out. Files that are `at_hand` as they are now need not
    /// be unpacked again; all of them are at hand afterwards.
    ///
    /// # Errors
    /// When a document cannot be brought back.
    pub fn whole(
        &self,
        scan: &Scan,
        options: &Options,
        cache: &Cache,
        at_hand: &mut AtHand,
    ) -> Result<Whole, Failure> {
        let AtHand(files) = at_hand;
        let items: Vec<Arc<Item>> =
            self.items.iter().flatten().filter(|item| item.is_read()).cloned().collect();
        let is_there = |item: &Arc<Item>| files.get(&item.source).is_some_and(|(key, _)| *key == item.key);
        let others: Vec<Arc<Item>> = items.iter().filter(|item| !is_there(item)).cloned().collect();
        let brought = DocumentStore::new(scan, &options.config.headings, cache).compiled(&others)?;
        let there: BTreeSet<SourceId> = items.iter().map(|item| item.source).collect();
        files.retain(|id, _| there.contains(id));
        files.extend(others.iter().zip(brought).map(|(item, file)| (item.source, (item.key, file))));
        let compiled = items.iter().filter_map(|item| Some(files.get(&item.source)?.1.clone()));
        let register = self.register.as_ref().and_then(|item| item.register.clone());
        let mut known = Known::whole(&items, register.as_deref());
        let ledger = known.ledger(options, Volumes::COMMON, &compiled.collect::<Vec<_>>());
        let around = known.arounds.swap_remove(Volumes::COMMON);
        Ok(Whole { ledger, outline: known.outline, around, register })
    }
}

/// Files that no page leads to, and that are therefore not published: most of them were never meant to be there.
fn unlinked(scan: &Scan, outline: &Outline) -> Vec<Diagnostic> {
    let linked = outline.cards.values().flat_map(|card| &card.files);
    let linked: BTreeSet<&str> = linked.map(|file| file.value.as_str()).collect();
    let others = scan.sources.others().filter(|file| !linked.contains(file.path.as_str()));
    let others = others.filter(|file| !frozen::is_lock(&file.path));
    let report =
        |file: &Source| Diagnostic::new(Code::FileUnlinked, Place::top(file.id)).with("found", &file.path);
    others.map(report).collect()
}

/// Fingerprint of a volume with all that its ledger and its findings depend on.
fn key(
    under: Fingerprint,
    number: usize,
    items: &[Arc<Item>],
    everything: &Known,
    public: Option<&Known>,
) -> Fingerprint {
    let files: Vec<(&str, Fingerprint)> = items.iter().map(|item| (item.path.as_str(), item.key)).collect();
    let (is_common, around) = (number == Volumes::COMMON, &everything.arounds[number]);
    Fingerprint::of(&(under, is_common, files, around, public.map(|known| &known.arounds[number])))
}

/// The key of a volume with what git knows of its files.
fn with_history(key: Fingerprint, items: &[Arc<Item>], scan: &Scan) -> Fingerprint {
    let items = items.iter().filter(|_| !scan.provenance.is_empty());
    let histories: Vec<&History> = items.filter_map(|item| scan.provenance.history(&item.path)).collect();
    Fingerprint::of(&(key, histories))
}

/// What all volumes depend on beside their files: options, what is hidden, which years are frozen, which files there
/// are to lead to, and which could not be read, since a link to one of those is not called broken.
fn under(
    scan: &Scan,
    options: &Options,
    hidden: &Hidden,
    frozen: (&BTreeMap<String, Date>, &Leads),
    items: &[Arc<Item>],
) -> Fingerprint {
    let assets: Vec<&String> = scan.assets.keys().collect();
    let unread: Vec<&String> = items.iter().filter(|item| !item.is_read()).map(|item| &item.path).collect();
    Fingerprint::of(&(format!("{options:?}"), hidden, assets, frozen, unread))
}

/// Files by volume. The register belongs to none.
fn in_volumes(items: &[Arc<Item>], volumes: &Volumes) -> Vec<Vec<Arc<Item>>> {
    let mut in_volumes = vec![Vec::new(); volumes.count()];
    for item in items.iter().filter(|item| item.card.is_some()) {
        in_volumes[volumes.of_path(&item.path)].push(item.clone());
    }
    in_volumes
}

/// The outline of what the public edition lets out.
fn public_outline(
    items: &[Arc<Item>],
    hidden: &Hidden,
    store: DocumentStore<'_>,
) -> Result<Outline, Failure> {
    let public = items
        .par_iter()
        .filter(|item| item.card.as_ref().is_some_and(|card| !hidden.holds(&card.path, card.audience)));
    let (same, others): (Vec<&Arc<Item>>, Vec<&Arc<Item>>) =
        public.partition(|item| item.card.as_ref().is_some_and(|card| hidden.leaves(card)));
    let others: Vec<Arc<Item>> = others.into_iter().cloned().collect();
    let volumes = others.par_chunk_by(|a, b| compile::top_folder(&a.path) == compile::top_folder(&b.path));
    let left = volumes.map(|items| {
        let left = hidden.select(&store.compiled(items)?, Edition::Public).files;
        Ok(outline::cards(&left).collect::<Vec<_>>())
    });
    let left = left.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, Failure>>()?;
    let same = same.into_iter().filter_map(|item| item.card.clone());
    Ok(Outline::new(same.chain(left.into_iter().flatten())))
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
        let frozen_years = BTreeMap::new();
        (Self { edition, outline, documents, arounds, frozen_years }, diagnostics)
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

/// Finds what there is to say about each volume.
struct Examiner<'e> {
    scan: &'e Scan,
    options: &'e Options,
    timings: &'e Timings,
    hidden: &'e Hidden,
    locks: &'e Locks,
    leads: &'e Leads,
    volumes: &'e Volumes,
    everything: &'e Known,
    public: Option<&'e Known>,
}

impl Examiner<'_> {
    /// What there is to say about one volume, and its ledger in the edition.
    fn examine(&self, number: usize, files: &[Compiled]) -> (Vec<Diagnostic>, Ledger) {
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
                diagnostics.extend(self.leads.broken(is_own, |path| plan.job(path).is_some()));
            }
            diagnostics
        })
    }
}

/// What the pages of a volume depend on beside its ledger.
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
        frozen_years: &known.frozen_years,
        provenance: &scan.provenance,
        assets: &[],
        findings: &[],
        sources: &scan.sources,
    }
}
