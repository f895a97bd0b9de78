//! `lsp`: the language server, asked by an editor over standard input.
//!
//! Takes looks at a site as `check` takes them, with the texts that are open in the place of those on the disk; what
//! was compiled once is kept. Apart from the server, which does not know how a site is compiled.

use super::language::{AskedLanguage, SETTINGS};
use super::report::Report;
use super::site::{Opened, SiteArgs, open_site, today};
use super::terminal::Exit;
use crate::build::cache::Cache;
use crate::build::mend::{Change, mend};
use crate::build::timings::Timings;
use crate::build::{AtHand, Content, Engine};
use crate::diagnostic::Diagnostic;
use crate::failure::{Doing, Failure};
use crate::language::Language;
use crate::lsp::{self, Backend, Look, Mended, Texts};
use crate::model::strings::Strings;
use crate::model::whole::Whole;
use crate::render::theme::Theme;
use crate::scan::Scan;
use crate::source::{SourceId, Sources};
use lsp_server::Connection;
use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Answers an editor until it goes away.
pub(super) fn lsp(site: SiteArgs, asked: AskedLanguage) -> Result<Exit, Failure> {
    let (connection, threads) = Connection::stdio();
    let has_left = lsp::serve(&connection, |folder| Edited::new(site, asked, folder.as_deref()));
    drop(connection);
    threads.join().map_err(|error| Failure::new(Doing::Read, "stdin", error))?;
    // By the protocol, an editor that is gone without a word has failed, and so has its server.
    Ok(if has_left { Exit::Fine } else { Exit::Mistakes })
}

/// A site that is being edited.
struct Edited {
    site: SiteArgs,
    asked: AskedLanguage,
    /// The folder that paths are from.
    folder: PathBuf,
    content: PathBuf,
    cache: Cache,
    language: Language,
    /// The site as it is on the disk.
    opened: Option<Opened>,
    strings: Strings,
    /// Its content with the texts that were open at the last look.
    scan: Scan,
    /// What was made of that.
    found: Option<Arc<Content>>,
    at_hand: AtHand,
}

impl Edited {
    /// The site in a folder that an editor has opened. Paths in the call are from there, or from the nearest folder
    /// above it that has settings.
    fn new(site: SiteArgs, asked: AskedLanguage, opened: Option<&Path>) -> Self {
        let has_settings = |folder: &&Path| folder.join(SETTINGS).is_file();
        let folder = opened.and_then(|opened| opened.ancestors().find(has_settings)).or(opened);
        if let Some(folder) = folder {
            // A folder that is gone is told of when its content is read.
            drop(env::set_current_dir(folder));
        }
        let folder = env::current_dir().unwrap_or_default();
        let (content, language) = (folder.join(&site.place.content), asked.messages(None));
        let content = content.components().collect();
        Self {
            site,
            asked,
            folder,
            content,
            cache: Cache::in_memory(),
            language,
            opened: None,
            strings: Strings::default(),
            scan: Scan::default(),
            found: None,
            at_hand: AtHand::default(),
        }
    }

    fn open(&mut self) -> Result<(), Failure> {
        let opened = open_site(&self.site, self.asked)?;
        let theme = Theme::load(&opened.root, &opened.options.config.theme)?;
        self.strings = Strings(theme.strings(opened.language)?);
        self.language = opened.language;
        self.opened = Some(opened);
        Ok(())
    }
}

impl Backend for Edited {
    fn content(&self) -> &Path {
        &self.content
    }

    fn file(&self, shown: &str) -> PathBuf {
        self.folder.join(shown)
    }

    fn language(&self) -> Language {
        self.language
    }

    fn look(&mut self, open: &Texts, is_afresh: bool) -> Result<Look, Failure> {
        if is_afresh || self.opened.is_none() {
            self.open()?;
        }
        let Some(opened) = &mut self.opened else { return Ok(Look::default()) };
        opened.options.as_of = self.site.as_of.unwrap_or_else(today);
        self.scan = opened.scan.with(&by_id(&opened.scan.sources, open));
        let engine = Engine::with(&self.scan, &opened.options, &self.cache, Timings::OFF)?;
        let Report { settings, content } = Report::of(opened, engine.findings());
        self.cache.sweep();
        self.found = Some(engine.into_content());
        Ok(Look {
            sources: self.scan.sources.clone(),
            found: content,
            settings: (opened.config_source.clone(), settings),
            whole: Whole::default(),
            headings: opened.options.config.headings.clone(),
            strings: self.strings.clone(),
            language: self.language,
        })
    }

    fn whole(&mut self) -> Result<Whole, Failure> {
        match (&self.opened, &self.found) {
            (Some(opened), Some(found)) => {
                found.whole(&self.scan, &opened.options, &self.cache, &mut self.at_hand)
            }
            (None, _) | (_, None) => Ok(Whole::default()),
        }
    }

    fn mend(&self, wrong: &[&Diagnostic]) -> Result<Mended, Failure> {
        let (Some(opened), Some(content)) = (&self.opened, &self.found) else { return Ok(Mended::new()) };
        let found = &content.findings(&self.scan.sources).reported;
        let mending = mend(&self.scan, &opened.options, &self.cache, found, wrong)?;
        let change = |(file, Change { now, mended })| (file, (now, mended));
        Ok(mending.files.into_iter().map(change).collect())
    }
}

/// Texts by the ids of their files. A file that is not on the disk yet is not of the content yet.
fn by_id(sources: &Sources, open: &Texts) -> BTreeMap<SourceId, Arc<str>> {
    let files = sources.iter().filter_map(|file| Some((file.id, open.get(&file.path)?.clone())));
    files.collect()
}
