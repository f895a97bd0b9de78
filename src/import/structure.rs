//! Structure: what a paper says, part by part.
//!
//! Takes the blocks of a paper; gives its kind, title, number and day, its outline, its deficiencies with what is
//! said under each, whom it is for and who signed it. Every part keeps its place, and every block is in one of
//! them or is left over with the reason: nothing is dropped here. It stands apart from [`super::facts`], which
//! reads facts in the words of parts that stay where they are.

use super::footnote;
use super::marker::{self, Marker};
use super::naming;
use super::paper::{Apart, Block, Kind, Paper, Spot, Why, Words};
use super::shape;
use crate::settings::{Headings, SectionKind};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{self, Date};
use crate::vietnamese::letters;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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

/// The structure of a paper.
pub fn read(paper: Paper, headings: &Headings) -> Structure {
    let mut structure = Structure { left: paper.apart, ..Structure::default() };
    let mut blocks: VecDeque<Block> = VecDeque::new();
    for block in shape::joined(footnote::noted(paper.blocks)) {
        match &block.kind {
            Kind::Note(label, words) => {
                structure.notes.insert(label.clone(), Said { value: words.clone(), spot: block.spot });
            }
            // Rules and rows of stars say nothing.
            Kind::Text(words) | Kind::Heading(_, words) if !words.text.chars().any(char::is_alphanumeric) => {
            }
            Kind::Text(_) | Kind::Heading(..) | Kind::Table(_) => blocks.push_back(block),
        }
    }
    structure.head(&mut blocks);
    let mut blocks: Vec<Block> = blocks.into();
    let mut text: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut behind = Vec::new();
    // The paper itself and each of its annexes end with a signature, or with none.
    while !blocks.is_empty() {
        let is_annex = |block: &Block| block.words().is_some_and(|words| is_annex(&words.text));
        let end = blocks.iter().skip(1).position(is_annex).map_or(blocks.len(), |at| at + 1);
        let rest = blocks.split_off(end);
        behind.extend(blocks.split_off(tail(&blocks)));
        text.append(&mut blocks);
        blocks = rest;
    }
    structure.tail(behind);
    structure.check_recipients();
    let mut walk = Walk {
        headings,
        structure: &mut structure,
        open: Vec::new(),
        of: None,
        area: None,
        part: 0,
        parts: Vec::new(),
    };
    walk.all(text);
    structure
}

// -- the head ------------------------------------------------------------------------------------------------------

/// Blocks in which a paper says what it is.
const HEAD: usize = 40;

fn kind_of(words: &str) -> Option<PaperKind> {
    match letters::slug(words).as_str() {
        "ke-hoach" => Some(PaperKind::Plan),
        "bao-cao" => Some(PaperKind::Report),
        "bao-cao-kiem-diem" => Some(PaperKind::Review),
        _ => None,
    }
}

impl Structure {
    /// Takes what stands before the text: everything up to the kind of the paper, and its title.
    fn head(&mut self, blocks: &mut VecDeque<Block>) {
        let is_kind = |block: &Block| block.words().is_some_and(|words| kind_of(&words.text).is_some());
        let Some(at) = blocks.iter().take(HEAD).position(is_kind) else {
            self.head_without_kind(blocks);
            return;
        };
        for block in blocks.drain(..=at) {
            let spot = block.spot;
            let words = match block.kind {
                Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => vec![words],
                Kind::Table(rows) => rows.into_iter().flatten().filter(|cell| !cell.is_empty()).collect(),
            };
            words.into_iter().for_each(|words| self.head_line(Said { value: words, spot }));
        }
        let is_title = |block: &Block| {
            let words = block.words().filter(|words| words.text.chars().any(char::is_alphanumeric))?;
            marker::read(&words.text).is_none().then(|| words.clone())
        };
        if let Some(words) = blocks.front().and_then(is_title) {
            let spot = blocks.front().map_or(Spot::at(0), |block| block.spot);
            blocks.pop_front();
            if letters::fold(&words.text).starts_with("kiem diem")
                && let Some(kind) = self.kind.as_mut().filter(|kind| kind.value == PaperKind::Report)
            {
                kind.value = PaperKind::Review;
            }
            self.title = Some(Said { value: words, spot });
        }
        self.check_number();
    }

    /// A number whose symbol is of another kind of paper is not this paper's.
    fn check_number(&mut self) {
        let Some(kind) = self.kind.as_ref().map(|kind| kind.value) else { return };
        let fits = |number: &DocumentNumber| match (kind, number.kind_name()) {
            (_, None) => true,
            (PaperKind::Plan, Some(name)) => name == "Kế hoạch",
            (PaperKind::Report | PaperKind::Review, Some(name)) => name == "Báo cáo",
        };
        if let Some(Said { value, spot }) = self.number.take_if(|number| !fits(&number.value)) {
            self.left_over(Why::OtherNumber, value.as_str(), spot);
        }
    }

    /// A paper that has its kind and its title in one line: `Kế hoạch khắc phục khuyết điểm năm 2023`.
    fn head_without_kind(&mut self, blocks: &mut VecDeque<Block>) {
        let kind = |words: &Words| {
            let slug = letters::slug(&words.text);
            let kinds = [
                ("bao-cao-kiem-diem", PaperKind::Review),
                ("bao-cao", PaperKind::Report),
                ("ke-hoach", PaperKind::Plan),
            ];
            kinds.iter().find(|(name, _)| slug.starts_with(name)).map(|(_, kind)| *kind)
        };
        let of =
            |block: &Block| block.words().filter(|words| words.text.chars().count() < 300).and_then(kind);
        let Some(at) = blocks.iter().take(HEAD).position(|block| of(block).is_some()) else { return };
        let kind = blocks.get(at).and_then(of);
        let title = blocks.drain(..=at).collect::<Vec<_>>();
        let last = title.len() - 1;
        for (index, block) in title.into_iter().enumerate() {
            let Some(words) = block.words().cloned() else { continue };
            let said = Said { value: words, spot: block.spot };
            match index == last {
                true => {
                    self.kind = kind.map(|value| Said { value, spot: block.spot });
                    self.is_kind_in_title = true;
                    self.title = Some(said);
                }
                false => self.head_line(said),
            }
        }
        self.check_number();
    }

    fn head_line(&mut self, line: Said<Words>) {
        let (text, spot) = (line.value.text.trim(), line.spot);
        if let Some(value) = kind_of(text) {
            self.kind = Some(Said { value, spot });
        } else if let Some(number) = number(text).filter(|_| self.number.is_none()) {
            self.number = Some(Said { value: number, spot });
        } else if let Some((place, date)) = dated(text).filter(|_| self.date.is_none()) {
            self.place = place.map(|value| Said { value, spot });
            self.date = Some(Said { value: date, spot });
        }
        self.head.push(line);
    }
}

/// `Số: 300-KH/TĐTN-VP`.
fn number(text: &str) -> Option<DocumentNumber> {
    DocumentNumber::parse(text)
}

/// `Tây Ninh, ngày 03 tháng 3 năm 2021`: the place and the day.
fn dated(text: &str) -> Option<(Option<String>, Date)> {
    let at = text.find("ngày")?;
    let date = date::read_printed_date(&text[at..])?;
    let place = text[..at].trim().trim_end_matches(',').trim();
    Some(((!place.is_empty()).then(|| place.to_owned()), date))
}

// -- the tail ------------------------------------------------------------------------------------------------------

/// Blocks at the end that a signature and recipients can take up.
const TAIL: usize = 80;

/// `TM.`, `T/M`, `KT.`, `TL.`, `TUQ.`: on whose behalf somebody signs.
pub(super) fn is_authority(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.split_once('.').map_or(first, |(first, _)| first);
    matches!(first, "TM" | "T/M" | "KT" | "TL" | "TUQ") && shape::is_capitals(text)
}

/// `Nơi nhận:`, and perhaps whom; `Nơi nhận báo cáo` heads a column.
pub(super) fn is_recipients(text: &str) -> bool {
    letters::slug(text.split(':').next().unwrap_or_default()) == "noi-nhan"
}

/// `PHỤ LỤC 1`: what follows is behind the signature, and a part of the paper.
fn is_annex(text: &str) -> bool {
    let slug = letters::slug(text);
    let is_numbered = || slug.strip_prefix("phu-luc-").is_some_and(|number| number.len() <= 4);
    slug == "phu-luc" || is_numbered()
}

/// Where the signature and the recipients begin.
fn tail(blocks: &[Block]) -> usize {
    let from = blocks.len().saturating_sub(TAIL);
    let is_tail = |block: &Block| {
        block.words().is_some_and(|words| is_authority(&words.text) || is_recipients(&words.text))
    };
    blocks[from..].iter().position(is_tail).map_or(blocks.len(), |at| from + at)
}

impl Structure {
    fn tail(&mut self, blocks: Vec<Block>) {
        let mut is_in_recipients = false;
        for block in blocks {
            let spot = block.spot;
            let words = match block.kind {
                Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => words,
                Kind::Table(rows) => {
                    self.left_over(Why::Behind, &table_words(&rows).text, spot);
                    continue;
                }
            };
            let text = words.text.trim();
            let is_item = matches!(marker::read(text), Some((Marker::Bullet, _)));
            if is_recipients(text) && self.recipients.is_none() {
                // One line may hold them all: `Nơi nhận: Như trên; Lưu VP.`
                let label = text.find(':').map_or(text.len(), |at| at + 1);
                self.recipients = Some((Said { value: words.slice(0..label), spot }, Vec::new()));
                text[label..].split(';').for_each(|name| self.recipient(name, spot));
                is_in_recipients = true;
                continue;
            }
            if is_in_recipients && (is_item || text.ends_with([';', ','])) {
                let (_, start) = marker::read(text).filter(|_| is_item).unwrap_or((Marker::Bullet, 0));
                self.recipient(&text[start..], spot);
                continue;
            }
            is_in_recipients = false;
            let said = |text: &str| Some(Said { value: text.to_owned(), spot });
            if is_authority(text) && self.authority.is_none() {
                self.authority = said(text);
            } else if shape::is_capitals(text) && self.authority.is_some() && self.position.is_none() {
                self.position = said(text);
            } else if (is_person(text) || names_person(text)) && self.authority.is_some() {
                self.left_over(Why::Person, text, spot);
            } else if text.chars().any(char::is_alphanumeric) {
                self.left_over(Why::Behind, text, spot);
            }
        }
    }

    fn recipient(&mut self, text: &str, spot: Spot) {
        let name = text.trim().trim_end_matches([';', ',', '.', '/']).trim();
        if names_person(name) {
            self.left_over(Why::Person, name, spot);
        } else if let Some((_, names)) = &mut self.recipients
            && name.chars().any(char::is_alphanumeric)
        {
            names.push(Said { value: name.to_owned(), spot });
        }
    }

    /// Words above recipients, of whom there are none.
    fn check_recipients(&mut self) {
        if let Some((label, _)) = self.recipients.take_if(|(_, names)| names.is_empty()) {
            self.left_over(Why::Behind, &label.value.text, label.spot);
        }
    }

    /// The index of the deficiency of a number; none where several have it.
    pub fn by_number(&self, number: u32) -> Option<usize> {
        let mut known = self.deficiencies.iter().enumerate().filter(|(_, known)| known.number == number);
        let (index, _) = known.next()?;
        known.next().is_none().then_some(index)
    }

    fn left_over(&mut self, why: Why, text: &str, spot: Spot) {
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

/// Two to five words, each with a capital: a person's name.
fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(char::is_alphabetic)
    };
    (2..=5).contains(&words.len()) && words.iter().all(is_name)
}

/// What stands before a person's name.
const TITLES: [&str; 11] = ["đ/c", "đc", "đồng chí", "ông", "bà", "anh", "chị", "ths", "ts", "pgs", "gs"];

/// Family names that begin the name of no place and of no organisation.
const FAMILIES: [&str; 26] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đinh", "Trương", "Đào", "Trịnh", "Lương", "Phùng", "Tạ", "Tô", "Mai", "Lâm",
];

/// Whether a text begins with a person's name: `Đ/c Nguyễn Văn A, Bí thư`, `ThS. Nguyễn Văn A`, `Nguyễn Văn A`.
fn names_person(text: &str) -> bool {
    let mut name = text.trim();
    let mut has_title = false;
    while let Some(rest) = TITLES.iter().find_map(|title| behind(name, title)) {
        (name, has_title) = (rest, true);
    }
    let end = name.find([',', '(', ';', ':', '–', '-']).unwrap_or(name.len());
    let name = name[..end].trim();
    let has_family = || name.split_whitespace().next().is_some_and(|first| FAMILIES.contains(&first));
    is_person(name) && (has_title || has_family() && name.split_whitespace().count() > 2)
}

/// What stands behind a word at the beginning of a text.
fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let end = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at);
    let (lead, rest) = text.split_at(end);
    let is_word = lead.to_lowercase() == word && !rest.starts_with(char::is_alphanumeric);
    is_word.then(|| rest.trim_start_matches(|letter: char| letter == '.' || letter.is_whitespace()))
}

// -- the text ------------------------------------------------------------------------------------------------------

/// A heading that what follows is under.
struct Open {
    level: u8,
    kind: Option<SectionKind>,
}

/// A walk through the blocks of the text.
struct Walk<'w> {
    headings: &'w Headings,
    structure: &'w mut Structure,
    open: Vec<Open>,
    /// The deficiency that what follows is said of, and the level of the heading that said so.
    of: Option<(usize, u8)>,
    /// The last heading that may be a field of work.
    area: Option<Said<Words>>,
    /// How many headings of the highest level there were.
    part: usize,
    /// The part that each deficiency is in.
    parts: Vec<usize>,
}

/// Longer lines are no headings.
const LONGEST_HEADING: usize = 220;

impl Walk<'_> {
    fn all(&mut self, blocks: Vec<Block>) {
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
