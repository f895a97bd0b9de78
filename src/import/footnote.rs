//! Footnote: footnotes that are typed, with small digits.
//!
//! Takes the blocks of a paper; gives them with lines such as `¹ Chủ trương …` as footnotes, and the small digits that
//! refer to them as references. It stands apart because such lines are in papers of every format: a copy of a scan
//! has no other footnotes.

use super::paper::{Block, Kind, Words};
use std::collections::BTreeMap;

/// The blocks with typed footnotes as footnotes.
pub(super) fn noted(mut blocks: Vec<Block>) -> Vec<Block> {
    for block in &mut blocks {
        if let Kind::Text(words) = &block.kind
            && let Some((label, said)) = note(&words.text)
        {
            let start = words.text.len() - said.len();
            block.kind = Kind::Note(label, words.from(start));
        }
    }
    refer(&mut blocks);
    blocks
}

const SMALL: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The number that small digits are.
fn small(text: &str) -> Option<(String, usize)> {
    let digits = text.chars().map_while(|letter| SMALL.iter().position(|small| *small == letter));
    let number: String = digits.map(|digit| digit.to_string()).collect();
    let length = text.chars().take(number.len()).map(char::len_utf8).sum();
    (!number.is_empty()).then_some((number, length))
}

/// A line that is a footnote: `¹ Chủ trương …`.
pub(super) fn note(line: &str) -> Option<(String, &str)> {
    let (label, length) = small(line)?;
    let said = line[length..].trim_start();
    (!said.is_empty()).then_some((label, said))
}

/// Units that small digits belong to: `100 m²`.
const UNITS: [&str; 6] = ["m", "km", "cm", "dm", "mm", "hm"];

/// Takes the small digits of footnotes out of the words, where there is such a footnote: the next one of that number,
/// or the last one before, as every page may count anew.
fn refer(blocks: &mut [Block]) {
    // The footnotes of each number, by their places.
    let mut labels: BTreeMap<String, Vec<(usize, String)>> = BTreeMap::new();
    for (at, block) in blocks.iter_mut().enumerate() {
        if let Kind::Note(label, _) = &mut block.kind {
            let known = labels.entry(label.clone()).or_default();
            if !known.is_empty() {
                *label = format!("{label}-{}", known.len() + 1);
            }
            known.push((at, label.clone()));
        }
    }
    if labels.is_empty() {
        return;
    }
    let label_of = |at: usize, number: &str| {
        let of = labels.get(number)?;
        let next = of.partition_point(|(place, _)| *place < at);
        of.get(next).or(of.last()).map(|(_, label)| label.clone())
    };
    for (at, block) in blocks.iter_mut().enumerate() {
        if let Kind::Text(words) = &mut block.kind {
            *words = referring(words, |number| label_of(at, number));
        }
    }
}

fn referring(words: &Words, label_of: impl Fn(&str) -> Option<String>) -> Words {
    if !words.text.contains(SMALL) {
        return words.clone();
    }
    let mut cut: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    while let Some(offset) = words.text[at..].find(SMALL) {
        let start = at + offset;
        let Some((number, length)) = small(&words.text[start..]) else { break };
        at = start + length;
        let word =
            words.text[..start].rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
        if let Some(label) = label_of(&number).filter(|_| !UNITS.contains(&word)) {
            cut.push((start, length, label));
        }
    }
    let mut gone: Vec<usize> = Vec::with_capacity(cut.len());
    cut.iter().for_each(|(_, length, _)| gone.push(gone.last().copied().unwrap_or_default() + length));
    let moved = |at: usize| {
        let before = cut.partition_point(|(start, _, _)| *start < at);
        let last = before.checked_sub(1).and_then(|last| Some((cut.get(last)?, gone.get(last)?)));
        // A place within small digits is where they were.
        last.map_or(at, |((start, length, _), gone)| at - gone + length.saturating_sub(at - start))
    };
    let mut text = String::new();
    let mut done = 0;
    for (start, length, _) in &cut {
        text.push_str(&words.text[done..*start]);
        done = start + length;
    }
    text.push_str(&words.text[done..]);
    let marks = words.marks.iter().map(|(start, end, mark)| (moved(*start), moved(*end), *mark));
    let marks = marks.filter(|(start, end, _)| start < end).collect();
    let notes = cut.iter().map(|(start, _, label)| (moved(*start), label.clone())).collect();
    Words { text, marks, notes }
}
