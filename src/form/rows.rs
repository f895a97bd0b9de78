//! Measures as rows, and a list of measures with some rows changed.
//!
//! Takes Markdown; gives each measure with its words, whether it is done, its units and its deadline, as the parser
//! reads them; and the Markdown with some of them changed where they stand. What is changed is read again, and
//! counts only where each row is then what it should be.

use super::head::replaced;
use super::markdown::{HEAD, document, first};
use super::written::{Row, Written, written};
use crate::language::Language;
use crate::model::document::{Document, Measure};
use crate::settings::{Headings, SectionKind};
use crate::source::Span;
use std::sync::Arc;

/// A text and its measures.
pub(super) struct Measures {
    /// The Markdown after [`HEAD`].
    text: String,
    document: Option<Arc<Document>>,
    /// Language of a heading that is written anew.
    language: Language,
    pub(super) written: Vec<Written>,
}

/// Why rows cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stuck {
    /// The Markdown no longer has it as it was.
    Gone(String),
    /// It could not be changed so that it is read as it should be.
    Otherwise(String),
}

impl Measures {
    /// The measures of a Markdown text.
    pub(super) fn of(markdown: &str, headings: &Headings, language: Language) -> Self {
        let text = format!("{HEAD}{markdown}");
        let document = document(&text, headings);
        let all: Vec<Arc<Measure>> =
            document.iter().flat_map(|document| document.measures().cloned()).collect();
        let written = all.iter().filter_map(|measure| written(&text, measure, &all)).collect();
        Self { text, document, language, written }
    }

    /// The Markdown with rows changed. Rows that are known by the same text are told apart by their order.
    pub(super) fn changed(&self, rows: &[Row], headings: &Headings) -> Result<String, Stuck> {
        let mut edits: Vec<(Span, String)> = Vec::new();
        let mut expected: Vec<Option<Row>> =
            self.written.iter().map(|known| Some(known.row.clone())).collect();
        let mut seen: Vec<&str> = Vec::new();
        let (mut new, mut changed) = (Vec::new(), None);
        for row in rows {
            if row.was.is_empty() {
                new.extend((!row.is_gone && !row.words.is_empty()).then_some(row));
                continue;
            }
            let nth = seen.iter().filter(|was| **was == row.was).count();
            seen.push(&row.was);
            let place =
                self.written.iter().enumerate().filter(|(_, known)| known.row.was == row.was).nth(nth);
            let Some((at, known)) = place else {
                if self.is_untouched(row, headings) {
                    continue;
                }
                return Err(Stuck::Gone(row.was.clone()));
            };
            // Words that the row does not have are left.
            let words = if known.has_plain_words { &row.words } else { &known.row.words };
            let row = Row { words: words.clone(), ..row.clone() };
            if known.row != row {
                edits.extend(
                    known.edits(&self.text, &row).ok_or_else(|| Stuck::Otherwise(row.words.clone()))?,
                );
                changed.get_or_insert_with(|| row.words.clone());
                expected[at] = (!row.is_gone).then_some(row);
            }
        }
        let added = new.iter().map(|row| line(row));
        if let Some(edit) = self.insertion(&added.collect::<Vec<_>>()) {
            edits.push(edit);
        }
        if edits.is_empty() {
            return Ok(self.text[HEAD.len()..].to_owned());
        }
        let first_new = new.first().map(|row| row.words.clone());
        let culprit = Stuck::Otherwise(changed.or(first_new).unwrap_or_default());
        let Some(text) = replaced(&self.text, edits) else { return Err(culprit) };
        let markdown = &text[HEAD.len()..];
        let now = Self::of(markdown, headings, self.language);
        let expected: Vec<Row> = expected.into_iter().flatten().chain(new.into_iter().cloned()).collect();
        match is_as_expected(&now.written, &expected) {
            true => Ok(markdown.to_owned()),
            false => Err(culprit),
        }
    }

    /// Whether a row says what its measure said when the row was made: what is written in its place then counts.
    fn is_untouched(&self, row: &Row, headings: &Headings) -> bool {
        let former = Self::of(&format!("## Giải pháp\n\n{}\n", row.was), headings, self.language);
        former.written.first().is_some_and(|former| former.row == *row)
    }

    /// New items behind the last measure, or in a section of their own.
    fn insertion(&self, lines: &[String]) -> Option<(Span, String)> {
        if lines.is_empty() {
            return None;
        }
        let last = self.written.last().map(|last| &last.parts);
        if let Some(last) = last {
            let start = self.text[..last.item.start].rfind('\n').map_or(0, |end| end + 1);
            let lead = &self.text[start..last.item.start];
            let bullet = self.text[last.item.clone()].chars().next().filter(|sign| "-*+".contains(*sign));
            let bullet = bullet.unwrap_or('-');
            let end = last.item.start + self.text[last.item.clone()].trim_end().len();
            let before = self.text[..start].trim_end_matches([' ', '\t']);
            // Items with a blank line between them go on so.
            let gap = if before.ends_with("\n\n") && self.written.len() > 1 { "\n\n" } else { "\n" };
            let lines = lines.iter().map(|line| format!("{gap}{lead}{bullet} {line}"));
            return Some((end..end, lines.collect()));
        }
        let list: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
        let list = list.join("\n");
        let document = self.document.as_ref()?;
        Some(first(document, &self.text, SectionKind::Measures, &list, self.language))
    }
}

/// Whether measures are what their rows should be; new ones may stand anywhere after the others of their list.
fn is_as_expected(written: &[Written], expected: &[Row]) -> bool {
    let is = |known: &Row, row: &Row| {
        let deadline = if row.extended.is_empty() { &row.deadline } else { &row.extended };
        known.words == row.words
            && known.is_done == row.is_done
            && known.units == row.units
            && known.deadline == *deadline
    };
    written.len() == expected.len() && written.iter().zip(expected).all(|(known, row)| is(&known.row, row))
}

/// A new item, without its bullet.
pub(super) fn line(row: &Row) -> String {
    let tick = if row.is_done { "[x] " } else { "" };
    let units: String = row.units.iter().map(|unit| format!(" @{unit}")).collect();
    let due = if row.extended.is_empty() { &row.deadline } else { &row.extended };
    let due = if due.is_empty() { String::new() } else { format!(" (*{due}*)") };
    format!("{tick}{}{units}{due}", row.words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Tên\n\nLời đầu.\n\n## Giải pháp\n\n- Một việc (*hoàn thành trong tháng 02/2021*)\n\
        - [ ] Hai  *việc* @tckt, @vp (~~quý I/2021~~ *quý II/2021*).\n* [x] Ba @bpt\n  - một phần\n\n## Kết quả\n\nTốt.\n";

    fn measures(text: &str) -> Measures {
        Measures::of(text, &Headings::default(), Language::Vi)
    }

    fn rows(text: &str) -> Vec<Row> {
        measures(text).written.into_iter().map(|written| written.row).collect()
    }

    /// What becomes of a part of the text when a row is changed.
    fn becomes(at: usize, change: impl Fn(&mut Row), from: &str, to: &str) {
        let mut rows = rows(TEXT);
        change(&mut rows[at]);
        assert!(TEXT.contains(from), "{from}");
        let changed = measures(TEXT).changed(&rows, &Headings::default());
        assert_eq!(changed, Ok(TEXT.replacen(from, to, 1)), "{to}");
    }

    #[test]
    fn a_row_is_what_the_parser_reads() {
        let shown: Vec<_> = rows(TEXT)
            .into_iter()
            .map(|row| (row.words, row.is_done, row.units.join(" "), row.deadline))
            .collect();
        let row = |words: &str, done, units: &str, due: &str| {
            (words.to_owned(), done, units.to_owned(), due.to_owned())
        };
        assert_eq!(
            shown,
            [
                row("Một việc", false, "", "hoàn thành trong tháng 02/2021"),
                row("Hai  *việc*", false, "tckt vp", "quý II/2021"),
                row("Ba", true, "bpt", ""),
            ]
        );
        assert_eq!(measures(TEXT).changed(&rows(TEXT), &Headings::default()), Ok(TEXT.to_owned()));
    }

    #[test]
    fn a_row_changes_its_part_of_the_text_only() {
        becomes(0, |row| row.words = "Việc khác".to_owned(), "Một việc", "Việc khác");
        becomes(0, |row| row.is_done = true, "- Một", "- [x] Một");
        becomes(1, |row| row.is_done = true, "[ ]", "[x]");
        becomes(2, |row| row.is_done = false, "[x]", "[ ]");
        becomes(
            0,
            |row| row.deadline = "quý I/2021".to_owned(),
            "hoàn thành trong tháng 02/2021",
            "quý I/2021",
        );
        becomes(0, |row| row.deadline.clear(), " (*hoàn thành trong tháng 02/2021*)", "");
        becomes(2, |row| row.deadline = "năm 2021".to_owned(), "@bpt", "@bpt (*năm 2021*)");
        becomes(0, |row| row.units.push("vp".to_owned()), "Một việc", "Một việc @vp");
        becomes(1, |row| row.units[1] = "bpt".to_owned(), "@vp", "@bpt");
        becomes(1, |row| row.units.truncate(1), ", @vp", "");
        becomes(1, |row| row.units.clear(), " @tckt, @vp", "");
        becomes(
            0,
            |row| row.extended = "quý II/2021".to_owned(),
            "*hoàn thành trong tháng 02/2021*",
            "~~hoàn thành trong tháng 02/2021~~ *quý II/2021*",
        );
        becomes(1, |row| row.extended = "năm 2021".to_owned(), "*quý II/2021*", "~~quý II/2021~~ *năm 2021*");
        becomes(0, |row| row.is_gone = true, "- Một việc (*hoàn thành trong tháng 02/2021*)\n", "");
    }

    #[test]
    fn an_open_deadline_is_filled_in() {
        let text = "## Giải pháp\n\n- Một (~~quý I/2021~~ *…*)\n- Hai (*…*)\n";
        let mut rows = rows(text);
        assert_eq!(rows.iter().map(|row| row.words.as_str()).collect::<Vec<_>>(), ["Một", "Hai"]);
        rows.iter_mut().for_each(|row| row.deadline = "quý II/2021".to_owned());
        let changed = measures(text).changed(&rows, &Headings::default());
        assert_eq!(changed, Ok(text.replace('…', "quý II/2021")));
    }

    #[test]
    fn a_row_that_nobody_touched_gives_way_to_the_markdown() {
        let (before, after) =
            ("## Giải pháp\n\n- Một @vp (*năm 2021*)\n- Hai\n", "## Giải pháp\n\n- Sớm một\n- Hai\n");
        let mut rows = rows(before);
        assert_eq!(measures(after).changed(&rows, &Headings::default()), Ok(after.to_owned()));
        rows[0].words = "Muộn".to_owned();
        assert!(matches!(measures(after).changed(&rows, &Headings::default()), Err(Stuck::Gone(_))));
    }

    fn added(text: &str) -> Result<String, Stuck> {
        let new = Row {
            words: "Mới".to_owned(),
            units: vec!["vp".to_owned()],
            deadline: "năm 2021".to_owned(),
            ..Row::default()
        };
        measures(text).changed(&[rows(text), vec![new]].concat(), &Headings::default())
    }

    #[test]
    fn a_new_row_is_the_last_item_of_its_section() {
        let line = "Mới @vp (*năm 2021*)";
        for (text, expected) in [
            (
                "## Giải pháp\n\n- Một\n- Hai\n\n## Kết quả\n",
                format!("## Giải pháp\n\n- Một\n- Hai\n- {line}\n\n## Kết quả\n"),
            ),
            ("## Giải pháp\n\n* Một\n\n* Hai\n", format!("## Giải pháp\n\n* Một\n\n* Hai\n\n* {line}\n")),
            (
                "# A\n\n## Giải pháp\n\n## Kết quả\n",
                format!("# A\n\n## Giải pháp\n\n- {line}\n\n## Kết quả\n"),
            ),
            ("# A\n\n## Giải pháp", format!("# A\n\n## Giải pháp\n\n- {line}\n")),
            ("# A\n\n## Kết quả\n\nTốt\n", format!("# A\n\n## Giải pháp\n\n- {line}\n\n## Kết quả\n\nTốt\n")),
            ("# A\n\nLời.\n", format!("# A\n\nLời.\n\n## Giải pháp\n\n- {line}\n")),
        ] {
            assert_eq!(added(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_would_be_read_otherwise_is_refused() {
        let mut rows = rows(TEXT);
        rows[0].words = "Một @vp việc".to_owned();
        assert!(matches!(measures(TEXT).changed(&rows, &Headings::default()), Err(Stuck::Otherwise(_))));
        rows[0].was = "- Việc đã sửa".to_owned();
        assert_eq!(
            measures(TEXT).changed(&rows, &Headings::default()),
            Err(Stuck::Gone("- Việc đã sửa".to_owned()))
        );
    }

    // -- a law -----------------------------------------------------------------------------------------------------

    use proptest::prelude::*;
    use proptest::sample::select;

    const ITEMS: &[&str] = &[
        "- Một việc",
        "* [ ] Hai *việc*, theo 300-KH/TĐTN-VP",
        "1. [x] Ba @vp (*hoàn thành trong quý I/2021*)",
        "- Bốn (việc lớn) @vp, @tckt (*trong tháng 3/2021*).",
        "-   Năm (~~quý I/2021~~ *quý II/2021*)",
        "- Sáu (~~quý I/2021~~ *…*) @bpt",
        "- Bảy\n  - một phần\n  - hai phần",
        "- Tám:\n  - [x] việc con (*năm 2021*)\n  - [ ] việc con nữa",
        "- Chín dòng một\n  dòng hai (*quý III/2021*)",
        "- Mười\n\n  đoạn hai (*năm 2021*)",
        "- @vp Mười một (*thường xuyên*)",
        "- Mười hai `(*mã*)`",
        "+ **Mười ba** (*…*)",
    ];

    /// A change of a row, and whether it can be asked of any row.
    fn change() -> impl Strategy<Value = (Row, usize)> {
        let words = select(&["", "Việc khác", "Việc *khác*, theo 08-ĐA/TU", "việc (nhỏ)"][..]);
        let due = select(&["", "hoàn thành trong quý IV/2021", "trước ngày 10/5/2021"][..]);
        let units = select(&["", "vp", "tckt", "vp tckt", "bpt vp tckt"][..]);
        (words, due, units, any::<bool>(), 0..5usize).prop_map(|(words, due, units, is_done, part)| {
            let row = Row {
                words: words.to_owned(),
                deadline: due.to_owned(),
                units: units.split_whitespace().map(str::to_owned).collect(),
                is_done,
                ..Row::default()
            };
            (row, part)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

        /// A row that is changed in one part: either there is a text that is read so, which differs in the lines of
        /// that item only, or it is refused; and never for a row of the usual form.
        #[test]
        fn a_changed_row_changes_its_own_lines(
            items in proptest::collection::vec(select(ITEMS), 1..5),
            is_loose in any::<bool>(),
            (new, part) in change(),
            at in any::<proptest::sample::Index>(),
        ) {
            let list = items.join(if is_loose { "\n\n" } else { "\n" });
            let text = format!("# Tên\n\n## Giải pháp\n\n{list}\n\n## Kết quả\n\n- Tốt\n");
            let known = measures(&text);
            let mut rows: Vec<Row> = known.written.iter().map(|known| known.row.clone()).collect();
            let at = at.index(rows.len());
            let written = &known.written[at];
            let row = &mut rows[at];
            match part {
                0 => row.words = new.words,
                1 => row.deadline = new.deadline,
                2 => row.units = new.units,
                3 => row.is_done = new.is_done,
                _ => row.extended = new.deadline,
            }
            let row = rows[at].clone();
            let is_usual = written.has_plain_words && !row.words.is_empty() && written.struck.is_empty()
                && written.can_go() && !written.row.was.contains('\n');
            match known.changed(&rows, &Headings::default()) {
                Err(why) => prop_assert!(!is_usual, "{why:?}: {row:?}\n{text}"),
                Ok(changed) => {
                    let now = self::rows(&changed);
                    prop_assert_eq!(now.len(), rows.len());
                    let item = &written.parts.item;
                    let start = text.len() + HEAD.len() - known.text.len();
                    let (first, last) = (item.start - HEAD.len() + start, item.end - HEAD.len() + start);
                    let before = &text[..text[..first].rfind('\n').map_or(0, |end| end + 1)];
                    let after = text[..last].trim_end().len();
                    prop_assert!(changed.starts_with(before), "{changed}");
                    prop_assert!(changed.ends_with(&text[after..]), "{changed}");
                    let others = |rows: &[Row]| -> Vec<String> {
                        let others = rows.iter().enumerate().filter(|(other, _)| *other != at);
                        others.map(|(_, row)| format!("{:?}", Row { was: String::new(), ..row.clone() })).collect()
                    };
                    prop_assert_eq!(others(&now), others(&rows));
                }
            }
        }
    }
}
