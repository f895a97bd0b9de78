//! What reads Vietnamese in running text and cells: deadlines, figures, numbers of documents.

use crate::change::{Soil, texts};
use crate::corpus::{root, shipped_files};
use crate::drive::Target;
use crate::pieces::PIECES;
use khacphuc::vietnamese::citation::{DocumentNumber, citations};
use khacphuc::vietnamese::date::{Date, YearSpan, impossible_dates, read_iso, read_printed_date, show_vi};
use khacphuc::vietnamese::deadline::Deadline;
use khacphuc::vietnamese::figure::{self, Figure, meets, rate_differs};
use khacphuc::vietnamese::letters;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use std::fs;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What stands in quotes in the facts of a reader, and the sentences of the shipped content.
fn soil(facts: &[&str]) -> Soil {
    let facts = facts.iter().map(|path| fs::read_to_string(root().join(path)).unwrap());
    let quoted: Vec<String> = facts
        .flat_map(|text| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .filter(|text| text.len() < 200)
        .collect();
    let written = shipped_files().into_values().flat_map(|text| {
        let sentences =
            text.split(['\n', '|', '(', ')']).map(|part| part.trim_matches(['*', ' ', '~']).to_owned());
        sentences.filter(|part| (1..200).contains(&part.len())).step_by(7).collect::<Vec<_>>()
    });
    let seeds = quoted.into_iter().chain(written).collect();
    Soil { seeds, words: PIECES.iter().copied().chain(["", " ", " ", " ", "\n"]).collect() }
}

fn plans() -> impl Strategy<Value = YearSpan> {
    prop_oneof![
        4 => Just(YearSpan { first: 2023, last: 2023 }),
        2 => Just(YearSpan { first: 2013, last: 2015 }),
        1 => (any::<i16>(), any::<i16>()).prop_map(|(first, last)| YearSpan { first, last }),
    ]
}

static DEADLINES: LazyLock<Soil> =
    LazyLock::new(|| soil(&["tests/readers/facts.rs", "src/vietnamese/deadline/tests.rs"]));

fn deadline((text, plan): &(String, YearSpan)) -> TestCaseResult {
    let read = |text: &str| Deadline::read(text, *plan);
    let found = read(text);
    prop_assert_eq!(&found, &read(&letters::nfc(text)), "composed");
    prop_assert_eq!(&found, &read(&format!("\u{a0}{text} ")), "with spaces around it");
    let Some(found) = found else { return Ok(()) };
    if let (Some(start), Some(due)) = (found.start, found.due) {
        prop_assert!(start <= due);
    }
    prop_assert!(!found.is_late(Date::MIN));
    prop_assert_eq!(
        found.is_late(Date::MAX),
        found.can_be_late() && found.due.is_some_and(|due| due < Date::MAX)
    );
    let json = serde_json::to_string(&found).unwrap();
    prop_assert_eq!(serde_json::from_str::<Deadline>(&json).unwrap(), found);
    Ok(())
}

/// A deadline means the same however its letters are composed, ends after it begins, and comes back from its data.
#[test]
fn deadlines() {
    let inputs = || (texts(&DEADLINES), plans());
    Target { name: "deadlines", runs: 4000, inputs, law: deadline }.fuzz();
}

static FIGURES: LazyLock<Soil> =
    LazyLock::new(|| soil(&["tests/readers/facts.rs", "src/vietnamese/figure/tests.rs"]));

fn figures_of((text, other): &(String, String)) -> TestCaseResult {
    let found = Figure::read(text);
    prop_assert_eq!(&found, &Figure::read(&letters::nfc(text)), "composed");
    let Some(found) = found else { return Ok(()) };
    prop_assert!(found.of.is_none_or(|of| !of.is_zero()));
    prop_assert!(found.up_to.is_none_or(|end| end >= found.value));
    let shown = figure::show_vi(found.value);
    prop_assert_eq!(Figure::read(&shown).map(|again| again.value), Some(found.value), "{}", shown);
    let json = serde_json::to_string(&found).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Figure>(&json).unwrap(), &found);
    let kept = khacphuc::codec::encode(&found);
    prop_assert_eq!(khacphuc::codec::decode::<Figure>(&kept), Ok(found.clone()));
    let _ = (found.is_complete(), meets(&found, &found));
    if let Some(other) = Figure::read(other) {
        let _ = (meets(&found, &other), meets(&other, &found), rate_differs(&found, &other, text));
    }
    Ok(())
}

/// A figure is the same however its letters are composed, comes back from its data, and its number as it is shown.
#[test]
fn figures() {
    let inputs = || (texts(&FIGURES), texts(&FIGURES));
    Target { name: "figures", runs: 4000, inputs, law: figures_of }.fuzz();
}

static CITATIONS: LazyLock<Soil> =
    LazyLock::new(|| soil(&["tests/readers/facts.rs", "src/vietnamese/citation/tests.rs"]));

fn citations_of(text: &str) -> TestCaseResult {
    let mut end = 0;
    for citation in citations(text) {
        prop_assert!(citation.range.start >= end);
        end = citation.range.end;
        prop_assert_eq!(DocumentNumber::parse(&text[citation.range]), Some(citation.number));
    }
    if let Some(number) = DocumentNumber::parse(text) {
        let again = DocumentNumber::parse(number.as_str());
        prop_assert_eq!(again.as_ref().map(DocumentNumber::as_str), Some(number.as_str()));
        prop_assert_eq!(again, Some(number));
    }
    if let Some(date) = read_printed_date(text) {
        prop_assert_eq!(read_printed_date(&show_vi(date)), Some(date));
        prop_assert_eq!(read_iso(&date.to_string()).ok(), Some(date));
    }
    let composed: String = text.nfc().collect();
    let dates = impossible_dates(&composed).into_iter().map(|date| date.range);
    let digits = letters::digit_look_alikes(&composed).into_iter().map(|(range, _)| range);
    for range in dates.chain(digits) {
        prop_assert!(composed.get(range.clone()).is_some_and(|part| !part.is_empty()), "{:?}", range);
    }
    for (at, letter) in letters::look_alikes(text) {
        prop_assert!(text[at..].starts_with(letter));
    }
    Ok(())
}

/// Numbers, dates that cannot be and doubtful letters stand in the text where they are said to stand, one behind the
/// other, and a number reads as itself.
#[test]
fn citations_in_text() {
    Target {
        name: "citations_in_text",
        runs: 4000,
        inputs: || texts(&CITATIONS),
        law: |text| citations_of(text),
    }
    .fuzz();
}
