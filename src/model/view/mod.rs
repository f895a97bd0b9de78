//! Views: all that one page shows, and nothing else.
//!
//! Planning makes a view from the ledger; rendering reads it. A template reads its view and the theme's
//! strings and cannot look anything up, so the hash of a view is a complete cache key of its page. Views of
//! a single kind of page stand beside what fills them, in `plan`; this module has those that several kinds
//! share, and those that are rendered without a template.

mod across;
mod drawings;
mod files;
mod links;
mod parts;
mod sheets;
mod tables;
mod workbook;

pub use across::*;
pub use drawings::*;
pub use files::*;
pub use links::*;
pub use parts::*;
pub use sheets::*;
pub use tables::*;
pub use workbook::*;

use crate::fingerprint::{self, Fingerprint};
use serde::Serialize;
use serde_bytes::Bytes;
use std::fmt;
use std::path::PathBuf;
use tera::Value;

/// One page: what all pages have, and what its kind has.
#[derive(Debug)]
pub struct Page {
    /// Links to the rest of the site.
    pub header: Header,
    /// Title, footer and breadcrumb.
    pub frame: Frame,
    /// The page's own content.
    pub page: PageContent,
}

/// Links to the rest of the site. They are apart from the frame because pages of one folder mostly share
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Header {
    /// Name of the site.
    pub site: String,
    /// Prefix that leads from the page to the top of the site: empty or `../`s.
    pub root: String,
    /// Bodies to switch to.
    pub bodies: Vec<NavLink>,
    /// Years of the page's body.
    pub years: Vec<NavLink>,
    /// Other pages about the page's body.
    pub tools: Vec<NavLink>,
    /// Pages about the whole site.
    pub site_pages: Vec<NavLink>,
}

/// What every page has.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// Name of the site.
    pub site: String,
    /// BCP 47 tag of the language.
    pub language: &'static str,
    /// Title of the page as plain text.
    pub title: String,
    /// Short name of its body, if it belongs to one.
    pub body: Option<String>,
    /// Key of the string that names its kind, above the title.
    pub kind: &'static str,
    /// Word for the edition.
    pub edition: &'static str,
    /// Whether this is the public edition.
    pub public: bool,
    /// Day of the site.
    pub as_of: Day,
    /// The revision that the site is made from, where that is not what was there when it was made.
    pub revision: Option<RevisionView>,
    /// File or folder that the page is made from, below the content folder.
    pub source: String,
    /// Changes of that file in git, where they are known.
    pub history: Option<HistoryView>,
    /// Address for editing that file, where one is configured.
    pub edit: Option<String>,
    /// Address of the page as PDF, where it is made.
    pub pdf: Option<String>,
    /// Absolute address of the page, or of the one that search engines should list in its place.
    pub canonical: Option<String>,
    /// Prefix that leads from the page to the top of the site: empty or `../`s.
    pub root: String,
    /// Prefix that leads from the page to the files of the theme.
    pub assets: String,
    /// Whether this is a page of a year that is being frozen: it has to stand for itself.
    pub frozen: bool,
    /// Corrections of what it shows, where that is frozen.
    pub errata: Vec<ErratumView>,
    /// Breadcrumbs: the pages above it, from the top, without the page itself.
    pub crumbs: Vec<Link>,
}

/// What a page is rendered from.
#[derive(Debug)]
pub enum PageContent {
    /// A view for a template of the theme.
    Page {
        /// Name of the template.
        template: &'static str,
        /// The view.
        view: Box<dyn View>,
    },
    /// A paper in the official form of its body, by the theme's rules.
    Form(Box<FormPage>),
    /// A page as PDF.
    Pdf(Box<PageContent>),
    /// The follow-up as Markdown, without a template.
    Markdown(Box<FollowUpPage>),
    /// A workbook, without a template.
    Workbook(Box<WorkbookView>),
    /// A file of the theme, copied as it is or rendered once.
    Asset {
        /// Its path in the theme's `assets`.
        path: String,
    },
    /// A file of the content folder, copied as it is.
    File {
        /// Where it is on disk.
        from: PathBuf,
    },
    /// A file that is complete already.
    Made {
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

impl PageContent {
    /// A page that a template renders.
    pub fn page(template: &'static str, view: impl View + 'static) -> Self {
        Self::Page { template, view: Box::new(view) }
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        let (how, content) = match self {
            Self::Page { template, view } => (*template, view.fingerprint()),
            Self::Form(view) => ("form", view.fingerprint()),
            Self::Pdf(content) => ("pdf", content.fingerprint()),
            Self::Markdown(view) => ("markdown", view.fingerprint()),
            Self::Workbook(view) => ("workbook", view.fingerprint()),
            Self::Asset { path } => ("asset", path.fingerprint()),
            Self::Made { bytes } => ("made", Bytes::new(bytes).fingerprint()),
            Self::File { .. } => return None,
        };
        fingerprint::hash(&(how, content?)).map(Fingerprint)
    }
}

/// Everything that a template may read for one page. Any type that can be serialised is a view.
pub trait View: fmt::Debug + Send + Sync {
    /// The value that templates read.
    fn value(&self) -> Value;

    /// Its fingerprint; none where it cannot be hashed.
    fn fingerprint(&self) -> Option<Fingerprint>;
}

impl<V: Serialize + fmt::Debug + Send + Sync> View for V {
    fn value(&self) -> Value {
        Value::from_serializable(self)
    }

    fn fingerprint(&self) -> Option<Fingerprint> {
        fingerprint::hash(self).map(Fingerprint)
    }
}

impl Page {
    /// Fingerprint of everything that the page is rendered from; none for a copied file, whose content is
    /// not in the view.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        fingerprint::hash(&(self.page.fingerprint()?, &self.header, &self.frame)).map(Fingerprint)
    }
}
