//! A document: one Markdown file, compiled alone.
//!
//! Parsing makes it from the text of the file; all later stages read it. It holds typed front matter,
//! sections, and HTML with a hole wherever the rest of the site must be known. It stands apart from the
//! ledger because nothing in it depends on another file, so that it can be cached by the file's content.

use crate::codec;
use crate::front_matter::{Meta, Waiver};
use crate::settings::{Audience, SectionKind};
use crate::source::{ContentPath, Located, Place, SourceId};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::Date;
use crate::vietnamese::deadline::Deadline;
use crate::vietnamese::figure::Figure;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One Markdown file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Document {
    /// Its path, which links and front matter name it by.
    pub path: ContentPath,
    /// Its source file.
    pub source: SourceId,
    /// Who may read it.
    pub audience: Audience,
    /// Its first heading of level 1; the file name where there is none.
    pub title: Located<String>,
    /// The title with its holes.
    pub title_html: Vec<Piece>,
    /// What its front matter says.
    pub meta: Meta,
    /// Its headings with their content, in order. The first section may be the text before any heading.
    pub sections: Vec<Section>,
    /// Footnotes in the order of their definitions.
    pub footnotes: Vec<Footnote>,
    /// Findings that the author has set aside.
    pub waivers: Vec<Waiver>,
    /// Former paths of its page below the site: `tay-ninh/2021/ma-tuy.html`.
    pub aliases: Vec<Located<String>>,
}

/// A heading and its content, down to the next heading.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Section {
    /// Its heading; none for the text before the first.
    pub heading: Option<Heading>,
    /// What it holds, by its heading; a section under a sub-heading has the kind of its parent.
    pub kind: Option<SectionKind>,
    /// Who may read it; everything under an internal heading is internal.
    pub audience: Audience,
    /// The plain text of its prose, where it has any that is quoted elsewhere: see [`Section::is_quoted`].
    pub words: Option<Words>,
    /// Its content, in order.
    pub blocks: Vec<Block>,
}

/// The plain text of prose.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Words(#[serde(with = "codec::text")] pub String);

/// A heading.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text.
    pub text: String,
    /// Its content with holes.
    pub html: Vec<Piece>,
    /// Id given by the author.
    pub id: Option<String>,
    /// Where it is.
    pub place: Place,
}

/// A part of a section, by what it was understood as.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Block {
    /// Prose, as HTML with holes.
    Prose(Vec<Piece>),
    /// Measures, which the ledger shares.
    Measures(Vec<Arc<Measure>>),
    /// Rows of an indicator table, which the ledger shares.
    Indicators(Vec<Arc<Indicator>>),
    /// Log entries.
    Log(Vec<LogEntry>),
}

/// A promised action.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measure {
    /// Its text without deadline and units.
    #[serde(with = "codec::text")]
    pub text: String,
    /// The same as HTML with holes.
    pub html: Vec<Piece>,
    /// Sub-heading that it is under.
    pub group: Option<String>,
    /// Its deadline; the latest one, where it was extended.
    pub deadline: Option<MeasureDeadline>,
    /// Deadlines that were struck, the first one first.
    pub extensions: Vec<MeasureDeadline>,
    /// Other deadlines that are marked as such in its text, and are not its own.
    pub unread: Vec<MeasureDeadline>,
    /// Unit that leads it, if not the record's.
    pub lead: Option<Located<String>>,
    /// Units that coordinate it, if not the record's.
    pub coordinate: Vec<Located<String>>,
    /// Whether the department claims that it is done.
    pub claimed_done: bool,
    /// Where it is.
    pub place: Place,
    /// The list items that it stands in, the outermost first and its own last, as they are written.
    pub items: Vec<Place>,
    /// Where another deadline is written: over the one that holds, with its marks, or behind the struck ones or
    /// the words, which is an empty place. None where it has an open one, or where none can be added.
    pub renewal: Option<Place>,
}

/// A deadline as printed, and as read where that was possible.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MeasureDeadline {
    /// What is printed.
    pub raw: Located<String>,
    /// Its meaning; none where it cannot be read.
    pub read: Option<Deadline>,
}

/// A row of an indicator table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Indicator {
    /// Its name.
    pub name: Located<String>,
    /// The name as HTML with holes.
    pub name_html: Vec<Piece>,
    /// Number to reach.
    pub target: Option<Cell>,
    /// Number reached.
    pub actual: Option<Cell>,
    /// Unit of both, from its own column.
    pub unit: Option<String>,
    /// Level that it is set for.
    pub level: Option<String>,
    /// When it is due.
    pub deadline: Option<MeasureDeadline>,
    /// A remark, as HTML with holes.
    pub note: Vec<Piece>,
}

/// A number in an indicator table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cell {
    /// What is printed.
    pub raw: Located<String>,
    /// Its value, where it is a number.
    pub figure: Option<Figure>,
}

/// A dated entry of the log.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its date, where it begins with one.
    pub date: Option<Date>,
    /// What was done, as HTML with holes.
    pub html: Vec<Piece>,
    /// Where it is.
    pub place: Place,
}

/// A footnote's definition.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Footnote {
    /// Label between `[^` and `]`.
    pub label: String,
    /// Content with holes.
    pub html: Vec<Piece>,
    /// Its text.
    pub text: String,
    /// Who may read it: internal where it is defined in an internal section.
    pub audience: Audience,
    /// Its definition as it is written.
    pub place: Place,
}

/// HTML, or a hole that only the whole site can fill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Finished HTML.
    Html(#[serde(with = "codec::text")] String),
    /// Start of a link.
    LinkOpen(Box<LinkHole>),
    /// End of a link.
    LinkClose,
    /// A picture.
    Image(Box<ImageHole>),
    /// A document number.
    Citation(Box<CitationHole>),
    /// A reference to the footnote with this label.
    FootnoteRef(String),
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkHole {
    /// Its target as the author wrote it.
    pub target: Located<String>,
    /// Its title.
    pub title: String,
    /// Its words as they are written.
    pub words: Place,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageHole {
    /// Path of its file as the author wrote it.
    pub target: Located<String>,
    /// Its alternative text.
    pub alt: String,
    /// Its title.
    pub title: String,
    /// Its alternative text as it is written.
    pub words: Place,
}

/// A document number in running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationHole {
    /// As printed.
    pub shown: String,
    /// As read.
    pub number: DocumentNumber,
    /// Date printed next to it.
    pub date: Option<Date>,
    /// Where it is.
    pub place: Place,
}

impl Document {
    /// The place of a record's name in its front matter; the top of any other file. Findings about the file
    /// as a whole point there.
    pub fn name_place(&self) -> Place {
        match &self.meta {
            Meta::Deficiency(meta) => meta.deficiency.place.clone(),
            _ => Place::top(self.source),
        }
    }

    /// Every measure, in order.
    pub fn measures(&self) -> impl Iterator<Item = &Arc<Measure>> {
        self.blocks().flat_map(|block| match block {
            Block::Measures(measures) => measures.as_slice(),
            _ => &[],
        })
    }

    /// Every indicator row, in order.
    pub fn indicators(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.blocks().flat_map(|block| match block {
            Block::Indicators(indicators) => indicators.as_slice(),
            _ => &[],
        })
    }

    /// Every block, in order.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.sections.iter().flat_map(|section| &section.blocks)
    }

    /// Text of the prose before any heading.
    pub fn statement(&self) -> String {
        self.words(|section| section.heading.is_none())
    }

    /// Text of the prose under the heading of the verdict.
    pub fn verdict(&self) -> String {
        self.words(|section| section.kind == Some(SectionKind::Verdict))
    }

    fn words(&self, is_wanted: impl Fn(&Section) -> bool) -> String {
        let sections = self.sections.iter().filter(|section| is_wanted(section));
        let words = sections.filter_map(|section| section.words.as_ref());
        words.map(|Words(words)| words.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Calls `change` with every run of HTML with holes.
    pub fn for_each_run(&mut self, mut change: impl FnMut(&mut [Piece])) {
        change(&mut self.title_html);
        for section in &mut self.sections {
            section.heading.iter_mut().for_each(|heading| change(&mut heading.html));
            section.blocks.iter_mut().for_each(|block| block.for_each_run(&mut change));
        }
        self.footnotes.iter_mut().for_each(|footnote| change(&mut footnote.html));
    }

    /// Every piece of HTML that a page of this file shows.
    pub fn all_pieces(&self) -> impl Iterator<Item = &Piece> {
        let blocks = self.sections.iter().flat_map(|section| {
            let heading = section.heading.iter().flat_map(|heading| &heading.html);
            heading.chain(section.blocks.iter().flat_map(Block::pieces))
        });
        let footnotes = self.footnotes.iter().flat_map(|footnote| &footnote.html);
        self.title_html.iter().chain(blocks).chain(footnotes)
    }
}

impl Section {
    /// An empty section.
    pub fn new(heading: Option<Heading>, kind: Option<SectionKind>, audience: Audience) -> Self {
        Self { heading, kind, audience, words: None, blocks: Vec::new() }
    }

    /// Whether its text is quoted in data and in the summaries of pages, and not only shown: the text
    /// before any heading, and the verdict.
    pub fn is_quoted(&self) -> bool {
        self.heading.is_none() || self.kind == Some(SectionKind::Verdict)
    }
}

impl Block {
    /// Calls `change` with every run of HTML with holes.
    fn for_each_run(&mut self, change: &mut impl FnMut(&mut [Piece])) {
        match self {
            Self::Prose(html) => change(html),
            Self::Measures(measures) => {
                measures.iter_mut().for_each(|measure| change(&mut Arc::make_mut(measure).html));
            }
            Self::Indicators(rows) => rows.iter_mut().map(Arc::make_mut).for_each(|row| {
                change(&mut row.name_html);
                change(&mut row.note);
            }),
            Self::Log(entries) => entries.iter_mut().for_each(|entry| change(&mut entry.html)),
        }
    }

    /// Every piece of the block.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        type Parts<'b> = (&'b [Piece], &'b [Arc<Measure>], &'b [Arc<Indicator>], &'b [LogEntry]);
        let (prose, measures, rows, entries): Parts<'_> = match self {
            Self::Prose(html) => (html, &[], &[], &[]),
            Self::Measures(measures) => (&[], measures, &[], &[]),
            Self::Indicators(rows) => (&[], &[], rows, &[]),
            Self::Log(entries) => (&[], &[], &[], entries),
        };
        let measures = measures.iter().flat_map(|measure| &measure.html);
        let rows = rows.iter().flat_map(|row| row.name_html.iter().chain(&row.note));
        let entries = entries.iter().flat_map(|entry| &entry.html);
        prose.iter().chain(measures).chain(rows).chain(entries)
    }
}
