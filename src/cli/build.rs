//! `build`: one pass over the content, reported and published.

use super::language::AskedLanguage;
use super::progress;
use super::report::{report, tell_of_cut};
use super::site::{AtArgs, CACHE, Past, SiteArgs, open_then, show_timings};
use super::terminal::{Exit, complain, left_behind, say};
use crate::build::Engine;
use crate::build::cache::Cache;
use crate::build::timings::Stage;
use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use crate::render::{self, theme::Theme};
use crate::write::{Claim, Written};
use clap::Args;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Folder that the site is written into; files that khacphuc did not write are left alone
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
    /// Give up where another build is writing into the same folder, instead of waiting for it
    #[arg(long)]
    no_wait: bool,
    /// Write papers in official form, follow-ups and lineages as PDF/A, too, beside their pages
    #[arg(long)]
    pdf: bool,
}

pub(super) fn build(
    args: &SiteArgs,
    at: &AtArgs,
    output: &OutputArgs,
    asked: AskedLanguage,
    language: Language,
) -> Result<Exit, Failure> {
    let out = output.out.as_path();
    if output.pdf && !render::HAS_PDF {
        return Err(Failure::new(Doing::WritePdf, out, Cause::NoPdf));
    }
    keep_apart(&args.place.content, out)?;
    // Before anything is read: a build that waits publishes what was saved meanwhile.
    let claim = claim(output, language)?;
    let past = at.at.as_ref().map(|at| Past::of(&args.place, at)).transpose()?;
    let made = make(args, past.as_ref(), &claim, asked, output);
    match &past {
        Some(past) => made.map_err(|failure| past.told(failure)),
        None => made,
    }
}

fn make(
    args: &SiteArgs,
    past: Option<&Past>,
    claim: &Claim,
    asked: AskedLanguage,
    output: &OutputArgs,
) -> Result<Exit, Failure> {
    let out = output.out.as_path();
    let mut opened = open_then(args, past, asked)?;
    opened.options.pdf = output.pdf;
    let opened = left_behind(opened);
    // What the cache holds is of the files that are there now, for the next build of those.
    let cache = match past {
        Some(_) => Cache::in_memory(),
        None => Cache::open(&opened.root.join(CACHE)),
    };
    let cache = left_behind(cache);
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
    tell_of_cut(&opened.scan.provenance.walk, opened.language);
    let load = || Theme::load(&opened.root, &opened.options.config.theme);
    let theme = opened.timings.time(Stage::Theme, load)?;
    let written = engine.publish(&theme, claim)?;
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
