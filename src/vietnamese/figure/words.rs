//! Words: the vocabulary around figures.
//!
//! Takes no input: it is lists of phrases, in lower case and in normal form C. They are tried in order, so a
//! phrase stands before any shorter phrase that it begins with. It stands apart so that words can be added
//! without touching the rules.

use super::value::Bound;

/// Words and signs that bound the number behind them.
pub(super) const BOUNDS: &[(&str, Bound)] = &[
    ("không dưới", Bound::AtLeast), ("không ít hơn", Bound::AtLeast), ("không thấp hơn", Bound::AtLeast),
    ("ít nhất", Bound::AtLeast), ("tối thiểu", Bound::AtLeast), ("từ", Bound::AtLeast), ("at least", Bound::AtLeast),
    ("no less than", Bound::AtLeast), ("not less than", Bound::AtLeast), ("minimum", Bound::AtLeast),
    ("min", Bound::AtLeast), ("from", Bound::AtLeast), ("≥", Bound::AtLeast), (">=", Bound::AtLeast),
    ("không vượt quá", Bound::AtMost), ("không quá", Bound::AtMost), ("không hơn", Bound::AtMost),
    ("tối đa", Bound::AtMost), ("nhiều nhất", Bound::AtMost), ("chậm nhất", Bound::AtMost), ("at most", Bound::AtMost),
    ("no more than", Bound::AtMost), ("not more than", Bound::AtMost), ("up to", Bound::AtMost),
    ("maximum", Bound::AtMost), ("max", Bound::AtMost), ("≤", Bound::AtMost), ("<=", Bound::AtMost),
    ("trên dưới", Bound::About), ("khoảng", Bound::About), ("gần", Bound::About), ("xấp xỉ", Bound::About),
    ("ước đạt", Bound::About), ("ước tính", Bound::About), ("ước", Bound::About), ("about", Bound::About),
    ("around", Bound::About), ("approximately", Bound::About), ("nearly", Bound::About), ("~", Bound::About),
    ("≈", Bound::About), ("nhiều hơn", Bound::MoreThan), ("cao hơn", Bound::MoreThan), ("lớn hơn", Bound::MoreThan),
    ("hơn", Bound::MoreThan), ("trên", Bound::MoreThan), ("vượt", Bound::MoreThan), ("more than", Bound::MoreThan),
    ("over", Bound::MoreThan), ("above", Bound::MoreThan), (">", Bound::MoreThan), ("ít hơn", Bound::LessThan),
    ("thấp hơn", Bound::LessThan), ("nhỏ hơn", Bound::LessThan), ("dưới", Bound::LessThan),
    ("chưa đến", Bound::LessThan), ("chưa tới", Bound::LessThan), ("less than", Bound::LessThan),
    ("fewer than", Bound::LessThan), ("under", Bound::LessThan), ("below", Bound::LessThan), ("<", Bound::LessThan),
];

/// Words before a number that do not change it.
pub(super) const REMARKS: &[&str] = &[
    "đạt và vượt", "đạt được", "đạt", "được", "có", "còn", "là", "đã", "phấn đấu", "tỷ lệ", "tỉ lệ", "thực hiện",
    "kết quả", "chỉ tiêu", "chỉ", "tổng cộng", "tổng số", "tổng", "gồm", "reached", "achieved", "=", ":",
];

/// Words at the end of the unit that bound the number: `60 ngày trở lên`.
pub(super) const BEHIND: &[(&str, Bound)] = &[
    ("trở lên", Bound::AtLeast), ("trở xuống", Bound::AtMost), ("or more", Bound::AtLeast),
    ("and more", Bound::AtLeast), ("or less", Bound::AtMost), ("or fewer", Bound::AtMost),
];

/// Words that multiply, with their power of ten.
pub(super) const SCALES: &[(&str, u32)] = &[
    ("trăm", 2), ("nghìn", 3), ("ngàn", 3), ("triệu", 6), ("tr", 6), ("tỷ", 9), ("tỉ", 9), ("hundred", 2),
    ("thousand", 3), ("million", 6), ("billion", 9),
];

/// Units of money that all are the Vietnamese đồng.
pub(super) const DONG: &[&str] = &["đồng", "đ", "vnđ", "vnd", "₫", "việt nam đồng", "đồng việt nam", "dong"];

/// Words at the end of a unit that only mean "in the year".
pub(super) const IN_THE_YEAR: &[&str] = &["trong năm", "trong cả năm", "in the year"];
