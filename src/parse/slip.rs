//! Slips: what an author meant as one thing, and Markdown or a reader takes for another.
//!
//! Takes an element of a file, gives diagnostics of rows that lost a cell, tables that are none, lines that
//! begin no item, empty items, footnotes without a partner, letters that stand for digits, and days that no
//! calendar has. It stands apart because none of this changes what a file compiles to.

use super::inline::{Leaf, LeafKind, NO_WORDS, Spanned, inside, plain};
use super::measure::UNIT_SIGNS;
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, Remark};
use crate::settings::SectionKind;
use crate::source::Span;
use crate::vietnamese::figure::Figure;
use crate::vietnamese::{date, letters};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};

/// Reports the slips in one element, which is in a section of this kind, and in its `leaves`.
pub(super) fn report(
    reader: &Reader<'_>,
    text: &str,
    element: &[Spanned<'_>],
    leaves: &[Leaf],
    kind: Option<SectionKind>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_list_wanted = matches!(kind, Some(SectionKind::Measures | SectionKind::Progress));
    match &element[0].0 {
        Event::Start(Tag::List(_) | Tag::Paragraph) if is_list_wanted => {
            look_alikes_of_items(reader, leaves, diagnostics);
            look_alikes_of_units(reader, leaves, diagnostics);
        }
        _ => {}
    }
    if let Some(kind @ (SectionKind::Targets | SectionKind::Results)) = kind {
        items_of_numbers(reader, leaves, kind, diagnostics);
    }
    if kind == Some(SectionKind::Measures) {
        boxes(reader, leaves, diagnostics);
    }
    bold_headings(reader, text, element, diagnostics);
    rows(reader, text, element, diagnostics);
    empty_items(reader, element, diagnostics);
    for leaf in leaves {
        look_alikes_of_tables(reader, leaf, diagnostics);
        look_alikes_of_headings(reader, leaf, diagnostics);
        look_alikes_of_links(reader, leaf, diagnostics);
        words(reader, leaf, diagnostics);
    }
}

/// Rows with more or fewer cells than their table has columns: a surplus cell vanishes.
fn rows(reader: &Reader<'_>, text: &str, element: &[Spanned<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut columns = 0;
    for (event, span) in element {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let row = text[span.clone()].trim_end();
                let cells = cells(row);
                if cells.len() != columns {
                    let surplus = cells.get(columns).map_or(0, |cell| cell.start);
                    let place = reader.place(span.start + surplus..span.start + row.len());
                    let report = Diagnostic::new(Code::RowCells, place).with("found", cells.len());
                    diagnostics.push(report.with("expected", columns));
                }
            }
            _ => {}
        }
    }
}

/// The cells of a row, as their bytes in it.
pub fn cells(row: &str) -> Vec<Span> {
    let mut bars = Vec::new();
    let mut is_escaped = false;
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            bars.push(at);
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    let is_outer = |at: usize, rest: &str| rest.trim().is_empty().then_some(at);
    let first = bars.first().and_then(|bar| is_outer(*bar, &row[..*bar]));
    let last = bars.last().and_then(|bar| is_outer(*bar, &row[bar + 1..]));
    let start = first.map_or(0, |bar| bar + 1);
    let end = last.filter(|bar| *bar >= start).unwrap_or(row.len());
    let inner = bars.into_iter().filter(|bar| (start..end).contains(bar));
    let edges: Vec<usize> = inner.collect();
    let starts = std::iter::once(start).chain(edges.iter().map(|bar| bar + 1));
    starts.zip(edges.iter().copied().chain([end])).map(|(start, end)| start..end).collect()
}

/// Lines that look like the rows of a table and are none, since the line of dashes is missing, has another
/// number of columns, or is cut off by an empty line.
fn look_alikes_of_tables(reader: &Reader<'_>, leaf: &Leaf, diagnostics: &mut Vec<Diagnostic>) {
    if matches!(leaf.kind, LeafKind::Cell | LeafKind::Heading) || !leaf.words.contains('|') {
        return;
    }
    let mut at = 0;
    for line in leaf.words.split_inclusive('\n') {
        let row = line.trim();
        let is_rule = row.contains('-') && row.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' '));
        if row.starts_with('|') && row.matches('|').count() > 1 || is_rule && row.contains('|') {
            let start = at + line.len() - line.trim_start().len();
            let place = reader.place(leaf.span(start..start + row.len()));
            diagnostics.push(Diagnostic::new(Code::TableLookAlike, place));
            return;
        }
        at += line.len();
    }
}

/// `##Giải pháp`: a heading that lacks its space is words.
fn look_alikes_of_headings(reader: &Reader<'_>, leaf: &Leaf, diagnostics: &mut Vec<Diagnostic>) {
    let mut at = 0;
    for line in leaf.words.split_inclusive('\n').filter(|_| leaf.kind == LeafKind::Paragraph) {
        let words = line.trim();
        let title = words.trim_start_matches('#');
        let signs = words.len() - title.len();
        // One sign alone begins a hashtag.
        if (2..=6).contains(&signs) && title.starts_with(char::is_alphanumeric) {
            let start = at + line.len() - line.trim_start().len();
            let place = reader.place(leaf.span(start..start + words.len()));
            let report = Diagnostic::new(Code::HeadingLookAlike, place).with("found", words);
            diagnostics.push(report.with("words", title));
        }
        at += line.len();
    }
}

/// `[báo cáo] (bao-cao.md)`, `(báo cáo)[bao-cao.md]`, `[báo cáo](báo cáo.md)`: links that are printed as they are.
fn look_alikes_of_links(reader: &Reader<'_>, leaf: &Leaf, diagnostics: &mut Vec<Diagnostic>) {
    let words = leaf.words.as_str();
    for (open, between, close) in [('[', "](", ')'), ('[', "] (", ')'), ('(', ")[", ']')] {
        for (at, _) in words.match_indices(between) {
            let line = words[..at].rfind('\n').map_or(0, |end| end + 1);
            let behind = at + between.len();
            let target = words[behind..].split([close, '\n']).next().unwrap_or_default();
            let end = behind + target.len();
            let Some(start) = words[line..at].rfind(open).filter(|_| is_address(target)) else { continue };
            let range = line + start..end + usize::from(words[end..].starts_with(close));
            let report = Diagnostic::new(Code::LinkLookAlike, reader.place(leaf.span(range.clone())));
            diagnostics.push(report.with("found", &words[range]));
        }
    }
}

/// Whether a text is meant as the address of a page or file.
fn is_address(text: &str) -> bool {
    text.contains("://") || text.contains(".md") || text.starts_with("../")
}

/// `**Giải pháp**` on a line of its own, where a section was meant.
fn bold_headings(
    reader: &Reader<'_>,
    text: &str,
    element: &[Spanned<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let [
        (Event::Start(Tag::Paragraph), _),
        (Event::Start(Tag::Strong), span),
        ..,
        (Event::End(TagEnd::Strong), _),
        _,
    ] = element
    else {
        return;
    };
    let words = plain(inside(element));
    let title = words.trim().trim_end_matches(':');
    if reader.headings.kind_of(title).is_some() {
        let report = Diagnostic::new(Code::HeadingLookAlike, reader.place(span.clone()));
        diagnostics.push(report.with("found", &text[span.clone()]).with("words", title));
    }
}

/// Lines under Giải pháp and Tiến độ that begin as items do in a word processor. Such a line goes on with the
/// one above, or is a paragraph: a promise is lost.
fn look_alikes_of_items(reader: &Reader<'_>, leaves: &[Leaf], diagnostics: &mut Vec<Diagnostic>) {
    for leaf in leaves {
        let mut at = 0;
        for (number, line) in leaf.words.split_inclusive('\n').enumerate() {
            let is_first_of_item = number == 0 && leaf.kind == LeafKind::Item;
            if let Some(sign) = item_sign(line).filter(|_| !is_first_of_item) {
                let start = at + line.len() - line.trim_start().len();
                let place = reader.place(leaf.span(start..start + sign.len()));
                diagnostics.push(Diagnostic::new(Code::ListLookAlike, place).with("found", sign));
            }
            at += line.len();
        }
    }
}

/// `@ vp`, `＠vp`: meant as the sign of a unit.
fn look_alikes_of_units(reader: &Reader<'_>, leaves: &[Leaf], diagnostics: &mut Vec<Diagnostic>) {
    for leaf in leaves {
        for (at, sign) in leaf.words.char_indices().filter(|(_, letter)| UNIT_SIGNS.contains(letter)) {
            let rest = &leaf.words[at + sign.len_utf8()..];
            let is_apart =
                rest.starts_with(' ') && (at == 0 || leaf.words[..at].ends_with([' ', '(', ',', ';']));
            if sign == '@' && !is_apart {
                continue;
            }
            let name = rest.trim_start();
            let length =
                name.find(|letter: char| !letter.is_alphanumeric() && letter != '-').unwrap_or(name.len());
            let range = at..at + sign.len_utf8() + (rest.len() - name.len()) + length;
            let report = Diagnostic::new(Code::UnitLookAlike, reader.place(leaf.span(range.clone())));
            diagnostics.push(report.with("found", &leaf.words[range]));
        }
    }
}

/// What a line begins with, where it is a sign of an item and not Markdown's: `–`, `•`, `a)`, `1/`.
fn item_sign(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let (sign, rest) = match line.chars().next()? {
        first @ ('–' | '—' | '•' | '·' | '▪' | '●' | '◦' | '-' | '+' | '*') => {
            line.split_at(first.len_utf8())
        }
        first if first.is_ascii_alphanumeric() => {
            let end = line.find(|letter: char| !letter.is_ascii_alphanumeric())?;
            let is_number = line[..end].bytes().all(|byte| byte.is_ascii_digit()) && end <= 2;
            let is_letter = end == 1 && first.is_ascii_lowercase();
            match line[end..].chars().next() {
                Some(')') if is_number || is_letter => line.split_at(end + 1),
                // `v/v`, `m/s` are abbreviations.
                Some('/') if is_number || is_letter && !is_short_word(&line[end + 1..]) => {
                    line.split_at(end + 1)
                }
                _ => return None,
            }
        }
        _ => return None,
    };
    rest.starts_with(|letter: char| letter.is_whitespace() || letter.is_alphabetic() || letter == '[')
        .then_some(sign)
}

/// Whether a text begins with a word of one or two letters.
fn is_short_word(text: &str) -> bool {
    (1..=2).contains(&text.chars().take_while(|letter| letter.is_alphabetic()).count())
}

/// Items with nothing in them.
fn empty_items(reader: &Reader<'_>, element: &[Spanned<'_>], diagnostics: &mut Vec<Diagnostic>) {
    for (index, (event, span)) in element.iter().enumerate() {
        let Event::Start(Tag::Item) = event else { continue };
        let inside = element[index + 1..].iter().map(|(event, _)| event);
        let is_empty = |event: &Event<'_>| match event {
            Event::TaskListMarker(_) | Event::SoftBreak | Event::Start(Tag::Paragraph) => true,
            Event::End(TagEnd::Paragraph) => true,
            Event::Text(words) => matches!(words.trim(), "" | "[ ]" | "[x]" | "[X]" | "[" | "]"),
            _ => false,
        };
        if inside.clone().find(|event| !is_empty(event)) == Some(&Event::End(TagEnd::Item)) {
            diagnostics.push(Diagnostic::new(Code::EmptyBullet, reader.place(span.start..span.start + 1)));
        }
    }
}

/// Items that are indicators: `Cuộc tuyên truyền: ít nhất 200 cuộc`, and where targets stand
/// `Tổ chức ít nhất 200 cuộc`, too. Only rows of tables are read.
fn items_of_numbers(
    reader: &Reader<'_>,
    leaves: &[Leaf],
    kind: SectionKind,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_indicator = |words: &str| {
        words.split_once([':', '=']).is_some_and(|(name, value)| is_named_figure(name, value))
            || kind == SectionKind::Targets && has_amount(words)
    };
    let items = leaves.iter().filter(|leaf| leaf.kind == LeafKind::Item);
    for leaf in items.filter(|leaf| is_indicator(&leaf.words)) {
        let place = reader.place(leaf.span(0..leaf.words.trim_end().len()));
        diagnostics.push(Diagnostic::new(Code::IndicatorBullet, place));
    }
}

/// Whether a value is a figure and little else, and what stands before it names something, and no day.
fn is_named_figure(name: &str, value: &str) -> bool {
    let is_name = name.contains(char::is_alphabetic) && !name.contains('/');
    is_name && value.split_whitespace().count() <= 6 && Figure::read(value).is_some()
}

/// Words after which a number says which, and not how many.
const COUNTED_OFF: [&str; 16] = [
    "nam", "thang", "quy", "ngay", "so", "khoa", "dieu", "khoan", "thu", "lan", "dot", "muc", "tieu", "cap",
    "year", "no",
];

/// Whether a text says how many there are of something.
fn has_amount(words: &str) -> bool {
    let mut before = "";
    words.split_whitespace().any(|word| {
        let number = word.trim_end_matches([',', '.', ';', '%']);
        let is_number = number.starts_with(|first: char| first.is_ascii_digit())
            && number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ','));
        let is_year =
            number.len() == 4 && number.parse().is_ok_and(|year| date::plausible_year(year).is_some());
        let is_counted_off = COUNTED_OFF.contains(&letters::fold(before).as_str());
        before = word;
        is_number && !is_year && !is_counted_off
    })
}

/// What stands for a task box at the start of an item and ticks nothing: `[x]Củng cố`, `[v]`, `☑`, `(x)`.
fn boxes(reader: &Reader<'_>, leaves: &[Leaf], diagnostics: &mut Vec<Diagnostic>) {
    for leaf in leaves.iter().filter(|leaf| leaf.kind == LeafKind::Item) {
        let words = leaf.words.trim_start();
        let start = leaf.words.len() - words.len();
        if let Some(length) = box_length(words).filter(|length| words.len() > *length) {
            let place = reader.place(leaf.span(start..start + length));
            diagnostics.push(Diagnostic::new(Code::BoxLookAlike, place).with("found", &words[..length]));
        }
    }
}

/// Bytes of what looks like a task box at the start of a text.
fn box_length(words: &str) -> Option<usize> {
    let first = words.chars().next()?;
    let close = match first {
        '☐' | '☑' | '☒' | '✓' | '✔' | '✅' | '□' | '■' => return Some(first.len_utf8()),
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let inner = words[1..].split(close).next()?;
    let end = 1 + inner.len() + close.len_utf8();
    let tick = letters::fold(inner.trim());
    // Cyrillic kha, and signs, are not folded.
    let is_tick = matches!(tick.as_str(), "x" | "v" | "xong" | "done" | "ok" | "х" | "✓" | "✔" | "☑" | "√");
    let is_open = tick.is_empty() && first == '[';
    (end <= words.len() && words[1 + inner.len()..].starts_with(close) && (is_tick || is_open)).then_some(end)
}

/// Footnotes that nothing defines, letters that stand for digits, and days that no calendar has.
fn words(reader: &Reader<'_>, leaf: &Leaf, diagnostics: &mut Vec<Diagnostic>) {
    let words = leaf.words.as_str();
    for (start, _) in words.match_indices("[^") {
        let rest = &words[start + 2..];
        let is_end = |letter: char| letter.is_whitespace() || matches!(letter, '[' | ']' | NO_WORDS);
        let label = rest.split(is_end).next().unwrap_or_default();
        if !label.is_empty() && rest[label.len()..].starts_with(']') {
            let place = reader.place(leaf.span(start..start + label.len() + 3));
            diagnostics.push(Diagnostic::new(Code::FootnoteMissing, place).with("found", label));
        }
    }
    for (range, meant) in letters::digit_look_alikes(words) {
        let found = &words[range.clone()];
        let report = Diagnostic::new(Code::DigitLookAlike, reader.place(leaf.span(range.clone())));
        diagnostics.push(report.with("found", found).with("meant", meant));
    }
    for day in date::impossible_dates(words) {
        let report = Diagnostic::new(Code::ImpossibleDate, reader.place(leaf.span(day.range.clone())));
        let report = report.with("found", &words[day.range]);
        diagnostics.push(Diagnostic { nearest: day.nearest.map(date::show_vi), ..report });
    }
}

/// The footnotes of a file, as they are seen.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Where each is defined first.
    defined: BTreeMap<String, Span>,
    /// Where one is defined again.
    again: Vec<(String, Span)>,
    /// Labels that are referred to.
    used: BTreeSet<String>,
}

impl Footnotes {
    /// Takes an event of the file.
    pub(super) fn see(&mut self, event: &Event<'_>, span: &Span) {
        match event {
            Event::FootnoteReference(label) if !self.used.contains(label.as_ref()) => {
                self.used.insert(label.to_string());
            }
            Event::Start(Tag::FootnoteDefinition(label)) if self.defined.contains_key(label.as_ref()) => {
                self.again.push((label.to_string(), span.clone()));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.defined.insert(label.to_string(), span.clone());
            }
            _ => {}
        }
    }

    /// Reports those that are defined twice, or that nothing refers to.
    pub(super) fn report(&self, reader: &Reader<'_>, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(self.again.iter().map(|(label, span)| {
            let twice = Diagnostic::new(Code::FootnoteTwice, reader.place(label_of(span, label)));
            let first = reader.place(label_of(&self.defined[label], label));
            twice.with("found", label).and(first, Remark::FirstHere)
        }));
        let unused = self.defined.iter().filter(|(label, _)| !self.used.contains(*label));
        diagnostics.extend(unused.map(|(label, span)| {
            Diagnostic::new(Code::FootnoteUnused, reader.place(label_of(span, label))).with("found", label)
        }));
    }
}

/// The bytes of `[^label]` at the start of a footnote.
fn label_of(footnote: &Span, label: &str) -> Span {
    footnote.start..(footnote.start + label.len() + 3).min(footnote.end)
}
