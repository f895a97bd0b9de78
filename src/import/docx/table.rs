//! Table: rows of cells, or paragraphs that a table sets side by side.

use crate::import::paper::{Block, Kind, Spot, Words};

/// A row: cells of paragraphs.
pub(super) type Row = Vec<Vec<(Words, Spot)>>;

/// A table whose cells hold paragraphs side by side, and no rows: the head of a paper, its signature.
fn is_layout(rows: &[Row], is_first: bool) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut texts = rows.iter().flatten().flatten().map(|(words, _)| words.text.as_str());
    columns < 2
        || is_first && rows.len() <= 4
        || texts.any(|text| {
            crate::import::structure::is_authority(text) || crate::import::structure::is_recipients(text)
        })
}

/// The blocks of a table, which is the first of a text or not.
pub(super) fn blocks(rows: Vec<Row>, merges: &[Vec<bool>], is_first: bool) -> Vec<Block> {
    if is_layout(&rows, is_first) {
        let cells = rows.into_iter().flatten().flatten();
        let blocks = cells.filter(|(words, _)| !words.is_empty());
        return blocks.map(|(words, spot)| Block { kind: Kind::Text(words), spot }).collect();
    }
    let spots = rows.iter().flatten().flatten().map(|(_, spot)| *spot);
    let Some(spot) = spots.reduce(Spot::to) else { return Vec::new() };
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut whole: Vec<Vec<Words>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut cells: Vec<Words> = row.iter().map(|cell| joined(cell)).collect();
        cells.resize(columns, Words::default());
        // A cell that goes on from the one above it says the same.
        for (column, cell) in cells.iter_mut().enumerate() {
            let goes_on = merges.get(at).and_then(|row| row.get(column)).copied().unwrap_or(false);
            if let Some(above) =
                whole.last().and_then(|above| above.get(column)).filter(|_| goes_on && cell.is_empty())
            {
                *cell = above.clone();
            }
        }
        whole.push(cells);
    }
    match whole.iter().flatten().all(Words::is_empty) {
        true => Vec::new(),
        false => vec![Block { kind: Kind::Table(whole), spot }],
    }
}

/// The paragraphs of a cell on one line.
fn joined(cell: &[(Words, Spot)]) -> Words {
    let mut whole = Words::default();
    for (words, _) in cell.iter().filter(|(words, _)| !words.is_empty()) {
        if !whole.text.is_empty() {
            whole.push(" ", &[]);
        }
        whole.append(words);
    }
    whole
}
