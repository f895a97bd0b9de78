//! Revisions: a repository's files as they were at a commit.
//!
//! Takes a folder in a repository and the name of a revision, or a day; gives a temporary folder with the files of
//! that commit, and which of them have other paths now. It stands apart from `provenance`, which does without git where
//! there is none: here git has to be there, and what it refuses is a failure. Files come from git's objects: neither the
//! work tree nor the index of the repository is touched, and there need not be any.
//!
//! Symbolic links are written as links, and lead where they would lead in a checkout. What the objects do not
//! hold is not made up: a submodule and a file that Git LFS keeps elsewhere are named by [`Snapshot::lacks`].

use crate::failure::{Cause, Doing, Failure, Reason};
use crate::source::git;
use crate::source::provenance::Provenance;
use crate::source::walk::{Walk, prefix};
use crate::vietnamese::date::{Date, NotADay, read_iso};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr;
use tempfile::TempDir;

/// How a file begins that stands for one which Git LFS keeps elsewhere.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// A moment in the history of a repository, as somebody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// A revision by any name that git knows.
    Revision(String),
    /// The end of a day.
    Day(Date),
}

impl FromStr for At {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text).map_err(|_| "a revision, or a day in ISO 8601")
    }
}

impl At {
    /// Reads a moment. What has the form of a day is one; a branch of such a name is `refs/heads/2023-12-31`.
    ///
    /// # Errors
    /// When it has the form of a day, and there is no such day.
    pub fn read(text: &str) -> Result<Self, NotADay> {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match text.split('-').count() == 3 && text.split('-').all(is_number) {
            true => Ok(Self::Day(read_iso(text)?)),
            false => Ok(Self::Revision(text.to_owned())),
        }
    }

    /// What was asked for, in words.
    pub fn name(&self) -> String {
        match self {
            Self::Revision(name) => name.clone(),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// A commit that was found, and the day of which it tells what was known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Hash.
    pub hash: String,
    /// Abbreviated hash.
    pub id: String,
    /// The day that was asked for, or else that of the commit in the time zone of its committer.
    pub day: Date,
}

/// A repository.
#[derive(Debug, Clone)]
pub struct Repository {
    /// Top folder of its files; of a bare repository the folder that it is in.
    top: PathBuf,
}

/// The files of a commit, until it is dropped.
#[derive(Debug)]
pub struct Snapshot {
    tree: TempDir,
    /// Top folder of the repository.
    top: PathBuf,
    /// Files that were given another path since, and that path, both from the top.
    renamed: BTreeMap<PathBuf, PathBuf>,
    /// Submodules, from the top.
    submodules: Vec<PathBuf>,
}

impl Repository {
    /// The repository that a path is in, or would be in where it is not there now.
    ///
    /// # Errors
    /// When git cannot be run, or there is no repository.
    pub fn of(path: &Path) -> Result<Self, Failure> {
        let failed = |reason: Reason| Failure::new(Doing::FindRepository, path, reason);
        let absolute = std::path::absolute(path).map_err(|error| failed(error.into()))?;
        let folder = absolute.ancestors().find(|folder| folder.is_dir()).unwrap_or(&absolute);
        let git = Git::plain(folder);
        let is_bare = git.say(["rev-parse", "--is-bare-repository"]).map_err(failed)? == "true";
        let top = if is_bare { "--absolute-git-dir" } else { "--show-toplevel" };
        Ok(Self { top: PathBuf::from(git.say(["rev-parse", top]).map_err(failed)?) })
    }

    /// Top folder of its files; of a bare repository the folder that it is in.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The commit at a moment. A day means the last commit of the first-parent line of HEAD whose committer
    /// had not yet passed it.
    ///
    /// # Errors
    /// When git does not tell, there is no such commit, or a shallow clone does not reach back to it.
    pub fn find(&self, at: &At) -> Result<Revision, Failure> {
        let failed = |reason: Reason| Failure::new(Doing::ReadRevision, at.name(), reason);
        let git = Git::plain(&self.top);
        let format = "--format=%H%x00%h%x00%cs";
        let commit = |name: &str| -> Result<Option<String>, Reason> {
            let named = format!("{name}^{{commit}}");
            git.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", &named])
        };
        let find = || -> Result<Option<Revision>, Reason> {
            let name = match at {
                At::Revision(name) => name.as_str(),
                At::Day(_) => "HEAD",
            };
            let Some(hash) = commit(name)? else { return Ok(None) };
            let line: &[&str] = match at {
                At::Revision(_) => &["--max-count=1"],
                At::Day(_) => &["--first-parent"],
            };
            let log = ["log", "--no-show-signature", format];
            let log = git.call(log.into_iter().chain(line.iter().copied()).chain([hash.as_str()]))?;
            let log = String::from_utf8_lossy(&log);
            let mut commits = log.lines().filter_map(Revision::read);
            Ok(commits.find(|commit| match at {
                At::Revision(_) => true,
                At::Day(day) => commit.day <= *day,
            }))
        };
        let is_shallow = || git.say(["rev-parse", "--is-shallow-repository"]).map(|said| said == "true");
        let found = match find().map_err(failed)? {
            Some(found) => found,
            None => {
                return Err(failed(Reason::from(match at {
                    _ if is_shallow().map_err(failed)? => Cause::Shallow,
                    At::Revision(_) => Cause::NoRevision,
                    At::Day(_) => Cause::NotYet,
                })));
            }
        };
        Ok(match at {
            At::Revision(_) => found,
            At::Day(day) => Revision { day: *day, ..found },
        })
    }

    /// The files of a commit.
    ///
    /// # Errors
    /// When they cannot be read or written.
    pub fn files(&self, revision: &Revision) -> Result<Snapshot, Failure> {
        let failed = |reason: Reason| Failure::new(Doing::ReadRevision, &revision.id, reason);
        let tree = TempDir::new().map_err(|error| failed(error.into()))?;
        let git = Git { folder: &self.top, index: Some(tree.path().join("index")) };
        git.check_out(&revision.hash, &Snapshot::files(&tree)).map_err(failed)?;
        let listed = git.call(["ls-files", "--stage", "-z"]).map_err(failed)?;
        let listed = String::from_utf8_lossy(&listed);
        let submodules = listed.split('\0').filter(|entry| entry.starts_with("160000 "));
        let submodules = submodules.filter_map(|entry| Some(PathBuf::from(entry.split_once('\t')?.1)));
        Ok(Snapshot {
            submodules: submodules.collect(),
            top: self.top.clone(),
            renamed: BTreeMap::new(),
            tree,
        })
    }

    /// Where a path is below the top, whether anything is there now or not. The path as it is written comes
    /// first: what a symbolic link leads to now says nothing of what it was.
    fn below(&self, path: &Path) -> Option<PathBuf> {
        let written = std::path::absolute(path).ok()?;
        let mut plain = PathBuf::new();
        for part in written.components() {
            match part {
                Component::ParentDir => {
                    plain.pop();
                }
                Component::CurDir => {}
                Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
            }
        }
        let top = fs::canonicalize(&self.top).ok()?;
        let below = |path: &Path| {
            let below = path.strip_prefix(&top).or_else(|_| path.strip_prefix(&self.top));
            below.ok().map(Path::to_owned)
        };
        // Of a path that leads through a link from outside, the nearest folder that is there tells.
        let real = || {
            let folder = plain.ancestors().find(|folder| folder.is_dir())?;
            let rest = plain.strip_prefix(folder).ok()?;
            below(&fs::canonicalize(folder).ok()?.join(rest))
        };
        below(&plain).or_else(real)
    }
}

/// The last commit that touched a folder, leaving out paths in it: its hash, with a `+` behind it where files differ
/// from it; none without git, a repository or a commit.
pub fn last_of(folder: &Path, without: &[&str]) -> Option<String> {
    let below = [".".to_owned()].into_iter().chain(without.iter().map(|path| format!(":(exclude){path}")));
    let below: Vec<String> = below.collect();
    let say = |arguments: &[&str]| {
        let arguments = arguments.iter().copied().chain(["--"]).chain(below.iter().map(String::as_str));
        Git::plain(folder).say(arguments).ok()
    };
    let hash = say(&["log", "-1", "--no-show-signature", "--format=%H"]).filter(|hash| !hash.is_empty())?;
    let is_clean = say(&["status", "--porcelain"]).is_some_and(|said| said.is_empty());
    Some(if is_clean { hash } else { hash + "+" })
}

impl Revision {
    /// Reads what `git log` says of a commit.
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split('\0');
        let (hash, id, day) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { hash: hash.to_owned(), id: id.to_owned(), day: day.parse().ok()? })
    }
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
        let git = Git { folder: &folder, index: Some(tree.path().join("index")) };
        let top = PathBuf::from(git.say(["rev-parse", "--show-toplevel"]).map_err(failed)?);
        let named = format!("{revision}^{{commit}}");
        let head = git.ask(["rev-parse", "--verify", "--quiet", "HEAD"]).map_err(failed)?;
        let (renamed, submodules) = (BTreeMap::new(), Vec::new());
        if matches!(revision, "HEAD" | "@") && head.is_none() {
            return Ok(Self { tree, top, renamed, submodules });
        }
        let named = git.say(["rev-parse", "--verify", "--end-of-options", &named]).map_err(failed)?;
        // Where the two have nothing in common, or a clone is too shallow to tell, it is the revision itself.
        let base = match &head {
            Some(head) => git.ask(["merge-base", &named, head]).map_err(failed)?.unwrap_or(named),
            None => named,
        };
        let git = Git { folder: &top, ..git };
        git.check_out(&base, &Self::files(&tree)).map_err(failed)?;
        // Files that git was not told of may have been others.
        git.say([OsStr::new("add"), "--intent-to-add".as_ref(), "--".as_ref(), folder.as_os_str()])
            .map_err(failed)?;
        let renamed = git.renamed(&[&base], &folder).map_err(failed)?;
        Ok(Self { tree, top, renamed, submodules })
    }

    /// The folder that the files of the commit are in.
    pub fn folder(&self) -> PathBuf {
        Self::files(&self.tree)
    }

    /// The commits from another one up to this one that touch the files below a folder of this one.
    ///
    /// # Errors
    /// When git does not tell.
    pub fn walk(&self, from: &Revision, to: &Revision, folder: &Path) -> Result<Walk, Failure> {
        let below = self.below(folder).unwrap_or_default();
        let walk = Walk::of(&self.top, &prefix(&below), Some(&from.hash), &to.hash);
        walk.map_err(|reason| Failure::new(Doing::ReadRevision, &to.id, reason))
    }

    /// Files of another commit below a folder of this one that have another path there at this one, and that path.
    ///
    /// # Errors
    /// When git does not tell.
    pub fn renamed_since(
        &self,
        from: &Revision,
        to: &Revision,
        folder: &Path,
    ) -> Result<Vec<(String, String)>, Failure> {
        let below = self.below(folder).unwrap_or_default();
        let whole = if below.as_os_str().is_empty() { Path::new(".") } else { &below };
        let found = Git::plain(&self.top).renamed(&[&from.hash, &to.hash], whole);
        let found = found.map_err(|reason| Failure::new(Doing::ReadRevision, &to.id, reason))?;
        let path = |path: PathBuf| Some(path.strip_prefix(&below).ok()?.to_str()?.replace('\\', "/"));
        Ok(found.into_iter().filter_map(|(old, new)| Some((path(old)?, path(new)?))).collect())
    }

    /// Where a folder of this commit is below the top, wherever symbolic links on the way to it lead.
    fn below(&self, folder: &Path) -> Option<PathBuf> {
        let (files, folder) = (fs::canonicalize(self.folder()).ok()?, fs::canonicalize(folder).ok()?);
        Some(folder.strip_prefix(files).ok()?.to_owned())
    }

    /// What git knew at the commit of the files below a folder of this one.
    ///
    /// # Errors
    /// When git does not tell.
    pub fn provenance(&self, revision: &Revision, folder: &Path) -> Result<Provenance, Failure> {
        let below = self.below(folder);
        below.map_or_else(
            || Ok(Provenance::default()),
            |below| Provenance::read_at(&self.top, &revision.hash, &below),
        )
    }

    /// The first thing at or below one of some paths that the commit only points to: a submodule, or a file
    /// that Git LFS keeps elsewhere.
    pub fn lacks(&self, paths: &[&Path]) -> Option<(PathBuf, Cause)> {
        let files = self.folder();
        let submodule = self.submodules.iter().find(|submodule| {
            let submodule = files.join(submodule);
            paths.iter().any(|path| submodule.starts_with(path) || path.starts_with(&submodule))
        });
        if let Some(submodule) = submodule {
            return Some((submodule.clone(), Cause::Submodule));
        }
        let below = paths.iter().flat_map(|path| walkdir::WalkDir::new(path).sort_by_file_name());
        let mut kept = below.filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
        // Pointers are short, and nothing else has to be read.
        let is_pointer = |path: &Path| fs::read(path).is_ok_and(|bytes| bytes.starts_with(LFS));
        let is_short = |entry: &walkdir::DirEntry| entry.metadata().is_ok_and(|found| found.len() < 1024);
        let pointer = kept.find(|entry| is_short(entry) && is_pointer(entry.path()))?;
        Some((pointer.path().strip_prefix(&files).unwrap_or(pointer.path()).to_owned(), Cause::KeptByLfs))
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
        let below = Repository { top: self.top.clone() }.below(now)?;
        Some(self.folder().join(below))
    }
}

/// Git in a folder, with an index of its own where it needs one.
struct Git<'f> {
    folder: &'f Path,
    index: Option<PathBuf>,
}

impl<'f> Git<'f> {
    fn plain(folder: &'f Path) -> Self {
        Self { folder, index: None }
    }

    /// Writes the files of a commit into a folder. As that is the work tree of this call, attributes are those of
    /// the commit, and a bare repository does as well.
    fn check_out(&self, commit: &str, files: &Path) -> Result<(), Reason> {
        fs::create_dir_all(files)?;
        self.say(["read-tree", commit])?;
        let mut tree = OsStr::new("--work-tree=").to_owned();
        tree.push(files);
        self.say([tree.as_os_str(), "checkout-index".as_ref(), "--all".as_ref(), "--quiet".as_ref()])?;
        Ok(())
    }

    /// The first line of what a command of git says.
    fn say<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Result<String, Reason> {
        Ok(first_line(&self.call(arguments)?))
    }

    /// The first line of what a command of git says; none where it says no.
    fn ask<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Result<Option<String>, Reason> {
        Ok(git::ask(&mut self.command(arguments))?.map(|said| first_line(&said)))
    }

    /// What a command of git says.
    fn call<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Result<Vec<u8>, Reason> {
        git::answer(&mut self.command(arguments))
    }

    fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        let mut git = git::command(self.folder);
        git.args(arguments).env("GIT_LFS_SKIP_SMUDGE", "1").stdin(Stdio::null());
        if let Some(index) = &self.index {
            git.env("GIT_INDEX_FILE", index);
        }
        git
    }

    /// Files below a folder that have another path at the second commit than at the first one; than in the work
    /// tree where there is one commit.
    fn renamed(&self, commits: &[&str], folder: &Path) -> Result<BTreeMap<PathBuf, PathBuf>, Reason> {
        let options = ["diff", "--no-ext-diff", "--no-textconv", "--find-renames", "--diff-filter=R"];
        let options = options.into_iter().chain(["--name-status", "-z"]);
        let options = options.chain(commits.iter().copied()).chain(["--"]).map(OsStr::new);
        let said = self.call(options.chain([folder.as_os_str()]))?;
        let said = String::from_utf8_lossy(&said);
        let fields: Vec<&str> = said.split('\0').collect();
        let renamed = fields.chunks_exact(3).map(|field| (PathBuf::from(field[1]), PathBuf::from(field[2])));
        Ok(renamed.collect())
    }
}

fn first_line(said: &[u8]) -> String {
    String::from_utf8_lossy(said).lines().next().unwrap_or_default().trim_end().to_owned()
}
