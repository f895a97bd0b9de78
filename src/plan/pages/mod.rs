//! Pages: one module for each kind of page.
//!
//! Each takes the context and gives the content of its pages; it also claims their addresses in the editions
//! that have them, and says whether headers link to them. This file lists all of them: a new kind is one
//! more module here, and one more [`Subject`] so that others can link to it.

mod archive;
mod asset;
mod body;
mod calendar;
mod changes;
mod compare;
mod data;
mod document;
mod follow_up;
mod form;
mod home;
mod indicators;
mod lineage;
mod matrix;
mod moved;
mod not_found;
mod page;
mod paper;
mod pdf;
mod quality;
mod record;
mod records;
mod search;
mod sitemap;
mod unit;
mod year;

pub use changes::{ChangesContext, changes_page, marked};

use super::address::{Addresses, Claims};
use super::context::PageContext;
use super::kind::Kind;
use super::site::Site;
use super::subject::Subject;
use crate::diagnostic::Diagnostic;
use crate::model::ledger::Ledger;
use crate::model::view::NavLink;

/// Claims the addresses of one kind of page.
type Claim = fn(&mut Claims, &Ledger, &Site<'_>);

/// The claims of all kinds. Of two that claim one path the first keeps it. Pages of files come before pages
/// derived from them, so that one of two claimants always has a place for the finding.
const CLAIMS: [Claim; 26] = [
    body::claim,
    paper::claim,
    record::claim,
    page::claim,
    year::claim,
    calendar::claim,
    data::claim_workbooks,
    matrix::claim,
    records::claim,
    indicators::claim,
    unit::claim,
    compare::claim,
    form::claim,
    follow_up::claim,
    lineage::claim,
    pdf::claim,
    moved::claim,
    home::claim,
    document::claim,
    data::claim,
    quality::claim,
    archive::claim,
    not_found::claim,
    search::claim,
    sitemap::claim,
    asset::claim,
];

/// A page that headers link to from the page about a subject: key of the link's text, and the subject
/// linked to.
type Tool = fn(&PageContext<'_>, &Subject) -> Option<(&'static str, Subject)>;

/// Pages about a body that the headers of all its pages link to, in this order.
const TOOLS: [Tool; 4] = [matrix::tool, compare::tool, calendar::tool, indicators::tool];

/// Pages of the whole site that all headers link to: keys of their texts, in this order.
const SITE_PAGES: [(&str, Subject); 3] =
    [("documents", Subject::Documents), ("quality", Subject::Quality), ("archive", Subject::Archive)];

/// The path of every page of a volume, and the paths that are claimed twice.
pub(crate) fn addresses(ledger: &Ledger, site: &Site<'_>) -> (Addresses, Vec<Diagnostic>) {
    let mut claims = Claims::new(site.is_common);
    CLAIMS.iter().for_each(|claim| claim(&mut claims, ledger, site));
    claims.finish()
}

/// Links of the header to other pages about the body of a page.
pub(crate) fn tools(context: &PageContext<'_>, subject: &Subject) -> Vec<NavLink> {
    let tools = TOOLS.iter().filter_map(|tool| tool(context, subject));
    tools.filter_map(|(key, about)| context.nav_key(subject, key, &about)).collect()
}

/// Links of the header to pages of the whole site.
pub(crate) fn site_pages(context: &PageContext<'_>, subject: &Subject) -> Vec<NavLink> {
    SITE_PAGES.iter().filter_map(|(key, about)| context.nav_key(subject, key, about)).collect()
}

/// The kind of the page about a subject.
pub(crate) fn kind(subject: &Subject) -> Kind {
    match subject.clone() {
        Subject::Home => home::page(),
        Subject::Body(body) => body::page(body),
        Subject::Year { body, year } => year::page(body, year),
        Subject::Paper(paper) => paper::page(paper),
        Subject::Form { paper, form } => form::page(paper, form),
        Subject::FollowUp { body, year } => follow_up::page(body, year),
        Subject::FollowUpText { body, year } => follow_up::markdown(body, year),
        Subject::Pdf(of) => pdf::page(kind(&of)),
        Subject::Record(record) => record::page(record),
        Subject::Lineage(lineage) => lineage::page(lineage),
        Subject::Matrix(body) => matrix::page(body),
        Subject::Records(body) => records::page(body),
        Subject::Compare { body, from, to } => compare::page(body, from, to),
        Subject::Unit { body, unit } => unit::unit(body, unit),
        Subject::Area { body, area } => unit::area(body, area),
        Subject::Indicators(body) => indicators::page(body),
        Subject::Official(document) => document::document(document),
        Subject::Documents => document::documents(),
        Subject::Calendar { body, year } => calendar::page(body, year),
        Subject::Dates(body) => calendar::dates(body, None),
        Subject::UnitDates { body, unit } => calendar::dates(body, Some(unit)),
        Subject::Workbook(body) => data::workbook(body),
        Subject::Data => data::page(),
        Subject::Quality => quality::page(),
        Subject::Archive => archive::page(),
        Subject::Text(page) => page::page(page),
        Subject::Moved(index) => moved::page(index),
        Subject::NotFound => not_found::page(),
        Subject::Search => search::page(),
        Subject::Sitemap(_) | Subject::CommonSitemap => sitemap::sitemap(),
        Subject::SitemapIndex => sitemap::index(),
        Subject::Asset(path) => asset::asset(path),
        Subject::File(path) => asset::file(path),
    }
}
