//! Words of the form in both languages.

use crate::language::Language;

/// A label in Vietnamese and in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(&'static str, &'static str);

impl Words {
    pub(super) fn show(self, language: Language) -> &'static str {
        language.choose(self.0, self.1)
    }
}

pub(super) const EDIT: Words = Words("Sửa trang này", "Edit this page");
pub(super) const LEAVE: Words = Words("Về trang, không lưu", "Back to the page, without saving");
pub(super) const AS_TEXT: Words = Words("Sửa cả tệp ở dạng chữ", "Edit the whole file as text");
pub(super) const AS_FIELDS: Words = Words("Sửa theo từng mục", "Edit by fields");
pub(super) const WHOLE_FILE: Words = Words("Cả tệp", "The whole file");
pub(super) const MARKDOWN: Words = Words("Nội dung (Markdown)", "Content (Markdown)");
pub(super) const MEASURES: Words = Words("Giải pháp", "Measures");
pub(super) const MEASURES_HINT: Words = Words(
    "Mỗi hàng là một gạch đầu dòng trong nội dung bên dưới; sửa ở đâu cũng được.",
    "Each row is an item of a list in the content below; change it here or there.",
);
pub(super) const MEASURE: Words = Words("Giải pháp", "Measure");
pub(super) const NEW_MEASURE: Words = Words("Thêm giải pháp", "Another measure");
pub(super) const INDICATORS: Words = Words("Chỉ tiêu", "Indicators");
pub(super) const INDICATORS_HINT: Words = Words(
    "Mỗi hàng là một hàng của bảng trong nội dung bên dưới; sửa ở đâu cũng được.",
    "Each row is a row of a table in the content below; change it here or there.",
);
pub(super) const INDICATOR: Words = Words("Chỉ tiêu", "Indicator");
pub(super) const NEW_INDICATOR: Words = Words("Thêm chỉ tiêu", "Another indicator");
pub(super) const TARGET: Words = Words("Mục tiêu", "Target");
pub(super) const ACTUAL: Words = Words("Kết quả", "Result");
pub(super) const COUNTED_IN: Words = Words("Đơn vị tính", "Unit");
pub(super) const DEADLINE: Words = Words("Thời hạn", "Deadline");
pub(super) const EXTENDED: Words =
    Words("Gia hạn đến (thời hạn cũ được gạch)", "Extended to (the old one is struck)");
pub(super) const UNITS: Words =
    Words("Đơn vị (mã hoặc tên), nếu khác hồ sơ", "Units (id or name), if others than the record's");
pub(super) const ID_OR_NAME: Words = Words(" (mã hoặc tên)", " (id or name)");
pub(super) const DONE: Words = Words("Đã làm xong", "Done");
pub(super) const REMOVE: Words = Words("Bỏ", "Remove");
pub(super) const ADD: Words = Words("Thêm", "Add");
pub(super) const IN_MARKDOWN: Words =
    Words("Lời văn của giải pháp này sửa trong nội dung.", "Its words are changed in the content.");
pub(super) const NOTHING: Words = Words("(để trống)", "(none)");
pub(super) const REQUIRED: Words = Words("(bắt buộc)", "(required)");
pub(super) const SELDOM: Words = Words("Mục ít dùng", "Seldom used");
pub(super) const AS_TEXT_ONLY: Words =
    Words("Mục này chỉ sửa được ở dạng chữ.", "This can only be changed as text.");
pub(super) const BESIDE: Words = Words("Kiểm tra và xem trước", "Check and preview");
pub(super) const FINDINGS: Words = Words("Kiểm tra", "Check");
pub(super) const NOTHING_FOUND: Words =
    Words("Không có gì phải sửa trong tệp này.", "Nothing is found in this file.");
pub(super) const ELSEWHERE: Words =
    Words("Ở tệp khác, vì thay đổi này:", "In other files, because of this change:");
pub(super) const LOOKS: Words = Words("Xem trước", "Preview");
pub(super) const OLD: Words = Words(
    "Còn lỗi nên chưa dựng lại được; đây là trang trước đó.",
    "There are errors, so it is not built again; this is the page before.",
);
pub(super) const CHECK: Words = Words("Kiểm tra", "Check");
pub(super) const SAVE: Words = Words("Lưu", "Save");
pub(super) const ANYWAY: Words = Words("Vẫn lưu, dù còn lỗi", "Save in spite of errors");
pub(super) const WHY: Words = Words("Lý do sửa (ghi vào commit)", "Why (said in the commit)");
pub(super) const IN_THE_NAME: Words =
    Words("Mỗi lần lưu là một commit, đứng tên", "Each save is a commit, in the name of");
pub(super) const CONFLICT: Words = Words(
    "Trong lúc bạn sửa, tệp đã đổi trên đĩa. Chưa ghi gì. Bên trái là tệp trên đĩa bây giờ, bên phải là bản của bạn; hãy gộp hai bản ở ô bên dưới rồi lưu.",
    "The file was changed on the disk meanwhile. Nothing was written. On the left is the file as it is now, on the right yours; merge them below, and save.",
);
pub(super) const ON_DISK: Words = Words("Trên đĩa bây giờ", "On the disk now");
pub(super) const YOURS: Words = Words("Bản của bạn", "Yours");
