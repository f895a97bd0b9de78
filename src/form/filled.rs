//! A file as a form, and the text of the file with what was filled in.

use super::figures::Indicators;
use super::head;
use super::kept::rewritten;
use super::rows::{self, Measures, Stuck};
use super::sent::Sent;
use super::value::Value;
use super::words::{self, Words};
use crate::front_matter::{self, Meta};
use crate::language::Language;
use crate::model::vocabulary::{Lists, meant};
use crate::settings::Headings;
use crate::source::{Place, SourceId, Span, Text};
use crate::table::{Field, NodeValue, Takes};

/// A file as a form.
pub struct Form {
    /// The Markdown; the whole file where its front matter cannot be shown as fields.
    pub(super) text: String,
    /// The fields of its front matter, and what they hold; none of a file that is shown whole.
    pub(super) head: Option<Head>,
    /// Its measures; none of a file that is shown whole.
    pub(super) measures: Option<Measures>,
    /// Its indicators; none of a file that is shown whole.
    pub(super) indicators: Option<Indicators>,
    /// Lines of the file before its Markdown.
    pub(super) lines_before: usize,
}

/// Front matter as fields.
pub(super) struct Head {
    pub(super) kind: &'static str,
    /// Each field with what it holds; none where that is not what it takes, so that it can only be changed as text.
    pub(super) fields: Vec<(Field, Option<Value>)>,
    /// The bytes of each entry.
    entries: Vec<(String, Span)>,
}

/// A part of what was filled in that could not be taken, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A field that cannot be changed by itself.
    Field(&'static str, String),
    /// A measure or an indicator that the Markdown no longer has as it was, and all rows.
    Gone(Words, String, String),
    /// A measure or an indicator that would be read otherwise, and all rows.
    Otherwise(Words, String, String),
    /// What is no unit, the unit that was probably meant, and all rows.
    Unit(String, Option<String>, String),
}

impl Refusal {
    /// What to tell where parts of the form are missing.
    pub fn broken(language: Language) -> String {
        let (vi, en) = (
            "Biểu mẫu gửi lên thiếu phần. Chưa ghi gì.",
            "Parts of the form are missing. Nothing was written.",
        );
        language.choose(vi, en).to_owned()
    }

    /// What to tell the author.
    pub fn show(&self, language: Language) -> String {
        match self {
            Self::Field(key, typed) => {
                let name = front_matter::labels::label(key, language).map_or(*key, |label| label.name);
                language.choose(
                    format!("Mục “{name}” viết theo cách không sửa riêng được; hãy sửa ở dạng chữ. Bạn đã ghi: {typed}"),
                    format!("“{name}” is written in a way that cannot be changed by itself; change it as text. You wrote: {typed}"),
                )
            }
            Self::Gone(what, was, typed) => language.choose(
                format!("{} này đã sửa cả ở hàng lẫn trong nội dung: “{was}”. Nội dung được giữ. Các hàng bạn đã ghi: {typed}", what.show(language)),
                format!("{} was changed in its row and in the content: “{was}”. The content is kept. Your rows were: {typed}", what.show(language)),
            ),
            Self::Unit(name, meant, typed) => {
                let (vi, en) = match meant {
                    Some(meant) => (format!("; có phải là “{meant}”?"), format!("; did you mean “{meant}”?")),
                    None => (".".to_owned(), ".".to_owned()),
                };
                language.choose(
                    format!("Không có đơn vị nào tên là “{name}”{vi} Các hàng bạn đã ghi: {typed}"),
                    format!("No unit is called “{name}”{en} Your rows were: {typed}"),
                )
            }
            Self::Otherwise(what, words, typed) => language.choose(
                format!("{} này không sửa riêng được: “{words}”; hãy sửa trong nội dung. Các hàng bạn đã ghi: {typed}", what.show(language)),
                format!("{} cannot be changed by itself: “{words}”; change it in the content. Your rows were: {typed}", what.show(language)),
            ),
        }
    }
}

/// The text of a file with what was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The text that the form was made from.
    pub base: String,
    /// The new text.
    pub text: String,
}

impl Form {
    /// The form of a text, `is_whole` where it is to be shown as it is.
    pub fn of(raw: &str, headings: &Headings, language: Language, is_whole: bool) -> Self {
        let clean = Text::new(raw).clean.into_owned();
        let head = if is_whole { None } else { Head::of(&clean) };
        match head {
            Some((head, start)) => {
                let text = clean[start..].to_owned();
                let measures = Some(Measures::of(&text, headings, language));
                let indicators = Some(Indicators::of(&text, headings, language));
                let lines_before = clean[..start].matches('\n').count();
                Self { text, head: Some(head), measures, indicators, lines_before }
            }
            None => Self { text: clean, head: None, measures: None, indicators: None, lines_before: 0 },
        }
    }

    /// The field that a place of the file is in.
    pub(super) fn field_at(&self, place: &Place) -> Option<&str> {
        let entries = self.head.as_ref()?.entries.iter();
        let mut around = entries.filter(|(_, span)| span.contains(&(place.start as usize)));
        around.next().map(|(key, _)| key.as_str())
    }
}

impl Head {
    /// The text of a field.
    pub(super) fn text(&self, key: &str) -> &str {
        let field = self.fields.iter().find(|(field, _)| field.key == key);
        field.and_then(|(_, value)| value.as_ref()).map_or("", Value::as_text)
    }

    /// Front matter as fields, and where the Markdown starts; none where it cannot be read, has a key twice, is
    /// TOML, or is of no known kind.
    fn of(clean: &str) -> Option<(Self, usize)> {
        let (node, start) = front_matter::split(SourceId::of_path(""), clean, &mut Vec::new())?;
        let NodeValue::Table(entries) = &node.value else { return None };
        let find = |key: &str| {
            let mut found = entries.iter().filter(|(known, _)| known.text() == key);
            (found.next().map(|(_, value)| value), found.next().is_some())
        };
        let kind = match find("kind") {
            (Some(node), false) => node.text(),
            _ => "",
        };
        let kind = Meta::KINDS.into_iter().find(|known| *known == kind)?;
        let shape = front_matter::shape(kind);
        if !clean.starts_with("---") || shape.iter().any(|field| find(field.key).1) {
            return None;
        }
        let fields = shape.into_iter().map(|field| {
            let value = Value::of(find(field.key).0, &field);
            (field, value)
        });
        let starts = entries.iter().map(|(key, _)| key.span.start);
        let ends = starts.skip(1).chain([start]);
        let entries =
            entries.iter().zip(ends).map(|((key, _), end)| (key.text().to_owned(), key.span.start..end));
        Some((Self { kind, fields: fields.collect(), entries: entries.collect() }, start))
    }
}

impl Filled {
    /// The text of a file with what was filled in, and what of that could not be taken. None where parts of the form
    /// are missing.
    pub fn of(
        sent: &Sent,
        headings: &Headings,
        lists: &Lists,
        language: Language,
    ) -> Option<(Self, Vec<Refusal>)> {
        let (base, typed) = (sent.base()?, sent.text()?);
        let form = Form::of(&base, headings, language, sent.is_whole());
        let mut refusals = Vec::new();
        let clean = match form.head {
            None => typed,
            Some(Head { fields, .. }) => {
                let mut text = Text::new(&base).clean.into_owned();
                let shape: Vec<Field> = fields.iter().map(|(field, _)| field.clone()).collect();
                for (field, former) in &fields {
                    let Some((value, former)) = sent.field(field).zip(former.as_ref()) else { continue };
                    if value == *former {
                        continue;
                    }
                    let value = value.with_ids(&field.takes, lists);
                    match head::changed(&text, &shape, field, &value) {
                        Some(changed) => text = changed,
                        None => refusals.push(Refusal::Field(field.key, value.show())),
                    }
                }
                text.truncate(text.len() - form.text.len());
                // Of a text that nobody touched, line ends that are none to a form come back as they were.
                let typed = if typed == form.text.replace('\r', "\n") { form.text } else { typed };
                let measures = Measures::of(&typed, headings, language);
                let rows = sent.rows(&measures.written, lists);
                let mut units = rows.iter().flat_map(|row| &row.units);
                let changed = match units.find(|unit| unit.contains(' ')) {
                    Some(name) => {
                        let (_, known) = lists.get(&Takes::Unit).unwrap_or_default();
                        let meant = meant(known, name).map(|unit| unit.shown().to_owned());
                        let said = rows.iter().filter(|row| !row.words.is_empty()).map(rows::line);
                        refusals.push(Refusal::Unit(name.clone(), meant, joined(said)));
                        None
                    }
                    None => measures
                        .changed(&rows, headings)
                        .map_err(|stuck| {
                            let said = rows.iter().filter(|row| !row.words.is_empty()).map(rows::line);
                            refusals.push(refusal(words::MEASURE, stuck, joined(said)));
                        })
                        .ok(),
                };
                let typed = changed.unwrap_or(typed);
                let rows = sent.figures();
                let changed = Indicators::of(&typed, headings, language).changed(&rows, headings);
                text + &changed.unwrap_or_else(|stuck| {
                    let said = rows.iter().filter(|row| !row.is_empty()).map(|row| row.show());
                    refusals.push(refusal(words::INDICATOR, stuck, joined(said)));
                    typed
                })
            }
        };
        Some((Self { text: rewritten(&base, &clean), base }, refusals))
    }
}

fn refusal(what: Words, stuck: Stuck, said: String) -> Refusal {
    match stuck {
        Stuck::Gone(was) => Refusal::Gone(what, was, said),
        Stuck::Otherwise(words) => Refusal::Otherwise(what, words, said),
    }
}

/// Rows on one line.
fn joined(rows: impl Iterator<Item = String>) -> String {
    rows.collect::<Vec<_>>().join(" · ")
}
