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
mod encoding;
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
pub(crate) use structure::table_text;
pub use structure::{Deficiency, PaperKind, Part, Said, Structure, read as structure};

pub use unread::{LARGEST, Unread};

use crate::vietnamese::letters;
use paper::{Paper, Words};
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
        let paper = read(&letters::nfc(text.trim_start_matches('\u{feff}')));
        Ok(Paper { encoding, ..paper })
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
    let legacy = encoding::legacy(&paper.text());
    let paper = match legacy {
        Some(legacy) => paper.with_words(|words| words.rewritten(|text| legacy.convert(text))),
        None => paper,
    };
    let composed = |words: &Words| words.rewritten(|text| letters::nfc(text).into_owned());
    Paper { encoding: legacy.map(encoding::Legacy::name), ..paper.with_words(composed) }
}
