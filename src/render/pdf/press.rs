//! The press: Typst, with the files and fonts of a theme and nothing else of the machine.
//!
//! Takes a theme once and then the data of pages; gives PDFs. The same data gives the same bytes on any machine and at
//! any time. It stands apart because Typst asks for a world of files, fonts and a clock, and this is all of it.

use crate::failure::{Cause, Reason};
use crate::render::theme::Theme;
use crate::vietnamese::date::Date;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde_json::Value;
use std::collections::BTreeMap;
use std::thread;
use toml::Table;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Folder of the theme with the Typst files, and below it `fonts/`.
const FOLDER: &str = "typst/";

/// How many more pages something is kept for that Typst has worked out.
const KEPT_FOR: usize = 8;

/// The stack of each thread: Typst goes into what is nested.
const STACK: usize = 64 << 20;

/// A theme, ready to typeset.
pub(super) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// Files of the theme, by their paths below its folder.
    files: BTreeMap<String, File>,
    /// The threads that Typst works on, or why there are none.
    threads: Result<ThreadPool, String>,
}

/// A file of the theme.
enum File {
    Source(Source),
    Other(Bytes),
}

/// A page to typeset.
pub(super) struct Job {
    /// The file of the theme to begin with.
    pub(super) main: &'static str,
    /// What the file reads, as JSON.
    pub(super) data: Vec<u8>,
    /// A name of the document that no other has.
    pub(super) name: String,
    /// Its day.
    pub(super) day: Option<Date>,
}

impl Press {
    /// Reads the Typst files and fonts of a theme. Fonts of the theme come before those of the program.
    pub(super) fn new(theme: &Theme, strings: &Table) -> Self {
        let of_theme = theme.below(FOLDER).filter(|(path, _)| path.starts_with("fonts/"));
        let own = of_theme.flat_map(|(_, bytes)| Font::iter(Bytes::new(bytes.to_vec())));
        let built_in = typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes)));
        // One of them has no ư and ơ: the next best is used in its place.
        let built_in = built_in.filter(|font| font.info().coverage.contains(u32::from('ư')));
        let fonts: Vec<Font> = own.chain(built_in).collect();
        let files = theme.below(FOLDER).map(|(path, bytes)| (path.to_owned(), File::new(path, bytes)));
        let mut files: BTreeMap<String, File> = files.collect();
        let strings = serde_json::to_vec(strings).unwrap_or_default();
        files.insert("strings.json".to_owned(), File::Other(Bytes::new(strings)));
        Self {
            library: LazyHash::new(
                Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build(),
            ),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            files,
            threads: ThreadPoolBuilder::new().stack_size(STACK).build().map_err(|error| error.to_string()),
        }
    }

    /// Adds a letter to a text; one that no font has, or that has no meaning of its own, by its number.
    pub(super) fn show(&self, letter: char, words: &mut String) {
        let number = u32::from(letter);
        let is_known = || self.fonts.iter().any(|font| font.info().coverage.contains(number));
        match letter {
            '\n' | '\t' => words.push(letter),
            // Marks that only say how the letters beside them are written.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => {}
            '\u{e000}'..='\u{f8ff}' => words.push_str(&format!("[U+{number:04X}]")),
            _ if letter.is_ascii_graphic() || letter == ' ' || (!letter.is_control() && is_known()) => {
                words.push(letter)
            }
            _ => words.push_str(&format!("[U+{number:04X}]")),
        }
    }

    /// The same for each text of some data.
    pub(super) fn show_all(&self, data: &mut Value) {
        match data {
            Value::String(text) => {
                let mut shown = String::with_capacity(text.len());
                text.chars().for_each(|letter| self.show(letter, &mut shown));
                *text = shown;
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.show_all(value)),
            Value::Object(values) => values.values_mut().for_each(|value| self.show_all(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Typesets a page.
    ///
    /// # Errors
    /// Where in the theme's files something is wrong, and what.
    pub(super) fn print(&self, job: Job) -> Result<Vec<u8>, Reason> {
        let main = id(job.main.trim_start_matches(FOLDER)).ok_or_else(|| Reason::library(job.main))?;
        let sheet = Run { press: self, main, data: Bytes::new(job.data), day: job.day };
        let options = options(job.name, job.day).map_err(Reason::Library)?;
        let work = || {
            let document = typst::compile::<PagedDocument>(&sheet).output;
            let made = document.and_then(|document| typst_pdf::pdf(&document, &options));
            comemo::evict(KEPT_FOR);
            made
        };
        let threads = self.threads.as_ref().map_err(Reason::library)?;
        // A thread of pages that waited for this by itself would begin other pages meanwhile, one within another, until
        // its stack was full. One that waits for a thread waits.
        let made = thread::scope(|scope| scope.spawn(|| threads.install(work)).join());
        let made = made.map_err(|_| Cause::TypstPanicked)?;
        made.map_err(|errors| {
            Reason::Library(errors.iter().map(|error| sheet.say(error)).collect::<Vec<_>>().join("; "))
        })
    }
}

impl File {
    fn new(path: &str, bytes: &[u8]) -> Self {
        match (id(path), std::str::from_utf8(bytes)) {
            (Some(id), Ok(text)) if path.ends_with(".typ") => Self::Source(Source::new(id, text.to_owned())),
            _ => Self::Other(Bytes::new(bytes.to_vec())),
        }
    }
}

/// How a PDF is written.
fn options(name: String, day: Option<Date>) -> Result<PdfOptions, String> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]);
    Ok(PdfOptions {
        ident: Smart::Custom(name),
        creator: Smart::Custom(Some("khacphuc".to_owned())),
        timestamp: day.and_then(datetime).map(Timestamp::new_utc),
        standards: standards.map_err(|error| error.message().to_string())?,
        ..PdfOptions::default()
    })
}

fn datetime(day: Date) -> Option<Datetime> {
    let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    Datetime::from_ymd_hms(i32::from(day.year()), month, date, 0, 0, 0)
}

/// The file at a path below the theme's folder.
fn id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

fn path(id: &FileId) -> &str {
    id.vpath().get_without_slash()
}

/// One page on the press.
struct Run<'p> {
    press: &'p Press,
    main: FileId,
    data: Bytes,
    day: Option<Date>,
}

impl Run<'_> {
    /// An error with its place in the theme.
    fn say(&self, error: &SourceDiagnostic) -> String {
        let place = error.span.id().and_then(|id| {
            let source = self.source(id).ok()?;
            let line = source.lines().byte_to_line(self.range(error.span)?.start)? + 1;
            Some(format!("{FOLDER}{}:{line}: ", path(&id)))
        });
        let hints = error.hints.iter().map(|hint| format!(" ({})", hint.v));
        format!("{}{}{}", place.unwrap_or_default(), error.message, hints.collect::<String>())
    }
}

impl World for Run<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.press.files.get(path(&id)) {
            Some(File::Source(source)) => Ok(source.clone()),
            Some(File::Other(_)) => Err(FileError::NotSource),
            None => Err(FileError::NotFound(path(&id).into())),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.press.files.get(path(&id)) {
            Some(File::Source(source)) => Ok(Bytes::from_string(source.text().to_owned())),
            Some(File::Other(bytes)) => Ok(bytes.clone()),
            None if path(&id) == "page.json" => Ok(self.data.clone()),
            None => Err(FileError::NotFound(path(&id).into())),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// The day of the site: a PDF knows no clock.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        datetime(self.day?)
    }
}
