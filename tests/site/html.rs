//! A small reader of HTML, strict where browsers are lenient: every tag is closed, and attributes are in quotes.

/// One page, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Html {
    /// Every start tag, in order.
    pub(crate) tags: Vec<Tag>,
    /// What is not well formed.
    pub(crate) mistakes: Vec<String>,
    /// The text, in pieces, each with the number of the tag that it stands in.
    texts: Vec<(Option<usize>, String)>,
}

#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Number of the tag that it stands in.
    pub(crate) parent: Option<usize>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

impl Html {
    pub(crate) fn read(text: &str) -> Self {
        let mut html = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = text.trim_start().strip_prefix("<!DOCTYPE html>").unwrap_or(text);
        while let Some(start) = rest.find('<') {
            html.text(&rest[..start], &open);
            rest = &rest[start..];
            rest = match rest {
                comment if comment.starts_with("<!--") => {
                    comment.split_once("-->").map_or("", |(_, after)| after)
                }
                end if end.starts_with("</") => html.end(end, &mut open),
                start => html.start(start, &mut open),
            };
        }
        html.text(rest, &open);
        for tag in open {
            html.mistakes.push(format!("<{}> is not closed", html.tags[tag].name));
        }
        html
    }

    fn text(&mut self, text: &str, open: &[usize]) {
        self.texts.push((open.last().copied(), decode(text)));
    }

    fn end<'t>(&mut self, text: &'t str, open: &mut Vec<usize>) -> &'t str {
        let (name, after) = text[2..].split_once('>').unwrap_or((&text[2..], ""));
        match open.pop() {
            Some(tag) if self.tags[tag].name == name.trim() => {}
            Some(tag) => self.mistakes.push(format!("</{name}> closes <{}>", self.tags[tag].name)),
            None => self.mistakes.push(format!("</{name}> closes nothing")),
        }
        after
    }

    fn start<'t>(&mut self, text: &'t str, open: &mut Vec<usize>) -> &'t str {
        let length =
            text[1..].find(|letter: char| !letter.is_ascii_alphanumeric()).map_or(text.len(), |at| at + 1);
        let (name, mut rest) = (text[1..length].to_ascii_lowercase(), text[length..].trim_start());
        if name.is_empty() {
            self.mistakes.push(format!("a bare `<` before {:?}", text.chars().take(30).collect::<String>()));
            return &text[1..];
        }
        let mut attributes = Vec::new();
        while !rest.is_empty() && !rest.starts_with('>') && !rest.starts_with("/>") {
            let (attribute, after) = self.attribute(rest);
            attributes.push(attribute);
            rest = after.trim_start();
        }
        let parent = open.last().copied();
        let closes_itself = rest.starts_with("/>") || VOID.contains(&name.as_str());
        self.tags.push(Tag { name, attributes, parent });
        if !closes_itself {
            open.push(self.tags.len() - 1);
        }
        let rest = rest.trim_start_matches('/').strip_prefix('>').unwrap_or("");
        // What is in these is not HTML.
        match self.tags.last() {
            Some(tag) if tag.name == "script" || tag.name == "style" => {
                &rest[rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len())..]
            }
            _ => rest,
        }
    }

    /// `name`, or `name="value"`.
    fn attribute<'t>(&mut self, text: &'t str) -> ((String, String), &'t str) {
        let length =
            text.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter)).unwrap_or(text.len());
        let (name, rest) = text.split_at(length.max(1));
        let Some(quoted) = rest.strip_prefix('=') else { return ((name.to_owned(), String::new()), rest) };
        let Some((value, after)) = quoted.strip_prefix('"').and_then(|value| value.split_once('"')) else {
            self.mistakes.push(format!("the value of {name} is not in quotes"));
            return ((name.to_owned(), String::new()), "");
        };
        ((name.to_owned(), decode(value)), after)
    }

    /// Tags of one name.
    pub(crate) fn named<'h>(&'h self, name: &'h str) -> impl Iterator<Item = &'h Tag> {
        self.tags.iter().filter(move |tag| tag.name == name)
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().filter_map(|tag| tag.get("id"))
    }

    /// All words inside the tag number `tag`.
    pub(crate) fn words(&self, tag: usize) -> String {
        let inside =
            |at: &Option<usize>| std::iter::successors(*at, |at| self.tags[*at].parent).any(|at| at == tag);
        self.texts.iter().filter(|(at, _)| inside(at)).map(|(_, words)| words.as_str()).collect()
    }

    /// Whether the tag number `tag` stands in one called `name`.
    pub(crate) fn is_inside(&self, tag: usize, name: &str) -> bool {
        std::iter::successors(Some(tag), |at| self.tags[*at].parent).any(|at| self.tags[at].name == name)
    }

    /// Numbers of the tags of one name.
    pub(crate) fn numbers(&self, name: &str) -> Vec<usize> {
        (0..self.tags.len()).filter(|at| self.tags[*at].name == name).collect()
    }
}

fn decode(text: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", "\u{a0}"),
        ("&amp;", "&"),
    ];
    entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

#[test]
fn a_page_is_taken_apart() {
    let page = Html::read("<!DOCTYPE html><p id=\"a\">A &amp; <b>b</b> c<br>d</p><p>e<!-- <i> --></p>");
    assert_eq!(page.ids().collect::<Vec<_>>(), ["a"]);
    assert_eq!(page.words(0), "A & b cd");
    assert_eq!(page.named("p").count(), 2);
    assert!(page.mistakes.is_empty(), "{:?}", page.mistakes);
}

#[test]
fn what_is_not_well_formed_is_told() {
    for text in ["<p>", "</p>", "<p><b></p></b>", "<p class=x></p>", "a < b"] {
        assert!(!Html::read(text).mistakes.is_empty(), "{text}");
    }
}
