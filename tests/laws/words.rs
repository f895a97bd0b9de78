//! The nearest word is the one that the definition gives, however words are sifted before they are compared.

use khacphuc::vietnamese::letters::{fold, nearest};
use proptest::prelude::*;

/// The definition, word by word.
fn by_definition<'a>(wanted: &str, allowed: &[&'a str]) -> Option<&'a str> {
    let wanted = fold(wanted);
    let reach = (wanted.chars().count() / 3).clamp(1, 4);
    let steps = |word: &&str| strsim::damerau_levenshtein(&wanted, &fold(word));
    allowed.iter().copied().filter(|word| steps(word) <= reach).min_by_key(steps)
}

proptest! {
    #[test]
    fn the_nearest_word_is_that_of_the_definition(
        // A dash and an `m` are counted as one letter.
        wanted in "[aăâbdđm1-3/ -]{0,12}",
        allowed in prop::collection::vec("[aăâbdđm1-3/ -]{0,12}", 0..12),
    ) {
        let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
        prop_assert_eq!(nearest(&wanted, allowed.iter().copied()), by_definition(&wanted, &allowed));
    }
}
