//! The tail of a paper: who signed it on whose behalf, and whom it is for.

use super::parts::{Said, Structure, table_words};
use super::person::{is_person, names_person};
use crate::import::marker::{self, Marker};
use crate::import::paper::{Block, Kind, Spot, Why};
use crate::import::shape;
use crate::vietnamese::letters;

/// Blocks at the end that a signature and recipients can take up.
const TAIL: usize = 80;

/// `TM.`, `T/M`, `KT.`, `TL.`, `TUQ.`: on whose behalf somebody signs.
pub(crate) fn is_authority(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let first = first.split_once('.').map_or(first, |(first, _)| first);
    matches!(first, "TM" | "T/M" | "KT" | "TL" | "TUQ") && shape::is_capitals(text)
}

/// `Nơi nhận:`, and perhaps whom; `Nơi nhận báo cáo` heads a column.
pub(crate) fn is_recipients(text: &str) -> bool {
    letters::slug(text.split(':').next().unwrap_or_default()) == "noi-nhan"
}

/// `PHỤ LỤC 1`: what follows is behind the signature, and a part of the paper.
pub(super) fn is_annex(text: &str) -> bool {
    let slug = letters::slug(text);
    let is_numbered = || slug.strip_prefix("phu-luc-").is_some_and(|number| number.len() <= 4);
    slug == "phu-luc" || is_numbered()
}

/// Where the signature and the recipients begin.
pub(super) fn tail(blocks: &[Block]) -> usize {
    let from = blocks.len().saturating_sub(TAIL);
    let is_tail = |block: &Block| {
        block.words().is_some_and(|words| is_authority(&words.text) || is_recipients(&words.text))
    };
    blocks[from..].iter().position(is_tail).map_or(blocks.len(), |at| from + at)
}

impl Structure {
    pub(super) fn tail(&mut self, blocks: Vec<Block>) {
        let mut is_in_recipients = false;
        for block in blocks {
            let spot = block.spot;
            let words = match block.kind {
                Kind::Text(words) | Kind::Heading(_, words) | Kind::Note(_, words) => words,
                Kind::Table(rows) => {
                    self.left_over(Why::Behind, &table_words(&rows).text, spot);
                    continue;
                }
            };
            let text = words.text.trim();
            let is_item = matches!(marker::read(text), Some((Marker::Bullet, _)));
            if is_recipients(text) && self.recipients.is_none() {
                // One line may hold them all: `Nơi nhận: Như trên; Lưu VP.`
                let label = text.find(':').map_or(text.len(), |at| at + 1);
                self.recipients = Some((Said { value: words.slice(0..label), spot }, Vec::new()));
                text[label..].split(';').for_each(|name| self.recipient(name, spot));
                is_in_recipients = true;
                continue;
            }
            if is_in_recipients && (is_item || text.ends_with([';', ','])) {
                let (_, start) = marker::read(text).filter(|_| is_item).unwrap_or((Marker::Bullet, 0));
                self.recipient(&text[start..], spot);
                continue;
            }
            is_in_recipients = false;
            let said = |text: &str| Some(Said { value: text.to_owned(), spot });
            if is_authority(text) && self.authority.is_none() {
                self.authority = said(text);
            } else if shape::is_capitals(text) && self.authority.is_some() && self.position.is_none() {
                self.position = said(text);
            } else if (is_person(text) || names_person(text)) && self.authority.is_some() {
                self.left_over(Why::Person, text, spot);
            } else if text.chars().any(char::is_alphanumeric) {
                self.left_over(Why::Behind, text, spot);
            }
        }
    }

    fn recipient(&mut self, text: &str, spot: Spot) {
        let name = text.trim().trim_end_matches([';', ',', '.', '/']).trim();
        if names_person(name) {
            self.left_over(Why::Person, name, spot);
        } else if let Some((_, names)) = &mut self.recipients
            && name.chars().any(char::is_alphanumeric)
        {
            names.push(Said { value: name.to_owned(), spot });
        }
    }

    /// Words above recipients, of whom there are none.
    pub(super) fn check_recipients(&mut self) {
        if let Some((label, _)) = self.recipients.take_if(|(_, names)| names.is_empty()) {
            self.left_over(Why::Behind, &label.value.text, label.spot);
        }
    }
}
