//! Scan: finds the files of a content folder.
//!
//! Takes the path of the folder, gives its Markdown files and register as [`Sources`], the paths of all other
//! files, and the symbolic links that it does not follow, and what is no file, as diagnostics. It stands apart
//! because it is the only stage that walks through the content folder; no file is read here.

use crate::diagnostic::{Code, Diagnostic};
use crate::failure::{Cause, Doing, Failure};
use crate::front_matter::register::REGISTER;
use crate::source::ContentPath;
use crate::source::provenance::Provenance;
use crate::source::{Place, Source, SourceId, Sources};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// What is in a content folder.
#[derive(Debug, Default)]
pub struct Scan {
    /// Markdown files and the register, and every other file by its name.
    pub sources: Sources,
    /// Every other file, by path below the content folder. It is published when a published
    /// page links to it, and not otherwise.
    pub assets: BTreeMap<String, PathBuf>,
    /// Symbolic links that lead out of the content folder, nowhere, or in a circle; pipes, devices and sockets.
    pub refused: Vec<Diagnostic>,
    /// Whether symbolic links were followed: what they lead to is under more than one path, or is outside.
    pub follows_links: bool,
    /// Where it was found. A file may have given way to a link since.
    pub bounds: Bounds,
    /// Folder with the bags of frozen years; no path unless the caller fills it in.
    pub archive: PathBuf,
    /// What git knows of the files; empty unless the caller fills it in.
    pub provenance: Provenance,
}

/// Where symbolic links may lead: into the content folder, and to the targets of the settings that are there and
/// are themselves in the folder of the site. Real paths.
#[derive(Debug, Clone, Default)]
pub struct Bounds(Vec<PathBuf>);

impl Scan {
    /// The same folder, some of whose files hold other texts.
    pub fn with(&self, texts: &BTreeMap<SourceId, Arc<str>>) -> Self {
        Self {
            sources: self.sources.with(texts),
            assets: self.assets.clone(),
            refused: self.refused.clone(),
            follows_links: self.follows_links,
            bounds: self.bounds.clone(),
            archive: self.archive.clone(),
            provenance: self.provenance.clone(),
        }
    }
}

/// Finds the files below the folder `root`, without reading them. Files and folders whose name begins with a
/// dot are left out; symbolic links are followed within the folder.
///
/// # Errors
/// When the folder or one below it cannot be read.
pub fn scan(root: &Path) -> Result<Scan, Failure> {
    scan_with(root, Path::new(""), &[])
}

/// The same for a site that lets symbolic links lead to `targets`, too: paths below the folder `site`.
///
/// # Errors
/// When the folder or one below it cannot be read.
pub fn scan_with(root: &Path, site: &Path, targets: &[String]) -> Result<Scan, Failure> {
    if !root.is_dir() {
        return Err(Failure::new(Doing::ReadContent, root, Cause::NoContent));
    }
    let bounds = Bounds::new(root, site, targets)?;
    let (mut files, mut assets) = (Vec::new(), BTreeMap::new());
    let (mut refused, mut follows_links) = (Vec::new(), false);
    let mut entries = WalkDir::new(root).min_depth(1).follow_links(true).into_iter().filter_entry(is_shown);
    while let Some(entry) = entries.next() {
        let entry = match entry {
            // Emacs marks an open file by a dangling link, `.#ma-tuy.md`.
            Err(error) if error.path().and_then(Path::file_name).is_some_and(is_hidden) => continue,
            Err(error) => match error.path().filter(|path| path.is_symlink()) {
                Some(link) => {
                    refused.push((Code::SymlinkBroken, link.to_owned()));
                    continue;
                }
                None => return Err(Failure::new(Doing::ReadFolder, root, io::Error::from(error))),
            },
            Ok(entry) => entry,
        };
        if entry.path_is_symlink() {
            if !bounds.hold(entry.path()) {
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                refused.push((Code::SymlinkOutside, entry.into_path()));
                continue;
            }
            follows_links = true;
        }
        match entry.file_type() {
            kind if kind.is_dir() => continue,
            kind if !kind.is_file() => {
                refused.push((Code::NoFile, entry.into_path()));
                continue;
            }
            _ => {}
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
    let refused = refused.iter().map(|(code, found)| {
        let (path, target) = (path_below(root, found), fs::read_link(found).ok());
        let target = target.unwrap_or_default().to_string_lossy().into_owned();
        let source = Source::refused(&path, &target);
        let place = Place::new(source.id, 0..target.len());
        files.push(source);
        Diagnostic::new(*code, place).with("found", if target.is_empty() { path } else { target })
    });
    let refused = refused.collect();
    let sources = Sources::new(root.to_string_lossy().replace('\\', "/"), files);
    let (archive, provenance) = (PathBuf::new(), Provenance::default());
    Ok(Scan { sources, assets, refused, follows_links, bounds, archive, provenance })
}

impl Bounds {
    fn new(root: &Path, site: &Path, targets: &[String]) -> Result<Self, Failure> {
        let real = |path: &Path| {
            fs::canonicalize(path).map_err(|error| Failure::new(Doing::ReadFolder, path, error))
        };
        let mut bounds = vec![real(root)?];
        if !targets.is_empty() {
            let site = real(if site.as_os_str().is_empty() { Path::new(".") } else { site })?;
            let targets = targets.iter().filter_map(|target| fs::canonicalize(site.join(target)).ok());
            bounds.extend(targets.filter(|target| target.starts_with(&site)));
        }
        Ok(Self(bounds))
    }

    /// Whether a file or folder is within, wherever symbolic links on the way to it lead.
    pub fn hold(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|end| self.0.iter().any(|bound| end.starts_with(bound)))
    }
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// What a scan of a site's content finds: files, then refused links with what is wrong with them.
    fn found(site: &Path, targets: &[&str]) -> (Vec<String>, Vec<(Code, String)>) {
        let targets: Vec<String> = targets.iter().map(|target| (*target).to_owned()).collect();
        let scan = scan_with(&site.join("content"), site, &targets).expect("the content can be scanned");
        let files = scan.sources.iter().map(|source| source.path.clone()).chain(scan.assets.keys().cloned());
        let refused = scan.refused.iter();
        let refused =
            refused.map(|found| (found.code, scan.sources.get(found.place.source).path.clone())).collect();
        (files.collect(), refused)
    }

    #[test]
    fn links_are_followed_only_where_they_may_lead() {
        let site = tempfile::tempdir().unwrap();
        let path = |below: &str| site.path().join(below);
        for folder in ["content/a", "content-old", "chung/sau", "rieng"] {
            fs::create_dir_all(path(folder)).unwrap();
        }
        for file in ["content/a/x.md", "content-old/x.md", "chung/x.md", "rieng/x.md", "rieng/x.csv"] {
            fs::write(path(file), "").unwrap();
        }
        symlink("../../rieng", path("chung/sau/rieng")).unwrap();
        symlink("rieng", path("goi-la-chung")).unwrap();
        symlink("/", path("he-thong")).unwrap();
        let links = [
            ("content/b", "a"),
            ("content/c.md", "a/x.md"),
            ("content/old.md", "../content-old/x.md"),
            ("content/chung", "../chung"),
            ("content/rieng", "../rieng"),
            ("content/x.csv", "../rieng/x.csv"),
            ("content/tmp", "/tmp"),
            ("content/null", "/dev/null"),
        ];
        links.iter().for_each(|(link, target)| symlink(target, path(link)).unwrap());
        let outside = |links: &[&str]| -> Vec<(Code, String)> {
            links.iter().map(|link| (Code::SymlinkOutside, (*link).to_owned())).collect()
        };
        let (files, mut refused) = found(site.path(), &[]);
        refused.sort();
        assert_eq!(files, ["a/x.md", "b/x.md", "c.md"]);
        assert_eq!(refused, outside(&["chung", "null", "old.md", "rieng", "tmp", "x.csv"]));
        // A target may not lead on, except to another target; and none is outside the site.
        let (files, mut refused) = found(site.path(), &["chung", "he-thong", "khong-co"]);
        refused.sort();
        assert_eq!(files, ["a/x.md", "b/x.md", "c.md", "chung/x.md"]);
        assert_eq!(refused, outside(&["chung/sau/rieng", "null", "old.md", "rieng", "tmp", "x.csv"]));
        let (files, refused) = found(site.path(), &["chung", "goi-la-chung"]);
        assert!(files.contains(&"chung/sau/rieng/x.md".to_owned()) && files.contains(&"x.csv".to_owned()));
        assert_eq!(refused.len(), 3);
    }
}
