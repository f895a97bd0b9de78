//! Files that go on from nothing.
//!
//! Takes what a person says of a body, a paper or a record; gives its file, with the headings of the vocabulary
//! and a line of guidance under each.

use super::guide;
use super::head::Head;
use super::material::{File, Material};
use super::names::{Names, folded, free};
use super::refusal::Refusal;
use super::words::{line, markdown};
use crate::diagnostic::Code;
use crate::front_matter::Status;
use crate::language::Language;
use crate::model::vocabulary::{self, Choice, called};
use crate::settings::Audience;
use crate::source::{Located, Place, SourceId};

/// What is said of a new body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its short name.
    pub title: String,
    /// Its official name in full, if that is another.
    pub name: Option<String>,
    /// Its code in document numbers.
    pub code: Option<String>,
}

/// What is said of a new plan or report.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Id of its body.
    pub body: String,
    /// Its year.
    pub year: i16,
    /// Its title; none for the usual one.
    pub title: Option<String>,
}

/// What is said of a new record.
#[derive(Debug, Clone)]
pub struct Record {
    /// Id of its body.
    pub body: String,
    /// Its plan year.
    pub year: i16,
    /// The deficiency in a few words.
    pub title: String,
    /// Its area, by id or name.
    pub area: Option<String>,
    /// The unit that leads, by id or name.
    pub lead: Option<String>,
    /// The units that coordinate.
    pub coordinate: Vec<String>,
    /// The units that monitor.
    pub monitor: Vec<String>,
    /// Who may read it.
    pub audience: Audience,
}

/// The file of a new body.
///
/// # Errors
/// When its title has no words.
pub fn body(material: &Material<'_>, said: &Body) -> Result<File, Refusal> {
    let title = title(&said.title)?;
    let id = Names::of(material.sources).body(&folded(&title, "to-chuc"));
    let mut head = Head::new("body");
    head.text("name", &said.name.as_deref().map_or_else(|| title.clone(), line));
    head.maybe("code", said.code.as_deref().map(line).as_deref());
    head.bare("units", "[]");
    head.bare("areas", "[]");
    let guidance = guide::comment(guide::BODY, 0, material.language);
    let text = format!("{}# {}\n\n{guidance}\n", head.fenced(), markdown(&title));
    Ok(File { path: format!("{id}/index.md"), text, from: None })
}

/// The file that begins a year: its plan.
///
/// # Errors
/// When there is no such body, or the year has a plan.
pub fn year(material: &Material<'_>, id: &str, year: i16) -> Result<File, Refusal> {
    let body = material.body(id)?;
    let begun = body.years.iter().filter(|entry| entry.year == year);
    if let Some(plan) = begun.flat_map(|begun| material.plans(begun)).next() {
        return Err(Refusal::HasPlan(material.sources.get(plan.source).path.clone()));
    }
    plan(material, &Paper { body: id.to_owned(), year, title: None })
}

/// The file of a new plan.
///
/// # Errors
/// When there is no such body, or the title has no words.
pub fn plan(material: &Material<'_>, said: &Paper) -> Result<File, Refusal> {
    drafted(material, "plan", said)
}

/// The file of a new report.
///
/// # Errors
/// When there is no such body, or the title has no words.
pub fn report(material: &Material<'_>, said: &Paper) -> Result<File, Refusal> {
    drafted(material, "report", said)
}

fn drafted(material: &Material<'_>, kind: &str, said: &Paper) -> Result<File, Refusal> {
    material.body(&said.body)?;
    let title = said.title.as_deref().map(title).transpose()?;
    let folder = format!("{}/{}", said.body, said.year);
    let path = Names::of(material.sources).paper(&folder, kind, title.as_deref());
    Ok(paper(material, kind, path, said.year, title, Audience::Public))
}

/// A plan or a report, at a path that is free.
pub(super) fn paper(
    material: &Material<'_>,
    kind: &str,
    path: String,
    year: i16,
    title: Option<String>,
    audience: Audience,
) -> File {
    let language = material.language;
    let mut head = Head::new(kind);
    head.audience(audience);
    if kind == "report" {
        let plan = format!("{}plan", path.trim_end_matches(|letter| letter != '/'));
        let is_there = material.ledger.paper_ids.keys().any(|path| path.as_str() == plan);
        head.maybe("on", Some(plan.as_str()).filter(|_| is_there));
    }
    let title = title.map_or_else(|| usual(kind, year, language), |title| markdown(&title));
    File { path, text: format!("{}{}", head.fenced(), guided(kind, &title, year, language)), from: None }
}

/// The Markdown of a file that goes on from nothing, under its usual title: for programs that ask for front matter
/// by themselves.
pub fn blank(kind: &str, year: i16, language: Language) -> String {
    guided(kind, &usual(kind, year, language), year, language)
}

/// A title with the headings of its kind, and a line of guidance under each.
fn guided(kind: &str, title: &str, year: i16, language: Language) -> String {
    let (guidance, sections) = match kind {
        "plan" => (guide::PLAN, guide::OF_PLAN.to_vec()),
        "report" => (guide::REPORT, guide::OF_REPORT.to_vec()),
        "review" => (guide::REVIEW, Vec::new()),
        _ => (guide::RECORD, [guide::FIRST, guide::LATER].concat()),
    };
    let mut parts = vec![format!("# {title}"), guide::comment(guidance, year, language)];
    parts.extend(guide::sections(&sections, year, language));
    format!("{}\n", parts.join("\n\n"))
}

/// The title of a file whose author gives it none.
fn usual(kind: &str, year: i16, language: Language) -> String {
    match kind {
        "plan" => usual_plan(year, language),
        "report" => usual_report(year, language),
        "review" => language.choose(format!("Kiểm điểm năm {year}"), format!("Review of {year}")),
        _ => language.choose("Khuyết điểm, trong vài chữ", "The deficiency in a few words").to_owned(),
    }
}

fn usual_plan(year: i16, language: Language) -> String {
    language.choose(
        format!("Kế hoạch khắc phục khuyết điểm năm {year}"),
        format!("Plan to put deficiencies right in {year}"),
    )
}

fn usual_report(year: i16, language: Language) -> String {
    language.choose(
        format!("Báo cáo kết quả khắc phục khuyết điểm năm {year}"),
        format!("Report on putting deficiencies right in {year}"),
    )
}

/// The file of a new record.
///
/// # Errors
/// When there is no such body, the body has no such unit or area, or the title has no words.
pub fn record(material: &Material<'_>, said: &Record) -> Result<File, Refusal> {
    let body = material.body(&said.body)?;
    let title = title(&said.title)?;
    let (units, areas) = (vocabulary::units(&body.meta), vocabulary::areas(&body.meta));
    let unit = |name: &String| id(Code::UnknownUnit, name, &units);
    let area = said.area.as_ref().map(|name| id(Code::UnknownArea, name, &areas)).transpose()?;
    let lead = said.lead.as_ref().map(unit).transpose()?;
    let coordinate: Vec<String> = said.coordinate.iter().map(unit).collect::<Result<_, _>>()?;
    let monitor: Vec<String> = said.monitor.iter().map(unit).collect::<Result<_, _>>()?;
    let known: Vec<&str> = (material.ledger.records.iter())
        .filter(|record| record.body == said.body)
        .map(|record| record.name.as_str())
        .collect();
    let name = free(&folded(&title, "khuyet-diem"), |name| known.contains(&name));
    let path = Names::of(material.sources).file(&format!("{}/{}", said.body, said.year), &name);
    let mut head = Head::new("deficiency");
    head.audience(said.audience);
    head.text("deficiency", &name);
    head.text("status", Status::Open.word());
    head.maybe("area", area.as_deref());
    head.maybe("lead", lead.as_deref());
    head.list("coordinate", &coordinate);
    head.list("monitor", &monitor);
    let text = guided("deficiency", &markdown(&title), said.year, material.language);
    Ok(File { path, text: format!("{}{text}", head.fenced()), from: None })
}

fn title(said: &str) -> Result<String, Refusal> {
    let title = line(said);
    if title.chars().any(char::is_alphanumeric) { Ok(title) } else { Err(Refusal::NoTitle) }
}

/// The id of a unit or an area that a person named.
fn id(code: Code, name: &str, choices: &[Choice]) -> Result<String, Refusal> {
    let unknown = || {
        let found = Located::new(name.to_owned(), Place::top(SourceId::of_path("")));
        Refusal::Mistake(Box::new(vocabulary::unknown(code, &found, choices)))
    };
    called(choices, name).map(|choice| choice.text.clone()).ok_or_else(unknown)
}
