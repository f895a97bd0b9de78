//! Markup: papers as Markdown and as HTML.
//!
//! Takes text; gives a [`Paper`] whose places are lines. Both are read as a flow of blocks, items, cells and marks,
//! by the parsers that the rest of the program uses. It stands apart because marks and tables need not be guessed
//! here, as they are in plain lines.

use super::paper::{Apart, Block, Kind, Mark, Paper, Spot, Why, Words};
use super::table::{self, Cell, MOST_COLUMNS, Row};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::cell::RefCell;

/// Blocks as they are opened and closed.
#[derive(Default)]
struct Flow {
    paper: Paper,
    words: Words,
    spot: Option<Spot>,
    heading: Option<u8>,
    note: Option<String>,
    /// Elements that are open, of those that make words bold or italic.
    strong: usize,
    emphasis: usize,
    deleting: usize,
    deleted: String,
    /// What stands before the words of the next item.
    item: Option<String>,
    table: Option<Table>,
    /// Tables that are open in a cell of another one, whose words they are part of.
    inner: usize,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    rows: Vec<Row>,
    cell: Option<Cell>,
    /// How many rows the cell covers.
    height: usize,
    /// The column behind the last cell of the last row.
    column: usize,
    /// How many more rows the last cell of each column covers.
    going_on: Vec<usize>,
}

impl Table {
    fn row(&mut self) {
        self.end_cell();
        self.go_on();
        self.rows.push(Row::new());
        self.column = 0;
    }

    fn cell(&mut self, columns: usize, height: usize) {
        self.end_cell();
        if self.rows.is_empty() {
            self.row();
        }
        self.go_on();
        self.cell = Some(Cell { columns: columns.clamp(1, MOST_COLUMNS), ..Cell::default() });
        self.height = height;
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(row)) = (self.cell.take(), self.rows.last_mut()) else { return };
        let behind = self.column + cell.columns;
        if self.height > 1 && behind <= MOST_COLUMNS {
            self.going_on.resize(self.going_on.len().max(behind), 0);
            self.going_on[self.column..behind].fill(self.height - 1);
        }
        self.column = behind;
        row.push(cell);
    }

    /// Adds the cells of rows above that cover the next columns of this one.
    fn go_on(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        for rows in self.going_on.iter_mut().skip(self.column).take_while(|rows| **rows > 0) {
            *rows -= 1;
            self.column += 1;
            row.push(Cell { goes_on: true, ..Cell::default() });
        }
    }
}

impl Flow {
    fn text(&mut self, text: &str, line: usize) {
        if self.deleting > 0 {
            self.deleted.push_str(text);
            return;
        }
        let mut spaced = String::with_capacity(text.len());
        for letter in text.chars() {
            let is_space = letter.is_whitespace() || letter.is_control();
            let before = spaced.chars().next_back().or(self.words.text.chars().next_back());
            match (is_space, before) {
                (true, None | Some(' ')) => {}
                (true, Some(_)) => spaced.push(' '),
                (false, _) => spaced.push(letter),
            }
        }
        if !spaced.trim().is_empty() {
            let spot = Spot::at(line);
            self.spot = Some(self.spot.map_or(spot, |first| first.to(spot)));
        }
        let marks = [(self.strong, Mark::Strong), (self.emphasis, Mark::Emphasis)];
        let marks = marks.into_iter().filter(|(open, _)| *open > 0).map(|(_, mark)| mark);
        self.words.push(&spaced, &marks.collect::<Vec<_>>());
    }

    fn refer(&mut self, label: &str) {
        self.words.notes.push((self.words.text.len(), label.to_owned()));
    }

    /// Ends a paragraph, a heading, an item or a line.
    fn end(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words = words.slice(0..words.text.len());
        let heading = self.heading.take();
        let Some(spot) = self.spot.take().filter(|_| !words.is_empty()) else { return };
        let item = self.item.take();
        let in_item = |words: &Words| {
            let mut whole = Words::plain(item.unwrap_or_default());
            whole.append(words);
            whole
        };
        if let Some(cell) = self.table.as_mut().and_then(|table| table.cell.as_mut()) {
            cell.paragraphs.push((in_item(&words), spot));
            return;
        }
        let kind = match (&self.note, heading) {
            (Some(note), _) => Kind::Note(note.clone(), words),
            (None, Some(level)) => Kind::Heading(level, words),
            (None, None) => Kind::Text(in_item(&words)),
        };
        self.paper.blocks.push(Block { kind, spot });
    }

    fn heading(&mut self, level: u8) {
        self.end();
        self.heading = Some(level);
    }

    fn item(&mut self, sign: String) {
        self.end();
        self.item = Some(sign);
    }

    fn row(&mut self) {
        self.end();
        if let Some(table) = self.table.as_mut().filter(|_| self.inner == 0) {
            table.row();
        }
    }

    fn cell(&mut self, columns: usize, height: usize) {
        self.end();
        if let Some(table) = self.table.as_mut().filter(|_| self.inner == 0) {
            table.cell(columns, height);
        }
    }

    fn end_cell(&mut self) {
        self.end();
        self.table.iter_mut().filter(|_| self.inner == 0).for_each(Table::end_cell);
    }

    fn open_table(&mut self) {
        self.end();
        match self.table {
            Some(_) => self.inner += 1,
            None => self.table = Some(Table::default()),
        }
    }

    fn close_table(&mut self) {
        self.end();
        if self.inner > 0 {
            self.inner -= 1;
            return;
        }
        let Some(mut table) = self.table.take() else { return };
        table.end_cell();
        table.go_on();
        let is_first = self.paper.blocks.is_empty();
        self.paper.blocks.extend(table::blocks(table.rows, is_first));
    }

    fn end_of_deleted(&mut self, line: usize) {
        self.deleting = self.deleting.saturating_sub(1);
        if self.deleting > 0 {
            return;
        }
        let text = std::mem::take(&mut self.deleted);
        if text.chars().any(char::is_alphanumeric) {
            self.paper.apart.push(Apart::new(Why::Deleted, text, Spot::at(line)));
        }
    }

    fn picture(&mut self, name: &str, line: usize) {
        self.paper.apart.push(Apart::new(Why::Picture, name, Spot::at(line)));
    }

    fn comment(&mut self, text: &str, line: usize) {
        if text.chars().any(char::is_alphanumeric) {
            self.paper.apart.push(Apart::new(Why::Comment, text, Spot::at(line)));
        }
    }
}

/// Counts an element that opens or ends.
fn count(open: &mut usize, is_open: bool) {
    *open = if is_open { open.saturating_add(1) } else { open.saturating_sub(1) };
}

// -- Markdown ------------------------------------------------------------------------------------------------------

/// The paper that Markdown holds.
pub(super) fn markdown(text: &str) -> Paper {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut flow = Flow::default();
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let line = starts.partition_point(|start| *start <= range.start);
        match event {
            Event::Start(Tag::Heading { level, .. }) => flow.heading(level_of(level)),
            Event::Start(Tag::List(first)) => {
                flow.end();
                numbers.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                flow.end();
                numbers.pop();
            }
            Event::Start(Tag::Item) => match numbers.last_mut() {
                Some(Some(number)) => {
                    flow.item(format!("{number}. "));
                    *number = number.saturating_add(1);
                }
                Some(None) | None => flow.item("- ".to_owned()),
            },
            Event::Start(Tag::Table(_)) => flow.open_table(),
            Event::End(TagEnd::Table) => flow.close_table(),
            Event::Start(Tag::TableHead | Tag::TableRow) => flow.row(),
            Event::Start(Tag::TableCell) => flow.cell(1, 1),
            Event::End(TagEnd::TableCell) => flow.end_cell(),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                flow.end();
                flow.note = Some(label.to_string());
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                flow.end();
                flow.note = None;
            }
            Event::Start(Tag::Image { dest_url, .. }) => flow.picture(&dest_url, line),
            Event::FootnoteReference(label) => flow.refer(&label),
            Event::Start(Tag::Strong) => count(&mut flow.strong, true),
            Event::End(TagEnd::Strong) => count(&mut flow.strong, false),
            Event::Start(Tag::Emphasis) => count(&mut flow.emphasis, true),
            Event::End(TagEnd::Emphasis) => count(&mut flow.emphasis, false),
            Event::Start(Tag::Strikethrough) => flow.deleting += 1,
            Event::End(TagEnd::Strikethrough) => flow.end_of_deleted(line),
            Event::Text(words) | Event::Code(words) => flow.text(&words, line),
            Event::SoftBreak => flow.text(" ", line),
            Event::HardBreak
            | Event::Rule
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) => {
                flow.end()
            }
            Event::Html(html) | Event::InlineHtml(html) => flow.comment(&html, line),
            _ => {}
        }
    }
    flow.end();
    flow.paper
}

fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

// -- HTML ----------------------------------------------------------------------------------------------------------

/// The paper that a page of HTML holds. Only its tokens are read: nothing is nested, however deeply it is.
pub(super) fn html(text: &str) -> Paper {
    let page = Page(RefCell::new((Flow::default(), Vec::new(), 0)));
    let lines = text.lines().count();
    let tokenizer = Tokenizer::new(page, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let (mut flow, _, _) = tokenizer.sink.0.into_inner();
    // What is not closed ends with the page.
    flow.deleting = 0;
    flow.end_of_deleted(lines.max(1));
    flow.inner = 0;
    flow.close_table();
    flow.end();
    flow.paper
}

/// The flow, the numbers of the lists that are open, and elements without words.
struct Page(RefCell<(Flow, Vec<Option<u64>>, usize)>);

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let (flow, numbers, skipping) = &mut *self.0.borrow_mut();
        let line = usize::try_from(line).unwrap_or(usize::MAX).max(1);
        let tag = match token {
            Token::CharacterTokens(text) if *skipping == 0 => {
                flow.text(&text, line);
                return TokenSinkResult::Continue;
            }
            Token::CommentToken(text) => {
                // Word writes settings into comments.
                if !text.trim_start().starts_with('[') {
                    flow.comment(&text, line);
                }
                return TokenSinkResult::Continue;
            }
            Token::TagToken(tag) => tag,
            _ => return TokenSinkResult::Continue,
        };
        let is_open = tag.kind == TagKind::StartTag;
        let attribute = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
            found.and_then(|attribute| attribute.value.parse::<usize>().ok())
        };
        match &*tag.name {
            "script" | "style" | "title" if is_open && !tag.self_closing => {
                *skipping += 1;
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            "script" | "style" | "title" => *skipping = skipping.saturating_sub(1),
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => match is_open {
                true => flow.heading(name.as_bytes()[1] - b'0'),
                false => flow.end(),
            },
            "ul" | "ol" => {
                flow.end();
                match is_open {
                    true => numbers.push((&*tag.name == "ol").then_some(1)),
                    false => drop(numbers.pop()),
                }
            }
            "li" if is_open => match numbers.last_mut() {
                Some(Some(number)) => {
                    flow.item(format!("{number}. "));
                    *number = number.saturating_add(1);
                }
                Some(None) | None => flow.item("- ".to_owned()),
            },
            "img" => {
                let of = |name: &str| tag.attrs.iter().find(|known| &*known.name.local == name);
                let name = of("alt").filter(|alt| !alt.value.is_empty()).or(of("src"));
                flow.picture(name.map_or("", |name| &name.value), line);
            }
            "table" if is_open => flow.open_table(),
            "table" => flow.close_table(),
            "tr" if is_open => flow.row(),
            "td" | "th" => match is_open {
                true => {
                    flow.cell(attribute("colspan").unwrap_or(1), attribute("rowspan").unwrap_or(1));
                }
                false => flow.end_cell(),
            },
            "b" | "strong" => count(&mut flow.strong, is_open),
            "i" | "em" => count(&mut flow.emphasis, is_open),
            "del" | "s" | "strike" => match is_open {
                true => flow.deleting += 1,
                false => flow.end_of_deleted(line),
            },
            "p" | "div" | "br" | "li" | "section" | "article" | "blockquote" | "pre" | "hr" | "body"
            | "caption" | "dl" | "dt" | "dd" | "center" | "address" | "main" | "header" | "footer"
            | "figure" | "figcaption" | "noscript" | "textarea" | "option" | "fieldset" | "legend" => {
                flow.end()
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
