//! Dates: calendar dates and spans of years, as officials print them.
//!
//! Takes printed text, gives a [`Date`] or a [`YearSpan`], and prints them again. It stands apart because
//! figures, deadlines and citations all contain dates.

use std::fmt;
use std::str::FromStr;

pub use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::vietnamese::letters::nfc;

/// An inclusive span of calendar years: `2021`, or `2013-2015`.
///
/// It is read from a string (`"2013-2015"`, any dash, spaces allowed) or a bare number, and serialised as a
/// string with a hyphen, as front matter writes it; `Display` gives an en dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct YearSpan {
    /// The first year of the span.
    pub first: i16,
    /// The last year of the span, itself included.
    pub last: i16,
}

/// The text is not a year (1 to 9999) or a span of years in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearSpanError;

impl fmt::Display for YearSpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a year such as 2021, or a span of years such as 2013-2015")
    }
}

impl std::error::Error for YearSpanError {}

impl YearSpan {
    /// A span, if both years are between 1 and 9999 and in order.
    pub fn new(first: i16, last: i16) -> Option<Self> {
        let known = 1..=9999;
        (known.contains(&first) && known.contains(&last) && first <= last).then_some(YearSpan { first, last })
    }

    /// The span of one year.
    pub fn single(year: i16) -> Self {
        YearSpan { first: year, last: year }
    }

    /// Whether a year lies in the span.
    pub fn contains(&self, year: i16) -> bool {
        (self.first..=self.last).contains(&year)
    }

    /// 1 January of the first year. A year no calendar date can hold gives the earliest date there is.
    pub fn start(&self) -> Date {
        Date::new(self.first, 1, 1).unwrap_or(Date::MIN)
    }

    /// 31 December of the last year. A year no calendar date can hold gives the latest date there is.
    pub fn end(&self) -> Date {
        Date::new(self.last, 12, 31).unwrap_or(Date::MAX)
    }

    /// The years of the span, in order.
    pub fn years(&self) -> impl DoubleEndedIterator<Item = i16> + use<> {
        self.first..=self.last
    }

    fn written(&self, dash: char) -> String {
        match self.first == self.last {
            true => self.first.to_string(),
            false => format!("{}{dash}{}", self.first, self.last),
        }
    }
}

impl fmt::Display for YearSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written('–'))
    }
}

impl FromStr for YearSpan {
    type Err = YearSpanError;

    fn from_str(text: &str) -> Result<Self, YearSpanError> {
        let (first, last) = text.split_once(is_dash).unwrap_or((text, text));
        let year = |part: &str| part.trim().parse().ok();
        let (first, last) = year(first).zip(year(last)).ok_or(YearSpanError)?;
        YearSpan::new(first, last).ok_or(YearSpanError)
    }
}

impl Serialize for YearSpan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.serialize_str(&self.written('-')),
            false => (self.first, self.last).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for YearSpan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.is_human_readable() {
            true => deserializer.deserialize_any(YearSpanVisitor),
            false => {
                let (first, last) = Deserialize::deserialize(deserializer)?;
                YearSpan::new(first, last).ok_or_else(|| serde::de::Error::custom(YearSpanError))
            }
        }
    }
}

/// Takes a bare number too, because YAML makes one of `years: 2021`.
struct YearSpanVisitor;

impl Visitor<'_> for YearSpanVisitor {
    type Value = YearSpan;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a year such as 2021, or a span of years such as 2013-2015")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<YearSpan, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, year: i64) -> Result<YearSpan, E> {
        let year = i16::try_from(year).ok();
        year.and_then(|year| YearSpan::new(year, year)).ok_or_else(|| E::custom(YearSpanError))
    }

    fn visit_u64<E: Error>(self, year: u64) -> Result<YearSpan, E> {
        self.visit_i64(i64::try_from(year).unwrap_or(i64::MAX))
    }
}

impl JsonSchema for YearSpan {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "YearSpan".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A year, or an inclusive span of years",
            "type": ["integer", "string"],
            "pattern": r"^\s*[0-9]{1,4}(\s*[-–]\s*[0-9]{1,4})?\s*$",
            "minimum": 1,
            "maximum": 9999
        })
    }
}

/// Whether a character is printed for a dash: hyphens, en and em dash, minus sign.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// The year that a printed number of four digits means, if it can be one in this kind of record (1900 to 2199).
///
/// The bounds keep `9/1023` from being read as a month.
pub(crate) fn plausible_year(number: u32) -> Option<i16> {
    i16::try_from(number).ok().filter(|year| (1900..=2199).contains(year))
}

/// Reads a whole text as one date: `03/3/2021`, `ngày 03/3/2021`, `ngày 3 tháng 3 năm 2021`, `2021-03-03`.
///
/// `None` if the text is anything else, is left partly blank, or names a day that does not exist.
pub fn read_printed_date(text: &str) -> Option<Date> {
    let text = nfc(text);
    let (date, rest) = date_prefix(text.trim())?;
    rest.trim_matches(['.', ',', ';', ' ']).is_empty().then_some(date)
}

/// Reads a date at the very beginning of a text in normal form C, and returns what follows it.
pub(crate) fn date_prefix(text: &str) -> Option<(Date, &str)> {
    let text = strip_word(text, "ngày").map_or(text, str::trim_start);
    let (numbers, rest) = numbers(text, 2..=2)?;
    Some((numbers.date()?, rest))
}

/// Year, month and day as they are printed, whether or not there is such a day.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    year: u32,
    month: u32,
    day: u32,
}

impl Numbers {
    fn date(self) -> Option<Date> {
        Date::new(plausible_year(self.year)?, i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?)
            .ok()
    }

    /// The day that was meant by one that does not exist: the last of its month, or the one with day and month
    /// the other way round.
    fn nearest(self) -> Option<Date> {
        let (turned, first) = (Self { month: self.day, day: self.month, ..self }, Self { day: 1, ..self });
        match self.month {
            1..=12 if self.day > 0 => first.date().map(Date::last_of_month),
            _ => turned.date(),
        }
    }
}

/// Why a text is not a day in ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotADay {
    /// It is written in another form, and perhaps this day is meant.
    Form(Option<Date>),
    /// There is no month of that number.
    NoMonth,
    /// The month is not that long; this is its last day.
    NoDay(Date),
}

/// Reads a day in ISO 8601, `2021-03-03`, and nothing else.
///
/// # Errors
/// When it is no such text, or there is no such day.
pub fn read_iso(text: &str) -> Result<Date, NotADay> {
    let text = nfc(text.trim());
    let bare = strip_word(&text, "ngày").map_or(&*text, str::trim_start);
    let read = numbers(bare, 1..=2).filter(|(_, rest)| rest.trim_matches(['.', ',', ';', ' ']).is_empty());
    let Some((numbers, _)) = read else {
        let digits = text.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
        return Err(NotADay::Form(if digits == *text { None } else { read_printed_date(&digits) }));
    };
    let Some(date) = numbers.date() else {
        let year = plausible_year(numbers.year).ok_or(NotADay::Form(None))?;
        let month = i8::try_from(numbers.month).ok().and_then(|month| Date::new(year, month, 1).ok());
        return Err(month.map_or(NotADay::NoMonth, |first| NotADay::NoDay(first.last_of_month())));
    };
    if date.to_string() == *text { Ok(date) } else { Err(NotADay::Form(Some(date))) }
}

/// The numbers of a date at the very beginning of a text, and what follows it. In ISO 8601, month and day are to
/// have so many digits.
fn numbers(text: &str, iso_digits: std::ops::RangeInclusive<usize>) -> Option<(Numbers, &str)> {
    iso(text, iso_digits).or_else(|| slashed(text)).or_else(|| spelt(text))
}

/// A date in a text that no calendar has: `31/02/2023`, `ngày 30/02`, `tháng 13/2023`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// Its bytes in the text.
    pub range: std::ops::Range<usize>,
    /// The day that was probably meant.
    pub nearest: Option<Date>,
}

/// The dates in a text, in normal form C, that no calendar has.
pub fn impossible_dates(text: &str) -> Vec<Impossible> {
    let mut found: Vec<Impossible> = Vec::new();
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let is_start =
            letter.is_ascii_digit() && !(before.is_alphanumeric() || matches!(before, '/' | '.' | '-'));
        before = letter;
        if !is_start {
            continue;
        }
        let rest = &text[at..];
        let impossible = match numbers(rest, 2..=2) {
            Some((numbers, after)) => {
                let is_impossible = plausible_year(numbers.year).is_some() && numbers.date().is_none();
                is_impossible.then(|| (rest.len() - after.len(), numbers.nearest()))
            }
            None => without_year(&text[..at], rest).map(|length| (length, None)),
        };
        let impossible = impossible.map(|(length, nearest)| Impossible { range: at..at + length, nearest });
        found.extend(impossible);
    }
    found
}

/// The length of `31/02` in `ngày 31/02`, and of `13/2023` in `tháng 13/2023`.
fn without_year(before: &str, text: &str) -> Option<usize> {
    let is_after = |word: &str| {
        let last = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next();
        before.ends_with(char::is_whitespace) && last.is_some_and(|last| last.to_lowercase() == word)
    };
    let (first, rest) = digits(text, 1..=2)?;
    let (second, rest) = match rest.strip_prefix('/') {
        Some(rest) => digits(rest, 1..=4)?,
        None => return None,
    };
    if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-')) {
        return None;
    }
    let is_impossible = match second {
        // In a leap year, which may be meant. What is at most another number may be a share of it, `32/35 đoàn viên`.
        1..=99 => {
            is_after("ngày")
                && (second <= 12 || first > second)
                && Numbers { year: 2024, month: second, day: first }.date().is_none()
        }
        _ => is_after("tháng") && plausible_year(second).is_some() && !(1..=12).contains(&first),
    };
    is_impossible.then_some(text.len() - rest.len())
}

/// `2021-03-03` (ISO 8601).
fn iso(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(Numbers, &str)> {
    let (year, rest) = digits(text, 4..=4)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, count.clone())?;
    let (day, rest) = digits(rest.strip_prefix('-')?, count)?;
    finish(year, month, day, rest)
}

/// `03/3/2021`, and the same with points or dashes.
fn slashed(text: &str) -> Option<(Numbers, &str)> {
    let (day, rest) = digits(text, 1..=2)?;
    let mark = rest.chars().next().filter(|&c| matches!(c, '/' | '.') || is_dash(c))?;
    let (month, rest) = digits(rest.strip_prefix(mark)?, 1..=2)?;
    let (year, rest) = digits(rest.strip_prefix(mark)?, 4..=4)?;
    finish(year, month, day, rest)
}

/// `03 tháng 3 năm 2021`.
fn spelt(text: &str) -> Option<(Numbers, &str)> {
    let (day, rest) = digits(text, 1..=2)?;
    let (month, rest) = digits(strip_word(rest.trim_start(), "tháng")?.trim_start(), 1..=2)?;
    let (year, rest) = digits(strip_word(rest.trim_start(), "năm")?.trim_start(), 4..=4)?;
    finish(year, month, day, rest)
}

/// The numbers, unless the digits run on (`03/3/2021/5` is no date).
fn finish(year: u32, month: u32, day: u32, rest: &str) -> Option<(Numbers, &str)> {
    let runs_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '/');
    (!runs_on).then_some((Numbers { year, month, day }, rest))
}

/// A number at the start of a text, if it has as many digits as it should and no more.
fn digits(text: &str, count: std::ops::RangeInclusive<usize>) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    count.contains(&end).then(|| number.parse().ok())?.map(|number| (number, rest))
}

/// What follows a word at the start of a text, whatever its case. The word must end there, or a digit follow.
pub(crate) fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        let is_same = match found.is_ascii() {
            true => found.to_ascii_lowercase() == wanted,
            false => found == wanted || found.to_lowercase().eq([wanted]),
        };
        if !is_same {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphabetic)).then_some(rest)
}

/// The date in the official style: `03/3/2021`, `07/01/2020`, `20/7/2021`.
///
/// Nghị định 30/2020/NĐ-CP, phụ lục I: days below 10 and the months 1 and 2 have a leading zero, no other month
/// has.
pub fn show_vi(date: Date) -> String {
    let zero = if date.month() <= 2 { "0" } else { "" };
    format!("{:02}/{zero}{}/{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn printed_dates() {
        let third_of_march = Some(date(2021, 3, 3));
        let table = [
            ("03/3/2021", third_of_march),
            ("ngày 03/3/2021", third_of_march),
            ("Ngày 3 tháng 3 năm 2021", third_of_march),
            ("nga\u{300}y 03/03/2021.", third_of_march),
            ("NGÀY 03-3-2021", third_of_march),
            ("3.3.2021", third_of_march),
            ("2021-03-03", third_of_march),
            ("ngày       tháng      năm 2013", None),
            ("31/02/2023", None),
            ("9/10", None),
            ("94/94", None),
            ("03/3/21", None),
            ("03/3/2021/KH", None),
            ("03/3-2021", None),
            ("", None),
        ];
        for (text, read) in table {
            assert_eq!(read_printed_date(text), read, "{text}");
        }
    }

    #[test]
    fn dates_that_no_calendar_has() {
        let table = [
            ("đến ngày 31/02/2023 phải xong", "31/02/2023", Some(date(2023, 2, 28))),
            ("29-02-2023", "29-02-2023", Some(date(2023, 2, 28))),
            ("2023-04-31.", "2023-04-31", Some(date(2023, 4, 30))),
            ("ngày 31 tháng 6 năm 2023", "31 tháng 6 năm 2023", Some(date(2023, 6, 30))),
            ("12/31/2023", "12/31/2023", Some(date(2023, 12, 31))),
            ("00/5/2023", "00/5/2023", None),
            ("trước ngày 30/02", "30/02", None),
            ("Ngày 15/13", "15/13", None),
            ("trong tháng 13/2023", "13/2023", None),
        ];
        for (text, day, nearest) in table {
            let found: Vec<_> = impossible_dates(text);
            let found: Vec<_> =
                found.iter().map(|found| (&text[found.range.clone()], found.nearest)).collect();
            assert_eq!(found, [(day, nearest)], "{text}");
        }
        for text in [
            "28/02/2023",
            "ngày 29/02",
            "9/10",
            "94/2010/NĐ-CP",
            "31/02/2023/KH",
            "30/14",
            "trong ngày 32/35 đoàn viên",
            "tháng 12/2023",
            "18/2023",
        ] {
            assert_eq!(impossible_dates(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        let (march, february) = (date(2023, 3, 3), date(2023, 2, 28));
        let table = [
            ("2023-03-03", Ok(march)),
            ("2023-3-3", Err(NotADay::Form(Some(march)))),
            ("03/3/2023", Err(NotADay::Form(Some(march)))),
            ("ngày 03 tháng 3 năm 2023", Err(NotADay::Form(Some(march)))),
            ("2023-02-30", Err(NotADay::NoDay(february))),
            ("31/02/2023", Err(NotADay::NoDay(february))),
            ("2023-13-01", Err(NotADay::NoMonth)),
            ("2O23-03-O3", Err(NotADay::Form(Some(march)))),
            ("2023-03", Err(NotADay::Form(None))),
            ("hôm nay", Err(NotADay::Form(None))),
            ("", Err(NotADay::Form(None))),
        ];
        for (text, read) in table {
            assert_eq!(read_iso(text), read, "{text}");
        }
    }

    #[test]
    fn shows_dates_as_officials_do() {
        assert_eq!(show_vi(date(2021, 3, 3)), "03/3/2021");
        assert_eq!(show_vi(date(2020, 1, 7)), "07/01/2020");
        assert_eq!(show_vi(date(2021, 7, 20)), "20/7/2021");
        assert_eq!(show_vi(date(2019, 12, 1)), "01/12/2019");
    }

    #[test]
    fn year_spans() {
        let span = |first, last| Ok(YearSpan { first, last });
        assert_eq!("2021".parse(), span(2021, 2021));
        assert_eq!("2013-2015".parse(), span(2013, 2015));
        assert_eq!(" 2013 – 2015 ".parse(), span(2013, 2015));
        for wrong in ["", "2015-2013", "x", "2013-", "0", "-5", "99999", "2013-2014-2015"] {
            assert_eq!(wrong.parse::<YearSpan>(), Err(YearSpanError), "{wrong}");
        }
        let term = YearSpan { first: 2013, last: 2015 };
        assert_eq!(term.to_string(), "2013–2015");
        assert_eq!((term.start(), term.end()), (date(2013, 1, 1), date(2015, 12, 31)));
        assert_eq!(term.years().collect::<Vec<_>>(), [2013, 2014, 2015]);
        assert!(term.contains(2014) && !term.contains(2016));
    }

    #[test]
    fn year_spans_in_data() {
        let read = |text| serde_json::from_str::<YearSpan>(text).ok();
        assert_eq!(read("2021"), YearSpan::new(2021, 2021));
        assert_eq!(read("\"2013–2015\""), YearSpan::new(2013, 2015));
        assert_eq!(read("-1"), None);
        assert_eq!(read("18446744073709551615"), None);
        let term = YearSpan { first: 2013, last: 2015 };
        assert_eq!(serde_json::to_string(&term).unwrap(), "\"2013-2015\"");
    }

    #[test]
    fn unholdable_years_do_not_panic() {
        let absurd = YearSpan { first: i16::MIN, last: i16::MAX };
        assert!(absurd.start() < absurd.end());
    }
}
