//! Views: everything that one page shows, and nothing else.
//!
//! A template reads its view and the theme's strings. It cannot look anything up, so the hash of a
//! view is a complete key for the page that is made from it.

mod across;
mod dates;
mod drawings;
mod pages;
mod papers;
mod parts;
mod sheets;
mod tables;
mod workbook;

pub use across::*;
pub use dates::*;
pub use drawings::*;
pub use pages::*;
pub use papers::*;
pub use parts::*;
pub use sheets::*;
pub use tables::*;
pub use workbook::*;

use serde::Serialize;
use std::path::PathBuf;

/// One page: what all pages have, and what this kind of page has.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// Ways to the rest of the site.
    pub header: Header,
    /// Title, footer and breadcrumb.
    pub frame: Frame,
    /// The page's own content.
    pub page: Content,
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
    pub source: Option<String>,
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

/// What one kind of page has.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Content {
    /// `index.html`.
    Home(Box<HomePage>),
    /// A body.
    Body(Box<BodyPage>),
    /// A year of a body.
    Year(Box<YearPage>),
    /// A review, plan or report.
    Paper(Box<PaperPage>),
    /// A paper in the official form of its body.
    Form(Box<FormPage>),
    /// What became of what earlier reviews found.
    FollowUp(Box<FollowUpPage>),
    /// The same as Markdown, which has no template.
    FollowUpText(Box<FollowUpPage>),
    /// One deficiency in one year.
    Record(Box<RecordPage>),
    /// One deficiency over the years.
    Lineage(Box<LineagePage>),
    /// All deficiencies over all years.
    Matrix(Box<MatrixPage>),
    /// All records of a body.
    Records(Box<RecordsPage>),
    /// Two years side by side.
    Compare(Box<ComparePage>),
    /// A unit.
    Unit(Box<UnitPage>),
    /// A field of work.
    Area(Box<AreaPage>),
    /// Indicators over the years.
    Indicators(Box<IndicatorsPage>),
    /// An official document.
    Official(Box<OfficialPage>),
    /// All official documents.
    Documents(Box<DocumentsPage>),
    /// What has a day.
    Calendar(Box<CalendarPage>),
    /// Files for other programs.
    Data(Box<DataPage>),
    /// What the record leaves open.
    Quality(Box<QualityPage>),
    /// An ordinary page.
    Text(Box<TextPage>),
    /// A page that is elsewhere now.
    Moved(Box<MovedPage>),
    /// The search.
    Search(Box<SearchPage>),
    /// What a server shows where there is no page.
    NotFound(Box<NotFoundPage>),
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
    /// Tables for a spreadsheet.
    Workbook(Box<WorkbookView>),
    /// A file that is no page.
    Made {
        /// What it holds.
        bytes: Vec<u8>,
    },
}

impl Content {
    /// The template that shows it; none for what is copied.
    pub fn template(&self) -> Option<&'static str> {
        Some(match self {
            Self::Home(_) => "home.html",
            Self::Body(_) => "body.html",
            Self::Year(_) => "year.html",
            Self::Paper(_) => "paper.html",
            Self::Form(_) => "form.html",
            Self::FollowUp(_) => "follow-up.html",
            Self::Record(_) => "record.html",
            Self::Lineage(_) => "lineage.html",
            Self::Matrix(_) => "matrix.html",
            Self::Records(_) => "records.html",
            Self::Compare(_) => "compare.html",
            Self::Unit(_) => "unit.html",
            Self::Area(_) => "area.html",
            Self::Indicators(_) => "indicators.html",
            Self::Official(_) => "document.html",
            Self::Documents(_) => "documents.html",
            Self::Calendar(_) => "calendar.html",
            Self::Data(_) => "data.html",
            Self::Quality(_) => "quality.html",
            Self::Text(_) => "page.html",
            Self::Moved(_) => "moved.html",
            Self::Search(_) => "search.html",
            Self::NotFound(_) => "not-found.html",
            Self::FollowUpText(_)
            | Self::Asset { .. }
            | Self::File { .. }
            | Self::Workbook(_)
            | Self::Made { .. } => return None,
        })
    }
}
