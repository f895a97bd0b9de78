//! A bag that is there: a folder, or a `.zip` with one folder in it.
//!
//! Takes its path; gives the paths of its files, and the bytes of each. What is no regular file is told apart, as
//! a bag has none.

use super::manifest::is_inside;
use crate::disk;
use crate::failure::{Doing, Failure, Reason};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;
use zip::ZipArchive;

/// A bag that is there.
#[derive(Debug)]
pub enum Store {
    /// A folder, with the paths of its files, and of what else is in it.
    Folder {
        /// The folder.
        root: PathBuf,
        /// Its files.
        files: Vec<String>,
        /// Links, devices and whatever else is no file and no folder.
        odd: Vec<String>,
    },
    /// A `.zip`.
    Zip {
        /// The file.
        zip: Box<ZipArchive<BufReader<File>>>,
        /// Its files by their paths in the bag, with their places in the `.zip`.
        files: BTreeMap<String, usize>,
        /// Paths that lie elsewhere, or twice.
        odd: Vec<String>,
    },
}

impl Store {
    /// Opens a bag.
    ///
    /// # Errors
    /// When there is nothing at the path, or it cannot be read.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        if path.is_dir() {
            let (files, odd) = walk(path)?;
            return Ok(Self::Folder { root: path.to_owned(), files, odd });
        }
        let file = disk::open(path).map_err(|error| Failure::new(Doing::Read, path, error))?;
        let length = file.metadata().map_err(|error| Failure::new(Doing::Read, path, error))?.len();
        let zip = ZipArchive::new(BufReader::new(file));
        let mut zip = zip.map_err(|error| Failure::new(Doing::Read, path, Reason::system(error)))?;
        let mut names: Vec<(String, usize)> = Vec::new();
        let mut odd = odd_of(&mut zip, length);
        for at in 0..zip.len() {
            match zip.name_for_index(at) {
                Some(Ok(name)) if name.ends_with('/') => {}
                Some(Ok(name)) => names.push((name.into_owned(), at)),
                Some(Err(_)) | None => odd.push(at.to_string()),
            }
        }
        let top = names.first().and_then(|(name, _)| name.split_once('/')).map(|(top, _)| format!("{top}/"));
        let mut files = BTreeMap::new();
        for (name, at) in names {
            let below = top.as_deref().and_then(|top| name.strip_prefix(top)).filter(|name| is_inside(name));
            match below {
                Some(path) if !files.contains_key(path) => drop(files.insert(path.to_owned(), at)),
                _ => odd.push(name),
            }
        }
        Ok(Self::Zip { zip: Box::new(zip), files, odd })
    }

    /// The paths of its files, in order.
    pub fn files(&self) -> Vec<String> {
        match self {
            Self::Folder { files, .. } => files.clone(),
            Self::Zip { files, .. } => files.keys().cloned().collect(),
        }
    }

    /// Paths of what no bag has: links, devices, files apart from its folder.
    pub fn odd(&self) -> &[String] {
        match self {
            Self::Folder { odd, .. } | Self::Zip { odd, .. } => odd,
        }
    }

    /// Reads a file through `look`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn read<T>(
        &mut self,
        path: &str,
        look: impl FnOnce(&mut dyn Read) -> io::Result<T>,
    ) -> io::Result<T> {
        match self {
            Self::Folder { root, .. } => look(&mut disk::open(&root.join(path))?),
            Self::Zip { zip, files, .. } => {
                let at = files.get(path).copied().ok_or(io::ErrorKind::NotFound)?;
                look(&mut zip.by_index(at).map_err(io::Error::other)?)
            }
        }
    }

    /// The bytes of a file, up to a limit; none where it is absent.
    pub(super) fn bytes(&mut self, path: &str, limit: u64) -> Option<Vec<u8>> {
        self.read(path, |reader| {
            let mut bytes = Vec::new();
            reader.take(limit).read_to_end(&mut bytes).map(|_| bytes)
        })
        .ok()
    }

    /// The text of a file, up to a limit in bytes; none where it is absent or no text.
    pub(super) fn text(&mut self, path: &str, limit: u64) -> Option<String> {
        String::from_utf8(self.bytes(path, limit)?).ok()
    }
}

/// What of a `.zip` is neither a file of its own nor the list of those: two files of one name, folders, links, a
/// comment, or bytes that belong to nothing. Readers differ in what they make of such things.
fn odd_of(zip: &mut ZipArchive<BufReader<File>>, length: u64) -> Vec<String> {
    let (mut odd, mut at, mut listed) = (Vec::new(), 0, 0);
    for number in 0..zip.len() {
        let Ok(file) = zip.by_index_raw(number) else {
            odd.push(number.to_string());
            continue;
        };
        let is_file = file.is_file() && file.unix_mode().is_none_or(|mode| mode & 0o170_000 == 0o100_000);
        let is_next = file.header_start() == at;
        // Both are as the file says, which may be made by an enemy.
        let end = file.data_start().and_then(|start| start.checked_add(file.compressed_size()));
        at = end.unwrap_or(u64::MAX);
        let extra = file.extra_data().map_or(0, |extra| extra.len());
        listed += (LISTED + file.name_raw().len() + extra + file.comment().len()) as u64;
        if !is_file || !is_next || end.is_none() || !file.comment().is_empty() {
            odd.push(file.name().map_or_else(|_| number.to_string(), |name| name.into_owned()));
        }
    }
    let (begins, is_commented) = (zip.central_directory_start(), !zip.comment().is_empty());
    let rest = length.saturating_sub(begins.saturating_add(listed));
    if at != begins || zip.offset() != 0 || is_commented || !ENDS.contains(&rest) {
        odd.push(".zip".to_owned());
    }
    odd
}

/// The bytes that the list of a `.zip` has for each file, beside its name.
const LISTED: usize = 46;

/// The bytes behind that list: its end, with that of a large `.zip` or without.
const ENDS: [u64; 2] = [22, 22 + 20 + 56];

/// The paths of all files below a folder, in order, with `/`.
///
/// # Errors
/// When a folder cannot be read.
pub(super) fn files(root: &Path) -> Result<Vec<String>, Failure> {
    Ok(walk(root)?.0)
}

/// The paths of all files below a folder, and of what is neither file nor folder, in order.
fn walk(root: &Path) -> Result<(Vec<String>, Vec<String>), Failure> {
    let (mut files, mut odd) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(root).min_depth(1) {
        let entry = entry.map_err(|error| Failure::new(Doing::ReadFolder, root, io::Error::from(error)))?;
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let parts = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let path = parts.collect::<Vec<_>>().join("/");
        match entry.file_type() {
            kind if kind.is_dir() => {}
            kind if kind.is_file() => files.push(path),
            _ => odd.push(path),
        }
    }
    files.sort_unstable();
    odd.sort_unstable();
    Ok((files, odd))
}
