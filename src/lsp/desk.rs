//! The files that are open, as the editor has them, and their addresses.

use super::backend::Texts;
use super::sheet::{Columns, Sheet};
use crate::vietnamese::letters;
use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files that are open.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The content folder.
    content: PathBuf,
    /// In what columns are counted.
    pub columns: Columns,
    files: BTreeMap<Uri, Open>,
}

/// An open file.
#[derive(Debug, Clone)]
pub struct Open {
    /// Its path below the content folder, where it is in there.
    pub path: Option<String>,
    /// The number of its text.
    pub version: i32,
    /// Its text.
    pub sheet: Arc<Sheet>,
}

impl Desk {
    /// No files, beside a content folder.
    pub fn new(content: &Path, columns: Columns) -> Self {
        Self { content: content.to_owned(), columns, files: BTreeMap::new() }
    }

    /// Puts a file on the desk.
    pub fn open(&mut self, uri: Uri, version: i32, text: &str) {
        let (path, sheet) = (self.path_of(&uri), Arc::new(Sheet::new(text, self.columns)));
        self.files.insert(uri, Open { path, version, sheet });
    }

    /// Follows what was typed.
    pub fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(open) = self.files.get_mut(uri) else { return };
        open.version = version;
        for change in changes {
            let text = match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    open.sheet.edited(part.range, &part.text)
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => whole.text,
            };
            open.sheet = Arc::new(Sheet::new(&text, self.columns));
        }
    }

    /// Takes a file off the desk.
    pub fn close(&mut self, uri: &Uri) {
        self.files.remove(uri);
    }

    /// An open file.
    pub fn get(&self, uri: &Uri) -> Option<&Open> {
        self.files.get(uri)
    }

    /// The texts of open files of the content.
    pub fn texts(&self) -> Texts {
        let text = |open: &Open| Some((open.path.clone()?, open.sheet.raw().clone()));
        self.files.values().filter_map(text).collect()
    }

    /// The open file at a path below the content folder, with its address.
    pub fn at(&self, path: &str) -> Option<(&Uri, &Open)> {
        self.files.iter().find(|(_, open)| open.path.as_deref() == Some(path))
    }

    /// The address of a file of the content: as the editor has it where it is open.
    pub fn address(&self, path: &str) -> Option<Uri> {
        match self.at(path) {
            Some((uri, _)) => Some(uri.clone()),
            None => address(&self.content.join(path)),
        }
    }

    /// The path below the content folder of the file at an address.
    fn path_of(&self, uri: &Uri) -> Option<String> {
        let file = uri.to_file_path().ok()?;
        // The editor may know the folder by another path: through a link, or in other letters.
        let real = || {
            let (file, content) = (fs::canonicalize(&file).ok()?, fs::canonicalize(&self.content).ok()?);
            Some(file.strip_prefix(content).ok()?.to_owned())
        };
        let below = file.strip_prefix(&self.content).ok().map(Path::to_owned).or_else(real)?;
        let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
        Some(letters::nfc(&parts.collect::<Vec<_>>().join("/")).into_owned())
    }
}

/// The address of a file of the machine.
pub fn address(file: &Path) -> Option<Uri> {
    Uri::from_file_path(file).ok()
}
