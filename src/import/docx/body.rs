//! Body: paragraphs and tables of a part.

use super::numbering::Numbering;
use super::styles::{self, Styles};
use super::symbol;
use super::xml::{Attributes, Next, walk};
use crate::import::encoding::Legacy;
use crate::import::paper::{Apart, Block, Kind, Mark, Spot, Why, Words};
use crate::import::structure;
use crate::import::table::{self, Cell, Row};
use crate::import::unread::Unread;
use std::collections::BTreeMap;

/// What the main part holds.
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    /// What is no part of its words.
    pub(super) apart: Vec<Apart>,
    /// Where each footnote and comment is referred to.
    pub(super) references: BTreeMap<String, Spot>,
    /// The number of its last paragraph.
    pub(super) last: usize,
}

impl Body {
    pub(super) fn read(xml: &str, styles: &Styles, numbering: Numbering) -> Result<Self, Unread> {
        let flow = Flow::read(xml, styles, numbering)?;
        let apart = flow.apart.into_iter().map(|(_, apart)| apart).collect();
        Ok(Self { blocks: flow.blocks, apart, references: flow.references, last: flow.count })
    }
}

/// Footnotes or comments by id, with what is no part of their words.
pub(super) fn notes(xml: &str, styles: &Styles) -> Result<Vec<(String, Words, Vec<Apart>)>, Unread> {
    let mut notes: BTreeMap<String, (Words, Vec<Apart>)> = BTreeMap::new();
    let flow = Flow::read(xml, styles, Numbering::default())?;
    for (id, words) in flow.notes {
        let (note, _) = notes.entry(id).or_default();
        if !note.text.is_empty() {
            note.push(" ", &[]);
        }
        note.append(&words);
    }
    for (id, found) in flow.apart {
        notes.entry(id.unwrap_or_default()).or_default().1.push(found);
    }
    Ok(notes.into_iter().map(|(id, (words, apart))| (id, words, apart)).collect())
}

/// The paragraphs of a part and the words of its tables, with what is no part of them.
pub(super) fn flat(xml: &str, styles: &Styles) -> Result<(Vec<Words>, Vec<Apart>), Unread> {
    let flow = Flow::read(xml, styles, Numbering::default())?;
    let words = flow.blocks.into_iter().map(|block| match block.kind {
        Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => words,
        Kind::Table(rows) => structure::table_words(&rows),
    });
    let words = words.filter(|words| !words.is_empty()).collect();
    Ok((words, flow.apart.into_iter().map(|(_, apart)| apart).collect()))
}

/// A paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    number: usize,
    /// The number of the one that it goes on from, or its own.
    first: usize,
    lines: Vec<Words>,
    style: Option<String>,
    numbering: Option<String>,
    level: Option<u8>,
    outline: Option<u8>,
    deleted: Words,
    /// Whether tracked changes took out its end: it goes on with the next one.
    goes_on: bool,
}

/// The text as it flows.
struct Flow<'s> {
    styles: &'s Styles,
    blocks: Vec<Block>,
    /// What is no part of the words, with the footnote that it is in.
    apart: Vec<(Option<String>, Apart)>,
    references: BTreeMap<String, Spot>,
    notes: Vec<(String, Words)>,
    /// The footnote that is being read.
    note: Option<String>,
    count: usize,
    paragraphs: Vec<Paragraph>,
    /// A paragraph that the next one goes on from: its number and its lines.
    begun: Option<(usize, Vec<Words>)>,
    /// Rows of the tables that are open; what those inside another one say is in a cell of the outermost.
    tables: Vec<Vec<Row>>,
    numbering: Numbering,
    marks: Vec<Mark>,
    is_hidden: bool,
    /// Font and style of the run.
    font: Option<String>,
    style: Option<String>,
    /// What the drawing that is open is called.
    drawing: Option<String>,
    /// Elements that are open, of those that matter to what is in them.
    deleting: usize,
    skipping: usize,
    in_run_properties: usize,
    in_text: usize,
}

impl<'s> Flow<'s> {
    fn read(xml: &str, styles: &'s Styles, numbering: Numbering) -> Result<Self, Unread> {
        let mut flow = Self {
            styles,
            blocks: Vec::new(),
            apart: Vec::new(),
            references: BTreeMap::new(),
            notes: Vec::new(),
            note: None,
            count: 0,
            paragraphs: Vec::new(),
            begun: None,
            tables: Vec::new(),
            numbering,
            marks: Vec::new(),
            is_hidden: false,
            font: None,
            style: None,
            drawing: None,
            deleting: 0,
            skipping: 0,
            in_run_properties: 0,
            in_text: 0,
        };
        walk(xml, |next| match next {
            Next::Open(name, attributes) => flow.open(&name, &attributes),
            Next::Close(name) => flow.close(&name),
            Next::Text(text) => flow.text(&text),
        })?;
        flow.end_of_begun();
        Ok(flow)
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        let value = || attributes.get("val").map(str::to_owned);
        let count = || value().and_then(|count| count.parse().ok()).unwrap_or(1);
        match name {
            // Word writes a drawing twice, for itself and for older programs.
            "Fallback" | "rPrChange" | "pPrChange" | "tblPrChange" | "sectPrChange" => self.skipping += 1,
            _ if self.skipping > 0 => {}
            "del" | "moveFrom" if self.in_run_properties > 0 => {
                self.paragraph(|paragraph| paragraph.goes_on = true);
            }
            "del" | "moveFrom" => self.deleting += 1,
            "p" => {
                self.count += 1;
                let (first, lines) = self.begun.take().unwrap_or((self.count, vec![Words::default()]));
                self.paragraphs.push(Paragraph { number: self.count, first, lines, ..Paragraph::default() });
            }
            "r" => {
                self.marks.clear();
                (self.is_hidden, self.font, self.style) = (false, None, None);
            }
            "rFonts" if self.in_run_properties > 0 => self.font = styles::font(attributes),
            "rStyle" if self.in_run_properties > 0 => self.style = value(),
            "sym" => self.sign(attributes),
            "docPr" => {
                let said = attributes.get("descr").filter(|said| !said.is_empty());
                self.drawing = said.or(attributes.get("name")).map(str::to_owned);
            }
            "blip" | "imagedata" | "chart" | "relIds" | "OLEObject" => self.picture(attributes),
            "commentReference" => {
                let label = format!("c{}", attributes.get("id").unwrap_or_default());
                let number = self.paragraphs.last().map_or(self.count, |paragraph| paragraph.number);
                self.references.entry(label).or_insert(Spot::at(number));
            }
            "rPr" => self.in_run_properties += 1,
            "b" if self.in_run_properties > 0 && attributes.is_on() => self.mark(Mark::Strong),
            "i" if self.in_run_properties > 0 && attributes.is_on() => self.mark(Mark::Emphasis),
            "vanish" if self.in_run_properties > 0 => self.is_hidden = attributes.is_on(),
            "t" | "delText" => self.in_text += 1,
            "tab" | "ptab" if self.in_run_properties == 0 => self.put(" "),
            "br" | "cr" if !matches!(attributes.get("type"), Some("page" | "column")) => self.new_line(),
            "noBreakHyphen" => self.put("-"),
            "footnoteReference" => self.refer("", attributes.get("id")),
            "endnoteReference" => self.refer("e", attributes.get("id")),
            "footnote" | "endnote" | "comment" => {
                let is_text = attributes.get("type").is_none_or(|kind| kind == "normal");
                self.note = attributes.get("id").filter(|_| is_text).map(str::to_owned);
            }
            "tbl" => {
                self.end_of_begun();
                self.tables.push(Vec::new());
            }
            "tr" => self.tables.last_mut().into_iter().for_each(|rows| rows.push(Row::new())),
            "gridBefore" => {
                let columns = count();
                self.row(|row| row.push(Cell { columns, ..Cell::default() }));
            }
            "tc" => self.row(|row| row.push(Cell::default())),
            "gridSpan" => {
                let columns = count();
                self.row(|row| row.last_mut().into_iter().for_each(|cell| cell.columns = columns));
            }
            "vMerge" => {
                let goes_on = attributes.get("val").is_none_or(|value| value == "continue");
                self.row(|row| row.last_mut().into_iter().for_each(|cell| cell.goes_on = goes_on));
            }
            "pStyle" => self.paragraph(|paragraph| paragraph.style = value()),
            "numId" => self.paragraph(|paragraph| paragraph.numbering = value()),
            "ilvl" => {
                self.paragraph(|paragraph| paragraph.level = value().and_then(|level| level.parse().ok()))
            }
            "outlineLvl" => {
                self.paragraph(|paragraph| paragraph.outline = value().and_then(|level| level.parse().ok()));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "Fallback" | "rPrChange" | "pPrChange" | "tblPrChange" | "sectPrChange" => {
                self.skipping = self.skipping.saturating_sub(1);
            }
            _ if self.skipping > 0 => {}
            "del" | "moveFrom" if self.in_run_properties > 0 => {}
            "del" | "moveFrom" => self.deleting = self.deleting.saturating_sub(1),
            "rPr" => self.in_run_properties = self.in_run_properties.saturating_sub(1),
            "t" | "delText" => self.in_text = self.in_text.saturating_sub(1),
            "r" => self.marks.clear(),
            "p" => self.end_of_paragraph(),
            "tc" | "txbxContent" => self.end_of_begun(),
            "tbl" => self.end_of_table(),
            "drawing" | "pict" | "object" => self.drawing = None,
            "footnote" | "endnote" | "comment" => {
                self.end_of_begun();
                self.note = None;
            }
            _ => {}
        }
    }

    /// Changes the row that is being read.
    fn row(&mut self, change: impl FnOnce(&mut Row)) {
        if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
            change(row);
        }
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            change(paragraph);
        }
    }

    fn mark(&mut self, mark: Mark) {
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text > 0 && self.skipping == 0 {
            self.put(text);
        }
    }

    fn put(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        let of_style = || self.styles.font(self.style.as_deref(), paragraph.style.as_deref());
        let font = self.font.as_deref().or_else(of_style).unwrap_or_default();
        let letter = |letter: char| match u32::from(letter) {
            number @ 0xF000..=0xF0FF => symbol::drawn(font, number).unwrap_or(letter),
            _ if letter.is_control() => ' ',
            _ => letter,
        };
        let text: String = text.chars().map(letter).collect();
        let old = Legacy::of_font(font).map(Mark::Old);
        // What is hidden was not printed: it is accounted for with what was deleted.
        match self.deleting > 0 || self.is_hidden {
            true => paragraph.deleted.push(&text, old.as_slice()),
            false => {
                let marks: Vec<Mark> = self.marks.iter().copied().chain(old).collect();
                paragraph.lines.iter_mut().next_back().into_iter().for_each(|line| line.push(&text, &marks));
            }
        }
    }

    /// A sign of a font, where its letter is known.
    fn sign(&mut self, attributes: &Attributes) {
        let font = attributes.get("font").unwrap_or_default();
        let number = attributes.get("char").unwrap_or_default();
        let drawn = u32::from_str_radix(number, 16).ok().and_then(|number| symbol::drawn(font, number));
        match drawn {
            Some(letter) => self.put(&letter.to_string()),
            None => self.put_apart(Why::Sign, Words::plain(format!("{font} {number}"))),
        }
    }

    fn picture(&mut self, attributes: &Attributes) {
        let name = self.drawing.clone().or(attributes.get("title").map(str::to_owned));
        self.put_apart(Why::Picture, Words::plain(name.unwrap_or_default()));
    }

    fn put_apart(&mut self, why: Why, words: Words) {
        let spot = Spot::at(self.paragraphs.last().map_or(self.count, |paragraph| paragraph.number));
        self.apart.push((self.note.clone(), Apart { why, words, spot }));
    }

    fn new_line(&mut self) {
        if self.deleting == 0 && self.skipping == 0 {
            self.paragraph(|paragraph| paragraph.lines.push(Words::default()));
        }
    }

    fn refer(&mut self, lead: &str, id: Option<&str>) {
        let (Some(paragraph), Some(id)) = (self.paragraphs.last_mut(), id) else { return };
        if self.deleting > 0 {
            return;
        }
        let label = format!("{lead}{id}");
        self.references.entry(label.clone()).or_insert(Spot::at(paragraph.number));
        let line = paragraph.lines.iter_mut().next_back();
        line.into_iter().for_each(|line| line.notes.push((line.text.len(), label.clone())));
    }

    fn end_of_paragraph(&mut self) {
        let styles = self.styles;
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let Paragraph { number, first, lines, style, numbering, level, outline, deleted, goes_on } =
            paragraph;
        if deleted.text.chars().any(char::is_alphanumeric) {
            let spot = Spot::at(number);
            self.apart.push((self.note.clone(), Apart { why: Why::Deleted, words: deleted, spot }));
        }
        if goes_on {
            self.begun = Some((first, lines));
            return;
        }
        let spot = Spot::at(first).to(Spot::at(number));
        let bases = || style.iter().flat_map(|style| styles.bases(style));
        let numbering = numbering.or_else(|| bases().find_map(|style| style.numbering.clone()));
        let level = level.or_else(|| bases().find_map(|style| style.level)).unwrap_or_default();
        let heading = outline.filter(|level| *level < 9).map(|level| level + 1);
        let heading = heading.or_else(|| style.as_deref().and_then(|style| styles.heading(style)));
        // An empty paragraph has its number, too.
        let drawn =
            numbering.filter(|number| number != "0").and_then(|number| self.numbering.next(&number, level));
        if lines.iter().all(Words::is_empty) {
            return;
        }
        let mut lines = match heading.is_some() {
            true => vec![one_line(&lines)],
            false => lines,
        };
        if let (Some(drawn), Some(first)) = (drawn, lines.first_mut()) {
            let mut numbered = Words::plain(drawn);
            numbered.append(&first.from(0));
            *first = numbered;
        }
        for line in lines.iter().filter(|line| !line.is_empty()) {
            let words = line.slice(0..line.text.len());
            self.put_block(words, heading, spot);
        }
    }

    /// Ends a paragraph that nothing goes on from.
    fn end_of_begun(&mut self) {
        let Some((number, lines)) = self.begun.take() else { return };
        for line in lines.iter().filter(|line| !line.is_empty()) {
            self.put_block(line.slice(0..line.text.len()), None, Spot::at(number));
        }
    }

    /// Where a paragraph goes: into a footnote, a cell or the text.
    fn put_block(&mut self, words: Words, heading: Option<u8>, spot: Spot) {
        if let Some(note) = &self.note {
            self.notes.push((note.clone(), words));
            return;
        }
        let cell = self.tables.first_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.last_mut());
        match (cell, heading) {
            (Some(cell), _) => cell.paragraphs.push((words, spot)),
            (None, Some(level)) => self.blocks.push(Block { kind: Kind::Heading(level, words), spot }),
            (None, None) => self.blocks.push(Block { kind: Kind::Text(words), spot }),
        }
    }

    fn end_of_table(&mut self) {
        let Some(rows) = self.tables.pop() else { return };
        // What a table inside another one says is in the outer cell already.
        if self.tables.is_empty() {
            let is_first = self.blocks.is_empty();
            self.blocks.extend(table::blocks(rows, is_first));
        }
    }
}

fn one_line(lines: &[Words]) -> Words {
    let mut whole = Words::default();
    for line in lines {
        if !whole.text.is_empty() {
            whole.push(" ", &[]);
        }
        whole.append(line);
    }
    whole
}
