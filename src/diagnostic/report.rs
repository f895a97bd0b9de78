//! One diagnostic: its code, its place, and the values in its message.
//!
//! Takes what a stage found; gives a value that can be sorted, stored in the cache, and shown later in either
//! language. It stands apart from `show` because the stages make diagnostics without any wording.

use super::catalogue::{self, Code};
use super::level::Level;
use super::phrase::Phrase;
use crate::language::Language;
use crate::source::{Located, Place};
use crate::vietnamese::date::{self, Date, NotADay};
use crate::vietnamese::letters;
use serde::{Deserialize, Deserializer, Serialize};

/// What a second place has to do with a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// The same mistake, once more; after the last one that is shown, how many there are that are not.
    AlsoHere {
        /// How many.
        more: usize,
    },
    /// The first use of what must be used once.
    FirstHere,
    /// Another value for the same thing.
    OtherValue(String),
    /// The record that is meant.
    ThisRecord,
    /// The record that this edition leaves out.
    InternalRecord,
    /// The promise that is meant.
    PromisedHere,
    /// The plan that is meant.
    ThisPlan,
    /// The verdict that is meant.
    ThisVerdict,
    /// The internal section that is meant.
    InternalSection,
    /// A deadline that comes later.
    LaterDeadline(Date),
    /// The edge that closes a cycle.
    AlsoInCycle,
}

/// A value in a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Arg {
    /// The same in every language.
    Text(String),
    /// A day, which each language writes its own way.
    Day(Date),
    /// Words of each language.
    Phrase(Phrase),
}

impl Arg {
    /// The value as text in that language.
    pub fn show(&self, language: Language) -> String {
        match self {
            Self::Text(text) => text.clone(),
            // ISO 8601 in English, where 03/06 may be March or June.
            Self::Day(day) => language.choose(date::show_vi(*day), day.to_string()),
            Self::Phrase(phrase) => phrase.show(language),
        }
    }
}

/// One thing that is wrong with the content, or with the record that it keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of thing.
    pub code: Code,
    /// Its level: the default one, until the settings are applied.
    pub level: Level,
    /// Where the mistake is.
    pub place: Place,
    /// Values in the message, by the name of their placeholder.
    #[serde(deserialize_with = "known_names")]
    pub args: Vec<(&'static str, Arg)>,
    /// Other places that have to do with it.
    pub others: Vec<(Place, Remark)>,
    /// What could stand there.
    pub allowed: Vec<String>,
    /// The allowed value that is nearest to what stands there.
    pub nearest: Option<String>,
}

impl Diagnostic {
    /// A diagnostic at its default level.
    pub fn new(code: Code, place: Place) -> Self {
        Self {
            code,
            level: code.level(),
            place,
            args: Vec::new(),
            others: Vec::new(),
            allowed: Vec::new(),
            nearest: None,
        }
    }

    /// Gives the message's placeholder `name` its value.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, Arg::Text(value.to_string())));
        self
    }

    /// Gives the message's placeholder `name` a day.
    pub fn with_day(mut self, name: &'static str, day: Date) -> Self {
        self.args.push((name, Arg::Day(day)));
        self
    }

    /// Gives the message's placeholder `name` words that each language has its own of.
    pub fn with_phrase(mut self, name: &'static str, phrase: Phrase) -> Self {
        self.args.push((name, Arg::Phrase(phrase)));
        self
    }

    /// Adds a second place.
    pub fn and(mut self, place: Place, remark: Remark) -> Self {
        self.others.push((place, remark));
        self
    }

    /// Says what is allowed instead of `found`, and which of it is nearest.
    pub fn instead_of<'a>(mut self, found: &str, allowed: impl IntoIterator<Item = &'a str>) -> Self {
        let allowed: Vec<&str> = allowed.into_iter().collect();
        self.nearest = letters::nearest(found, allowed.iter().copied()).map(str::to_owned);
        self.allowed = allowed.into_iter().map(str::to_owned).collect();
        self
    }

    /// A value that is not what stands there.
    pub fn invalid(found: &Located<String>, expected: Phrase) -> Self {
        let invalid = Self::new(Code::InvalidValue, found.place.clone());
        invalid.with("found", &found.value).with_phrase("expected", expected)
    }

    /// A text that is no day, and why.
    pub fn not_a_day(found: &Located<String>, why: NotADay) -> Self {
        let no_such_day = |reason| {
            let no_such_day = Self::new(Code::NoSuchDay, found.place.clone());
            no_such_day.with("found", &found.value).with_phrase("reason", reason)
        };
        let (mut mistake, meant) = match why {
            NotADay::Form(meant) => (Self::invalid(found, Phrase::Day), meant),
            NotADay::NoMonth => (no_such_day(Phrase::TwelveMonths), None),
            NotADay::NoDay(last) => (no_such_day(Phrase::DaysOfMonth(last)), Some(last)),
        };
        mistake.nearest = meant.map(|day| day.to_string());
        mistake
    }

    /// An unknown name: `found` is none of `allowed`.
    pub fn unknown<'a>(
        code: Code,
        found: &Located<String>,
        allowed: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::new(code, found.place.clone()).with("found", &found.value).instead_of(&found.value, allowed)
    }
}

/// Reads arguments back from the cache. Their names are `'static`, so they are taken from the catalogue.
fn known_names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(&'static str, Arg)>, D::Error> {
    let args = Vec::<(String, Arg)>::deserialize(deserializer)?;
    let known = |(name, arg): (String, Arg)| Some((catalogue::placeholder(&name)?, arg));
    let args: Option<Vec<_>> = args.into_iter().map(known).collect();
    args.ok_or_else(|| serde::de::Error::custom("no message has such a placeholder"))
}
