//! CSV (RFC 4180), as spreadsheets open it without losing characters: UTF-8 with a byte order mark.
//!
//! Takes the rows of a table; gives the bytes. A text that a spreadsheet would take for a formula gets an
//! apostrophe in front, because anybody may have written it; a number is never changed by that.

use super::cell::{CellValue, TableWords};
use super::document::{DocumentData, document_data};
use super::ledger::BodyData;
use super::table::{DataTable, document_rows};
use crate::codec::{self, Packed};
use crate::export::facts::Facts;
use crate::model::strings::Strings;
use crate::settings::Edition;
use ::csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Path of a table's file in a site.
pub fn path(table: DataTable) -> String {
    format!("data/{}.csv", table.name())
}

/// The rows that one body adds to a table.
pub fn fragment(table: DataTable, data: &BodyData, words: TableWords<'_>) -> Vec<u8> {
    let mut csv = writer(Vec::new());
    table.rows(data, words, |row| write_row(&mut csv, &row));
    codec::encode(&Packed::new(&csv.into_inner().unwrap_or_default()))
}

/// Writes a table: the header row, then the rows that the bodies add.
///
/// # Errors
/// When a fragment is damaged, or `out` cannot be written.
pub fn write(table: DataTable, facts: Facts<'_>, fragments: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    let mut csv = begin(&table.columns(), facts.strings, out)?;
    if table == DataTable::Documents {
        let documents: Vec<DocumentData> = facts.documents.iter().map(document_data).collect();
        let words =
            TableWords { strings: facts.strings, is_public: facts.edition == Edition::Public, body: None };
        document_rows(words, &documents).for_each(|row| write_row(&mut csv, &row));
    }
    let out = csv.into_inner().map_err(|error| error.into_error())?;
    fragments.iter().try_for_each(|fragment| out.write_all(&codec::decode::<Packed>(fragment)?.bytes()?))
}

/// A table of rows that are at hand.
pub fn of_rows<'r>(
    columns: &[&str],
    strings: &Strings,
    rows: impl IntoIterator<Item = &'r [CellValue<'r>]>,
) -> Vec<u8> {
    // Writing to memory does not fail.
    let Ok(mut csv) = begin(columns, strings, Vec::new()) else { return Vec::new() };
    rows.into_iter().for_each(|row| write_row(&mut csv, row));
    csv.into_inner().unwrap_or_default()
}

/// Writes the header row.
fn begin<W: Write>(columns: &[&str], strings: &Strings, mut out: W) -> io::Result<Writer<W>> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut csv = writer(out);
    csv.write_record(columns.iter().map(|column| strings.get("column", column)))?;
    Ok(csv)
}

fn writer<W: Write>(out: W) -> Writer<W> {
    WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out)
}

fn write_row<W: Write>(csv: &mut Writer<W>, row: &[CellValue<'_>]) {
    // All rows of a table have the same length, and an error of `out` is reported when it is flushed.
    let _ = csv.write_record(row.iter().map(cell));
}

fn cell<'v>(value: &'v CellValue<'_>) -> Cow<'v, [u8]> {
    let text = match value {
        CellValue::Empty => Cow::Borrowed(""),
        CellValue::Text(words) => harmless(words),
        CellValue::Number(digits) => Cow::Borrowed(digits.as_str()),
        CellValue::Day(date) => Cow::Owned(date.to_string()),
        CellValue::Page(path) => harmless(path),
    };
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }
}

/// The text so that no spreadsheet takes it for a formula. What reads as a number stays a number.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let is_number = text.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' '));
    match is_formula && !is_number {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_a_text() {
        for formula in ["=1+1", "+A1", "-2+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "＝1+1", "- Đoàn xã"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for text in ["-5", "+84 276", "-2,5%", "Đoàn = Hội", "'=1", ""] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn rows_follow_the_rules_of_quoting() {
        let mut csv = writer(Vec::new());
        let text = |text: &'static str| CellValue::Text(text.into());
        write_row(
            &mut csv,
            &[text("a, b"), text("nói \"thế\""), text("hai\ndòng"), CellValue::Number("1.5".into())],
        );
        let bytes = csv.into_inner().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"a, b\",\"nói \"\"thế\"\"\",\"hai\ndòng\",1.5\r\n");
    }
}
