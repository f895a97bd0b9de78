//! Scan: finds the files of a content folder.
//!
//! Takes the path of the folder, gives its Markdown files and register as [`Sources`], and the paths of all
//! other files. It stands apart because it is the only stage that walks through the content folder; no file is
//! read here.

use crate::failure::{Cause, Doing, Failure};
use crate::front_matter::register::REGISTER;
use crate::source::ContentPath;
use crate::source::git::Provenance;
use crate::source::{Source, Sources};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What is in a content folder.
#[derive(Debug, Default)]
pub struct Scan {
    /// Markdown files and the register, and every other file by its name.
    pub sources: Sources,
    /// Every other file, by path below the content folder. It is published when a published
    /// page links to it, and not otherwise.
    pub assets: BTreeMap<String, PathBuf>,
    /// What git knows of the files; empty unless the caller fills it in.
    pub provenance: Provenance,
}

/// Finds the files below the folder `root`, without reading them. Files and folders whose name begins with a
/// dot are left out; symbolic links are followed.
///
/// # Errors
/// When the folder or one below it cannot be read.
pub fn scan(root: &Path) -> Result<Scan, Failure> {
    if !root.is_dir() {
        return Err(Failure::new(Doing::ReadContent, root, Cause::NoContent));
    }
    let mut files = Vec::new();
    let mut assets = BTreeMap::new();
    for entry in WalkDir::new(root).min_depth(1).follow_links(true).into_iter().filter_entry(is_shown) {
        let entry = match entry {
            // Emacs marks an open file by a dangling link, `.#ma-tuy.md`.
            Err(error) if error.path().and_then(Path::file_name).is_some_and(is_hidden) => continue,
            entry => entry.map_err(|error| Failure::new(Doing::ReadFolder, root, io::Error::from(error)))?,
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let path = path_below(root, entry.path());
        if is_source(&path) {
            files.push(Source::on_disk(&path, entry.into_path()));
        } else {
            let other = Source::unread(&path);
            assets.insert(other.path.clone(), entry.into_path());
            files.push(other);
        }
    }
    let sources = Sources::new(root.to_string_lossy().replace('\\', "/"), files);
    Ok(Scan { sources, assets, provenance: Provenance::default() })
}

fn is_shown(entry: &DirEntry) -> bool {
    !is_hidden(entry.file_name())
}

/// Whether a file is left out by its name. Windows puts some of its own into every folder that is looked at.
fn is_hidden(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}

/// Whether the file at a path below the content folder is compiled.
pub fn is_source(path: &str) -> bool {
    ContentPath::is_markdown(path) || path == REGISTER
}

fn path_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}
