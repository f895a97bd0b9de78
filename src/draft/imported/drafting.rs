//! What drafts of a paper are made by: names, places, and what several files need to know of the paper.
//!
//! Takes the paper's structure, the body and what is asked for. It stands apart because the paper's own file and
//! those of its records are made by the same.

use crate::draft::material::Material;
use crate::draft::names::{Names, folded, free};
use crate::draft::words::line;
use crate::import::facts::{self, Assignment, Units};
use crate::import::paper::{Counted, Spot};
use crate::import::{Deficiency, PaperKind, Part, Said, Structure};
use crate::language::Language;
use crate::model::ledger::{self, Record};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::YearSpan;
use crate::vietnamese::letters;
use std::collections::BTreeSet;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Import {
    /// Id of the body.
    pub body: String,
    /// The plan year.
    pub year: i16,
    /// Name of the source file.
    pub source: String,
}

/// A part of the outline or of a deficiency is written by what stands above it.
pub(super) struct Drafting<'d> {
    pub(super) material: &'d Material<'d>,
    pub(super) body: &'d ledger::Body,
    pub(super) asked: &'d Import,
    pub(super) counted: Counted,
    pub(super) kind: PaperKind,
    pub(super) units: Units,
    pub(super) years: YearSpan,
    /// Path of the paper's own file.
    pub(super) path: String,
    pub(super) names: Names,
    /// Name of each deficiency, with the record that is there already.
    pub(super) named: Vec<(String, Option<String>)>,
    pub(super) assignments: Vec<Said<Assignment>>,
}

/// Letters of a title; a longer wording stands below it in full.
const TITLE: usize = 140;

impl<'d> Drafting<'d> {
    pub(super) fn of(
        material: &'d Material<'d>,
        body: &'d ledger::Body,
        asked: &'d Import,
        counted: Counted,
        kind: PaperKind,
        structure: &Structure,
    ) -> Self {
        let mut names = Names::of(material.sources);
        let folder = format!("{}/{}", asked.body, asked.year);
        let title = structure.title.as_ref().map(|title| title.value.text.clone());
        let path = names.paper(&folder, kind.word(), title.as_deref());
        let units = body.meta.units.iter().map(|unit| {
            let own = [&unit.name].into_iter().chain(&unit.aliases);
            (unit.id.value.clone(), own.cloned().collect())
        });
        let mut drafting = Self {
            material,
            body,
            asked,
            counted,
            kind,
            units: units.collect(),
            years: YearSpan::single(asked.year),
            path,
            names,
            named: Vec::new(),
            assignments: Vec::new(),
        };
        drafting.named = drafting.name(structure);
        if kind == PaperKind::Plan {
            drafting.assignments = drafting.assigned(&structure.parts);
        }
        drafting
    }

    /// Names for the deficiencies, none of which the body has; or the records of the year that they are.
    pub(super) fn name(&self, structure: &Structure) -> Vec<(String, Option<String>)> {
        let own: Vec<&Record> = self.records().collect();
        let mut taken: BTreeSet<String> = own.iter().map(|record| record.name.clone()).collect();
        let of_year: Vec<&&Record> = own.iter().filter(|record| record.year == self.asked.year).collect();
        let name = |deficiency: &Deficiency| {
            let wording = letters::same_name(&deficiency.wording.value.text);
            let title = letters::same_name(&short(&deficiency.wording.value.text));
            let is_same = |record: &&&&Record| {
                let known = letters::same_name(&record.document.title.value);
                known == title || known == wording
            };
            if let Some(record) = of_year.iter().find(is_same) {
                let file = &self.material.sources.get(record.document.source).path;
                return (record.name.clone(), Some(file.clone()));
            }
            let wanted = folded(&short(&deficiency.wording.value.text), "khuyet-diem");
            let name = free(&wanted, |name| taken.contains(name));
            taken.insert(name.clone());
            (name, None)
        };
        structure.deficiencies.iter().map(name).collect()
    }

    pub(super) fn records(&self) -> impl Iterator<Item = &'d Record> {
        let body = self.asked.body.as_str();
        self.material.ledger.records.iter().filter(move |record| record.body == body)
    }

    pub(super) fn language(&self) -> Language {
        self.material.language
    }

    /// `dòng 12–14`.
    pub(super) fn place(&self, spot: Spot) -> String {
        format!("{} {}", self.counted.word(self.language()), spot.numbers())
    }

    /// The document that the title or the first paragraphs say the paper carries out.
    pub(super) fn carried_out(&self, structure: &Structure) -> Option<(DocumentNumber, Spot)> {
        let title = structure.title.iter().map(|title| (title.value.text.as_str(), title.spot));
        let before = structure.parts.iter().take_while(|part| !matches!(part, Part::Heading { .. }));
        let mut texts = title.chain(before.filter_map(text_of));
        texts.find_map(|(text, spot)| Some((facts::carried_out(text)?.number, spot)))
    }

    /// What units have to do, as the part about carrying the plan out says.
    fn assigned(&self, parts: &[Part]) -> Vec<Said<Assignment>> {
        let mut is_inside = false;
        let mut found = Vec::new();
        for part in parts {
            match part {
                Part::Heading { level: 2, words, .. } => {
                    is_inside = letters::fold(&words.text).contains("to chuc thuc hien");
                }
                Part::Block(_) | Part::Lead(_) if is_inside => {
                    found.extend(
                        text_of(part)
                            .into_iter()
                            .flat_map(|(text, spot)| facts::assignments(text, spot, &self.units)),
                    );
                }
                Part::Heading { .. } | Part::Block(_) | Part::Deficiency(_) | Part::Lead(_) => {}
            }
        }
        found
    }
}

/// The first sentence, or as much of it as a title holds.
pub(super) fn short(wording: &str) -> String {
    let wording = line(wording);
    let sentence = wording.split_inclusive(['.', ';']).next().unwrap_or_default();
    let whole = if wording.chars().count() <= TITLE { wording.as_str() } else { sentence };
    let whole = whole.trim_end_matches(['.', ';', ' ']);
    if whole.chars().count() <= TITLE {
        return whole.to_owned();
    }
    let end = whole.char_indices().nth(TITLE).map_or(whole.len(), |(at, _)| at);
    let end = whole[..end].rfind(' ').unwrap_or(end);
    format!("{}…", whole[..end].trim_end_matches([',', ' ']))
}

impl PaperKind {
    /// As front matter has it, and as its file is called.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Report => "report",
            Self::Review => "review",
        }
    }
}

/// The words of a part that is a block, and where they stand.
pub(super) fn text_of(part: &Part) -> Option<(&str, Spot)> {
    match part {
        Part::Block(block) => Some((block.words()?.text.as_str(), block.spot)),
        Part::Heading { .. } | Part::Deficiency(_) | Part::Lead(_) => None,
    }
}
