//! Markdown events with their bytes, and what can be said of a run of them.

use crate::source::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::collections::BTreeMap;

/// One event of the Markdown parser, with its bytes in the file.
pub(super) type Spanned<'a> = (Event<'a>, Span);

/// Where each link definition, `[label]: target`, stands in the file.
pub(super) type Definitions = BTreeMap<String, Span>;

/// The name by which a link finds its definition.
pub(super) fn label(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the Markdown that starts at byte `start` of `text`.
pub(super) fn events(text: &str, start: usize) -> (Vec<Spanned<'_>>, Definitions) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(&text[start..], options).into_offset_iter();
    let shift = |span: Span| span.start + start..span.end + start;
    let definitions = parser.reference_definitions().iter();
    let definitions =
        definitions.map(|(name, definition)| (label(name), shift(definition.span.clone()))).collect();
    (TextMergeWithOffset::new(parser).map(|(event, span)| (event, shift(span))).collect(), definitions)
}

/// Splits events into the elements at the top: each from its start to its end, or one event.
pub(super) fn elements<'e, 'a>(events: &'e [Spanned<'a>]) -> impl Iterator<Item = &'e [Spanned<'a>]> {
    let mut rest = events;
    std::iter::from_fn(move || {
        let (element, after) = rest.split_at_checked(element_length(rest))?;
        rest = after;
        (!element.is_empty()).then_some(element)
    })
}

fn element_length(events: &[Spanned<'_>]) -> usize {
    let mut depth = 0usize;
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    events.len()
}

/// What is between an element's start and its end.
pub(super) fn inside<'e, 'a>(element: &'e [Spanned<'a>]) -> &'e [Spanned<'a>] {
    match element {
        [_, inner @ .., _] => inner,
        _ => &[],
    }
}

/// The words of a run of events: blocks are set apart by line breaks, footnotes are left out.
pub(super) fn plain(events: &[Spanned<'_>]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak => text.push(' '),
            Event::Start(Tag::List(_)) if !text.is_empty() && !text.ends_with('\n') => text.push('\n'),
            Event::HardBreak => text.push('\n'),
            Event::End(end) if is_block_end(end) && !text.ends_with('\n') => text.push('\n'),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn is_block_end(end: &TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Item
            | TagEnd::Heading(_)
            | TagEnd::TableRow
            | TagEnd::TableHead
            | TagEnd::TableCell
    )
}

/// Bytes from the first event to the last, without surrounding space.
pub(super) fn span(events: &[Spanned<'_>], text: &str) -> Span {
    let start = events.iter().map(|(_, span)| span.start).min().unwrap_or_default();
    let end = events.iter().map(|(_, span)| span.end).max().unwrap_or(start);
    let slice = text.get(start..end).unwrap_or_default();
    start..start + slice.trim_end().len()
}

/// Whether text in this element is not prose: nothing in it is a citation or names a unit.
pub(super) fn is_verbatim(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock)
}
