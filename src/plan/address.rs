//! What is at which path.
//!
//! A volume has the paths in its own folders; the common one has those of the whole site beside.

use super::href::page_path;
use super::subject::{Job, Subject};
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::export::data::SCHEMA;
use crate::export::gather::File;
use crate::model::document::{ContentPath, Document};
use crate::model::marks::Marks;
use crate::source::Place;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Every page's path, and every content file's page.
#[derive(Debug)]
pub(crate) struct Addresses {
    paths: BTreeMap<Subject, String>,
    /// Pages of the whole site, which only the common volume makes.
    shared: BTreeMap<Subject, String>,
    content: BTreeMap<String, Subject>,
    /// Places inside each content file's page, made when something first leads to them.
    marks: BTreeMap<String, OnceLock<Marks>>,
}

/// Folders of the site that the theme and the data files have for themselves.
const OWN_FOLDERS: [&str; 2] = ["assets", "data"];

impl Addresses {
    /// Where a subject's page is.
    pub(crate) fn path(&self, subject: &Subject) -> Option<&str> {
        self.paths.get(subject).or_else(|| self.shared.get(subject)).map(String::as_str)
    }

    /// The page of a content file; its path comes without `.md`.
    pub(crate) fn of_content(&self, path: &str) -> Option<&Subject> {
        self.content.get(path)
    }

    /// Places inside the page of a content file, where it has one.
    pub(crate) fn marks(&self, document: &Document) -> Option<&Marks> {
        let marks = self.marks.get(document.path.as_str())?;
        Some(marks.get_or_init(|| Marks::new(document)))
    }

    /// Every page, in the order of paths.
    pub(crate) fn jobs(&self) -> Vec<Job> {
        let mut jobs: Vec<Job> = (self.paths.iter())
            .map(|(subject, path)| Job { path: path.clone(), subject: subject.clone() })
            .collect();
        jobs.sort_by(|a, b| a.path.cmp(&b.path));
        jobs
    }
}

/// Paths as they are claimed. Two paths that differ in case only are one file on a file share.
pub(crate) struct Claims {
    paths: BTreeMap<Subject, String>,
    shared: BTreeMap<Subject, String>,
    content: BTreeMap<String, Subject>,
    taken: BTreeMap<String, Option<Place>>,
    /// Whether the pages of the whole site are made here.
    is_common: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Claims {
    /// No claims but those of the files of the whole site.
    pub(crate) fn new(is_common: bool) -> Self {
        let gathered = File::fixed().map(|file| file.path());
        let taken = gathered.chain([SCHEMA.to_owned()]).map(|path| (path, None)).collect();
        let (paths, shared, content) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { paths, shared, content, taken, is_common, diagnostics: Vec::new() }
    }

    /// Claims `path`. What comes from a file is claimed before what follows from it, so that one of
    /// two claimants always has a place to point at.
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

    /// Claims a path for what stands in the content: the theme's and the data's folders are not its.
    pub(crate) fn add_own(&mut self, subject: Subject, path: String, place: Place) {
        if is_in_own_folder(&path) {
            self.diagnostics.extend(clash(&path, None, Some(&place)));
        }
        self.add(subject, path, Some(place));
    }

    /// Claims the path of the page that a content file has.
    pub(crate) fn add_content(&mut self, subject: Subject, document: &Document) {
        self.leads_to(&document.path, subject.clone());
        self.add_own(subject, page_path(&document.path), Place::top(document.source));
    }

    /// Claims a path for a page of the whole site, which every volume can lead to.
    pub(crate) fn add_shared(&mut self, subject: Subject, path: impl Into<String>) {
        let path = path.into();
        self.shared.insert(subject.clone(), path.clone());
        if self.is_common {
            self.add(subject, path, None);
        }
    }

    /// Says which page shows a content file.
    pub(crate) fn leads_to(&mut self, path: &ContentPath, subject: Subject) {
        self.content.insert(path.as_str().to_owned(), subject);
    }

    /// The addresses, and what was claimed twice. A content file leads to its page only where that has a path.
    pub(crate) fn finish(self) -> (Addresses, Vec<Diagnostic>) {
        let Self { paths, shared, mut content, taken: _, is_common: _, diagnostics } = self;
        content.retain(|_, subject| paths.contains_key(subject));
        let marks = content.keys().map(|path| (path.clone(), OnceLock::new())).collect();
        (Addresses { paths, shared, content, marks }, diagnostics)
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
