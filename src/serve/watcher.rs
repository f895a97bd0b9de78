//! The watcher: which folders are watched, and what an event means.
//!
//! Takes the roots, the files and folders that a site is made from, and adds changed paths to an inbox. It
//! stands apart from the inbox because only this module knows the system's events. Each root is watched
//! with everything below it; its parent folder is watched for the root itself being renamed, deleted or
//! created. Whenever a folder appears, all watches are set up anew before anything is read, because events
//! in a new folder before it was watched are lost.

use super::fence;
use super::inbox::Inbox;
use crate::failure::{Cause, Doing, Failure, Reason};
use notify::event::ModifyKind;
use notify::{
    Config, ErrorKind, Event, EventHandler, EventKind, EventKindMask, PollWatcher, RecommendedWatcher,
    RecursiveMode, Watcher as _,
};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How often network shares are polled.
const INTERVAL: Duration = Duration::from_secs(1);

/// Adds changes to an inbox.
pub(super) struct Watcher {
    handler: Handler,
    watcher: Box<dyn notify::Watcher + Send>,
    complete: bool,
}

impl fmt::Debug for Watcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Watcher").field("handler", &self.handler).finish_non_exhaustive()
    }
}

impl Watcher {
    /// Watches `roots`, and `fence`, the folder of cookies.
    pub(super) fn new(
        roots: Vec<PathBuf>,
        poll: bool,
        fence: Option<PathBuf>,
        inbox: &Arc<Inbox>,
    ) -> Result<Self, Failure> {
        let roots = roots.into_iter().map(Root::new).collect::<Result<_, _>>()?;
        let handler = Handler { roots, poll, fence, inbox: Arc::clone(inbox) };
        let (watcher, complete) = handler.watch()?;
        Ok(Self { handler, watcher, complete })
    }

    /// Sets all watches up anew. What happens from now on is reported; what happened before may not have
    /// been.
    pub(super) fn renew(&mut self) -> Result<(), Failure> {
        (self.watcher, self.complete) = self.handler.watch()?;
        Ok(())
    }

    /// Whether every root is watched. One whose parent folder is gone is not.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }
}

/// A root to watch.
#[derive(Debug, Clone)]
struct Root {
    /// Its path as the site names it.
    named: PathBuf,
    /// Its path as events name it.
    absolute: PathBuf,
}

impl Root {
    fn new(named: PathBuf) -> Result<Self, Failure> {
        let absolute =
            std::path::absolute(&named).map_err(|error| Failure::new(Doing::Watch, &named, error))?;
        Ok(Self { named, absolute })
    }
}

/// Handles events: adds what they say to the inbox.
#[derive(Debug, Clone)]
struct Handler {
    roots: Vec<Root>,
    poll: bool,
    fence: Option<PathBuf>,
    inbox: Arc<Inbox>,
}

impl Handler {
    /// A watcher, and whether every root is watched.
    fn watch(&self) -> Result<(Box<dyn notify::Watcher + Send>, bool), Failure> {
        // Without events for reading: reading a large site would overflow the queue.
        let config = Config::default().with_event_kinds(EventKindMask::CORE).with_poll_interval(INTERVAL);
        // What a link leads to is a root of its own, if the site may have it.
        let config = config.with_follow_symlinks(false);
        let first = self.roots.first().map_or(Path::new("."), |root| &root.named);
        let unable = |error| failure(first, error);
        let mut watcher: Box<dyn notify::Watcher + Send> = match self.poll {
            true => Box::new(PollWatcher::new(self.clone(), config).map_err(unable)?),
            false => Box::new(RecommendedWatcher::new(self.clone(), config).map_err(unable)?),
        };
        if let Some(place) = &self.fence {
            watcher.watch(place, RecursiveMode::NonRecursive).map_err(|error| failure(place, error))?;
        }
        let mut complete = true;
        for (folder, mode) in self.folders() {
            let is_root = mode == RecursiveMode::Recursive;
            // A root that is a file, or is not there yet, is reported by its parent folder.
            if is_root && !folder.is_dir() {
                continue;
            }
            match watcher.watch(&folder, mode) {
                Err(_) if !folder.is_dir() => complete &= is_root,
                result => result.map_err(|error| failure(&folder, error))?,
            }
        }
        Ok((watcher, complete))
    }

    /// What to watch: the parent folder of each root, and the roots.
    fn folders(&self) -> BTreeMap<PathBuf, RecursiveMode> {
        let roots = || self.roots.iter().map(|root| root.absolute.as_path());
        let parents = roots().filter_map(Path::parent).map(|parent| (parent, RecursiveMode::NonRecursive));
        let mut folders: BTreeMap<_, _> = parents.collect();
        folders.extend(roots().map(|root| (root, RecursiveMode::Recursive)));
        // What lies below a root is watched with it.
        folders.retain(|path, _| !path.ancestors().skip(1).any(|above| roots().any(|root| root == above)));
        folders.into_iter().map(|(path, mode)| (path.to_owned(), mode)).collect()
    }

    fn take_event(&self, event: &Event) {
        if event.need_rescan() {
            self.inbox.add_folders();
        }
        for path in &event.paths {
            match self.fence.as_deref().and_then(|place| fence::cookie(place, path)) {
                Some(number) => self.inbox.pass(number),
                None => self.take_path(path, event.kind),
            }
        }
    }

    fn take_path(&self, path: &Path, kind: EventKind) {
        let moved = !matches!(kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
        if moved && self.roots.iter().any(|root| root.absolute.starts_with(path)) {
            return self.inbox.add_folders();
        }
        for root in &self.roots {
            let Ok(below) = path.strip_prefix(&root.absolute) else { continue };
            if below.components().any(|part| is_never_of_a_site(&part)) {
                continue;
            }
            match moved && path.is_dir() {
                true => self.inbox.add_folders(),
                // Joining an empty path would leave a separator at the end.
                false if below.as_os_str().is_empty() => self.inbox.add(root.named.clone()),
                false => self.inbox.add(root.named.join(below)),
            }
        }
    }
}

impl EventHandler for Handler {
    fn handle_event(&mut self, event: notify::Result<Event>) {
        match event {
            Ok(event) => self.take_event(&event),
            // A polling watcher looks at everything again next time.
            Err(_) if self.poll => {}
            Err(_) => self.inbox.add_anything(),
        }
    }
}

/// Whether a part of a path names what a site never has: a hidden file or folder (`.git`, `.ma-tuy.md.swp`,
/// `.#ma-tuy.md`), or an editor's temporary file (`ma-tuy.md~`, `#ma-tuy.md#`, Vim's `4913`).
fn is_never_of_a_site(part: &Component<'_>) -> bool {
    let name = part.as_os_str().to_string_lossy();
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name == "4913"
}

fn failure(path: &Path, error: notify::Error) -> Failure {
    let reason = match error.kind {
        ErrorKind::MaxFilesWatch => Cause::TooManyWatches.into(),
        ErrorKind::Io(error) => error.into(),
        kind => Reason::system(notify::Error::new(kind)),
    };
    Failure::new(Doing::Watch, path, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::inbox::Change;
    use notify::event::{CreateKind, DataChange, RemoveKind, RenameMode};

    const SAVED: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const MADE: EventKind = EventKind::Create(CreateKind::File);
    const GONE: EventKind = EventKind::Remove(RemoveKind::Any);

    /// What is reported for a site at `site` with `content/2021/` in it.
    fn reported(site: &Path, kind: EventKind, path: &str) -> Option<Change> {
        std::fs::create_dir_all(site.join("content/2021")).unwrap();
        let inbox = Arc::new(Inbox::default());
        let root = |name: &str| Root { named: name.into(), absolute: site.join(name) };
        let roots = vec![root("content"), root("khacphuc.toml")];
        let mut handler = Handler { roots, poll: false, fence: None, inbox: Arc::clone(&inbox) };
        handler.handle_event(Ok(Event::new(kind).add_path(site.join(path))));
        inbox.take()
    }

    #[test]
    fn what_is_saved_below_a_root_is_named_as_the_site_names_it() {
        let site = tempfile::tempdir().unwrap();
        for (kind, path) in
            [(SAVED, "content/2021/a.md"), (GONE, "content/2021/a.md"), (SAVED, "khacphuc.toml")]
        {
            let change = Change { paths: Some([path.into()].into()), folders: false };
            assert_eq!(reported(site.path(), kind, path), Some(change), "{path}");
        }
    }

    #[test]
    fn folders_that_appear_change_everything() {
        let site = tempfile::tempdir().unwrap();
        let moved = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        let all = Some(Change { paths: None, folders: true });
        for (kind, path) in [(MADE, "content/2021"), (moved, "content/2021"), (GONE, "content"), (GONE, "")] {
            assert_eq!(reported(site.path(), kind, path), all, "{path}");
        }
    }

    #[test]
    fn what_no_site_has_is_not_reported() {
        let site = tempfile::tempdir().unwrap();
        let never = [".a.md.swp", ".#a.md", "a.md~", "#a.md#", "4913", ".git/index.lock"];
        for path in never.map(|name| format!("content/{name}")) {
            assert_eq!(reported(site.path(), MADE, &path), None, "{path}");
        }
        for path in ["public/index.html", "content-old/a.md", "notes.md"] {
            assert_eq!(reported(site.path(), SAVED, path), None, "{path}");
        }
    }

    #[test]
    fn a_root_within_another_one_is_watched_with_it() {
        let site = tempfile::tempdir().unwrap();
        let root = |path: PathBuf| Root { named: path.clone(), absolute: path };
        let roots = vec![root(site.path().to_owned()), root(site.path().join("themes"))];
        let handler = Handler { roots, poll: false, fence: None, inbox: Arc::default() };
        let parent = site.path().parent().unwrap().to_owned();
        let expected =
            [(parent, RecursiveMode::NonRecursive), (site.path().to_owned(), RecursiveMode::Recursive)];
        assert_eq!(handler.folders(), expected.into());
    }
}
