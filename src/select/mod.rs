//! Select: what an edition lets out, before anything is linked.
//!
//! Takes compiled files and the outline of the whole content, gives what the public edition has of them.
//! The selection comes before the ledger is drawn up, not after it: a public ledger is made of public text
//! alone, so that no number, name or order in it can depend on what is internal. Taking internal text out
//! of the content by hand gives the same public site, byte for byte.
//!
//! | module | holds |
//! |---|---|
//! | `hidden` | which names only internal text gives a meaning |
//! | `strip` | what is left of each file and of the register, decided field by field |
//! | `quotes` | which errata quote what is left out |
//! | `truth` | what the public edition would say that is not so |

mod hidden;
mod quotes;
mod strip;
mod truth;

pub use hidden::Hidden;
pub use quotes::internal_quotes;
pub use strip::{Selection, strip_register};
pub use truth::truth;
