//! Failure: an error of the machine, such as a full disk or a folder that cannot be read.
//!
//! Takes what was being done, to which path, and why it failed; gives an error with a message of one line, in
//! either language. All of its wording is here. It stands apart from [`crate::diagnostic`] because a failure
//! stops a build, and is no mistake of an author.

use crate::codec::Damaged;
use crate::disk::NoFile;
use crate::language::Language;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// A failure of the machine or of the theme. A mistake of an author is a
/// [`crate::diagnostic::Diagnostic`] instead.
///
/// It has no `Display`: whoever shows it says in which language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    doing: Doing,
    path: PathBuf,
    reason: Reason,
}

impl Failure {
    /// `doing` something with `path` failed because of `reason`.
    pub fn new(doing: Doing, path: impl AsRef<Path>, reason: impl Into<Reason>) -> Self {
        Self { doing, path: path.as_ref().to_owned(), reason: reason.into() }
    }

    /// The same failure, told of a path below `to` where it is below `from`.
    pub fn moved(mut self, from: &Path, to: &Path) -> Self {
        if let Ok(below) = self.path.strip_prefix(from) {
            self.path = to.join(below);
        }
        self
    }

    /// The message, one line.
    pub fn show(&self, language: Language) -> String {
        let (doing, path, reason) =
            (self.doing.wording(language), self.path.display(), self.reason.wording(language));
        language
            .choose(format!("không thể {doing} {path}: {reason}"), format!("cannot {doing} {path}: {reason}"))
    }
}

/// Declares an enum whose values have a wording in each language.
macro_rules! worded {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident vi $vi:literal en $en:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            fn wording(self, language: Language) -> &'static str {
                match self { $(Self::$variant => language.choose($vi, $en),)* }
            }
        }
    };
}

worded! {
    /// What was being done, with a verb that a path follows.
    Doing {
        /// Read a file or folder.
        Read vi "đọc" en "read",
        /// Read the content folder.
        ReadContent vi "đọc thư mục nội dung" en "read the content folder",
        /// Read what is below a folder.
        ReadFolder vi "đọc thư mục" en "read the folder",
        /// Read a theme.
        ReadTheme vi "đọc giao diện" en "read the theme",
        /// Read a template.
        ReadTemplate vi "đọc mẫu trang" en "read the template",
        /// Render a page.
        Render vi "dựng trang theo mẫu" en "render with the template",
        /// Find the theme.
        FindTheme vi "tìm thấy giao diện" en "find the theme",
        /// Find a file of the theme.
        Find vi "tìm thấy" en "find",
        /// Lay out official papers.
        LayOut vi "trình bày văn bản theo" en "lay out papers with",
        /// Make a page in Markdown.
        WriteMarkdown vi "ghi Markdown theo" en "write Markdown with",
        /// Write pages as PDF into a folder.
        WritePdf vi "ghi PDF vào" en "write PDFs into",
        /// Make a page as PDF.
        Typeset vi "dàn trang PDF cho" en "typeset the PDF of",
        /// Make a workbook.
        WriteWorkbook vi "lập bảng tính của" en "write the workbook of",
        /// Compile a file again.
        Compile vi "biên dịch" en "compile",
        /// Make a file.
        Make vi "tạo" en "make",
        /// Make a folder.
        MakeFolder vi "tạo thư mục" en "make the folder",
        /// Write a file.
        Write vi "ghi" en "write",
        /// Write the site into a folder.
        WriteInto vi "ghi trang web vào" en "write the site into",
        /// Put a file of the site in the place of another one.
        WriteOver vi "ghi trang web đè lên" en "write the site over",
        /// Remove a file or folder.
        Remove vi "xóa" en "remove",
        /// Find the repository that a path is in.
        FindRepository vi "tìm kho git của" en "find the git repository of",
        /// Read the content as it was at a revision of git.
        ReadRevision vi "đọc bản git" en "read the git revision",
        /// Make a commit of a file.
        Commit vi "ghi commit cho" en "commit",
        /// Sign a bag with a key.
        Sign vi "ký bằng khóa" en "sign with the key",
        /// Look at a signature.
        Verify vi "xem chữ ký" en "look at the signature",
        /// Freeze a year.
        Freeze vi "niêm phong" en "freeze",
        /// Open in a browser.
        Open vi "mở" en "open",
        /// Hear of changes.
        Watch vi "theo dõi" en "watch",
        /// Listen on an address.
        Listen vi "lắng nghe ở" en "listen on",
    }
}

worded! {
    /// Why it failed, where the tool itself knows.
    Cause {
        /// There is no content folder.
        NoContent
            vi "không có thư mục này; `khacphuc init THƯ_MỤC` tạo một trang web để bắt đầu"
            en "there is no such folder; `khacphuc init DIR` makes a site to start from",
        /// There is no such folder.
        NoFolder vi "không có thư mục này" en "there is no such folder",
        /// The theme lacks a file.
        NotInTheme vi "giao diện không có tệp này" en "the theme has no such file",
        /// It exists, and is not overwritten.
        IsThere vi "đã có sẵn" en "it is there already",
        /// A file that the tool did not write.
        Foreign
            vi "tệp này không do khacphuc ghi; chuyển nó đi nơi khác, hoặc chọn --out khác"
            en "khacphuc did not write this file; move it, or choose another --out",
        /// The site and its sources would be in one another.
        AmongSources
            vi "thư mục này và thư mục nội dung chứa nhau; chọn --out khác"
            en "this and the content folder are in one another; choose another --out",
        /// A symbolic link of the theme.
        LinkInTheme
            vi "đây là liên kết tượng trưng (symbolic link); đặt chính tệp ấy vào đây"
            en "it is a symbolic link; put the file itself here",
        /// A symbolic link that leads out of the content folder.
        LinkOutside
            vi "một liên kết tượng trưng (symbolic link) dẫn ra ngoài thư mục nội dung"
            en "a symbolic link leads out of the content folder",
        /// Another build has claimed the folder.
        OtherBuild
            vi "một lần dựng khác đang ghi vào đó"
            en "another build is writing into it",
        /// A file changed between two looks at it.
        Changed vi "tệp thay đổi trong lúc dựng trang" en "it changed while the site was built",
        /// The port is taken.
        PortTaken
            vi "chương trình khác đang dùng; chọn --port khác"
            en "another program does; choose another --port",
        /// The system watches as many folders as it can.
        TooManyWatches
            vi "hệ thống không cho theo dõi thêm thư mục; --poll không cần đến việc đó"
            en "the system lets no more folders be watched; --poll does without",
        /// A pipe, a device or a socket, where a file has to be.
        NoFile
            vi "đó không phải là tệp, mà là ống dẫn (pipe), thiết bị, socket hay liên kết"
            en "it is no file, but a pipe, a device, a socket or a link",
        /// A file that a form may not write.
        NotOfContent
            vi "đó không phải là tệp nằm ngay trong thư mục nội dung"
            en "it is no file of its own in the content folder",
        /// Git is not there.
        NoGit vi "không gọi được git" en "git cannot be run",
        /// `ssh-keygen` is not there.
        NoSshKeygen vi "không gọi được ssh-keygen" en "ssh-keygen cannot be run",
        /// There is no such year.
        NoYear
            vi "không có năm này: cần thư mục TỔ_CHỨC/NĂM trong nội dung"
            en "there is no such year: there has to be a folder BODY/YEAR in the content",
        /// A year was frozen on other terms.
        FrozenOtherwise
            vi "năm này đã niêm phong theo ngày khác, từ những tệp khác, hoặc hồ sơ lập lại không còn như cũ"
            en "the year was frozen as of another day, from other files, or its bag would be another one now",
        /// The bag of a frozen year is not there.
        NoBag
            vi "thiếu hồ sơ của năm đã niêm phong; đặt hồ sơ vào đây, hoặc ghi đúng `folder` ở [archive] trong khacphuc.toml"
            en "the bag of a frozen year is not there; put it here, or set `folder` under [archive] in khacphuc.toml",
        /// The bag of a frozen year is not the one that was made.
        BagAltered
            vi "không còn là hồ sơ đã niêm phong; `khacphuc verify` nói rõ khác ở đâu, lấy lại bản lưu"
            en "it is not as it was frozen; `khacphuc verify` says where, bring back a copy",
        /// A page without a place for errata.
        NoErrataPlace
            vi "mẫu trang phải có đúng một dòng <!--errata-->, như base.html của giao diện mặc định"
            en "its template has to have exactly one <!--errata-->, as base.html of the default theme has",
        /// A name that a frozen year needs for itself.
        NameTaken
            vi "tên này dành cho trang đã niêm phong; đổi tên thư mục hay tệp ấy"
            en "frozen pages need this name; give the folder or file another one",
        /// A body that is internal.
        InternalBody
            vi "tổ chức này là nội bộ nên không có bản công khai"
            en "the body is internal and has no public edition",
        /// A folder that is in a site.
        InSite
            vi "thư mục này nằm trong một trang web đã dựng; hồ sơ nội bộ ở đó thì ai cũng đọc được"
            en "it is in a site that was built, where everybody could read an internal bag",
        /// Another bag has its place.
        OtherBag
            vi "ở đó đã có một hồ sơ khác; chuyển nó đi nơi khác trước"
            en "another bag is there; move it first",
        /// The repository has no such commit.
        NoRevision
            vi "kho git không có bản này; ngày thì viết như 2023-12-31"
            en "the repository has no such revision; a day is written like 2023-12-31",
        /// A day of which nobody can know yet.
        DayAhead vi "ngày ấy chưa tới" en "that day has not come yet",
        /// No commit is as old as that.
        NotYet vi "tới hết ngày ấy chưa có commit nào" en "there was no commit yet by the end of that day",
        /// A clone without its earlier commits.
        Shallow
            vi "bản sao này thiếu lịch sử (shallow) nên không có tới đó; `git fetch --unshallow` lấy cho đủ"
            en "this clone is shallow and does not go back to it; `git fetch --unshallow` brings the rest",
        /// A file or folder that a commit does not have.
        NotThen vi "ở bản ấy chưa có hoặc không còn" en "it is not there at that revision",
        /// A path outside the repository.
        OutsideRepository
            vi "không nằm trong kho git, nên không biết lúc ấy ra sao"
            en "it is not in the repository, so nobody knows what it was then",
        /// A submodule.
        Submodule
            vi "đó là submodule: tệp của nó không ở trong kho git này"
            en "it is a submodule: its files are not in this repository",
        /// A file that Git LFS keeps elsewhere.
        KeptByLfs
            vi "Git LFS giữ tệp này ở nơi khác, trong kho git chỉ có lời chỉ dẫn"
            en "Git LFS keeps it elsewhere, the repository holds only a pointer to it",
        /// Typst panicked.
        TypstPanicked vi "Typst hỏng giữa chừng (panic) ở trang này" en "Typst panicked on this page",
        /// PDFs, of a program that is built without them.
        NoPdf
            vi "chương trình này được dựng không có PDF; cài lại bằng `cargo install --path . --features pdf`"
            en "this program is built without PDFs; install it with `cargo install --path . --features pdf`",
        /// What the cache gave back is not what was put into it.
        Damaged
            vi "phần giữ lại của lần dựng trước đã hỏng; xoá thư mục .khacphuc-cache rồi dựng lại"
            en "what was kept of an earlier build is damaged; remove .khacphuc-cache and build again",
        /// The text is not UTF-8.
        NotUtf8 vi "tệp không phải là văn bản UTF-8" en "it is not UTF-8 text",
    }
}

/// Why something failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// What the tool itself found.
    Known(Cause),
    /// What the system said, and its own words for that.
    System(ErrorKind, String),
    /// A name that the theme lacks.
    NoSuchName(String),
    /// What a library says about a file of the theme, in English.
    Library(String),
}

impl Reason {
    /// The words of a library about a file of the theme.
    pub fn library(error: impl ToString) -> Self {
        Self::Library(error.to_string())
    }

    /// The words of a library about what the machine did.
    pub fn system(error: impl ToString) -> Self {
        Self::System(ErrorKind::Other, error.to_string())
    }

    fn wording(&self, language: Language) -> String {
        match self {
            Self::Known(cause) => cause.wording(language).to_owned(),
            Self::System(kind, said) => match of_system(*kind) {
                Some((vi, en)) => language.choose(vi, en).to_owned(),
                None => {
                    language.choose(format!("hệ thống báo “{said}”"), format!("the system says “{said}”"))
                }
            },
            Self::NoSuchName(name) => {
                language.choose(format!("không có “{name}”"), format!("there is no “{name}”"))
            }
            Self::Library(said) => {
                language.choose(format!("tệp viết sai, chi tiết bằng tiếng Anh: {said}"), said.clone())
            }
        }
    }
}

impl From<Cause> for Reason {
    fn from(cause: Cause) -> Self {
        Self::Known(cause)
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        match error {
            _ if NoFile::is(&error) => Self::Known(Cause::NoFile),
            _ if Damaged::is(&error) => Self::Known(Cause::Damaged),
            _ => Self::System(error.kind(), error.to_string()),
        }
    }
}

/// What the system's common errors mean, in Vietnamese and in English.
fn of_system(kind: ErrorKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        ErrorKind::NotFound => ("không có tệp hay thư mục này", "there is no such file or folder"),
        ErrorKind::PermissionDenied => ("không có quyền", "permission is denied"),
        ErrorKind::AlreadyExists => ("đã có tệp cùng tên", "a file of that name is there already"),
        ErrorKind::NotADirectory => ("không phải là thư mục", "it is no folder"),
        ErrorKind::IsADirectory => ("đó là thư mục, không phải tệp", "it is a folder, not a file"),
        ErrorKind::DirectoryNotEmpty => ("thư mục không trống", "the folder is not empty"),
        ErrorKind::CrossesDevices => ("thư mục nằm trên ổ đĩa khác", "it is on another disk"),
        ErrorKind::ReadOnlyFilesystem => ("ổ đĩa chỉ cho đọc", "the disk is read-only"),
        ErrorKind::StorageFull => ("ổ đĩa đã đầy", "the disk is full"),
        ErrorKind::QuotaExceeded => ("đã hết dung lượng được cấp", "the disk quota is used up"),
        ErrorKind::FileTooLarge => ("tệp quá lớn", "the file is too large"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            ("chương trình khác đang dùng", "another program is using it")
        }
        ErrorKind::InvalidFilename => {
            ("tên tệp không hợp lệ hoặc quá dài", "the file name is wrong or too long")
        }
        ErrorKind::InvalidData => ("dữ liệu không đọc được", "its data cannot be read"),
        ErrorKind::UnexpectedEof => ("tệp bị cắt ngang", "the file ends too early"),
        ErrorKind::AddrInUse => {
            ("chương trình khác đang dùng địa chỉ này", "another program is using the address")
        }
        ErrorKind::AddrNotAvailable => ("máy không có địa chỉ này", "the machine has no such address"),
        ErrorKind::TimedOut => ("chờ quá lâu không thấy trả lời", "nothing answered in time"),
        ErrorKind::StaleNetworkFileHandle | ErrorKind::NetworkDown | ErrorKind::HostUnreachable => {
            ("mất kết nối với ổ đĩa mạng", "the network drive cannot be reached")
        }
        ErrorKind::OutOfMemory => ("hết bộ nhớ", "memory is used up"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_one_sentence_in_either_language() {
        let failure = Failure::new(Doing::Write, "public/a.html", io::Error::from(ErrorKind::StorageFull));
        assert_eq!(failure.show(Language::Vi), "không thể ghi public/a.html: ổ đĩa đã đầy");
        assert_eq!(failure.show(Language::En), "cannot write public/a.html: the disk is full");
    }

    #[test]
    fn what_the_system_says_is_kept_where_it_is_not_known() {
        let failure = Failure::new(Doing::Read, "a", io::Error::other("odd"));
        assert_eq!(failure.show(Language::Vi), "không thể đọc a: hệ thống báo “odd”");
    }
}
