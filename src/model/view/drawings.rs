//! Views of drawings: coordinates are those of the drawing, and the same figures stand beside it as rows.

use super::links::Link;
use super::tables::MeasureState;
use serde::Serialize;

/// The flow from year to year as a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowView {
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// One bar for each plan year.
    pub bars: Vec<FlowBar>,
    /// Ribbons between bars, and from and to nowhere.
    pub ribbons: Vec<FlowRibbon>,
    /// Years between bars that have no documents.
    pub gaps: Vec<FlowGap>,
    /// The same figures, one row for each pair of years.
    pub rows: Vec<FlowRow>,
    /// Columns of the table of the same figures, those that are not all zero: keys of strings.
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
    /// The year as it is called, and its page.
    pub year: Link,
    /// Its records.
    pub n: usize,
}

/// A ribbon of the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowRibbon {
    /// What it stands for: a key of the theme's strings.
    pub key: &'static str,
    /// Outline as SVG path data.
    pub path: String,
    /// The figure on it.
    pub n: usize,
    /// The figure at its other end, where it is another one.
    pub n_end: usize,
    /// Where the figure stands.
    pub x: u32,
    /// Where the figure stands.
    pub y: u32,
    /// What the figure counts.
    pub href: Option<String>,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
}

/// A run of years without documents in the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowGap {
    /// Middle of its words.
    pub x: u32,
    /// Base of its words.
    pub y: u32,
    /// `2022`, or `2014–2016`.
    pub years: String,
}

/// The figures of one pair of years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowRow {
    /// Earlier year.
    pub from: Link,
    /// Later year.
    pub to: Link,
    /// Unresolved deficiencies of the earlier year.
    pub unresolved: usize,
    /// What became of them; only what there is.
    pub out: Vec<FlowPart>,
    /// Deficiencies of the later year.
    pub records: usize,
    /// What they come from; only what there is.
    pub into: Vec<FlowPart>,
    /// One number for each of the flow's columns.
    pub cells: Vec<FlowCell>,
    /// Page that compares the two years.
    pub compare: Option<String>,
}

/// A part of a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowPart {
    /// Key of the theme's string.
    pub key: &'static str,
    /// How many.
    pub n: usize,
}

/// A number of the flow's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowCell {
    /// The number.
    pub n: usize,
    /// Whether it is taken away.
    pub minus: bool,
}

/// Numbers as bars; the same numbers are those of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarsView {
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// One bar for each row.
    pub rows: Vec<BarRow>,
    /// The parts that a bar can have, in their order: keys of strings.
    pub columns: Vec<&'static str>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarRow {
    /// What it is about, and where that leads.
    pub label: Link,
    /// Top of the bar.
    pub y: u32,
    /// Sum of its parts.
    pub n: usize,
    /// Where the sum stands, behind the bar.
    pub end: u32,
    /// One part for each column, from left to right; their widths add up to the bar.
    pub parts: Vec<BarPart>,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BarPart {
    /// Its column.
    pub key: &'static str,
    /// The number.
    pub n: usize,
    /// What it counts.
    pub href: Option<String>,
    /// Left edge.
    pub x: u32,
    /// Width; zero where there are none.
    pub width: u32,
    /// Middle of the number, where it has room on the part.
    pub middle: Option<u32>,
}

/// An indicator over the years against its target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurveView {
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// What was reached, as SVG path data.
    pub line: String,
    /// A short stroke at each target, as SVG path data.
    pub targets: String,
    /// What was reached in each year that has a number.
    pub points: Vec<CurvePoint>,
    /// In how many years the target was met.
    pub met: usize,
    /// In how many years it can be told.
    pub of: usize,
}

/// What was reached in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurvePoint {
    /// The year.
    pub x: u32,
    /// The number.
    pub y: u32,
    /// Whether the target is met.
    pub met: Option<bool>,
}

/// A place on a line that is as long as the screen lets it be: `33.4%`.
pub type Along = String;

/// Measures on a line of time, by the unit that leads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// Months of one year, or years of several.
    pub ticks: Vec<TimelineTick>,
    /// Whether the ticks are months.
    pub by_month: bool,
    /// Where the day of the site is, if it is on the line.
    pub today: Option<Along>,
    /// Units, each with its measures.
    pub groups: Vec<TimelineGroup>,
    /// Measures that are drawn.
    pub drawn: usize,
    /// Of those, late ones.
    pub late: usize,
    /// Measures that have no day and are not drawn.
    pub not_drawn: usize,
}

/// A month or year on the line of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineTick {
    /// Where it begins.
    pub x: Along,
    /// Its number.
    pub label: String,
}

/// Measures of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineGroup {
    /// The unit; none where nobody is named.
    pub unit: Option<Link>,
    /// Its measures, the first due the first.
    pub rows: Vec<TimelineRow>,
}

/// One measure on the line of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// Its first words.
    pub label: String,
    /// Its deadline as printed.
    pub deadline: String,
    /// Its row of the table of the plan's records, from 1; none for a measure of the plan's own.
    pub row: Option<usize>,
    /// Where it begins: its first day, or that of the plan.
    pub from: Along,
    /// Whether it says itself when it begins.
    pub has_start: bool,
    /// Last good day.
    pub due: Along,
    /// Deadlines that were struck.
    pub struck: Vec<Along>,
    /// How it stands.
    pub state: MeasureState,
}
