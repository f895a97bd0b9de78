//! Remedies as actions: what `check --fix` would do, for what is wrong at a place, and for all of a file.

use super::backend::{Backend, Look, Mended};
use super::desk::Desk;
use super::offered::fix_all;
use super::report::Reporter;
use super::sheet::Sheet;
use crate::diagnostic::{Code, Diagnostic, remedy};
use crate::failure::Failure;
use crate::source::{SourceId, Span};
use gen_lsp_types::{
    CodeAction, CodeActionKind, CodeActionParams, CodeActionResponse, TextEdit, Uri, WorkspaceEdit,
};

/// The actions for a place of a file.
///
/// # Errors
/// When the content cannot be read.
pub fn actions(
    backend: &dyn Backend,
    look: &Look,
    desk: &Desk,
    asked: &CodeActionParams,
) -> Result<Vec<CodeActionResponse>, Failure> {
    let uri = &asked.text_document.uri;
    let Some(open) = desk.get(uri) else { return Ok(Vec::new()) };
    let Some(path) = &open.path else { return Ok(Vec::new()) };
    let wanted = |kind: &CodeActionKind| {
        asked.context.only.as_ref().is_none_or(|only| only.iter().any(|asked| holds(asked, kind)))
    };
    let Some(file) = look.sources.iter().find(|file| file.path == *path) else { return Ok(Vec::new()) };
    let text = look.sources.text(file.id);
    let in_file = look.found.iter().filter(|found| found.place.source == file.id);
    let mendable: Vec<&Diagnostic> =
        in_file.filter(|found| found.code == Code::NotNfc || remedy(found, &text).is_some()).collect();
    let (from, to) = (open.sheet.offset(asked.range.start), open.sheet.offset(asked.range.end));
    let touches = |found: &&&Diagnostic| {
        let span = found.place.span();
        span.start <= to && from <= span.end
    };
    let mut actions = Vec::new();
    // What mends the only mistake of a file mends all of it.
    let mut only = None;
    if wanted(&CodeActionKind::QuickFix) {
        for found in mendable.iter().filter(touches) {
            let mended = backend.mend(&[*found])?;
            let reported = Reporter::new(look, desk).reported(&[*found], &look.sources);
            actions.extend(edit(uri, &mended, file.id, &open.sheet).map(|edit| CodeAction {
                title: title(found, &text, look),
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(reported),
                is_preferred: Some(true),
                edit: Some(edit),
                ..CodeAction::default()
            }));
            only = (mendable.len() == 1).then_some(mended);
        }
    }
    if wanted(&fix_all()) && !mendable.is_empty() {
        let mended = only.map_or_else(|| backend.mend(&mendable), Ok)?;
        let title = look.language.choose(
            "Sửa mọi điều chỉ có một cách sửa trong tệp này",
            "Mend all that has one remedy in this file",
        );
        actions.extend(edit(uri, &mended, file.id, &open.sheet).map(|edit| CodeAction {
            title: title.to_owned(),
            kind: Some(fix_all()),
            edit: Some(edit),
            ..CodeAction::default()
        }));
    }
    Ok(actions.into_iter().map(CodeActionResponse::CodeAction).collect())
}

/// Whether a kind of actions is the other one, or holds it: `source` holds `source.fixAll`.
fn holds(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let (asked, kind) = (String::from(asked.clone()), String::from(kind.clone()));
    asked.is_empty() || kind.strip_prefix(&asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn title(found: &Diagnostic, text: &str, look: &Look) -> String {
    match remedy(found, text) {
        Some(remedy) => {
            let (now, then) = (text.get(remedy.place.span()).unwrap_or_default(), remedy.text.trim_end());
            look.language.choose(format!("Sửa `{now}` thành `{then}`"), format!("Change `{now}` to `{then}`"))
        }
        None => look.language.choose("Gộp dấu vào chữ (NFC)", "Compose letters (NFC)").to_owned(),
    }
}

/// What changes the file that is open to what it is once it is mended; nothing where it is left as it is, or has
/// changed since.
fn edit(uri: &Uri, mended: &Mended, file: SourceId, sheet: &Sheet) -> Option<WorkspaceEdit> {
    let (now, then) = mended.get(&file)?;
    if now.strip_prefix('\u{feff}').unwrap_or(now) != &**sheet.raw() {
        return None;
    }
    let then = then.strip_prefix('\u{feff}').unwrap_or(then);
    let (span, new_text) = difference(sheet.raw(), then);
    Some(changes([(uri.clone(), vec![TextEdit { range: sheet.raw_range(&span), new_text }])]))
}

/// An edit of some files.
pub fn changes(edits: impl IntoIterator<Item = (Uri, Vec<TextEdit>)>) -> WorkspaceEdit {
    WorkspaceEdit { changes: Some(edits.into_iter().collect()), ..WorkspaceEdit::default() }
}

/// The part of a text that differs from another one, in whole lines, and what the other one has there.
fn difference(now: &str, then: &str) -> (Span, String) {
    let both = now.split_inclusive('\n').zip(then.split_inclusive('\n'));
    let start: usize = both.take_while(|(a, b)| a == b).map(|(line, _)| line.len()).sum();
    let (now_rest, then_rest) = (&now[start..], &then[start..]);
    let both = now_rest.split_inclusive('\n').rev().zip(then_rest.split_inclusive('\n').rev());
    let end: usize = both.take_while(|(a, b)| a == b).map(|(line, _)| line.len()).sum();
    (start..now.len() - end, then_rest[..then_rest.len() - end].to_owned())
}
