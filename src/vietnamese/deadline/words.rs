//! Words: the vocabulary of deadlines.
//!
//! Takes no input: it is lists of phrases, in lower case, in normal form C and in the spelling of the
//! tokeniser. They are tried in order, so a phrase stands before any shorter phrase that it begins with. It
//! stands apart so that words can be added without touching the rules.

/// Other spellings in use, each with the spelling in the lists below.
pub(super) const SPELLINGS: &[(&str, &str)] = &[
    ("hàng", "hằng"),
    ("quí", "quý"),
    ("qúy", "quý"),
    ("qúi", "quý"),
    ("kì", "kỳ"),
];

/// Words that may stand before a deadline and do not change it.
pub(super) const LEADS: &[&str] = &[
    "thời gian hoàn thành", "thời gian thực hiện", "thời hạn hoàn thành", "thời hạn thực hiện", "thời hạn",
    "thời gian", "tiến độ", "hạn chót", "hạn cuối", "hạn", "dự kiến", "phấn đấu", "triển khai thực hiện",
    "tổ chức thực hiện", "tổ chức triển khai", "duy trì thực hiện", "hoàn thành", "thực hiện", "triển khai",
    "tổ chức", "kết thúc", "làm xong", "xong", "gửi báo cáo", "báo cáo", "gửi", "duy trì", "tiến hành", "phải",
    "cần", "là", "được", "to be completed", "to be done", "to be carried out", "to be implemented", "to complete",
    "to finish", "completed", "complete", "completion", "finished", "finish", "done", "due", "deadline",
    "carried out", "carry out", "implemented", "implement",
];

/// Words that may follow a deadline and do not change it.
pub(super) const TAILS: &[&str] = &[
    "thì hoàn thành", "phải hoàn thành", "hoàn thành", "phải xong", "xong", "theo kế hoạch đề ra", "theo kế hoạch",
    "theo quy định", "theo đúng quy định", "trong năm nay", "trong năm", "của năm nay", "của năm", "năm nay",
    "at the latest", "of the year", "this year", "dự kiến",
];

/// Words that make the last day of a period the limit.
pub(super) const BY: &[&str] = &[
    "từ nay cho đến", "từ nay đến", "chậm nhất là", "chậm nhất", "muộn nhất là", "muộn nhất", "trễ nhất là",
    "trễ nhất", "không muộn hơn", "không quá", "cho đến", "cho tới", "đến", "tới", "hết", "cuối", "by the end of",
    "by end of", "at the end of", "to the end of", "until the end of", "the end of", "end of", "on or before", "by",
    "until", "till", "no later than", "not later than",
];

/// Words that make the first day of a period the limit, that day excluded.
pub(super) const BEFORE: &[&str] = &["trước", "before", "prior to"];

/// Words that only place work inside a period.
pub(super) const WITHIN: &[&str] = &[
    "trong thời gian", "trong khoảng", "trong", "vào dịp", "vào", "in the course of", "in", "within", "during",
    "throughout", "on", "the",
];

/// Words that begin a time without an end.
pub(super) const SINCE: &[&str] =
    &["bắt đầu kể từ", "bắt đầu từ", "kể từ", "tính từ", "từ", "starting from", "starting in", "starting", "since", "from"];

/// Words that make the day after a period the first one.
pub(super) const AFTER: &[&str] = &["sau", "after"];

/// Words after the beginning of a time that say it has no end.
pub(super) const ONWARDS: &[&str] = &["trở đi", "trở về sau", "onwards", "onward", "on"];

/// Words for "every".
pub(super) const EACH: &[&str] = &["định kỳ hằng", "định kỳ mỗi", "hằng", "mỗi", "từng", "every", "each", "per"];

/// Words that stand before a rhythm or a count and only set a lower bound or stress it.
pub(super) const AT_LEAST: &[&str] = &[
    "theo định kỳ", "định kỳ", "ít nhất", "tối thiểu", "thường kỳ", "đều đặn", "at least", "regularly",
];

/// Adverbs that are a rhythm by themselves, with their unit and number.
pub(super) const ADVERBS: &[(&str, Unit, u32)] = &[
    ("daily", Unit::Day, 1), ("weekly", Unit::Day, 7), ("monthly", Unit::Month, 1), ("quarterly", Unit::Month, 3),
    ("half - yearly", Unit::Month, 6), ("half yearly", Unit::Month, 6), ("semi - annually", Unit::Month, 6),
    ("semiannually", Unit::Month, 6), ("yearly", Unit::Month, 12), ("annually", Unit::Month, 12),
    ("annual", Unit::Month, 12),
];

/// Units of time for rhythms, each as a number of days or months.
pub(super) const UNITS: &[(&str, Unit, u32)] = &[
    ("ngày", Unit::Day, 1), ("tuần", Unit::Day, 7), ("tháng", Unit::Month, 1), ("quý", Unit::Month, 3),
    ("nửa năm", Unit::Month, 6), ("năm", Unit::Month, 12), ("days", Unit::Day, 1), ("day", Unit::Day, 1),
    ("weeks", Unit::Day, 7), ("week", Unit::Day, 7), ("months", Unit::Month, 1), ("month", Unit::Month, 1),
    ("quarters", Unit::Month, 3), ("quarter", Unit::Month, 3), ("half - year", Unit::Month, 6),
    ("half year", Unit::Month, 6), ("half a year", Unit::Month, 6), ("years", Unit::Month, 12),
    ("year", Unit::Month, 12),
];

/// The unit in which a rhythm is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    Day,
    Month,
}

/// Words after "thường xuyên" that introduce what the work is combined with: how it is done, not when.
pub(super) const WOVEN: &[&str] = &["lồng ghép", "kết hợp", "gắn với", "thông qua", "trong các", "together with", "as part of"];

/// Words that introduce the times on which continuous work is focused.
pub(super) const FOCUS: &[&str] = &[
    "tập trung", "cao điểm", "nhất là", "đặc biệt là", "trọng tâm là", "focusing on", "focused on", "focus on",
    "with a focus on", "with focus on", "especially",
];

/// Words that must not occur in the noun between a count and its period, since they would change the meaning.
pub(super) const TIME: &[&str] = &[
    "ngày", "tuần", "tháng", "quý", "năm", "trước", "sau", "từ", "đến", "tới", "hết", "cuối", "đầu", "giữa", "trong",
    "hằng", "mỗi", "khi", "kể", "kỳ", "lần", "thường", "liên", "và", "hoặc", "nếu", "day", "week", "month", "quarter",
    "year", "before", "after", "by", "from", "to", "until", "in", "when", "every", "each", "per", "a", "an", "một", "or", "and", "if",
];

/// Words behind "trước" or "sau" that begin a time, not an event; some also without diacritics.
pub(super) const CALENDAR: &[&str] = &[
    "ngày", "tuần", "tháng", "quý", "năm", "hết", "cuối", "đầu", "giữa", "ngay", "tuan", "thang", "nam", "day", "week",
    "month", "quarter", "year", "end", "beginning",
];

/// Words behind "trước" or "sau" in fixed phrases that name no event: `trước mắt`, `sau này`.
pub(super) const NO_EVENT: &[&str] = &["khi", "mắt", "tiên", "nay", "đây", "kia", "đó", "này", "cùng", "that", "this"];

/// Vietnamese numerals. `năm` is left out: it means "year" far more often than "five".
pub(super) const NUMERALS: &[(&str, u32)] = &[
    ("một", 1), ("hai", 2), ("ba", 3), ("bốn", 4), ("tư", 4), ("sáu", 6), ("bảy", 7), ("bẩy", 7), ("tám", 8),
    ("chín", 9), ("mười", 10),
];

/// Numerals of English, for counts.
pub(super) const ENGLISH_NUMERALS: &[(&str, u32)] =
    &[("a", 1), ("an", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6)];

/// Ordinals of English, for quarters and halves.
pub(super) const ORDINALS: &[(&str, u32)] = &[("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", 4)];

/// Roman numerals, in order from 1.
pub(super) const ROMAN: &[&str] = &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// English months, in order. Abbreviations of at least three letters are accepted too (`jan`, `sept`).
pub(super) const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
];

/// The number of an English month.
pub(super) fn english_month(word: &str) -> Option<u32> {
    if word.len() < 3 {
        return None;
    }
    (1..).zip(MONTHS).find(|(_, name)| name.starts_with(word)).map(|(number, _)| number)
}

/// Looks a word up in a table of numerals.
pub(super) fn numeral(word: &str, table: &[(&str, u32)]) -> Option<u32> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The value of a small Roman numeral.
pub(super) fn roman(word: &str) -> Option<u32> {
    (1..).zip(ROMAN).find(|(_, name)| **name == word).map(|(number, _)| number)
}
