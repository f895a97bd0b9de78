//! `init`: a small site to start from, with last year's record and this year's plan, the checks of a code host,
//! and a CMS to edit it with.

use super::cms::{self, Cms};
use super::files::write_new;
use super::language::{AskedLanguage, SETTINGS};
use super::terminal::{Exit, say};
use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use crate::vietnamese::date::Date;
use clap::{Args, ValueEnum};
use include_dir::{Dir, File, include_dir};
use std::path::{Path, PathBuf};

static STARTER_VI: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/vi");
static STARTER_EN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter/en");

static CI_VI: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/ci/vi");
static CI_EN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/ci/en");

/// A code host that checks what is pushed to it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Ci {
    Gitlab,
    Github,
    Gitea,
}

impl Ci {
    /// Name of the file in this program, and where the host looks for it.
    fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Gitlab => ("gitlab.yml", ".gitlab-ci.yml"),
            Self::Github => ("github.yml", ".github/workflows/khacphuc.yml"),
            Self::Gitea => ("gitea.yml", ".gitea/workflows/khacphuc.yml"),
        }
    }
}

/// What is wanted beside a site.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Folder to make it in
    dir: PathBuf,
    /// Write the checks of a code host, too; where there is a site already, only those
    #[arg(long, value_enum)]
    ci: Option<Ci>,
    /// Write the settings of a CMS, by which people edit the site in a browser, too; where there is a site
    /// already, only those
    #[arg(long, value_enum)]
    cms: Option<Cms>,
    /// Make the collections of the CMS anew from the content
    #[arg(long, requires = "cms")]
    renew: bool,
}

/// Makes the site, in a language that its settings name from then on, and says what to do next. A site that is
/// there already only gets what is asked for.
///
/// # Errors
/// When a file is there already, or cannot be written. Nothing is overwritten but collections of a CMS, where that
/// is asked for.
pub(super) fn init(
    args: &InitArgs,
    today: Date,
    asked: AskedLanguage,
    language: Language,
) -> Result<Exit, Failure> {
    let InitArgs { dir, ci, cms, renew } = args;
    let file = ci.map(|ci| dir.join(ci.paths().1));
    if let Some(file) = file.filter(|file| is_there(file)) {
        return Err(Failure::new(Doing::Make, file, Cause::IsThere));
    }
    let is_asked = ci.is_some() || cms.is_some();
    if !(is_asked && dir.join(SETTINGS).exists()) {
        say(&site(dir, today, language)?);
    }
    if let Some(ci) = ci {
        say(&checks(dir, *ci, language)?);
    }
    match cms {
        Some(which) => cms::cms(dir, *which, *renew, asked),
        None => Ok(Exit::Fine),
    }
}

/// Whether anything has a name, be it a link that leads to nothing.
fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Writes the file by which a code host checks the site.
fn checks(dir: &Path, ci: Ci, language: Language) -> Result<String, Failure> {
    let (name, path) = ci.paths();
    let text = language.choose(&CI_VI, &CI_EN).get_file(name).and_then(File::contents_utf8);
    let file = dir.join(path);
    write_new(&file, text.unwrap_or_default())?;
    let file = file.display();
    Ok(language.choose(
        format!("{file}: máy chạy (runner) phải có sẵn khacphuc\n"),
        format!("{file}: the runner has to have khacphuc\n"),
    ))
}

fn site(dir: &Path, today: Date, language: Language) -> Result<String, Failure> {
    let starter = language.choose(&STARTER_VI, &STARTER_EN);
    let mut files = Vec::new();
    collect(starter, &mut files);
    let files: Vec<_> = files
        .into_iter()
        .filter_map(|file| {
            Some((dir.join(dated(&file.path().to_string_lossy(), today)), file.contents_utf8()?))
        })
        .collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| is_there(path)) {
        return Err(Failure::new(Doing::Make, path, Cause::IsThere));
    }
    for (path, text) in &files {
        write_new(path, &dated(text, today))?;
    }
    let (dir, count) = (dir.display(), files.len());
    Ok(language.choose(
        format!("{dir}: {count} tệp\nTiếp theo: cd {dir} && khacphuc build, rồi mở public/index.html\n"),
        format!("{dir}: {count} files\nNext: cd {dir} && khacphuc build, then open public/index.html\n"),
    ))
}

fn collect<'d>(dir: &'d Dir<'d>, files: &mut Vec<&'d File<'d>>) {
    files.extend(dir.files());
    dir.dirs().for_each(|inner| collect(inner, files));
}

/// The starter speaks of this year and the last one, whichever they are.
fn dated(text: &str, today: Date) -> String {
    let year = today.year();
    text.replace("LASTYEAR", &(year - 1).to_string()).replace("THISYEAR", &year.to_string())
}
