//! Tables: the rows and lists that several pages show.
//!
//! Takes records, measures and balances of the ledger, gives the parts of views that list them. Apart from
//! the pages because a record, a measure or an account looks the same wherever it is shown.

pub(crate) mod account;
pub(crate) mod differ;
pub(crate) mod lists;
pub(crate) mod matrix;
pub(crate) mod measures;
