//! Shape: paragraphs that a page broke are whole again.
//!
//! Takes the blocks of a paper; gives them with the parts of a sentence joined, and the footnotes that a page left
//! between two of them behind. It stands apart because every format breaks paragraphs, each in its own way.

use super::marker;
use super::paper::{Block, Kind};

/// Blocks with broken paragraphs joined.
pub fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut whole: Vec<Block> = Vec::with_capacity(blocks.len());
    // Footnotes at the end of `whole`, which a paragraph may go on behind.
    let mut notes = 0;
    for block in blocks {
        if matches!(block.kind, Kind::Note(..)) {
            notes += 1;
            whole.push(block);
            continue;
        }
        let at = whole.len().checked_sub(notes + 1);
        match (&block.kind, at.and_then(|at| whole.get_mut(at))) {
            (Kind::Text(words), Some(Block { kind: Kind::Text(before), spot }))
                if goes_on(&before.text, &words.text) =>
            {
                before.push(" ", &[]);
                before.append(words);
                *spot = spot.to(block.spot);
            }
            _ => {
                notes = 0;
                whole.push(block);
            }
        }
    }
    whole
}

/// Whether a paragraph goes on with a sentence that the one before it did not end.
fn goes_on(before: &str, next: &str) -> bool {
    let begins = |text: &str, is: fn(char) -> bool| text.trim_start().chars().next().is_some_and(is);
    !is_ended(before)
        && begins(next, char::is_lowercase)
        && marker::read(next).is_none()
        && !is_capitals(before)
}

/// Whether the last sentence of a text is ended.
pub(super) fn is_ended(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches(['*', '”', '"', '’', ')', ']', '»']);
    text.ends_with(['.', ';', ':', '!', '?', '…'])
}

/// Whether a text is in capitals, as heads and signatures are.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|letter| !letter.is_lowercase())
}
