//! Front matter: where it ends, and what all kinds have in common.

use super::fields::{audience, required_date};
use super::{body, paper, record};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{ContentPath, Meta, Waiver};
use crate::settings::Audience;
use crate::source::{Located, Place, SourceId};
use crate::table::{self, Node, Table};
use crate::vietnamese::date::YearSpan;

/// Typed front matter.
pub(super) struct Head {
    pub(super) meta: Meta,
    pub(super) audience: Audience,
    pub(super) waivers: Vec<Waiver>,
    pub(super) aliases: Vec<Located<String>>,
}

impl Head {
    /// The years of a plan, which fill in what its deadlines leave out.
    pub(super) fn years(&self) -> Option<YearSpan> {
        match &self.meta {
            Meta::Plan(plan) => Some(plan.years),
            _ => None,
        }
    }
}

/// A reader of one of the two languages that front matter may be in.
type Read = fn(&str, usize) -> Result<Node, table::SyntaxError>;

/// Splits a file into its front matter, as a tree, and the byte at which its content starts.
pub(super) fn split(id: SourceId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<(Node, usize)> {
    let fences: [(&str, Read); 2] = [("---", table::read_yaml), ("+++", table::read_toml)];
    for (fence, read) in fences {
        let Some(end) = closing(text, fence) else { continue };
        let start = fence.len() + 1;
        return match read(&text[start..end], start) {
            Ok(node) => Some((node, after_line(text, end))),
            Err(error) => {
                let place = Place::new(id, error.span);
                diagnostics.push(Diagnostic::new(Code::FrontMatterSyntax, place).with("what", error.what));
                None
            }
        };
    }
    let opened =
        fences.iter().find(|(fence, _)| text.lines().next().is_some_and(|line| line.trim_end() == *fence));
    diagnostics.push(match opened {
        Some((fence, _)) => {
            Diagnostic::new(Code::FrontMatterOpen, Place::new(id, 0..fence.len())).with("found", fence)
        }
        None => Diagnostic::new(Code::FrontMatterMissing, Place::top(id)),
    });
    None
}

/// Byte at which the closing fence starts, in a text that begins with the opening one.
fn closing(text: &str, fence: &str) -> Option<usize> {
    let mut at = text.strip_prefix(fence)?.strip_prefix('\n').map(|_| fence.len() + 1)?;
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some(at);
        }
        at += line.len();
    }
    None
}

fn after_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length + 1)
}

const KINDS: [&str; 6] = ["body", "review", "plan", "report", "deficiency", "page"];

/// Reads front matter by its kind. Nothing when the file cannot take part in the site.
pub(super) fn read(
    id: SourceId,
    path: &ContentPath,
    head: Node,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Head> {
    let mut table = Table::new(id, "front matter", head, diagnostics)?;
    let kind = table.required_choice("kind", Code::UnknownKind, &KINDS.map(|word| (word, word)))?;
    let word = kind.value;
    table.rename(word);
    check_place(word, path, kind.place, &mut table);
    let audience = audience(&mut table);
    let waivers = table.tables("waive", waiver);
    let aliases = aliases(&mut table);
    let meta = match word {
        "body" => body::read(&mut table).map(|body| Meta::Body(Box::new(body))),
        "review" => Some(Meta::Review(Box::new(paper::read(&mut table)))),
        "plan" => paper::plan(&mut table, path).map(|plan| Meta::Plan(Box::new(plan))),
        "report" => Some(Meta::Report(Box::new(paper::report(&mut table)))),
        "deficiency" => record::read(&mut table, path).map(|record| Meta::Deficiency(Box::new(record))),
        _ => Some(Meta::Page),
    };
    table.finish();
    Some(Head { meta: meta?, audience, waivers, aliases })
}

/// Reports a kind that cannot be where the file is.
fn check_place(kind: &'static str, path: &ContentPath, place: Place, table: &mut Table<'_>) {
    let depth = path.as_str().matches('/').count();
    let expected = match kind {
        "page" => return,
        "body" if depth == 1 && path.name() == "index" => return,
        "body" => "<body>/index.md",
        _ if depth == 2 && path.year().is_some() && path.name() != "index" => return,
        _ => "<body>/<YYYY>/<name>.md",
    };
    table
        .diagnostics()
        .push(Diagnostic::new(Code::Misplaced, place).with("kind", kind).with("expected", expected));
}

fn waiver(mut table: Table<'_>) -> Option<Waiver> {
    let finding = table.required_text("finding");
    let reason = table.required_text("reason");
    let by = table.required_text("by");
    let until = required_date(&mut table, "until");
    let code = finding.and_then(|finding| {
        let known = Code::named(&finding.value).filter(|code| code.can_be_waived());
        if known.is_none() {
            let names = Code::ALL.iter().filter(|code| code.can_be_waived()).map(|code| code.name());
            table.diagnostics().push(Diagnostic::unknown(Code::UnknownFinding, &finding, names));
        }
        known.map(|code| Located::new(code, finding.place))
    });
    table.finish();
    Some(Waiver { finding: code?, reason: reason?.value, by: by?.value, until: until?.value })
}

/// What an alias looks like.
const ALIAS: &str = "<body>/<YYYY>/<name>";

/// `aliases`: where the page was before, as its own path is written, from the top of the content folder.
fn aliases(table: &mut Table<'_>) -> Vec<Located<String>> {
    let (mut aliases, mut mistakes) = (Vec::new(), Vec::new());
    for text in table.texts("aliases") {
        match read_alias(&text.value) {
            Some(path) => aliases.push(Located::new(path, text.place)),
            None => mistakes.push(
                Diagnostic::new(Code::InvalidValue, text.place)
                    .with("found", &text.value)
                    .with("expected", ALIAS),
            ),
        }
    }
    table.diagnostics().extend(mistakes);
    aliases
}

/// The path of a page that is below the site wherever it is read.
fn read_alias(text: &str) -> Option<String> {
    let path = text
        .strip_suffix(".html")
        .map_or_else(|| ContentPath::of_file(text).as_str().to_owned(), str::to_owned);
    let is_name = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
    let has_no_control = !path.chars().any(char::is_control);
    (has_no_control && path.split('/').all(is_name)).then(|| format!("{path}.html"))
}
