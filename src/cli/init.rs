//! `init`: a small site to start from, with last year's record and this year's plan.

use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use crate::vietnamese::date::Date;
use include_dir::{Dir, File, include_dir};
use std::fs;
use std::path::Path;

static STARTER_VI: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/vi");
static STARTER_EN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/en");

/// Makes the site in `dir`, in a language that its settings name from then on, and says what to do next.
///
/// # Errors
/// When a file of the site is there already, or cannot be written. Nothing is ever overwritten.
pub(super) fn init(dir: &Path, today: Date, language: Language) -> Result<String, Failure> {
    let starter = language.choose(&STARTER_VI, &STARTER_EN);
    let mut files = Vec::new();
    collect(starter, &mut files);
    let files: Vec<_> = files
        .into_iter()
        .filter_map(|file| {
            Some((dir.join(dated(&file.path().to_string_lossy(), today)), file.contents_utf8()?))
        })
        .collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::new(Doing::Make, path, Cause::IsThere));
    }
    for (path, text) in &files {
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|error| Failure::new(Doing::MakeFolder, folder, error))?;
        fs::write(path, dated(text, today)).map_err(|error| Failure::new(Doing::Write, path, error))?;
    }
    let (dir, count) = (dir.display(), files.len());
    Ok(language.choose(
        format!("{dir}: {count} tệp\nTiếp theo: cd {dir} && khacphuc build, rồi mở public/index.html\n"),
        format!("{dir}: {count} files\nNext: cd {dir} && khacphuc build, then open public/index.html\n"),
    ))
}

fn collect<'d>(dir: &'d Dir<'d>, files: &mut Vec<&'d File<'d>>) {
    files.extend(dir.files());
    dir.dirs().for_each(|inner| collect(inner, files));
}

/// The starter speaks of this year and the last one, whichever they are.
fn dated(text: &str, today: Date) -> String {
    let year = today.year();
    text.replace("LASTYEAR", &(year - 1).to_string()).replace("THISYEAR", &year.to_string())
}
