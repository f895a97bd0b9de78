//! The command line: the only place that prints, asks what day it is, and exits.

mod init;
mod progress;
mod serve;

use crate::build::cache::Cache;
use crate::build::pipeline::{Draft, Settings};
use crate::build::timings::{Stage, Watch};
use crate::diagnostic::{self, Diagnostic};
use crate::failure::Failure;
use crate::language::Language;
use crate::model::findings::Findings;
use crate::render::theme::Theme;
use crate::scan::{self, Scan};
use crate::settings::{Config, Edition};
use crate::source::git::Provenance;
use crate::source::{Source, Sources};
use crate::vietnamese::date::Date;
use crate::write::Written;
use clap::{Args, CommandFactory, Parser, Subcommand};
use std::io::{self, IsTerminal, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Follow every deficiency across the years.
///
/// Compiles plans, reports and deficiencies, written as Markdown files with front matter, into a
/// linked static site: what was found wrong, what was promised, how it was judged, what came back,
/// and what was never heard of again.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_long_help = TEACHING)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const TEACHING: &str = "\
A first site:
  khacphuc init my-site && cd my-site
  khacphuc build                 # then open public/index.html

Every day:
  khacphuc check                 # all mistakes and findings, with file, line and what is allowed
  khacphuc serve --open          # the pages while you write, in a browser
  khacphuc build --edition internal --out /srv/intranet/khacphuc

Content is one folder per body and year, one file per deficiency:
  content/tay-ninh/index.md          kind: body
  content/tay-ninh/2023/plan.md      kind: plan
  content/tay-ninh/2021/ma-tuy.md    kind: deficiency, status: partly-fixed
A file of the next year with the same `deficiency:` goes on from it; nothing else is needed.

Exit status: 0 fine, 1 mistakes in the content, 2 usage or machine.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile the content into a site
    ///
    /// Reports every mistake and finding first. With a mistake nothing is written, and the site of
    /// the last build stays; findings (warnings) do not stop a build.
    Build {
        #[command(flatten)]
        site: SiteArgs,
        /// Folder that the site is written into; files that khacphuc did not write are left alone
        #[arg(long, value_name = "DIR", default_value = "public")]
        out: PathBuf,
    },
    /// Report every mistake and finding, and write nothing
    Check {
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Show the site in a browser while it is written
    ///
    /// Serves the site from memory, to this machine only, and writes nothing. Pages that are open in a
    /// browser follow what is saved; a mistake is shown over the last good page until it is mended.
    /// Ctrl-C ends it.
    #[command(mut_arg("edition", |edition| edition.default_value("internal")))]
    Serve {
        #[command(flatten)]
        site: SiteArgs,
        #[command(flatten)]
        preview: serve::PreviewArgs,
    },
    /// Make a small site to start from
    Init {
        /// Folder to make it in
        dir: PathBuf,
    },
    /// Print completions for a shell
    Completions {
        /// Shell to complete for
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
struct SiteArgs {
    /// Folder that the content is in
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Settings; without this, khacphuc.toml where there is one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What the build lets out
    #[arg(long, value_enum, default_value_t)]
    edition: Edition,
    /// Day on which the site is true: it decides what is late [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<Date>,
    /// Language of labels and messages [default: the settings', or vi]
    #[arg(long, value_enum)]
    language: Option<Language>,
    /// Print how long each stage took
    #[arg(long)]
    timings: bool,
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// Nothing stands in the way.
    Fine = 0,
    /// The content has mistakes.
    Mistakes = 1,
    /// The call was wrong, or the machine failed.
    Machine = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Runs the command line. A broken usage ends with status 2, as clap does it.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Build { site, out } => build(&site, &out),
        Command::Check { site } => check(&site),
        Command::Serve { site, preview } => serve::serve(site, &preview),
        Command::Init { dir } => init::init(&dir, today()).map(|text| say(&text)),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "khacphuc", &mut script);
            Ok(say(&String::from_utf8_lossy(&script)))
        }
    };
    let exit = result.unwrap_or_else(|failure| {
        complain(&format!("khacphuc: {failure}\n"));
        Exit::Machine
    });
    exit.into()
}

/// Prints to standard output. A reader that has gone away is no failure.
fn say(text: &str) -> Exit {
    progress::clear();
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Exit::Machine,
        _ => Exit::Fine,
    }
}

/// Prints to standard error; where even that fails, nobody is there to be told.
fn complain(text: &str) {
    progress::clear();
    let _ = io::stderr().write_all(text.as_bytes());
}

/// The only place that asks what day it is.
#[expect(clippy::disallowed_methods, reason = "the default of --as-of")]
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Folder, beside the settings, of what is kept for the next build.
const CACHE: &str = ".khacphuc-cache";

/// A site as it was asked for.
struct Opened {
    settings: Settings,
    watch: Watch,
    scan: Scan,
    root: PathBuf,
    /// The settings file, and what is wrong with it.
    config_source: Sources,
    config_mistakes: Vec<Diagnostic>,
}

fn open(args: &SiteArgs) -> Result<Opened, Failure> {
    let (path, text) = read_config(args.config.as_deref())?;
    let shown = path.to_string_lossy().replace('\\', "/");
    let source = Source::new(&shown, &text);
    let (config, config_mistakes) = Config::read(&source.text(), source.id);
    let config_source = Sources::new(String::new(), vec![source]);
    let root = path.parent().unwrap_or(Path::new("")).to_owned();
    let settings = Settings {
        edition: args.edition,
        as_of: args.as_of.unwrap_or_else(today),
        language: args.language.unwrap_or(config.language),
        config,
    };
    let watch = Watch::start(progress::line(settings.language));
    let mut scan = watch.time(Stage::Scan, || scan::scan(&args.content))?;
    if settings.config.shows_changes(settings.edition) {
        scan.provenance = watch.time(Stage::Scan, || Provenance::read(&args.content));
    }
    Ok(Opened { settings, watch, scan, root, config_source, config_mistakes })
}

/// Settings that are named must be there; without a name there may be none.
fn read_config(named: Option<&Path>) -> Result<(PathBuf, String), Failure> {
    let path = named.unwrap_or(Path::new("khacphuc.toml"));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok((path.to_owned(), text)),
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
            Ok((path.to_owned(), String::new()))
        }
        Err(error) => Err(Failure::new("read", path, error)),
    }
}

fn check(args: &SiteArgs) -> Result<Exit, Failure> {
    let opened = left_behind(open(args)?);
    let Opened { scan, settings, watch, .. } = &*opened;
    let draft = left_behind(Draft::with(scan, settings, Cache::none(), watch)?);
    let exit = report(&opened, draft.findings());
    if exit == Exit::Fine && draft.findings().reported.is_empty() {
        say(opened.settings.language.choose("Không có gì phải sửa.\n", "Nothing to mend.\n"));
    }
    show_timings(args, &opened);
    Ok(exit)
}

fn build(args: &SiteArgs, out: &Path) -> Result<Exit, Failure> {
    keep_apart(&args.content, out)?;
    let opened = left_behind(open(args)?);
    let cache = left_behind(Cache::open(&opened.root.join(CACHE)));
    let draft = left_behind(Draft::with(&opened.scan, &opened.settings, &cache, &opened.watch)?);
    if report(&opened, draft.findings()) == Exit::Mistakes {
        let language = opened.settings.language;
        show_timings(args, &opened);
        complain(language.choose(
            "Chưa ghi gì: trang đã xuất bản vẫn giữ nguyên.\n",
            "Nothing was written: what was published is as it was.\n",
        ));
        return Ok(Exit::Mistakes);
    }
    let load = || Theme::load(&opened.root, &opened.settings.config.theme);
    let theme = opened.watch.time(Stage::Theme, load)?;
    let written = draft.publish(&theme, out)?;
    show_timings(args, &opened);
    Ok(say(&build_summary(written, out, opened.watch.elapsed(), opened.settings.language)))
}

/// A large thing that lasts as long as the process, whose memory goes all at once: nobody has to wait until it
/// is taken apart piece by piece.
fn left_behind<T>(thing: T) -> ManuallyDrop<T> {
    ManuallyDrop::new(thing)
}

fn show_timings(args: &SiteArgs, opened: &Opened) {
    if args.timings {
        complain(&progress::table(&opened.watch.measured(), opened.settings.language));
    }
}

/// A site is not written among its sources, nor sources read from the site.
fn keep_apart(content: &Path, out: &Path) -> Result<(), Failure> {
    let absolute = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    let (Ok(content), Ok(place)) = (absolute(content), absolute(out)) else { return Ok(()) };
    match content.starts_with(&place) || place.starts_with(&content) {
        true => Err(Failure::new("write the site into", out, "it has to do with the content folder")),
        false => Ok(()),
    }
}

fn build_summary(written: Written, out: &Path, time: Duration, language: Language) -> String {
    let Written { pages, written, unchanged, removed } = written;
    let (out, seconds) = (out.display(), progress::seconds(time, language));
    language.choose(
        format!(
            "{out}: {pages} trang, {written} tệp đã ghi, {unchanged} không đổi, {removed} đã bỏ ({seconds} giây)\n"
        ),
        format!(
            "{out}: {pages} pages, {written} files written, {unchanged} unchanged, {removed} removed ({seconds} s)\n"
        ),
    )
}

/// Prints mistakes and findings with their count.
fn report(opened: &Opened, findings: &Findings) -> Exit {
    let language = opened.settings.language;
    let colour = io::stderr().is_terminal();
    let mut all = opened.config_mistakes.clone();
    diagnostic::sort(&mut all, &opened.config_source);
    let mut text = diagnostic::render(&all, &opened.config_source, language, colour);
    text.push_str(&diagnostic::render(&findings.reported, &opened.scan.sources, language, colour));
    let summary = diagnostic::summary(all.iter().chain(&findings.reported), language);
    if !summary.is_empty() {
        text.push_str(&summary);
        text.push('\n');
    }
    complain(&text);
    match diagnostic::has_errors(&all) || findings.has_errors() {
        true => Exit::Mistakes,
        false => Exit::Fine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
