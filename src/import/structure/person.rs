//! Names of persons, which no draft takes over.

/// Two to five words, each with a capital: a person's name.
pub(super) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase) && word.chars().all(char::is_alphabetic)
    };
    (2..=5).contains(&words.len()) && words.iter().all(is_name)
}

/// What stands before a person's name.
const TITLES: [&str; 11] = ["đ/c", "đc", "đồng chí", "ông", "bà", "anh", "chị", "ths", "ts", "pgs", "gs"];

/// Family names that begin the name of no place and of no organisation.
const FAMILIES: [&str; 26] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
    "Dương", "Lý", "Đinh", "Trương", "Đào", "Trịnh", "Lương", "Phùng", "Tạ", "Tô", "Mai", "Lâm",
];

/// Whether a text begins with a person's name: `Đ/c Nguyễn Văn A, Bí thư`, `ThS. Nguyễn Văn A`, `Nguyễn Văn A`.
pub(super) fn names_person(text: &str) -> bool {
    let mut name = text.trim();
    let mut has_title = false;
    while let Some(rest) = TITLES.iter().find_map(|title| behind(name, title)) {
        (name, has_title) = (rest, true);
    }
    let end = name.find([',', '(', ';', ':', '–', '-']).unwrap_or(name.len());
    let name = name[..end].trim();
    let has_family = || name.split_whitespace().next().is_some_and(|first| FAMILIES.contains(&first));
    is_person(name) && (has_title || has_family() && name.split_whitespace().count() > 2)
}

/// What stands behind a word at the beginning of a text.
fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let end = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at);
    let (lead, rest) = text.split_at(end);
    let is_word = lead.to_lowercase() == word && !rest.starts_with(char::is_alphanumeric);
    is_word.then(|| rest.trim_start_matches(|letter: char| letter == '.' || letter.is_whitespace()))
}
