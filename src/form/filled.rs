//! A file as a form, and the text of the file with what was filled in.

use super::head;
use super::rows::{Measures, Stuck};
use super::sent::Sent;
use super::value::{Value, key_of};
use crate::front_matter::{self, Meta};
use crate::language::Language;
use crate::settings::Headings;
use crate::source::edit::rewritten;
use crate::source::{Place, SourceId, Span, Text};
use crate::table::{Field, NodeValue};

/// A file as a form.
pub struct Form {
    /// The Markdown; the whole file where its front matter cannot be shown as fields.
    pub(super) text: String,
    /// The fields of its front matter, and what they hold; none of a file that is shown whole.
    pub(super) head: Option<Head>,
    /// Its measures; none of a file that is shown whole.
    pub(super) measures: Option<Measures>,
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

/// Why nothing can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// What was sent is not what the form has.
    Broken,
    /// A field that cannot be changed by itself.
    Field(&'static str),
    /// A measure that the Markdown no longer has as it was.
    MeasureGone(String),
    /// A measure that would be read otherwise.
    Measure(String),
}

impl Refusal {
    /// What to tell the author.
    pub fn show(&self, language: Language) -> String {
        match self {
            Self::Broken => language.choose(
                "Biểu mẫu gửi lên thiếu phần. Chưa ghi gì.".to_owned(),
                "Parts of the form are missing. Nothing was written.".to_owned(),
            ),
            Self::Field(key) => {
                let name = front_matter::labels::label(key, language).map_or(*key, |label| label.name);
                language.choose(
                    format!("Mục “{name}” viết theo cách biểu mẫu không sửa riêng được. Hãy sửa ở dạng chữ."),
                    format!("“{name}” is written in a way that the form cannot change by itself. Change it as text."),
                )
            }
            Self::MeasureGone(was) => language.choose(
                format!("Giải pháp này đã sửa cả ở hàng lẫn trong Markdown: “{was}”. Hãy giữ một chỗ sửa."),
                format!("This measure was changed in its row and in the Markdown: “{was}”. Keep one of the two."),
            ),
            Self::Measure(words) => language.choose(
                format!("Không sửa riêng được giải pháp “{words}”. Hãy sửa trong Markdown."),
                format!("The measure “{words}” cannot be changed by itself. Change it in the Markdown."),
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
                let measures = Measures::of(&text, headings, language);
                let lines_before = clean[..start].matches('\n').count();
                Self { text, head: Some(head), measures: Some(measures), lines_before }
            }
            None => Self { text: clean, head: None, measures: None, lines_before: 0 },
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
    /// Front matter as fields, and where the Markdown starts; none where it cannot be read, has a key twice, is
    /// TOML, or is of no known kind.
    fn of(clean: &str) -> Option<(Self, usize)> {
        let (node, start) = front_matter::split(SourceId::of_path(""), clean, &mut Vec::new())?;
        let NodeValue::Table(entries) = &node.value else { return None };
        let find = |key: &str| {
            let mut found = entries.iter().filter(|(known, _)| key_of(known) == key);
            (found.next().map(|(_, value)| value), found.next().is_some())
        };
        let kind = match find("kind") {
            (Some(node), false) => key_of(node),
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
        let entries = entries.iter().zip(ends).map(|((key, _), end)| (key_of(key).to_owned(), key.span.start..end));
        Some((Self { kind, fields: fields.collect(), entries: entries.collect() }, start))
    }
}

impl Filled {
    /// The text of a file with what was filled in.
    ///
    /// # Errors
    /// When it cannot be written so that it is read as it was filled in.
    pub fn of(sent: &Sent, headings: &Headings, language: Language) -> Result<Self, Refusal> {
        let base = sent.base().ok_or(Refusal::Broken)?;
        let typed = sent.text().ok_or(Refusal::Broken)?;
        let form = Form::of(&base, headings, language, sent.is_whole());
        let clean = match form.head {
            None => typed,
            Some(Head { fields, .. }) => {
                let whole = Text::new(&base).clean.into_owned();
                let start = whole.len() - form.text.len();
                let mut text = whole.clone();
                let shape: Vec<Field> = fields.iter().map(|(field, _)| field.clone()).collect();
                for (field, former) in &fields {
                    let Some(value) = sent.field(field).filter(|_| former.is_some()) else { continue };
                    text = head::changed(&text, &shape, field, &value).ok_or(Refusal::Field(field.key))?;
                }
                text.truncate(text.len() - (whole.len() - start));
                // Of a text that nobody touched, line ends that are none to a form come back as they were.
                let typed = if typed == form.text.replace('\r', "\n") { form.text } else { typed };
                let measures = Measures::of(&typed, headings, language);
                let changed = measures.changed(&sent.rows(), headings).map_err(|stuck| match stuck {
                    Stuck::Gone(was) => Refusal::MeasureGone(was),
                    Stuck::Otherwise(words) => Refusal::Measure(words),
                })?;
                text + &changed
            }
        };
        Ok(Self { text: rewritten(&base, &clean), base })
    }

    /// Whether the file stays as it is.
    pub fn is_same(&self) -> bool {
        self.text == self.base
    }
}
