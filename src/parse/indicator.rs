//! Indicators: tables under Chỉ tiêu and Kết quả.

use super::inline::{self, Spanned, elements, inside, plain};
use super::measure::read_deadline;
use super::section::Reader;
use crate::figure::Figure;
use crate::model::document::{Cell, Indicator};
use crate::source::Located;
use crate::text;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Target,
    Actual,
    Unit,
    Level,
    Deadline,
    Note,
}

/// Headers by folded text. The first column is the name whatever its header says, since
/// officials head it with anything.
const HEADERS: &[(Column, &[&str])] = &[
    (Column::Target, &["muc tieu", "chi tieu giao", "ke hoach", "giao", "target"]),
    (Column::Actual, &["ket qua", "thuc hien", "dat duoc", "dat", "actual", "result"]),
    (Column::Unit, &["don vi", "don vi tinh", "dvt", "unit"]),
    (Column::Level, &["cap", "level"]),
    (Column::Deadline, &["han", "thoi han", "thoi gian", "deadline", "due"]),
    (Column::Note, &["ghi chu", "note", "notes"]),
];

/// Where headers are not known, columns are taken in the order that PRODUCT.md gives.
const ORDER: [Column; 4] = [Column::Name, Column::Target, Column::Actual, Column::Unit];

/// Reads the rows of a table; `group` is the sub-heading above it, a level unless a column says one.
pub(super) fn read(
    reader: &Reader<'_>,
    text: &str,
    table: &[Spanned<'_>],
    group: Option<&str>,
) -> Vec<Indicator> {
    let mut rows = elements(inside(table));
    let columns = rows.next().map(columns).unwrap_or_default();
    rows.filter_map(|row| indicator(reader, text, &columns, inside(row), group)).collect()
}

fn columns(head: &[Spanned<'_>]) -> Vec<Column> {
    let headers: Vec<String> = elements(inside(head)).map(|cell| text::fold(&plain(inside(cell)))).collect();
    let known = |header: &str| {
        let words = header.trim();
        HEADERS.iter().find(|(_, names)| names.contains(&words)).map(|(column, _)| *column)
    };
    let any_known = headers.iter().skip(1).any(|header| known(header).is_some());
    let column = |(index, header): (usize, &String)| match index {
        0 => Column::Name,
        _ if any_known => known(header).unwrap_or(Column::Note),
        _ => ORDER.get(index).copied().unwrap_or(Column::Note),
    };
    headers.iter().enumerate().map(column).collect()
}

fn indicator(
    reader: &Reader<'_>,
    text: &str,
    columns: &[Column],
    row: &[Spanned<'_>],
    group: Option<&str>,
) -> Option<Indicator> {
    let cells: Vec<(Column, &[Spanned<'_>])> = columns.iter().copied().zip(elements(row).map(inside)).collect();
    let of = |column| cells.iter().find(|(kind, _)| *kind == column).map(|(_, events)| *events).unwrap_or(&[]);
    let words = |column| Some(plain(of(column)).trim().to_owned()).filter(|words| !words.is_empty());
    let name = words(Column::Name)?;
    let span = inline::span(of(Column::Name), text);
    let cell = |column| {
        let raw = words(column)?;
        let figure = Figure::read(&raw);
        let place = reader.place(inline::span(of(column), text));
        Some(Cell { raw: Located::new(raw, place), figure })
    };
    let deadline = words(Column::Deadline)
        .map(|raw| read_deadline(reader, (raw, inline::span(of(Column::Deadline), text))));
    Some(Indicator {
        name: Located::new(name, reader.place(span)),
        name_html: reader.pieces(text, of(Column::Name)),
        target: cell(Column::Target),
        actual: cell(Column::Actual),
        unit: words(Column::Unit),
        level: words(Column::Level).or(group.map(str::to_owned)),
        deadline,
        note: reader.pieces(text, of(Column::Note)),
    })
}
