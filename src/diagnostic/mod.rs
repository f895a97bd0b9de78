//! Diagnostics: mistakes in the content, and what its records leave open.
//!
//! Takes a code and a place from the stage that finds something wrong; gives a [`Diagnostic`], its message
//! in both languages, the text that the terminal shows, and formats that other programs read. It stands
//! apart because every stage reports mistakes this way. Diagnostics are collected and never stop a stage,
//! so that one run reports all of them. A failure of the machine (a disk that is full) is a
//! [`crate::failure::Failure`] instead.

mod catalogue;
pub mod formats;
mod level;
mod phrase;
mod remedy;
mod report;
mod show;
mod slip;
mod tally;

pub use catalogue::Code;
pub use level::Level;
pub use phrase::Phrase;
pub use remedy::{Remedy, remedy};
pub use report::{Arg, Diagnostic, Remark};
pub use show::{help, line, message, render};
pub use slip::Slip;
pub use tally::{are_many, summary, table};

use crate::source::Sources;

/// Whether any of the diagnostics stops a build.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error)
}

/// Puts diagnostics into the order of files and lines, and leaves out repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>, sources: &Sources) {
    diagnostics.sort_by(|a, b| {
        sources.compare(&a.place, &b.place).then_with(|| (a.code, &a.args).cmp(&(b.code, &b.args)))
    });
    diagnostics.dedup();
}
