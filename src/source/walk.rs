//! Walk: the commits that touch the content, as git tells of them.
//!
//! Takes a folder of a repository and two revisions; gives the commits between, from one walk of `git log`, with what
//! each made of a file, and what files held before and after. Files are followed by whatever name they had, and the
//! folder as a whole is, too: before it was moved, its files are those of the folder that it was. It stands apart
//! because the history of each file, changed verdicts and the comparing of revisions all need it.

use super::git::{self, command};
use crate::failure::{Doing, Failure, Reason};
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::nfc;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commit {
    /// Its hash, abbreviated.
    pub id: String,
    /// Its day, in the time zone of the committer.
    pub day: Date,
    /// First line of its message.
    pub subject: String,
}

/// A commit that touches a file. A merge does where it leaves another one than all of its parents have; in a walk along
/// a line, than the parent on that line has, which is then the only one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// The commit.
    pub commit: Commit,
    /// How many commits of the walk come after it.
    pub after_it: usize,
    /// Path of the file in each of its parents; none where the file is not in that.
    pub before: Vec<Option<String>>,
    /// Path of the file after it; none where the commit removes it.
    pub after: Option<String>,
    /// What the paths before and after it are below, from the top of the repository.
    roots: [Arc<str>; 2],
}

impl Touch {
    /// The same commit and what it made of other files, by their paths in each of the parents and after it.
    pub fn of_others(&self, path: impl Fn(&str) -> Option<String>) -> Self {
        let path = |known: &Option<String>| path(known.as_deref()?);
        Self { before: self.before.iter().map(path).collect(), after: path(&self.after), ..self.clone() }
    }
}

/// What a file held at a commit that touches it.
#[derive(Debug, Default)]
pub struct Texts {
    /// In each of the parents; none where it was not there.
    pub before: Vec<Option<Vec<u8>>>,
    /// After the commit; none where it is not there.
    pub after: Option<Vec<u8>>,
}

/// Commits that touch the files below a folder, as git tells of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    parts: Arc<[Part]>,
    /// Folder that git is called in.
    folder: PathBuf,
    /// The commit up to which there is nothing to tell, where there is one.
    from: Option<String>,
    /// The last commit.
    to: String,
    /// Whether the clone lacks commits that would be met.
    pub is_cut: bool,
}

/// The commits of a walk while the folder was in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Part {
    log: String,
    /// The folder from the top of the repository, which git's paths begin with.
    root: Arc<str>,
    /// How it came there, where it was another one before.
    moved: Option<Move>,
}

/// The commit that made another folder the one that is walked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Move {
    /// Abbreviated hash.
    commit: String,
    /// What the folder was, from the top of the repository.
    root: Arc<str>,
    /// Former paths of files below the two folders, by their paths.
    files: BTreeMap<String, String>,
}

/// Which commits a walk meets.
#[derive(Debug, Clone, Copy)]
enum Way {
    /// All of them.
    All,
    /// Those of the first-parent line. A merge is all that it brought to that.
    Line,
}

/// The commits that touch some files, newest first.
#[derive(Debug, Default)]
pub struct Touches {
    /// By the last path of each file.
    files: BTreeMap<String, Vec<Touch>>,
    /// The last path of each file that had another one.
    last: BTreeMap<String, String>,
}

impl Touches {
    /// The commits that touch a file, by any path that it had, newest first.
    pub fn of(&self, path: &str) -> &[Touch] {
        let touches = self.files.get(path).or_else(|| self.files.get(self.last.get(path)?));
        touches.map_or(&[], Vec::as_slice)
    }

    /// Those of each file, by its last path.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[Touch])> {
        self.files.iter().map(|(path, touches)| (path.as_str(), touches.as_slice()))
    }
}

impl Walk {
    /// The commits after one, or all, up to another one that touch the files below what paths begin with from the top
    /// of the repository.
    pub(super) fn of(folder: &Path, root: &str, from: Option<&str>, to: &str) -> Result<Self, Reason> {
        let (from, to) = (from.map(str::to_owned), to.to_owned());
        let parts = parts(folder, root, from.as_deref(), &to, Way::All)?;
        let is_cut = is_cut(folder, from.as_deref(), &to)?;
        Ok(Self { parts: parts.into(), folder: folder.to_owned(), from, to, is_cut })
    }

    /// The walk along the first-parent line: what was published, when it was. It is this one where nothing was merged.
    ///
    /// # Errors
    /// When git does not tell.
    pub fn line(&self) -> Result<Self, Failure> {
        let walk = || -> Result<Self, Reason> {
            let which = range(self.from.as_deref(), &self.to);
            let Some(first) = self.parts.first() else { return Ok(self.clone()) };
            if git::say(&self.folder, ["rev-list", "--merges", "--max-count=1", &which, "--"])?.is_empty() {
                return Ok(self.clone());
            }
            let parts = parts(&self.folder, &first.root, self.from.as_deref(), &self.to, Way::Line)?;
            Ok(Self { parts: parts.into(), ..self.clone() })
        };
        walk().map_err(|reason| Failure::new(Doing::ReadRevision, &self.to, reason))
    }

    /// Reads the output of `git log`, newest commit first, with fields that end with NUL: for each commit its hash
    /// (after the byte 1), day and subject, then for each file its status letter and its path, or the old and the
    /// new path where it was renamed; of a merge, a letter for each parent, the path in each and the path after it.
    /// Each is told with the last path of its file below the folder; gives the last paths of those that had others.
    pub(super) fn read(&self, mut tell: impl FnMut(&str, Touch)) -> BTreeMap<String, String> {
        // The last path of each file, by its path at the commit being read.
        let mut last: BTreeMap<String, String> = BTreeMap::new();
        let mut after_it = 0;
        for part in self.parts.iter() {
            let mut commit: Option<Commit> = None;
            let mut words = part.log.split('\0').map(|word| word.trim_start_matches('\n'));
            while let Some(word) = words.next() {
                if let Some(id) = word.strip_prefix('\u{1}') {
                    let (day, subject) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                    let read = |day: Date| Commit { id: id.to_owned(), day, subject: subject.to_owned() };
                    commit = day.parse().ok().map(read);
                    after_it += 1;
                    continue;
                }
                // A rename has a letter and a number.
                let letters: Vec<char> = word.chars().filter(|letter| !letter.is_ascii_digit()).collect();
                let count =
                    if letters == ['R'] || letters.len() > 1 { letters.len() + 1 } else { letters.len() };
                let paths = words.by_ref().take(count).map(|path| path.strip_prefix(&*part.root));
                let paths: Vec<Option<&str>> = paths.collect();
                let (Some(Some(path)), Some(commit)) = (paths.last(), commit.clone()) else { continue };
                let name = nfc(path).into_owned();
                let name = last.get(&name).cloned().unwrap_or(name);
                let before = letters.iter().zip(&paths);
                let before = before.map(|(letter, path)| path.filter(|_| *letter != 'A'));
                let mut before: Vec<Option<&str>> = before.collect();
                let mut roots = [part.root.clone(), part.root.clone()];
                let moved = part.moved.as_ref().filter(|moved| moved.commit == commit.id);
                if let (Some(moved), [None]) = (moved, before.as_slice())
                    && let Some(former) = moved.files.get(*path)
                {
                    (before, roots[0]) = (vec![Some(former.as_str())], moved.root.clone());
                }
                let former = paths.iter().chain(&before).flatten().filter(|former| *former != path);
                for former in former {
                    last.insert(nfc(former).into_owned(), name.clone());
                }
                let after = (!letters.contains(&'D')).then(|| (*path).to_owned());
                let before = before.into_iter().map(|path| path.map(str::to_owned)).collect();
                tell(&name, Touch { commit, after_it: after_it - 1, before, after, roots });
            }
        }
        last
    }

    /// Whether no commit touches any file.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.log.is_empty())
    }

    /// The commits that are wanted of those that touch files, by the last paths of these.
    pub fn touches(&self, is_wanted: impl Fn(&str, &Touch) -> bool) -> Touches {
        let mut touches = Touches::default();
        touches.last = self.read(|name, touch| {
            if is_wanted(name, &touch) {
                touches.files.entry(name.to_owned()).or_default().push(touch);
            }
        });
        touches
    }

    /// What files held before and after commits.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn texts(&self, touches: &[&Touch]) -> Result<Vec<Texts>, Failure> {
        let said = self.cat(touches);
        let said = said.map_err(|reason| Failure::new(Doing::ReadRevision, "git cat-file", reason))?;
        let mut rest = said.as_slice();
        let texts = touches.iter().map(|touch| {
            let before = touch.before.iter().map(|_| take_blob(&mut rest)).collect();
            Texts { before, after: take_blob(&mut rest) }
        });
        Ok(texts.collect())
    }

    /// What `git cat-file` says of the files of commits, in their parents first.
    fn cat(&self, touches: &[&Touch]) -> Result<Vec<u8>, Reason> {
        let name = |commit: &str, root: &str, path: &Option<String>| {
            // A path with a line end in it cannot be asked for, and is as one that is not there.
            let path = path.as_ref().filter(|path| !path.contains('\n'));
            path.map_or_else(|| "-".to_owned(), |path| format!("{commit}:{root}{path}"))
        };
        let mut asked = tempfile::tempfile()?;
        for Touch { commit, before, after, roots, .. } in touches {
            for (parent, path) in (1..).zip(before) {
                writeln!(asked, "{}", name(&format!("{}^{parent}", commit.id), &roots[0], path))?;
            }
            writeln!(asked, "{}", name(&commit.id, &roots[1], after))?;
        }
        asked.rewind()?;
        git::answer(command(&self.folder).args(["cat-file", "--batch"]).stdin(asked))
    }
}

/// Takes the next answer of `git cat-file --batch`: `hash blob length`, and the bytes.
fn take_blob(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, after) = (String::from_utf8_lossy(&rest[..end]).into_owned(), &rest[end + 1..]);
    *rest = after;
    let length = head.split_once(" blob ")?.1.parse::<usize>().ok()?;
    let (blob, after) = after.split_at_checked(length)?;
    *rest = after.get(1..).unwrap_or_default();
    Some(blob.to_vec())
}

/// What the paths below a folder begin with.
pub(super) fn prefix(folder: &Path) -> String {
    let folder = folder.to_string_lossy().replace('\\', "/");
    if folder.is_empty() { folder } else { folder + "/" }
}

/// The commits after one, or all, up to another one, as git names them.
fn range(from: Option<&str>, to: &str) -> String {
    from.map_or_else(|| to.to_owned(), |from| format!("{from}..{to}"))
}

/// The commits of a folder, and then of what it was before it was moved.
fn parts(folder: &Path, root: &str, from: Option<&str>, to: &str, way: Way) -> Result<Vec<Part>, Reason> {
    let (mut parts, mut root, mut to) = (Vec::new(), Arc::from(root), to.to_owned());
    loop {
        let log = log(folder, &range(from, &to), &root, way)?;
        let moved = move_into(folder, &log, &root)?;
        let next = moved.as_ref().map(|moved| (moved.root.clone(), format!("{}^", moved.commit)));
        parts.push(Part { log, root, moved });
        let Some(next) = next else { return Ok(parts) };
        (root, to) = next;
    }
}

/// What `git log` says of the files below what paths begin with.
fn log(folder: &Path, which: &str, root: &str, way: Way) -> Result<String, Reason> {
    // Paths go from the top of the repository: those of merges do so whatever git is told.
    let log = ["log", "--no-color", "--no-ext-diff", "--find-renames", "--name-status", "-z"];
    let way: &[&str] = match way {
        Way::All => &["-c", "--combined-all-paths"],
        Way::Line => &["-m", "--first-parent"],
    };
    let words = log.iter().chain(way).copied().chain(["--format=%x01%h%x00%cs%x00%s", which, "--"]);
    let mut below = OsString::from(":(top,literal)");
    below.push(root.trim_end_matches('/'));
    let below = if root.is_empty() { OsStr::new(":(top)") } else { &below };
    git::say(folder, words.map(OsStr::new).chain([below]))
}

/// How the files of a folder came there, where most of those of the first commit that touches it were in another one.
fn move_into(folder: &Path, log: &str, root: &str) -> Result<Option<Move>, Reason> {
    let Some((_, first)) = log.rsplit_once('\u{1}') else { return Ok(None) };
    let mut words = first.split('\0');
    let commit = words.next().unwrap_or_default();
    // Of the others, two are its day and its subject, and each file has a letter and a path.
    let files = words.filter(|word| !word.trim().is_empty()).count().saturating_sub(2) / 2;
    let renamed = ["log", "-1", "-m", "--first-parent", "--no-color", "--no-ext-diff", "--find-renames"];
    let more = ["--diff-filter=R", "--name-status", "-z", "--format=", commit, "--"];
    let said = git::say(folder, renamed.into_iter().chain(more))?;
    let words: Vec<&str> = said.split('\0').map(|word| word.trim_start_matches('\n')).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let renamed = words.chunks_exact(3).filter_map(|word| Some((word[1], word[2].strip_prefix(root)?)));
    let renamed: Vec<(&str, &str)> = renamed.collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for former in renamed.iter().filter_map(|(old, new)| old.strip_suffix(new)) {
        // What stands before the path is a folder.
        if former.is_empty() || former.ends_with('/') {
            *counts.entry(former).or_default() += 1;
        }
    }
    let most = counts.into_iter().filter(|(former, _)| *former != root).max_by_key(|(_, count)| *count);
    let Some((former, _)) = most.filter(|(_, count)| count * 2 >= files) else { return Ok(None) };
    let files = renamed
        .iter()
        .filter_map(|(old, new)| Some(((*new).to_owned(), old.strip_prefix(former)?.to_owned())));
    Ok(Some(Move { commit: commit.to_owned(), root: former.into(), files: files.collect() }))
}

/// Whether a clone lacks commits after one, or all, up to another one: it is shallow, and ends among them.
fn is_cut(folder: &Path, from: Option<&str>, to: &str) -> Result<bool, Reason> {
    let said = git::say(folder, ["rev-parse", "--is-shallow-repository", "--git-path", "shallow"])?;
    let Some(("true", ends)) = said.trim_end_matches('\n').split_once('\n') else { return Ok(false) };
    let ends = fs::read_to_string(folder.join(ends))?;
    let ends: BTreeSet<&str> = ends.lines().collect();
    let met = git::say(folder, ["rev-list", &range(from, to), "--"])?;
    Ok(met.lines().any(|commit| ends.contains(commit)))
}

#[cfg(test)]
impl Walk {
    /// A walk of what `git log` said.
    pub(super) fn of_log(log: &str) -> Self {
        Self { parts: [Part { log: log.to_owned(), ..Part::default() }].into(), ..Self::default() }
    }
}
