//! One diagnostic with all that any format says of it. Apart because every format takes it.

use crate::diagnostic::catalogue::Code;
use crate::diagnostic::level::Level;
use crate::diagnostic::remedy::remedy;
use crate::diagnostic::report::{Arg, Diagnostic};
use crate::diagnostic::show::{did_you_mean, message, notes, remark_text};
use crate::language::Language;
use crate::source::{Place, Sources};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_128;

/// A diagnostic in words, with its places.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Stable code.
    #[schemars(with = "String")]
    #[serde(serialize_with = "name_of", deserialize_with = "of_name")]
    pub code: Code,
    /// Weight.
    pub level: Level,
    /// In words.
    pub message: String,
    /// What is allowed, and what the author can do.
    pub help: Vec<String>,
    /// Where it is.
    pub at: Spot,
    /// Other places that have to do with it.
    pub others: Vec<OtherSpot>,
    /// What mends it, where there is one way only: see `khacphuc check --fix`.
    pub remedy: Option<Replacement>,
    /// The same in every run, wherever in its file the line is; no two are the same.
    pub fingerprint: String,
}

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Spot {
    /// Path of the file, from the folder in which the program was called.
    pub path: String,
    /// Where it begins.
    pub start: Position,
    /// The place after its last character.
    pub end: Position,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Column in bytes of UTF-8, from 1.
    pub byte: usize,
}

/// Another part of a file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct OtherSpot {
    /// Where it is.
    pub at: Spot,
    /// What it has to do with the diagnostic.
    pub message: String,
}

/// A text in the place of another one.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub struct Replacement {
    /// What is replaced.
    pub at: Spot,
    /// What stands there instead.
    pub text: String,
}

impl Entry {
    /// The message, and what the author can do, line by line.
    pub fn whole(&self) -> String {
        std::iter::once(&self.message).chain(&self.help).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// Diagnostics as entries, in their order. Each comes with the sources that it points into.
pub fn entries(found: &[(&Diagnostic, &Sources)], language: Language) -> Vec<Entry> {
    let mut counts: BTreeMap<u128, usize> = BTreeMap::new();
    let entry = |(diagnostic, sources): &(&Diagnostic, &Sources)| {
        let at = spot(sources, &diagnostic.place);
        let others = diagnostic.others.iter().map(|(place, remark)| OtherSpot {
            at: spot(sources, place),
            message: remark_text(remark, language),
        });
        let others = others.collect();
        let text = sources.text(diagnostic.place.source);
        let remedy = remedy(diagnostic, &text);
        let alike = alike(diagnostic, &at.path, text.get(diagnostic.place.span()).unwrap_or_default());
        let nth = counts.entry(alike).or_default();
        *nth += 1;
        let meant = diagnostic.nearest.iter().map(|nearest| did_you_mean(nearest, language));
        Entry {
            code: diagnostic.code,
            level: diagnostic.level,
            message: message(diagnostic, language),
            help: meant.chain(notes(diagnostic, language)).collect(),
            remedy: remedy.map(|remedy| Replacement { at: spot(sources, &remedy.place), text: remedy.text }),
            others,
            fingerprint: format!("{:032x}", xxh3_128(format!("{alike:032x}/{nth}").as_bytes())),
            at,
        }
    };
    found.iter().map(entry).collect()
}

/// Hash of what a diagnostic says and of what, wherever it stands. The language has no part in it.
fn alike(diagnostic: &Diagnostic, path: &str, there: &str) -> u128 {
    let args = diagnostic.args.iter().map(|(name, arg)| match arg {
        Arg::Text(text) => format!("{name}={text}"),
        Arg::Day(day) => format!("{name}={day}"),
        Arg::Phrase(phrase) => format!("{name}={phrase:?}"),
    });
    let parts = [diagnostic.code.name(), path, there].map(str::to_owned);
    xxh3_128(parts.into_iter().chain(args).collect::<Vec<_>>().join("\0").as_bytes())
}

fn spot(sources: &Sources, place: &Place) -> Spot {
    let lines = sources.lines(place.source);
    let position = |at| {
        let (line, column) = lines.position(at);
        Position { line, column, byte: lines.byte_column(at) }
    };
    let span = place.span();
    let (start, end) = (position(span.start), position(span.end));
    let path = sources.shown_path(place.source);
    Spot { path: path.strip_prefix("./").map(str::to_owned).unwrap_or(path), start, end }
}

fn name_of<S: serde::Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.name())
}

fn of_name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
    let name = String::deserialize(deserializer)?;
    let code = Code::ALL.iter().find(|code| code.name() == name);
    code.copied().ok_or_else(|| serde::de::Error::custom("no such code"))
}
