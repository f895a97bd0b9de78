//! Plan: gives every page an address, checks every hole, and builds the view of each page.
//!
//! [`plan`] runs whole and only over metadata. [`Plan::view`] builds one page's view when that page
//! is about to be rendered, so that memory does not grow with the site.
//!
//! | module | holds |
//! |---|---|
//! | `address` | what is at which path, and who claims a path twice |
//! | `href` | relative addresses, and what links in the content lead to |
//! | `index` | the ledger from other sides, gathered once for all pages |
//! | `part` | what a volume adds to the pages of the whole site |
//! | `holes` | HTML with its holes filled |
//! | `desk` | what every page needs while its view is built: hrefs, links, days, the frame |
//! | `text`, `table`, `lists` | a file's text, its measures and indicators, lists of records |
//! | `dues`, `news`, `files` | what has a day, what is new, and files for other programs |
//! | `state`, `matrix`, `account`, `flow`, `differ`, `compare`, `timeline`, `cohort` | across years |
//! | `bars`, `curve` | numbers as lengths and heights |
//! | the others | one kind of page each |

mod account;
mod address;
mod bars;
mod body;
mod calendar;
mod cohort;
mod compare;
mod curve;
mod desk;
mod differ;
mod dues;
mod files;
mod flow;
mod follow_up;
mod form;
mod frame;
mod holes;
mod home;
mod href;
mod index;
mod indicators;
mod lineage;
mod lists;
mod matrix;
mod moved;
mod news;
mod official;
mod paper;
mod part;
mod quality;
mod record;
mod records;
mod search;
mod shares;
mod sitemap;
mod state;
mod table;
mod text;
mod timeline;
mod unit;
mod year;

use crate::diagnostic::{self, Diagnostic};
use crate::export::data::BodyData;
use crate::language::Language;
use crate::model::document::{ContentPath, Form};
use crate::model::ledger::{Ledger, LineageId, OfficialId, PaperId, RecordId};
use crate::model::outline::{Around, Outline};
use crate::model::strings::Strings;
use crate::model::view;
use crate::settings::{Config, Edition};
use crate::source::git::Provenance;
use crate::source::{Place, Sources};
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::Collation;
use address::Addresses;
pub use address::QUALITY;
use desk::Desk;
use index::Index;
pub use part::Part;
pub use shares::shares;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

/// What a build is made under, beside the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Settings.
    pub config: &'a Config,
    /// Language of labels.
    pub language: Language,
    /// What the build lets out.
    pub edition: Edition,
    /// Day on which the site is true.
    pub as_of: Date,
    /// What the volume knows of the rest of the site.
    pub around: &'a Around,
    /// Everything that there is, for what a broken link was meant to lead to.
    pub outline: &'a Outline,
    /// Whether this is the common volume, which has the pages of the whole site.
    pub is_common: bool,
    /// What all volumes add to those pages.
    pub part: &'a Part,
    /// Strings of the theme, for files that no template makes.
    pub strings: &'a Strings,
    /// Files of the content folder that are not Markdown, by path: one that a page links to or shows
    /// is published, as [`Subject::File`].
    pub files: &'a BTreeMap<String, PathBuf>,
    /// Files of the theme that are copied: paths below its `assets`.
    pub assets: &'a [String],
    /// What git knows of the sources, where this edition's readers may see it.
    pub provenance: &'a Provenance,
    /// Findings, which the quality page of the internal edition lists.
    pub findings: &'a [Diagnostic],
    /// Files that the findings point into.
    pub sources: &'a Sources,
}

impl Site<'_> {
    /// Whether only what is public may be shown.
    pub(crate) fn is_public(&self) -> bool {
        self.edition == Edition::Public
    }

    /// Whether there is a file to publish at a path.
    fn is_published(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Files in the volume's folders that pages lead to, each with where it is named first.
    fn published_files(&self) -> impl Iterator<Item = (String, Place)> {
        let wanted = self.around.files.iter().filter(|(path, _)| self.is_published(path));
        wanted.map(|(path, named)| (path.clone(), named.place.clone()))
    }

    /// Whether there is a Markdown file at a content path, whether it could be read or not.
    fn has_source(&self, path: &ContentPath) -> bool {
        let files = self.sources.iter().map(|source| source.path.as_str());
        files.filter(|file| ContentPath::is_markdown(file)).any(|file| ContentPath::of_file(file) == *path)
    }
}

/// What a page is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The front page.
    Home,
    /// A body, by its number in the ledger.
    Body(usize),
    /// A year of a body that has documents.
    Year {
        /// The body.
        body: usize,
        /// The year.
        year: i16,
    },
    /// A review, plan or report.
    Paper(PaperId),
    /// A review, plan or report in the official form of its body.
    Form {
        /// The paper.
        paper: PaperId,
        /// Whose form it is.
        form: Form,
    },
    /// What became, by the end of a plan year, of what earlier reviews found.
    FollowUp {
        /// The body.
        body: usize,
        /// The year.
        year: i16,
    },
    /// The same as Markdown.
    FollowUpText {
        /// The body.
        body: usize,
        /// The year.
        year: i16,
    },
    /// One deficiency in one year.
    Record(RecordId),
    /// One deficiency over the years.
    Lineage(LineageId),
    /// All deficiencies of a body over all years.
    Matrix(usize),
    /// All records of a body, one row each.
    Records(usize),
    /// Two plan years of a body side by side.
    Compare {
        /// The body.
        body: usize,
        /// Earlier year.
        from: i16,
        /// Later year.
        to: i16,
    },
    /// A unit of a body.
    Unit {
        /// The body.
        body: usize,
        /// Number of the unit in its list.
        unit: usize,
    },
    /// A field of work of a body.
    Area {
        /// The body.
        body: usize,
        /// Number of the area in its list.
        area: usize,
    },
    /// Indicators of a body over the years.
    Indicators(usize),
    /// An official document.
    Official(OfficialId),
    /// All official documents.
    Documents,
    /// What the plans of a year of a body ask for by some day.
    Calendar {
        /// The body.
        body: usize,
        /// The year.
        year: i16,
    },
    /// The days of a body as a file for calendars.
    Dates(usize),
    /// The days of a unit of a body, as such a file.
    UnitDates {
        /// The body.
        body: usize,
        /// Number of the unit in its list.
        unit: usize,
    },
    /// The tables of a body as a workbook.
    Workbook(usize),
    /// Files for other programs.
    Data,
    /// What the record leaves open; internal edition only.
    Quality,
    /// An ordinary page, by its number in the ledger.
    Text(usize),
    /// A page that is elsewhere now, by its number among those.
    Moved(usize),
    /// What a server shows where there is no page.
    NotFound,
    /// The search, and ways to everything for whoever has no scripts.
    Search,
    /// Addresses of a body's pages, for search engines.
    Sitemap(usize),
    /// Addresses of the pages of the whole site.
    CommonSitemap,
    /// Which sitemaps there are.
    SitemapIndex,
    /// A file of the theme, by its path below `assets`.
    Asset(String),
    /// A file of the content folder that a page links to or shows, by its path there.
    File(String),
}

/// One file to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Path below the output folder: `tay-ninh/2021/ma-tuy.html`.
    pub path: String,
    /// What it shows.
    pub subject: Subject,
}

/// Every file of a volume that shows something.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The files, in the order of their paths.
    pub jobs: Vec<Job>,
    /// What the pages show.
    pub(crate) ledger: &'a Ledger,
    site: Site<'a>,
    addresses: Addresses,
    clashes: Vec<Diagnostic>,
    index: Index<'a>,
    collation: Collation,
    data: Vec<OnceLock<BodyData>>,
}

/// Gives every page an address.
pub fn plan<'a>(ledger: &'a Ledger, site: &Site<'a>) -> Plan<'a> {
    let (addresses, clashes) = Addresses::assign(ledger, site);
    let (jobs, index) = (addresses.jobs(), Index::new(ledger));
    let (collation, data) =
        (Collation::vietnamese(), ledger.bodies.iter().map(|_| OnceLock::new()).collect());
    Plan { jobs, ledger, site: *site, addresses, clashes, index, collation, data }
}

impl Plan<'_> {
    /// Two claims of one path, and holes that cannot be filled.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.clashes.clone();
        diagnostics.extend(holes::check(self));
        diagnostic::sort(&mut diagnostics, self.site.sources);
        diagnostics
    }

    /// What the data files say of a body: its workbook and what it adds to the files of all bodies are made of it.
    pub(crate) fn data(&self, index: usize) -> &BodyData {
        self.data[index].get_or_init(|| BodyData::of(self.ledger, &self.ledger.bodies[index].id))
    }

    /// What is to be shown at a path.
    pub fn job(&self, path: &str) -> Option<&Job> {
        let at = self.jobs.binary_search_by(|job| job.path.as_str().cmp(path)).ok()?;
        Some(&self.jobs[at])
    }

    /// The closed view of one job.
    pub fn view(&self, job: &Job) -> view::Page {
        let desk = Desk::new(self, &job.path);
        let content = desk.content(&job.subject);
        view::Page { header: desk.header(&job.subject), frame: desk.frame(&job.subject), page: content }
    }

    /// Day on which the site is true.
    pub fn as_of(&self) -> Date {
        self.site.as_of
    }

    /// What the volume adds to the pages of the whole site.
    pub fn part(&self) -> Part {
        Part::of(self)
    }

    /// Whether this is the common volume.
    pub(crate) fn is_common(&self) -> bool {
        self.site.is_common
    }

    /// Path of a content file's page, here or in another volume.
    fn path_of_content(&self, path: &ContentPath) -> Option<String> {
        let own = self.addresses.of_content(path.as_str()).and_then(|subject| self.addresses.path(subject));
        let elsewhere = || self.site.around.entries.contains_key(path).then(|| address::page_path(path));
        own.map(str::to_owned).or_else(elsewhere)
    }

    /// Title of a content file, here or in another volume.
    fn title_of_content(&self, path: &ContentPath) -> Option<&str> {
        let own = self.addresses.of_content(path.as_str());
        let own = own.and_then(|subject| holes::document_of(self, subject));
        let elsewhere = || Some(self.site.around.entries.get(path)?.title.as_str());
        own.map(|document| document.title.value.as_str()).or_else(elsewhere)
    }

    /// Kind of a content file, here or in another volume.
    fn kind_of_content(&self, path: &ContentPath) -> &'static str {
        let own = self.addresses.of_content(path.as_str());
        let own = own.and_then(|subject| holes::document_of(self, subject));
        let elsewhere = || Some(self.site.around.entries.get(path)?.kind);
        own.map(|document| document.meta.kind()).or_else(elsewhere).unwrap_or("page")
    }
}
