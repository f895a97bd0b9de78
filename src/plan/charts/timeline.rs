//! The time line: measures of a plan by the unit that leads them.
//!
//! Takes measures with deadlines; gives positions as shares of the line, so that it fits any screen or
//! paper. Labels stand before the line where there is room, and above it where there is not.

use crate::model::ledger::{Measure, Paper, RecordId};
use crate::model::view::{Along, MeasureState, TimelineGroup, TimelineRow, TimelineTick, TimelineView};
use crate::plan::context::PageContext;
use crate::plan::tables::measures::measure_state;
use crate::vietnamese::date::{Date, YearSpan};
use std::collections::BTreeMap;

/// From this many measures with a date on, a chart shows more than the table.
const WORTHWHILE: usize = 3;
/// Characters of a label, enough to recognise the measure; the table has the whole text.
const LETTERS: usize = 52;

/// A measure, and its row in the table of the plan's records.
type Promised<'l> = (&'l Measure, Option<usize>);

/// A plan's years as a line.
#[derive(Debug, Clone, Copy)]
struct Axis {
    years: YearSpan,
}

impl Axis {
    /// Position of a day; a day outside the plan is at the nearer end.
    fn x(self, day: Date) -> Along {
        let along = self.thousandths(day);
        format!("{}.{}%", along / 10, along % 10)
    }

    fn thousandths(self, day: Date) -> u64 {
        let days = |from: Date, to: Date| u64::from((to - from).get_days().unsigned_abs());
        let (start, end) = (self.years.start(), self.years.end());
        let day = day.clamp(start, end);
        days(start, day) * 1000 / days(start, end).max(1)
    }

    fn holds(self, day: Date) -> bool {
        (self.years.start()..=self.years.end()).contains(&day)
    }

    fn is_one_year(self) -> bool {
        self.years.first == self.years.last
    }

    /// Months of one year, or years of several.
    fn ticks(self) -> Vec<TimelineTick> {
        let first_days: Vec<(String, Date)> = match self.is_one_year() {
            true => (1..=12)
                .filter_map(|month| Some((month.to_string(), Date::new(self.years.first, month, 1).ok()?)))
                .collect(),
            false => (self.years.years())
                .filter_map(|year| Some((year.to_string(), Date::new(year, 1, 1).ok()?)))
                .collect(),
        };
        first_days.into_iter().map(|(label, day)| TimelineTick { x: self.x(day), label }).collect()
    }
}

impl PageContext<'_> {
    /// The time line of a plan's own measures and those of its records. `None` where too few have a date.
    pub(crate) fn timeline(
        &self,
        paper: &Paper,
        years: YearSpan,
        records: &[RecordId],
    ) -> Option<TimelineView> {
        let axis = Axis { years };
        let of_records = records.iter().flat_map(|id| &self.ledger.record(*id).measures);
        let of_records = of_records.enumerate().map(|(at, measure)| (measure, Some(at + 1)));
        let all: Vec<Promised<'_>> =
            of_records.chain(paper.measures.iter().map(|measure| (measure, None))).collect();
        let dated: Vec<(Date, Promised<'_>)> =
            all.iter().filter_map(|promised| Some((last_day(promised.0)?, *promised))).collect();
        if dated.len() < WORTHWHILE {
            return None;
        }
        let not_drawn = all.len() - dated.len();
        let drawn = dated.len();
        let groups = self.timeline_groups(&paper.body, axis, dated);
        let rows = groups.iter().flat_map(|group| &group.rows);
        let late = rows.filter(|row| row.state == MeasureState::Late).count();
        Some(TimelineView {
            ticks: axis.ticks(),
            by_month: axis.is_one_year(),
            today: Some(self.site.as_of).filter(|day| axis.holds(*day)).map(|day| axis.x(day)),
            groups,
            drawn,
            late,
            not_drawn,
        })
    }

    fn timeline_groups(
        &self,
        body: &str,
        axis: Axis,
        mut dated: Vec<(Date, Promised<'_>)>,
    ) -> Vec<TimelineGroup> {
        dated.sort_by_key(|(day, _)| *day);
        let mut by_unit: BTreeMap<Option<&str>, Vec<(Date, Promised<'_>)>> = BTreeMap::new();
        for (day, promised) in dated {
            by_unit.entry(promised.0.lead.as_deref()).or_default().push((day, promised));
        }
        let groups = by_unit.into_iter().map(|(unit, measures)| TimelineGroup {
            unit: unit.map(|unit| self.unit_link(body, unit)),
            rows: measures.into_iter().map(|(day, promised)| timeline_row(axis, promised, day)).collect(),
        });
        groups.collect()
    }
}

/// Last day of a measure that is due once, on a date.
fn last_day(measure: &Measure) -> Option<Date> {
    let read = measure.item.deadline.as_ref()?.read.as_ref()?;
    read.due.filter(|_| read.can_be_late())
}

fn timeline_row(axis: Axis, (measure, row): Promised<'_>, day: Date) -> TimelineRow {
    let item = &measure.item;
    let start =
        item.deadline.as_ref().and_then(|deadline| deadline.read.as_ref()).and_then(|read| read.start);
    let struck = item.extensions.iter().filter_map(|old| old.read.as_ref()?.due).map(|day| axis.x(day));
    TimelineRow {
        label: shorten(&item.text),
        deadline: item.deadline.as_ref().map(|deadline| deadline.raw.value.clone()).unwrap_or_default(),
        row,
        from: axis.x(start.unwrap_or_else(|| axis.years.start())),
        has_start: start.is_some(),
        due: axis.x(day),
        struck: struck.collect(),
        state: measure_state(measure),
    }
}

/// The first words of a text, as many as fit.
fn shorten(text: &str) -> String {
    if text.chars().count() <= LETTERS {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut letters = 0;
    for word in text.split_whitespace() {
        letters += word.chars().count() + 1;
        if letters > LETTERS {
            break;
        }
        short.push_str(word);
        short.push(' ');
    }
    format!("{}…", short.trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_lie_on_the_line() {
        let axis = Axis { years: YearSpan::single(2023) };
        let day = |month, day| Date::new(2023, month, day).unwrap();
        assert_eq!(axis.x(day(1, 1)), "0.0%");
        assert_eq!(axis.x(day(12, 31)), "100.0%");
        assert_eq!(axis.x(day(7, 2)), "50.0%");
        assert!(axis.thousandths(day(2, 28)) < axis.thousandths(day(3, 31)));
        assert_eq!(axis.x(Date::new(2030, 1, 1).unwrap()), "100.0%");
        assert_eq!(axis.ticks().len(), 12);
        let several = Axis { years: YearSpan { first: 2013, last: 2015 } };
        let labels: Vec<String> = several.ticks().into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["2013", "2014", "2015"]);
    }

    #[test]
    fn long_measures_are_cut_between_words() {
        assert_eq!(shorten("Họp hằng tháng"), "Họp hằng tháng");
        let long =
            "Lập kế hoạch thực hiện Đề án số 08 của Ban Thường vụ, giao chỉ tiêu sát với từng địa phương";
        let short = shorten(long);
        assert!(short.ends_with('…') && short.chars().count() <= LETTERS);
        assert!(long.starts_with(short.trim_end_matches('…')));
    }
}
