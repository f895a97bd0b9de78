//! What each page is about.
//!
//! A subject is the name of a page within the program: views lead to subjects, and only
//! [`super::address`] knows at which path each is. What a kind of page shows is in [`super::pages`].

use crate::model::document::Form;
use crate::model::ledger::{Ledger, LineageId, OfficialId, PaperId, RecordId};

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

impl Subject {
    /// The body that the page belongs to.
    pub(crate) fn body(&self, ledger: &Ledger) -> Option<usize> {
        let named = |id: &str| ledger.bodies.binary_search_by(|body| body.id.as_str().cmp(id)).ok();
        match self {
            Self::Body(body)
            | Self::Matrix(body)
            | Self::Records(body)
            | Self::Indicators(body)
            | Self::Dates(body)
            | Self::Workbook(body)
            | Self::Sitemap(body)
            | Self::Year { body, .. }
            | Self::Calendar { body, .. }
            | Self::UnitDates { body, .. }
            | Self::Compare { body, .. }
            | Self::FollowUp { body, .. }
            | Self::FollowUpText { body, .. }
            | Self::Unit { body, .. }
            | Self::Area { body, .. } => Some(*body),
            Self::Paper(id) | Self::Form { paper: id, .. } => named(&ledger.paper(*id).body),
            Self::Record(id) => named(&ledger.record(*id).body),
            Self::Lineage(id) => named(&ledger.lineages[id.0].body),
            Self::Home | Self::Official(_) | Self::Documents | Self::Quality | Self::Data => None,
            Self::Text(_) | Self::Moved(_) | Self::NotFound | Self::Search => None,
            Self::CommonSitemap | Self::SitemapIndex | Self::Asset(_) | Self::File(_) => None,
        }
    }

    /// The year that the page belongs to.
    pub(crate) fn year(&self, ledger: &Ledger) -> Option<i16> {
        match self {
            Self::Year { year, .. } | Self::Calendar { year, .. } | Self::FollowUp { year, .. } => {
                Some(*year)
            }
            Self::Paper(id) | Self::Form { paper: id, .. } => Some(ledger.paper(*id).year),
            Self::Record(id) => Some(ledger.record(*id).year),
            Self::Body(_) | Self::Matrix(_) | Self::Records(_) | Self::Indicators(_) | Self::Lineage(_) => {
                None
            }
            Self::Compare { .. } | Self::Unit { .. } | Self::Area { .. } | Self::FollowUpText { .. } => None,
            Self::Dates(_) | Self::UnitDates { .. } | Self::Workbook(_) | Self::Sitemap(_) => None,
            Self::Home | Self::Official(_) | Self::Documents | Self::Quality | Self::Data => None,
            Self::Text(_) | Self::Moved(_) | Self::NotFound | Self::Search => None,
            Self::CommonSitemap | Self::SitemapIndex | Self::Asset(_) | Self::File(_) => None,
        }
    }

    /// Whether it is a page that readers and search engines should come to: no file for other programs,
    /// and nothing that only stands in for a page.
    pub(crate) fn is_listed(&self) -> bool {
        match self {
            Self::Home | Self::Body(_) | Self::Year { .. } | Self::Paper(_) | Self::Form { .. } => true,
            Self::FollowUp { .. } | Self::Record(_) | Self::Lineage(_) | Self::Matrix(_) => true,
            Self::Records(_) | Self::Compare { .. } | Self::Unit { .. } | Self::Area { .. } => true,
            Self::Indicators(_) | Self::Official(_) | Self::Documents | Self::Calendar { .. } => true,
            Self::Data | Self::Quality | Self::Text(_) | Self::Search => true,
            Self::FollowUpText { .. } | Self::Dates(_) | Self::UnitDates { .. } | Self::Workbook(_) => false,
            Self::Moved(_) | Self::NotFound | Self::Asset(_) | Self::File(_) => false,
            Self::Sitemap(_) | Self::CommonSitemap | Self::SitemapIndex => false,
        }
    }
}
