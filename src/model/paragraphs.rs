//! Paragraphs: what is read of HTML that the program made.
//!
//! Takes HTML; gives the words between its tags, without marks of any kind. It is here because pages that are plain
//! text, the comparing of what files say, and the search for quotes read it alike. HTML of anybody else needs a parser.

/// Elements that stand in the middle of a paragraph.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u",
];

/// Entities that the program and the sanitiser write, and what they stand for. What stands for `&` comes last: it may
/// be followed by what looks like an entity.
const ENTITIES: [(&str, &str); 6] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];

/// The text of HTML, by paragraphs. References to footnotes are left out.
pub fn of_html(html: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        paragraphs.last_mut().into_iter().for_each(|last| last.push_str(before));
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = after;
        if tag.starts_with("sup class=\"fn\"") {
            rest = after.split_once("</sup>").map_or("", |(_, after)| after);
        } else if !is_inline(tag) {
            paragraphs.push(String::new());
        }
    }
    paragraphs.last_mut().into_iter().for_each(|last| last.push_str(rest));
    let words = paragraphs.iter().map(|paragraph| unescape(paragraph.trim()));
    words.filter(|paragraph| !paragraph.is_empty()).collect()
}

fn is_inline(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
    INLINE.contains(&name)
}

fn unescape(text: &str) -> String {
    // Hardly any text has one, and each replacement copies it.
    if !text.contains('&') {
        return text.to_owned();
    }
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_gives_its_words() {
        let html = "<p>Số <a class=\"cite\" href=\"x\">8-KH/TU</a> &amp; &lt;b&gt;<sup class=\"fn\"><a href=\"#fn1\">1</a></sup>.</p>\n<ul>\n<li>một <strong>hai</strong></li>\n<li>ba</li></ul>";
        assert_eq!(of_html(html), ["Số 8-KH/TU & <b>.", "một hai", "ba"]);
        assert_eq!(of_html("<ul>\n<li>hai<br />ba &amp;lt;</li>\n</ul>"), ["hai", "ba &lt;"]);
        assert_eq!(of_html("<table><tr><td>1</td><td>2</td></tr></table>"), ["1", "2"]);
        assert_eq!(of_html(""), [""; 0]);
    }
}
