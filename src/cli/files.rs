//! New files: shown before they are written, and never written over what is there.
//!
//! Takes files as they are drafted, puts them below the content. It stands apart because every command that begins
//! files does it alike.

use super::terminal::complain;
use crate::draft::File;
use crate::failure::{Doing, Failure};
use crate::language::Language;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// The files below their folder, each with the record that it goes on from.
pub(super) fn tree(content: &Path, files: &[File], language: Language) -> String {
    let mut tree = String::new();
    let mut shown = None;
    for File { path, from, .. } in files {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if shown != Some(folder) {
            tree.push_str(&format!("{}\n", content.join(folder).display()));
            shown = Some(folder);
        }
        let from = from
            .as_ref()
            .map(|from| language.choose(format!("  tiếp tục {from}"), format!("  goes on from {from}")));
        tree.push_str(&format!("  {name}{}\n", from.unwrap_or_default()));
    }
    tree
}

/// Each file as a dry run shows it.
pub(super) fn texts(files: &[File]) -> String {
    files.iter().map(|File { path, text, .. }| format!("\n==> {path}\n{text}")).collect()
}

/// Writes files that are not there yet. Where one cannot be written, those that were are told.
pub(super) fn write(content: &Path, files: &[File], language: Language) -> Result<(), Failure> {
    for (at, file) in files.iter().enumerate() {
        if let Err(failure) = write_new(&content.join(&file.path), &file.text) {
            let written: Vec<&str> = files[..at].iter().map(|file| file.path.as_str()).collect();
            if !written.is_empty() {
                let written = written.join(", ");
                complain(&language.choose(format!("Đã ghi: {written}\n"), format!("Written: {written}\n")));
            }
            return Err(failure);
        }
    }
    Ok(())
}

/// Makes a file that is not there yet, nor anything else under its name, be it a link.
pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| Failure::new(Doing::MakeFolder, folder, error))?;
    let file = OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = file.map_err(|error| Failure::new(Doing::Make, path, error))?;
    file.write_all(text.as_bytes()).map_err(|error| {
        // Half a file is none, and would stand in the way of the next try.
        let _ = fs::remove_file(path);
        Failure::new(Doing::Write, path, error)
    })
}

/// What to do with drafts that were written.
pub(super) fn next(language: Language) -> &'static str {
    language.choose(
        "Tiếp theo: khacphuc check nêu từng chỗ còn phải điền\n",
        "Next: khacphuc check names what is still to be filled in\n",
    )
}
