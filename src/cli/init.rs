//! `init`: a small site to start from, with last year's record and this year's plan.

use crate::failure::Failure;
use crate::vietnamese::date::Date;
use include_dir::{Dir, File, include_dir};
use std::fs;
use std::path::Path;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

/// Makes the site in `dir` and says what to do next.
///
/// # Errors
/// When a file of the site is there already, or cannot be written. Nothing is ever overwritten.
pub(super) fn init(dir: &Path, today: Date) -> Result<String, Failure> {
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    let files: Vec<_> = files
        .into_iter()
        .map(|file| (dir.join(dated(&file.path().to_string_lossy(), today)), file))
        .collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| path.exists()) {
        return Err(Failure::new("make", path, "it is there already"));
    }
    for (path, file) in &files {
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|error| Failure::new("make the folder", folder, error))?;
        let text = dated(file.contents_utf8().unwrap_or_default(), today);
        fs::write(path, text).map_err(|error| Failure::new("write", path, error))?;
    }
    Ok(format!(
        "{0}: {1} files\nNext: cd {0} && khacphuc build, then open public/index.html\n",
        dir.display(),
        files.len()
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
