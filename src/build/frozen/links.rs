//! The links of a page as it was rendered.
//!
//! Takes a page; gives what it leads to and shows, and the page with those links marked that lead out of its bag:
//! they are given the attribute `data-out`, by which the theme shows it, and no other byte changes. It stands apart
//! from rendering because a frozen page is there only as it was rendered, and only the whole bag tells what is in it.

use crate::source::link::{Target, read_target};
use std::ops::Range;

/// Paths of the site that the page at `path` links to or shows.
pub fn targets(path: &str, html: &str) -> Vec<String> {
    let inside = references(html).filter_map(|reference| reference.leads(path, html));
    inside.filter_map(|leads| if let Leads::To(to) = leads { Some(to) } else { None }).collect()
}

/// The page at `path`, with links marked that lead elsewhere than to what `is_inside` says is there.
pub fn mark(path: &str, html: &str, is_inside: impl Fn(&str) -> bool) -> String {
    let (mut marked, mut from) = (String::with_capacity(html.len() + 1024), 0);
    for reference in references(html).filter(|reference| reference.is_link) {
        let is_out = match reference.leads(path, html) {
            Some(Leads::To(to)) => !is_inside(&to),
            Some(Leads::Away) => true,
            None => false,
        };
        if is_out {
            marked.push_str(&html[from..reference.after_name]);
            marked.push_str(" data-out");
            from = reference.after_name;
        }
    }
    marked.push_str(&html[from..]);
    marked
}

/// Where a reference leads.
enum Leads {
    /// To a path of the site.
    To(String),
    /// To another site.
    Away,
}

/// An address in a tag.
struct Reference {
    /// Whether readers follow it: the tag is `<a>`.
    is_link: bool,
    /// Where the name of the tag ends.
    after_name: usize,
    /// Where the address stands.
    address: Range<usize>,
}

impl Reference {
    /// Where it leads from a page; nothing where it stays on the page.
    fn leads(&self, path: &str, html: &str) -> Option<Leads> {
        let address = html[self.address.clone()].replace("&amp;", "&");
        let address = address.split_once('?').map_or(address.as_str(), |(before, _)| before);
        match read_target(path, address) {
            Target::File { path: to, fragment: _ } => Some(Leads::To(to)),
            Target::Fragment(_) => None,
            Target::External | Target::Refused => (!address.is_empty()).then_some(Leads::Away),
        }
    }
}

/// The addresses in the tags of a page. Pages are rendered by the templates of a theme, in which every `<` that
/// begins no tag is escaped.
fn references(html: &str) -> impl Iterator<Item = Reference> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = from + html[from..].find('<')?;
            let name = &html[open + 1..];
            if name.starts_with("!--") {
                from = open + html[open..].find("-->")? + 3;
                continue;
            }
            let length = name.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(name.len());
            let after_name = open + 1 + length;
            let (end, address) = attributes(html, after_name);
            from = end;
            if length > 0
                && let Some(address) = address
            {
                return Some(Reference { is_link: &name[..length] == "a", after_name, address });
            }
        }
    })
}

/// Where a tag ends, and the value of its `href` or `src`, if it has one.
fn attributes(html: &str, from: usize) -> (usize, Option<Range<usize>>) {
    let (mut at, mut address) = (from, None);
    while let Some(step) = html[at..].find(['>', '"', '\'']) {
        let found = at + step;
        let quote = html.as_bytes()[found];
        if quote == b'>' {
            return (found + 1, address);
        }
        let Some(length) = html[found + 1..].find(char::from(quote)) else { break };
        let before = html[at..found].trim_end().strip_suffix('=').map(str::trim_end);
        let name = before.and_then(|before| before.rsplit(char::is_whitespace).next());
        if matches!(name, Some("href" | "src")) {
            address = Some(found + 1..found + 1 + length);
        }
        at = found + 2 + length;
    }
    (html.len(), address)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!-- it's <a href='x.html'> --><p>1 &lt; 2 <a class=\"x\" href=\"ma-tuy.html#k\">a</a><a href='../../index.html?k=<a>'>b</a>\
                        <a href=\"#k-main\">c</a><a href=\"https://example.vn/?a=1&amp;b\">d</a>\
                        <img alt=\"<a href='x'>\" src=\"../anh.png\"><a data-k=\"href\">e</a>";

    #[test]
    fn links_that_lead_out_are_marked_and_nothing_else_changes() {
        let marked = mark("tay-ninh/2021/plan.html", PAGE, |path| path == "tay-ninh/2021/ma-tuy.html");
        assert_eq!(marked.matches(" data-out").count(), 2);
        assert!(marked.contains("<a data-out href='../../index.html?k=<a>'>b"), "{marked}");
        assert!(marked.contains("<a data-out href=\"https://example.vn"), "{marked}");
        assert_eq!(marked.replace(" data-out", ""), PAGE);
    }

    #[test]
    fn what_a_page_shows_is_known() {
        let targets = targets("tay-ninh/2021/plan.html", PAGE);
        assert_eq!(targets, ["tay-ninh/2021/ma-tuy.html", "index.html", "tay-ninh/anh.png"]);
    }
}
