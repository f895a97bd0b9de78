//! Gather: files of the whole site that every body adds to.
//!
//! A volume says once what its bodies add to them ([`shares`]); a file is made from what all of them
//! said ([`Gathered::write`]). So an edit in one body makes anew only those files that it says something
//! else to, and no ledger of the whole site is ever drawn up.

use crate::build::findings::Findings;
use crate::codec::{self, Packed};
use crate::export::data::table::Table;
use crate::export::data::{self, csv};
use crate::export::{calendar, feed, search};
use crate::fingerprint::Fingerprint;
use crate::language::Language;
use crate::model::ledger::OfficialDocument;
use crate::plan::Plan;
use crate::render::theme::Strings;
use crate::settings::{Config, Edition};
use crate::source::Sources;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::OnceLock;

/// A file that every body adds to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum File {
    /// The ledger for other programs.
    Ledger,
    /// A table for spreadsheets.
    Table(Table),
    /// All days on which something is due.
    Calendar,
    /// What is new.
    Feed,
    /// What parts the search has.
    SearchIndex,
    /// Terms of the search that begin with a prefix. A share has all of its terms under the empty one.
    SearchTerms(String),
    /// A run of a body's pages, for the answers of the search.
    SearchRun(String, usize),
}

/// Under which a share has all of its terms.
static ALL_TERMS: File = File::SearchTerms(String::new());

/// What one body adds to one file, in bytes that only this file's module reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fragment(#[serde(with = "serde_bytes")] Box<[u8]>);

impl From<Vec<u8>> for Fragment {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl Fragment {
    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What one body adds to the files.
pub type Share = BTreeMap<File, Fragment>;

/// What each body adds, by its id. What belongs to no body is the share of the empty id.
pub type Shares = BTreeMap<String, Share>;

/// What the bodies of a volume add.
pub fn shares(plan: &Plan<'_>) -> Shares {
    let bodies = plan.ledger.bodies.iter().enumerate().map(|(index, body)| {
        let mut share = share(plan, index);
        add_search(&mut share, &body.id, body.short_name(), plan.entries(body));
        (body.id.clone(), share)
    });
    let mut shares: Shares = bodies.collect();
    if plan.is_common() {
        add_search(shares.entry(String::new()).or_default(), "", "", plan.common_entries());
    }
    shares
}

/// Shares with their terms apart: first those, then the rest.
pub fn apart(shares: Shares) -> (Shares, Shares) {
    let (mut terms, mut rest) = (Shares::new(), Shares::new());
    for (body, mut share) in shares {
        let of_body = share.remove(&ALL_TERMS).map(|lines| (ALL_TERMS.clone(), lines));
        terms.insert(body.clone(), of_body.into_iter().collect());
        rest.insert(body, share);
    }
    (terms, rest)
}

/// Shares without terms, with hashes for their fragments: whether a file would be another can be told from these. What
/// goes into the index of the search is short, and stays.
pub fn digest(shares: &Shares) -> Shares {
    let hash = |fragment: &Fragment| Fragment::from(Fingerprint::of(fragment).0.to_le_bytes().to_vec());
    let share = |share: &Share| -> Share {
        let told = |(file, fragment): (&File, &Fragment)| {
            let digest = if file.is_told() { fragment.clone() } else { hash(fragment) };
            (file.clone(), digest)
        };
        share.iter().filter(|(file, _)| **file != ALL_TERMS).map(told).collect()
    };
    shares.iter().map(|(body, of_body)| (body.clone(), share(of_body))).collect()
}

/// What one body adds to the files for other programs. A calendar without events is no calendar, so
/// nothing is added to it where there are none.
fn share(plan: &Plan<'_>, index: usize) -> Share {
    let body = &plan.ledger.bodies[index];
    let (data, words) = (plan.data(index), plan.words(body));
    let tables = Table::ALL.into_iter().filter(|table| *table != Table::Documents);
    let tables = tables.map(|table| (File::Table(table), csv::fragment(table, data, words).into()));
    let events = plan.events(index, None);
    let dates = || codec::encode(&Packed::new(&calendar::events(&events, plan.as_of())));
    let calendar = (!events.is_empty()).then(|| (File::Calendar, dates().into()));
    let feed = (File::Feed, feed::fragment(plan.news(index)).into());
    let ledger = (File::Ledger, data.fragment().into());
    [ledger, feed].into_iter().chain(tables).chain(calendar).collect()
}

fn add_search(share: &mut Share, body: &str, name: &str, entries: Vec<search::Entry<'_>>) {
    let search::Share { index, terms, runs } = search::Share::of(name, entries);
    share.insert(File::SearchIndex, index);
    share.insert(File::SearchTerms(String::new()), terms);
    let runs = runs.into_iter().enumerate();
    share.extend(runs.map(|(number, run)| (File::SearchRun(body.to_owned(), number), run)));
}

/// What the files are made of, beside the shares.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'f> {
    /// Official documents of the whole site.
    pub documents: &'f [OfficialDocument],
    /// Settings.
    pub config: &'f Config,
    /// Strings of the theme.
    pub strings: &'f Strings,
    /// Its edition.
    pub edition: Edition,
    /// Its day.
    pub as_of: Date,
    /// What the record leaves open.
    pub findings: &'f Findings,
    /// Files that findings point at.
    pub sources: &'f Sources,
    /// Language of labels and findings.
    pub language: Language,
}

/// The shares of all volumes, in the order of their bodies' ids, whichever volumes they are in.
#[derive(Debug, Default)]
pub struct Gathered<'s> {
    shares: BTreeMap<&'s str, BTreeMap<&'s File, &'s [u8]>>,
    /// Filled by [`Self::files`], never from within a parallel loop: what fills it runs on all threads, and one of
    /// them would wait for itself.
    terms: OnceLock<BTreeMap<String, search::Part<'s>>>,
}

impl<'s> FromIterator<&'s Shares> for Gathered<'s> {
    fn from_iter<I: IntoIterator<Item = &'s Shares>>(all: I) -> Self {
        let mut shares: BTreeMap<&str, BTreeMap<&File, &[u8]>> = BTreeMap::new();
        for (body, share) in all.into_iter().flatten() {
            let fragments = share.iter().map(|(file, fragment)| (file, fragment.bytes()));
            shares.entry(body).or_default().extend(fragments);
        }
        Self { shares, terms: OnceLock::new() }
    }
}

impl<'s> Gathered<'s> {
    /// Every file.
    pub fn files(&self) -> Vec<File> {
        let runs = self.shares.values().flat_map(|share| share.keys().copied());
        let runs = runs.filter(|file| matches!(file, File::SearchRun(..))).cloned();
        let terms = self.terms().keys().cloned().map(File::SearchTerms);
        let is_there = |file: &File| *file != File::Calendar || self.of(file).next().is_some();
        File::fixed().filter(is_there).chain([File::SearchIndex]).chain(terms).chain(runs).collect()
    }

    /// What was added to one file, with the body that added it.
    pub fn fragments(&self, file: &File) -> Vec<(&'s str, &'s [u8])> {
        match file {
            File::SearchTerms(prefix) => self.terms().get(prefix).cloned().unwrap_or_default(),
            file => self.of(file).collect(),
        }
    }

    fn of<'f>(&'f self, file: &'f File) -> impl Iterator<Item = (&'s str, &'s [u8])> + 'f {
        self.shares.iter().filter_map(move |(body, share)| Some((*body, *share.get(file)?)))
    }

    /// The parts of the search with terms, by their prefixes.
    pub fn terms(&self) -> &BTreeMap<String, search::Part<'s>> {
        self.terms.get_or_init(|| search::parts(&self.of(&ALL_TERMS).collect::<Vec<_>>()))
    }

    /// Writes one file.
    ///
    /// # Errors
    /// When `out` cannot take it.
    pub fn write(&self, file: &File, facts: Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
        let fragments = self.fragments(file);
        let added = || -> Vec<&[u8]> { fragments.iter().map(|(_, fragment)| *fragment).collect() };
        match file {
            File::Ledger => data::write_ledger(facts, &added(), out),
            File::Table(table) => csv::write(*table, facts, &added(), out),
            File::Calendar => {
                let events = added().into_iter().filter_map(codec::decode::<Packed>);
                let events = events.map(|events| events.bytes());
                calendar::write(&facts.config.title, facts.language.tag(), out, events)
            }
            File::Feed => feed::write(facts, &added(), out),
            File::SearchIndex => search::write_index(&fragments, self.terms(), out),
            File::SearchTerms(prefix) => search::write_terms(prefix, &fragments, out),
            File::SearchRun(body, number) => {
                fragments.into_iter().try_for_each(|(_, rows)| search::write_run(body, *number, rows, out))
            }
        }
    }
}

impl File {
    /// Whether a file of this kind may be at a path: to know surely, all bodies have to be asked.
    pub fn may_be_at(path: &str) -> bool {
        let is_fixed = || Self::fixed().any(|file| file.path() == path);
        (path.starts_with("data/") && path != data::SCHEMA) || is_fixed()
    }

    /// Those that have the same paths in every site.
    pub fn fixed() -> impl Iterator<Item = Self> {
        [Self::Ledger, Self::Calendar, Self::Feed].into_iter().chain(Table::ALL.map(Self::Table))
    }

    /// Whether it can be written from a [`digest`] and the terms.
    pub fn is_told(&self) -> bool {
        matches!(self, Self::SearchIndex | Self::SearchTerms(_))
    }

    /// Its path in the site.
    pub fn path(&self) -> String {
        match self {
            Self::Ledger => data::LEDGER.to_owned(),
            Self::Table(table) => csv::path(*table),
            Self::Calendar => calendar::CALENDAR.to_owned(),
            Self::Feed => feed::FEED.to_owned(),
            Self::SearchIndex => search::INDEX.to_owned(),
            Self::SearchTerms(prefix) => search::terms_path(prefix),
            Self::SearchRun(body, number) => search::run_path(body, *number),
        }
    }
}
