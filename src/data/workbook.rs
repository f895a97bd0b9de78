//! The workbook of a body: its tables as sheets that a spreadsheet can filter and sort.

use super::table::{self, Table, Value, Words};
use super::{BodyData, DocumentData, document_data};
use crate::date::Date;
use crate::language::Language;
use crate::model::ledger::{Body, Ledger};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};
use std::collections::{BTreeMap, BTreeSet};

/// Most letters of a cell.
const MOST_LETTERS: usize = 32_000;

/// Most rows of a sheet, without the one that names the columns.
const MOST_ROWS: u32 = 1_048_575;

/// Most letters of a text in a formula.
const MOST_QUOTED: usize = 255;

/// How hard a workbook is packed: the least. More takes three times as long, for a third less.
const PACKED: u8 = 1;

/// What the workbook of a body is made of.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    /// The ledger of its volume.
    pub ledger: &'s Ledger,
    /// The body.
    pub body: &'s Body,
    /// What the data files say of it.
    pub data: &'s BodyData,
    /// Words of the tables.
    pub words: Words<'s>,
    /// Day of the site.
    pub as_of: Date,
    /// Language of labels.
    pub language: Language,
    /// What leads from the workbook to a page, by the page's path: an address with a scheme, or a
    /// relative one.
    pub href: &'s dyn Fn(&str) -> String,
}

/// The workbook of a body, as the bytes of its file.
pub fn make(source: Source<'_>) -> Vec<u8> {
    // Rows, formulas and letters are within the limits of the format, and nothing else can fail in memory.
    write(source).unwrap_or_default()
}

fn write(source: Source<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKED);
    let created = excel_day(source.as_of).unwrap_or_default();
    let properties = DocProperties::new().set_title(&source.body.meta.name).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let documents = documents(source.ledger, &source.body.id);
    let looks = Looks::new(source.language);
    let mut names = BTreeSet::new();
    for table in Table::ALL {
        let sheet = workbook.add_worksheet();
        let name = source.words.strings.get("table", table.name());
        if names.insert(name.to_lowercase()) {
            // A name that the theme gives and the format does not take is left to the format.
            let _ = sheet.set_name(name);
        }
        let mut sheet = Sheet { sheet, looks: &looks, href: source.href, rows: 0 };
        sheet.head(table, source.words)?;
        let mut filled = Ok(());
        let mut take = |row: Vec<Value<'_>>| {
            if filled.is_ok() {
                filled = sheet.row(&row);
            }
        };
        table.rows(source.data, source.words, &mut take);
        if table == Table::Documents {
            documents.iter().map(table::document_row).for_each(take);
        }
        filled?;
        sheet.finish(table)?;
    }
    workbook.save_to_buffer()
}

/// Documents that the files of a body cite or are, with those of its files that cite them.
fn documents(ledger: &Ledger, body: &str) -> Vec<DocumentData> {
    let mut citing: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let own = ledger.cites.iter().filter(|(path, _)| path.body() == Some(body));
    for (path, cited) in own {
        for id in cited {
            citing.entry(id.0).or_default().insert(path.as_str());
        }
    }
    for paper in ledger.papers.iter().filter(|paper| paper.body == body) {
        citing.extend(
            paper.official.filter(|id| !citing.contains_key(&id.0)).map(|id| (id.0, BTreeSet::new())),
        );
    }
    let row = |(id, paths): (usize, BTreeSet<&str>)| {
        let cited_by = paths.into_iter().map(str::to_owned).collect();
        DocumentData { cited_by, ..document_data(&ledger.documents[id]) }
    };
    citing.into_iter().map(row).collect()
}

/// How cells look. A format belongs to a column where it can: looking one up for each cell takes a
/// third of the time that a workbook takes.
struct Looks {
    head: Format,
    cell: Format,
    day: Format,
    link: Format,
}

impl Looks {
    fn new(language: Language) -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: cell().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
            cell: cell().set_text_wrap(),
            day: cell().set_num_format(language.choose("dd/mm/yyyy", "yyyy-mm-dd")),
            link: cell().set_hyperlink(),
        }
    }

    fn of_column(&self, column: &str) -> &Format {
        if column == "page" { &self.link } else { &self.cell }
    }
}

/// A sheet being filled.
struct Sheet<'s> {
    sheet: &'s mut Worksheet,
    looks: &'s Looks,
    href: &'s dyn Fn(&str) -> String,
    /// Rows that it has, without the first.
    rows: u32,
}

impl Sheet<'_> {
    fn head(&mut self, table: Table, words: Words<'_>) -> Result<(), XlsxError> {
        for (column, key) in (0..).zip(table.columns()) {
            let name = words.strings.get("column", key);
            self.sheet.write_string_with_format(0, column, name, &self.looks.head)?;
            self.sheet.set_column_width(column, width(key))?;
            self.sheet.set_column_format(column, self.looks.of_column(key))?;
        }
        self.sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    fn row(&mut self, row: &[Value<'_>]) -> Result<(), XlsxError> {
        if self.rows >= MOST_ROWS {
            return Ok(());
        }
        self.rows += 1;
        (0..).zip(row).try_for_each(|(column, value)| self.cell(column, value))
    }

    fn cell(&mut self, column: u16, value: &Value<'_>) -> Result<(), XlsxError> {
        let row = self.rows;
        let written = match value {
            Value::Empty => return Ok(()),
            Value::Text(words) => self.sheet.write_string(row, column, cut(words)),
            Value::Number(digits) => match digits.parse::<f64>() {
                Ok(number) => self.sheet.write_number(row, column, number),
                Err(_) => self.sheet.write_string(row, column, digits),
            },
            Value::Day(date) => match excel_day(*date) {
                Some(day) => self.sheet.write_datetime_with_format(row, column, day, &self.looks.day),
                None => self.sheet.write_string(row, column, date.to_string()),
            },
            Value::Page(path) => match self.link(path) {
                Some(link) => self.sheet.write_formula(row, column, link),
                None => self.sheet.write_string(row, column, cut(path)),
            },
        };
        written.map(|_| ())
    }

    /// A formula that leads to a page: unlike a link, it stays with its row when rows are sorted. Nothing
    /// where it would be too long for one.
    fn link(&self, path: &str) -> Option<Formula> {
        let doubled = |text: &str| text.replace('"', "\"\"");
        let href = (self.href)(path);
        let is_short = |text: &str| text.chars().count() <= MOST_QUOTED;
        let formula = || Formula::new(format!(r#"=HYPERLINK("{}","{}")"#, doubled(&href), doubled(path)));
        (is_short(&href) && is_short(path)).then(|| formula().set_result(path))
    }

    fn finish(self, table: Table) -> Result<(), XlsxError> {
        let last = u16::try_from(table.columns().len()).unwrap_or(u16::MAX).saturating_sub(1);
        self.sheet.autofilter(0, 0, self.rows, last)?;
        Ok(())
    }
}

/// Days before 1900 are none to a spreadsheet.
fn excel_day(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

/// As many letters as a cell can hold.
fn cut(words: &str) -> &str {
    // A letter beyond the first plane counts twice, and none has less than one byte.
    let most = MOST_LETTERS / 2;
    if words.len() <= most {
        return words;
    }
    let end = words.char_indices().nth(most).map(|(at, _)| at);
    end.map_or(words, |end| &words[..end])
}

/// How wide a column is, in letters.
fn width(column: &str) -> f64 {
    match column {
        "title" | "owner" | "measure" | "indicator" | "verdict" | "subject" => 56.0,
        "lead" | "coordinate" | "monitor" | "issuer" | "deadline" | "struck" | "cites" | "page"
        | "promise" => 28.0,
        "body" | "area" | "status" | "origin" | "onward" | "plan" | "number" | "outcome" | "years" => 20.0,
        _ => 12.0,
    }
}
