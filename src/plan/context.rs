//! The context of a page: what every page needs while its view is built.
//!
//! Takes the plan and the path of the page; gives links, dates and HTML relative to that path. It stands
//! apart from the kinds of pages because all of them use it.

use super::holes::{Filler, References};
use super::href::relative;
use super::site::Site;
use super::subject::Subject;
use super::volume::Plan;
use crate::language::Language;
use crate::model::document::{Document, Piece};
use crate::model::ledger::{Ledger, OfficialId, PaperId, PaperRef, RecordId};
use crate::model::view::{Count, Day, Html, Link};
use crate::source::ContentPath;
use crate::source::link;
use crate::vietnamese::date::{Date, YearSpan, show_vi};

/// One page being built: the site as seen from the page's path.
pub(crate) struct PageContext<'p> {
    pub(crate) plan: &'p Plan<'p>,
    pub(crate) ledger: &'p Ledger,
    pub(crate) site: &'p Site<'p>,
    pub(crate) path: &'p str,
}

impl<'p> PageContext<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>, path: &'p str) -> Self {
        Self { plan, ledger: plan.ledger, site: &plan.site, path }
    }

    /// Relative address of a subject's page, where it has a page.
    pub(crate) fn href(&self, subject: &Subject) -> Option<String> {
        Some(relative(self.path, self.plan.addresses.path(subject)?))
    }

    /// Relative address of a place in a subject's page.
    pub(crate) fn href_at(&self, subject: &Subject, anchor: &str) -> Option<String> {
        let path = self.plan.addresses.path(subject)?;
        Some(match path == self.path {
            true => format!("#{anchor}"),
            false => format!("{}#{anchor}", relative(self.path, path)),
        })
    }

    /// A text that links to a subject's page, where it has a page.
    pub(crate) fn link(&self, subject: &Subject, text: impl Into<String>) -> Link {
        Link { text: text.into(), href: self.href(subject) }
    }

    /// A number that links to a place in a subject's page; zero has no link.
    pub(crate) fn count(&self, n: usize, subject: &Subject, anchor: &str) -> Count {
        Count { n, href: if n == 0 { None } else { self.href_at(subject, anchor) } }
    }

    /// A date as the language writes it.
    pub(crate) fn day(&self, date: Date) -> Day {
        let shown = match self.site.language {
            Language::Vi => show_vi(date),
            Language::En => date.strftime("%-d %B %Y").to_string(),
        };
        Day { iso: date.to_string(), shown }
    }

    /// HTML of a document, for a page that is not the document's own.
    pub(crate) fn excerpt(&self, document: &Document, pieces: &[Piece]) -> Html {
        Filler::new(self.plan, self.path).excerpt(document, pieces)
    }

    /// HTML of a document, for its own page, which has its footnotes.
    pub(crate) fn own(&self, document: &Document, pieces: &[Piece], references: &mut References) -> Html {
        Filler::new(self.plan, self.path).own(document, pieces, references)
    }

    /// Index of a body in the ledger.
    pub(crate) fn body_index(&self, id: &str) -> Option<usize> {
        self.ledger.bodies.binary_search_by(|body| body.id.as_str().cmp(id)).ok()
    }

    /// A body's short name, with a link to its page.
    pub(crate) fn body_link(&self, id: &str) -> Link {
        match (self.body_index(id), self.site.around.bodies.get(id)) {
            (Some(index), _) => self.link(&Subject::Body(index), self.ledger.bodies[index].short_name()),
            (None, Some(name)) => {
                let href = relative(self.path, &format!("{id}/index.html"));
                Link { text: name.clone(), href: Some(href) }
            }
            (None, None) => Link { text: id.to_owned(), href: None },
        }
    }

    /// A year of a body as labelled, with a link to its page.
    pub(crate) fn year_link(&self, body: &str, year: i16) -> Link {
        let text = self.year_label(body, year);
        let subject = self.body_index(body).map(|body| Subject::Year { body, year });
        Link { text, href: subject.and_then(|subject| self.href(&subject)) }
    }

    /// The label of a year of a body: `2021`, or `2013–2015` where its plan covers several years.
    pub(crate) fn year_label(&self, body: &str, year: i16) -> String {
        let body = self.ledger.body(body);
        let entry = body.and_then(|body| body.years.iter().find(|entry| entry.year == year));
        entry.map_or_else(|| year.to_string(), |entry| entry.span.to_string())
    }

    /// Whether a year of a body is not over on the day of the site.
    pub(crate) fn is_running(&self, body: &str, year: i16) -> bool {
        let body = self.ledger.body(body);
        let entry = body.and_then(|body| body.years.iter().find(|entry| entry.year == year));
        self.site.as_of < entry.map_or(YearSpan::single(year), |entry| entry.span).end()
    }

    /// A record's title, with a link to its page.
    pub(crate) fn record_link(&self, id: RecordId) -> Link {
        self.link(&Subject::Record(id), self.ledger.record(id).document.title.value.clone())
    }

    /// A paper's title, with a link to its page.
    pub(crate) fn paper_link(&self, id: PaperId) -> Link {
        self.link(&Subject::Paper(id), self.ledger.paper(id).document.title.value.clone())
    }

    /// An official document's number, with a link to its page.
    pub(crate) fn official_link(&self, id: OfficialId) -> Link {
        self.link(&Subject::Official(id), self.ledger.documents[id.0].number.as_str())
    }

    /// A link to the document that a reference means.
    pub(crate) fn paper_ref(&self, reference: &PaperRef) -> Link {
        match reference {
            PaperRef::Paper(id) => self.paper_link(*id),
            PaperRef::File(path) => self.content_link(path),
            PaperRef::Official(id) => match &self.ledger.documents[id.0].paper {
                Some(path) => self.content_link(path),
                None => self.official_link(*id),
            },
        }
    }

    /// A content file's title, with a link to its page, in any volume.
    pub(crate) fn content_link(&self, path: &ContentPath) -> Link {
        let href = self.plan.path_of_content(path).map(|to| relative(self.path, &to));
        let title = self.plan.title_of_content(path).filter(|_| href.is_some());
        Link { text: title.unwrap_or(path.as_str()).to_owned(), href }
    }

    /// A unit's name, with a link to its page; the text itself for someone outside the body.
    pub(crate) fn unit_link(&self, body: &str, unit: &str) -> Link {
        let index = self.body_index(body);
        let found = index.and_then(|index| {
            let units = &self.ledger.bodies[index].meta.units;
            let at = units.iter().position(|entry| entry.id.value == unit)?;
            Some(self.link(&Subject::Unit { body: index, unit: at }, units[at].name.clone()))
        });
        found.unwrap_or_else(|| Link { text: unit.to_owned(), href: None })
    }

    /// Links to several units.
    pub(crate) fn unit_links(&self, body: &str, units: &[String]) -> Vec<Link> {
        units.iter().map(|unit| self.unit_link(body, unit)).collect()
    }

    /// The name of an area, with a link to its page.
    pub(crate) fn area_link(&self, body: &str, area: Option<&String>) -> Option<Link> {
        let index = self.body_index(body)?;
        let areas = &self.ledger.bodies[index].meta.areas;
        let at = areas.iter().position(|entry| Some(&entry.id.value) == area)?;
        Some(self.link(&Subject::Area { body: index, area: at }, areas[at].name.clone()))
    }

    /// Absolute address of a path below the site, where the site's address is known.
    pub(crate) fn whole_address(&self, path: &str) -> Option<String> {
        // Servers give a folder's page at the folder's address.
        let path = path
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .unwrap_or(path);
        Some(format!("{}{}", self.site.config.url.as_deref()?, link::encode(path)))
    }

    /// Title of the content file that a page shows, if it shows one.
    pub(crate) fn document_title(&self, subject: &Subject) -> Option<String> {
        Some(self.plan.document(subject)?.title.value.clone())
    }
}
