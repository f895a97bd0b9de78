//! Imported: drafts of a paper that an office wrote.
//!
//! Takes what `import` understood of it and the linked ledger; gives the paper's own file, a record for each of its
//! deficiencies, and an account of what belongs in none of them. Every word of the source is in one of these, and every
//! part says where in the source it stands. It stands apart from `fresh`, which begins files that have no words yet.
//!
//! | module | holds |
//! |---|---|
//! | `drafting` | names, places, and what several files need to know of the paper |
//! | `paper` | the paper's own file |
//! | `record` | the record of one deficiency |
//! | `text` | Markdown, part by part |
//! | `account` | what is in none of them |

mod account;
mod drafting;
mod paper;
mod record;
mod text;

pub use drafting::Import;

use super::material::{File, Material};
use super::refusal::Refusal;
use crate::import::paper::{Apart, Kind, Paper, Why};
use crate::import::{self, Deficiency, Part, Structure};
use drafting::Drafting;
use std::collections::BTreeSet;

/// What comes of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Files to write: the paper, its records, and the account where there is something to account for.
    pub files: Vec<File>,
    /// What is in none of the records, in the order of the source, each as one line.
    pub left: Vec<String>,
    /// The encodings that it was converted from.
    pub encodings: Vec<&'static str>,
}

/// The drafts of a paper.
///
/// # Errors
/// When there is no such body, or the paper does not say what it is.
pub fn imported(material: &Material<'_>, paper: Paper, asked: &Import) -> Result<Imported, Refusal> {
    let body = material.body(&asked.body)?;
    let (counted, encodings) = (paper.counted, paper.encodings.clone());
    let structure = import::structure(paper, material.headings);
    let Some(kind) = structure.kind.as_ref().map(|kind| kind.value) else { return Err(Refusal::NoKind) };
    let drafting = Drafting::of(material, body, asked, counted, kind, &structure);
    Ok(drafting.files(structure, encodings))
}

impl Drafting<'_> {
    fn files(mut self, mut structure: Structure, encodings: Vec<&'static str>) -> Imported {
        let mut left = std::mem::take(&mut structure.left);
        let mut noted: BTreeSet<String> = BTreeSet::new();
        let mut files = vec![self.paper(&structure, &mut noted)];
        for (index, deficiency) in structure.deficiencies.iter().enumerate() {
            match self.named[index].1.is_some() {
                true => left.extend(said_again(deficiency)),
                false => files.push(self.record(index, deficiency, &structure, &mut noted, &mut left)),
            }
        }
        let unused = structure.notes.iter().filter(|(label, _)| !noted.contains(*label));
        left.extend(unused.map(|(_, said)| Apart::new(Why::NoteUnused, said.value.text.as_str(), said.spot)));
        left.sort_by_key(|apart| apart.spot);
        let left: Vec<String> = left.iter().map(|apart| self.account_line(apart)).collect();
        if !left.is_empty() {
            files.push(self.account(&left, &encodings));
        }
        Imported { files, left, encodings }
    }
}

/// What a paper says of a deficiency that has a record already.
fn said_again(deficiency: &Deficiency) -> Vec<Apart> {
    let apart = |text: &str, spot| Apart::new(Why::Recorded, text, spot);
    let label = &deficiency.label;
    let mut said = vec![
        apart(&label.value.text, label.spot),
        apart(&deficiency.wording.value.text, deficiency.wording.spot),
    ];
    said.extend(deficiency.parts.iter().filter_map(|part| match part {
        Part::Heading { words, spot, .. } => Some(apart(&words.text, *spot)),
        Part::Lead(lead) => Some(apart(&lead.value.text, lead.spot)),
        Part::Block(block) => Some(match &block.kind {
            Kind::Table(rows) => apart(&import::table_words(rows).text, block.spot),
            Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => {
                apart(&words.text, block.spot)
            }
        }),
        Part::Deficiency(_) => None,
    }));
    said
}
