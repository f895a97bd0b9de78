//! Value: what a deadline consists of, and whether it is late.
//!
//! Takes what a rule found, gives a [`Deadline`], and judges it on a given day. It stands apart from the rules
//! because the doc comments of these types are the descriptions in the published schema.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::recurrence::Recurrence;
use super::token::Cursor;
use crate::vietnamese::date::{Date, YearSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One deadline: what is printed, in calendar days.
///
/// `start` is never after `due`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// What kind of promise it is.
    pub kind: DeadlineKind,
    /// The first day, for the kinds that say when work begins.
    #[schemars(with = "Option<String>")]
    pub start: Option<Date>,
    /// The last good day: `trước ngày 10/5/2023` gives the 9th, `hoàn thành trong quý I/2023` gives 31 March.
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
    /// How often, of what recurs.
    pub every: Option<Recurrence>,
    /// How many times in each period, where that is said: 1 in `ít nhất 01 lần/quý`.
    pub times: Option<u32>,
    /// What continuous work is centred on: the text after `tập trung`.
    pub focus: Option<String>,
}

/// The kinds of deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// By the end of a month: `trong tháng 02/2023`, `đến hết tháng 6`.
    ByMonth,
    /// By the end of a quarter: `trong quý II/2023`. `đầu năm` too: the reading that calls nobody late too early.
    ByQuarter,
    /// By the end of June or of December: `6 tháng đầu năm 2023`.
    ByHalfYear,
    /// By the end of a year: `hết năm 2023`, `đến năm 2015`, `cuối năm`.
    ByYear,
    /// By a day, itself included: `chậm nhất ngày 10/5/2023`, `ngày 10/5/2023`.
    ByDate,
    /// Before a day, or before the first day of a month, quarter or year: `trước ngày 10/5/2023`, `trước tháng 6/2023`.
    BeforeDate,
    /// From one time to another: `từ tháng 3/2023 đến hết năm`, `giai đoạn 2021 - 2025`, `quý I và quý II/2023`.
    Range,
    /// At any time within a year: `trong năm 2023`, `năm 2023`.
    WithinYear,
    /// Again and again: `hằng quý`, `6 tháng/lần`, `trước ngày 05/11 hằng năm`.
    ///
    /// A window (`Quý I hằng năm`) gives `start` and `due` of its first time in the plan.
    Recurring,
    /// All the time: `thường xuyên`. Never late.
    Continuous,
    /// All the time, but above all at some times: `thường xuyên, tập trung dịp Tết`. Never late.
    ContinuousFocus,
    /// From a year, or from a day, month or quarter on, with no end: `kể từ năm 2014`.
    FromYear,
    /// When something happens, or so many days after: `sau khi kết thúc đợt khảo sát`.
    Relative,
}

impl Deadline {
    /// Whether this kind of deadline can be missed at all: not work that recurs, is continuous, has no end or
    /// depends on an event.
    pub fn can_be_late(&self) -> bool {
        self.kind.can_be_late()
    }

    /// Whether the last day lies before `as_of`. A deadline is not late on its last day.
    pub fn is_late(&self, as_of: Date) -> bool {
        self.can_be_late() && self.due.is_some_and(|due| due < as_of)
    }
}

impl DeadlineKind {
    /// Whether a deadline of this kind can be missed.
    pub fn can_be_late(self) -> bool {
        match self {
            Self::ByMonth
            | Self::ByQuarter
            | Self::ByHalfYear
            | Self::ByYear
            | Self::ByDate
            | Self::BeforeDate
            | Self::Range
            | Self::WithinYear => true,
            Self::Recurring | Self::Continuous | Self::ContinuousFocus | Self::FromYear | Self::Relative => {
                false
            }
        }
    }
}

/// What a rule has read. Whether it ends before it begins is not checked yet.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) kind: DeadlineKind,
    pub(super) start: Option<Date>,
    pub(super) due: Option<Date>,
    pub(super) every: Option<Recurrence>,
    pub(super) times: Option<u32>,
    pub(super) focus: Option<String>,
}

impl Found {
    pub(super) fn new(kind: DeadlineKind) -> Self {
        Found { kind, start: None, due: None, every: None, times: None, focus: None }
    }

    /// The deadline. `None` for a span that ends before it begins: one end is a misprint, and nothing tells
    /// which.
    pub(super) fn finish(self) -> Option<Deadline> {
        let Found { kind, start, due, every, times, focus } = self;
        let in_order = start.zip(due).is_none_or(|(start, due)| start <= due);
        in_order.then_some(Deadline { kind, start, due, every, times, focus })
    }
}

/// A rule reads as much as it can, and leaves the cursor behind what it read. It gets the years of the plan.
pub(super) type Rule = fn(&mut Cursor<'_>, YearSpan) -> Option<Found>;

pub(super) fn whole(rule: Rule, mut cursor: Cursor<'_>, plan: YearSpan) -> Option<Found> {
    let found = rule(&mut cursor, plan)?;
    cursor.tails(plan);
    cursor.done().then_some(found)
}
