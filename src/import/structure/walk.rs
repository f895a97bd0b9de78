//! The text of a paper, between its head and its tail.
//!
//! Takes its blocks; gives its outline, and what is said under each deficiency.

use super::parts::{Deficiency, Part, Said, Structure};
use super::tail::is_annex;
use crate::import::marker::{self, Marker};
use crate::import::naming;
use crate::import::paper::{Block, Kind, Spot, Words};
use crate::import::shape;
use crate::settings::{Headings, SectionKind};
use crate::vietnamese::letters;
use std::collections::BTreeSet;

/// A heading that what follows is under.
pub(super) struct Open {
    level: u8,
    kind: Option<SectionKind>,
}

/// A walk through the blocks of the text.
pub(super) struct Walk<'w> {
    pub(super) headings: &'w Headings,
    pub(super) structure: &'w mut Structure,
    pub(super) open: Vec<Open>,
    /// The deficiency that what follows is said of, and the level of the heading that said so.
    pub(super) of: Option<(usize, u8)>,
    /// The last heading that may be a field of work.
    pub(super) area: Option<Said<Words>>,
    /// How many headings of the highest level there were.
    pub(super) part: usize,
    /// The part that each deficiency is in.
    pub(super) parts: Vec<usize>,
}

/// Longer lines are no headings.
const LONGEST_HEADING: usize = 220;

impl Walk<'_> {
    pub(super) fn all(&mut self, blocks: Vec<Block>) {
        let headings: Vec<Option<u8>> = (0..blocks.len()).map(|at| self.level(&blocks, at)).collect();
        let mut blocks = blocks.into_iter().zip(headings).peekable();
        while let Some((block, level)) = blocks.next() {
            if let Some(words) = block.words().cloned()
                && let Some(label) = Label::of(&words)
            {
                let next_is_wording = label.wording.is_empty()
                    && blocks.peek().is_some_and(|(next, level)| is_wording(next, *level));
                let wording = match next_is_wording {
                    true => blocks.next().and_then(|(next, _)| Some((next.words()?.clone(), next.spot))),
                    false => None,
                };
                let level = level.or(label.is_numbered.then_some(3));
                self.deficiency(label, wording, block.spot, level);
                continue;
            }
            match (level, block.words().cloned()) {
                (Some(level), Some(words)) => self.heading(level, words, block.spot),
                _ => self.push(Part::Block(block)),
            }
        }
    }

    /// The level of a block that is a heading.
    fn level(&self, blocks: &[Block], at: usize) -> Option<u8> {
        let block = blocks.get(at)?;
        let text = match &block.kind {
            Kind::Heading(level, words) => {
                return Some(numbered_level(&words.text).unwrap_or(level.saturating_add(1).clamp(2, 6)));
            }
            Kind::Text(words) => words.text.trim(),
            Kind::Table(_) | Kind::Note(..) => return None,
        };
        if text.chars().count() > LONGEST_HEADING {
            return self.leads(text).then(|| numbered_level(text)).flatten();
        }
        if is_annex(text) {
            return Some(2);
        }
        let Some((marker, start)) = marker::read(text) else {
            let is_known = self.headings.kind_of(text).is_some();
            return (is_known || shape::is_capitals(text) && text.chars().count() > 5).then_some(2);
        };
        let rest = &text[start..];
        if self.leads(rest) {
            return numbered_level(text);
        }
        let has_more = rest.split_once(':').is_some_and(|(_, more)| !more.trim().is_empty());
        let next = blocks[at + 1..].first();
        let next_marker = next.and_then(Block::words).and_then(|words| marker::read(&words.text));
        let next_marker = next_marker.map(|(marker, _)| marker);
        let is_childless = next.is_none() || is_sibling(&marker, next_marker.as_ref());
        match marker {
            Marker::Roman(_) => Some(2),
            Marker::Bullet => None,
            Marker::Star => rest.ends_with(':').then_some(5),
            Marker::Number(_) | Marker::Letter(_) if has_more || is_childless || rest.ends_with(';') => None,
            Marker::Letter(_) if rest.ends_with('.') => None,
            Marker::Number(_) if rest.ends_with('.') => {
                let is_list =
                    matches!(next_marker, Some(Marker::Bullet | Marker::Number(_) | Marker::Letter(_)));
                is_list.then(|| numbered_level(text)).flatten()
            }
            Marker::Number(_) | Marker::Letter(_) => numbered_level(text),
        }
    }

    /// Whether the words before a colon are a heading of the vocabulary: `Đánh giá: Chưa khắc phục`.
    fn leads(&self, text: &str) -> bool {
        let lead = text.split_once(':').map_or(text, |(lead, _)| lead);
        lead.chars().count() <= 60 && self.headings.kind_of(lead).is_some()
    }

    fn heading(&mut self, level: u8, words: Words, spot: Spot) {
        self.close(level);
        let start = marker::read(&words.text).map_or(0, |(_, start)| start);
        let lead = words.text[start..].find(':').map(|at| start + at);
        let (own, rest) = match lead.filter(|at| self.headings.kind_of(&words.text[..*at]).is_some()) {
            Some(at) => (words.slice(0..at), Some(words.from(at + 1)).filter(|rest| !rest.is_empty())),
            None => (words.slice(0..words.text.trim_end().trim_end_matches(':').len()), None),
        };
        let known = self.headings.kind_of(&own.text);
        let kind = known.or(self.open.last().and_then(|open| open.kind));
        let numbers = naming::numbers(&own.text);
        let is_of_measures =
            kind == Some(SectionKind::Measures) || letters::fold(&own.text).contains("giai phap");
        if let ([number], true) = (numbers.as_slice(), is_of_measures)
            && let Some(index) = self.structure.by_number(*number)
        {
            self.of = Some((index, level));
            let lead = Part::Lead(Said { value: own, spot });
            let heading = Open { level, kind: Some(SectionKind::Measures) };
            self.open.push(heading);
            self.push(lead);
        } else {
            self.open.push(Open { level, kind });
            if level > 2 && self.of.is_none() {
                self.area = Some(Said { value: words.from(start), spot });
            }
            self.push(Part::Heading { level, words: own, spot, kind });
        }
        if let Some(rest) = rest {
            self.push(Part::Block(Block { kind: Kind::Text(rest), spot }));
        }
    }

    fn deficiency(&mut self, label: Label, wording: Option<(Words, Spot)>, spot: Spot, level: Option<u8>) {
        if let Some(level) = level {
            self.close(level);
        }
        let Label { number, words, wording: own, .. } = label;
        let label = Said { value: words, spot };
        let said = wording.as_ref().map_or(&own, |(words, _)| words);
        let index = match self.known(number, said) {
            // It is spoken of once more: above its measures, or in another part of the paper.
            Some(index) => {
                let mut again = label.value;
                again.push(" ", &[]);
                again.append(&own);
                let again = Part::Lead(Said { value: again, spot });
                self.structure.deficiencies[index].parts.push(again);
                if let Some((words, spot)) = wording {
                    let block = Part::Block(Block { kind: Kind::Text(words), spot });
                    self.structure.deficiencies[index].parts.push(block);
                }
                index
            }
            None => {
                let index = self.structure.deficiencies.len();
                let (value, spot) = wording.unwrap_or((own, spot));
                let wording = Said { value, spot };
                let area = self.area.clone().filter(|_| self.of.is_none());
                let new = Deficiency { number, label, wording, area, parts: Vec::new() };
                self.structure.deficiencies.push(new);
                self.parts.push(self.part);
                self.structure.parts.push(Part::Deficiency(index));
                index
            }
        };
        if let Some(level) = level {
            self.of = Some((index, level));
            self.open.push(Open { level, kind: None });
        }
    }

    /// The deficiency of a number that words speak of once more. Where each field of work counts from one, another
    /// field has another deficiency.
    fn known(&self, number: u32, words: &Words) -> Option<usize> {
        let is_another = |index: usize, known: &Deficiency| {
            let of = |area: &Option<Said<Words>>| area.as_ref().map(|area| area.spot);
            let other_area = of(&known.area).zip(of(&self.area)).is_some_and(|(known, own)| known != own);
            other_area && self.parts.get(index) == Some(&self.part) && !is_alike(&known.wording.value, words)
        };
        let of_number =
            self.structure.deficiencies.iter().enumerate().filter(|(_, known)| known.number == number);
        let known: Vec<(usize, &Deficiency)> =
            of_number.filter(|(index, known)| words.is_empty() || !is_another(*index, known)).collect();
        // Of several, the one of these words, or the last one.
        let same = known.iter().find(|(_, known)| is_alike(&known.wording.value, words));
        same.or(known.last()).map(|(index, _)| *index)
    }

    fn close(&mut self, level: u8) {
        self.open.retain(|open| open.level < level);
        self.of = self.of.filter(|(_, of)| *of < level);
        if level <= 2 {
            self.area = None;
            self.part += 1;
        }
    }

    fn push(&mut self, part: Part) {
        match self.of {
            Some((index, _)) => self.structure.deficiencies[index].parts.push(part),
            None => self.structure.parts.push(part),
        }
    }
}

/// Whether half of the words of the shorter of two texts are in the other one.
fn is_alike(text: &Words, other: &Words) -> bool {
    let words = |words: &Words| -> BTreeSet<String> {
        letters::slug(&words.text).split('-').map(str::to_owned).collect()
    };
    let (words, others) = (words(text), words(other));
    2 * words.intersection(&others).count() >= words.len().min(others.len())
}

/// The words that name a deficiency at the beginning of a block.
struct Label {
    number: u32,
    words: Words,
    wording: Words,
    is_numbered: bool,
}

impl Label {
    fn of(words: &Words) -> Option<Self> {
        let (marker, start) =
            marker::read(&words.text).map_or((None, 0), |(marker, start)| (Some(marker), start));
        let (number, wording) = naming::named(&words.text[start..])?;
        let at = start + wording;
        let is_numbered = !matches!(marker, Some(Marker::Bullet) | None);
        Some(Self { number, words: words.slice(0..at), wording: words.from(at), is_numbered })
    }
}

fn is_wording(block: &Block, level: Option<u8>) -> bool {
    matches!(&block.kind, Kind::Text(words) if level.is_none() && Label::of(words).is_none())
}

fn is_sibling(marker: &Marker, next: Option<&Marker>) -> bool {
    match (marker, next) {
        (_, Some(Marker::Roman(_))) => true,
        (Marker::Number(_) | Marker::Letter(_), Some(Marker::Star)) => true,
        (Marker::Number(own), Some(Marker::Number(next))) => next.len() <= own.len(),
        (Marker::Letter(_), Some(Marker::Letter(_) | Marker::Number(_))) => true,
        _ => false,
    }
}

/// The level that a number says: `II.` is 2, `1.` is 3, `1.2.` is 4.
fn numbered_level(text: &str) -> Option<u8> {
    match marker::read(text)?.0 {
        Marker::Roman(_) => Some(2),
        Marker::Number(parts) => Some(u8::try_from(parts.len() + 2).unwrap_or(6).min(6)),
        Marker::Letter(_) => Some(5),
        Marker::Star => Some(6),
        Marker::Bullet => None,
    }
}
