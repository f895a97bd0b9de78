//! Provenance: the history of the content from git.
//!
//! Takes the content folder; gives the latest commits of each file, from one call of `git log`, or all commits
//! between two revisions with what each made of a file. It stands apart because git may be missing: without git, a
//! repository or commits, the history is empty, and that is no failure.

use crate::failure::{Cause, Reason};
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::nfc;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

/// How many changes of a file are kept; earlier ones are only counted.
const KEPT: usize = 20;

/// The changes of each file, by its path below the content folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    files: BTreeMap<String, History>,
    /// The commits that tell so.
    pub walk: Walk,
}

/// The changes of one file, those under its former names too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct History {
    /// The latest changes, newest first.
    pub changes: Vec<Change>,
    /// How many there were before those.
    pub earlier: usize,
}

/// A change of a file, as it was committed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Abbreviated hash of the commit.
    pub id: String,
    /// Day of the commit, in the time zone of the committer.
    pub day: Date,
    /// First line of the commit message.
    pub subject: String,
}

impl Provenance {
    /// The history of the files below `folder`; empty where git gives none.
    pub fn read(folder: &Path) -> Self {
        let log = log(folder, ["--relative", "--", "."].map(OsStr::new)).unwrap_or_default();
        Self::of(Walk { log: log.into(), place: (folder.to_owned(), "./".to_owned()) })
    }

    /// What the history of the files below a folder of a repository was at a commit; the folder is given from
    /// the top.
    pub(super) fn read_at(top: &Path, commit: &str, folder: &Path) -> Self {
        Self::of(Walk::of_log(top, commit, folder))
    }

    fn of(walk: Walk) -> Self {
        let mut files: BTreeMap<String, History> = BTreeMap::new();
        read_log(&walk.log, |name, touch| {
            if touch.after.is_some() {
                files.entry(name.to_owned()).or_default().add(touch.change);
            }
        });
        Self { files, walk }
    }

    /// The changes of the file at a path below the content folder.
    pub fn history(&self, path: &str) -> Option<&History> {
        self.files.get(path)
    }

    /// The changes of all files.
    pub fn all(&self) -> &BTreeMap<String, History> {
        &self.files
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// A commit that touches a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// The commit.
    pub change: Change,
    /// Path of the file before it; none where the commit adds it.
    pub before: Option<String>,
    /// Path of the file after it; none where the commit removes it.
    pub after: Option<String>,
}

/// Commits that touch the files below a folder, as git tells of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    log: Arc<str>,
    /// Folder that git is called in, and what stands there before a path below the folder.
    place: (PathBuf, String),
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
}

impl Walk {
    /// Walks from one commit to another one; merges are told by what they bring together.
    pub(super) fn between(top: &Path, from: &str, to: &str, folder: &Path) -> Self {
        Self::of_log(top, &format!("{from}..{to}"), folder)
    }

    fn of_log(top: &Path, which: &str, folder: &Path) -> Self {
        let log = log_below(top, which, folder).unwrap_or_default();
        let folder = folder.to_string_lossy().replace('\\', "/");
        let before = if folder.is_empty() { folder } else { folder + "/" };
        Self { log: log.into(), place: (top.to_owned(), before) }
    }

    /// The commits that touch the files that are wanted, by their last paths.
    pub fn touches(&self, is_wanted: impl Fn(&str) -> bool) -> Touches {
        let mut touches = Touches::default();
        touches.last = read_log(&self.log, |name, touch| {
            if is_wanted(name) {
                touches.files.entry(name.to_owned()).or_default().push(touch);
            }
        });
        touches
    }

    /// What files held before and after commits; none where one was not there.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn texts(&self, touches: &[&Touch]) -> Result<Vec<[Option<Vec<u8>>; 2]>, Reason> {
        let (top, prefix) = &self.place;
        let name = |commit: &str, path: &Option<String>| {
            // A path with a line end in it cannot be asked for, and is as one that is not there.
            let path = path.as_ref().filter(|path| !path.contains('\n'));
            path.map_or_else(|| "-".to_owned(), |path| format!("{commit}:{prefix}{path}"))
        };
        let mut asked = tempfile::tempfile()?;
        for Touch { change, before, after } in touches {
            let parent = format!("{}^", change.id);
            writeln!(asked, "{}\n{}", name(&parent, before), name(&change.id, after))?;
        }
        asked.rewind()?;
        let mut git = Command::new("git");
        git.arg("-C").arg(top).args(["cat-file", "--batch"]).stdin(asked).stderr(Stdio::null());
        let said = git.output().map_err(|_| Reason::from(Cause::NoGit))?.stdout;
        let mut rest = said.as_slice();
        Ok(touches.iter().map(|_| [take_blob(&mut rest), take_blob(&mut rest)]).collect())
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

/// What `git log` says of the files below a folder of a repository.
fn log_below(top: &Path, which: &str, folder: &Path) -> Option<String> {
    let mut relative = OsString::from("--relative=");
    relative.push(folder);
    relative.push("/");
    let mut below = OsString::from(":(top,literal)");
    below.push(folder);
    match folder.as_os_str().is_empty() {
        true => log(top, [which, "--", "."].map(OsStr::new)),
        false => log(top, [&*relative, which.as_ref(), "--".as_ref(), &*below]),
    }
}

/// What `git log` says in a folder; nothing without git, a repository or commits.
fn log<const N: usize>(folder: &Path, which: [&OsStr; N]) -> Option<String> {
    let log = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "log.showSignature=false", "-c", "diff.renameLimit=2000"])
        .args(["log", "--no-color", "--no-ext-diff", "--find-renames", "--name-status", "-z"])
        .arg("--format=%x01%h%x00%cs%x00%s")
        .args(which)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let log = log.ok().filter(|log| log.status.success())?;
    Some(String::from_utf8_lossy(&log.stdout).into_owned())
}

/// Reads the output of `git log`, newest commit first, with fields that end with NUL: for each commit its
/// hash (after the byte 1), day and subject, then for each file its status letter and its path, or the old
/// and the new path where it was renamed. Each is told with the last path of its file; gives the last paths of
/// those that had others.
fn read_log(log: &str, mut tell: impl FnMut(&str, Touch)) -> BTreeMap<String, String> {
    // The last path of each file, by its path at the commit being read.
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    let mut change: Option<Change> = None;
    let mut words = log.split('\0').map(|word| word.trim_start_matches('\n'));
    while let Some(word) = words.next() {
        if let Some(id) = word.strip_prefix('\u{1}') {
            let (day, subject) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let read = |day: Date| Change { id: id.to_owned(), day, subject: subject.to_owned() };
            change = day.parse().ok().map(read);
            continue;
        }
        let Some(path) = (!word.is_empty()).then(|| words.next()).flatten() else { continue };
        let renamed = word.starts_with('R').then(|| words.next()).flatten();
        let name = nfc(renamed.unwrap_or(path)).into_owned();
        let name = last.get(&name).cloned().unwrap_or(name);
        if renamed.is_some() {
            last.insert(nfc(path).into_owned(), name.clone());
        }
        let Some(change) = change.clone() else { continue };
        let before = (!word.starts_with('A')).then(|| path.to_owned());
        let after = (!word.starts_with('D')).then(|| renamed.unwrap_or(path).to_owned());
        tell(&name, Touch { change, before, after });
    }
    last
}

impl History {
    fn add(&mut self, change: Change) {
        match self.changes.len() < KEPT {
            true => self.changes.push(change),
            false => self.earlier += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects<'p>(provenance: &'p Provenance, path: &str) -> Vec<&'p str> {
        let history = provenance.history(path).into_iter();
        history.flat_map(|history| &history.changes).map(|change| change.subject.as_str()).collect()
    }

    /// A log in which `·` stands for NUL and `*` for the mark of a commit.
    fn of_log(log: &str) -> Provenance {
        let log = log.replace('·', "\0").replace('*', "\u{1}");
        Provenance::of(Walk { log: log.into(), ..Walk::default() })
    }

    #[test]
    fn changes_follow_a_file_through_its_names() {
        let provenance = of_log(
            "*c3·2023-03-01·Third·\nM·new.md·A·old.md·*c2·2022-03-01·Second·\nR090·old.md·new.md·D·gone.md·\
             *c1·2021-03-01·First·\nA·old.md·A·gone.md·",
        );
        assert_eq!(subjects(&provenance, "new.md"), ["Third", "Second", "First"]);
        assert_eq!(subjects(&provenance, "old.md"), ["Third"]);
        assert_eq!(provenance.history("new.md").unwrap().changes[2].day.to_string(), "2021-03-01");
    }

    #[test]
    fn of_many_changes_the_earliest_are_counted() {
        let log: String = (0..30).map(|n| format!("*c{n}·2021-03-01·S{n}·\nM·x.md·")).collect();
        let provenance = of_log(&log);
        let history = provenance.history("x.md").unwrap();
        assert_eq!((history.changes.len(), history.earlier), (KEPT, 30 - KEPT));
        assert_eq!(history.changes[0].subject, "S0");
    }

    #[test]
    fn a_log_that_is_none_says_nothing() {
        for log in ["", "·", "*", "*c1", "*c1·x·y·\nM", "M·x.md", "R·x.md", "*c1·2021-03-01·s·R·a"]
        {
            assert!(of_log(log).is_empty() || log.ends_with("R·a"), "{log}");
        }
    }

    /// What git itself writes, of a folder that is not the top of its repository.
    #[test]
    fn git_is_understood() {
        let root = tempfile::tempdir().unwrap();
        let git = |arguments: &[&str]| {
            let mut git = Command::new("git");
            git.arg("-C").arg(root.path()).args(["-c", "user.name=Ban", "-c", "user.email=ban@example.vn"]);
            git.args(arguments).env("GIT_COMMITTER_DATE", "2023-04-05T12:00:00+07:00").output().unwrap()
        };
        let write = |path: &str, text: &str| std::fs::write(root.path().join(path), text).unwrap();
        std::fs::create_dir_all(root.path().join("content/Tây Ninh")).unwrap();
        git(&["init", "-q"]);
        write("content/Tây Ninh/một.md", &"Nội dung\n".repeat(20));
        write("outside.md", "x");
        git(&["add", "."]);
        git(&["commit", "-qm", "Lần đầu\n\nvà lý do"]);
        git(&["mv", "content/Tây Ninh/một.md", "content/hai.md"]);
        git(&["commit", "-qm", "Đổi tên"]);
        let provenance = Provenance::read(&root.path().join("content"));
        assert_eq!(provenance.all().keys().collect::<Vec<_>>(), ["hai.md"]);
        assert_eq!(subjects(&provenance, "hai.md"), ["Đổi tên", "Lần đầu"]);
        assert_eq!(provenance.history("hai.md").unwrap().changes[0].day.to_string(), "2023-04-05");
    }

    #[test]
    fn no_repository_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Provenance::read(folder.path()).is_empty());
        assert!(Provenance::read(&folder.path().join("nothing")).is_empty());
    }
}
