//! The main part of a page as a tree of data, for the theme's Typst files.
//!
//! Takes the HTML that a template made, in which every tag is closed; gives its title and what stands in `<main>`:
//! every word, with the elements that it stands in. It stands apart because it knows HTML, and nothing of typesetting.

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Most elements in one another. Of those that are deeper only the words are kept: Typst lays out no deeper ones.
const MOST_DEEP: usize = 14;

/// A page, taken apart.
#[derive(Debug, Default, Serialize)]
pub(super) struct Sheet {
    /// Its title in the window of a browser.
    pub(super) title: String,
    /// What stands in its main part.
    pub(super) main: Vec<Node>,
}

/// A part of a page.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Node {
    /// Words, with single spaces.
    Words(String),
    /// An element.
    Element(Element),
}

/// An element of a page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Element {
    /// Its name: `p`.
    tag: String,
    /// Its classes.
    classes: Vec<String>,
    /// Its other attributes. An `id` is there only where something on the page leads to it, and an `href` into the
    /// page only where that leads somewhere.
    attributes: BTreeMap<String, String>,
    /// Whether it stands in a line of text.
    inline: bool,
    /// What it holds. Where blocks are among it, all of it is blocks: words beside them are in a `p`.
    nodes: Vec<Node>,
}

/// Elements that stand in a line of text.
const INLINE: [&str; 32] = [
    "a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img",
    "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup",
    "time", "u", "var", "wbr",
];

/// Elements that hold nothing, and have no end tag.
const VOID: [&str; 7] = ["br", "col", "hr", "img", "input", "source", "wbr"];

/// Elements whose words are no part of the page.
const SILENT: [&str; 4] = ["script", "style", "svg", "template"];

/// Attributes that are numbers, with the least and the most that is a number that somebody means.
const NUMBERS: [(&str, u32, u32); 3] = [("colspan", 1, 100), ("rowspan", 1, 1000), ("start", 0, 1_000_000)];

/// Takes a page apart. `shown` adds a letter to a text as it can be printed.
pub(super) fn read(html: &str, shown: &dyn Fn(char, &mut String)) -> Sheet {
    let tokens = Tokenizer::new(Opened::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    let _ = tokens.feed(&input);
    tokens.end();
    let mut open = tokens.sink.0.into_inner();
    open.close_to(0);
    let anchors = anchors(&open.main);
    let mut tidy = Tidy { shown, anchors, given: BTreeSet::new(), level: 0, after_space: true };
    let title = tidy.words(&open.title, Space::Single).unwrap_or_default();
    Sheet { title, main: tidy.nodes(open.main, Space::Single) }
}

/// The elements that are open while a page is read.
#[derive(Default)]
struct Open {
    title: String,
    main: Vec<Node>,
    is_main: bool,
    /// Names of all that are open, and whether they are kept.
    names: Vec<(String, bool)>,
    /// Those that are kept.
    kept: Vec<Element>,
}

#[derive(Default)]
struct Opened(RefCell<Open>);

impl TokenSink for Opened {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut open = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => open.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return open.start(tag),
            Token::TagToken(tag) => open.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Open {
    fn is_silent(&self) -> bool {
        self.names.iter().any(|(name, _)| SILENT.contains(&name.as_str()))
    }

    fn text(&mut self, text: &str) {
        if self.names.last().is_some_and(|(name, _)| name == "title") && !self.is_main {
            self.title.push_str(text);
        } else if self.is_main && !self.is_silent() {
            self.add(Node::Words(text.to_owned()));
        }
    }

    /// Adds to the innermost element that is kept. Text comes in pieces, which are joined.
    fn add(&mut self, node: Node) {
        let nodes = self.kept.last_mut().map_or(&mut self.main, |element| &mut element.nodes);
        match (nodes.last_mut(), node) {
            (Some(Node::Words(words)), Node::Words(more)) => words.push_str(&more),
            (_, node) => nodes.push(node),
        }
    }

    fn start(&mut self, tag: Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if name == "main" {
            self.is_main = true;
            return TokenSinkResult::Continue;
        }
        let is_kept = self.is_main && self.kept.len() < MOST_DEEP && !self.is_silent();
        let is_kept = is_kept && !SILENT.contains(&name.as_str());
        if is_kept {
            let attributes = tag.attrs.iter();
            let mut attributes: BTreeMap<String, String> =
                attributes.map(|of| (of.name.local.to_string(), of.value.to_string())).collect();
            let classes = attributes.remove("class").unwrap_or_default();
            let classes = classes.split_ascii_whitespace().map(str::to_owned).collect();
            let inline = INLINE.contains(&name.as_str());
            self.kept.push(Element { tag: name.clone(), classes, attributes, inline, nodes: Vec::new() });
        } else if self.is_main && !self.is_silent() && !INLINE.contains(&name.as_str()) {
            self.text(" ");
        }
        self.names.push((name.clone(), is_kept));
        if tag.self_closing || VOID.contains(&name.as_str()) {
            self.end(&name);
        }
        match name.as_str() {
            "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            "script" | "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&mut self, name: &str) {
        if name == "main" {
            self.close_to(0);
            self.is_main = false;
        } else if let Some(at) = self.names.iter().rposition(|(open, _)| open == name) {
            self.close_to(at);
        }
    }

    /// Closes all elements from the one at a place in `names` on.
    fn close_to(&mut self, at: usize) {
        while self.names.len() > at {
            let is_kept = self.names.pop().is_some_and(|(_, is_kept)| is_kept);
            if let Some(element) = is_kept.then(|| self.kept.pop()).flatten() {
                self.add(Node::Element(element));
            }
        }
    }
}

/// The ids that something on the page leads to.
fn anchors(main: &[Node]) -> BTreeSet<String> {
    let (mut named, mut wanted) = (BTreeSet::new(), BTreeSet::new());
    let mut open: Vec<&Node> = main.iter().collect();
    while let Some(node) = open.pop() {
        let Node::Element(element) = node else { continue };
        named.extend(element.attributes.get("id").cloned());
        wanted.extend(element.anchor().map(str::to_owned));
        open.extend(&element.nodes);
    }
    named.intersection(&wanted).cloned().collect()
}

impl Element {
    /// The id of this page that it leads to.
    fn anchor(&self) -> Option<&str> {
        self.attributes.get("href")?.strip_prefix('#')
    }

    /// What becomes of spaces in it, where it says so: as the theme's style has it.
    fn space(&self) -> Option<Space> {
        let is = |class: &str| self.classes.iter().any(|known| known == class);
        if self.tag == "pre" || is("blank") { Some(Space::Kept) } else { is("words").then_some(Space::Lines) }
    }
}

/// What becomes of spaces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    /// They are single.
    Single,
    /// They are single, and lines end where they end.
    Lines,
    /// They stay.
    Kept,
}

fn is_block(node: &Node) -> bool {
    match node {
        Node::Words(_) => false,
        Node::Element(element) => !element.inline,
    }
}

/// Puts spaces, paragraphs and anchors in order.
struct Tidy<'t> {
    shown: &'t dyn Fn(char, &mut String),
    anchors: BTreeSet<String>,
    /// Anchors that an element has already: an id stands for the first that has it.
    given: BTreeSet<String>,
    /// Level of the last heading.
    level: usize,
    /// Whether a space would be the first of its line, or the second in a row.
    after_space: bool,
}

impl Tidy<'_> {
    fn nodes(&mut self, nodes: Vec<Node>, space: Space) -> Vec<Node> {
        let has_blocks = nodes.iter().any(is_block);
        let (mut tidied, mut line) = (Vec::new(), Vec::new());
        for node in nodes {
            let is_block = is_block(&node);
            if is_block {
                tidied.extend(paragraph(&mut line));
                self.after_space = true;
            }
            let node = match node {
                Node::Words(words) => self.words(&words, space).map(Node::Words),
                Node::Element(element) => Some(Node::Element(self.element(element, space))),
            };
            match has_blocks && !is_block {
                true => line.extend(node),
                false => tidied.extend(node),
            }
            self.after_space |= is_block;
        }
        tidied.extend(paragraph(&mut line));
        tidied
    }

    fn element(&mut self, mut element: Element, space: Space) -> Element {
        if element.anchor().is_some_and(|id| !self.anchors.contains(id)) {
            element.attributes.remove("href");
        }
        if let Some(alt) = element.attributes.remove("alt").and_then(|alt| self.words(&alt, Space::Single)) {
            element.attributes.insert("alt".to_owned(), alt);
            self.after_space = false;
        }
        for (name, least, most) in NUMBERS {
            let stated = element.attributes.get(name).map(|stated| stated.trim().parse::<u32>());
            if stated.is_some_and(|number| !number.is_ok_and(|number| (least..=most).contains(&number))) {
                element.attributes.remove(name);
            }
        }
        let id = element.attributes.remove("id");
        if let Some(id) = id.filter(|id| self.anchors.contains(id) && self.given.insert(id.clone())) {
            element.attributes.insert("id".to_owned(), id);
        }
        let space = element.space().unwrap_or(space);
        let nodes = self.nodes(std::mem::take(&mut element.nodes), space);
        self.after_space |= element.tag == "br";
        let tag = self.tag(element.tag, &nodes);
        Element { tag, nodes, ..element }
    }

    /// The name of an element. Headings begin with the first level and skip none, and each says something: PDF/UA has
    /// no others.
    fn tag(&mut self, tag: String, nodes: &[Node]) -> String {
        let level = tag.strip_prefix('h').and_then(|level| level.parse::<usize>().ok());
        let Some(level) = level else { return tag };
        if !has_words(nodes) {
            return "p".to_owned();
        }
        self.level = level.min(self.level + 1);
        format!("h{}", self.level)
    }

    /// Words with single spaces, as they can be printed; none where nothing is left of them.
    fn words(&mut self, text: &str, space: Space) -> Option<String> {
        let mut words = String::with_capacity(text.len());
        for letter in text.chars() {
            let is_space = letter.is_ascii_whitespace() && space != Space::Kept;
            match is_space {
                true if self.after_space => {}
                true => words.push(if space == Space::Lines && letter == '\n' { '\n' } else { ' ' }),
                false => (self.shown)(letter, &mut words),
            }
            self.after_space = is_space;
        }
        (!words.is_empty()).then_some(words)
    }
}

fn has_words(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Words(words) => !words.trim().is_empty(),
        Node::Element(element) => has_words(&element.nodes),
    })
}

/// Words beside blocks, as a paragraph; none where they are only a space.
fn paragraph(line: &mut Vec<Node>) -> Option<Node> {
    let nodes = std::mem::take(line);
    let is_empty = nodes.iter().all(|node| matches!(node, Node::Words(words) if words.trim().is_empty()));
    let paragraph = || Element { tag: "p".to_owned(), nodes, ..Element::default() };
    (!is_empty).then(|| Node::Element(paragraph()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(main: &str) -> String {
        let html = format!("<title>T &amp;\n u</title><body><p>no</p><main>{main}</main><p>no</p>");
        let sheet = read(&html, &|letter, words| words.push(letter));
        assert_eq!(sheet.title, "T & u");
        let mut text = String::new();
        sheet.main.iter().for_each(|node| say(node, &mut text));
        text
    }

    /// A tree in short: `p(a b(c))`.
    fn say(node: &Node, text: &mut String) {
        match node {
            Node::Words(words) => text.push_str(words),
            Node::Element(Element { tag, attributes, nodes, .. }) => {
                let attributes = attributes.iter().map(|(name, value)| format!("[{name}={value}]"));
                text.push_str(&format!("{tag}{}(", attributes.collect::<String>()));
                nodes.iter().for_each(|node| say(node, text));
                text.push(')');
            }
        }
    }

    #[test]
    fn spaces_are_single_and_words_beside_blocks_are_paragraphs() {
        assert_eq!(json(" <p> a\n <b> b</b> c </p>\n<p>d</p> "), "p(a b(b) c )p(d)");
        assert_eq!(json("<ul><li>a <b>b</b><p>c</p></li></ul>"), "ul(li(p(a b(b))p(c)))");
        assert_eq!(json("a<br> b"), "abr()b");
        assert_eq!(json("<pre>a\n  b</pre>"), "pre(a\n  b)");
        assert_eq!(json("<p class=words>a\n\n b  c</p>"), "p(a\nb c)");
    }

    #[test]
    fn links_lead_somewhere() {
        assert_eq!(
            json("<a href=#x>1</a><a href=#y>2</a><i id=x>3</i><i id=x>4</i><i id=z>5</i>"),
            "a[href=#x](1)a(2)i[id=x](3)i(4)i(5)"
        );
    }

    #[test]
    fn headings_skip_no_level_and_are_not_empty() {
        assert_eq!(json("<h2>a</h2><h4>b</h4><h1><a id=x> </a></h1><h3>c</h3>"), "h1(a)h2(b)p(a())h3(c)");
    }

    #[test]
    fn no_word_is_lost_in_the_depth() {
        let depth = MOST_DEEP * 3;
        let html = format!("{}a<p>b</p>{}c", "<div>".repeat(depth), "</div>".repeat(depth));
        let text = json(&html);
        assert_eq!(text.matches("div(").count(), MOST_DEEP);
        assert!(text.contains("a b") && text.ends_with("p(c)"), "{text}");
        assert_eq!(json("a<script>b</script><svg><text>c</text></svg>d"), "ad");
    }
}
