//! `list`: what the pages say, as lines for a terminal, a script or a calendar.

use super::ask::nowhere;
use super::language::AskedLanguage;
use super::mistakes::stopped;
use super::site::{AtArgs, Past, SiteArgs, open_then, show_timings};
use super::terminal::{Exit, complain, left_behind, refuse, say};
use crate::build::Engine;
use crate::build::cache::Cache;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::export::list::{self, List, Names, Period, Question, What};
use crate::failure::Failure;
use crate::language::Language;
use crate::model::strings::Strings;
use crate::render::theme::Theme;
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal};

/// Columns of a terminal whose width is not known, and of what is not a terminal.
const WIDTH: usize = 100;

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// What to list
    #[arg(value_enum, default_value_t)]
    what: What,
    /// Only what is late
    #[arg(long)]
    late: bool,
    /// Only what is due within so long: 30d, 4w, 3m, 1y
    #[arg(long, value_name = "PERIOD")]
    due_within: Option<Period>,
    /// Only what concerns a unit, by its id, under all names that it has had
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Body, by the name of its folder
    #[arg(long)]
    body: Option<String>,
    /// Year of the plan
    #[arg(long)]
    year: Option<i16>,
    /// Only what is in one of these states, with commas between them; a wrong one is answered with those
    /// that there are
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    state: Vec<String>,
    /// How to write it: a table, the columns of the site's own tables (csv), one object an item (json), the
    /// JSON Schema of that, or a calendar (ics; deadlines only)
    #[arg(id = "list_format", long = "format", value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
}

/// Format of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    #[default]
    Table,
    Csv,
    Json,
    Schema,
    Ics,
}

pub(super) fn list(
    args: &SiteArgs,
    at: &AtArgs,
    asked_for: &ListArgs,
    asked: AskedLanguage,
) -> Result<Exit, Failure> {
    if asked_for.format == Format::Schema {
        return Ok(say(&String::from_utf8_lossy(&list::schema())));
    }
    let past = at.at.as_ref().map(|at| Past::of(&args.place, at)).transpose()?;
    let opened = left_behind(open_then(args, past.as_ref(), asked)?);
    let language = opened.language;
    let question = asked_for.question();
    if let Some(refusal) = refusal(&question, asked_for.format, language) {
        return Ok(refuse(&refusal, language));
    }
    let engine = Engine::with(&opened.scan, &opened.options, Cache::none(), &opened.timings)?;
    let engine = left_behind(engine);
    // What cannot be read would be missing from the list.
    let undone = language.choose("Chưa liệt kê gì: sửa lỗi trước.", "Nothing was listed: mend this first.");
    if let Some(exit) = stopped(&opened, &engine, undone) {
        return Ok(exit);
    }
    let theme = Theme::load(&opened.root, &opened.options.config.theme)?;
    let strings = Strings(theme.strings(opened.options.language)?);
    let (names, list) = engine.list(&question, &strings)?;
    if let Some(unknown) = unknown(&question, &names) {
        return Ok(refuse(&diagnostic::line(&unknown, language), language));
    }
    let exit = say(&written(&list, asked_for.format, &strings, opened.options.language));
    show_timings(args, &opened);
    match exit == Exit::Fine && list.entries.is_empty() {
        true => {
            complain(language.choose("Không có gì như vậy.\n", "There is nothing of the kind.\n"));
            Ok(Exit::Nothing)
        }
        false => Ok(exit),
    }
}

impl ListArgs {
    fn question(&self) -> Question {
        Question {
            what: self.what,
            late: self.late,
            due_within: self.due_within,
            unit: self.unit.clone(),
            body: self.body.clone(),
            year: self.year,
            states: self.state.clone(),
        }
    }
}

fn written(list: &List, format: Format, strings: &Strings, language: Language) -> String {
    let bytes = match format {
        // A header alone says nothing.
        Format::Table if list.entries.is_empty() => return String::new(),
        Format::Table => return list.to_table(strings, width()),
        Format::Csv => list.to_csv(strings),
        Format::Json => list.to_json(),
        Format::Schema => list::schema(),
        Format::Ics => list.to_calendar(language),
    };
    String::from_utf8_lossy(&bytes).into_owned()
}

fn width() -> usize {
    let size = terminal_size::terminal_size().filter(|_| io::stdout().is_terminal());
    size.map_or(WIDTH, |(width, _)| usize::from(width.0))
}

/// What is wrong with a question whatever the content is.
fn refusal(question: &Question, format: Format, language: Language) -> Option<String> {
    let unknown = question.states.iter().find(|state| !question.what.states().contains(&state.as_str()));
    if let Some(state) = unknown {
        let states = question.what.states().iter().copied();
        return Some(diagnostic::line(&not_among(state, "--state", states), language));
    }
    if format == Format::Ics && question.what != What::Deadlines {
        return Some(
            language
                .choose(
                    "chỉ `list deadlines` ghi được `ics`",
                    "only `list deadlines` can be written as `ics`",
                )
                .to_owned(),
        );
    }
    (question.late && question.what == What::Reports).then(|| {
        language
            .choose(
                "hồ sơ không ghi báo cáo đã nộp hay chưa, nên không biết báo cáo nào trễ; `--state past` \
                 liệt kê những báo cáo đã đến kỳ nộp",
                "nobody notes whether a report was handed in, so none is known to be late; `--state past` \
                 lists those that were due",
            )
            .to_owned()
    })
}

/// A body or a unit that the content does not have.
fn unknown(question: &Question, names: &Names) -> Option<Diagnostic> {
    if let Some(body) = question.body.as_ref().filter(|body| !names.contains_key(*body)) {
        return Some(not_among(body, "--body", names.keys().map(String::as_str)));
    }
    let unit = question.unit.as_ref()?;
    let of_body = names.iter().filter(|(body, _)| question.body.as_ref().is_none_or(|asked| asked == *body));
    let mut units: Vec<&str> =
        of_body.flat_map(|(_, (_, units))| units).map(|(unit, _)| unit.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    (!units.contains(&unit.as_str())).then(|| not_among(unit, "--unit", units))
}

fn not_among<'a>(found: &str, key: &str, allowed: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    Diagnostic::unknown(Code::UnknownValue, &nowhere(found), allowed).with("key", key)
}
