//! Inside: the words of a file that only insiders read.
//!
//! Takes a document with all that is in it; tells whether words are internal there. It stands apart because words may have
//! stood anywhere in the file when they were public.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::words::words;
use crate::model::document::{Block, Document};
use crate::settings::Audience;
use crate::vietnamese::date::read_printed_date;

/// The words of a text in small letters and without marks around them, with one space before, between and behind them.
fn spaced(text: &str) -> String {
    let words =
        text.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let words = words.filter(|word| !word.is_empty()).flat_map(|word| [" ", word]);
    words.chain([" "]).collect::<String>().to_lowercase()
}

/// Fewer words than this may be in internal text by chance.
const TELLING: usize = 4;

/// The words of files at the later moment that only insiders read, and those that all do.
#[derive(Debug, Clone, Default)]
pub(super) struct Inside {
    internal: Vec<String>,
    public: Vec<String>,
    /// Deadlines and cells, which say too little by themselves, but may be what an erratum quotes.
    internal_cells: Vec<String>,
    public_cells: Vec<String>,
}

impl Inside {
    /// Adds what a document says.
    pub(super) fn add(&mut self, document: &Document) {
        self.internal.extend(texts(document, Audience::Internal));
        self.internal_cells.extend(cells(document, Audience::Internal));
        self.public.extend(texts(document, Audience::Public));
        self.public_cells.extend(cells(document, Audience::Public));
        self.public_cells.push(spaced(&document.title.value));
    }

    /// Whether a quotation of any length is one of internal text alone.
    pub(super) fn is_quoted(&self, quoted: &str) -> bool {
        let quoted = spaced(quoted);
        // It may begin and end inside a word.
        let is_part = |text: &String| !quoted.trim().is_empty() && text.contains(quoted.trim());
        self.internal.iter().chain(&self.internal_cells).any(is_part)
            && !self.public.iter().chain(&self.public_cells).any(|text| text.contains(&quoted))
    }

    /// Whether a text as a whole or one line of it stands in internal text alone.
    pub(super) fn holds(&self, text: &str) -> bool {
        let holds = |texts: &[String], line: &str| {
            let is_telling = line.split_whitespace().count() >= TELLING;
            texts.iter().any(|text| text == line || (is_telling && text.contains(line)))
        };
        // The day of a progress entry stands apart from its words.
        let undated = |line: &str| {
            let dated = line.split_once(": ").filter(|(day, _)| read_printed_date(day).is_some());
            spaced(dated.map_or(line, |(_, words)| words))
        };
        let whole = spaced(text);
        let mut lines = text.lines().map(undated).chain([whole]).filter(|line| !line.trim().is_empty());
        lines.any(|line| holds(&self.internal, &line) && !holds(&self.public, &line))
    }
}

fn texts(document: &Document, wanted: Audience) -> Vec<String> {
    let sections = document.sections.iter().filter(|section| section.audience == wanted);
    let texts = sections.flat_map(|section| {
        let heading = section.heading.iter().map(|heading| spaced(&heading.text));
        let quoted = section.words.iter().map(|words| spaced(&words.0));
        heading.chain(quoted).chain(section.blocks.iter().flat_map(|block| match block {
            Block::Prose(pieces) => with_lines(&words(pieces)),
            Block::Measures(measures) => measures.iter().map(|measure| spaced(&measure.text)).collect(),
            Block::Indicators(rows) => rows.iter().map(|row| spaced(&row.name.value)).collect(),
            Block::Log(entries) => entries.iter().flat_map(|entry| with_lines(&words(&entry.html))).collect(),
        }))
    });
    let footnotes = document.footnotes.iter().filter(|footnote| footnote.audience == wanted);
    texts.chain(footnotes.map(|footnote| spaced(&footnote.text))).collect()
}

/// A text as a whole, and those lines of it that say something by themselves: items and cells, but no mere numbers.
fn with_lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(spaced).filter(|line| line.contains(char::is_alphabetic));
    [spaced(text)].into_iter().chain(lines).collect()
}

/// Deadlines of measures and cells of indicators.
fn cells(document: &Document, wanted: Audience) -> Vec<String> {
    let sections = document.sections.iter().filter(|section| section.audience == wanted);
    let cells = sections.flat_map(|section| &section.blocks).flat_map(|block| match block {
        Block::Measures(measures) => {
            let deadlines =
                measures.iter().flat_map(|measure| measure.deadline.iter().chain(&measure.extensions));
            deadlines.map(|deadline| spaced(&deadline.raw.value)).collect()
        }
        Block::Indicators(rows) => {
            let cells = rows.iter().flat_map(|row| {
                let numbers =
                    [&row.target, &row.actual].into_iter().flatten().map(|cell| spaced(&cell.raw.value));
                let deadline = row.deadline.iter().map(|deadline| spaced(&deadline.raw.value));
                numbers
                    .chain(deadline)
                    .chain(row.unit.iter().map(|unit| spaced(unit)))
                    .chain([spaced(&words(&row.note))])
            });
            cells.collect()
        }
        Block::Prose(_) | Block::Log(_) => Vec::new(),
    });
    cells.collect()
}
