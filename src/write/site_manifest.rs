//! The manifest of a site: a file in the output folder with the paths of the site's files, and their sums.
//!
//! Takes the output folder, gives the files that the last build left in it, and writes what they are now. It stands
//! apart because nothing that it does not name is ever removed or overwritten.

use crate::archive::{Algorithm, Manifest, SITE_MANIFEST};
use crate::disk;
use crate::failure::{Doing, Failure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path};

/// Paths of files, relative to the output folder and with `/`.
pub(super) type Paths<'p> = BTreeSet<&'p str>;

/// The manifest that the last build left: its text, and the files that it names, with their sums where it has them.
#[derive(Debug)]
pub(super) struct SiteManifest {
    text: String,
    files: BTreeMap<String, Option<String>>,
}

impl SiteManifest {
    /// The manifest in the folder `out`; one of no files where there is none.
    pub(super) fn read(out: &Path) -> Result<Self, Failure> {
        let file = out.join(SITE_MANIFEST);
        let text = match disk::read_text(&file) {
            Err(error) if disk::is_absent(&error) || error.kind() == io::ErrorKind::InvalidData => {
                String::new()
            }
            read => read.map_err(|error| Failure::new(Doing::Read, &file, error))?,
        };
        Ok(Self { files: files_of(&text), text })
    }

    /// Whether this is its text.
    pub(super) fn says(&self, text: &str) -> bool {
        self.text == text
    }

    /// The sum of a file, where it has one.
    pub(super) fn sum(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// The files that it names inside the output folder.
    pub(super) fn paths(&self) -> Paths<'_> {
        self.files.keys().map(String::as_str).filter(|path| is_below(path)).collect()
    }
}

/// The files that a manifest names, with their sums. While files are moved into place it only has paths, a line
/// each, as earlier versions wrote it.
fn files_of(manifest: &str) -> BTreeMap<String, Option<String>> {
    match Manifest::read(manifest, Algorithm::Sha256) {
        Ok(sums) => sums.iter().map(|(path, sum)| (path.to_owned(), Some(sum.to_owned()))).collect(),
        Err(_) => manifest.lines().map(|path| (path.to_owned(), None)).collect(),
    }
}

/// Whether a path stays in the output folder: a damaged manifest must not reach outside it.
fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Writes a manifest of paths only into the folder `out`.
pub(super) fn write_paths(out: &Path, paths: &Paths<'_>) -> Result<(), Failure> {
    write(out, &paths.iter().flat_map(|path| [*path, "\n"]).collect::<String>())
}

/// Writes a manifest into the folder `out`.
pub(super) fn write(out: &Path, text: &str) -> Result<(), Failure> {
    let file = out.join(SITE_MANIFEST);
    let staged = out.join(format!("{SITE_MANIFEST}.new"));
    disk::create_anew(&staged)
        .and_then(|mut new| new.write_all(text.as_bytes()))
        .and_then(|()| fs::rename(&staged, &file))
        .map_err(|error| Failure::new(Doing::Write, &file, error))
}
