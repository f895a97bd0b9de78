//! Indicators: tables under Chỉ tiêu and Kết quả.

use super::inline::{self, Spanned, elements, inside, plain};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::document::{Cell, Indicator};
use crate::source::Located;
use crate::vietnamese::figure::{self, Figure};
use crate::vietnamese::letters;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Numbers of rows, which are in the first column as often as not.
    Number,
    /// What is counted.
    Name,
    /// What is to be reached.
    Target,
    /// What was reached.
    Actual,
    /// In what it is counted.
    Unit,
    /// For whom.
    Level,
    /// Until when.
    Deadline,
    /// Anything else.
    Note,
}

/// Headers by folded text. The first column, or the one behind the numbers of rows, is the name whatever its header
/// says, since officials head it with anything.
const HEADERS: &[(Column, &[&str])] = &[
    (Column::Target, &["muc tieu", "chi tieu giao", "ke hoach", "giao", "target"]),
    (Column::Actual, &["ket qua", "thuc hien", "dat duoc", "dat", "actual", "result"]),
    (Column::Unit, &["don vi", "don vi tinh", "dvt", "unit"]),
    (Column::Level, &["cap", "level"]),
    (Column::Deadline, &["han", "thoi han", "thoi gian", "deadline", "due"]),
    (Column::Note, &["ghi chu", "note", "notes"]),
];

/// Headers of the numbers of rows.
const NUMBERS: [&str; 9] = ["stt", "s.t.t", "tt", "so tt", "so thu tu", "thu tu", "no", "no.", "#"];

/// What the columns of a table hold.
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Reads the headers of a table.
    pub(super) fn read(
        reader: &Reader<'_>,
        text: &str,
        head: &[Spanned<'_>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let columns = columns(head);
        report_headers(reader, text, head, &columns, diagnostics);
        Self(columns)
    }

    /// Reads a row; `group` is the sub-heading above the table, a level unless a column says one.
    pub(super) fn row(
        &self,
        reader: &Reader<'_>,
        text: &str,
        row: &[Spanned<'_>],
        group: Option<&str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Indicator> {
        let Some(read) = indicator(reader, text, &self.0, inside(row), group) else {
            diagnostics.extend(unnamed(reader, text, inside(row)));
            return None;
        };
        diagnostics.extend(rate_differs(reader, text, &self.0, inside(row), &read));
        Some(read)
    }
}

/// Reports a row that says something, and not of what.
fn unnamed(reader: &Reader<'_>, text: &str, row: &[Spanned<'_>]) -> Option<Diagnostic> {
    let mut cells = elements(row).map(inside);
    let said = cells.find(|cell| !plain(cell).trim().is_empty())?;
    Some(Diagnostic::new(Code::RowUnnamed, reader.place(inline::span(said, text))))
}

/// The column that a header names: `Kết quả`, and `Kết quả năm 2025` too.
fn known(header: &str) -> Option<Column> {
    let words = header.trim();
    let core = words.split_once(" nam ").map_or(words, |(core, _)| core);
    HEADERS
        .iter()
        .find(|(_, names)| names.contains(&words) || names.contains(&core))
        .map(|(column, _)| *column)
}

/// Reports headers that are not known, which makes their columns notes, and columns of a kind that another one before
/// is of: what an author put there is no number.
fn report_headers(
    reader: &Reader<'_>,
    text: &str,
    head: &[Spanned<'_>],
    columns: &[Column],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let headers = elements(inside(head)).map(inside).zip(columns).enumerate();
    for (index, (header, column)) in headers {
        let words = plain(header);
        let place = || reader.place(inline::span(header, text));
        match column {
            Column::Number | Column::Name => {}
            Column::Note if words.trim().is_empty() || known(&letters::fold(&words)).is_some() => {}
            Column::Note => {
                let found = Located::new(words, place());
                diagnostics.push(Diagnostic::unknown(Code::UnknownColumn, &found, SHOWN));
            }
            Column::Target | Column::Actual | Column::Unit | Column::Level | Column::Deadline => {
                if columns[..index].contains(column) {
                    let twice = Diagnostic::new(Code::ColumnTwice, place());
                    diagnostics.push(twice.with("found", words.trim()));
                }
            }
        }
    }
}

/// Headers as an author would write them.
const SHOWN: [&str; 13] = [
    "Mục tiêu",
    "Chỉ tiêu giao",
    "Kế hoạch",
    "Kết quả",
    "Thực hiện",
    "Đạt được",
    "Đơn vị",
    "Đơn vị tính",
    "Cấp",
    "Hạn",
    "Thời hạn",
    "Thời gian",
    "Ghi chú",
];

fn columns(head: &[Spanned<'_>]) -> Vec<Column> {
    let headers: Vec<String> = elements(inside(head)).map(|cell| plain(inside(cell))).collect();
    columns_of(&headers)
}

/// What the columns under some headers hold.
pub fn columns_of(headers: &[String]) -> Vec<Column> {
    let headers: Vec<String> = headers.iter().map(|header| letters::fold(header)).collect();
    let is_number = headers.first().is_some_and(|header| NUMBERS.contains(&header.trim()));
    let name = usize::from(is_number);
    let column = |(index, header): (usize, &String)| match index {
        _ if index < name => Column::Number,
        _ if index == name => Column::Name,
        // What is in a column that nobody named as the target or the result is not judged by.
        _ => known(header).unwrap_or(Column::Note),
    };
    headers.iter().enumerate().map(column).collect()
}

/// Reports a remark that contradicts the numbers of its row: `vượt` where the target was missed, `chưa đạt` where
/// it was met, and a rate that is not the one of both numbers.
fn rate_differs(
    reader: &Reader<'_>,
    text: &str,
    columns: &[Column],
    row: &[Spanned<'_>],
    indicator: &Indicator,
) -> Option<Diagnostic> {
    let (target, actual) = (indicator.target.as_ref()?, indicator.actual.as_ref()?);
    let (goal, reached) = (target.figure.as_ref()?, actual.figure.as_ref()?);
    let notes = columns.iter().zip(elements(row).map(inside)).filter(|(column, _)| **column == Column::Note);
    let mut notes = notes.map(|(_, note)| (plain(note), inline::span(note, text)));
    let (found, span) = notes.find(|(note, _)| {
        let words = letters::same_name(note);
        let is = |known: &[&str]| {
            known.iter().any(|known| words == *known || words.starts_with(&format!("{known} ")))
        };
        let is_met = figure::meets(goal, reached);
        // Who exceeds a limit has missed the target.
        let says_exceeded = is(&["vuot", "exceeded"]) && !goal.is_limit();
        (says_exceeded || is(&["dat chi tieu", "dat muc tieu", "dat yeu cau", "met"]))
            && is_met == Some(false)
            || words == "dat" && is_met == Some(false)
            || is(&["khong dat", "chua dat", "not met", "missed"]) && is_met == Some(true)
            || figure::rate_differs(goal, reached, note)
    })?;
    let report = Diagnostic::new(Code::RateDiffers, reader.place(span)).with("found", found.trim());
    Some(report.with("actual", &actual.raw.value).with("target", &target.raw.value))
}

fn indicator(
    reader: &Reader<'_>,
    text: &str,
    columns: &[Column],
    row: &[Spanned<'_>],
    group: Option<&str>,
) -> Option<Indicator> {
    let cells: Vec<(Column, &[Spanned<'_>])> =
        columns.iter().copied().zip(elements(row).map(inside)).collect();
    let of =
        |column| cells.iter().find(|(kind, _)| *kind == column).map(|(_, events)| *events).unwrap_or(&[]);
    let words = |column| Some(plain(of(column)).trim().to_owned()).filter(|words| !words.is_empty());
    let name = words(Column::Name)?;
    let span = inline::span(of(Column::Name), text);
    let cell = |column| {
        let raw = words(column)?;
        let figure = Figure::read(&raw);
        let place = reader.place(inline::span(of(column), text));
        Some(Cell { raw: Located::new(raw, place), figure })
    };
    let deadline =
        words(Column::Deadline).map(|raw| reader.deadline((raw, inline::span(of(Column::Deadline), text))));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Block;
    use crate::parse::section;
    use crate::settings::Headings;
    use crate::source::SourceId;

    /// Name, target, actual and unit of each row, and the codes that are reported.
    fn rows(table: &str) -> (Vec<[String; 4]>, Vec<Code>) {
        let text = format!("## Kết quả\n\n{table}\n");
        let reader = Reader { source: SourceId(0), years: None, headings: &Headings::default() };
        let mut diagnostics = Vec::new();
        let content = section::read(&reader, &text, 0, &mut diagnostics);
        let blocks = content.sections.into_iter().flat_map(|section| section.blocks);
        let raw = |cell: &Option<Cell>| cell.as_ref().map(|cell| cell.raw.value.clone()).unwrap_or_default();
        let rows = blocks.flat_map(|block| if let Block::Indicators(rows) = block { rows } else { vec![] });
        let rows = rows.map(|row| {
            let unit = row.unit.clone().unwrap_or_default();
            [row.name.value.clone(), raw(&row.target), raw(&row.actual), unit]
        });
        (rows.collect(), diagnostics.into_iter().map(|found| found.code).collect())
    }

    #[test]
    fn numbers_of_rows_are_no_names() {
        let table = "| STT | Chỉ tiêu | Kế hoạch | Kết quả | ĐVT |\n|---|---|---|---|---|\n| 1 | Lớp | 5 | 6 | lớp |\n";
        let row = ["Lớp", "5", "6", "lớp"].map(str::to_owned);
        assert_eq!(rows(table), (vec![row], vec![]));
    }

    #[test]
    fn what_nobody_called_a_target_is_none() {
        let table = "| Đơn vị | Số học viên | Số lớp |\n|---|---|---|\n| Huyện A | 50 | 2 |\n";
        let row = ["Huyện A", "", "", ""].map(str::to_owned);
        assert_eq!(rows(table), (vec![row], vec![Code::UnknownColumn, Code::UnknownColumn]));
    }

    #[test]
    fn who_exceeds_a_limit_has_missed_it() {
        let table = |goal: &str| {
            format!(
                "| Tên | Kế hoạch | Kết quả | Ghi chú |\n|---|---|---|---|\n| Vụ việc | {goal} | 7 | Vượt |\n"
            )
        };
        assert_eq!(rows(&table("không quá 5")).1, []);
        assert_eq!(rows(&table("9")).1, [Code::RateDiffers]);
    }
}
