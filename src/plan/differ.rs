//! Two wordings compared word by word, and two lists of measures matched.
//!
//! A word is a run of letters and digits, which in Vietnamese is a syllable; punctuation counts as
//! a word of its own, so that a comma gained is not a word changed.

use crate::model::view::{DiffKind, DiffPart, DiffView};
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::cmp::{Ordering, Reverse};
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Below this share of common words, in hundredths, marks confuse more than they show.
const REWRITTEN: usize = 40;
/// From this share on, two measures are taken to be the same one in other words.
const ALIKE: usize = 55;

/// A word with the space before it.
#[derive(Debug, Clone, Copy)]
struct Token<'t> {
    space: &'t str,
    word: &'t str,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let word_at = rest.len() - rest.trim_start().len();
        let (space, after) = rest.split_at(word_at);
        let length = word_length(after);
        tokens.push(Token { space, word: &after[..length] });
        rest = &after[length..];
    }
    tokens
}

/// Length of the word that `text` begins with: a run of letters and digits, or one other character.
/// Points, commas and slashes between digits belong to the number: `1.805`, `9/11`.
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    let mut end = 0;
    let mut before_is_digit = false;
    while let Some((at, letter)) = letters.next() {
        let next_is_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let joins = matches!(letter, '.' | ',' | '/') && before_is_digit && next_is_digit;
        if !(is_letter(letter) || joins) {
            return if end == 0 { at + letter.len_utf8() } else { end };
        }
        before_is_digit = letter.is_ascii_digit();
        end = at + letter.len_utf8();
    }
    end
}

/// Whether a letter or digit. All letters of Vietnamese lie in blocks that hold hardly anything else, so
/// that the tables of Unicode are asked for others only.
fn is_letter(letter: char) -> bool {
    match letter {
        '\u{c0}'..='\u{24f}' => !matches!(letter, '×' | '÷'),
        '\u{1ea0}'..='\u{1ef9}' => true,
        letter => letter.is_alphanumeric(),
    }
}

/// A run of words that both wordings share, or that one has in the place of the other's.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    same: bool,
    old: Range<usize>,
    new: Range<usize>,
}

impl Run {
    fn length(&self) -> usize {
        self.old.len().max(self.new.len())
    }
}

/// A number for each word, the same for the same word: numbers compare faster.
fn numbers(tokens: &[Token<'_>]) -> Vec<u64> {
    tokens.iter().map(|token| xxh3_64(token.word.as_bytes())).collect()
}

/// Shared and differing runs in turn. A word or two that happen to be the same between long
/// differences are taken for a coincidence: marked word by word they would make both unreadable.
fn runs(old: &[u64], new: &[u64]) -> Vec<Run> {
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let raw = ops.iter().map(|op| Run {
        same: op.tag() == DiffTag::Equal,
        old: op.old_range(),
        new: op.new_range(),
    });
    let raw = join(raw);
    let around = |index: usize| {
        let before = index.checked_sub(1).and_then(|index| raw.get(index)).map(Run::length);
        before.zip(raw.get(index + 1).map(Run::length)).map(|(before, after)| before + after)
    };
    let cleaned = raw.iter().enumerate().map(|(index, run)| {
        let chance =
            run.same && run.length() <= 2 && around(index).is_some_and(|length| length >= 4 * run.length());
        Run { same: run.same && !chance, ..run.clone() }
    });
    join(cleaned)
}

/// Puts neighbours of the same kind together.
fn join(runs: impl Iterator<Item = Run>) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs {
        match joined.last_mut().filter(|last| last.same == run.same) {
            Some(last) => (last.old.end, last.new.end) = (run.old.end, run.new.end),
            None => joined.push(run),
        }
    }
    joined
}

/// Compares two wordings.
pub(super) fn diff(then: &str, now: &str) -> DiffView {
    if then == now {
        return DiffView { same: true, rewritten: false, then: whole(then), now: whole(now) };
    }
    let (old, new) = (tokens(then), tokens(now));
    let (old_words, new_words) = (numbers(&old), numbers(&new));
    if share(common(&sorted(&old_words), &sorted(&new_words)), old.len(), new.len()) < REWRITTEN {
        return DiffView { same: false, rewritten: true, then: whole(then), now: whole(now) };
    }
    let (mut left, mut right, mut shared) = (Vec::new(), Vec::new(), 0);
    for run in runs(&old_words, &new_words) {
        shared += if run.same { run.old.len() } else { 0 };
        push(&mut left, if run.same { DiffKind::Same } else { DiffKind::Del }, &old[run.old]);
        push(&mut right, if run.same { DiffKind::Same } else { DiffKind::Ins }, &new[run.new]);
    }
    let same = left.iter().chain(&right).all(|part| part.is == DiffKind::Same);
    let rewritten = !same && share(shared, old.len(), new.len()) < REWRITTEN;
    if rewritten {
        return DiffView { same, rewritten, then: whole(then), now: whole(now) };
    }
    DiffView { same, rewritten, then: left, now: right }
}

/// Both wordings as one text, what is gone before what came in its place.
pub(super) fn merged(then: &str, now: &str) -> Vec<DiffPart> {
    let (old, new) = (tokens(then), tokens(now));
    let mut parts = Vec::new();
    for run in runs(&numbers(&old), &numbers(&new)) {
        if run.same {
            push(&mut parts, DiffKind::Same, &new[run.new]);
        } else {
            push(&mut parts, DiffKind::Del, &old[run.old]);
            push(&mut parts, DiffKind::Ins, &new[run.new]);
        }
    }
    parts
}

/// A wording without any marks.
pub(super) fn whole(text: &str) -> Vec<DiffPart> {
    let mut parts = Vec::new();
    push(&mut parts, DiffKind::Same, &tokens(text));
    parts
}

/// Adds words; the space before the first of them stays outside marks.
fn push(parts: &mut Vec<DiffPart>, is: DiffKind, tokens: &[Token<'_>]) {
    let Some(first) = tokens.first() else { return };
    if is != DiffKind::Same && !first.space.is_empty() {
        add(parts, DiffKind::Same, " ");
    }
    for (index, token) in tokens.iter().enumerate() {
        let outside = index == 0 && is != DiffKind::Same;
        if !outside && !token.space.is_empty() {
            add(parts, is, if token.space.contains('\n') { "\n" } else { " " });
        }
        add(parts, is, token.word);
    }
}

fn add(parts: &mut Vec<DiffPart>, is: DiffKind, text: &str) {
    match parts.last_mut().filter(|part| part.is == is) {
        Some(part) => part.text.push_str(text),
        None => parts.push(DiffPart { is, text: text.to_owned() }),
    }
}

/// A wording, ready to be compared with many: its words as numbers, upper and lower case the same.
struct Words {
    in_order: Vec<u64>,
    sorted: Vec<u64>,
}

impl Words {
    fn new(text: &str) -> Self {
        let in_order = numbers(&tokens(&text.to_lowercase()));
        Self { sorted: sorted(&in_order), in_order }
    }

    /// How much two wordings share in any order, in hundredths: never less than they share in order.
    fn bound(&self, other: &Self) -> usize {
        share(common(&self.sorted, &other.sorted), self.sorted.len(), other.sorted.len())
    }

    /// How much two wordings share, in hundredths.
    fn similarity(&self, other: &Self) -> usize {
        let ops = capture_diff_slices(Algorithm::Myers, &self.in_order, &other.in_order);
        let equal = ops.iter().filter(|op| op.tag() == DiffTag::Equal);
        share(equal.map(|op| op.old_range().len()).sum(), self.in_order.len(), other.in_order.len())
    }
}

/// How many words two sorted lists have in common.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut found) = (0, 0, 0);
    while let (Some(left), Some(right)) = (a.get(i), b.get(j)) {
        match left.cmp(right) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => (i, j, found) = (i + 1, j + 1, found + 1),
        }
    }
    found
}

fn sorted(words: &[u64]) -> Vec<u64> {
    let mut sorted = words.to_vec();
    sorted.sort_unstable();
    sorted
}

fn share(shared: usize, a: usize, b: usize) -> usize {
    match a + b {
        0 => 100,
        all => shared * 200 / all,
    }
}

/// Whether two wordings are the same but for space.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a == b || tokens(a).iter().map(|token| token.word).eq(tokens(b).iter().map(|token| token.word))
}

/// Pairs of places in `then` and `now` whose texts are the same or alike. Each place is in one pair
/// at most; the most similar are paired first, and of equally similar ones the earliest.
pub(super) fn match_up(then: &[&str], now: &[&str]) -> Vec<(usize, usize)> {
    let words = |texts: &[&str]| texts.iter().map(|text| Words::new(text)).collect::<Vec<_>>();
    let (olds, news) = (words(then), words(now));
    let mut pairs = Pairs { of_old: vec![None; olds.len()], of_new: vec![None; news.len()] };
    for (i, old) in olds.iter().enumerate() {
        let same = |j: &usize| pairs.of_new[*j].is_none() && news[*j].in_order == old.in_order;
        if let Some(j) = (0..news.len()).find(same) {
            pairs.add(i, j);
        }
    }
    let mut alike = Vec::new();
    for (i, old) in olds.iter().enumerate().filter(|(i, _)| pairs.of_old[*i].is_none()) {
        let free = news.iter().enumerate().filter(|(j, _)| pairs.of_new[*j].is_none());
        let free = free.filter(|(_, new)| old.bound(new) >= ALIKE);
        alike.extend(free.map(|(j, new)| (Reverse(old.similarity(new)), i, j)));
    }
    alike.retain(|(Reverse(alike), ..)| *alike >= ALIKE);
    alike.sort_unstable();
    alike.into_iter().for_each(|(_, i, j)| pairs.add(i, j));
    let paired = pairs.of_new.iter().enumerate();
    paired.filter_map(|(new, old)| Some(((*old)?, new))).collect()
}

/// The partner of each place, on both sides.
struct Pairs {
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl Pairs {
    /// Pairs two places, unless one of them has a partner.
    fn add(&mut self, old: usize, new: usize) {
        if self.of_old[old].is_none() && self.of_new[new].is_none() {
            (self.of_old[old], self.of_new[new]) = (Some(new), Some(old));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(parts: &[DiffPart]) -> String {
        let parts = parts.iter().map(|part| match part.is {
            DiffKind::Same => part.text.clone(),
            DiffKind::Del => format!("[-{}-]", part.text),
            DiffKind::Ins => format!("[+{}+]", part.text),
        });
        parts.collect()
    }

    #[test]
    fn words_are_syllables_numbers_and_marks() {
        let words: Vec<&str> =
            tokens("Đạt 1.805 người, 9/11 (82,48%).").iter().map(|token| token.word).collect();
        assert_eq!(words, ["Đạt", "1.805", "người", ",", "9/11", "(", "82,48", "%", ")", "."]);
    }

    #[test]
    fn differences_are_marked_on_both_sides() {
        let view = diff("còn 02 chỉ tiêu chưa đạt", "còn 01 chỉ tiêu thành phần chưa đạt");
        assert_eq!(text(&view.then), "còn [-02-] chỉ tiêu chưa đạt");
        assert_eq!(text(&view.now), "còn [+01+] chỉ tiêu [+thành phần+] chưa đạt");
        assert!(!view.same && !view.rewritten);
    }

    #[test]
    fn a_word_shared_by_chance_is_not_a_match() {
        let text_of = |view: &DiffView| (text(&view.then), text(&view.now));
        let then = "chung một hai ba bốn và năm sáu bảy tám chung lại cùng một chỗ như cũ thôi";
        let now = "chung chín mười và trăm nghìn vạn triệu tỷ chung lại cùng một chỗ như cũ thôi";
        let (left, right) = text_of(&diff(then, now));
        assert_eq!(left, "chung [-một hai ba bốn và năm sáu bảy tám-] chung lại cùng một chỗ như cũ thôi");
        assert_eq!(
            right,
            "chung [+chín mười và trăm nghìn vạn triệu tỷ+] chung lại cùng một chỗ như cũ thôi"
        );
    }

    #[test]
    fn both_wordings_can_stand_in_one() {
        assert_eq!(text(&merged("a b c", "a x c d")), "a [-b-] [+x+] c [+d+]");
    }

    #[test]
    fn equal_and_unlike_wordings() {
        assert!(diff("một hai", "một  hai").same);
        assert!(diff("", "").same);
        let view = diff("một hai ba bốn", "năm sáu bảy tám");
        assert!(view.rewritten);
        assert_eq!(text(&view.now), "năm sáu bảy tám");
    }

    #[test]
    fn measures_are_matched_once_and_best_first() {
        let then = ["Lập kế hoạch thực hiện Đề án 08", "Tổ chức họp hằng tháng", "Đi cơ sở"];
        let now = ["Tổ chức họp hằng quý", "Lập kế hoạch thực hiện Đề án 08", "Kết nạp đảng viên"];
        assert_eq!(match_up(&then, &now), [(1, 0), (0, 1)]);
        assert_eq!(match_up(&["a b", "a b"], &["a b", "a b"]), [(0, 0), (1, 1)]);
        assert_eq!(match_up(&[], &now), []);
    }
}
