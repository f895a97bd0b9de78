//! How a request knows that every earlier save was heard of.
//!
//! Events come some time after what they tell of, but in its order. So a request makes a file of its
//! own, the cookie, in a temporary folder that is watched along with the sources: when the cookie has
//! been heard of, so has everything that happened before the request. Watchman does it like this. Linux
//! keeps one queue for all folders; other systems promise less, and do as much.

use super::inbox::Inbox;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// A folder for cookies.
#[derive(Debug)]
pub(super) struct Fence {
    folder: TempDir,
    inbox: Arc<Inbox>,
    cookies: AtomicU64,
}

/// Who has not heard of a cookie by then will not: the answer may be of before the save, and the event
/// of the save, when it comes, has the page loaded again.
const PATIENCE: Duration = Duration::from_secs(3);

impl Fence {
    /// A fence, where there is a place for cookies.
    pub(super) fn new(inbox: &Arc<Inbox>) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("khacphuc-").tempdir().ok()?;
        Some(Self { folder, inbox: Arc::clone(inbox), cookies: AtomicU64::new(0) })
    }

    /// The folder to be watched.
    pub(super) fn place(&self) -> &Path {
        self.folder.path()
    }

    /// Waits until everything that has happened before the call has been heard of.
    pub(super) fn wait(&self) {
        let number = self.cookies.fetch_add(1, Ordering::SeqCst) + 1;
        let cookie = self.place().join(number.to_string());
        if fs::write(&cookie, "").is_ok() {
            self.inbox.wait_for(number, PATIENCE);
            // A cookie that stays goes with its folder.
            let _ = fs::remove_file(cookie);
        }
    }

    /// Lets through who is waiting: everything is about to be read anyway.
    pub(super) fn open(&self) {
        self.inbox.pass(self.cookies.load(Ordering::SeqCst));
    }
}

/// The number of the cookie at `path`.
pub(super) fn cookie(place: &Path, path: &Path) -> Option<u64> {
    path.strip_prefix(place).ok()?.to_str()?.parse().ok()
}
