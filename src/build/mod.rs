//! Build: puts the stages in order, and keeps what they made.
//!
//! Takes a scanned folder and the options of one run, gives findings, and a site on disk or in memory. It
//! stands above the stages, which do not know one another or where their results are kept.
//!
//! | module | holds |
//! |---|---|
//! | `options` | what a site depends on beside its content and its theme |
//! | `compile`, `item` | files, each compiled alone, and their documents, packed until they are needed |
//! | `content` | the content in volumes, examined: its findings, and the fingerprint of each volume |
//! | `known` | what is known of the whole site in each edition |
//! | `examiner` | what there is to say about each volume |
//! | `past` | files as they were at commits, as an edition lets them out |
//! | `turned` | statuses that were changed after a report, from git |
//! | `consequences` | diagnostics without those that only follow from others |
//! | `findings` | diagnostics weighed by the settings, and what waivers set aside |
//! | `ownership` | which unit each file concerns |
//! | `engine`, `ledgers` | the ledger of each volume, linked when somebody needs it |
//! | `themed` | the plan of each volume, and what it adds to the whole site: common to the next two |
//! | `mend` | texts of files with the remedies of what is wrong with them |
//! | `emit` | one pass over all volumes, to disk |
//! | `freeze` | a year of a body, put into a bag |
//! | `frozen` | frozen years: sources that have to be as they were, and pages that are copied |
//! | `preview` | the engine kept in memory, page by page, after every save |
//! | `since` | what changed between two revisions, and which commit made each change |
//! | `cache` | what was made before, found by the fingerprint of all that it was made from |
//! | `timings` | how long each stage takes |

pub mod cache;
mod compile;
mod consequences;
mod content;
mod emit;
mod engine;
mod examiner;
mod findings;
mod freeze;
mod frozen;
mod item;
mod known;
mod ledgers;
pub mod mend;
mod options;
mod ownership;
mod past;
pub mod preview;
mod since;
mod themed;
pub mod timings;
mod turned;

pub use content::{AtHand, Content};
pub use engine::Engine;
pub use frozen::sums as frozen_sums;
pub use options::Options;
pub use ownership::{Concern, Ownership};
pub use since::{Between, since};
