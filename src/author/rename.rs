//! Another name for a deficiency, in every year.
//!
//! Takes all sources, the name that a deficiency has and the one that it is to have; gives what is to be changed in
//! which file: the name of each of its records, what plans assign of it, and what later records of the body, or of
//! one that succeeds it, are carried on from. Names of files are not the names of deficiencies, and stay. It stands
//! apart because it goes through all of the content, and not only the file at hand.

use super::known::Known;
use super::manuscript::Manuscript;
use super::thing::Thing;
use super::values::{Value, values};
use crate::diagnostic::{self, Diagnostic, Phrase};
use crate::front_matter::{is_name, record_named};
use crate::language::Language;
use crate::source::{Located, Place, Source, SourceId, Sources, Span};
use crate::table::{Takes, scalar};
use crate::vietnamese::letters;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What is to be changed in each file: bytes of its clean text, and what is to stand there.
pub type Changes = BTreeMap<SourceId, Vec<(Span, String)>>;

/// The name of a deficiency at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The body that the deficiency is of.
    pub body: String,
    /// Its name.
    pub name: String,
    /// Where the name is written.
    pub span: Span,
}

/// Why a deficiency does not get a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The text can be no name.
    NoName(String),
    /// Another deficiency of the body has it, in this record.
    Taken(String),
    /// Nothing here has a name to be changed.
    Nothing,
    /// The file at this path cannot be read, and may have the name.
    Unread(String),
}

impl Refusal {
    /// The reason in words.
    pub fn show(&self, language: Language) -> String {
        match self {
            Self::NoName(text) => {
                let found = Located::new(text.clone(), Place::top(SourceId::of_path("")));
                diagnostic::message(&Diagnostic::invalid(&found, Phrase::Name), language)
            }
            Self::Taken(record) => language.choose(
                format!("một khuyết điểm khác của tổ chức đã có tên này: {record}"),
                format!("another deficiency of the body has this name: {record}"),
            ),
            Self::Nothing => language
                .choose("ở đây không có tên khuyết điểm", "there is no name of a deficiency here")
                .to_owned(),
            Self::Unread(path) => language.choose(
                format!("không đọc được {path}, tệp này có thể ghi tên ấy: sửa tệp trước"),
                format!("{path} cannot be read, and may have the name: mend it first"),
            ),
        }
    }
}

/// The name at byte `at`: of a record, of what a plan assigns, or of what a record is carried on from.
pub fn name_at(manuscript: &Manuscript, at: usize) -> Option<Named> {
    let (span, thing) = manuscript.thing_at(at)?;
    let own = manuscript.body();
    let (body, name) = match &thing {
        Thing::Deficiency(name) => (own?, name.as_str()),
        Thing::Record(from) => {
            let (body, _, name) = record_named(from)?;
            (body.or(own)?, name)
        }
        Thing::Deadline(_)
        | Thing::Number(..)
        | Thing::Document(_)
        | Thing::Unit(_)
        | Thing::Area(_)
        | Thing::Body(_)
        | Thing::Word(..)
        | Thing::Link(_) => return None,
    };
    let span = within(&manuscript.text, &span, name)?;
    Some(Named { body: body.to_owned(), name: name.to_owned(), span })
}

/// Gives a deficiency another name.
///
/// # Errors
/// When it cannot have that name, or a file that may have the old one cannot be read.
pub fn rename(known: &Known<'_>, sources: &Sources, old: &Named, new: &str) -> Result<Changes, Refusal> {
    let new = letters::nfc(new.trim()).into_owned();
    if !is_name(&new) {
        return Err(Refusal::NoName(new));
    }
    let taken = known.lineage(&old.body, &new).next();
    if let Some(record) = taken.filter(|_| new != old.name) {
        return Err(Refusal::Taken(format!("{}/{}", record.year, record.name)));
    }
    if known.lineage(&old.body, &old.name).next().is_none() {
        return Err(Refusal::Nothing);
    }
    let renaming = Renaming { known, old, scalar: scalar(&new, "", false), new };
    let files: Vec<&Source> = sources.iter().collect();
    let changed = files.into_par_iter().map(|file| Ok((file.id, renaming.in_file(file)?)));
    // One after the other, so that of several files the same one is told in every run.
    let changed = changed.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, Refusal>>()?;
    Ok(changed.into_iter().filter(|(_, changes)| !changes.is_empty()).collect())
}

struct Renaming<'r> {
    known: &'r Known<'r>,
    old: &'r Named,
    new: String,
    /// The new name as a value by itself.
    scalar: String,
}

impl Renaming<'_> {
    /// What is to be changed in one file.
    fn in_file(&self, file: &Source) -> Result<Vec<(Span, String)>, Refusal> {
        let unread = || Refusal::Unread(file.path.clone());
        let raw = file.read().map_err(|_| unread())?;
        let text = raw.text().ok_or_else(unread)?.clean;
        // Nearly no file has the name, and need not be read any further. One that spells it by escapes is.
        if !text.contains(&self.old.name) && !text.contains('\\') {
            return Ok(Vec::new());
        }
        let manuscript = Manuscript::new(&file.path, &text, self.known.headings);
        let (head, fields) = manuscript.head().ok_or_else(unread)?;
        let named = values(&head, &fields);
        let named = named.into_iter().filter(|value| self.is_named(manuscript.body(), value));
        Ok(named.map(|value| self.change(&text, &value)).collect())
    }

    /// Whether a value in a file of a body names the deficiency.
    fn is_named(&self, body: Option<&str>, value: &Value<'_>) -> bool {
        let Named { body: wanted, name, .. } = self.old;
        match &value.field.takes {
            Takes::Deficiency => body == Some(wanted) && value.text == *name,
            Takes::Record => record_named(&value.text)
                .is_some_and(|(other, _, named)| other.or(body) == Some(wanted) && named == name),
            Takes::Text
            | Takes::Words(_)
            | Takes::Form(_)
            | Takes::Unit
            | Takes::Area
            | Takes::Body
            | Takes::Issuer
            | Takes::Document
            | Takes::Table(_)
            | Takes::TextOrTable(_) => false,
        }
    }

    fn change(&self, text: &str, value: &Value<'_>) -> (Span, String) {
        let is_whole = value.text == self.old.name;
        match within(text, &value.span, &self.old.name) {
            Some(span) if is_whole && span == value.span => (span, self.scalar.clone()),
            Some(span) => (span, self.new.clone()),
            // It is spelt by escapes.
            None => {
                let new =
                    value.text.strip_suffix(&self.old.name).map(|start| format!("\"{start}{}\"", self.new));
                (value.span.clone(), new.unwrap_or_else(|| format!("\"{}\"", self.new)))
            }
        }
    }
}

/// The bytes of a name within those of the value that ends in it.
fn within(text: &str, span: &Span, name: &str) -> Option<Span> {
    let written = text.get(span.clone())?;
    let from = written.rfind('/').map_or(0, |stroke| stroke + 1);
    let start = span.start + from + written.get(from..)?.find(name)?;
    Some(start..start + name.len())
}
