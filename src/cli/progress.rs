//! What somebody who waits at a terminal sees, and the table of `--timings`.

use crate::build::timings::{Measured, Observer, Stage, Step};
use crate::language::Language;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// Back to the beginning of the line, which is emptied.
const CLEAR: &str = "\r\x1b[2K";

/// Shows how far a run is, in a line that each step replaces; nothing where no terminal is there.
pub(super) fn line(language: Language) -> Option<Observer> {
    let show = move |step| print(&format!("{CLEAR}{}", shown(step, language)));
    io::stderr().is_terminal().then(|| Box::new(show) as Observer)
}

/// Takes the line away, so that something else can be printed.
pub(super) fn clear() {
    if io::stderr().is_terminal() {
        print(CLEAR);
    }
}

/// Where the terminal has gone away, nobody waits.
fn print(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

fn shown(Step { stage, done, expected }: Step, language: Language) -> String {
    let doing = doing(stage, language);
    match expected {
        0 => format!("{doing} …"),
        _ => format!("{doing}: {done}/{expected}"),
    }
}

fn doing(stage: Stage, language: Language) -> &'static str {
    let (vi, en) = match stage {
        Stage::Scan => ("đọc nội dung", "reading the content"),
        Stage::Parse => ("biên dịch từng tệp", "compiling the files"),
        Stage::Select => ("chọn phần được công bố", "selecting what the edition lets out"),
        Stage::Outline => ("lập mục lục", "outlining"),
        Stage::Resolve => ("nối các hồ sơ", "linking the records"),
        Stage::Plan => ("đặt địa chỉ các trang", "giving pages their addresses"),
        Stage::Theme => ("đọc giao diện", "reading the theme"),
        Stage::View | Stage::Render | Stage::Write => ("dựng và ghi các trang", "making and writing pages"),
        Stage::Gather => ("gom dữ liệu chung", "gathering"),
    };
    language.choose(vi, en)
}

/// Seconds as they are written.
pub(super) fn seconds(time: Duration, language: Language) -> String {
    let seconds = format!("{:.2}", time.as_secs_f64());
    language.choose(seconds.replace('.', ","), seconds)
}

/// A row for each stage.
pub(super) fn table(measured: &[Measured], language: Language) -> String {
    let total: Duration = measured.iter().map(|row| row.time).sum();
    let header =
        language.choose(["chặng", "giây", "số lần", "tỷ lệ"], ["stage", "seconds", "count", "share"]);
    let note = language.choose(
        "* thời gian của mọi luồng cộng lại; tỷ lệ tính trên tổng của cột giây",
        "* time of all threads together; shares are of the sum of the seconds",
    );
    let rows = measured.iter().map(|row| {
        let star = if row.stage.is_shared() { "*" } else { "" };
        let share = 100.0 * row.time.as_secs_f64() / total.as_secs_f64().max(f64::MIN_POSITIVE);
        [
            format!("{}{star}", name(row.stage, language)),
            seconds(row.time, language),
            row.count.to_string(),
            format!("{share:.0} %"),
        ]
    });
    let rows = std::iter::once(header.map(str::to_owned)).chain(rows);
    let aligned =
        rows.map(|[stage, time, count, share]| format!("{stage:<12}{time:>9}{count:>9}{share:>8}\n"));
    format!("{}{note}\n", aligned.collect::<String>())
}

fn name(stage: Stage, language: Language) -> &'static str {
    let (vi, en) = match stage {
        Stage::Scan => ("đọc", "scan"),
        Stage::Parse => ("biên dịch", "parse"),
        Stage::Select => ("chọn", "select"),
        Stage::Outline => ("mục lục", "outline"),
        Stage::Resolve => ("nối", "resolve"),
        Stage::Plan => ("địa chỉ", "plan"),
        Stage::Theme => ("giao diện", "theme"),
        Stage::View => ("soạn trang", "view"),
        Stage::Render => ("dựng trang", "render"),
        Stage::Write => ("ghi", "write"),
        Stage::Gather => ("gom", "gather"),
    };
    language.choose(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_adds_up() {
        let row = |stage, count, seconds| Measured { stage, count, time: Duration::from_secs(seconds) };
        let measured = [row(Stage::Scan, 1, 1), row(Stage::Render, 200, 3)];
        let expected = "\
stage         seconds    count   share
scan             1.00        1    25 %
render*          3.00      200    75 %
* time of all threads together; shares are of the sum of the seconds
";
        assert_eq!(table(&measured, Language::En), expected);
        assert!(table(&measured, Language::Vi).contains("dựng trang*      3,00      200    75 %\n"));
    }

    #[test]
    fn a_step_says_how_far_it_is_where_that_is_known() {
        let step = |expected| Step { stage: Stage::Write, done: 3, expected };
        assert_eq!(shown(step(8), Language::En), "making and writing pages: 3/8");
        assert_eq!(shown(step(0), Language::Vi), "dựng và ghi các trang …");
    }
}
