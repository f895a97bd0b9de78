//! The parts of a paper, each with its place.

use crate::import::paper::{Apart, Block, Spot, Why, Words};
use crate::settings::SectionKind;
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::Date;
use std::collections::BTreeMap;

/// Something that a paper says, and where.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// What.
    pub value: T,
    /// Where.
    pub spot: Spot,
}

/// What a paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperKind {
    /// Kế hoạch.
    Plan,
    /// Báo cáo.
    Report,
    /// Báo cáo kiểm điểm.
    Review,
}

/// A paper, part by part.
#[derive(Debug, Default)]
pub struct Structure {
    /// What it calls itself.
    pub kind: Option<Said<PaperKind>>,
    /// Its title, without the word for its kind unless that is a part of it.
    pub title: Option<Said<Words>>,
    /// Whether its title says its kind.
    pub is_kind_in_title: bool,
    /// Everything else before its text: who issues it, the motto of the State, its kind, its number and its day.
    pub head: Vec<Said<Words>>,
    /// Its official number.
    pub number: Option<Said<DocumentNumber>>,
    /// The place from which it is dated.
    pub place: Option<Said<String>>,
    /// The day that it is dated.
    pub date: Option<Said<Date>>,
    /// Its text, without what is said of its deficiencies.
    pub parts: Vec<Part>,
    /// Its deficiencies, in the order of the text.
    pub deficiencies: Vec<Deficiency>,
    /// The words above the recipients, and the recipients.
    pub recipients: Option<(Said<Words>, Vec<Said<String>>)>,
    /// On whose behalf it is signed.
    pub authority: Option<Said<String>>,
    /// The position of who signed it.
    pub position: Option<Said<String>>,
    /// Footnotes by label.
    pub notes: BTreeMap<String, Said<Words>>,
    /// What is not understood, or belongs in no record.
    pub left: Vec<Apart>,
}

/// A part of the text.
#[derive(Debug, Clone)]
pub enum Part {
    /// A heading, with what the vocabulary says it is.
    Heading {
        /// From 2, below the title.
        level: u8,
        /// Its words with their number.
        words: Words,
        /// Where.
        spot: Spot,
        /// What stands under it.
        kind: Option<SectionKind>,
    },
    /// A paragraph, an item or a table.
    Block(Block),
    /// The place of a deficiency, by its index.
    Deficiency(usize),
    /// Words that only lead to what stands elsewhere: `Nhóm giải pháp khắc phục khuyết điểm 1`.
    Lead(Said<Words>),
}

/// A deficiency as a paper tells it.
#[derive(Debug)]
pub struct Deficiency {
    /// Its number in the paper.
    pub number: u32,
    /// What stands before its words: `- Khuyết điểm 1:`.
    pub label: Said<Words>,
    /// Its words.
    pub wording: Said<Words>,
    /// The field of work that it is listed under.
    pub area: Option<Said<Words>>,
    /// What is said of it.
    pub parts: Vec<Part>,
}

impl Structure {
    /// The index of the deficiency of a number; none where several have it.
    pub fn by_number(&self, number: u32) -> Option<usize> {
        let mut known = self.deficiencies.iter().enumerate().filter(|(_, known)| known.number == number);
        let (index, _) = known.next()?;
        known.next().is_none().then_some(index)
    }

    pub(super) fn left_over(&mut self, why: Why, text: &str, spot: Spot) {
        self.left.push(Apart::new(why, text, spot));
    }
}

/// The words of a table, cell by cell.
pub(crate) fn table_words(rows: &[Vec<Words>]) -> Words {
    let mut whole = Words::default();
    for (number, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let gap = match (number, column) {
                (0, 0) => "",
                (_, 0) => " / ",
                _ => " | ",
            };
            whole.push(gap, &[]);
            whole.append(cell);
        }
    }
    whole
}
