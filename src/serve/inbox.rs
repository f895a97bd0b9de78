//! The inbox: changes that are reported and not yet taken.
//!
//! The watcher adds paths, and whoever refreshes the site takes all of them at once. It stands apart from
//! `watcher` because it also decides when a burst of changes is over, and holds the number that the fence
//! waits for.

use crate::lock::lock;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Changes, collected until they are taken.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    pending: Mutex<Pending>,
    arrived: Condvar,
    passed: Condvar,
}

#[derive(Debug, Default)]
struct Pending {
    change: Option<Change>,
    /// Number of the last cookie that was reported.
    cookie: u64,
}

/// What may have changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// Files and folders; `None` means that anything may have changed.
    pub(super) paths: Option<BTreeSet<PathBuf>>,
    /// Whether folders appeared or vanished, so that all watches must be set up anew.
    pub(super) folders: bool,
}

/// Longest pause between the steps in which an editor saves one file.
const STEPS: Duration = Duration::from_millis(5);

/// Longest pause between the files that a program changes one after the other (`git checkout`).
const MANY: Duration = Duration::from_millis(100);

/// From this many paths on, a change is not a single save, and [`MANY`] is the pause to wait for.
const FEW: usize = 16;

/// A burst is interrupted after this time.
const LONGEST: Duration = Duration::from_secs(2);

impl Inbox {
    /// Adds a path.
    pub(super) fn add(&self, path: PathBuf) {
        self.change(|change| {
            if let Some(paths) = &mut change.paths {
                paths.insert(path);
            }
        });
    }

    /// Records that anything may have changed.
    pub(super) fn add_anything(&self) {
        self.change(|change| change.paths = None);
    }

    /// Records that anything may have changed, folders too.
    pub(super) fn add_folders(&self) {
        self.change(|change| *change = Change { paths: None, folders: true });
    }

    fn change(&self, add: impl FnOnce(&mut Change)) {
        let mut pending = lock(&self.pending);
        let nothing = || Change { paths: Some(BTreeSet::new()), folders: false };
        add(pending.change.get_or_insert_with(nothing));
        self.arrived.notify_all();
    }

    /// Takes what has changed since the last call.
    pub(super) fn take(&self) -> Option<Change> {
        lock(&self.pending).change.take()
    }

    /// Blocks, up to `limit`, until something has changed and the burst that it belongs to is over.
    #[expect(clippy::disallowed_methods, reason = "to wait no longer than that; no page depends on it")]
    pub(super) fn wait(&self, limit: Duration) {
        let waited = self.arrived.wait_timeout_while(lock(&self.pending), limit, |p| p.change.is_none());
        let mut pending = waited.unwrap_or_else(PoisonError::into_inner).0;
        let start = Instant::now();
        while let Some(change) = &pending.change
            && start.elapsed() < LONGEST
        {
            let few = change.paths.as_ref().is_some_and(|paths| paths.len() <= FEW);
            let quiet = self.arrived.wait_timeout(pending, if few { STEPS } else { MANY });
            let (after, waited) = quiet.unwrap_or_else(PoisonError::into_inner);
            pending = after;
            if waited.timed_out() {
                break;
            }
        }
    }

    /// Records that everything up to cookie number `cookie` has been reported.
    pub(super) fn pass(&self, cookie: u64) {
        let mut pending = lock(&self.pending);
        pending.cookie = pending.cookie.max(cookie);
        self.passed.notify_all();
    }

    /// Blocks, up to `limit`, until cookie number `cookie` has been reported.
    pub(super) fn wait_for(&self, cookie: u64, limit: Duration) {
        let waited = self.passed.wait_timeout_while(lock(&self.pending), limit, |p| p.cookie < cookie);
        drop(waited);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn changes_add_up_until_they_are_taken() {
        let inbox = Inbox::default();
        assert_eq!(inbox.take(), None);
        inbox.add("a".into());
        inbox.add("b".into());
        inbox.add("a".into());
        let paths = inbox.take().unwrap().paths.unwrap();
        assert_eq!(paths.iter().collect::<Vec<_>>(), [Path::new("a"), Path::new("b")]);
        assert_eq!(inbox.take(), None);
    }

    #[test]
    fn anything_swallows_what_comes_before_and_after_it() {
        let inbox = Inbox::default();
        inbox.add("a".into());
        inbox.add_folders();
        inbox.add("b".into());
        inbox.add_anything();
        assert_eq!(inbox.take(), Some(Change { paths: None, folders: true }));
    }
}
