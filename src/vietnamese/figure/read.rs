//! Read: a figure from the text of a cell.
//!
//! Takes the whole text; gives the figure from the words before the number, the number or pair of numbers, and
//! the unit and remarks behind it. It stands apart from `number` because it knows the words around numbers.

use rust_decimal::Decimal;

use super::number::{Numeral, bounded, numeral};
use super::value::{Bound, Companion, Figure};
use super::words::{BEHIND, BOUNDS, DONG, IN_THE_YEAR, REMARKS, SCALES};
use crate::vietnamese::date::{date_prefix, is_dash, plausible_year, read_printed_date, strip_word};
use crate::vietnamese::letters::nfc;

/// Longest text that is taken for a figure, in bytes. What is longer is prose.
const LONGEST: usize = 400;

pub(super) fn figure(raw: &str) -> Option<Figure> {
    let raw = raw.trim();
    let text = clean(raw)?;
    if read_printed_date(&text).is_some() {
        return None;
    }
    let (bound, text) = lead(&text)?;
    let (first, rest) = quantity(text)?;
    let shape = shape(first, rest)?;
    if shape.is_time(first, text) {
        return None;
    }
    finish(bound, shape)
}

/// Whether a text is meant as a number and is none: it begins with one, or has nothing but its signs, and cannot be
/// read: `12,5.3%`, `1. 231`, `9/0`, `1.00 000 hộ`. Days, years and times are no such numbers.
pub fn is_broken(raw: &str) -> bool {
    let Some(text) = clean(raw).filter(|_| figure(raw).is_none()) else { return false };
    let Some((_, text)) = lead(&text) else { return false };
    if date_prefix(text).is_some() {
        return false;
    }
    let end = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (number, words) = (text[..end].trim_end(), &text[end..]);
    // `5S`, `7h30` and `A4` are names and times, `3-5 buổi`, `8/3, 20/10` and `2021 - 2025` are spans and days.
    let is_glued = !words.is_empty() && !text[..end].ends_with([' ', '%']);
    let pieces: Vec<&str> = number.split([' ', ';']).filter(|piece| !piece.is_empty()).collect();
    let is_number = |piece: &&str| {
        piece.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '%' | '\'' | '\\'))
    };
    let is_year = |piece: &&str| piece.parse().is_ok_and(|number| plausible_year(number).is_some());
    let is_part =
        |piece: &&str| is_number(piece) || piece.strip_suffix("/0").is_some_and(|top| is_number(&top));
    number.contains(|letter: char| letter.is_ascii_digit())
        && !is_glued
        // `01 lớp, 35 học viên` is prose.
        && (words.is_empty() || figure(number).is_none())
        && !pieces.iter().any(is_year)
        && pieces.iter().all(is_part)
        && pieces.iter().all(|piece| !piece.ends_with(','))
        // `1. Tổ chức hội nghị`.
        && !(pieces.len() == 1 && number.ends_with('.') && !words.is_empty())
}

/// The text with plain spaces, without emphasis marks and final punctuation. None where it is too long.
fn clean(raw: &str) -> Option<String> {
    if raw.len() > LONGEST {
        return None;
    }
    let visible = nfc(raw).replace(['*', '\u{200B}', '\u{FEFF}'], "");
    let words: Vec<&str> = visible.split_whitespace().collect();
    Some(words.join(" ").trim_end_matches(['.', ';', ',', ' ']).to_owned())
}

/// Reads remarks and at most one bound, up to the beginning of the number.
fn lead(mut text: &str) -> Option<(Bound, &str)> {
    let mut bound = None;
    loop {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((bound.unwrap_or(Bound::Exactly), text));
        }
        if let Some((more, rest)) = BOUNDS.iter().find_map(|(word, bound)| Some((*bound, strip(text, word)?)))
        {
            if bound.replace(more).is_some() {
                return None;
            }
            text = rest;
        } else if let Some(rest) = REMARKS.iter().find_map(|word| strip(text, word)) {
            text = rest;
        } else {
            return Some((bound.unwrap_or(Bound::Exactly), text));
        }
    }
}

/// What follows a word or sign at the start of a text, without the space after it.
fn strip<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let is_word = word.starts_with(char::is_alphabetic);
    let rest = if is_word { strip_word(text, word) } else { text.strip_prefix(word) };
    rest.map(str::trim_start)
}

/// A number with its multiplying words: `1,4 tỷ`, `500 nghìn`, `1 tỷ 400 triệu`.
#[derive(Clone, Copy)]
struct Quantity {
    value: Decimal,
    doubtful: bool,
    /// The power of ten of the last multiplying word, 0 without one.
    scale: u32,
}

fn quantity(text: &str) -> Option<(Quantity, &str)> {
    let (mut sum, mut rest) = term(text)?;
    while sum.scale > 0 {
        let Some((next, after)) = term(rest.trim_start()) else { break };
        if next.scale == 0 || next.scale >= sum.scale {
            break;
        }
        let value = bounded(sum.value.checked_add(next.value)?)?;
        sum = Quantity { value, doubtful: sum.doubtful || next.doubtful, scale: next.scale };
        rest = after;
    }
    Some((sum, rest))
}

fn term(text: &str) -> Option<(Quantity, &str)> {
    let (Numeral { value, doubtful }, mut rest) = numeral(text)?;
    let mut scale = 0;
    while let Some((power, after)) =
        SCALES.iter().find_map(|(word, power)| Some((power, strip_scale(rest, word)?)))
    {
        scale += power;
        rest = after;
    }
    Some((Quantity { value: scaled(value, scale)?, doubtful, scale }, rest))
}

/// What follows a multiplying word, unless it begins another word: `tỷ lệ` is a share, not a billion.
fn strip_scale<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = strip_word(text.trim_start(), word)?;
    (strip(rest.trim_start(), "lệ").is_none()).then_some(rest)
}

fn scaled(value: Decimal, power: u32) -> Option<Decimal> {
    // A greater power exceeds the 15 digits of a figure anyway.
    let factor = 10_i64.checked_pow(power.min(18)).map(Decimal::from)?;
    bounded(value.checked_mul(factor)?)
}

/// The number and everything behind it.
struct Shape {
    value: Decimal,
    doubtful: bool,
    of: Option<Decimal>,
    up_to: Option<Decimal>,
    with: Option<Companion>,
    unit: Option<String>,
    /// A bound behind the unit: `trở lên`.
    bound: Option<Bound>,
}

fn shape(first: Quantity, rest: &str) -> Option<Shape> {
    let (first_unit, after) = percent(rest);
    if let Some((slash, second)) = slash(after) {
        return pair(first, first_unit, slash, second);
    }
    if let Some((second, rest)) = second_end(after) {
        return range(first, first_unit, second, rest);
    }
    counted(first, rest)
}

/// A plain number with its unit, and perhaps a companion behind it.
fn counted(first: Quantity, rest: &str) -> Option<Shape> {
    if let Some((count, companion)) =
        rest.split_once(" / ").filter(|(_, text)| text.starts_with(|c: char| c.is_ascii_digit()))
    {
        let (second, rest) = quantity(companion)?;
        let with = Companion { value: second.value, unit: tail(rest)?.0 };
        return Some(Shape {
            with: Some(with),
            doubtful: first.doubtful || second.doubtful,
            ..plain(first, count)?
        });
    }
    plain(first, rest)
}

fn plain(first: Quantity, rest: &str) -> Option<Shape> {
    let (unit, bound) = tail(rest)?;
    Some(Shape {
        value: first.value,
        doubtful: first.doubtful,
        of: None,
        up_to: None,
        with: None,
        unit,
        bound,
    })
}

/// A slash between two numbers, and how it is set.
#[derive(Clone, Copy, PartialEq)]
enum Slash {
    /// `9/10`
    Tight,
    /// `06 / 117`
    Wide,
    /// `9/ 10`: probably a ratio.
    Lopsided,
}

fn slash(text: &str) -> Option<(Slash, &str)> {
    let behind = text.trim_start();
    let second = behind.strip_prefix(['/', '⁄', '∕'])?;
    let kind = match (behind.len() < text.len(), second.starts_with(' ')) {
        (false, false) => Slash::Tight,
        (true, true) => Slash::Wide,
        _ => Slash::Lopsided,
    };
    let second = second.trim_start();
    second.starts_with(|c: char| c.is_ascii_digit()).then_some((kind, second))
}

fn pair(first: Quantity, first_unit: Option<&str>, slash: Slash, second: &str) -> Option<Shape> {
    let (second, rest) = quantity(second)?;
    let doubtful = first.doubtful || second.doubtful || slash == Slash::Lopsided;
    let shape = Shape { doubtful, ..plain(first, rest)? };
    if slash == Slash::Wide {
        let with = Some(Companion { value: second.value, unit: shape.unit });
        return Some(Shape { with, unit: first_unit.map(str::to_owned), ..shape });
    }
    let ratio = !second.value.is_zero() && first_unit.is_none();
    ratio.then_some(Shape { of: Some(second.value), ..shape })
}

/// The other end of a range: `- 7`, `–7`, `đến 7`.
fn second_end(text: &str) -> Option<(Quantity, &str)> {
    let text = text.trim_start();
    let second = text
        .strip_prefix(is_dash)
        .or_else(|| ["đến", "tới", "to"].iter().find_map(|word| strip(text, word)))?;
    let second = second.trim_start();
    second.starts_with(|c: char| c.is_ascii_digit()).then(|| quantity(second))?
}

/// `5 - 7 triệu đồng`: a multiplying word behind the upper end applies to both.
fn range(first: Quantity, first_unit: Option<&str>, second: Quantity, rest: &str) -> Option<Shape> {
    let value = if first.scale == 0 { scaled(first.value, second.scale)? } else { first.value };
    let shape =
        Shape { doubtful: first.doubtful || second.doubtful, ..plain(Quantity { value, ..first }, rest)? };
    let agree = first_unit.is_none() || first_unit == shape.unit.as_deref();
    let ordered = value < second.value && agree && shape.bound.is_none();
    ordered.then_some(Shape { up_to: Some(second.value), bound: Some(Bound::AtLeast), ..shape })
}

fn percent(text: &str) -> (Option<&'static str>, &str) {
    let rest = text.trim_start();
    let found = ["%", "phần trăm", "percent"].iter().find_map(|word| match *word {
        "%" => rest.strip_prefix('%'),
        word => strip(rest, word),
    });
    found.map_or((None, text), |rest| (Some("%"), rest))
}

/// The unit, and a bound at its end. `None` if there is anything behind the number that is neither.
fn tail(text: &str) -> Option<(Option<String>, Option<Bound>)> {
    let (share, rest) = percent(text);
    let (words, remark) = split_remark(rest.trim());
    // A second number behind a comma or colon means two figures, or a time of day; in a parenthesis it is a
    // remark.
    if remark.starts_with([',', ';', ':', '.'])
        && remark[1..].trim_start().starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let (words, bound) = bound_behind(words);
    let words = IN_THE_YEAR.iter().fold(words, |words, tail| strip_end(words, tail).unwrap_or(words));
    match share {
        // What the share is of: `100% chi đoàn`.
        Some(unit) => (words.is_empty() || is_words(words) || words.starts_with('/'))
            .then(|| (Some(unit.to_owned()), bound)),
        None if words.is_empty() => Some((None, bound)),
        None => is_words(words).then(|| (Some(unit_name(words)), bound)),
    }
}

/// The unit's words end at a parenthesis, a comma, a semicolon, a colon or the end of a sentence.
fn split_remark(text: &str) -> (&str, &str) {
    let sentence = text.find(". ");
    let mark = text.find(['(', ',', ';', ':']);
    match [sentence, mark].into_iter().flatten().min() {
        Some(at) => (text[..at].trim_end(), &text[at..]),
        None => (text, ""),
    }
}

fn bound_behind(words: &str) -> (&str, Option<Bound>) {
    let found = BEHIND.iter().find_map(|(tail, bound)| Some((strip_end(words, tail)?, Some(*bound))));
    found.unwrap_or((words, None))
}

fn strip_end<'t>(words: &'t str, tail: &str) -> Option<&'t str> {
    let start = words.len().checked_sub(tail.len()).filter(|&at| words.is_char_boundary(at))?;
    let (before, end) = words.split_at(start);
    let is_tail = end.chars().flat_map(char::to_lowercase).eq(tail.chars());
    (is_tail && !before.ends_with(char::is_alphabetic)).then(|| before.trim_end())
}

/// A unit begins with a letter or a sign of money, and has no digits: two numbers are not one figure.
fn is_words(text: &str) -> bool {
    let begins = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '₫' | '$' | '€' | '°' | '‰'));
    begins && !text.contains(|c: char| c.is_ascii_digit())
}

fn unit_name(words: &str) -> String {
    let lower = words.to_lowercase();
    if DONG.contains(&lower.as_str()) { "VND".to_owned() } else { words.to_owned() }
}

impl Shape {
    /// Whether this is a time and no figure: `2013-2015`, `10/2023`.
    fn is_time(&self, first: Quantity, text: &str) -> bool {
        let year = |value: Decimal| u32::try_from(value).ok().and_then(plausible_year).is_some();
        let bare = self.unit.is_none() && !text.contains('.');
        let span = self.up_to.is_some_and(|end| year(end) && year(first.value));
        let month = self.of.is_some_and(year) && first.value <= Decimal::from(12);
        bare && (span || month)
    }
}

fn finish(lead: Bound, shape: Shape) -> Option<Figure> {
    let Shape { value, doubtful, of, up_to, with, unit, bound } = shape;
    let bound = match (lead, bound) {
        (Bound::Exactly, Some(behind)) => behind,
        // `khoảng 5 - 7`: the range is more exact than the word.
        (Bound::About, Some(behind)) if up_to.is_some() => behind,
        (lead, Some(behind)) if lead != behind => return None,
        // `chậm nhất 03 ngày trước khi họp` means three days before, or more.
        (Bound::AtMost, None) if unit.as_deref().is_some_and(|unit| unit.contains(" trước")) => {
            Bound::AtLeast
        }
        (lead, _) => lead,
    };
    Some(Figure { value, bound, up_to, of, with, unit, doubtful })
}
