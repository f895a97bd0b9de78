//! Structure: what a paper says, part by part.
//!
//! Takes the blocks of a paper; gives its kind, title, number and day, its outline, its deficiencies with what is
//! said under each, whom it is for and who signed it. Every part keeps its place, and every block is in one of
//! them or is left over with the reason: nothing is dropped here. It stands apart from [`super::facts`], which
//! reads facts in the words of parts that stay where they are.
//!
//! | module | holds |
//! |---|---|
//! | `parts` | the parts of a paper, each with its place |
//! | `head` | who issues it, what it calls itself, its number and day |
//! | `walk` | its outline, and what is said under each deficiency |
//! | `tail` | who signed it, and whom it is for |
//! | `person` | names of persons |

mod head;
mod parts;
mod person;
mod tail;
mod walk;

pub(crate) use parts::table_words;
pub use parts::{Deficiency, PaperKind, Part, Said, Structure};
pub(super) use tail::{is_authority, is_recipients};

use super::footnote;
use super::paper::{Block, Kind, Paper};
use super::shape;
use crate::settings::Headings;
use std::collections::VecDeque;
use tail::{is_annex, tail};
use walk::Walk;

/// The structure of a paper.
pub fn read(paper: Paper, headings: &Headings) -> Structure {
    let mut structure = Structure { left: paper.apart, ..Structure::default() };
    let mut blocks: VecDeque<Block> = VecDeque::new();
    for block in shape::joined(footnote::noted(paper.blocks)) {
        match &block.kind {
            Kind::Note(label, words) => {
                structure.notes.insert(label.clone(), Said { value: words.clone(), spot: block.spot });
            }
            // Rules and rows of stars say nothing.
            Kind::Text(words) | Kind::Heading(_, words) if !words.text.chars().any(char::is_alphanumeric) => {
            }
            Kind::Text(_) | Kind::Heading(..) | Kind::Table(_) => blocks.push_back(block),
        }
    }
    structure.head(&mut blocks);
    let mut blocks: Vec<Block> = blocks.into();
    let mut text: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut behind = Vec::new();
    // The paper itself and each of its annexes end with a signature, or with none.
    while !blocks.is_empty() {
        let is_annex = |block: &Block| block.words().is_some_and(|words| is_annex(&words.text));
        let end = blocks.iter().skip(1).position(is_annex).map_or(blocks.len(), |at| at + 1);
        let rest = blocks.split_off(end);
        behind.extend(blocks.split_off(tail(&blocks)));
        text.append(&mut blocks);
        blocks = rest;
    }
    structure.tail(behind);
    structure.check_recipients();
    let mut walk = Walk {
        headings,
        structure: &mut structure,
        open: Vec::new(),
        of: None,
        area: None,
        part: 0,
        parts: Vec::new(),
    };
    walk.all(text);
    structure
}
