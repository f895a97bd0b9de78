//! Sections by heading, and what each of them holds.

use super::heading::OpenHeadings;
use super::inline::{self, Spanned, elements, inside, plain};
use super::reader::Reader;
use super::{indicator, mark, measure, slip};
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
    let (events, definitions) = inline::events(text, start);
    let mut builder = Builder {
        reader,
        text,
        content: Contents::default(),
        open: OpenHeadings::default(),
        prose: Vec::new(),
    };
    for element in elements(&events) {
        builder.element(element, diagnostics);
    }
    builder.flush();
    slip::report_footnotes(reader, &events, diagnostics);
    mark::report_in_definitions(reader, text, &definitions, diagnostics);
    let public_links = builder.check_definitions(&events, &definitions);
    diagnostics.extend(public_links);
    builder.content
}

struct Builder<'b, 'a> {
    reader: &'b Reader<'b>,
    text: &'b str,
    content: Contents,
    open: OpenHeadings,
    prose: Vec<Spanned<'a>>,
}

impl<'a> Builder<'_, 'a> {
    fn element(&mut self, element: &[Spanned<'a>], diagnostics: &mut Vec<Diagnostic>) {
        let kind = self.open.last().and_then(|open| open.kind);
        let leaves = inline::leaves(element, self.text);
        mark::report(self.reader, self.text, element, &leaves, diagnostics);
        slip::report(self.reader, self.text, element, &leaves, kind, diagnostics);
        match &element[0].0 {
            Event::Start(Tag::Heading { level, id, classes, .. }) => {
                let (level, is_marked) = (*level as u8, mark::is_marked(classes));
                self.heading(element, level, id.as_deref(), is_marked, diagnostics);
            }
            Event::Start(Tag::FootnoteDefinition(label)) => self.footnote(label, element),
            Event::Start(Tag::List(_)) if kind == Some(SectionKind::Measures) => {
                let group = self.group();
                let measures = measure::read(self.reader, self.text, inside(element), group.as_deref());
                // A unit or a deadline, and nothing to do.
                let wordless = measures.iter().filter(|measure| measure.text.trim().is_empty());
                diagnostics.extend(
                    wordless.map(|measure| Diagnostic::new(Code::EmptyBullet, measure.place.clone())),
                );
                self.block(Block::Measures(measures.into_iter().map(Arc::new).collect()));
            }
            Event::Start(Tag::List(_)) if kind == Some(SectionKind::Progress) => {
                let items = elements(inside(element));
                let entries = items.map(|item| self.log_entry(inside(item), diagnostics)).collect();
                self.block(Block::Log(entries));
            }
            Event::Start(Tag::Table(_)) if is_numbers(kind) => {
                let group = self.group();
                let rows = indicator::read(self.reader, self.text, element, group.as_deref(), diagnostics);
                self.block(Block::Indicators(rows.into_iter().map(Arc::new).collect()));
            }
            _ => self.prose.extend_from_slice(element),
        }
    }

    fn heading(
        &mut self,
        element: &[Spanned<'a>],
        level: u8,
        id: Option<&str>,
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
        let heading = Heading { level, text, html, id: id.map(str::to_owned), place };
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
        let place = self.reader.place(inline::span(element, self.text));
        self.content.footnotes.push(Footnote { label: label.to_string(), html, text, audience, place });
    }

    fn log_entry(&self, item: &[Spanned<'a>], diagnostics: &mut Vec<Diagnostic>) -> LogEntry {
        let place = self.reader.place(measure::first_words(item, self.text));
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
        LogEntry { date, html: self.reader.pieces(self.text, &events), place }
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

fn is_numbers(kind: Option<SectionKind>) -> bool {
    matches!(kind, Some(SectionKind::Targets | SectionKind::Results))
}
