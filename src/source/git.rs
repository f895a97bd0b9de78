//! Provenance: the history of the content from git.
//!
//! Takes the content folder; gives the latest commits of each file, from one walk of `git log`, or all commits
//! between two revisions with what each made of a file. It stands apart because git may be missing: without git, a
//! repository or commits, the history is empty, and that is no failure. Whoever else calls git does so by `command`.

use crate::failure::{Cause, Doing, Failure, Reason};
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::nfc;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
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
        let log = log(folder, ["--", "."].map(OsStr::new)).unwrap_or_default();
        if log.is_empty() {
            return Self::default();
        }
        let prefix = git(folder, ["rev-parse", "--show-prefix"].map(OsStr::new));
        let prefix = prefix.unwrap_or_default().trim_end_matches('\n').to_owned();
        Self::of(Walk { log: log.into(), place: (folder.to_owned(), prefix) })
    }

    /// What the history of the files below a folder of a repository was at a commit; the folder is given from
    /// the top.
    pub(super) fn read_at(top: &Path, commit: &str, folder: &Path) -> Self {
        Self::of(Walk::of_log(top, commit, folder))
    }

    fn of(walk: Walk) -> Self {
        let mut files: BTreeMap<String, History> = BTreeMap::new();
        walk.read(|name, touch| {
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

/// A commit that touches a file. A merge does where it leaves another one than all of its parents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// The commit.
    pub change: Change,
    /// Path of the file in each of its parents; none where the file is not in that.
    pub before: Vec<Option<String>>,
    /// Path of the file after it; none where the commit removes it.
    pub after: Option<String>,
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
    log: Arc<str>,
    /// Folder that git is called in, and what git's paths, which go from the top of the repository, begin with.
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
    /// Walks from one commit to another one.
    pub(super) fn between(top: &Path, from: &str, to: &str, folder: &Path) -> Self {
        Self::of_log(top, &format!("{from}..{to}"), folder)
    }

    fn of_log(top: &Path, which: &str, folder: &Path) -> Self {
        let mut below = OsString::from(":(top,literal)");
        below.push(folder);
        let below = if folder.as_os_str().is_empty() { OsStr::new(".") } else { &below };
        let log = log(top, [which.as_ref(), "--".as_ref(), below]).unwrap_or_default();
        let folder = folder.to_string_lossy().replace('\\', "/");
        let before = if folder.is_empty() { folder } else { folder + "/" };
        Self { log: log.into(), place: (top.to_owned(), before) }
    }

    /// Reads the output of `git log`, newest commit first, with fields that end with NUL: for each commit its hash
    /// (after the byte 1), day and subject, then for each file its status letter and its path, or the old and the
    /// new path where it was renamed; of a merge, a letter for each parent, the path in each and the path after it.
    /// Each is told with the last path of its file below the folder; gives the last paths of those that had others.
    fn read(&self, mut tell: impl FnMut(&str, Touch)) -> BTreeMap<String, String> {
        // The last path of each file, by its path at the commit being read.
        let mut last: BTreeMap<String, String> = BTreeMap::new();
        let mut change: Option<Change> = None;
        let mut words = self.log.split('\0').map(|word| word.trim_start_matches('\n'));
        while let Some(word) = words.next() {
            if let Some(id) = word.strip_prefix('\u{1}') {
                let (day, subject) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                let read = |day: Date| Change { id: id.to_owned(), day, subject: subject.to_owned() };
                change = day.parse().ok().map(read);
                continue;
            }
            // A rename has a letter and a number.
            let letters: Vec<char> = word.chars().filter(|letter| !letter.is_ascii_digit()).collect();
            let count = if letters == ['R'] || letters.len() > 1 { letters.len() + 1 } else { letters.len() };
            let paths = words.by_ref().take(count).map(|path| path.strip_prefix(&*self.place.1));
            let paths: Vec<Option<&str>> = paths.collect();
            let (Some(Some(path)), Some(change)) = (paths.last(), change.clone()) else { continue };
            let name = nfc(path).into_owned();
            let name = last.get(&name).cloned().unwrap_or(name);
            for former in paths.iter().flatten().filter(|former| *former != path) {
                last.insert(nfc(former).into_owned(), name.clone());
            }
            let before = letters.iter().zip(&paths);
            let before =
                before.map(|(letter, path)| path.filter(|_| *letter != 'A').map(str::to_owned)).collect();
            let after = (!letters.contains(&'D')).then(|| (*path).to_owned());
            tell(&name, Touch { change, before, after });
        }
        last
    }

    /// Whether no commit touches any file.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// The commits that touch the files that are wanted, by their last paths.
    pub fn touches(&self, is_wanted: impl Fn(&str) -> bool) -> Touches {
        let mut touches = Touches::default();
        touches.last = self.read(|name, touch| {
            if is_wanted(name) {
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
        let (top, prefix) = &self.place;
        let name = |commit: &str, path: &Option<String>| {
            // A path with a line end in it cannot be asked for, and is as one that is not there.
            let path = path.as_ref().filter(|path| !path.contains('\n'));
            path.map_or_else(|| "-".to_owned(), |path| format!("{commit}:{prefix}{path}"))
        };
        let mut asked = tempfile::tempfile()?;
        for Touch { change, before, after } in touches {
            for (parent, path) in (1..).zip(before) {
                writeln!(asked, "{}", name(&format!("{}^{parent}", change.id), path))?;
            }
            writeln!(asked, "{}", name(&change.id, after))?;
        }
        asked.rewind()?;
        let mut git = command(top);
        git.args(["cat-file", "--batch"]).stdin(asked);
        let Output { status, stdout, stderr } = git.output().map_err(|_| Reason::from(Cause::NoGit))?;
        if !status.success() {
            return Err(Reason::system(String::from_utf8_lossy(&stderr).lines().next().unwrap_or_default()));
        }
        Ok(stdout)
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

/// What `git log` says in a folder; nothing without git, a repository or commits.
fn log<const N: usize>(folder: &Path, which: [&OsStr; N]) -> Option<String> {
    // Paths go from the top of the repository: those of merges do so whatever git is told.
    let log = ["log", "--no-color", "--no-ext-diff", "--find-renames", "--name-status", "-z"];
    let format = ["-c", "--combined-all-paths", "--format=%x01%h%x00%cs%x00%s"];
    git(folder, log.into_iter().chain(format).map(OsStr::new).chain(which))
}

/// What git says in a folder; nothing where it fails.
fn git<'a>(folder: &Path, arguments: impl IntoIterator<Item = &'a OsStr>) -> Option<String> {
    let said = command(folder).args(arguments).stdin(Stdio::null()).output();
    let said = said.ok().filter(|said| said.status.success())?;
    Some(String::from_utf8_lossy(&said.stdout).into_owned())
}

/// What people may have set otherwise, and what we say has to stay the same for the same commits.
const SETTINGS: [&str; 5] = [
    "core.abbrev=auto",
    "diff.relative=false",
    "diff.renameLimit=2000",
    "log.showRoot=true",
    "log.showSignature=false",
];

/// A call of git in a folder.
pub(super) fn command(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    // A hook that git calls has these set, and relative to another folder.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git
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
    fn a_merge_tells_the_path_in_each_parent() {
        let log = "*m·2023-05-01·Merge·\nRM·old.md·new.md·new.md·AM·x.md·x.md·x.md·*b·2023-04-01·Branch·\nM·x.md·\
                   R100·old.md·new.md·*a·2023-03-01·First·\nA·old.md·";
        let log = log.replace('·', "\0").replace('*', "\u{1}");
        let walk = Walk { log: log.into(), ..Walk::default() };
        let touches = walk.touches(|_| true);
        let before = |path: &str| -> Vec<Vec<Option<String>>> {
            touches.of(path).iter().map(|touch| touch.before.clone()).collect()
        };
        let known = |path: &str| Some(path.to_owned());
        let (old, new, x) = (known("old.md"), known("new.md"), known("x.md"));
        assert_eq!(before("new.md"), [vec![old.clone(), new], vec![old], vec![None]]);
        assert_eq!(before("x.md"), [vec![None, x.clone()], vec![x]]);
        let provenance = Provenance::of(walk);
        assert_eq!(subjects(&provenance, "new.md"), ["Merge", "Branch", "First"]);
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
