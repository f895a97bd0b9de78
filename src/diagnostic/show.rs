//! Diagnostics as text.
//!
//! Takes diagnostics and the sources that they point into; gives their messages, and excerpts with the places
//! marked, in the layout of rustc. It stands apart from `report` because it alone needs a language, and reads
//! the sources again.

use super::catalogue::Code;
use super::level::Level;
use super::report::{Arg, Diagnostic, Remark};
use super::tally::level_name;
use crate::language::Language;
use crate::source::{Place, SourceId, Sources, floor_boundary};
use annotate_snippets::{AnnotationKind, Group, Level as Title, Origin, Renderer, Snippet};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The message of a diagnostic, one line.
pub fn message(diagnostic: &Diagnostic, language: Language) -> String {
    fill(diagnostic.code.message(language), diagnostic, language)
}

/// The same with what is meant and what is allowed, for what stands in no file.
pub fn line(diagnostic: &Diagnostic, language: Language) -> String {
    let mut line = message(diagnostic, language);
    if let Some(nearest) = &diagnostic.nearest {
        line.push_str(&format!(": {}", did_you_mean(nearest, language)));
    }
    if let Some(allowed) = allowed(diagnostic, language) {
        line.push_str(&format!(" ({allowed})"));
    }
    line
}

/// `template` with each `{name}` replaced by the argument of that name.
fn fill(template: &str, diagnostic: &Diagnostic, language: Language) -> String {
    diagnostic.args.iter().fold(template.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), &value.show(language))
    })
}

/// All diagnostics with their excerpts, as they go to the terminal.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let places = diagnostics
        .iter()
        .flat_map(|found| found.others.iter().map(|(place, _)| place).chain([&found.place]));
    let files: BTreeSet<SourceId> = places.map(|place| place.source).collect();
    let files: BTreeMap<SourceId, Lines> =
        files.into_iter().map(|id| (id, Lines::of(sources.text(id)))).collect();
    let show = |diagnostic| render_one(diagnostic, sources, &files, language, &renderer);
    let shown = diagnostics.par_iter().map(show);
    shown.map(|one| one + "\n\n").collect()
}

/// A text, where its lines begin, and how many letters come before each of its blocks: each of many diagnostics of
/// one file asks for its line and column, and all of the file may be one line.
struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
    letters: Vec<usize>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl Lines {
    fn of(text: Arc<str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut letters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            letters.push(letters.last().unwrap_or(&0) + count_letters(block));
        }
        Self { text, starts, letters }
    }

    /// The line and the column of byte `at`, both from 1, the column in characters.
    fn position(&self, at: usize) -> (usize, usize) {
        let at = floor_boundary(&self.text, at);
        let line = self.number(at);
        (line, self.letters_before(at) - self.letters_before(self.starts[line - 1]) + 1)
    }

    fn letters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        self.letters[block] + count_letters(&self.text.as_bytes()[block * BLOCK..at])
    }

    /// The number of the line that byte `at` is in, from 1.
    fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// The end of the line that byte `at` is in, without its line break.
    fn end(&self, at: usize) -> usize {
        self.starts.get(self.number(at)).map_or(self.text.len(), |next| next - 1)
    }

    /// A span that an excerpt can show: on character boundaries, on one line, not in a line break.
    fn visible(&self, span: Range<usize>) -> Range<usize> {
        let start = floor_boundary(&self.text, span.start);
        start..floor_boundary(&self.text, span.end).clamp(start, self.end(start))
    }

    /// The lines that spans are in, from the first to the last: nothing else is shown.
    fn around(&self, spans: impl Iterator<Item = Range<usize>> + Clone) -> Range<usize> {
        let first = spans.clone().map(|span| span.start).min().unwrap_or_default();
        let last = spans.map(|span| span.end).max().unwrap_or_default();
        self.starts[self.number(first) - 1]..self.end(last)
    }
}

/// Letters that begin in a piece of a text, which may begin and end within one.
fn count_letters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000).count()
}

fn render_one(
    diagnostic: &Diagnostic,
    sources: &Sources,
    files: &BTreeMap<SourceId, Lines>,
    language: Language,
    renderer: &Renderer,
) -> String {
    let title = if diagnostic.level == Level::Error { Title::ERROR } else { Title::WARNING };
    let title = title.with_name(level_name(diagnostic.level, language));
    let message = message(diagnostic, language);
    let places = places_by_file(diagnostic, language);
    let paths: BTreeMap<SourceId, String> =
        places.iter().map(|(id, _)| (*id, sources.shown_path(*id))).collect();
    let title = title.primary_title(message.as_str()).id(diagnostic.code.name());
    let mut group = Group::with_title(title);
    for (id, annotations) in &places {
        let file = &files[id];
        let text = &*file.text;
        let lines = file.around(annotations.iter().map(|(_, span, _)| file.visible(span.clone())));
        let first = file.number(lines.start);
        if lines.len() > LONGEST {
            // An excerpt costs as much as its lines are long, for each diagnostic anew.
            for (_, span, _) in annotations {
                let (line, column) = file.position(span.start);
                group = group.element(Origin::path(paths[id].as_str()).line(line).char_column(column));
            }
            continue;
        }
        let mut snippet = Snippet::source(&text[lines.clone()]).line_start(first).path(paths[id].as_str());
        for (kind, span, label) in annotations {
            let span = file.visible(span.clone());
            let mut annotation = kind.span(span.start - lines.start..span.end - lines.start);
            if !label.is_empty() {
                annotation = annotation.label(label.as_str());
            }
            snippet = snippet.annotation(annotation);
        }
        group = group.element(snippet);
    }
    let notes = notes(diagnostic, language);
    for note in &notes {
        group = group.element(Title::HELP.with_name(language.choose("gợi ý", "help")).message(note.as_str()));
    }
    renderer.render(&[group])
}

type Annotated = Vec<(AnnotationKind, Range<usize>, String)>;

/// The places of a diagnostic, its own file first.
fn places_by_file(diagnostic: &Diagnostic, language: Language) -> Vec<(SourceId, Annotated)> {
    let mut files: Vec<(SourceId, Annotated)> = Vec::new();
    let mut add = |place: &Place, kind, label: String| {
        let span = place.span();
        match files.iter_mut().find(|(id, _)| *id == place.source) {
            Some((_, annotations)) => annotations.push((kind, span, label)),
            None => files.push((place.source, vec![(kind, span, label)])),
        }
    };
    let nearest = diagnostic.nearest.as_ref().map(|nearest| did_you_mean(nearest, language));
    add(&diagnostic.place, AnnotationKind::Primary, nearest.unwrap_or_default());
    for (place, remark) in &diagnostic.others {
        add(place, AnnotationKind::Context, remark_text(remark, language));
    }
    files
}

fn did_you_mean(nearest: &str, language: Language) -> String {
    language.choose(format!("có phải là `{nearest}`?"), format!("did you mean `{nearest}`?"))
}

fn remark_text(remark: &Remark, language: Language) -> String {
    match remark {
        Remark::AlsoHere { more: 0 } => language.choose("cũng ở đây", "also here").to_owned(),
        Remark::AlsoHere { more } => language.choose(
            format!("cũng ở đây, và {more} chỗ nữa"),
            format!("also here, and in {more} other places"),
        ),
        Remark::FirstHere => language.choose("lần đầu ở đây", "first here").to_owned(),
        Remark::OtherValue(value) => language.choose(format!("ở đây: {value}"), format!("here: {value}")),
        Remark::ThisRecord => language.choose("hồ sơ này", "this record").to_owned(),
        Remark::InternalRecord => language.choose("hồ sơ nội bộ", "the internal record").to_owned(),
        Remark::PromisedHere => language.choose("đã hứa ở đây", "promised here").to_owned(),
        Remark::ThisPlan => language.choose("kế hoạch này", "this plan").to_owned(),
        Remark::ThisVerdict => language.choose("đánh giá này", "this verdict").to_owned(),
        Remark::InternalSection => language.choose("mục nội bộ", "the internal section").to_owned(),
        Remark::LaterDeadline(due) => {
            let due = Arg::Day(*due).show(language);
            language.choose(format!("hạn {due}"), format!("due {due}"))
        }
        Remark::AlsoInCycle => language.choose("cũng trong vòng này", "also in the circle").to_owned(),
    }
}

/// Bytes of lines that an excerpt shows at most.
const LONGEST: usize = 16 * 1024;

/// How many allowed values are listed at most.
const LISTED: usize = 24;

fn notes(diagnostic: &Diagnostic, language: Language) -> Vec<String> {
    let mut notes: Vec<String> = allowed(diagnostic, language).into_iter().collect();
    let help = fill(diagnostic.code.help(language), diagnostic, language);
    if !help.is_empty() {
        notes.push(help);
    }
    notes
}

/// What could stand there, if that is a list.
fn allowed(diagnostic: &Diagnostic, language: Language) -> Option<String> {
    let mut list = diagnostic.allowed.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    if diagnostic.allowed.len() > LISTED {
        list.push_str(", …");
    }
    (!list.is_empty()).then(|| format!("{}: {list}", language.choose("có thể dùng", "allowed")))
}

/// Codes are listed by name in the reference and in completions.
impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

#[test]
fn places_are_counted_in_letters() {
    let text = ["Một dòng dài 𝔸\u{301} ".repeat(300), "\n\nhai\n".to_owned()].concat();
    let lines = Lines::of(text.as_str().into());
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        let before = &text[..at];
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(lines.position(at), (before.matches('\n').count() + 1, column));
        assert_eq!(lines.end(at), text[at..].find('\n').map_or(text.len(), |end| at + end));
    }
}
