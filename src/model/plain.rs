//! Whether all of a file is public. It is apart from selection because the outline has to know it before
//! anything is selected.

use super::document::Document;
use super::marks::numbering;
use crate::front_matter::Meta;
use crate::settings::Audience;

/// Whether the public edition shows all of a public file: it is a record or an ordinary page, without
/// internal parts.
pub fn is_plain(document: &Document) -> bool {
    let Document {
        path: _,
        source: _,
        audience: _,
        title: _,
        title_html: _,
        meta,
        sections,
        footnotes,
        waivers,
        aliases: _,
    } = document;
    let can_be_plain = match meta {
        Meta::Deficiency(_) | Meta::Erratum(_) | Meta::Page => true,
        Meta::Body(_) | Meta::Review(_) | Meta::Plan(_) | Meta::Report(_) => false,
    };
    let is_public = |audience: Audience| audience == Audience::Public;
    can_be_plain
        && waivers.is_empty()
        && sections.iter().all(|section| is_public(section.audience))
        && footnotes.iter().all(|footnote| is_public(footnote.audience))
        && footnotes.len() == numbering(document).len()
}
