//! A git repository that a test writes, whose commits have the days that it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path(path)).ok()
    }

    /// Writes a file with other words in it.
    pub(crate) fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path).unwrap();
        assert!(text.contains(from), "{path} does not say {from}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// Commits all there is, at noon of a day in Vietnam.
    pub(crate) fn commit(&self, day: &str, subject: &str) -> String {
        self.git(&["add", "--all"]);
        let day = format!("{day}T12:00:00+07:00");
        let output = git(self.folder.path(), &["commit", "-q", "--allow-empty", "-m", subject], &day);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        self.git(&["rev-parse", "HEAD"])
    }

    /// The first line that git says.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        said(self.folder.path(), arguments)
    }
}

/// The first line that git says in a folder.
pub(crate) fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments, "2020-01-01T12:00:00+07:00");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().next().unwrap_or_default().to_owned()
}

fn git(folder: &Path, arguments: &[&str], day: &str) -> Output {
    let known =
        ["-c", "user.name=Ban", "-c", "user.email=ban@example.vn", "-c", "protocol.file.allow=always"];
    Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(known)
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", day)
        .env("GIT_COMMITTER_DATE", day)
        .output()
        .unwrap()
}
