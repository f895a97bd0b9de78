//! Sections by heading, and what each of them holds.

use super::heading::OpenHeadings;
use super::html::Run;
use super::indicator::Columns;
use super::inline::{self, Part, Parts, Spanned, inside, plain};
use super::reader::Reader;
use super::{mark, measure, slip};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Block, Footnote, Heading, LogEntry, Piece, Section, Words};
use crate::settings::{Audience, SectionKind};
use crate::source::{Located, Span};
use crate::vietnamese::date;
use pulldown_cmark::{CowStr, Event, Tag};
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
    let (mut parts, definitions) = Parts::new(text, start);
    let mut builder = Builder {
        reader,
        text,
        content: Contents::default(),
        open: OpenHeadings::default(),
        prose: None,
        seen: Seen::new(definitions),
    };
    while let Some(part) = parts.next() {
        builder.element(part, &mut parts, diagnostics);
    }
    // What has been read of the text takes more room than the text.
    drop(parts);
    builder.flush();
    builder.seen.footnotes.report(reader, diagnostics);
    mark::report_in_definitions(reader, text, &builder.seen.definitions, diagnostics);
    let public_links = builder.public_links();
    diagnostics.extend(public_links);
    builder.content
}

struct Builder<'b, 'a> {
    reader: &'b Reader<'b>,
    text: &'a str,
    content: Contents,
    open: OpenHeadings,
    prose: Option<Prose<'a>>,
    seen: Seen,
}

/// A run of prose that has not ended.
struct Prose<'a> {
    html: Run<'a, 'a>,
    /// Its words, where they are quoted elsewhere.
    words: Option<String>,
}

/// What can be judged only when all of a file has been seen.
struct Seen {
    footnotes: slip::Footnotes,
    /// Where each link definition stands.
    definitions: inline::Definitions,
    /// Links that have one: the label as it is written, the start of the definition, and the link.
    links: Vec<(String, usize, Span)>,
}

impl Seen {
    fn new(definitions: inline::Definitions) -> Self {
        Self { footnotes: slip::Footnotes::default(), definitions, links: Vec::new() }
    }

    fn see(&mut self, events: &[Spanned<'_>]) {
        for (event, span) in events {
            self.footnotes.see(event, span);
            let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = event else { continue };
            let definition = if id.is_empty() { None } else { self.definitions.get(&inline::label(id)) };
            self.links.extend(definition.map(|definition| (id.to_string(), definition.start, span.clone())));
        }
    }
}

impl<'a> Builder<'_, 'a> {
    /// Takes an element, of which `first` is the first part, and the others come next.
    fn element(&mut self, first: Part<'a>, parts: &mut Parts<'a>, diagnostics: &mut Vec<Diagnostic>) {
        let kind = self.open.last().and_then(|open| open.kind);
        let (reader, text) = (self.reader, self.text);
        let group = self.open.last().and_then(|open| open.group.clone());
        match &first.events[0].0 {
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                let (level, id) = (*level as u8, id.as_deref().map(str::to_owned));
                let is_marked = mark::is_marked(classes);
                self.look(&first, kind, diagnostics);
                self.heading(&first.events, level, id, is_marked, diagnostics);
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.look(&first, kind, diagnostics);
                self.footnote(label, &first.events);
            }
            Event::Start(Tag::List(_)) if kind == Some(SectionKind::Measures) => {
                let mut measures = Vec::new();
                self.each(first, parts, diagnostics, |item, diagnostics| {
                    let found = measure::read(reader, text, item, group.as_deref());
                    // A unit or a deadline, and nothing to do.
                    let wordless = found.iter().filter(|measure| measure.text.trim().is_empty());
                    diagnostics.extend(
                        wordless.map(|measure| Diagnostic::new(Code::EmptyBullet, measure.place.clone())),
                    );
                    measures.extend(found.into_iter().map(Arc::new));
                });
                self.block(Block::Measures(measures));
            }
            Event::Start(Tag::List(_)) if kind == Some(SectionKind::Progress) => {
                let mut entries = Vec::new();
                self.each(first, parts, diagnostics, |item, diagnostics| {
                    entries.push(log_entry(reader, text, inside(item), diagnostics));
                });
                self.block(Block::Log(entries));
            }
            Event::Start(Tag::Table(_)) if is_numbers(kind) => {
                let mut columns = None;
                let mut rows = Vec::new();
                self.each(first, parts, diagnostics, |row, diagnostics| match &columns {
                    None => columns = Some(Columns::read(reader, text, row, diagnostics)),
                    Some(columns) => {
                        rows.extend(
                            columns.row(reader, text, row, group.as_deref(), diagnostics).map(Arc::new),
                        );
                    }
                });
                self.block(Block::Indicators(rows));
            }
            _ => self.prose(first, parts, diagnostics),
        }
    }

    /// Reports what looks wrong in a part, and remembers what can be judged only at the end.
    fn look(&mut self, part: &Part<'a>, kind: Option<SectionKind>, diagnostics: &mut Vec<Diagnostic>) {
        let (reader, text, events) = (self.reader, self.text, part.events.as_slice());
        let leaves = inline::leaves(events, text);
        mark::report(reader, text, events, &leaves, diagnostics);
        slip::report(reader, text, events, &leaves, kind, diagnostics);
        self.seen.see(part.fresh());
    }

    /// Takes each item of a list, or each row of a table.
    fn each(
        &mut self,
        first: Part<'a>,
        parts: &mut Parts<'a>,
        diagnostics: &mut Vec<Diagnostic>,
        mut take: impl FnMut(&[Spanned<'a>], &mut Vec<Diagnostic>),
    ) {
        let kind = self.open.last().and_then(|open| open.kind);
        let mut part = Some(first);
        while let Some(one) = part {
            self.look(&one, kind, diagnostics);
            one.inner().into_iter().for_each(|inner| take(inner, diagnostics));
            part = if one.is_last { None } else { parts.next() };
        }
    }

    /// Takes an element of prose.
    fn prose(&mut self, first: Part<'a>, parts: &mut Parts<'a>, diagnostics: &mut Vec<Diagnostic>) {
        let kind = self.open.last().and_then(|open| open.kind);
        let prose = self.prose.take();
        let mut prose = prose.unwrap_or_else(|| {
            let words = self.section().is_quoted().then(String::new);
            Prose { html: self.reader.run(self.text), words }
        });
        let mut part = Some(first);
        let Prose { html, words } = &mut prose;
        html.add(|marker| {
            let Some(one) = part.take() else { return false };
            self.look(&one, kind, diagnostics);
            marker.run(one.fresh());
            words.iter_mut().for_each(|words| inline::add_plain(words, one.fresh()));
            part = if one.is_last { None } else { parts.next() };
            true
        });
        self.prose = Some(prose);
    }

    fn heading(
        &mut self,
        element: &[Spanned<'a>],
        level: u8,
        id: Option<String>,
        is_marked: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        self.flush();
        let place = self.reader.place(inline::span(element, self.text));
        let words = Located::new(plain(inside(element)), place);
        let html = self.reader.pieces(self.text, inside(element));
        if level == 1 && self.content.title.is_none() {
            self.open.title(&words, diagnostics);
            self.content.title_html = html;
            self.content.title = Some(words);
            self.content.is_internal = is_marked;
            return;
        }
        let open = self.open.take(self.reader, level, &words, is_marked, diagnostics);
        let (kind, audience) = (open.kind, open.audience);
        let Located { value: text, place } = words;
        let heading = Heading { level, text, html, id, place };
        self.content.sections.push(Section::new(Some(heading), kind, audience));
    }

    /// Public links whose definition is internal. A link's target is what its definition says, wherever that stands.
    /// In an internal section it is internal text, and must not be published through a link elsewhere.
    fn public_links(&self) -> Vec<Diagnostic> {
        let headed = self.content.sections.iter();
        let headed = headed
            .filter_map(|section| Some((section.heading.as_ref()?.place.start as usize, section.audience)));
        let headed: Vec<(usize, Audience)> = headed.collect();
        let is_internal = |at: usize| {
            let above = headed.partition_point(|(start, _)| *start <= at).checked_sub(1);
            above.is_some_and(|above| headed[above].1 == Audience::Internal)
        };
        let links = self.seen.links.iter();
        let leaking =
            links.filter(|(_, definition, link)| is_internal(*definition) && !is_internal(link.start));
        let report = |(label, _, link): &(String, usize, Span)| {
            Diagnostic::new(Code::InternalDefinition, self.reader.place(link.clone())).with("found", label)
        };
        leaking.map(report).collect()
    }

    fn audience(&self) -> Audience {
        self.open.last().map_or(Audience::Public, |open| open.audience)
    }

    fn footnote(&mut self, label: &CowStr<'_>, element: &[Spanned<'a>]) {
        let html = self.reader.pieces(self.text, inside(element));
        let text = plain(inside(element));
        let audience = self.audience();
        let place = self.reader.place(inline::span(element, self.text));
        self.content.footnotes.push(Footnote { label: label.to_string(), html, text, audience, place });
    }

    fn block(&mut self, block: Block) {
        self.flush();
        self.section().blocks.push(block);
    }

    /// Ends a run of prose.
    fn flush(&mut self) {
        let Some(Prose { html, words }) = self.prose.take() else { return };
        let section = self.section();
        section.blocks.push(Block::Prose(html.finish()));
        if let Some(words) = words {
            let former = section.words.take().map(|Words(former)| former);
            let words = former.into_iter().chain([words.trim().to_owned()]);
            section.words = Some(Words(words.collect::<Vec<_>>().join("\n")));
        }
    }

    fn section(&mut self) -> &mut Section {
        if self.content.sections.is_empty() {
            self.content.sections.push(Section::new(None, None, Audience::Public));
        }
        let last = self.content.sections.len() - 1;
        &mut self.content.sections[last]
    }
}

fn log_entry(
    reader: &Reader<'_>,
    text: &str,
    item: &[Spanned<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> LogEntry {
    let place = reader.place(measure::first_words(item, text));
    let words = plain(item);
    let first = words.split([':', '–', ';', '\n']).next().unwrap_or_default();
    let separator = words[first.len()..].chars().next().map_or(0, char::len_utf8);
    let mut events = item.to_vec();
    // The page sets the date apart, so it is cut from the words.
    let date = date::read_printed_date(first.trim())
        .filter(|_| measure::cut_front(&mut events, first.len() + separator));
    if date.is_none() && !words.trim().is_empty() {
        diagnostics.push(Diagnostic::new(Code::ProgressUndated, place.clone()));
    }
    LogEntry { date, html: reader.pieces(text, &events), place }
}

fn is_numbers(kind: Option<SectionKind>) -> bool {
    matches!(kind, Some(SectionKind::Targets | SectionKind::Results))
}
