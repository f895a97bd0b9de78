//! The served site and its state, kept up to date.
//!
//! Takes a [`Backend`] and the changes in the inbox; gives files by path, and states to subscribers. It
//! stands apart from `http` because it is the only module that locks the site. Changes are taken only under
//! the write lock: a reader that finds no change to take, and then gets the read lock, has a site that
//! includes all of them.

use super::fence::Fence;
use super::inbox::Inbox;
use super::preview::{Answered, Backend, Refreshed, Visit};
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
    /// Pages as last shown, for when the theme can no longer render them.
    shown: Mutex<BTreeMap<String, Vec<u8>>>,
}

/// What is at a path.
pub(super) enum Answer {
    /// A file, and the state that it belongs to.
    File {
        /// Its bytes.
        bytes: Vec<u8>,
        /// The state that they belong to.
        state: State,
        /// Whether it is a page of a file that can be changed in a form.
        has_form: bool,
    },
    /// A folder with a page: the path lacks its slash.
    Folder,
    /// There is no such path.
    Nothing {
        /// The most similar path of the site.
        nearest: Option<String>,
        /// The state in which it is missing.
        state: State,
    },
    /// The site has not been made without mistakes yet.
    Broken(State),
}

/// How often to look for a root whose folder is gone.
const AGAIN: Duration = Duration::from_secs(1);

/// How many pages are kept as last shown: more than anybody opens between two mistakes.
const SHOWN: usize = 1000;

impl Live {
    /// Takes a loaded site and the outcome of its first refresh.
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

    /// Follows changes as they come, for ever.
    pub(super) fn keep(&self) {
        loop {
            self.inbox.wait(AGAIN);
            self.look();
        }
    }

    /// Refreshes the site for reported changes, and for those that no event reports: a new day, a root that
    /// is back.
    fn look(&self) {
        if self.has_found_again() {
            self.inbox.add_folders();
        }
        if self.read().is_outdated() {
            self.inbox.add_anything();
        }
        self.catch_up();
    }

    /// Whether a root is back whose folder was gone, which no event reports.
    fn has_found_again(&self) -> bool {
        let mut watcher = lock(&self.watcher);
        !watcher.is_complete() && watcher.renew().is_ok() && watcher.is_complete()
    }

    /// The states of the site from now on.
    pub(super) fn states(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// What is at `path`, with every save before the call included.
    pub(super) fn find(&self, path: &str) -> Answer {
        let site = self.newest();
        match site.page(path) {
            Some(page) => self.show(path, page, site.has_form(path)),
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

    /// The answer of the form of a page, with every save before the call included.
    pub(super) fn form(&self, path: &str, visit: Visit<'_>) -> Option<Answered> {
        self.newest().form(path, visit)
    }

    /// The site with every save before the call included.
    fn newest(&self) -> RwLockReadGuard<'_, Box<dyn Backend>> {
        if let Some(fence) = &self.fence {
            fence.wait();
        }
        self.catch_up();
        self.read()
    }

    /// The file at `path`; where the theme cannot render it, the page as last shown.
    fn show(&self, path: &str, file: Result<Vec<u8>, Failure>, has_form: bool) -> Answer {
        let bytes = match file {
            Ok(bytes) => {
                self.remember(path, &bytes);
                Some(bytes)
            }
            Err(failure) => {
                self.state.send_if_modified(|state| state.trouble(failure.show(state.language())));
                lock(&self.shown).get(path).cloned()
            }
        };
        let state = self.state.borrow().clone();
        match bytes {
            Some(bytes) => Answer::File { bytes, state, has_form },
            None => Answer::Broken(state),
        }
    }

    /// Keeps a page for [`Self::show`]; files that are no pages do not come from templates and need none.
    fn remember(&self, path: &str, bytes: &[u8]) {
        let mut shown = lock(&self.shown);
        if shown.len() >= SHOWN {
            shown.clear();
        }
        if path.ends_with(".html") {
            shown.insert(path.to_owned(), bytes.to_owned());
        }
    }

    /// Refreshes the site if anything has changed.
    fn catch_up(&self) {
        let mut site = self.site.write().unwrap_or_else(PoisonError::into_inner);
        let Some(change) = self.inbox.take() else { return };
        let unwatched = if change.folders { self.renew().err() } else { None };
        let refreshed = site.refresh(change.paths.as_ref());
        self.state.send_if_modified(|state| {
            let taken = state.take(refreshed, site.language());
            unwatched.is_some_and(|failure| state.trouble(failure.show(state.language()))) || taken
        });
    }

    fn renew(&self) -> Result<(), Failure> {
        let renewed = lock(&self.watcher).renew();
        // A cookie may have been lost between two watches; everything is read after this anyway.
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
    use crate::failure::{Cause, Doing};
    use crate::language::Language;
    use std::collections::BTreeSet;
    use std::path::PathBuf;

    /// A site of one page, which the theme can render only once, and which was made yesterday.
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
            let page = if *asked == 1 {
                Ok(b"good".to_vec())
            } else {
                Err(Failure::new(Doing::Render, path, Cause::Changed))
            };
            (path == "a.html").then_some(page)
        }

        fn paths(&self) -> Box<dyn Iterator<Item = &str> + '_> {
            Box::new(["a.html"].into_iter())
        }

        fn language(&self) -> Language {
            Language::En
        }

        fn has_form(&self, _: &str) -> bool {
            false
        }

        fn form(&self, _: &str, _: Visit<'_>) -> Option<Answered> {
            None
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
        assert_eq!(
            wrong(&live),
            ["cannot render with the template a.html: it changed while the site was built"]
        );
        // Any later save may repair it.
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
