//! Places inside a page: ids of headings and numbers of footnotes.
//!
//! Takes a document; gives its ids. It stands apart from the pages because links from other pages, and the
//! outline of other volumes, need the same ids.

use crate::model::document::{Document, Footnote, Piece, Section};
use crate::vietnamese::letters::slug;
use std::collections::{BTreeMap, BTreeSet};

/// The places inside one document's page, computed once for all links to them.
#[derive(Debug)]
pub struct Marks {
    /// The id of each section's heading, in order.
    pub headings: Vec<Option<String>>,
    /// The number of each footnote that is referred to, by label.
    pub footnotes: BTreeMap<String, usize>,
}

impl Marks {
    /// The places inside the page of `document`.
    pub fn new(document: &Document) -> Self {
        Self { headings: heading_ids(&document.sections), footnotes: numbering(document) }
    }

    /// Ids of all headings, in alphabetical order.
    pub fn anchors(&self) -> Vec<&str> {
        let mut anchors: Vec<&str> = self.headings.iter().flatten().map(String::as_str).collect();
        anchors.sort_unstable();
        anchors
    }
}

/// Id of the `times`-th reference to footnote `number`.
pub fn reference_id(number: usize, times: usize) -> String {
    format!("fnref{number}-{times}")
}

/// Footnotes by label; the first of several with the same label.
pub fn definitions(document: &Document) -> BTreeMap<&str, &Footnote> {
    let footnotes = document.footnotes.iter().rev();
    footnotes.map(|footnote| (footnote.label.as_str(), footnote)).collect()
}

/// Numbers of footnotes by label, in the order in which a page first refers to them: title, sections, then
/// the footnotes that those footnotes refer to. A footnote without a reference has no number and is not
/// shown.
pub fn numbering(document: &Document) -> BTreeMap<String, usize> {
    let definitions = definitions(document);
    let blocks = document.sections.iter().flat_map(|section| {
        let heading = section.heading.iter().flat_map(|heading| &heading.html);
        heading.chain(section.blocks.iter().flat_map(|block| block.pieces()))
    });
    let mut queue: Vec<&str> = labels(document.title_html.iter().chain(blocks)).collect();
    let mut numbers = BTreeMap::new();
    let mut at = 0;
    while let Some(label) = queue.get(at).copied() {
        at += 1;
        let defined = definitions.get(label);
        let Some(footnote) = defined.filter(|_| !numbers.contains_key(label)) else { continue };
        numbers.insert(label.to_owned(), numbers.len() + 1);
        queue.extend(labels(footnote.html.iter()));
    }
    numbers
}

fn labels<'d>(pieces: impl Iterator<Item = &'d Piece>) -> impl Iterator<Item = &'d str> {
    pieces.filter_map(|piece| match piece {
        Piece::FootnoteRef(label) => Some(label.as_str()),
        _ => None,
    })
}

/// The id of each section's heading: the author's, or one made from its text; unique in the page. Ids that
/// the theme uses itself (`k-…`, `fn1`) are avoided.
pub fn heading_ids(sections: &[Section]) -> Vec<Option<String>> {
    let mut names = Names::default();
    let ids = sections.iter().map(|section| {
        let heading = section.heading.as_ref()?;
        let wanted = heading.id.clone().unwrap_or_else(|| slug(&heading.text));
        let wanted = match wanted.as_str() {
            "" => "muc".to_owned(),
            name if name.starts_with("k-") || name.starts_with("fn") => format!("h-{name}"),
            // Some tools, and CSS selectors, need an id that begins with a letter.
            name if name.starts_with(|first: char| first.is_ascii_digit()) => format!("muc-{name}"),
            _ => wanted,
        };
        Some(names.unused(wanted))
    });
    ids.collect()
}

/// Names, each used once.
#[derive(Debug, Default)]
pub struct Names {
    used: BTreeSet<String>,
    /// The number that was last appended to each name.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// Takes `wanted`, or `wanted` with the first number behind it that makes it unused.
    pub fn unused(&mut self, wanted: String) -> String {
        if self.used.insert(wanted.clone()) {
            return wanted;
        }
        let number = self.numbers.entry(wanted.clone()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{wanted}-{number}");
            if self.used.insert(name.clone()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_taken_name_is_counted_up() {
        let mut names = Names::default();
        let mut next = |name: &str| names.unused(name.to_owned());
        assert_eq!(["index", "a-2"].map(&mut next), ["index", "a-2"]);
        assert_eq!(["a", "a", "a", "index"].map(next), ["a", "a-3", "a-4", "index-2"]);
    }
}
