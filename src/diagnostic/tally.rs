//! How many diagnostics there are, and of which kinds.
//!
//! Takes diagnostics, gives the last lines of what the terminal shows: where there are many, a table by kind, whose
//! errors come last as those of the whole output do, nearest to where its reader is.

use super::catalogue::Code;
use super::level::Level;
use super::report::Diagnostic;
use crate::language::Language;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// As many are shown in the order of their files, and without a table.
const FEW: usize = 10;

/// Whether there are so many that errors are shown last, and a table by kind at the end.
pub fn are_many(count: usize) -> bool {
    count > FEW
}

/// How the level is called.
pub(super) fn level_name(level: Level, language: Language) -> &'static str {
    match level {
        Level::Error => language.choose("lỗi", "error"),
        Level::Warning | Level::Allow => language.choose("cảnh báo", "warning"),
    }
}

/// A row for each kind: its level, its code, and how many there are. Empty where there are few.
pub fn table<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic> + Clone, language: Language) -> String {
    if !are_many(diagnostics.clone().count()) {
        return String::new();
    }
    let mut counts: BTreeMap<(Level, Code), usize> = BTreeMap::new();
    diagnostics.for_each(|found| *counts.entry((found.level, found.code)).or_default() += 1);
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|((level, code), count)| (*level, Reverse(*count), *code));
    let [level, code, count] = language.choose(["mức", "mã", "số lần"], ["level", "code", "count"]);
    let mut table = row(level, code, count);
    for ((level, code), count) in rows {
        table.push_str(&row(level_name(level, language), code.name(), &count.to_string()));
    }
    table.push('\n');
    table
}

fn row(level: &str, code: &str, count: &str) -> String {
    format!("{level:<10}{code:<28}{count:>8}\n")
}

/// One line that counts errors and warnings; empty where there are none.
pub fn summary<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, language: Language) -> String {
    let (errors, warnings) =
        diagnostics.into_iter().fold((0, 0), |(errors, warnings), found| match found.level {
            Level::Error => (errors + 1, warnings),
            Level::Warning => (errors, warnings + 1),
            Level::Allow => (errors, warnings),
        });
    if errors + warnings == 0 {
        return String::new();
    }
    match language {
        Language::Vi => format!("{errors} lỗi, {warnings} cảnh báo"),
        Language::En => {
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            format!("{errors} error{}, {warnings} warning{}", plural(errors), plural(warnings))
        }
    }
}
