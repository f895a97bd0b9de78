//! Provenance: the history of the content from git.
//!
//! Takes the content folder; gives the latest commits of each file. It stands apart because git may be missing: without
//! git, a repository or commits, the history is empty, and that is no failure.

use super::git;
use super::walk::{Commit, Walk, prefix};
use crate::failure::{Doing, Failure};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// How many commits of a file are kept; earlier ones are only counted.
const KEPT: usize = 20;

/// The commits of each file, by its path below the content folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    files: BTreeMap<String, History>,
    /// The commits that tell so.
    pub walk: Walk,
}

/// The commits of one file, those under its former names too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct History {
    /// The latest ones, newest first.
    pub commits: Vec<Commit>,
    /// How many there were before those.
    pub earlier: usize,
}

impl Provenance {
    /// The history of the files below `folder`; empty where git gives none.
    pub fn read(folder: &Path) -> Self {
        let prefix = git::say(folder, ["rev-parse", "--show-prefix"]).unwrap_or_default();
        let walk = Walk::of(folder, prefix.trim_end_matches('\n'), None, "HEAD");
        walk.map_or_else(|_| Self::default(), Self::of)
    }

    /// What the history of the files below a folder of a repository was at a commit; the folder is given from
    /// the top.
    ///
    /// # Errors
    /// When git does not tell.
    pub(super) fn read_at(top: &Path, commit: &str, folder: &Path) -> Result<Self, Failure> {
        let walk = Walk::of(top, &prefix(folder), None, commit);
        Ok(Self::of(walk.map_err(|reason| Failure::new(Doing::ReadRevision, commit, reason))?))
    }

    fn of(walk: Walk) -> Self {
        let mut files: BTreeMap<String, History> = BTreeMap::new();
        walk.read(|name, touch| {
            if touch.after.is_some() {
                files.entry(name.to_owned()).or_default().add(touch.commit);
            }
        });
        Self { files, walk }
    }

    /// The commits of the file at a path below the content folder.
    pub fn history(&self, path: &str) -> Option<&History> {
        self.files.get(path)
    }

    /// The commits of all files.
    pub fn all(&self) -> &BTreeMap<String, History> {
        &self.files
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl History {
    fn add(&mut self, commit: Commit) {
        match self.commits.len() < KEPT {
            true => self.commits.push(commit),
            false => self.earlier += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn subjects<'p>(provenance: &'p Provenance, path: &str) -> Vec<&'p str> {
        let history = provenance.history(path).into_iter();
        history.flat_map(|history| &history.commits).map(|commit| commit.subject.as_str()).collect()
    }

    /// A log in which `·` stands for NUL and `*` for the mark of a commit.
    fn of_log(log: &str) -> Provenance {
        let log = log.replace('·', "\0").replace('*', "\u{1}");
        Provenance::of(Walk::of_log(&log))
    }

    #[test]
    fn changes_follow_a_file_through_its_names() {
        let provenance = of_log(
            "*c3·2023-03-01·Third·\nM·new.md·A·old.md·*c2·2022-03-01·Second·\nR090·old.md·new.md·D·gone.md·\
             *c1·2021-03-01·First·\nA·old.md·A·gone.md·",
        );
        assert_eq!(subjects(&provenance, "new.md"), ["Third", "Second", "First"]);
        assert_eq!(subjects(&provenance, "old.md"), ["Third"]);
        assert_eq!(provenance.history("new.md").unwrap().commits[2].day.to_string(), "2021-03-01");
    }

    #[test]
    fn a_merge_tells_the_path_in_each_parent() {
        let log = "*m·2023-05-01·Merge·\nRM·old.md·new.md·new.md·AM·x.md·x.md·x.md·*b·2023-04-01·Branch·\nM·x.md·\
                   R100·old.md·new.md·*a·2023-03-01·First·\nA·old.md·";
        let log = log.replace('·', "\0").replace('*', "\u{1}");
        let walk = Walk::of_log(&log);
        let touches = walk.touches(|_, _| true);
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
        assert_eq!((history.commits.len(), history.earlier), (KEPT, 30 - KEPT));
        assert_eq!(history.commits[0].subject, "S0");
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
        assert_eq!(provenance.history("hai.md").unwrap().commits[0].day.to_string(), "2023-04-05");
    }

    #[test]
    fn no_repository_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Provenance::read(folder.path()).is_empty());
        assert!(Provenance::read(&folder.path().join("nothing")).is_empty());
    }
}
