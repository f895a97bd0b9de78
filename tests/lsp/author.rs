//! What is known of a place, without a protocol: laws over all fields and all places.

use crate::corpus::{Files, scan_of, settings, shipped_files};
use khacphuc::Engine;
use khacphuc::author::{Known, Manuscript, explain, leads, name_at, offers};
use khacphuc::build::AtHand;
use khacphuc::build::cache::Cache;
use khacphuc::front_matter::{Meta, shape};
use khacphuc::language::Language;
use khacphuc::model::strings::Strings;
use khacphuc::render::theme::Theme;
use khacphuc::settings::Edition;
use khacphuc::table::{Field, Takes};

/// Asks about the content that some files are.
fn know<T>(files: &Files, ask: impl FnOnce(&Known<'_>) -> T) -> T {
    let (scan, options) = (scan_of(files), settings(Edition::Internal, Language::Vi));
    let content = Engine::new(&scan, &options).unwrap().into_content();
    let whole = content.whole(&scan, &options, Cache::none(), &mut AtHand::default()).unwrap();
    let strings = Strings(Theme::built_in().strings(Language::Vi).unwrap());
    let known = Known {
        whole: &whole,
        headings: &options.config.headings,
        strings: &strings,
        language: Language::Vi,
    };
    ask(&known)
}

/// The file of a kind, with some lines of front matter, and where those end.
fn manuscript(known: &Known<'_>, kind: &str, lines: &str) -> (Manuscript, usize) {
    let path = if kind == "body" { "tay-ninh/index.md" } else { "tay-ninh/2023/moi.md" };
    let head = format!("---\nkind: {kind}\n{lines}");
    (Manuscript::new(path, &format!("{head}\n---\n# Mới\n"), known.headings), head.len())
}

fn labels(known: &Known<'_>, kind: &str, lines: &str) -> Vec<String> {
    let (manuscript, at) = manuscript(known, kind, lines);
    offers(known, &manuscript, at).1.into_iter().map(|offer| offer.text).collect()
}

/// Each field of a kind, nested ones too, with the line that its value is written behind.
fn lines(fields: &[Field], around: &str) -> Vec<(Field, String)> {
    let mut found = Vec::new();
    for field in fields {
        match &field.takes {
            Takes::Table(inner) | Takes::TextOrTable(inner) => {
                let open = if field.is_list {
                    format!("{around}{}: [{{", field.key)
                } else {
                    format!("{around}{}: {{", field.key)
                };
                found.extend(lines(inner, &open));
            }
            _ => found.push((field.clone(), format!("{around}{}: ", field.key))),
        }
    }
    found
}

#[test]
fn every_word_that_a_field_takes_is_offered_and_every_key() {
    know(&shipped_files(), |known| {
        let mut count = 0;
        for kind in Meta::KINDS {
            let fields = shape(kind);
            let keys: Vec<&str> = fields.iter().map(|field| field.key).collect();
            assert_eq!(labels(known, kind, ""), keys, "{kind}");
            for (field, line) in lines(&fields, "") {
                match &field.takes {
                    Takes::Words(words) => assert_eq!(labels(known, kind, &line), *words, "{kind}: {line}"),
                    Takes::Unit
                    | Takes::Area
                    | Takes::Body
                    | Takes::Document
                    | Takes::Record
                    | Takes::Deficiency => {
                        assert!(!labels(known, kind, &line).is_empty(), "{kind}: {line}");
                    }
                    _ => continue,
                }
                count += 1;
            }
        }
        assert!(count > 30, "{count}");
        assert_eq!(labels(known, "nothing", ""), [""; 0]);
    });
}

#[test]
fn any_place_of_any_file_can_be_asked_about() {
    let files = shipped_files();
    know(&files, |known| {
        let (mut explained, mut led) = (0, 0);
        for (path, text) in files.iter().filter(|(path, _)| !path.starts_with("huong-dan")) {
            let manuscript = Manuscript::new(path, text, known.headings);
            for at in (0..text.len() + 2).step_by(61) {
                let (word, _) = offers(known, &manuscript, at);
                assert!(word.start <= word.end && manuscript.text.get(word.clone()).is_some(), "{path} {at}");
                if let Some((span, words)) = explain(known, &manuscript, at) {
                    assert!(span.contains(&at) || span.end == at, "{path} {at}");
                    assert!(!words.trim().is_empty(), "{path} {at}");
                    explained += 1;
                }
                led += leads(known, &manuscript, at).len();
                if let Some(named) = name_at(&manuscript, at) {
                    assert_eq!(manuscript.text[named.span], named.name);
                }
            }
        }
        assert!(explained > 20 && led > 20, "{explained} {led}");
    });
}

#[test]
fn half_of_any_file_can_be_asked_about() {
    let files = shipped_files();
    know(&files, |known| {
        let path = "tay-ninh/2023/chi-tieu-nam.md";
        let text = &files[path];
        for (end, _) in text.char_indices().step_by(23) {
            let manuscript = Manuscript::new(path, &text[..end], known.headings);
            let (word, _) = offers(known, &manuscript, end);
            assert!(word.end <= end);
            let _ = (explain(known, &manuscript, end), leads(known, &manuscript, end));
        }
    });
}
