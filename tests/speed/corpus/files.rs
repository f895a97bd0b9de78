//! Files, written as they come.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A folder that is being filled.
pub(crate) struct Files {
    root: PathBuf,
    /// The folder that was made last: the next file is in it as a rule.
    folder: PathBuf,
    /// Files that grow, by a name of their own; they are put together at the end.
    growing: BTreeMap<&'static str, BufWriter<File>>,
    /// Files and bytes so far.
    pub(crate) count: usize,
    pub(crate) bytes: usize,
}

impl Files {
    /// Begins to fill a folder, which must be empty or not there.
    pub(crate) fn new(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        if fs::read_dir(root)?.next().is_some() {
            let message = format!("{} is not empty", root.display());
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, message));
        }
        Ok(Self {
            root: root.to_owned(),
            folder: PathBuf::new(),
            growing: BTreeMap::new(),
            count: 0,
            bytes: 0,
        })
    }

    /// Writes a whole file.
    pub(crate) fn write(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join(path);
        let folder = path.parent().unwrap_or(&self.root);
        if folder != self.folder {
            fs::create_dir_all(folder)?;
            folder.clone_into(&mut self.folder);
        }
        self.count += 1;
        self.bytes += text.len();
        fs::write(&path, text)
    }

    /// Adds to a growing file.
    pub(crate) fn add(&mut self, name: &'static str, text: &str) -> io::Result<()> {
        if !self.growing.contains_key(name) {
            let file = BufWriter::new(File::create(self.growing_path(name))?);
            self.growing.insert(name, file);
        }
        self.growing.get_mut(name).map_or(Ok(()), |file| file.write_all(text.as_bytes()))
    }

    fn growing_path(&self, name: &str) -> PathBuf {
        self.root.join(format!(".{name}.growing"))
    }

    /// Makes one file of growing ones, which are no more after that.
    pub(crate) fn join(&mut self, path: &str, names: &[&'static str]) -> io::Result<()> {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.root))?;
        let mut whole = BufWriter::new(File::create(path)?);
        for name in names {
            if let Some(mut file) = self.growing.remove(name) {
                file.flush()?;
            }
            let part = self.growing_path(name);
            self.bytes += usize::try_from(io::copy(&mut File::open(&part)?, &mut whole)?).unwrap_or(0);
            fs::remove_file(part)?;
        }
        self.count += 1;
        whole.flush()
    }
}

/// Words as a YAML or TOML string.
pub(crate) fn yaml(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}
