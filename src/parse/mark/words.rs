//! Words that say of a text that it is not for everybody, however they are spelt.

use crate::vietnamese::letters;

/// The class that marks a heading, and all under it, as internal.
pub(super) const INTERNAL: &str = "internal";

/// Bytes that a mark takes up at most, with all its signs.
pub(super) const LONGEST: usize = 80;

/// Words, folded, that say of a text that it is not for everybody.
const HIDING: &[&str] = &[
    "internal",
    "internal-only",
    "internal-use-only",
    "for-internal-use",
    "for-internal-use-only",
    "class-internal",
    "audience-internal",
    "private",
    "confidential",
    "secret",
    "top-secret",
    "restricted",
    "hidden",
    "not-public",
    "non-public",
    "noi-bo",
    "noibo",
    "chi-noi-bo",
    "luu-hanh-noi-bo",
    "chi-luu-hanh-noi-bo",
    "khong-cong-khai",
    "khong-cong-bo",
    "khong-pho-bien",
    "khong-pho-bien-rong-rai",
    "khong-dang",
    "khong-dang-tai",
    "khong-dua-len-trang",
    "khong-dua-len-mang",
    "bi-mat",
    "tuyet-mat",
    "toi-mat",
];

/// Whether words are those of a mark, however they are spelt: `internal`, `Nội bộ`, `noi_bo`, `intenal`, `MẬT`.
pub(super) fn is_mark(words: &str) -> bool {
    if words.len() > LONGEST {
        return false;
    }
    let slug = letters::slug(words);
    HIDING.contains(&slug.as_str()) || is_near(&slug) || is_stamp(words)
}

/// Whether words are one word that is a mark on paper, and has other meanings too.
pub(super) fn is_stamp(words: &str) -> bool {
    let word = words.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    matches!(word.as_str(), "mật" | "ẩn")
}

/// Whether words in brackets say that a text is not for everybody: `lưu hành nội bộ, không phổ biến`, `chỉ dùng trong
/// nội bộ`, `nội bộ Ban Thường vụ`, `tài liệu mật`, `Nội bộ: chưa công bố`. As a heading of its own, *tài liệu nội bộ*
/// may be about such documents.
pub(super) fn is_remark(inner: &str) -> bool {
    const BEFORE: [&str; 18] = [
        "chi", "dung", "su", "trong", "phan", "muc", "doan", "tai", "lieu", "luu", "hanh", "danh", "cho",
        "phuc", "vu", "thong", "tin", "ghi",
    ];
    // Those among whom something may stay: what else stands behind, as in *nội bộ đoàn kết*, is no mark.
    const AMONG: [&str; 10] = ["ban", "phong", "chi", "dang", "uy", "co", "don", "thuong", "lanh", "to"];
    let first = inner.split([',', ';', ':']).next().unwrap_or_default();
    let slug = letters::slug(if first.len() > LONGEST { "" } else { first });
    let mut words = slug.split('-').skip_while(|word| BEFORE.contains(word));
    let is_inside = words.next() == Some("noi") && words.next() == Some("bo");
    let is_among = match words.next() {
        None => true,
        Some(next) => AMONG.contains(&next) && slug.starts_with("noi-bo"),
    };
    is_mark(first) || is_inside && is_among || first.trim().to_lowercase() == "tài liệu mật"
}

/// Whether a folded word is one letter from `internal` or `noi-bo`. `nơi ở` and `nội vụ` are not.
fn is_near(slug: &str) -> bool {
    // Words of their own.
    if matches!(slug, "interval" | "infernal") {
        return false;
    }
    let is_one_off =
        |word: &str| slug.len().abs_diff(word.len()) <= 1 && strsim::damerau_levenshtein(slug, word) == 1;
    is_one_off(INTERNAL)
        || slug.starts_with("noi") && slug.contains('b') && (is_one_off("noi-bo") || is_one_off("noibo"))
}
