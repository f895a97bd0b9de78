//! Bar charts: numbers as lengths, with the parts of a whole side by side.
//!
//! The drawing is as wide as the narrowest screen, so that nobody has to scroll it; on a wide screen its
//! table stands beside it.

use crate::model::view::{BarPart, BarRow, BarsView, Link};

/// Width of a drawing.
const WIDTH: u32 = 288;
/// Left end of the bars; labels stand before it.
const LEFT: u32 = 80;
/// Space right of the longest bar, for its sum.
const TAIL: u32 = 44;
/// Length of the longest bar.
const LENGTH: u32 = WIDTH - LEFT - TAIL;
/// Height of a row.
const ROW: u32 = 26;
/// Height of a bar.
pub(crate) const BAR: u32 = 18;
/// Width of a digit, with some margin.
const DIGIT: u32 = 9;

/// A part of a bar before it is drawn: key, number, and address of what it counts.
pub(crate) type Slice = (&'static str, usize, Option<String>);

/// Draws rows of parts. Every row has the same parts in the same order; a part that is zero in all rows is
/// left out.
pub(crate) fn draw(rows: Vec<(Link, Vec<Slice>)>) -> BarsView {
    let sum = |parts: &[Slice]| parts.iter().map(|(_, n, _)| n).sum::<usize>();
    let longest = rows.iter().map(|(_, parts)| sum(parts)).max().unwrap_or(0);
    let columns: Vec<&'static str> = rows.first().map_or_else(Vec::new, |(_, parts)| {
        let some = |at: &usize| rows.iter().any(|(_, parts)| parts[*at].1 > 0);
        (0..parts.len()).filter(some).map(|at| parts[at].0).collect()
    });
    let height = ROW * rows.len() as u32;
    let rows = rows.into_iter().enumerate().map(|(index, (label, parts))| {
        let n = sum(&parts);
        let end = LEFT + share(n, longest) + 6;
        let parts = lay_out(parts, longest).into_iter().filter(|part| columns.contains(&part.key));
        BarRow { label, y: index as u32 * ROW + (ROW - BAR) / 2, n, end, parts: parts.collect() }
    });
    BarsView { width: WIDTH, height, rows: rows.collect(), columns }
}

/// Length of a bar of `n` where that of `whole` is the longest.
fn share(n: usize, whole: usize) -> u32 {
    // At most LENGTH, which is small.
    (n * LENGTH as usize / whole.max(1)) as u32
}

/// Puts parts one after the other. Each ends at the length of its running sum, so that rounding does not
/// change the length of the bar.
fn lay_out(parts: Vec<Slice>, longest: usize) -> Vec<BarPart> {
    let mut before = 0;
    let parts = parts.into_iter().map(|(key, n, href)| {
        let x = share(before, longest);
        before += n;
        let width = share(before, longest) - x;
        let is_said = width >= digits(n) * DIGIT;
        BarPart { key, n, href, x: LEFT + x, width, middle: is_said.then_some(LEFT + x + width / 2) }
    });
    parts.collect()
}

fn digits(n: usize) -> u32 {
    n.checked_ilog10().unwrap_or(0) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(rows: &[&[usize]]) -> BarsView {
        let keys = ["a", "b", "c"];
        let rows = rows.iter().map(|parts| {
            let parts = keys.iter().zip(*parts).map(|(key, n)| (*key, *n, None)).collect();
            (Link { text: "2013–2015".to_owned(), href: None }, parts)
        });
        draw(rows.collect())
    }

    #[test]
    fn lengths_are_in_proportion_and_parts_add_up() {
        let view = drawn(&[&[10, 0, 30], &[1, 0, 19], &[0, 0, 0]]);
        assert_eq!(view.columns, ["a", "c"]);
        for row in &view.rows {
            let sum: u32 = row.parts.iter().map(|part| part.width).sum();
            assert_eq!(row.n, row.parts.iter().map(|part| part.n).sum::<usize>());
            assert_eq!(sum, LENGTH * row.n as u32 / 40);
            assert_eq!(row.end, LEFT + sum + 6);
            for part in &row.parts {
                assert!(part.width.abs_diff(LENGTH * part.n as u32 / 40) <= 1);
            }
        }
    }

    #[test]
    fn parts_touch_and_words_stay_apart_and_in_the_box() {
        let view = drawn(&[&[1, 1231, 2], &[500, 1, 733], &[3, 0, 0]]);
        for row in &view.rows {
            let mut next = LEFT;
            for part in &row.parts {
                assert_eq!(part.x, next);
                next += part.width;
                if let Some(middle) = part.middle {
                    let half = digits(part.n) * DIGIT / 2;
                    assert!(middle >= part.x + half && middle + half <= next, "{part:?}");
                }
            }
            assert!(row.end + digits(row.n) * DIGIT <= view.width);
            assert!(row.y + BAR <= view.height);
        }
        assert!(view.rows.windows(2).all(|rows| rows[0].y + BAR < rows[1].y));
    }
}
