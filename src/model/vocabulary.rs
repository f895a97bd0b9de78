//! What the content has for a field: units, areas, bodies, documents, records and words, each with what it is called.
//!
//! Takes the ledger and the file that the field is in; gives what can stand there, and what is meant by a name that
//! somebody wrote instead. It stands apart because an editor, the form of a preview, a CMS and a question at the
//! terminal offer the same.

use super::ledger::{Body, Ledger, Record};
use crate::diagnostic::{Code, Diagnostic};
use crate::front_matter::register::Register;
use crate::front_matter::{BodyMeta, is_name, labels};
use crate::language::Language;
use crate::source::{ContentPath, Located};
use crate::table::Takes;
use crate::vietnamese::letters;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Something that can be written into a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is written.
    pub text: String,
    /// What it is called; may be empty.
    pub name: String,
    /// What else it goes by.
    pub others: Vec<String>,
}

impl Choice {
    /// A choice that goes by nothing else.
    pub fn new(text: impl Into<String>, name: impl Into<String>) -> Self {
        Self { text: text.into(), name: name.into(), others: Vec::new() }
    }

    /// What people read: its name, or what is written where it has none.
    pub fn shown(&self) -> &str {
        if self.name.is_empty() { &self.text } else { &self.name }
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        [&self.text, &self.name].into_iter().chain(&self.others).map(String::as_str)
    }
}

/// The choice that goes by a name, however that is spelt: its text first. None where two do.
pub fn called<'c>(choices: &'c [Choice], name: &str) -> Option<&'c Choice> {
    let wanted = letters::same_name(name);
    let goes_by = |choice: &&Choice| choice.names().any(|name| letters::same_name(name) == wanted);
    let exact = choices.iter().find(|choice| choice.text == name);
    exact.or_else(|| {
        let mut found = choices.iter().filter(goes_by);
        found.next().filter(|_| found.next().is_none() && !wanted.trim().is_empty())
    })
}

/// The choice that was probably meant by a name.
pub fn meant<'c>(choices: &'c [Choice], name: &str) -> Option<&'c Choice> {
    let near = || {
        let near = letters::nearest(name, choices.iter().flat_map(Choice::names))?;
        choices.iter().find(|choice| choice.names().any(|known| known == near))
    };
    called(choices, name).or_else(near)
}

/// The report of a name that no choice goes by, with the one that was probably meant.
pub fn unknown(code: Code, found: &Located<String>, choices: &[Choice]) -> Diagnostic {
    let mut mistake = Diagnostic::unknown(code, found, choices.iter().map(|choice| choice.text.as_str()));
    mistake.nearest = meant(choices, &found.value).map(|choice| choice.text.clone());
    mistake
}

/// The units of a body.
pub fn units(body: &BodyMeta) -> Vec<Choice> {
    let unit = body.units.iter().map(|unit| Choice {
        others: unit.code.iter().chain(&unit.aliases).cloned().collect(),
        ..Choice::new(&unit.id.value, &unit.name)
    });
    unit.collect()
}

/// The areas of a body.
pub fn areas(body: &BodyMeta) -> Vec<Choice> {
    body.areas.iter().map(|area| Choice::new(&area.id.value, &area.name)).collect()
}

/// The bodies of a site.
pub fn bodies(ledger: &Ledger) -> Vec<Choice> {
    ledger.bodies.iter().map(|body| Choice::new(&body.id, body.short_name())).collect()
}

/// The words that a field takes.
pub fn words(path: &str, words: &[&str], language: Language) -> Vec<Choice> {
    let called = |word| labels::word(path, word, language).unwrap_or_default();
    words.iter().map(|word| Choice::new(*word, called(word))).collect()
}

/// What can be written into a file.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'v> {
    /// What the content says.
    pub ledger: &'v Ledger,
    /// The register, where it is at hand.
    pub register: Option<&'v Register>,
    /// The file.
    pub path: &'v ContentPath,
    /// Whether it is a record.
    pub is_record: bool,
}

impl Vocabulary<'_> {
    /// What a field can have as its value, or as one of its values; nothing where any text may stand, or where
    /// [`words`] says it.
    pub fn of(&self, takes: &Takes) -> Vec<Choice> {
        let body = self.path.body().and_then(|body| self.ledger.body(body));
        match takes {
            Takes::Unit => body.map(|body| units(&body.meta)).unwrap_or_default(),
            Takes::Area => body.map(|body| areas(&body.meta)).unwrap_or_default(),
            Takes::Body => bodies(self.ledger),
            Takes::Issuer => {
                let issuers = self.register.iter().flat_map(|register| &register.issuers);
                let issuers = issuers.map(|issuer| Choice::new(&issuer.id.value, &issuer.name));
                issuers.chain(bodies(self.ledger)).collect()
            }
            Takes::Document => self.documents(),
            Takes::Record => self.records(),
            Takes::Deficiency => self.deficiencies(),
            Takes::Text | Takes::Words(_) | Takes::Form(_) | Takes::Table(_) | Takes::TextOrTable(_) => {
                Vec::new()
            }
        }
    }

    /// Every document with a number.
    pub fn numbers(&self) -> Vec<Choice> {
        let number = self.ledger.documents.iter().map(|document| {
            let paper = document.paper.as_ref().and_then(|path| self.ledger.paper_ids.get(path));
            let title = paper.map(|id| &self.ledger.paper(*id).document.title.value);
            let subject = title.or(document.subject.as_ref()).cloned().unwrap_or_default();
            Choice::new(document.number.as_str(), subject)
        });
        let mut numbers: Vec<Choice> = number.collect();
        numbers.dedup();
        numbers
    }

    /// Documents as front matter names them: those of the body by their paths, where they have no number.
    fn documents(&self) -> Vec<Choice> {
        let papers = self.ledger.papers.iter().filter(|paper| paper.official.is_none());
        let mut papers: Vec<_> =
            papers.filter(|paper| Some(paper.body.as_str()) == self.path.body()).collect();
        papers.sort_by_key(|paper| Reverse(paper.year));
        let papers = papers.into_iter();
        let papers =
            papers.map(|paper| Choice::new(paper.document.path.as_str(), &paper.document.title.value));
        self.numbers().into_iter().chain(papers).collect()
    }

    /// Records that a record can go on from, the latest first: those of its body in earlier years, and those of bodies
    /// that its own succeeds.
    fn records(&self) -> Vec<Choice> {
        let Some(body) = self.path.body() else { return Vec::new() };
        let year = self.path.year().unwrap_or(i16::MAX);
        let precedes = |other: &&Body| other.meta.successor.as_ref().is_some_and(|to| to.to.value == body);
        let before: BTreeSet<&str> =
            self.ledger.bodies.iter().filter(precedes).map(|other| other.id.as_str()).collect();
        let may = |record: &&Record| match record.body == body {
            true => record.year < year,
            false => record.year <= year && before.contains(record.body.as_str()),
        };
        let mut records: Vec<&Record> = self.ledger.records.iter().filter(may).collect();
        records.sort_by_key(|record| (record.body != body, Reverse(record.year)));
        let choice = |record: &Record| Choice::new(record.name_in(body), &record.document.title.value);
        records.into_iter().map(choice).collect()
    }

    /// Deficiencies of the body, each under its latest title; in a record, those that its year does not have yet, and
    /// the name of its file.
    fn deficiencies(&self) -> Vec<Choice> {
        let body = self.path.body();
        let own = || self.ledger.lineages.iter().filter(|lineage| Some(lineage.body.as_str()) == body);
        let choice = own().filter_map(|lineage| {
            let records = || lineage.records.iter().map(|id| self.ledger.record(*id));
            let is_here = records().any(|record| Some(record.year) == self.path.year());
            let title = records().next_back().map(|record| record.document.title.value.as_str());
            (is_here != self.is_record).then(|| Choice::new(&lineage.name, title.unwrap_or_default()))
        });
        let file = self.path.name();
        let is_new = self.is_record && is_name(file) && own().all(|lineage| lineage.name != file);
        is_new.then(|| Choice::new(file, "")).into_iter().chain(choice).collect()
    }
}

/// Name of the list of what a field takes; none where any text may stand.
fn list_of(takes: &Takes) -> Option<&'static str> {
    match takes {
        Takes::Unit => Some("units"),
        Takes::Area => Some("areas"),
        Takes::Body => Some("bodies"),
        Takes::Issuer => Some("issuers"),
        Takes::Document => Some("documents"),
        Takes::Record => Some("records"),
        Takes::Deficiency => Some("deficiencies"),
        Takes::Text | Takes::Words(_) | Takes::Form(_) | Takes::Table(_) | Takes::TextOrTable(_) => None,
    }
}

/// All lists of a file.
#[derive(Debug, Clone, Default)]
pub struct Lists(BTreeMap<&'static str, Vec<Choice>>);

impl Lists {
    /// The lists of a file.
    pub fn of(vocabulary: &Vocabulary<'_>) -> Self {
        let all = [
            Takes::Unit,
            Takes::Area,
            Takes::Body,
            Takes::Issuer,
            Takes::Document,
            Takes::Record,
            Takes::Deficiency,
        ];
        Self(all.iter().filter_map(|takes| Some((list_of(takes)?, vocabulary.of(takes)))).collect())
    }

    /// The list of what a field takes, with its name.
    pub fn get(&self, takes: &Takes) -> Option<(&'static str, &[Choice])> {
        let name = list_of(takes)?;
        Some((name, self.0.get(name).map_or(&[], Vec::as_slice)))
    }

    /// Every list with its name.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &[Choice])> {
        self.0.iter().map(|(name, choices)| (*name, choices.as_slice()))
    }

    /// Takes a text that the content has, where nothing is known by it.
    pub fn add(&mut self, takes: &Takes, text: &str) {
        let Some(choices) = list_of(takes).map(|name| self.0.entry(name).or_default()) else { return };
        if !text.is_empty() && choices.iter().all(|choice| choice.text != text) {
            choices.push(Choice::new(text, ""));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_by_any_of_its_names_in_any_spelling() {
        let mut units = [Choice::new("vp", "Văn phòng"), Choice::new("bpt", "Ban Phong trào")];
        units[1].others.push("PTTN".to_owned());
        let of = |name: &str| called(&units, name).map(|unit| unit.text.as_str());
        for name in ["bpt", "BPT", "Ban Phong trào", "BAN  PHONG TRÀO", "ban phong trao", "pttn"] {
            assert_eq!(of(name), Some("bpt"), "{name}");
        }
        assert_eq!((of(""), of("ban"), of("Ban Phong tràoo")), (None, None, None));
        assert_eq!(meant(&units, "Ban Phong tràoo").map(|unit| unit.text.as_str()), Some("bpt"));
        let twins = [Choice::new("a", "Ban"), Choice::new("b", "Bàn")];
        assert_eq!(called(&twins, "ban"), None);
    }
}
