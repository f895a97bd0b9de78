//! Catalogue: every kind of diagnostic there is.
//!
//! Takes a [`Code`], gives its name, its level and its wording in both languages. It stands apart so that all
//! messages are in one list, where wording and translation can be reviewed together.

use super::level::Level;
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Declares [`Code`]. Each variant has its stable name, its default level, and the message and the help in
/// Vietnamese and in English; `{name}` in a text is replaced by the argument `name`. The level `Fatal` is an
/// error that settings cannot lower: with it ignored, content would be lost, internal text published, or
/// something false said.
macro_rules! catalogue {
    ($($variant:ident $name:literal $level:ident
        vi $vi:literal $(, $help_vi:literal)?;
        en $en:literal $(, $help_en:literal)?;)*) => {
        /// Kind of a diagnostic; its name is stable and is what settings and waivers use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $(#[doc = $en] $variant,)* }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// Stable name, as in `error[unknown-key]`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            fn weight(self) -> Weight {
                match self { $(Code::$variant => Weight::$level,)* }
            }

            /// The message, with placeholders.
            pub fn message(self, language: Language) -> &'static str {
                match self { $(Code::$variant => language.choose($vi, $en),)* }
            }

            /// What the author can do, with placeholders; empty where the message says enough.
            pub fn help(self, language: Language) -> &'static str {
                match self { $(Code::$variant => language.choose(concat!($($help_vi)?), concat!($($help_en)?)),)* }
            }
        }
    };
}

/// The placeholder `name`, if any message or help has one of that name.
pub(super) fn placeholder(name: &str) -> Option<&'static str> {
    static NAMES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        let languages = [Language::Vi, Language::En].into_iter();
        let messages = languages.flat_map(|language| {
            Code::ALL.iter().flat_map(move |code| [code.message(language), code.help(language)])
        });
        let after_brace = messages.flat_map(|message| message.split('{').skip(1));
        after_brace.filter_map(|rest| rest.split('}').next()).collect()
    });
    NAMES.get(name).copied()
}

enum Weight {
    Fatal,
    Error,
    Warning,
}

impl Code {
    /// Level unless the settings say otherwise.
    pub fn level(self) -> Level {
        match self.weight() {
            Weight::Fatal | Weight::Error => Level::Error,
            Weight::Warning => Level::Warning,
        }
    }

    /// Whether settings may change the level.
    pub fn is_fixed(self) -> bool {
        matches!(self.weight(), Weight::Fatal)
    }

    /// Whether an author may waive it: what is wrong with the record can be, a mistake cannot.
    pub fn can_be_waived(self) -> bool {
        matches!(self.weight(), Weight::Warning)
    }

    /// Whether it means that something which a file declares is not known: the file could not be read, or a value
    /// in its front matter.
    pub fn leaves_a_gap(self) -> bool {
        matches!(
            self,
            Self::NotUtf8
                | Self::FrontMatterMissing
                | Self::FrontMatterOpen
                | Self::FrontMatterSyntax
                | Self::MergeMarks
                | Self::InvalidValue
                | Self::NoSuchDay
                | Self::UnknownKind
                | Self::UnknownStatus
                | Self::UnknownValue
                | Self::UnknownEdge
                | Self::Misplaced
                | Self::DuplicateRecord
                | Self::InternalMisspelt
        ) || self.loses_an_entry()
    }

    /// Whether what it points at cannot be read as a date or a number for that reason.
    pub fn makes_unreadable(self) -> bool {
        matches!(self, Self::ImpossibleDate | Self::DigitLookAlike)
    }

    /// Whether it says that measures may have been taken for something else.
    pub fn hides_measures(self) -> bool {
        matches!(self, Self::HeadingMisspelt | Self::ListLookAlike | Self::InternalMisspelt)
    }

    /// Whether it says of a date or a number that it cannot be read.
    pub fn says_unreadable(self) -> bool {
        matches!(self, Self::DeadlineUnreadable | Self::DoubtfulNumber | Self::ProgressUndated)
    }

    /// Whether an entry of a list may be lost by it: the name of that is then unknown to other files.
    pub fn loses_an_entry(self) -> bool {
        matches!(
            self,
            Self::UnknownKey
                | Self::MissingKey
                | Self::WrongType
                | Self::EmptyItem
                | Self::DuplicateKey
                | Self::DuplicateId
        )
    }

    /// Whether it says that a key is there which should not be, or the other way round.
    pub fn is_of_keys(self) -> bool {
        matches!(self, Self::UnknownKey | Self::MissingKey)
    }

    /// Whether it is about a name that is unknown, which many files may have: that is said once.
    pub fn is_of_a_name(self) -> bool {
        matches!(self, Self::UnknownUnit | Self::UnknownArea | Self::UnknownIssuer | Self::BodyMissing)
    }

    /// Whether it depends on what other files say. It is not reported where one of them could not be read, as
    /// it might be wrong.
    pub fn follows_from_other_files(self) -> bool {
        matches!(
            self,
            Self::UnknownPlan
                | Self::UnknownDeficiency
                | Self::CarryToNothing
                | Self::PublicUnaccounted
                | Self::PublicNew
                | Self::PublicFrozen
                | Self::FrozenLink
                | Self::WithheldNeedless
                | Self::Unaccounted
                | Self::NotInherited
                | Self::PromiseNotKept
                | Self::PromiseUncheckable
                | Self::DoneNotFixed
                | Self::DocumentUndeclared
                | Self::DeclaredCount
                | Self::ReportTooEarly
                | Self::PlanMissing
        )
    }

    /// The code with the name `name`.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

catalogue! {
    // -- a file that cannot be read --
    NotUtf8 "not-utf8" Fatal
        vi "tệp không phải là văn bản UTF-8", "lưu lại tệp với bảng mã UTF-8";
        en "the file is not UTF-8 text", "save it again as UTF-8";
    FrontMatterMissing "front-matter-missing" Fatal
        vi "tệp không mở đầu bằng phần khai báo (front matter) giữa hai dòng `---`", "mở đầu tệp bằng `---`, dòng `kind: …`, rồi `---`";
        en "the file does not begin with front matter between two lines `---`", "begin the file with `---`, a line `kind: …`, and `---`";
    FrontMatterOpen "front-matter-open" Fatal
        vi "phần khai báo không có dòng `{found}` kết thúc", "viết một dòng `{found}` ngay sau dòng khai báo cuối cùng";
        en "the front matter has no line `{found}` that ends it", "write a line `{found}` right after its last line";
    FrontMatterSyntax "front-matter-syntax" Fatal
        vi "cú pháp không đọc được: {what}", "{remedy}";
        en "the syntax cannot be read: {what}", "{remedy}";
    DuplicateKey "duplicate-key" Fatal
        vi "khóa `{found}` có hai lần", "giữ lại một dòng; một khóa có nhiều giá trị thì viết thành danh sách `[…, …]`";
        en "the key `{found}` is there twice", "keep one of the lines; several values of one key are a list `[…, …]`";
    UnknownKey "unknown-key" Fatal
        vi "không có khóa `{found}` trong `{table}`";
        en "there is no key `{found}` in `{table}`";
    MissingKey "missing-key" Fatal
        vi "thiếu khóa `{key}` trong `{table}`", "thêm khóa `{key}` với giá trị của nó";
        en "the key `{key}` is missing in `{table}`", "add the key `{key}` with its value";
    WrongType "wrong-type" Fatal
        vi "`{key}` nhận {expected}, ở đây lại là {found}", "viết `{key}: {form}`";
        en "`{key}` takes {expected}, and here is {found}", "write `{key}: {form}`";
    EmptyItem "empty-item" Fatal
        vi "một mục của `{key}` để trống", "ghi giá trị vào, hoặc xóa mục này";
        en "an item of `{key}` is empty", "write its value, or take the item out";
    InvalidValue "invalid-value" Fatal
        vi "`{found}` không phải là {expected}", "viết lại theo dạng ấy, hoặc bỏ giá trị này nếu không biết";
        en "`{found}` is not {expected}", "write it in that form, or leave it out where it is not known";
    NoSuchDay "no-such-day" Fatal
        vi "không có ngày `{found}`: {reason}", "xem lại ngày trong văn bản gốc, và viết theo dạng năm-tháng-ngày";
        en "there is no day `{found}`: {reason}", "look the day up in the document, and write it as year-month-day";
    UnknownKind "unknown-kind" Fatal
        vi "không có loại tệp `{found}`";
        en "there is no kind of file `{found}`";
    UnknownStatus "unknown-status" Fatal
        vi "không có trạng thái `{found}`", "trạng thái không bao giờ được đoán";
        en "there is no status `{found}`", "a status is never guessed";
    UnknownValue "unknown-value" Fatal
        vi "`{found}` không dùng được cho `{key}`";
        en "`{found}` cannot be used for `{key}`";
    NumberKind "number-kind" Error
        vi "`{found}` là số của một {what}", "ghi số của chính văn bản này, hoặc đổi `kind`";
        en "`{found}` is the number of another kind of document (*{what}*)", "give the number of this document, or change its `kind`";
    Misplaced "misplaced-file" Fatal
        vi "tệp loại `{kind}` không nằm đúng chỗ", "đặt tệp ở `{expected}`";
        en "a file of kind `{kind}` does not belong here", "put it at `{expected}`";
    FrozenChanged "frozen-changed" Fatal
        vi "`{found}` thuộc một năm đã niêm phong và không còn như khi niêm phong",
           "lấy lại bản cũ từ git; điều sai thì đính chính bằng một tệp `kind: erratum` trong thư mục `errata` của năm";
        en "`{found}` is of a frozen year, and is not as it was frozen",
           "bring it back from git; what is wrong in it is put right by a file of `kind: erratum` in the year's folder `errata`";
    FrozenMissing "frozen-missing" Fatal
        vi "`{found}` thuộc một năm đã niêm phong và không còn nữa",
           "lấy lại tệp từ git";
        en "`{found}` is of a frozen year, and is gone",
           "bring it back from git";
    FrozenExtra "frozen-extra" Fatal
        vi "`{found}` nằm trong một năm đã niêm phong, mà khi niêm phong không có",
           "đưa tệp sang năm khác; điều thiếu thì bổ sung bằng một tệp `kind: erratum` trong thư mục `errata` của năm";
        en "`{found}` is in a frozen year, and was not there when that was frozen",
           "move it to another year; what was missing is added by a file of `kind: erratum` in the year's folder `errata`";
    FrozenLock "frozen-lock" Fatal
        vi "`{found}` không còn là tệp do `khacphuc freeze` ghi",
           "lấy lại tệp từ git";
        en "`{found}` is not what `khacphuc freeze` wrote",
           "bring it back from git";
    FrozenLink "frozen-link" Warning
        vi "trang đã niêm phong `{page}` dẫn tới `{found}`, nay không còn trang ấy",
           "thêm `{found}` vào danh sách `aliases` của tệp thay cho nó, để người đọc được dẫn tiếp";
        en "the frozen page `{page}` leads to `{found}`, which is there no more",
           "add `{found}` to the list `aliases` of the file that took its place, so that readers are led on";
    ErratumOfNothing "erratum-of-nothing" Error
        vi "trong năm này không có tệp `{found}` để đính chính";
        en "there is no file `{found}` in this year to correct";
    ErratumEarly "erratum-early" Warning
        vi "năm này chưa niêm phong nên chưa cần đính chính",
           "sửa thẳng vào tệp có chỗ sai, rồi bỏ tệp này";
        en "the year is not frozen, so nothing needs an erratum",
           "put the file itself right, and remove this one";
    FileUnlinked "file-unlinked" Warning
        vi "không trang nào dẫn tới tệp `{found}`, nên tệp này không được đọc và không được xuất bản", "thêm liên kết tới tệp, viết lại thành tệp Markdown `.md`, hoặc đưa tệp ra khỏi thư mục nội dung";
        en "no page links to the file `{found}`, so it is neither read nor published", "link to it, write it as a Markdown file `.md`, or move it out of the content folder";
    StrayCopy "stray-copy" Error
        vi "tên tệp cho thấy đây là một bản sao do máy tạo ra", "so với tệp gốc, chép những gì cần giữ, rồi xóa bản sao";
        en "by its name this file is a copy that a program made", "compare it with the original, keep what is needed, and delete it";
    BodyMissing "body-missing" Fatal
        vi "thư mục `{found}` chưa có tệp `index.md` loại `body`", "thêm tệp `{found}/index.md` với `kind: body` và `name: …`, hoặc sửa tên thư mục";
        en "the folder `{found}` has no `index.md` of kind `body`", "add `{found}/index.md` with `kind: body` and `name: …`, or mend the name of the folder";
    TitleMissing "title-missing" Warning
        vi "tệp không có tiêu đề", "viết tiêu đề ở dòng đầu: `# …`";
        en "the file has no title", "give it a first heading: `# …`";

    MergeMarks "merge-marks" Fatal
        vi "tệp còn dấu của một lần trộn (merge) chưa xong", "chọn phần đúng giữa hai bên, rồi xóa các dòng `<<<<<<<`, `=======` và `>>>>>>>`";
        en "the file has marks of an unfinished merge", "choose between both sides, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`";

    // -- the outline of a file --
    TitleTwice "title-twice" Fatal
        vi "tệp đã có tiêu đề; `{found}` là tiêu đề thứ hai", "mỗi tệp chỉ có một dòng `# …`; tiêu đề của các mục bắt đầu từ hai dấu: `## …`";
        en "the file has its title; `{found}` is a second one", "a file has one line `# …`; headings of sections have two signs and more: `## …`";
    TitleLate "title-late" Error
        vi "tiêu đề của tệp, `{found}`, đứng sau các mục", "đưa dòng `# …` lên đầu, trước mọi tiêu đề khác";
        en "the title of the file, `{found}`, stands behind other headings", "put the line `# …` first";
    HeadingTwice "heading-twice" Warning
        vi "mục `{found}` có hai lần", "gộp hai mục làm một, hoặc đặt tên khác";
        en "the section `{found}` is there twice", "make one section of both, or give one another name";
    HeadingMisspelt "heading-misspelt" Error
        vi "không có mục nào tên là `{found}`", "sửa tên mục; nếu đúng là tên khác, hãy viết khác đi để không bị nhầm";
        en "no section is called `{found}`", "correct the heading; if it is another one, word it so that it is not mistaken";

    HeadingOfTwoKinds "heading-of-two-kinds" Error
        vi "tên mục `{found}` đã thuộc loại `{kind}`", "mỗi tên mục chỉ thuộc một loại: bỏ tên này, hoặc chọn tên khác";
        en "the heading `{found}` is of the kind `{kind}` already", "a heading is of one kind: take it out, or choose another one";

    // -- what an author names that is not there --
    UnknownUnit "unknown-unit" Error
        vi "tổ chức này không có đơn vị `{found}`", "thêm đơn vị vào `units` trong `index.md` của tổ chức, hoặc sửa mã";
        en "this body has no unit `{found}`", "add the unit to `units` in the `index.md` of the body, or correct the id";
    UnknownArea "unknown-area" Error
        vi "tổ chức này không có lĩnh vực `{found}`", "thêm lĩnh vực vào `areas` trong `index.md` của tổ chức, hoặc sửa mã";
        en "this body has no area `{found}`", "add the area to `areas` in the `index.md` of the body, or correct the id";
    UnknownEdge "unknown-edge" Fatal
        vi "không có kiểu chuyển tiếp `{found}`";
        en "there is no carry edge `{found}`";
    UnknownPlan "unknown-plan" Error
        vi "không tìm thấy kế hoạch hay văn bản `{found}`", "ghi số văn bản hoặc đường dẫn trong `content`";
        en "there is no plan or other document `{found}`", "give its number or its content path";
    PlanForeign "plan-foreign" Warning
        vi "`{found}` không phải là kế hoạch của tổ chức này cho năm {year}", "ghi số hoặc đường dẫn của kế hoạch ấy; kế hoạch nhiều năm thì ghi `years` ở kế hoạch, kế hoạch của cấp trên thì ghi `level` của hai tổ chức";
        en "`{found}` is no plan of this body for {year}", "give the number or the content path of that plan; a plan of several years has its `years`, and for a plan of a higher body both bodies have their `level`";
    UnknownDeficiency "unknown-deficiency" Error
        vi "năm này không có khuyết điểm `{found}`", "ghi đúng tên ở khóa `deficiency` của một hồ sơ trong năm";
        en "this year has no deficiency `{found}`", "give the name under `deficiency` of a record of the year";
    UnknownIssuer "unknown-issuer" Error
        vi "không có cơ quan ban hành `{found}` trong sổ văn bản", "thêm cơ quan vào `issuers`, hoặc sửa mã";
        en "the register has no issuer `{found}`", "add it to `issuers`, or correct the id";
    UnknownFinding "unknown-finding" Error
        vi "không có phát hiện `{found}` nào có thể miễn";
        en "there is no finding `{found}` that can be waived";
    UnknownTheme "unknown-theme" Fatal
        vi "không có giao diện `{found}`", "giao diện là một thư mục trong `themes/`, bên cạnh khacphuc.toml; bỏ khóa này để dùng giao diện có sẵn";
        en "there is no theme `{found}`", "a theme is a folder in `themes/`, beside khacphuc.toml; without this key the built-in one is used";
    UnknownSuccessor "unknown-successor" Error
        vi "không có `{found}` để kế thừa", "ghi mã của một tổ chức, hoặc của một đơn vị trong `units`, có trong nội dung";
        en "there is no `{found}` to succeed this", "give the id of a body, or of a unit under `units`, that is there";
    SuccessorCycle "successor-cycle" Error
        vi "`{found}` cuối cùng lại kế thừa chính nó", "sửa một khóa `successor` để chuỗi kế thừa có điểm cuối";
        en "`{found}` comes to succeed itself", "correct one `successor`, so that the chain comes to an end";
    BrokenLink "broken-link" Error
        vi "liên kết không dẫn tới đâu: `{found}`", "sửa đường dẫn tính từ thư mục của tệp này, hoặc thêm tệp còn thiếu";
        en "the link leads nowhere: `{found}`", "correct the path, which begins at the folder of this file, or add the file";
    BrokenFragment "broken-fragment" Error
        vi "trang `{page}` không có mục `#{found}`", "ghi mã của một tiêu đề trên trang đó, hoặc bỏ phần sau dấu `#`";
        en "the page `{page}` has no section `#{found}`", "give the id of a heading of that page, or leave out what follows the `#`";
    FootnoteMissing "footnote-missing" Warning
        vi "chú thích `[^{found}]` không có nội dung", "viết nội dung ở một dòng riêng: `[^{found}]: …`";
        en "the footnote `[^{found}]` is not defined", "write it on a line of its own: `[^{found}]: …`";
    FootnoteUnused "footnote-unused" Warning
        vi "không chỗ nào dẫn tới chú thích `[^{found}]`", "ghi `[^{found}]` ở chỗ cần chú thích, hoặc xóa chú thích; để như thế nó không được in";
        en "nothing refers to the footnote `[^{found}]`", "write `[^{found}]` where it belongs, or delete it; as it is, it is not printed";
    FootnoteTwice "footnote-twice" Error
        vi "chú thích `[^{found}]` có hai nội dung", "đặt cho một trong hai tên khác";
        en "the footnote `[^{found}]` is defined twice", "give one of them another name";

    SymlinkOutside "symlink-outside" Fatal
        vi "liên kết tượng trưng dẫn ra ngoài thư mục nội dung, tới `{found}`", "để chính tệp hay thư mục đó ở đây; nếu nó nằm cạnh `khacphuc.toml` thì ghi tên nó vào `symlinks` trong tệp ấy";
        en "the symbolic link leads out of the content folder, to `{found}`", "put the file or folder itself here; where it is beside `khacphuc.toml`, name it there under `symlinks`";
    SymlinkBroken "symlink-broken" Fatal
        vi "liên kết tượng trưng không dẫn tới đâu, hoặc dẫn thành vòng: `{found}`", "xóa liên kết, hoặc sửa đích của nó";
        en "the symbolic link leads nowhere, or in a circle: `{found}`", "remove the link, or mend where it leads";
    NoFile "no-file" Fatal
        vi "`{found}` không phải là tệp, mà là ống dẫn (pipe), thiết bị hay socket: không đọc", "chuyển nó ra ngoài thư mục nội dung, hoặc đặt tệp vào chỗ đó";
        en "`{found}` is no file, but a pipe, a device or a socket: it is not read", "move it out of the content folder, or put a file in its place";
    PathClash "path-clash" Fatal
        vi "địa chỉ `{found}` đã có trang khác dùng", "đổi tên tệp hoặc thư mục; trên thư mục dùng chung, chữ hoa và chữ thường là một, còn `assets` và `data` dành cho giao diện và dữ liệu";
        en "the address `{found}` is taken", "rename the file or folder; on a file share, upper and lower case are the same, and `assets` and `data` are kept for the theme and the data";

    DuplicateId "duplicate-id" Error
        vi "mã `{found}` được dùng hai lần", "đặt mã khác cho một trong hai, hoặc xóa mục thừa";
        en "the id `{found}` is used twice", "give one of the two another id, or take it out";

    // -- carry edges --
    DuplicateRecord "duplicate-record" Fatal
        vi "hai hồ sơ cùng tên `{found}` trong năm {year}", "gộp hai hồ sơ, hoặc đặt cho một khuyết điểm tên khác";
        en "two records named `{found}` in {year}", "make one record of both, or give one deficiency another name";
    CarryToNothing "carry-to-nothing" Fatal
        vi "không có hồ sơ `{found}` để chuyển tiếp từ đó", "ghi năm và tên của một hồ sơ đã có: `2021/ma-tuy`";
        en "there is no record `{found}` to carry on from", "give year and name of a record that is there: `2021/ma-tuy`";
    CarryToFuture "carry-to-future" Fatal
        vi "`{found}` không thuộc một năm trước đó", "chỉ có thể chuyển tiếp từ năm trước sang năm sau";
        en "`{found}` is not of an earlier year", "a record can only go on from an earlier one";
    CarryForeign "carry-foreign" Fatal
        vi "`{found}` thuộc tổ chức khác, và tổ chức đó không ghi tổ chức này là nơi kế thừa",
           "ghi `successor: {body: …, since: …}` trong `index.md` của tổ chức cũ";
        en "`{found}` belongs to a body that does not name this one its successor",
           "write `successor: {body: …, since: …}` in the `index.md` of the old body";
    CarryCycle "carry-cycle" Fatal
        vi "các hồ sơ chuyển tiếp thành vòng: {found}", "bỏ một mục `carries` trong vòng này";
        en "records carry on from each other in a circle: {found}", "take one entry of `carries` out of the circle";
    DuplicateEdge "duplicate-edge" Error
        vi "`{found}` được ghi hai lần trong `carries`", "bỏ một trong hai mục";
        en "`{found}` is named twice under `carries`", "take out one of the entries";
    FixedCarried "fixed-carried" Fatal
        vi "`{found}` đã được kết thúc (`{status}`) nhưng vẫn được chuyển tiếp",
           "nếu khuyết điểm tái diễn, ghi rõ `carries: [{from: {found}, as: reopened}]`";
        en "`{found}` was closed (`{status}`) and is carried on all the same",
           "where it came back, say so: `carries: [{from: {found}, as: reopened}]`";
    ReopenedOpen "reopened-open" Warning
        vi "`{found}` chưa từng được kết thúc, nên không thể mở lại", "ghi `as: continues`, hoặc sửa trạng thái của hồ sơ trước";
        en "`{found}` was never closed, so it cannot be reopened", "write `as: continues`, or correct the status of the earlier record";
    ReasonMissing "reason-missing" Error
        vi "nối tiếp do suy ra (`basis: inferred`) phải có lý do", "thêm `reason: …` vào mục này, hoặc ghi `basis: stated` nếu văn bản có nói";
        en "an edge that is inferred (`basis: inferred`) needs its reason", "add `reason: …` to the entry, or say `basis: stated` if a document does";
    DispositionMissing "disposition-missing" Fatal
        vi "trạng thái `dropped` cần có `disposition: {reason, by, date}`", "ghi lý do, cơ quan quyết định và ngày: `disposition: {reason: …, by: …, date: 2023-12-31}`";
        en "the status `dropped` needs `disposition: {reason, by, date}`", "say why, by whom and when: `disposition: {reason: …, by: …, date: 2023-12-31}`";

    // -- the public edition --
    InternalMisspelt "internal-misspelt" Fatal
        vi "`{found}` không đánh dấu được gì là nội bộ ở đây", "chỉ `{.internal}` ở cuối một dòng tiêu đề mới giữ lại cả mục: `## Nguyên nhân {.internal}`; nếu không, đoạn này sẽ được công khai. Nếu đó chỉ là lời văn, hãy viết cách khác";
        en "`{found}` marks nothing as internal here", "only `{.internal}` at the end of a heading line hides a section: `## Causes {.internal}`; otherwise this text is published. If these are only words, write them in another way";
    InternalEndsEarly "internal-ends-early" Fatal
        vi "`{found}` mang số thuộc mục nội bộ ở trên, nhưng cấp tiêu đề của nó kết thúc mục ấy", "thêm một dấu `#` để nó nằm trong mục nội bộ; nếu nó được công khai, đổi số";
        en "`{found}` has a number of the internal section above it, and a level that ends that section", "add a `#` to put it into the internal section; if it is public, change its number";
    InternalDefinition "internal-definition" Fatal
        vi "đích của liên kết `[{found}]` được khai trong một mục nội bộ", "chuyển dòng `[{found}]: …` ra ngoài mục nội bộ, hoặc ghi thẳng đích vào liên kết";
        en "the target of the link `[{found}]` is defined in an internal section", "move the line `[{found}]: …` out of it, or write the target into the link";
    InternalQuoted "internal-quoted" Fatal
        vi "đính chính này trích lời chỉ có ở phần nội bộ của `{found}`",
           "ghi `audience: internal` ở đính chính này: phần nội bộ không được công khai nên không phải đính chính công khai";
        en "this erratum quotes words that stand only in an internal part of `{found}`",
           "put `audience: internal` on it: what was never published needs no public correction";
    PublicUnaccounted "public-unaccounted" Fatal
        vi "trong bản công khai, `{found}` sẽ bị hiểu là không thấy nữa, vì hồ sơ tiếp theo là nội bộ",
           "công khai hồ sơ tiếp theo, hoặc để cả hai là nội bộ, hoặc ghi `withheld: true` ở hồ sơ này";
        en "in the public edition `{found}` would read as unaccounted, since what it goes on in is internal",
           "publish its successor, or make both internal, or put `withheld: true` on this record";
    PublicNew "public-new" Fatal
        vi "trong bản công khai, `{found}` sẽ bị hiểu là mới, vì hồ sơ trước đó là nội bộ",
           "công khai hồ sơ trước đó, hoặc để cả hai là nội bộ";
        en "in the public edition `{found}` would read as new, since what it goes on from is internal",
           "publish the earlier record, or make both internal";
    PublicDiffers "public-differs" Fatal
        vi "trong bản công khai, `{found}` sẽ đọc là `{public}`, trong khi thật ra là `{full}`",
           "công khai những hồ sơ và kế hoạch nội bộ liên quan, hoặc để hồ sơ này là nội bộ";
        en "in the public edition `{found}` would read as `{public}`, and it is `{full}`",
           "publish the internal records and plans that it has to do with, or make this one internal";
    PublicFrozen "public-frozen" Fatal
        vi "trong bản công khai, `{found}` ở năm đã niêm phong sẽ bị hiểu sai, vì nội dung liên quan nay là nội bộ",
           "công khai lại nội dung ấy, phần nào nội bộ thì đặt dưới tiêu đề có `{.internal}`: hồ sơ đã niêm phong không sửa được nữa";
        en "in the public edition `{found}`, which is frozen, would read as what it is not, since something that it has to do with is internal now",
           "publish that again, with what is internal of it under headings with `{.internal}`: a frozen record can no longer be changed";
    PublicCitation "public-citation" Warning
        vi "văn bản nội bộ `{found}` được nhắc trong phần công khai", "số văn bản vẫn hiện như đã viết, nhưng không có trang riêng; bỏ số đó đi nếu không được nhắc đến công khai";
        en "public text names the internal document `{found}`", "the number is published as written, without a page of its own; take it out if the public may not know of it";
    PublicLink "public-link" Warning
        vi "liên kết tới nội dung nội bộ sẽ bị bỏ trong bản công khai: `{found}`", "bỏ liên kết, hoặc công khai trang mà nó dẫn tới";
        en "a link to internal content is left out of the public edition: `{found}`", "take the link out, or publish the page that it leads to";
    WithheldNeedless "withheld-needless" Warning
        vi "`withheld` ở đây không đúng: `{found}` không phải chỉ tiếp tục trong hồ sơ nội bộ", "bỏ `withheld`";
        en "`withheld` is not so: `{found}` does not go on in an internal record alone", "take `withheld` out";

    // -- what the record leaves open --
    Unaccounted "unaccounted" Warning
        vi "`{found}` chưa khắc phục xong năm {from} nhưng không thấy ở năm {to}",
           "chuyển tiếp trong năm {to}, hoặc ghi kết quả ở hồ sơ này";
        en "`{found}` was unresolved at the end of {from} and is nowhere in {to}",
           "carry it on in {to}, or say here how it ended";
    NotInherited "not-inherited" Warning
        vi "`{found}` chưa khắc phục xong nhưng `{successor}` không kế thừa",
           "chuyển tiếp trong một hồ sơ của `{successor}`, hoặc ghi kết quả ở hồ sơ này";
        en "`{found}` was unresolved and the successor `{successor}` does not take it on",
           "carry it on in a record of `{successor}`, or say here how it ended";
    PromiseNotKept "promise-not-kept" Warning
        vi "hứa tiếp tục `{found}` trong năm {year}, nhưng năm {year} không có hồ sơ nào tiếp theo", "thêm hồ sơ của năm {year}, hoặc sửa `continue_in`";
        en "`{found}` was to go on in {year}, and {year} does not have it", "add the record of {year}, or correct `continue_in`";
    PromiseUncheckable "promise-uncheckable" Warning
        vi "hứa tiếp tục `{found}` trong năm {year}, nhưng năm {year} không có kế hoạch nào để kiểm tra", "thêm kế hoạch của năm {year} nếu có; nếu không có thì để nguyên";
        en "`{found}` was to go on in {year}, and there is no plan of {year} to tell by", "add the plan of {year} if there is one; if not, leave it as it is";
    MeasureMissing "measure-missing" Warning
        vi "khuyết điểm không có giải pháp nào", "viết giải pháp thành danh sách dưới `## Giải pháp`";
        en "a deficiency without a measure", "list its measures under `## Giải pháp`";
    DeadlineMissing "deadline-missing" Warning
        vi "giải pháp không có thời hạn", "ghi thời hạn ở cuối: `(*hoàn thành trong quý II/{year}*)`";
        en "a measure without a deadline", "end it with one: `(*hoàn thành trong quý II/{year}*)`";
    DeadlineMisplaced "deadline-misplaced" Warning
        vi "thời hạn `{found}` không được đọc", "thời hạn phải đứng cuối giải pháp, in nghiêng trong ngoặc đơn: `(*{found}*)`";
        en "the deadline `{found}` is not read", "it must end the measure, emphasised and in parentheses: `(*{found}*)`";
    DeadlineTwice "deadline-twice" Warning
        vi "giải pháp có thời hạn khác; `{found}` không được đọc", "giữ lại một thời hạn; nếu được gia hạn, gạch thời hạn cũ và ghi thời hạn mới ngay sau đó, trong cùng một ngoặc đơn: `(~~…~~ *…*)`";
        en "the measure has another deadline; `{found}` is not read", "keep one of them; where it was put off, strike the old one and write the new one behind it, in the same parentheses: `(~~…~~ *…*)`";
    DeadlineUnreadable "deadline-unreadable" Warning
        vi "không đọc được thời hạn `{found}`", "các cách viết: trong tháng 02/{year} · trong quý II/{year} · trước ngày 10/5/{year} · từ tháng 3/{year} đến hết năm · hằng quý · thường xuyên";
        en "the deadline `{found}` cannot be read", "forms: trong tháng 02/{year} · trong quý II/{year} · trước ngày 10/5/{year} · by 31 March {year} · {year}-06-30 · hằng quý · thường xuyên";
    DeadlineOutside "deadline-outside-plan" Warning
        vi "thời hạn {due} nằm ngoài thời gian của kế hoạch ({years})", "xem lại thời hạn, hoặc ghi `years` của kế hoạch";
        en "the deadline {due} is outside the years of the plan ({years})", "look at the deadline, or give the plan its `years`";
    LateMeasure "late" Warning
        vi "giải pháp đã quá hạn {due} mà chưa báo xong", "đánh dấu `[x]` nếu đã xong; nếu được gia hạn, gạch thời hạn cũ và ghi thời hạn mới";
        en "the measure was due by {due} and is not claimed done", "tick it `[x]` if it is done; if it was put off, strike the deadline and write the new one behind it";
    ReportTooEarly "report-before-deadlines" Warning
        vi "`{found}` phải nộp chậm nhất {due}, trước thời hạn của {count} giải pháp mà báo cáo này tổng kết", "xem lại ngày nộp báo cáo, hoặc thời hạn của các giải pháp";
        en "`{found}` is due {due} at the latest, before {count} of the measures that it covers", "look at the day of the report, or at the deadlines";
    IndicatorConflict "indicator-conflict" Warning
        vi "chỉ tiêu `{found}` có hai số khác nhau trong năm {year}: {first} và {second}", "đối chiếu văn bản gốc; nếu gốc ghi hai số khác nhau thì giữ cả hai";
        en "the indicator `{found}` has two values in {year}: {first} and {second}", "look both up in the documents; if these differ, keep both";
    DoubtfulNumber "doubtful-number" Warning
        vi "số `{found}` viết không rõ", "dấu phẩy cho phần thập phân, dấu chấm cho hàng nghìn: `13,6 triệu`, `1.805`";
        en "the number `{found}` is doubtful", "a comma before decimals, a point between thousands: `13,6 triệu`, `1.805`";
    DoneNotFixed "done-not-fixed" Warning
        vi "mọi giải pháp đều báo đã xong, nhưng đánh giá là `{status}`", "xem lại ô đánh dấu và trạng thái; nếu cả hai đều đúng thì miễn phát hiện này";
        en "all measures are claimed done, and the verdict is `{status}`", "look at the boxes and at the status; if both are right, waive the finding";
    FixedNotDone "fixed-not-done" Warning
        vi "đánh giá đã khắc phục, nhưng còn {count} giải pháp chưa xong", "đánh dấu các giải pháp đã xong, hoặc xem lại trạng thái";
        en "judged fixed, and not every measure is done (open: {count})", "tick the measures that are done, or look at the status";
    MeasuresCopied "measures-copied" Warning
        vi "{count} giải pháp chép nguyên văn từ `{from}`", "viết lại giải pháp cho năm này: việc gì còn phải làm, làm khác trước thế nào";
        en "measures copied unchanged from `{from}`: {count}", "write the measures for this year: what is still to do, and what is done differently";
    DocumentAmbiguous "document-ambiguous" Warning
        vi "số `{found}` có thể là văn bản của {candidates}", "ghi thêm ngày ban hành: `{found} ngày …`";
        en "`{found}` may be a document of {candidates}", "add its date: `{found} ngày …`";
    DocumentUndeclared "document-undeclared" Warning
        vi "văn bản `{found}` chưa có trong sổ văn bản", "thêm vào `documents.yaml`: số, cơ quan ban hành, ngày";
        en "the document `{found}` is not in the register", "add it to `documents.yaml` with issuer and date";
    DocumentTwice "document-twice" Error
        vi "văn bản `{found}` được ghi hai lần trong sổ văn bản", "giữ lại một mục; hai văn bản khác nhau cùng số thì ghi `issuer` hoặc `date` của từng văn bản";
        en "the document `{found}` is in the register twice", "keep one of the entries; two documents of one number differ in `issuer` or `date`";
    CitationDay "citation-day" Warning
        vi "văn bản `{found}` được biết là ban hành ngày {day}, ở đây lại ghi ngày khác", "xem lại ngày trong văn bản gốc; nếu là văn bản khác mang cùng số, thêm nó vào `documents.yaml`";
        en "the document `{found}` is known to be of {day}, and has another day here", "look the day up in the document; if another one has the same number, add it to `documents.yaml`";
    DayOfOtherYear "day-of-other-year" Warning
        vi "ngày {found} không hợp với năm {year}", "xem lại ngày, số văn bản và thư mục của năm";
        en "the day {found} does not fit the year {year}", "look at the day, the number and the folder of the year";
    TitleYear "title-year" Warning
        vi "tiêu đề nói về năm {found}, còn văn bản này thuộc năm {year}", "sửa năm ở tiêu đề, hoặc chuyển tệp sang thư mục của năm ấy";
        en "the title is about {found}, and this document belongs to {year}", "correct the year in the title, or move the file to the folder of that year";
    ReportBeforePlan "report-before-plan" Warning
        vi "báo cáo ngày {found} có trước kế hoạch mà nó báo cáo, ngày {plan}", "xem lại hai ngày, hoặc ghi đúng kế hoạch ở `on`";
        en "the report of {found} is older than the plan that it reports on, of {plan}", "look at both days, or name the right plan under `on`";
    DayBeforePlan "day-before-plan" Warning
        vi "ngày {found} có trước kế hoạch, ngày {plan}", "xem lại hai ngày; một báo cáo được nộp, một khuyết điểm được kết thúc, khi đã có kế hoạch";
        en "the day {found} is before the plan, of {plan}", "look at both days: a report is handed in, and a deficiency is dropped, once there is a plan";
    DispositionAhead "disposition-ahead" Warning
        vi "quyết định ngày {found} có sau ngày {day} mà trang này nói tới, nhưng khuyết điểm đã được kết thúc", "xem lại ngày; nếu chưa có quyết định, giữ trạng thái cũ";
        en "the decision of {found} is later than {day}, the day of this site, and the deficiency is dropped already", "look at the day; where nothing is decided yet, leave the status as it was";
    ProgressAhead "progress-ahead" Warning
        vi "tiến độ ngày {found} có sau ngày {day} mà trang này nói tới", "xem lại ngày, hoặc dựng trang với `--as-of` của một ngày sau đó";
        en "the progress of {found} is later than {day}, the day of this site", "look at the day, or build with `--as-of` of a later one";
    ProgressBeforePlan "progress-before-plan" Warning
        vi "tiến độ ngày {found} có trước năm {year} của kế hoạch", "xem lại ngày, hoặc ghi vào hồ sơ của năm trước";
        en "the progress of {found} is before {year}, the year of the plan", "look at the day, or write it into the record of the earlier year";
    VerdictDiffers "verdict-differs" Warning
        vi "trạng thái là `{status}`, còn đánh giá viết “{found}”", "sửa trạng thái hoặc lời đánh giá cho khớp nhau";
        en "the status is `{status}`, and the verdict says “{found}”", "correct the status or the words of the verdict";
    RateDiffers "rate-differs" Warning
        vi "`{found}` trái với số liệu của hàng này: {actual} so với chỉ tiêu {target}", "xem lại số liệu và nhận xét";
        en "`{found}` contradicts the numbers of this row: {actual} of {target}", "look at the numbers and at the remark";
    StatedCount "stated-count" Warning
        vi "lời văn nêu `{found}`, còn `declares` ghi {declared}", "sửa một trong hai cho khớp";
        en "the text says `{found}`, and `declares` says {declared}", "correct one of them";
    UnknownColumn "unknown-column" Warning
        vi "cột `{found}` được coi là ghi chú", "đặt tên cột bằng một trong những tên được nhận ra";
        en "the column `{found}` is taken for a note", "head the column with one of the names that are known";
    RowCells "row-cells" Error
        vi "hàng này có {found} ô, còn bảng có {expected} cột", "mỗi ô nằm giữa hai dấu `|`; dấu `|` trong lời văn viết là `\\|`; ô thừa không được in";
        en "this row has {found} cells, and the table {expected} columns", "each cell stands between two `|`; a `|` in the text is written `\\|`; a surplus cell is not printed";
    RowUnnamed "row-unnamed" Error
        vi "hàng này không có tên chỉ tiêu, nên không được đọc", "ghi tên chỉ tiêu vào ô đầu; cần gộp ô thì ghi lại tên ở mỗi hàng";
        en "this row names no indicator, so it is not read", "write the name of the indicator in the first cell, in each row";
    IndicatorBullet "indicator-bullet" Warning
        vi "chỉ tiêu viết thành gạch đầu dòng không được đọc", "viết mỗi chỉ tiêu thành một hàng của bảng: `| Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |`, dưới hàng đó là `|---|---|---|---|`";
        en "an indicator that is an item of a list is not read", "write each as a row of a table: `| Indicator | Target | Result | Unit |`, and below that header `|---|---|---|---|`";
    ColumnTwice "column-twice" Error
        vi "bảng có hai cột `{found}`, và chỉ cột đầu được đọc", "đặt tên khác cho một cột: `Mục tiêu` cho số giao, `Kết quả` cho số đạt";
        en "the table has two columns `{found}`, and only the first is read", "call one of them something else: `Mục tiêu` is what was asked for, `Kết quả` what was reached";
    HeadingLookAlike "heading-look-alike" Warning
        vi "`{found}` không phải là tên mục", "mở đầu dòng bằng `## ` (có dấu cách): `## {words}`";
        en "`{found}` is no heading", "begin the line with `## `, with the space: `## {words}`";
    LinkLookAlike "link-look-alike" Warning
        vi "`{found}` không thành liên kết", "viết liền, không có dấu cách: `[chữ](tệp.md)`; đường dẫn có dấu cách thì đặt trong `<…>`";
        en "`{found}` makes no link", "write it without spaces: `[words](file.md)`; an address with a space goes between `<…>`";
    TableLookAlike "table-look-alike" Error
        vi "các dòng này không thành bảng", "dưới hàng tiêu đề cần một dòng `|---|---|` có đúng số cột, và giữa các hàng không có dòng trống";
        en "these lines make no table", "below the header there has to be a line `|---|---|` with as many columns, and no empty line between rows";
    EmptyBullet "empty-bullet" Warning
        vi "mục của danh sách không có nội dung", "viết tiếp hoặc xóa dòng này";
        en "the item of the list is empty", "write it or delete the line";
    ProgressUndated "progress-undated" Warning
        vi "dòng này của mục Tiến độ không bắt đầu bằng ngày", "bắt đầu bằng ngày và dấu hai chấm: `- 15/3/2023: …`";
        en "this line of the progress does not begin with a day", "begin with the day and a colon: `- 15/3/2023: …`";
    ImpossibleDate "impossible-date" Error
        vi "không có ngày `{found}`", "viết theo thứ tự ngày, tháng, năm; một tháng có 28, 29, 30 hoặc 31 ngày";
        en "there is no day `{found}`", "write day, month and year in this order; a month has 28, 29, 30 or 31 days";
    UnitLookAlike "unit-look-alike" Error
        vi "`{found}` không chỉ ra đơn vị nào", "viết mã đơn vị liền sau dấu `@`: `@vp`";
        en "`{found}` names no unit", "write the id of the unit right behind the `@`: `@vp`";
    BoxLookAlike "box-look-alike" Warning
        vi "`{found}` không phải là ô đánh dấu, nên giải pháp vẫn tính là chưa xong", "viết `- [x] …` cho việc đã xong, `- [ ] …` cho việc chưa xong";
        en "`{found}` is no task box, so the measure counts as not done", "write `- [x] …` for what is done, `- [ ] …` for what is not";
    ListLookAlike "list-look-alike" Warning
        vi "dòng bắt đầu bằng `{found}` không phải là một mục mới của danh sách", "bắt đầu mỗi mục bằng dấu gạch nối và một dấu cách: `- …`";
        en "a line that begins with `{found}` is not a new item of the list", "begin each item with a hyphen and a space: `- …`";
    DeclaredCount "declared-count" Warning
        vi "văn bản nêu {declared} khuyết điểm, nhưng có {found} hồ sơ", "đếm lại hồ sơ của kế hoạch, hoặc sửa `declares`";
        en "the document speaks of {declared} deficiencies, and the number of records is {found}", "count the records of the plan, or correct `declares`";
    PlanMissing "plan-missing" Warning
        vi "hồ sơ năm {year} không thuộc kế hoạch nào", "thêm kế hoạch của năm; nếu năm có nhiều kế hoạch, ghi `plan:` số hoặc đường dẫn của một kế hoạch";
        en "the record of {year} belongs to no plan", "add the plan of the year; where there are several, say which one with `plan:`, by number or content path";
    WaiverUnused "waiver-unused" Warning
        vi "miễn `{found}` không có gì để miễn", "xóa mục này ở `waive`";
        en "there is nothing left that the waiver of `{found}` waives", "take the entry out of `waive`";
    WaiverExpired "waiver-expired" Warning
        vi "miễn `{found}` đã hết hạn ngày {until}", "sửa điều còn bỏ ngỏ, hoặc gia hạn `until`";
        en "the waiver of `{found}` ended on {until}", "mend what is left open, or put `until` off";

    // -- letters --
    NotNfc "not-nfc" Warning
        vi "chữ ở dạng tách dấu (NFD)", "trang in ra vẫn đúng; lưu lại tệp ở dạng NFC để tìm kiếm và so sánh được";
        en "text in decomposed form (NFD)", "it is published composed; save the file as NFC so that other tools find it too";
    DigitLookAlike "digit-look-alike" Warning
        vi "trong `{found}` có chữ cái đứng thay chữ số", "viết bằng chữ số: `{meant}`";
        en "`{found}` has a letter in the place of a digit", "write digits: `{meant}`";
    LookAlike "look-alike" Warning
        vi "ký tự `{found}` ({code}) trông giống `{meant}`", "gõ lại bằng chữ `{meant}`";
        en "the letter `{found}` ({code}) looks like `{meant}`", "type it again as `{meant}`";
}
