//! `carry-forward`: a year begun with what the last one left.

use super::files::{next, texts, tree, write};
use super::language::AskedLanguage;
use super::mistakes::{nothing_written, stopped};
use super::site::{ContentArgs, open_site};
use super::terminal::{Exit, refuse, say};
use crate::build::Engine;
use crate::draft;
use crate::failure::Failure;
use clap::Args;

/// What to go on from.
#[derive(Debug, Args)]
pub(super) struct CarryForwardArgs {
    /// Body, by the name of its folder
    body: String,
    /// Year of the plan
    year: i16,
    /// Show the tree and each file, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Writes what a year needs to go on from the last one, or shows it only.
pub(super) fn carry_forward(
    content: &ContentArgs,
    what: &CarryForwardArgs,
    asked: AskedLanguage,
) -> Result<Exit, Failure> {
    let CarryForwardArgs { ref body, year, dry_run } = *what;
    let opened = open_site(&content.whole(), asked)?;
    let language = opened.language;
    let engine = Engine::new(&opened.scan, &opened.options)?;
    // A record that cannot be read would be left behind.
    if let Some(exit) = stopped(&opened, &engine, nothing_written(language)) {
        return Ok(exit);
    }
    let ledger = engine.ledger()?;
    let files = match draft::forward(&opened.material(&ledger), body, year) {
        Ok(files) => files,
        Err(refusal) => return Ok(refuse(&refusal.show(language), language)),
    };
    if files.is_empty() {
        return Ok(say(&language.choose(
            format!("Không có gì để ghi: năm {year} đã tiếp tục mọi khuyết điểm phải tiếp tục.\n"),
            format!("Nothing to write: {year} goes on with every deficiency that has to go on.\n"),
        )));
    }
    let tree = tree(&content.content, &files, language);
    if dry_run {
        return Ok(say(&format!("{tree}{}", texts(&files))));
    }
    write(&content.content, &files, language)?;
    Ok(say(&format!("{tree}{}", next(language))))
}
