//! The workbook of a body: its tables as the sheets of an XLSX file, to be filtered and sorted.
//!
//! Takes the view; gives the bytes of the file. It has no template, because the format is binary.

use crate::language::Language;
use crate::model::view::{CellView, ColumnView, SheetView, WorkbookView};
use crate::vietnamese::date::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeSet;

/// Most characters in a cell.
const MOST_LETTERS: usize = 32_000;

/// Most rows of a sheet, without the header row.
const MOST_ROWS: u32 = 1_048_575;

/// Most characters of a text in a formula.
const MOST_QUOTED: usize = 255;

/// Level of compression: the lowest. A higher one takes three times as long and saves a third.
const PACKED: u8 = 1;

/// The workbook as the bytes of its file. Rows beyond the limit are left out, and texts beyond it are cut.
///
/// # Errors
/// When the format cannot hold the workbook.
pub(super) fn make(view: &WorkbookView, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKED);
    let created = excel_day(view.as_of).unwrap_or_default();
    let properties = DocProperties::new().set_title(&view.title).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let looks = Looks::new(language);
    let mut names = BTreeSet::new();
    for of in &view.sheets {
        let sheet = workbook.add_worksheet();
        if names.insert(of.name.to_lowercase()) {
            // A name that the format refuses is left to the library's default.
            let _ = sheet.set_name(&of.name);
        }
        Sheet { sheet, looks: &looks, rows: 0 }.fill(of)?;
    }
    workbook.save_to_buffer()
}

/// Formats of cells. They are set by column where possible: looking one up for each cell takes a third of
/// the time of a workbook.
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
    /// Rows written, without the header row.
    rows: u32,
}

impl Sheet<'_> {
    fn fill(mut self, of: &SheetView) -> Result<(), XlsxError> {
        self.head(&of.columns)?;
        of.rows.iter().try_for_each(|row| self.row(row))?;
        let last = u16::try_from(of.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        self.sheet.autofilter(0, 0, self.rows, last)?;
        Ok(())
    }

    fn head(&mut self, columns: &[ColumnView]) -> Result<(), XlsxError> {
        for (at, column) in (0..).zip(columns) {
            self.sheet.write_string_with_format(0, at, &column.name, &self.looks.head)?;
            self.sheet.set_column_width(at, width(column.key))?;
            self.sheet.set_column_format(at, self.looks.of_column(column.key))?;
        }
        self.sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    fn row(&mut self, row: &[CellView]) -> Result<(), XlsxError> {
        if self.rows >= MOST_ROWS {
            return Ok(());
        }
        self.rows += 1;
        (0..).zip(row).try_for_each(|(column, cell)| self.cell(column, cell))
    }

    fn cell(&mut self, column: u16, cell: &CellView) -> Result<(), XlsxError> {
        let row = self.rows;
        let written = match cell {
            CellView::Empty => return Ok(()),
            CellView::Text(words) => self.sheet.write_string(row, column, cut(words)),
            CellView::Number(digits) => match digits.parse::<f64>() {
                Ok(number) => self.sheet.write_number(row, column, number),
                Err(_) => self.sheet.write_string(row, column, digits),
            },
            CellView::Day(date) => match excel_day(*date) {
                Some(day) => self.sheet.write_datetime_with_format(row, column, day, &self.looks.day),
                None => self.sheet.write_string(row, column, date.to_string()),
            },
            CellView::Page { path, href } => match link(path, href) {
                Some(link) => self.sheet.write_formula(row, column, link),
                None => self.sheet.write_string(row, column, cut(path)),
            },
        };
        written.map(|_| ())
    }
}

/// A formula that links to a page: unlike a hyperlink, it moves with its row when rows are sorted. `None`
/// where it would be longer than the limit.
fn link(path: &str, href: &str) -> Option<Formula> {
    let doubled = |text: &str| text.replace('"', "\"\"");
    let is_short = |text: &str| text.chars().count() <= MOST_QUOTED;
    let formula = || Formula::new(format!(r#"=HYPERLINK("{}","{}")"#, doubled(href), doubled(path)));
    (is_short(href) && is_short(path)).then(|| formula().set_result(path))
}

/// `None` before 1900, where a spreadsheet has no dates.
fn excel_day(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

/// The text, cut to what a cell can hold.
fn cut(words: &str) -> &str {
    // The limit counts UTF-16 units, of which a character has at most two; no character has less than one
    // byte.
    let most = MOST_LETTERS / 2;
    if words.len() <= most {
        return words;
    }
    let end = words.char_indices().nth(most).map(|(at, _)| at);
    end.map_or(words, |end| &words[..end])
}

/// Width of a column, in characters.
fn width(column: &str) -> f64 {
    match column {
        "title" | "owner" | "measure" | "indicator" | "verdict" | "subject" => 56.0,
        "lead" | "coordinate" | "monitor" | "issuer" | "deadline" | "struck" | "cites" | "page"
        | "promise" => 28.0,
        "body" | "area" | "status" | "origin" | "onward" | "plan" | "number" | "outcome" | "years" => 20.0,
        _ => 12.0,
    }
}
