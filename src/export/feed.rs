//! The feed: what is new, as Atom (RFC 4287), the latest entries first and limited in number.
//!
//! Takes the entries of each body; gives the bytes of one feed. Which events are news is decided in `plan`;
//! this module knows only the format.

use crate::codec::{self, Packed};
use crate::export::facts::Facts;
use crate::settings::Config;
use crate::vietnamese::date::Date;
use crate::vietnamese::letters::escape;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::io::{self, Write};

/// Path of the feed in a site.
pub const FEED: &str = "feed.xml";

/// Most entries of a feed.
const MOST: usize = 100;

/// Most characters of a summary.
const SUMMARY: usize = 400;

/// Authority of ids where the site's address is not known: a name that can never be registered (RFC 2606).
const NOBODY: &str = "khacphuc.invalid";

/// Something new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedEntry {
    /// First day on which it is true.
    pub updated: Date,
    /// Its id, unique in the site and the same in every build.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Kind of news: a key of the theme's strings.
    pub kind: String,
    /// Address of its page, relative to the root of the site.
    pub href: String,
}

/// What one body adds: its latest entries.
pub fn fragment(mut entries: Vec<FeedEntry>) -> Vec<u8> {
    latest(&mut entries);
    codec::encode(&Packed::new(&codec::encode(&entries)))
}

fn latest(entries: &mut Vec<FeedEntry>) {
    entries.sort_by(|a, b| (Reverse(a.updated), &a.id).cmp(&(Reverse(b.updated), &b.id)));
    entries.truncate(MOST);
}

/// Writes the feed.
///
/// # Errors
/// When a fragment is damaged, or `out` cannot be written.
pub fn write(facts: Facts<'_>, fragments: &[&[u8]], out: &mut dyn Write) -> io::Result<()> {
    let mut entries: Vec<FeedEntry> = Vec::new();
    for fragment in fragments {
        let of_body: Packed = codec::decode(fragment)?;
        entries.extend(codec::decode::<Vec<FeedEntry>>(&of_body.bytes()?)?);
    }
    latest(&mut entries);
    let (config, language) = (facts.config, facts.language.tag());
    let base = config.url.as_ref().map(|url| format!(" xml:base=\"{}\"", xml(url))).unwrap_or_default();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\"{base}>")?;
    let title = xml(&config.title);
    writeln!(out, "<title>{title}</title>\n<author><name>{title}</name></author>")?;
    writeln!(out, "<id>{}</id>", xml(&tag(config, FEED)))?;
    let updated = entries.first().map_or(facts.as_of, |entry| entry.updated);
    writeln!(out, "<updated>{}</updated>", moment(updated))?;
    writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{FEED}\"/>")?;
    writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"index.html\"/>")?;
    entries.iter().try_for_each(|entry| write_entry(facts, entry, out))?;
    writeln!(out, "</feed>")
}

fn write_entry(facts: Facts<'_>, entry: &FeedEntry, out: &mut dyn Write) -> io::Result<()> {
    let kind = facts.strings.get("news", &entry.kind);
    writeln!(out, "<entry>\n<title>{}</title>", xml(&entry.title))?;
    writeln!(out, "<id>{}</id>", xml(&tag(facts.config, &entry.id)))?;
    writeln!(out, "<updated>{}</updated>", moment(entry.updated))?;
    writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", xml(&entry.href))?;
    writeln!(out, "<category term=\"{}\" label=\"{}\"/>", xml(&entry.kind), xml(kind))?;
    if !entry.summary.is_empty() {
        writeln!(out, "<summary>{}</summary>", xml(&cut(&entry.summary)))?;
    }
    writeln!(out, "</entry>")
}

/// An id that does not change when the site moves within one domain (RFC 4151).
fn tag(config: &Config, id: &str) -> String {
    let host = config.url.as_ref().and_then(|url| url.split("://").nth(1));
    let host = host.and_then(|rest| rest.split(['/', ':', '?', '#']).next()).filter(|host| !host.is_empty());
    format!("tag:{},2026:{id}", host.unwrap_or(NOBODY))
}

/// The beginning of a day in Việt Nam.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00+07:00")
}

/// A text for XML, which allows no control characters.
fn xml(text: &str) -> String {
    let is_fine = |letter: char| !letter.is_control() && !matches!(letter, '\u{FFFE}' | '\u{FFFF}');
    match text.chars().all(is_fine) {
        true => escape(text),
        false => {
            escape(&text.chars().map(|letter| if is_fine(letter) { letter } else { ' ' }).collect::<String>())
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SUMMARY) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_bear_the_name_of_the_site() {
        let tag =
            |url: Option<&str>| tag(&Config { url: url.map(str::to_owned), ..Config::default() }, "a/b");
        assert_eq!(tag(None), "tag:khacphuc.invalid,2026:a/b");
        assert_eq!(tag(Some("https://example.org:8000/x/")), "tag:example.org,2026:a/b");
        assert_eq!(tag(Some("nowhere")), "tag:khacphuc.invalid,2026:a/b");
    }

    #[test]
    fn texts_are_fit_for_xml() {
        assert_eq!(xml("a < b & \"c\"\u{c}d"), "a &lt; b &amp; &quot;c&quot; d");
        assert_eq!(cut(&"đ".repeat(500)).chars().count(), SUMMARY + 1);
    }
}
