//! The fence: makes a request wait until every earlier save has been reported.
//!
//! Events arrive some time after what they report, but in the same order. So a request creates a file of
//! its own, the cookie, in a temporary folder that is watched along with the sources. When the cookie is
//! reported, everything that happened before the request has been reported too. Watchman does the same.
//! Linux keeps one queue for all folders; other systems do not promise the order and keep it in practice.
//!
//! It takes the inbox and gives the folder to watch and a call that blocks. It stands apart from `watcher`
//! because a polling watcher, which has no order, works without it.

use super::inbox::Inbox;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// The folder that cookies are created in.
#[derive(Debug)]
pub(super) struct Fence {
    folder: TempDir,
    inbox: Arc<Inbox>,
    cookies: AtomicU64,
}

/// How long a request waits at most. After that the response may be older than the save; the event of the
/// save, when it comes, makes the page reload.
const PATIENCE: Duration = Duration::from_secs(3);

impl Fence {
    /// A fence; `None` where no temporary folder can be made.
    pub(super) fn new(inbox: &Arc<Inbox>) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("khacphuc-").tempdir().ok()?;
        Some(Self { folder, inbox: Arc::clone(inbox), cookies: AtomicU64::new(0) })
    }

    /// The folder to watch.
    pub(super) fn place(&self) -> &Path {
        self.folder.path()
    }

    /// Blocks until everything that happened before the call has been reported, or [`PATIENCE`] is over.
    pub(super) fn wait(&self) {
        let number = self.cookies.fetch_add(1, Ordering::SeqCst) + 1;
        let cookie = self.place().join(number.to_string());
        if fs::write(&cookie, "").is_ok() {
            self.inbox.wait_for(number, PATIENCE);
            // A cookie that cannot be removed goes with its folder.
            let _ = fs::remove_file(cookie);
        }
    }

    /// Ends all waits: the caller is about to read everything anew.
    pub(super) fn open(&self) {
        self.inbox.pass(self.cookies.load(Ordering::SeqCst));
    }
}

/// The number of the cookie at `path`.
pub(super) fn cookie(place: &Path, path: &Path) -> Option<u64> {
    path.strip_prefix(place).ok()?.to_str()?.parse().ok()
}
