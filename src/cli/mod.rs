//! The command line: the only place that prints, asks what day it is, and exits.

mod build;
mod init;
mod progress;
mod serve;
mod session;
mod site;
mod terminal;

use crate::cli::site::{SiteArgs, today};
use crate::cli::terminal::{Exit, complain, say};
use clap::{CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Follow every deficiency across the years.
///
/// Compiles plans, reports and deficiencies, written as Markdown files with front matter, into a
/// linked static site: what was found wrong, what was promised, how it was judged, what came back,
/// and what was never heard of again.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_long_help = TEACHING)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const TEACHING: &str = "\
A first site:
  khacphuc init my-site && cd my-site
  khacphuc build                 # then open public/index.html

Every day:
  khacphuc check                 # all mistakes and findings, with file, line and what is allowed
  khacphuc serve --open          # the pages while you write, in a browser
  khacphuc build --edition internal --out /srv/intranet/khacphuc

Content is one folder per body and year, one file per deficiency:
  content/tay-ninh/index.md          kind: body
  content/tay-ninh/2023/plan.md      kind: plan
  content/tay-ninh/2021/ma-tuy.md    kind: deficiency, status: partly-fixed
A file of the next year with the same `deficiency:` goes on from it; nothing else is needed.

Exit status: 0 fine, 1 mistakes in the content, 2 usage or machine.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Compile the content into a site
    ///
    /// Reports every mistake and finding first. With a mistake nothing is written, and the site of
    /// the last build stays; findings (warnings) do not stop a build.
    Build {
        #[command(flatten)]
        site: SiteArgs,
        /// Folder that the site is written into; files that khacphuc did not write are left alone
        #[arg(long, value_name = "DIR", default_value = "public")]
        out: PathBuf,
    },
    /// Report every mistake and finding, and write nothing
    Check {
        #[command(flatten)]
        site: SiteArgs,
    },
    /// Show the site in a browser while it is written
    ///
    /// Serves the site from memory, to this machine only, and writes nothing. Pages that are open in a
    /// browser follow what is saved; a mistake is shown over the last good page until it is mended.
    /// Ctrl-C ends it.
    #[command(mut_arg("edition", |edition| edition.default_value("internal")))]
    Serve {
        #[command(flatten)]
        site: SiteArgs,
        #[command(flatten)]
        preview: serve::PreviewArgs,
    },
    /// Make a small site to start from
    Init {
        /// Folder to make it in
        dir: PathBuf,
    },
    /// Print completions for a shell
    Completions {
        /// Shell to complete for
        shell: clap_complete::Shell,
    },
}

/// Runs the command line. A broken usage ends with status 2, as clap does it.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Build { site, out } => build::build(&site, &out),
        Command::Check { site } => build::check(&site),
        Command::Serve { site, preview } => serve::serve(site, &preview),
        Command::Init { dir } => init::init(&dir, today()).map(|text| say(&text)),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "khacphuc", &mut script);
            Ok(say(&String::from_utf8_lossy(&script)))
        }
    };
    let exit = result.unwrap_or_else(|failure| {
        complain(&format!("khacphuc: {failure}\n"));
        Exit::Machine
    });
    exit.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
