//! Changes as text, for a terminal.
//!
//! Takes the changes; gives a paragraph for each file, and in it a line for each change with the commit that made
//! it below. Words that are gone or new are marked as in `git diff --word-diff`: `[-…-]`, `{+…+}`.

use super::data::{ChangeData, ChangesData, RevisionData, shown};
use crate::language::Language;
use crate::model::strings::Strings;
use std::fmt::Write;

pub(super) fn write(
    changes: &ChangesData,
    strings: &Strings,
    language: Language,
    marked: &dyn Fn(&str, &str) -> String,
) -> String {
    let word = |key: &'static str| strings.get("changes", key);
    let mut text = String::new();
    let side = |side: &RevisionData| format!("{} ({})", shown(side.day, language), side.commit);
    let edition = strings.get("edition", changes.edition.word());
    let _ = writeln!(text, "{}: {} → {} · {edition}", word("title"), side(&changes.from), side(&changes.to));
    if changes.changed.is_empty() {
        let _ = writeln!(text, "\n{}", word("nothing"));
    }
    for changed in &changes.changed {
        let lead = changed.lead_name.as_ref().map(|lead| format!(" · {lead}")).unwrap_or_default();
        let _ = writeln!(text, "\n{} · {} · {}{lead}", changed.body_name, changed.year, changed.title);
        for change in &changed.changes {
            let _ = writeln!(text, "  {}", line(change, strings, language, marked));
            if let Some(commit) = &change.commit {
                let subject = commit.subject.as_ref().map(|subject| format!(" · {subject}"));
                let day = shown(commit.day, language);
                let _ = writeln!(text, "      {day} · {}{}", commit.id, subject.unwrap_or_default());
            }
        }
    }
    text
}

/// One change in one line.
fn line(
    change: &ChangeData,
    strings: &Strings,
    language: Language,
    marked: &dyn Fn(&str, &str) -> String,
) -> String {
    let name = strings.get("changes", change.what.name());
    let about = change.about.as_ref().map(|about| format!(" “{}”", one_line(about))).unwrap_or_default();
    let nothing = strings.get("changes", "none").to_owned();
    let values = match (&change.then, &change.now) {
        (Some(then), Some(now)) if change.what.is_prose() => one_line(&marked(then, now)),
        (None, None) => return format!("{name}{about}"),
        _ if change.what.is_one_sided() => {
            let [then, now] = change.values(strings, language).map(Option::unwrap_or_default);
            one_line(&format!("{then} {now}"))
        }
        _ => change
            .values(strings, language)
            .map(|value| value.map_or_else(|| nothing.clone(), |value| one_line(&value)))
            .join(" → "),
    };
    format!("{name}{about}: {values}")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
