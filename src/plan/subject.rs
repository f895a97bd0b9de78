//! Subjects: what each page is about.
//!
//! A subject names a page inside the program: views link to subjects, and only [`super::address`] knows
//! their paths. It stands apart from [`super::pages`] so that a page can link to another kind without
//! knowing it.

use crate::front_matter::Form;
use crate::model::ledger::{Ledger, LineageId, OfficialId, PaperId, RecordId};

/// What a page is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The front page.
    Home,
    /// A body, by its index in the ledger.
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
    /// A paper in the official form of its body.
    Form {
        /// The paper.
        paper: PaperId,
        /// Whose form it is.
        form: Form,
    },
    /// The follow-up, by the end of a plan year, on what earlier reviews found.
    FollowUp {
        /// The body.
        body: usize,
        /// The year.
        year: i16,
    },
    /// The follow-up as Markdown.
    FollowUpText {
        /// The body.
        body: usize,
        /// The year.
        year: i16,
    },
    /// A page as PDF.
    Pdf(Box<Subject>),
    /// A record: one deficiency in one year.
    Record(RecordId),
    /// A lineage: one deficiency over the years.
    Lineage(LineageId),
    /// The matrix of a body: all lineages over all years.
    Matrix(usize),
    /// All records of a body, one row each.
    Records(usize),
    /// Two plan years of a body compared.
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
        /// Index of the unit in its list.
        unit: usize,
    },
    /// An area of a body.
    Area {
        /// The body.
        body: usize,
        /// Index of the area in its list.
        area: usize,
    },
    /// The indicators of a body over the years.
    Indicators(usize),
    /// An official document.
    Official(OfficialId),
    /// All official documents.
    Documents,
    /// The calendar of a year: everything that its plans ask for by a date.
    Calendar {
        /// The body.
        body: usize,
        /// The year.
        year: i16,
    },
    /// The calendar file of a body.
    Dates(usize),
    /// The calendar file of a unit.
    UnitDates {
        /// The body.
        body: usize,
        /// Index of the unit in its list.
        unit: usize,
    },
    /// The workbook of a body.
    Workbook(usize),
    /// The list of data files.
    Data,
    /// The quality page: findings and waivers; internal edition only.
    Quality,
    /// The archive's page: which years are frozen, or can be; internal edition only.
    Archive,
    /// An ordinary page, by its index in the ledger.
    Text(usize),
    /// A page at a former path, by its index among those.
    Moved(usize),
    /// The page that a server shows where there is none.
    NotFound,
    /// The search page.
    Search,
    /// The sitemap of a body.
    Sitemap(usize),
    /// The sitemap of what belongs to no body.
    CommonSitemap,
    /// The index of sitemaps.
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
    /// What it is about.
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
            Self::Pdf(of) => of.body(ledger),
            Self::Record(id) => named(&ledger.record(*id).body),
            Self::Lineage(id) => named(&ledger.lineages[id.0].body),
            Self::Home | Self::Official(_) | Self::Documents | Self::Quality | Self::Archive | Self::Data => {
                None
            }
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
            Self::Pdf(of) => of.year(ledger),
            Self::Record(id) => Some(ledger.record(*id).year),
            Self::Body(_) | Self::Matrix(_) | Self::Records(_) | Self::Indicators(_) | Self::Lineage(_) => {
                None
            }
            Self::Compare { .. } | Self::Unit { .. } | Self::Area { .. } | Self::FollowUpText { .. } => None,
            Self::Dates(_) | Self::UnitDates { .. } | Self::Workbook(_) | Self::Sitemap(_) => None,
            Self::Home | Self::Official(_) | Self::Documents | Self::Quality | Self::Archive | Self::Data => {
                None
            }
            Self::Text(_) | Self::Moved(_) | Self::NotFound | Self::Search => None,
            Self::CommonSitemap | Self::SitemapIndex | Self::Asset(_) | Self::File(_) => None,
        }
    }

    /// Whether readers and search engines should be led to it: it is a page, and no placeholder for one.
    pub(crate) fn is_listed(&self) -> bool {
        match self {
            Self::Home | Self::Body(_) | Self::Year { .. } | Self::Paper(_) | Self::Form { .. } => true,
            Self::FollowUp { .. } | Self::Record(_) | Self::Lineage(_) | Self::Matrix(_) => true,
            Self::Records(_) | Self::Compare { .. } | Self::Unit { .. } | Self::Area { .. } => true,
            Self::Indicators(_) | Self::Official(_) | Self::Documents | Self::Calendar { .. } => true,
            Self::Data | Self::Quality | Self::Archive | Self::Text(_) | Self::Search => true,
            Self::FollowUpText { .. } | Self::Dates(_) | Self::UnitDates { .. } | Self::Workbook(_) => false,
            Self::Pdf(_) => false,
            Self::Moved(_) | Self::NotFound | Self::Asset(_) | Self::File(_) => false,
            Self::Sitemap(_) | Self::CommonSitemap | Self::SitemapIndex => false,
        }
    }
}
