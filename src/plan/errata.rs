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
        let mut shown: Vec<(usize, ErratumView)> = match subject {
            Subject::Pdf(of) => return self.errata(of),
            Subject::Text(page) => {
                let document = &self.ledger.pages[*page];
                let own = self.erratum_at(*page).map(|shown| (*page, shown));
                own.into_iter().chain(self.errata_of(&document.path)).collect()
            }
            Subject::Record(id) => self.errata_of(&self.ledger.record(*id).document.path).collect(),
            Subject::Paper(id) | Subject::Form { paper: id, .. } => {
                self.errata_of(&self.ledger.paper(*id).document.path).collect()
            }
            Subject::Lineage(id) => {
                let records = self.ledger.lineages[id.0].records.iter();
                records.flat_map(|id| self.errata_of(&self.ledger.record(*id).document.path)).collect()
            }
            Subject::Year { body, year } | Subject::FollowUp { body, year } => {
                let own = self.plan.index.errata().keys().filter(|of| self.is_in(of, *body, *year));
                own.flat_map(|of| self.errata_of(of)).collect()
            }
            Subject::Home | Subject::Body(_) | Subject::FollowUpText { .. } | Subject::Matrix(_) => {
                Vec::new()
            }
            Subject::Records(_) | Subject::Compare { .. } | Subject::Unit { .. } | Subject::Area { .. } => {
                Vec::new()
            }
            Subject::Indicators(_) | Subject::Official(_) | Subject::Documents => Vec::new(),
            Subject::Calendar { .. } | Subject::Dates(_) | Subject::UnitDates { .. } => Vec::new(),
            Subject::Workbook(_) | Subject::Data | Subject::Quality | Subject::Archive => Vec::new(),
            Subject::Moved(_) | Subject::NotFound | Subject::Search | Subject::Sitemap(_) => Vec::new(),
            Subject::CommonSitemap | Subject::SitemapIndex | Subject::Asset(_) | Subject::File(_) => {
                Vec::new()
            }
        };
        shown.sort_by(|(a, one), (b, other)| (&one.day.iso, a).cmp(&(&other.day.iso, b)));
        shown.into_iter().map(|(_, shown)| shown).collect()
    }

    /// The errata of a file, with their indexes among the pages.
    fn errata_of(&self, file: &ContentPath) -> impl Iterator<Item = (usize, ErratumView)> {
        let pages = self.plan.index.errata().get(file).into_iter().flatten();
        pages.filter_map(|page| Some((*page, self.erratum_at(*page)?)))
    }

    /// The erratum at an index among the pages; none where that page is something else.
    fn erratum_at(&self, page: usize) -> Option<ErratumView> {
        let document = &self.ledger.pages[page];
        let Meta::Erratum(meta) = &document.meta else { return None };
        Some(ErratumView {
            of: self.content_link(&meta.target(&document.path)?),
            day: self.day(meta.date),
            by: meta.by.value.clone(),
            wrong: meta.wrong.value.clone(),
            right: meta.right.value.clone(),
            page: self.link(&Subject::Text(page), document.title.value.clone()),
        })
    }

    fn is_in(&self, path: &ContentPath, body: usize, year: i16) -> bool {
        path.body() == Some(&self.ledger.bodies[body].id) && path.year() == Some(year)
    }
}
