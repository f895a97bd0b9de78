//! Names that are free.
//!
//! Takes a title or a name, gives one that no file, page or record has yet. It stands apart because whoever
//! begins a body, a paper or a record names it by the same rules.

use crate::source::{ContentPath, Sources};
use crate::vietnamese::letters;
use std::collections::BTreeSet;

/// What nobody may be called in a folder of a year: pages that the site makes there, and devices of Windows.
const KEPT_IN_YEARS: [&str; 7] = ["index", "calendar", "follow-up", "con", "prn", "aux", "nul"];

/// The same at the top: folders that the site makes there.
const KEPT_AT_TOP: [&str; 7] = ["assets", "data", "documents", "con", "prn", "aux", "nul"];

/// The most letters of a name that is folded from a title. File systems have limits, and so have readers.
const LONGEST: usize = 60;

/// Names that are taken, in lower case: on a file share, upper and lower case are the same.
pub(super) struct Names {
    paths: BTreeSet<String>,
}

impl Names {
    /// Names of files, and of the folders that they are in.
    pub(super) fn of(sources: &Sources) -> Self {
        let mut paths = BTreeSet::new();
        for source in sources.iter() {
            let path = ContentPath::of_file(&source.path).as_str().to_lowercase();
            paths.extend(path.match_indices('/').map(|(at, _)| path[..at].to_owned()));
            paths.insert(path);
        }
        Self { paths }
    }

    /// The path of a new file in a year's folder, called `wanted` if that is free, and taken from now on.
    pub(super) fn file(&mut self, folder: &str, wanted: &str) -> String {
        let path = |name: &str| format!("{folder}/{name}").to_lowercase();
        let name = free(wanted, |name| {
            KEPT_IN_YEARS.contains(&name.to_lowercase().as_str()) || self.paths.contains(&path(name))
        });
        self.paths.insert(path(&name));
        format!("{folder}/{name}.md")
    }

    /// The path of a new paper: the first of its kind in a year is called by its kind, others by their titles.
    pub(super) fn paper(&mut self, folder: &str, kind: &str, title: Option<&str>) -> String {
        let first = format!("{folder}/{kind}.md");
        match (self.file(folder, kind), title) {
            (path, Some(title)) if path != first => self.file(folder, &folded(title, kind)),
            (path, _) => path,
        }
    }

    /// The path of the account of an import, beside the paper at `stem`.
    pub(super) fn account(&self, stem: &str) -> String {
        let path = |stem: &str| format!("{stem}.chua-hieu.txt");
        path(&free(stem, |stem| self.paths.contains(&path(stem).to_lowercase())))
    }

    /// The id of a new body.
    pub(super) fn body(&self, wanted: &str) -> String {
        free(wanted, |name| KEPT_AT_TOP.contains(&name) || self.paths.contains(name))
    }
}

/// A name folded from a title; `otherwise` where none of its letters can be folded.
pub(super) fn folded(title: &str, otherwise: &str) -> String {
    let slug = letters::slug(title);
    if slug.is_empty() {
        return otherwise.to_owned();
    }
    let mut ends = [slug.len()].into_iter().chain(slug.rmatch_indices('-').map(|(at, _)| at));
    let end = ends.find(|at| *at <= LONGEST);
    slug[..end.unwrap_or(LONGEST)].to_owned()
}

/// `wanted`, or the first of `wanted-2`, `wanted-3`, … that is not taken.
pub(super) fn free(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let others = (2u32..).map(|number| format!("{wanted}-{number}"));
    let mut all = [wanted.to_owned()].into_iter().chain(others);
    all.find(|name| !is_taken(name)).unwrap_or_default()
}
