//! Styles: which paragraphs are headings, which are numbered, and in which font they are, by their style.

use super::xml::{Attributes, Next, walk};
use crate::import::unread::Unread;
use crate::vietnamese::letters;
use std::collections::BTreeMap;

/// What a style says of its paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    /// Numbering and level.
    pub(super) numbering: Option<String>,
    pub(super) level: Option<u8>,
    /// The font of its words.
    pub(super) font: Option<String>,
}

/// Styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    /// The font of words that no style gives one.
    font: Option<String>,
}

/// The most styles that one is based on, one upon the other.
const BASES: usize = 20;

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, Unread> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        walk(xml, |next| match next {
            Next::Open(name, attributes) => {
                let value = || attributes.get("val").unwrap_or_default().to_owned();
                match (name.as_str(), &mut open) {
                    ("style", _) => {
                        let id = attributes.get("styleId").unwrap_or_default().to_owned();
                        let is_usual = matches!(attributes.get("default"), Some("1" | "true"));
                        if is_usual && attributes.get("type") == Some("paragraph") {
                            styles.usual = Some(id.clone());
                        }
                        open = Some((id, Style::default()));
                    }
                    ("name", Some((_, style))) => style.name = value(),
                    ("basedOn", Some((_, style))) => style.based_on = Some(value()),
                    ("outlineLvl", Some((_, style))) => style.outline = value().parse().ok(),
                    ("numId", Some((_, style))) => style.numbering = Some(value()),
                    ("rFonts", Some((_, style))) => style.font = font(&attributes),
                    ("rFonts", None) => styles.font = font(&attributes),
                    ("ilvl", Some((_, style))) => style.level = value().parse().ok(),
                    _ => {}
                }
            }
            Next::Close(name) if name == "style" => styles.by_id.extend(open.take()),
            Next::Close(_) | Next::Text(_) => {}
        })?;
        Ok(styles)
    }

    /// The font of words by the style that they have, and the one of their paragraph.
    pub(super) fn font(&self, words: Option<&str>, paragraph: Option<&str>) -> Option<&str> {
        let paragraph = paragraph.or(self.usual.as_deref());
        let mut styles = words.into_iter().chain(paragraph).flat_map(|id| self.bases(id));
        styles.find_map(|style| style.font.as_deref()).or(self.font.as_deref())
    }

    /// A style and those that it is based on, itself first.
    pub(super) fn bases(&self, id: &str) -> impl Iterator<Item = &Style> {
        let first = self.by_id.get(id);
        std::iter::successors(first, |style| self.by_id.get(style.based_on.as_deref()?)).take(BASES)
    }

    /// The level of the heading that paragraphs of a style are.
    pub(super) fn heading(&self, id: &str) -> Option<u8> {
        let level = |style: &Style| {
            let name = letters::fold(&style.name);
            let number = name.strip_prefix("heading ").or_else(|| name.strip_prefix("tieu de "));
            let named = number.and_then(|number| number.trim().parse::<u8>().ok());
            named.or(style.outline.filter(|level| *level < 9).map(|level| level + 1))
        };
        self.bases(id).find_map(level).filter(|level| (1..=9).contains(level))
    }
}

/// The font of Western letters, as an element names it.
pub(super) fn font(fonts: &Attributes) -> Option<String> {
    fonts.get("hAnsi").or(fonts.get("ascii")).map(str::to_owned)
}
