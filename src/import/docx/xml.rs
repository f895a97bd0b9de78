//! Xml: elements and text of a part, one after another.

use crate::import::unread::Unread;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How deep elements may nest.
const DEEPEST: usize = 256;

/// What comes next in a part.
pub(super) enum Next {
    /// An element begins: its name without prefix, and its attributes.
    Open(String, Attributes),
    /// The element of this name ends.
    Close(String),
    /// Text.
    Text(String),
}

/// Attributes by their names without prefix.
#[derive(Debug, Default)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    fn of(start: &BytesStart<'_>) -> Self {
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten().map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map(|value| value.into_owned())
                .unwrap_or_default();
            (name, value)
        });
        Self(attributes.collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a property: `<w:b/>` and `<w:b w:val="1"/>` are on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val"), Some("0" | "false" | "off" | "none"))
    }
}

/// Calls `each` with all that is in a part, from the first element to the last.
pub(super) fn walk(xml: &str, mut each: impl FnMut(Next)) -> Result<(), Unread> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| Unread::Broken)? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Unread::Broken);
                }
                each(Next::Open(start.local_name().as_ref().to_owned(), Attributes::of(&start)));
            }
            Event::Empty(start) => {
                let name = start.local_name().as_ref().to_owned();
                each(Next::Open(name.clone(), Attributes::of(&start)));
                each(Next::Close(name));
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                each(Next::Close(end.local_name().as_ref().to_owned()));
            }
            Event::Text(text) => each(Next::Text(text.xml10_content().into_owned())),
            Event::CData(text) => each(Next::Text(text.xml10_content().into_owned())),
            Event::GeneralRef(entity) => {
                let letter = match entity.resolve_char_ref().map_err(|_| Unread::Broken)? {
                    Some(letter) => letter,
                    None => predefined(&entity).ok_or(Unread::Broken)?,
                };
                each(Next::Text(letter.to_string()));
            }
            Event::Eof => return Ok(()),
            // A file that declares entities of its own is not from an office.
            Event::DocType(_) => return Err(Unread::Broken),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
