//! Whole numbers as each language writes them: `1.231`, `1,231`.

use crate::language::Language;

/// `1.231` in Vietnamese, `1,231` in English.
pub(super) fn number(n: i64, language: Language) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(language.choose('.', ','));
        }
        shown.push(digit);
    }
    if n < 0 { format!("−{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_each_language_writes_them() {
        assert_eq!(number(1231, Language::Vi), "1.231");
        assert_eq!(number(1231, Language::En), "1,231");
        assert_eq!(number(100, Language::Vi), "100");
        assert_eq!(number(-4, Language::Vi), "−4");
    }
}
