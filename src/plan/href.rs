//! Relative addresses, and what links in the content lead to.

use crate::text::nfc;

/// The address that leads from page `from` to page `to`, both paths below the output folder.
/// Never empty: a page leads to itself by its own name.
pub(super) fn relative(from: &str, to: &str) -> String {
    let (folders, _) = split(from);
    let (to_folders, name) = split(to);
    let shared = folders.iter().zip(&to_folders).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; folders.len() - shared];
    parts.extend(&to_folders[shared..]);
    parts.push(name);
    encode(&parts.join("/"))
}

fn split(path: &str) -> (Vec<&str>, &str) {
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop().unwrap_or("");
    (parts, name)
}

/// What leads from page `from` to the top of the site: empty or `../`s.
pub(super) fn to_root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// Bytes that have a meaning in addresses, or none in them, as `%XX`. Letters with marks stay as
/// they are: browsers show and send them correctly, and they stay readable.
fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for letter in path.chars() {
        match letter {
            ' ' | '"' | '%' | '#' | '?' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => {
                encoded.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            // A colon in the first part would read as a scheme.
            ':' => encoded.push_str("%3A"),
            letter => encoded.push(letter),
        }
    }
    encoded
}

/// What the target of a link in the content means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// An absolute address that is kept.
    External,
    /// A place in the same file.
    Fragment(String),
    /// Another file of the content, by its path below the content folder, and a place in it.
    File {
        /// `tay-ninh/2021/ma-tuy.md`, in NFC.
        path: String,
        /// `ket-qua`.
        fragment: Option<String>,
    },
    /// Something that must not be linked: another scheme, or a way out of the content.
    Refused,
}

/// Reads the target of a link in the file at `from`, a path below the content folder.
pub(super) fn read_target(from: &str, target: &str) -> Target {
    let target = target.trim();
    if let Some(scheme) = scheme(target) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" | "mailto" => Target::External,
            _ => Target::Refused,
        };
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (target, None),
    };
    match (path.is_empty(), fragment) {
        (true, Some(fragment)) => Target::Fragment(fragment),
        (true, None) => Target::Refused,
        (false, fragment) => match join(from, &decode(path)) {
            Some(path) => Target::File { path, fragment },
            None => Target::Refused,
        },
    }
}

/// The scheme of an absolute address. Control characters do not hide one: browsers drop them too.
fn scheme(target: &str) -> Option<String> {
    let clean: String = target.chars().filter(|letter| !letter.is_control()).collect();
    let (scheme, _) = clean.split_once(':')?;
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    is_scheme.then(|| scheme.to_owned())
}

/// `path` as seen from the folder of `from`; none where it leads out of the content, or is absolute.
fn join(from: &str, path: &str) -> Option<String> {
    if path.starts_with(['/', '\\']) {
        return None;
    }
    let (mut folders, _) = split(from);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            part => folders.push(part),
        }
    }
    Some(nfc(&folders.join("/")).into_owned())
}

/// `%20` as a space. What is not valid is left as it stands.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative() {
        let table = [
            ("index.html", "index.html", "index.html"),
            ("index.html", "a/2021/x.html", "a/2021/x.html"),
            ("a/2021/x.html", "index.html", "../../index.html"),
            ("a/2021/x.html", "a/2021/y.html", "y.html"),
            ("a/2021/x.html", "a/2023/x.html", "../2023/x.html"),
            ("a/2021/x.html", "b/index.html", "../../b/index.html"),
            ("a/b.html", "a/c d#.html", "c%20d%23.html"),
        ];
        for (from, to, expected) in table {
            assert_eq!(relative(from, to), expected, "{from} → {to}");
        }
        assert_eq!(to_root("a/2021/x.html"), "../../");
        assert_eq!(to_root("index.html"), "");
    }

    #[test]
    fn targets_are_read() {
        let file = |path: &str, fragment: Option<&str>| Target::File {
            path: path.to_owned(),
            fragment: fragment.map(str::to_owned),
        };
        let table = [
            ("../2023/plan.md#ket-qua", file("a/2023/plan.md", Some("ket-qua"))),
            ("report.md", file("a/2021/report.md", None)),
            ("./k%E1%BA%BF%20hoach.md", file("a/2021/kế hoach.md", None)),
            ("#x", Target::Fragment("x".to_owned())),
            ("https://example.org/", Target::External),
            ("mailto:vp@example.org", Target::External),
            ("javascript:alert(1)", Target::Refused),
            ("java\nscript:alert(1)", Target::Refused),
            ("JavaScript:x", Target::Refused),
            ("data:text/html,x", Target::Refused),
            ("/etc/passwd", Target::Refused),
            ("//example.org/x", Target::Refused),
            ("../../../x.md", Target::Refused),
            ("", Target::Refused),
        ];
        for (target, expected) in table {
            assert_eq!(read_target("a/2021/x", target), expected, "{target:?}");
        }
    }
}
