//! The content of a site: compiled, divided into volumes, examined.
//!
//! Takes a scanned folder and the options of a build, gives what each file and each volume is known by, and
//! all that there is to say about the content. It stands apart from the engine because it does not know the
//! theme: whether the content is right is found before anything is made of it.

use super::cache::Cache;
use super::compile::{self, DocumentStore};
use super::examiner::Examiner;
use super::findings::weigh;
use super::frozen::{self, Locks, Outward};
use super::item::Item;
use super::known::{Known, Survey};
use super::ledgers::Ledgers;
use super::options::Options;
use super::timings::Timings;
use crate::diagnostic::{Code, Diagnostic};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::front_matter::register::REGISTER;
use crate::model::compiled::Compiled;
use crate::model::findings::Findings;
use crate::model::ledger::Ledger;
use crate::model::outline::Outline;
use crate::model::whole::Whole;
use crate::outline::Volumes;
use crate::scan::Scan;
use crate::select::Hidden;
use crate::source::provenance::History;
use crate::source::{Place, Source, SourceId, Sources};
use crate::vietnamese::date::Date;
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
    outward: Outward,
    /// The day of which the bags of each of them speak, by the folder of the year.
    pub(super) frozen_years: BTreeMap<String, Date>,
    /// What there was to say when everything was compiled.
    compiled_findings: Findings,
    /// What there is to say about volumes that were linked again since.
    renewed: BTreeMap<usize, Findings>,
    /// All that there is to say now, put together when somebody asks.
    findings: OnceLock<Findings>,
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
        let headings = &options.config.headings;
        let items = compile::fill(scan, headings, cache, timings)?;
        let store = DocumentStore::new(scan, headings, cache);
        let register = items.iter().find(|item| item.register.is_some()).cloned();
        let outline = Outline::new(items.iter().filter_map(|item| item.card.clone()));
        let volumes = Volumes::of(&outline);
        let declared = register.as_ref().and_then(|item| item.register.as_deref());
        let hidden = Hidden::new(&outline, declared, options.edition);
        let survey = Survey {
            scan,
            options,
            timings,
            items: &items,
            store,
            register: declared,
            volumes: &volumes,
            hidden: &hidden,
        };
        let (public, everything) = rayon::join(|| survey.public(), || survey.everything(outline));
        let (public, (everything, mut diagnostics)) = (public?, everything?);
        let locks = Locks::read(scan);
        diagnostics.extend(of_files(scan, &items, &locks, &everything.outline)?);
        let Known { documents, .. } = public.as_ref().unwrap_or(&everything);
        let outward = Outward::of(&locks, scan, options.edition, &hidden, documents, cache);
        let in_volumes = in_volumes(&items, &volumes);
        let examiner = Examiner {
            scan,
            options,
            timings,
            volumes: &volumes,
            hidden: &hidden,
            locks: &locks,
            outward: &outward,
            everything: &everything,
            public: public.as_ref(),
        };
        let examined = examiner.examine_all(&items, &in_volumes, store, cache, ledgers)?;
        let keys: Vec<Fingerprint> = examined.iter().map(|volume| volume.key).collect();
        diagnostics.extend(examined.iter().flat_map(|volume| volume.found.iter().cloned()));
        let mut findings = weigh(diagnostics, &items, &scan.sources, &options.config, options.as_of);
        locks.spare(&mut findings, &scan.sources);
        let shown_keys = keys.iter().zip(&in_volumes).map(|(key, items)| with_history(*key, items, scan));
        let shown_keys = shown_keys.collect();
        let (known, frozen_years) = (public.unwrap_or(everything), locks.years());
        Ok(Self {
            volumes,
            items: in_volumes,
            register,
            hidden,
            known,
            keys,
            shown_keys,
            locks,
            outward,
            frozen_years,
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
            outward: &self.outward,
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

/// What there is to say about files whatever their volumes hold: what stands in each, and which of them are not what or
/// where they should be.
fn of_files(
    scan: &Scan,
    items: &[Arc<Item>],
    locks: &Locks,
    outline: &Outline,
) -> Result<Vec<Diagnostic>, Failure> {
    let compiled = items.iter().flat_map(|item| &item.diagnostics);
    let mut diagnostics: Vec<Diagnostic> = scan.refused.iter().chain(compiled).cloned().collect();
    diagnostics.extend(locks.check(scan, outline)?);
    diagnostics.extend(unlinked(scan, outline));
    Ok(diagnostics)
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

/// The key of a volume with what git knows of its files.
fn with_history(key: Fingerprint, items: &[Arc<Item>], scan: &Scan) -> Fingerprint {
    let items = items.iter().filter(|_| !scan.provenance.is_empty());
    let histories: Vec<&History> = items.filter_map(|item| scan.provenance.history(&item.path)).collect();
    Fingerprint::of(&(key, histories))
}

/// Files by volume. The register belongs to none.
fn in_volumes(items: &[Arc<Item>], volumes: &Volumes) -> Vec<Vec<Arc<Item>>> {
    let mut in_volumes = vec![Vec::new(); volumes.count()];
    for item in items.iter().filter(|item| item.card.is_some()) {
        in_volumes[volumes.of_path(&item.path)].push(item.clone());
    }
    in_volumes
}
