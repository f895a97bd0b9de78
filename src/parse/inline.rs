//! Markdown events with their bytes, and what can be said of a run of them.

use crate::source::Span;
use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::collections::BTreeMap;

/// One event of the Markdown parser, with its bytes in the file.
pub(super) type Spanned<'a> = (Event<'a>, Span);

/// Where each link definition, `[label]: target`, stands in the file.
pub(super) type Definitions = BTreeMap<String, Span>;

/// The name by which a link finds its definition.
pub(super) fn label(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A Markdown text, in parts that are small however long it is: its events take many times the room of its bytes.
pub(super) struct Parts<'a> {
    events: TextMergeWithOffset<'a, OffsetIter<'a>>,
    /// The byte of the file that the text starts at.
    start: usize,
    /// The start of the list or table that is being read.
    open: Option<Spanned<'a>>,
}

/// An item of a list or a row of a table at the top, or another element at the top as a whole.
pub(super) struct Part<'a> {
    /// Its events. Each item or row has the start of its list or table in front of it, and the last of them is
    /// followed by a part of the start and the end alone.
    pub(super) events: Vec<Spanned<'a>>,
    /// Whether the first event was in the part before as well.
    is_continued: bool,
    /// Whether the element at the top ends with it.
    pub(super) is_last: bool,
}

impl<'a> Parts<'a> {
    /// Reads the Markdown that starts at byte `start` of `text`.
    pub(super) fn new(text: &'a str, start: usize) -> (Self, Definitions) {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let parser = Parser::new_ext(&text[start..], options).into_offset_iter();
        let definitions = parser.reference_definitions().iter();
        let definitions =
            definitions.map(|(name, definition)| (label(name), shifted(&definition.span, start))).collect();
        (Self { events: TextMergeWithOffset::new(parser), start, open: None }, definitions)
    }
}

fn shifted(span: &Span, by: usize) -> Span {
    span.start + by..span.end + by
}

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let mut events: Vec<Spanned<'a>> = self.open.iter().cloned().collect();
        let mut depth = events.len();
        let is_continued = depth > 0;
        for (event, span) in &mut self.events {
            let is_end = matches!(event, Event::End(_));
            let is_start_of_many = depth == 0 && matches!(event, Event::Start(Tag::List(_) | Tag::Table(_)));
            depth = match event {
                Event::Start(_) => depth + 1,
                Event::End(_) => depth.saturating_sub(1),
                _ => depth,
            };
            events.push((event, shifted(&span, self.start)));
            if is_start_of_many {
                self.open = events.last().cloned();
            }
            if depth == 0 {
                self.open = None;
                return Some(Part { events, is_continued, is_last: true });
            }
            if depth == 1 && is_end && self.open.is_some() {
                return Some(Part { events, is_continued, is_last: false });
            }
        }
        // Every element ends; should one not, this is all of it.
        self.open = None;
        (events.len() > usize::from(is_continued)).then_some(Part { events, is_continued, is_last: true })
    }
}

impl<'a> Part<'a> {
    /// The events that were not in the part before.
    pub(super) fn fresh(&self) -> &[Spanned<'a>] {
        &self.events[usize::from(self.is_continued)..]
    }

    /// The item or row, of a list or table; none where that has ended.
    pub(super) fn inner(&self) -> Option<&[Spanned<'a>]> {
        (!self.is_last).then(|| &self.events[1..])
    }
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
    add_plain(&mut text, events);
    text.truncate(text.trim_end().len());
    text
}

/// Puts the words of a run of events behind those of the events before.
pub(super) fn add_plain(text: &mut String, events: &[Spanned<'_>]) {
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
        push_stretches(&mut leaf.stretches, leaf.words.len(), words, text, span);
        leaf.words.push_str(words);
    }
    leaves.extend(open);
    leaves
}

/// Adds the stretches of the words of one event, which begin at byte `at` of their leaf: one where they are in the file
/// as they are, and several around signs that are written with a backslash and letters that are written as entities.
fn push_stretches(stretches: &mut Vec<Stretch>, at: usize, words: &str, text: &str, span: &Span) {
    let source = text.get(span.clone()).unwrap_or_default();
    let (mut read, mut written) = (0, 0);
    let mut push = |read: usize, written: usize, length: usize, is_exact: bool| {
        let start = span.start + written;
        stretches.push(Stretch { at: at + read, span: start..start + length, is_exact });
    };
    loop {
        let same = same_bytes(&words[read..], &source[written..]);
        if same > 0 {
            push(read, written, same, true);
        }
        (read, written) = (read + same, written + same);
        let (rest, left) = (&words[read..], &source[written..]);
        let mut letters = rest.chars();
        let Some(letter) = letters.next() else { return };
        let length = entity(left);
        if left.starts_with('\\') {
            written += 1;
        } else if length > 0 {
            push(read, written, length, false);
            // Some entities are of two letters.
            let next = letters.next().filter(|next| !left[length..].starts_with([*next, '\\', '&']));
            (read, written) = (read + letter.len_utf8() + next.map_or(0, char::len_utf8), written + length);
        } else {
            push(read, written, left.len(), false);
            return;
        }
    }
}

/// How many bytes words and source have in common from their start on, up to an entity.
fn same_bytes(words: &str, source: &str) -> usize {
    let same = words.char_indices().zip(source.chars()).find(|((_, a), b)| a != b);
    let same = same.map_or(words.len().min(source.len()), |((length, _), _)| length);
    // `&amp;amp;` begins with the words that it stands for, `&amp;`. `&khong;` stands for nothing else.
    let is_read = |start: usize| {
        let length = entity(&source[start..]);
        let end = source.floor_char_boundary(start + length + 1).max(start + length);
        length > 0 && words.get(start..end) != Some(&source[start..end])
    };
    let mut signs = source[..same].match_indices('&').map(|(start, _)| start);
    signs.find(|start| is_read(*start)).unwrap_or(same)
}

/// The length of the entity that a text begins with: `&amp;`, `&#273;`; 0 where it begins with none.
fn entity(text: &str) -> usize {
    let Some(name) = text.strip_prefix('&') else { return 0 };
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = name.bytes().take(LONGEST_ENTITY).take_while(is_part).count();
    if length > 0 && name[length..].starts_with(';') { length + 2 } else { 0 }
}

/// Letters of the longest name of an entity, `&CounterClockwiseContourIntegral;`.
const LONGEST_ENTITY: usize = 31;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_places_behind_signs_that_are_written_otherwise() {
        for (text, word) in [
            ("Một \\* hai &amp; ba &#273;ó, l2 lớp.", "l2"),
            ("&amp;amp; và l2", "l2"),
            ("a &nbsp; b &khong; l2 &", "l2"),
            ("\\\\ \\a l2", "l2"),
            ("&NotEqualTilde; l2", "l2"),
            ("Chữ *nghiêng \\_* và `mã` l2", "l2"),
            ("l2", "l2"),
        ] {
            let leaves: Vec<Leaf> =
                Parts::new(text, 0).0.flat_map(|part| leaves(part.fresh(), text)).collect();
            let at = leaves[0].words.find(word).unwrap_or_default();
            assert_eq!(&text[leaves[0].span(at..at + word.len())], word, "{text}");
        }
    }

    /// A text with everything that can stand at the top.
    const TEXT: &str = "# Một\n\nChữ *nghiêng*.\n\n- a\n  - b\n- c\n\n  d\n\n1. e\n\n> - g\n> - h\n\n| A | B |\n|---|---|\n\
        | 1 | 2 |\n| 3 | 4 |\n\n***\n\n```\n- i\n```\n\n<div>\n\n[^1]: - k\n\n- [x] l[^1]\n";

    #[test]
    fn parts_are_all_of_a_text_and_each_is_small() {
        let parts: Vec<Part<'_>> = Parts::new(TEXT, 0).0.collect();
        let again: Vec<Event<'_>> =
            parts.iter().flat_map(Part::fresh).map(|(event, _)| event.clone()).collect();
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let whole: Vec<Event<'_>> =
            pulldown_cmark::TextMergeStream::new(Parser::new_ext(TEXT, options)).collect();
        assert_eq!(again, whole);
        let inner = parts.iter().filter_map(Part::inner).map(|inner| elements(inner).count());
        assert_eq!(inner.collect::<Vec<_>>(), [1; 7], "two items, one, three rows, one item");
        let long = "- một *hai* ba\n".repeat(1000);
        assert!(Parts::new(&long, 0).0.all(|part| part.events.len() < 10));
    }
}
