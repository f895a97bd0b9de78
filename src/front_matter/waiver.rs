//! Findings that an author has set aside.

use super::fields::{Labelled, required_date};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Located;
use crate::table::{Table, Takes};
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};

/// What the fields of waivers are called.
pub(super) const LABELS: &[Labelled] = &[
    (
        "waive",
        ("Cảnh báo được miễn", "Chỉ miễn khi có lý do, có người chịu trách nhiệm và có thời hạn."),
        ("Findings set aside", "With the reason, who answers for it, and until when."),
    ),
    (
        "waive.finding",
        ("Cảnh báo", "Tên trong ngoặc vuông của thông báo."),
        ("Finding", "The name in brackets in its message."),
    ),
    ("waive.reason", ("Lý do", ""), ("Reason", "")),
    (
        "waive.by",
        ("Người quyết định", "Chức vụ hoặc đơn vị, không ghi họ tên."),
        ("Decided by", "A position or a unit."),
    ),
    ("waive.until", ("Miễn đến hết ngày", ""), ("Until the end of", "")),
];

/// A finding that an author has set aside, with reason, by whom and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Code of the finding.
    pub finding: Located<Code>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// Last day on which it holds.
    pub until: Date,
}

impl Waiver {
    /// Whether nothing is missing that it needs.
    pub fn is_whole(&self) -> bool {
        !self.reason.is_empty() && !self.by.is_empty() && self.until != Date::MAX
    }
}

/// Names of the findings that can be set aside.
fn names() -> impl Iterator<Item = &'static str> {
    Code::ALL.iter().filter(|code| code.can_be_waived()).map(|code| code.name())
}

pub(super) fn read(mut table: Table<'_>) -> Option<Waiver> {
    let finding = table.required_text_for("finding", Takes::Words(names().collect()));
    let reason = table.required_text("reason");
    let by = table.required_text("by");
    let until = required_date(&mut table, "until");
    let code = finding.and_then(|finding| {
        let known = Code::named(&finding.value).filter(|code| code.can_be_waived());
        if known.is_none() {
            table.diagnostics().push(Diagnostic::unknown(Code::UnknownFinding, &finding, names()));
        }
        known.map(|code| Located::new(code, finding.place))
    });
    table.finish();
    // What is missing stops every build; standing in for it keeps what is waived from being told as well.
    let text = |found: Option<Located<String>>| found.map(|text| text.value).unwrap_or_default();
    let until = until.map_or(Date::MAX, |until| until.value);
    Some(Waiver { finding: code?, reason: text(reason), by: text(by), until })
}
