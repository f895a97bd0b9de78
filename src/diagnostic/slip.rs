//! Slips: what authors do wrong in the syntax of front matter and settings.
//!
//! Takes no input: it is the list of them, with what each is called and what mends it, in both languages. It
//! stands apart because the readers of YAML and of TOML find them, and neither has words.

use crate::language::Language;
use serde::{Deserialize, Serialize};

/// Declares [`Slip`]. Each variant has what is wrong and what mends it, in Vietnamese and in English.
macro_rules! slips {
    ($($(#[$doc:meta])* $variant:ident vi $vi:literal, $mend_vi:literal; en $en:literal, $mend_en:literal;)*) => {
        /// A slip in the syntax.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Slip { $($(#[$doc])* $variant,)* }

        impl Slip {
            /// What is wrong.
            pub fn what(self, language: Language) -> &'static str {
                match self { $(Self::$variant => language.choose($vi, $en),)* }
            }

            /// What mends it.
            pub fn remedy(self, language: Language) -> &'static str {
                match self { $(Self::$variant => language.choose($mend_vi, $mend_en),)* }
            }
        }
    };
}

slips! {
    /// A quotation mark without its other half.
    OpenQuote
        vi "dấu nháy mở ra mà không đóng lại", "đóng dấu nháy ở cuối giá trị, trên cùng một dòng";
        en "a quotation mark is opened and not closed", "close it at the end of the value, on the same line";
    /// Text behind a quoted value.
    AfterQuote
        vi "sau giá trị đã đóng lại còn chữ", "đặt cả giá trị trong một cặp dấu nháy; bên trong có dấu nháy kép thì bao ngoài bằng dấu nháy đơn: `'… \"…\" …'`";
        en "there is text behind the end of the value", "put the whole value between one pair of quotation marks; where it has double ones in it, between single ones: `'… \"…\" …'`";
    /// A backslash between double quotation marks.
    Escape
        vi "trong dấu nháy kép, dấu `\\` có nghĩa riêng", "viết `\\\\`, hoặc đặt giá trị trong dấu nháy đơn";
        en "between double quotation marks, `\\` has a meaning of its own", "write `\\\\`, or put the value between single quotation marks";
    /// A bracket that is not closed.
    OpenBracket
        vi "dấu ngoặc mở ra mà không đóng lại", "đóng dấu ngoặc ở cuối danh sách hoặc cuối mục: `]` cho `[`, `}` cho `{`";
        en "a bracket is opened and not closed", "close it at the end of the list or item: `]` for `[`, `}` for `{`";
    /// A closing bracket that nothing opens.
    StrayBracket
        vi "dấu ngoặc đóng này không khớp với dấu mở nào", "xóa đi, hoặc đóng bằng đúng dấu: `]` cho `[`, `}` cho `{`";
        en "no bracket is opened that this one closes", "take it out, or close with the right one: `]` for `[`, `}` for `{`";
    /// Two items without a comma.
    NoComma
        vi "thiếu dấu phẩy giữa hai mục", "đặt dấu phẩy giữa hai mục; giá trị có dấu hai chấm thì đặt trong dấu nháy kép";
        en "a comma is missing between two items", "put a comma between them; a value with a colon in it goes between quotation marks";
    /// An item between two commas that says nothing.
    NoItem
        vi "một mục của danh sách để trống", "ghi giá trị vào, hoặc xóa dấu phẩy thừa";
        en "an item of the list is empty", "write its value, or take the comma out";
    /// A colon in a value that is not quoted.
    ColonInValue
        vi "giá trị có dấu hai chấm", "đặt cả giá trị trong dấu nháy kép: `\"… : …\"`";
        en "there is a colon in the value", "put the whole value between quotation marks: `\"… : …\"`";
    /// A line that is no key with a value.
    NoColon
        vi "dòng này không có dạng `khóa: giá trị`", "viết tên khóa, dấu hai chấm, một dấu cách rồi giá trị";
        en "this line is not of the form `key: value`", "write the key, a colon, a space and the value";
    /// A colon without a space.
    NoSpace
        vi "sau dấu hai chấm thiếu dấu cách", "viết một dấu cách giữa dấu hai chấm và giá trị";
        en "there is no space behind the colon", "write a space between the colon and the value";
    /// A value that begins with a sign of YAML's own.
    ReservedStart
        vi "giá trị không được mở đầu bằng dấu này", "đặt cả giá trị trong dấu nháy kép";
        en "a value cannot begin with this sign", "put the whole value between quotation marks";
    /// A tab before a line.
    Tab
        vi "dòng này thụt vào bằng phím Tab", "thụt vào bằng dấu cách";
        en "this line is indented with a tab", "indent it with spaces";
    /// A line that is indented otherwise than its neighbours.
    Indent
        vi "dòng này không thẳng hàng với những dòng cùng cấp", "cho các khóa, các mục cùng cấp bắt đầu ở cùng một cột";
        en "this line is not aligned with the others of its level", "let keys and items of one level begin in the same column";
    /// What git leaves of a merge that nobody has finished.
    MergeMark
        vi "dấu của một lần gộp (git merge) chưa xong", "chọn giữa hai bản, rồi xóa các dòng `<<<<<<<`, `=======`, `>>>>>>>`";
        en "a mark of a merge that is not finished", "choose between the two versions, and take out the lines `<<<<<<<`, `=======`, `>>>>>>>`";
    /// A line of TOML that is no key with a value.
    NoEquals
        vi "dòng này không có dạng `khóa = giá trị`", "viết tên khóa, dấu bằng rồi giá trị: `title = \"…\"`";
        en "this line is not of the form `key = value`", "write the key, an equals sign and the value: `title = \"…\"`";
    /// A key of TOML with other letters than it may have.
    BadKey
        vi "tên khóa chỉ gồm chữ cái không dấu, chữ số và dấu gạch nối", "viết đúng tên khóa như trong hướng dẫn, ví dụ `language`";
        en "a key has plain letters, digits and hyphens only", "write the key as the manual has it, such as `language`";
    /// A key of TOML without a value.
    NoValue
        vi "khóa này không có giá trị", "viết giá trị sau dấu bằng, hoặc xóa cả dòng";
        en "this key has no value", "write one behind the equals sign, or take the line out";
    /// A text of TOML that is not quoted.
    Unquoted
        vi "chữ phải đặt trong dấu nháy", "đặt giá trị trong dấu nháy kép: `\"…\"`";
        en "a text must be quoted", "put the value between quotation marks: `\"…\"`";
    /// A number of TOML that begins with 0.
    LeadingZero
        vi "số không được viết số 0 ở đầu", "bỏ số 0 ở đầu, hoặc đặt trong dấu nháy kép";
        en "a number cannot begin with 0", "leave the 0 out, or put it between quotation marks";
    /// Lists and tables inside one another, more of them than anything needs.
    Deep
        vi "danh sách và bảng lồng vào nhau quá sâu", "xóa các dấu mở ngoặc hoặc gạch đầu dòng thừa";
        en "lists and tables are nested too deeply", "take out brackets or hyphens that should not be there";
    /// Anything else.
    Other
        vi "không hiểu được cách viết từ chỗ này", "xem lại dấu hai chấm, dấu ngoặc và dấu nháy ở dòng này và dòng trước đó";
        en "it makes no sense from here on", "look at the colons, brackets and quotation marks of this line and the one before";
}
