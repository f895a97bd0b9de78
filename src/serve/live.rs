//! The site and its state, kept up to date.
//!
//! Whoever holds the site for writing has taken what changed; so whoever finds nothing to take, and
//! then gets hold of the site, gets one that knows of it.

use super::fence::Fence;
use super::inbox::Inbox;
use super::preview::{Backend, Refreshed};
use super::reload::State;
use super::watcher::Watcher;
use crate::failure::Failure;
use crate::lock::lock;
use crate::vietnamese::letters;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;
use tokio::sync::watch;

/// A site that is served.
pub(super) struct Live {
    site: RwLock<Box<dyn Backend>>,
    state: watch::Sender<State>,
    inbox: Arc<Inbox>,
    watcher: Mutex<Watcher>,
    fence: Option<Fence>,
    /// Pages as they were shown last, for when the theme cannot show them any more.
    shown: Mutex<BTreeMap<String, Vec<u8>>>,
}

/// What is at a path.
pub(super) enum Answer {
    /// A file, as of a state.
    File {
        /// Its bytes.
        bytes: Vec<u8>,
        /// The state that they belong to.
        state: State,
    },
    /// A folder with a page of its own: the path lacks a slash.
    Folder,
    /// Nothing.
    Nothing {
        /// The path most like it.
        nearest: Option<String>,
        /// The state in which it is missing.
        state: State,
    },
    /// There was no good page yet.
    Broken(State),
}

/// How long until a root is looked for again whose folder is gone.
const AGAIN: Duration = Duration::from_secs(1);

/// How many pages are kept as they were shown last: more than anybody looks at between two mistakes.
const SHOWN: usize = 1000;

impl Live {
    /// Takes a site that has been loaded, and what came of that.
    pub(super) fn new(
        site: Box<dyn Backend>,
        refreshed: Refreshed,
        inbox: Arc<Inbox>,
        watcher: Watcher,
        fence: Option<Fence>,
    ) -> Self {
        let mut state = State::new(site.language());
        state.take(refreshed, site.language());
        let (state, _) = watch::channel(state);
        let shown = Mutex::default();
        Self { site: RwLock::new(site), state, inbox, watcher: Mutex::new(watcher), fence, shown }
    }

    /// Looks at changes as they come, for ever.
    pub(super) fn keep(&self) {
        loop {
            self.inbox.wait(AGAIN);
            self.look();
        }
    }

    /// Looks at what has changed, and for what nothing tells of.
    fn look(&self) {
        if self.has_found_again() {
            self.inbox.add_folders();
        }
        if self.read().is_outdated() {
            self.inbox.add_anything();
        }
        self.catch_up();
    }

    /// Whether a root is there again whose folder was gone, which nothing tells of.
    fn has_found_again(&self) -> bool {
        let mut watcher = lock(&self.watcher);
        !watcher.is_complete() && watcher.renew().is_ok() && watcher.is_complete()
    }

    /// States of the site from now on.
    pub(super) fn states(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// What is at `path` now, every save before the call included.
    pub(super) fn find(&self, path: &str) -> Answer {
        if let Some(fence) = &self.fence {
            fence.wait();
        }
        self.catch_up();
        let site = self.read();
        match site.page(path) {
            Some(page) => self.show(path, page),
            None if self.state.borrow().is_new() => Answer::Broken(self.state.borrow().clone()),
            None => {
                let page = format!("{path}/index.html");
                match site.paths().any(|known| known == page) {
                    true => Answer::Folder,
                    false => Answer::Nothing {
                        nearest: letters::nearest(path, site.paths()).map(str::to_owned),
                        state: self.state.borrow().clone(),
                    },
                }
            }
        }
    }

    /// A file, or what it was when the theme could show it.
    fn show(&self, path: &str, file: Result<Vec<u8>, Failure>) -> Answer {
        let bytes = match file {
            Ok(bytes) => {
                self.remember(path, &bytes);
                Some(bytes)
            }
            Err(failure) => {
                self.state.send_if_modified(|state| state.trouble(failure.to_string()));
                lock(&self.shown).get(path).cloned()
            }
        };
        let state = self.state.borrow().clone();
        match bytes {
            Some(bytes) => Answer::File { bytes, state },
            None => Answer::Broken(state),
        }
    }

    /// Keeps a page; other files are not made by the theme.
    fn remember(&self, path: &str, bytes: &[u8]) {
        let mut shown = lock(&self.shown);
        if shown.len() >= SHOWN {
            shown.clear();
        }
        if path.ends_with(".html") {
            shown.insert(path.to_owned(), bytes.to_owned());
        }
    }

    /// Brings the site up to date with what has changed, if anything has.
    fn catch_up(&self) {
        let mut site = self.site.write().unwrap_or_else(PoisonError::into_inner);
        let Some(change) = self.inbox.take() else { return };
        let deaf = if change.folders { self.renew().err() } else { None };
        let refreshed = site.refresh(change.paths.as_ref());
        self.state.send_if_modified(|state| {
            let taken = state.take(refreshed, site.language());
            deaf.is_some_and(|failure| state.trouble(failure.to_string())) || taken
        });
    }

    fn renew(&self) -> Result<(), Failure> {
        let renewed = lock(&self.watcher).renew();
        // A cookie may have been lost between two watches; all is read after this anyway.
        self.fence.iter().for_each(Fence::open);
        renewed
    }

    fn read(&self) -> RwLockReadGuard<'_, Box<dyn Backend>> {
        self.site.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    /// A site of one page, which the theme cannot show from the second time on, and which was made yesterday.
    #[derive(Default)]
    struct Failing {
        asked: Mutex<usize>,
        is_made_today: bool,
    }

    impl Backend for Failing {
        fn refresh(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> Refreshed {
            self.is_made_today |= changed.is_none();
            Refreshed::Fresh
        }

        fn is_outdated(&self) -> bool {
            !self.is_made_today
        }

        fn page(&self, path: &str) -> Option<Result<Vec<u8>, Failure>> {
            let mut asked = lock(&self.asked);
            *asked += 1;
            let page =
                if *asked == 1 { Ok(b"good".to_vec()) } else { Err(Failure::new("render", path, "?")) };
            (path == "a.html").then_some(page)
        }

        fn paths(&self) -> Box<dyn Iterator<Item = &str> + '_> {
            Box::new(["a.html"].into_iter())
        }

        fn language(&self) -> Language {
            Language::En
        }
    }

    fn live(refreshed: Refreshed) -> Live {
        let inbox = Arc::default();
        let watcher = Watcher::new(Vec::new(), false, None, &inbox).unwrap();
        Live::new(Box::new(Failing::default()), refreshed, inbox, watcher, None)
    }

    fn wrong(live: &Live) -> Vec<String> {
        live.state.borrow().wrong().map(str::to_owned).collect()
    }

    #[test]
    fn a_page_that_the_theme_cannot_show_any_more_is_as_it_was() {
        let live = live(Refreshed::Fresh);
        let is_good = || matches!(live.find("a.html"), Answer::File { bytes, .. } if bytes == b"good");
        assert!(is_good() && wrong(&live).is_empty());
        assert!(is_good());
        assert_eq!(wrong(&live), ["cannot render a.html: ?"]);
        // Whatever is saved next may mend it.
        live.inbox.add("a.md".into());
        assert!(
            matches!(live.find("b.html"), Answer::Nothing { nearest: Some(near), .. } if near == "a.html")
        );
        assert!(wrong(&live).is_empty());
    }

    #[test]
    fn a_new_day_makes_the_site_anew() {
        let live = live(Refreshed::Same);
        live.inbox.add("a.md".into());
        live.catch_up();
        assert!(live.read().is_outdated());
        live.look();
        assert!(!live.read().is_outdated());
        assert!(live.inbox.take().is_none());
    }

    #[test]
    fn without_a_good_site_nothing_is_there() {
        let live = live(Refreshed::Wrong(vec!["?".to_owned()]));
        assert!(matches!(live.find("b.html"), Answer::Broken(state) if state.wrong().eq(["?"])));
    }
}
