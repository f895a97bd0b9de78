//! The frame: header, breadcrumbs, title and source that every page has.
//!
//! Takes the subject of a page; gives the parts of its view that do not depend on the kind. It stands apart
//! from `context`, which kinds of pages use for their content.

use super::context::PageContext;
use super::href::{relative, to_root};
use super::kind::Kind;
use super::site::FROZEN_THEME;
use super::subject::Subject;
use crate::model::document::Document;
use crate::model::outline::FEW_BODIES;
use crate::model::view::{ChangeView, Frame, Header, HistoryView, Link, NavLink, RevisionView};

impl PageContext<'_> {
    /// The header of the page about `subject`. `tools` are pages about its body, `site_pages` those about
    /// the whole site.
    pub(crate) fn header(&self, subject: &Subject, tools: Vec<NavLink>, site_pages: Vec<NavLink>) -> Header {
        let body = subject.body(self.ledger);
        Header {
            site: self.site.config.title.clone(),
            root: to_root(self.path),
            bodies: self.bodies(subject, body),
            years: body.map(|body| self.years(subject, body)).unwrap_or_default(),
            tools,
            site_pages: site_pages.into_iter().chain(self.front_pages()).collect(),
        }
    }

    /// The frame of the page about `subject`.
    pub(crate) fn frame(&self, subject: &Subject, kind: &Kind) -> Frame {
        let body = subject.body(self.ledger);
        Frame {
            site: self.site.config.title.clone(),
            language: self.site.language.tag(),
            title: (kind.title)(self),
            body: body.map(|body| self.ledger.bodies[body].short_name().to_owned()),
            kind: kind.name,
            edition: self.site.edition.word(),
            public: self.site.is_public(),
            as_of: self.day(self.site.as_of),
            revision: self.revision(),
            source: (kind.source)(self).unwrap_or_else(|| self.source(subject)),
            history: self.history(subject),
            edit: self.edit(subject),
            pdf: self.href(&Subject::Pdf(Box::new(subject.clone()))),
            canonical: (kind.canonical)(self).and_then(|path| self.whole_address(&path)),
            root: to_root(self.path),
            assets: self.assets(),
            frozen: self.site.frozen.is_some(),
            errata: self.errata(subject),
            crumbs: self.crumbs(subject, kind),
        }
    }

    /// Prefix that leads to the files of the theme: those of the site, or those that a frozen year keeps.
    fn assets(&self) -> String {
        let own = self.site.frozen.map(|folder| format!("{folder}{FROZEN_THEME}/"));
        relative(self.path, &own.unwrap_or_else(|| "assets/".to_owned()))
    }

    /// Path of the one content file that a page shows, below the content folder.
    fn file(&self, subject: &Subject) -> Option<&str> {
        Some(self.file_of(self.plan.document(subject)?))
    }

    /// Path of the file of a document, below the content folder.
    pub(crate) fn file_of(&self, document: &Document) -> &str {
        &self.site.sources.get(document.source).path
    }

    /// Commits of a page's file in git.
    fn history(&self, subject: &Subject) -> Option<HistoryView> {
        let history = self.site.provenance.history(self.file(subject)?)?;
        let repository = self.site.config.repository.as_ref();
        let changes = history.commits.iter().map(|commit| ChangeView {
            day: self.day(commit.day),
            subject: Link {
                text: commit.subject.clone(),
                href: repository.map(|repository| repository.change(&commit.id)),
            },
        });
        Some(HistoryView {
            last: self.day(history.commits.first()?.day),
            changes: changes.collect(),
            total: history.commits.len() + history.earlier,
        })
    }

    /// The revision that the site is made from.
    fn revision(&self) -> Option<RevisionView> {
        let revision = self.site.revision?;
        let shown = self.site.config.shows_changes(self.site.edition);
        let repository = self.site.config.repository.as_ref().filter(|_| shown);
        Some(RevisionView {
            known: self.day(revision.day),
            commit: Link {
                text: revision.id.clone(),
                href: repository.map(|repository| repository.change(&revision.hash)),
            },
        })
    }

    /// Address for editing a page's file.
    fn edit(&self, subject: &Subject) -> Option<String> {
        let shown = self.site.config.shows_changes(self.site.edition);
        let repository = self.site.config.repository.as_ref().filter(|_| shown)?;
        Some(repository.edit(self.file(subject)?))
    }

    /// The file that a page is made from, or the folder of several.
    fn source(&self, subject: &Subject) -> String {
        let body = subject.body(self.ledger).map(|body| &self.ledger.bodies[body].id);
        match (self.file(subject), body, subject.year(self.ledger)) {
            (Some(file), ..) => file.to_owned(),
            (None, Some(body), Some(year)) => format!("{body}/{year}/"),
            (None, Some(body), None) => format!("{body}/"),
            (None, None, _) => "./".to_owned(),
        }
    }

    /// Breadcrumbs: from the front page down to the parent of the page.
    fn crumbs(&self, subject: &Subject, kind: &Kind) -> Vec<Link> {
        if *subject == Subject::Home {
            return Vec::new();
        }
        let mut crumbs = vec![self.link(&Subject::Home, self.site.config.title.clone())];
        let body = subject.body(self.ledger).filter(|body| *subject != Subject::Body(*body));
        if let Some(body) = body {
            crumbs.push(self.link(&Subject::Body(body), self.ledger.bodies[body].short_name()));
            let year =
                subject.year(self.ledger).filter(|year| *subject != Subject::Year { body, year: *year });
            crumbs.extend(year.map(|year| self.year_link(&self.ledger.bodies[body].id, year)));
        }
        crumbs.extend((kind.parent)(self));
        crumbs
    }

    /// The list of bodies; where there are many, the page's own body and a link to all of them.
    fn bodies(&self, subject: &Subject, current: Option<usize>) -> Vec<NavLink> {
        let few = self.site.around.body_count <= FEW_BODIES;
        let current = current.map(|body| self.ledger.bodies[body].id.as_str());
        let own = self.ledger.bodies.iter().map(|body| body.id.as_str());
        let shown: Vec<&str> = match few {
            true => own.chain(self.site.around.bodies.keys().map(String::as_str)).collect(),
            false => current.into_iter().collect(),
        };
        let links = shown.into_iter().filter_map(|id| {
            let Link { text, href } = self.body_link(id);
            let is_page = || matches!(subject, Subject::Body(_));
            let current = (current == Some(id)).then(|| if is_page() { "page" } else { "true" });
            Some(NavLink { text, is_key: false, href: href?, current })
        });
        let mut links: Vec<NavLink> = links.collect();
        self.plan.collation.sort_by_key(&mut links, |link| &link.text);
        if !few {
            let href = self.href_at(&Subject::Home, "k-bodies").unwrap_or_default();
            links.push(NavLink { text: "all_bodies".to_owned(), is_key: true, href, current: None });
        }
        links
    }

    fn years(&self, subject: &Subject, body: usize) -> Vec<NavLink> {
        let years = self.ledger.bodies[body].years.iter();
        let links = years.filter_map(|entry| {
            let about = Subject::Year { body, year: entry.year };
            let current =
                (subject.year(self.ledger) == Some(entry.year)).then(|| self.current(subject, &about));
            Some(NavLink { text: entry.span.to_string(), is_key: false, href: self.href(&about)?, current })
        });
        links.collect()
    }

    /// Pages of the author that the header links to.
    fn front_pages(&self) -> impl Iterator<Item = NavLink> {
        self.site.around.front_pages.iter().map(|(path, title)| {
            let to = path.page();
            let current = (to == self.path).then_some("page");
            NavLink { text: title.clone(), is_key: false, href: relative(self.path, &to), current }
        })
    }

    /// A link with a string of the theme as its text; `None` where there is no such page.
    pub(crate) fn nav_key(&self, subject: &Subject, key: &str, about: &Subject) -> Option<NavLink> {
        let current = (subject == about).then_some("page");
        Some(NavLink { text: key.to_owned(), is_key: true, href: self.href(about)?, current })
    }

    fn current(&self, subject: &Subject, about: &Subject) -> &'static str {
        if subject == about { "page" } else { "true" }
    }
}
