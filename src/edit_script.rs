//! Edit script: how one list becomes another one.
//!
//! Takes two lists; gives a shortest edit script (Myers) as runs of items that stay, go, come or are replaced. It
//! stands apart because pages and the form compare lists of different kinds: all of them are compared as numbers,
//! since the algorithm is much code for a compiler, and would be compiled anew for each kind of item.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;

/// The runs on the way from `old` to `new`, in order.
pub fn edit_script<T: Ord>(old: &[T], new: &[T]) -> Vec<DiffOp> {
    let mut numbers: BTreeMap<&T, u64> = BTreeMap::new();
    for item in old.iter().chain(new) {
        let next = numbers.len() as u64;
        numbers.entry(item).or_insert(next);
    }
    let [old, new] = [old, new].map(|items| items.iter().map(|item| numbers[item]).collect::<Vec<u64>>());
    of_numbers(&old, &new)
}

/// The same for items that are numbers already, equal for equal items.
pub fn of_numbers(old: &[u64], new: &[u64]) -> Vec<DiffOp> {
    capture_diff_slices(Algorithm::Myers, old, new)
}
