//! Tries the readers on papers: `cargo run --example survey -- FILE…`
//!
//! Prints for each file how many deadlines and document numbers it has and how many were read, and lists those that
//! were not. Deadlines are looked for where officials put them: in an emphasised parenthesis, `(*hoàn thành trong
//! quý I/2023*)`, and as the bold end of an item, `…: **Thực hiện hằng năm.**`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::{env, fs, process::ExitCode};

use khacphuc::vietnamese::citation::citations;
use khacphuc::vietnamese::date::YearSpan;
use khacphuc::vietnamese::deadline::Deadline;
use khacphuc::vietnamese::letters::nfc;

fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for path in env::args().skip(1) {
        match fs::read_to_string(&path) {
            Ok(text) => report(&path, &nfc(&text)),
            Err(error) => {
                eprintln!("{path}: {error}");
                code = ExitCode::FAILURE;
            }
        }
    }
    code
}

fn report(path: &str, text: &str) {
    println!("{path}");
    let plan = plan(text);
    deadlines("in parentheses", between(text, "(*", "*)"), plan);
    deadlines("in bold at the end", bold_ends(text), plan);
    numbers(text);
    println!();
}

/// The plan's year: the first `năm 20…` of the text.
fn plan(text: &str) -> YearSpan {
    let year = text.split("năm ").skip(1).find_map(|rest| rest.get(..4)?.parse().ok());
    YearSpan::single(year.unwrap_or(2023))
}

fn deadlines(place: &str, texts: Vec<&str>, plan: YearSpan) {
    let likely: Vec<&str> = texts.into_iter().filter(|text| looks_like_deadline(text)).collect();
    let unread: Vec<&&str> = likely.iter().filter(|text| Deadline::read(text, plan).is_none()).collect();
    println!("  deadlines {place}: {}, read {}", likely.len(), likely.len() - unread.len());
    unread.iter().for_each(|text| println!("    not read: {text}"));
}

fn looks_like_deadline(text: &str) -> bool {
    const SIGNS: [&str; 10] = [
        "hoàn thành",
        "thực hiện",
        "thường xuyên",
        "định kỳ",
        "tháng",
        "quý",
        "năm",
        "hằng",
        "hàng",
        "trước ngày",
    ];
    let text = text.to_lowercase();
    SIGNS.iter().any(|sign| text.contains(sign))
}

fn numbers(text: &str) {
    let found = citations(text);
    let likely: Vec<(usize, &str)> = chunks(text).filter(|(_, chunk)| looks_like_number(chunk)).collect();
    let covered =
        |at: usize, chunk: &str| found.iter().any(|c| c.range.start < at + chunk.len() && at < c.range.end);
    let unread: Vec<_> = likely.iter().filter(|(at, chunk)| !covered(*at, chunk)).collect();
    let dated = found.iter().filter(|citation| citation.date.is_some()).count();
    println!(
        "  document numbers: {}, read {}, with their date {dated}",
        likely.len(),
        likely.len() - unread.len()
    );
    unread.iter().for_each(|(_, chunk)| println!("    not read: {chunk}"));
}

/// Digits, two capitals running, a slash and another joint: loose on purpose.
fn looks_like_number(chunk: &str) -> bool {
    let capitals =
        chunk.chars().zip(chunk.chars().skip(1)).any(|(a, b)| a.is_uppercase() && b.is_uppercase());
    let joints = chunk.matches(['/', '-', '–']).count();
    capitals && joints > 1 && chunk.contains('/') && chunk.contains(|c: char| c.is_ascii_digit())
}

/// What stands between spaces, with its byte offset.
fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive(char::is_whitespace).scan(0, |at, chunk| {
        let start = *at;
        *at += chunk.len();
        Some((start, chunk.trim_end()))
    })
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(inside, _)| inside).collect()
}

/// Bold text behind a colon at the end of a line.
fn bold_ends(text: &str) -> Vec<&str> {
    let ends = text.lines().filter_map(|line| line.trim_end().strip_suffix("**")?.rsplit_once(": **"));
    ends.map(|(_, bold)| bold).collect()
}
