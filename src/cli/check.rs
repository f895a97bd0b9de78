//! `check`: one pass over the content, reported to people or programs.

use super::asked::Asked;
use super::report::{Told, left_behind};
use super::site::{Opened, SiteArgs, open_site, show_timings};
use super::terminal::{Exit, say};
use crate::build::Engine;
use crate::build::cache::Cache;
use crate::diagnostic::formats::{self, Format};
use crate::failure::Failure;
use crate::render::Renderer;
use crate::render::theme::Theme;
use clap::Args;

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// How to report: excerpts for people (human), one object each (json), the JSON Schema of that (schema), SARIF 2.1.0
    /// (sarif), workflow commands (github), a code quality report (gitlab), or reviewdog's format (rdjson)
    #[arg(id = "check_format", long = "format", value_enum, default_value_t)]
    format: Format,
}

pub(super) fn check(args: &SiteArgs, how: &CheckArgs, asked: Asked) -> Result<Exit, Failure> {
    if how.format == Format::Schema {
        return Ok(say(&String::from_utf8_lossy(&formats::schema())));
    }
    let opened = left_behind(open_site(args, asked)?);
    let Opened { scan, options, timings, .. } = &*opened;
    let engine = left_behind(Engine::with(scan, options, Cache::none(), timings)?);
    let told = Told::of(&opened, engine.findings());
    let mut exit = told.exit();
    match formats::write(how.format, &formats::entries(&told.all(&opened), opened.language), opened.language)
    {
        Some(text) => exit = said(&text, exit),
        None => told.show(&opened),
    }
    // What is wrong with its templates would stop a build, too.
    let theme = Theme::load(&opened.root, &opened.options.config.theme)?;
    if theme.has_own_files() {
        Renderer::new(&theme, opened.options.language)?;
    }
    if how.format == Format::Human && exit == Exit::Fine && engine.findings().reported.is_empty() {
        say(opened.language.choose("Không có gì phải sửa.\n", "Nothing to mend.\n"));
    }
    show_timings(args, &opened);
    Ok(exit)
}

/// Prints a report; a run whose report could not be written has failed.
fn said(text: &str, exit: Exit) -> Exit {
    match say(text) {
        Exit::Machine => Exit::Machine,
        Exit::Fine | Exit::Mistakes | Exit::Nothing => exit,
    }
}
