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
//! | `text` | plain lines |
//! | `shape` | paragraphs that a page broke, whole again |
//! | `marker` | numbers and bullets at the beginning of a line |
//! | `naming` | how papers call a deficiency by its number |
//! | `structure` | what a paper says, part by part |
//! | `facts` | what is read in words that stay where they are |

pub mod facts;
mod marker;
mod naming;
pub mod paper;
mod shape;
mod structure;
mod text;

pub use marker::{Marker, read as marker};
pub(crate) use structure::table_text;
pub use structure::{Deficiency, PaperKind, Part, Said, Structure, read as structure};

use paper::Paper;
use std::path::Path;

/// The largest file that is read. Papers have some hundred kilobytes; pictures make them larger.
pub const LARGEST: usize = 64 * 1024 * 1024;

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Its ending is none of those that are read.
    Format(String),
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// It is not what its ending says.
    Broken,
}

/// The paper in the bytes of a file, by the ending of its name.
///
/// # Errors
/// When its format is not known, or it is not of that format.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Paper, Unread> {
    if bytes.len() > LARGEST {
        return Err(Unread::TooLarge);
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "txt" => {
            let text = std::str::from_utf8(bytes).map_err(|_| Unread::Broken)?;
            Ok(text::read(text.trim_start_matches('\u{feff}')))
        }
        _ => Err(Unread::Format(ending)),
    }
}
