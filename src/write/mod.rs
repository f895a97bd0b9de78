//! Write: puts the site into its output folder, and touches only what changed.
//!
//! Takes the path and the bytes of each file; puts them into the output folder, and gives [`Receipts`] of
//! them. It stands apart because it is the only stage that changes the output folder.
//!
//! Files are staged in a hidden folder inside the output folder, and moved into place when all of them are
//! done: a build that fails leaves the last good site as it was. A [`Claim`] keeps other builds out meanwhile. A
//! manifest in the output folder lists the files that were written, with their sums. Only files in the manifest are
//! ever removed or overwritten. With the receipts of the last build, unchanged files are neither rendered nor read
//! again.
//!
//! | module | holds |
//! |---|---|
//! | `claim` | one build at a time in an output folder |
//! | `writer` | what becomes of each file |
//! | `receipt` | how a file is recognised without reading it |
//! | `staging` | the folder of files that are not in place yet |
//! | `place` | what moves them into place, and removes what has to go |
//! | `site_manifest` | which files are the site's |

mod claim;
mod place;
mod receipt;
mod site_manifest;
mod staging;
#[cfg(test)]
mod tests;
mod writer;

pub use claim::Claim;
pub use receipt::{ContentHash, Receipt, Receipts};
pub use writer::{Writer, Written};
