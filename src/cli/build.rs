//! `check` and `build`: one pass over the content, reported and published.

use super::asked::Asked;
use super::progress;
use super::site::{CACHE, Opened, SiteArgs, open_site, show_timings};
use super::terminal::{Exit, complain, say};
use crate::build::Engine;
use crate::build::cache::Cache;
use crate::build::timings::Stage;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use crate::model::findings::Findings;
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::settings::leaves_open;
use crate::write::{Claim, Written};
use clap::Args;
use std::io::{self, IsTerminal};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub(super) fn check(args: &SiteArgs, asked: Asked) -> Result<Exit, Failure> {
    let opened = left_behind(open_site(args, asked)?);
    let Opened { scan, options, timings, .. } = &*opened;
    let engine = left_behind(Engine::with(scan, options, Cache::none(), timings)?);
    let exit = report(&opened, engine.findings());
    // What is wrong with its templates would stop a build, too.
    let theme = Theme::load(&opened.root, &opened.options.config.theme)?;
    if theme.has_own_files() {
        Renderer::new(&theme, opened.options.language)?;
    }
    if exit == Exit::Fine && engine.findings().reported.is_empty() {
        say(opened.language.choose("Không có gì phải sửa.\n", "Nothing to mend.\n"));
    }
    show_timings(args, &opened);
    Ok(exit)
}

#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Folder that the site is written into; files that khacphuc did not write are left alone
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Give up where another build is writing into the same folder, instead of waiting for it
    #[arg(long)]
    no_wait: bool,
}

pub(super) fn build(
    args: &SiteArgs,
    output: &OutputArgs,
    asked: Asked,
    language: Language,
) -> Result<Exit, Failure> {
    let out = output.out.as_path();
    keep_apart(&args.place.content, out)?;
    // Before anything is read: a build that waits publishes what was saved meanwhile.
    let claim = claim(output, language)?;
    let opened = left_behind(open_site(args, asked)?);
    let cache = left_behind(Cache::open(&opened.root.join(CACHE)));
    let engine = left_behind(Engine::with(&opened.scan, &opened.options, &cache, &opened.timings)?);
    if report(&opened, engine.findings()) == Exit::Mistakes {
        let language = opened.language;
        show_timings(args, &opened);
        complain(language.choose(
            "Chưa ghi gì: trang đã xuất bản vẫn giữ nguyên.\n",
            "Nothing was written: what was published is as it was.\n",
        ));
        return Ok(Exit::Mistakes);
    }
    let load = || Theme::load(&opened.root, &opened.options.config.theme);
    let theme = opened.timings.time(Stage::Theme, load)?;
    let written = engine.publish(&theme, &claim)?;
    show_timings(args, &opened);
    Ok(say(&build_summary(written, out, opened.timings.elapsed(), opened.language)))
}

/// The sole right to write into the output folder, once no other build has it.
fn claim(output: &OutputArgs, language: Language) -> Result<Claim, Failure> {
    let out = output.out.as_path();
    if let Some(claim) = Claim::take(out)? {
        return Ok(claim);
    }
    if output.no_wait {
        return Err(Failure::new(Doing::WriteInto, out, Cause::OtherBuild));
    }
    let shown = out.display();
    complain(&language.choose(
        format!("Một lần dựng khác đang ghi vào {shown}; đợi cho xong.\n"),
        format!("Another build is writing into {shown}; waiting for it.\n"),
    ));
    Claim::wait(out)
}

/// A large thing that lasts as long as the process, whose memory goes all at once: nobody has to wait until it
/// is taken apart piece by piece.
pub(super) fn left_behind<T>(thing: T) -> ManuallyDrop<T> {
    ManuallyDrop::new(thing)
}

/// A site is not written among its sources, nor sources read from the site.
pub(super) fn keep_apart(content: &Path, out: &Path) -> Result<(), Failure> {
    let absolute = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    let (Ok(content), Ok(place)) = (absolute(content), absolute(out)) else { return Ok(()) };
    match content.starts_with(&place) || place.starts_with(&content) {
        true => Err(Failure::new(Doing::WriteInto, out, Cause::AmongSources)),
        false => Ok(()),
    }
}

pub(super) fn build_summary(written: Written, out: &Path, time: Duration, language: Language) -> String {
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

/// Prints mistakes and findings with their count, but for findings that only follow from a mistake in the
/// settings: in the order of files, or where there are many, what stops a
/// build at the end.
pub(super) fn report(opened: &Opened, findings: &Findings) -> Exit {
    let language = opened.language;
    let colour = io::stderr().is_terminal();
    let mut all = opened.config_mistakes.clone();
    diagnostic::sort(&mut all, &opened.config_source);
    let told = |found: &&Diagnostic| !all.iter().any(|mistake| leaves_open(mistake, found));
    let reported: Vec<Diagnostic> = findings.reported.iter().filter(told).cloned().collect();
    let everything = || all.iter().chain(&reported);
    let are_many = diagnostic::are_many(everything().count());
    let is_early = |found: &Diagnostic| are_many && found.level < Level::Error;
    let (early, late): (Vec<_>, Vec<_>) = reported.iter().cloned().partition(is_early);
    let render = |found: &[Diagnostic], sources| diagnostic::render(found, sources, language, colour);
    complain(&render(&early, &opened.scan.sources));
    complain(&render(&all, &opened.config_source));
    complain(&render(&late, &opened.scan.sources));
    let table = diagnostic::table(everything(), language);
    let summary = diagnostic::summary(everything(), language);
    if !summary.is_empty() {
        complain(&format!("{table}{summary}\n"));
    }
    match diagnostic::has_errors(&all) || findings.has_errors() {
        true => Exit::Mistakes,
        false => Exit::Fine,
    }
}
