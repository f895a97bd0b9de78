//! Measures: list items under Giải pháp, with deadline, units and task box.

use super::inline::{self, Spanned, elements, inside, plain};
use super::reader::Reader;
use crate::model::document::Measure;
use crate::source::{Located, Place, Span};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// Reads items of a list. Where an inner item has a task box or a deadline of its own, the inner items are measures
/// of their own and the words above them are their group; otherwise they are parts of the measure above.
pub(super) fn read(
    reader: &Reader<'_>,
    text: &str,
    items: &[Spanned<'_>],
    group: Option<&str>,
) -> Vec<Measure> {
    let item = |events| Item { events, group: group.map(str::to_owned), around: Vec::new() };
    let mut measures = Vec::new();
    // Lists may be nested more deeply than calls can be.
    let mut todo: Vec<Item<'_, '_>> = elements(items).map(item).collect();
    todo.reverse();
    while let Some(item) = todo.pop() {
        let (measure, inner) = item.read(reader, text);
        measures.extend(measure);
        todo.extend(inner.into_iter().rev());
    }
    measures
}

/// An item of a list that is to be read.
struct Item<'e, 'a> {
    events: &'e [Spanned<'a>],
    /// The words above it.
    group: Option<String>,
    /// The items that it stands in.
    around: Vec<Place>,
}

impl<'e, 'a> Item<'e, 'a> {
    /// The measure that the item is, and the inner items that are measures of their own.
    fn read(self, reader: &Reader<'_>, text: &str) -> (Option<Measure>, Vec<Item<'e, 'a>>) {
        let group = self.group.as_deref();
        let (own, nested) = split_own(inside(self.events));
        let items = [self.around.as_slice(), &[reader.place(inline::span(self.events, text))]].concat();
        let place = reader.place(first_words(self.events, text));
        let said = Said::of(reader, own, text);
        if said.is_empty() && nested.is_empty() {
            return (None, Vec::new());
        }
        let lists = elements(nested).filter(|element| matches!(element[0].0, Event::Start(Tag::List(_))));
        let inner: Vec<_> = lists.flat_map(|list| elements(inside(list))).collect();
        let is_promise =
            |item: &&[Spanned<'a>]| Said::of(reader, split_own(inside(item)).0, text).is_promise();
        if !inner.iter().any(is_promise) {
            return (Some(measure(reader, text, said, nested, group, place, items)), Vec::new());
        }
        let words = plain(&said.words);
        let inner_group = group.map_or_else(|| words.clone(), |group| format!("{group} – {words}"));
        let inner = inner.into_iter().map(|events| Item {
            events,
            group: Some(inner_group.clone()),
            around: items.clone(),
        });
        let inner = inner.collect();
        let own = said.is_promise().then(|| measure(reader, text, said, &[], group, place, items));
        (own, inner)
    }
}

/// An item's own words, and the lists inside it.
fn split_own<'e, 'a>(item: &'e [Spanned<'a>]) -> (&'e [Spanned<'a>], &'e [Spanned<'a>]) {
    let end = item.iter().position(|(event, _)| matches!(event, Event::Start(Tag::List(_))));
    item.split_at(end.unwrap_or(item.len()))
}

/// What an item says besides its words.
struct Said<'a> {
    /// Its task box: ticked or not; none where it has none.
    done: Option<bool>,
    /// Units that it names.
    units: Vec<Located<String>>,
    /// Its parenthesis of dates.
    dates: Option<Dates>,
    /// Where a new deadline is written.
    renewal: Option<Span>,
    /// What is left.
    words: Vec<Spanned<'a>>,
}

impl<'a> Said<'a> {
    fn of(reader: &Reader<'_>, own: &[Spanned<'a>], text: &str) -> Self {
        let mut words = own.to_vec();
        let done = take_task_box(&mut words);
        // Units first: one may stand inside the parenthesis, or behind it.
        let units = take_units(reader, &mut words, text);
        let dates = take_deadline(&mut words, text);
        trim_end(&mut words);
        let renewal = match &dates {
            Some(dates) => dates.renewal.clone(),
            None => words_end(own, text),
        };
        Self { done, units, dates, renewal, words }
    }

    /// Whether the item says nothing at all: it promises nothing, and is reported.
    fn is_empty(&self) -> bool {
        self.dates.is_none()
            && self.units.is_empty()
            && matches!(plain(&self.words).trim(), "" | "[ ]" | "[x]" | "[X]")
    }

    /// Whether the item says of itself that it is done, or when it will be.
    fn is_promise(&self) -> bool {
        self.done.is_some() || self.dates.is_some()
    }
}

/// The end of an item's words, where they end in a way that a parenthesis can follow.
fn words_end(own: &[Spanned<'_>], text: &str) -> Option<Span> {
    let can_go_on = match &own.last()?.0 {
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        Event::End(end) => matches!(
            end,
            TagEnd::Paragraph
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        _ => false,
    };
    let end = inline::span(own, text).end;
    can_go_on.then_some(end..end)
}

/// How much of a measure an excerpt underlines: enough to know it by.
const UNDERLINED: usize = 40;

/// Bytes of the item's first words, which is what a mistake in it points at.
pub(super) fn first_words(item: &[Spanned<'_>], text: &str) -> Span {
    let span = inline::span(item, text);
    let line = text[span.clone()].lines().next().unwrap_or_default();
    let words = line.char_indices().find(|(at, letter)| *at >= UNDERLINED && letter.is_whitespace());
    span.start..span.start + words.map_or(line.len(), |(at, _)| at)
}

fn measure<'a>(
    reader: &Reader<'_>,
    text: &str,
    said: Said<'a>,
    nested: &[Spanned<'a>],
    group: Option<&str>,
    place: Place,
    items: Vec<Place>,
) -> Measure {
    let Said { done, mut units, dates, renewal, words: mut events } = said;
    events.extend_from_slice(nested);
    let Dates { struck, current, unread, .. } = dates.unwrap_or_default();
    let lead = (!units.is_empty()).then(|| units.remove(0));
    Measure {
        text: plain(&events),
        html: reader.pieces(text, &events),
        group: group.map(str::to_owned),
        deadline: current.map(|raw| reader.deadline(raw)),
        extensions: struck.into_iter().map(|raw| reader.deadline(raw)).collect(),
        unread: unread.into_iter().map(|raw| reader.deadline(raw)).collect(),
        lead,
        coordinate: units,
        claimed_done: done == Some(true),
        place,
        items,
        renewal: renewal.map(|span| reader.place(span)),
    }
}

fn take_task_box(events: &mut Vec<Spanned<'_>>) -> Option<bool> {
    let at = events.iter().position(|(event, _)| matches!(event, Event::TaskListMarker(_)))?;
    match events.remove(at).0 {
        Event::TaskListMarker(done) => Some(done),
        _ => None,
    }
}

/// What an emphasised parenthesis at the end of a measure holds.
#[derive(Default)]
struct Dates {
    /// Struck, the first one first.
    struck: Vec<(String, Span)>,
    /// Emphasised and not struck.
    current: Option<(String, Span)>,
    /// Emphasised besides, or in another such parenthesis.
    unread: Vec<(String, Span)>,
    /// Whether a deadline is still to be set, `*…*`.
    is_open: bool,
    /// Where a new deadline is written; none beside an open one.
    renewal: Option<Span>,
}

/// What stands in the place of a deadline that is still to be set.
const OPEN: [&str; 2] = ["…", "..."];

/// Takes the parenthesis out of the events, from the end of any of the item's paragraphs.
fn take_deadline(events: &mut Vec<Spanned<'_>>, text: &str) -> Option<Dates> {
    let ends: Vec<usize> = (0..events.len()).filter(|index| is_closing(events, *index)).collect();
    for close in ends {
        let Some(open) = opening(events, close) else { continue };
        let mut dates = read_dates(&events[open + 1..close], text);
        if dates.current.is_none() && dates.struck.is_empty() && !dates.is_open {
            continue;
        }
        replace_text(&mut events[open], |words| words.trim_end().trim_end_matches('(').trim_end());
        events.drain(open + 1..=close);
        dates.unread.extend(other_dates(events, text));
        return Some(dates);
    }
    None
}

/// What other parentheses hold that look like the one of the deadline.
fn other_dates(events: &[Spanned<'_>], text: &str) -> Vec<(String, Span)> {
    let is_close = |index: &usize| matches!(&events[*index].0, Event::Text(words) if words.trim_start().starts_with(')'));
    let insides = (0..events.len())
        .filter(is_close)
        .filter_map(|close| Some(&events[opening(events, close)? + 1..close]));
    let dates = insides.map(|inside| read_dates(inside, text));
    dates.flat_map(|dates| dates.struck.into_iter().chain(dates.unread).chain(dates.current)).collect()
}

/// Whether the event is the `)` at the end of a paragraph, perhaps before its full stop.
fn is_closing(events: &[Spanned<'_>], index: usize) -> bool {
    let Event::Text(words) = &events[index].0 else { return false };
    let Some(tail) = words.trim_start().strip_prefix(')') else { return false };
    let is_last = match events.get(index + 1) {
        None => true,
        Some((event, _)) => {
            matches!(
                event,
                Event::End(TagEnd::Paragraph | TagEnd::Item) | Event::Start(Tag::List(_) | Tag::Paragraph)
            )
        }
    };
    is_last && tail.trim_matches(['.', ';', ',', ' ']).is_empty()
}

/// The `(` that belongs to the `)` at `close`, with nothing but marked text between.
fn opening(events: &[Spanned<'_>], close: usize) -> Option<usize> {
    let mut depth = 0usize;
    for index in (0..close).rev() {
        match &events[index].0 {
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => depth += 1,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => depth = depth.checked_sub(1)?,
            Event::Text(words) if depth == 0 && words.trim_end().ends_with('(') => return Some(index),
            Event::Text(words) if depth == 0 && !words.trim_matches([' ', ',', ';', '→']).is_empty() => {
                return None;
            }
            Event::Text(_) | Event::SoftBreak => {}
            _ => return None,
        }
    }
    None
}

fn read_dates(events: &[Spanned<'_>], text: &str) -> Dates {
    let mut dates = Dates::default();
    for element in elements(events) {
        match &element[0].0 {
            Event::Start(Tag::Strikethrough) => {
                dates.struck.push(raw(inside(element), text));
                let end = element[0].1.end;
                dates.renewal = dates.renewal.take().filter(|_| dates.current.is_some()).or(Some(end..end));
            }
            Event::Start(Tag::Emphasis | Tag::Strong) => {
                read_emphasis(inside(element), text, &mut dates);
                dates.renewal = Some(element[0].1.clone());
            }
            _ => {}
        }
    }
    dates.renewal = dates.renewal.filter(|_| !dates.is_open);
    dates
}

/// `*~~old~~ new*`: the author may have put the emphasis around both.
fn read_emphasis(events: &[Spanned<'_>], text: &str, dates: &mut Dates) {
    let mut current: Vec<Spanned<'_>> = Vec::new();
    for element in elements(events) {
        match &element[0].0 {
            Event::Start(Tag::Strikethrough) => dates.struck.push(raw(inside(element), text)),
            _ => current.extend_from_slice(element),
        }
    }
    let (words, span) = raw(&current, text);
    dates.is_open = OPEN.contains(&words.as_str());
    if !words.is_empty() && !dates.is_open {
        dates.unread.extend(dates.current.replace((words, span)));
    }
}

fn raw(events: &[Spanned<'_>], text: &str) -> (String, Span) {
    (plain(events).trim().to_owned(), inline::span(events, text))
}

/// Takes every `@unit` out of the prose.
fn take_units(reader: &Reader<'_>, events: &mut [Spanned<'_>], text: &str) -> Vec<Located<String>> {
    let mut units = Vec::new();
    let mut code_depth = 0usize;
    for event in events.iter_mut() {
        match &event.0 {
            Event::Start(tag) if inline::is_verbatim(tag) => code_depth += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => {
                code_depth -= code_depth.min(1)
            }
            Event::Text(words) if code_depth == 0 && words.contains(UNIT_SIGNS) => {
                let (rest, found) = split_units(words);
                for (place, unit) in found {
                    let span = match text.get(event.1.clone()) == Some(words.as_ref()) {
                        true => event.1.start + place.start..event.1.start + place.end,
                        false => event.1.clone(),
                    };
                    units.push(Located::new(unit, reader.place(span)));
                }
                event.0 = Event::Text(rest.into());
            }
            _ => {}
        }
    }
    units
}

/// The sign before a unit, and its wide form, which is reported as a mistake and read all the same.
pub(super) const UNIT_SIGNS: [char; 2] = ['@', '＠'];

/// The words without `@unit`, and each unit with its bytes in the words. `@ unit` is reported as a mistake, and
/// read all the same.
fn split_units(words: &str) -> (String, Vec<(Span, String)>) {
    let mut rest = String::new();
    let mut found = Vec::new();
    let mut done = 0;
    for (at, sign) in words.match_indices(UNIT_SIGNS) {
        let starts_word = words[..at]
            .chars()
            .next_back()
            .is_none_or(|before| before.is_whitespace() || "(,;".contains(before));
        let after = &words[at + sign.len()..];
        let after = after.strip_prefix(' ').unwrap_or(after);
        let is_part = |next: char| next.is_alphanumeric() || "-_".contains(next);
        let length = after.find(|next| !is_part(next)).unwrap_or(after.len());
        if !starts_word || length == 0 || at < done {
            continue;
        }
        rest.push_str(words[done..at].trim_end_matches([' ', ',']));
        done = words.len() - after.len() + length;
        found.push((at..done, after[..length].to_owned()));
    }
    rest.push_str(&words[done..]);
    (rest, found)
}

/// Cuts the space that taking things out left at the end.
fn trim_end(events: &mut [Spanned<'_>]) {
    if let Some(last) = events.iter_mut().rev().find(|(event, _)| matches!(event, Event::Text(_))) {
        replace_text(last, str::trim_end);
    }
}

/// Cuts `bytes` of the first text, and the space behind them, if it begins with so many.
pub(super) fn cut_front(events: &mut [Spanned<'_>], bytes: usize) -> bool {
    let first = events.iter_mut().find(|(event, _)| !matches!(event, Event::Start(Tag::Paragraph)));
    let Some(first) = first else { return false };
    let fits = matches!(&first.0, Event::Text(words) if words.is_char_boundary(bytes));
    if fits {
        replace_text(first, |words| words[bytes..].trim_start());
    }
    fits
}

fn replace_text(event: &mut Spanned<'_>, change: impl Fn(&str) -> &str) {
    if let Event::Text(words) = &event.0 {
        event.0 = Event::Text(CowStr::from(change(words).to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Block;
    use crate::parse::section;
    use crate::settings::Headings;
    use crate::source::SourceId;
    use crate::vietnamese::date::YearSpan;
    use std::sync::Arc;

    fn measures(list: &str) -> Vec<Arc<Measure>> {
        let text = format!("## Giải pháp\n\n{list}\n");
        let reader = Reader {
            source: SourceId(0),
            years: Some(YearSpan::single(2021)),
            headings: &Headings::default(),
        };
        let content = section::read(&reader, &text, 0, &mut Vec::new());
        let blocks = content.sections.into_iter().flat_map(|section| section.blocks);
        blocks
            .flat_map(|block| if let Block::Measures(measures) = block { measures } else { vec![] })
            .collect()
    }

    #[test]
    fn lists_may_be_nested_more_deeply_than_calls() {
        let deep: String = (0..800).map(|depth| format!("{}- [ ] a\n", "  ".repeat(depth))).collect();
        let found = measures(&deep);
        assert_eq!((found.len(), found[799].items.len()), (800, 800));
    }

    #[test]
    fn inner_items_with_a_box_or_a_deadline_are_measures_of_their_own() {
        let found = measures("- Cha @vp\n  - con một (*trong quý I/2021*) @tckt\n  - con hai");
        let texts: Vec<&str> = found.iter().map(|measure| measure.text.as_str()).collect();
        assert_eq!(texts, ["con một", "con hai"]);
        assert_eq!(found[0].lead.as_ref().map(|lead| lead.value.as_str()), Some("tckt"));
        assert!(found[0].deadline.is_some() && found[1].deadline.is_none());
        assert!(found.iter().all(|measure| measure.group.as_deref() == Some("Cha")));
    }

    #[test]
    fn other_inner_items_are_parts_of_the_measure_above() {
        let found = measures("- [x] Cha (*trong quý I/2021*)\n  - phần một\n  - phần hai");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].text, "Cha\nphần một\nphần hai");
        assert!(found[0].claimed_done && found[0].deadline.is_some());
    }

    #[test]
    fn a_deadline_that_is_still_to_be_set_is_none() {
        let found = measures("- Cha\n  - con một (*…*)\n  - con hai (~~trong quý I/2021~~ *...*)");
        let texts: Vec<&str> = found.iter().map(|measure| measure.text.as_str()).collect();
        assert_eq!(texts, ["con một", "con hai"]);
        assert!(found.iter().all(|measure| measure.deadline.is_none() && measure.renewal.is_none()));
        assert_eq!(found[1].extensions.len(), 1);
    }
}
