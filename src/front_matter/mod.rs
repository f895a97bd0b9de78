//! Front matter: what an author declares of a file, typed, by kind of file.
//!
//! Takes the head of a file, YAML or TOML; gives [`Meta`] with what all kinds have in common. Each type
//! stands with the reading of its fields, so that a field is added in one place. References to units, plans
//! and records are still as written, because only the whole site can tell whether they exist; the resolved
//! ones are in the ledger. The register, a file with the same fields and no content, is read here too.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

mod aliases;
mod body;
mod erratum;
mod fences;
mod fields;
pub mod labels;
mod paper;
mod record;
pub mod register;
mod waiver;

pub use body::{Area, BodyLevel, BodyMeta, Form, Successor, Unit};
pub use erratum::{ERRATA, ErratumMeta};
pub(crate) use fences::{end, split};
pub use fields::Note;
pub use paper::{
    Assignment, Covers, Paper, PlanMeta, ReportBefore, ReportDue, ReportMeta, Role, Signature, period_word,
};
pub use record::{Basis, CarryEntry, Disposition, EdgeKind, RecordMeta, Status, is_name, record_named};
pub use waiver::Waiver;

use crate::diagnostic::{Code, Diagnostic};
use crate::settings::Audience;
use crate::source::{ContentPath, Located, Place, SourceId};
use crate::table::{Field, Node, Table};
use crate::vietnamese::date::YearSpan;
use fields::audience;
use serde::{Deserialize, Serialize};

/// Typed front matter.
pub(crate) struct Head {
    pub(crate) meta: Meta,
    pub(crate) audience: Audience,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) aliases: Vec<Located<String>>,
}

impl Head {
    /// The years of a plan, which fill in what its deadlines leave out.
    pub(crate) fn years(&self) -> Option<YearSpan> {
        self.meta.plan().map(|plan| plan.years)
    }
}

/// Front matter, by kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Meta {
    /// An organisation.
    Body(Box<BodyMeta>),
    /// The yearly review that recognises deficiencies.
    Review(Box<Paper>),
    /// What is to be done.
    Plan(Box<PlanMeta>),
    /// What was done.
    Report(Box<ReportMeta>),
    /// One deficiency in one plan year.
    Deficiency(Box<RecordMeta>),
    /// A correction of a file of a frozen year.
    Erratum(Box<ErratumMeta>),
    /// An ordinary page.
    Page,
}

impl Meta {
    /// Every kind, as front matter spells it.
    pub const KINDS: [&'static str; 7] =
        ["body", "review", "plan", "report", "deficiency", "erratum", "page"];

    /// The kind, as front matter spells it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Body(_) => "body",
            Self::Review(_) => "review",
            Self::Plan(_) => "plan",
            Self::Report(_) => "report",
            Self::Deficiency(_) => "deficiency",
            Self::Erratum(_) => "erratum",
            Self::Page => "page",
        }
    }

    /// Where a record says `withheld: true`, if it does.
    pub fn withheld(&self) -> Option<&Place> {
        self.record()?.withheld.as_ref().filter(|said| said.value).map(|said| &said.place)
    }

    /// The front matter of a record, if it is one.
    pub fn record(&self) -> Option<&RecordMeta> {
        match self {
            Self::Deficiency(record) => Some(record),
            Self::Body(_)
            | Self::Review(_)
            | Self::Plan(_)
            | Self::Report(_)
            | Self::Erratum(_)
            | Self::Page => None,
        }
    }

    /// The front matter of a plan, if it is one.
    pub fn plan(&self) -> Option<&PlanMeta> {
        match self {
            Self::Plan(plan) => Some(plan),
            Self::Body(_)
            | Self::Review(_)
            | Self::Report(_)
            | Self::Deficiency(_)
            | Self::Erratum(_)
            | Self::Page => None,
        }
    }

    /// The front matter of a report, if it is one.
    pub fn report(&self) -> Option<&ReportMeta> {
        match self {
            Self::Report(report) => Some(report),
            Self::Body(_)
            | Self::Review(_)
            | Self::Plan(_)
            | Self::Deficiency(_)
            | Self::Erratum(_)
            | Self::Page => None,
        }
    }

    /// Whether the year of such a file is a plan year: it is a plan or a record.
    pub fn is_of_plan_year(&self) -> bool {
        match self {
            Self::Plan(_) | Self::Deficiency(_) => true,
            Self::Body(_) | Self::Review(_) | Self::Report(_) | Self::Erratum(_) | Self::Page => false,
        }
    }

    /// What reviews, plans and reports have in common, if it is one of them.
    pub fn paper(&self) -> Option<&Paper> {
        match self {
            Self::Review(paper) => Some(paper),
            Self::Plan(plan) => Some(&plan.paper),
            Self::Report(report) => Some(&report.paper),
            Self::Body(_) | Self::Deficiency(_) | Self::Erratum(_) | Self::Page => None,
        }
    }
}

/// Reads front matter by its kind. Nothing when the file cannot take part in the site.
pub(crate) fn read(
    id: SourceId,
    path: &ContentPath,
    head: Node,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Head> {
    let mut table = Table::new(id, "front matter", head, diagnostics)?;
    let kind = table.required_choice("kind", Code::UnknownKind, &Meta::KINDS.map(|word| (word, word)));
    let Some(kind) = kind else {
        table.give_up("kind");
        return None;
    };
    let word = kind.value;
    table.rename(word);
    let is_misplaced = check_place(word, path, kind.place, &mut table);
    let head = read_fields(word, path, table);
    if is_misplaced {
        // Which keys it takes depends on the kind, and that is what is wrong.
        diagnostics.retain(|found| !found.code.is_of_keys());
    }
    head
}

/// Reads all fields but the kind, which is known.
fn read_fields(kind: &str, path: &ContentPath, mut table: Table<'_>) -> Option<Head> {
    let audience = audience(&mut table);
    let waivers = table.tables("waive", waiver::read);
    let aliases = aliases::read(&mut table);
    let meta = match kind {
        "body" => body::read(&mut table).map(|body| Meta::Body(Box::new(body))),
        "review" => Some(Meta::Review(Box::new(paper::review(&mut table)))),
        "plan" => paper::plan(&mut table, path).map(|plan| Meta::Plan(Box::new(plan))),
        "report" => Some(Meta::Report(Box::new(paper::report(&mut table)))),
        "deficiency" => record::read(&mut table, path).map(|record| Meta::Deficiency(Box::new(record))),
        "erratum" => erratum::read(&mut table).map(|erratum| Meta::Erratum(Box::new(erratum))),
        _ => Some(Meta::Page),
    };
    table.finish();
    Some(Head { meta: meta?, audience, waivers, aliases })
}

/// What front matter takes in a file of a kind, one of [`Meta::KINDS`], beside `kind` itself: told by its reader,
/// in the order in which it asks.
pub fn shape(kind: &str) -> Vec<Field> {
    let path = ContentPath::of_file("body/2021/record.md");
    Table::shape(|table| drop(read_fields(kind, &path, table)))
}

/// Whether a file is in the folder of a year that errata are in.
fn is_of_errata(path: &ContentPath) -> bool {
    path.year().is_some() && path.folder().rsplit('/').next() == Some(ERRATA)
}

/// Reports a kind that cannot be where the file is; returns whether that is so.
fn check_place(kind: &'static str, path: &ContentPath, place: Place, table: &mut Table<'_>) -> bool {
    let depth = path.as_str().matches('/').count();
    let is_of_body = depth == 1 && path.name() == "index";
    let expected = match kind {
        "page" => return false,
        "body" if is_of_body => return false,
        "body" => "<body>/index.md",
        "erratum" if depth == 3 && is_of_errata(path) => return false,
        "erratum" => "<body>/<YYYY>/errata/<name>.md",
        _ if depth == 2 && path.year().is_some() && path.name() != "index" => return false,
        _ => "<body>/<YYYY>/<name>.md",
    };
    let mut misplaced = Diagnostic::new(Code::Misplaced, place).with("kind", kind).with("expected", expected);
    misplaced.nearest = is_of_body.then(|| "body".to_owned());
    table.diagnostics().push(misplaced);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Phrase;
    use crate::table::Takes;

    /// What is found in front matter of a kind with these lines.
    fn found(kind: &str, lines: &str) -> Vec<(Code, String)> {
        let (id, mut diagnostics) = (SourceId::of_path(""), Vec::new());
        let path = match kind {
            "body" => "body/index.md",
            "erratum" => "body/2021/errata/record.md",
            _ => "body/2021/record.md",
        };
        let tree = crate::table::read_yaml(&format!("kind: {kind}\n{lines}"), 0).unwrap();
        read(id, &ContentPath::of_file(path), tree, &mut diagnostics);
        let of_key = |found: Diagnostic| {
            let key = found.args.iter().find(|(name, _)| ["key", "found"].contains(name));
            (found.code, key.map(|(_, key)| key.show(crate::language::Language::En)).unwrap_or_default())
        };
        diagnostics.into_iter().map(of_key).collect()
    }

    /// A value that a field takes, as YAML on one line.
    fn example(field: &Field) -> String {
        let table = |fields: &[Field]| {
            let entries = fields.iter().map(|field| format!("{}: {}", field.key, example(field)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        };
        let one = match &field.takes {
            Takes::Words(words) => words.last().copied().unwrap_or_default().to_owned(),
            Takes::Form(Phrase::Day | Phrase::DayOrMonthDay) => "2021-03-31".to_owned(),
            Takes::Form(Phrase::DocumentNumber) => "300-HD/TĐTN-VP".to_owned(),
            Takes::Form(Phrase::Year) if field.key == "continue_in" => "2022".to_owned(),
            Takes::Form(Phrase::Year | Phrase::Years) => "2021".to_owned(),
            Takes::Form(Phrase::Number) => "3".to_owned(),
            Takes::Text | Takes::Form(_) => "x".to_owned(),
            Takes::Unit | Takes::Area | Takes::Body | Takes::Issuer => "x".to_owned(),
            Takes::Document | Takes::Record | Takes::Deficiency => "x".to_owned(),
            Takes::Table(fields) | Takes::TextOrTable(fields) => table(fields),
        };
        if field.is_list { format!("[{one}]") } else { one }
    }

    #[test]
    fn a_shape_is_what_its_reader_takes() {
        for kind in Meta::KINDS {
            let shape = shape(kind);
            let lines = shape.iter().map(|field| format!("{}: {}\n", field.key, example(field)));
            assert_eq!(found(kind, &lines.collect::<String>()), [], "{kind}");
            let required = shape.iter().filter(|field| field.is_required);
            let missing: Vec<_> = required.map(|field| (Code::MissingKey, field.key.to_owned())).collect();
            assert_eq!(found(kind, ""), missing, "{kind}");
        }
    }
}
