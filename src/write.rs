//! Write: from bytes to a folder, touching only what changed.
//!
//! Pages are staged in a hidden folder beside their places and moved there when all of them are
//! done, so a build that fails leaves the last good site as it was. A manifest in the output
//! folder lists the files that were written: of those, the ones that no page claims any more are
//! removed, and nothing else ever is. What others put there is never written over either.

use crate::failure::Failure;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

/// Name of the manifest in the output folder.
const MANIFEST: &str = ".khacphuc-files";

/// Name of the folder for what is not in its place yet.
const STAGING: &str = ".khacphuc-staging";

/// How many files of the site were written, left as they were, and removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    /// As they were.
    pub unchanged: usize,
    /// Gone from the site.
    pub removed: usize,
}

/// Whether a file has to be moved into its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Staged,
    Unchanged,
}

/// Takes files in any order, from any thread, and puts all of them in place at the end.
#[derive(Debug)]
pub struct Writer {
    out: PathBuf,
    previous: BTreeSet<String>,
    files: Mutex<BTreeMap<String, State>>,
}

impl Writer {
    /// Gets ready to write a site into the folder `out`, which is made if need be.
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn open(out: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(out).map_err(|error| Failure::new("make the folder", out, error))?;
        let writer =
            Self { out: out.to_owned(), previous: read_manifest(out)?, files: Mutex::new(BTreeMap::new()) };
        writer.discard()?;
        Ok(writer)
    }

    /// Takes the file `path`, relative to the output folder and with `/`.
    ///
    /// # Errors
    /// When it cannot be staged.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let state = match holds(&self.out.join(path), bytes) {
            true => State::Unchanged,
            false => {
                self.stage(path, bytes)?;
                State::Staged
            }
        };
        let mut files = self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        files.insert(path.to_owned(), state);
        Ok(())
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let staged = self.staging().join(path);
        let folder = staged.parent().unwrap_or(&self.out);
        fs::create_dir_all(folder).map_err(|error| Failure::new("make the folder", folder, error))?;
        fs::write(&staged, bytes).map_err(|error| Failure::new("write", &staged, error))
    }

    /// Puts everything in place and removes what is no longer part of the site.
    ///
    /// Whatever happens on the way, the manifest names every file that may be there: it is written
    /// before the first file is moved, with the old ones and the new ones, and again at the end.
    ///
    /// # Errors
    /// When something that khacphuc did not write is in the way, before anything is touched; or
    /// when a file cannot be moved or removed.
    pub fn finish(self) -> Result<Written, Failure> {
        let files =
            std::mem::take(&mut *self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        let staged: Vec<&str> = files
            .iter()
            .filter(|(_, state)| **state == State::Staged)
            .map(|(path, _)| path.as_str())
            .collect();
        staged.iter().try_for_each(|path| self.check_way(path))?;
        let new: BTreeSet<String> = files.keys().cloned().collect();
        let both: BTreeSet<String> = self.previous.union(&new).cloned().collect();
        self.write_manifest_unless(&both, &self.previous)?;
        let stale: Vec<&str> = self.previous.difference(&new).map(String::as_str).collect();
        let new_folders: BTreeSet<&str> = new.iter().flat_map(|path| folders(path)).collect();
        // A file that becomes a folder, or a folder that becomes a file, has to go first.
        let (in_the_way, rest): (Vec<&str>, Vec<&str>) = stale
            .into_iter()
            .partition(|old| new_folders.contains(old) || folders(old).any(|folder| new.contains(folder)));
        let mut result = Written { unchanged: files.len() - staged.len(), ..Written::default() };
        for path in in_the_way {
            result.removed += usize::from(self.remove(path)?);
        }
        for path in &staged {
            self.promote(path)?;
            result.written += 1;
        }
        for path in rest {
            result.removed += usize::from(self.remove(path)?);
        }
        self.write_manifest_unless(&new, &both)?;
        self.discard()?;
        Ok(result)
    }

    fn write_manifest_unless(
        &self,
        paths: &BTreeSet<String>,
        present: &BTreeSet<String>,
    ) -> Result<(), Failure> {
        if paths == present { Ok(()) } else { write_manifest(&self.out, paths) }
    }

    /// Makes sure that nothing foreign is where the file `path` has to go.
    fn check_way(&self, path: &str) -> Result<(), Failure> {
        let place = self.out.join(path);
        let refuse = |at: &Path, what: &str| Err(Failure::new("write the site over", at, what));
        let above = Path::new(path).ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
        for above in above.filter(|above| self.out.join(above).is_file()) {
            if !self.is_own(above) {
                return refuse(&self.out.join(above), "khacphuc did not write this file");
            }
        }
        let below = walkdir::WalkDir::new(&place).into_iter().filter_map(Result::ok);
        for entry in below.filter(|entry| !entry.file_type().is_dir()) {
            let inside = entry.path().strip_prefix(&self.out).unwrap_or(entry.path());
            if !self.is_own(inside) {
                return refuse(
                    entry.path(),
                    "khacphuc did not write this file; move it, or choose another --out",
                );
            }
        }
        Ok(())
    }

    /// Whether the manifest names the file.
    fn is_own(&self, path: &Path) -> bool {
        self.previous.contains(&path.to_string_lossy().replace('\\', "/"))
    }

    /// Removes a file and the folders that it leaves empty.
    fn remove(&self, path: &str) -> Result<bool, Failure> {
        let file = self.out.join(path);
        match fs::remove_file(&file) {
            Ok(()) => {}
            Err(error) if is_absent(&error) => return Ok(false),
            Err(error) => return Err(Failure::new("remove", &file, error)),
        }
        for folder in file.ancestors().skip(1).take_while(|folder| **folder != self.out) {
            // A folder that still holds something stays, whoever put it there.
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(true)
    }

    fn promote(&self, path: &str) -> Result<(), Failure> {
        let place = self.out.join(path);
        let folder = place.parent().unwrap_or(&self.out);
        fs::create_dir_all(folder).map_err(|error| Failure::new("make the folder", folder, error))?;
        fs::rename(self.staging().join(path), &place).map_err(|error| Failure::new("write", &place, error))
    }

    fn staging(&self) -> PathBuf {
        self.out.join(STAGING)
    }

    /// Removes what is staged: what is left of a build that was interrupted, or of this one.
    fn discard(&self) -> Result<(), Failure> {
        match fs::remove_dir_all(self.staging()) {
            Err(error) if !is_absent(&error) => Err(Failure::new("remove", self.staging(), error)),
            _ => Ok(()),
        }
    }
}

/// A build that fails midway leaves nothing behind.
impl Drop for Writer {
    fn drop(&mut self) {
        // Nobody is there to hear of it, and the next build discards the folder anyway.
        let _ = self.discard();
    }
}

/// The folders that a file is in, all the way up.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether the file is there with exactly these bytes. The length is asked first: it costs less.
fn holds(file: &Path, bytes: &[u8]) -> bool {
    let same_length = fs::metadata(file).is_ok_and(|data| data.is_file() && data.len() == bytes.len() as u64);
    same_length && fs::read(file).is_ok_and(|present| present == bytes)
}

fn read_manifest(out: &Path) -> Result<BTreeSet<String>, Failure> {
    let file = out.join(MANIFEST);
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text.lines().filter(|line| is_below(line)).map(str::to_owned).collect()),
        Err(error) if is_absent(&error) || error.kind() == io::ErrorKind::InvalidData => Ok(BTreeSet::new()),
        Err(error) => Err(Failure::new("read", &file, error)),
    }
}

/// Whether a path stays in the output folder: a damaged manifest must not reach outside it.
fn is_below(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn write_manifest(out: &Path, paths: &BTreeSet<String>) -> Result<(), Failure> {
    let file = out.join(MANIFEST);
    let text = paths.iter().map(|path| format!("{path}\n")).collect::<String>();
    let staged = out.join(format!("{MANIFEST}.new"));
    fs::write(&staged, text).map_err(|error| Failure::new("write", &staged, error))?;
    fs::rename(&staged, &file).map_err(|error| Failure::new("write", &file, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(out: &Path, files: &[(&str, &str)]) -> Written {
        let writer = Writer::open(out).unwrap();
        for (path, text) in files {
            writer.put(path, text.as_bytes()).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn a_second_write_touches_nothing() {
        let out = tempfile::tempdir().unwrap();
        let files = [("index.html", "a"), ("x/y.html", "b")];
        assert_eq!(write(out.path(), &files), Written { written: 2, unchanged: 0, removed: 0 });
        let before = fs::metadata(out.path().join("x/y.html")).unwrap().modified().unwrap();
        assert_eq!(write(out.path(), &files), Written { written: 0, unchanged: 2, removed: 0 });
        assert_eq!(fs::metadata(out.path().join("x/y.html")).unwrap().modified().unwrap(), before);
    }

    #[test]
    fn what_the_site_no_longer_has_goes_and_what_others_put_there_stays() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("a/b.html", "1"), ("a/c/d.html", "2")]);
        fs::write(out.path().join("a/own.txt"), "kept").unwrap();
        let result = write(out.path(), &[("index.html", "3")]);
        assert_eq!(result, Written { written: 1, unchanged: 0, removed: 2 });
        assert!(out.path().join("a/own.txt").exists());
        assert!(!out.path().join("a/c").exists());
    }

    #[test]
    fn a_file_can_become_a_folder_and_back() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("a", "1")]);
        write(out.path(), &[("a/b", "2")]);
        assert_eq!(fs::read_to_string(out.path().join("a/b")).unwrap(), "2");
        write(out.path(), &[("a", "3")]);
        assert_eq!(fs::read_to_string(out.path().join("a")).unwrap(), "3");
    }

    #[test]
    fn a_build_that_stops_midway_leaves_the_last_site() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("index.html", "good")]);
        let writer = Writer::open(out.path()).unwrap();
        writer.put("index.html", b"half").unwrap();
        drop(writer);
        assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "good");
        assert!(!out.path().join(STAGING).exists());
    }

    #[test]
    fn what_others_put_there_is_never_written_over() {
        let out = tempfile::tempdir().unwrap();
        fs::create_dir(out.path().join("zz.html")).unwrap();
        fs::write(out.path().join("zz.html/own.txt"), "kept").unwrap();
        fs::write(out.path().join("index.html"), "mine").unwrap();
        for path in ["index.html", "zz.html", "index.html/below.html"] {
            let writer = Writer::open(out.path()).unwrap();
            writer.put("a.html", b"new").unwrap();
            writer.put(path, b"new").unwrap();
            assert!(writer.finish().is_err(), "{path}");
            assert!(!out.path().join("a.html").exists());
        }
        assert_eq!(fs::read_to_string(out.path().join("index.html")).unwrap(), "mine");
    }

    #[test]
    fn files_of_a_build_that_stopped_while_moving_are_still_known() {
        let out = tempfile::tempdir().unwrap();
        write(out.path(), &[("index.html", "1")]);
        // As it would be if the machine had stopped after the first file was moved.
        fs::write(out.path().join("secret.html"), "2").unwrap();
        write_manifest(out.path(), &["index.html", "secret.html"].map(str::to_owned).into()).unwrap();
        assert_eq!(write(out.path(), &[("index.html", "1")]).removed, 1);
        assert!(!out.path().join("secret.html").exists());
    }

    #[test]
    fn a_forged_manifest_reaches_nothing_outside() {
        let root = tempfile::tempdir().unwrap();
        let (out, other) = (root.path().join("public"), root.path().join("other.txt"));
        write(&out, &[("index.html", "a")]);
        fs::write(&other, "kept").unwrap();
        fs::write(out.join(MANIFEST), format!("../other.txt\n{}\nindex.html\n", other.display())).unwrap();
        write(&out, &[("index.html", "b")]);
        assert!(other.exists());
    }
}
