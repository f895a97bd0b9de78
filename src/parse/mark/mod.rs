//! Marks: what makes a section internal, and whatever else looks as if somebody meant it to.
//!
//! Takes the Markdown of a file, gives whether a heading is marked, and an error for every other thing that
//! looks like a mark. It stands apart because what it overlooks is published: only `{.internal}` at the end of
//! a heading hides anything, and an author who writes the mark in another way believes that a text is hidden.
//!
//! | module | holds |
//! |---|---|
//! | `words` | which words say that a text is not for everybody |
//! | `among` | where they stand among others |

mod among;
mod words;

use super::inline::{self, Definitions, Leaf, LeafKind, Spanned, inside, plain};
use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::vietnamese::letters;
use among::{BRACES, BRACKETS, groups, in_words, is_class, trimmed};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};
use words::{INTERNAL, is_mark};

/// The mark as it has to be written.
const MARK: &str = "{.internal}";

/// Whether the classes of a heading mark it as internal.
pub(super) fn is_marked(classes: &[CowStr<'_>]) -> bool {
    classes.iter().any(|class| class.as_ref() == INTERNAL)
}

/// Reports what looks like a mark and hides nothing, in one element of a file and its `leaves`.
pub(super) fn report(
    reader: &Reader<'_>,
    text: &str,
    element: &[Spanned<'_>],
    leaves: &[Leaf],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut found: Vec<(String, Span)> = Vec::new();
    let mut is_hidden = false;
    for (index, (event, span)) in element.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
                // A heading in a quotation, a list or a footnote heads no section.
                let is_top = index == 0;
                is_hidden = is_top && is_marked(classes);
                let mut others = classes.iter().filter(|class| !is_top || class.as_ref() != INTERNAL);
                if others.next().is_some() || !attrs.is_empty() || id.as_ref().is_some_and(|id| is_mark(id)) {
                    let place = attributes(text, span);
                    found.push((text[place.clone()].to_owned(), place));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_mark(info) => {
                let line = text[span.clone()].lines().next().unwrap_or_default();
                found.push((line.to_owned(), span.start..span.start + line.len()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => found.extend(indented(text, span)),
            Event::Html(html) | Event::InlineHtml(html) if is_meant_to_hide(html) => {
                let place = trimmed(text, span.clone());
                found.push((text[place.clone()].to_owned(), place));
            }
            _ => {}
        }
    }
    if !is_hidden {
        found.extend(leaves.iter().filter_map(|leaf| {
            let range = in_words(leaf.kind, &leaf.words)?;
            Some((leaf.words[range.clone()].to_owned(), leaf.span(range)))
        }));
        found.extend(set_in_type(element, text));
    }
    diagnostics.extend(found.into_iter().map(|(found, span)| misspelt(reader, &found, span)));
}

/// Marks on lines that are set in by four spaces or a tab, which makes them code: of headings, and braces alone.
fn indented(text: &str, code: &Span) -> Vec<(String, Span)> {
    let mut at = code.start;
    let mut found = Vec::new();
    for line in text[code.clone()].split_inclusive('\n') {
        let words = line.trim();
        let is_heading = words.starts_with('#');
        let kind = if is_heading { LeafKind::Heading } else { LeafKind::Paragraph };
        let mark = in_words(kind, words).filter(|mark| {
            is_heading || *mark == (0..words.len()) && words.starts_with(BRACES.map(|(open, _)| open))
        });
        if let Some(mark) = mark {
            let start = at + line.len() - line.trim_start().len();
            found.push((words[mark.clone()].to_owned(), start + mark.start..start + mark.end));
        }
        at += line.len();
    }
    found
}

/// Reports marks in link definitions, which show nothing: `[//]: # (internal)`.
pub(super) fn report_in_definitions(
    reader: &Reader<'_>,
    text: &str,
    definitions: &Definitions,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let parts = |definition: &str| {
        definition
            .split(['[', ']', '(', ')', '"', '\''])
            .any(|part| is_mark(part.trim_matches([':', '#', ' '])))
    };
    let mut spans: Vec<Span> = definitions.values().map(|span| trimmed(text, span.clone())).collect();
    spans.sort_by_key(|span| span.start);
    let marks = spans.into_iter().filter(|span| parts(&text[span.clone()]));
    diagnostics.extend(marks.map(|span| misspelt(reader, &text[span.clone()], span)));
}

fn misspelt(reader: &Reader<'_>, found: &str, span: Span) -> Diagnostic {
    let report = Diagnostic::new(Code::InternalMisspelt, reader.place(span)).with("found", found);
    Diagnostic { nearest: Some(MARK.to_owned()), ..report }
}

/// Reports marks in front matter, where `audience: internal` makes the whole file internal.
pub(super) fn report_in_front_matter(reader: &Reader<'_>, head: &str, diagnostics: &mut Vec<Diagnostic>) {
    for (range, inner) in groups(head, &[('{', '}')]) {
        if is_class(inner) {
            let report = Diagnostic::new(Code::InternalMisspelt, reader.place(range.clone()));
            diagnostics.push(report.with("found", &head[range]));
        }
    }
}

/// The bytes of the attributes of a heading.
fn attributes(text: &str, heading: &Span) -> Span {
    let line = text[heading.clone()].trim_end();
    let start = line.rfind('{').unwrap_or_default();
    heading.start + start..heading.start + line.len()
}

/// `## Nguyên nhân *(nội bộ)*`, `` ## Nguyên nhân `internal` ``: a heading whose last words are a mark in
/// another type.
fn set_in_type(element: &[Spanned<'_>], text: &str) -> Option<(String, Span)> {
    let (Event::Start(Tag::Heading { .. }), _) = element.first()? else { return None };
    let last = inline::elements(inside(element)).last()?;
    let words = match &last[0].0 {
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => plain(inside(last)),
        Event::Code(words) => words.to_string(),
        _ => return None,
    };
    let is_bracketed = !groups(&words, &BRACKETS).is_empty();
    (is_mark(&words) && !is_bracketed).then(|| (words, inline::span(last, text)))
}

/// HTML that would hide something, if HTML could: a comment that says so, and a tag or an attribute that does.
fn is_meant_to_hide(html: &str) -> bool {
    let html = html.trim();
    if let Some(comment) = html.strip_prefix("<!--") {
        let words = letters::slug(comment.trim_end_matches("-->"));
        let rest = ["begin-", "end-", "start-", "stop-", "bat-dau-", "ket-thuc-", "het-", "dau-", "cuoi-"];
        let rest = rest.iter().find_map(|before| words.strip_prefix(before)).unwrap_or(&words);
        return is_mark(rest) || comment.split_once(':').is_some_and(|(before, _)| is_mark(before));
    }
    // `<summary>Nội bộ</summary>`
    if html.split(['<', '>']).step_by(2).any(is_mark) {
        return true;
    }
    let tags = html.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    let mut tags = tags.filter(|tag| !tag.starts_with('/'));
    tags.any(|tag| {
        let squeezed: String = tag.to_lowercase().split_whitespace().collect();
        let is_style = squeezed.contains("display:none") || squeezed.contains("visibility:hidden");
        is_style
            || tag.split(|letter: char| letter.is_whitespace() || "=\"'/;,".contains(letter)).any(is_mark)
            || tag.split(['"', '\'']).skip(1).step_by(2).any(is_mark)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::section;
    use crate::settings::Headings;
    use crate::source::SourceId;

    /// What is reported as a mark that hides nothing.
    fn reported(text: &str) -> Vec<String> {
        let reader = Reader { source: SourceId(0), years: None, headings: &Headings::default() };
        let mut diagnostics = Vec::new();
        section::read(&reader, text, 0, &mut diagnostics);
        let marks = diagnostics.iter().filter(|found| found.code == Code::InternalMisspelt);
        marks.map(|found| text[found.place.span()].to_owned()).collect()
    }

    #[test]
    fn whatever_looks_like_a_mark_is_reported_where_it_stands() {
        let table = [
            ("## Nguyên nhân {.nội bộ}", "{.nội bộ}"),
            ("## Nguyên nhân {.nội-bộ}", "{.nội-bộ}"),
            ("    ## Nguyên nhân {.internal}", "{.internal}"),
            ("\t## Nguyên nhân {.nội bộ}", "{.nội bộ}"),
            ("## Nguyên nhân {.Internal}", "{.Internal}"),
            ("## Nguyên nhân {internal}", "{internal}"),
            ("## Nguyên nhân {#internal}", "{#internal}"),
            ("## Nguyên nhân {class=internal}", "{class=internal}"),
            ("## Nguyên nhân {.mật}", "{.mật}"),
            ("## Nguyên nhân {.center}", "{.center}"),
            ("## Nguyên nhân {.internal", "{.internal"),
            ("## Nguyên nhân .internal}", ".internal}"),
            ("Chữ\u{a0}.internal} khác", ".internal}"),
            ("## Nguyên nhân .internal", ".internal"),
            ("## Nguyên nhân {.internal}.", "{.internal}"),
            ("## Nguyên nhân {.internal} chủ quan", "{.internal}"),
            ("## Nguyên nhân {{.internal}}", "{.internal}"),
            ("## Nguyên nhân {.internal} ##", "{.internal}"),
            ("## Nguyên nhân ｛.internal｝", "｛.internal｝"),
            ("## Nguyên nhân (.internal)", "(.internal)"),
            ("## Nguyên nhân [.internal]", "[.internal]"),
            ("## Nguyên nhân (nội bộ)", "(nội bộ)"),
            ("## Nguyên nhân (Nội  bộ).", "(Nội  bộ)"),
            ("## Nguyên nhân [NỘI BỘ]", "[NỘI BỘ]"),
            ("## Nguyên nhân（nội bộ）", "（nội bộ）"),
            ("## Nguyên nhân 【nội bộ】", "【nội bộ】"),
            ("## [nội bộ] Nguyên nhân", "[nội bộ]"),
            ("## Nguyên nhân (lưu hành nội bộ)", "(lưu hành nội bộ)"),
            ("## Nguyên nhân (Mật)", "(Mật)"),
            ("## Nguyên nhân (intenal)", "(intenal)"),
            ("## Nguyên nhân *(nội bộ)*", "(nội bộ)"),
            ("## Nguyên nhân **nội bộ**", "**nội bộ**"),
            ("## Nguyên nhân `internal`", "`internal`"),
            ("## Nguyên nhân – nội bộ", "– nội bộ"),
            ("## Nguyên nhân - nội bộ", "- nội bộ"),
            ("## Nguyên nhân: nội bộ", ": nội bộ"),
            ("## Nguyên nhân #nội-bộ", "#nội-bộ"),
            ("## Nội bộ", "Nội bộ"),
            ("## Nội bộ: nguyên nhân", "Nội bộ"),
            ("## Nguyên nhân “nội bộ”", "“nội bộ”"),
            ("## Nguyên nhân \"nội bộ\"", "\"nội bộ\""),
            ("## Nguyên nhân ==nội bộ==", "=nội bộ="),
            ("## Nguyên nhân (dành cho nội bộ)", "(dành cho nội bộ)"),
            ("## Nguyên nhân (nội bộ Ban Thường vụ)", "(nội bộ Ban Thường vụ)"),
            ("## Nguyên nhân (không phổ biến rộng rãi)", "(không phổ biến rộng rãi)"),
            ("## Nguyên nhân (không đăng)", "(không đăng)"),
            ("## Nguyên nhân (Nội bộ: chưa công bố)", "(Nội bộ: chưa công bố)"),
            ("    ## Nguyên nhân (nội bộ)", "(nội bộ)"),
            ("Chữ.\n\n    {.internal}\n", "{.internal}"),
            ("[//]: # (internal)\n\nChữ.", "[//]: # (internal)"),
            ("[nội bộ]: #\n\nChữ.", "[nội bộ]: #"),
            (
                "<details><summary>Nội bộ</summary>\n\nChữ.\n\n</details>",
                "<details><summary>Nội bộ</summary>",
            ),
            ("## Nguyên nhân |nội bộ|", "|nội bộ|"),
            ("## Nguyên nhân (chỉ dùng trong nội bộ)", "(chỉ dùng trong nội bộ)"),
            ("## Nguyên nhân (Lưu hành nội bộ, không phổ biến)", "(Lưu hành nội bộ, không phổ biến)"),
            ("## Nguyên nhân (tài liệu mật)", "(tài liệu mật)"),
            ("<!-- internal: xem lại -->\n\nChữ.", "<!-- internal: xem lại -->"),
            ("## Nguyên nhân\n\n{.internal}\n\nChữ.", "{.internal}"),
            ("## Nguyên nhân\n{.internal}\nChữ.", "{.internal}"),
            ("## Nguyên nhân\n\n{: .internal}\n\nChữ.", "{: .internal}"),
            ("## Nguyên nhân\n\n.internal\n\nChữ.", ".internal"),
            ("## Nguyên nhân\n\n::: internal\nChữ.\n:::", "::: internal"),
            ("## Nguyên nhân\n\n:::nội-bộ\nChữ.\n:::", ":::nội-bộ"),
            ("## Nguyên nhân\n\n(nội bộ)\n\nChữ.", "(nội bộ)"),
            ("## Nguyên nhân\n\n(Nội bộ) Chữ.", "(Nội bộ)"),
            ("## Nguyên nhân\n\nChữ [nội bộ].", "[nội bộ]"),
            ("## Nguyên nhân\n\n**Nội bộ**\n\nChữ.", "Nội bộ"),
            ("## Nguyên nhân\n\nNội bộ:\n\nChữ.", "Nội bộ:"),
            ("## Nguyên nhân\n\nNội bộ: do lãnh đạo.", "Nội bộ"),
            ("## Nguyên nhân\n\n(Nội bộ: do lãnh đạo.)", "(Nội bộ: do lãnh đạo.)"),
            ("## Nguyên nhân\n\n“Nội bộ”\n\nChữ.", "“Nội bộ”"),
            ("## Nguyên nhân\n\n> [!internal]\n> Chữ.", "[!internal]"),
            ("## Nguyên nhân\n\nChữ{.internal} khác.", "{.internal}"),
            ("- Mục {.internal}", "{.internal}"),
            ("- Mục (nội bộ)", "(nội bộ)"),
            ("| a {.nội bộ} | b |\n|---|---|\n| c | d |", "{.nội bộ}"),
            ("> ## Nguyên nhân {.internal}", "{.internal}"),
            ("```internal\nChữ.\n```", "```internal"),
            ("<!-- internal -->\n\nChữ.", "<!-- internal -->"),
            ("<!-- bắt đầu nội bộ -->\n\nChữ.", "<!-- bắt đầu nội bộ -->"),
            ("Chữ <span class=\"noi-bo\">kín</span>.", "<span class=\"noi-bo\">"),
            ("Chữ <span class=\"nội bộ\">kín</span>.", "<span class=\"nội bộ\">"),
            ("Chữ <internal>kín</internal>.", "<internal>"),
            ("Chữ <span style=\"display: none\">kín</span>.", "<span style=\"display: none\">"),
            ("Chữ <span hidden>kín</span>.", "<span hidden>"),
        ];
        let found = table.map(|(text, _)| (text, reported(text)));
        let expected = table.map(|(text, mark)| (text, vec![mark.to_owned()]));
        let wrong: Vec<_> =
            found.iter().zip(&expected).filter(|(found, expected)| found != expected).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn words_that_only_speak_of_what_is_internal_are_words() {
        let table = [
            "# Kiểm toán nội bộ {#kiem-toan}",
            "## Ghi chú nội bộ {.internal}",
            "## Nội bộ {.internal}",
            "## Nguyên nhân {#nguyen-nhan .internal}",
            "## Đoàn kết nội bộ",
            "## Interval",
            "## Tài liệu đóng dấu “Mật”",
            "## Tình hình (nội bộ đoàn kết)",
            "Văn bản có đóng dấu chỉ mức độ “Mật”",
            "“Nội bộ” là từ dùng trong văn bản.",
            "Máy lấy tệp ở /private/etc và /internal/a.",
            "Đoàn viên dùng thẻ #NoiBo và #Internal trên mạng.",
            "a = b; c = {1}; nội bộ = 5.",
            "Chữ.\n\n    .internal { color: red }\n",
            "[a]: https://a.example/internal.html (Báo cáo)\n\nXem [a].",
            "## Tài liệu nội bộ",
            "## Đoàn kết: nội bộ và bên ngoài",
            "## Kiểm tra (trong nội bộ ngành)",
            "## Sở (Nội vụ)",
            "## Điều kiện (nơi ở)",
            "## Cách viết dấu `{.internal}` ở tiêu đề",
            "Viết `{.internal}` sau tiêu đề.",
            "```\n## Nguyên nhân {.internal}\n```",
            "Kết quả kiểm tra (nội bộ) của ban được giữ lại.",
            "Máy chủ host.internal, trang https://x.internal/a.",
            "Công tác nội bộ còn yếu.",
            "- Nội bộ\n- Công khai",
            "| Phạm vi |\n|---|\n| Nội bộ |",
            "Tập {1, 2} và {a, b}.",
            "<!-- xem lại với kiểm toán nội bộ -->",
            "Chữ <b>đậm</b>.",
            "Nguyên nhân {.internal}\n---",
        ];
        let wrong: Vec<_> = table
            .map(|text| (text, reported(text)))
            .into_iter()
            .filter(|(_, found)| !found.is_empty())
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
