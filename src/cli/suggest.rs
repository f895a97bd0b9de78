//! `suggest`: carry edges that are probably missing, as lines to paste.

use super::language::AskedLanguage;
use super::site::{ContentArgs, open_site};
use super::terminal::{Exit, refuse, say};
use crate::build::Engine;
use crate::draft::{self, Likeness, Suggestion};
use crate::failure::Failure;
use crate::language::Language;

/// Prints what is suggested for a year of a body.
pub(super) fn suggest(
    content: &ContentArgs,
    body: &str,
    year: i16,
    asked: AskedLanguage,
) -> Result<Exit, Failure> {
    let opened = open_site(&content.whole(), asked)?;
    let language = opened.language;
    let ledger = Engine::new(&opened.scan, &opened.options)?.ledger()?;
    let suggestions = match draft::suggest(&opened.material(&ledger), body, year) {
        Ok(suggestions) => suggestions,
        Err(refusal) => return Ok(refuse(&refusal.show(language), language)),
    };
    if suggestions.is_empty() {
        return Ok(say(&language.choose(
            format!("Không có gì để đề xuất cho năm {year}.\n"),
            format!("There is nothing to suggest for {year}.\n"),
        )));
    }
    let files = suggestions.chunk_by(|a, b| a.path == b.path);
    let shown: Vec<String> = files.map(|of_file| file(of_file, language)).collect();
    Ok(say(&shown.join("\n")))
}

/// What is suggested for one file, as front matter to paste: every other line is a comment of YAML.
fn file(suggestions: &[Suggestion], language: Language) -> String {
    let path = suggestions.first().map_or("", |suggestion| suggestion.path.as_str());
    let head = if suggestions.iter().all(|suggestion| suggestion.is_inferred) { "" } else { "carries:\n" };
    let lines = suggestions.iter().map(|suggestion| entry(suggestion, language));
    format!("# {path}\n{head}{}", lines.collect::<String>())
}

fn entry(suggestion: &Suggestion, language: Language) -> String {
    let Suggestion { from, kind, score, likeness, is_inferred, path: _ } = suggestion;
    let reasons = reasons(likeness, language).join("; ");
    let word = kind.word();
    let reason = draft::yaml(&reasons);
    let edge = format!("- {{from: {}, as: {word}, basis: inferred, reason: {reason}}}", draft::yaml(from));
    match is_inferred {
        false => format!("  # {score}%\n  {edge}\n"),
        true => {
            let there = language.choose("đã ghi là suy đoán", "is there, as inferred");
            format!("  # {score}%, {there}: {from}, {word}. {reasons}\n")
        }
    }
}

/// What two records have in common, what tells most first.
fn reasons(likeness: &Likeness, language: Language) -> Vec<String> {
    let Likeness { words, indicators, missed, documents, measures, area, units } = likeness;
    let quoted = |texts: &[String]| {
        let texts: Vec<String> = texts.iter().map(|text| format!("“{text}”")).collect();
        texts.join(", ")
    };
    let list = |vi: &str, en: &str, texts: String| {
        (!texts.is_empty()).then(|| format!("{} {texts}", language.choose(vi, en)))
    };
    let measures = (*measures > 0).then(|| {
        let count = measures.to_string();
        language.choose(
            format!("{count} giải pháp giống từng chữ"),
            format!("measures that are the same word for word: {count}"),
        )
    });
    [
        list("lời chung", "words of both:", quoted(words)),
        measures,
        list("chỉ tiêu chung", "indicators of both:", quoted(indicators)),
        list("chỉ tiêu chưa đạt năm trước", "targets missed before:", quoted(missed)),
        list("cùng viện dẫn", "both cite", documents.join(", ")),
        list("cùng lĩnh vực", "the same area,", area.clone().unwrap_or_default()),
        list("cùng đơn vị", "units of both:", units.join(", ")),
    ]
    .into_iter()
    .flatten()
    .collect()
}
