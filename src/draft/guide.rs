//! Headings of the vocabulary, each with a line of guidance.
//!
//! Takes a kind of section; gives its heading and a comment that says what belongs under it, which no page
//! shows. It stands apart so that all words of drafts are in one place.

use crate::language::Language;
use crate::settings::SectionKind;

/// Guidance in Vietnamese and in English; `{year}` stands for the year.
type Guidance = (&'static str, &'static str);

/// What stands under the title of each kind of file.
pub(super) const BODY: Guidance = (
    "Giới thiệu tổ chức bằng một hai câu. Ghi các ban ở units và các lĩnh vực ở areas, mỗi mục một mã, một tên.",
    "Introduce the body in a sentence or two. List its units and areas above, each with an id and a name.",
);
pub(super) const PLAN: Guidance = (
    "Căn cứ, mục đích của kế hoạch. Có số và ngày ban hành thì ghi ở number và date.",
    "What the plan stands on and is for. Its number and date go to `number` and `date`.",
);
pub(super) const REPORT: Guidance = (
    "Báo cáo kế hoạch nào, trong thời gian nào. Có số và ngày ban hành thì ghi ở number và date.",
    "Which plan it reports on, and the time that it covers. Its number and date go to `number` and `date`.",
);
pub(super) const REVIEW: Guidance = (
    "Kỳ kiểm điểm nhận ra những khuyết điểm nào. Có số và ngày ban hành thì ghi ở number và date.",
    "Which deficiencies the review recognised. Its number and date go to `number` and `date`.",
);
pub(super) const RECORD: Guidance = (
    "Nêu điều chưa tốt, biểu hiện ở đâu, con số nào cho thấy.",
    "Say what is wrong, where it shows, and which figures tell.",
);

/// Sections of a plan, apart from its records.
pub(super) const OF_PLAN: &[(SectionKind, Guidance)] = &[
    (SectionKind::Targets, TARGETS),
    (
        SectionKind::Measures,
        (
            "Chỉ ghi giải pháp chung, không thuộc khuyết điểm nào: mỗi khuyết điểm có tệp riêng.",
            "Only measures that belong to no deficiency: each deficiency has a file of its own.",
        ),
    ),
];

/// Sections of a report.
pub(super) const OF_REPORT: &[(SectionKind, Guidance)] = &[
    (
        SectionKind::Results,
        (
            "Đã làm được gì trong năm; số liệu của từng khuyết điểm thì ghi ở tệp của khuyết điểm đó.",
            "What was done in the year; figures of a deficiency go to its own file.",
        ),
    ),
    (
        SectionKind::Verdict,
        ("Nhận định chung của người đánh giá.", "What the reviewer makes of it as a whole."),
    ),
    (SectionKind::Direction, ("Việc của năm sau.", "What the next year is to do.")),
];

pub(super) const TARGETS: Guidance = (
    "Mỗi chỉ tiêu một hàng của bảng; hai dòng đầu bảng là:\n\
     | Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |\n|---|---|---|---|\n",
    "One indicator a row of a table, which begins with these two lines:\n\
     | Indicator | Target | Result | Unit |\n|---|---|---|---|\n",
);
pub(super) const MEASURES: Guidance = (
    "Mỗi giải pháp một dòng: - Việc phải làm @đơn-vị (*hoàn thành trong quý II/{year}*)",
    "One measure a line: - What is to be done @unit (*by 30 June {year}*)",
);

/// Sections of a record that a plan fills in.
pub(super) const FIRST: &[(SectionKind, Guidance)] =
    &[(SectionKind::Targets, TARGETS), (SectionKind::Measures, MEASURES)];

/// Sections of a record that are filled in during the year and at its end.
pub(super) const LATER: &[(SectionKind, Guidance)] = &[
    (
        SectionKind::Progress,
        ("Mỗi việc đã làm một dòng: - 12/5/{year}: …", "One line for each thing done: - 12/5/{year}: …"),
    ),
    (
        SectionKind::Results,
        (
            "Cuối năm: đã làm được gì, có số liệu nào.",
            "At the end of the year: what was done, and the figures.",
        ),
    ),
    (
        SectionKind::Verdict,
        (
            "Kết luận của người đánh giá, cùng ý với status ở đầu tệp.",
            "The reviewer's judgement; `status` above says the same in one word.",
        ),
    ),
    (
        SectionKind::Direction,
        (
            "Tiếp tục (ghi năm ở continue_in), kết thúc hay thôi theo dõi.",
            "Go on (the year goes to `continue_in`), close it or drop it.",
        ),
    ),
];

/// The guidance as a comment.
pub(super) fn comment(guidance: Guidance, year: i16, language: Language) -> String {
    let (vi, en) = guidance;
    let said = language.choose(vi, en).replace("{year}", &year.to_string());
    // What ends in a line of its own is to be copied.
    format!("<!-- {said}{}-->", if said.ends_with('\n') { "" } else { " " })
}

/// A section that holds its guidance.
pub(super) fn section(kind: SectionKind, guidance: Guidance, year: i16, language: Language) -> String {
    format!("## {}\n\n{}", kind.heading(language), comment(guidance, year, language))
}

/// Several of them.
pub(super) fn sections(
    all: &[(SectionKind, Guidance)],
    year: i16,
    language: Language,
) -> impl Iterator<Item = String> {
    all.iter().map(move |(kind, guidance)| section(*kind, *guidance, year, language))
}
