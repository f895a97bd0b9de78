//! Postings: on which pages of a body each word stands.
//!
//! Takes entries page by page; gives the sorted lines of terms. It stands apart from the files because it
//! knows nothing of parts and prefixes.

use super::entry::SearchEntry;
use super::fold::{both, number, words};
use hashbrown::HashTable;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// The pages of a body on which each word stands.
#[derive(Debug, Default)]
pub struct Postings {
    /// Words as written, each with its index in `lists`, because most occur again and again. A hash table,
    /// because no order is needed and finding words in an ordered map took two thirds of the time of the
    /// search.
    known: HashTable<(Box<str>, usize)>,
    /// Indexes in `lists` by the word without its marks and with them.
    numbers: BTreeMap<(String, String), usize>,
    lists: Vec<List>,
}

/// Pages on which a word stands, in ascending order.
#[derive(Debug, Default)]
struct List {
    /// One more than the last page so far.
    after: usize,
    encoded: String,
}

/// Digits of six bits: five of the number, and one for whether more follow.
const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

impl List {
    /// Adds a page that is not before the last one: its distance from the page before, and whether the word
    /// is in its title.
    fn add(&mut self, page: usize, is_title: bool) {
        if page < self.after {
            return;
        }
        let mut value = (page - self.after) * 2 + usize::from(is_title);
        self.after = page + 1;
        while value >= 32 {
            self.encoded.push(char::from(LETTERS[32 + value % 32]));
            value /= 32;
        }
        self.encoded.push(char::from(LETTERS[value]));
    }
}

impl Postings {
    /// Adds a page, whose number is higher than those before.
    pub fn add(&mut self, page: usize, entry: &SearchEntry<'_>) {
        // The first entry of a word on a page is the one that counts, so the title comes first.
        words(&entry.title).for_each(|word| self.add_word(word, page, true));
        for (at, number) in entry.numbers.iter().enumerate() {
            self.add_number(number, page, at == 0 && entry.has_number);
        }
        let texts = entry.texts.iter().chain(&entry.numbers).copied().chain([entry.year.as_str()]);
        let texts = texts.chain(entry.html.iter().flat_map(|html| text_of(html)));
        texts.flat_map(words).for_each(|word| self.add_word(word, page, false));
    }

    fn add_word(&mut self, word: &str, page: usize, is_title: bool) {
        let hash = |word: &str| xxh3_64(word.as_bytes());
        let number = match self.known.find(hash(word), |(known, _)| **known == *word) {
            Some((_, number)) => *number,
            None => {
                let number = self.number(both(word));
                self.known.insert_unique(hash(word), (word.into(), number), |(known, _)| hash(known));
                number
            }
        };
        self.lists[number].add(page, is_title);
    }

    /// A document number is one term beside its parts, and is the same with and without marks.
    fn add_number(&mut self, text: &str, page: usize, is_own: bool) {
        let folded = number(text);
        let number = self.number((folded.clone(), folded));
        self.lists[number].add(page, is_own);
    }

    fn number(&mut self, word: (String, String)) -> usize {
        let next = self.lists.len();
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.lists.push(List::default());
        }
        number
    }

    /// The terms in order, one a line: `dieu điêu2:0B4;điêu5:1A`. A form with marks that equals the one
    /// without is left out.
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        let mut last = "";
        // A mark that stands alone folds to nothing.
        for ((folded, exact), number) in self.numbers.iter().filter(|((folded, _), _)| !folded.is_empty()) {
            if folded != last {
                lines.push_str(if last.is_empty() { "" } else { "\n" });
                lines.push_str(folded);
                lines.push(' ');
                last = folded;
            } else {
                lines.push(';');
            }
            lines.push_str(if exact == folded { "" } else { exact });
            lines.push(':');
            lines.push_str(&self.lists[*number].encoded);
        }
        if !lines.is_empty() {
            lines.push('\n');
        }
        let mut sorted: Vec<&str> = lines.split_inclusive('\n').collect();
        sorted.sort_unstable();
        sorted.concat()
    }
}

/// The text between the tags of HTML that the program made, split at entities: all other characters stand
/// for themselves.
fn text_of(html: &str) -> impl Iterator<Item = &str> {
    let parts = html.split('<').enumerate().map(|part| behind('>', part));
    parts.flat_map(|text| text.split('&').enumerate().map(|part| behind(';', part)))
}

/// The text behind the end of a tag or entity; the first part has none before it.
fn behind(end: char, (at, part): (usize, &str)) -> &str {
    if at == 0 { part } else { part.split_once(end).map_or("", |(_, text)| text) }
}
