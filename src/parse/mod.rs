//! Parse: one file, compiled alone.
//!
//! Takes the text of a file; gives its front matter and its content: sections, measures, indicators, and
//! HTML with holes. It stands apart because nothing here knows of any other file, so that what it gives can
//! be cached by the text alone.

mod heading;
mod html;
mod indicator;
mod inline;
mod mark;
mod measure;
mod reader;
mod section;
mod slip;
mod stated;

pub use indicator::{Column, columns_of};
pub use slip::cells;
pub use stated::counts;

use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::register::REGISTER;
use crate::front_matter::{self, register};
use crate::model::compiled::Compiled;
use crate::model::document::Document;
use crate::settings::{Audience, Headings};
use crate::source::ContentPath;
use crate::source::{Located, Place, Raw, Source, SourceId, Span, Text};
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::letters;
use std::sync::Arc;

/// What the file `source`, which holds `raw`, compiles to, and its mistakes. Nothing when it cannot be
/// understood.
pub fn parse(source: &Source, raw: &Raw<'_>, headings: &Headings) -> (Option<Compiled>, Vec<Diagnostic>) {
    let id = source.id;
    if is_stray_copy(&source.path) {
        // What it says is said by the original, or is to be: read as well, it would be there twice.
        return (None, vec![Diagnostic::new(Code::StrayCopy, Place::top(id))]);
    }
    // A text with the byte 0 is of another encoding, or no text.
    let Some(text) = raw.text().filter(|text| !text.clean.contains('\0')) else {
        return (None, vec![Diagnostic::new(Code::NotUtf8, Place::top(id))]);
    };
    let mut diagnostics = letters(id, &text);
    if let Some(marks) = merge_marks(&text.clean) {
        // Two versions of one file, of which neither can be taken.
        diagnostics.push(Diagnostic::new(Code::MergeMarks, Place::new(id, marks)));
        return (None, diagnostics);
    }
    let compiled = match source.path.as_str() {
        REGISTER => register::read(id, &text.clean, &mut diagnostics).map(Arc::new).map(Compiled::Register),
        _ => document(source, &text.clean, headings, &mut diagnostics).map(Arc::new).map(Compiled::Document),
    };
    (compiled, diagnostics)
}

fn document(
    source: &Source,
    text: &str,
    headings: &Headings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let id = source.id;
    let path = ContentPath::of_file(&source.path);
    let (head, start) = front_matter::split(id, text, diagnostics)?;
    let head = front_matter::read(id, &path, head, diagnostics);
    let years = head.as_ref().and_then(|head| head.years()).or(path.year().map(YearSpan::single));
    let reader = reader::Reader { source: id, years, headings };
    mark::report_in_front_matter(&reader, &text[..start], diagnostics);
    let content = section::read(&reader, text, start, diagnostics);
    let head = head?;
    if let Some(declared) = head.meta.paper().and_then(|paper| paper.declares.as_ref()) {
        stated::report(&reader, text, start, declared, diagnostics);
    }
    let title = content.title.unwrap_or_else(|| Located::new(String::new(), Place::top(id)));
    let title = match title.value.trim().is_empty() {
        true => {
            diagnostics.push(Diagnostic::new(Code::TitleMissing, title.place.clone()));
            Located::new(path.name().to_owned(), title.place)
        }
        false => title,
    };
    let audience = if content.is_internal { Audience::Internal } else { head.audience };
    Some(Document {
        path,
        source: id,
        audience,
        title,
        title_html: content.title_html,
        meta: head.meta,
        sections: content.sections,
        footnotes: content.footnotes,
        waivers: head.waivers,
        aliases: head.aliases,
    })
}

/// Whether the name of a file is one that programs give to copies: `plan (1).md`, `plan - Copy.md`,
/// `plan (conflicted copy 2023-05-01).md`, `plan.sync-conflict-20230501-101010.md`, `plan_BACKUP_123.md`.
fn is_stray_copy(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = letters::fold(name.strip_suffix(".md").unwrap_or(name));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let behind = |sign: &str| stem.rsplit_once(sign).map(|(_, rest)| rest);
    let is_numbered = behind(" (").and_then(|rest| rest.strip_suffix(')')).is_some_and(is_digits);
    let is_of_merge = ["_backup_", "_base_", "_local_", "_remote_"];
    is_numbered
        || stem.ends_with(" - copy")
        || stem.ends_with(" - sao chep")
        || stem.ends_with(" copy")
        || stem.contains("conflicted copy")
        || stem.contains(".sync-conflict-")
        || is_of_merge.iter().any(|sign| behind(sign).is_some_and(is_digits))
}

/// The first line that git leaves in a file where two versions could not be merged.
fn merge_marks(text: &str) -> Option<Span> {
    let is_mark = |line: &str| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ");
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_mark(line) {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    None
}

/// Letters that look right and are not.
fn letters(id: SourceId, text: &Text<'_>) -> Vec<Diagnostic> {
    let decomposed = text.decomposed.clone().map(|span| Diagnostic::new(Code::NotNfc, Place::new(id, span)));
    let look_alikes = letters::look_alikes(&text.clean).map(|(at, letter)| {
        let twin = letters::latin_twin(letter).unwrap_or(letter);
        Diagnostic::new(Code::LookAlike, Place::new(id, at..at + letter.len_utf8()))
            .with("found", letter)
            .with("code", format!("U+{:04X}", u32::from(letter)))
            .with("meant", twin)
    });
    decomposed.into_iter().chain(look_alikes).collect()
}
