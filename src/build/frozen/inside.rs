//! Inside: what became internal since a year was frozen, by the pages that it would have.
//!
//! Takes what an edition leaves out; says whether a path of the site is among that. Public pages may name it, and are
//! frozen.

use crate::model::documents::Documents;
use crate::select::Hidden;
use crate::source::ContentPath;
use crate::vietnamese::letters::file_name;
use serde::Serialize;
use std::collections::BTreeSet;

/// What an edition leaves out, by the pages that it would have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Inside {
    /// Pages of files, and of units without what stands behind the point.
    pages: BTreeSet<String>,
    /// Folders of bodies.
    bodies: BTreeSet<String>,
    /// The pages of documents that there are, where some are left out.
    documents: Option<BTreeSet<String>>,
}

impl Inside {
    /// What is left out of a site with some documents; none where nothing is.
    pub(super) fn of(hidden: &Hidden, documents: &Documents) -> Option<Self> {
        let files = hidden.paths.iter().map(ContentPath::page);
        let units = hidden.units().map(|(body, unit)| format!("{body}/unit/{}", file_name(unit)));
        let left = hidden.numbers().next();
        let inside = Self {
            pages: files.chain(units).collect(),
            bodies: hidden.bodies().map(str::to_owned).collect(),
            documents: left.map(|_| documents.list.iter().map(|document| document.page.clone()).collect()),
        };
        (inside != Self::default()).then_some(inside)
    }

    /// Whether a page of the site is left out.
    pub(super) fn holds(&self, page: &str) -> bool {
        let stem = page.rsplit_once('.').map_or(page, |(stem, _)| stem);
        let (folder, rest) = page.split_once('/').unwrap_or(("", page));
        let is_left = |there: &BTreeSet<String>| {
            let name = stem.strip_prefix("documents/");
            name.is_some_and(|name| name != "index" && !there.contains(name))
        };
        self.pages.contains(page)
            || self.pages.contains(stem)
            || (!rest.is_empty() && self.bodies.contains(folder))
            || self.documents.as_ref().is_some_and(is_left)
    }
}
