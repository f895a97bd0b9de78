//! A list as text in columns, for a terminal.
//!
//! Takes the rows, gives lines that are no wider than asked: what is too long ends in `…`. Lines are sorted
//! as Vietnamese is. Letters are counted by the cells that they take up in a terminal, which `len` and
//! `{:<10}` do not.

use super::answer::List;
use crate::export::data::CellValue;
use crate::model::strings::Strings;
use crate::vietnamese::letters::Collation;
use std::cmp::Ordering;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Between two columns.
const GAP: usize = 2;

/// Columns are made so narrow before the main one gives way.
const NARROW: usize = 14;

/// No column is made narrower than this.
const NARROWEST: usize = 6;

pub(super) fn write(list: &List, strings: &Strings, width: usize) -> String {
    let keys = list.what.columns();
    let at = |key: &str| keys.iter().position(|known| *known == key).unwrap_or_default();
    let order: Vec<usize> = list.what.order().iter().map(|key| at(key)).collect();
    let mut rows: Vec<&[CellValue<'_>]> = list.entries.iter().map(|entry| entry.row.as_slice()).collect();
    let collation = Collation::vietnamese();
    rows.sort_by(|a, b| {
        let ways = order.iter().map(|at| compare(&a[*at], &b[*at], &collation));
        ways.fold(Ordering::Equal, Ordering::then)
    });
    let is_told = |at: &usize| {
        let is_filled = rows.iter().any(|row| row[*at] != CellValue::Empty);
        is_filled && (keys[*at] != "body" || !list.is_of_one_body)
    };
    let shown: Vec<usize> = list.what.shown().iter().map(|key| at(key)).filter(is_told).collect();
    let head = shown.iter().map(|at| strings.get("column", keys[*at]).to_owned());
    let mut lines: Vec<Vec<String>> = vec![head.collect()];
    lines.extend(rows.iter().map(|row| shown.iter().map(|at| one_line(&row[*at].show())).collect()));
    let numeric: Vec<bool> = shown.iter().map(|at| rows.iter().all(|row| is_count(&row[*at]))).collect();
    let main = shown.iter().position(|at| keys[*at] == list.what.main()).unwrap_or_default();
    let widths = fitted(widest(&lines), main, width);
    lines.iter().map(|line| shown_line(line, &widths, &numeric)).collect()
}

/// The order of two cells of one column; what is empty is last.
fn compare(a: &CellValue<'_>, b: &CellValue<'_>, collation: &Collation) -> Ordering {
    match (a, b) {
        (CellValue::Day(a), CellValue::Day(b)) => a.cmp(b),
        (CellValue::Number(a), CellValue::Number(b)) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
        (CellValue::Empty, CellValue::Empty) => Ordering::Equal,
        (CellValue::Empty, _) => Ordering::Greater,
        (_, CellValue::Empty) => Ordering::Less,
        (a, b) => collation.compare(&a.show(), &b.show()),
    }
}

fn is_count(cell: &CellValue<'_>) -> bool {
    matches!(cell, CellValue::Number(_))
}

/// The text on one line, without what would move the cursor.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|letter: char| letter.is_whitespace() || letter.is_control()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn widest(lines: &[Vec<String>]) -> Vec<usize> {
    let columns = lines.first().map_or(0, Vec::len);
    let widest = |at: usize| lines.iter().map(|line| line[at].width()).max().unwrap_or_default();
    (0..columns).map(widest).collect()
}

/// Widths of columns that fit. The widest one gives way first, and the main one last: it is what people read.
fn fitted(mut widths: Vec<usize>, main: usize, width: usize) -> Vec<usize> {
    let gaps = GAP * widths.len().saturating_sub(1);
    for (narrowest, is_main_kept) in [(NARROW, true), (NARROW, false), (NARROWEST, false)] {
        while widths.iter().sum::<usize>() + gaps > width {
            let others = widths.iter_mut().enumerate().filter(|(at, _)| !(is_main_kept && *at == main));
            match others.map(|(_, other)| other).max().filter(|widest| **widest > narrowest) {
                Some(widest) => *widest -= 1,
                None => break,
            }
        }
    }
    widths
}

fn shown_line(line: &[String], widths: &[usize], numeric: &[bool]) -> String {
    let cells = line.iter().zip(widths).zip(numeric).map(|((text, width), is_number)| {
        let text = cut(text, *width);
        let space = " ".repeat(width.saturating_sub(text.width()));
        if *is_number { space + &text } else { text + &space }
    });
    cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned() + "\n"
}

/// The text, or as much of it as fits with `…` behind it. A mark is never parted from its letter.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let fits = text.chars().take_while(|letter| {
        let needs = letter.width().unwrap_or(0);
        let fits = needs <= room;
        room = room.saturating_sub(needs);
        fits
    });
    let kept: String = fits.collect();
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_take_no_cell_of_their_own() {
        assert_eq!(cut("Tuyên truyền", 12), "Tuyên truyền");
        assert_eq!(cut("Tuyên truyền", 8), "Tuyên t…");
        // In decomposed form each mark is a character of its own.
        assert_eq!(cut("e\u{302}\u{301}e\u{302}\u{301}e", 2), "e\u{302}\u{301}…");
        assert_eq!(cut("会议记录", 5).width(), 5);
        assert_eq!(one_line("một\n\u{1b}[31m  hai\t"), "một [31m hai");
    }

    #[test]
    fn the_widest_column_gives_way_and_the_main_one_last() {
        assert_eq!(fitted(vec![4, 50, 30], 1, 80), [4, 50, 22]);
        assert_eq!(fitted(vec![4, 50, 30], 1, 60), [4, 38, 14]);
        assert_eq!(fitted(vec![4, 10], 1, 60), [4, 10]);
        assert_eq!(fitted(vec![9, 9], 1, 3), [NARROWEST; 2]);
    }
}
