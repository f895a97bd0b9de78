//! Number: one document number.
//!
//! Takes text that begins with a number; gives its parts, and the number again in one spelling. It stands apart
//! from `context` because front matter and the register have numbers without any text around them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use unicode_normalization::char::is_combining_mark;

use crate::vietnamese::date::{is_dash, plausible_year};
use crate::vietnamese::letters::{latin_twin, nfc};

/// An official document number, such as `300-KH/TĐTN-VP` or `94/2010/NĐ-CP`.
///
/// Compared by its parts, so `8-ĐA/TU` equals `08-ĐA/TU`; shown as printed, in normal form C, with plain
/// hyphens and without spaces. It does not identify a document by itself: several provinces use the code
/// `TĐTN`.
#[derive(Clone, Debug)]
pub struct DocumentNumber(Arc<Parts>);

/// The parts of a number. Copies of the number share them.
#[derive(Debug)]
pub struct Parts {
    text: String,
    /// The running number: 300.
    pub sequence: u32,
    /// The year inside the number, where its form has one: 2010 in `94/2010/NĐ-CP`.
    pub year: Option<i16>,
    /// The symbol of the kind: `KH`. `CV` for a State letter, whose number shows none; empty for
    /// `45/2019/QH14`, which may be a law or a resolution.
    pub kind: String,
    /// The issuer's code: `TĐTN`; joint issuers keep their hyphens (`BTC-BNV`).
    pub issuer_code: String,
    /// The code of the unit that drafted it: `VP`.
    pub drafter: Option<String>,
}

impl Deref for DocumentNumber {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The text is not a document number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentNumberError;

impl fmt::Display for DocumentNumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a document number such as 300-KH/TĐTN-VP or 94/2010/NĐ-CP")
    }
}

impl std::error::Error for DocumentNumberError {}

impl DocumentNumber {
    /// Reads a whole text as one number. Spaces around dashes and slashes, and `số` before it, are ignored.
    /// None for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        let text = nfc(text);
        let text = text.trim();
        let text = crate::vietnamese::date::strip_word(text, "số")
            .map_or(text, |rest| rest.trim_start_matches([':', ' ']));
        let tight = tighten(text);
        let read = read(&tight, Place::Alone)?;
        (read.length == tight.len()).then_some(read.number)
    }

    /// The number as printed, normalised.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The Vietnamese name of the kind: `Kế hoạch` for `KH`. `None` for a symbol in none of these lists:
    ///
    /// Symbols of Nghị định 30/2020/NĐ-CP, phụ lục III; of the law on legal documents (NĐ, TT, L, PL …); and of
    /// Hướng dẫn 36-HD/VPTW (KL, CTr …). `QĐ` is a decision; the Party numbers its *quy định* with it too.
    pub fn kind_name(&self) -> Option<&'static str> {
        kind_name(&self.kind)
    }

    /// The parts by which two numbers are compared.
    fn key(&self) -> (&str, &str, Option<i16>, u32, Option<&str>) {
        (&self.issuer_code, &self.kind, self.year, self.sequence, self.drafter.as_deref())
    }
}

impl PartialEq for DocumentNumber {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for DocumentNumber {}

impl PartialOrd for DocumentNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DocumentNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl Hash for DocumentNumber {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for DocumentNumber {
    type Err = DocumentNumberError;

    fn from_str(text: &str) -> Result<Self, DocumentNumberError> {
        DocumentNumber::parse(text).ok_or(DocumentNumberError)
    }
}

/// As printed in formats for people and other programs; by its parts in binary formats, which only this program
/// reads, so that the number need not be parsed again.
impl Serialize for DocumentNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Parts { text, sequence, year, kind, issuer_code, drafter } = &**self;
        match serializer.is_human_readable() {
            true => serializer.serialize_str(text),
            false => (text, sequence, year, kind, issuer_code, drafter).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for DocumentNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return String::deserialize(deserializer)?.parse().map_err(D::Error::custom);
        }
        let (text, sequence, year, kind, issuer_code, drafter) = Deserialize::deserialize(deserializer)?;
        Ok(Self(Arc::new(Parts { text, sequence, year, kind, issuer_code, drafter })))
    }
}

impl JsonSchema for DocumentNumber {
    fn schema_name() -> Cow<'static, str> {
        "DocumentNumber".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An official document number",
            "type": "string",
            "examples": ["300-KH/TĐTN-VP", "08-ĐA/TU", "94/2010/NĐ-CP", "15/QĐ-UBND"]
        })
    }
}

/// Symbols of kinds, and what they stand for.
#[rustfmt::skip]
const KINDS: &[(&str, &str)] = &[
    ("NQ", "Nghị quyết"), ("QĐ", "Quyết định"), ("CT", "Chỉ thị"), ("QC", "Quy chế"), ("QyĐ", "Quy định"),
    ("QĐi", "Quy định"), ("TC", "Thông cáo"), ("TB", "Thông báo"), ("HD", "Hướng dẫn"), ("CTr", "Chương trình"),
    ("KH", "Kế hoạch"), ("PA", "Phương án"), ("ĐA", "Đề án"), ("DA", "Dự án"), ("BC", "Báo cáo"), ("BB", "Biên bản"),
    ("TTr", "Tờ trình"), ("HĐ", "Hợp đồng"), ("CĐ", "Công điện"), ("BGN", "Bản ghi nhớ"), ("BTT", "Bản thỏa thuận"),
    ("GUQ", "Giấy ủy quyền"), ("GM", "Giấy mời"), ("GGT", "Giấy giới thiệu"), ("GNP", "Giấy nghỉ phép"),
    ("PG", "Phiếu gửi"), ("PC", "Phiếu chuyển"), ("PB", "Phiếu báo"), ("CV", "Công văn"), ("KL", "Kết luận"),
    ("NĐ", "Nghị định"), ("TT", "Thông tư"), ("L", "Lệnh"), ("PL", "Pháp lệnh"),
    ("TTLT", "Thông tư liên tịch"), ("NQLT", "Nghị quyết liên tịch"), ("KHLT", "Kế hoạch liên tịch"),
    ("CTLT", "Chương trình liên tịch"), ("HDLT", "Hướng dẫn liên tịch"), ("QCPH", "Quy chế phối hợp"),
    ("CTPH", "Chương trình phối hợp"), ("KHPH", "Kế hoạch phối hợp"), ("VBHN", "Văn bản hợp nhất"),
    ("QH", "Quy hoạch"),
];

fn kind_name(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(symbol, _)| *symbol == kind).map(|(_, name)| *name)
}

/// Where a number is looked for. In running text, more forms are refused.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// It is the whole text.
    Alone,
    /// In running text, behind `số` or `Công văn`.
    Announced,
    /// In running text.
    Running,
}

/// A number read at the start of a text.
pub(super) struct Read {
    pub(super) number: DocumentNumber,
    /// How many bytes it takes up.
    pub(super) length: usize,
    pub(super) look_alike: bool,
}

/// Reads a number at the start of a text.
pub(super) fn read(text: &str, place: Place) -> Option<Read> {
    let (digits, rest) = sequence(text)?;
    let parts = party(rest).or_else(|| dated(rest)).or_else(|| undated(rest, place))?;
    let number = DocumentNumber(Arc::new(Parts {
        text: format!("{digits}{}", parts.suffix()),
        sequence: digits.parse().ok()?,
        year: parts.year,
        kind: parts.kind.text.clone(),
        issuer_code: joined(&parts.issuers),
        drafter: Some(joined(&parts.drafters)).filter(|drafter| !drafter.is_empty()),
    }));
    Some(Read { length: text.len() - parts.rest.len(), look_alike: parts.look_alike(), number })
}

/// The running number: at most five digits.
fn sequence(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    (1..=5).contains(&end).then(|| text.split_at(end))
}

/// The form in which the parts of a number are printed.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// `-KIND/ISSUER-DRAFTER`
    Party,
    /// `/YEAR/KIND-ISSUER-DRAFTER`, the year perhaps missing
    State,
    /// `/ISSUER-DRAFTER`, or `/YEAR/ISSUER`: no kind shown
    Unmarked,
}

struct Printed<'t> {
    form: Form,
    year: Option<i16>,
    kind: Code,
    issuers: Vec<Code>,
    drafters: Vec<Code>,
    rest: &'t str,
}

impl Printed<'_> {
    fn suffix(&self) -> String {
        let year = self.year.map_or(String::new(), |year| format!("/{year}"));
        let drafter =
            if self.drafters.is_empty() { String::new() } else { format!("-{}", joined(&self.drafters)) };
        let (kind, issuer) = (&self.kind.text, joined(&self.issuers));
        match self.form {
            Form::Party => format!("-{kind}/{issuer}{drafter}"),
            Form::State => format!("{year}/{kind}-{issuer}{drafter}"),
            Form::Unmarked => format!("{year}/{issuer}{drafter}"),
        }
    }

    fn look_alike(&self) -> bool {
        let codes = self.issuers.iter().chain(&self.drafters);
        self.kind.twin
            || kind_lacks_stroke(&self.kind.text)
            || codes.into_iter().any(|code| code.twin || code.lacks_stroke())
    }
}

fn joined(codes: &[Code]) -> String {
    let texts: Vec<&str> = codes.iter().map(|code| code.text.as_str()).collect();
    texts.join("-")
}

/// `-KH/TĐTN-VP`; the dash may be a space before a known kind (`84 QĐ/TWĐTN`).
fn party(text: &str) -> Option<Printed<'_>> {
    let dashed = dash(text, true);
    let (kind, rest) = code(dashed.or_else(|| text.strip_prefix(' '))?)?;
    let (issuer, rest) = code(slash(rest)?)?;
    let known = kind_name(&kind.text).is_some() || kind_lacks_stroke(&kind.text);
    let likely = dashed.is_some() && kind.text.chars().count() > 1;
    if !(known || likely) || issuer.text.chars().count() < 2 {
        return None;
    }
    let (drafters, rest) = more_codes(rest);
    Some(Printed { form: Form::Party, year: None, kind, issuers: vec![issuer], drafters, rest })
}

/// `/2010/NĐ-CP`, `/2019/QH14`. What has a year is a legal document: all codes behind the kind are issuers.
fn dated(text: &str) -> Option<Printed<'_>> {
    let (digits, rest) = sequence(slash(text)?)?;
    let year = digits.parse().ok().and_then(plausible_year)?;
    let (kind, rest) = code(slash(rest)?)?;
    if is_assembly(&kind.text) {
        let (issuers, kind) = (vec![kind], Code::none());
        return Some(Printed {
            form: Form::Unmarked,
            year: Some(year),
            kind,
            issuers,
            drafters: vec![],
            rest,
        });
    }
    let (issuer, rest) = code(dash(rest, true)?)?;
    let (more, rest) = more_codes(rest);
    let issuers = [vec![issuer], more].concat();
    Some(Printed { form: Form::State, year: Some(year), kind, issuers, drafters: vec![], rest })
}

/// The National Assembly or its standing committee, with the number of its term: `QH14`, `UBTVQH13`.
fn is_assembly(code: &str) -> bool {
    let body = code.trim_end_matches(|c: char| c.is_ascii_digit());
    body.len() < code.len() && matches!(body, "QH" | "UBTVQH")
}

/// `/QĐ-UBND`, `/KH-UBND-VX`; without a known kind it is a letter (`/BNV-CCVC`), which is accepted only outside
/// running text or where `số` or `Công văn` stands before it.
fn undated(text: &str, place: Place) -> Option<Printed<'_>> {
    let (first, rest) = code(slash(text)?)?;
    let known = kind_name(&first.text).is_some() || kind_lacks_stroke(&first.text);
    let (second, rest) = code(dash(rest, known)?)?;
    let (more, rest) = more_codes(rest);
    if known {
        return Some(Printed {
            form: Form::State,
            year: None,
            kind: first,
            issuers: vec![second],
            drafters: more,
            rest,
        });
    }
    let letter = place != Place::Running && first.text.chars().count() > 1;
    let kind = Code { text: "CV".to_owned(), twin: false };
    let drafters = [vec![second], more].concat();
    letter.then_some(Printed { form: Form::Unmarked, year: None, kind, issuers: vec![first], drafters, rest })
}

/// Further codes, each behind a dash without spaces.
fn more_codes(mut rest: &str) -> (Vec<Code>, &str) {
    let mut codes = Vec::new();
    while let Some((code, after)) = dash(rest, false).and_then(code) {
        codes.push(code);
        rest = after;
    }
    (codes, rest)
}

/// What follows a dash; with spaces around it only where a dash must come.
fn dash(text: &str, spaces: bool) -> Option<&str> {
    match spaces {
        true => text.trim_start_matches(' ').strip_prefix(is_dash).map(|rest| rest.trim_start_matches(' ')),
        false => text.strip_prefix(is_dash),
    }
}

/// What is printed for a slash.
const SLASHES: [char; 3] = ['/', '⁄', '∕'];

fn slash(text: &str) -> Option<&str> {
    text.strip_prefix(SLASHES)
}

/// A code of capital letters: `KH`, `TWĐTN`, `QyĐ`, `QH14`, `TNCN&ĐT`.
#[derive(Clone, Debug)]
struct Code {
    text: String,
    /// Whether a look-alike was replaced by the Latin letter.
    twin: bool,
}

impl Code {
    fn none() -> Self {
        Code { text: String::new(), twin: false }
    }

    /// Whether a well-known code is printed with `D` for `Đ`.
    fn lacks_stroke(&self) -> bool {
        matches!(self.text.as_str(), "TDTN" | "TWDTN" | "TUDTN" | "DTN" | "HDND" | "TWD" | "BGDDT")
    }
}

/// Whether a kind is printed with `D` for `Đ`: `QD`. `DA` is not: it is a kind of its own (Dự án).
fn kind_lacks_stroke(kind: &str) -> bool {
    kind.contains('D') && kind_name(kind).is_none() && kind_name(&kind.replace('D', "Đ")).is_some()
}

/// Longest code, in characters: `ĐCTUBTWMTTQVN` has thirteen.
const LONGEST_CODE: usize = 16;

fn code(text: &str) -> Option<(Code, &str)> {
    let end = text.find(|c: char| !is_code_letter(c)).unwrap_or(text.len());
    let (printed, rest) = text.split_at(end);
    let is_lower = printed.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_lowercase());
    if is_lower || printed.chars().count() > LONGEST_CODE * 2 {
        return None;
    }
    let mut twin = false;
    let latin = |c: char| latin_twin(c).inspect(|_| twin = true).unwrap_or(c);
    let text: String = nfc(printed).chars().map(latin).collect();
    is_code(&text).then_some((Code { text, twin }, rest))
}

fn is_code_letter(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit() || c == '&' || is_combining_mark(c)
}

/// Capitals, with one small letter at most (`TTr`, `QyĐ`, `TTg`): a word such as `Hội` has more.
fn is_code(text: &str) -> bool {
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    let ascii = text.chars().filter(|c| c.is_lowercase()).all(|c| c.is_ascii());
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    text.starts_with(char::is_uppercase)
        && small <= 1
        && ascii
        && capitals > small
        && text.chars().count() <= LONGEST_CODE
}

/// Removes the spaces around dashes and slashes, and joins several spaces elsewhere into one.
fn tighten(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut tight = String::with_capacity(text.len());
    for word in words {
        let joint = |c: char| is_dash(c) || SLASHES.contains(&c);
        if !tight.is_empty() && !tight.ends_with(joint) && !word.starts_with(joint) {
            tight.push(' ');
        }
        tight.push_str(word);
    }
    tight
}
