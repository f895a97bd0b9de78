//! Relative addresses: from the path of one page to another, so that a site works in any folder and without
//! a server.

/// The relative address from page `from` to page `to`, both paths below the output folder. It is never
/// empty: a page links to itself by its name.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let shared = shared_folders(from, to);
    let mut address = "../".repeat(from[shared..].matches('/').count());
    encode(&to[shared..], &mut address);
    address
}

/// Length of the folders that two paths share, with the slash behind them.
fn shared_folders(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b);
    same.enumerate().filter(|(_, (byte, _))| *byte == b'/').last().map_or(0, |(at, _)| at + 1)
}

/// The prefix from page `from` to the root of the site: empty or `../`s.
pub(crate) fn to_root(from: &str) -> String {
    "../".repeat(from.matches('/').count())
}

/// Percent-encodes bytes that have a meaning in addresses or are not allowed in them. Letters with marks
/// are kept: browsers show and send them correctly, and they stay readable.
fn encode(path: &str, address: &mut String) {
    let mut from = 0;
    for (at, byte) in path.bytes().enumerate() {
        let encoded = match byte {
            b' ' | b'"' | b'%' | b'#' | b'?' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'
            | b'[' | b']' => format!("%{byte:02X}"),
            // A colon in the first part would read as a scheme.
            b':' => "%3A".to_owned(),
            _ => continue,
        };
        address.push_str(&path[from..at]);
        address.push_str(&encoded);
        from = at + 1;
    }
    address.push_str(&path[from..]);
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
