//! Front matter of a body: the organisation whose record is kept.

use super::fields::{Labelled, Note, audience, date, note};
use crate::diagnostic::Code;
use crate::settings::Audience;
use crate::source::Located;
use crate::table::{Table, Takes};
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};

/// What the fields of a body are called.
pub(super) const LABELS: &[Labelled] = &[
    ("name", ("Tên đầy đủ", "Như ghi trên văn bản."), ("Full name", "As its papers print it.")),
    (
        "code",
        ("Ký hiệu", "Phần chỉ tổ chức trong số văn bản, như TĐTN."),
        ("Code", "What stands for the body in document numbers, such as TĐTN."),
    ),
    ("level", ("Cấp", ""), ("Level", "")),
    (
        "form",
        ("Thể thức văn bản", "Chọn thì kế hoạch, báo cáo có thêm trang in theo thể thức."),
        ("Official form", "Plans and reports then have a page to be printed in it."),
    ),
    (
        "place",
        ("Nơi ban hành", "Địa danh ở dòng ngày tháng của văn bản."),
        ("Place", "The place that a paper is dated from."),
    ),
    (
        "units",
        ("Các ban, đơn vị", "Ban đã sáp nhập thì giữ lại, ghi ban tiếp nhận."),
        ("Units", "Keep a unit that was merged, and say which one took over."),
    ),
    (
        "units.id",
        ("Mã", "Chữ thường không dấu, không đổi qua các năm, như vp."),
        ("Id", "Small letters; it stays the same over the years, such as vp."),
    ),
    ("units.name", ("Tên", ""), ("Name", "")),
    (
        "units.code",
        ("Ký hiệu", "Phần cuối của số văn bản, như VP."),
        ("Code", "The end of document numbers, such as VP."),
    ),
    (
        "units.aliases",
        ("Cách viết khác", "Những cách văn bản viết tên ban."),
        ("Other names", "As papers write it."),
    ),
    ("units.note", ("Ghi chú", ""), ("Note", "")),
    ("units.note.text", ("Nội dung", ""), ("Text", "")),
    ("units.note.audience", ("Ai được xem ghi chú", ""), ("Who may see the note", "")),
    (
        "units.audience",
        ("Ai được xem", "Để trống là công khai."),
        ("Who may see it", "Left empty, everybody."),
    ),
    (
        "units.successor",
        ("Ban tiếp nhận", "Khi ban này sáp nhập."),
        ("Successor", "Where the unit was merged."),
    ),
    ("units.successor.unit", ("Ban", ""), ("Unit", "")),
    ("units.successor.since", ("Từ ngày", ""), ("Since", "")),
    ("areas", ("Các lĩnh vực", ""), ("Areas", "")),
    (
        "areas.id",
        ("Mã", "Chữ thường không dấu, không đổi qua các năm, như tuyen-truyen."),
        ("Id", "Small letters; it stays the same over the years."),
    ),
    ("areas.name", ("Tên", ""), ("Name", "")),
    (
        "successor",
        ("Tổ chức kế thừa", "Khi tổ chức này hợp nhất hoặc đổi tên."),
        ("Successor", "Where the body was merged or renamed."),
    ),
    ("successor.body", ("Tổ chức", ""), ("Body", "")),
    ("successor.since", ("Từ ngày", ""), ("Since", "")),
];

/// An organisation whose record is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodyMeta {
    /// Official name in full.
    pub name: String,
    /// Its code in document numbers: `TĐTN`.
    pub code: Option<String>,
    /// Level in the hierarchy.
    pub level: Option<BodyLevel>,
    /// Official form that its papers take.
    pub form: Option<Form>,
    /// Place from which its papers are dated.
    pub place: Option<String>,
    /// Its departments.
    pub units: Vec<Unit>,
    /// Its fields of work.
    pub areas: Vec<Area>,
    /// The body that takes over its record.
    pub successor: Option<Successor>,
}

pub(super) fn read(table: &mut Table<'_>) -> Option<BodyMeta> {
    let name = table.required_text("name");
    let body = BodyMeta {
        name: String::new(),
        code: table.text("code").map(|code| code.value),
        level: table.choice("level", Code::UnknownValue, &LEVELS).map(|level| level.value),
        form: table.choice("form", Code::UnknownValue, &FORMS).map(|form| form.value),
        place: table.text("place").map(|place| place.value),
        units: table.tables("units", unit),
        areas: table.tables("areas", area),
        successor: table.table("successor", |table| successor(table, "body", Takes::Body)),
    };
    Some(BodyMeta { name: name?.value, ..body })
}

/// Level of a body in the hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyLevel {
    /// Trung ương.
    Central,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện.
    District,
    /// Cấp xã.
    Commune,
    /// Anything else.
    Other,
}

impl BodyLevel {
    /// Whether a body of this level is set over one of another level.
    pub fn is_above(self, other: Self) -> bool {
        let rank = |level| match level {
            Self::Central => Some(0),
            Self::Province => Some(1),
            Self::District => Some(2),
            Self::Commune => Some(3),
            Self::Other => None,
        };
        rank(self).zip(rank(other)).is_some_and(|(above, below)| above < below)
    }
}

const LEVELS: [(&str, BodyLevel); 5] = [
    ("central", BodyLevel::Central),
    ("province", BodyLevel::Province),
    ("district", BodyLevel::District),
    ("commune", BodyLevel::Commune),
    ("other", BodyLevel::Other),
];

/// Official form of a body's papers, by the document that sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Nghị định 30/2020/NĐ-CP.
    State,
    /// Hướng dẫn 36-HD/VPTW.
    Party,
    /// Hướng dẫn 29-HD/TWĐTN-VP.
    YouthUnion,
}

const FORMS: [(&str, Form); 3] =
    [("state", Form::State), ("party", Form::Party), ("youth-union", Form::YouthUnion)];

/// A department of a body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unit {
    /// Id, used in front matter and after `@`.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
    /// Its suffix in document numbers: `VP`.
    pub code: Option<String>,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// A remark about it.
    pub note: Option<Note>,
    /// Who may see it.
    pub audience: Audience,
    /// The unit that took over from it.
    pub successor: Option<Successor>,
}

fn unit(mut table: Table<'_>) -> Option<Unit> {
    let id = table.required_text("id");
    let name = table.required_text("name");
    let code = table.text("code").map(|code| code.value);
    let aliases = table.texts("aliases").into_iter().map(|alias| alias.value).collect();
    let note = note(&mut table);
    let audience = audience(&mut table);
    let successor = table.table("successor", |table| successor(table, "unit", Takes::Unit));
    table.finish();
    Some(Unit { id: id?, name: name?.value, code, aliases, note, audience, successor })
}

/// A field of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Area {
    /// Id, used in front matter.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
}

fn area(mut table: Table<'_>) -> Option<Area> {
    let id = table.required_text("id");
    let name = table.required_text("name");
    table.finish();
    Some(Area { id: id?, name: name?.value })
}

/// A successor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Successor {
    /// Id of the body or unit.
    pub to: Located<String>,
    /// First day on which it has taken over.
    pub since: Option<Date>,
}

fn successor(mut table: Table<'_>, key: &'static str, takes: Takes) -> Option<Successor> {
    let to = table.required_text_for(key, takes);
    let since = date(&mut table, "since");
    table.finish();
    Some(Successor { to: to?, since })
}
