//! The plan of one volume: its ledger, its addresses, and the look-ups that its pages share. It stands
//! apart from `mod` so that every module here can use it.

use super::address::Addresses;
use super::index::Index;
use super::site::Site;
use super::subject::{Job, Subject};
use crate::diagnostic::Diagnostic;
use crate::export::data::{BodyData, TableWords};
use crate::model::document::Document;
use crate::model::ledger::{Body, Ledger, RecordId};
use crate::source::ContentPath;
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::Collation;
use std::sync::OnceLock;

/// The files of a volume, and all that their views are built from.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The files, ordered by path.
    pub jobs: Vec<Job>,
    /// The ledger that the pages show.
    pub(crate) ledger: &'a Ledger,
    pub(crate) site: Site<'a>,
    pub(crate) addresses: Addresses,
    pub(crate) clashes: Vec<Diagnostic>,
    pub(crate) index: Index<'a>,
    pub(crate) collation: Collation,
    pub(crate) data: Vec<OnceLock<BodyData>>,
}

impl Plan<'_> {
    /// The data of a body, computed once for its workbook and for its shares in the data files.
    pub(crate) fn data(&self, index: usize) -> &BodyData {
        self.data[index].get_or_init(|| BodyData::of(self.ledger, &self.ledger.bodies[index].id))
    }

    /// The file to make at a path.
    pub fn job(&self, path: &str) -> Option<&Job> {
        let at = self.jobs.binary_search_by(|job| job.path.as_str().cmp(path)).ok()?;
        Some(&self.jobs[at])
    }

    /// The PDFs of lineages that a year of a body has a part in.
    pub fn lineage_pdfs(&self, body: &str, year: i16) -> Vec<&Job> {
        let is_part = |id: &RecordId| {
            let record = self.ledger.record(*id);
            (record.body.as_str(), record.year) == (body, year)
        };
        let is_of_year = |subject: &Subject| match subject {
            Subject::Lineage(id) => self.ledger.lineages[id.0].records.iter().any(is_part),
            _ => false,
        };
        let wanted = |job: &&Job| matches!(&job.subject, Subject::Pdf(of) if is_of_year(of));
        self.jobs.iter().filter(wanted).collect()
    }

    /// Day of the site.
    pub fn as_of(&self) -> Date {
        self.site.as_of
    }

    /// Whether this is the common volume.
    pub(crate) fn is_common(&self) -> bool {
        self.site.is_common
    }

    /// Path of a content file's page, in any volume.
    pub(crate) fn path_of_content(&self, path: &ContentPath) -> Option<String> {
        let own = self.addresses.of_content(path.as_str()).and_then(|subject| self.addresses.path(subject));
        let elsewhere = || self.site.around.entries.contains_key(path).then(|| path.page());
        own.map(str::to_owned).or_else(elsewhere)
    }

    /// Title of a content file, in any volume.
    pub(crate) fn title_of_content(&self, path: &ContentPath) -> Option<&str> {
        let own = self.addresses.of_content(path.as_str());
        let own = own.and_then(|subject| self.document(subject));
        let elsewhere = || Some(self.site.around.entries.get(path)?.title.as_str());
        own.map(|document| document.title.value.as_str()).or_else(elsewhere)
    }

    /// Kind of a content file, in any volume.
    pub(crate) fn kind_of_content(&self, path: &ContentPath) -> &'static str {
        let own = self.addresses.of_content(path.as_str());
        let own = own.and_then(|subject| self.document(subject));
        let elsewhere = || Some(self.site.around.entries.get(path)?.kind);
        own.map(|document| document.meta.kind()).or_else(elsewhere).unwrap_or("page")
    }

    /// The words for the tables of a body.
    pub(crate) fn words<'w>(&'w self, body: &'w Body) -> TableWords<'w> {
        TableWords { strings: self.site.strings, is_public: self.site.is_public(), body: Some(body) }
    }

    /// The content file that a page shows, if it shows one.
    pub(crate) fn document(&self, subject: &Subject) -> Option<&Document> {
        let ledger = self.ledger;
        match subject {
            Subject::Home => {
                ledger.pages.iter().find(|page| page.path.as_str() == "index").map(|page| &**page)
            }
            Subject::Body(body) => Some(&ledger.bodies[*body].document),
            Subject::Paper(id) | Subject::Form { paper: id, .. } => Some(&ledger.paper(*id).document),
            Subject::Record(id) => Some(&ledger.record(*id).document),
            Subject::Pdf(of) => self.document(of),
            Subject::Text(page) => Some(&ledger.pages[*page]),
            _ => None,
        }
    }
}
