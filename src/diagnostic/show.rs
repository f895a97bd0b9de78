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
use crate::source::{Lines, Place, SourceId, Sources};
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
    let files: BTreeMap<SourceId, Arc<Lines>> = files.into_iter().map(|id| (id, sources.lines(id))).collect();
    let show = |diagnostic| render_one(diagnostic, sources, &files, language, &renderer);
    let shown = diagnostics.par_iter().map(show);
    shown.map(|one| one + "\n\n").collect()
}

fn render_one(
    diagnostic: &Diagnostic,
    sources: &Sources,
    files: &BTreeMap<SourceId, Arc<Lines>>,
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
        let text = file.text();
        let lines = file.around(annotations.iter().map(|(_, span, _)| file.visible(span.clone())));
        let first = file.number(lines.start);
        // Of a file that is not read there is nothing to show. An excerpt of another one costs as much as its lines are
        // long, for each diagnostic anew.
        if text.is_empty() || lines.len() > LONGEST {
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

pub(super) fn did_you_mean(nearest: &str, language: Language) -> String {
    language.choose(format!("có phải là `{nearest}`?"), format!("did you mean `{nearest}`?"))
}

/// What a second place has to do with a diagnostic, in words.
pub(super) fn remark_text(remark: &Remark, language: Language) -> String {
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

/// What is allowed, and what the author can do.
pub(super) fn notes(diagnostic: &Diagnostic, language: Language) -> Vec<String> {
    allowed(diagnostic, language).into_iter().chain(help(diagnostic, language)).collect()
}

/// What the author can do, where there is something to say.
pub fn help(diagnostic: &Diagnostic, language: Language) -> Option<String> {
    Some(fill(diagnostic.code.help(language), diagnostic, language)).filter(|help| !help.is_empty())
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
