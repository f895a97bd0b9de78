//! Views of drawings: coordinates are those of the drawing, and the same figures stand beside it as rows.

use super::parts::*;
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

/// Measures on a line of time, by the unit that leads them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// Width of the drawing.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// Where the line of time begins.
    pub left: u32,
    /// Months of one year, or years of several.
    pub ticks: Vec<TimelineTick>,
    /// Whether the ticks are months.
    pub by_month: bool,
    /// Where the day of the site is, if it is on the line.
    pub today: Option<u32>,
    /// Units, each with its measures.
    pub groups: Vec<TimelineGroup>,
    /// Measures that have no day and are not drawn.
    pub not_drawn: usize,
}

/// A month or year on the line of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineTick {
    /// Where it begins.
    pub x: u32,
    /// Its number.
    pub label: String,
}

/// Measures of one unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineGroup {
    /// Base of its name.
    pub y: u32,
    /// The unit; none where nobody is named.
    pub unit: Option<Link>,
    /// Its measures, the first due the first.
    pub rows: Vec<TimelineRow>,
}

/// One measure on the line of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineRow {
    /// Middle of the row.
    pub y: u32,
    /// Its first words.
    pub label: String,
    /// Its deadline as printed.
    pub deadline: String,
    /// Its row of the table of the plan's records, from 1; none for a measure of the plan's own.
    pub row: Option<usize>,
    /// Where it begins: its first day, or that of the plan.
    pub from: u32,
    /// Whether it says itself when it begins.
    pub has_start: bool,
    /// Last good day.
    pub due: u32,
    /// Deadlines that were struck.
    pub struck: Vec<u32>,
    /// How it stands.
    pub state: MeasureState,
}
