//! Revisions: a repository's files as they were at a commit.
//!
//! Takes a folder in a repository and the name of a revision; gives a temporary folder with the files of
//! that commit, and which of them have other paths now. It stands apart from `git`, which reads the history of files that are there: here git has
//! to be there, and what it refuses is a failure. Neither the work tree nor the index of the repository is
//! touched.

use crate::failure::{Cause, Doing, Failure, Reason};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The files of a commit, until it is dropped.
#[derive(Debug)]
pub struct Snapshot {
    tree: TempDir,
    /// Top folder of the repository.
    top: PathBuf,
    /// Files that were given another path since, and that path, both from the top.
    renamed: BTreeMap<PathBuf, PathBuf>,
}

impl Snapshot {
    /// The files of the commit from which HEAD and `revision` went apart, of the repository that `folder`
    /// is in; no files where that is HEAD and there is no commit yet.
    ///
    /// # Errors
    /// When git cannot be run, knows no such revision, or the files cannot be written.
    pub fn of(folder: &Path, revision: &str) -> Result<Self, Failure> {
        let failed = |reason: Reason| Failure::new(Doing::ReadRevision, revision, reason);
        let folder = fs::canonicalize(folder).map_err(|error| failed(error.into()))?;
        let tree = TempDir::new().map_err(|error| failed(error.into()))?;
        let git = Git { folder: &folder, index: tree.path().join("index") };
        let top = PathBuf::from(git.say(["rev-parse", "--show-toplevel"]).map_err(failed)?);
        let named = format!("{revision}^{{commit}}");
        let is_unborn = || git.say(["rev-parse", "--verify", "HEAD"]).is_err();
        if matches!(revision, "HEAD" | "@") && is_unborn() {
            return Ok(Self { tree, top, renamed: BTreeMap::new() });
        }
        let named = git.say(["rev-parse", "--verify", "--end-of-options", &named]).map_err(failed)?;
        // Where the two have nothing in common, or a clone is too shallow to tell, it is the revision itself.
        let base = git.say(["merge-base", &named, "HEAD"]).unwrap_or(named);
        let git = Git { folder: &top, ..git };
        git.say(["read-tree", &base]).map_err(failed)?;
        let prefix = format!("--prefix={}/", Self::files(&tree).display());
        git.say(["checkout-index", "--all", "--quiet", &prefix]).map_err(failed)?;
        let renamed = git.renamed(&base, &folder).unwrap_or_default();
        Ok(Self { tree, top, renamed })
    }

    fn files(tree: &TempDir) -> PathBuf {
        tree.path().join("files")
    }

    /// The path below a folder that a file has now, where it had another one below it at the commit.
    pub fn now(&self, folder: &Path, then: &str) -> Option<String> {
        let (folder, top) = (fs::canonicalize(folder).ok()?, fs::canonicalize(&self.top).ok()?);
        let folder = folder.strip_prefix(top).ok()?;
        let now = self.renamed.get(&folder.join(then))?.strip_prefix(folder).ok()?;
        Some(now.to_str()?.replace('\\', "/"))
    }

    /// Where a file or folder of the repository is among the files of the commit, whether it was there or
    /// not; none for what is not in the repository.
    pub fn path(&self, now: &Path) -> Option<PathBuf> {
        // What is not there any more has a folder that is, or had.
        let known = fs::canonicalize(now).or_else(|_| std::path::absolute(now)).ok()?;
        let top = fs::canonicalize(&self.top).ok()?;
        Some(Self::files(&self.tree).join(known.strip_prefix(top).ok()?))
    }
}

/// Git in a folder, with an index of its own.
struct Git<'f> {
    folder: &'f Path,
    index: PathBuf,
}

impl Git<'_> {
    /// The first line of what a command of git says.
    fn say<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Result<String, Reason> {
        let said = self.call(arguments)?;
        Ok(String::from_utf8_lossy(&said).lines().next().unwrap_or_default().trim_end().to_owned())
    }

    /// What a command of git says.
    fn call<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Result<Vec<u8>, Reason> {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.folder)
            .args(arguments)
            // A hook that git calls has these set, and relative to another folder.
            .env_remove("GIT_DIR")
            .env_remove("GIT_WORK_TREE")
            .env_remove("GIT_PREFIX")
            .env("GIT_INDEX_FILE", &self.index)
            .env("GIT_LFS_SKIP_SMUDGE", "1")
            .stdin(Stdio::null())
            .output();
        let Output { status, stdout, stderr } = output.map_err(|_| Reason::from(Cause::NoGit))?;
        if status.success() {
            return Ok(stdout);
        }
        let said = String::from_utf8_lossy(&stderr);
        Err(Reason::system(said.lines().next().unwrap_or_default().trim_end()))
    }

    /// Files below a folder that have another path now than at a commit, whose files are in the index.
    fn renamed(&self, base: &str, folder: &Path) -> Result<BTreeMap<PathBuf, PathBuf>, Reason> {
        // Files that git was not told of may have been others.
        self.call([OsStr::new("add"), "--intent-to-add".as_ref(), "--".as_ref(), folder.as_os_str()])?;
        let options = ["diff", "--no-ext-diff", "--no-textconv", "--find-renames", "--diff-filter=R"];
        let options = options.into_iter().chain(["--name-status", "-z", base, "--"]).map(OsStr::new);
        let said = self.call(options.chain([folder.as_os_str()]))?;
        let said = String::from_utf8_lossy(&said);
        let fields: Vec<&str> = said.split('\0').collect();
        let renamed = fields.chunks_exact(3).map(|field| (PathBuf::from(field[1]), PathBuf::from(field[2])));
        Ok(renamed.collect())
    }
}
