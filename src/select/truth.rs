//! Truth: what a public edition would say that is not so, because of what it leaves out.
//!
//! Takes the ledger of everything and the one of the public edition; gives an error for each record whose state
//! differs between them. It stands apart from the rest of `select` because it alone compares two ledgers.

use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::front_matter::EdgeKind;
use crate::model::document::Document;
use crate::model::ledger::{Edge, Ledger, Onward, Origin, PromiseOutcome, Record};
use crate::source::ContentPath;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What a public edition would say that is not so, given the ledger of everything. What `is_frozen` can be neither
/// changed nor withheld.
pub fn truth(everything: &Ledger, public: &Ledger, is_frozen: impl Fn(&Document) -> bool) -> Vec<Diagnostic> {
    let by_path: BTreeMap<_, _> = everything.records.iter().map(|full| (full.path(), full)).collect();
    let public_paths: BTreeSet<_> = public.records.iter().map(Record::path).collect();
    let pairs = public.records.iter().filter_map(|record| Some((record, *by_path.get(record.path())?)));
    let compare = |(record, full): (&Record, &Record)| {
        let is_frozen = is_frozen(&record.document);
        Comparison { everything, public, public_paths: &public_paths, record, full, is_frozen }.untruths()
    };
    pairs.flat_map(compare).collect()
}

/// One record as the public edition shows it, and as it is.
struct Comparison<'l> {
    everything: &'l Ledger,
    public: &'l Ledger,
    public_paths: &'l BTreeSet<&'l ContentPath>,
    record: &'l Record,
    full: &'l Record,
    is_frozen: bool,
}

impl Comparison<'_> {
    fn untruths(&self) -> Vec<Diagnostic> {
        let checks =
            [self.onward(), self.origin(), self.promise(), self.since(), self.edges(), self.withheld()];
        checks.into_iter().flatten().collect()
    }

    /// Reports the record by the code that is meant for one which can still be changed.
    fn report(&self, code: Code) -> Diagnostic {
        let name = format!("{}/{}", self.record.year, self.record.name);
        let code = if self.is_frozen { Code::PublicFrozen } else { code };
        Diagnostic::new(code, self.record.document.name_place()).with("found", name)
    }

    fn differs(&self, public: impl Serialize, full: impl Serialize) -> Option<Diagnostic> {
        Some(self.report(Code::PublicDiffers).with("public", word(public)).with("full", word(full)))
    }

    /// Publishing later is no untruth: the latest public plan may have an internal one after it.
    fn onward(&self) -> Option<Diagnostic> {
        match (self.record.onward, self.full.onward) {
            (public, full) if public == full => None,
            (Onward::Latest | Onward::Withheld, _) => None,
            // A successor has taken it over, whatever else goes on inside.
            (Onward::TakenOver, Onward::Carried) => None,
            (Onward::Unaccounted, Onward::Carried | Onward::TakenOver | Onward::Resurfaced)
            | (Onward::Resurfaced, Onward::Carried | Onward::TakenOver) => {
                let later = self.full.into.iter().map(|id| self.everything.record(*id).document.name_place());
                let report = self.report(Code::PublicUnaccounted);
                Some(later.fold(report, |report, later| report.and(later, Remark::InternalRecord)))
            }
            (public, full) => self.differs(public, full),
        }
    }

    fn origin(&self) -> Option<Diagnostic> {
        match (self.record.origin, self.full.origin) {
            (public, full) if public == full => None,
            (Origin::New, _) => {
                let earlier =
                    self.full.from.iter().map(|edge| self.everything.record(edge.from).document.name_place());
                let report = self.report(Code::PublicNew);
                Some(earlier.fold(report, |report, earlier| report.and(earlier, Remark::InternalRecord)))
            }
            // Back after records that say themselves that they went on out of sight.
            (Origin::Resurfaced, Origin::Carried) if self.comes_from_withheld() => None,
            (public, full) => self.differs(public, full),
        }
    }

    fn comes_from_withheld(&self) -> bool {
        let earlier = self.record.from.iter().map(|edge| self.public.record(edge.from));
        earlier.into_iter().all(|earlier| earlier.onward == Onward::Withheld)
    }

    /// A public edition may say that it cannot tell, not that a promise was broken that was kept.
    fn promise(&self) -> Option<Diagnostic> {
        let (public, full) = (self.record.promise.as_ref()?.outcome, self.full.promise.as_ref()?.outcome);
        let cannot_tell = [PromiseOutcome::Uncheckable, PromiseOutcome::Pending, PromiseOutcome::Withheld];
        match public == full || cannot_tell.contains(&public) {
            true => None,
            false => self.differs(public, full),
        }
    }

    /// Leaving an older record out would make a deficiency look younger than it is.
    fn since(&self) -> Option<Diagnostic> {
        let is_new = self.record.origin == Origin::New && self.full.origin != Origin::New;
        match self.record.since == self.full.since || is_new {
            true => None,
            false => self.differs(self.record.since, self.full.since),
        }
    }

    /// Where an internal record between two public ones reopened the deficiency, the later one would
    /// seem to go on from a closed one without a word.
    fn edges(&self) -> Option<Diagnostic> {
        let goes_on_closed = |edge: &Edge| {
            edge.kind != EdgeKind::Reopened && !self.public.record(edge.from).status.is_unresolved()
        };
        let untrue = self.record.from.iter().any(goes_on_closed) && !self.full_edges_agree();
        if untrue { self.differs(EdgeKind::Continues, EdgeKind::Reopened) } else { None }
    }

    /// Whether the whole has every edge that the public edition has.
    fn full_edges_agree(&self) -> bool {
        let path = |ledger: &Ledger, edge: &Edge| ledger.record(edge.from).path().clone();
        let full: BTreeSet<_> = self.full.from.iter().map(|edge| path(self.everything, edge)).collect();
        self.record.from.iter().all(|edge| full.contains(&path(self.public, edge)))
    }

    /// `withheld` must be so: an internal record goes on from it, and nothing public does. In a frozen year it was
    /// so, and what it was in is public by now.
    fn withheld(&self) -> Option<Diagnostic> {
        let place = self.record.document.meta.withheld()?;
        let later = self.full.into.iter().map(|id| self.everything.record(*id));
        let goes_on_inside = later.into_iter().any(|later| !self.public_paths.contains(later.path()));
        let is_so = goes_on_inside && self.record.onward == Onward::Withheld;
        let name = format!("{}/{}", self.record.year, self.record.name);
        (!is_so && !self.is_frozen)
            .then(|| Diagnostic::new(Code::WithheldNeedless, place.clone()).with("found", name))
    }
}

/// The word that data files use for a value.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(value) => value.to_string(),
        Err(_) => String::new(),
    }
}
