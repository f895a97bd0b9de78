//! `check`: one pass over the content, reported to people or programs, all of it or a part.

use super::ask::nowhere;
use super::fix;
use super::language::AskedLanguage;
use super::report::Report;
use super::site::{Opened, SiteArgs, open_as, open_site, show_timings, write_missing};
use super::terminal::{Exit, left_behind, refuse, say};
use crate::build::cache::Cache;
use crate::build::{Engine, Ownership};
use crate::diagnostic::formats::{self, Entry, Format};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::failure::Failure;
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::source::revision::Snapshot;
use clap::Args;
use std::collections::BTreeSet;
use std::path::Path;

#[derive(Debug, Clone, Args)]
pub(super) struct CheckArgs {
    /// How to report: excerpts for people (human), one object each (json), the JSON Schema of that
    /// (schema), SARIF 2.1.0 (sarif), workflow commands (github), a code quality report (gitlab), or
    /// reviewdog's format (rdjson)
    #[arg(id = "check_format", long = "format", value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// Only what was not to be found yet where the branch left this revision of git, wherever its line is now
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Only what concerns a unit, by its id or as body/unit: the records and plans that name it
    #[arg(long = "as", id = "as_unit", value_name = "UNIT")]
    unit: Option<String>,
    /// Mend what can be mended in one way only: shows the changes, asks, and writes them
    #[arg(long, conflicts_with = "check_format")]
    fix: bool,
    /// Write the changes of --fix without asking
    #[arg(long, requires = "fix")]
    yes: bool,
}

pub(super) fn check(args: &SiteArgs, how: &CheckArgs, asked: AskedLanguage) -> Result<Exit, Failure> {
    if how.format == Format::Schema {
        return Ok(say(&String::from_utf8_lossy(&formats::schema())));
    }
    let opened = left_behind(open_site(args, asked)?);
    let Opened { scan, options, timings, language, .. } = &*opened;
    let engine = left_behind(Engine::with(scan, options, Cache::none(), timings)?);
    let mut report = Report::of(&opened, engine.findings());
    let mut entries = formats::entries(&report.all(&opened), *language);
    if let Some(revision) = &how.changed_since {
        let known = fingerprints_at(revision, args, &opened, asked)?;
        let kept: Vec<bool> = entries.iter().map(|entry| !known.contains(&entry.fingerprint)).collect();
        keep(&kept, &mut report, &mut entries);
    }
    if let Some(unit) = &how.unit {
        let ownership = engine.ownership()?;
        if let Some(refusal) = unknown(unit, &ownership) {
            return Ok(refuse(&diagnostic::line(&refusal, *language), *language));
        }
        let concerns = |found: &Diagnostic| ownership.concerns(found.place.source, unit);
        let settings = report.settings.iter().map(|_| true);
        let kept: Vec<bool> = settings.chain(report.content.iter().map(concerns)).collect();
        keep(&kept, &mut report, &mut entries);
    }
    if how.fix && fix::fix(&opened, &engine.findings().reported, &report, how.yes)? {
        // What is left, as it is found in the files that were written.
        let rest = CheckArgs { fix: false, yes: false, ..how.clone() };
        return check(args, &rest, asked);
    }
    let mut exit = report.exit();
    match formats::write(how.format, &entries, *language) {
        Some(text) => exit = said(&text, exit),
        None => report.show(&opened),
    }
    // What is wrong with its templates would stop a build, too.
    let theme = Theme::load(&opened.root, &options.config.theme)?;
    if theme.has_own_files() {
        Renderer::new(&theme, options.language)?;
    }
    if how.format == Format::Human && entries.is_empty() {
        say(language.choose("Không có gì phải sửa.\n", "Nothing to mend.\n"));
    }
    show_timings(args, &opened);
    Ok(exit)
}

fn keep(kept: &[bool], report: &mut Report, entries: &mut Vec<Entry>) {
    report.keep(kept);
    let mut kept = kept.iter();
    entries.retain(|_| kept.next().copied().unwrap_or_default());
}

/// Prints a report; a run whose report could not be written has failed.
fn said(text: &str, exit: Exit) -> Exit {
    match say(text) {
        Exit::Machine => Exit::Machine,
        Exit::Fine | Exit::Mistakes | Exit::Nothing => exit,
    }
}

/// Fingerprints of what was to be found in the content of a revision, with the settings that it had.
fn fingerprints_at(
    revision: &str,
    args: &SiteArgs,
    opened: &Opened,
    asked: AskedLanguage,
) -> Result<BTreeSet<String>, Failure> {
    let snapshot = Snapshot::of(&args.place.content, revision)?;
    let (folder, mut args) = (args.place.content.clone(), args.clone());
    let Some(content) = snapshot.path(&args.place.content).filter(|content| content.is_dir()) else {
        return Ok(BTreeSet::new());
    };
    args.place.content = content;
    args.as_of = Some(opened.options.as_of);
    args.place.config = settings_at(&snapshot, &opened.config_path)?.or(args.place.config);
    let mut before = open_as(&args, asked, Some(opened.settings()))?;
    before.scan.sources.root.clone_from(&opened.scan.sources.root);
    let report = Report::of(&before, Engine::new(&before.scan, &before.options)?.findings());
    // A file that was given another path brings in nothing that it had before.
    before.scan.sources.rename(|then| snapshot.now(&folder, then));
    let entries = formats::entries(&report.all(&before), before.language);
    Ok(entries.into_iter().map(|entry| entry.fingerprint).collect())
}

/// The settings of a revision, which are empty where it had none; none where they are not in the repository.
fn settings_at(snapshot: &Snapshot, now: &Path) -> Result<Option<std::path::PathBuf>, Failure> {
    let Some(path) = snapshot.path(now) else { return Ok(None) };
    write_missing(&path)?;
    Ok(Some(path))
}

/// What is wrong with the name of a unit.
fn unknown(unit: &str, ownership: &Ownership) -> Option<Diagnostic> {
    let names = ownership.names();
    let unknown =
        || Diagnostic::unknown(Code::UnknownValue, &nowhere(unit), names.iter().map(String::as_str));
    (!names.contains(unit)).then(|| unknown().with("key", "--as"))
}
