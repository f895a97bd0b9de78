//! What every page needs while its view is built.

use super::holes::{Filler, References};
use super::href::relative;
use super::site::Site;
use super::subject::Subject;
use super::volume::Plan;
use crate::language::Language;
use crate::model::document::{ContentPath, Document, Piece};
use crate::model::ledger::{Ledger, OfficialId, PaperId, PaperRef, RecordId};
use crate::model::view::{Count, Day, Html, Link};
use crate::source::link;
use crate::vietnamese::date::{Date, YearSpan, show_vi};

/// One page being built: the whole site, seen from the page's path.
pub(crate) struct Desk<'p> {
    pub(crate) plan: &'p Plan<'p>,
    pub(crate) ledger: &'p Ledger,
    pub(crate) site: &'p Site<'p>,
    pub(crate) path: &'p str,
}

impl<'p> Desk<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>, path: &'p str) -> Self {
        Self { plan, ledger: plan.ledger, site: &plan.site, path }
    }

    /// Relative address of a subject's page, where it has one.
    pub(crate) fn href(&self, subject: &Subject) -> Option<String> {
        Some(relative(self.path, self.plan.addresses.path(subject)?))
    }

    /// The same, at a place in the page.
    pub(crate) fn href_at(&self, subject: &Subject, anchor: &str) -> Option<String> {
        let path = self.plan.addresses.path(subject)?;
        Some(match path == self.path {
            true => format!("#{anchor}"),
            false => format!("{}#{anchor}", relative(self.path, path)),
        })
    }

    /// Words that lead to a subject's page.
    pub(crate) fn link(&self, subject: &Subject, text: impl Into<String>) -> Link {
        Link { text: text.into(), href: self.href(subject) }
    }

    /// A number that leads to a place; zero leads nowhere.
    pub(crate) fn count(&self, n: usize, subject: &Subject, anchor: &str) -> Count {
        Count { n, href: if n == 0 { None } else { self.href_at(subject, anchor) } }
    }

    /// A day as the language writes it.
    pub(crate) fn day(&self, date: Date) -> Day {
        let shown = match self.site.language {
            Language::Vi => show_vi(date),
            Language::En => date.strftime("%-d %B %Y").to_string(),
        };
        Day { iso: date.to_string(), shown }
    }

    /// HTML of a file on this page, which is not its own.
    pub(crate) fn excerpt(&self, document: &Document, pieces: &[Piece]) -> Html {
        Filler::new(self.plan, self.path).excerpt(document, pieces)
    }

    /// HTML of a file on this page, which is its own.
    pub(crate) fn own(&self, document: &Document, pieces: &[Piece], references: &mut References) -> Html {
        Filler::new(self.plan, self.path).own(document, pieces, references)
    }

    /// Number of a body in the ledger.
    pub(crate) fn body_index(&self, id: &str) -> Option<usize> {
        self.ledger.bodies.binary_search_by(|body| body.id.as_str().cmp(id)).ok()
    }

    /// A body's name and page.
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

    /// A year of a body as it is called, and its page.
    pub(crate) fn year_link(&self, body: &str, year: i16) -> Link {
        let text = self.year_label(body, year);
        let subject = self.body_index(body).map(|body| Subject::Year { body, year });
        Link { text, href: subject.and_then(|subject| self.href(&subject)) }
    }

    /// A year of a body as it is called: `2021`, or `2013–2015` where its plan covers more than one.
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

    /// A record's title and page.
    pub(crate) fn record_link(&self, id: RecordId) -> Link {
        self.link(&Subject::Record(id), self.ledger.record(id).document.title.value.clone())
    }

    /// A paper's title and page.
    pub(crate) fn paper_link(&self, id: PaperId) -> Link {
        self.link(&Subject::Paper(id), self.ledger.paper(id).document.title.value.clone())
    }

    /// An official document's number and page.
    pub(crate) fn official_link(&self, id: OfficialId) -> Link {
        self.link(&Subject::Official(id), self.ledger.documents[id.0].number.as_str())
    }

    /// Whatever a document names.
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

    /// A content file's title and page, whichever volume it is in.
    pub(crate) fn content_link(&self, path: &ContentPath) -> Link {
        let href = self.plan.path_of_content(path).map(|to| relative(self.path, &to));
        let title = self.plan.title_of_content(path).filter(|_| href.is_some());
        Link { text: title.unwrap_or(path.as_str()).to_owned(), href }
    }

    /// A unit's name and page; the words themselves for someone outside the body.
    pub(crate) fn unit_link(&self, body: &str, unit: &str) -> Link {
        let index = self.body_index(body);
        let found = index.and_then(|index| {
            let units = &self.ledger.bodies[index].meta.units;
            let at = units.iter().position(|entry| entry.id.value == unit)?;
            Some(self.link(&Subject::Unit { body: index, unit: at }, units[at].name.clone()))
        });
        found.unwrap_or_else(|| Link { text: unit.to_owned(), href: None })
    }

    /// Several units' names and pages.
    pub(crate) fn unit_links(&self, body: &str, units: &[String]) -> Vec<Link> {
        units.iter().map(|unit| self.unit_link(body, unit)).collect()
    }

    /// A field of work's name and page.
    pub(crate) fn area_link(&self, body: &str, area: Option<&String>) -> Option<Link> {
        let index = self.body_index(body)?;
        let areas = &self.ledger.bodies[index].meta.areas;
        let at = areas.iter().position(|entry| Some(&entry.id.value) == area)?;
        Some(self.link(&Subject::Area { body: index, area: at }, areas[at].name.clone()))
    }

    /// Whole address of a path below the site, where it is known where that is published.
    pub(crate) fn whole_address(&self, path: &str) -> Option<String> {
        // A folder's page has the folder's address, as servers give it.
        let path = path
            .strip_suffix("index.html")
            .filter(|folder| folder.is_empty() || folder.ends_with('/'))
            .unwrap_or(path);
        Some(format!("{}{}", self.site.config.url.as_deref()?, link::encode(path)))
    }

    /// Title of the content file that a page is made from, where it is made from one.
    pub(crate) fn document_title(&self, subject: &Subject) -> Option<String> {
        Some(self.plan.document(subject)?.title.value.clone())
    }
}
