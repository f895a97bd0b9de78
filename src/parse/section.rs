//! Sections by heading, and what each of them holds.

use super::inline::{self, Spanned, elements, inside, plain};
use super::reader::Reader;
use super::{indicator, measure};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Block, Footnote, Heading, LogEntry, Piece, Section, Words};
use crate::settings::{Audience, SectionKind};
use crate::source::{Located, Span};
use crate::vietnamese::{date, letters};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::sync::Arc;

/// The content of one file.
#[derive(Default)]
pub(super) struct Contents {
    /// First heading of level 1.
    pub(super) title: Option<Located<String>>,
    /// The same with holes.
    pub(super) title_html: Vec<Piece>,
    /// Whether the title is marked internal, and with it the file.
    pub(super) is_internal: bool,
    /// Everything under headings.
    pub(super) sections: Vec<Section>,
    /// Footnotes.
    pub(super) footnotes: Vec<Footnote>,
}

/// Reads the Markdown that starts at byte `start` of `text`.
pub(super) fn read(
    reader: &Reader<'_>,
    text: &str,
    start: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Contents {
    let (events, definitions) = inline::events(text, start);
    let mut builder =
        Builder { reader, text, content: Contents::default(), open: Vec::new(), prose: Vec::new() };
    for element in elements(&events) {
        builder.element(element, diagnostics);
    }
    builder.flush();
    let public_links = builder.check_definitions(&events, &definitions);
    diagnostics.extend(public_links);
    builder.content
}

/// A heading that what follows is still under.
struct Open {
    level: u8,
    kind: Option<SectionKind>,
    audience: Audience,
    /// Its words, where it is a sub-heading of a section that the vocabulary knows.
    group: Option<String>,
}

struct Builder<'b, 'a> {
    reader: &'b Reader<'b>,
    text: &'b str,
    content: Contents,
    open: Vec<Open>,
    prose: Vec<Spanned<'a>>,
}

impl<'a> Builder<'_, 'a> {
    fn element(&mut self, element: &[Spanned<'a>], diagnostics: &mut Vec<Diagnostic>) {
        let kind = self.open.last().and_then(|open| open.kind);
        match &element[0].0 {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                self.check_attributes(element, id.as_ref(), attrs, diagnostics);
                report_stray_marks(self.reader, inside(element), diagnostics);
                let mark = self.mark(element, classes, diagnostics);
                self.heading(element, *level as u8, id.as_deref(), mark);
                return;
            }
            Event::Start(Tag::FootnoteDefinition(label)) => self.footnote(label, element),
            Event::Start(Tag::List(_)) if kind == Some(SectionKind::Measures) => {
                report_look_alikes(self.reader, element, diagnostics);
                let group = self.group();
                let measures = measure::read(self.reader, self.text, inside(element), group.as_deref());
                self.block(Block::Measures(measures.into_iter().map(Arc::new).collect()));
            }
            Event::Start(Tag::List(_)) if kind == Some(SectionKind::Progress) => {
                let entries = elements(inside(element)).map(|item| self.log_entry(inside(item))).collect();
                self.block(Block::Log(entries));
            }
            Event::Start(Tag::Table(_)) if is_numbers(kind) => {
                let group = self.group();
                let rows = indicator::read(self.reader, self.text, element, group.as_deref(), diagnostics);
                self.block(Block::Indicators(rows.into_iter().map(Arc::new).collect()));
            }
            _ => self.prose.extend_from_slice(element),
        }
        report_stray_marks(self.reader, element, diagnostics);
    }

    /// Whether a heading is marked internal. A class that is nearly the mark is a mistake:
    /// what was meant to be internal would be published.
    fn mark(
        &self,
        element: &[Spanned<'a>],
        classes: &[CowStr<'_>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        for class in classes.iter().filter(|class| class.as_ref() != INTERNAL) {
            if is_nearly_internal(class) {
                let place = self.reader.place(inline::span(element, self.text));
                diagnostics.push(
                    Diagnostic::new(Code::InternalMisspelt, place)
                        .with("found", format!("{{.{class}}}"))
                        .instead_of("{.internal}", ["{.internal}"]),
                );
            }
        }
        classes.iter().any(|class| class.as_ref() == INTERNAL)
    }

    /// `{internal}`, `{class=internal}`, `{#internal}`: attributes that look like the mark and are not.
    fn check_attributes(
        &self,
        element: &[Spanned<'a>],
        id: Option<&CowStr<'_>>,
        attributes: &[(CowStr<'_>, Option<CowStr<'_>>)],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let words = attributes.iter().flat_map(|(name, value)| value.iter().chain([name]));
        let is_mark = |word: &&CowStr<'_>| is_nearly_internal(word.trim_matches([':', '.', '#', '"', '\'']));
        if let Some(found) = words.chain(id.filter(|id| id.as_ref() == INTERNAL)).find(is_mark) {
            let place = self.reader.place(inline::span(element, self.text));
            diagnostics.push(
                Diagnostic::new(Code::InternalMisspelt, place)
                    .with("found", format!("{{{found}}}"))
                    .instead_of("{.internal}", ["{.internal}"]),
            );
        }
    }

    fn heading(&mut self, element: &[Spanned<'a>], level: u8, id: Option<&str>, is_internal: bool) {
        self.flush();
        let words = plain(inside(element));
        let place = self.reader.place(inline::span(element, self.text));
        if level == 1 && self.content.title.is_none() {
            self.content.title_html = self.reader.pieces(self.text, inside(element));
            self.content.title = Some(Located::new(words, place));
            self.content.is_internal = is_internal;
            return;
        }
        self.open.retain(|open| open.level < level);
        let parent = self.open.last();
        let known = self.reader.headings.kind_of(&words);
        let kind = known.or(parent.and_then(|parent| parent.kind));
        let group = match known {
            None if kind.is_some() => Some(join_group(parent, &words)),
            _ => None,
        };
        let audience = match is_internal || parent.is_some_and(|open| open.audience == Audience::Internal) {
            true => Audience::Internal,
            false => Audience::Public,
        };
        self.open.push(Open { level, kind, audience, group });
        let html = self.reader.pieces(self.text, inside(element));
        let heading = Heading { level, text: words, html, id: id.map(str::to_owned), place };
        self.content.sections.push(Section::new(Some(heading), kind, audience));
    }

    /// A link's target is what its definition says, wherever that stands. In an internal section it
    /// is internal text, and must not be published through a link elsewhere.
    fn check_definitions(
        &self,
        events: &[Spanned<'a>],
        definitions: &inline::Definitions,
    ) -> Vec<Diagnostic> {
        let is_internal = |at: usize| {
            let headed =
                self.content.sections.iter().filter_map(|section| Some((section, section.heading.as_ref()?)));
            let above = headed.take_while(|(_, heading)| heading.place.start as usize <= at).last();
            above.is_some_and(|(section, _)| section.audience == Audience::Internal)
        };
        let links = events.iter().filter_map(|(event, span)| match event {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) if !id.is_empty() => Some((id, span)),
            _ => None,
        });
        let leaking = links.filter(|(id, span)| {
            let definition = definitions.get(&inline::label(id));
            definition.is_some_and(|definition| is_internal(definition.start) && !is_internal(span.start))
        });
        let report = |(id, span): (&CowStr<'_>, &Span)| {
            Diagnostic::new(Code::InternalDefinition, self.reader.place(span.clone())).with("found", id)
        };
        leaking.map(report).collect()
    }

    fn group(&self) -> Option<String> {
        self.open.last().and_then(|open| open.group.clone())
    }

    fn audience(&self) -> Audience {
        self.open.last().map_or(Audience::Public, |open| open.audience)
    }

    fn footnote(&mut self, label: &CowStr<'_>, element: &[Spanned<'a>]) {
        let html = self.reader.pieces(self.text, inside(element));
        let text = plain(inside(element));
        let audience = self.audience();
        self.content.footnotes.push(Footnote { label: label.to_string(), html, text, audience });
    }

    fn log_entry(&self, item: &[Spanned<'a>]) -> LogEntry {
        let words = plain(item);
        let first = words.split([':', '–', ';', '\n']).next().unwrap_or_default();
        let separator = words[first.len()..].chars().next().map_or(0, char::len_utf8);
        let mut events = item.to_vec();
        // The page sets the date apart, so it is cut from the words.
        let date = date::read_printed_date(first.trim())
            .filter(|_| measure::cut_front(&mut events, first.len() + separator));
        LogEntry { date, html: self.reader.pieces(self.text, &events) }
    }

    fn block(&mut self, block: Block) {
        self.flush();
        self.section().blocks.push(block);
    }

    /// Ends a run of prose.
    fn flush(&mut self) {
        if self.prose.is_empty() {
            return;
        }
        let mut events = std::mem::take(&mut self.prose);
        let html = self.reader.pieces(self.text, &events);
        let section = self.section();
        section.blocks.push(Block::Prose(html));
        if section.is_quoted() {
            let words = plain(&events);
            let former = section.words.take().map(|Words(former)| former);
            let words = former.into_iter().chain([words.trim().to_owned()]);
            section.words = Some(Words(words.collect::<Vec<_>>().join("\n")));
        }
        // The next run takes the same room.
        events.clear();
        self.prose = events;
    }

    fn section(&mut self) -> &mut Section {
        if self.content.sections.is_empty() {
            self.content.sections.push(Section::new(None, None, Audience::Public));
        }
        let last = self.content.sections.len() - 1;
        &mut self.content.sections[last]
    }
}

/// The class that marks a heading, and all under it, as internal.
const INTERNAL: &str = "internal";

fn is_numbers(kind: Option<SectionKind>) -> bool {
    matches!(kind, Some(SectionKind::Targets | SectionKind::Results))
}

fn join_group(parent: Option<&Open>, words: &str) -> String {
    match parent.and_then(|parent| parent.group.as_deref()) {
        Some(group) => format!("{group} – {words}"),
        None => words.to_owned(),
    }
}

/// `.intenal`, `.Internal`, `.noi-bo`: meant as the mark, and not it.
fn is_nearly_internal(word: &str) -> bool {
    let folded = letters::slug(word);
    matches!(folded.as_str(), "noi-bo" | "noibo" | "private" | INTERNAL)
        || letters::nearest(&folded, [INTERNAL]).is_some()
}

/// Reports marks where they have no effect: `{.internal}` in running text and on a heading inside a
/// quotation or a list, and a footnote that nothing defines.
fn report_stray_marks(reader: &Reader<'_>, element: &[Spanned<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut is_code = false;
    for (event, span) in element {
        let found = match event {
            Event::Start(Tag::CodeBlock(_)) => {
                is_code = true;
                None
            }
            Event::End(TagEnd::CodeBlock) => {
                is_code = false;
                None
            }
            Event::Html(html) | Event::InlineHtml(html) => html_mark(html),
            Event::Text(words) if !is_code && may_be_marked(words) => {
                diagnostics.extend(undefined_footnote(reader, words, span));
                stray_mark(words)
            }
            Event::Start(Tag::Heading { classes, .. }) => {
                classes.iter().find(|class| is_nearly_internal(class)).map(|class| format!("{{.{class}}}"))
            }
            _ => None,
        };
        if let Some(found) = found {
            diagnostics.push(
                Diagnostic::new(Code::InternalMisspelt, reader.place(span.clone())).with("found", found),
            );
        }
    }
}

/// A line of a list that begins with a dash or a bullet, as Word writes them, is not an item: it goes
/// on with the one above, and a promise is lost.
fn report_look_alikes(reader: &Reader<'_>, list: &[Spanned<'_>], diagnostics: &mut Vec<Diagnostic>) {
    for pair in list.windows(2) {
        let [(Event::SoftBreak, _), (Event::Text(words), span)] = pair else { continue };
        let mark = words
            .chars()
            .next()
            .filter(|first| matches!(first, '–' | '—' | '•' | '·' | '▪' | '●' | '◦' | '-' | '+'));
        if let Some(mark) = mark {
            let place = reader.place(span.start..span.start + mark.len_utf8());
            diagnostics.push(Diagnostic::new(Code::ListLookAlike, place).with("found", mark));
        }
    }
}

/// Whether words have one of the bytes that a mark, its wide form or a footnote begins with. Most have none.
fn may_be_marked(words: &str) -> bool {
    letters::has_byte(words, |byte| (byte == b'{') | (byte == 0xef) | (byte == b'['))
}

/// `[^1]` that nothing defines is plain text to the Markdown parser, and a mistake of its author.
fn undefined_footnote(reader: &Reader<'_>, words: &str, span: &Span) -> Option<Diagnostic> {
    let start = words.find("[^")?;
    let end = start + words[start..].find(']')?;
    let label = &words[start + 2..end];
    let is_label = !label.is_empty() && !label.contains(char::is_whitespace);
    let place = reader.place(span.start + start..(span.start + end + 1).min(span.end));
    is_label.then(|| Diagnostic::new(Code::FootnoteMissing, place).with("found", label))
}

fn stray_mark(words: &str) -> Option<String> {
    let (_, rest) = words.split_once(['{', '｛'])?;
    let (inner, after) = rest.split_once(['}', '｝'])?;
    let mut parts = inner.split([' ', '=', ',']).map(|part| part.trim_matches(['.', '#', ':', '"', '\'']));
    if parts.any(is_nearly_internal) { Some(format!("{{{inner}}}")) } else { stray_mark(after) }
}

/// HTML that would mark something internal, if HTML could.
fn html_mark(html: &str) -> Option<String> {
    let lower = html.to_lowercase();
    (lower.contains("class") && lower.contains(INTERNAL)).then(|| html.trim().to_owned())
}
