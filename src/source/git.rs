//! Git: how it is called.
//!
//! Takes a folder; gives a call of git there that is the same whatever people have set for themselves, and its answer.
//! It stands apart because whoever calls git does so here: those who read history, who bring revisions back, and who
//! make a commit.

use crate::failure::{Cause, Reason};
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

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

/// What a command of git says in a folder.
pub(super) fn say<S: AsRef<OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = S>,
) -> Result<String, Reason> {
    let said = answer(command(folder).args(arguments).stdin(Stdio::null()))?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

/// What a call of git says. Where it fails, the first line that it complains with is the reason.
pub(super) fn answer(git: &mut Command) -> Result<Vec<u8>, Reason> {
    let words = git.get_args().map(|word| word.to_string_lossy().into_owned());
    let words = words.collect::<Vec<_>>().join(" ");
    // It is never silent: a call whose answer may be no is made by `ask`.
    ask(git)?.ok_or_else(|| Reason::system(format!("git {words}")))
}

/// What a call of git says; none where it says no, which is to fail without a word.
pub(super) fn ask(git: &mut Command) -> Result<Option<Vec<u8>>, Reason> {
    let Output { status, stdout, stderr } = git.output().map_err(|_| Reason::from(Cause::NoGit))?;
    let said = String::from_utf8_lossy(&stderr);
    match said.lines().next() {
        _ if status.success() => Ok(Some(stdout)),
        None if status.code() == Some(1) => Ok(None),
        said => {
            Err(Reason::system(said.map_or_else(|| status.to_string(), |said| said.trim_end().to_owned())))
        }
    }
}
