//! Former addresses of a page.

use super::fields::Labelled;
use crate::diagnostic::{Diagnostic, Phrase};
use crate::source::{ContentPath, Located};
use crate::table::{Table, Takes};

/// What the fields of former addresses are called.
pub(super) const LABELS: &[Labelled] = &[(
    "aliases",
    ("Địa chỉ cũ của trang", "Đường dẫn trước khi tệp đổi chỗ, như tinh-doan/2025/ten-cu.html."),
    ("Former addresses", "Where the page was before it moved, such as body/2025/old-name.html."),
)];

/// `aliases`: where the page was before, as its own path is written, from the top of the content folder.
pub(super) fn read(table: &mut Table<'_>) -> Vec<Located<String>> {
    let (mut aliases, mut mistakes) = (Vec::new(), Vec::new());
    for text in table.texts_for("aliases", Takes::Form(Phrase::Page)) {
        match read_alias(&text.value) {
            Some(path) => aliases.push(Located::new(path, text.place)),
            None => mistakes.push(Diagnostic::invalid(&text, Phrase::Page)),
        }
    }
    table.diagnostics().extend(mistakes);
    aliases
}

/// The path of a page that is below the site wherever it is read.
fn read_alias(text: &str) -> Option<String> {
    let path = text
        .strip_suffix(".html")
        .map_or_else(|| ContentPath::of_file(text).as_str().to_owned(), str::to_owned);
    let is_name = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
    let has_no_control = !path.chars().any(char::is_control);
    (has_no_control && path.split('/').all(is_name)).then(|| format!("{path}.html"))
}
