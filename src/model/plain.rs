//! Whether a file is public from its first word to its last.

use super::document::{Document, Meta};
use super::marks::numbering;
use crate::settings::Audience;

/// Whether a public edition would show all of a public file: a record or page without internal parts.
pub fn is_plain(document: &Document) -> bool {
    let is_public = |audience: Audience| audience == Audience::Public;
    matches!(document.meta, Meta::Deficiency(_) | Meta::Page)
        && document.waivers.is_empty()
        && document.sections.iter().all(|section| is_public(section.audience))
        && document.footnotes.iter().all(|footnote| is_public(footnote.audience))
        && document.footnotes.len() == numbering(document).len()
}
