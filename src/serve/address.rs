//! The path of a request, as a path below the site.
//!
//! Takes the path of a URL and gives a path such as `tay-ninh/index.html`, or nothing. It is apart from
//! `http` because it is the check on what a browser may name. Paths are only looked up among those of the
//! site, so nothing outside it can be reached; a path that systems could read in two ways is refused all
//! the same.

use crate::vietnamese::letters;
use percent_encoding::percent_decode_str;

/// The path below the site that `address` names; a folder's is that of its `index.html`. `None` where no
/// site can have such an address.
pub(super) fn path(address: &str) -> Option<String> {
    let encoded = address.strip_prefix('/')?;
    if !is_well_encoded(encoded) {
        return None;
    }
    let decoded = percent_decode_str(encoded).decode_utf8().ok()?;
    let path = letters::nfc(&decoded);
    let (folders, name) =
        path.rsplit_once('/').map_or((None, path.as_ref()), |(above, name)| (Some(above), name));
    let mut parts = folders.into_iter().flat_map(|folders| folders.split('/'));
    if !parts.all(is_plain) || !(name.is_empty() || is_plain(name)) {
        return None;
    }
    Some(if name.is_empty() { format!("{path}index.html") } else { path.into_owned() })
}

/// Whether each `%` begins an encoded byte, and none of these is a slash, a backslash or a control
/// character.
fn is_well_encoded(encoded: &str) -> bool {
    encoded.split('%').skip(1).all(|part| {
        let byte = part.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let byte = byte.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        byte.is_some_and(|byte| !matches!(byte, b'/' | b'\\') && !byte.is_ascii_control())
    })
}

/// Whether `name` is a plain name of a file or folder: not `..`, no drive, no dot or space at its end,
/// which some systems drop.
fn is_plain(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    let is_odd = |letter: char| letter.is_control() || letter == '\\';
    !(name.is_empty() || is_drive || name.contains(is_odd) || name.ends_with(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_or_the_page_of_a_folder() {
        for (address, expected) in [
            ("/", "index.html"),
            ("/tay-ninh/", "tay-ninh/index.html"),
            ("/tay-ninh/2021/ma-tuy.html", "tay-ninh/2021/ma-tuy.html"),
            ("/%E1%BA%A3nh%20m%E1%BB%9Bi.png", "ảnh mới.png"),
            ("/a%CC%89nh.png", "ảnh.png"),
            ("/100%25.html", "100%.html"),
            ("/%252e%252e/x", "%2e%2e/x"),
        ] {
            assert_eq!(path(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for address in [
            "",
            "x",
            "*",
            "//",
            "//etc/passwd",
            "/a//b",
            "/..",
            "/../x",
            "/a/../x",
            "/./x",
            "/%2e%2e/x",
            "/a/..",
            "/%2E./x",
            "/..%2fx",
            "/a%2Fb",
            "/..%5cx",
            "/..\\x",
            "/%00",
            "/a%00.html",
            "/%",
            "/%2",
            "/%zz",
            "/%é",
            "/C:/x",
            "/c:x",
            "/%63:/x",
            "/%ff",
            "/%c0%ae%c0%ae/x",
            "/x.",
            "/x./y",
            "/x%20",
            "/.../x",
            "/a%0d%0ab",
        ] {
            assert_eq!(path(address), None, "{address}");
        }
    }
}
