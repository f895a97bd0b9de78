//! Paper: what an office wrote, whatever program it wrote it with.
//!
//! Every reader of a format gives this: blocks in order, each with its words and its place in the source. It
//! stands apart so that nothing behind it knows of Word, HTML or plain text.

use super::encoding::Legacy;
use crate::language::Language;
use std::collections::BTreeMap;

/// A paper as it was read.
#[derive(Debug, Clone, Default)]
pub struct Paper {
    /// Its content, in order.
    pub blocks: Vec<Block>,
    /// What is in the source and no part of its words: what was deleted in tracked changes, comments, pictures.
    pub apart: Vec<Apart>,
    /// How places in it are counted.
    pub counted: Counted,
    /// The encodings that it was converted from, where all of it is not in Unicode.
    pub encodings: Vec<&'static str>,
}

/// What places in a source count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Counted {
    /// Lines of a text.
    #[default]
    Lines,
    /// Paragraphs of a document that has no lines.
    Paragraphs,
}

/// A place in the source: lines or paragraphs from the first to the last, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The first one.
    pub first: u32,
    /// The last one.
    pub last: u32,
}

impl Spot {
    /// One line or paragraph.
    pub fn at(number: usize) -> Self {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Self { first: number, last: number }
    }

    /// From the beginning of this place to the end of another one.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// `12`, or `12–14`.
    pub fn numbers(self) -> String {
        match self.first == self.last {
            true => self.first.to_string(),
            false => format!("{}–{}", self.first, self.last),
        }
    }
}

impl Paper {
    /// All its words.
    pub fn words(&self) -> impl Iterator<Item = &Words> {
        self.blocks.iter().flat_map(Block::all_words).chain(self.apart.iter().map(|apart| &apart.words))
    }

    /// The paper with all its words changed.
    #[must_use]
    pub fn with_words(mut self, change: impl Fn(&Words) -> Words) -> Self {
        for block in &mut self.blocks {
            match &mut block.kind {
                Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => *words = change(words),
                Kind::Table(rows) => rows.iter_mut().flatten().for_each(|words| *words = change(words)),
            }
        }
        for apart in &mut self.apart {
            apart.words = change(&apart.words);
        }
        self
    }
}

impl Counted {
    /// What is counted, as a place is cited: `dòng 12`.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Self::Lines => language.choose("dòng", "line"),
            Self::Paragraphs => language.choose("đoạn", "paragraph"),
        }
    }
}

/// A part of a paper.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the source.
    pub spot: Spot,
}

/// What a part of a paper is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A paragraph, an item of a list or a heading that only its words tell.
    Text(Words),
    /// A heading that the format marks as one, from level 1.
    Heading(u8, Words),
    /// A table, row by row. Each row has as many cells as the first one.
    Table(Vec<Vec<Words>>),
    /// What a footnote says; its label is what [`Words::notes`] refer to.
    Note(String, Words),
}

impl Block {
    /// All its words, cell by cell where it is a table.
    fn all_words(&self) -> Vec<&Words> {
        match &self.kind {
            Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => vec![words],
            Kind::Table(rows) => rows.iter().flatten().collect(),
        }
    }

    /// Its words, where it is no table.
    pub fn words(&self) -> Option<&Words> {
        match &self.kind {
            Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => Some(words),
            Kind::Table(_) => None,
        }
    }
}

/// Something in a source that is no part of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// What it is.
    pub why: Why,
    /// What it says.
    pub words: Words,
    /// Where.
    pub spot: Spot,
}

impl Apart {
    /// Words that are in no draft.
    pub fn new(why: Why, words: impl Into<String>, spot: Spot) -> Self {
        Self { why, words: Words::plain(words), spot }
    }
}

/// Why a part of a source is in no draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Tracked changes took it out.
    Deleted,
    /// A comment beside the text.
    Comment,
    /// The head or the foot of every page.
    EveryPage,
    /// A person's name under the signature.
    Person,
    /// The verdict says more than one thing, or something that no status says.
    Verdict,
    /// The deficiency has a record in that year.
    Recorded,
    /// A footnote that nothing refers to.
    NoteUnused,
    /// A number whose symbol says another kind of paper.
    OtherNumber,
    /// Words behind the signature.
    Behind,
    /// A picture, a chart or an object of another program, whose words are not read.
    Picture,
    /// A sign of a font that is not known, by the font and its number there.
    Sign,
}

impl Why {
    /// The reason in words.
    pub fn words(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Deleted => ("đã bị xóa khi sửa có theo dõi (track changes)", "deleted in tracked changes"),
            Self::Comment => ("lời bình bên lề", "a comment beside the text"),
            Self::EveryPage => ("đầu trang hoặc chân trang", "head or foot of the page"),
            Self::Person => ("tên người, hồ sơ không ghi", "a person's name, which records leave out"),
            Self::Verdict => (
                "đánh giá không nói rõ một trạng thái; hồ sơ để status: open",
                "the verdict says no single status; the record has status: open",
            ),
            Self::Recorded => ("năm này đã có hồ sơ", "the year has a record of it"),
            Self::NoteUnused => ("chú thích không có chỗ nào dẫn tới", "a footnote that nothing refers to"),
            Self::OtherNumber => (
                "số văn bản mang ký hiệu của loại văn bản khác",
                "a number with the symbol of another kind of paper",
            ),
            Self::Picture => (
                "hình, biểu đồ hoặc đối tượng của chương trình khác, chữ trong đó chưa đọc",
                "a picture, a chart or an object of another program, whose words are not read",
            ),
            Self::Sign => ("ký hiệu của một phông chữ chưa biết", "a sign of a font that is not known"),
            Self::Behind => ("sau chữ ký, chưa hiểu", "behind the signature, not understood"),
        };
        language.choose(vi, en)
    }
}

/// Words with their marks. Marks and notes are places in the bytes of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The words alone.
    pub text: String,
    /// What is bold or italic, in order and apart from each other of its kind.
    pub marks: Vec<(usize, usize, Mark)>,
    /// References to footnotes, by label, in order.
    pub notes: Vec<(usize, String)>,
}

/// How words are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// In a font of the time before Unicode, until the words are converted.
    Old(Legacy),
}

impl Words {
    /// Words without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds words with their marks.
    pub fn push(&mut self, text: &str, marks: &[Mark]) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        for mark in marks.iter().filter(|_| start < end) {
            match self.marks.iter_mut().rev().find(|(_, _, known)| known == mark) {
                Some((_, last, _)) if *last == start => *last = end,
                _ => self.marks.push((start, end, *mark)),
            }
        }
    }

    /// Adds other words behind these.
    pub fn append(&mut self, other: &Self) {
        let by = self.text.len();
        self.text.push_str(&other.text);
        for (start, end, mark) in &other.marks {
            match self.marks.iter_mut().rev().find(|(_, _, known)| known == mark) {
                Some((_, last, _)) if *start == 0 && *last == by => *last = end + by,
                _ => self.marks.push((start + by, end + by, *mark)),
            }
        }
        self.notes.extend(other.notes.iter().map(|(at, label)| (at + by, label.clone())));
    }

    /// The words in a range of bytes, without white space around them.
    #[must_use]
    pub fn slice(&self, range: std::ops::Range<usize>) -> Self {
        let text = &self.text[range.clone()];
        let start = range.start + text.len() - text.trim_start().len();
        let text = text.trim();
        let end = start + text.len();
        let within = |at: usize| at.clamp(start, end) - start;
        let marks = self.marks.iter().map(|(first, last, mark)| (within(*first), within(*last), *mark));
        // A note stands behind the letter that it belongs to.
        let is_inside = |at: &usize| (start < *at || *at == 0 && start == 0) && *at <= range.end.max(end);
        let notes = self.notes.iter().filter(|(at, _)| is_inside(at));
        Self {
            text: text.to_owned(),
            marks: marks.filter(|(first, last, _)| first < last).collect(),
            notes: notes.map(|(at, label)| (within(*at), label.clone())).collect(),
        }
    }

    /// The words in another form, as `change` gives it for any part of them.
    #[must_use]
    pub fn rewritten(&self, change: impl Fn(&str) -> String) -> Self {
        let whole = change(&self.text);
        if whole == self.text {
            return self.clone();
        }
        let mut ends: Vec<usize> = self.marks.iter().flat_map(|(start, end, _)| [*start, *end]).collect();
        ends.extend(self.notes.iter().map(|(at, _)| *at));
        ends.extend([0, self.text.len()]);
        ends.sort_unstable();
        ends.dedup();
        let mut moved: BTreeMap<usize, usize> = BTreeMap::from([(0, 0)]);
        let mut text = String::new();
        for pair in ends.windows(2) {
            text.push_str(&change(&self.text[pair[0]..pair[1]]));
            moved.insert(pair[1], text.len());
        }
        let at = |place: &usize| moved.get(place).copied().unwrap_or_default();
        match text == whole {
            true => Self {
                marks: self.marks.iter().map(|(start, end, mark)| (at(start), at(end), *mark)).collect(),
                notes: self.notes.iter().map(|(place, label)| (at(place), label.clone())).collect(),
                text,
            },
            // A mark ends between a letter and its accent: the letter is more than the mark.
            false => {
                let notes = self.notes.iter().map(|(_, label)| (whole.len(), label.clone())).collect();
                Self { notes, marks: Vec::new(), text: whole }
            }
        }
    }

    /// The parts of the text, each with the font of the time before Unicode that it is in.
    pub fn fonts(&self) -> Vec<(std::ops::Range<usize>, Option<Legacy>)> {
        let mut parts = Vec::new();
        let mut done = 0;
        for (start, end, mark) in &self.marks {
            let Mark::Old(legacy) = mark else { continue };
            parts.push((done..*start, None));
            parts.push((*start..*end, Some(*legacy)));
            done = *end;
        }
        parts.push((done..self.text.len(), None));
        parts.retain(|(range, _)| !range.is_empty());
        parts
    }

    /// The words in another form, as `change` gives it for any part of them in the font that it is in.
    #[must_use]
    pub fn converted(&self, change: impl Fn(&str, Option<Legacy>) -> String) -> Self {
        let mut whole = Self::default();
        for (range, font) in self.fonts() {
            let within = |at: usize| at.clamp(range.start, range.end) - range.start;
            let marks = self.marks.iter().filter(|(_, _, mark)| !matches!(mark, Mark::Old(_)));
            let marks = marks.map(|(start, end, mark)| (within(*start), within(*end), *mark));
            let is_inside = |at: usize| (range.start < at || at == 0 && range.start == 0) && at <= range.end;
            let notes = self.notes.iter().filter(|(at, _)| is_inside(*at));
            let part = Self {
                text: self.text[range.clone()].to_owned(),
                marks: marks.filter(|(start, end, _)| start < end).collect(),
                notes: notes.map(|(at, label)| (within(*at), label.clone())).collect(),
            };
            whole.append(&part.rewritten(|text| change(text, font)));
        }
        if whole.text.is_empty() {
            whole.notes.clone_from(&self.notes);
        }
        whole
    }

    /// The words from a byte on.
    #[must_use]
    pub fn from(&self, start: usize) -> Self {
        self.slice(start..self.text.len())
    }
}
