//! Addresses: which page is at which path.
//!
//! Takes the claims of all kinds of pages; gives the path of every page, and a finding for each path that
//! is claimed twice. It stands apart from `pages` because no kind of page can know what the others claim. A
//! volume has the paths in its own folders; the common volume also has those of the whole site.

use super::subject::{Job, Subject};
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::export::data::SCHEMA;
use crate::export::gather::File;
use crate::model::document::Document;
use crate::model::marks::Marks;
use crate::source::ContentPath;
use crate::source::Place;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The path of every page, and the page of every content file.
#[derive(Debug)]
pub(crate) struct Addresses {
    paths: BTreeMap<Subject, String>,
    /// Pages of the whole site, which only the common volume makes and every volume links to.
    shared: BTreeMap<Subject, String>,
    content: BTreeMap<String, Subject>,
    /// The places inside the page of each content file, computed when something first links to them.
    marks: BTreeMap<String, OnceLock<Marks>>,
}

/// Folders that are reserved for the theme and the data files.
const OWN_FOLDERS: [&str; 2] = ["assets", "data"];

impl Addresses {
    /// The path of a subject's page.
    pub(crate) fn path(&self, subject: &Subject) -> Option<&str> {
        self.paths.get(subject).or_else(|| self.shared.get(subject)).map(String::as_str)
    }

    /// The page that shows the content file at `path`, which has no `.md`.
    pub(crate) fn of_content(&self, path: &str) -> Option<&Subject> {
        self.content.get(path)
    }

    /// The places inside the page of a content file, where it has a page.
    pub(crate) fn marks(&self, document: &Document) -> Option<&Marks> {
        let marks = self.marks.get(document.path.as_str())?;
        Some(marks.get_or_init(|| Marks::new(document)))
    }

    /// Every page, ordered by path.
    pub(crate) fn jobs(&self) -> Vec<Job> {
        let mut jobs: Vec<Job> = (self.paths.iter())
            .map(|(subject, path)| Job { path: path.clone(), subject: subject.clone() })
            .collect();
        jobs.sort_by(|a, b| a.path.cmp(&b.path));
        jobs
    }
}

/// Paths while they are being claimed. Paths that differ only in case clash: they are one file on many file
/// shares.
pub(crate) struct Claims {
    paths: BTreeMap<Subject, String>,
    shared: BTreeMap<Subject, String>,
    content: BTreeMap<String, Subject>,
    taken: BTreeMap<String, Option<Place>>,
    /// Whether this volume makes the pages of the whole site.
    is_common: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Claims {
    /// Claims of the files of the whole site only.
    pub(crate) fn new(is_common: bool) -> Self {
        let gathered = File::fixed().map(|file| file.path());
        let taken = gathered.chain([SCHEMA.to_owned()]).map(|path| (path, None)).collect();
        let (paths, shared, content) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { paths, shared, content, taken, is_common, diagnostics: Vec::new() }
    }

    /// Claims `path` for a page. Pages of files are claimed before pages derived from them, so that one of
    /// two claimants always has a place for the finding.
    pub(crate) fn add(&mut self, subject: Subject, path: String, place: Option<Place>) {
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

    /// Pages that have a path so far, each with its path and place.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&Subject, &str, Option<&Place>)> {
        let place = |path: &String| self.taken.get(&path.to_lowercase())?.as_ref();
        self.paths.iter().map(move |(subject, path)| (subject, path.as_str(), place(path)))
    }

    /// Claims a path for a page of the content, which may not be in a reserved folder.
    pub(crate) fn add_own(&mut self, subject: Subject, path: String, place: Place) {
        if is_in_own_folder(&path) {
            self.diagnostics.extend(clash(&path, None, Some(&place)));
        }
        self.add(subject, path, Some(place));
    }

    /// Claims the path of a content file's page.
    pub(crate) fn add_content(&mut self, subject: Subject, document: &Document) {
        self.leads_to(&document.path, subject.clone());
        self.add_own(subject, document.path.page(), Place::top(document.source));
    }

    /// Claims a path for a page of the whole site, which every volume can link to.
    pub(crate) fn add_shared(&mut self, subject: Subject, path: impl Into<String>) {
        let path = path.into();
        self.shared.insert(subject.clone(), path.clone());
        if self.is_common {
            self.add(subject, path, None);
        }
    }

    /// Records which page shows a content file.
    pub(crate) fn leads_to(&mut self, path: &ContentPath, subject: Subject) {
        self.content.insert(path.as_str().to_owned(), subject);
    }

    /// The addresses, and the clashes. A content file keeps its page only where that got its path.
    pub(crate) fn finish(self) -> (Addresses, Vec<Diagnostic>) {
        let Self { paths, shared, mut content, taken: _, is_common: _, diagnostics } = self;
        content.retain(|_, subject| paths.contains_key(subject));
        let marks = content.keys().map(|path| (path.clone(), OnceLock::new())).collect();
        (Addresses { paths, shared, content, marks }, diagnostics)
    }
}

/// Whether a path is in a reserved folder.
fn is_in_own_folder(path: &str) -> bool {
    path.split_once('/').is_some_and(|(first, _)| OWN_FOLDERS.contains(&first.to_lowercase().as_str()))
}

/// The finding for two claims of one path, at the place of either. There is none where neither has a place:
/// claims of the program do not clash with one another.
fn clash(path: &str, first: Option<&Place>, second: Option<&Place>) -> Option<Diagnostic> {
    let place = second.or(first)?;
    let report = Diagnostic::new(Code::PathClash, place.clone()).with("found", path);
    Some(match (first, second) {
        (Some(first), Some(_)) => report.and(first.clone(), Remark::FirstHere),
        _ => report,
    })
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
}
