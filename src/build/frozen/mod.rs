//! Frozen years: their sources held against the lock file, and their pages taken from the bag.
//!
//! Takes a scanned folder and an edition; gives diagnostics where a source is not as it was frozen, and the files of
//! the site that are copied from bags as they are. It stands apart from [`emit`](super::emit) and
//! [`preview`](super::preview) because both take the pages of a frozen year from here, and render none of them.
//!
//! | module | holds |
//! |---|---|
//! | `locks` | the years with a lock file, and their sources |
//! | `bag` | the bag of a year, and the files of the site in it |
//! | `copies` | the files of the site that are copied from bags |
//! | `inside` | what became internal since, which copies may not name |
//! | `outward` | where frozen pages lead, which has to be there |
//! | `links` | the links of a page as it was rendered |

mod bag;
mod copies;
mod inside;
pub(super) mod links;
mod locks;
mod outward;

pub use bag::FrozenFile;
pub use copies::Frozen;
pub use locks::{Locks, hides, is_lock, sources, sums};
pub use outward::Outward;
