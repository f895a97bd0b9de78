//! The command line: the only place that prints, asks what day it is, and exits.

mod ask;
mod asked;
mod build;
mod check;
mod cms;
mod diff;
mod draft;
mod editing;
mod fix;
mod freeze;
mod help;
mod import;
mod init;
mod list;
mod lsp;
mod office;
mod owners;
mod progress;
mod report;
mod serve;
mod session;
mod site;
mod suggest;
mod terminal;
mod verify;

use crate::cli::ask::nowhere;
use crate::cli::asked::Asked;
use crate::cli::site::{AtArgs, ContentArgs, SiteArgs, today};
use crate::cli::terminal::{Exit, complain, say};
use crate::diagnostic::{self, Diagnostic, Phrase};
use crate::export::list::Period;
use crate::language::Language;
use crate::source::commit::Author;
use crate::source::read_year;
use crate::source::revision::At;
use crate::vietnamese::date::{self, Date, NotADay};
use clap::error::Error;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Follow every deficiency across the years.
///
/// Compiles plans, reports and deficiencies, written as Markdown files with front matter, into a
/// linked static site: what was found wrong, what was promised, how it was judged, what came back,
/// and what was never heard of again.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_long_help = TEACHING, disable_help_subcommand = true)]
struct Cli {
    /// Language of labels and messages [default: the settings'; without those, labels are in vi and messages in
    /// the language of the machine]
    #[arg(long, value_enum, global = true)]
    language: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

const TEACHING: &str = "\
A first site:
  khacphuc init my-site && cd my-site
  khacphuc build                 # then open public/index.html

Every day:
  khacphuc check                 # all mistakes and findings, with file, line and what is allowed
  khacphuc list deadlines --due-within 30d   # what is due in the next 30 days
  khacphuc diff 2023-01-01..2023-12-31       # what changed in the record in that time
  khacphuc serve --open          # the pages while you write, in a browser
  khacphuc new deficiency        # a new record, asked for step by step
  khacphuc carry-forward tay-ninh 2024   # this year's plan and records, from what last year left
  khacphuc import ke-hoach.docx --body tay-ninh --year 2024   # drafts from a paper in Word
  khacphuc suggest tay-ninh 2024         # which records probably go on from last year's
  khacphuc build --edition internal --out /srv/intranet/khacphuc

Content is one folder per body and year, one file per deficiency:
  content/tay-ninh/index.md          kind: body
  content/tay-ninh/2023/plan.md      kind: plan
  content/tay-ninh/2021/ma-tuy.md    kind: deficiency, status: partly-fixed
A file of the next year with the same `deficiency:` goes on from it; nothing else is needed.

Exit status: 0 fine, 1 mistakes in the content, 2 usage or machine, 3 nothing to list.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile the content into a site
    ///
    /// Reports every mistake and finding first. With a mistake nothing is written, and the site of
    /// the last build stays; findings (warnings) do not stop a build.
    Build {
        #[command(flatten)]
        site: SiteArgs,
        #[command(flatten)]
        at: AtArgs,
        #[command(flatten)]
        output: build::OutputArgs,
    },
    /// Report every mistake and finding, and write nothing
    Check {
        #[command(flatten)]
        check: check::CheckArgs,
        #[command(flatten)]
        site: SiteArgs,
    },
    /// List deficiencies, measures, deadlines or reports
    ///
    /// Gives the figures of the pages for a terminal or a script, and writes nothing. A mistake in the
    /// content stops it. Exit status: 0 something was found, 1 mistakes in the content, 2 usage or machine,
    /// 3 there is nothing of the kind.
    List {
        #[command(flatten)]
        list: list::ListArgs,
        #[command(flatten)]
        site: SiteArgs,
        #[command(flatten)]
        at: AtArgs,
    },
    /// Tell what changed in the record between two revisions or days
    ///
    /// Verdicts turned, deadlines moved, measures added, done or gone, wording, targets and results, records and
    /// papers that came or went: each with the commit that made it, its day and the unit that leads. Reads git only;
    /// a record is the same one in whatever file it is. Exit status: 0 fine, 1 mistakes in the content of either, 2
    /// usage or machine.
    Diff {
        #[command(flatten)]
        content: ContentArgs,
        #[command(flatten)]
        how: diff::DiffArgs,
    },
    /// Show the site in a browser while it is written
    ///
    /// Serves the site from memory, to this machine only. Pages that are open in a browser follow what is saved; a
    /// mistake is shown over the last good page until it is mended. Each page of a file has a form to change that
    /// file; nothing else is written. Ctrl-C ends it.
    #[command(mut_arg("edition", |edition| edition.default_value("internal")))]
    Serve {
        #[command(flatten)]
        site: SiteArgs,
        #[command(flatten)]
        preview: serve::PreviewArgs,
    },
    /// Answer an editor that speaks the Language Server Protocol, over standard input and output
    ///
    /// Tells it of mistakes as one types, completes names, units, areas, statuses and numbers of documents,
    /// explains deadlines and citations, leads to what is cited or carried on, renames a deficiency in every
    /// year, and mends what `check --fix` mends. The editor starts and ends it; the manual has its settings.
    Lsp {
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Begin a body, a year, a plan, a report or the record of a deficiency
    ///
    /// Writes a file with front matter, the headings and a line of guidance under each, and never over
    /// another file. What the call does not say is asked at the terminal.
    New {
        #[command(flatten)]
        content: ContentArgs,
        #[command(subcommand)]
        what: draft::New,
    },
    /// Begin a year with what the last one left
    ///
    /// Writes the plan of the year, unless there is one, and a record for each deficiency of the last plan
    /// year that is not resolved or was told to go on: its wording, its unfinished measures with open
    /// deadlines, its indicators with what was reached. It never writes over another file; a second run
    /// writes nothing.
    CarryForward {
        #[command(flatten)]
        content: ContentArgs,
        /// Body, by the name of its folder
        body: String,
        /// Year of the plan
        year: i16,
        /// Show the tree and each file, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Draft a plan or a report from a paper that an office wrote
    ///
    /// Reads the paper part by part, and writes its plan, report or review and a record for each deficiency that
    /// it tells of. Every part says where in the paper it stands. What is in none of the drafts is printed, and
    /// kept in a file beside them until somebody has dealt with it. It never writes over another file.
    Import {
        #[command(flatten)]
        content: ContentArgs,
        #[command(flatten)]
        what: import::ImportArgs,
    },
    /// Suggest which records probably go on from earlier ones
    ///
    /// Compares the records of a year with those of the plan year before: words, indicators, cited
    /// documents, area and units. Prints lines to paste under `carries`, each with its reasons and how
    /// likely it is. It writes nothing, and what it suggests is a guess until somebody has looked at it.
    Suggest {
        #[command(flatten)]
        content: ContentArgs,
        /// Body, by the name of its folder
        body: String,
        /// Year of the plan
        year: i16,
    },
    /// Print the file CODEOWNERS, from units and who leads what
    ///
    /// A code host then asks the unit that leads a record or a plan to review its changes. The accounts of
    /// units are in khacphuc.toml under `owners`, each with `of = "tay-ninh/vp"` and `accounts`.
    Owners {
        #[command(flatten)]
        content: ContentArgs,
        /// Compare it with this file instead; exit status 1 where that is not up to date
        #[arg(long, value_name = "FILE")]
        up_to_date: Option<PathBuf>,
    },
    /// Freeze a year: put it into a bag that can be proved unchanged
    ///
    /// Writes a BagIt bag (RFC 8493) of each edition, as a folder and as a .zip: the pages of the year as they
    /// are published, its data, and in the internal edition its sources. The file frozen.sha256, which is put
    /// beside the sources, has their sums: from then on a changed source is a mistake, what was wrong is put
    /// right by an erratum, and the pages of the year are copied from the bag as they are.
    Freeze {
        #[command(flatten)]
        content: ContentArgs,
        #[command(flatten)]
        freeze: freeze::FreezeArgs,
    },
    /// Say what of a bag or of a site is not as it was made
    ///
    /// Finds what was altered, lost, added or renamed in bags of frozen years (folders or .zip), and in sites
    /// that `build` wrote, and looks at their signatures. Exit status: 0 all is as it was made, 1 something is
    /// not, 2 usage or machine.
    Verify {
        #[command(flatten)]
        verify: verify::VerifyArgs,
    },
    /// Make a small site to start from
    Init {
        #[command(flatten)]
        init: init::InitArgs,
    },
    /// Print completions for a shell
    Completions {
        /// Shell to complete for
        shell: clap_complete::Shell,
    },
}

/// Runs the command line. A broken usage ends with status 2, as clap does it.
pub fn run() -> ExitCode {
    let words = words(std::env::args_os().collect());
    let (asked, language) = asked::of_call(&words);
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
    let command = reading(help::speak(Cli::command(), language), language);
    Cli::from_arg_matches(&command.try_get_matches_from(words)?)
}

/// A command whose values are read, and refused, in a language.
fn reading(command: clap::Command, language: Language) -> clap::Command {
    let command = command.mut_args(|arg| match arg.get_id().as_str() {
        "at" => arg.value_parser(move |text: &str| at(text, language)),
        "span" => arg.value_parser(move |text: &str| span(text, language)),
        "as_of" => arg.value_parser(move |text: &str| day(text, language)),
        "commit" => arg.value_parser(move |text: &str| author(text, language)),
        "port" => arg.value_parser(move |text: &str| port(text, language)),
        "due_within" => arg.value_parser(move |text: &str| period(text, language)),
        "year" => arg.value_parser(move |text: &str| year(text, language)),
        _ => arg,
    });
    command.mut_subcommands(|command| reading(command, language))
}

fn day(text: &str, language: Language) -> Result<Date, String> {
    date::read_iso(text).map_err(|why| not_a_day(text, why, language))
}

fn not_a_day(text: &str, why: NotADay, language: Language) -> String {
    diagnostic::message(&Diagnostic::not_a_day(&nowhere(text), why), language)
}

fn at(text: &str, language: Language) -> Result<At, String> {
    At::read(text).map_err(|why| not_a_day(text, why, language))
}

fn span(text: &str, language: Language) -> Result<diff::Between, String> {
    if text.is_empty() || text.contains("...") {
        let (vi, en) = (
            "ghi hai bản hoặc hai ngày với hai dấu chấm ở giữa, ví dụ 2023-01-01..2023-12-31",
            "write two revisions or days with two points between them, such as 2023-01-01..2023-12-31",
        );
        return Err(language.choose(vi, en).to_owned());
    }
    diff::Between::read(text).map_err(|(side, why)| not_a_day(&side, why, language))
}

fn year(text: &str, language: Language) -> Result<i16, String> {
    let mistake = || diagnostic::message(&Diagnostic::invalid(&nowhere(text), Phrase::Year), language);
    read_year(text).ok_or_else(mistake)
}

fn period(text: &str, language: Language) -> Result<Period, String> {
    Period::read(text).ok_or_else(|| {
        let (vi, en) = (
            "ghi một số với d (ngày), w (tuần), m (tháng) hay y (năm), ví dụ 30d",
            "write a number with d (days), w (weeks), m (months) or y (years), such as 30d",
        );
        language.choose(vi, en).to_owned()
    })
}

fn author(text: &str, language: Language) -> Result<Author, String> {
    Author::parse(text).ok_or_else(|| {
        let (vi, en) =
            ("ghi tên và địa chỉ thư: \"Tên <thư@…>\"", "write a name and an address: \"Name <mail@…>\"");
        language.choose(vi, en).to_owned()
    })
}

fn port(text: &str, language: Language) -> Result<u16, String> {
    text.parse().map_err(|_| {
        language.choose("ghi một số từ 0 đến 65535", "write a number from 0 to 65535").to_owned()
    })
}

fn obey(cli: Cli, asked: Asked, language: Language) -> Exit {
    let result = match cli.command {
        Command::Build { site, at, output } => build::build(&site, &at, &output, asked, language),
        Command::Check { check, site } => check::check(&site, &check, asked),
        Command::List { list, site, at } => list::list(&site, &at, &list, asked),
        Command::Diff { content, how } => diff::diff(&content, &how, asked),
        Command::Serve { site, preview } => serve::serve(site, asked, &preview),
        Command::Lsp { site } => lsp::lsp(site, asked),
        Command::New { content, what } => draft::new(&content, what, asked),
        Command::CarryForward { content, body, year, dry_run } => {
            draft::carry_forward(&content, &body, year, dry_run, asked)
        }
        Command::Import { content, what } => import::import(&content, &what, asked),
        Command::Suggest { content, body, year } => suggest::suggest(&content, &body, year, asked),
        Command::Owners { content, up_to_date } => owners::owners(&content, up_to_date.as_deref(), asked),
        Command::Freeze { content, freeze } => freeze::freeze(&content, &freeze, asked),
        Command::Verify { verify } => Ok(verify::verify(&verify, language)),
        Command::Init { init } => init::init(&init, today(), asked, language),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            let mut command = help::speak(Cli::command(), language);
            clap_complete::generate(shell, &mut command, "khacphuc", &mut script);
            Ok(say(&String::from_utf8_lossy(&script)))
        }
    };
    result.unwrap_or_else(|failure| {
        complain(&format!("khacphuc: {}\n", failure.show(language)));
        Exit::Machine
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
