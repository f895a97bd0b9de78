//! `check --fix`: remedies shown as a difference, and written if that is agreed to.

use super::ask::Asker;
use super::report::Report;
use super::site::Opened;
use super::terminal::{complain, say};
use crate::build::cache::Cache;
use crate::build::mend::{Change, Mending, mend};
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use crate::source::Source;
use similar::TextDiff;
use std::fs;

/// Mends what the report has of all that is `found`, where there is one way only: shows how, asks unless it
/// `is_agreed`, and writes. Whether anything was written.
pub(super) fn fix(
    opened: &Opened,
    found: &[Diagnostic],
    report: &Report,
    is_agreed: bool,
) -> Result<bool, Failure> {
    let language = opened.language;
    let wrong: Vec<_> = report.content.iter().collect();
    let mending = mend(&opened.scan, &opened.options, &Cache::in_memory(), found, &wrong)?;
    say(&difference(opened, &mending));
    for file in &mending.left {
        let path = opened.scan.sources.shown_path(*file);
        complain(&language.choose(
            format!("{path}: để nguyên, vì sửa xong thì lộ ra điều khác\n"),
            format!("{path}: left as it is, since something else would come up once it is mended\n"),
        ));
    }
    if mending.files.is_empty() {
        complain(
            language.choose("Không có gì chỉ có một cách sửa.\n", "There is nothing with one remedy only.\n"),
        );
        return Ok(false);
    }
    let question = ("Ghi những thay đổi này? [c/K]", "Write these changes? [y/N]");
    match is_agreed.then_some(true).or_else(|| Asker::at_terminal(language).agrees(question)) {
        Some(true) => {}
        Some(false) => return Ok(false),
        None => {
            complain(
                language.choose(
                    "Chưa ghi gì: thêm `--yes` để ghi.\n",
                    "Nothing was written: `--yes` writes it.\n",
                ),
            );
            return Ok(false);
        }
    }
    for (file, change) in &mending.files {
        write(opened.scan.sources.get(*file), change)?;
    }
    Ok(true)
}

/// All changes as a unified diff, which `git apply` takes in the folder of the call.
fn difference(opened: &Opened, mending: &Mending) -> String {
    let sources = &opened.scan.sources;
    let files = mending.files.iter().map(|(file, change)| (sources.shown_path(*file), change));
    let mut files: Vec<(String, &Change)> = files.collect();
    files.sort_by(|a, b| a.0.cmp(&b.0));
    let show = |(path, Change { now, mended }): (String, &Change)| {
        let path = path.strip_prefix("./").unwrap_or(&path);
        let diff = TextDiff::from_lines(&**now, &**mended);
        diff.unified_diff().header(&format!("a/{path}"), &format!("b/{path}")).to_string()
    };
    files.into_iter().map(show).collect()
}

/// Puts a file in the place of what was read, at once, and only of that.
fn write(source: &Source, Change { now, mended }: &Change) -> Result<(), Failure> {
    let Some(path) = source.file() else { return Ok(()) };
    let failed = |error| Failure::new(Doing::Write, path, error);
    // The file itself, not a link to it.
    let file = fs::canonicalize(path).map_err(failed)?;
    if disk::read(&file).map_err(failed)? != now.as_bytes() {
        return Err(Failure::new(Doing::Write, path, Cause::Changed));
    }
    disk::replace(&file, mended.as_bytes()).map_err(failed)
}
