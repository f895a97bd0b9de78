//! The outline of a site: what other files may have to know about each file.
//!
//! It is made from the cards of all files of an edition. A volume is a group of
//! bodies whose deficiencies continue in each other; it is read, resolved and shown by itself, so that no
//! work grows with the rest of the site. What its pages need of that rest, such as titles of files that
//! they link to and documents that they cite, is its [`Around`]: pages are made from the volume's own files
//! and from that alone. The outline stands apart from the ledger because it must be complete before any
//! ledger is made.

use super::ledger::{OfficialDocument, OfficialId, Turn};
use crate::front_matter::{Meta, Waiver};
use crate::settings::Audience;
use crate::source::ContentPath;
use crate::source::{Located, SourceId};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What other files may have to know about one file. All cards are in memory at once, so lists are `Vec`s,
/// which take a tenth of what sets would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its path.
    pub path: ContentPath,
    /// What a link to it needs.
    pub entry: Arc<Entry>,
    /// Its source file.
    pub source: SourceId,
    /// Who may read it.
    pub audience: Audience,
    /// Whether no part of it is internal: see [`crate::model::plain`].
    pub is_plain: bool,
    /// Findings that its author has set aside.
    pub waivers: Vec<Waiver>,
    /// What it is, by kind.
    pub about: About,
    /// Documents cited in its text, in order, each with the number of citations.
    pub mentions: Vec<((DocumentNumber, Option<Date>), usize)>,
    /// Content files in other folders that it links to, in order.
    pub links: Vec<ContentPath>,
    /// Other files that it links to or shows, each at its first mention, in order.
    pub files: Vec<Located<String>>,
    /// Former paths of its page.
    pub aliases: Vec<Located<String>>,
}

/// What a link to a file needs to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its title as text.
    pub title: String,
    /// Kind of the file, as front matter spells it.
    #[serde(deserialize_with = "known_kind")]
    pub kind: Word,
    /// Ids of its headings, in order.
    pub anchors: Vec<String>,
}

/// A word of a fixed vocabulary.
type Word = &'static str;

fn known_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let kind = String::deserialize(deserializer)?;
    let known = Meta::KINDS.into_iter().find(|known| *known == kind);
    known.ok_or_else(|| serde::de::Error::custom("there is no such kind of file"))
}

/// What a file is, as far as other files need to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// A body.
    Body {
        /// Its full name.
        name: String,
        /// Its code in document numbers.
        code: Option<String>,
        /// The body that takes over from it.
        successor: Option<String>,
        /// Ids of units that are internal.
        internal_units: BTreeSet<String>,
    },
    /// A deficiency in one year.
    Record {
        /// Name of the deficiency.
        name: String,
        /// The plan that its front matter names.
        plan: Option<String>,
        /// Other bodies whose records it goes on from.
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
    /// A correction.
    Erratum {
        /// The file that it corrects.
        of: ContentPath,
    },
    /// An ordinary page, or a file that is not where the site would show it.
    Page,
}

impl Card {
    /// Whether `other`, a card of the same file, differs only in its entry, or not at all. Places in the
    /// file do not count.
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

/// What a text of front matter names: a paper by its content path, or a document by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// A review, plan or report of the content.
    Paper(ContentPath),
    /// Any document.
    Number(DocumentNumber),
}

impl Outline {
    /// The outline of some cards. A record or paper in a folder that belongs to no body is left out.
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
            About::Body { .. } | About::Erratum { .. } | About::Page => true,
        });
        Self { cards, bodies }
    }

    /// Paths of all reviews, plans and reports.
    pub fn papers(&self) -> impl Iterator<Item = &str> {
        self.cards.values().filter(|card| card.is_paper()).map(|card| card.path.as_str())
    }

    /// The review, plan or report with this path.
    pub fn paper(&self, path: &ContentPath) -> Option<&Arc<Card>> {
        self.cards.get(path).filter(|card| card.is_paper())
    }

    /// What a text of front matter names; none where it is neither the path of a paper nor a number.
    pub fn named(&self, text: &str) -> Option<Named> {
        let path = ContentPath::of_file(text);
        match self.paper(&path) {
            Some(_) => Some(Named::Paper(path)),
            None => DocumentNumber::parse(text).map(Named::Number),
        }
    }

    /// Pages `<folder>/index.md` of folders that belong to no body: they are listed beside the bodies.
    pub fn front_pages(&self) -> impl Iterator<Item = &Arc<Card>> {
        let pages = self.cards.values().filter(|card| matches!(card.about, About::Page));
        pages.filter(|card| card.path.name() == "index" && !card.path.folder().is_empty())
    }
}

/// A document number as a file mentions it. What it means depends on the body of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Body of the file, if it belongs to one.
    pub body: Option<Arc<str>>,
    /// The number.
    pub number: DocumentNumber,
    /// The date printed next to it.
    pub date: Option<Date>,
}

/// The document that a mention means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    /// The document; none where it may be any of several.
    pub document: Option<OfficialId>,
    /// Why that is doubtful, if it is.
    pub doubt: Option<Doubt>,
}

/// Why it is doubtful which document is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Several documents have the number; the text lists their issuers.
    Ambiguous(String),
    /// No document is declared with the number; the most similar declared one, if there is one.
    Undeclared(Option<String>),
    /// The document is known to be of this other day.
    OtherDay(Date),
}

/// What a volume knows of the rest of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    /// Official documents that its files mention or are.
    pub documents: Arc<[OfficialDocument]>,
    /// What each mention means.
    pub meanings: BTreeMap<Mention, Meaning>,
    /// The official document that each review, plan or report is.
    pub of_paper: BTreeMap<ContentPath, OfficialId>,
    /// Files of other volumes that its files link to.
    pub entries: BTreeMap<ContentPath, Arc<Entry>>,
    /// Short names of bodies of other volumes that its pages name, by id.
    pub bodies: BTreeMap<String, String>,
    /// Number of bodies in the site.
    pub body_count: usize,
    /// Pages that are listed beside the bodies, with their titles.
    pub front_pages: Vec<(ContentPath, String)>,
    /// Files in its own folders that are published because a page links to them.
    pub files: BTreeMap<String, Located<String>>,
    /// Former paths of pages in its own folders, each with the content file of the page.
    pub moved: Vec<(Located<String>, ContentPath)>,
    /// What git knows of statuses that were changed.
    pub turned: Arc<TurnedStatuses>,
    /// Content files that this edition leaves out: a link to one becomes plain text.
    pub withheld: BTreeSet<ContentPath>,
}

/// What git knows of statuses that were changed, as far as a report may have come before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedStatuses {
    /// By the records' paths, in order.
    pub turns: BTreeMap<ContentPath, Vec<Turn>>,
    /// Days on which reports came into the content, by their paths.
    pub entered: BTreeMap<ContentPath, Date>,
}

impl TurnedStatuses {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }
}

/// Most bodies that a switch on every page lists; more have a page of their own.
pub const FEW_BODIES: usize = 8;
