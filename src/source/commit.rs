//! Commits: one file put into the history of git, in somebody's name.
//!
//! Takes a file that was written, a name and a message; makes a commit of that file alone, whatever else is changed or
//! staged, on the branch that is checked out. It stands apart from `git` and `revision`, which only read. Nothing is
//! ever pushed.

use crate::failure::{Cause, Doing, Failure, Reason};
use crate::source::git;
use std::fmt;
use std::path::Path;
use std::process::{Output, Stdio};
use std::str::FromStr;

/// In whose name a commit is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    name: String,
    mail: String,
}

impl FromStr for Author {
    type Err = NoAuthor;

    fn from_str(text: &str) -> Result<Self, NoAuthor> {
        Self::parse(text).ok_or(NoAuthor)
    }
}

/// A text that is not `Name <mail>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoAuthor;

impl fmt::Display for NoAuthor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Name <mail@…>")
    }
}

impl std::error::Error for NoAuthor {}

impl Author {
    /// The author that `Name <mail>` means; none where it is not in that form.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.trim().split_once('<')?;
        let (name, mail) = (name.trim(), rest.strip_suffix('>')?.trim());
        let is_wrong = text.contains(char::is_control)
            || name.is_empty()
            || mail.is_empty()
            || mail.contains(['<', '>', ' '])
            || name.contains('>');
        (!is_wrong).then(|| Self { name: name.to_owned(), mail: mail.to_owned() })
    }

    /// `Name <mail>`.
    pub fn show(&self) -> String {
        format!("{} <{}>", self.name, self.mail)
    }
}

/// Makes a commit of one file.
///
/// # Errors
/// When git is not there, knows no repository of the file, or a hook refuses it.
pub fn commit(file: &Path, author: &Author, message: &str) -> Result<(), Failure> {
    let failed = |reason: Reason| Failure::new(Doing::Commit, file, reason);
    let folder = file.parent().unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default();
    let run = |arguments: &[&str]| {
        let output = git::command(folder)
            .arg("--literal-pathspecs")
            .args(arguments)
            .arg("--")
            .arg(name)
            .env("GIT_AUTHOR_NAME", &author.name)
            .env("GIT_AUTHOR_EMAIL", &author.mail)
            .env("GIT_COMMITTER_NAME", &author.name)
            .env("GIT_COMMITTER_EMAIL", &author.mail)
            .stdin(Stdio::null())
            .output();
        let Output { status, stdout, stderr } = output.map_err(|_| failed(Cause::NoGit.into()))?;
        // A hook may say why on either.
        let said = [stderr, stdout].map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
        let said = said.into_iter().find(|said| !said.is_empty()).unwrap_or_default();
        if status.success() { Ok(()) } else { Err(failed(Reason::system(said))) }
    };
    // A file that git does not know yet has to be made known; `--only` leaves all else that is staged alone.
    run(&["add"])?;
    run(&["commit", "--quiet", "--no-gpg-sign", "--only", "--message", message])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::process::Command;

    #[test]
    fn an_author_has_a_name_and_a_mail_address() {
        assert_eq!(Author::parse(" Văn phòng <vp@example.vn> ").unwrap().show(), "Văn phòng <vp@example.vn>");
        for wrong in ["", "Văn phòng", "<vp@example.vn>", "Văn phòng <>", "A <a> <b>", "A <a b>", "A\n <a>"]
        {
            assert_eq!(Author::parse(wrong), None, "{wrong:?}");
        }
    }

    /// A repository with two files, of which one is changed and staged.
    fn repository() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for arguments in
            [&["init", "-q"][..], &["config", "user.name", "Máy"], &["config", "user.email", "m@x"]]
        {
            git(root.path(), arguments);
        }
        fs::write(root.path().join("a.md"), "a\n").unwrap();
        fs::write(root.path().join("b.md"), "b\n").unwrap();
        git(root.path(), &["add", "."]);
        git(root.path(), &["commit", "-qm", "Lần đầu"]);
        fs::write(root.path().join("b.md"), "b2\n").unwrap();
        git(root.path(), &["add", "b.md"]);
        root
    }

    fn git(root: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn one_file_is_committed_and_nothing_else() {
        let root = repository();
        let author = Author::parse("Văn phòng <vp@example.vn>").unwrap();
        for (file, message) in [("a.md", "Sửa a"), ("mới :(x).md", "Thêm\n\nvì thế")] {
            fs::write(root.path().join(file), "mới\n").unwrap();
            commit(&root.path().join(file), &author, message).unwrap();
            let shown = git(root.path(), &["show", "--format=%an <%ae>/%cn/%B", "--name-only", "-z", "HEAD"]);
            assert!(shown.starts_with(&format!("Văn phòng <vp@example.vn>/Văn phòng/{message}")), "{shown}");
            assert!(shown.trim_end_matches('\0').ends_with(file), "{shown}");
        }
        assert_eq!(git(root.path(), &["status", "--porcelain"]), "M  b.md\n");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_hook_says_is_told() {
        use std::os::unix::fs::PermissionsExt;
        let root = repository();
        let hook = root.path().join(".git/hooks/pre-commit");
        fs::create_dir_all(hook.parent().unwrap()).unwrap();
        fs::write(&hook, "#!/bin/sh\necho 'chưa được' >&2\nexit 1\n").unwrap();
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(root.path().join("a.md"), "mới\n").unwrap();
        let author = Author::parse("A <a@b>").unwrap();
        let failure = commit(&root.path().join("a.md"), &author, "x").unwrap_err();
        assert!(failure.show(crate::language::Language::En).contains("chưa được"));
        assert_eq!(git(root.path(), &["log", "--format=%s"]), "Lần đầu\n");
    }
}
