//! The Markdown of a file, part by part.
//!
//! Takes headings, paragraphs, items, tables and footnotes of a paper; gives their Markdown, each with its place in the
//! source as a comment. It stands apart because papers and records are written by the same rules.

use super::drafting::Drafting;
use crate::draft::prose;
use crate::import::facts;
use crate::import::paper::{Kind, Spot, Words};
use crate::import::{Marker, Part, Said, Structure, marker};
use crate::settings::SectionKind;
use crate::vietnamese::letters;
use std::collections::BTreeSet;

/// The text of a file, built part by part.
pub(super) struct Body<'b> {
    drafting: &'b Drafting<'b>,
    structure: &'b Structure,
    done: Vec<String>,
    /// What stands under the last heading, with its places.
    chunks: Vec<(Spot, Chunk)>,
    kind: Option<SectionKind>,
    /// Whether the heading says that what stands under it was done.
    is_done: bool,
    /// Levels in the paper of the headings that what follows is under.
    levels: Vec<u8>,
    /// Place of the last heading, until what stands under it is written.
    headed: Option<Spot>,
    /// Footnotes that the text refers to, in order.
    notes: Vec<String>,
    referred: BTreeSet<String>,
}

/// What is written as one element.
pub(super) enum Chunk {
    Paragraph(Words),
    /// An item with its marker: `-`, `3.`
    Item(String, Words),
    /// A measure: the words before its deadline, the deadline, and what is behind it.
    Measure(String, Words),
    Table(Vec<Vec<Words>>),
    Raw(String),
}

impl<'b> Body<'b> {
    pub(super) fn new(drafting: &'b Drafting<'b>, structure: &'b Structure) -> Self {
        let (done, chunks, notes) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            drafting,
            structure,
            done,
            chunks,
            kind: None,
            is_done: false,
            levels: Vec::new(),
            headed: None,
            notes,
            referred: BTreeSet::new(),
        }
    }

    pub(super) fn parts(&mut self, parts: &[Part]) {
        for (at, part) in parts.iter().enumerate() {
            match part {
                Part::Heading { level, words, spot, kind } => {
                    let is_empty = is_empty(&parts[at + 1..], *level);
                    self.heading(*level, words, *spot, *kind, is_empty);
                }
                Part::Lead(said) => self.lead(said),
                Part::Deficiency(index) => self.link(*index),
                Part::Block(block) => match &block.kind {
                    Kind::Table(rows) => self.push(block.spot, Chunk::Table(rows.clone())),
                    Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => {
                        let chunk = self.chunk(words);
                        self.push(block.spot, chunk);
                    }
                },
            }
        }
    }

    pub(super) fn push(&mut self, spot: Spot, chunk: Chunk) {
        self.chunks.push((spot, chunk));
    }

    /// A heading; a comment where everything under it stands in other files.
    fn heading(&mut self, level: u8, words: &Words, spot: Spot, kind: Option<SectionKind>, is_empty: bool) {
        self.flush();
        let place = self.drafting.place(spot);
        if is_empty {
            self.done.push(prose::comment(&format!("{place}: {}", words.text)));
            return;
        }
        self.kind = kind;
        let folded = letters::fold(&words.text);
        self.is_done = folded.contains("da trien khai") || folded.contains("da thuc hien");
        self.levels.retain(|above| *above < level);
        self.levels.push(level);
        let start = match marker(&words.text) {
            Some((Marker::Star | Marker::Bullet, start)) => start,
            _ => 0,
        };
        let text = words.text[start..].trim().trim_end_matches(':');
        let heading = prose::title(&Words::plain(text));
        self.refer(words);
        let notes: String = words.notes.iter().map(|(_, label)| format!("[^{label}]")).collect();
        self.done.push(format!("{} {heading}{notes}", "#".repeat((self.levels.len() + 1).min(6))));
        self.headed = Some(spot);
    }

    /// Measures of a deficiency stand under the heading of the vocabulary.
    pub(super) fn lead(&mut self, said: &Said<Words>) {
        self.flush();
        if self.kind != Some(SectionKind::Measures) || self.levels.len() != 1 {
            let heading = SectionKind::Measures.heading(self.drafting.language());
            self.done.push(format!("## {heading}"));
        }
        (self.kind, self.levels, self.is_done) = (Some(SectionKind::Measures), vec![2], false);
        let place = self.drafting.place(said.spot);
        self.done.push(prose::comment(&format!("{place}: {}", said.value.text)));
    }

    fn link(&mut self, index: usize) {
        let deficiency = &self.structure.deficiencies[index];
        let (name, there) = &self.drafting.named[index];
        let file = there.as_deref().and_then(|path| path.rsplit('/').next());
        let file = file.map_or_else(|| format!("{name}.md"), str::to_owned);
        let label = &deficiency.label.value.text;
        let start = marker(label).map_or(0, |(_, start)| start);
        let label = prose::escaped(label[start..].trim().trim_end_matches([':', '.', '-', '–', ' ']));
        self.push(deficiency.label.spot, Chunk::Raw(format!("- [{label}]({file})")));
    }

    fn chunk(&self, words: &Words) -> Chunk {
        let found = marker(&words.text);
        let own = |start: usize| words.from(start);
        let is_measures = self.kind == Some(SectionKind::Measures);
        let sign = match &found {
            Some((Marker::Number(parts), _)) if parts.len() == 1 => format!("{}.", parts[0]),
            Some((Marker::Number(_) | Marker::Roman(_) | Marker::Letter(_), _)) | None => String::new(),
            Some((Marker::Bullet | Marker::Star, _)) => "-".to_owned(),
        };
        let start = match &found {
            Some((_, start)) if !sign.is_empty() => *start,
            _ => 0,
        };
        match (is_measures && !words.text.trim_end().ends_with(':'), sign.as_str()) {
            (true, "") => Chunk::Measure("-".to_owned(), words.slice(0..words.text.len())),
            (true, _) => Chunk::Measure(sign, own(start)),
            (false, "") => Chunk::Paragraph(words.slice(0..words.text.len())),
            (false, _) => Chunk::Item(sign, own(start)),
        }
    }

    /// Writes what stands under the last heading, with its places before it.
    fn flush(&mut self) {
        let chunks = std::mem::take(&mut self.chunks);
        let headed = self.headed.take();
        if chunks.is_empty() && headed.is_none() {
            return;
        }
        let spots = headed.iter().chain(chunks.iter().map(|(spot, _)| spot));
        let spots: Vec<String> = spots.map(|spot| spot.numbers()).collect();
        let word = self.drafting.counted.word(self.drafting.language());
        let comment = prose::comment(&format!("{word} {}", spots.join("; ")));
        let mut text = String::new();
        let is_targets = self.kind == Some(SectionKind::Targets);
        let table = if is_targets { self.targets(&chunks) } else { None };
        let mut was_item = false;
        match table {
            Some(table) => text = table,
            None => {
                for (_, chunk) in &chunks {
                    let (written, is_item) = self.element(chunk);
                    let gap = match (text.is_empty(), was_item && is_item) {
                        (true, _) => "",
                        (false, true) => "\n",
                        (false, false) => "\n\n",
                    };
                    text.push_str(gap);
                    text.push_str(&written);
                    was_item = is_item;
                }
            }
        }
        self.done.push(format!("{comment}\n\n{text}").trim_end().to_owned());
    }

    fn element(&mut self, chunk: &Chunk) -> (String, bool) {
        match chunk {
            Chunk::Paragraph(words) => {
                self.refer(words);
                (prose::inline(words), false)
            }
            Chunk::Item(sign, words) => {
                self.refer(words);
                (format!("{sign} {}", prose::inline(words)), true)
            }
            Chunk::Measure(sign, words) => {
                self.refer(words);
                (self.measure(sign, words), true)
            }
            Chunk::Table(rows) => {
                rows.iter().flatten().for_each(|cell| self.refer(cell));
                (table(rows), false)
            }
            Chunk::Raw(text) => (text.clone(), true),
        }
    }

    /// A measure, with its deadline in the emphasis that deadlines have.
    fn measure(&self, sign: &str, words: &Words) -> String {
        let done = if self.is_done { "[x] " } else { "" };
        let text = match facts::deadline(&words.text, self.drafting.years) {
            Some((open, said)) => {
                let before = words.slice(0..open);
                let tail = words.text[said.end..].trim_start_matches([' ', ')']);
                format!("{} (*{}*){tail}", prose::inline(&before), prose::escaped(&words.text[said]))
            }
            None => prose::inline(words),
        };
        format!("{sign} {done}{text}")
    }

    /// Items under `Chỉ tiêu` as a table, where any of them has a goal or a rhythm.
    fn targets(&mut self, chunks: &[(Spot, Chunk)]) -> Option<String> {
        let years = self.drafting.years;
        let mut rows = Vec::new();
        let mut has_more = false;
        for (_, chunk) in chunks {
            let Chunk::Item(sign, words) = chunk else { return None };
            let said = facts::rhythm(&words.text, years);
            let goal =
                facts::goal(&words.text[..said.as_ref().map_or(words.text.len(), |(colon, _)| *colon)]);
            has_more |= said.is_some() || goal.is_some();
            let name = words.slice(0..said.as_ref().map_or(words.text.len(), |(colon, _)| *colon));
            let cell = |range: Option<std::ops::Range<usize>>| {
                Words::plain(range.map_or("", |range| words.text[range].trim()))
            };
            let number = Words::plain(sign.trim_end_matches(['.', '-']));
            rows.push(vec![number, name, cell(said.map(|(_, said)| said)), cell(goal)]);
        }
        if !has_more {
            return None;
        }
        rows.iter().flatten().for_each(|cell| self.refer(cell));
        let head = ["STT", "Nội dung", "Thời hạn", "Mục tiêu"].map(Words::plain).to_vec();
        Some(table(&[vec![head], rows].concat()))
    }

    fn refer(&mut self, words: &Words) {
        for (_, label) in &words.notes {
            if self.structure.notes.contains_key(label) && self.referred.insert(label.clone()) {
                self.notes.push(label.clone());
            }
        }
    }

    /// The whole text, with the footnotes that it refers to.
    pub(super) fn written(mut self, noted: &mut BTreeSet<String>) -> String {
        self.flush();
        let mut at = 0;
        while let Some(label) = self.notes.get(at).cloned() {
            at += 1;
            let Some(said) = self.structure.notes.get(&label) else { continue };
            self.refer(&said.value);
            let place = prose::comment(&self.drafting.place(said.spot));
            self.done.push(format!("{place}\n\n[^{label}]: {}", prose::inline(&said.value)));
            noted.insert(label);
        }
        self.done.join("\n\n")
    }
}

/// Whether nothing of its own stands under a heading of this level.
pub(super) fn is_empty(behind: &[Part], level: u8) -> bool {
    match behind.first() {
        None => true,
        Some(Part::Heading { level: next, .. }) => *next <= level,
        Some(Part::Block(_) | Part::Deficiency(_) | Part::Lead(_)) => false,
    }
}

/// A table of Markdown; its first row is its head.
fn table(rows: &[Vec<Words>]) -> String {
    let row = |cells: &Vec<Words>| {
        let cells: Vec<String> = cells.iter().map(prose::inline).collect();
        format!("| {} |", cells.join(" | "))
    };
    let columns = rows.first().map_or(0, Vec::len);
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    lines.insert(lines.len().min(1), format!("|{}", "---|".repeat(columns)));
    lines.join("\n")
}
