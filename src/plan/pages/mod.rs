//! Pages: one module for each kind of page.
//!
//! Each takes the desk and gives the content of its pages; it also claims their addresses in the editions
//! that have them, and says whether headers link to them. This file lists all of them: a new kind is one
//! more module here, and one more [`Subject`] so that others can link to it.

mod asset;
mod body;
mod calendar;
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
mod quality;
mod record;
mod records;
mod search;
mod sitemap;
mod unit;
mod year;

use super::address::{Addresses, Claims};
use super::desk::Desk;
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
const CLAIMS: [Claim; 24] = [
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
    moved::claim,
    home::claim,
    document::claim,
    data::claim,
    quality::claim,
    not_found::claim,
    search::claim,
    sitemap::claim,
    asset::claim,
];

/// A page that headers link to from the page about a subject: key of the link's text, and the subject
/// linked to.
type Tool = fn(&Desk<'_>, &Subject) -> Option<(&'static str, Subject)>;

/// Pages about a body that the headers of all its pages link to, in this order.
const TOOLS: [Tool; 4] = [matrix::tool, compare::tool, calendar::tool, indicators::tool];

/// Pages of the whole site that all headers link to: keys of their texts, in this order.
const SITE_PAGES: [(&str, Subject); 2] = [("documents", Subject::Documents), ("quality", Subject::Quality)];

/// The path of every page of a volume, and the paths that are claimed twice.
pub(crate) fn addresses(ledger: &Ledger, site: &Site<'_>) -> (Addresses, Vec<Diagnostic>) {
    let mut claims = Claims::new(site.is_common);
    CLAIMS.iter().for_each(|claim| claim(&mut claims, ledger, site));
    claims.finish()
}

/// Links of the header to other pages about the body of a page.
pub(crate) fn tools(desk: &Desk<'_>, subject: &Subject) -> Vec<NavLink> {
    let tools = TOOLS.iter().filter_map(|tool| tool(desk, subject));
    tools.filter_map(|(key, about)| desk.nav_key(subject, key, &about)).collect()
}

/// Links of the header to pages of the whole site.
pub(crate) fn site_pages(desk: &Desk<'_>, subject: &Subject) -> Vec<NavLink> {
    SITE_PAGES.iter().filter_map(|(key, about)| desk.nav_key(subject, key, about)).collect()
}

/// The kind of the page about a subject.
pub(crate) fn kind(subject: &Subject) -> Box<dyn Kind> {
    match subject.clone() {
        Subject::Home => Box::new(home::Page),
        Subject::Body(body) => Box::new(body::Page { body }),
        Subject::Year { body, year } => Box::new(year::Page { body, year }),
        Subject::Paper(paper) => Box::new(paper::Page { paper }),
        Subject::Form { paper, form } => Box::new(form::Page { paper, form }),
        Subject::FollowUp { body, year } => Box::new(follow_up::Page { body, year }),
        Subject::FollowUpText { body, year } => Box::new(follow_up::Markdown { body, year }),
        Subject::Record(record) => Box::new(record::Page { record }),
        Subject::Lineage(lineage) => Box::new(lineage::Page { lineage }),
        Subject::Matrix(body) => Box::new(matrix::Page { body }),
        Subject::Records(body) => Box::new(records::Page { body }),
        Subject::Compare { body, from, to } => Box::new(compare::Page { body, from, to }),
        Subject::Unit { body, unit } => Box::new(unit::Unit { body, unit }),
        Subject::Area { body, area } => Box::new(unit::Area { body, area }),
        Subject::Indicators(body) => Box::new(indicators::Page { body }),
        Subject::Official(document) => Box::new(document::Document { document }),
        Subject::Documents => Box::new(document::Documents),
        Subject::Calendar { body, year } => Box::new(calendar::Page { body, year }),
        Subject::Dates(body) => Box::new(calendar::Dates { body, unit: None }),
        Subject::UnitDates { body, unit } => Box::new(calendar::Dates { body, unit: Some(unit) }),
        Subject::Workbook(body) => Box::new(data::Workbook { body }),
        Subject::Data => Box::new(data::Page),
        Subject::Quality => Box::new(quality::Page),
        Subject::Text(page) => Box::new(page::Page { page }),
        Subject::Moved(index) => Box::new(moved::Page { index }),
        Subject::NotFound => Box::new(not_found::Page),
        Subject::Search => Box::new(search::Page),
        Subject::Sitemap(_) | Subject::CommonSitemap => Box::new(sitemap::Sitemap),
        Subject::SitemapIndex => Box::new(sitemap::Index),
        Subject::Asset(path) => Box::new(asset::Asset { path }),
        Subject::File(path) => Box::new(asset::File { path }),
    }
}
