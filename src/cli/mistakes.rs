//! Mistakes that stop a command: those of the settings and of the content, as they are printed.
//!
//! It stands apart because most commands stop there, each for a reason of its own.

use super::site::Opened;
use super::terminal::{Exit, complain};
use crate::build::Engine;
use crate::diagnostic::{self, Diagnostic, Level};
use crate::language::Language;
use crate::source::Sources;

/// As many mistakes are shown at once.
const SHOWN: usize = 50;

/// Mistakes that stop a build, each as it is printed.
pub(super) fn mistakes(opened: &Opened, engine: &Engine<'_>) -> Vec<String> {
    let language = opened.language;
    let show = |found: &Diagnostic, sources: &Sources| {
        let text = diagnostic::render(std::slice::from_ref(found), sources, language, false);
        (found.level == Level::Error).then(|| text.trim_end().to_owned())
    };
    let options = opened.config_mistakes.iter().filter_map(|found| show(found, &opened.config_source));
    let content = engine.findings().reported.iter().filter_map(|found| show(found, &opened.scan.sources));
    let mut mistakes: Vec<String> = options.chain(content).take(SHOWN + 1).collect();
    if mistakes.len() > SHOWN {
        mistakes[SHOWN] = language.choose("… và còn nữa", "… and more").to_owned();
    }
    mistakes
}

/// Prints the mistakes, where there are any, and what was not done because of them.
pub(super) fn stopped(opened: &Opened, engine: &Engine<'_>, undone: &str) -> Option<Exit> {
    let mistakes = mistakes(opened, engine);
    if mistakes.is_empty() {
        return None;
    }
    complain(&format!("{}\n\n{undone}\n", mistakes.join("\n\n")));
    Some(Exit::Mistakes)
}

/// What a command that writes did not do.
pub(super) fn nothing_written(language: Language) -> &'static str {
    language.choose("Chưa ghi gì: sửa lỗi trước.", "Nothing was written: mend this first.")
}
