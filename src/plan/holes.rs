//! Holes: fills the links, pictures, citations and footnotes in HTML, and finds those that cannot be
//! filled.
//!
//! Takes HTML with holes and the page that it is for; gives finished HTML, or findings. It stands apart
//! from `parse`, which leaves the holes, because filling one needs the addresses of the whole volume.

use super::href::{self, relative};
use super::subject::Subject;
use super::volume::Plan;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{CitationHole, Document, Piece};
use crate::model::ledger::Ledger;
use crate::model::marks::reference_id;
use crate::source::ContentPath;
use crate::source::Located;
use crate::source::link::{Target, read_target};
use crate::vietnamese::letters::{escape, nearest};
use std::collections::BTreeMap;

/// Fills holes for one page.
pub(crate) struct Filler<'p> {
    plan: &'p Plan<'p>,
    page: &'p str,
}

/// The number of references to each footnote so far, by its number.
pub(crate) type References = BTreeMap<usize, usize>;

/// The target of a link in the content.
enum Resolved {
    Href {
        href: String,
        external: bool,
    },
    /// A file that this edition leaves out: the link becomes plain text.
    Withheld,
    Broken(Code),
    /// A file that could not be read, which is reported elsewhere and stops the build.
    Unread,
}

impl<'p> Filler<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>, page: &'p str) -> Self {
        Self { plan, page }
    }

    /// HTML of a document on its own page.
    pub(crate) fn own(&self, document: &Document, pieces: &[Piece], references: &mut References) -> String {
        self.fill(document, pieces, Some(references))
    }

    /// HTML of a document on another page: its footnotes are links to its own page.
    pub(crate) fn excerpt(&self, document: &Document, pieces: &[Piece]) -> String {
        self.fill(document, pieces, None)
    }

    fn fill(&self, document: &Document, pieces: &[Piece], mut references: Option<&mut References>) -> String {
        let mut html = String::new();
        // For each open link, whether it has a tag to close.
        let mut links: Vec<bool> = Vec::new();
        for piece in pieces {
            let in_link = links.contains(&true);
            match piece {
                Piece::Html(text) => html.push_str(&self.let_scroll(text)),
                Piece::LinkOpen(hole) => {
                    let tag = if in_link { None } else { self.link(document, &hole.target, &hole.title) };
                    links.push(tag.is_some());
                    html.push_str(&tag.unwrap_or_default());
                }
                Piece::LinkClose => {
                    if links.pop() == Some(true) {
                        html.push_str("</a>");
                    }
                }
                Piece::Image(hole) => {
                    html.push_str(&self.image(document, &hole.target, &hole.alt, &hole.title));
                }
                Piece::Citation(hole) => html.push_str(&self.citation(hole, in_link)),
                Piece::FootnoteRef(label) => {
                    html.push_str(&self.footnote(document, label, references.as_deref_mut(), in_link));
                }
            }
        }
        html
    }

    /// Wraps wide tables and code so that they scroll by themselves, and can be reached with the keyboard.
    fn let_scroll(&self, html: &str) -> String {
        if !["<table", "</table", "<pre"].iter().any(|tag| html.contains(tag)) {
            return html.to_owned();
        }
        let name = self.plan.site.language.choose("Bảng", "Table");
        let open =
            format!("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{name}\"><table");
        let html = html.replace("<table", &open).replace("</table>", "</table></div>");
        html.replace("<pre>", "<pre tabindex=\"0\">")
    }

    fn link(&self, document: &Document, target: &Located<String>, title: &str) -> Option<String> {
        let Resolved::Href { href, external } = resolve(self.plan, document, self.page, &target.value) else {
            return None;
        };
        let rel = if external { " rel=\"noopener\"" } else { "" };
        let title = match title {
            "" => String::new(),
            title => format!(" title=\"{}\"", escape(title)),
        };
        Some(format!("<a href=\"{}\"{rel}{title}>", escape(&href)))
    }

    /// A picture of the content, or its alternative text where there is no such file. Nothing is loaded
    /// from other sites.
    fn image(&self, document: &Document, target: &Located<String>, alt: &str, title: &str) -> String {
        match resolve(self.plan, document, self.page, &target.value) {
            Resolved::Href { href, external: false } => {
                let title =
                    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
                format!("<img src=\"{}\" alt=\"{}\"{title} loading=\"lazy\">", escape(&href), escape(alt))
            }
            _ => escape(alt),
        }
    }

    fn citation(&self, hole: &CitationHole, in_link: bool) -> String {
        let shown = escape(&hole.shown);
        let document = self.plan.ledger.citations.get(&hole.place);
        let path = document.and_then(|id| self.plan.addresses.path(&Subject::Official(*id)));
        match path {
            Some(path) if !in_link => {
                format!("<a class=\"cite\" href=\"{}\">{shown}</a>", escape(&relative(self.page, path)))
            }
            _ => shown,
        }
    }

    fn footnote(
        &self,
        document: &Document,
        label: &str,
        references: Option<&mut References>,
        in_link: bool,
    ) -> String {
        let marks = self.plan.addresses.marks(document);
        let Some(number) = marks.and_then(|marks| marks.footnotes.get(label)).copied() else {
            return String::new();
        };
        if in_link {
            return format!("<sup>{number}</sup>");
        }
        match references {
            Some(references) => {
                let times = references.entry(number).or_insert(0);
                *times += 1;
                format!(
                    "<sup class=\"fn\"><a id=\"{}\" href=\"#fn{number}\">{number}</a></sup>",
                    reference_id(number, *times)
                )
            }
            None => {
                let href = escape(&relative(self.page, &document.path.page()));
                format!("<sup class=\"fn\"><a href=\"{href}#fn{number}\">{number}</a></sup>")
            }
        }
    }
}

/// The target of a link in `document`, as seen from `page`.
fn resolve(plan: &Plan<'_>, document: &Document, page: &str, target: &str) -> Resolved {
    match read_target(document.path.as_str(), target) {
        Target::External => Resolved::Href { href: target.trim().to_owned(), external: true },
        Target::Refused => Resolved::Broken(Code::BrokenLink),
        Target::Fragment(fragment) => to_content(plan, page, &document.path, Some(fragment)),
        Target::File { path, fragment } => match ContentPath::is_markdown(&path) {
            true => to_content(plan, page, &ContentPath::of_file(&path), fragment),
            false => match plan.site.is_published(&path) {
                true => {
                    Resolved::Href { href: relative(page, &plan.site.path_of_file(&path)), external: false }
                }
                false => Resolved::Broken(Code::BrokenLink),
            },
        },
    }
}

fn to_content(plan: &Plan<'_>, page: &str, path: &ContentPath, fragment: Option<String>) -> Resolved {
    if plan.site.around.withheld.contains(path) {
        return Resolved::Withheld;
    }
    let Some(to) = plan.path_of_content(path) else {
        return match plan.site.has_source(path) {
            true => Resolved::Unread,
            false => Resolved::Broken(Code::BrokenLink),
        };
    };
    let Some(fragment) = fragment else {
        return Resolved::Href { href: relative(page, &to), external: false };
    };
    match anchors(plan, path).contains(&fragment.as_str()) {
        true if to == page => Resolved::Href { href: format!("#{fragment}"), external: false },
        true => Resolved::Href { href: format!("{}#{fragment}", relative(page, &to)), external: false },
        // The heading may be an internal one that this edition leaves out.
        false if plan.site.is_public() => Resolved::Href { href: relative(page, &to), external: false },
        false => Resolved::Broken(Code::BrokenFragment),
    }
}

/// Ids of the headings of a content file, in any volume.
fn anchors<'p>(plan: &'p Plan<'_>, path: &ContentPath) -> Vec<&'p str> {
    let own = plan.addresses.of_content(path.as_str()).and_then(|subject| plan.document(subject));
    match own.and_then(|document| plan.addresses.marks(document)) {
        Some(marks) => marks.anchors(),
        None => {
            let entry = plan.site.around.entries.get(path);
            entry.into_iter().flat_map(|entry| &entry.anchors).map(String::as_str).collect()
        }
    }
}

/// Every content file with a page.
pub(crate) fn documents(ledger: &Ledger) -> impl Iterator<Item = &Document> {
    let bodies = ledger.bodies.iter().map(|body| &*body.document);
    let papers = ledger.papers.iter().map(|paper| &*paper.document);
    let records = ledger.records.iter().map(|record| &*record.document);
    bodies.chain(papers).chain(records).chain(ledger.pages.iter().map(|page| &**page))
}

/// A finding for every hole of the content that cannot be filled.
pub(crate) fn check(plan: &Plan<'_>) -> Vec<Diagnostic> {
    documents(plan.ledger).flat_map(|document| check_document(plan, document)).collect()
}

fn check_document(plan: &Plan<'_>, document: &Document) -> Vec<Diagnostic> {
    let own = plan.addresses.of_content(document.path.as_str());
    let page = own.and_then(|subject| plan.addresses.path(subject)).unwrap_or_default();
    let target =
        |target: &Located<String>, is_picture: bool| match resolve(plan, document, page, &target.value) {
            Resolved::Broken(code) => Some(broken(plan, document, code, target)),
            Resolved::Href { external: true, .. } if is_picture => {
                Some(broken(plan, document, Code::BrokenLink, target))
            }
            Resolved::Withheld => {
                Some(Diagnostic::new(Code::PublicLink, target.place.clone()).with("found", &target.value))
            }
            Resolved::Href { .. } | Resolved::Unread => None,
        };
    let reports = document.all_pieces().filter_map(|piece| match piece {
        Piece::LinkOpen(hole) => target(&hole.target, false),
        Piece::Image(hole) => target(&hole.target, true),
        // Parsing reports footnotes without a definition.
        Piece::Html(_) | Piece::LinkClose | Piece::Citation(_) | Piece::FootnoteRef(_) => None,
    });
    reports.collect()
}

fn broken(plan: &Plan<'_>, document: &Document, code: Code, target: &Located<String>) -> Diagnostic {
    let report = Diagnostic::new(code, target.place.clone());
    let from = document.path.as_str();
    match (code, read_target(from, &target.value)) {
        (Code::BrokenFragment, Target::File { path, fragment }) => {
            let ids = anchors(plan, &ContentPath::of_file(&path));
            let fragment = fragment.unwrap_or_default();
            report.with("page", path).with("found", &fragment).instead_of(&fragment, ids)
        }
        (Code::BrokenFragment, Target::Fragment(fragment)) => {
            let ids = anchors(plan, &document.path);
            let report = report.with("page", &plan.site.sources.get(document.source).path);
            report.with("found", &fragment).instead_of(&fragment, ids)
        }
        (_, meant) => {
            let mut report = report.with("found", &target.value);
            report.nearest = nearest_file(plan, from, &meant);
            report
        }
    }
}

/// The file that a link of `from` was probably meant for.
fn nearest_file(plan: &Plan<'_>, from: &str, meant: &Target) -> Option<String> {
    let Target::File { path, .. } = meant else { return None };
    let is_page = ContentPath::is_markdown(path) || path.ends_with(".html");
    if !is_page && path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        let files = plan.site.files.keys().map(String::as_str);
        return nearest(path, files).map(|found| href::relative(from, found));
    }
    let wanted = ContentPath::of_file(path.strip_suffix(".html").unwrap_or(path));
    let wanted = wanted.as_str();
    let known = || plan.site.outline.cards.keys().map(ContentPath::as_str);
    let found = known().find(|path| *path == wanted).or_else(|| nearest(wanted, known()))?;
    Some(href::relative(from, plan.site.file_at(&ContentPath::of_file(found))?))
}
