//! Views of charts: positions and sizes in the units of the drawing, and the same numbers as rows of a
//! table.
//!
//! Charts are computed in `plan`; templates turn them into SVG and CSS.

use super::links::Link;
use super::tables::MeasureState;
use serde::Serialize;

/// The flow of records from year to year, as a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowView {
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// One bar for each plan year.
    pub bars: Vec<FlowBar>,
    /// Ribbons: between bars, and from or to nowhere.
    pub ribbons: Vec<FlowRibbon>,
    /// Runs of years between bars that have no documents.
    pub gaps: Vec<FlowGap>,
    /// The same numbers, one row for each pair of years.
    pub rows: Vec<FlowRow>,
    /// Columns of the table with the same numbers, without those that are all zero: keys of strings.
    pub columns: Vec<&'static str>,
}

/// A plan year in the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowBar {
    /// Left edge.
    pub x: u32,
    /// Top edge.
    pub y: u32,
    /// Height.
    pub height: u32,
    /// The year as labelled, and its page.
    pub year: Link,
    /// Number of its records.
    pub n: usize,
}

/// A ribbon of the flow: records that go the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowRibbon {
    /// Which way: a key of the theme's strings.
    pub key: &'static str,
    /// Outline as SVG path data.
    pub path: String,
    /// Its number.
    pub n: usize,
    /// The number at its other end, where it differs.
    pub n_end: usize,
    /// Position of the number.
    pub x: u32,
    /// Position of the number.
    pub y: u32,
    /// Address of the records that it counts.
    pub href: Option<String>,
    /// SVG text anchor of the number: `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// A run of years without documents in the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowGap {
    /// Middle of its label.
    pub x: u32,
    /// Baseline of its label.
    pub y: u32,
    /// Its label: `2022`, or `2014–2016`.
    pub years: String,
}

/// The numbers of one pair of years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowRow {
    /// Earlier year.
    pub from: Link,
    /// Later year.
    pub to: Link,
    /// Unresolved records of the earlier year.
    pub unresolved: usize,
    /// What became of them, without zeros.
    pub out: Vec<FlowPart>,
    /// Records of the later year.
    pub records: usize,
    /// Where they come from, without zeros.
    pub into: Vec<FlowPart>,
    /// One number for each of the flow's columns.
    pub cells: Vec<FlowCell>,
    /// Page that compares the two years.
    pub compare: Option<String>,
}

/// A part of a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowPart {
    /// Its label, as a key of the theme's strings.
    pub key: &'static str,
    /// How many.
    pub n: usize,
}

/// A number of the flow's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowCell {
    /// The number.
    pub n: usize,
    /// Whether it is subtracted.
    pub minus: bool,
}

/// Numbers as bars, each with parts. The same numbers are in a table beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarsView {
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// One bar for each row.
    pub rows: Vec<BarRow>,
    /// The parts that a bar can have, in order: keys of strings.
    pub columns: Vec<&'static str>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarRow {
    /// What the bar is about, with its address.
    pub label: Link,
    /// Top of the bar.
    pub y: u32,
    /// Sum of its parts.
    pub n: usize,
    /// Position of the sum, behind the bar.
    pub end: u32,
    /// One part for each column, from left to right; their widths add up to the length of the bar.
    pub parts: Vec<BarPart>,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarPart {
    /// Its column.
    pub key: &'static str,
    /// The number.
    pub n: usize,
    /// Address of what it counts.
    pub href: Option<String>,
    /// Left edge.
    pub x: u32,
    /// Width; zero where the number is zero.
    pub width: u32,
    /// Middle of the number, where the part has room for it.
    pub middle: Option<u32>,
}

/// An indicator over the years against its target, as a small chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurveView {
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// Line through the actual values, as SVG path data.
    pub line: String,
    /// A short stroke at each target, as SVG path data.
    pub targets: String,
    /// The actual value of each year that has one.
    pub points: Vec<CurvePoint>,
    /// Number of years in which the target was met.
    pub met: usize,
    /// Number of years in which that can be judged.
    pub of: usize,
}

/// The actual value of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurvePoint {
    /// Position of the year.
    pub x: u32,
    /// Position of the value.
    pub y: u32,
    /// Whether the target is met.
    pub met: Option<bool>,
}

/// A position on a line as a CSS percentage of its length: `33.4%`. The line is as long as the screen
/// allows.
pub type Along = String;

/// Measures on a time line, by the unit that leads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// Months of one year, or years of several.
    pub ticks: Vec<TimelineTick>,
    /// Whether the ticks are months.
    pub by_month: bool,
    /// Position of the day of the site, if it is on the line.
    pub today: Option<Along>,
    /// Units, each with its measures.
    pub groups: Vec<TimelineGroup>,
    /// Number of measures on the line.
    pub drawn: usize,
    /// Number of those that are late.
    pub late: usize,
    /// Number of measures without a date, which are not on the line.
    pub not_drawn: usize,
}

/// A month or year on the time line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineTick {
    /// Position of its beginning.
    pub x: Along,
    /// Its number.
    pub label: String,
}

/// Measures of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineGroup {
    /// The unit; none for measures without one.
    pub unit: Option<Link>,
    /// Its measures, by last good day.
    pub rows: Vec<TimelineRow>,
}

/// One measure on the time line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// Its first words.
    pub label: String,
    /// Its deadline as printed.
    pub deadline: String,
    /// Its row in the table of measures, from 1; none for a measure of the plan itself.
    pub row: Option<usize>,
    /// Position of its first day, or of the plan's.
    pub from: Along,
    /// Whether the measure states its first day.
    pub has_start: bool,
    /// Position of its last good day.
    pub due: Along,
    /// Positions of struck deadlines.
    pub struck: Vec<Along>,
    /// Its state.
    pub state: MeasureState,
}
