//! `init --cms`: the page and the settings by which a CMS edits the content in a browser.
//!
//! Takes a site that is there; writes two files beside its content. The collections in the settings follow the
//! content, so they are written anew when that is asked for; what stands above them belongs to somebody else.

use super::files::write_new;
use super::language::{AskedLanguage, SETTINGS};
use super::mistakes::{nothing_written, stopped};
use super::site::{ContentArgs, open_site};
use super::terminal::{Exit, complain, say};
use crate::build::Engine;
use crate::cms::{self, Program, ShortForm};
use crate::disk;
use crate::failure::{Cause, Doing, Failure};
use crate::language::Language;
use clap::ValueEnum;
use similar::TextDiff;
use std::fs;
use std::path::{Path, PathBuf};

/// A CMS that edits a site in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Cms {
    Decap,
    Sveltia,
}

impl Cms {
    fn program(self) -> Program {
        match self {
            Self::Decap => Program::Decap,
            Self::Sveltia => Program::Sveltia,
        }
    }
}

/// Folder, beside the settings of the site, of the files of the CMS.
const ADMIN: &str = "admin";

/// Writes what is not there. Settings that do not follow the content any more are shown, and only written anew
/// where that is asked for.
pub(super) fn cms(dir: &Path, which: Cms, is_renewed: bool, asked: AskedLanguage) -> Result<Exit, Failure> {
    let place = ContentArgs { content: dir.join("content"), config: Some(dir.join(SETTINGS)) };
    let opened = open_site(&place.whole(), asked)?;
    let language = opened.language;
    let engine = Engine::new(&opened.scan, &opened.options)?;
    if let Some(exit) = stopped(&opened, &engine, nothing_written(language)) {
        return Ok(exit);
    }
    let (ledger, config) = (engine.ledger()?, &opened.options.config);
    let site = opened.options.language;
    let material = opened.material(&ledger);
    let folder = config.repository.as_ref().map_or_else(
        || in_repository(&place.content),
        |repository| repository.folder.trim_matches('/').to_owned(),
    );
    let collections = cms::collections(&material, &folder);
    for (path, form) in cms::short_forms(&material) {
        complain(&short_form(&path, &form, language));
    }
    let (file, page) = (dir.join(ADMIN).join("config.yml"), dir.join(ADMIN).join("index.html"));
    let there = match disk::read_text(&file) {
        Ok(there) => Some(there.replace("\r\n", "\n")),
        Err(_) if !file.exists() => None,
        Err(error) => return Err(Failure::new(Doing::Read, &file, error)),
    };
    let Some(there) = there else {
        let head = cms::head(which.program(), config.repository.as_ref(), &folder, site);
        write_new(&file, &(head + &collections))?;
        if !page.exists() {
            write_new(&page, &cms::page(which.program(), &config.title, site))?;
        }
        let (folder, file) = (dir.join(ADMIN), file.display());
        let folder = folder.display();
        return Ok(say(&language.choose(
            format!("{folder}: sửa nội dung trong trình duyệt; xem lại phần đầu của {file}\nTệp này nêu cả những gì nội bộ: đừng đưa lên máy chủ công khai.\n"),
            format!("{folder}: the content in a browser; look at the head of {file}\nIt names what is internal, too: keep it off a public server.\n"),
        )));
    };
    let Some(head) = cms::marks().iter().find_map(|mark| Some(there.split_once(mark)?.0)) else {
        return Err(Failure::new(Doing::Make, file, Cause::IsThere));
    };
    let text = format!("{head}{collections}");
    let shown = file.display();
    if text == there {
        return Ok(say(
            &language.choose(format!("{shown} vẫn đúng với nội dung\n"), format!("{shown} is up to date\n"))
        ));
    }
    let diff = TextDiff::from_lines(&there, &text);
    say(&diff.unified_diff().header(&shown.to_string(), "khacphuc init --cms").to_string());
    if !is_renewed {
        complain(&language.choose(
            format!("{shown} không còn đúng với nội dung: thêm --renew để lập lại\n"),
            format!("{shown} does not follow the content any more: --renew makes it anew\n"),
        ));
        return Ok(Exit::Mistakes);
    }
    let failed = |error| Failure::new(Doing::Write, &file, error);
    // The file itself, not a link to it.
    disk::replace(&fs::canonicalize(&file).map_err(failed)?, text.as_bytes()).map_err(failed)?;
    Ok(say(&language.choose(format!("{shown}: đã lập lại\n"), format!("{shown}: made anew\n"))))
}

/// Says what has to be written in full before the CMS can edit a file.
fn short_form(path: &str, form: &ShortForm, language: Language) -> String {
    let key = &form.key;
    let full = if form.is_list { "[…]" } else { "{text: …}" };
    language.choose(
        format!("{path}: viết `{key}` thành {full} thì mới sửa được bằng biểu mẫu\n"),
        format!("{path}: write `{key}` as {full}, or the form cannot edit it\n"),
    )
}

/// Where a folder is in the repository that it is in; its own name where it is in none.
fn in_repository(folder: &Path) -> String {
    let whole = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let top: Option<PathBuf> =
        whole.ancestors().skip(1).find(|above| above.join(".git").exists()).map(Into::into);
    let below = top.and_then(|top| whole.strip_prefix(top).ok().map(Path::to_owned));
    let below = below.unwrap_or_else(|| PathBuf::from(folder.file_name().unwrap_or_default()));
    let parts: Vec<_> =
        below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}
