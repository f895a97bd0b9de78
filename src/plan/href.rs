//! Relative addresses.

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
}
