//! Front matter of a record: one deficiency in one plan year.

#![deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants)]

use super::fields::{FARTHEST, Labelled, required_date, word, year};
use crate::diagnostic::{Code, Diagnostic, Phrase};
use crate::source::{ContentPath, Located};
use crate::table::{Table, Takes};
use crate::vietnamese::date::Date;
use crate::vietnamese::letters;
use serde::{Deserialize, Serialize};

/// What the fields of a record are called.
pub(super) const LABELS: &[Labelled] = &[
    (
        "plan",
        ("Thuộc kế hoạch", "Số hiệu hoặc đường dẫn; để trống là kế hoạch của thư mục."),
        ("Plan", "Its number or path; left empty, the plan of the folder."),
    ),
    (
        "deficiency",
        ("Tên cố định", "Giữ nguyên qua các năm; chữ, số và gạch nối, như ma-tuy."),
        ("Lasting name", "The same every year; letters, digits and hyphens, such as late-reports."),
    ),
    ("status", ("Trạng thái", "Theo đánh giá cuối năm."), ("Status", "As judged at the end of the year.")),
    (
        "recognised",
        ("Năm nêu ra", "Năm của kỳ kiểm điểm; để trống là năm trước của kế hoạch."),
        ("Recognised in", "The year of the review; left empty, the year before the plan."),
    ),
    ("area", ("Lĩnh vực", ""), ("Area", "")),
    ("lead", ("Chủ trì", ""), ("Lead", "")),
    ("coordinate", ("Phối hợp", ""), ("Coordinate", "")),
    ("monitor", ("Theo dõi", ""), ("Monitor", "")),
    (
        "continue_in",
        ("Hứa khắc phục tiếp trong năm", "Không hứa thì để trống."),
        ("To be continued in", "The year that the direction promises; empty where it promises nothing."),
    ),
    (
        "carries",
        ("Đi tiếp từ", "Chỉ ghi khi tên cố định chưa nói đủ: đổi tên, tách, gộp, tái diễn."),
        ("Goes on from", "Only what the name does not say: renamed, split, merged, reopened."),
    ),
    ("carries.from", ("Hồ sơ trước", ""), ("Earlier record", "")),
    ("carries.as", ("Quan hệ", "Để trống là tiếp tục."), ("As", "Left empty, it continues.")),
    (
        "carries.basis",
        ("Căn cứ", "Suy ra thì phải ghi lý do."),
        ("Basis", "What is inferred needs a reason."),
    ),
    ("carries.reason", ("Lý do", ""), ("Reason", "")),
    (
        "disposition",
        ("Quyết định thôi theo dõi", "Bắt buộc khi trạng thái là thôi theo dõi."),
        ("Why it was dropped", "Required where the status says so."),
    ),
    ("disposition.reason", ("Lý do", ""), ("Reason", "")),
    (
        "disposition.by",
        ("Người quyết định", "Cấp hoặc chức vụ, không ghi họ tên."),
        ("Decided by", "A body or a position."),
    ),
    ("disposition.date", ("Ngày quyết định", ""), ("Date", "")),
    (
        "withheld",
        ("Theo dõi tiếp ở hồ sơ nội bộ", "Chỉ chọn khi hồ sơ năm sau không công khai."),
        ("Continues in an internal record", "Where the next record is not public."),
    ),
];

/// Front matter of a record.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordMeta {
    /// The plan that undertakes it, by number or content path.
    pub plan: Option<Located<String>>,
    /// Whether this edition leaves that plan out. The record then has no plan, and no other one is assumed.
    pub plan_withheld: bool,
    /// Its name, the same in every year.
    pub deficiency: Located<String>,
    /// Outcome of the verdict.
    pub status: Located<Status>,
    /// Year of the review that found it; none where it is the year before the plan.
    pub recognised: Option<i16>,
    /// Field of work.
    pub area: Option<Located<String>>,
    /// Unit that leads.
    pub lead: Option<Located<String>>,
    /// Units that coordinate.
    pub coordinate: Vec<Located<String>>,
    /// Units that monitor.
    pub monitor: Vec<Located<String>>,
    /// Year in which it is promised to continue.
    pub continue_in: Option<Located<i16>>,
    /// Carry edges that the author states.
    pub carries: Vec<CarryEntry>,
    /// Why, by whom and when it was dropped.
    pub disposition: Option<Disposition>,
    /// Whether it continues in a record that is not public.
    pub withheld: Option<Located<bool>>,
}

pub(super) fn read(table: &mut Table<'_>, path: &ContentPath) -> Option<RecordMeta> {
    let plan = table.text_for("plan", Takes::Document);
    let deficiency =
        table.required_text_for("deficiency", Takes::Deficiency).and_then(|name| check_name(name, table));
    let status = table.required_choice("status", Code::UnknownStatus, &Status::WORDS);
    let plan_year = path.year().unwrap_or(i16::MAX);
    let recognised = year(table, "recognised");
    let recognised = check_year(recognised, |year| year <= plan_year, Phrase::YearUpTo(plan_year), table);
    let area = table.text_for("area", Takes::Area);
    let lead = table.text_for("lead", Takes::Unit);
    let coordinate = table.texts_for("coordinate", Takes::Unit);
    let monitor = table.texts_for("monitor", Takes::Unit);
    let continue_in = year(table, "continue_in");
    let continue_in = check_year(
        continue_in,
        |year| year > plan_year && year - plan_year <= FARTHEST,
        Phrase::YearAfter(plan_year),
        table,
    );
    let carries = table.tables("carries", carry);
    let disposition = disposition_of(status.as_ref(), table);
    let withheld = table.flag("withheld");
    // The mistake stops every build; standing in for the status lets the other checks go on.
    let status = status.unwrap_or_else(|| Located::new(Status::Open, table.place()));
    Some(RecordMeta {
        plan,
        plan_withheld: false,
        deficiency: deficiency?,
        status,
        recognised: recognised.map(|recognised| recognised.value),
        area,
        lead,
        coordinate,
        monitor,
        continue_in,
        carries,
        disposition,
        withheld,
    })
}

/// A year that must be before or after the plan's.
fn check_year(
    year: Option<Located<i16>>,
    fits: impl Fn(i16) -> bool,
    expected: Phrase,
    table: &mut Table<'_>,
) -> Option<Located<i16>> {
    let year = year?;
    if fits(year.value) {
        return Some(year);
    }
    table.diagnostics().push(Diagnostic::invalid(&year.map(|year| year.to_string()), expected));
    None
}

/// Whether a text can be the name of a deficiency. A name becomes part of an address and of `from`, so it holds
/// letters, digits and hyphens.
pub fn is_name(text: &str) -> bool {
    let fits = |letter: char| letter.is_alphanumeric() || ['-', '_', '.'].contains(&letter);
    !text.is_empty() && text.chars().all(fits) && !text.starts_with('.')
}

/// A name, if it can be one, which is reported otherwise.
fn check_name(name: Located<String>, table: &mut Table<'_>) -> Option<Located<String>> {
    if is_name(&name.value) {
        return Some(name);
    }
    let mut mistake = Diagnostic::invalid(&name, Phrase::Name);
    mistake.nearest = Some(letters::slug(&name.value)).filter(|slug| !slug.is_empty());
    table.diagnostics().push(mistake);
    None
}

/// Where a deficiency stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not judged yet.
    Open,
    /// Chưa khắc phục.
    NotFixed,
    /// Khắc phục một phần.
    PartlyFixed,
    /// Có chuyển biến.
    Improving,
    /// Đã khắc phục.
    Fixed,
    /// No longer pursued.
    Dropped,
}

impl Status {
    /// Each status with the word that front matter uses.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("open", Self::Open),
        ("not-fixed", Self::NotFixed),
        ("partly-fixed", Self::PartlyFixed),
        ("improving", Self::Improving),
        ("fixed", Self::Fixed),
        ("dropped", Self::Dropped),
    ];

    /// Whether the deficiency still has to be accounted for.
    pub fn is_unresolved(self) -> bool {
        match self {
            Self::Open | Self::NotFixed | Self::PartlyFixed | Self::Improving => true,
            Self::Fixed | Self::Dropped => false,
        }
    }

    /// The word that front matter uses.
    pub fn word(self) -> &'static str {
        word(&Self::WORDS, &self)
    }
}

/// A carry edge as its author states it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CarryEntry {
    /// The earlier record: `2021/chi-tieu-nam`, or `kien-giang/2024/tu-tuong` in another body.
    pub from: Located<String>,
    /// How the record goes on from it.
    pub kind: EdgeKind,
    /// Whether documents state it.
    pub basis: Basis,
    /// Why.
    pub reason: Option<String>,
}

/// Body, year and name of the record that `from` names, which need not name a body. None where it has no year.
pub fn record_named(from: &str) -> Option<(Option<&str>, &str, &str)> {
    let mut parts = from.trim_end_matches(".md").rsplitn(3, '/');
    let (name, year) = (parts.next()?, parts.next()?);
    Some((parts.next(), year, name))
}

fn carry(mut table: Table<'_>) -> Option<CarryEntry> {
    let from = table.required_text_for("from", Takes::Record);
    let kind = table.choice("as", Code::UnknownEdge, &EdgeKind::WORDS);
    let basis = table.choice("basis", Code::UnknownValue, &BASES);
    let reason = table.text("reason").map(|reason| reason.value);
    if let (Some(Located { value: Basis::Inferred, place }), None) = (&basis, &reason) {
        table.diagnostics().push(Diagnostic::new(Code::ReasonMissing, place.clone()));
    }
    table.finish();
    Some(CarryEntry {
        from: from?,
        kind: kind.map_or(EdgeKind::Continues, |kind| kind.value),
        basis: basis.map_or(Basis::Stated, |basis| basis.value),
        reason,
    })
}

/// How a record goes on from an earlier one.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum EdgeKind {
    /// As the same.
    Continues,
    /// As one part of it.
    Split,
    /// As one of several that became one.
    Merged,
    /// With less in it.
    Narrowed,
    /// With more in it.
    Expanded,
    /// After it had been closed.
    Reopened,
}

impl EdgeKind {
    /// Each kind with the word that front matter uses.
    pub const WORDS: [(&'static str, Self); 6] = [
        ("continues", Self::Continues),
        ("split", Self::Split),
        ("merged", Self::Merged),
        ("narrowed", Self::Narrowed),
        ("expanded", Self::Expanded),
        ("reopened", Self::Reopened),
    ];

    /// The word that front matter uses.
    pub fn word(self) -> &'static str {
        word(&Self::WORDS, &self)
    }
}

/// Where an edge is known from.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The documents say so.
    Stated,
    /// Whoever wrote the edge concluded it.
    Inferred,
}

const BASES: [(&str, Basis); 2] = [("stated", Basis::Stated), ("inferred", Basis::Inferred)];

/// Why a deficiency was dropped, by whom and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Disposition {
    /// Why it is no longer pursued.
    pub reason: String,
    /// Who decided that.
    pub by: String,
    /// Date of the decision.
    pub date: Located<Date>,
}

fn disposition(mut table: Table<'_>) -> Option<Disposition> {
    let reason = table.required_text("reason");
    let by = table.required_text("by");
    let date = required_date(&mut table, "date");
    table.finish();
    Some(Disposition { reason: reason?.value, by: by?.value, date: date? })
}

/// What is dropped must say why, by whom and when.
fn disposition_of(status: Option<&Located<Status>>, table: &mut Table<'_>) -> Option<Disposition> {
    let dropped = status.filter(|status| status.value == Status::Dropped);
    if let (Some(status), false) = (dropped, table.is_given("disposition")) {
        table.diagnostics().push(Diagnostic::new(Code::DispositionMissing, status.place.clone()));
    }
    table.table("disposition", disposition)
}
