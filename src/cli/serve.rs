//! `serve`: the site, built again whenever its sources change.

use super::{Exit, Opened, SiteArgs, complain, open, progress, read_config, say, show_timings};
use crate::cache::Cache;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::draft::Draft;
use crate::failure::Failure;
use crate::language::Language;
use crate::serve::{HOST, Options, PORT, Preview, Refreshed, Server};
use crate::source::Sources;
use crate::theme::Theme;
use crate::write::{Receipts, Writer};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Where to serve, and how to hear of changes.
#[derive(Debug, Args)]
pub(super) struct PreviewArgs {
    /// Port to serve at [default: the first that is free from 1931 on]
    #[arg(long)]
    port: Option<u16>,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Look for changes every second, for network shares, which do not tell of them
    #[arg(long)]
    poll: bool,
}

/// Serves the site until it is interrupted.
pub(super) fn serve(site: SiteArgs, preview: &PreviewArgs) -> Result<Exit, Failure> {
    let PreviewArgs { port: wanted, open: opens, poll } = *preview;
    let server = Server::start(Options { roots: roots(&site)?, port: wanted, poll })?;
    let port = server.port()?;
    let is_second_choice = wanted.is_none() && port != PORT;
    // Outlives the site, which threads may hold for longer than this.
    let folder = tempfile::tempdir().map_err(|error| Failure::new("make", "a temporary folder", error))?;
    let place = folder.path().to_owned();
    server.run(
        move || Rebuilt::load(site, place),
        move |language| {
            let address = format!("http://{HOST}:{port}/");
            say(&welcome(&address, is_second_choice, language));
            if opens && let Err(error) = open::that_detached(&address) {
                complain(&format!("khacphuc: {}\n", Failure::new("open", address, error)));
            }
        },
    )?;
    Ok(Exit::Fine)
}

/// Everything that the site is made from, there or not.
fn roots(site: &SiteArgs) -> Result<Vec<PathBuf>, Failure> {
    let (config, _) = read_config(site.config.as_deref())?;
    let root = config.parent().unwrap_or(Path::new("")).to_owned();
    Ok(vec![site.content.clone(), root.join("themes"), root.join("templates"), config])
}

fn welcome(address: &str, is_second_choice: bool, language: Language) -> String {
    let taken = match is_second_choice {
        true => language.choose(
            format!("Cổng {PORT} đang có chương trình khác dùng.\n"),
            format!("Port {PORT} is in use by another program.\n"),
        ),
        false => String::new(),
    };
    let end = language.choose("Ctrl-C để dừng", "Ctrl-C ends it");
    format!("{taken}{address} ({end})\n")
}

/// A site that is built into a temporary folder each time; what has not changed stays there.
struct Rebuilt {
    site: SiteArgs,
    language: Language,
    cache: Cache,
    folder: PathBuf,
    receipts: Receipts,
    paths: BTreeSet<String>,
}

impl Rebuilt {
    fn load(site: SiteArgs, folder: PathBuf) -> Result<(Self, Refreshed), Failure> {
        let opened = open(&site)?;
        let mut rebuilt = Self {
            site,
            language: opened.settings.language,
            cache: Cache::in_memory(),
            folder,
            receipts: Receipts::default(),
            paths: BTreeSet::new(),
        };
        let refreshed = rebuilt.take(&opened);
        Ok((rebuilt, refreshed))
    }

    fn take(&mut self, opened: &Opened) -> Refreshed {
        self.language = opened.settings.language;
        let built = self.build(opened);
        show_timings(&self.site, opened);
        built.unwrap_or_else(|failure| wrong(vec![failure.to_string()]))
    }

    fn build(&mut self, opened: &Opened) -> Result<Refreshed, Failure> {
        let draft = Draft::with(&opened.scan, &opened.settings, &self.cache, &opened.watch)?;
        let mistakes = mistakes(opened, &draft);
        if !mistakes.is_empty() {
            return Ok(wrong(mistakes));
        }
        let theme = Theme::load(&opened.root, &opened.settings.config.theme)?;
        let writer = Writer::open(&self.folder, std::mem::take(&mut self.receipts))?;
        let (written, receipts) = draft.build(&theme, writer)?;
        self.receipts = receipts;
        if written.written + written.removed == 0 {
            return Ok(Refreshed::Same);
        }
        self.paths = paths(&self.folder);
        Ok(Refreshed::Fresh)
    }
}

/// Files of the site in a folder, by their paths there; the writer's own are hidden.
fn paths(folder: &Path) -> BTreeSet<String> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let path =
        |file: walkdir::DirEntry| Some(file.path().strip_prefix(folder).ok()?.to_str()?.replace('\\', "/"));
    files.filter_map(path).filter(|path| !path.starts_with('.')).collect()
}

/// Says at the terminal, too, what is wrong.
fn wrong(mistakes: Vec<String>) -> Refreshed {
    complain(&format!("{}\n\n", mistakes.join("\n\n")));
    Refreshed::Wrong(mistakes)
}

impl Preview for Rebuilt {
    fn refresh(&mut self, _: Option<&BTreeSet<PathBuf>>) -> Refreshed {
        match open(&self.site) {
            Err(failure) => wrong(vec![failure.to_string()]),
            Ok(opened) => {
                let refreshed = self.take(&opened);
                if refreshed == Refreshed::Fresh {
                    say(&rebuilt(opened.watch.elapsed(), self.language));
                }
                refreshed
            }
        }
    }

    fn page(&self, path: &str) -> Option<Result<Vec<u8>, Failure>> {
        let file = self.folder.join(self.paths.get(path)?);
        Some(fs::read(&file).map_err(|error| Failure::new("read", file, error)))
    }

    fn paths(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.paths.iter().map(String::as_str))
    }

    fn language(&self) -> Language {
        self.language
    }
}

/// As many mistakes are shown at once.
const SHOWN: usize = 50;

/// Mistakes that stop a build, each as it is printed.
fn mistakes(opened: &Opened, draft: &Draft<'_>) -> Vec<String> {
    let language = opened.settings.language;
    let show = |found: &Diagnostic, sources: &Sources| {
        let text = diagnostic::render(std::slice::from_ref(found), sources, language, false);
        (found.level == Level::Error).then(|| text.trim_end().to_owned())
    };
    let settings = opened.config_mistakes.iter().filter_map(|found| show(found, &opened.config_source));
    let content = draft.findings().reported.iter().filter_map(|found| show(found, &opened.scan.sources));
    let mut mistakes: Vec<String> = settings.chain(content).take(SHOWN + 1).collect();
    if mistakes.len() > SHOWN {
        mistakes[SHOWN] = language.choose("… và còn nữa", "… and more").to_owned();
    }
    mistakes
}

fn rebuilt(time: Duration, language: Language) -> String {
    let seconds = progress::seconds(time, language);
    language.choose(format!("Đã dựng lại ({seconds} giây)\n"), format!("Rebuilt ({seconds} s)\n"))
}
