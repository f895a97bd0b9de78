//! `import`: drafts of a paper that an office wrote.

use super::files::{next, texts, tree, write};
use super::language::AskedLanguage;
use super::mistakes::{nothing_written, stopped};
use super::office;
use super::site::{ContentArgs, open_site};
use super::terminal::{Exit, complain, refuse, say};
use crate::build::Engine;
use crate::disk;
use crate::draft::{self, Import, Imported};
use crate::failure::{Doing, Failure};
use crate::import::paper::Paper;
use crate::import::{self, Unread};
use crate::language::Language;
use clap::Args;
use std::path::{Path, PathBuf};

/// What to import.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Paper to read: .docx, .txt, .md or .html; .doc, .odt and .rtf where LibreOffice is installed
    file: PathBuf,
    /// Body, by the name of its folder
    #[arg(long)]
    body: String,
    /// Year of the plan
    #[arg(long)]
    year: i16,
    /// Show the tree and each file, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Writes drafts of a paper, or shows them only.
pub(super) fn import(
    content: &ContentArgs,
    what: &ImportArgs,
    asked: AskedLanguage,
) -> Result<Exit, Failure> {
    let opened = open_site(&content.whole(), asked)?;
    let language = opened.language;
    let paper = match read(&what.file)? {
        Ok(paper) => paper,
        Err(unread) => return Ok(refused(&what.file, &unread, language)),
    };
    let engine = Engine::new(&opened.scan, &opened.options)?;
    // A record that cannot be read might be one that the paper speaks of.
    if let Some(exit) = stopped(&opened, &engine, nothing_written(language)) {
        return Ok(exit);
    }
    let ledger = engine.ledger()?;
    let source = what.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let asked = Import { body: what.body.clone(), year: what.year, source };
    let Imported { files, left, encodings } = match draft::imported(&opened.material(&ledger), paper, &asked)
    {
        Ok(imported) => imported,
        Err(refusal) => return Ok(refuse(&refusal.show(language), language)),
    };
    let tree = tree(&content.content, &files, language);
    let account = format!("{}{}", converted(&encodings, language), account(&left, language));
    if what.dry_run {
        return Ok(say(&format!("{tree}{account}{}", texts(&files))));
    }
    // What is to be written is shown first, so that it is known even where writing fails.
    say(&format!("{tree}{account}"));
    write(&content.content, &files, language)?;
    Ok(say(next(language)))
}

/// The paper in a file; those of other programs are made into files of Word first.
fn read(file: &Path) -> Result<Result<Paper, Unread>, Failure> {
    let bytes = disk::read(file).map_err(|error| Failure::new(Doing::Read, file, error))?;
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !office::ENDINGS.contains(&ending.as_str()) {
        return Ok(import::read(file, &bytes));
    }
    match office::as_docx(file)? {
        Some(docx) => Ok(import::read(Path::new("paper.docx"), &docx)),
        None => Ok(Err(Unread::Format(ending))),
    }
}

fn converted(encodings: &[&str], language: Language) -> String {
    let from = encodings.join(", ");
    match encodings {
        [] => String::new(),
        _ => language.choose(format!("Đã chuyển mã từ {from}.\n"), format!("Converted from {from}.\n")),
    }
}

/// What is in none of the records.
fn account(left: &[String], language: Language) -> String {
    if left.is_empty() {
        return String::new();
    }
    let head = language.choose("Chưa ở trong bản thảo nào:", "In no draft:");
    format!("{head}\n  {}\n", left.join("\n  "))
}

fn refused(path: &Path, unread: &Unread, language: Language) -> Exit {
    let what = match unread {
        Unread::Format(ending) if office::ENDINGS.contains(&ending.as_str()) => language.choose(
            format!("đọc tệp `.{ending}` cần LibreOffice, máy này không có; mở tệp bằng Word, chọn Lưu thành (Save As), kiểu .docx, rồi nhập tệp ấy"),
            format!("`.{ending}` files need LibreOffice, which is not on this machine; open it in Word, Save As .docx, and import that"),
        ),
        Unread::Format(ending) => language.choose(
            format!("không đọc được tệp `.{ending}`; đọc được .docx, .txt, .md và .html"),
            format!("cannot read `.{ending}` files; .docx, .txt, .md and .html can be read"),
        ),
        Unread::TooLarge => language.choose("tệp quá lớn", "the file is too large").to_owned(),
        Unread::Encoding => language.choose(
            "không rõ bảng mã (không phải Unicode, TCVN3, VNI, VPS hay Windows-1258); mở tệp rồi lưu lại theo Unicode (UTF-8)",
            "its letters are in no encoding that is known; open it and save it as Unicode (UTF-8)",
        ).to_owned(),
        Unread::Broken => language
            .choose("nội dung tệp không đúng như phần đuôi của tên", "it is not what its ending says")
            .to_owned(),
    };
    let error = language.choose("lỗi", "error");
    complain(&format!("{error}: {}: {what}\n", path.display()));
    Exit::Machine
}
