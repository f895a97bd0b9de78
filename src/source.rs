//! Source files: their text, and places in it.
//!
//! Everything an author wrote is remembered with its [`Place`], so that a mistake found
//! much later, when years are compared, still points at the line to mend.

use crate::text;
use std::ops::Range;
use std::sync::Arc;

/// Byte range in one source file.
pub type Span = Range<usize>;

/// Number of a file within one [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A span in one of the [`Sources`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// First byte, and the byte after the last.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Place {
    /// The span `span` of file `source`.
    pub fn new(source: SourceId, span: Span) -> Self {
        Self { source, start: span.start, end: span.end.max(span.start) }
    }

    /// The start of file `source`, for what is wrong with the file as a whole.
    pub fn top(source: SourceId) -> Self {
        Self { source, start: 0, end: 0 }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub place: Place,
}

impl<T> Located<T> {
    /// `value`, written at `place`.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: change(self.value), place: self.place }
    }
}

/// One file of the content, as read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path below the content folder, with `/`, in NFC: `tay-ninh/2021/ma-tuy.md`.
    pub path: String,
    /// The whole text, as [`Source::new`] cleans it.
    pub text: Arc<str>,
    /// Where the file was in decomposed form (NFD), if it was.
    pub decomposed: Option<Span>,
}

impl Source {
    /// A file with line ends as LF, without byte order mark, composed (NFC), and without the
    /// noncharacters U+FDD0 to U+FDEF, which Unicode keeps for use inside programs: here they
    /// mark holes in HTML.
    pub fn new(path: &str, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let text = text.replace(|letter| ('\u{fdd0}'..='\u{fdef}').contains(&letter), "\u{fffd}");
        let composed = text::nfc(&text);
        let decomposed = (composed != text).then(|| first_difference(&composed, &text));
        Self { path: text::nfc(path).into_owned(), text: composed.as_ref().into(), decomposed }
    }
}

/// The character of `composed` at which `raw` begins to differ from it.
fn first_difference(composed: &str, raw: &str) -> Span {
    let same = composed.char_indices().zip(raw.chars()).find(|((_, left), right)| left != right);
    let start = same.map_or(composed.len(), |((at, _), _)| at);
    let length = composed[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

/// All files of one run, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Shown before each path in diagnostics: the content folder as it was named.
    pub root: String,
    files: Vec<Source>,
}

impl Sources {
    /// The files, which are put into the order of their paths: directory order never shows.
    pub fn new(root: String, mut files: Vec<Source>) -> Self {
        // Two files of one name, once composed, must not be in the order of the directory.
        files.sort_by(|a, b| (&a.path, &a.text).cmp(&(&b.path, &b.text)));
        Self { root, files }
    }

    /// Each file with its number.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.files.iter().enumerate().map(|(index, file)| (SourceId(index as u32), file))
    }

    /// The file with number `id`.
    ///
    /// # Panics
    /// When `id` comes from other sources than these.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Path as an author would type it: content folder and path below it.
    pub fn shown_path(&self, id: SourceId) -> String {
        match self.root.as_str() {
            "" => self.get(id).path.clone(),
            root => format!("{}/{}", root.trim_end_matches('/'), self.get(id).path),
        }
    }

    /// Line and column of a place, both counted from 1, columns in characters.
    pub fn position(&self, place: &Place) -> (usize, usize) {
        let text = &self.get(place.source).text;
        let before = &text[..floor_boundary(text, place.start)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// The greatest character boundary of `text` that is not after `at`.
pub fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
