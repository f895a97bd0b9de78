//! Balances: what became of the records of one plan year in the next.

use serde::{Deserialize, Serialize};

/// The account of plan year `from` against the next one, `to`, of one body.
///
/// It adds up by construction:
/// `unresolved = carried + taken_over + withheld + unaccounted`,
/// `records = carried + split_extra - merge_absorbed + inherited + resurfaced + reopened + new`,
/// `records = fixed + dropped + unresolved_end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Balance {
    /// Body.
    pub body: String,
    /// Earlier plan year.
    pub from: i16,
    /// Next plan year.
    pub to: i16,
    /// Records of `from` that were neither fixed nor dropped.
    pub unresolved: usize,
    /// Of those, how many a record of `to` goes on from.
    pub carried: usize,
    /// Of the others, how many a body that succeeds this one has taken over by then.
    pub taken_over: usize,
    /// Of the others, how many go on in a record that is not public.
    pub withheld: usize,
    /// How many are left: nothing goes on from them up to then.
    pub unaccounted: usize,
    /// Records that splitting added: edges less their ends in `from`.
    pub split_extra: usize,
    /// Records that merging took away: edges less their ends in `to`.
    pub merge_absorbed: usize,
    /// Records of `to` that a body before this one left behind.
    pub inherited: usize,
    /// Records of `to` that are back after a gap.
    pub resurfaced: usize,
    /// Records of `to` that had been closed.
    pub reopened: usize,
    /// Records of `to` that go on from nothing.
    pub new: usize,
    /// All records of `to`.
    pub records: usize,
    /// Of those, how many were fixed.
    pub fixed: usize,
    /// Of those, how many were dropped.
    pub dropped: usize,
    /// Of those, how many are left.
    pub unresolved_end: usize,
    /// Years between the two without any document in this edition.
    pub years_without_documents: Vec<i16>,
}

impl Balance {
    /// What became of the unresolved records of the earlier year, by the names of the fields. The parts add
    /// up to them.
    pub fn left_by_outcome(&self) -> [(&'static str, usize); 4] {
        [
            ("carried", self.carried),
            ("taken_over", self.taken_over),
            ("withheld", self.withheld),
            ("unaccounted", self.unaccounted),
        ]
    }

    /// How many of them were this body's own to take up, as far as this edition can tell.
    pub fn own(&self) -> usize {
        self.unresolved - self.taken_over - self.withheld
    }
}
