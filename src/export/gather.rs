//! Gather: makes the files of the whole site from what each body adds.
//!
//! Takes the shares of all volumes ([`Shares`]); gives the list of files, and writes each
//! ([`Gathered::write`]). It stands apart from the formats because it knows which file needs what of whom,
//! and nothing of their syntax. An edit in one body so rewrites only the files to which that body now adds
//! something else, and no ledger of the whole site is ever built.

use super::facts::Facts;
use super::fragment::Fragment;
use crate::codec::{self, Damaged, Packed};
use crate::export::data::table::DataTable;
use crate::export::data::{self, csv};
use crate::export::{calendar, feed, search};
use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::OnceLock;

/// A file that every body adds to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum File {
    /// The ledger as JSON.
    Ledger,
    /// A table as CSV.
    Table(DataTable),
    /// The calendar of everything that is due.
    Calendar,
    /// The feed.
    Feed,
    /// The list of the search's parts.
    SearchIndex,
    /// Search terms with a prefix. A share holds all its terms under the empty prefix.
    SearchTerms(String),
    /// A run of a body's pages, for the search's results.
    SearchRun(String, usize),
}

/// The key under which a share holds all its terms.
static ALL_TERMS: File = File::SearchTerms(String::new());

/// What one body adds to each file.
pub type Share = BTreeMap<File, Fragment>;

/// Shares by the id of the body. The empty id has what belongs to no body.
pub type Shares = BTreeMap<String, Share>;

/// Splits shares: first their search terms, then the rest.
pub fn apart(shares: Shares) -> (Shares, Shares) {
    let (mut terms, mut rest) = (Shares::new(), Shares::new());
    for (body, mut share) in shares {
        let of_body = share.remove(&ALL_TERMS).map(|lines| (ALL_TERMS.clone(), lines));
        terms.insert(body.clone(), of_body.into_iter().collect());
        rest.insert(body, share);
    }
    (terms, rest)
}

/// Shares without terms, and with hashes in place of fragments: enough to tell whether a file would change.
/// What a body adds to the search's list of parts is short and is kept.
pub fn digest(shares: &Shares) -> Shares {
    let hash = |fragment: &Fragment| Fragment::from(Fingerprint::of(fragment).0.to_le_bytes().to_vec());
    let share = |share: &Share| -> Share {
        let digest = |(file, fragment): (&File, &Fragment)| {
            let fragment = if file.needs_digests_only() { fragment.clone() } else { hash(fragment) };
            (file.clone(), fragment)
        };
        share.iter().filter(|(file, _)| **file != ALL_TERMS).map(digest).collect()
    };
    shares.iter().map(|(body, of_body)| (body.clone(), share(of_body))).collect()
}

/// The shares of all volumes, in the order of the bodies' ids, whichever volume a body is in.
#[derive(Debug, Default)]
pub struct Gathered<'s> {
    shares: BTreeMap<&'s str, BTreeMap<&'s File, &'s [u8]>>,
    /// Filled by [`Self::files`], never inside a parallel loop: filling it uses all threads, and a thread
    /// of the loop would wait for itself.
    terms: OnceLock<BTreeMap<String, search::Fragments<'s>>>,
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

    /// The fragments of one file, each with the id of its body.
    pub fn fragments(&self, file: &File) -> Vec<(&'s str, &'s [u8])> {
        match file {
            File::SearchTerms(prefix) => self.terms().get(prefix).cloned().unwrap_or_default(),
            file => self.of(file).collect(),
        }
    }

    fn of<'f>(&'f self, file: &'f File) -> impl Iterator<Item = (&'s str, &'s [u8])> + 'f {
        self.shares.iter().filter_map(move |(body, share)| Some((*body, *share.get(file)?)))
    }

    /// The search's parts with terms, by prefix.
    pub fn terms(&self) -> &BTreeMap<String, search::Fragments<'s>> {
        self.terms.get_or_init(|| search::parts(&self.of(&ALL_TERMS).collect::<Vec<_>>()))
    }

    /// Writes one file.
    ///
    /// # Errors
    /// When a fragment is damaged, or `out` cannot be written.
    pub fn write(&self, file: &File, facts: Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
        let fragments = self.fragments(file);
        let added = || -> Vec<&[u8]> { fragments.iter().map(|(_, fragment)| *fragment).collect() };
        match file {
            File::Ledger => data::write_ledger(facts, &added(), out),
            File::Table(table) => csv::write(*table, facts, &added(), out),
            File::Calendar => {
                let events = added().into_iter().map(|events| codec::decode::<Packed>(events)?.bytes());
                let events = events.collect::<Result<Vec<_>, Damaged>>()?;
                calendar::write(&facts.config.title, facts.language.tag(), out, events)
            }
            File::Feed => feed::write(facts, &added(), out),
            File::SearchIndex => {
                // It has the size of all terms, and is written anew where any of them are others.
                search::check_terms(self.of(&ALL_TERMS).map(|(_, terms)| terms))?;
                search::write_index(&fragments, self.terms(), out)
            }
            File::SearchTerms(prefix) => search::write_terms(prefix, &fragments, out),
            File::SearchRun(body, number) => {
                fragments.into_iter().try_for_each(|(_, rows)| search::write_run(body, *number, rows, out))
            }
        }
    }
}

impl File {
    /// Whether there may be such a file at `path`. To be certain, all bodies have to be asked.
    pub fn may_be_at(path: &str) -> bool {
        let is_fixed = || Self::fixed().any(|file| file.path() == path);
        (path.starts_with("data/") && path != data::SCHEMA) || is_fixed()
    }

    /// The files that have the same paths in every site.
    pub fn fixed() -> impl Iterator<Item = Self> {
        [Self::Ledger, Self::Calendar, Self::Feed].into_iter().chain(DataTable::ALL.map(Self::Table))
    }

    /// Whether it can be written from [digests](digest) and the terms.
    pub fn needs_digests_only(&self) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::model::findings::Findings;
    use crate::model::strings::Strings;
    use crate::settings::{Config, Edition};
    use crate::source::Sources;
    use crate::vietnamese::date::Date;
    use serde_bytes::Bytes;

    #[test]
    fn no_body_is_left_out_where_its_fragment_is_damaged() {
        let facts = Facts {
            documents: &[],
            config: &Config::default(),
            strings: &Strings::default(),
            edition: Edition::Internal,
            as_of: Date::constant(2024, 1, 1),
            findings: &Findings::default(),
            sources: &Sources::default(),
            language: Language::Vi,
        };
        let others = [File::SearchIndex, File::SearchRun("a".to_owned(), 0)];
        let files: Vec<File> = File::fixed().chain(others).collect();
        // No value at all, and one whose compressed bytes are wrong.
        for bytes in [vec![0xff], codec::encode(&Bytes::new(&[9, 0, 0, 0, 0xff]))] {
            for file in &files {
                let shares =
                    Shares::from([("a".to_owned(), Share::from([(file.clone(), bytes.clone().into())]))]);
                let gathered: Gathered<'_> = [&shares].into_iter().collect();
                let error = gathered.write(file, facts, &mut Vec::new()).unwrap_err();
                assert!(Damaged::is(&error), "{file:?}");
            }
        }
        let terms = Share::from([(ALL_TERMS.clone(), vec![0xff].into())]);
        let shares = Shares::from([("a".to_owned(), terms)]);
        let gathered: Gathered<'_> = [&shares].into_iter().collect();
        assert!(gathered.write(&File::SearchIndex, facts, &mut Vec::new()).is_err());
    }
}
