//! Plain words as Markdown and as front matter.

use crate::vietnamese::letters;

/// The words of a title as people type them: composed, on one line, with one space between them.
pub(super) fn line(text: &str) -> String {
    let text = letters::nfc(text);
    let shown: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as Markdown that reads back as they are, in a heading or in a cell.
pub(super) fn markdown(words: &str) -> String {
    let mut markdown = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            // A backslash does not keep a brace from being the attributes of a heading.
            '{' => markdown.push_str("&#123;"),
            '}' => markdown.push_str("&#125;"),
            '\n' => markdown.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '#' => {
                markdown.push('\\');
                markdown.push(letter);
            }
            _ => markdown.push(letter),
        }
    }
    markdown
}

/// A scalar of YAML: bare where it is a simple name, quoted otherwise.
pub fn yaml(text: &str) -> String {
    let is_name = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        && !MEANINGFUL.contains(&text);
    match is_name {
        true => text.to_owned(),
        false => escaped(text),
    }
}

/// A text of YAML on one line, always between quotation marks.
pub(super) fn quoted(text: &str) -> String {
    escaped(&line(text))
}

fn escaped(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Words that are no text to some readers of YAML.
const MEANINGFUL: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
