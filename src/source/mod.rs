//! Source: the files of the content, and places in them.
//!
//! Takes paths and bytes; gives their cleaned text, and [`Place`]s with their lines and columns. It stands
//! apart because every stage keeps the places of what it read: a mistake found late, when years are compared,
//! still points at the line to correct. The text is not kept in memory: it is read to be compiled, and read
//! again to show a mistake in it.

pub mod commit;
mod content_path;
pub mod edit;
mod git;
mod lines;
pub mod link;
pub mod provenance;
pub mod revision;
pub mod walk;

pub use content_path::{ContentPath, read_year};
pub use lines::{Lines, floor_boundary};

use crate::disk;
use crate::failure::{Doing, Failure};
use crate::lock::lock;
use crate::vietnamese::letters;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Byte range in one source file.
pub type Span = Range<usize>;

/// Id of a file: a hash of its path, so that it is the same in every run, whatever other files there are. Ids
/// are in no useful order; places are put into the order of paths by [`Sources::compare`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceId(pub u64);

impl SourceId {
    /// The id of the file at `path`, unless another one has it already: see [`Sources::new`].
    pub fn of_path(path: &str) -> Self {
        Self(xxh3_64(path.as_bytes()))
    }
}

/// A span in one of the [`Sources`]. Its `Ord` is for use as a key only, and is not the order of paths.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Place {
    /// The span `span` of file `source`. Bytes beyond 4 GiB are counted as 4 GiB.
    pub fn new(source: SourceId, span: Span) -> Self {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source, start: byte(span.start), end: byte(span.end.max(span.start)) }
    }

    /// The bytes of the text that it takes up.
    pub fn span(&self) -> Span {
        self.start as usize..self.end as usize
    }

    /// The start of file `source`, for what is wrong with the file as a whole.
    pub fn top(source: SourceId) -> Self {
        Self { source, start: 0, end: 0 }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// One file of the content.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id among the sources of a run.
    pub id: SourceId,
    /// Path below the content folder, with `/`, in NFC: `tay-ninh/2021/ma-tuy.md`.
    pub path: String,
    origin: Origin,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Disk(PathBuf),
    Memory(Arc<[u8]>),
    /// Not read: it can only be named.
    Nowhere,
    /// Something that is there and is not read: of a symbolic link, the text is where it leads.
    Refused(Arc<[u8]>),
}

impl Source {
    /// A file that holds `text`.
    pub fn new(path: &str, text: &str) -> Self {
        Self::from(path, Origin::Memory(text.as_bytes().into()))
    }

    /// The file at `file` on disk, which is read only when it is asked for.
    pub fn on_disk(path: &str, file: PathBuf) -> Self {
        Self::from(path, Origin::Disk(file))
    }

    /// A file that is not compiled, and of which there is only to say that it is there.
    pub fn unread(path: &str) -> Self {
        Self::from(path, Origin::Nowhere)
    }

    /// What is there and is no file of the content: a symbolic link that is not followed, with its target as
    /// `text`, or a pipe, without any. It is here to be shown in diagnostics.
    pub fn refused(path: &str, text: &str) -> Self {
        Self::from(path, Origin::Refused(text.as_bytes().into()))
    }

    /// Whether it is compiled.
    pub fn is_compiled(&self) -> bool {
        match self.origin {
            Origin::Disk(_) | Origin::Memory(_) => true,
            Origin::Nowhere | Origin::Refused(_) => false,
        }
    }

    fn from(path: &str, origin: Origin) -> Self {
        let path = letters::nfc(path).into_owned();
        Self { id: SourceId::of_path(&path), path, origin }
    }

    /// Where the file is on the disk, if it is there.
    pub fn file(&self) -> Option<&Path> {
        match &self.origin {
            Origin::Disk(file) => Some(file),
            Origin::Memory(_) | Origin::Nowhere | Origin::Refused(_) => None,
        }
    }

    /// Reads the file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(&self) -> Result<Raw<'_>, Failure> {
        let bytes = match &self.origin {
            Origin::Memory(bytes) | Origin::Refused(bytes) => Cow::Borrowed(bytes.as_ref()),
            Origin::Nowhere => Cow::default(),
            Origin::Disk(file) => {
                disk::read(file).map_err(|error| Failure::new(Doing::Read, file, error))?.into()
            }
        };
        Ok(Raw { hash: xxh3_128(&bytes), bytes })
    }

    /// The cleaned text, to show a place in it. The file is read again, and may have changed since it was
    /// compiled; where it is gone or no text, the result is empty.
    pub fn text(&self) -> Arc<str> {
        let raw = self.read();
        let text = raw.as_ref().ok().and_then(Raw::text);
        text.map_or(Arc::default(), |text| text.clean.into())
    }
}

/// What a file held when it was read.
#[derive(Debug)]
pub struct Raw<'s> {
    /// Hash of the bytes, XXH3 with 128 bits.
    pub hash: u128,
    bytes: Cow<'s, [u8]>,
}

impl Raw<'_> {
    /// The text as it is; none where the bytes are not text in UTF-8.
    pub fn as_text(&self) -> Option<&str> {
        simdutf8::basic::from_utf8(&self.bytes).ok()
    }

    /// The text, cleaned; none where the bytes are not text in UTF-8.
    pub fn text(&self) -> Option<Text<'_>> {
        self.as_text().map(Text::new)
    }
}

/// A text as it is compiled.
#[derive(Debug)]
pub struct Text<'r> {
    /// Line ends are LF, letters are composed (NFC), there is no byte order mark, and none of the
    /// noncharacters U+FDD0 to U+FDEF, which Unicode keeps for use inside programs: here they mark
    /// holes in HTML.
    pub clean: Cow<'r, str>,
    /// The first character that was in decomposed form (NFD), if any, in bytes of the cleaned text.
    pub decomposed: Option<Span>,
}

impl<'r> Text<'r> {
    /// Cleans a text. Nearly every text is clean already, and is checked first, which costs less than copying.
    pub fn new(raw: &'r str) -> Self {
        let mut clean = Cow::Borrowed(raw.strip_prefix('\u{feff}').unwrap_or(raw));
        if clean.contains('\r') {
            clean = clean.replace("\r\n", "\n").into();
        }
        if letters::has_far_letter(&clean) {
            clean = clean.replace(|letter| ('\u{fdd0}'..='\u{fdef}').contains(&letter), "\u{fffd}").into();
        }
        let Cow::Owned(composed) = letters::nfc(&clean) else { return Self { clean, decomposed: None } };
        let decomposed = Some(first_difference(&composed, &clean));
        Self { clean: composed.into(), decomposed }
    }
}

/// The character of `composed` at which `raw` begins to differ from it.
fn first_difference(composed: &str, raw: &str) -> Span {
    let same = composed.char_indices().zip(raw.chars()).find(|((_, left), right)| left != right);
    let start = same.map_or(composed.len(), |((at, _), _)| at);
    let length = composed[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

/// All files of one run, in the order of their paths: those that are compiled, and others that can be named.
#[derive(Debug, Default)]
pub struct Sources {
    /// Shown before each path in diagnostics: the content folder as it was named.
    pub root: String,
    files: Vec<Source>,
    /// The index of each file in `files`, in the order of ids, for binary search.
    by_id: Vec<(SourceId, usize)>,
    /// Texts that were read to show a place, at most [`HELD`].
    texts: Mutex<BTreeMap<SourceId, Arc<Lines>>>,
}

/// How many texts are kept at a time. Few are enough: diagnostics are shown nearly in the order of files.
const HELD: usize = 1024;

impl Clone for Sources {
    /// The same files. Texts that were read to show a place are read again.
    fn clone(&self) -> Self {
        self.with(&BTreeMap::new())
    }
}

impl Sources {
    /// The files, sorted by path, so that the order of the directory has no effect. Where two have the same id,
    /// the later one gets the next free id.
    pub fn new(root: String, mut files: Vec<Source>) -> Self {
        // Two paths may be the same once composed; their origins then decide, not the order of the directory.
        files.sort_by(|a, b| (&a.path, &a.origin).cmp(&(&b.path, &b.origin)));
        set_apart(&mut files);
        let mut by_id: Vec<_> = files.iter().enumerate().map(|(at, file)| (file.id, at)).collect();
        by_id.sort_unstable();
        Self { root, files, by_id, texts: Mutex::default() }
    }

    /// The same files, some of which hold other texts.
    pub fn with(&self, texts: &BTreeMap<SourceId, Arc<str>>) -> Self {
        let file = |file: &Source| match texts.get(&file.id) {
            Some(text) => Source { origin: Origin::Memory(text.as_bytes().into()), ..file.clone() },
            None => file.clone(),
        };
        Self {
            root: self.root.clone(),
            files: self.files.iter().map(file).collect(),
            by_id: self.by_id.clone(),
            texts: Mutex::default(),
        }
    }

    /// The files that are compiled, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter().filter(|file| file.is_compiled())
    }

    /// The other files, in the order of their paths, without what is refused.
    pub fn others(&self) -> impl Iterator<Item = &Source> {
        self.files.iter().filter(|file| file.origin == Origin::Nowhere)
    }

    /// The file known by `id`.
    ///
    /// # Panics
    /// When `id` comes from other sources than these.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[self.rank(id)]
    }

    /// The clean text of a file, to show a place in it: see [`Source::text`].
    pub fn text(&self, id: SourceId) -> Arc<str> {
        Arc::clone(self.lines(id).text())
    }

    /// The same with its lines.
    pub fn lines(&self, id: SourceId) -> Arc<Lines> {
        let texts = || lock(&self.texts);
        let known = texts().get(&id).cloned();
        known.unwrap_or_else(|| {
            // The lock is not held here, so that other threads can go on while the file is read.
            let lines = Arc::new(Lines::of(self.get(id).text()));
            let mut texts = texts();
            if texts.len() >= HELD {
                texts.clear();
            }
            texts.insert(id, Arc::clone(&lines));
            lines
        })
    }

    /// Removes the kept text of a file that has changed.
    pub fn forget(&self, id: SourceId) {
        lock(&self.texts).remove(&id);
    }

    /// How many files come before one.
    fn rank(&self, id: SourceId) -> usize {
        let found = self.by_id.binary_search_by_key(&id, |(known, _)| *known);
        self.by_id[found.expect("an id of these sources")].1
    }

    /// The order of places: by the paths of their files, then as they stand there.
    pub fn compare(&self, a: &Place, b: &Place) -> Ordering {
        let key = |place: &Place| (self.rank(place.source), place.start, place.end);
        key(a).cmp(&key(b))
    }

    /// Shows files under other paths, where `now` gives any for theirs.
    pub fn rename(&mut self, now: impl Fn(&str) -> Option<String>) {
        for file in &mut self.files {
            if let Some(path) = now(&file.path) {
                file.path = path;
            }
        }
    }

    /// Path as an author would type it: content folder and path below it.
    pub fn shown_path(&self, id: SourceId) -> String {
        match self.root.as_str() {
            "" => self.get(id).path.clone(),
            root => format!("{}/{}", root.trim_end_matches('/'), self.get(id).path),
        }
    }

    /// Line and column of a place, both counted from 1, columns in characters. In a file that has
    /// changed since it was compiled, the place may be past the end.
    pub fn position(&self, place: &Place) -> (usize, usize) {
        self.lines(place.source).position(place.start as usize)
    }
}

/// Makes the ids of files unique. The files are in the order of their paths, so the result is the same always.
fn set_apart(files: &mut [Source]) {
    let mut taken = BTreeSet::new();
    for file in files {
        while !taken.insert(file.id) {
            file.id.0 = file.id.0.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn sources(paths: &[&str]) -> Sources {
        Sources::new(String::new(), paths.iter().map(|path| Source::new(path, "")).collect())
    }

    fn id(sources: &Sources, path: &str) -> SourceId {
        sources.iter().find(|source| source.path == path).unwrap().id
    }

    #[test]
    fn a_file_is_known_by_its_path_in_every_run() {
        let few = sources(&["tay-ninh/2021/ma-tuy.md"]);
        let more = sources(&["tay-ninh/2021/ma-tuy.md", "a.md", "tay-ninh/index.md"]);
        let known = SourceId(0xab18_1fb2_a6ae_b4ce);
        assert_eq!(id(&few, "tay-ninh/2021/ma-tuy.md"), known);
        assert_eq!(id(&more, "tay-ninh/2021/ma-tuy.md"), known);
        assert_eq!(more.get(known).path, "tay-ninh/2021/ma-tuy.md");
    }

    #[test]
    fn two_files_of_one_name_have_two_ids() {
        let (composed, decomposed) = ("đoàn.md", "đoa\u{300}n.md");
        let both = [Source::new(decomposed, "1"), Source::new(composed, "2")];
        let [first, second] = [both.clone(), both.into_iter().rev().collect::<Vec<_>>().try_into().unwrap()]
            .map(|files: [Source; 2]| Sources::new(String::new(), files.into()));
        let ids: Vec<SourceId> = first.iter().map(|source| source.id).collect();
        assert_eq!(ids, [SourceId::of_path(composed), SourceId(SourceId::of_path(composed).0 + 1)]);
        assert_eq!(ids.iter().map(|id| first.text(*id)).collect::<Vec<_>>(), ["1".into(), "2".into()]);
        assert_eq!(ids.iter().map(|id| second.text(*id)).collect::<Vec<_>>(), ["1".into(), "2".into()]);
    }

    #[test]
    fn an_id_that_is_taken_is_not_given_twice() {
        let mut files: Vec<Source> = ["a", "b", "c", "d"].map(|path| Source::new(path, "")).into();
        for (file, id) in files.iter_mut().zip([u64::MAX, u64::MAX, 0, 7]) {
            file.id = SourceId(id);
        }
        set_apart(&mut files);
        assert_eq!(files.iter().map(|file| file.id.0).collect::<Vec<_>>(), [u64::MAX, 0, 1, 7]);
    }

    #[test]
    fn places_are_in_the_order_of_paths() {
        let paths = ["a.md", "b-c.md", "b.md", "c/d.md"];
        let sources = sources(&paths);
        let mut places: Vec<Place> = sources.iter().map(|source| Place::top(source.id)).collect();
        places.insert(1, Place::new(places[0].source, 3..5));
        let expected = places.clone();
        places.sort();
        places.sort_by(|a, b| sources.compare(a, b));
        assert_eq!(places, expected);
    }

    #[test]
    fn texts_are_cleaned() {
        let clean = |raw| {
            let text = Text::new(raw);
            (text.clean.into_owned(), text.decomposed)
        };
        assert_eq!(clean("\u{feff}một\r\nhai\r"), ("một\nhai\r".to_owned(), None));
        assert_eq!(clean("\u{fdd0}a\u{fdef}ﬀ"), ("\u{fffd}a\u{fffd}ﬀ".to_owned(), None));
        assert_eq!(clean("đoa\u{300}n"), ("đoàn".to_owned(), Some(3..5)));
        assert!(matches!(Text::new("Đoàn").clean, Cow::Borrowed("Đoàn")));
    }

    #[test]
    fn a_file_that_changed_or_went_still_has_places() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let place = |source: &Source| Place::new(source.id, 7..9);
        fs::write(&file, "một\nhai\nba").unwrap();
        let read = || Sources::new(String::new(), vec![Source::on_disk("a.md", file.clone())]);
        let (before, changed, gone) = (read(), read(), read());
        let at = place(before.iter().next().unwrap());
        assert_eq!(before.position(&at), (2, 2));
        fs::write(&file, "một\nđ").unwrap();
        assert_eq!(changed.position(&at), (2, 1));
        assert_eq!(before.position(&at), (2, 2));
        fs::remove_file(&file).unwrap();
        assert_eq!(gone.position(&at), (1, 1));
        assert!(gone.iter().all(|source| source.read().is_err()));
    }
}
