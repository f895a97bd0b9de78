//! Number: the digits of a figure.
//!
//! Takes text that begins with a number, gives the decimal and what follows it; and prints a decimal in the
//! Vietnamese style. It stands apart because the rules for points, commas and spaces in a number are the same
//! whatever stands around it.

use rust_decimal::Decimal;

/// The limit of a figure, 15 significant digits: what a JSON number keeps exactly when it is read as a float.
const DIGITS: i64 = 1_000_000_000_000_000;

/// A number as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    pub(super) value: Decimal,
    pub(super) doubtful: bool,
}

/// The decimal without trailing zeros, if it has no more digits than a figure may have.
pub(super) fn bounded(value: Decimal) -> Option<Decimal> {
    let value = value.normalize();
    (value.mantissa().unsigned_abs() < u128::from(DIGITS.unsigned_abs())).then_some(value)
}

/// Reads a number at the start of a text, and returns what follows it.
///
/// By the Vietnamese rule a point or a space groups thousands, and a comma begins decimals. A sign may stand
/// right before the number.
pub(super) fn numeral(text: &str) -> Option<(Numeral, &str)> {
    let (negative, body) = match text.strip_prefix(crate::vietnamese::date::is_dash) {
        Some(body) => (true, body),
        None => (false, text),
    };
    let printed = printed(body);
    let rest = &body[printed.len()..];
    let read = spaced(printed).or_else(|| marked(printed))?;
    let value = if negative { -read.value } else { read.value };
    Some((Numeral { value: bounded(value)?, ..read }, rest))
}

/// The longest run of digits, with points, commas and spaces between digits. A space belongs to it only before
/// three digits.
fn printed(text: &str) -> &str {
    let mut end = run(text);
    while end > 0 {
        let Some(mark) = text[end..].chars().next() else { break };
        let next = end + mark.len_utf8();
        let digits = run(&text[next..]);
        let joins = match mark {
            '.' | ',' => digits > 0,
            ' ' => digits == 3 && (text[..end].contains(' ') || end <= 3),
            _ => false,
        };
        if !joins {
            break;
        }
        end = next + digits;
    }
    &text[..end]
}

fn run(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

/// `1 231`, `1 400,5`: groups set apart by spaces.
fn spaced(printed: &str) -> Option<Numeral> {
    let (whole, decimals) = split_decimals(printed);
    let groups: Vec<&str> = whole.split(' ').collect();
    if groups.len() < 2 || !grouped(&groups) {
        return None;
    }
    Some(Numeral { value: decimal(&groups.concat(), decimals)?, doubtful: false })
}

fn split_decimals(printed: &str) -> (&str, Option<&str>) {
    match printed.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (printed, None),
    }
}

/// Whether all groups but the first have three digits, and the first does not begin with a zero.
fn grouped(groups: &[&str]) -> bool {
    let Some((first, others)) = groups.split_first() else { return false };
    let lead = (1..=3).contains(&first.len()) && !first.starts_with('0');
    lead && others.iter().all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()))
}

/// Numbers with points and commas, by the Vietnamese rule, or else by the English one and marked as doubtful.
fn marked(printed: &str) -> Option<Numeral> {
    vietnamese(printed).or_else(|| {
        let swapped: String = printed.chars().map(swap).collect();
        vietnamese(&swapped).map(|read| Numeral { doubtful: true, ..read })
    })
}

/// `1.805`, `1.400,5`, `82,48`, `05`. Exactly three digits behind a comma may be an English thousand, and are
/// marked as doubtful.
fn vietnamese(printed: &str) -> Option<Numeral> {
    let (whole, decimals) = split_decimals(printed);
    let groups: Vec<&str> = whole.split('.').collect();
    if groups.len() > 1 && !grouped(&groups) {
        return None;
    }
    let lone = groups.len() == 1 && grouped(&groups);
    let doubtful = lone && decimals.is_some_and(|decimals| decimals.len() == 3);
    Some(Numeral { value: decimal(&groups.concat(), decimals)?, doubtful })
}

fn swap(c: char) -> char {
    match c {
        '.' => ',',
        ',' => '.',
        other => other,
    }
}

/// The decimal of a string of digits and one of decimals.
fn decimal(whole: &str, decimals: Option<&str>) -> Option<Decimal> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !decimals.is_none_or(digits) {
        return None;
    }
    let text = format!("{whole}.{}", decimals.unwrap_or("0"));
    // `from_str_exact` refuses what it would have to round.
    Decimal::from_str_exact(&text).ok()
}

/// The number as Vietnamese officials print it: `1.231`, `82,48`, `1.400.000.000`.
pub fn show_vi(value: Decimal) -> String {
    let plain = value.normalize().abs().to_string();
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut shown = String::from(if value.is_sign_negative() && !value.is_zero() { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            shown.push('.');
        }
        shown.push(digit);
    }
    if !decimals.is_empty() {
        shown.push(',');
        shown.push_str(decimals);
    }
    shown
}
