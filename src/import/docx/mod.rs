//! Docx: a paper as Word and LibreOffice keep it (ECMA-376, WordprocessingML).
//!
//! Takes the bytes of a file; gives a [`Paper`] whose places are paragraphs, in the order of the text, those of
//! tables included. Numbers that Word draws are written as it draws them; of tracked changes the accepted text is
//! taken, and what was deleted is kept apart. It stands apart because nothing else knows of XML.
//!
//! Files may be hostile: no more than [`LARGEST`] is unpacked of all parts, elements nest 256 deep at most, no entity
//! is expanded, and the time is linear in the size.

mod body;
mod numbering;
mod styles;
mod symbol;
mod xml;

use self::body::Body;
use self::numbering::Numbering;
use self::styles::Styles;
use super::paper::{Apart, Block, Counted, Kind, Paper, Spot, Why};
use super::unread::Unread;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes of all parts together, unpacked.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The most parts that heads and feet of pages are read from.
const MOST_PARTS: usize = 64;

/// The parts of a file.
struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// How many bytes may still be unpacked.
    room: u64,
}

/// The paper in a file.
///
/// # Errors
/// When it is no such file, or one that no program writes.
pub fn read(bytes: &[u8]) -> Result<Paper, Unread> {
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Broken)?;
    let mut archive = Archive { zip, room: LARGEST };
    let main = archive.related("", "officeDocument")?.unwrap_or_else(|| "word/document.xml".to_owned());
    let document = archive.part(&main)?.ok_or(Unread::Broken)?;
    let mut beside = |kind: &str| -> Result<Option<String>, Unread> {
        let name = archive.related(&main, kind)?.unwrap_or_else(|| format!("word/{kind}.xml"));
        archive.part(&name)
    };
    let styles = beside("styles")?.map_or_else(|| Ok(Styles::default()), |xml| Styles::read(&xml))?;
    let numbering =
        beside("numbering")?.map_or_else(|| Ok(Numbering::default()), |xml| Numbering::read(&xml))?;
    let notes = [("footnotes", ""), ("endnotes", "e"), ("comments", "c")];
    let notes = notes.map(|(kind, lead)| (beside(kind), lead));
    let Body { blocks, apart, references, last } = Body::read(&document, &styles, numbering)?;
    let mut paper = Paper { blocks, apart, counted: Counted::Paragraphs, ..Paper::default() };
    for (xml, lead) in notes {
        let Some(xml) = xml? else { continue };
        for (id, words, apart) in body::notes(&xml, &styles)? {
            let label = format!("{lead}{id}");
            let spot = references.get(&label).copied().unwrap_or(Spot::at(last));
            paper.apart.extend(apart.into_iter().map(|apart| Apart { spot, ..apart }));
            match lead {
                _ if words.is_empty() => {}
                "c" => paper.apart.push(Apart { why: Why::Comment, words, spot }),
                _ => paper.blocks.push(Block { kind: Kind::Note(label, words), spot }),
            }
        }
    }
    for (name, why) in besides(&archive.zip) {
        if let Some(xml) = archive.part(&name)? {
            let (said, apart) = body::flat(&xml, &styles)?;
            let said = said.into_iter().filter(|words| words.text.chars().any(char::is_alphabetic));
            let spot = Spot::at(1);
            paper.apart.extend(said.map(|words| Apart { why, words, spot }));
            // A picture on every page is a mark of the office.
            let apart = apart.into_iter().filter(|apart| apart.why != Why::Picture);
            paper.apart.extend(apart.map(|apart| Apart { spot, ..apart }));
        }
    }
    Ok(paper)
}

/// Parts that stand beside the text: heads and feet of pages, and the words of charts and diagrams.
fn besides(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<(String, Why)> {
    let mut names: Vec<(String, Why)> = (archive.file_names().flatten())
        .filter_map(|name| {
            let name = &*name;
            let stem = name.strip_prefix("word/")?.strip_suffix(".xml")?;
            let is_numbered = |lead: &str| {
                stem.strip_prefix(lead).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
            };
            match () {
                () if is_numbered("charts/chart") || is_numbered("diagrams/data") => {
                    Some((name.to_owned(), Why::Picture))
                }
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

impl Archive<'_> {
    /// The text of a part; none where there is no such part.
    fn part(&mut self, name: &str) -> Result<Option<String>, Unread> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Unread::Broken),
        };
        let mut text = Vec::new();
        file.take(self.room + 1).read_to_end(&mut text).map_err(|_| Unread::Broken)?;
        self.room = self.room.checked_sub(text.len() as u64).ok_or(Unread::TooLarge)?;
        String::from_utf8(text).map(Some).map_err(|_| Unread::Broken)
    }

    /// The part that another one names as its `kind`; the file itself has no name. Programs call parts as they like.
    fn related(&mut self, of: &str, kind: &str) -> Result<Option<String>, Unread> {
        let (folder, name) = of.rsplit_once('/').map_or(("", of), |(folder, name)| (folder, name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let Some(xml) = self.part(&format!("{folder}_rels/{name}.rels"))? else { return Ok(None) };
        let mut found = None;
        xml::walk(&xml, |next| {
            if let xml::Next::Open(_, attributes) = next
                && let (Some(known), Some(target)) = (attributes.get("Type"), attributes.get("Target"))
                && known.rsplit('/').next() == Some(kind)
            {
                let path =
                    target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
                found = Some(path);
            }
        })?;
        Ok(found)
    }
}
