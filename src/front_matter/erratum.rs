//! Front matter of errata: corrections of a year that is frozen.

use super::fields::{Labelled, required_date};
use crate::source::{ContentPath, Located};
use crate::table::Table;
use crate::vietnamese::date::Date;
use serde::{Deserialize, Serialize};

/// Folder, in that of a year, that errata are in.
pub const ERRATA: &str = "errata";

/// What the fields of errata are called.
pub(super) const LABELS: &[Labelled] = &[
    (
        "of",
        ("Đính chính tệp", "Tên tệp trong thư mục của năm, như ma-tuy."),
        ("File", "Its name in the folder of the year."),
    ),
    ("wrong", ("Đã ghi sai", "Nguyên văn chỗ sai."), ("What is wrong", "As it is written.")),
    ("right", ("Nay đính chính", ""), ("What is right", "")),
    (
        "by",
        ("Theo", "Văn bản, chức vụ hoặc đơn vị, không ghi họ tên."),
        ("On whose word", "A document, a position or a unit."),
    ),
];

/// A correction of a file that is frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErratumMeta {
    /// The name of the file that it corrects, in the folder of its year.
    pub of: Located<String>,
    /// Day of the correction.
    pub date: Date,
    /// On whose word.
    pub by: Located<String>,
    /// What is wrong, as it is written.
    pub wrong: Located<String>,
    /// What is right.
    pub right: Located<String>,
}

impl ErratumMeta {
    /// The path of the file that is corrected by the erratum at `path`.
    pub fn target(&self, path: &ContentPath) -> Option<ContentPath> {
        let (year, _) = path.folder().rsplit_once('/')?;
        let name = ContentPath::of_file(&self.of.value);
        Some(ContentPath::of_file(&format!("{year}/{}", name.as_str())))
    }
}

pub(super) fn read(table: &mut Table<'_>) -> Option<ErratumMeta> {
    let of = table.required_text("of");
    let date = required_date(table, "date");
    let by = table.required_text("by");
    let wrong = table.required_text("wrong");
    let right = table.required_text("right");
    Some(ErratumMeta { of: of?, date: date?.value, by: by?, wrong: wrong?, right: right? })
}
