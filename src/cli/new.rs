//! `new`: one file, asked for step by step.

use super::ask::{Asker, Choices};
use super::files::write;
use super::language::AskedLanguage;
use super::site::{ContentArgs, Opened, open_site};
use super::terminal::{Exit, refuse, say};
use crate::build::Engine;
use crate::diagnostic::Code;
use crate::draft::{self, File, Material, Refusal};
use crate::failure::Failure;
use crate::language::Language;
use crate::model::ledger::{Ledger, Paper};
use crate::model::vocabulary::{areas, bodies, units};
use crate::settings::Audience;
use crate::source::ContentPath;
use clap::{Args, Subcommand};

/// What to begin.
#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// A body
    Body {
        /// Title, from which the name of the file is made
        #[arg(long)]
        title: Option<String>,
        /// Official name in full, if that is another
        #[arg(long)]
        name: Option<String>,
        /// Code in document numbers, such as TĐTN
        #[arg(long)]
        code: Option<String>,
    },
    /// A year of a body that goes on from nothing: its plan
    Year {
        #[command(flatten)]
        of: YearArgs,
    },
    /// A plan
    Plan {
        #[command(flatten)]
        of: YearArgs,
        /// Title, from which the name of the file is made
        #[arg(long)]
        title: Option<String>,
    },
    /// A report on a plan
    Report {
        #[command(flatten)]
        of: YearArgs,
        /// Title, from which the name of the file is made
        #[arg(long)]
        title: Option<String>,
    },
    /// The record of a deficiency that was not there before
    Deficiency {
        #[command(flatten)]
        of: YearArgs,
        /// Title, from which the name of the file is made
        #[arg(long)]
        title: Option<String>,
        /// Area, by its id or name
        #[arg(long)]
        area: Option<String>,
        /// Unit that leads, by its id or name
        #[arg(long, value_name = "UNIT")]
        lead: Option<String>,
        /// Units that coordinate, with commas between them
        #[arg(long, value_name = "UNIT", value_delimiter = ',')]
        coordinate: Vec<String>,
        /// Units that monitor, with commas between them
        #[arg(long, value_name = "UNIT", value_delimiter = ',')]
        monitor: Vec<String>,
        /// Keep it out of the public edition
        #[arg(long)]
        internal: bool,
    },
}

/// A year of a body.
#[derive(Debug, Args)]
pub(super) struct YearArgs {
    /// Body, by the name of its folder
    #[arg(long)]
    body: Option<String>,
    /// Year of the plan
    #[arg(long)]
    year: Option<i16>,
}

/// Why nothing is drafted.
enum Stop {
    /// Flags that are needed.
    Missing(Vec<&'static str>),
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Stop {
    fn show(&self, language: Language) -> String {
        match self {
            Self::Refused(refusal) => refusal.show(language),
            Self::Missing(flags) => {
                let flags = flags.join(", ");
                language.choose(format!("còn thiếu: {flags}"), format!("missing: {flags}"))
            }
        }
    }
}

/// Writes the file that is asked for.
pub(super) fn new(content: &ContentArgs, what: New, asked: AskedLanguage) -> Result<Exit, Failure> {
    let opened = open_site(&content.whole(), asked)?;
    let ledger = Engine::new(&opened.scan, &opened.options)?.ledger()?;
    let mut asker = Asker::at_terminal(opened.language);
    let is_record = matches!(what, New::Deficiency { .. });
    match drafted(what, &opened.material(&ledger), &mut asker) {
        Ok(file) => {
            write(&content.content, std::slice::from_ref(&file), opened.language)?;
            let path = content.content.join(&file.path);
            let counted = if is_record { declared(&ledger, &file.path, &opened) } else { String::new() };
            Ok(say(&format!("{}\n{}{counted}", path.display(), begun(opened.language))))
        }
        Err(stop) => Ok(refuse(&stop.show(opened.language), opened.language)),
    }
}

/// What follows a file that begins with guidance.
fn begun(language: Language) -> &'static str {
    language.choose(
        "Tiếp theo: thay mỗi lời dẫn <!-- … --> bằng nội dung; khacphuc check nêu giải pháp, thời hạn còn thiếu, nhưng không nêu đoạn mở đầu còn trống\n",
        "Next: write in the place of each <!-- … -->; khacphuc check names measures and deadlines that are missing, but no opening paragraph that is\n",
    )
}

/// What a new record has to do with the number that a plan of its year declares.
fn declared(ledger: &Ledger, path: &str, opened: &Opened) -> String {
    let path = ContentPath::of_file(path);
    let own = |paper: &&Paper| Some(paper.body.as_str()) == path.body() && Some(paper.year) == path.year();
    let declares = ledger.papers.iter().filter(own).find_map(|paper| {
        let plan = paper.document.meta.plan().is_some().then(|| paper.document.meta.paper())??;
        Some((paper, plan.declares.as_ref()?.value))
    });
    let Some((paper, count)) = declares else { return String::new() };
    let plan = &opened.scan.sources.get(paper.document.source).path;
    opened.language.choose(
        format!("{plan} ghi declares: {count}. Hồ sơ này nối tiếp một khuyết điểm khác tên của năm trước thì ghi carries; là khuyết điểm mới thì xem lại declares.\n"),
        format!("{plan} says declares: {count}. Where this record goes on from a deficiency of another name, say so under carries; where it is new, see whether declares still counts right.\n"),
    )
}

/// Drafts what is asked for, and asks for what the call leaves out.
fn drafted(what: New, material: &Material<'_>, asker: &mut Asker<'_>) -> Result<File, Stop> {
    let ledger = material.ledger;
    let mut of = None;
    let mut place = |asker: &mut Asker<'_>, given: YearArgs| {
        let bodies = Choices { code: Code::BodyMissing, known: bodies(ledger) };
        let body = asker.needed(given.body, "--body", ("Tổ chức", "Body"), Some(&bodies));
        of = ledger.body(&body);
        (body, asker.year(given.year))
    };
    let name = ("Tên", "Title");
    match what {
        New::Body { title, name: full, code } => {
            let title = asker.needed(title, "--title", name, None);
            let full =
                asker.wanted(full, ("Tên đầy đủ (Enter: như trên)", "Name in full (Enter: the same)"), None);
            let code =
                asker.wanted(code, ("Mã trong số văn bản (Enter: không có)", "Code (Enter: none)"), None);
            all_given(asker)?;
            Ok(draft::body(material, &draft::Body { title, name: full, code })?)
        }
        New::Year { of } => {
            let (body, year) = place(asker, of);
            all_given(asker)?;
            Ok(draft::year(material, &body, year)?)
        }
        New::Plan { of, title } => {
            let (body, year) = place(asker, of);
            all_given(asker)?;
            Ok(draft::plan(material, &draft::Paper { body, year, title })?)
        }
        New::Report { of, title } => {
            let (body, year) = place(asker, of);
            all_given(asker)?;
            Ok(draft::report(material, &draft::Paper { body, year, title })?)
        }
        New::Deficiency { of: given, title, area, lead, coordinate, monitor, internal } => {
            let (body, year) = place(asker, given);
            let title = asker.needed(title, "--title", name, None);
            let areas = of.map(|body| Choices { code: Code::UnknownArea, known: areas(&body.meta) });
            let units = of.map(|body| Choices { code: Code::UnknownUnit, known: units(&body.meta) });
            let area = asker.wanted(
                area,
                ("Lĩnh vực, mã hoặc tên (Enter: chưa ghi)", "Area, id or name (Enter: none yet)"),
                areas.as_ref(),
            );
            let question = (
                "Đơn vị chủ trì, mã hoặc tên (Enter: chưa ghi)",
                "Unit that leads, id or name (Enter: none yet)",
            );
            let lead = asker.wanted(lead, question, units.as_ref());
            all_given(asker)?;
            let audience = if internal { Audience::Internal } else { Audience::Public };
            let said = draft::Record { body, year, title, area, lead, coordinate, monitor, audience };
            Ok(draft::record(material, &said)?)
        }
    }
}

fn all_given(asker: &Asker<'_>) -> Result<(), Stop> {
    match asker.missing() {
        [] => Ok(()),
        missing => Err(Stop::Missing(missing.to_vec())),
    }
}
