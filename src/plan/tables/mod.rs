//! Tables: the rows and lists that several pages show.
//!
//! Takes records, measures and balances of the ledger; gives the parts of views that list them. It stands
//! apart from the pages because a record, a measure or an account looks the same on all of them.

pub(crate) mod account;
pub(crate) mod between;
pub(crate) mod differ;
pub(crate) mod lists;
pub(crate) mod matrix;
pub(crate) mod measures;
