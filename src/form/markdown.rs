//! Markdown without front matter.
//!
//! Takes the Markdown of a form; gives what it compiles to, and where a first list or table goes in it.

use crate::language::Language;
use crate::model::compiled::Compiled;
use crate::model::document::{Document, Section};
use crate::parse;
use crate::settings::{Headings, SectionKind};
use crate::source::{Source, Span};
use std::sync::Arc;

/// Front matter before Markdown, which measures do not depend on.
pub(super) const HEAD: &str = "---\nkind: page\n---\n";

/// What a text compiles to.
pub(super) fn document(text: &str, headings: &Headings) -> Option<Arc<Document>> {
    let source = Source::new("form.md", text);
    let compiled = source.read().ok().and_then(|raw| parse::parse(&source, &raw, headings).0);
    match compiled {
        Some(Compiled::Document(document)) => Some(document),
        Some(Compiled::Register(_)) | None => None,
    }
}

/// Where a first list or table of a kind goes, and with what around it: under the heading of that kind, or in a section
/// of its own.
pub(super) fn first(
    document: &Document,
    text: &str,
    kind: SectionKind,
    block: &str,
    language: Language,
) -> (Span, String) {
    let of_kind = |wanted: &dyn Fn(SectionKind) -> bool| {
        let mut sections = document.sections.iter();
        let heading = |section: &'_ Section| section.heading.as_ref().map(|heading| heading.place.span());
        sections.find(|section| section.kind.is_some_and(wanted)).and_then(heading)
    };
    if let Some(heading) = of_kind(&|known| known == kind) {
        let at = heading.start + text[heading].trim_end().len();
        let rest = text[at..].trim_start_matches('\n');
        let is_close = !rest.is_empty() && !text[at..].starts_with("\n\n");
        let after = if rest.is_empty() || is_close { "\n" } else { "" };
        return (at..at, format!("\n\n{block}{after}"));
    }
    let heading = kind.heading(language);
    match of_kind(&|known| known != kind) {
        Some(next) => (next.start..next.start, format!("## {heading}\n\n{block}\n\n")),
        None => {
            let at = text.trim_end().len().max(HEAD.len());
            let gap = if at > HEAD.len() { "\n\n" } else { "\n" };
            let end = if text[at..].contains('\n') { "" } else { "\n" };
            (at..at, format!("{gap}## {heading}\n\n{block}{end}"))
        }
    }
}
