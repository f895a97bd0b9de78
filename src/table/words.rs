//! Words that authors write in the place of those that front matter and settings take.
//!
//! Takes such a word, gives what was probably meant. It stands apart from the reading of tables because it is a
//! list of Vietnamese words, of numbers in words, and of letters that look like digits.

use crate::vietnamese::letters;

/// What Vietnamese words mean, folded. One that holds another stands before it.
const MEANT: &[(&str, &str)] = &[
    ("noi bo", "internal"),
    ("cong khai", "public"),
    ("dang khac phuc", "open"),
    ("chua khac phuc", "not-fixed"),
    ("khac phuc mot phan", "partly-fixed"),
    ("mot phan", "partly-fixed"),
    ("co chuyen bien", "improving"),
    ("da khac phuc", "fixed"),
    ("thoi theo doi", "dropped"),
    ("chu tri", "lead"),
    ("phoi hop", "coordinate"),
    ("theo doi", "monitor"),
    ("tong hop", "compile"),
    ("6 thang", "half-year"),
    ("sau thang", "half-year"),
    ("nua nam", "half-year"),
    ("hang thang", "month"),
    ("thang", "month"),
    ("quy", "quarter"),
    ("nhiem ky", "term"),
    ("nam", "year"),
    ("to chuc", "body"),
    ("kiem diem", "review"),
    ("ke hoach", "plan"),
    ("bao cao", "report"),
    ("khuyet diem", "deficiency"),
    ("han che", "deficiency"),
    ("trang", "page"),
    ("tiep tuc", "continues"),
    ("tach", "split"),
    ("gop", "merged"),
    ("nhap", "merged"),
    ("thu hep", "narrowed"),
    ("mo rong", "expanded"),
    ("tai dien", "reopened"),
    ("mo lai", "reopened"),
    ("trung uong", "central"),
    ("tinh", "province"),
    ("huyen", "district"),
    ("xa", "commune"),
    ("khac", "other"),
    ("nha nuoc", "state"),
    ("dang", "party"),
    ("doan", "youth-union"),
    ("suy", "inferred"),
    ("tieng viet", "vi"),
    ("tieng anh", "en"),
    ("bo qua", "allow"),
    ("canh bao", "warning"),
    ("loi", "error"),
    ("yes", "true"),
    ("co", "true"),
    ("no", "false"),
    ("khong", "false"),
];

/// The one of the `allowed` words that a Vietnamese wording means.
pub(super) fn meant<'a>(found: &str, allowed: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let found = letters::same_name(&found.replace(['-', '_'], " "));
    let says =
        |word: &str| format!(" {found} ").contains(&format!(" {word} ")) || found == word.replace(' ', "");
    let known = MEANT.iter().filter(|(word, _)| says(word));
    known.filter_map(|(_, meant)| allowed.clone().find(|word| word == meant)).next()
}

const NUMBERS: [[&str; 11]; 2] = [
    ["khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"],
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
];

/// The number that a text means: `ba`, `l0`, `3 hạn chế`.
pub(super) fn number_meant(text: &str) -> Option<u32> {
    let first = letters::same_name(text.split_whitespace().next()?);
    let in_words = NUMBERS.iter().find_map(|words| words.iter().position(|word| *word == first));
    let digits: String = first.chars().map(digit_meant).collect();
    digits.parse().ok().or_else(|| u32::try_from(in_words?).ok())
}

/// The digit that a letter looks like.
fn digit_meant(letter: char) -> char {
    match letter {
        'o' => '0',
        'l' | 'i' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_words_mean_those_that_are_allowed() {
        let audiences = ["public", "internal"];
        for (found, meant_) in
            [("nội bộ", "internal"), ("noi-bo", "internal"), ("noibo", "internal"), ("Công khai", "public")]
        {
            assert_eq!(meant(found, audiences.into_iter()), Some(meant_), "{found}");
        }
        assert_eq!(
            meant("đã khắc phục một phần", ["fixed", "partly-fixed"].into_iter()),
            Some("partly-fixed")
        );
        assert_eq!(meant("chủ trì", audiences.into_iter()), None);
    }

    #[test]
    fn numbers_are_meant_by_words_and_by_letters() {
        for (text, number) in [
            ("ba", Some(3)),
            ("Mười", Some(10)),
            ("l0", Some(10)),
            ("2O26", Some(2026)),
            ("3 hạn chế", Some(3)),
            ("nhiều", None),
        ] {
            assert_eq!(number_meant(text), number, "{text}");
        }
    }
}
