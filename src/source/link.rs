//! Links: what the target of a link in the content means.
//!
//! Takes a target and the file it stands in; gives the path of the file it leads to, an external address, or a
//! refusal. It stands apart because the outline, the plan and the settings treat addresses by the same rules.

use crate::vietnamese::letters::nfc;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters that RFC 3986 does not encode in a path are taken out of the set.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path, percent-encoded for use in an absolute address; Vietnamese letters are encoded too.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// What the target of a link in the content means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An absolute address of an allowed scheme, which is kept as it is.
    External,
    /// A place in the same file.
    Fragment(String),
    /// Another file of the content, by its path below the content folder, and a place in it.
    File {
        /// `tay-ninh/2021/ma-tuy.md`, in NFC.
        path: String,
        /// The id of a heading, `ket-qua`.
        fragment: Option<String>,
    },
    /// A target that must not be linked: another scheme, or a path that leads out of the content folder.
    Refused,
}

/// Reads the target of a link in the file at `from`, a path below the content folder.
pub fn read_target(from: &str, target: &str) -> Target {
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

/// The scheme of an absolute address. Control characters are ignored, as browsers ignore them.
fn scheme(target: &str) -> Option<String> {
    let (scheme, _) = target.split_once(':')?;
    let scheme: String = scheme.chars().filter(|letter| !letter.is_control()).collect();
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    is_scheme.then_some(scheme)
}

/// `path` relative to the folder of `from`; none where it leads out of the content, or is absolute.
fn join(from: &str, path: &str) -> Option<String> {
    if path.starts_with(['/', '\\']) {
        return None;
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
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

/// Decodes percent-encoding; what is invalid is left as it is.
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
