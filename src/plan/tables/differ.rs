//! Comparing texts: two wordings word by word, and two lists of measures matched.
//!
//! Takes texts; gives marked differences and pairs. It stands apart from the comparison page because
//! lineages use it too, and it knows nothing of records. A word is a run of letters and digits, which in
//! Vietnamese is a syllable; a punctuation mark is a word of its own, so that an added comma does not
//! change the word before it.

use crate::edit_script;
use crate::model::view::{DiffKind, DiffPart, DiffView, WordingChange, WordingView};
use similar::DiffTag;
use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Below this share of common words, in hundredths, marks would confuse more than they show.
const REWRITTEN: usize = 40;
/// From this share on, two measures count as the same one with a changed text.
const ALIKE: usize = 55;

/// The text with one space or line break between words and none around them, as differences are shown.
fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let mut after_space = false;
    let is_plain = text.chars().all(|letter| {
        let is_space = letter.is_whitespace();
        let fits = !is_space || (!after_space && matches!(letter, ' ' | '\n'));
        after_space = is_space;
        fits
    });
    if is_plain {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(char::is_whitespace) {
        let (word, after) = rest.split_at(at);
        rest = after.trim_start();
        let is_broken = after[..after.len() - rest.len()].contains('\n');
        plain.push_str(word);
        plain.push(if is_broken { '\n' } else { ' ' });
    }
    Cow::Owned(plain + rest)
}

/// Positions of the words of a text that is [`plain`].
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < text.len() {
        at += usize::from(matches!(text.as_bytes()[at], b' ' | b'\n'));
        let end = at + word_length(&text[at..]);
        tokens.push(at..end);
        at = end;
    }
    tokens
}

/// Length of the word at the start of `text`: a run of letters and digits, or one other character. Points,
/// commas and slashes between digits belong to the number: `1.805`, `9/11`.
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

/// Whether it is a letter or digit. The blocks of the Vietnamese letters hold hardly anything else, so that
/// Unicode's tables are needed only for other characters.
fn is_letter(letter: char) -> bool {
    match letter {
        '\u{c0}'..='\u{24f}' => !matches!(letter, '×' | '÷'),
        '\u{1ea0}'..='\u{1ef9}' => true,
        letter => letter.is_alphanumeric(),
    }
}

/// A run of words that both texts share, or that one has in place of the other's.
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

/// A text prepared for comparison: numbers compare faster than words.
pub(crate) struct Wording<'t> {
    text: Cow<'t, str>,
    /// Positions of its words.
    tokens: Vec<Range<usize>>,
    /// A number for each word, equal for equal words.
    words: Vec<u64>,
}

impl<'t> Wording<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let text = plain(text);
        let tokens = tokens(&text);
        let words = tokens.iter().map(|token| xxh3_64(text[token.clone()].as_bytes())).collect();
        Self { text, tokens, words }
    }

    /// Adds some of its words. The space before the first one stays outside the marks.
    fn push(&self, parts: &mut Vec<DiffPart>, is: DiffKind, words: Range<usize>) {
        let before = self.tokens[..words.start].last().map_or(0, |token| token.end);
        let ([first, ..], [.., last]) = (&self.tokens[words.clone()], &self.tokens[words]) else { return };
        let is_marked = is != DiffKind::Same;
        if is_marked && before < first.start {
            add(parts, DiffKind::Same, " ");
        }
        add(parts, is, &self.text[if is_marked { first.start } else { before }..last.end]);
    }

    /// Whether two texts differ at most in spaces.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.words == other.words
    }

    /// Shared and differing runs on the way to `new`; `None` where so little is shared that marks would
    /// confuse more than they show.
    fn runs_to(&self, new: &Self) -> Option<Vec<Run>> {
        let (old_words, new_words) = (&self.words, &new.words);
        let is_rewritten = |shared| share(shared, old_words.len(), new_words.len()) < REWRITTEN;
        // The words shared in any order are an upper bound for those shared in order, and are faster to
        // count.
        if !self.is_same(new) && is_rewritten(common(&sorted(old_words), &sorted(new_words))) {
            return None;
        }
        let runs = runs(old_words, new_words);
        let shared = runs.iter().filter(|run| run.same).map(|run| run.old.len()).sum();
        (runs.iter().all(|run| run.same) || !is_rewritten(shared)).then_some(runs)
    }

    /// Both texts as one, with removed words before those that replace them.
    fn in_one(&self, new: &Self, runs: Vec<Run>) -> Vec<DiffPart> {
        let mut parts = Vec::new();
        for run in runs {
            if run.same {
                new.push(&mut parts, DiffKind::Same, run.new);
            } else {
                self.push(&mut parts, DiffKind::Del, run.old);
                new.push(&mut parts, DiffKind::Ins, run.new);
            }
        }
        parts
    }
}

/// Alternating shared and differing runs. One or two equal words between long differences count as a
/// coincidence: marking around them would make both texts unreadable.
fn runs(old: &[u64], new: &[u64]) -> Vec<Run> {
    let ops = edit_script::of_numbers(old, new);
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

/// Joins adjacent runs of the same kind.
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

/// Compares two texts, side by side.
pub(crate) fn diff(then: &str, now: &str) -> DiffView {
    let (old, new) = (Wording::new(then), Wording::new(now));
    let Some(runs) = old.runs_to(&new) else {
        return DiffView { same: false, rewritten: true, then: whole(then), now: whole(now) };
    };
    let same = runs.iter().all(|run| run.same);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for run in runs {
        old.push(&mut left, if run.same { DiffKind::Same } else { DiffKind::Del }, run.old);
        new.push(&mut right, if run.same { DiffKind::Same } else { DiffKind::Ins }, run.new);
    }
    DiffView { same, rewritten: false, then: left, now: right }
}

/// The later text, with changes marked.
pub(crate) fn changes(then: &str, now: &str) -> WordingView {
    let (old, new) = (Wording::new(then), Wording::new(now));
    match old.runs_to(&new) {
        Some(runs) => WordingView {
            change: Some(if old.is_same(&new) { WordingChange::Same } else { WordingChange::Changed }),
            text: old.in_one(&new, runs),
        },
        None => WordingView { change: Some(WordingChange::Rewritten), text: whole(now) },
    }
}

/// Both texts as one, with removed words before those that replace them.
pub(crate) fn merged(old: &Wording<'_>, new: &Wording<'_>) -> Vec<DiffPart> {
    old.in_one(new, runs(&old.words, &new.words))
}

/// A text without marks.
pub(crate) fn whole(text: &str) -> Vec<DiffPart> {
    let text = plain(text).into_owned();
    if text.is_empty() { Vec::new() } else { vec![DiffPart { is: DiffKind::Same, text }] }
}

fn add(parts: &mut Vec<DiffPart>, is: DiffKind, text: &str) {
    match parts.last_mut().filter(|part| part.is == is) {
        Some(part) => part.text.push_str(text),
        None => parts.push(DiffPart { is, text: text.to_owned() }),
    }
}

/// The words of a text without regard to case, to find similar texts among many.
struct Words {
    in_order: Vec<u64>,
    sorted: Vec<u64>,
}

impl Words {
    fn new(wording: &Wording<'_>) -> Self {
        let numbers = wording.tokens.iter().zip(&wording.words).map(|(token, number)| {
            let word = &wording.text[token.clone()];
            match word.chars().any(char::is_uppercase) {
                true => xxh3_64(word.to_lowercase().as_bytes()),
                false => *number,
            }
        });
        let in_order: Vec<u64> = numbers.collect();
        Self { sorted: sorted(&in_order), in_order }
    }

    /// Share of words common to two texts in any order, in hundredths: an upper bound of the share in
    /// order.
    fn bound(&self, other: &Self) -> usize {
        share(common(&self.sorted, &other.sorted), self.sorted.len(), other.sorted.len())
    }

    /// Share of words common to two texts in the same order, in hundredths.
    fn similarity(&self, other: &Self) -> usize {
        let shared = common_in_order(&self.in_order, &other.in_order);
        share(shared, self.in_order.len(), other.in_order.len())
    }
}

/// Number of words that two sorted lists have in common.
fn common(a: &[u64], b: &[u64]) -> usize {
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

/// Number of words that two lists have in common in the same order: the length of their longest common
/// subsequence, counted in zero bits. Bit `i` is zero where the first `i + 1` words of `a` share one word
/// more with the part of `b` read so far than the first `i` do; the addition carries such a zero to the
/// next match (Hyyrö, Bit-parallel LCS-length computation revisited, 2004). Bits without a word stay ones.
fn common_in_order(a: &[u64], b: &[u64]) -> usize {
    let mut rows = vec![u64::MAX; a.len().div_ceil(64)];
    for word in b {
        let mut carry = false;
        for (row, words) in rows.iter_mut().zip(a.chunks(64)) {
            let matches =
                words.iter().enumerate().fold(0, |bits, (at, other)| bits | (u64::from(other == word) << at));
            let (sum, over) = row.overflowing_add(*row & matches);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            (*row, carry) = (sum | (*row & !matches), over || over_again);
        }
    }
    rows.iter().map(|row| row.count_zeros() as usize).sum()
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

/// Pairs of indexes in `then` and `now` whose texts are equal or similar. Each index is in at most one
/// pair; the most similar are paired first, of equal texts those that are the same in all else (`is_whole`), and of
/// equally similar ones the earliest.
pub(crate) fn match_up(
    then: &[Wording<'_>],
    now: &[Wording<'_>],
    is_whole: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let words = |wordings: &[Wording<'_>]| wordings.iter().map(Words::new).collect::<Vec<_>>();
    let (olds, news) = (words(then), words(now));
    let mut pairs = Pairs { of_old: vec![None; olds.len()], of_new: vec![None; news.len()] };
    for must_be_whole in [true, false] {
        for (i, old) in olds.iter().enumerate() {
            let same = |j: &usize| {
                pairs.of_new[*j].is_none()
                    && news[*j].in_order == old.in_order
                    && (!must_be_whole || is_whole(i, *j))
            };
            if let Some(j) = (0..news.len()).find(same) {
                pairs.add(i, j);
            }
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

/// The partner of each index, on both sides.
struct Pairs {
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl Pairs {
    /// Pairs two indexes, unless either has a partner.
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
        let text = "Đạt 1.805 người, 9/11 (82,48%).";
        let words: Vec<&str> = tokens(text).into_iter().map(|token| &text[token]).collect();
        assert_eq!(words, ["Đạt", "1.805", "người", ",", "9/11", "(", "82,48", "%", ")", "."]);
    }

    #[test]
    fn space_is_one_space_or_one_break() {
        for (text, expected) in [
            ("", ""),
            (" \n", ""),
            ("một hai\nba", "một hai\nba"),
            (" một \u{a0} hai\t\n ba \n", "một hai\nba"),
            ("a\u{a0}b", "a b"),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
        let view = diff("một  hai,ba", "một hai, bốn");
        assert_eq!(text(&view.now), "một hai, [+bốn+]");
        assert_eq!(text(&view.then), "một hai,[-ba-]");
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
        let merged = |then, now| text(&merged(&Wording::new(then), &Wording::new(now)));
        assert_eq!(merged("a b c", "a x c d"), "a [-b-] [+x+] c [+d+]");
        let view = changes("một hai ba bốn", "một hai ba năm");
        assert_eq!(
            (view.change, text(&view.text).as_str()),
            (Some(WordingChange::Changed), "một hai ba [-bốn-] [+năm+]")
        );
        assert_eq!(changes("một hai", "một  hai").change, Some(WordingChange::Same));
    }

    #[test]
    fn equal_and_unlike_wordings() {
        assert!(diff("một hai", "một  hai").same);
        assert!(diff("", "").same);
        let view = diff("một hai ba bốn", "năm sáu bảy tám");
        assert!(view.rewritten);
        assert_eq!(text(&view.now), "năm sáu bảy tám");
        let view = changes("một hai ba bốn", "năm sáu bảy tám");
        assert_eq!(
            (view.change, text(&view.text).as_str()),
            (Some(WordingChange::Rewritten), "năm sáu bảy tám")
        );
    }

    /// The bits agree with the definition of a longest common subsequence, for any number of words.
    #[test]
    fn words_in_the_same_order_are_counted() {
        let by_definition = |a: &[u64], b: &[u64]| {
            let mut lengths = vec![0; b.len() + 1];
            for left in a {
                let mut diagonal = 0;
                for (at, right) in b.iter().enumerate() {
                    let longest = lengths[at + 1];
                    lengths[at + 1] = if left == right { diagonal + 1 } else { longest.max(lengths[at]) };
                    diagonal = longest;
                }
            }
            lengths[b.len()]
        };
        let words = |seed: u64, length: u64| -> Vec<u64> {
            (0..length).map(|at| xxh3_64(&[seed.to_le_bytes(), at.to_le_bytes()].concat()) % 7).collect()
        };
        for (seed, lengths) in
            [(0, 0), (0, 5), (5, 0), (9, 12), (63, 64), (64, 65), (130, 70), (200, 199)].iter().enumerate()
        {
            let (a, b) = (words(seed as u64, lengths.0), words(100 + seed as u64, lengths.1));
            assert_eq!(common_in_order(&a, &b), by_definition(&a, &b), "{lengths:?}");
        }
    }

    #[test]
    fn measures_are_matched_once_and_best_first() {
        let then = ["Lập kế hoạch thực hiện Đề án 08", "Tổ chức họp hằng tháng", "Đi cơ sở"];
        let now = ["Tổ chức họp hằng quý", "Lập kế hoạch thực hiện Đề án 08", "Kết nạp đảng viên"];
        let match_up = |then: &[&'static str], now: &[&'static str]| {
            let wordings =
                |texts: &[&'static str]| texts.iter().map(|text| Wording::new(text)).collect::<Vec<_>>();
            match_up(&wordings(then), &wordings(now), |_, _| false)
        };
        assert_eq!(match_up(&then, &now), [(1, 0), (0, 1)]);
        assert_eq!(match_up(&["a b", "a b"], &["a b", "a b"]), [(0, 0), (1, 1)]);
        assert_eq!(match_up(&[], &now), []);
    }
}
