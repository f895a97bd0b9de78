//! What reading the content of one file needs to know of the file.

use super::html::{self, Run};
use super::inline::Spanned;
use crate::model::document::{MeasureDeadline, Piece};
use crate::settings::Headings;
use crate::source::{Located, Place, SourceId, Span};
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::deadline::Deadline;

/// What is needed to read the content of one file.
pub(super) struct Reader<'h> {
    /// The file.
    pub(super) source: SourceId,
    /// Years of the plan; none for a file that belongs to no year.
    pub(super) years: Option<YearSpan>,
    /// The vocabulary of headings.
    pub(super) headings: &'h Headings,
}

impl Reader<'_> {
    /// A place of this file.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }

    /// HTML with holes of a run of events.
    pub(super) fn pieces(&self, text: &str, events: &[Spanned<'_>]) -> Vec<Piece> {
        html::pieces(self.source, text, events)
    }

    /// A run of elements that becomes HTML part by part.
    pub(super) fn run<'t, 'a>(&self, text: &'t str) -> Run<'t, 'a> {
        Run::new(self.source, text)
    }

    /// A deadline as printed at `raw`, read for the plan's years.
    pub(super) fn deadline(&self, raw: (String, Span)) -> MeasureDeadline {
        let (raw, span) = raw;
        let read = self.years.and_then(|years| Deadline::read(&raw, years));
        MeasureDeadline { raw: Located::new(raw, self.place(span)), read }
    }
}
