//! Cohorts: when the deficiencies that each year recognised were closed, and how long the open ones have
//! been open. Takes lineages or rows, gives bars.

use super::bars::{self, Slice};
use crate::model::ledger::{Ledger, LineageId, Onward, Record, RecordId};
use crate::model::view::{BarsView, Link, RecordRow};
use crate::plan::context::PageContext;
use crate::plan::state::{descendants, is_lost, is_open};
use crate::plan::subject::Subject;
use std::collections::BTreeMap;

/// From this many bars on, a chart shows more than the numbers.
const WORTHWHILE: usize = 2;
/// Up to this many rows, the table shows the ages at a glance.
const FEW: usize = 4;

/// What became of a deficiency, under any names that it went on; the worst is last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// All parts were fixed or dropped, the last one in this year.
    Closed(i16),
    Open,
    Withheld,
    Unaccounted,
}

/// Parts of a bar: closed within one year, two, three, later; then those not closed.
const PARTS: [&str; 7] = ["one", "two", "three", "later", "open", "withheld", "unaccounted"];

impl Fate {
    /// Index in [`PARTS`] for what was recognised in a year.
    fn part(self, recognised: i16) -> usize {
        match self {
            Fate::Closed(year) => (year - recognised).clamp(1, 4) as usize - 1,
            Fate::Open => 4,
            Fate::Withheld => 5,
            Fate::Unaccounted => 6,
        }
    }
}

/// What became of a deficiency since its `first` record: of several parts the worst, or the last to be closed.
fn fate(ledger: &Ledger, first: RecordId) -> Fate {
    let parts =
        std::iter::once(first).chain(descendants(ledger, first, i16::MAX)).map(|id| ledger.record(id));
    let ends = parts.filter(|record| record.into.is_empty());
    let fates = ends.map(|record| match record.onward {
        Onward::Unaccounted => Fate::Unaccounted,
        Onward::Withheld => Fate::Withheld,
        Onward::Latest | Onward::Carried | Onward::Resurfaced => Fate::Open,
        Onward::Fixed | Onward::Dropped => Fate::Closed(record.year),
    });
    // Edges form no cycle, so there is always an end.
    fates.max().unwrap_or(Fate::Open)
}

impl PageContext<'_> {
    /// For each year, how many of the deficiencies that it recognised were closed after one year, two,
    /// three. `None` where there are too few years for a chart.
    pub(crate) fn cohorts(&self, body: usize, lineages: &[LineageId]) -> Option<BarsView> {
        let mut years: BTreeMap<i16, [usize; PARTS.len()]> = BTreeMap::new();
        for id in lineages {
            let Some(first) = self.ledger.lineages[id.0].records.first() else { continue };
            let record = self.ledger.record(*first);
            // A part of an earlier deficiency of the body was not raised anew: it is counted with that one.
            if record.from.iter().any(|edge| self.ledger.record(edge.from).body == record.body) {
                continue;
            }
            years.entry(record.recognised).or_default()[fate(self.ledger, *first).part(record.recognised)] +=
                1;
        }
        if years.len() < WORTHWHILE {
            return None;
        }
        let rows = years.into_iter().map(|(year, counts)| {
            let parts = PARTS.iter().zip(counts).map(|(key, n)| (*key, n, self.listed(body, key, n)));
            (self.year_link(&self.ledger.bodies[body].id, year), parts.collect())
        });
        Some(bars::draw(rows.collect()))
    }

    /// Address of the body's list of open or unaccounted deficiencies. Those that ended in another body are
    /// on no list of this one.
    fn listed(&self, body: usize, part: &str, n: usize) -> Option<String> {
        let (list, is_on_it): (_, fn(&Record) -> bool) = match part {
            "open" => ("k-open", is_open),
            "unaccounted" => ("k-unaccounted", is_lost),
            _ => return None,
        };
        let listed = self.pick(Some(&self.ledger.bodies[body].id), is_on_it).len();
        self.count(n.min(listed), &Subject::Body(body), list).href
    }
}

/// How many deficiencies of a list have been open for how many years; each number links to its rows in the
/// table `list`. `None` where all have the same age, or there are few.
pub(crate) fn ages(rows: &[RecordRow], list: &str) -> Option<BarsView> {
    let mut ages: BTreeMap<i16, usize> = BTreeMap::new();
    for row in rows {
        *ages.entry(row.years_outstanding).or_default() += 1;
    }
    if ages.len() < WORTHWHILE || rows.len() <= FEW {
        return None;
    }
    let (first, last) = (*ages.first_key_value()?.0, *ages.last_key_value()?.0);
    let bars = (first..=last).map(|age| {
        let n = ages.get(&age).copied().unwrap_or(0);
        let href = (n > 0).then(|| format!("?{list}.age={age}#{list}"));
        let part: Slice = ("open", n, href.clone());
        (Link { text: age.to_string(), href }, vec![part])
    });
    Some(bars::draw(bars.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_for_each_number_of_years() {
        let parts = |years: i16| PARTS[Fate::Closed(2020 + years).part(2020)];
        assert_eq!([0, 1, 2, 3, 4, 9].map(parts), ["one", "one", "two", "three", "later", "later"]);
        assert_eq!(PARTS[Fate::Unaccounted.part(2020)], "unaccounted");
        assert_eq!(PARTS[Fate::Open.part(2020)], "open");
    }
}
