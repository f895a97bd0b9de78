//! Edits: parts of a file replaced, by places in its clean text, and every other byte left as it is.
//!
//! Takes the text of a file and what is to stand in some places; gives the text with that in it. It stands
//! apart because places count in the clean text, which has neither a byte order mark nor carriage returns.

use crate::vietnamese::letters;
use std::ops::Range;

/// `raw` with each of some texts in its place. Of places that overlap the first counts. None where the text
/// is in decomposed form, as places then count other letters than those of the file: it can be composed
/// first.
pub fn edited(raw: &str, mut edits: Vec<(Range<usize>, String)>) -> Option<String> {
    if letters::nfc(raw) != raw {
        return None;
    }
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mark = raw.len() - raw.strip_prefix('\u{feff}').unwrap_or(raw).len();
    // Where in the clean text the line ends are that have a carriage return before them.
    let returns: Vec<usize> =
        raw.match_indices("\r\n").enumerate().map(|(before, (at, _))| at - before - mark).collect();
    let in_raw = |at: usize| mark + at + returns.partition_point(|end| *end < at);
    let (mut text, mut from) = (String::with_capacity(raw.len()), 0);
    for (span, new) in &edits {
        let (start, end) = (in_raw(span.start), in_raw(span.end));
        let Some(kept) = raw.get(from..start) else { continue };
        text.push_str(kept);
        text.push_str(new);
        from = end;
    }
    text.push_str(raw.get(from..)?);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Text;

    /// Replaces each `ð` of the clean text.
    fn mended(raw: &str) -> Option<String> {
        let clean = Text::new(raw).clean.into_owned();
        let places = clean.match_indices('ð').map(|(at, letter)| (at..at + letter.len(), "đ".to_owned()));
        edited(raw, places.collect())
    }

    #[test]
    fn every_other_byte_is_left() {
        for raw in [
            "ðoàn\nvà ð",
            "\u{feff}một\r\nðoàn\r\n\r\nð\r",
            "\r\nð\r\r\nð\n\r\nð",
            "\u{fdd0}ð\u{fdef}\r\nð",
            "ð",
            "",
        ] {
            assert_eq!(mended(raw), Some(raw.replace('ð', "đ")), "{raw:?}");
        }
        assert_eq!(mended("đoa\u{300}n ð"), None);
    }

    #[test]
    fn of_places_that_overlap_the_first_counts() {
        let edits = vec![(2..4, "y".to_owned()), (0..3, "x".to_owned()), (4..4, ": ".to_owned())];
        assert_eq!(edited("abcdef", edits).as_deref(), Some("xd: ef"));
        assert_eq!(edited("abc", vec![(7..9, "x".to_owned())]).as_deref(), Some("abc"));
    }
}
