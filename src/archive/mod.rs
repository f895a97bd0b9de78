//! Archive: a year as a bag that can be proved unchanged, and read without this program.
//!
//! Takes files by their paths; gives a BagIt bag (RFC 8493) as a folder and as a `.zip`, and says of any bag
//! what was altered, lost or added since. It stands apart because it knows nothing of pages: a bag holds bytes
//! and their sums.
//!
//! | module | holds |
//! |---|---|
//! | `sums` | SHA-256 and SHA-512 of bytes |
//! | `layout` | what the files of a bag are called |
//! | `manifest` | sums by path, as BagIt and `sha256sum` write them |
//! | `bag` | a bag while it is made, in its place only when it is whole |
//! | `packed` | the bag as a `.zip`, the same bytes for the same bag |
//! | `store` | a bag that is there, whether it is a folder or a `.zip` |
//! | `verify` | what of a bag is not as it was made |
//! | `signature` | signatures over a bag, by `ssh-keygen` |
//! | `lock_file` | the lock file of a frozen year: the sums of its sources and of its bags |

mod bag;
mod layout;
mod lock_file;
mod manifest;
mod packed;
mod signature;
mod store;
mod sums;
mod verify;

pub use bag::{Bag, BagName, Whole, sweep};
pub use lock_file::{Difference, LOCK_FILE, LockFile, NOT_FROZEN, is_frozen};
pub use manifest::Manifest;
pub use packed::pack;
pub use signature::{Signed, sign};
pub use sums::{Algorithm, Summing, sum};
pub use verify::{Flaw, SITE_MANIFEST, Subject, Verified, verify};
