//! Workflow commands: lines of a job's output from which GitHub makes annotations.
//!
//! A command is `::error file=…,line=…::message`. Line breaks and `%` are escaped everywhere, `:` and `,` in
//! properties only.

use super::entry::{Entry, Spot};
use crate::diagnostic::level::Level;

pub(super) fn write(entries: &[Entry]) -> String {
    entries.iter().map(command).collect()
}

fn command(entry: &Entry) -> String {
    let name = match entry.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Allow => "notice",
    };
    let Spot { path, start, end } = &entry.at;
    let mut properties = vec![
        ("file", path.clone()),
        ("line", start.line.to_string()),
        ("endLine", end.line.to_string()),
        ("title", entry.code.name().to_owned()),
    ];
    // Columns count within one line only.
    if start.line == end.line {
        properties.insert(2, ("col", start.column.to_string()));
        properties.insert(4, ("endColumn", end.column.to_string()));
    }
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{name} {}::{}\n", properties.join(","), data(&entry.whole()))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[test]
fn what_means_something_to_the_runner_is_escaped() {
    assert_eq!(data("100 %: a,\r\nb"), "100 %25: a,%0D%0Ab");
    assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
}
