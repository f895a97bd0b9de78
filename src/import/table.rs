//! Table: rows of cells, or paragraphs that a table sets side by side.
//!
//! Takes the cells of a table as a format has them, some of which cover several columns or rows; gives a table with a
//! cell in each place, or the paragraphs of one that only arranges them. It stands apart because papers in Word and
//! in HTML have the same tables.
//!
//! A small file can say that a table is enormous: one that no office writes is given as paragraphs.

use super::paper::{Block, Kind, Spot, Words};
use super::structure;

/// A cell as a format has it.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<(Words, Spot)>,
    /// How many columns it covers.
    pub(super) columns: usize,
    /// Whether it is a part of the one above it.
    pub(super) goes_on: bool,
}

impl Default for Cell {
    fn default() -> Self {
        Self { paragraphs: Vec::new(), columns: 1, goes_on: false }
    }
}

pub(super) type Row = Vec<Cell>;

/// More columns than that are no table.
pub(super) const MOST_COLUMNS: usize = 64;

/// More places than that are no table.
const MOST_PLACES: usize = 200_000;

/// A table of more rows is no signature.
const MOST_ROWS_OF_SIGNATURE: usize = 6;

/// A cell that covers several rows says the same in each of them, unless it is longer than that.
const LONGEST_REPEATED: usize = 300;

/// The blocks of a table, which is the first of a text or not.
pub(super) fn blocks(rows: Vec<Row>, is_first: bool) -> Vec<Block> {
    let columns = rows.iter().map(width).max().unwrap_or_default();
    if columns > MOST_COLUMNS || columns * rows.len() > MOST_PLACES || is_layout(&rows, columns, is_first) {
        let paragraphs = rows.into_iter().flatten().flat_map(|cell| cell.paragraphs);
        let blocks = paragraphs.filter(|(words, _)| !words.is_empty());
        return blocks.map(|(words, spot)| Block { kind: Kind::Text(words), spot }).collect();
    }
    let spots = rows.iter().flatten().flat_map(|cell| &cell.paragraphs).map(|(_, spot)| *spot);
    let Some(spot) = spots.reduce(Spot::to) else { return Vec::new() };
    let mut whole: Vec<Vec<Words>> = Vec::new();
    for row in &rows {
        let mut words: Vec<Words> = Vec::with_capacity(columns);
        for cell in row {
            let own = joined(&cell.paragraphs);
            let above = whole.last().and_then(|above| above.get(words.len()));
            let above = above.filter(|above| cell.goes_on && above.text.len() <= LONGEST_REPEATED);
            words.push(above.filter(|_| own.is_empty()).cloned().unwrap_or(own));
            // The other columns that it covers are empty.
            words.resize(words.len() + cell.columns.max(1) - 1, Words::default());
        }
        words.resize(columns, Words::default());
        whole.push(words);
    }
    match whole.iter().flatten().all(Words::is_empty) {
        true => Vec::new(),
        false => vec![Block { kind: Kind::Table(whole), spot }],
    }
}

fn width(row: &Row) -> usize {
    row.iter().map(|cell| cell.columns.max(1)).fold(0, usize::saturating_add)
}

/// A table whose cells hold paragraphs side by side, and no rows: the head of a paper, its signature.
fn is_layout(rows: &[Row], columns: usize, is_first: bool) -> bool {
    let mut paragraphs = rows.iter().flatten().flat_map(|cell| &cell.paragraphs);
    columns < 2
        || is_first && rows.len() <= 4
        || rows.len() <= MOST_ROWS_OF_SIGNATURE
            && paragraphs.any(|(words, _)| {
                structure::is_authority(&words.text) || structure::is_recipients(&words.text)
            })
}

/// The paragraphs of a cell on one line.
fn joined(paragraphs: &[(Words, Spot)]) -> Words {
    let mut whole = Words::default();
    for (words, _) in paragraphs.iter().filter(|(words, _)| !words.is_empty()) {
        if !whole.text.is_empty() {
            whole.push(" ", &[]);
        }
        whole.append(words);
    }
    whole
}
