//! What every page has: titles, the way down, switches, where the page comes from.

use super::Subject;
use super::address::{self, page_path};
use super::desk::Desk;
use super::holes::document_of;
use super::href::{relative, to_root};
use crate::model::register::REGISTER;
use crate::model::view::{ChangeView, Frame, Header, HistoryView, Link, NavLink};
use crate::outline::FEW_BODIES;

impl Desk<'_> {
    /// The header of the page about `subject`.
    pub(super) fn header(&self, subject: &Subject) -> Header {
        let body = self.body_of(subject);
        Header {
            site: self.site.config.title.clone(),
            root: to_root(self.path),
            bodies: self.bodies(subject, body),
            years: body.map(|body| self.years(subject, body)).unwrap_or_default(),
            tools: body.map(|body| self.tools(subject, body)).unwrap_or_default(),
            site_pages: self.site_pages(subject),
        }
    }

    /// The frame of the page about `subject`.
    pub(super) fn frame(&self, subject: &Subject) -> Frame {
        let body = self.body_of(subject);
        Frame {
            site: self.site.config.title.clone(),
            language: self.site.language.tag(),
            title: self.title(subject),
            body: body.map(|body| self.ledger.bodies[body].short_name().to_owned()),
            kind: kind(subject),
            edition: self.site.edition.word(),
            public: self.site.is_public(),
            as_of: self.day(self.site.as_of),
            source: self.source(subject),
            history: self.history(subject),
            edit: self.edit(subject),
            canonical: self.canonical(subject),
            root: to_root(self.path),
            crumbs: self.crumbs(subject, body),
        }
    }

    /// The one content file that a page is made from, by its path below the content folder.
    fn file(&self, subject: &Subject) -> Option<&str> {
        Some(&self.site.sources.get(document_of(self.plan, subject)?.source).path)
    }

    /// What git knows of a page's file.
    fn history(&self, subject: &Subject) -> Option<HistoryView> {
        let history = self.site.provenance.of(self.file(subject)?)?;
        let repository = self.site.config.repository.as_ref();
        let changes = history.changes.iter().map(|change| ChangeView {
            day: self.day(change.day),
            subject: Link {
                text: change.subject.clone(),
                href: repository.map(|repository| repository.change(&change.id)),
            },
        });
        Some(HistoryView {
            last: self.day(history.changes.first()?.day),
            changes: changes.collect(),
            total: history.changes.len() + history.earlier,
        })
    }

    /// Where a page's file is edited.
    fn edit(&self, subject: &Subject) -> Option<String> {
        let shown = self.site.config.shows_changes(self.site.edition);
        let repository = self.site.config.repository.as_ref().filter(|_| shown)?;
        Some(repository.edit(self.file(subject)?))
    }

    /// The whole address of the page, where it is known where the site is published.
    fn canonical(&self, subject: &Subject) -> Option<String> {
        let path = match subject {
            Subject::NotFound => return None,
            Subject::Moved(index) => page_path(&self.site.around.moved[*index].1),
            _ => self.path.to_owned(),
        };
        self.whole_address(&path)
    }

    /// The file that a page is made from, or the folder where it is made from several.
    fn source(&self, subject: &Subject) -> Option<String> {
        let made_from = match subject {
            Subject::Unit { body, .. } | Subject::Area { body, .. } => Some(Subject::Body(*body)),
            _ => None,
        };
        let document = document_of(self.plan, made_from.as_ref().unwrap_or(subject));
        let path = match subject {
            Subject::Official(id) => self.ledger.documents[id.0].paper.as_ref(),
            _ => document.map(|document| &document.path),
        };
        if let Some(path) = path {
            return Some(format!("{}.md", path.as_str()));
        }
        match subject {
            Subject::Year { body, year }
            | Subject::Calendar { body, year }
            | Subject::FollowUp { body, year } => Some(format!("{}/{year}/", self.ledger.bodies[*body].id)),
            Subject::Official(_) | Subject::Documents => Some(REGISTER.to_owned()),
            Subject::Home | Subject::Quality | Subject::NotFound | Subject::Search => Some("./".to_owned()),
            Subject::Data => Some("./".to_owned()),
            Subject::Moved(index) => Some(format!("{}.md", self.site.around.moved[*index].1.as_str())),
            _ => self.body_of(subject).map(|body| format!("{}/", self.ledger.bodies[body].id)),
        }
    }

    /// The body that a page belongs to.
    fn body_of(&self, subject: &Subject) -> Option<usize> {
        match subject {
            Subject::Body(body) | Subject::Matrix(body) | Subject::Records(body) => Some(*body),
            Subject::Indicators(body) => Some(*body),
            Subject::Dates(body) | Subject::Workbook(body) => Some(*body),
            Subject::Year { body, .. }
            | Subject::Calendar { body, .. }
            | Subject::UnitDates { body, .. }
            | Subject::Compare { body, .. }
            | Subject::FollowUp { body, .. }
            | Subject::FollowUpText { body, .. }
            | Subject::Unit { body, .. }
            | Subject::Area { body, .. } => Some(*body),
            Subject::Paper(id) | Subject::Form { paper: id, .. } => {
                self.body_index(&self.ledger.paper(*id).body)
            }
            Subject::Record(id) => self.body_index(&self.ledger.record(*id).body),
            Subject::Lineage(id) => self.body_index(&self.ledger.lineages[id.0].body),
            Subject::Home | Subject::Official(_) | Subject::Documents | Subject::Quality => None,
            Subject::Sitemap(body) => Some(*body),
            Subject::Text(_) | Subject::Moved(_) | Subject::NotFound | Subject::Search => None,
            Subject::CommonSitemap | Subject::SitemapIndex | Subject::Asset(_) | Subject::File(_) => None,
            Subject::Data => None,
        }
    }

    /// The year that a page belongs to.
    fn year_of(&self, subject: &Subject) -> Option<i16> {
        match subject {
            Subject::Year { year, .. } | Subject::Calendar { year, .. } | Subject::FollowUp { year, .. } => {
                Some(*year)
            }
            Subject::Paper(id) | Subject::Form { paper: id, .. } => Some(self.ledger.paper(*id).year),
            Subject::Record(id) => Some(self.ledger.record(*id).year),
            _ => None,
        }
    }

    fn title(&self, subject: &Subject) -> String {
        let ledger = self.ledger;
        match subject {
            Subject::Body(body) => ledger.bodies[*body].short_name().to_owned(),
            Subject::Year { body, year }
            | Subject::Calendar { body, year }
            | Subject::FollowUp { body, year }
            | Subject::FollowUpText { body, year } => self.year_label(&ledger.bodies[*body].id, *year),
            Subject::Lineage(id) => self.lineage_title(*id),
            Subject::Matrix(body) | Subject::Records(body) | Subject::Indicators(body) => {
                ledger.bodies[*body].short_name().to_owned()
            }
            Subject::Compare { body, from, to } => {
                let body = &ledger.bodies[*body].id;
                format!("{} → {}", self.year_label(body, *from), self.year_label(body, *to))
            }
            Subject::Unit { body, unit } => {
                let body = &ledger.bodies[*body];
                format!("{} · {}", body.meta.units[*unit].name, body.short_name())
            }
            Subject::Area { body, area } => {
                let body = &ledger.bodies[*body];
                format!("{} · {}", body.meta.areas[*area].name, body.short_name())
            }
            Subject::Official(id) => ledger.documents[id.0].number.as_str().to_owned(),
            Subject::Documents | Subject::Quality | Subject::NotFound | Subject::Search => String::new(),
            Subject::Asset(_) | Subject::File(_) => String::new(),
            Subject::Sitemap(_) | Subject::CommonSitemap | Subject::SitemapIndex => String::new(),
            Subject::Moved(index) => self.content_link(&self.site.around.moved[*index].1).text,
            Subject::Data | Subject::Dates(_) | Subject::UnitDates { .. } | Subject::Workbook(_) => {
                String::new()
            }
            subject => match document_of(self.plan, subject) {
                Some(document) => document.title.value.clone(),
                None => self.site.config.title.clone(),
            },
        }
    }

    /// The way down to a page. The front page stands at its head; the page itself is not in it.
    fn crumbs(&self, subject: &Subject, body: Option<usize>) -> Vec<Link> {
        if *subject == Subject::Home {
            return Vec::new();
        }
        let mut crumbs = vec![self.link(&Subject::Home, self.site.config.title.clone())];
        if let Some(body) = body.filter(|body| *subject != Subject::Body(*body)) {
            crumbs.push(self.link(&Subject::Body(body), self.ledger.bodies[body].short_name()));
            let year = self.year_of(subject).filter(|_| !matches!(subject, Subject::Year { .. }));
            crumbs.extend(year.map(|year| self.year_link(&self.ledger.bodies[body].id, year)));
        }
        if let Subject::Form { paper, .. } = subject {
            crumbs.push(self.paper_link(*paper));
        }
        if let Subject::Text(page) = subject {
            crumbs.extend(self.folder_crumb(*page));
        }
        crumbs
    }

    /// The `index.md` of a page's folder, unless that is the page itself.
    fn folder_crumb(&self, page: usize) -> Option<Link> {
        let path = &self.ledger.pages[page].path;
        let index = format!("{}/index", path.folder());
        let subject = self.plan.addresses.of_content(&index).filter(|_| path.as_str() != index)?;
        Some(self.link(subject, document_of(self.plan, subject)?.title.value.clone()))
    }

    /// Bodies to switch to. Where there are many, the page's own one and the list of all of them.
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
            let current = (self.year_of(subject) == Some(entry.year)).then(|| self.current(subject, &about));
            Some(NavLink { text: entry.span.to_string(), is_key: false, href: self.href(&about)?, current })
        });
        links.collect()
    }

    fn tools(&self, subject: &Subject, body: usize) -> Vec<NavLink> {
        let years = address::comparable_years(self.ledger, body);
        let latest = match years.as_slice() {
            [.., from, to] => Some(Subject::Compare { body, from: *from, to: *to }),
            _ => None,
        };
        let plan_years: Vec<i16> = self.ledger.bodies[body].plan_years().map(|year| year.year).collect();
        let last = plan_years.last().copied();
        let calendar = |year| Subject::Calendar { body, year };
        let is_compare = matches!(subject, Subject::Compare { .. });
        let tools = [
            ("matrix", Some(Subject::Matrix(body))),
            ("compare", if is_compare { Some(subject.clone()) } else { latest }),
            (
                "calendar",
                self.year_of(subject).filter(|year| plan_years.contains(year)).or(last).map(calendar),
            ),
            ("indicators", Some(Subject::Indicators(body))),
        ];
        tools.into_iter().filter_map(|(key, about)| self.nav_key(subject, key, &about?)).collect()
    }

    fn site_pages(&self, subject: &Subject) -> Vec<NavLink> {
        let mut links = Vec::new();
        links.extend(self.nav_key(subject, "documents", &Subject::Documents));
        links.extend(self.nav_key(subject, "quality", &Subject::Quality));
        let own = self.site.around.front_pages.iter();
        links.extend(own.map(|(path, title)| {
            let to = page_path(path);
            let current = (to == self.path).then_some("page");
            NavLink { text: title.clone(), is_key: false, href: relative(self.path, &to), current }
        }));
        links
    }

    fn nav_key(&self, subject: &Subject, key: &str, about: &Subject) -> Option<NavLink> {
        let current = (subject == about).then_some("page");
        Some(NavLink { text: key.to_owned(), is_key: true, href: self.href(about)?, current })
    }

    fn current(&self, subject: &Subject, about: &Subject) -> &'static str {
        if subject == about { "page" } else { "true" }
    }
}

/// Key of the string that names the kind of page.
fn kind(subject: &Subject) -> &'static str {
    match subject {
        Subject::Home => "home",
        Subject::Body(_) => "body",
        Subject::Year { .. } => "year",
        Subject::Paper(_) => "paper",
        Subject::Form { .. } => "form",
        Subject::FollowUp { .. } => "follow_up",
        Subject::Record(_) => "record",
        Subject::Lineage(_) => "lineage",
        Subject::Matrix(_) => "matrix",
        Subject::Records(_) => "records",
        Subject::Compare { .. } => "compare",
        Subject::Unit { .. } => "unit",
        Subject::Area { .. } => "area",
        Subject::Indicators(_) => "indicators",
        Subject::Official(_) => "document",
        Subject::Documents => "documents",
        Subject::Calendar { .. } => "calendar",
        Subject::Data => "data",
        Subject::Quality => "quality",
        Subject::Text(_) => "page",
        Subject::Moved(_) => "moved",
        Subject::NotFound => "not_found",
        Subject::Search => "search",
        Subject::Sitemap(_) | Subject::CommonSitemap | Subject::SitemapIndex => "file",
        Subject::Asset(_) | Subject::File(_) | Subject::FollowUpText { .. } => "file",
        Subject::Dates(_) | Subject::UnitDates { .. } | Subject::Workbook(_) => "file",
    }
}
