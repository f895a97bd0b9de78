//! Failure: an error of the machine, such as a full disk or a folder that cannot be read.
//!
//! Takes what was being done, to which path, and why it failed; gives an error with a message of one line. It
//! stands apart from [`crate::diagnostic`] because a failure stops a build, and is no mistake of an author.

use std::fmt;
use std::path::{Path, PathBuf};

/// A failure of the machine or of the theme. A mistake of an author is a
/// [`crate::diagnostic::Diagnostic`] instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    action: String,
    path: PathBuf,
    reason: String,
}

impl Failure {
    /// `action` (an infinitive: `read`) on `path` failed because of `reason`.
    pub fn new(action: impl Into<String>, path: impl AsRef<Path>, reason: impl fmt::Display) -> Self {
        Self { action: action.into(), path: path.as_ref().to_owned(), reason: reason.to_string() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot {} {}: {}", self.action, self.path.display(), self.reason)
    }
}

impl std::error::Error for Failure {}
