//! The command line as it is declared: every command, its options and its help in English.
//!
//! Apart from what the commands do, so that all of what a user can ask for is in one place.

use super::build::OutputArgs;
use super::carry_forward::CarryForwardArgs;
use super::check::CheckArgs;
use super::diff::DiffArgs;
use super::freeze::FreezeArgs;
use super::import::ImportArgs;
use super::init::InitArgs;
use super::list::ListArgs;
use super::new::New;
use super::serve::PreviewArgs;
use super::site::{AtArgs, ContentArgs, SiteArgs};
use super::verify::VerifyArgs;
use crate::language::Language;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Follow every deficiency across the years.
///
/// Compiles plans, reports and deficiencies, written as Markdown files with front matter, into a
/// linked static site: what was found wrong, what was promised, how it was judged, what came back,
/// and what was never heard of again.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_long_help = TEACHING, disable_help_subcommand = true)]
pub(super) struct Cli {
    /// Language of labels and messages [default: the settings'; without those, labels are in vi and messages in
    /// the language of the machine]
    #[arg(long, value_enum, global = true)]
    language: Option<Language>,
    #[command(subcommand)]
    pub(super) command: Command,
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
pub(super) enum Command {
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
        output: OutputArgs,
    },
    /// Report every mistake and finding, and write nothing
    Check {
        #[command(flatten)]
        check: CheckArgs,
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
        list: ListArgs,
        #[command(flatten)]
        site: SiteArgs,
        #[command(flatten)]
        at: AtArgs,
    },
    /// Tell what changed in the record between two revisions or days
    ///
    /// Verdicts turned, deadlines moved, measures added, done or gone, progress, wording, targets and results, units,
    /// numbers and days of papers, records, papers and errata that came or went: each with the commit that made it,
    /// its day and the unit that leads. Reads git only; a record is the same one in whatever file it is. Exit status:
    /// 0 fine, 1 mistakes in the content of either, 2 usage or machine.
    Diff {
        #[command(flatten)]
        content: ContentArgs,
        #[command(flatten)]
        how: DiffArgs,
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
        preview: PreviewArgs,
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
        what: New,
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
        #[command(flatten)]
        what: CarryForwardArgs,
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
        what: ImportArgs,
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
        freeze: FreezeArgs,
    },
    /// Say what of a bag or of a site is not as it was made
    ///
    /// Finds what was altered, lost, added or renamed in bags of frozen years (folders or .zip), and in sites
    /// that `build` wrote, and looks at their signatures. Exit status: 0 all is as it was made, 1 something is
    /// not, 2 usage or machine.
    Verify {
        #[command(flatten)]
        verify: VerifyArgs,
    },
    /// Make a small site to start from
    Init {
        #[command(flatten)]
        init: InitArgs,
    },
    /// Print completions for a shell
    Completions {
        /// Shell to complete for
        shell: clap_complete::Shell,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
