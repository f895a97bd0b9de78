//! A site as the command line asks for it: its content, its options, its day.

use super::progress;
use super::terminal::complain;
use crate::build::Options;
use crate::build::timings::{Stage, Timings};
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::language::Language;
use crate::scan::{self, Scan};
use crate::settings::{Config, Edition};
use crate::source::git::Provenance;
use crate::source::{Source, Sources};
use crate::vietnamese::date::Date;
use clap::Args;
use std::io;
use std::path::Path;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct SiteArgs {
    /// Folder that the content is in
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(super) content: PathBuf,
    /// Options; without this, khacphuc.toml where there is one
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// What the build lets out
    #[arg(long, value_enum, default_value_t)]
    pub(super) edition: Edition,
    /// Day on which the site is true: it decides what is late [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) as_of: Option<Date>,
    /// Language of labels and messages [default: the options', or vi]
    #[arg(long, value_enum)]
    pub(super) language: Option<Language>,
    /// Print how long each stage took
    #[arg(long)]
    pub(super) timings: bool,
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
    pub(super) timings: Timings,
    pub(super) scan: Scan,
    pub(super) root: PathBuf,
    /// The options file, and what is wrong with it.
    pub(super) config_source: Sources,
    pub(super) config_mistakes: Vec<Diagnostic>,
}

pub(super) fn open_site(args: &SiteArgs) -> Result<Opened, Failure> {
    let (path, text) = read_config(args.config.as_deref())?;
    let shown = path.to_string_lossy().replace('\\', "/");
    let source = Source::new(&shown, &text);
    let (config, config_mistakes) = Config::read(&source.text(), source.id);
    let config_source = Sources::new(String::new(), vec![source]);
    let root = path.parent().unwrap_or(Path::new("")).to_owned();
    let options = Options {
        edition: args.edition,
        as_of: args.as_of.unwrap_or_else(today),
        language: args.language.unwrap_or(config.language),
        config,
    };
    let timings = Timings::start(progress::line(options.language));
    let mut scan = timings.time(Stage::Scan, || scan::scan(&args.content))?;
    if options.config.shows_changes(options.edition) {
        scan.provenance = timings.time(Stage::Scan, || Provenance::read(&args.content));
    }
    Ok(Opened { options, timings, scan, root, config_source, config_mistakes })
}

/// Options that are named must be there; without a name there may be none.
pub(super) fn read_config(named: Option<&Path>) -> Result<(PathBuf, String), Failure> {
    let path = named.unwrap_or(Path::new("khacphuc.toml"));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok((path.to_owned(), text)),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
            Ok((path.to_owned(), String::new()))
        }
        Err(error) => Err(Failure::new("read", path, error)),
    }
}

pub(super) fn show_timings(args: &SiteArgs, opened: &Opened) {
    if args.timings {
        complain(&progress::table(&opened.timings.measured(), opened.options.language));
    }
}
