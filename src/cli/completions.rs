//! `completions`: what a shell needs to complete the words of a call.

use super::command::Cli;
use super::help::speak;
use super::terminal::{Exit, say};
use crate::language::Language;
use clap::CommandFactory;
use clap_complete::Shell;

/// Prints the completions for a shell.
pub(super) fn completions(shell: Shell, language: Language) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut speak(Cli::command(), language), "khacphuc", &mut script);
    say(&String::from_utf8_lossy(&script))
}
