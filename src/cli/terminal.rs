//! The terminal: what is printed there, and how a run ends.

use super::progress;
use crate::failure::Failure;
use crate::language::Language;
use std::io::{self, Write};
use std::mem::ManuallyDrop;
use std::process::ExitCode;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// Nothing stands in the way.
    Fine = 0,
    /// The content has mistakes.
    Mistakes = 1,
    /// The call was wrong, or the machine failed.
    Machine = 2,
    /// Nothing answers the question.
    Nothing = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// A large thing that lasts as long as the process, whose memory goes all at once: nobody has to wait until it
/// is taken apart piece by piece.
pub(super) fn left_behind<T>(thing: T) -> ManuallyDrop<T> {
    ManuallyDrop::new(thing)
}

/// Prints to standard output. A reader that has gone away is no failure.
pub(super) fn say(text: &str) -> Exit {
    progress::clear();
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Machine,
        _ => Exit::Fine,
    }
}

/// Prints to standard error; where even that fails, nobody is there to be told.
pub(super) fn complain(text: &str) {
    progress::clear();
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Says what is wrong with the call.
pub(super) fn refuse(what: &str, language: Language) -> Exit {
    let (error, more) = language.choose(("lỗi", "Xem thêm: `--help`."), ("error", "See `--help`."));
    complain(&format!("{error}: {what}\n\n{more}\n"));
    Exit::Machine
}

/// Says what went wrong with the machine.
pub(super) fn fail(failure: &Failure, language: Language) -> Exit {
    complain(&format!("khacphuc: {}\n", failure.show(language)));
    Exit::Machine
}
