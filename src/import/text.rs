//! Text: a paper as plain lines, perhaps with the stars of Markdown for bold and italic.
//!
//! Takes decoded text; gives a [`Paper`] whose places are lines. It stands apart because lines are all that it
//! has: whether one goes on from another is told by how they are written.

use super::footnote;
use super::paper::{Block, Kind, Mark, Paper, Spot, Words};

/// A line that is at least so long may have been broken by the program that wrote it.
const BROKEN_FROM: usize = 55;

/// The paper that lines hold.
pub fn read(text: &str) -> Paper {
    let mut paper = Paper::default();
    let mut is_adjacent = false;
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        let spot = Spot::at(at + 1);
        if line.is_empty() {
            is_adjacent = false;
            continue;
        }
        match footnote::note(line) {
            Some((label, said)) => {
                let said = marked(said);
                paper.blocks.push(Block { kind: Kind::Note(label, said), spot });
            }
            None => {
                let words = marked(line);
                match paper.blocks.last_mut() {
                    Some(last) if is_adjacent && goes_on(last, &words) => {
                        if let Kind::Text(before) | Kind::Note(_, before) = &mut last.kind {
                            before.push(" ", &[]);
                            before.append(&words);
                        }
                        last.spot = last.spot.to(spot);
                    }
                    Some(_) | None => paper.blocks.push(Block { kind: Kind::Text(words), spot }),
                }
            }
        }
        is_adjacent = true;
    }
    paper
}

/// Whether a line goes on with the block of the line right before it.
fn goes_on(last: &Block, words: &Words) -> bool {
    let before = match &last.kind {
        Kind::Text(before) | Kind::Note(_, before) => before,
        Kind::Heading(..) | Kind::Table(_) => return false,
    };
    // The last line is what was added last; the length of the first one is as telling.
    let is_broken =
        before.text.chars().take(BROKEN_FROM).count() == BROKEN_FROM && !super::shape::is_ended(&before.text);
    is_broken && super::marker::read(&words.text).is_none() && !super::shape::is_capitals(&words.text)
}

/// A line with its stars read as marks. Stars without a partner are words.
pub(super) fn marked(line: &str) -> Words {
    // `*** Cấp huyện:**`: a star before a label in bold, run together.
    if let Some(label) = line.strip_prefix("*** ").and_then(|rest| rest.strip_suffix("**")) {
        let mut words = Words::plain("* ");
        words.push(label, &[Mark::Strong]);
        return words;
    }
    let mut words = Words::default();
    let (lead, line) = match line.strip_prefix("* ") {
        Some(rest) => ("* ", rest),
        None => ("", line),
    };
    words.push(lead, &[]);
    let mut open: Vec<Mark> = Vec::new();
    let stars: Vec<(usize, usize)> = stars(line);
    let mut done = 0;
    for (at, (start, length)) in stars.iter().copied().enumerate() {
        words.push(&line[done..start], &open);
        done = start + length;
        let marks: &[Mark] = match length {
            1 => &[Mark::Emphasis],
            2 => &[Mark::Strong],
            3 => &[Mark::Strong, Mark::Emphasis],
            _ => &[],
        };
        let is_open = |mark: &Mark| open.contains(mark);
        let has_partner = || stars[at + 1..].iter().any(|(_, other)| *other == length);
        if !marks.is_empty() && marks.iter().all(is_open) {
            open.retain(|mark| !marks.contains(mark));
        } else if !marks.is_empty() && !marks.iter().any(is_open) && has_partner() {
            open.extend(marks);
        } else {
            words.push(&line[start..done], &open);
        }
    }
    words.push(&line[done..], &open);
    words
}

/// Most stars of a line that are looked at; a longer one is no writing.
const MOST_STARS: usize = 400;

fn stars(line: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, _) in line.match_indices('*') {
        match found.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => found.push((at, 1)),
        }
    }
    if found.len() > MOST_STARS { Vec::new() } else { found }
}
