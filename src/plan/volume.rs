//! The plan of one volume: its ledger, its addresses, and what is looked up in them.

use super::address::Addresses;
use super::href::page_path;
use super::index::Index;
use super::site::Site;
use super::subject::{Job, Subject};
use crate::diagnostic::Diagnostic;
use crate::export::data::BodyData;
use crate::export::data::table::TableWords;
use crate::model::document::{ContentPath, Document};
use crate::model::ledger::{Body, Ledger};
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::Collation;
use std::sync::OnceLock;

/// Every file of a volume that shows something.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The files, in the order of their paths.
    pub jobs: Vec<Job>,
    /// What the pages show.
    pub(crate) ledger: &'a Ledger,
    pub(crate) site: Site<'a>,
    pub(crate) addresses: Addresses,
    pub(crate) clashes: Vec<Diagnostic>,
    pub(crate) index: Index<'a>,
    pub(crate) collation: Collation,
    pub(crate) data: Vec<OnceLock<BodyData>>,
}

impl Plan<'_> {
    /// What the data files say of a body: its workbook and what it adds to the files of all bodies are made of it.
    pub(crate) fn data(&self, index: usize) -> &BodyData {
        self.data[index].get_or_init(|| BodyData::of(self.ledger, &self.ledger.bodies[index].id))
    }

    /// What is to be shown at a path.
    pub fn job(&self, path: &str) -> Option<&Job> {
        let at = self.jobs.binary_search_by(|job| job.path.as_str().cmp(path)).ok()?;
        Some(&self.jobs[at])
    }

    /// Day on which the site is true.
    pub fn as_of(&self) -> Date {
        self.site.as_of
    }

    /// Whether this is the common volume.
    pub(crate) fn is_common(&self) -> bool {
        self.site.is_common
    }

    /// Path of a content file's page, here or in another volume.
    pub(crate) fn path_of_content(&self, path: &ContentPath) -> Option<String> {
        let own = self.addresses.of_content(path.as_str()).and_then(|subject| self.addresses.path(subject));
        let elsewhere = || self.site.around.entries.contains_key(path).then(|| page_path(path));
        own.map(str::to_owned).or_else(elsewhere)
    }

    /// Title of a content file, here or in another volume.
    pub(crate) fn title_of_content(&self, path: &ContentPath) -> Option<&str> {
        let own = self.addresses.of_content(path.as_str());
        let own = own.and_then(|subject| self.document(subject));
        let elsewhere = || Some(self.site.around.entries.get(path)?.title.as_str());
        own.map(|document| document.title.value.as_str()).or_else(elsewhere)
    }

    /// Kind of a content file, here or in another volume.
    pub(crate) fn kind_of_content(&self, path: &ContentPath) -> &'static str {
        let own = self.addresses.of_content(path.as_str());
        let own = own.and_then(|subject| self.document(subject));
        let elsewhere = || Some(self.site.around.entries.get(path)?.kind);
        own.map(|document| document.meta.kind()).or_else(elsewhere).unwrap_or("page")
    }

    /// The words in which tables speak of a body.
    pub(crate) fn words<'w>(&'w self, body: &'w Body) -> TableWords<'w> {
        TableWords { strings: self.site.strings, is_public: self.site.is_public(), body: Some(body) }
    }

    /// The content file that a page is made from, where it is made from one.
    pub(crate) fn document(&self, subject: &Subject) -> Option<&Document> {
        let ledger = self.ledger;
        match subject {
            Subject::Home => {
                ledger.pages.iter().find(|page| page.path.as_str() == "index").map(|page| &**page)
            }
            Subject::Body(body) => Some(&ledger.bodies[*body].document),
            Subject::Paper(id) | Subject::Form { paper: id, .. } => Some(&ledger.paper(*id).document),
            Subject::Record(id) => Some(&ledger.record(*id).document),
            Subject::Text(page) => Some(&ledger.pages[*page]),
            _ => None,
        }
    }
}
