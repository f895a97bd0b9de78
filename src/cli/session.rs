//! The session of a preview.
//!
//! Takes changes of files from the server, gives pages of the newest site without mistakes, and prints what
//! is wrong. Apart from the server, which does not know how a site is made, and from the engine, which does
//! not know the command line.

use super::language::AskedLanguage;
use super::mistakes::mistakes;
use super::progress;
use super::site::{Opened, SiteArgs, open_site, show_timings, today};
use super::terminal::{complain, say};
use crate::build::Engine;
use crate::build::cache::Cache;
use crate::build::preview::{Followed, Preview};
use crate::failure::Failure;
use crate::fingerprint::Fingerprint;
use crate::language::Language;
use crate::render::theme::Theme;
use crate::serve::{Answered, Backend, Refreshed, Visit};
use crate::source::commit::Author;
use crate::vietnamese::date::Date;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;
use std::{fs, thread};

/// A preview, with what was asked for on the command line.
pub(super) struct Session {
    pub(super) site: SiteArgs,
    pub(super) asked: AskedLanguage,
    pub(super) language: Language,
    pub(super) cache: Cache,
    /// In whose name each save of a form is committed, if it is.
    pub(super) author: Option<Author>,
    /// Held while a form is taken: one save comes after the other.
    pub(super) saving: Mutex<()>,
    /// The day on which it was compiled.
    day: Date,
    pub(super) preview: Option<Preview>,
    /// Fingerprint of what the preview was made from, unless it has followed changes since.
    made_of: Option<Fingerprint>,
    /// Files that may have changed since the preview was made; none where that may be any.
    pub(super) pending: Option<BTreeSet<PathBuf>>,
    paths: OnceLock<Vec<String>>,
}

impl Session {
    pub(super) fn load(
        site: SiteArgs,
        asked: AskedLanguage,
        author: Option<Author>,
    ) -> Result<(Self, Refreshed), Failure> {
        // The day is asked first: should the day end meanwhile, the site is of the next day, and is only made once more.
        let day = today();
        let opened = open_site(&site, asked)?;
        let language = opened.language;
        let cache = Cache::in_memory();
        let mut session = Self {
            site,
            asked,
            language,
            cache,
            author,
            saving: Mutex::new(()),
            day,
            preview: None,
            made_of: None,
            pending: None,
            paths: OnceLock::new(),
        };
        let refreshed = session.take(opened);
        Ok((session, refreshed))
    }

    /// Compiles the site from the start, but for files that were compiled before.
    fn take(&mut self, opened: Opened) -> Refreshed {
        self.language = opened.language;
        self.make(opened).unwrap_or_else(|failure| wrong(vec![failure.show(self.language)]))
    }

    fn make(&mut self, opened: Opened) -> Result<Refreshed, Failure> {
        let engine = Engine::with(&opened.scan, &opened.options, &self.cache, &opened.timings)?;
        let mistakes = mistakes(&opened, &engine);
        let content = engine.into_content();
        show_timings(&self.site, &opened);
        if !mistakes.is_empty() {
            return Ok(wrong(mistakes));
        }
        let theme = Theme::load(&opened.root, &opened.options.config.theme)?;
        self.cache.sweep();
        let made_of = Preview::key(&opened.scan, &opened.options, &content, &theme);
        self.pending = Some(BTreeSet::new());
        if self.preview.is_some() && self.made_of == Some(made_of) {
            return Ok(Refreshed::Same);
        }
        self.made_of = Some(made_of);
        let (had_preview, elapsed) = (self.preview.is_some(), opened.timings.elapsed());
        self.preview = Some(Preview::new(opened.scan, opened.options, content, &theme)?);
        self.paths = OnceLock::new();
        if had_preview {
            say(&rebuilt(elapsed, self.language));
        }
        Ok(Refreshed::Fresh)
    }

    /// Follows what has changed without compiling from the start, if it is of that kind.
    fn follow(&mut self) -> Option<Refreshed> {
        let (preview, pending) = (self.preview.as_mut()?, self.pending.as_mut()?);
        wait_for_text(pending);
        let refreshed = match preview.follow(pending) {
            Followed::Same => Refreshed::Same,
            Followed::Fresh => {
                self.made_of = None;
                self.paths = OnceLock::new();
                Refreshed::Fresh
            }
            Followed::Beyond => return None,
        };
        pending.clear();
        Some(refreshed)
    }
}

/// Milliseconds to wait for the text of files that are empty, however many there are.
const WRITING: usize = 50;

/// Waits while any of the files is empty: who writes one in its place empties it first.
fn wait_for_text(files: &BTreeSet<PathBuf>) {
    let is_empty = |file: &PathBuf| fs::metadata(file).is_ok_and(|found| found.is_file() && found.len() == 0);
    for _ in (0..WRITING).take_while(|_| files.iter().any(is_empty)) {
        thread::sleep(Duration::from_millis(1));
    }
}

/// Says at the terminal, too, what is wrong.
fn wrong(mistakes: Vec<String>) -> Refreshed {
    complain(&format!("{}\n\n", mistakes.join("\n\n")));
    Refreshed::Wrong(mistakes)
}

impl Backend for Session {
    fn refresh(&mut self, changed: Option<&BTreeSet<PathBuf>>) -> Refreshed {
        self.pending = self.pending.take().zip(changed).map(|(pending, changed)| &pending | changed);
        if let Some(refreshed) = self.follow() {
            return refreshed;
        }
        self.day = today();
        match open_site(&self.site, self.asked) {
            Err(failure) => wrong(vec![failure.show(self.language)]),
            Ok(opened) => self.take(opened),
        }
    }

    fn is_outdated(&self) -> bool {
        self.site.as_of.is_none() && self.day != today()
    }

    fn page(&self, path: &str) -> Option<Result<Vec<u8>, Failure>> {
        self.preview.as_ref()?.page(path)
    }

    fn paths(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        // What cannot be read is told by whichever page needs it.
        let made = || self.preview.as_ref().map(Preview::paths);
        let paths = || made().and_then(Result::ok).unwrap_or_default();
        Box::new(self.paths.get_or_init(paths).iter().map(String::as_str))
    }

    fn language(&self) -> Language {
        self.language
    }

    fn has_form(&self, path: &str) -> bool {
        self.has_form_of(path)
    }

    fn form(&self, path: &str, visit: Visit<'_>) -> Option<Answered> {
        self.form_of(path, visit)
    }
}

fn rebuilt(time: Duration, language: Language) -> String {
    let seconds = progress::seconds(time, language);
    language.choose(format!("Đã dựng lại ({seconds} giây)\n"), format!("Rebuilt ({seconds} s)\n"))
}
