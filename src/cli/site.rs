//! A site as the command line asks for it: its content, its options, its day.

use super::language::{AskedLanguage, SETTINGS};
use super::progress;
use super::terminal::complain;
use crate::build::timings::{Stage, Timings};
use crate::build::{Between, Options};
use crate::diagnostic::{Code, Diagnostic};
use crate::disk;
use crate::draft::Material;
use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use crate::model::ledger::Ledger;
use crate::render::theme::Theme;
use crate::scan::{self, Scan};
use crate::settings::{Config, Edition};
use crate::source::provenance::Provenance;
use crate::source::revision::{At, Repository, Revision, Snapshot};
use crate::source::{Place, Source, Sources};
use crate::vietnamese::date::Date;
use clap::Args;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// Where a site is.
#[derive(Debug, Clone, Args)]
pub(super) struct ContentArgs {
    /// Folder that the content is in
    #[arg(long, value_name = "DIR", default_value = "content", global = true)]
    pub(super) content: PathBuf,
    /// Options; without this, khacphuc.toml where there is one
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
}

impl ContentArgs {
    /// All of the site, today.
    pub(super) fn whole(&self) -> SiteArgs {
        SiteArgs { place: self.clone(), edition: Edition::Internal, as_of: None, timings: false }
    }
}

#[derive(Debug, Clone, Args)]
pub(super) struct SiteArgs {
    #[command(flatten)]
    pub(super) place: ContentArgs,
    /// What the build lets out
    #[arg(long, value_enum, default_value_t)]
    pub(super) edition: Edition,
    /// Day on which the site is true: it decides what is late [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) as_of: Option<Date>,
    /// Print how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
}

/// The moment that a site is asked for at.
#[derive(Debug, Clone, Args)]
pub(super) struct AtArgs {
    /// The site as the git repository stood then: at a revision, or at the end of a day on the line of HEAD. Content,
    /// settings and theme are those of that commit; so is the day of --as-of, unless that says another
    #[arg(long, value_name = "REV|YYYY-MM-DD")]
    pub(super) at: Option<At>,
}

/// A site as its repository stood at a commit. It lasts as long as the files that the site is read from.
#[derive(Debug)]
pub(super) struct Past {
    snapshot: Snapshot,
    pub(super) revision: Revision,
    top: PathBuf,
}

impl Past {
    /// The files of the commit at a moment.
    pub(super) fn of(place: &ContentArgs, at: &At) -> Result<Self, Failure> {
        if matches!(at, At::Day(day) if *day > today()) {
            return Err(Failure::new(Doing::ReadRevision, at.name(), Cause::DayAhead));
        }
        let repository = Repository::of(&place.content)?;
        let revision = repository.find(at)?;
        let snapshot = repository.files(&revision)?;
        Ok(Self { snapshot, revision, top: repository.top().to_owned() })
    }

    /// A failure, told of the file of the repository rather than of that of the commit.
    pub(super) fn told(&self, failure: Failure) -> Failure {
        failure.moved(&self.snapshot.folder(), &self.top)
    }

    /// What git knows of the time from an earlier revision up to this one.
    pub(super) fn since(&self, from: &Self, site: &SiteArgs) -> Result<Between, Failure> {
        let content = self.path(Doing::ReadContent, &site.place.content)?;
        Ok(Between {
            walk: self.snapshot.walk(&from.revision, &self.revision, &content)?,
            renamed: self.snapshot.renamed_since(&from.revision, &self.revision, &content)?,
        })
    }

    fn path(&self, doing: Doing, now: &Path) -> Result<PathBuf, Failure> {
        self.snapshot.path(now).ok_or_else(|| Failure::new(doing, now, Cause::OutsideRepository))
    }

    /// Where the site is among the files of the commit.
    fn place(&self, now: &ContentArgs) -> Result<ContentArgs, Failure> {
        let content = self.path(Doing::ReadContent, &now.content)?;
        let named = now.config.as_deref();
        let config = self.path(Doing::Read, named.unwrap_or(Path::new(SETTINGS)))?;
        let lacking = |doing, now: &Path| Err(Failure::new(doing, now, Cause::NotThen));
        if !content.is_dir() {
            return lacking(Doing::ReadContent, &now.content);
        }
        match named {
            Some(named) if !config.exists() => return lacking(Doing::Read, named),
            Some(_) => {}
            None => write_missing(&config)?,
        }
        let beside = config.parent().unwrap_or(&content);
        let (themes, templates) = (beside.join("themes"), beside.join("templates"));
        match self.snapshot.lacks(&[&content, &config, &themes, &templates]) {
            Some((lacking, cause)) => Err(Failure::new(Doing::ReadRevision, self.top.join(lacking), cause)),
            None => Ok(ContentArgs { content, config: Some(config) }),
        }
    }
}

/// Settings that are not there are as empty ones.
pub(super) fn write_missing(settings: &Path) -> Result<(), Failure> {
    if settings.exists() {
        return Ok(());
    }
    let folder = settings.parent().unwrap_or(settings);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(settings, ""));
    written.map_err(|error| Failure::new(Doing::Write, settings, error))
}

/// The only place that asks what day it is.
#[expect(clippy::disallowed_methods, reason = "the default of --as-of")]
pub(super) fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Folder, beside the options, of what is kept for the next build.
pub(super) const CACHE: &str = ".khacphuc-cache";

/// A site as it was asked for.
pub(super) struct Opened {
    pub(super) options: Options,
    /// Language of messages.
    pub(super) language: Language,
    pub(super) timings: Timings,
    pub(super) scan: Scan,
    pub(super) root: PathBuf,
    /// Path of the options file, as the disk has it.
    pub(super) config_path: PathBuf,
    /// The options file, and what is wrong with it.
    pub(super) config_source: Sources,
    pub(super) config_mistakes: Vec<Diagnostic>,
}

impl Opened {
    /// What drafts are made from.
    pub(super) fn material<'m>(&'m self, ledger: &'m Ledger) -> Material<'m> {
        let (headings, language) = (&self.options.config.headings, self.language);
        Material { ledger, sources: &self.scan.sources, headings, language }
    }

    /// Path of the settings, as diagnostics show it.
    pub(super) fn settings(&self) -> &str {
        self.config_source.iter().next().map_or("", |source| source.path.as_str())
    }
}

pub(super) fn open_site(args: &SiteArgs, asked: AskedLanguage) -> Result<Opened, Failure> {
    open_as(args, asked, None)
}

/// Opens a site at a moment of the past, where one is asked for.
pub(super) fn open_then(
    args: &SiteArgs,
    past: Option<&Past>,
    asked: AskedLanguage,
) -> Result<Opened, Failure> {
    let Some(past) = past else { return open_site(args, asked) };
    let shown = slashed(args.place.config.as_deref().unwrap_or(Path::new(SETTINGS)));
    let then = SiteArgs {
        place: past.place(&args.place)?,
        as_of: Some(args.as_of.unwrap_or(past.revision.day)),
        ..args.clone()
    };
    let mut opened = open_as(&then, asked, Some(&shown)).map_err(|failure| past.told(failure))?;
    opened.scan.sources.root = slashed(&args.place.content);
    // Bags need not be in git; the lock file of a year says whether they are the right ones.
    if !opened.scan.archive.is_dir() {
        let now = args.place.config.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        opened.scan.archive = now.join(&opened.options.config.archive.folder);
    }
    if opened.options.config.shows_changes(opened.options.edition) {
        let read = || past.snapshot.provenance(&past.revision, &then.place.content);
        opened.scan.provenance = opened.timings.time(Stage::Scan, read)?;
    }
    opened.options.revision = Some(past.revision.clone());
    Ok(opened)
}

/// A path as diagnostics show it.
fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Opens a site whose settings are shown under another path.
pub(super) fn open_as(args: &SiteArgs, asked: AskedLanguage, shown: Option<&str>) -> Result<Opened, Failure> {
    let (path, bytes) = read_config(args.place.config.as_deref())?;
    let root = path.parent().unwrap_or(Path::new("")).to_owned();
    let shown = shown.map_or_else(|| slashed(&path), str::to_owned);
    let text = String::from_utf8(bytes);
    let source = Source::new(&shown, text.as_deref().unwrap_or_default());
    let (config, mut config_mistakes) = Config::read(&source.text(), source.id, &Theme::names(&root));
    if text.is_err() {
        config_mistakes.push(Diagnostic::new(Code::NotUtf8, Place::top(source.id)));
    }
    let config_source = Sources::new(String::new(), vec![source]);
    let (language, as_of) = (asked.site(config.language), args.as_of.unwrap_or_else(today));
    let options = Options::plain(config, args.edition, language, as_of);
    let language = asked.messages(options.config.language);
    let timings = Timings::start(progress::line(language));
    let mut scan = timings
        .time(Stage::Scan, || scan::scan_with(&args.place.content, &root, &options.config.symlinks))?;
    scan.archive = root.join(&options.config.archive.folder);
    if options.config.shows_changes(options.edition) {
        scan.provenance = timings.time(Stage::Scan, || Provenance::read(&args.place.content));
    }
    Ok(Opened { options, language, timings, scan, root, config_path: path, config_source, config_mistakes })
}

/// Options that are named must be there; without a name there may be none.
pub(super) fn read_config(named: Option<&Path>) -> Result<(PathBuf, Vec<u8>), Failure> {
    let path = named.unwrap_or(Path::new(SETTINGS));
    match disk::read(path) {
        Ok(bytes) => Ok((path.to_owned(), bytes)),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
            Ok((path.to_owned(), Vec::new()))
        }
        Err(error) => Err(Failure::new(Doing::Read, path, error)),
    }
}

pub(super) fn show_timings(args: &SiteArgs, opened: &Opened) {
    if args.timings {
        complain(&progress::table(&opened.timings.measured(), opened.language));
    }
}
