//! Curves: an indicator over the years against its target, small enough for a row of a table.

use crate::model::ledger::Indicator;
use crate::model::view::{CurvePoint, CurveView};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::fmt::Write;

/// Width of a drawing.
const WIDTH: u32 = 132;
/// Height of a drawing; zero is at the bottom.
const HEIGHT: u32 = 44;
/// Margin for dots and target marks.
const MARGIN: u32 = 8;
/// Half the width of a target mark.
const HALF: u32 = 7;

/// Draws the actual values of `years`, which are in order, from the first year with a value to the last.
/// `None` where fewer than two years have comparable values.
pub(crate) fn draw(years: &[Option<&Indicator>]) -> Option<CurveView> {
    let first = years.iter().position(Option::is_some)?;
    let last = years.iter().rposition(Option::is_some)?;
    let years = &years[first..=last];
    let known: Vec<&Indicator> = years.iter().flatten().copied().collect();
    let values = || known.iter().flat_map(|indicator| actual(indicator).into_iter().chain(target(indicator)));
    let top = values().max()?;
    let is_comparable = known.windows(2).all(|pair| pair[0].unit == pair[1].unit);
    let reached = known.iter().filter(|indicator| actual(indicator).is_some()).count();
    if reached < 2 || !is_comparable || top.is_zero() || values().any(|value| value.is_sign_negative()) {
        return None;
    }
    let mut view = CurveView {
        width: WIDTH,
        height: HEIGHT,
        line: String::new(),
        targets: String::new(),
        points: Vec::new(),
        met: known.iter().filter(|indicator| indicator.met == Some(true)).count(),
        of: known.iter().filter(|indicator| indicator.met.is_some()).count(),
    };
    for (index, indicator) in years.iter().enumerate().filter_map(|(at, year)| Some((at, (*year)?))) {
        let x = x(index, years.len());
        // Writing to a string does not fail.
        if let Some(y) = target(indicator).map(|value| y(value, top)) {
            let _ = write!(view.targets, "M{} {y}h{}", x - HALF, 2 * HALF);
        }
        if let Some(y) = actual(indicator).map(|value| y(value, top)) {
            let _ = write!(view.line, "{}{x} {y}", if view.points.is_empty() { 'M' } else { 'L' });
            view.points.push(CurvePoint { x, y, met: indicator.met });
        }
    }
    Some(view)
}

fn actual(indicator: &Indicator) -> Option<Decimal> {
    Some(indicator.row.actual.as_ref()?.figure.as_ref()?.value)
}

fn target(indicator: &Indicator) -> Option<Decimal> {
    Some(indicator.row.target.as_ref()?.figure.as_ref()?.value)
}

/// Position of a year: every year has one, with or without a value.
fn x(index: usize, years: usize) -> u32 {
    let along = (WIDTH - 2 * MARGIN) as usize * index / (years - 1).max(1);
    MARGIN + along as u32
}

/// Position of a value, from the top, where `top` is the highest.
fn y(value: Decimal, top: Decimal) -> u32 {
    let room = HEIGHT - 2 * MARGIN;
    let up = (value / top * Decimal::from(room)).round().to_u32().unwrap_or(0).min(room);
    HEIGHT - MARGIN - up
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document;
    use crate::source::{Located, Place, SourceId};
    use crate::vietnamese::figure::Figure;

    fn indicator(target: Option<&str>, actual: &str, met: Option<bool>) -> Indicator {
        let located = |text: &str| Located { value: text.to_owned(), place: Place::top(SourceId(0)) };
        let cell = |text: &str| document::Cell { raw: located(text), figure: Figure::read(text) };
        let row = document::Indicator {
            name: located("x"),
            name_html: Vec::new(),
            target: target.map(cell),
            actual: Some(cell(actual)),
            unit: None,
            level: None,
            deadline: None,
            note: Vec::new(),
        };
        Indicator { row: row.into(), unit: None, met }
    }

    #[test]
    fn heights_are_in_proportion_and_in_the_box() {
        let rows = [
            indicator(Some("400"), "100", Some(false)),
            indicator(None, "0", None),
            indicator(Some("150"), "200", Some(true)),
        ];
        let years: Vec<Option<&Indicator>> =
            vec![None, Some(&rows[0]), None, Some(&rows[1]), Some(&rows[2]), None];
        let view = draw(&years).unwrap();
        let room = HEIGHT - 2 * MARGIN;
        let ups: Vec<u32> = view.points.iter().map(|point| HEIGHT - MARGIN - point.y).collect();
        assert_eq!(ups, [room / 4, 0, room / 2]);
        assert_eq!(view.targets.matches('M').count(), 2);
        assert!(
            view.targets.starts_with(&format!("M{} {MARGIN}h", MARGIN - HALF)),
            "the highest is at the top"
        );
        assert_eq!((view.met, view.of), (1, 2));
        assert!(view.points.windows(2).all(|pair| pair[0].x < pair[1].x));
        assert_eq!(view.points.last().unwrap().x, WIDTH - MARGIN);
    }

    #[test]
    fn one_year_or_no_number_is_no_picture() {
        let (one, words) = (indicator(Some("400"), "100", None), indicator(None, "chưa có", None));
        assert_eq!(draw(&[Some(&one), None]), None);
        assert_eq!(draw(&[Some(&one), Some(&words)]), None);
        assert_eq!(draw(&[]), None);
        let other = Indicator { unit: Some("%".to_owned()), ..indicator(None, "3", None) };
        assert_eq!(draw(&[Some(&one), Some(&other)]), None, "units differ");
    }
}
