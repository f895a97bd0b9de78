//! The outline of a site: of each file, what the others may have to know.
//!
//! Bodies whose deficiencies go over into each other are one volume, and a volume is read, linked and
//! shown by itself, so that no work grows with the rest of the site. What its pages need of that rest,
//! titles of files that they link to and documents that they cite, is its [`Around`]. A volume's pages
//! are made of its own files and of that alone.

use super::ledger::{OfficialDocument, OfficialId};
use crate::model::document::{ContentPath, Meta, Waiver};
use crate::settings::Audience;
use crate::source::{Located, SourceId};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one file lets the others know. All cards are held at once: lists take a tenth of what sets would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its path.
    pub path: ContentPath,
    /// What a link to it shows.
    pub entry: Arc<Entry>,
    /// Its file.
    pub source: SourceId,
    /// Who may read it.
    pub audience: Audience,
    /// Whether no part of it is internal.
    pub is_plain: bool,
    /// Findings that its author has set aside.
    pub waivers: Vec<Waiver>,
    /// What it is about.
    pub about: About,
    /// Documents that its text cites, in their order, and how often.
    pub mentions: Vec<((DocumentNumber, Option<Date>), usize)>,
    /// Content files of other folders that it links to, in their order.
    pub links: Vec<ContentPath>,
    /// Paths of other files that it links to or shows, in their order, each where it is named first.
    pub files: Vec<Located<String>>,
    /// Where its page was before.
    pub aliases: Vec<Located<String>>,
}

/// A file as one that leads to it has to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Title in words.
    pub title: String,
    /// Kind of file, as front matter calls it; `page` for an ordinary one.
    #[serde(deserialize_with = "known_kind")]
    pub kind: Word,
    /// Ids of its headings, in their order.
    pub anchors: Vec<String>,
}

/// A word of a fixed vocabulary.
type Word = &'static str;

fn known_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let kind = String::deserialize(deserializer)?;
    let known = Meta::KINDS.into_iter().find(|known| *known == kind);
    known.ok_or_else(|| serde::de::Error::custom("there is no such kind of file"))
}

/// What a file is about, as far as others are concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// A body.
    Body {
        /// Its full name.
        name: String,
        /// The code that its documents bear.
        code: Option<String>,
        /// The body that goes on with its work.
        successor: Option<String>,
        /// Ids of its units that are internal.
        internal_units: BTreeSet<String>,
    },
    /// A deficiency in one year.
    Record {
        /// Name of the deficiency.
        name: String,
        /// The plan that it names.
        plan: Option<String>,
        /// Bodies that it goes on from beside its own.
        reaches: BTreeSet<String>,
    },
    /// A review, plan or report.
    Paper {
        /// Its number.
        number: Option<DocumentNumber>,
        /// Day on which it was signed.
        date: Option<Date>,
        /// Documents that it carries out.
        implements: Vec<String>,
        /// The plan that it reports on.
        on: Option<String>,
    },
    /// An ordinary page, or a file that is in no place where the site would show it.
    Page,
}

impl Card {
    /// Whether another card of the same file lets the others know nothing else but what links show.
    /// Places in the file are nothing to them.
    pub fn differs_by_entry_only(&self, other: &Self) -> bool {
        let known = |card: &Self| (card.audience, card.is_plain);
        known(self) == known(other)
            && self.about == other.about
            && self.mentions == other.mentions
            && self.links == other.links
            && self.files().eq(other.files())
            && values(&self.aliases).eq(values(&other.aliases))
    }

    /// Paths of other files that it links to or shows.
    pub fn files(&self) -> impl Iterator<Item = &String> {
        values(&self.files)
    }

    /// Whether the file is a review, plan or report.
    pub fn is_paper(&self) -> bool {
        matches!(self.about, About::Paper { .. })
    }
}

fn values(list: &[Located<String>]) -> impl Iterator<Item = &String> {
    list.iter().map(|located| &located.value)
}

/// The cards of a whole edition.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// By path.
    pub cards: BTreeMap<ContentPath, Arc<Card>>,
    /// Bodies, by id.
    pub bodies: BTreeMap<String, Arc<Card>>,
}

impl Outline {
    /// The outline that cards make. A record or paper in the folder of no body is left out.
    pub fn new(cards: impl IntoIterator<Item = Arc<Card>>) -> Self {
        let mut cards: BTreeMap<ContentPath, Arc<Card>> =
            cards.into_iter().map(|card| (card.path.clone(), card)).collect();
        let bodies = cards.values().filter(|card| matches!(card.about, About::Body { .. }));
        let bodies = bodies.filter_map(|card| Some((card.path.body()?.to_owned(), card.clone())));
        let bodies: BTreeMap<String, Arc<Card>> = bodies.collect();
        cards.retain(|path, card| match card.about {
            About::Record { .. } | About::Paper { .. } => {
                path.body().is_some_and(|body| bodies.contains_key(body))
            }
            About::Body { .. } | About::Page => true,
        });
        Self { cards, bodies }
    }

    /// Paths of all reviews, plans and reports.
    pub fn papers(&self) -> impl Iterator<Item = &str> {
        self.cards.values().filter(|card| card.is_paper()).map(|card| card.path.as_str())
    }

    /// The review, plan or report at a path.
    pub fn paper(&self, path: &ContentPath) -> Option<&Arc<Card>> {
        self.cards.get(path).filter(|card| card.is_paper())
    }

    /// Pages that stand for a folder which is no body's: they are shown beside the bodies.
    pub fn front_pages(&self) -> impl Iterator<Item = &Arc<Card>> {
        let pages = self.cards.values().filter(|card| matches!(card.about, About::Page));
        pages.filter(|card| card.path.name() == "index" && !card.path.folder().is_empty())
    }
}

/// A number as a file mentions it. What it means depends on who mentions it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Body whose file it is, where it is one's.
    pub body: Option<Arc<str>>,
    /// The number.
    pub number: DocumentNumber,
    /// The date printed beside it.
    pub date: Option<Date>,
}

/// What a mention means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    /// The document; none where it may be several.
    pub document: Option<OfficialId>,
    /// What is doubtful about it.
    pub doubt: Option<Doubt>,
}

/// Why it is not sure which document is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Several have the number; their issuers.
    Ambiguous(String),
    /// Nothing declares it; the declared number that is nearest.
    Undeclared(Option<String>),
}

/// What a volume knows of the rest of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Documents that its files mention, or are.
    pub documents: Arc<[OfficialDocument]>,
    /// What each mention means.
    pub meanings: BTreeMap<Mention, Meaning>,
    /// The document that each review, plan or report is.
    pub of_paper: BTreeMap<ContentPath, OfficialId>,
    /// Files elsewhere that its own ones lead to.
    pub entries: BTreeMap<ContentPath, Arc<Entry>>,
    /// Bodies elsewhere that its pages name, by id: their short names.
    pub bodies: BTreeMap<String, String>,
    /// How many bodies the site has.
    pub body_count: usize,
    /// Pages that are shown beside the bodies.
    pub front_pages: Vec<(ContentPath, String)>,
    /// Files of its own folders that are published since a page links to them.
    pub files: BTreeMap<String, Located<String>>,
    /// Pages of its own folders that are elsewhere now: where each was, and the content file that it is of.
    pub moved: Vec<(Located<String>, ContentPath)>,
    /// Content files that this edition leaves out: a link to one loses its link.
    pub withheld: BTreeSet<ContentPath>,
}

/// How many bodies a switch on every page names; more are a list of their own.
pub const FEW_BODIES: usize = 8;
