//! Headings: the vocabulary by which sections are recognised.
//!
//! Takes the words of a heading, gives the kind of its section. It stands apart from the other settings because
//! the list that comes with the tool is long, and headings are compared by rules of their own.

use crate::language::Language;
use crate::vietnamese::letters;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a section holds, as its heading says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// Giải pháp.
    Measures,
    /// Tiến độ.
    Progress,
    /// Chỉ tiêu.
    Targets,
    /// Kết quả.
    Results,
    /// Đánh giá.
    Verdict,
    /// Phương hướng.
    Direction,
}

impl SectionKind {
    /// Every kind, in the order in which records have them.
    pub const ALL: [Self; 6] =
        [Self::Measures, Self::Progress, Self::Targets, Self::Results, Self::Verdict, Self::Direction];

    /// The heading that a new file has for it.
    pub fn heading(self, language: Language) -> &'static str {
        let (vi, en) = match self {
            Self::Measures => ("Giải pháp", "Measures"),
            Self::Progress => ("Tiến độ", "Progress"),
            Self::Targets => ("Chỉ tiêu", "Targets"),
            Self::Results => ("Kết quả", "Results"),
            Self::Verdict => ("Đánh giá", "Verdict"),
            Self::Direction => ("Phương hướng", "Direction"),
        };
        language.choose(vi, en)
    }
}

pub(super) const HEADING_KEYS: &[(&str, SectionKind)] = &[
    ("measures", SectionKind::Measures),
    ("progress", SectionKind::Progress),
    ("targets", SectionKind::Targets),
    ("results", SectionKind::Results),
    ("verdict", SectionKind::Verdict),
    ("direction", SectionKind::Direction),
];

/// The vocabulary of headings. They are compared without diacritics, case, numbering and final punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings {
    /// Each heading as it is compared, with its kind and as it is written.
    words: BTreeMap<String, (SectionKind, String)>,
}

impl Default for Headings {
    fn default() -> Self {
        let mut headings = Self { words: BTreeMap::new() };
        for (kind, words) in SHIPPED {
            for word in *words {
                headings.add(*kind, word);
            }
        }
        headings
    }
}

/// The headings that come with the tool, Vietnamese and English.
const SHIPPED: &[(SectionKind, &[&str])] = &[
    (
        SectionKind::Measures,
        &[
            "Giải pháp",
            "Giải pháp thực hiện",
            "Giải pháp khắc phục",
            "Giải pháp đã triển khai",
            "Nhiệm vụ, giải pháp",
            "Nhiệm vụ và giải pháp",
            "Nhiệm vụ và giải pháp thực hiện",
            "Measures",
        ],
    ),
    (SectionKind::Progress, &["Tiến độ", "Tiến độ thực hiện", "Progress"]),
    (SectionKind::Targets, &["Chỉ tiêu", "Mục tiêu, chỉ tiêu", "Targets", "Indicators"]),
    (SectionKind::Results, &["Kết quả", "Kết quả thực hiện", "Kết quả khắc phục", "Results"]),
    (SectionKind::Verdict, &["Đánh giá", "Kết quả đánh giá", "Verdict"]),
    (SectionKind::Direction, &["Phương hướng", "Phương hướng tiếp theo", "Direction"]),
];

/// Words of their own that are as headings of the vocabulary without diacritics, or one letter from one. They are no
/// misspelling of it.
const OTHERS: [&str; 9] =
    ["chi tiêu", "chi tiết", "chỉ tiết", "tiến bộ", "tiến tới", "tiền đồ", "tiền tố", "đáng giá", "danh gia"];

impl Headings {
    /// Takes a heading as one of a kind, and gives the other kind that it is of already.
    pub(super) fn add(&mut self, kind: SectionKind, heading: &str) -> Option<SectionKind> {
        let key = Self::key(heading);
        match self.words.get(&key) {
            Some((known, _)) if *known != kind => Some(*known),
            _ => {
                self.words.insert(key, (kind, heading.to_owned()));
                None
            }
        }
    }

    /// What a section under `heading` holds; none for a heading that is not in the vocabulary.
    pub fn kind_of(&self, heading: &str) -> Option<SectionKind> {
        let (kind, shown) = self.words.get(&Self::key(heading))?;
        let words = Self::words(heading);
        (!OTHERS.contains(&words.as_str()) || words == Self::words(shown)).then_some(*kind)
    }

    /// The heading of the vocabulary that is one letter from `heading`; none for one that is in it, and for other
    /// words.
    pub fn nearest(&self, heading: &str) -> Option<&str> {
        let key = Self::key(heading);
        if self.words.contains_key(&key) || OTHERS.contains(&Self::words(heading).as_str()) {
            return None;
        }
        let is_near = |known: &str| {
            known.len().abs_diff(key.len()) <= 1 && strsim::damerau_levenshtein(&key, known) == 1
        };
        let mut near = self.words.iter().filter(|(known, _)| is_near(known));
        near.next().map(|(_, (_, shown))| shown.as_str())
    }

    /// `1.2. Kết quả:`, `Kết quả` and `ket qua` are one heading.
    fn key(heading: &str) -> String {
        letters::fold(&Self::words(heading))
    }

    /// The words of a heading without its numbering, in lower case.
    fn words(heading: &str) -> String {
        let lower = heading.to_lowercase();
        let mut rest = lower.trim().trim_end_matches([':', '.']).trim();
        while let Some((first, after)) = rest.split_once(char::is_whitespace) {
            match is_numbering(&letters::fold(first)) {
                true => rest = after.trim(),
                false => break,
            }
        }
        rest.to_owned()
    }
}

/// `1.`, `1.2`, `III.`, `II/`, `a)`: what officials put before a heading.
fn is_numbering(word: &str) -> bool {
    let core = word.trim_end_matches(['.', ')', '/', '-']);
    let is_number = core.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let is_roman = core.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    let is_letter = core.len() == 1 && word.len() > 1;
    is_number || is_roman || is_letter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_and_other_words_are_not() {
        let headings = Headings::default();
        for heading in ["Chỉ tiêu", "II. CHỈ TIÊU:", "chi tieu", "1.2. Kết qủa", "a) Tiến độ", "Danh gia"]
        {
            let is_other = heading == "Danh gia";
            assert_eq!(headings.kind_of(heading).is_none(), is_other, "{heading}");
        }
        for heading in ["Chi tiêu", "3. Chi tiết", "Tiến bộ", "TIỀN ĐỒ", "Đáng giá"] {
            assert_eq!((headings.kind_of(heading), headings.nearest(heading)), (None, None), "{heading}");
        }
        assert_eq!(headings.nearest("Giải phap thực hện"), Some("Giải pháp thực hiện"));
    }
}
