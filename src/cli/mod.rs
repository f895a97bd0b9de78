//! The command line: the only place that prints, asks what day it is, and exits.
//!
//! Takes the words of a call, gives a status. Each command has a module of its name. The others hold what they share:
//!
//! | module | holds |
//! |---|---|
//! | `command` | every command with its options, and their help in English |
//! | `help` | the help in Vietnamese, and what is said of a wrong call |
//! | `values` | how values of options are read |
//! | `language` | the language that is asked for |
//! | `site` | a site as it is asked for: content, options, day, moment |
//! | `ask` | questions at the terminal |
//! | `mistakes` | mistakes that stop a command |
//! | `report` | all mistakes and findings, as `build` and `check` tell them |
//! | `files` | new files, shown and written |
//! | `progress` | how far a long run is |
//! | `terminal` | what is printed, and how a run ends |
//! | `session`, `editing` | the preview that `serve` shows, and its forms |
//! | `fix` | what `check --fix` mends |
//! | `cms` | what `init --cms` writes |
//! | `office` | papers that LibreOffice reads for `import` |

mod ask;
mod build;
mod carry_forward;
mod check;
mod cms;
mod command;
mod completions;
mod diff;
mod editing;
mod files;
mod fix;
mod freeze;
mod help;
mod import;
mod init;
mod language;
mod list;
mod lsp;
mod mistakes;
mod new;
mod office;
mod owners;
mod progress;
mod report;
mod serve;
mod session;
mod site;
mod suggest;
mod terminal;
mod values;
mod verify;

use crate::cli::command::{Cli, Command};
use crate::cli::language::AskedLanguage;
use crate::cli::site::today;
use crate::cli::terminal::{Exit, complain, fail, say};
use crate::language::Language;
use clap::error::Error;
use clap::{CommandFactory, FromArgMatches};
use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line. A broken usage ends with status 2, as clap does it.
pub fn run() -> ExitCode {
    let words = words(std::env::args_os().collect());
    let (asked, language) = language::of_call(&words);
    match understand(&words, language) {
        Ok(cli) => obey(cli, asked, language).into(),
        Err(error) => {
            let text = help::wording(&error, language);
            let exit = if error.use_stderr() {
                complain(&text);
                Exit::Machine
            } else {
                say(&text)
            };
            exit.into()
        }
    }
}

/// The words of the call; `khacphuc help build` is `khacphuc build --help`.
fn words(mut words: Vec<OsString>) -> Vec<OsString> {
    if words.get(1).is_some_and(|word| word == "help") {
        words.remove(1);
        words.push("--help".into());
    }
    words
}

fn understand(words: &[OsString], language: Language) -> Result<Cli, Error> {
    let command = values::read_in(help::speak(Cli::command(), language), language);
    Cli::from_arg_matches(&command.try_get_matches_from(words)?)
}

/// Which command is done where.
fn obey(cli: Cli, asked: AskedLanguage, language: Language) -> Exit {
    let result = match cli.command {
        Command::Build { site, at, output } => build::build(&site, &at, &output, asked, language),
        Command::Check { check, site } => check::check(&site, &check, asked),
        Command::List { list, site, at } => list::list(&site, &at, &list, asked),
        Command::Diff { content, how } => diff::diff(&content, &how, asked),
        Command::Serve { site, preview } => serve::serve(site, asked, &preview),
        Command::Lsp { site } => lsp::lsp(site, asked),
        Command::New { content, what } => new::new(&content, what, asked),
        Command::CarryForward { content, what } => carry_forward::carry_forward(&content, &what, asked),
        Command::Import { content, what } => import::import(&content, &what, asked),
        Command::Suggest { content, body, year } => suggest::suggest(&content, &body, year, asked),
        Command::Owners { content, up_to_date } => owners::owners(&content, up_to_date.as_deref(), asked),
        Command::Freeze { content, freeze } => freeze::freeze(&content, &freeze, asked),
        Command::Verify { verify } => Ok(verify::verify(&verify, language)),
        Command::Init { init } => init::init(&init, today(), asked, language),
        Command::Completions { shell } => Ok(completions::completions(shell, language)),
    };
    result.unwrap_or_else(|failure| fail(&failure, language))
}
