//! What a run has to say about the content.

use super::document::Waiver;
use crate::diagnostic::{self, Diagnostic};
use crate::source::Sources;

/// What a run has to say about the content.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// In the order of files and lines.
    pub reported: Vec<Diagnostic>,
    /// Set aside, each with the waiver that does so.
    pub waived: Vec<(Diagnostic, Waiver)>,
}

impl Findings {
    /// Puts everything into the order of files and lines.
    pub fn sort(&mut self, sources: &Sources) {
        diagnostic::sort(&mut self.reported, sources);
        self.waived.sort_by(|(a, _), (b, _)| sources.compare(&a.place, &b.place).then(a.code.cmp(&b.code)));
    }

    /// Whether anything stops a build.
    pub fn has_errors(&self) -> bool {
        diagnostic::has_errors(&self.reported)
    }
}
