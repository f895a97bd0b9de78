//! Scalar: a text as YAML.
//!
//! Takes a text, and how the value was written that it replaces; gives it written in that way, or else as plainly as
//! it can be read back. It stands apart because it is the one part of this folder that writes.

use super::node::NodeValue;
use super::yaml::read_yaml;

/// Text as a scalar. `former` is how the value that it replaces is written; `is_in_flow` whether it stands between
/// brackets.
pub fn scalar(text: &str, former: &str, is_in_flow: bool) -> String {
    let has_control = text.contains(char::is_control);
    match former.chars().next() {
        Some('\'') if !has_control => format!("'{}'", text.replace('\'', "''")),
        Some('"') => quoted(text),
        _ if !has_control && is_plain(text, is_in_flow) => text.to_owned(),
        _ => quoted(text),
    }
}

/// Whether a text is read as itself without quotation marks.
fn is_plain(text: &str, is_in_flow: bool) -> bool {
    let yaml = if is_in_flow { format!("k: [{text}, z]\n") } else { format!("k: {text}\n") };
    let Ok(root) = read_yaml(&yaml, 0) else { return false };
    let NodeValue::Table(entries) = root.value else { return false };
    let [(_, value)] = entries.as_slice() else { return false };
    match &value.value {
        NodeValue::Scalar(read) => !is_in_flow && read == text,
        NodeValue::List(items) => match items.as_slice() {
            [item, _] => is_in_flow && matches!(&item.value, NodeValue::Scalar(read) if read == text),
            _ => false,
        },
        NodeValue::Null | NodeValue::Table(_) => false,
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_as_plainly_as_it_is_read_back() {
        for (text, former, is_in_flow, expected) in [
            ("Văn phòng", "", false, "Văn phòng"),
            ("2022", "2021", false, "2022"),
            ("a, b", "", false, "a, b"),
            ("a, b", "", true, "\"a, b\""),
            ("a: b", "", false, "\"a: b\""),
            ("a #b", "", false, "\"a #b\""),
            ("- a", "", false, "\"- a\""),
            ("null", "", false, "\"null\""),
            ("hai", "'một'", true, "'hai'"),
            ("d'Or", "'một'", false, "'d''Or'"),
            ("a\"b\\", "\"x\"", false, "\"a\\\"b\\\\\""),
            ("[a]", "", false, "\"[a]\""),
            ("@vp", "", false, "\"@vp\""),
        ] {
            assert_eq!(scalar(text, former, is_in_flow), expected, "{text}");
        }
    }
}
