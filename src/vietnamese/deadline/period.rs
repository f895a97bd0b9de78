//! Period: days, months, quarters, halves and years.
//!
//! Takes a cursor, gives a period as printed, whose year may be missing, and its first and last day. It stands
//! apart because clauses, ranges and rhythms all consist of periods.

use jiff::ToSpan;

use super::token::{Cursor, TokenKind};
use super::value::DeadlineKind;
use super::words::{ENGLISH_NUMERALS, NUMERALS, ORDINALS, english_month, numeral, roman};
use crate::vietnamese::date::Date;

/// A calendar period as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Period {
    pub(super) part: Part,
    /// `None` if the text gives no year, and that of the plan is meant.
    pub(super) year: Option<i16>,
}

/// A part of a year. Numbers are as printed, and may be impossible (a month 13): [`Part::bounds`] checks them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    /// A day; the month is missing in `từ ngày 01 đến ngày 15/3`.
    Day {
        day: u32,
        month: Option<u32>,
    },
    Month(u32),
    Quarter(u32),
    /// Whole months from the first to the last: `6 tháng đầu năm`.
    Months(u32, u32),
    Year,
}

impl Part {
    /// Whether it is a single day.
    pub(super) fn is_day(self) -> bool {
        match self {
            Self::Day { .. } => true,
            Self::Month(_) | Self::Quarter(_) | Self::Months(..) | Self::Year => false,
        }
    }

    /// The first and last day in a year, or `None` if there is no such part of it.
    pub(super) fn bounds(self, year: i16) -> Option<(Date, Date)> {
        match self {
            Part::Day { day, month } => {
                let day = Date::new(year, i8::try_from(month?).ok()?, i8::try_from(day).ok()?).ok()?;
                Some((day, day))
            }
            Part::Month(month) => months(year, month, month),
            Part::Quarter(quarter) => {
                months(year, quarter.checked_mul(3)?.checked_sub(2)?, quarter.checked_mul(3)?)
            }
            Part::Months(first, last) => months(year, first, last),
            Part::Year => months(year, 1, 12),
        }
    }

    /// The kind of a deadline that ends with this part.
    pub(super) fn kind(self) -> DeadlineKind {
        match self {
            Part::Day { .. } => DeadlineKind::ByDate,
            Part::Quarter(_) | Part::Months(1, 3 | 9) | Part::Months(10, 12) => DeadlineKind::ByQuarter,
            Part::Months(1, 6) | Part::Months(7, 12) => DeadlineKind::ByHalfYear,
            Part::Month(_) | Part::Months(..) => DeadlineKind::ByMonth,
            Part::Year => DeadlineKind::ByYear,
        }
    }
}

fn months(year: i16, first: u32, last: u32) -> Option<(Date, Date)> {
    let start = Date::new(year, i8::try_from(first).ok()?, 1).ok()?;
    let end = Date::new(year, i8::try_from(last).ok()?, 1).ok()?.last_of_month();
    Some((start, end))
}

impl Period {
    /// The first and last day, in `year` if the text names none.
    pub(super) fn bounds(self, year: i16) -> Option<(Date, Date)> {
        self.part.bounds(self.year.unwrap_or(year))
    }
}

/// The day before, or `None` at the edge of the calendar.
pub(super) fn day_before(day: Date) -> Option<Date> {
    day.checked_sub(1.day()).ok()
}

/// The day after, or `None` at the edge of the calendar.
pub(super) fn day_after(day: Date) -> Option<Date> {
    day.checked_add(1.day()).ok()
}

/// Reads any period.
pub(super) fn period(c: &mut Cursor<'_>) -> Option<Period> {
    let readers = [day, english_day, part_of_year, half_year, quarter, month, start_of_year, year];
    readers.into_iter().find_map(|reader| c.attempt(reader))
}

/// `ngày 10/5/2023`, `10-5-2023`, `15/12`, `ngày 3 tháng 3 năm 2021`, `2021-03-03`, and `ngày 01` alone.
fn day(c: &mut Cursor<'_>) -> Option<Period> {
    let named = c.phrase("ngày").is_some();
    if let Some(day) = c.attempt(iso_day) {
        return Some(day);
    }
    let (day, _) = c.number().filter(|(_, digits)| *digits <= 2)?;
    let in_month = |month, year| Some(Period { part: Part::Day { day, month: Some(month) }, year });
    if let Some((month, year)) = c.attempt(|c| full_date(c)) {
        return in_month(month, Some(year));
    }
    if let Some(month) = c.attempt(|c| spelt_month(c).or_else(|| slash_month(c))) {
        return in_month(month, c.attempt(named_year));
    }
    named.then_some(Period { part: Part::Day { day, month: None }, year: None })
}

fn iso_day(c: &mut Cursor<'_>) -> Option<Period> {
    let year = c.year()?;
    c.mark('-')?;
    let month = two_digits(c)?;
    c.mark('-')?;
    Some(Period { part: Part::Day { day: two_digits(c)?, month: Some(month) }, year: Some(year) })
}

fn two_digits(c: &mut Cursor<'_>) -> Option<u32> {
    c.number().filter(|(_, digits)| *digits == 2).map(|(value, _)| value)
}

/// Month and year after a day, with the same mark before both.
fn full_date(c: &mut Cursor<'_>) -> Option<(u32, i16)> {
    let mark = c.any_mark(&['/', '-', '.'])?;
    let (month, _) = c.number().filter(|(_, digits)| *digits <= 2)?;
    c.mark(mark)?;
    Some((month, c.year()?))
}

fn spelt_month(c: &mut Cursor<'_>) -> Option<u32> {
    c.phrase("tháng")?;
    let (month, digits) = c.number()?;
    c.mark('/');
    (digits <= 2).then_some(month)
}

/// `/12` with no year behind it. Only a slash is read: a dash may be a range, and a point a decimal.
fn slash_month(c: &mut Cursor<'_>) -> Option<u32> {
    c.mark('/')?;
    let (month, digits) = c.number()?;
    (digits <= 2 && c.peek() != Some(&TokenKind::Mark('/'))).then_some(month)
}

/// `31 March 2023`, `31st of March`, `March 31, 2023`.
fn english_day(c: &mut Cursor<'_>) -> Option<Period> {
    c.phrase("the");
    let (day, month) = c.attempt(day_then_month).or_else(|| c.attempt(month_then_day))?;
    c.attempt(|c| c.mark(',').filter(|()| matches!(c.peek(), Some(TokenKind::Number { digits: 4, .. }))));
    Some(Period { part: Part::Day { day, month: Some(month) }, year: c.year() })
}

fn day_then_month(c: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let day = english_ordinal(c)?;
    c.phrase("of");
    Some((day, english_month(c.word()?)?))
}

fn month_then_day(c: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let month = english_month(c.word()?)?;
    Some((english_ordinal(c)?, month))
}

fn english_ordinal(c: &mut Cursor<'_>) -> Option<u32> {
    let (day, digits) = c.number()?;
    c.any(&["st", "nd", "rd", "th"]);
    (digits <= 2).then_some(day)
}

/// `6 tháng đầu năm 2023`, `9 tháng đầu năm`, `sáu tháng cuối năm`.
fn part_of_year(c: &mut Cursor<'_>) -> Option<Period> {
    let count = small_number(c).filter(|count| (1..12).contains(count))?;
    c.phrase("tháng")?;
    let part = match c.any(&["đầu", "cuối"])? {
        "đầu" => Part::Months(1, count),
        _ => Part::Months(13 - count, 12),
    };
    Some(Period { part, year: of_year(c)? })
}

/// `nửa đầu năm 2023`, `first half of 2023`, `H1 2023`.
fn half_year(c: &mut Cursor<'_>) -> Option<Period> {
    let first = c.attempt(vietnamese_half).or_else(|| c.attempt(english_half))?;
    let part = if first { Part::Months(1, 6) } else { Part::Months(7, 12) };
    Some(Period { part, year: of_year(c)? })
}

fn vietnamese_half(c: &mut Cursor<'_>) -> Option<bool> {
    c.phrase("nửa")?;
    c.any(&["đầu", "cuối"]).map(|side| side == "đầu")
}

fn english_half(c: &mut Cursor<'_>) -> Option<bool> {
    c.phrase("the");
    if c.phrase("h").is_some() {
        return c.number().map(|(half, _)| half).filter(|half| matches!(half, 1 | 2)).map(|half| half == 1);
    }
    let side = c.any(&["first", "second", "last"])?;
    c.any(&["half year", "half"])?;
    Some(side == "first")
}

/// The year behind a half: `năm 2023`, `năm`, `of the year`, `of 2023`, `/2023`.
///
/// The outer `None` means that there is no word for a year at all, the inner one that its number is missing.
fn of_year(c: &mut Cursor<'_>) -> Option<Option<i16>> {
    c.any(&["của", "of", "in"]);
    c.any_mark(&['/', '-']);
    let word = c.any(&["năm nay", "năm", "the year", "this year"]);
    let year = c.year();
    (word.is_some() || year.is_some()).then_some(year)
}

/// `quý II/2023`, `quý 2 năm 2023`, `quý IV`, `Q2 2023`, `the second quarter of 2023`.
fn quarter(c: &mut Cursor<'_>) -> Option<Period> {
    let number = c.attempt(numbered_quarter).or_else(|| c.attempt(english_quarter))?;
    Some(Period { part: Part::Quarter(number), year: c.attempt(named_year) })
}

fn numbered_quarter(c: &mut Cursor<'_>) -> Option<u32> {
    c.any(&["quý", "q", "quarter"])?;
    c.mark('.');
    part_number(c)
}

fn english_quarter(c: &mut Cursor<'_>) -> Option<u32> {
    c.phrase("the");
    let ordinal = numeral(c.word()?, ORDINALS)?;
    c.phrase("quarter").map(|()| ordinal)
}

/// `tháng 02/2023`, `tháng 2 năm 2023`, `T3/2023`, `3/2023`, `March 2023`.
fn month(c: &mut Cursor<'_>) -> Option<Period> {
    if let Some(period) = c.attempt(bare_month) {
        return Some(period);
    }
    let month = c.attempt(numbered_month).or_else(|| c.attempt(|c| english_month(c.word()?)))?;
    Some(Period { part: Part::Month(month), year: c.attempt(named_year) })
}

fn numbered_month(c: &mut Cursor<'_>) -> Option<u32> {
    c.any(&["tháng", "t"])?;
    c.mark('.');
    part_number(c)
}

/// `3/2023`, which is unambiguous, as four digits cannot be a month.
fn bare_month(c: &mut Cursor<'_>) -> Option<Period> {
    let (month, digits) = c.number()?;
    c.mark('/')?;
    let year = c.year()?;
    (digits <= 2).then_some(Period { part: Part::Month(month), year: Some(year) })
}

/// The number of a month or quarter: digits, Roman, or a word.
pub(super) fn part_number(c: &mut Cursor<'_>) -> Option<u32> {
    c.attempt(|c| c.number().filter(|(_, digits)| *digits <= 2).map(|(value, _)| value))
        .or_else(|| c.attempt(|c| c.word().and_then(|word| roman(word).or_else(|| numeral(word, NUMERALS)))))
}

/// A count in digits or as a word.
pub(super) fn small_number(c: &mut Cursor<'_>) -> Option<u32> {
    c.attempt(|c| c.number().filter(|(_, digits)| *digits <= 3).map(|(value, _)| value))
        .or_else(|| c.attempt(|c| c.word().and_then(counting_word)))
}

fn counting_word(word: &str) -> Option<u32> {
    numeral(word, NUMERALS).or_else(|| numeral(word, ENGLISH_NUMERALS))
}

/// The year behind a month or quarter: `/2023`, `-2023`, ` năm 2023`, `, năm 2023`, ` of 2023`, ` 2023`.
pub(super) fn named_year(c: &mut Cursor<'_>) -> Option<i16> {
    c.any_mark(&['/', '-', '.', ',']);
    c.any(&["của năm", "trong năm", "năm", "of", "in"]);
    c.year()
}

/// `đầu năm 2023`: read as the whole first quarter, the longest possible meaning, so that nobody is called late
/// too early.
fn start_of_year(c: &mut Cursor<'_>) -> Option<Period> {
    c.any(&["đầu năm", "the beginning of", "beginning of"])?;
    let year = c.attempt(|c| c.phrase("the year").map(|()| None).or_else(|| c.year().map(Some)));
    c.phrase("nay");
    Some(Period { part: Part::Quarter(1), year: year.flatten() })
}

/// `năm 2023`, `2023`, and `năm` or `the year` alone, which is a deadline only with a preposition before it.
fn year(c: &mut Cursor<'_>) -> Option<Period> {
    let named = c.any(&["năm nay", "năm", "the year", "this year", "year"]).is_some();
    let year = c.year();
    (named || year.is_some()).then_some(Period { part: Part::Year, year })
}
