//! Outward links: where the pages of frozen years lead.
//!
//! Takes the bags of an edition; gives the pages of the site outside of each that its own lead to, and a finding for
//! each of those that is there no more. Frozen pages stay as they are, so what they lead to has to stay, or leave a
//! page in its place that leads on.

use super::bag::FrozenBag;
use super::inside::Inside;
use super::links;
use super::locks::Locks;
use crate::build::cache::{Cache, FrozenPages};
use crate::diagnostic::{Code, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::model::documents::Documents;
use crate::scan::Scan;
use crate::select::Hidden;
use crate::settings::Edition;
use crate::source::{Place, SourceId};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where the pages of the frozen years of a site lead.
#[derive(Debug, Default, Serialize)]
pub struct Outward {
    /// The lock file of each year, and the pages of its bag.
    years: Vec<(SourceId, Arc<FrozenPages>)>,
    /// What frozen pages lead to may have become internal: those are made anew, and lead there no more.
    inside: Option<Inside>,
}

impl Outward {
    /// Looks into the bags of an edition. Of a bag that is not there nothing can be told; whoever copies it says so.
    pub fn of(
        locks: &Locks,
        scan: &Scan,
        edition: Edition,
        hidden: &Hidden,
        documents: &Documents,
        cache: &Cache,
    ) -> Self {
        let bags: Vec<FrozenBag<'_>> = locks.bags(&scan.archive, edition, hidden).collect();
        let inside = if bags.is_empty() { None } else { Inside::of(hidden, documents) };
        let years = bags.into_par_iter().filter_map(|bag| {
            let key = Fingerprint::of(&bag.sum);
            let known = cache.frozen_pages(key);
            let pages = known.or_else(|| Some(cache.keep_frozen_pages(key, pages(&bag)?)))?;
            Some((bag.lock, pages))
        });
        Self { years: years.collect(), inside }
    }

    /// Pages that frozen ones lead to, and that are there no more, of those that `is_meant`.
    pub fn broken(
        &self,
        is_meant: impl Fn(&str) -> bool,
        is_there: impl Fn(&str) -> bool,
    ) -> Vec<Diagnostic> {
        let is_frozen = |page: &str| self.years.iter().any(|(_, pages)| pages.own.contains(page));
        let is_inside = |page: &str| self.inside.as_ref().is_some_and(|inside| inside.holds(page));
        let outward = self
            .years
            .iter()
            .flat_map(|(lock, pages)| pages.outward.iter().map(move |(to, from)| (*lock, to.as_str(), from)));
        let broken =
            outward.filter(|(_, to, _)| is_meant(to) && !is_there(to) && !is_frozen(to) && !is_inside(to));
        let report = |(lock, to, from): (SourceId, &str, &String)| {
            let page = to.strip_suffix(PAGE).unwrap_or(to);
            Diagnostic::new(Code::FrozenLink, Place::top(lock)).with("found", page).with("page", from)
        };
        broken.map(report).collect()
    }
}

/// The pages of a bag, and where they lead; none where it cannot be read.
fn pages(bag: &FrozenBag<'_>) -> Option<FrozenPages> {
    let mut files = bag.files().ok()?;
    files.retain(|path, _| is_page(path));
    let own: BTreeSet<String> = files.keys().cloned().collect();
    let outward = files.par_iter().map(|(page, file)| {
        let html = String::from_utf8(file.read().ok()?).ok()?;
        let targets = links::targets(page, &html).into_iter();
        let away = targets.filter(|to| is_page(to) && !own.contains(to));
        Some(away.map(|to| (to, page.clone())).collect::<Vec<_>>())
    });
    let outward: Vec<Vec<(String, String)>> = outward.collect::<Option<_>>()?;
    // Of several pages that lead to the same, the first one is told.
    let outward = outward.into_iter().flatten().rev().collect();
    Some(FrozenPages { own, outward })
}

fn is_page(path: &str) -> bool {
    path.ends_with(PAGE)
}

/// How pages end.
const PAGE: &str = ".html";
