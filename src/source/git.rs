//! Provenance: the history of the content from git.
//!
//! Takes the content folder; gives the latest commits of each file, from one call of `git log`. It stands apart
//! because git may be missing: without git, a repository or commits, the history is empty, and that is no
//! failure.

use crate::vietnamese::date::Date;
use crate::vietnamese::letters::nfc;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};

/// How many changes of a file are kept; earlier ones are only counted.
const KEPT: usize = 20;

/// The changes of each file, by its path below the content folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance(BTreeMap<String, History>);

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
        Self::of_call(folder, ["--relative", "--", "."].map(OsStr::new))
    }

    /// What the history of the files below a folder of a repository was at a commit; the folder is given from
    /// the top.
    pub fn read_at(top: &Path, commit: &str, folder: &Path) -> Self {
        let mut relative = OsString::from("--relative=");
        relative.push(folder);
        relative.push("/");
        let mut below = OsString::from(":(top,literal)");
        below.push(folder);
        match folder.as_os_str().is_empty() {
            true => Self::of_call(top, [commit, "--", "."].map(OsStr::new)),
            false => Self::of_call(top, [&*relative, commit.as_ref(), "--".as_ref(), &*below]),
        }
    }

    fn of_call<const N: usize>(folder: &Path, which: [&OsStr; N]) -> Self {
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
        match log {
            Ok(log) if log.status.success() => Self::of_log(&String::from_utf8_lossy(&log.stdout)),
            _ => Self::default(),
        }
    }

    /// The changes of the file at a path below the content folder.
    pub fn of(&self, path: &str) -> Option<&History> {
        self.0.get(path)
    }

    /// The changes of all files.
    pub fn all(&self) -> &BTreeMap<String, History> {
        &self.0
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reads the output of `git log`, newest commit first, with fields that end with NUL: for each commit its
    /// hash (after the byte 1), day and subject, then for each file its status letter and its path, or the old
    /// and the new path where it was renamed.
    fn of_log(log: &str) -> Self {
        let mut files: BTreeMap<String, History> = BTreeMap::new();
        // The present path of each file, by its path at the commit being read.
        let mut now: BTreeMap<String, String> = BTreeMap::new();
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
            let name = now.get(&name).cloned().unwrap_or(name);
            if renamed.is_some() {
                now.insert(nfc(path).into_owned(), name.clone());
            }
            if let Some(change) = change.clone().filter(|_| !word.starts_with('D')) {
                files.entry(name).or_default().add(change);
            }
        }
        Self(files)
    }
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
        let history = provenance.of(path).into_iter();
        history.flat_map(|history| &history.changes).map(|change| change.subject.as_str()).collect()
    }

    /// A log in which `·` stands for NUL and `*` for the mark of a commit.
    fn of_log(log: &str) -> Provenance {
        Provenance::of_log(&log.replace('·', "\0").replace('*', "\u{1}"))
    }

    #[test]
    fn changes_follow_a_file_through_its_names() {
        let provenance = of_log(
            "*c3·2023-03-01·Third·\nM·new.md·A·old.md·*c2·2022-03-01·Second·\nR090·old.md·new.md·D·gone.md·\
             *c1·2021-03-01·First·\nA·old.md·A·gone.md·",
        );
        assert_eq!(subjects(&provenance, "new.md"), ["Third", "Second", "First"]);
        assert_eq!(subjects(&provenance, "old.md"), ["Third"]);
        assert_eq!(provenance.of("new.md").unwrap().changes[2].day.to_string(), "2021-03-01");
    }

    #[test]
    fn of_many_changes_the_earliest_are_counted() {
        let log: String = (0..30).map(|n| format!("*c{n}·2021-03-01·S{n}·\nM·x.md·")).collect();
        let provenance = of_log(&log);
        let history = provenance.of("x.md").unwrap();
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
        assert_eq!(provenance.of("hai.md").unwrap().changes[0].day.to_string(), "2023-04-05");
    }

    #[test]
    fn no_repository_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Provenance::read(folder.path()).is_empty());
        assert!(Provenance::read(&folder.path().join("nothing")).is_empty());
    }
}
