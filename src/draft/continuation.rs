//! A record that goes on from last year's.
//!
//! Takes a record that is not done with; gives the text of the one that continues it: its wording, its
//! unfinished measures with their deadlines open again, its indicators with what was reached. It stands apart
//! from `forward`, which decides what is continued.

use super::excerpt::{Change, Written};
use super::guide;
use super::head::Head;
use super::material::Material;
use super::words::markdown;
use crate::front_matter::{self, Status};
use crate::language::Language;
use crate::model::document::{Block, Heading, Measure, MeasureDeadline, Piece, Section};
use crate::model::ledger::{Indicator, Record};
use crate::settings::{Audience, Headings, SectionKind};
use crate::source::{Place, Span};
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::deadline::Deadline;
use std::collections::BTreeSet;

/// The text of the record in a plan of the years `plan` that continues `last`, whose plan year is their
/// first.
pub(super) fn text(material: &Material<'_>, last: &Record, year: i16, plan: YearSpan) -> String {
    let Material { ledger, sources, headings, language } = *material;
    let document = &*last.document;
    let source = sources.get(document.source);
    let written = Written { document, path: &source.path, text: sources.text(document.source) };
    let years = Years { last: ledger.plan_years(last), plan };
    let [public, internal] = indicators(&written, last, language);
    let mut copied = vec![wording(&written), public, internal];
    copied.extend(measures(&written, headings, years, guide::comment(guide::MEASURES, year, language)));
    let (copied, footnotes) = written.with_footnotes(copied);
    let mut parts = copied.into_iter();
    let (wording, targets) = (parts.next().unwrap_or_default(), parts.by_ref().take(2).collect::<Vec<_>>());
    let mut sections = vec![wording, footnotes];
    match targets.iter().all(String::is_empty) {
        true => sections.push(guide::section(SectionKind::Targets, guide::TARGETS, year, language)),
        false => sections.extend(targets),
    }
    match parts.len() {
        0 => sections.push(guide::section(SectionKind::Measures, guide::MEASURES, year, language)),
        _ => sections.extend(parts),
    }
    sections.extend(guide::sections(guide::LATER, year, language));
    sections.retain(|section| !section.is_empty());
    format!("{}{}\n", head(last).fenced(), sections.join("\n\n"))
}

fn head(last: &Record) -> Head {
    let mut head = Head::new("deficiency");
    // What is said to go on where it is not public goes on there.
    let is_internal = last.document.audience == Audience::Internal || last.document.meta.withheld().is_some();
    head.audience(if is_internal { Audience::Internal } else { Audience::Public });
    head.text("deficiency", &last.name);
    head.text("status", Status::Open.word());
    head.bare("recognised", &last.recognised.to_string());
    head.maybe("area", last.area.as_deref());
    head.maybe("lead", last.lead.as_deref());
    head.list("coordinate", &last.coordinate);
    head.list("monitor", &last.monitor);
    if !last.status.is_unresolved() {
        let from = super::words::yaml(&format!("{}/{}", last.year, last.name));
        head.bare("carries", &format!("[{{from: {from}, as: reopened}}]"));
    }
    head
}

/// The title and the text before any other heading.
fn wording(written: &Written<'_>) -> String {
    let document = written.document;
    let start = front_matter::split(document.source, &written.text, &mut Vec::new());
    let start = start.map_or(0, |(_, start)| start);
    let end = headings(document.sections.iter()).map(|heading| heading.place.span().start).next();
    let end = end.unwrap_or(written.text.len());
    let statement = document.sections.iter().filter(|section| section.heading.is_none());
    let pieces = statement.flat_map(|section| &section.blocks).flat_map(Block::pieces);
    let statement = written.excerpt(start..end, document.title_html.iter().chain(pieces), Vec::new());
    let title = document.title.place.span();
    let title = match title.start >= end {
        true => written.excerpt(title, &document.title_html, Vec::new()),
        false => String::new(),
    };
    format!("{title}\n\n{}", statement.trim()).trim().to_owned()
}

fn headings<'s>(sections: impl Iterator<Item = &'s Section>) -> impl Iterator<Item = &'s Heading> {
    sections.filter_map(|section| section.heading.as_ref())
}

// -- measures ------------------------------------------------------------------------------------------------------

/// Years of the last plan and of the one that goes on from it.
#[derive(Clone, Copy)]
struct Years {
    last: YearSpan,
    plan: YearSpan,
}

/// The sections of measures under the headings that they stand under, without what is finished. A section is
/// left where it has measures left, or where its heading is one that new measures are written under; where no
/// measure is left at all, it holds the guidance.
fn measures(written: &Written<'_>, vocabulary: &Headings, years: Years, guidance: String) -> Vec<String> {
    let has_more = written.document.measures().any(|measure| is_unfinished(measure));
    let sections = &written.document.sections;
    let mut above: Vec<(&Heading, bool)> = Vec::new();
    let mut parts = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        let Some(heading) = &section.heading else { continue };
        above.retain(|(above, _)| above.level < heading.level);
        above.push((heading, false));
        let is_left = own_measures(section).any(is_unfinished) || vocabulary.kind_of(&heading.text).is_some();
        if section.kind != Some(SectionKind::Measures) || !is_left {
            continue;
        }
        for (heading, is_written) in above.iter_mut().filter(|(_, is_written)| !is_written) {
            let line = written.excerpt(heading.place.span(), &heading.html, Vec::new());
            parts.push(line.trim_end().to_owned());
            *is_written = true;
        }
        let next = headings(sections[at + 1..].iter()).map(|next| next.place.span().start).next();
        let span = heading.place.span().end..next.unwrap_or(written.text.len());
        let pieces = section.blocks.iter().flat_map(Block::pieces);
        let body = written.excerpt(span, pieces, changes(written, section, years));
        let body = body.trim_start_matches('\n').trim_end();
        let body = if body.is_empty() && !has_more { guidance.as_str() } else { body };
        parts.push(body.to_owned());
    }
    parts
}

fn own_measures(section: &Section) -> impl Iterator<Item = &Measure> {
    section
        .blocks
        .iter()
        .flat_map(|block| match block {
            Block::Measures(measures) => measures.as_slice(),
            Block::Prose(_) | Block::Indicators(_) | Block::Log(_) => &[],
        })
        .map(|measure| &**measure)
}

fn is_unfinished(measure: &Measure) -> bool {
    !measure.claimed_done
}

/// What changes in a section of measures: finished ones go, with the groups that they alone were in; the
/// deadlines of the others are open. A finished measure that others are a part of stays with them.
fn changes(written: &Written<'_>, section: &Section, years: Years) -> Vec<Change> {
    let items = |measures: &mut dyn Iterator<Item = &Measure>| -> BTreeSet<Place> {
        measures.flat_map(|measure| measure.items.iter().cloned()).collect()
    };
    let left = items(&mut own_measures(section).filter(|measure| is_unfinished(measure)));
    let all = items(&mut own_measures(section));
    let gone = all.difference(&left).map(|item| (lines(&written.text, item.span()), String::new()));
    let opened = own_measures(section).filter(|measure| is_unfinished(measure));
    gone.chain(opened.flat_map(|measure| reopened(&written.text, measure, years))).collect()
}

/// The lines of an item, where nothing else is on them.
fn lines(text: &str, item: Span) -> Span {
    let before = text[..item.start].trim_end_matches([' ', '\t']);
    let start = if before.is_empty() || before.ends_with('\n') { before.len() } else { item.start };
    let after = text[item.end..].trim_start_matches([' ', '\t']);
    let end = text.len() - after.len() + usize::from(after.starts_with('\n'));
    start..end
}

/// Strikes the deadline of a measure, and leaves an open one behind it.
fn reopened(text: &str, measure: &Measure, years: Years) -> Vec<Change> {
    let struck = |deadline: &MeasureDeadline| {
        format!("~~{}{}~~ ", text[deadline.raw.place.span()].trim(), year_of(deadline, years))
    };
    let mut changes: Vec<Change> = (measure.extensions.iter())
        .map(|former| (former.raw.place.span().end..former.raw.place.span().end, year_of(former, years)))
        .collect();
    if let Some(renewal) = measure.renewal.as_ref().map(Place::span) {
        let is_inside = |former: &&MeasureDeadline| renewal.contains(&former.raw.place.span().start);
        let inside = measure.extensions.iter().filter(is_inside).chain(&measure.deadline);
        let inside: String = inside.map(struck).collect();
        let (before, after) = match (&measure.deadline, measure.extensions.is_empty()) {
            (Some(_), _) => ("", ""),
            (None, false) => (" ", ""),
            (None, true) => (" (", ")"),
        };
        changes.push((renewal, format!("{before}{inside}{OPEN}{after}")));
    }
    changes
}

/// A deadline that is still to be set.
const OPEN: &str = "*…*";

/// What is to be added to a deadline of the last plan so that it means there what it meant: the year, where
/// it goes without saying. What cannot be made to mean the same is left as it was.
fn year_of(deadline: &MeasureDeadline, years: Years) -> String {
    let raw = &deadline.raw.value;
    let meant = Deadline::read(raw, years.last);
    let year = years.last.first;
    let ways = [String::new(), format!("/{year}"), format!(" năm {year}"), format!(" {year}")];
    let mut ways = ways.into_iter();
    ways.find(|way| Deadline::read(&format!("{raw}{way}"), years.plan) == meant).unwrap_or_default()
}

// -- indicators ----------------------------------------------------------------------------------------------------

/// Tables of the indicators that everybody may read and of the others, with what was reached as a remark:
/// what is to be reached, and what will be, is still to be filled in.
fn indicators(written: &Written<'_>, last: &Record, language: Language) -> [String; 2] {
    let hidden: BTreeSet<&Place> = hidden_cells(written);
    let is_hidden = |indicator: &&Indicator| {
        let row = &indicator.row;
        let actual = row.actual.as_ref().map(|actual| &actual.raw.place);
        [Some(&row.name.place), actual].into_iter().flatten().any(|place| hidden.contains(place))
    };
    let (internal, public): (Vec<&Indicator>, Vec<&Indicator>) = last.indicators.iter().partition(is_hidden);
    let heading = SectionKind::Targets.heading(language);
    [(public, ""), (internal, " {.internal}")].map(|(rows, mark)| match rows.is_empty() {
        true => String::new(),
        false => format!("## {heading}{mark}\n\n{}", table(written, &rows, last.year, language)),
    })
}

/// Names and results in internal sections.
fn hidden_cells<'w>(written: &Written<'w>) -> BTreeSet<&'w Place> {
    let sections = written.document.sections.iter();
    let blocks = sections.filter(|section| section.audience == Audience::Internal).flat_map(|s| &s.blocks);
    let rows = blocks.flat_map(|block| match block {
        Block::Indicators(rows) => rows.as_slice(),
        Block::Prose(_) | Block::Measures(_) | Block::Log(_) => &[],
    });
    let actual = |row: &'w crate::model::document::Indicator| row.actual.as_ref().map(|cell| &cell.raw.place);
    rows.flat_map(|row| [Some(&row.name.place), actual(row)]).flatten().collect()
}

fn table(written: &Written<'_>, rows: &[&Indicator], year: i16, language: Language) -> String {
    let has_level = rows.iter().any(|indicator| indicator.row.level.is_some());
    let mut head = language.choose(
        ["Chỉ tiêu", "Mục tiêu", "Kết quả", "Đơn vị", "Cấp", "Ghi chú"],
        ["Indicator", "Target", "Result", "Unit", "Level", "Note"],
    );
    let mut lines = vec![line(head.map(str::to_owned), has_level)];
    head.fill("---");
    lines.push(line(head.map(str::to_owned), has_level).replace(' ', ""));
    for indicator in rows {
        let row = &indicator.row;
        let name_pieces: &[Piece] = &row.name_html;
        let name = written.excerpt(row.name.place.span(), name_pieces, Vec::new());
        let plain = |words: &Option<String>| words.as_deref().map(markdown).unwrap_or_default();
        let note = row.actual.as_ref().map(|actual| markdown(&actual.raw.value));
        let note = note
            .map(|actual| language.choose(format!("Năm {year}: {actual}"), format!("In {year}: {actual}")));
        let cells = [
            name,
            String::new(),
            String::new(),
            plain(&row.unit),
            plain(&row.level),
            note.unwrap_or_default(),
        ];
        lines.push(line(cells, has_level));
    }
    lines.join("\n")
}

/// One row of a table, without the column of levels where no row has one.
fn line(cells: [String; 6], has_level: bool) -> String {
    let is_shown = |(at, _): &(usize, String)| *at != 4 || has_level;
    let cells = cells.into_iter().enumerate().filter(is_shown);
    let shown = cells.map(|(_, cell)| if cell.is_empty() { " |".to_owned() } else { format!(" {cell} |") });
    format!("|{}", shown.collect::<String>())
}
