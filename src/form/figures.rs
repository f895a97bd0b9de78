//! Indicators as rows, and their tables with some rows changed.
//!
//! Takes Markdown; gives each indicator with the cells of its row, and the Markdown with some of them changed where
//! they stand. As with measures, what is changed is read again, and counts only where each row, and each measure, is
//! then what it should be. It stands apart from them because cells are not words with marks behind them.

use super::head::replaced;
use super::markdown::{HEAD, document, first};
use super::rows::{Measures, Stuck};
use crate::language::Language;
use crate::model::document::{Document, Indicator};
use crate::parse::{Column, cells, columns_of};
use crate::settings::{Headings, SectionKind};
use crate::source::Span;
use std::sync::Arc;

/// The columns that a row shows.
pub(super) const SHOWN: [Column; 4] = [Column::Name, Column::Target, Column::Actual, Column::Unit];

/// What a row shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Its line as it is written: what the row is known by. Empty of a row that is new.
    pub(super) was: String,
    /// What its cells held when the row was made.
    pub(super) had: [String; 4],
    /// What its cells hold, as Markdown: one for each of [`SHOWN`].
    pub(super) cells: [String; 4],
    /// Whether it is to go.
    pub(super) is_gone: bool,
}

impl Row {
    /// Whether it says anything.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }

    /// Its cells, for people.
    pub(super) fn show(&self) -> String {
        self.cells.join(" | ")
    }
}

/// An indicator where it is written.
pub(super) struct Written {
    /// What its row shows.
    pub(super) row: Row,
    /// Number of columns of its table, and the place of each of [`SHOWN`] among them.
    columns: (usize, [Option<usize>; 4]),
    /// The bytes of its line, without the line end, and of its cells between their bars.
    line: Span,
    cells: Vec<Span>,
}

/// A text and its indicators.
pub(super) struct Indicators {
    text: String,
    document: Option<Arc<Document>>,
    language: Language,
    pub(super) written: Vec<Written>,
}

impl Indicators {
    /// The indicators of a Markdown text.
    pub(super) fn of(markdown: &str, headings: &Headings, language: Language) -> Self {
        let text = format!("{HEAD}{markdown}");
        let document = document(&text, headings);
        let all = document.iter().flat_map(|document| document.indicators());
        let written = all.filter_map(|indicator| written(&text, indicator)).collect();
        Self { text, document, language, written }
    }

    /// The columns that a new row can fill: those of the last table.
    pub(super) fn has(&self) -> [bool; 4] {
        self.written.last().map_or([true; 4], Written::has)
    }

    /// The Markdown with rows changed. Rows that are known by the same line are told apart by their order.
    pub(super) fn changed(&self, rows: &[Row], headings: &Headings) -> Result<String, Stuck> {
        let mut edits: Vec<(Span, String)> = Vec::new();
        let mut expected: Vec<Option<[String; 4]>> =
            self.written.iter().map(|known| Some(known.row.cells.clone())).collect();
        let mut seen: Vec<&str> = Vec::new();
        let (mut new, mut culprit) = (Vec::new(), None);
        for row in rows {
            let nth = seen.iter().filter(|was| **was == row.was).count();
            seen.push(&row.was);
            // What nobody touched is as it is written now.
            if row.cells == row.had && !row.is_gone {
                continue;
            }
            let cells = row.cells.clone().map(|cell| escaped(&cell));
            if row.was.is_empty() {
                new.extend((!row.is_gone).then_some(cells));
                continue;
            }
            let mut known = self.written.iter().enumerate().filter(|(_, known)| known.row.was == row.was);
            let Some((at, known)) = known.nth(nth) else { return Err(Stuck::Gone(row.was.clone())) };
            if row.is_gone {
                let end = known.line.end + usize::from(self.text[known.line.end..].starts_with('\n'));
                edits.push((known.line.start..end, String::new()));
            } else {
                edits.extend(known.edits(&self.text, &cells).ok_or_else(|| Stuck::Otherwise(row.show()))?);
            }
            culprit.get_or_insert_with(|| row.show());
            expected[at] = (!row.is_gone).then_some(cells);
        }
        culprit = culprit.or_else(|| new.first().map(|cells| cells.join(" | ")));
        let stuck = || Stuck::Otherwise(culprit.clone().unwrap_or_default());
        if !new.is_empty() {
            let is_last_gone = expected.last().is_some_and(Option::is_none);
            edits.push(self.insertion(&new, is_last_gone).ok_or_else(stuck)?);
        }
        if edits.is_empty() {
            return Ok(self.text[HEAD.len()..].to_owned());
        }
        let text = replaced(&self.text, edits).ok_or_else(stuck)?;
        let markdown = &text[HEAD.len()..];
        let now = Self::of(markdown, headings, self.language);
        let found = now.written.iter().map(|known| &known.row.cells);
        let measures = |markdown: &str| {
            let measures = Measures::of(markdown, headings, self.language).written;
            measures.into_iter().map(|measure| measure.row).collect::<Vec<_>>()
        };
        let is_right = found.eq(expected.iter().flatten().chain(&new))
            && measures(markdown) == measures(&self.text[HEAD.len()..]);
        if is_right { Ok(markdown.to_owned()) } else { Err(stuck()) }
    }

    /// New rows behind the last one, or in its place where that is to go, or in a table of their own. None where a cell
    /// has no column.
    fn insertion(&self, new: &[[String; 4]], is_last_gone: bool) -> Option<(Span, String)> {
        let Some(last) = self.written.last() else {
            let headers = self.language.choose(
                "| Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |",
                "| Indicator | Target | Result | Unit |",
            );
            let rows: Vec<String> = new.iter().map(|cells| line(cells)).collect();
            let table = format!("{headers}\n|---|---|---|---|\n{}", rows.join("\n"));
            let document = self.document.as_ref()?;
            let has = |kind| document.sections.iter().any(|section| section.kind == Some(kind));
            let is_result = has(SectionKind::Results) && !has(SectionKind::Targets);
            let kind = if is_result { SectionKind::Results } else { SectionKind::Targets };
            return Some(first(document, &self.text, kind, &table, self.language));
        };
        let own = &self.text[last.line.clone()];
        let lead = &own[..own.len() - own.trim_start().len()];
        let (count, columns) = last.columns;
        let mut rows = String::new();
        for cells in new {
            let mut row = vec![""; count];
            for (cell, column) in cells.iter().zip(columns).filter(|(cell, _)| !cell.is_empty()) {
                *row.get_mut(column?)? = cell;
            }
            let row = format!("{lead}{}", line(&row));
            rows.push_str(&if is_last_gone { row + "\n" } else { format!("\n{row}") });
        }
        let at = if is_last_gone { last.line.start } else { last.line.end };
        Some((at..at, rows))
    }
}

impl Written {
    /// Whether its table has a column for each of [`SHOWN`].
    pub(super) fn has(&self) -> [bool; 4] {
        self.columns.1.map(|column| column.is_some())
    }

    /// What is to be changed so that the cells are others; none where one has no column.
    fn edits(&self, text: &str, cells: &[String; 4]) -> Option<Vec<(Span, String)>> {
        let parts = self.row.cells.iter().zip(cells).zip(self.columns.1);
        let changed = parts.filter(|((was, cell), _)| was != cell);
        let edit = changed.map(|((_, cell), column)| {
            let whole = self.cells.get(column?)?.clone();
            let own = trimmed(text, &whole);
            Some(match own.is_empty() {
                true => (whole, format!(" {cell} ")),
                false => (own, cell.clone()),
            })
        });
        edit.collect()
    }
}

/// A row of a table.
fn line(cells: &[impl AsRef<str>]) -> String {
    let cells: String = cells.iter().map(|cell| format!(" {} |", cell.as_ref())).collect();
    format!("|{cells}")
}

/// The bytes of a cell without the space around it.
fn trimmed(text: &str, cell: &Span) -> Span {
    let own = &text[cell.clone()];
    let start = cell.start + own.len() - own.trim_start().len();
    start..start + own.trim().len()
}

/// A cell in which no bar ends it.
fn escaped(cell: &str) -> String {
    let mut safe = String::new();
    let mut is_escaped = false;
    for letter in cell.chars() {
        if letter == '|' && !is_escaped {
            safe.push('\\');
        }
        is_escaped = letter == '\\' && !is_escaped;
        safe.push(letter);
    }
    safe
}

/// An indicator in its text; none where its line is not understood.
fn written(text: &str, indicator: &Indicator) -> Option<Written> {
    let at = indicator.name.place.span().start;
    let start = text.get(..at)?.rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let is_rule =
        |line: &&str| line.contains('-') && line.trim_matches([' ', '\t', '|', '-', ':']).is_empty();
    let mut above = text[..start].lines().rev().skip_while(|line| !is_rule(line));
    let header = above.nth(1)?;
    let bare = |cell: &Span| header[cell.clone()].trim_matches([' ', '\t', '*', '_']).to_owned();
    let columns = columns_of(&cells(header).iter().map(bare).collect::<Vec<_>>());
    let cells: Vec<Span> =
        cells(&text[start..end]).iter().map(|cell| start + cell.start..start + cell.end).collect();
    if cells.len() != columns.len() {
        return None;
    }
    let places = SHOWN.map(|shown| columns.iter().position(|column| *column == shown));
    // Of a table in a quotation, the sign of that is no cell.
    if !places[0].is_some_and(|name| cells[name].start <= at && at <= cells[name].end) {
        return None;
    }
    let held =
        places.map(|column| column.map_or("", |column| &text[trimmed(text, &cells[column])]).to_owned());
    let was = text[start..end].trim_end().to_owned();
    let row = Row { was, had: held.clone(), cells: held, is_gone: false };
    Some(Written { row, columns: (columns.len(), places), line: start..end, cells })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    const TEXT: &str = "# Tên\n\n## Kết quả\n\n| Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |\n|---|--:|---|---|\n\
        | Cuộc tuyên truyền | ít nhất 200 |  | cuộc |\n| Đội `a\\|b` | 90 | **94** ||\n\nTốt.\n\n## Giải pháp\n\n- Một\n";

    fn of(text: &str) -> Indicators {
        Indicators::of(text, &Headings::default(), Language::Vi)
    }

    fn rows(text: &str) -> Vec<Row> {
        of(text).written.into_iter().map(|written| written.row).collect()
    }

    fn changed(text: &str, rows: &[Row]) -> Result<String, Stuck> {
        of(text).changed(rows, &Headings::default())
    }

    /// What becomes of a part of the text when a row is changed.
    fn becomes(at: usize, change: impl Fn(&mut Row), from: &str, to: &str) {
        let mut rows = rows(TEXT);
        change(&mut rows[at]);
        assert!(TEXT.contains(from), "{from}");
        assert_eq!(changed(TEXT, &rows), Ok(TEXT.replacen(from, to, 1)), "{to}");
    }

    #[test]
    fn a_row_changes_its_cells_only() {
        let shown: Vec<[String; 4]> = rows(TEXT).into_iter().map(|row| row.cells).collect();
        let expected =
            [["Cuộc tuyên truyền", "ít nhất 200", "", "cuộc"], ["Đội `a\\|b`", "90", "**94**", ""]];
        assert_eq!(shown, expected.map(|cells| cells.map(str::to_owned)));
        assert_eq!(changed(TEXT, &rows(TEXT)), Ok(TEXT.to_owned()));
        becomes(0, |row| row.cells[2] = "252".to_owned(), "200 |  |", "200 | 252 |");
        becomes(0, |row| row.cells[1].clear(), "ít nhất 200", "");
        becomes(0, |row| row.cells[0] = "Cuộc a|b".to_owned(), "Cuộc tuyên truyền", "Cuộc a\\|b");
        becomes(1, |row| row.cells[3] = "đội".to_owned(), "**94** ||", "**94** | đội |");
        becomes(0, |row| row.is_gone = true, "| Cuộc tuyên truyền | ít nhất 200 |  | cuộc |\n", "");
    }

    #[test]
    fn a_new_row_is_the_last_of_its_table() {
        let new = |text: &str, cells: [&str; 4]| {
            let new = Row { cells: cells.map(str::to_owned), ..Row::default() };
            changed(text, &[rows(text), vec![new]].concat())
        };
        let cells = ["Lớp", "5", "", "lớp"];
        let line = "| Lớp | 5 |  | lớp |";
        let head = "| Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |\n|---|---|---|---|";
        assert_eq!(new(TEXT, cells), Ok(TEXT.replace("94** ||\n", &format!("94** ||\n{line}\n"))));
        for (text, expected) in [
            (
                "# A\n\n## Chỉ tiêu\n\n<!-- x -->\n",
                format!("# A\n\n## Chỉ tiêu\n\n{head}\n{line}\n\n<!-- x -->\n"),
            ),
            ("# A\n\n## Kết quả\nTốt\n", format!("# A\n\n## Kết quả\n\n{head}\n{line}\n\nTốt\n")),
            (
                "# A\n\n## Giải pháp\n\n- B\n",
                format!("# A\n\n## Chỉ tiêu\n\n{head}\n{line}\n\n## Giải pháp\n\n- B\n"),
            ),
            ("# A\n", format!("# A\n\n## Chỉ tiêu\n\n{head}\n{line}\n")),
        ] {
            assert_eq!(new(text, cells), Ok(expected), "{text}");
        }
        let mut exchanged = rows(TEXT);
        exchanged[1].is_gone = true;
        exchanged.push(Row { cells: cells.map(str::to_owned), ..Row::default() });
        assert_eq!(changed(TEXT, &exchanged), Ok(TEXT.replace("| Đội `a\\|b` | 90 | **94** ||", line)));
        let narrow = "## Kết quả\n\n| STT | Nội dung | Kết quả |\n|---|---|---|\n| 1 | Đội | 4 |\n";
        assert_eq!(new(narrow, ["Lớp", "", "6", ""]), Ok(format!("{narrow}|  | Lớp | 6 |\n")));
        assert!(matches!(new(narrow, cells), Err(Stuck::Otherwise(_))));
        assert!(matches!(new(narrow, ["", "", "6", ""]), Err(Stuck::Otherwise(_))));
    }

    #[test]
    fn a_row_that_is_gone_from_the_markdown_gives_way_unless_it_was_touched() {
        let mut rows = rows(TEXT);
        let after = TEXT.replace("cuộc |", "buổi |");
        assert_eq!(changed(&after, &rows), Ok(after.clone()));
        rows[0].cells[2] = "1".to_owned();
        assert!(matches!(changed(&after, &rows), Err(Stuck::Gone(_))));
    }

    const TABLES: &[&str] = &[
        "| Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |\n|---|---|---|---|\n| Lớp | 5 | 6 | lớp |\n| Đội | | |\n",
        "| STT | **Nội dung** | Kết quả năm 2023 |\n|:-:|---|---|\n| 1 | Đội *mới* | 4 |\n| 2 | a \\| b |  |\n",
        "Nội dung | ĐVT | Ghi chú\n---|---|---\nLớp | lớp | xem [kế hoạch](a.md)\n",
        "- một\n\n  | Tên | Mục tiêu |\n  |---|---|\n  | Trong mục | 5 |\n",
        "> | Tên | Mục tiêu |\n> |---|---|\n> | Trích | 5 |\n",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

        /// A row that is changed in one cell: either there is a text that is read so, which differs in that line
        /// only, or it is refused; and never for a cell that its table has.
        #[test]
        fn a_changed_cell_changes_its_own_line(
            tables in proptest::collection::vec(select(TABLES), 1..4),
            (at, part) in (any::<Index>(), 0..4usize),
            value in select(&["", "12", "ít nhất 200", "a | b", "a \\| b", "`c|d`", "**x**", "> y", "---"][..]),
        ) {
            let text = format!("# Tên\n\n## Chỉ tiêu\n\n{}\n## Giải pháp\n\n- Một\n", tables.join("\n"));
            let known = of(&text);
            let mut rows: Vec<Row> = known.written.iter().map(|known| known.row.clone()).collect();
            prop_assume!(!rows.is_empty());
            let at = at.index(rows.len());
            rows[at].cells[part] = value.to_owned();
            // A name at the start of a line without a bar may begin something else there.
            let is_name = part == 0 && (value.is_empty() || !rows[at].was.starts_with('|'));
            let is_there = known.written[at].has()[part] && !is_name;
            match known.changed(&rows, &Headings::default()) {
                Err(why) => prop_assert!(!is_there || value == "`c|d`", "{why:?}: {:?}\n{text}", rows[at]),
                Ok(changed) => {
                    let line = known.written[at].line.start - HEAD.len();
                    let line = text[..line].matches('\n').count();
                    let others = |text: &str| -> Vec<String> {
                        text.lines().enumerate().filter(|(at, _)| *at != line).map(|(_, line)| line.to_owned()).collect()
                    };
                    prop_assert_eq!(others(&changed), others(&text));
                    prop_assert_eq!(&self::rows(&changed)[at].cells[part], &escaped(value));
                }
            }
        }
    }
}
