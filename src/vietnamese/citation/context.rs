//! Context: the text around a number.
//!
//! Takes the text before or behind a number, gives whether it may be a document number at all, and its date. It
//! stands apart from `number` because that reads the number itself only.

use std::ops::Range;

use crate::vietnamese::date::{Date, date_prefix, is_dash};
use crate::vietnamese::letters::nfc;

/// How many bytes around a number are examined. The limit keeps reading linear in the length of the text.
const REACH: usize = 240;

/// More bytes than the longest word that announces a number, with a letter before it, in any normal form.
const ANNOUNCEMENT: usize = 40;

/// The end of a text, of at most `reach` bytes.
fn end_of(text: &str, reach: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(reach))..]
}

/// The beginning of a text, of at most [`REACH`] bytes.
fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(text.len().min(REACH))]
}

/// Whether a number may begin right behind this text: not inside a word, a path, another number or a sum.
pub(super) fn may_begin(before: &str) -> bool {
    let mut back = before.chars().rev();
    let Some(last) = back.next() else { return true };
    let previous = back.next().unwrap_or(' ');
    match last {
        '/' | '_' | '@' | '=' | '+' | '#' | '\\' => false,
        '.' | ',' => !previous.is_ascii_digit(),
        dash if is_dash(dash) => !previous.is_alphanumeric(),
        other => !other.is_alphanumeric(),
    }
}

/// Whether a number may end right before this text: not inside a path, a file name, or a longer code.
pub(super) fn may_end(after: &str) -> bool {
    let mut ahead = after.chars();
    let Some(first) = ahead.next() else { return true };
    let next = ahead.next();
    match first {
        '/' | '_' | '@' | '.' => {
            !next.is_some_and(|c| c.is_alphanumeric() && !(first == '.' && c.is_uppercase()))
        }
        dash if is_dash(dash) => !next.is_some_and(|c| c.is_ascii_digit()),
        other => !other.is_alphanumeric(),
    }
}

/// Whether `số` or `công văn` stands right before.
pub(super) fn announced(before: &str) -> bool {
    let near = end_of(before, REACH).trim_end_matches([' ', ':', '\u{A0}', '*']);
    let near = nfc(end_of(near, ANNOUNCEMENT)).to_lowercase();
    ["số", "công văn", "cv"]
        .iter()
        .any(|word| near.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphabetic)))
}

/// Whether the number stands inside a web or mail address.
pub(super) fn in_address(text: &str, range: Range<usize>) -> bool {
    let before = end_of(&text[..range.start], REACH).rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = start_of(&text[range.end..]).split(char::is_whitespace).next().unwrap_or_default();
    let address = |part: &str| part.contains("://") || part.contains("www.") || part.contains('@');
    address(before) || after.starts_with('@')
}

/// The date right behind a number: `, ngày 04/8/2021`, ` ngày 03/3/2021`, ` (03/3/2021)`, `, ký ngày …`.
///
/// Behind a comma it may be the day of something else: `theo Kế hoạch 300-KH/TĐTN, ngày 05/5/2021 tổ chức hội nghị`. It
/// is the document's where the words go on about the document, or end.
pub(super) fn date_behind(after: &str) -> Option<Date> {
    let whole = nfc(start_of(after));
    let near = whole.trim_start_matches([' ', '\u{A0}', '*', '_', ',', '(']);
    let is_apart = whole[..whole.len() - near.len()].contains(',');
    let signed = ["được ban hành", "ban hành", "ký", "dated"].iter().find_map(|word| near.strip_prefix(word));
    let (date, rest) = date_prefix(signed.unwrap_or(near).trim_start())?;
    (!is_apart || signed.is_some() || goes_on_about_document(rest)).then_some(date)
}

/// Whether a text goes on about the document that was named before it, or ends a phrase.
fn goes_on_about_document(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\u{A0}', '*', '_']).to_lowercase();
    let word = text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    matches!(word, "" | "của" | "về" | "do" | "v" | "và" | "of" | "on" | "by" | "and")
}

/// The date that opens the clause in which the document is issued: `ngày 21/6/2021 … đã ban hành Công văn số`.
///
/// It is certain only if nothing separates the two (comma, full stop, another number), the words say that the
/// document was issued, and the date begins its clause without belonging to the number before it.
pub(super) fn date_before(text: &str, previous: usize, start: usize) -> Option<Date> {
    let between = &text[previous..start];
    let near = nfc(end_of(between, REACH)).to_lowercase();
    let at = near.rfind("ngày ")?;
    let (date, clause) = date_prefix(&near[at..])?;
    let issuing = clause.contains("ban hành") || clause.contains(" ký ");
    let unbroken =
        !clause.contains(|c: char| matches!(c, ',' | '.' | ';' | ':' | '\n' | '(') || c.is_ascii_digit());
    let opening = near[..at].trim_end_matches([' ', '\u{A0}', '*']);
    let begins = match opening.chars().next_back() {
        Some(',') => opening.len() > 1 || previous == 0,
        Some(mark) => matches!(mark, '.' | ';' | ':' | '\n' | '-' | '('),
        None => previous == 0 && between.len() <= REACH,
    };
    (issuing && unbroken && begins).then_some(date)
}
