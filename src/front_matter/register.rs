//! The register: the file of documents that are cited and are not in the content themselves. It is one
//! YAML table without a page, with the same fields as front matter.

use super::fences;
use super::fields::{Labelled, Note, audience, date, note};
use super::paper::number;
use crate::diagnostic::{Code, Diagnostic, Phrase, Remark};
use crate::settings::Audience;
use crate::source::{Located, Place, SourceId};
use crate::table::{self, Field, Table, Takes};
use crate::vietnamese::citation::DocumentNumber;
use crate::vietnamese::date::{Date, YearSpan};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the fields of the register are called.
pub(super) const LABELS: &[Labelled] = &[
    (
        "issuers",
        ("Cơ quan ban hành", "Cơ quan không có hồ sơ ở đây."),
        ("Issuers", "Those that are no body here."),
    ),
    ("issuers.id", ("Mã", ""), ("Id", "")),
    ("issuers.name", ("Tên", ""), ("Name", "")),
    ("issuers.code", ("Ký hiệu", "Phần chỉ cơ quan trong số văn bản."), ("Code", "As in document numbers.")),
    ("issuers.level", ("Cấp", ""), ("Level", "")),
    (
        "issuers.audience",
        ("Ai được xem", "Để trống là công khai."),
        ("Who may see it", "Left empty, everybody."),
    ),
    ("documents", ("Văn bản", "Được viện dẫn mà không có ở đây."), ("Documents", "Cited, and not here.")),
    ("documents.number", ("Số, ký hiệu", ""), ("Number", "")),
    ("documents.kind", ("Loại văn bản", "Như Chỉ thị, Kế hoạch."), ("Kind", "In words.")),
    (
        "documents.issuer",
        ("Cơ quan ban hành", "Mã của cơ quan hoặc của tổ chức."),
        ("Issuer", "Its id, or that of a body."),
    ),
    ("documents.date", ("Ngày ban hành", ""), ("Date", "")),
    ("documents.period", ("Thời gian thực hiện", "Như 2021-2025."), ("Years", "Such as 2021-2025.")),
    ("documents.subject", ("Trích yếu", ""), ("Subject", "")),
    ("documents.implements", ("Thực hiện văn bản", ""), ("Carries out", "")),
    ("documents.reported_by", ("Được báo cáo trong", ""), ("Reported in", "")),
    ("documents.note", ("Ghi chú", ""), ("Note", "")),
    ("documents.note.text", ("Nội dung", ""), ("Text", "")),
    ("documents.note.audience", ("Ai được xem ghi chú", ""), ("Who may see the note", "")),
    (
        "documents.audience",
        ("Ai được xem", "Để trống là công khai."),
        ("Who may see it", "Left empty, everybody."),
    ),
];

/// Name of the register, at the top of the content folder.
pub const REGISTER: &str = "documents.yaml";

/// The register file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Register {
    /// Its source file.
    pub source: SourceId,
    /// Issuers that are not bodies of the site.
    pub issuers: Vec<Issuer>,
    /// Documents.
    pub entries: Vec<RegisterEntry>,
}

/// Reads the register. Nothing when it is not YAML, which is reported.
pub(crate) fn read(id: SourceId, yaml: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Register> {
    let root = fences::tree(table::read_yaml(yaml, 0), id, diagnostics)?;
    let table = Table::new(id, REGISTER, root, diagnostics)?;
    let (issuers, entries) = read_tables(table);
    Some(Register { source: id, issuers, entries })
}

fn read_tables(mut table: Table<'_>) -> (Vec<Issuer>, Vec<RegisterEntry>) {
    let issuers = table.tables("issuers", issuer);
    report_twice(&issuers, table.diagnostics());
    let entries = table.tables("documents", entry);
    table.finish();
    (issuers, entries)
}

/// What the register takes, told by its reader.
pub fn shape() -> Vec<Field> {
    Table::shape(|table| drop(read_tables(table)))
}

/// Reports an id that two issuers have: a document could be of either.
fn report_twice(issuers: &[Issuer], diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for Issuer { id, .. } in issuers {
        if let Some(first) = seen.insert(&id.value, &id.place) {
            let twice = Diagnostic::new(Code::DuplicateId, id.place.clone()).with("found", &id.value);
            diagnostics.push(twice.and(first.clone(), Remark::FirstHere));
        }
    }
}

/// An issuer that is not a body of the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Issuer {
    /// Its id.
    pub id: Located<String>,
    /// Full name.
    pub name: String,
    /// Its code in document numbers.
    pub code: Option<String>,
    /// Who may see it.
    pub audience: Audience,
}

fn issuer(mut table: Table<'_>) -> Option<Issuer> {
    let id = table.required_text("id");
    let name = table.required_text("name");
    let code = table.text("code").map(|code| code.value);
    // Kept for whoever reads the file; nothing is made of it yet.
    let _level = table.text("level");
    let audience = audience(&mut table);
    table.finish();
    Some(Issuer { id: id?, name: name?.value, code, audience })
}

/// An official document that is not in the content.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Official number.
    pub number: Located<DocumentNumber>,
    /// Kind in words: `Kế hoạch`.
    pub kind: Option<String>,
    /// Id of an issuer in the register, or of a body.
    pub issuer: Option<Located<String>>,
    /// Day it was signed.
    pub date: Option<Date>,
    /// Years that it covers.
    pub period: Option<YearSpan>,
    /// What it is about.
    pub subject: Option<String>,
    /// Documents that it carries out, by number or content path.
    pub implements: Vec<Located<String>>,
    /// Documents that report on it, by number or content path.
    pub reported_by: Vec<Located<String>>,
    /// A remark.
    pub note: Option<Note>,
    /// Who may see it.
    pub audience: Audience,
}

fn entry(mut table: Table<'_>) -> Option<RegisterEntry> {
    let has_number = table.is_given("number");
    let number = number(&mut table, "number");
    if !has_number {
        table.missing("number");
    }
    let kind = table.text("kind").map(|kind| kind.value);
    let issuer = table.text_for("issuer", Takes::Issuer);
    let date = date(&mut table, "date");
    let period = table.value("period", Phrase::Years, |text| text.parse::<YearSpan>().ok());
    let subject = table.text("subject").map(|subject| subject.value);
    let implements = table.texts_for("implements", Takes::Document);
    let reported_by = table.texts_for("reported_by", Takes::Document);
    let note = note(&mut table);
    let audience = audience(&mut table);
    table.finish();
    Some(RegisterEntry {
        number: number?,
        kind,
        issuer,
        date,
        period: period.map(|period| period.value),
        subject,
        implements,
        reported_by,
        note,
        audience,
    })
}
