//! The findings of a run: what is reported and what authors have set aside, kept together for exports,
//! pages and messages.

use crate::diagnostic::{self, Diagnostic};
use crate::front_matter::Waiver;
use crate::source::Sources;

/// The findings of a run.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Reported findings, in the order of files and lines.
    pub reported: Vec<Diagnostic>,
    /// Findings that were set aside, each with its waiver.
    pub waived: Vec<(Diagnostic, Waiver)>,
}

impl Findings {
    /// Sorts everything by files and lines.
    pub fn sort(&mut self, sources: &Sources) {
        diagnostic::sort(&mut self.reported, sources);
        self.waived.sort_by(|(a, _), (b, _)| sources.compare(&a.place, &b.place).then(a.code.cmp(&b.code)));
    }

    /// Whether anything stops a build.
    pub fn has_errors(&self) -> bool {
        diagnostic::has_errors(&self.reported)
    }
}
