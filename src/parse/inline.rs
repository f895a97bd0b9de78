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

/// A run of text between the edges of blocks: a paragraph, a heading, a cell, the line of a list item.
pub(super) struct Leaf {
    /// The block that it is directly in.
    pub(super) kind: LeafKind,
    /// Its words, lines set apart by line breaks, and `\u{fffc}` in the place of code, HTML and footnotes.
    pub(super) words: String,
    /// Where each stretch of the words stands in the file, in the order of their first bytes in the words.
    stretches: Vec<Stretch>,
}

/// The block that a [`Leaf`] is directly in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeafKind {
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
    /// An item of a list.
    Item,
    /// A paragraph, wherever it is.
    Paragraph,
}

/// Words that one event gives.
struct Stretch {
    /// The first byte in the words of the leaf.
    at: usize,
    /// The bytes in the file.
    span: Span,
    /// Whether words and bytes in the file are the same, so that each letter has its place.
    is_exact: bool,
}

/// What stands in a [`Leaf`] for what is not words.
pub(super) const NO_WORDS: char = '\u{fffc}';

impl Leaf {
    /// The bytes in the file of some of its words.
    pub(super) fn span(&self, range: Span) -> Span {
        self.byte(range.start, false)..self.byte(range.end, true)
    }

    /// The byte in the file of a byte in the words; of the byte behind the one before, for an end.
    fn byte(&self, at: usize, is_end: bool) -> usize {
        let before =
            self.stretches.partition_point(|stretch| if is_end { stretch.at < at } else { stretch.at <= at });
        let Some(stretch) = self.stretches.get(before.saturating_sub(1)) else { return 0 };
        match (stretch.is_exact, is_end) {
            (true, _) => (stretch.span.start + at.saturating_sub(stretch.at)).min(stretch.span.end),
            (false, true) => stretch.span.end,
            (false, false) => stretch.span.start,
        }
    }
}

/// The leaves of a run of events, in order. Code blocks and blocks of HTML have none.
pub(super) fn leaves(events: &[Spanned<'_>], text: &str) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let mut blocks: Vec<LeafKind> = Vec::new();
    let mut open: Option<Leaf> = None;
    let mut verbatim = 0usize;
    for (event, span) in events {
        let mut other = [0; 4];
        let words: &str = match event {
            Event::Start(tag) if is_block(tag) => {
                leaves.extend(open.take());
                blocks.push(leaf_kind(tag, blocks.last()));
                verbatim += usize::from(is_verbatim(tag));
                continue;
            }
            Event::End(end) if is_block_tag(*end) => {
                leaves.extend(open.take());
                blocks.pop();
                verbatim -= usize::from(matches!(end, TagEnd::CodeBlock | TagEnd::HtmlBlock)).min(verbatim);
                continue;
            }
            _ if verbatim > 0 => continue,
            Event::Text(words) => words,
            Event::SoftBreak | Event::HardBreak => "\n",
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                NO_WORDS.encode_utf8(&mut other)
            }
            _ => continue,
        };
        let kind = blocks.last().copied().unwrap_or(LeafKind::Paragraph);
        let leaf = open.get_or_insert_with(|| Leaf { kind, words: String::new(), stretches: Vec::new() });
        let is_exact = text.get(span.clone()) == Some(words);
        leaf.stretches.push(Stretch { at: leaf.words.len(), span: span.clone(), is_exact });
        leaf.words.push_str(words);
    }
    leaves.extend(open);
    leaves
}

/// The kind of the text directly in a block, which may be a paragraph of the item `above`.
fn leaf_kind(tag: &Tag<'_>, above: Option<&LeafKind>) -> LeafKind {
    match tag {
        Tag::Heading { .. } => LeafKind::Heading,
        Tag::TableCell => LeafKind::Cell,
        Tag::Item => LeafKind::Item,
        Tag::Paragraph => above.copied().unwrap_or(LeafKind::Paragraph),
        _ => LeafKind::Paragraph,
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    is_block_tag(tag.to_end())
}

fn is_block_tag(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}
