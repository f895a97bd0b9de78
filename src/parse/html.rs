//! HTML with holes: what one file can say of its own text, and marks for what it cannot.

use super::inline::{self, Spanned, inside, is_verbatim, plain};
use crate::model::document::{CitationHole, ImageHole, LinkHole, Piece};
use crate::source::{Located, Place, SourceId, Span};
use crate::vietnamese::citation;
use crate::vietnamese::letters::has_far_letter;
use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};
use std::collections::VecDeque;
use std::sync::LazyLock;

/// A hole's number stands between these two in HTML. They are noncharacters, which
/// [`crate::source::Text::new`] takes out of every file, and [`unmarked`] and [`defused`] out of
/// what the file's entities stand for, so no text can forge a hole.
const MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// Turns a run of events into HTML with holes. `text` is the whole file.
pub(super) fn pieces(source: SourceId, text: &str, events: &[Spanned<'_>]) -> Vec<Piece> {
    let mut run = Run::new(source, text);
    run.html.reserve(inline::span(events, text).len() + TAGS);
    let mut whole = Some(events);
    run.add(|marker| whole.take().map(|events| marker.run(events)).is_some());
    run.finish()
}

/// A run of elements that becomes HTML with holes part by part, so that its events are never in memory as a whole.
pub(super) struct Run<'t, 'a> {
    marker: Marker<'t, 'a>,
    html: String,
}

impl<'t, 'a> Run<'t, 'a> {
    /// A run of the file `source`, whose whole text is `text`.
    pub(super) fn new(source: SourceId, text: &'t str) -> Self {
        let (holes, out) = (Vec::new(), VecDeque::new());
        let marker = Marker { source, text, holes, out, verbatim: 0, links: 0, has_html: false };
        Self { marker, html: String::new() }
    }

    /// Adds whole elements, the parts of which `next` gives to the marker one by one, as long as it says that there
    /// was one.
    pub(super) fn add(&mut self, mut next: impl FnMut(&mut Marker<'t, 'a>) -> bool) {
        let Self { marker, html } = self;
        if !html.is_empty() && !html.ends_with('\n') {
            html.push('\n');
        }
        let events = std::iter::from_fn(|| {
            while marker.out.is_empty() && next(marker) {}
            marker.out.pop_front()
        });
        pulldown_cmark::html::push_html(html, events);
    }

    /// The run with its holes.
    pub(super) fn finish(self) -> Vec<Piece> {
        let Self { marker, mut html } = self;
        if marker.has_html {
            html = SANITISER.clean(&html).to_string();
        }
        html.truncate(html.trim_end().len());
        match (marker.holes.is_empty(), html.is_empty()) {
            (true, true) => Vec::new(),
            (true, false) => vec![Piece::Html(html)],
            (false, _) => split(&html, marker.holes),
        }
    }
}

/// About how many bytes of HTML a short run has beside its words.
const TAGS: usize = 32;

/// Departments' HTML is not trusted: a fixed set of tags without scripts, styles, ids, and
/// without links and pictures, since those must be Markdown to be checked.
static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder.rm_tags(["a", "img", "map", "area"]);
    builder
});

/// Takes events, gives those that become HTML, with marks in the place of holes.
pub(super) struct Marker<'t, 'a> {
    source: SourceId,
    text: &'t str,
    holes: Vec<Piece>,
    /// Events that are not HTML yet.
    out: VecDeque<Event<'a>>,
    /// How deep inside elements whose text is not prose.
    verbatim: usize,
    /// How deep inside links, which cannot hold links.
    links: usize,
    /// Whether there was any HTML of authors.
    has_html: bool,
}

impl<'a> Marker<'_, 'a> {
    /// Takes a part of the run.
    pub(super) fn run(&mut self, events: &[Spanned<'a>]) {
        let mut index = 0;
        while let Some((event, span)) = events.get(index) {
            match event {
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    index += self.image(&events[index..], dest_url, title, span.clone());
                }
                Event::Start(Tag::Link { dest_url, title, .. }) => {
                    self.link(&events[index..], dest_url, title, span.clone());
                }
                _ => self.event(event, span.clone()),
            }
            index += 1;
        }
    }

    fn event(&mut self, event: &Event<'a>, span: Span) {
        match event {
            Event::Text(words) if self.verbatim == 0 && self.links == 0 => self.prose(words, span),
            Event::Text(words) => self.out.push_back(Event::Text(unmarked(words.clone()))),
            Event::Code(words) => self.out.push_back(Event::Code(unmarked(words.clone()))),
            Event::Html(html) => {
                self.has_html = true;
                self.out.push_back(Event::Html(defused(html).into()));
            }
            Event::InlineHtml(html) => {
                self.has_html = true;
                self.out.push_back(Event::InlineHtml(defused(html).into()));
            }
            // A heading inside a quotation, a list or a footnote: its attributes are not to be
            // trusted, and the page has its one heading of level 1 already.
            Event::Start(Tag::Heading { level, .. }) => {
                let level = (*level).max(HeadingLevel::H2);
                self.out.push_back(Event::Start(Tag::Heading {
                    level,
                    id: None,
                    classes: vec![],
                    attrs: vec![],
                }));
            }
            Event::End(TagEnd::Heading(level)) => {
                self.out.push_back(Event::End(TagEnd::Heading((*level).max(HeadingLevel::H2))));
            }
            Event::End(TagEnd::Link) => {
                self.links = self.links.saturating_sub(1);
                self.hole(Piece::LinkClose);
            }
            Event::FootnoteReference(label) => self.hole(Piece::FootnoteRef(label.to_string())),
            // A box that nobody can tick is a mark, and is read as one.
            Event::TaskListMarker(done) => {
                self.out.push_back(Event::Text(if *done { "☑ " } else { "☐ " }.into()))
            }
            Event::Start(tag) if is_verbatim(tag) => {
                self.verbatim += 1;
                self.out.push_back(event.clone());
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                self.verbatim = self.verbatim.saturating_sub(1);
                self.out.push_back(event.clone());
            }
            _ => self.out.push_back(event.clone()),
        }
    }

    /// The start of a link becomes a hole.
    fn link(&mut self, events: &[Spanned<'a>], target: &CowStr<'_>, title: &CowStr<'_>, span: Span) {
        self.links += 1;
        let words = self.words_of(inline::elements(events).next().unwrap_or_default(), &span);
        let target = Located::new(target.to_string(), self.place(span));
        let title = unmarked(title.clone()).to_string();
        self.hole(Piece::LinkOpen(Box::new(LinkHole { target, title, words })));
    }

    /// The words of a link or a picture, which may have none.
    fn words_of(&self, element: &[Spanned<'a>], span: &Span) -> Place {
        match inside(element) {
            [] => self.place(span.start..span.start),
            inner => self.place(inline::span(inner, self.text)),
        }
    }

    /// A picture becomes one hole; gives how many more events it took.
    fn image(
        &mut self,
        events: &[Spanned<'a>],
        target: &CowStr<'_>,
        title: &CowStr<'_>,
        span: Span,
    ) -> usize {
        let length = inline::elements(events).next().map_or(1, <[_]>::len);
        let alt = plain(inside(&events[..length]));
        let words = self.words_of(&events[..length], &span);
        let target = Located::new(target.to_string(), self.place(span));
        let [alt, title] = [alt.into(), title.clone()].map(|text| unmarked(text).to_string());
        self.hole(Piece::Image(Box::new(ImageHole { target, alt, title, words })));
        length - 1
    }

    /// Prose, with a hole for every document number.
    fn prose(&mut self, words: &CowStr<'a>, span: Span) {
        let citations = citation::citations(words);
        if citations.is_empty() {
            self.out.push_back(Event::Text(unmarked(words.clone())));
            return;
        }
        let mut done = 0;
        let is_as_written = self.text.get(span.clone()) == Some(words.as_ref());
        for found in citations {
            self.words(&words[done..found.range.start]);
            let place = match is_as_written {
                true => self.place(span.start + found.range.start..span.start + found.range.end),
                // Escapes and entities: the words differ from the file, so the whole run is meant.
                false => self.place(span.start + done..span.end.max(span.start + done)),
            };
            done = found.range.end;
            self.hole(Piece::Citation(Box::new(CitationHole {
                shown: words[found.range].to_owned(),
                number: found.number,
                date: found.date,
                place,
            })));
        }
        self.words(&words[done..]);
    }

    fn words(&mut self, words: &str) {
        if !words.is_empty() {
            self.out.push_back(Event::Text(unmarked(words.to_owned().into())));
        }
    }

    fn hole(&mut self, piece: Piece) {
        let mark = format!("{}{}{}", MARKS[0], self.holes.len(), MARKS[1]);
        self.holes.push(piece);
        self.out.push_back(Event::InlineHtml(mark.into()));
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.source, span)
    }
}

/// Text without the marks of holes. They cannot stand in a file, but `&#xFDD0;` can.
fn unmarked(text: CowStr<'_>) -> CowStr<'_> {
    match has_far_letter(&text) {
        true => text.replace(MARKS, "\u{fffd}").into(),
        false => text,
    }
}

/// Raw HTML without character references to the marks of holes, which the sanitiser would decode.
fn defused(html: &str) -> String {
    let mut safe = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("&#") {
        safe.push_str(before);
        let (radix, digits) = match after.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, after),
        };
        let length = digits.find(|digit: char| !digit.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32);
        match code.is_some_and(|code| MARKS.contains(&code)) {
            true => {
                safe.push('\u{fffd}');
                rest = &digits[length..];
            }
            false => {
                safe.push_str("&#");
                rest = after;
            }
        }
    }
    safe.push_str(rest);
    unmarked(safe.into()).to_string()
}

/// Puts the holes back where their marks are.
fn split(html: &str, holes: Vec<Piece>) -> Vec<Piece> {
    let mut holes: Vec<Option<Piece>> = holes.into_iter().map(Some).collect();
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(MARKS[0]) {
        if !before.is_empty() {
            pieces.push(Piece::Html(before.to_owned()));
        }
        let (number, tail) = after.split_once(MARKS[1]).unwrap_or((after, ""));
        let hole = number.parse().ok().and_then(|number: usize| holes.get_mut(number)?.take());
        pieces.extend(hole);
        rest = tail;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Html(rest.to_owned()));
    }
    pieces
}
