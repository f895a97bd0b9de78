//! `diff`: what changed in the record between two moments of its repository.

use super::language::AskedLanguage;
use super::mistakes::stopped;
use super::report::tell_of_cut;
use super::site::{ContentArgs, Past, SiteArgs, open_then};
use super::terminal::{Exit, left_behind, say};
use crate::build::cache::Cache;
use crate::build::{Engine, since};
use crate::disk;
use crate::export::changes::{ChangesData, RevisionData};
use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use crate::plan::{ChangesContext, changes_page, marked};
use crate::render::Renderer;
use crate::render::theme::Theme;
use crate::settings::Edition;
use crate::source::revision::{At, Revision};
use crate::vietnamese::date::NotADay;
use clap::{Args, ValueEnum};
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// From and to, as revisions or days (2023-01-01..2023-12-31); one alone is up to HEAD
    #[arg(value_name = "REV|DAY[..REV|DAY]", required_unless_present = "diff_format")]
    #[arg(required_if_eq_any([("diff_format", "human"), ("diff_format", "json")]))]
    span: Option<Span>,
    /// How to print it: text for people (human), JSON, or the JSON Schema of that
    #[arg(id = "diff_format", long = "format", value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// Write it as a page in the theme of the site instead: one file, which opens anywhere
    #[arg(id = "page", long = "out", value_name = "FILE", conflicts_with = "diff_format")]
    out: Option<PathBuf>,
    /// What the build lets out
    #[arg(long, value_enum, default_value_t)]
    edition: Edition,
}

/// Two moments.
#[derive(Debug, Clone)]
pub(super) struct Span {
    from: At,
    to: At,
}

/// Format of what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    #[default]
    Human,
    Json,
    Schema,
}

impl Span {
    /// Reads two moments with two points between them; a side that is left out is HEAD.
    pub(super) fn read(text: &str) -> Result<Self, (String, NotADay)> {
        let (from, to) = text.split_once("..").unwrap_or((text, ""));
        let side = |side: &str| {
            At::read(if side.is_empty() { "HEAD" } else { side }).map_err(|why| (side.to_owned(), why))
        };
        Ok(Self { from: side(from)?, to: side(to)? })
    }
}

impl FromStr for Span {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text).map_err(|_| "two revisions or days with two points between them")
    }
}

/// What a page of changes has in its head, so that one may write over it.
const MARK: &str = "<body data-kind=\"changes\">";

/// Style sheets that the page has in it, in the order in which they hold.
const STYLES: [&str; 3] = ["colours.css", "words.css", "style.css"];

pub(super) fn diff(place: &ContentArgs, how: &DiffArgs, asked: AskedLanguage) -> Result<Exit, Failure> {
    // All that needs no moments is the schema.
    let Some(span) = how.span.as_ref().filter(|_| how.format != Format::Schema) else {
        return Ok(say(&String::from_utf8_lossy(&ChangesData::schema())));
    };
    let site = SiteArgs { edition: how.edition, ..place.whole() };
    let pasts = [Past::of(place, &span.from)?, Past::of(place, &span.to)?];
    let told = compare(&site, &pasts, how, asked);
    told.map_err(|failure| pasts.iter().fold(failure, |failure, past| past.told(failure)))
}

fn compare(
    site: &SiteArgs,
    [before, after]: &[Past; 2],
    how: &DiffArgs,
    asked: AskedLanguage,
) -> Result<Exit, Failure> {
    let then = left_behind(open_then(site, Some(before), asked)?);
    let now = left_behind(open_then(site, Some(after), asked)?);
    let engines = [&then, &now]
        .map(|opened| Engine::with(&opened.scan, &opened.options, Cache::none(), &opened.timings));
    let [old, new] = engines;
    let (old, new) = (left_behind(old?), left_behind(new?));
    let language = now.language;
    for (opened, engine, past) in [(&then, &old, before), (&now, &new, after)] {
        // What cannot be read would be told as gone or new.
        let id = &past.revision.id;
        let undone = language.choose(
            format!("Chưa so sánh gì: nội dung ở bản {id} có lỗi."),
            format!("Nothing was compared: the content at revision {id} has mistakes."),
        );
        if let Some(exit) = stopped(opened, engine, &undone) {
            return Ok(exit);
        }
    }
    let between = after.since(before, site)?;
    tell_of_cut(&between.walk, language);
    let revision = |revision: &Revision| RevisionData { commit: revision.id.clone(), day: revision.day };
    let changes = ChangesData {
        edition: how.edition,
        from: revision(&before.revision),
        to: revision(&after.revision),
        changed: since(&old, &new, &between)?,
    };
    let theme = Theme::load(&now.root, &now.options.config.theme)?;
    let renderer = Renderer::new(&theme, now.options.language)?;
    let (strings, labels) = (renderer.strings(), now.options.language);
    if let Some(out) = &how.out {
        let style = style(&renderer)?;
        let context =
            ChangesContext { config: &now.options.config, language: labels, strings, style: &style };
        put(out, &renderer.render(&changes_page(&context, &changes))?)?;
        return Ok(say(&summary(out, changes.changed.len(), language)));
    }
    Ok(say(&match how.format {
        Format::Json | Format::Schema => String::from_utf8_lossy(&changes.to_json()).into_owned(),
        Format::Human => changes.to_text(strings, labels, marked),
    }))
}

/// The style of the theme as one text.
fn style(renderer: &Renderer) -> Result<String, Failure> {
    let mut style = String::new();
    for path in STYLES.iter().filter(|path| renderer.assets().iter().any(|asset| asset == *path)) {
        let text = String::from_utf8_lossy(&renderer.asset(path)?).into_owned();
        let lines = text.lines().filter(|line| !line.starts_with("@import"));
        style.extend(lines.flat_map(|line| [line, "\n"]));
    }
    Ok(style)
}

/// Writes the page, over an earlier one at most.
fn put(out: &Path, page: &[u8]) -> Result<(), Failure> {
    match disk::read_text(out) {
        Ok(text) if !text.contains(MARK) => return Err(Failure::new(Doing::Write, out, Cause::Foreign)),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(Failure::new(Doing::Write, out, error)),
    }
    disk::write_at_once(out, page).map_err(|error| Failure::new(Doing::Write, out, error))
}

fn summary(out: &Path, changed: usize, language: Language) -> String {
    let out = out.display();
    language.choose(
        format!("{out}: {changed} hồ sơ và văn kiện có thay đổi\n"),
        match changed {
            1 => format!("{out}: one record or paper says something else\n"),
            _ => format!("{out}: {changed} records and papers say something else\n"),
        },
    )
}
