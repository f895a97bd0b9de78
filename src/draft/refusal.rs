//! Why nothing can be drafted.

use crate::diagnostic::{self, Diagnostic};
use crate::language::Language;

/// Why nothing can be drafted: what was asked for does not fit the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A name or a value that authors would be told of, too.
    Mistake(Box<Diagnostic>),
    /// A title without a word.
    NoTitle,
    /// A paper that does not say whether it is a plan, a report or a review.
    NoKind,
    /// The year has a plan, at this path.
    HasPlan(String),
    /// The body has no plan year before this one.
    NoEarlierYear(i16),
    /// The body has a plan year after the one that is to be begun.
    LaterYear(i16),
}

impl Refusal {
    /// The message, one line.
    pub fn show(&self, language: Language) -> String {
        let (vi, en) = match self {
            Self::Mistake(diagnostic) => return diagnostic::line(diagnostic, language),
            Self::NoTitle => ("tên không có chữ nào".to_owned(), "the title has no words".to_owned()),
            Self::NoKind => (
                "văn bản không tự gọi mình là kế hoạch hay báo cáo: cần một dòng KẾ HOẠCH hoặc BÁO CÁO trước tên".to_owned(),
                "the paper calls itself neither plan nor report: it needs a line KẾ HOẠCH or BÁO CÁO above its title".to_owned(),
            ),
            Self::HasPlan(path) => {
                (format!("năm này đã có kế hoạch: {path}"), format!("the year has a plan: {path}"))
            }
            Self::NoEarlierYear(year) => (
                format!("tổ chức này không có năm kế hoạch nào trước {year} để tiếp tục"),
                format!("this body has no plan year before {year} to go on from"),
            ),
            Self::LaterYear(year) => (
                format!("tổ chức này đã có năm kế hoạch {year}: chỉ năm mới nhất được tiếp tục"),
                format!("this body has the plan year {year} already: only its latest year is gone on from"),
            ),
        };
        language.choose(vi, en)
    }
}
