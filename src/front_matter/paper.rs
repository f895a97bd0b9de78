//! Front matter of reviews, plans and reports.

use super::fields::{self, FARTHEST, Labelled};
use crate::diagnostic::{Code, Diagnostic, Phrase};
use crate::source::{ContentPath, Located};
use crate::table::{Table, Takes};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{self, Date, NotADay, YearSpan};
use crate::vietnamese::deadline::Recurrence;
use serde::{Deserialize, Serialize};

/// What the fields of reviews, plans and reports are called.
pub(super) const LABELS: &[Labelled] = &[
    (
        "number",
        ("Số, ký hiệu", "Như 300-KH/TĐTN-VP; chưa rõ thì để trống."),
        ("Number", "Left empty where it is not known."),
    ),
    ("date", ("Ngày ban hành", ""), ("Date", "The day that it was signed.")),
    (
        "declares",
        ("Số khuyết điểm văn bản nêu", "Con số ghi trong lời văn; hồ sơ có số khác thì máy cảnh báo."),
        ("Deficiencies that it names", "The number in its text; another number of records is reported."),
    ),
    ("recipients", ("Nơi nhận", ""), ("Recipients", "")),
    ("signed", ("Người ký", "Không ghi họ tên."), ("Signed", "Without a name.")),
    ("signed.authority", ("Thẩm quyền ký", "Như TM. BAN THƯỜNG VỤ."), ("Authority", "On whose behalf.")),
    ("signed.position", ("Chức vụ", "Như PHÓ BÍ THƯ."), ("Position", "")),
    (
        "on",
        ("Báo cáo về kế hoạch", "Số hiệu, hoặc đường dẫn như tinh-doan/2025/plan."),
        ("Reports on", "The plan's number, or its path such as body/2025/plan."),
    ),
    (
        "years",
        ("Thời gian thực hiện", "Như 2025-2027; để trống là năm của thư mục."),
        ("Years", "Such as 2025-2027; left empty, the year of the folder."),
    ),
    (
        "implements",
        ("Thực hiện văn bản", "Số hiệu, hoặc đường dẫn trong thư mục nội dung."),
        ("Carries out", "Documents, by number or content path."),
    ),
    ("assignments", ("Phân công", ""), ("Assignments", "")),
    (
        "assignments.unit",
        ("Đơn vị", "Mã ban, hoặc tên đơn vị bên ngoài."),
        ("Unit", "Its id, or the name of somebody outside."),
    ),
    ("assignments.role", ("Vai trò", ""), ("Role", "")),
    (
        "assignments.of",
        ("Khuyết điểm", "Để trống là toàn bộ kế hoạch."),
        ("Deficiencies", "Left empty, the whole plan."),
    ),
    ("assignments.does", ("Việc được giao", ""), ("Task", "")),
    ("reports_due", ("Báo cáo phải nộp", ""), ("Reports due", "")),
    ("reports_due.what", ("Tên báo cáo", ""), ("Report", "")),
    ("reports_due.to", ("Nơi nhận báo cáo", ""), ("Goes to", "")),
    ("reports_due.every", ("Định kỳ", ""), ("Every", "")),
    (
        "reports_due.before",
        ("Nộp trước ngày", "Như 2025-07-05; mỗi năm một lần thì ghi 12-25 (tháng-ngày)."),
        ("Before", "Such as 2025-07-05; 12-25 for every year."),
    ),
    (
        "reports_due.after",
        ("Nộp sau sự kiện", "Khi chưa có ngày."),
        ("After", "An event that has no day yet."),
    ),
    (
        "reports_due.covers",
        ("Tổng kết", "Phần của năm mà báo cáo tổng kết."),
        ("Covers", "The part of the year."),
    ),
];

/// What reviews, plans and reports have in common.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Paper {
    /// Official number.
    pub number: Option<Located<DocumentNumber>>,
    /// Day it was signed.
    pub date: Option<Located<Date>>,
    /// Place from which it is dated.
    pub place: Option<String>,
    /// Number of deficiencies that its text states.
    pub declares: Option<Located<u32>>,
    /// Recipients (Nơi nhận).
    pub recipients: Vec<String>,
    /// The signature, without the person's name.
    pub signed: Option<Signature>,
}

/// Kinds of documents that are no plan, by the names of their symbols.
const NO_PLAN: &[&str] = &["Báo cáo", "Biên bản", "Tờ trình", "Giấy mời"];

/// Kinds of documents that are no report.
const NO_REPORT: &[&str] =
    &["Kế hoạch", "Đề án", "Chương trình", "Quyết định", "Chỉ thị", "Tờ trình", "Giấy mời"];

/// Kinds of documents that are no review.
const NO_REVIEW: &[&str] = &["Kế hoạch", "Đề án", "Chương trình", "Giấy mời"];

pub(super) fn review(table: &mut Table<'_>) -> Paper {
    read(table, NO_REVIEW)
}

/// What all papers have. A number whose symbol is of one of the `other` kinds belongs to another document.
fn read(table: &mut Table<'_>, other: &[&str]) -> Paper {
    let number = number(table, "number");
    if let Some(Located { value, place }) = &number
        && let Some(kind) = value.kind_name().filter(|kind| other.contains(kind))
    {
        let report = Diagnostic::new(Code::NumberKind, place.clone());
        table.diagnostics().push(report.with("found", value).with("what", kind.to_lowercase()));
    }
    Paper {
        number,
        date: fields::day(table, "date"),
        place: table.text("place").map(|place| place.value),
        declares: table.value("declares", Phrase::Number, |text| text.parse().ok()),
        recipients: table.texts("recipients").into_iter().map(|recipient| recipient.value).collect(),
        signed: table.table("signed", signature),
    }
}

/// An official number under `key`.
pub(super) fn number(table: &mut Table<'_>, key: &'static str) -> Option<Located<DocumentNumber>> {
    table.value(key, Phrase::DocumentNumber, DocumentNumber::parse)
}

/// A signature block, without the person's name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Signature {
    /// On whose behalf: `TM. BAN THƯỜNG VỤ`.
    pub authority: Option<String>,
    /// Position: `PHÓ BÍ THƯ`.
    pub position: Option<String>,
}

fn signature(mut table: Table<'_>) -> Option<Signature> {
    let authority = table.text("authority").map(|authority| authority.value);
    let position = table.text("position").map(|position| position.value);
    table.finish();
    Some(Signature { authority, position })
}

/// Front matter of a report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportMeta {
    /// What all papers have.
    pub paper: Paper,
    /// The plan that it reports on, by number or content path.
    pub on: Option<Located<String>>,
}

pub(super) fn report(table: &mut Table<'_>) -> ReportMeta {
    ReportMeta { on: table.text_for("on", Takes::Document), paper: read(table, NO_REPORT) }
}

/// Front matter of a plan.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanMeta {
    /// What all papers have.
    pub paper: Paper,
    /// The years that it covers.
    pub years: YearSpan,
    /// Documents that it carries out, by number or content path.
    pub implements: Vec<Located<String>>,
    /// Assignments of units.
    pub assignments: Vec<Assignment>,
    /// Reports that it asks for.
    pub reports_due: Vec<ReportDue>,
}

pub(super) fn plan(table: &mut Table<'_>, path: &ContentPath) -> Option<PlanMeta> {
    let paper = read(table, NO_PLAN);
    let is_plausible = |years: &YearSpan| years.last - years.first <= FARTHEST;
    let years =
        table.value("years", Phrase::Years, |text| text.parse::<YearSpan>().ok().filter(is_plausible));
    let implements = table.texts_for("implements", Takes::Document);
    let assignments = table.tables("assignments", assignment);
    let reports_due = table.tables("reports_due", report_due);
    let folder = path.year()?;
    let years = match years {
        Some(years) if years.value.contains(folder) => years.value,
        Some(years) => {
            let found = years.map(|years| years.to_string());
            table.diagnostics().push(Diagnostic::invalid(&found, Phrase::YearsWith(folder)));
            YearSpan::single(folder)
        }
        None => YearSpan::single(folder),
    };
    Some(PlanMeta { paper, years, implements, assignments, reports_due })
}

/// A task of a unit, or of someone outside the body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Assignment {
    /// Id of a unit, or the name of someone who is not one.
    pub unit: Located<String>,
    /// Its role.
    pub role: Role,
    /// Names of the deficiencies that it answers for; empty for the whole plan.
    pub of: Vec<Located<String>>,
    /// The task in words.
    pub does: Option<String>,
}

fn assignment(mut table: Table<'_>) -> Option<Assignment> {
    let unit = table.required_text_for("unit", Takes::Unit);
    let role = table.required_choice("role", Code::UnknownValue, &Role::WORDS);
    let of = table.texts_for("of", Takes::Deficiency);
    let does = table.text("does").map(|does| does.value);
    table.finish();
    // A role that cannot be read stops every build; standing in for it lets the other checks go on.
    let role = role.map_or(Role::Lead, |role| role.value);
    Some(Assignment { unit: unit?, role, of, does })
}

/// Role of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinate,
    /// Theo dõi.
    Monitor,
    /// Tổng hợp.
    Compile,
}

impl Role {
    const WORDS: [(&'static str, Self); 4] = [
        ("lead", Self::Lead),
        ("coordinate", Self::Coordinate),
        ("monitor", Self::Monitor),
        ("compile", Self::Compile),
    ];

    /// The word that front matter uses.
    pub fn word(self) -> &'static str {
        fields::word(&Self::WORDS, &self)
    }
}

/// A report that a plan asks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportDue {
    /// Its name.
    pub what: Located<String>,
    /// Unit that receives it.
    pub to: Option<Located<String>>,
    /// How often.
    pub every: Option<Recurrence>,
    /// Day before which it is due (exclusive), in every year in which it is due.
    pub before: Option<Located<ReportBefore>>,
    /// Event after which it is due.
    pub after: Option<String>,
    /// Part of the year that it covers, where that is stated.
    pub covers: Option<Covers>,
}

fn report_due(mut table: Table<'_>) -> Option<ReportDue> {
    let what = table.required_text("what");
    let to = table.text_for("to", Takes::Unit);
    let every = table.choice("every", Code::UnknownValue, &EVERY);
    let before = before(&mut table);
    let after = table.text("after").map(|after| after.value);
    let covers = table.choice("covers", Code::UnknownValue, &Covers::WORDS).map(|covers| covers.value);
    table.finish();
    Some(ReportDue {
        what: what?,
        to,
        every: every.and_then(|every| Recurrence::months(every.value)),
        before,
        after,
        covers,
    })
}

/// Periods in months; a term of office is five years.
const EVERY: [(&str, u32); 5] = [("month", 1), ("quarter", 3), ("half-year", 6), ("year", 12), ("term", 60)];

/// The word that front matter uses for a period of so many months; none for one that has no word.
pub fn period_word(months: u32) -> Option<&'static str> {
    EVERY.iter().find(|(_, known)| *known == months).map(|(word, _)| *word)
}

/// Day before which a report is due. On the day itself it is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportBefore {
    /// Once.
    On(Date),
    /// In every year of the plan.
    Yearly {
        /// Month, from 1.
        month: i8,
        /// Day, from 1.
        day: i8,
    },
}

/// `before`: `2023-11-01` once, `11-05` in every year.
fn before(table: &mut Table<'_>) -> Option<Located<ReportBefore>> {
    let text = table.text_for("before", Takes::Form(Phrase::DayOrMonthDay))?;
    let why = match date::read_iso(&text.value) {
        Ok(day) => return Some(Located::new(ReportBefore::On(day), text.place)),
        Err(why) => why,
    };
    match why {
        NotADay::Form(None) => {
            let yearly = yearly(&text).map_err(|mistake| table.diagnostics().push(mistake)).ok()?;
            Some(Located::new(yearly, text.place))
        }
        why @ (NotADay::Form(_) | NotADay::NoMonth | NotADay::NoDay(_)) => {
            table.diagnostics().push(Diagnostic::not_a_day(&text, why));
            None
        }
    }
}

/// A day of every year, `11-05`. As officials print it, `05/11`, it is what was probably meant.
fn yearly(text: &Located<String>) -> Result<ReportBefore, Diagnostic> {
    let invalid = || Diagnostic::invalid(text, Phrase::DayOrMonthDay);
    let is_printed = text.value.contains('/');
    let (first, second) = text.value.split_once(['-', '/']).ok_or_else(invalid)?;
    let (month, day) = if is_printed { (second, first) } else { (first, second) };
    let (month, day) = month.parse::<i8>().ok().zip(day.parse::<i8>().ok()).ok_or_else(invalid)?;
    // Any year that is not a leap year will do: 29 February does not come every year.
    let last = Date::new(2021, month, 1).map_err(|_| invalid())?.last_of_month().day();
    let mut mistake = match day {
        1.. if day > last => Diagnostic::new(Code::NoSuchDay, text.place.clone())
            .with("found", &text.value)
            .with_phrase("reason", Phrase::DaysOfEvery { month, days: last }),
        1.. if is_printed => invalid(),
        1.. => return Ok(ReportBefore::Yearly { month, day }),
        _ => return Err(invalid()),
    };
    mistake.nearest = Some(format!("{month:02}-{:02}", day.min(last)));
    Err(mistake)
}

/// Part of a year that a report covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Covers {
    /// The quarter of its last good day.
    Quarter,
    /// January to June.
    HalfYear,
    /// The whole year.
    Year,
}

impl Covers {
    const WORDS: [(&'static str, Self); 3] =
        [("quarter", Self::Quarter), ("half-year", Self::HalfYear), ("year", Self::Year)];

    /// The word that front matter uses.
    pub fn word(self) -> &'static str {
        fields::word(&Self::WORDS, &self)
    }
}
