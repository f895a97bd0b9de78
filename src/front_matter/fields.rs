//! Fields that several kinds of front matter have.

use crate::diagnostic::{Code, Diagnostic, Phrase};
use crate::settings::Audience;
use crate::source::{self, Located};
use crate::table::{Table, Takes};
use crate::vietnamese::date::{self, Date};
use serde::{Deserialize, Serialize};

/// How many years a document may look ahead: longer than any plan with an outlook, and short of a slip such as 2202.
pub(super) const FARTHEST: i16 = 30;

/// A name, and a line about what belongs there.
type Said = (&'static str, &'static str);

/// The path of a field, and what it is called in Vietnamese and in English.
pub(super) type Labelled = (&'static str, Said, Said);

/// What the fields of every kind of file are called.
pub(super) const LABELS: &[Labelled] = &[
    ("kind", ("Loại tệp", ""), ("Kind of file", "")),
    (
        "audience",
        ("Ai được xem", "Để trống là công khai; nội bộ thì bản công khai không có tệp này."),
        ("Who may see it", "Left empty, everybody; what is internal is not in the public edition."),
    ),
];

/// The word that front matter uses for a value; empty for one that has none.
pub(super) fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

/// `audience`, on a file or on any entry that can have one.
pub(super) fn audience(table: &mut Table<'_>) -> Audience {
    let words = [("public", Audience::Public), ("internal", Audience::Internal)];
    table.choice("audience", Code::UnknownValue, &words).map(|found| found.value).unwrap_or_default()
}

/// A day under `key`.
pub(super) fn date(table: &mut Table<'_>, key: &'static str) -> Option<Date> {
    day(table, key).map(|found| found.value)
}

/// A day under `key`.
pub(super) fn day(table: &mut Table<'_>, key: &'static str) -> Option<Located<Date>> {
    let text = table.text_for(key, Takes::Form(Phrase::Day))?;
    match date::read_iso(&text.value) {
        Ok(date) => Some(Located::new(date, text.place)),
        Err(why) => {
            table.diagnostics().push(Diagnostic::not_a_day(&text, why));
            None
        }
    }
}

/// A day under `key`, whose absence is a mistake.
pub(super) fn required_date(table: &mut Table<'_>, key: &'static str) -> Option<Located<Date>> {
    let is_given = table.is_given(key);
    let found = day(table, key);
    if !is_given {
        table.missing(key);
    }
    found
}

/// A year of four digits under `key`.
pub(super) fn year(table: &mut Table<'_>, key: &'static str) -> Option<Located<i16>> {
    table.value(key, Phrase::Year, source::read_year)
}

/// A remark with its own audience.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Note {
    /// The remark.
    pub text: String,
    /// Who may read it.
    pub audience: Audience,
}

/// `note`: a text, or `{text, audience}`.
pub(super) fn note(table: &mut Table<'_>) -> Option<Note> {
    let of_text = |text: String| Note { text, audience: Audience::default() };
    table.text_or_table("note", of_text, |mut table| {
        let text = table.required_text("text");
        let audience = audience(&mut table);
        table.finish();
        Some(Note { text: text?.value, audience })
    })
}
