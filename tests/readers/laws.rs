//! Laws that hold for any text: nothing panics, spans are in order, form and case of letters do not matter.

use crate::pieces::PIECES;
use jiff::ToSpan;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_normalization::UnicodeNormalization;

use khacphuc::vietnamese::citation::{DocumentNumber, citations};
use khacphuc::vietnamese::date::{Date, YearSpan, read_printed_date, show_vi};
use khacphuc::vietnamese::deadline::{Deadline, DeadlineKind};
use khacphuc::vietnamese::figure::{self, Figure, meets};
use khacphuc::vietnamese::letters;

fn expression() -> impl Strategy<Value = String> {
    let piece = (select(PIECES), select(&["", " ", " ", "  "][..]));
    prop::collection::vec(piece, 0..14)
        .prop_map(|pieces| pieces.into_iter().map(|(a, b)| format!("{a}{b}")).collect())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        expression(),
        "[0-9 /.,%-]{0,20}",
        "[0-9]{1,4}[-/ ][A-ZĐÐ]{1,4}[-/][A-ZĐa-z0-9-]{0,9}"
    ]
}

fn plan() -> impl Strategy<Value = YearSpan> {
    prop_oneof![
        Just(YearSpan { first: 2023, last: 2023 }),
        Just(YearSpan { first: 2013, last: 2015 }),
        (any::<i16>(), any::<i16>()).prop_map(|(first, last)| YearSpan { first, last }),
    ]
}

/// What a deadline means, its letters aside.
fn meaning(text: &str, plan: YearSpan) -> Option<impl PartialEq + std::fmt::Debug + use<>> {
    let found = Deadline::read(text, plan)?;
    Some((
        found.kind,
        found.start,
        found.due,
        found.every,
        found.times,
        found.focus.map(|focus| letters::fold(&focus)),
    ))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(text in any_text(), other in any_text(), plan in plan()) {
        let _ = (read_printed_date(&text), text.parse::<YearSpan>(), DocumentNumber::parse(&text));
        if let (Some(a), Some(b)) = (Figure::read(&text), Figure::read(&other)) {
            let _ = (meets(&a, &b), a.is_complete(), figure::show_vi(a.value));
        }
        let _ = (Deadline::read(&text, plan), letters::nearest(&text, [other.as_str()]));
        let _ = (letters::slug(&text), letters::look_alikes(&text).count(), letters::nfc(&text), plan.start(), plan.end());
        let _ = letters::Collation::vietnamese().compare(&text, &other);
    }

    #[test]
    fn citations_stand_in_the_text(text in any_text()) {
        let mut end = 0;
        for citation in citations(&text) {
            prop_assert!(citation.range.start >= end);
            end = citation.range.end;
            prop_assert_eq!(DocumentNumber::parse(&text[citation.range]), Some(citation.number));
        }
    }

    #[test]
    fn a_number_reads_as_itself(text in any_text()) {
        if let Some(number) = DocumentNumber::parse(&text) {
            let again = DocumentNumber::parse(number.as_str());
            prop_assert_eq!(again.as_ref().map(DocumentNumber::as_str), Some(number.as_str()));
            prop_assert_eq!(again, Some(number));
        }
    }

    #[test]
    fn spans_are_in_order(text in expression(), plan in plan()) {
        if let Some(Deadline { start: Some(start), due: Some(due), .. }) = Deadline::read(&text, plan) {
            prop_assert!(start <= due);
        }
    }

    #[test]
    fn form_and_case_do_not_matter(text in expression(), plan in plan()) {
        let as_is = meaning(&text, plan);
        prop_assert_eq!(&as_is, &meaning(&text.nfd().collect::<String>(), plan));
        prop_assert_eq!(&as_is, &meaning(&text.to_uppercase(), plan));
        prop_assert_eq!(&as_is, &meaning(&format!("\u{A0}{text} "), plan));
    }

    #[test]
    fn before_is_one_day_less(day in 1_i8..=28, month in 1_i8..=12, year in 1950_i16..=2150) {
        let plan = YearSpan { first: 2023, last: 2023 };
        let date = Date::new(year, month, day).unwrap();
        let due = |word: &str| Deadline::read(&format!("{word} ngày {}", show_vi(date)), plan).unwrap().due.unwrap();
        prop_assert_eq!(due("chậm nhất"), date);
        prop_assert_eq!(due("trước"), date.checked_sub(1.day()).unwrap());
    }

    #[test]
    fn shown_dates_read_back(days in 0_i32..100_000) {
        let date = Date::constant(1900, 1, 1).checked_add(days.days()).unwrap();
        prop_assert_eq!(read_printed_date(&show_vi(date)), Some(date));
        prop_assert_eq!(read_printed_date(&date.to_string()), Some(date));
        let limit = Deadline::read(&date.to_string(), YearSpan { first: 2023, last: 2023 }).unwrap();
        prop_assert_eq!((limit.kind, limit.due), (DeadlineKind::ByDate, Some(date)));
    }

    #[test]
    fn shown_numbers_read_back(mantissa in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0_u32..=6) {
        let value = rust_decimal::Decimal::new(mantissa, scale);
        let figure = Figure::read(&figure::show_vi(value)).unwrap();
        prop_assert_eq!(figure.value, value);
        let json = serde_json::to_string(&figure).unwrap();
        prop_assert_eq!(serde_json::from_str::<Figure>(&json).unwrap(), figure);
    }

    #[test]
    fn folding_is_done_once(text in any_text()) {
        let folded = letters::fold(&text);
        prop_assert_eq!(letters::fold(&folded), folded.clone());
        prop_assert_eq!(letters::fold(&text.nfd().collect::<String>()), folded);
        let slug = letters::slug(&text);
        prop_assert_eq!(letters::slug(&slug), slug);
    }
}
