//! Docx: a paper as Word and LibreOffice keep it (ECMA-376, WordprocessingML).
//!
//! Takes the bytes of a file; gives a [`Paper`] whose places are paragraphs, in the order of the text, those of
//! tables included. Numbers that Word draws are written as it draws them; of tracked changes the accepted text is
//! taken, and what was deleted is kept apart. It stands apart because nothing else knows of XML.
//!
//! Files may be hostile: no part is unpacked beyond [`LARGEST_PART`], elements nest 256 deep at most, no entity
//! is expanded, and the time is linear in the size.

mod body;
mod numbering;
mod styles;
mod xml;

use self::body::Body;
use self::numbering::Numbering;
use self::styles::Styles;
use super::paper::{Apart, Block, Counted, Kind, Paper, Spot, Why};
use super::unread::Unread;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes of one part, unpacked.
const LARGEST_PART: u64 = 64 * 1024 * 1024;

/// The most parts that heads and feet of pages are read from.
const MOST_PARTS: usize = 64;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The paper in a file.
///
/// # Errors
/// When it is no such file, or one that no program writes.
pub fn read(bytes: &[u8]) -> Result<Paper, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Broken)?;
    let document = part(&mut archive, "word/document.xml")?.ok_or(Unread::Broken)?;
    let styles = match part(&mut archive, "word/styles.xml")? {
        Some(xml) => Styles::read(&xml)?,
        None => Styles::default(),
    };
    let numbering = match part(&mut archive, "word/numbering.xml")? {
        Some(xml) => Numbering::read(&xml)?,
        None => Numbering::default(),
    };
    let Body { blocks, deleted, references, last } = Body::read(&document, &styles, numbering)?;
    let mut paper = Paper { blocks, apart: deleted, counted: Counted::Paragraphs, ..Paper::default() };
    for (name, lead) in [("word/footnotes.xml", ""), ("word/endnotes.xml", "e")] {
        if let Some(xml) = part(&mut archive, name)? {
            for (id, words) in body::notes(&xml, &styles)? {
                let label = format!("{lead}{id}");
                let spot = references.get(&label).copied().unwrap_or(Spot::at(last));
                paper.blocks.push(Block { kind: Kind::Note(label, words), spot });
            }
        }
    }
    for (name, why) in besides(&archive) {
        if let Some(xml) = part(&mut archive, &name)? {
            let said = body::flat(&xml, &styles)?;
            let said = said.into_iter().filter(|text| text.chars().any(char::is_alphabetic));
            paper.apart.extend(said.map(|text| Apart { why, text, spot: Spot::at(1) }));
        }
    }
    Ok(paper)
}

/// Parts that stand beside the text: comments, and heads and feet of pages.
fn besides(archive: &Archive<'_>) -> Vec<(String, Why)> {
    let mut names: Vec<(String, Why)> = (archive.file_names().flatten())
        .filter_map(|name| {
            let name = &*name;
            let stem = name.strip_prefix("word/")?.strip_suffix(".xml")?;
            let is_numbered = |lead: &str| {
                stem.strip_prefix(lead).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
            };
            match () {
                () if stem == "comments" => Some((name.to_owned(), Why::Comment)),
                () if is_numbered("header") || is_numbered("footer") => {
                    Some((name.to_owned(), Why::EveryPage))
                }
                () => None,
            }
        })
        .collect();
    names.sort();
    names.truncate(MOST_PARTS);
    names
}

/// The text of a part; none where there is no such part.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, Unread> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(Unread::Broken),
    };
    let mut text = Vec::new();
    file.take(LARGEST_PART + 1).read_to_end(&mut text).map_err(|_| Unread::Broken)?;
    if text.len() as u64 > LARGEST_PART {
        return Err(Unread::TooLarge);
    }
    String::from_utf8(text).map(Some).map_err(|_| Unread::Broken)
}
