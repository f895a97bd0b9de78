//! The follow-up on earlier reviews as Markdown, to be pasted into the review that is being written.
//!
//! Takes the same view and strings as the HTML page, so that both say the same; gives Markdown. It has no
//! template, because a template escapes values for HTML.

use super::number::number;
use crate::failure::{Doing, Failure, Reason};
use crate::language::Language;
use crate::model::paragraphs;
use crate::model::view::{FollowUpPage, Frame, IndicatorRow, Link, MeasureRow, MeasureState, Tracked};
use serde::Serialize;
use std::fmt::Write;
use toml::{Table, Value};

/// The strings of the theme, in one language.
pub(super) struct Words<'s> {
    pub(super) strings: &'s Table,
    pub(super) language: Language,
}

impl Words<'_> {
    /// The string at a path such as `follow_up.title`.
    fn get(&self, path: &str) -> Result<&str, Failure> {
        let mut names = path.split('.');
        let first = names.next().and_then(|name| self.strings.get(name));
        let found = names.try_fold(first, |under, name| Some(under?.as_table()?.get(name)));
        let found = found.flatten().and_then(Value::as_str);
        found
            .ok_or_else(|| Failure::new(Doing::WriteMarkdown, "strings", Reason::NoSuchName(path.to_owned())))
    }

    /// The string at a path with values filled in; of two wordings, the first is for `n` = 1.
    fn fill(&self, path: &str, values: &[(&str, &str)]) -> Result<String, Failure> {
        let text = self.get(path)?;
        let is_one = values.iter().any(|(name, value)| *name == "n" && *value == "1");
        let text = match text.split_once(" | ") {
            Some((one, other)) => {
                if is_one {
                    one
                } else {
                    other
                }
            }
            None => text,
        };
        Ok(values
            .iter()
            .fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value)))
    }

    /// The word for one value of an enumeration, from the table `group`.
    fn word(&self, group: &str, value: impl Serialize) -> Result<&str, Failure> {
        let key = Value::try_from(value).ok();
        let key = key.as_ref().and_then(Value::as_str).unwrap_or_default();
        self.get(&format!("{group}.{key}"))
    }

    fn number(&self, n: usize) -> String {
        number(i64::try_from(n).unwrap_or(i64::MAX), self.language)
    }
}

/// The page as Markdown. Its headings begin at level 2, because the review that it goes into has level 1.
pub(super) fn follow_up(page: &FollowUpPage, frame: &Frame, words: &Words<'_>) -> Result<String, Failure> {
    let mut text = String::new();
    heading(&mut text, 2, words.get("follow_up.title")?);
    let as_of = format!("{} {}", words.get("footer.as_of")?, frame.as_of.shown);
    let year = words.fill("year.title", &[("year", &page.year.text)])?;
    let edition = words.word("edition", frame.edition)?;
    paragraph(&mut text, &[&page.body.text, &year, edition, &as_of].join(" · "));
    if let Some(revision) = &frame.revision {
        let (day, commit) = (revision.known.shown.as_str(), revision.commit.text.as_str());
        paragraph(&mut text, &words.fill("footer.known", &[("day", day), ("commit", commit)])?);
    }
    for sentence in sentences(page, words)? {
        paragraph(&mut text, &sentence);
    }
    let all: Vec<&Tracked> = page.unaccounted.iter().chain(&page.tracked).collect();
    if !all.is_empty() {
        summary(&mut text, page, frame, &all, words)?;
    }
    if page.measures > 0 {
        shares(&mut text, page, frame, words)?;
    }
    for (at, tracked) in all.iter().enumerate() {
        let lost_by = (at < page.unaccounted.len()).then_some(page.year.text.as_str());
        one(&mut text, at + 1, tracked, lost_by, words)?;
    }
    Ok(text)
}

/// The sentences at the head of the page.
fn sentences(page: &FollowUpPage, words: &Words<'_>) -> Result<Vec<String>, Failure> {
    let mut sentences = Vec::new();
    if let Some(before) = &page.before {
        let n = words.number(before.left.n);
        let left = words.fill("follow_up.left", &[("n", &n), ("from", &before.from.text)])?;
        let parts = before.parts.iter().map(|part| {
            let n = words.number(part.count.n);
            words.fill(&format!("follow_up.part.{}", part.key), &[("n", &n), ("year", &page.year.text)])
        });
        sentences.push(format!("{left}: {}.", parts.collect::<Result<Vec<_>, _>>()?.join(", ")));
    }
    if page.lost_earlier > 0 {
        sentences.push(words.fill(
            "follow_up.lost_earlier",
            &[("n", &words.number(page.lost_earlier)), ("year", &page.year.text)],
        )?);
    }
    if page.tracked.is_empty() {
        sentences.push(words.fill("follow_up.nothing", &[("year", &page.year.text)])?);
    } else {
        let counts = page.by_status.iter();
        let counts = counts.map(|count| {
            Ok(format!("{} {}", words.number(count.n), words.word("status", count.status)?.to_lowercase()))
        });
        let counts = counts.collect::<Result<Vec<_>, Failure>>()?.join(", ");
        let n = words.number(page.tracked.len());
        let tracked = words.fill("follow_up.tracked", &[("n", &n), ("year", &page.year.text)])?;
        sentences.push(format!("{tracked}: {counts}."));
    }
    Ok(sentences)
}

/// The table with one row for each deficiency.
fn summary(
    text: &mut String,
    page: &FollowUpPage,
    frame: &Frame,
    all: &[&Tracked],
    words: &Words<'_>,
) -> Result<(), Failure> {
    heading(text, 3, words.get("follow_up.table")?);
    let head = ["order", "deficiency", "since", "verdict", "claimed", "late", "lead"];
    let head = head.map(|key| words.get(&format!("follow_up.column.{key}")));
    row(text, &head.into_iter().collect::<Result<Vec<_>, _>>()?);
    rule(text, 7);
    for (at, tracked) in all.iter().enumerate() {
        let verdict = match at < page.unaccounted.len() {
            true => words.get("state.unaccounted")?,
            false => words.word("status", tracked.status)?,
        };
        // The public edition may have left measures out, so that `0/0` could be wrong.
        let is_silent = frame.public && tracked.facts.measures == 0;
        let claimed = format!("{}/{}", tracked.facts.claimed, tracked.facts.measures);
        let claimed = if is_silent { String::new() } else { claimed };
        let lead = match &tracked.lead {
            Some(lead) => lead.text.as_str(),
            None if frame.public => "",
            None => words.get("none.lead")?,
        };
        let (order, since) = ((at + 1).to_string(), tracked.since.to_string());
        let late = words.number(tracked.facts.late);
        row(text, &[&order, &tracked.link.text, &since, verdict, &claimed, &late, lead]);
    }
    text.push('\n');
    Ok(())
}

/// The table of how measures were carried out.
fn shares(text: &mut String, page: &FollowUpPage, frame: &Frame, words: &Words<'_>) -> Result<(), Failure> {
    heading(text, 3, words.get("follow_up.shares")?);
    let key = if frame.public { "follow_up.shares_text_public" } else { "follow_up.shares_text" };
    paragraph(text, &words.fill(key, &[("n", &words.number(page.measures))])?);
    let head = ["outcome", "number", "share"].map(|key| words.get(&format!("follow_up.column.{key}")));
    row(text, &head.into_iter().collect::<Result<Vec<_>, _>>()?);
    rule(text, 3);
    for share in &page.shares {
        let percent = format!("{}%", share.percent);
        row(text, &[words.word("fulfilment", share.key)?, &words.number(share.n), &percent]);
    }
    text.push('\n');
    paragraph(text, words.get("follow_up.shares_note")?);
    Ok(())
}

/// The section about one deficiency, which the plans up to `lost_by` may not have any more.
fn one(
    text: &mut String,
    order: usize,
    of: &Tracked,
    lost_by: Option<&str>,
    words: &Words<'_>,
) -> Result<(), Failure> {
    heading(text, 3, &format!("{order}. {}", of.link.text));
    if let Some(until) = lost_by {
        let mut lost = words.fill("follow_up.lost", &[("year", &of.year), ("until", until)])?;
        if let Some(back) = &of.back {
            lost = format!("{lost} {}", words.fill("follow_up.back", &[("year", back)])?);
        }
        paragraph(text, &lost);
    }
    let since = words.fill("follow_up.since", &[("year", &of.since.to_string())])?;
    list(text, words.get("follow_up.found")?, &since, &[]);
    list(text, words.get("follow_up.done")?, &claimed(of, words)?, &done(of, words)?);
    let figures = of.figures.rows.iter().map(|row| figure(row, words));
    list(text, words.get("follow_up.figures")?, "", &figures.collect::<Result<Vec<_>, _>>()?);
    list(
        text,
        words.get("label.verdict")?,
        words.word("status", of.status)?,
        &paragraphs::of_html(&of.verdict),
    );
    let remaining = of.remaining.iter().map(|row| measure(row, row.state, words));
    list(text, words.get("follow_up.remaining")?, "", &remaining.collect::<Result<Vec<_>, _>>()?);
    list(text, words.get("label.promise")?, &next(of, words)?, &paragraphs::of_html(&of.direction));
    list(text, words.get("follow_up.who")?, "", &who(of, words)?);
    text.push('\n');
    Ok(())
}

/// How many measures are claimed done; empty where there are none.
fn claimed(of: &Tracked, words: &Words<'_>) -> Result<String, Failure> {
    let (n, all) = (words.number(of.facts.claimed), words.number(of.facts.measures));
    match of.facts.measures {
        0 => Ok(String::new()),
        _ => words.fill("three.claimed", &[("n", &n), ("all", &all)]),
    }
}

/// What was done: measures, then log entries, then prose.
fn done(of: &Tracked, words: &Words<'_>) -> Result<Vec<String>, Failure> {
    let measures = of.done.iter().map(|row| measure(row, None, words));
    let mut done = measures.collect::<Result<Vec<_>, _>>()?;
    done.extend(of.log.iter().map(|entry| {
        let day = entry.day.as_ref().map(|day| format!("{}: ", day.shown)).unwrap_or_default();
        format!("{day}{}", paragraphs::of_html(&entry.html).join(" "))
    }));
    done.extend(paragraphs::of_html(&of.results));
    Ok(done)
}

/// What happens next: the disposition, or the year that it is promised for.
fn next(of: &Tracked, words: &Words<'_>) -> Result<String, Failure> {
    match (&of.disposition, of.promise) {
        (Some(disposition), _) => {
            let (by, day, reason) = (&disposition.by, &disposition.day.shown, &disposition.reason);
            words.fill("record.dropped", &[("by", by), ("day", day), ("reason", reason)])
        }
        (None, Some(year)) => words.fill("record.promise", &[("year", &year.to_string())]),
        (None, None) => Ok(String::new()),
    }
}

/// Units by role.
fn who(of: &Tracked, words: &Words<'_>) -> Result<Vec<String>, Failure> {
    let parts = [("lead", of.lead.as_slice()), ("coordinate", &of.coordinate), ("monitor", &of.monitor)];
    let parts = parts.into_iter().filter(|(_, units)| !units.is_empty());
    parts
        .map(|(role, units)| Ok(format!("{}: {}", words.get(&format!("role.{role}"))?, names(units))))
        .collect()
}

fn names(units: &[Link]) -> String {
    units.iter().map(|unit| unit.text.as_str()).collect::<Vec<_>>().join(", ")
}

/// A measure with its deadline, and with its state if one is given.
fn measure(row: &MeasureRow, state: Option<MeasureState>, words: &Words<'_>) -> Result<String, Failure> {
    let mut remarks = Vec::new();
    if let Some(deadline) = &row.deadline {
        remarks.push(deadline.clone());
    }
    for old in &row.struck {
        remarks.push(format!("{} {old}", words.get("label.struck")?));
    }
    if let Some(state) = state {
        remarks.push(words.word("measure", state)?.to_owned());
    }
    remarks.extend(row.lead.as_ref().map(|lead| lead.text.clone()));
    let said = paragraphs::of_html(&row.html).join(" ");
    Ok(if remarks.is_empty() { said } else { format!("{said} ({})", remarks.join("; ")) })
}

fn figure(row: &IndicatorRow, words: &Words<'_>) -> Result<String, Failure> {
    let unit = row.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    let mut parts = Vec::new();
    if let Some(target) = &row.target {
        parts.push(format!("{} {target}{unit}", words.get("label.target_short")?));
    }
    if let Some(actual) = &row.actual {
        parts.push(format!("{} {actual}{unit}", words.get("label.actual")?.to_lowercase()));
    }
    if let Some(met) = row.met {
        parts.push(words.get(if met { "indicator.met" } else { "indicator.unmet" })?.to_owned());
    }
    let level = row.level.as_ref().map(|level| format!(" ({level})")).unwrap_or_default();
    Ok(format!("{}{level}: {}", paragraphs::of_html(&row.name).join(" "), parts.join("; ")))
}

// Markdown syntax

fn heading(text: &mut String, level: usize, words: &str) {
    let _ = writeln!(text, "{} {}\n", "#".repeat(level), escape(words));
}

fn paragraph(text: &mut String, words: &str) {
    let _ = writeln!(text, "{}\n", escape(words));
}

/// A label with its text and its list; nothing where both are empty.
fn list(text: &mut String, label: &str, said: &str, entries: &[String]) {
    if said.is_empty() && entries.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}", format!("- **{}:** {}", escape(label), escape(said)).trim_end());
    for entry in entries {
        let _ = writeln!(text, "  - {}", escape(entry));
    }
}

fn row(text: &mut String, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}

fn rule(text: &mut String, columns: usize) {
    let _ = writeln!(text, "|{}", "---|".repeat(columns));
}

/// A text as Markdown that shows it unchanged, in one line. Characters with a meaning anywhere are escaped;
/// those that only open a list or a heading are escaped at the start.
fn escape(words: &str) -> String {
    // Markdown treats only ASCII white space as space; other spaces stay as they are.
    let words = words.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let is_marked = |(at, letter): (usize, u8)| {
        let is_special = matches!(
            letter,
            b'\\'
                | b'`'
                | b'*'
                | b'_'
                | b'['
                | b']'
                | b'{'
                | b'}'
                | b'<'
                | b'>'
                | b'|'
                | b'~'
                | b'&'
                | b'$'
                | b'^'
        );
        let is_opening = at == 0 && matches!(letter, b'#' | b'+' | b'-' | b'=' | b':');
        let is_order = at == digits && digits > 0 && matches!(letter, b'.' | b')');
        (is_special || is_opening || is_order).then_some(at)
    };
    let marked: Vec<usize> = words.bytes().enumerate().filter_map(is_marked).collect();
    let mut escaped = words;
    // Backwards, so that earlier positions stay valid.
    marked.into_iter().rev().for_each(|at| escaped.insert(at, '\\'));
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// The cells of a row, as a reader of Markdown sees them.
    fn cells(markdown: &str) -> Vec<String> {
        let mut cells = vec![String::new()];
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(words) => cells.last_mut().unwrap().push_str(&words),
                Event::Start(Tag::Item)
                | Event::End(TagEnd::TableCell | TagEnd::Item | TagEnd::Heading(_) | TagEnd::Paragraph) => {
                    cells.push(String::new());
                }
                Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                    panic!("{event:?} in {markdown}")
                }
                _ => {}
            }
        }
        cells.retain(|cell| !cell.is_empty());
        cells
    }

    const WORDS: [&str; 14] = [
        "300-KH/TĐTN-VP ngày 03/3/2021",
        "a|b \\| c",
        "*đậm* _nghiêng_ **x** `mã` ~~bỏ~~",
        "[chữ](http://x.vn) ![ảnh](y) [^1] <b>c</b> <http://x>",
        "- không phải danh sách",
        "1. cũng không",
        "12) cũng không",
        "# không phải đề mục {#id .internal}",
        "> không trích &lt; &amp; &",
        "+ x = y ^2^ $z$ {a}",
        "\\",
        "1.231 người, 82,48%",
        "--- | ---",
        ": x",
    ];

    #[test]
    fn words_come_back_as_they_were() {
        for words in WORDS {
            let mut text = String::new();
            row(&mut text, &["đầu", "hàng"]);
            rule(&mut text, 2);
            row(&mut text, &[words, "sau"]);
            text.push('\n');
            heading(&mut text, 3, words);
            paragraph(&mut text, words);
            list(&mut text, "nhãn", "", &[words.to_owned()]);
            assert_eq!(cells(&text), ["đầu", "hàng", words, "sau", words, words, "nhãn:", words], "{text}");
        }
    }
}
