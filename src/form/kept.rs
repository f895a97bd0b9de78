//! A file with another clean text, in which every line that stays keeps its bytes.
//!
//! Takes a file as it is and the text that it is to have; gives the file with that text. It stands apart because a
//! browser gives back neither a byte order mark nor line ends as they were.

use crate::edit_script::edit_script;
use crate::source::Text;
use similar::DiffOp;

/// `raw` so that its clean text becomes `clean`: lines that stay have the bytes that they had, whatever ends them and
/// however their letters are composed; new ones end as most of the others do. A form gives every line end back as
/// LF, so a carriage return alone counts as a line end as well.
pub(super) fn rewritten(raw: &str, clean: &str) -> String {
    let (mark, body) = match raw.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", raw),
    };
    let old = lines(body);
    let new: Vec<&str> = lines(clean).into_iter().map(|(line, _)| line).collect();
    let has_returns = old.iter().filter(|(_, end)| *end == "\r\n").count() * 2 > old.len() - 1;
    let usual = if has_returns { "\r\n" } else { "\n" };
    let cleaned: Vec<String> = old.iter().map(|(line, _)| Text::new(line).clean.into_owned()).collect();
    let known: Vec<&str> = cleaned.iter().map(String::as_str).collect();
    // What each new line was, if it was there.
    let mut was: Vec<Option<usize>> = vec![None; new.len()];
    for op in edit_script(&known, &new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            (0..len).for_each(|at| was[new_index + at] = Some(old_index + at));
        }
    }
    let end_of = |at: usize| was[at].map(|was| old[was].1).filter(|end| !end.is_empty()).unwrap_or(usual);
    let mut ends: Vec<&str> = (0..new.len()).map(end_of).collect();
    if let Some(last) = ends.last_mut() {
        *last = "";
    }
    // Before an empty line with a line feed, a carriage return alone would make one line end of the two. From the last
    // on, since a line that gets another end may do that to the one before it.
    for at in (1..new.len()).rev() {
        if ends[at - 1] == "\r" && new[at].is_empty() && ends[at].starts_with('\n') {
            ends[at - 1] = usual;
        }
    }
    let mut text = mark.to_owned();
    for ((line, was), end) in new.iter().zip(&was).zip(ends) {
        text.push_str(was.map_or(*line, |was| old[was].0));
        text.push_str(end);
    }
    text
}

/// Lines, each with what ends it: one more than there are line ends.
fn lines(text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let length = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push((&rest[..at], &rest[at..at + length]));
        rest = &rest[at + length..];
    }
    lines.push((rest, ""));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

        #[test]
        fn a_text_that_is_rewritten_keeps_its_lines(
            raw in "\u{feff}?(a|b|đoa\u{300}n|\n|\r\n|\r|\u{fdd0}|x){0,12}",
            new in "(a|b|đoàn|\n|x){0,12}",
        ) {
            let shown = |raw: &str| Text::new(raw).clean.replace('\r', "\n");
            prop_assert_eq!(rewritten(&raw, &shown(&raw)), raw.clone());
            let written = rewritten(&raw, &new);
            prop_assert_eq!(shown(&written), new.clone());
            prop_assert_eq!(written.starts_with('\u{feff}'), raw.starts_with('\u{feff}'));
            // A line that is put before all others changes none of them.
            let more = format!("mới\n{}", shown(&raw));
            let written = rewritten(&raw, &more);
            let kept = raw.strip_prefix('\u{feff}').unwrap_or(&raw);
            prop_assert!(written.ends_with(kept), "{written:?}");
        }
    }

    #[test]
    fn a_new_line_ends_as_others_do() {
        assert_eq!(rewritten("\r\r", "\n\n\n"), "\n\n\n");
        assert_eq!(rewritten("a\r\nb\r\n", "a\nx\nb\n"), "a\r\nx\r\nb\r\n");
        assert_eq!(rewritten("a\nb", "a\nb\nc\n"), "a\nb\nc\n");
        assert_eq!(rewritten("a\r\nb", "a\nb\nc"), "a\r\nb\r\nc");
        assert_eq!(rewritten("", "a\n"), "a\n");
    }
}
