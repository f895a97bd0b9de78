//! Errata: corrections of frozen files, as the pages that show those files tell of them.
//!
//! Takes the subject of a page; gives the errata of what it shows. They stand beside the text that was frozen and
//! never in its place, so they are apart from every other part of a page.

use super::context::PageContext;
use super::subject::{Job, Subject};
use super::volume::Plan;
use crate::front_matter::Meta;
use crate::model::view::ErratumView;
use crate::source::ContentPath;

impl Plan<'_> {
    /// Errata that have a place in a file that was frozen: a PDF has none.
    pub fn errata_in(&self, job: &Job) -> Vec<ErratumView> {
        match &job.subject {
            Subject::Pdf(_) => Vec::new(),
            subject => PageContext::new(self, &job.path).errata(subject),
        }
    }
}

impl PageContext<'_> {
    /// Errata of what the page about `subject` shows, by day.
    pub(crate) fn errata(&self, subject: &Subject) -> Vec<ErratumView> {
        if self.plan.index.errata().is_empty() {
            return Vec::new();
        }
        let mut shown: Vec<ErratumView> =
            self.plan.index.errata().iter().filter_map(|page| self.erratum(*page, subject)).collect();
        shown.sort_by(|a, b| a.day.iso.cmp(&b.day.iso));
        shown
    }

    /// The erratum at an index among the pages, if the page about `subject` shows what it corrects.
    fn erratum(&self, page: usize, subject: &Subject) -> Option<ErratumView> {
        let document = &self.ledger.pages[page];
        let Meta::Erratum(meta) = &document.meta else { return None };
        let of = meta.target(&document.path)?;
        let is_shown = match subject {
            Subject::Pdf(of) => return self.erratum(page, of),
            Subject::Text(index) => *index == page || self.ledger.pages[*index].path == of,
            Subject::Record(id) => self.ledger.record(*id).document.path == of,
            Subject::Paper(id) | Subject::Form { paper: id, .. } => {
                self.ledger.paper(*id).document.path == of
            }
            Subject::Lineage(id) => {
                let records = &self.ledger.lineages[id.0].records;
                records.iter().any(|id| self.ledger.record(*id).document.path == of)
            }
            Subject::Year { body, year } | Subject::FollowUp { body, year } => self.is_in(&of, *body, *year),
            Subject::Home | Subject::Body(_) | Subject::FollowUpText { .. } | Subject::Matrix(_) => false,
            Subject::Records(_) | Subject::Compare { .. } | Subject::Unit { .. } | Subject::Area { .. } => {
                false
            }
            Subject::Indicators(_) | Subject::Official(_) | Subject::Documents => false,
            Subject::Calendar { .. } | Subject::Dates(_) | Subject::UnitDates { .. } => false,
            Subject::Workbook(_) | Subject::Data | Subject::Quality | Subject::Archive => false,
            Subject::Moved(_) | Subject::NotFound | Subject::Search | Subject::Sitemap(_) => false,
            Subject::CommonSitemap | Subject::SitemapIndex | Subject::Asset(_) | Subject::File(_) => false,
        };
        is_shown.then(|| ErratumView {
            of: self.content_link(&of),
            day: self.day(meta.date),
            by: meta.by.clone(),
            wrong: meta.wrong.clone(),
            right: meta.right.clone(),
            page: self.link(&Subject::Text(page), document.title.value.clone()),
        })
    }

    fn is_in(&self, path: &ContentPath, body: usize, year: i16) -> bool {
        path.body() == Some(&self.ledger.bodies[body].id) && path.year() == Some(year)
    }
}
