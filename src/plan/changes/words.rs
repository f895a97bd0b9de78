//! Words: what is read of HTML with holes.
//!
//! Takes pieces of a document; gives their text, a line for each block. It stands apart because what a file says and what
//! of it is internal have to be read alike.

use crate::model::document::Piece;
use std::borrow::Cow;

/// Elements that stand in the middle of a word without breaking it.
const INLINE: [&str; 12] = ["a", "abbr", "b", "code", "del", "em", "i", "ins", "s", "span", "strong", "u"];

/// Entities in HTML that the program made, and what they stand for.
const ENTITIES: [(&str, &str); 6] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];

/// The words of HTML with holes.
pub(super) fn words(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Html(html) => add_words(html, &mut text),
            Piece::Citation(hole) => text.push_str(&hole.shown),
            Piece::Image(hole) => text.push_str(&hole.alt),
            Piece::LinkOpen(_) | Piece::LinkClose | Piece::FootnoteRef(_) => {}
        }
    }
    text.trim().to_owned()
}

/// Adds the words between the tags of HTML. Each block is a line.
fn add_words(html: &str, words: &mut String) {
    for (at, part) in html.split('<').enumerate() {
        let text = match part.split_once('>').filter(|_| at > 0) {
            Some((tag, text)) => {
                let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
                if !INLINE.contains(&name) && !words.ends_with('\n') && !words.is_empty() {
                    words.push('\n');
                }
                text
            }
            None => part,
        };
        // What stands for `&` comes last: it may be followed by what looks like an entity.
        let plain = ENTITIES.iter().fold(Cow::Borrowed(text), |text, (entity, letter)| {
            if text.contains(entity) { Cow::Owned(text.replace(entity, letter)) } else { text }
        });
        let plain = if words.is_empty() || words.ends_with('\n') { plain.trim_start() } else { &plain };
        words.push_str(plain);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_html_are_those_that_are_read() {
        let html = |html: &str| vec![Piece::Html(html.to_owned())];
        for (made, expected) in [
            (
                "<p>Họp <strong>chậm</strong>, &lt;b&gt; &amp;lt; &#39;x&#39;.</p>\n<p>Hai</p>",
                "Họp chậm, <b> &lt; 'x'.\nHai",
            ),
            ("<ul>\n<li>một</li>\n<li>hai<br />ba</li>\n</ul>", "một\nhai\nba"),
            ("<table><tr><td>1</td><td>2</td></tr></table>", "1\n2"),
            ("", ""),
        ] {
            assert_eq!(words(&html(made)), expected, "{made}");
        }
    }
}
