//! What the thing at a place means, in words: a deadline in days, a document by what is known of it, a deficiency by
//! what became of it. The words of statuses, edges and outcomes are those of the site.

use super::find::Found;
use super::known::Known;
use super::manuscript::Manuscript;
use super::thing::Thing;
use crate::front_matter::labels;
use crate::model::ledger::{OfficialDocument, Outcome, Record};
use crate::source::Span;
use crate::vietnamese::date::{self, Date};
use crate::vietnamese::deadline::{Deadline, DeadlineKind};
use serde::Serialize;

/// What the thing at byte `at` means, as Markdown, and its bytes. None where there is nothing to say.
pub fn explain(known: &Known<'_>, manuscript: &Manuscript, at: usize) -> Option<(Span, String)> {
    let (span, thing) = manuscript.thing_at(at)?;
    let lines = match &thing {
        Thing::Deadline(raw) => known.deadline(manuscript, raw),
        Thing::Number(number, date) => known.document_lines(known.official(manuscript, number, *date)?),
        Thing::Document(text) => match known.named(manuscript, text)? {
            Found::Official(found) => known.document_lines(found),
            Found::Paper(paper) => vec![bold(&paper.title.value), code(paper.path.as_str())],
        },
        Thing::Unit(id) => {
            let unit = known.body_of(manuscript)?.unit(id)?;
            let code = unit.code.as_ref().map(|code| format!(" ({})", escape(code)));
            vec![bold(&unit.name) + &code.unwrap_or_default()]
        }
        Thing::Area(id) => {
            let areas = &known.body_of(manuscript)?.meta.areas;
            vec![bold(&areas.iter().find(|area| area.id.value == *id)?.name)]
        }
        Thing::Body(id) => vec![bold(&known.body_name(id)?)],
        Thing::Deficiency(name) => known.deficiency_lines(manuscript, name)?,
        Thing::Record(from) => known.record_lines(known.record(manuscript, from)?),
        Thing::Word(key, word) => vec![bold(labels::word(key, word, known.language)?)],
        Thing::Link(_) => return None,
    };
    Some((span, lines.join("\n\n")))
}

impl Known<'_> {
    fn say(&self, vi: &'static str, en: &'static str) -> &'static str {
        self.language.choose(vi, en)
    }

    fn day(&self, day: Date) -> String {
        self.language.choose(date::show_vi(day), day.to_string())
    }

    /// The label that the site has for a value.
    fn label(&self, group: &str, value: impl Serialize) -> String {
        let word = serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned));
        word.map(|word| self.strings.get(group, &word).to_owned()).unwrap_or_default()
    }

    fn deadline(&self, manuscript: &Manuscript, raw: &str) -> Vec<String> {
        let read = self.years_of(manuscript).and_then(|years| Deadline::read(raw, years));
        let Some(read) = read else {
            return vec![self.say("Chưa đọc được thời hạn này.", "This deadline cannot be read.").to_owned()];
        };
        let kind = match read.kind {
            DeadlineKind::ByMonth
            | DeadlineKind::ByQuarter
            | DeadlineKind::ByHalfYear
            | DeadlineKind::ByYear
            | DeadlineKind::ByDate
            | DeadlineKind::BeforeDate
            | DeadlineKind::Range
            | DeadlineKind::WithinYear => None,
            DeadlineKind::Recurring => Some("recurring"),
            DeadlineKind::Continuous | DeadlineKind::ContinuousFocus => Some("continuous"),
            DeadlineKind::FromYear => Some("from-year"),
            DeadlineKind::Relative => Some("relative"),
        };
        let said = |vi, en, day: Option<Date>| Some(format!("{}: {}", self.say(vi, en), self.day(day?)));
        let lines = [
            kind.map(|kind| self.strings.get("measure", kind).to_owned()),
            said("Ngày bắt đầu", "First day", read.start),
            said("Ngày cuối cùng", "Last day", read.due).map(|due| format!("**{due}**")),
            read.every.map(|every| format!("{}: `{every}`", self.say("Lặp lại", "Repeats"))),
            read.focus.map(|focus| format!("{}: {}", self.say("Tập trung", "Focus"), escape(&focus))),
        ];
        lines.into_iter().flatten().collect()
    }

    fn document_lines(&self, document: &OfficialDocument) -> Vec<String> {
        let number = document.number.as_str();
        let kind = document.kind.as_deref().or(document.number.kind_name());
        let mut title = bold(&kind.map_or_else(|| number.to_owned(), |kind| format!("{kind} {number}")));
        if let Some(day) = document.date {
            title += &format!(", {} {}", self.strings.get("label", "of_day"), self.day(day));
        }
        let cited = document.cited_by.len();
        let lines = [
            Some(title),
            document.issuer.as_ref().map(|issuer| escape(&issuer.name)),
            document.subject.as_deref().map(escape),
            document.paper.as_ref().map(|paper| code(paper.as_str())),
            (!document.declared).then(|| self.strings.get("none", "subject").to_owned()),
            (cited > 0).then(|| {
                self.language.choose(
                    format!("{cited} tệp viện dẫn văn bản này"),
                    format!("cited by {cited} {}", if cited == 1 { "file" } else { "files" }),
                )
            }),
        ];
        lines.into_iter().flatten().collect()
    }

    fn body_name(&self, id: &str) -> Option<String> {
        let issuers = || self.whole.register.iter().flat_map(|register| &register.issuers);
        let issuer = || issuers().find(|issuer| issuer.id.value == id).map(|issuer| issuer.name.clone());
        self.whole.ledger.body(id).map(|body| body.meta.name.clone()).or_else(issuer)
    }

    /// A record: its title, its verdict, and what became of it.
    fn record_lines(&self, record: &Record) -> Vec<String> {
        let status = self.strings.get("status", record.status.word());
        let line = format!("{}: {status}", record.year);
        vec![bold(&record.document.title.value), line + &self.onward(record), code(record.path().as_str())]
    }

    /// What became of a record after its year, where that is more than its verdict says.
    fn onward(&self, record: &Record) -> String {
        let key = serde_json::to_value(record.onward).ok();
        let word = key.as_ref().and_then(|key| self.strings.find("onward", key.as_str()?));
        let promise = record.promise.as_ref().map(|promise| {
            let outcome = self.label("promise", promise.outcome);
            let said = self.language.choose("hứa tiếp tục năm", "promised for");
            format!("{said} {}: {outcome}", promise.year)
        });
        let parts = word.map(str::to_owned).into_iter().chain(promise);
        parts.map(|part| format!("; {part}")).collect()
    }

    /// A deficiency over the years.
    fn deficiency_lines(&self, manuscript: &Manuscript, name: &str) -> Option<Vec<String>> {
        let body = manuscript.body()?;
        let records: Vec<&Record> = self.lineage(body, name).collect();
        let last = records.last()?;
        let lineage = &self.whole.ledger.lineages[last.lineage.0];
        let outcome = self.label("outcome", lineage.outcome);
        let years = match lineage.outcome {
            Outcome::Fixed | Outcome::Dropped => String::new(),
            Outcome::Unaccounted
            | Outcome::Open
            | Outcome::Carried
            | Outcome::TakenOver
            | Outcome::Withheld => {
                let years = self.strings.get("label", "outstanding");
                format!("; {}: {}", lower(years), lineage.years_outstanding)
            }
        };
        let rows = records.iter().map(|record| {
            let status = self.strings.get("status", record.status.word());
            let edges = record.from.iter().map(|edge| (edge, self.whole.ledger.record(edge.from)));
            let others = edges.filter(|(_, from)| (from.body.as_str(), from.name.as_str()) != (body, name));
            let from = others.map(|(edge, from)| {
                let kind = self.strings.get("edge", edge.kind.word());
                format!("; {} `{}/{}`", lower(kind), from.year, from.name)
            });
            let from: String = from.collect();
            format!("- {}: {status}{}{from}", record.year, self.onward(record))
        });
        let rows: Vec<String> = rows.collect();
        Some(vec![bold(&last.document.title.value), format!("{outcome}{years}"), rows.join("\n")])
    }
}

/// A label inside a sentence.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn bold(text: &str) -> String {
    format!("**{}**", escape(text))
}

/// A path, which has no backtick.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', ""))
}

/// Text as Markdown, with no mark that means something.
fn escape(text: &str) -> String {
    let is_mark =
        |letter| matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '#' | '&');
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_mark(letter) {
            escaped.push('\\');
        }
        escaped.push(if letter.is_control() { ' ' } else { letter });
    }
    escaped
}
