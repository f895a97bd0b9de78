//! Views: everything that one page shows, and nothing else.
//!
//! A template reads its view and the theme's strings. It cannot look anything up, so the hash of a
//! view is a complete key for the page that is made from it.

mod across;
mod dates;
mod drawings;
mod links;
mod parts;
mod sheets;
mod tables;
mod workbook;

pub use across::*;
pub use dates::*;
pub use drawings::*;
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

/// One page: what all pages have, and what this kind of page has.
#[derive(Debug)]
pub struct Page {
    /// Ways to the rest of the site.
    pub header: Header,
    /// Title, footer and breadcrumb.
    pub frame: Frame,
    /// The page's own content.
    pub page: PageContent,
}

/// Ways to the rest of the site; pages of one folder mostly have the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Header {
    /// Name of the site.
    pub site: String,
    /// Prefix that leads from the page to the top of the site: empty or `../`s.
    pub root: String,
    /// Bodies to switch to.
    pub bodies: Vec<NavLink>,
    /// Years of the page's body to switch to.
    pub years: Vec<NavLink>,
    /// Further pages about the page's body.
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
    /// Title of the page, without marks.
    pub title: String,
    /// Body that it belongs to, in short.
    pub body: Option<String>,
    /// Key of the string that names the kind of page, for what stands above the title.
    pub kind: &'static str,
    /// The edition's word.
    pub edition: &'static str,
    /// Whether this is the public edition.
    pub public: bool,
    /// Day on which the site is true.
    pub as_of: Day,
    /// File that the page is made from, below the content folder.
    pub source: String,
    /// What git knows of that file.
    pub history: Option<HistoryView>,
    /// Address at which the file is edited.
    pub edit: Option<String>,
    /// Whole address of the page, or of the one that it stands for.
    pub canonical: Option<String>,
    /// Prefix that leads from the page to the top of the site: empty or `../`s.
    pub root: String,
    /// Way down to the page, without the page itself.
    pub crumbs: Vec<Link>,
}

/// What is made of a page.
#[derive(Debug)]
pub enum PageContent {
    /// A page that a template of the theme shows.
    Page {
        /// The template.
        template: &'static str,
        /// What it may show.
        view: Box<dyn View>,
    },
    /// A paper in the official form of its body, by the rules of the theme.
    Form(Box<FormPage>),
    /// The follow-up as Markdown, which has no template.
    Markdown(Box<FollowUpPage>),
    /// Tables for a spreadsheet.
    Workbook(Box<WorkbookView>),
    /// A file of the theme, which is copied as it is.
    Asset {
        /// Its path in the theme's `assets`.
        path: String,
    },
    /// A file of the content folder, which is copied as it is.
    File {
        /// Where it is on disk.
        from: PathBuf,
    },
    /// A file that is no page.
    Made {
        /// What it holds.
        bytes: Vec<u8>,
    },
}

impl PageContent {
    /// A page that a template shows.
    pub fn page(template: &'static str, view: impl View + 'static) -> Self {
        Self::Page { template, view: Box::new(view) }
    }
}

/// Everything that a template may show of one page. Any type that can be serialised is a view.
pub trait View: fmt::Debug + Send + Sync {
    /// The value that templates read.
    fn value(&self) -> Value;

    /// Its fingerprint; none where it cannot be encoded.
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
    /// Fingerprint of all that the page is made from; none where that is not all in the view, but in a file
    /// that is copied.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        let (how, content) = match &self.page {
            PageContent::Page { template, view } => (*template, view.fingerprint()),
            PageContent::Form(view) => ("form", view.fingerprint()),
            PageContent::Markdown(view) => ("markdown", view.fingerprint()),
            PageContent::Workbook(view) => ("workbook", view.fingerprint()),
            PageContent::Asset { path } => ("asset", path.fingerprint()),
            PageContent::Made { bytes } => ("made", Bytes::new(bytes).fingerprint()),
            PageContent::File { .. } => return None,
        };
        fingerprint::hash(&(how, content?, &self.header, &self.frame)).map(Fingerprint)
    }
}
