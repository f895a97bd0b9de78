//! Values of options: how each is read, and what is said of one that cannot be.
//!
//! Takes the command line as it is declared, gives the same one with readers that speak a language. Apart from the
//! declaration because that does not know the language yet.

use super::ask::nowhere;
use super::diff::Span;
use crate::diagnostic::{self, Diagnostic, Phrase};
use crate::export::list::Period;
use crate::language::Language;
use crate::source::commit::Author;
use crate::source::read_year;
use crate::source::revision::At;
use crate::vietnamese::date::{self, Date, NotADay};
use clap::Command;

/// A command whose values are read, and refused, in a language.
pub(super) fn read_in(command: Command, language: Language) -> Command {
    let command = command.mut_args(|arg| match arg.get_id().as_str() {
        "at" => arg.value_parser(move |text: &str| at(text, language)),
        "span" => arg.value_parser(move |text: &str| span(text, language)),
        "as_of" => arg.value_parser(move |text: &str| day(text, language)),
        "commit" => arg.value_parser(move |text: &str| author(text, language)),
        "port" => arg.value_parser(move |text: &str| port(text, language)),
        "due_within" => arg.value_parser(move |text: &str| period(text, language)),
        "year" => arg.value_parser(move |text: &str| year(text, language)),
        _ => arg,
    });
    command.mut_subcommands(|command| read_in(command, language))
}

fn day(text: &str, language: Language) -> Result<Date, String> {
    date::read_iso(text).map_err(|why| not_a_day(text, why, language))
}

fn not_a_day(text: &str, why: NotADay, language: Language) -> String {
    diagnostic::message(&Diagnostic::not_a_day(&nowhere(text), why), language)
}

fn at(text: &str, language: Language) -> Result<At, String> {
    At::read(text).map_err(|why| not_a_day(text, why, language))
}

fn span(text: &str, language: Language) -> Result<Span, String> {
    if text.is_empty() || text.contains("...") {
        let (vi, en) = (
            "ghi hai bản hoặc hai ngày với hai dấu chấm ở giữa, ví dụ 2023-01-01..2023-12-31",
            "write two revisions or days with two points between them, such as 2023-01-01..2023-12-31",
        );
        return Err(language.choose(vi, en).to_owned());
    }
    Span::read(text).map_err(|(side, why)| not_a_day(&side, why, language))
}

fn year(text: &str, language: Language) -> Result<i16, String> {
    let mistake = || diagnostic::message(&Diagnostic::invalid(&nowhere(text), Phrase::Year), language);
    read_year(text).ok_or_else(mistake)
}

fn period(text: &str, language: Language) -> Result<Period, String> {
    Period::read(text).ok_or_else(|| {
        let (vi, en) = (
            "ghi một số với d (ngày), w (tuần), m (tháng) hay y (năm), ví dụ 30d",
            "write a number with d (days), w (weeks), m (months) or y (years), such as 30d",
        );
        language.choose(vi, en).to_owned()
    })
}

fn author(text: &str, language: Language) -> Result<Author, String> {
    Author::parse(text).ok_or_else(|| {
        let (vi, en) =
            ("ghi tên và địa chỉ thư: \"Tên <thư@…>\"", "write a name and an address: \"Name <mail@…>\"");
        language.choose(vi, en).to_owned()
    })
}

fn port(text: &str, language: Language) -> Result<u16, String> {
    text.parse().map_err(|_| {
        language.choose("ghi một số từ 0 đến 65535", "write a number from 0 to 65535").to_owned()
    })
}
