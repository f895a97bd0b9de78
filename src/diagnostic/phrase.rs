//! Phrases: parts of a message that are worded in both languages.
//!
//! Takes a value that a stage found, gives its words. It stands apart from the catalogue because a phrase fills a
//! placeholder of several messages, and has values of its own.

use super::slip::Slip;
use crate::language::Language;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Phrase {
    /// What is wrong with the syntax.
    Slip(Slip),
    /// What mends that.
    Remedy(Slip),
    /// A year has twelve months.
    TwelveMonths,
    /// How many days the month of this day has, which is its last.
    DaysOfMonth(Date),
    /// The last day that a month has in every year.
    DaysOfEvery {
        /// The month, from 1.
        month: i8,
        /// Its last day.
        days: i8,
    },
    /// One value.
    OneValue,
    /// A list.
    List,
    /// Keys with values.
    Keys,
    /// A day in ISO 8601.
    Day,
    /// A number in digits.
    Number,
    /// A year in four digits.
    Year,
    /// A web address.
    Address,
    /// A path below the folder of the settings.
    PathBelow,
    /// The number of an official document.
    DocumentNumber,
    /// A year, or a span of them.
    Years,
    /// Years with this one among them.
    YearsWith(i16),
    /// A year after this one.
    YearAfter(i16),
    /// This year or an earlier one.
    YearUpTo(i16),
    /// A day, or a day of every year.
    DayOrMonthDay,
    /// A name that becomes part of an address.
    Name,
    /// The path of a page.
    Page,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The English name of a month, counted from 1.
fn name_of(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

impl Phrase {
    /// The words of it.
    pub fn show(self, language: Language) -> String {
        let (vi, en) = match self {
            Self::DaysOfMonth(last) => {
                let (year, month, days) = (last.year(), last.month(), last.day());
                return language.choose(
                    format!("tháng {month} năm {year} có {days} ngày"),
                    format!("{} {year} has {days} days", name_of(month)),
                );
            }
            Self::DaysOfEvery { month, days } => {
                return language.choose(
                    format!("năm nào cũng có thì muộn nhất là ngày {days} của tháng {month}"),
                    format!("what comes every year comes on {days} {} at the latest", name_of(month)),
                );
            }
            Self::Slip(slip) => return slip.what(language).to_owned(),
            Self::Remedy(slip) => return slip.remedy(language).to_owned(),
            Self::TwelveMonths => ("một năm có 12 tháng", "a year has 12 months"),
            Self::OneValue => ("một giá trị", "one value"),
            Self::List => ("một danh sách", "a list"),
            Self::Keys => ("các khóa", "keys with values"),
            Self::Day => ("năm-tháng-ngày, ví dụ 2023-03-31", "year-month-day, such as 2023-03-31"),
            Self::Number => ("một số viết bằng chữ số: 0, 1, 2, …", "a number in digits: 0, 1, 2, …"),
            Self::Year => ("một năm gồm bốn chữ số, ví dụ 2023", "a year of four digits, such as 2023"),
            Self::YearsWith(year) => {
                let vi =
                    format!("khoảng năm có năm {year}, ví dụ {year} hoặc {year}-{}", year.saturating_add(2));
                let en =
                    format!("a span with {year} in it, such as {year} or {year}-{}", year.saturating_add(2));
                return language.choose(vi, en);
            }
            Self::YearAfter(year) => {
                return language.choose(format!("một năm sau {year}"), format!("a year after {year}"));
            }
            Self::YearUpTo(year) => {
                return language.choose(
                    format!("năm {year} hay một năm trước đó"),
                    format!("{year} or an earlier year"),
                );
            }
            Self::DocumentNumber => (
                "số văn bản, ví dụ 300-KH/TĐTN-VP hoặc 94/2010/NĐ-CP",
                "a document number, such as 300-KH/TĐTN-VP or 94/2010/NĐ-CP",
            ),
            Self::Years => (
                "năm hoặc khoảng năm, ví dụ 2021 hoặc 2013-2015",
                "a year or a span, such as 2021 or 2013-2015",
            ),
            Self::DayOrMonthDay => (
                "năm-tháng-ngày hoặc tháng-ngày, ví dụ 2023-03-31 hoặc 03-31",
                "year-month-day or month-day, such as 2023-03-31 or 03-31",
            ),
            Self::Name => {
                ("một tên gồm chữ cái, chữ số và dấu gạch nối", "a name of letters, digits and hyphens")
            }
            Self::Page => (
                "đường dẫn của một trang, ví dụ tay-ninh/2021/ma-tuy",
                "the path of a page, such as tay-ninh/2021/ma-tuy",
            ),
            Self::PathBelow => (
                "đường dẫn bên dưới thư mục có khacphuc.toml, ví dụ tai-lieu/quet",
                "a path below the folder of khacphuc.toml, such as documents/scans",
            ),
            Self::Address => ("địa chỉ web, ví dụ https://…", "a web address, such as https://…"),
        };
        language.choose(vi, en).to_owned()
    }
}
