//! Import: papers that an office wrote, understood part by part.
//!
//! Takes the bytes of a file; gives a [`Structure`]: what kind of paper it is, its outline, its deficiencies and
//! what is said under each, with the place of everything in the source. It stands apart from `draft`, which knows
//! the content and writes files, and from `parse`, which reads the Markdown that comes of it. Dates, deadlines,
//! figures, document numbers and verdicts are read by the readers of `vietnamese`, as a build reads them.
//!
//! ```text
//! bytes ─encoding→ text ─text, docx→ Paper ─shape→ whole paragraphs ─structure→ Structure ─facts→ front matter
//! ```
//!
//! | module | holds |
//! |---|---|
//! | `paper` | what every format is read as: blocks of words, with their places |
//! | `encoding` | letters of the time before Unicode |
//! | `text` | plain lines |
//! | `docx` | files of Word |
//! | `markup` | Markdown and HTML |
//! | `table` | tables, and paragraphs that a table only arranges |
//! | `footnote` | footnotes that are typed |
//! | `shape` | paragraphs that a page broke, whole again |
//! | `marker` | numbers and bullets at the beginning of a line |
//! | `naming` | how papers call a deficiency by its number |
//! | `structure` | what a paper says, part by part |
//! | `unread` | why a file is not read |
//! | `facts` | what is read in words that stay where they are |

mod docx;
pub mod encoding;
pub mod facts;
mod footnote;
mod marker;
mod markup;
mod naming;
pub mod paper;
mod shape;
mod structure;
mod table;
mod text;
mod unread;

pub use marker::{Marker, read as marker};
pub(crate) use structure::table_words;
pub use structure::{Deficiency, PaperKind, Part, Said, Structure, read as structure};

pub use unread::{LARGEST, Unread};

use crate::vietnamese::letters;
use encoding::Legacy;
use paper::Paper;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The paper in the bytes of a file, by the ending of its name.
///
/// # Errors
/// When its format is not known, or it is not of that format.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Paper, Unread> {
    if bytes.len() > LARGEST {
        return Err(Unread::TooLarge);
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let of_text = |read: fn(&str) -> Paper| {
        let (text, encoding) = encoding::decode(bytes)?;
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        Ok(Paper { encodings: encoding.into_iter().collect(), ..read(&letters::nfc(&text)) })
    };
    match ending.as_str() {
        "txt" => of_text(text::read),
        "md" | "markdown" => of_text(markup::markdown),
        "html" | "htm" => of_text(markup::html),
        "docx" => docx::read(bytes).map(in_unicode),
        _ => Err(Unread::Format(ending)),
    }
}

/// A paper whose words may be in fonts of the time before Unicode.
fn in_unicode(paper: Paper) -> Paper {
    let mut drawn: BTreeMap<Option<Legacy>, String> = BTreeMap::new();
    for words in paper.words() {
        for (range, font) in words.fonts() {
            drawn.entry(font).or_default().extend([&words.text[range], "\n"]);
        }
    }
    let known = drawn.keys().flatten().copied();
    let known: BTreeSet<Legacy> =
        known.filter(|font| encoding::is_drawn_by(*font, &drawn[&Some(*font)])).collect();
    let guessed = drawn.get(&None).and_then(|text| encoding::legacy(text));
    let meant = |font: Option<Legacy>| font.map_or(guessed, |font| known.get(&font).copied());
    let convert = |text: &str, font| match meant(font).filter(|_| !encoding::is_unicode(text)) {
        Some(legacy) => letters::nfc(&legacy.convert(text)).into_owned(),
        None => letters::nfc(text).into_owned(),
    };
    let is_changed =
        |legacy: &Legacy| drawn.get(&Some(*legacy)).is_some_and(|text| legacy.convert(text) != *text);
    let mut encodings: Vec<&'static str> = known
        .iter()
        .filter(|legacy| is_changed(legacy))
        .chain(&guessed)
        .map(|legacy| legacy.name())
        .collect();
    encodings.sort_unstable();
    encodings.dedup();
    Paper { encodings, ..paper.with_words(|words| words.converted(convert)) }
}
