//! The index: look-ups in the ledger, collected once so that the work for one page does not grow with the
//! volume.

use crate::front_matter::Meta;
use crate::model::ledger::{Balance, Conflict, Ledger, LineageId, PaperId, RecordId};
use crate::source::ContentPath;
use std::collections::{BTreeMap, BTreeSet};

/// Look-ups in the ledger.
#[derive(Debug, Default)]
pub(crate) struct Index<'a> {
    records: BTreeMap<&'a str, Vec<RecordId>>,
    papers: BTreeMap<&'a str, Vec<PaperId>>,
    lineages: BTreeMap<&'a str, Vec<LineageId>>,
    balances: BTreeMap<&'a str, Vec<&'a Balance>>,
    predecessors: BTreeMap<&'a str, Vec<&'a str>>,
    undertaken: BTreeMap<PaperId, Vec<RecordId>>,
    raised: BTreeMap<&'a str, BTreeMap<i16, Vec<RecordId>>>,
    reports: BTreeMap<PaperId, Vec<PaperId>>,
    conflicts_of: BTreeMap<&'a str, Vec<&'a Conflict>>,
    conflicts_in: BTreeMap<&'a str, Vec<&'a Conflict>>,
    folders: BTreeMap<&'a str, Vec<usize>>,
    errata: BTreeMap<ContentPath, Vec<usize>>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(ledger: &'a Ledger) -> Self {
        let mut index = Self::default();
        index.records_and_lineages(ledger);
        index.papers(ledger);
        index.bodies(ledger);
        index.conflicts(ledger);
        index
    }

    fn records_and_lineages(&mut self, ledger: &'a Ledger) {
        for (id, record) in ledger.records() {
            self.records.entry(&record.body).or_default().push(id);
            if let Some(plan) = record.plan.as_ref().and_then(|plan| ledger.paper_of(plan)) {
                self.undertaken.entry(plan).or_default().push(id);
            }
            if record.year > record.recognised {
                let years = self.raised.entry(&record.body).or_default();
                years.entry(record.recognised).or_default().push(id);
            }
        }
        for (at, lineage) in ledger.lineages.iter().enumerate() {
            self.lineages.entry(&lineage.body).or_default().push(LineageId(at));
        }
    }

    fn papers(&mut self, ledger: &'a Ledger) {
        for (at, paper) in ledger.papers.iter().enumerate() {
            self.papers.entry(&paper.body).or_default().push(PaperId(at));
            if let Some(plan) = paper.on.as_ref().and_then(|on| ledger.paper_of(on)) {
                self.reports.entry(plan).or_default().push(PaperId(at));
            }
        }
        for (at, page) in ledger.pages.iter().enumerate() {
            self.folders.entry(page.path.folder()).or_default().push(at);
            if let Meta::Erratum(meta) = &page.meta
                && let Some(of) = meta.target(&page.path)
            {
                self.errata.entry(of).or_default().push(at);
            }
        }
    }

    fn bodies(&mut self, ledger: &'a Ledger) {
        for balance in &ledger.balances {
            self.balances.entry(&balance.body).or_default().push(balance);
        }
        for body in &ledger.bodies {
            if let Some(successor) = &body.meta.successor {
                self.predecessors.entry(&successor.to.value).or_default().push(&body.id);
            }
        }
    }

    fn conflicts(&mut self, ledger: &'a Ledger) {
        for conflict in &ledger.conflicts {
            self.conflicts_of.entry(&conflict.body).or_default().push(conflict);
            let files = BTreeSet::from([conflict.first.file.as_str(), conflict.second.file.as_str()]);
            files.into_iter().for_each(|file| self.conflicts_in.entry(file).or_default().push(conflict));
        }
    }

    /// Records of a body.
    pub(crate) fn records(&self, body: &str) -> &[RecordId] {
        some(&self.records, body)
    }

    /// Papers of a body.
    pub(crate) fn papers_of(&self, body: &str) -> &[PaperId] {
        some(&self.papers, body)
    }

    /// Lineages of a body.
    pub(crate) fn lineages(&self, body: &str) -> &[LineageId] {
        some(&self.lineages, body)
    }

    /// Balances of a body, by year.
    pub(crate) fn balances(&self, body: &str) -> &[&'a Balance] {
        some(&self.balances, body)
    }

    /// Bodies that a body succeeds.
    pub(crate) fn predecessors(&self, body: &str) -> &[&'a str] {
        some(&self.predecessors, body)
    }

    /// Records that a plan undertakes.
    pub(crate) fn undertaken(&self, plan: PaperId) -> &[RecordId] {
        self.undertaken.get(&plan).map_or(&[], Vec::as_slice)
    }

    /// Records of later years of deficiencies that the review of a year found.
    pub(crate) fn raised(&self, body: &str, year: i16) -> &[RecordId] {
        self.raised.get(body).and_then(|years| years.get(&year)).map_or(&[], Vec::as_slice)
    }

    /// Reports on a plan.
    pub(crate) fn reports(&self, plan: PaperId) -> &[PaperId] {
        self.reports.get(&plan).map_or(&[], Vec::as_slice)
    }

    /// Conflicts of a body.
    pub(crate) fn conflicts_of(&self, body: &str) -> &[&'a Conflict] {
        some(&self.conflicts_of, body)
    }

    /// Conflicts in which a file has one of the values.
    pub(crate) fn conflicts_in(&self, path: &ContentPath) -> &[&'a Conflict] {
        some(&self.conflicts_in, path.as_str())
    }

    /// Indexes of errata among the ordinary pages, by what they correct.
    pub(crate) fn errata(&self) -> &BTreeMap<ContentPath, Vec<usize>> {
        &self.errata
    }

    /// Indexes of the ordinary pages in a folder.
    pub(crate) fn pages_in(&self, folder: &str) -> &[usize] {
        some(&self.folders, folder)
    }
}

/// Whether a paper is a plan.
pub(crate) fn is_plan(ledger: &Ledger, id: PaperId) -> bool {
    matches!(ledger.paper(id).document.meta, Meta::Plan(_))
}

fn some<'i, T>(map: &'i BTreeMap<&str, Vec<T>>, key: &str) -> &'i [T] {
    map.get(key).map_or(&[], Vec::as_slice)
}
