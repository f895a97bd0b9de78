//! What is at which path.
//!
//! A volume has the paths in its own folders; the common one has those of the whole site beside.

use super::dues::{busy_units, dues};
use super::follow_up::follow_up_years;
use super::form::form_of;
use super::{Job, Site, Subject};
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::export::calendar::CALENDAR;
use crate::export::data::SCHEMA;
use crate::export::gather::File;
use crate::model::document::{ContentPath, Document};
use crate::model::ledger::{Ledger, LineageId, OfficialId, PaperId};
use crate::model::marks::Marks;
use crate::source::Place;
use crate::vietnamese::letters::file_name;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Every page's path, and every content file's page.
#[derive(Debug)]
pub(super) struct Addresses {
    paths: BTreeMap<Subject, String>,
    /// Pages of the whole site, which only the common volume makes.
    shared: BTreeMap<Subject, String>,
    content: BTreeMap<String, Subject>,
    /// Places inside each content file's page, made when something first leads to them.
    marks: BTreeMap<String, OnceLock<Marks>>,
}

/// Folders of the site that the theme and the data files have for themselves.
const OWN_FOLDERS: [&str; 2] = ["assets", "data"];

/// Path of the quality page.
pub const QUALITY: &str = "quality.html";

/// Name of a sitemap: a body's in its folder, the index of all of them at the top.
pub(super) const SITEMAP: &str = "sitemap.xml";

/// The sitemap of what belongs to no body. Sitemaps list what is beside and below them.
const COMMON_SITEMAP: &str = "sitemap-common.xml";

/// Folder of the pages of official documents.
const DOCUMENTS: &str = "documents";

impl Addresses {
    /// Gives every subject its path. Two claims of one path are reported; the first one keeps it.
    pub(super) fn assign(ledger: &Ledger, site: &Site<'_>) -> (Self, Vec<Diagnostic>) {
        let mut claims = Claims::new();
        claims.content(ledger);
        claims.derived(ledger);
        for (index, (alias, _)) in site.around.moved.iter().enumerate() {
            claims.add_own(Subject::Moved(index), alias.value.clone(), alias.place.clone());
        }
        if site.config.url.is_some() {
            claims.sitemaps(ledger);
        }
        let shared = shared(ledger, site);
        if site.is_common {
            shared.iter().for_each(|(subject, path)| claims.add(subject.clone(), path.clone(), None));
        }
        for (path, place) in site.published_files() {
            claims.add_own(Subject::File(path.clone()), path, place);
        }
        for asset in site.assets {
            claims.add(Subject::Asset(asset.clone()), format!("assets/{asset}"), None);
        }
        let content = claims.content_subjects(ledger);
        let marks = content.keys().map(|path| (path.clone(), OnceLock::new())).collect();
        (Self { paths: claims.paths, shared, content, marks }, claims.diagnostics)
    }

    /// Where a subject's page is.
    pub(super) fn path(&self, subject: &Subject) -> Option<&str> {
        self.paths.get(subject).or_else(|| self.shared.get(subject)).map(String::as_str)
    }

    /// The page of a content file; its path comes without `.md`.
    pub(super) fn of_content(&self, path: &str) -> Option<&Subject> {
        self.content.get(path)
    }

    /// Places inside the page of a content file, where it has one.
    pub(super) fn marks(&self, document: &Document) -> Option<&Marks> {
        let marks = self.marks.get(document.path.as_str())?;
        Some(marks.get_or_init(|| Marks::new(document)))
    }

    /// Every page, in the order of paths.
    pub(super) fn jobs(&self) -> Vec<Job> {
        let mut jobs: Vec<Job> = (self.paths.iter())
            .map(|(subject, path)| Job { path: path.clone(), subject: subject.clone() })
            .collect();
        jobs.sort_by(|a, b| a.path.cmp(&b.path));
        jobs
    }
}

/// Paths as they are claimed. Two paths that differ in case only are one file on a file share.
struct Claims {
    paths: BTreeMap<Subject, String>,
    taken: BTreeMap<String, Option<Place>>,
    diagnostics: Vec<Diagnostic>,
}

impl Claims {
    fn new() -> Self {
        let gathered = File::fixed().map(|file| file.path());
        let taken = gathered.chain([SCHEMA.to_owned()]).map(|path| (path, None)).collect();
        Self { paths: BTreeMap::new(), taken, diagnostics: Vec::new() }
    }

    /// Claims `path`. What comes from a file is claimed before what follows from it, so that one of
    /// two claimants always has a place to point at.
    fn add(&mut self, subject: Subject, path: String, place: Option<Place>) {
        let key = path.to_lowercase();
        match self.taken.get(&key) {
            None => {
                self.taken.insert(key, place);
                self.paths.insert(subject, path);
            }
            Some(first) => {
                let report = clash(&path, first.as_ref(), place.as_ref());
                self.diagnostics.extend(report);
            }
        }
    }

    /// Claims a path for what stands in the content: the theme's and the data's folders are not its.
    fn add_own(&mut self, subject: Subject, path: String, place: Place) {
        if is_in_own_folder(&path) {
            self.diagnostics.extend(clash(&path, None, Some(&place)));
        }
        self.add(subject, path, Some(place));
    }

    fn content(&mut self, ledger: &Ledger) {
        for (index, body) in ledger.bodies.iter().enumerate() {
            let place = Place::top(body.document.source);
            self.add_own(Subject::Body(index), format!("{}/index.html", body.id), place);
        }
        for (index, paper) in ledger.papers.iter().enumerate() {
            let place = Place::top(paper.document.source);
            self.add_own(Subject::Paper(PaperId(index)), page_path(&paper.document.path), place);
        }
        for (id, record) in ledger.records() {
            let place = Place::top(record.document.source);
            self.add_own(Subject::Record(id), page_path(record.path()), place);
        }
        let pages = ledger.pages.iter().enumerate().filter(|(_, page)| page.path.as_str() != "index");
        for (index, page) in pages {
            let place = Place::top(page.source);
            self.add_own(Subject::Text(index), page_path(&page.path), place);
        }
    }

    fn derived(&mut self, ledger: &Ledger) {
        for (body, entry) in ledger.bodies.iter().enumerate() {
            let top = Some(Place::top(entry.document.source));
            let id = &entry.id;
            for year in &entry.years {
                let year = year.year;
                self.add(Subject::Year { body, year }, format!("{id}/{year}/index.html"), top.clone());
            }
            for year in entry.plan_years().map(|year| year.year) {
                self.add(Subject::Calendar { body, year }, format!("{id}/{year}/calendar.html"), top.clone());
            }
            self.files(ledger, body, top.as_ref());
            if entry.years.iter().any(|year| !year.records.is_empty()) {
                self.add(Subject::Matrix(body), format!("{id}/matrix.html"), top.clone());
                self.add(Subject::Records(body), format!("{id}/records.html"), top.clone());
            }
            self.add(Subject::Indicators(body), format!("{id}/indicators.html"), top.clone());
            for (unit, named) in entry.meta.units.iter().enumerate() {
                let path = format!("{id}/unit/{}.html", file_name(&named.id.value));
                self.add(Subject::Unit { body, unit }, path, Some(named.id.place.clone()));
            }
            for (area, named) in entry.meta.areas.iter().enumerate() {
                let path = format!("{id}/area/{}.html", file_name(&named.id.value));
                self.add(Subject::Area { body, area }, path, Some(named.id.place.clone()));
            }
            for (from, to) in pairs(&comparable_years(ledger, body)) {
                let path = format!("{id}/compare/{from}-{to}.html");
                self.add(Subject::Compare { body, from, to }, path, top.clone());
            }
        }
        self.sheets(ledger);
        for (index, lineage) in ledger.lineages.iter().enumerate() {
            let path = format!("{}/lineage/{}.html", lineage.body, file_name(&lineage.name));
            let first =
                lineage.records.first().map(|first| Place::top(ledger.record(*first).document.source));
            self.add(Subject::Lineage(LineageId(index)), path, first);
        }
    }

    fn sitemaps(&mut self, ledger: &Ledger) {
        for (body, entry) in ledger.bodies.iter().enumerate() {
            let top = Some(Place::top(entry.document.source));
            self.add(Subject::Sitemap(body), format!("{}/{SITEMAP}", entry.id), top);
        }
    }

    /// Pages that are made to be printed.
    fn sheets(&mut self, ledger: &Ledger) {
        for (index, paper) in ledger.papers.iter().enumerate() {
            let Some(form) = form_of(ledger, paper) else { continue };
            let path = format!("{}.form.html", paper.document.path.as_str());
            let subject = Subject::Form { paper: PaperId(index), form };
            self.add(subject, path, Some(Place::top(paper.document.source)));
        }
        for (body, entry) in ledger.bodies.iter().enumerate() {
            let top = Some(Place::top(entry.document.source));
            for year in follow_up_years(ledger, body) {
                let path = |ending: &str| format!("{}/{year}/follow-up.{ending}", entry.id);
                self.add(Subject::FollowUp { body, year }, path("html"), top.clone());
                self.add(Subject::FollowUpText { body, year }, path("md"), top.clone());
            }
        }
    }

    /// Files of a body for other programs. One who has nothing to do by some day has no calendar.
    fn files(&mut self, ledger: &Ledger, body: usize, top: Option<&Place>) {
        let entry = &ledger.bodies[body];
        let id = &entry.id;
        self.add(Subject::Workbook(body), format!("{id}/{}.xlsx", file_name(id)), top.cloned());
        if dues(ledger, entry).next().is_some() {
            self.add(Subject::Dates(body), format!("{id}/{CALENDAR}"), top.cloned());
        }
        for unit in busy_units(ledger, entry) {
            let name = &entry.meta.units[unit].id;
            let path = format!("{id}/unit/{}.ics", file_name(&name.value));
            self.add(Subject::UnitDates { body, unit }, path, Some(name.place.clone()));
        }
    }

    fn content_subjects(&self, ledger: &Ledger) -> BTreeMap<String, Subject> {
        let bodies = ledger.bodies.iter().enumerate();
        let bodies = bodies.map(|(index, body)| (body.document.path.as_str(), Subject::Body(index)));
        let papers = ledger.papers.iter().enumerate();
        let papers =
            papers.map(|(index, paper)| (paper.document.path.as_str(), Subject::Paper(PaperId(index))));
        let records = ledger.records().map(|(id, record)| (record.path().as_str(), Subject::Record(id)));
        let pages = ledger.pages.iter().enumerate().map(|(index, page)| match page.path.as_str() {
            "index" => ("index", Subject::Home),
            path => (path, Subject::Text(index)),
        });
        let all = bodies.chain(papers).chain(records).chain(pages);
        let all = all.filter(|(_, subject)| self.paths.contains_key(subject));
        all.map(|(path, subject)| (path.to_owned(), subject)).collect()
    }
}

/// Whether a path is in a folder that content may not claim.
fn is_in_own_folder(path: &str) -> bool {
    path.split_once('/').is_some_and(|(first, _)| OWN_FOLDERS.contains(&first.to_lowercase().as_str()))
}

/// Two claims of one path. Claims without a place come from the tool itself and do not clash alone.
fn clash(path: &str, first: Option<&Place>, second: Option<&Place>) -> Option<Diagnostic> {
    let place = second.or(first)?;
    let report = Diagnostic::new(Code::PathClash, place.clone()).with("found", path);
    Some(match (first, second) {
        (Some(first), Some(_)) => report.and(first.clone(), Remark::FirstHere),
        _ => report,
    })
}

/// Pages of the whole site, with the documents that the volume knows.
fn shared(ledger: &Ledger, site: &Site<'_>) -> BTreeMap<Subject, String> {
    let mut shared = BTreeMap::from([
        (Subject::Home, "index.html".to_owned()),
        (Subject::Documents, format!("{DOCUMENTS}/index.html")),
        (Subject::NotFound, "404.html".to_owned()),
        (Subject::Search, "search.html".to_owned()),
        (Subject::Data, "data.html".to_owned()),
    ]);
    if site.config.url.is_some() {
        shared.insert(Subject::SitemapIndex, SITEMAP.to_owned());
        shared.insert(Subject::CommonSitemap, COMMON_SITEMAP.to_owned());
    }
    let documents = ledger.documents.iter().enumerate();
    shared.extend(documents.map(|(index, document)| {
        (Subject::Official(OfficialId(index)), format!("{DOCUMENTS}/{}.html", document.page))
    }));
    if !site.is_public() {
        shared.insert(Subject::Quality, QUALITY.to_owned());
    }
    shared
}

/// Path of the page that a content file has.
pub(super) fn page_path(path: &ContentPath) -> String {
    format!("{}.html", path.as_str())
}

/// Years of a body between which deficiencies can be compared: plan years with records.
pub(super) fn comparable_years(ledger: &Ledger, body: usize) -> Vec<i16> {
    let years = ledger.bodies[body].plan_years().filter(|year| !year.records.is_empty());
    years.map(|year| year.year).collect()
}

/// Every earlier with every later one.
pub(super) fn pairs(years: &[i16]) -> Vec<(i16, i16)> {
    let from = years.iter().enumerate();
    from.flat_map(|(index, from)| years[index + 1..].iter().map(|to| (*from, *to))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_folders_are_not_for_content() {
        for path in ["assets/x.html", "data/index.html", "Data/2021/x.html"] {
            assert!(is_in_own_folder(path), "{path}");
        }
        for path in ["data.html", "tay-ninh/data/x.html", "database/index.html"] {
            assert!(!is_in_own_folder(path), "{path}");
        }
    }

    #[test]
    fn years_are_paired_once_and_forward() {
        assert_eq!(pairs(&[2013, 2016, 2020]), [(2013, 2016), (2013, 2020), (2016, 2020)]);
        assert_eq!(pairs(&[2013]), []);
    }
}
