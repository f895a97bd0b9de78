//! Gather: files of the whole site that every body adds to.
//!
//! A volume says once what its bodies add to them ([`shares`]); a file is made from what all of them
//! said ([`File::write`]). So an edit in one body makes anew only those files that it says something
//! else to, and no ledger of the whole site is ever drawn up.

use crate::data;
use crate::date::Date;
use crate::edition::Edition;
use crate::findings::Findings;
use crate::language::Language;
use crate::model::ledger::OfficialDocument;
use crate::plan::Plan;
use crate::source::Sources;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A file that every body adds to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum File {
    /// The ledger for other programs.
    Ledger,
}

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
    let share = |body: &str| Share::from([(File::Ledger, data::fragment(plan.ledger, body).into())]);
    plan.ledger.bodies.iter().map(|body| (body.id.clone(), share(&body.id))).collect()
}

/// What the files are made of, beside the shares.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'f> {
    /// Official documents of the whole site.
    pub documents: &'f [OfficialDocument],
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
pub struct Gathered<'s>(BTreeMap<&'s String, &'s Share>);

impl<'s> FromIterator<&'s Shares> for Gathered<'s> {
    fn from_iter<I: IntoIterator<Item = &'s Shares>>(shares: I) -> Self {
        Self(shares.into_iter().flatten().collect())
    }
}

impl<'s> Gathered<'s> {
    /// Every file, whether something was added to it or not.
    pub fn files(&self) -> impl Iterator<Item = File> {
        [File::Ledger].into_iter()
    }

    /// What was added to one file, with the body that added it.
    pub fn fragments(&self, file: &File) -> Vec<(&'s str, &'s Fragment)> {
        let added = self.0.iter();
        added.filter_map(|(body, share)| Some((body.as_str(), share.get(file)?))).collect()
    }

    /// Writes one file.
    ///
    /// # Errors
    /// When `out` cannot take it.
    pub fn write(&self, file: &File, facts: Facts<'_>, out: &mut dyn Write) -> io::Result<()> {
        let fragments: Vec<&[u8]> =
            self.fragments(file).into_iter().map(|(_, fragment)| fragment.bytes()).collect();
        match file {
            File::Ledger => data::write_ledger(facts, &fragments, out),
        }
    }
}

impl File {
    /// Its path in the site.
    pub fn path(&self) -> String {
        match self {
            Self::Ledger => data::LEDGER.to_owned(),
        }
    }

    /// The file at a path.
    pub fn at(path: &str) -> Option<Self> {
        match path {
            data::LEDGER => Some(Self::Ledger),
            _ => None,
        }
    }
}
