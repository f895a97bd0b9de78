//! The flow: how records go from year to year, as ribbons between bars, and the same numbers as rows.
//!
//! Takes balances that follow one another; gives the drawing. A bar is a plan year, as high as its number
//! of records. What leaves a bar adds up to its height, and so does what enters it; a ribbon of splits or
//! merges is wider at one end.

use crate::model::ledger::Balance;
use crate::model::view::{FlowBar, FlowCell, FlowGap, FlowPart, FlowRibbon, FlowRow, FlowView};
use crate::plan::context::PageContext;
use crate::plan::subject::Subject;

/// Distance between bars.
const PITCH: u32 = 264;
/// Width of a bar.
const BAR: u32 = 10;
/// Space left of the first bar and right of the last.
const MARGIN: u32 = 40;
/// Space right of the last bar, for what is left over and its label.
const TAIL: u32 = 180;
/// Top of the bars; years are above.
const TOP: u32 = 48;
/// A line of text below the years, for years without documents.
const GAP_LINE: u32 = 20;
/// Length of a ribbon that comes from nowhere or goes nowhere.
const STUB: u32 = 84;
/// Intended height of the longest bar.
const HEIGHT: u32 = 120;

/// One plan year, and the way to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Stage {
    records: usize,
    /// What leaves the bar, from its top: key and width.
    out: Vec<(&'static str, usize)>,
    /// What enters the next bar, from its top: key and width.
    into: Vec<(&'static str, usize)>,
}

/// A ribbon before it is drawn: `(x, top, width)` of each end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Band {
    key: &'static str,
    stage: usize,
    from: (u32, u32, u32),
    to: (u32, u32, u32),
    n: usize,
    n_end: usize,
    label: (u32, u32, &'static str),
}

/// All bands, and the height of the drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Layout {
    /// Top of the bars.
    top: u32,
    unit: u32,
    bands: Vec<Band>,
    height: u32,
}

fn stages(balances: &[&Balance], first_records: usize, first_closed: usize) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    let (mut records, mut closed) = (first_records, first_closed);
    for balance in balances {
        let back = balance.inherited + balance.resurfaced + balance.reopened;
        let ends = balance.records.saturating_sub(back + balance.new);
        stages.push(Stage {
            records,
            out: balance.left_by_outcome().into_iter().chain([("closed", closed)]).collect(),
            into: vec![
                ("carried", ends),
                ("inherited", balance.inherited),
                ("resurfaced", balance.resurfaced),
                ("reopened", balance.reopened),
                ("new", balance.new),
            ],
        });
        (records, closed) = (balance.records, balance.fixed + balance.dropped);
    }
    stages.push(Stage {
        records,
        out: vec![("open", records.saturating_sub(closed)), ("closed", closed)],
        into: Vec::new(),
    });
    stages
}

fn lay_out(stages: &[Stage], top: u32) -> Layout {
    let longest = stages.iter().map(|stage| stage.records).max().unwrap_or(0).max(1) as u32;
    let unit = (HEIGHT / longest).clamp(3, 24);
    let floor = top + longest * unit + 16;
    let mut layout = Layout { top, unit, bands: Vec::new(), height: floor };
    for (index, stage) in stages.iter().enumerate() {
        let mut lane = floor;
        layout.outgoing(index, stage, &mut lane);
        layout.incoming(index, stage, &mut lane);
        layout.height = layout.height.max(lane);
    }
    layout
}

impl Layout {
    /// Adds what leaves a bar. The part that is carried or still open runs straight; the rest falls off.
    fn outgoing(&mut self, index: usize, stage: &Stage, lane: &mut u32) {
        let x = left(index) + BAR;
        let mut y = self.top;
        for (key, n) in stage.out.iter().copied().filter(|(_, n)| *n > 0) {
            let width = n as u32 * self.unit;
            let (to, label, n_end) = match key {
                "carried" => {
                    let end = stage.into.iter().find(|(key, _)| *key == "carried").map_or(n, |(_, end)| *end);
                    let wide = end as u32 * self.unit;
                    let middle = (y + self.top) / 2 + width.max(wide) / 2;
                    ((left(index + 1), self.top, wide), (x + (PITCH - BAR) / 2, middle + 5, "middle"), end)
                }
                "open" => ((x + STUB / 2, y, width), (x + STUB / 2 + 6, y + width / 2 + 5, "start"), n),
                _ => {
                    let lane = take_lane(lane, width);
                    ((x + STUB, lane, width), (x + STUB + 6, lane + width / 2 + 5, "start"), n)
                }
            };
            self.bands.push(Band { key, stage: index, from: (x, y, width), to, n, n_end, label });
            y += width;
        }
    }

    /// Adds what enters the next bar from nowhere, below what is carried.
    fn incoming(&mut self, index: usize, stage: &Stage, lane: &mut u32) {
        let x = left(index + 1);
        let mut y = self.top;
        for (key, n) in stage.into.iter().copied().filter(|(_, n)| *n > 0) {
            let width = n as u32 * self.unit;
            if key != "carried" {
                let lane = take_lane(lane, width);
                let from = (x - STUB, lane, width);
                let label = (x - STUB - 6, lane + width / 2 + 5, "end");
                self.bands.push(Band { key, stage: index, from, to: (x, y, width), n, n_end: n, label });
            }
            y += width;
        }
    }
}

/// Takes the space below the bars for a ribbon of `width` and a line of text.
fn take_lane(lane: &mut u32, width: u32) -> u32 {
    let top = *lane;
    *lane += width.max(14) + 8;
    top
}

fn left(bar: usize) -> u32 {
    MARGIN + bar as u32 * PITCH
}

/// The outline of a band as two curves.
fn outline(band: &Band) -> String {
    let ((x0, y0, w0), (x1, y1, w1)) = (band.from, band.to);
    let xm = (x0 + x1) / 2;
    let (b0, b1) = (y0 + w0, y1 + w1);
    format!("M{x0} {y0}C{xm} {y0} {xm} {y1} {x1} {y1}V{b1}C{xm} {b1} {xm} {b0} {x0} {b0}Z")
}

impl PageContext<'_> {
    /// The flow of a body over consecutive balances.
    pub(crate) fn flow(&self, body: usize, balances: &[&Balance]) -> Option<FlowView> {
        let id = &self.ledger.bodies[body].id;
        let first = self.ledger.records_of(id, balances.first()?.from);
        let closed =
            first.iter().filter(|record| !self.ledger.record(**record).status.is_unresolved()).count();
        let stages = stages(balances, first.len(), closed);
        if stages.iter().all(|stage| stage.records == 0) {
            return None;
        }
        let gaps = gaps(balances);
        let layout = lay_out(&stages, if gaps.is_empty() { TOP } else { TOP + GAP_LINE });
        let columns = columns_of(balances);
        let years: Vec<i16> = balances
            .first()
            .map(|balance| balance.from)
            .into_iter()
            .chain(balances.iter().map(|balance| balance.to))
            .collect();
        Some(FlowView {
            width: left(stages.len() - 1) + BAR + TAIL,
            height: layout.height + 4,
            bars: self.bars(id, &years, &stages, &layout),
            ribbons: layout.bands.iter().map(|band| self.ribbon(body, band, &years)).collect(),
            gaps,
            rows: balances.iter().map(|balance| self.flow_row(body, balance, &columns)).collect(),
            columns,
        })
    }

    fn ribbon(&self, body: usize, band: &Band, years: &[i16]) -> FlowRibbon {
        let (x, y, anchor) = band.label;
        let year = |at: usize| years.get(at).copied();
        let href = match (band.key, year(band.stage), year(band.stage + 1)) {
            ("open" | "closed", Some(year), _) => self.href_at(&Subject::Year { body, year }, "k-records"),
            (key, Some(from), Some(to)) => self.account_href(body, from, to, key),
            _ => None,
        };
        FlowRibbon { key: band.key, path: outline(band), n: band.n, n_end: band.n_end, x, y, href, anchor }
    }

    fn bars(&self, body: &str, years: &[i16], stages: &[Stage], layout: &Layout) -> Vec<FlowBar> {
        let bars = years.iter().zip(stages).enumerate().map(|(index, (year, stage))| FlowBar {
            x: left(index),
            y: layout.top,
            height: (stage.records as u32 * layout.unit).max(2),
            year: self.year_link(body, *year),
            n: stage.records,
        });
        bars.collect()
    }

    fn flow_row(&self, body: usize, balance: &Balance, columns: &[&'static str]) -> FlowRow {
        let part = |(key, n): &(&'static str, usize)| FlowPart { key, n: *n };
        let some = |parts: &[(&'static str, usize)]| parts.iter().filter(|(_, n)| *n > 0).map(part).collect();
        let figures = figures(balance);
        let cells = columns.iter().map(|key| FlowCell {
            n: figures.iter().find(|(known, _)| known == key).map_or(0, |(_, n)| *n),
            minus: *key == "merge_absorbed",
        });
        FlowRow {
            from: self.year_link(&balance.body, balance.from),
            to: self.year_link(&balance.body, balance.to),
            unresolved: balance.unresolved,
            out: some(&balance.left_by_outcome()),
            records: balance.records,
            into: some(&into(balance)),
            cells: cells.collect(),
            compare: self.href(&Subject::Compare { body, from: balance.from, to: balance.to }),
        }
    }
}

/// Where the records of the later year come from. The parts add up to them, with `merge_absorbed`
/// subtracted.
fn into(balance: &Balance) -> [(&'static str, usize); 7] {
    [
        ("carried", balance.carried),
        ("split_extra", balance.split_extra),
        ("merge_absorbed", balance.merge_absorbed),
        ("inherited", balance.inherited),
        ("resurfaced", balance.resurfaced),
        ("reopened", balance.reopened),
        ("new", balance.new),
    ]
}

/// All numbers of a balance, in the order of the table's columns.
fn figures(balance: &Balance) -> Vec<(&'static str, usize)> {
    let unresolved = [("unresolved", balance.unresolved)];
    let sources = into(balance).into_iter().skip(1);
    unresolved
        .into_iter()
        .chain(balance.left_by_outcome())
        .chain(sources)
        .chain([("records", balance.records)])
        .collect()
}

/// Columns for which any balance has a number.
fn columns_of(balances: &[&Balance]) -> Vec<&'static str> {
    let rows: Vec<_> = balances.iter().map(|balance| figures(balance)).collect();
    let Some(first) = rows.first() else { return Vec::new() };
    let always = |key: &str| matches!(key, "unresolved" | "carried" | "unaccounted" | "new" | "records");
    let shown = first
        .iter()
        .enumerate()
        .filter(|(at, (key, _))| always(key) || rows.iter().any(|row| row[*at].1 > 0));
    shown.map(|(_, (key, _))| *key).collect()
}

fn gaps(balances: &[&Balance]) -> Vec<FlowGap> {
    let gaps = balances.iter().enumerate().filter_map(|(index, balance)| {
        Some(FlowGap { x: left(index) + BAR + 6, y: TOP + 8, years: runs(&balance.years_without_documents)? })
    });
    gaps.collect()
}

/// Years as text: `2022`, `2014–2016`; `None` for no years.
pub(crate) fn runs(years: &[i16]) -> Option<String> {
    match years {
        [] => None,
        [year] => Some(year.to_string()),
        [first, .., last] if usize::try_from(last - first).is_ok_and(|span| span + 1 == years.len()) => {
            Some(format!("{first}–{last}"))
        }
        years => Some(years.iter().map(i16::to_string).collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn balance() -> Balance {
        Balance {
            body: "a".to_owned(),
            from: 2021,
            to: 2023,
            unresolved: 4,
            carried: 2,
            taken_over: 0,
            withheld: 0,
            unaccounted: 2,
            split_extra: 1,
            merge_absorbed: 1,
            inherited: 0,
            resurfaced: 0,
            reopened: 0,
            new: 1,
            records: 3,
            fixed: 1,
            dropped: 0,
            unresolved_end: 2,
            years_without_documents: vec![2022],
        }
    }

    /// Sum of the widths of all bands that leave, or enter, one bar.
    fn total(layout: &Layout, stage: usize, incoming: bool) -> u32 {
        let bands = layout.bands.iter().filter(|band| band.stage == stage);
        let widths = bands.map(|band| match (incoming, band.key) {
            (true, "carried" | "new") => band.to.2,
            (false, "new") => 0,
            (false, _) => band.from.2,
            (true, _) => 0,
        });
        widths.sum()
    }

    #[test]
    fn ribbons_add_up_to_their_bars() {
        let balance = balance();
        let stages = stages(&[&balance], 5, 1);
        let layout = lay_out(&stages, TOP);
        assert_eq!(total(&layout, 0, false), 5 * layout.unit);
        assert_eq!(total(&layout, 0, true), 3 * layout.unit);
        assert_eq!(total(&layout, 1, false), 3 * layout.unit);
    }

    #[test]
    fn ribbons_leave_a_bar_without_gap_or_overlap() {
        let balance = balance();
        let layout = lay_out(&stages(&[&balance], 5, 1), TOP);
        let mut next = TOP;
        for band in layout.bands.iter().filter(|band| band.stage == 0 && band.key != "new") {
            assert_eq!(band.from.1, next);
            next += band.from.2;
        }
        assert!(layout.bands.iter().all(|band| band.to.1 + band.to.2 <= layout.height));
    }

    #[test]
    fn words_lie_in_the_box_and_apart() {
        let wide =
            Balance { withheld: 1, taken_over: 1, unresolved: 6, resurfaced: 1, records: 4, ..balance() };
        let stages = stages(&[&wide, &balance()], 7, 1);
        let layout = lay_out(&stages, TOP);
        let right = left(stages.len() - 1) + BAR + TAIL;
        for stage in 0..stages.len() {
            let labels = layout.bands.iter().filter(|band| band.stage == stage).map(|band| band.label);
            let mut rows: Vec<u32> = labels.clone().map(|(_, y, _)| y).collect();
            rows.sort_unstable();
            assert!(rows.windows(2).all(|pair| pair[0] + 14 <= pair[1]), "{rows:?}");
            assert!(labels.clone().all(|(x, y, _)| x < right && y <= layout.height));
        }
    }

    #[test]
    fn parts_of_the_sentence_add_up() {
        let balance = balance();
        let sum = |parts: &[(&str, usize)]| parts.iter().map(|(_, n)| n).sum::<usize>();
        assert_eq!(sum(&balance.left_by_outcome()), balance.unresolved);
        assert_eq!(sum(&into(&balance)) - 2 * balance.merge_absorbed, balance.records);
        let columns =
            ["unresolved", "carried", "unaccounted", "split_extra", "merge_absorbed", "new", "records"];
        assert_eq!(columns_of(&[&balance]), columns);
    }

    #[test]
    fn years_without_documents_are_named() {
        assert_eq!(runs(&[]), None);
        assert_eq!(runs(&[2022]).as_deref(), Some("2022"));
        assert_eq!(runs(&[2014, 2015, 2016]).as_deref(), Some("2014–2016"));
        assert_eq!(runs(&[2014, 2016]).as_deref(), Some("2014, 2016"));
    }
}
