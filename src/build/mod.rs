//! Build: puts the stages in order, and keeps what they made.
//!
//! Takes a scanned folder and the options of one run, gives findings, and a site on disk or in memory. It
//! stands above the stages, which do not know one another or where their results are kept.

pub mod cache;
mod compile;
mod content;
mod emit;
mod engine;
mod findings;
mod item;
mod ledgers;
mod options;
pub mod preview;
mod themed;
pub mod timings;

pub use content::Content;
pub use engine::Engine;
pub use options::Options;
