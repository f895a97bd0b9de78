//! `owners`: the file CODEOWNERS, by which a code host asks the unit that leads a record to review its change.

use super::ask::nowhere;
use super::language::AskedLanguage;
use super::mistakes::stopped;
use super::site::{ContentArgs, open_site};
use super::terminal::{Exit, complain, say};
use crate::build::{Concern, Engine, Ownership};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::disk;
use crate::failure::{Doing, Failure};
use crate::language::Language;
use crate::settings::Owner;
use similar::TextDiff;
use std::collections::BTreeSet;
use std::path::Path;

/// The first line, in the language of the site.
fn head(language: Language) -> &'static str {
    language.choose(
        "# Do `khacphuc owners` lập từ nội dung và từ [[owners]] trong khacphuc.toml.\n",
        "# Made by `khacphuc owners` from the content and from [[owners]] in khacphuc.toml.\n",
    )
}

/// Prints the file, or compares it with the one at `known`.
pub(super) fn owners(
    content: &ContentArgs,
    known: Option<&Path>,
    asked: AskedLanguage,
) -> Result<Exit, Failure> {
    let opened = open_site(&content.whole(), asked)?;
    let (language, owners) = (opened.language, &opened.options.config.owners);
    let engine = Engine::new(&opened.scan, &opened.options)?;
    let undone = language.choose("Chưa lập gì: sửa lỗi trước.", "Nothing was made: mend this first.");
    if let Some(exit) = stopped(&opened, &engine, undone) {
        return Ok(exit);
    }
    let ownership = engine.ownership()?;
    if let Some(unknown) = unknown(owners, &ownership) {
        complain(&format!("{}: {}\n", language.choose("lỗi", "error"), diagnostic::line(&unknown, language)));
        return Ok(Exit::Mistakes);
    }
    let (text, without) = written(owners, &ownership, &opened.scan.sources.root, opened.options.language);
    for unit in without {
        complain(&language.choose(
            format!("{unit}: chưa có tài khoản ở [[owners]] trong khacphuc.toml\n"),
            format!("{unit}: no accounts under [[owners]] in khacphuc.toml\n"),
        ));
    }
    let Some(known) = known else { return Ok(say(&text)) };
    let there = disk::read_text(known).map_err(|error| Failure::new(Doing::Read, known, error))?;
    let there = there.replace("\r\n", "\n");
    if there == text {
        return Ok(Exit::Fine);
    }
    let name = known.display().to_string();
    let diff = TextDiff::from_lines(&there, &text);
    say(&diff.unified_diff().header(&name, "khacphuc owners").to_string());
    complain(&language.choose(
        format!("{name} không còn đúng: khacphuc owners > {name}\n"),
        format!("{name} is not up to date: khacphuc owners > {name}\n"),
    ));
    Ok(Exit::Mistakes)
}

/// A name under `[[owners]]` that the content does not have.
fn unknown(owners: &[Owner], ownership: &Ownership) -> Option<Diagnostic> {
    let mut names = ownership.names();
    names.extend(ownership.bodies().map(str::to_owned));
    let unknown = owners.iter().find(|owner| !names.contains(&owner.of))?;
    let names = names.iter().map(String::as_str);
    Some(Diagnostic::unknown(Code::UnknownValue, &nowhere(&unknown.of), names).with("key", "of"))
}

/// The file, and the units that lead something and have no accounts. Of several lines that fit a file, code
/// hosts take the last one: those of bodies come first.
fn written(
    owners: &[Owner],
    ownership: &Ownership,
    root: &str,
    language: Language,
) -> (String, BTreeSet<String>) {
    let root = root.trim_start_matches("./").trim_matches('/');
    let line = |path: &str, accounts: &BTreeSet<&str>| {
        let accounts: Vec<&str> = accounts.iter().copied().collect();
        let path = if root.is_empty() || root == "." { path.to_owned() } else { format!("{root}/{path}") };
        format!("/{} {}\n", escaped(&path), accounts.join(" "))
    };
    let accounts_of = |of: &dyn Fn(&Owner) -> bool| -> BTreeSet<&str> {
        owners
            .iter()
            .filter(|owner| of(owner))
            .flat_map(|owner| &owner.accounts)
            .map(String::as_str)
            .collect()
    };
    let mut text = head(language).to_owned();
    for body in ownership.bodies() {
        let accounts = accounts_of(&|owner| owner.of == body);
        if !accounts.is_empty() {
            text.push_str(&line(&format!("{body}/"), &accounts));
        }
    }
    let mut without = BTreeSet::new();
    for concern in ownership.files() {
        let Concern { path, body, leads, .. } = concern;
        let mut accounts = BTreeSet::new();
        for lead in leads {
            let of_lead = accounts_of(&|owner| ownership.is_lead(concern, lead, &owner.of));
            if of_lead.is_empty() {
                without.insert(format!("{body}/{lead}"));
            }
            accounts.extend(of_lead);
        }
        if !accounts.is_empty() {
            text.push_str(&line(path, &accounts));
        }
    }
    (text, without)
}

/// A path in which nothing stands for anything else.
fn escaped(path: &str) -> String {
    let special = |letter: char| matches!(letter, ' ' | '\t' | '\\' | '*' | '?' | '[' | ']' | '#' | '!');
    let letters = path.chars().flat_map(|letter| special(letter).then_some('\\').into_iter().chain([letter]));
    letters.collect()
}

#[test]
fn nothing_in_a_path_is_a_pattern() {
    assert_eq!(escaped("content/a b/[x]*.md"), "content/a\\ b/\\[x\\]\\*.md");
}
