//! Build: puts the stages in order, and keeps what they made.
//!
//! Takes a scanned folder and the options of one run, gives findings, and a site on disk or in memory. It
//! stands above the stages, which do not know one another or where their results are kept.

pub mod cache;
pub mod compile;
mod emit;
pub mod findings;
pub mod item;
pub mod pipeline;
pub mod preview;
pub mod timings;

pub use pipeline::{Draft, Settings};
