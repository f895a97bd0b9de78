//! Themes: templates, strings, shapes, official forms and assets.
//!
//! Takes the built-in theme, over it the site's `themes/<name>/`, and over both its `templates/`; gives one
//! set of files, so that a site can replace one file without copying the others. It stands apart from
//! rendering because it knows where each file comes from.

use crate::disk;
use crate::failure::{Cause, Doing, Failure, Reason};
use crate::fingerprint::Fingerprint;
use crate::front_matter::{self, labels};
use crate::language::Language;
use crate::render::forms::Forms;
use include_dir::{Dir, include_dir};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use toml::Table;
use xxhash_rust::xxh3::xxh3_128;

/// Name of the file of official forms.
pub(crate) const FORMS: &str = "forms.toml";

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme: every file by its path in the theme's folder, with its origin.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    files: BTreeMap<String, File>,
    /// Files of strings by language, each overriding the earlier ones key by key.
    strings: Vec<(String, File)>,
    /// Whether the site has laid files of its own over the built-in ones.
    has_own_files: bool,
}

#[derive(Debug, Clone)]
struct File {
    origin: PathBuf,
    bytes: Vec<u8>,
}

impl Theme {
    /// The built-in theme.
    pub fn built_in() -> Self {
        let mut theme = Self::default();
        theme.add_embedded(&DEFAULT);
        theme
    }

    /// Whether files of the site are in it, which may be wrong.
    pub fn has_own_files(&self) -> bool {
        self.has_own_files
    }

    /// Hash of all files.
    pub fn key(&self) -> Fingerprint {
        let files = self.files.iter().map(|(path, file)| (path, xxh3_128(&file.bytes)));
        let strings = self.strings.iter().map(|(language, file)| (language, xxh3_128(&file.bytes)));
        Fingerprint::of(&(files.collect::<Vec<_>>(), strings.collect::<Vec<_>>()))
    }

    /// The theme `name` of the site at `root`, laid over the built-in one.
    ///
    /// # Errors
    /// When there is no such theme, or one of its files cannot be read.
    pub fn load(root: &Path, name: &str) -> Result<Self, Failure> {
        let mut theme = Self::built_in();
        let folder = root.join("themes").join(name);
        refuse_link(&root.join("themes"))?;
        match folder.is_dir() {
            true => theme.add_folder(&folder, "")?,
            false if name == "default" => {}
            false => return Err(Failure::new(Doing::FindTheme, folder, Cause::NoFolder)),
        }
        let templates = root.join("templates");
        if templates.is_dir() {
            theme.add_folder(&templates, "templates/")?;
        }
        Ok(theme)
    }

    /// Names of the themes that the site at `root` may choose from.
    pub fn names(root: &Path) -> Vec<String> {
        let folders = fs::read_dir(root.join("themes")).into_iter().flatten().flatten();
        let own = folders.filter(|entry| entry.path().is_dir());
        let own = own.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let names: BTreeSet<String> =
            own.filter(|name| !name.starts_with('.')).chain(["default".to_owned()]).collect();
        names.into_iter().collect()
    }

    fn add_embedded(&mut self, folder: &Dir<'_>) {
        for file in folder.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            let origin = Path::new("themes/default").join(&path);
            self.add(path, File { origin, bytes: file.contents().to_vec() });
        }
        folder.dirs().for_each(|folder| self.add_embedded(folder));
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) -> Result<(), Failure> {
        let entries = walkdir::WalkDir::new(folder).sort_by_file_name();
        for entry in entries {
            let entry =
                entry.map_err(|error| Failure::new(Doing::ReadTheme, folder, io::Error::from(error)))?;
            let path = entry.path();
            refuse_link(path)?;
            let below = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
            let hidden = below.split('/').any(|part| part.starts_with('.'));
            if entry.file_type().is_dir() || hidden {
                continue;
            }
            let bytes = disk::read(path).map_err(|error| Failure::new(Doing::Read, path, error))?;
            self.add(format!("{prefix}{below}"), File { origin: path.to_owned(), bytes });
            self.has_own_files = true;
        }
        Ok(())
    }

    fn add(&mut self, path: String, file: File) {
        if path.starts_with("strings/") {
            self.strings.push((path, file));
        } else {
            self.files.insert(path, file);
        }
    }

    /// Assets of all pages: paths below `assets`. Most are copied; those that are templates are rendered
    /// once for the site.
    pub fn assets(&self) -> Vec<String> {
        let below = |path: &'_ String| {
            let path = path.strip_prefix("templates/").unwrap_or(path);
            path.strip_prefix("assets/").map(str::to_owned)
        };
        let assets: BTreeSet<String> = self.files.keys().filter_map(below).collect();
        assets.into_iter().collect()
    }

    /// A file that is copied, by its path below `assets`.
    pub fn asset(&self, path: &str) -> Option<&[u8]> {
        self.files.get(&format!("assets/{path}")).map(|file| file.bytes.as_slice())
    }

    /// Files of a folder, by their paths below it.
    #[cfg(feature = "pdf")]
    pub(crate) fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.iter();
        files.filter_map(move |(path, file)| Some((path.strip_prefix(folder)?, file.bytes.as_slice())))
    }

    /// Templates: name, origin and text.
    pub(crate) fn templates(&self) -> Result<Vec<(&str, &Path, &str)>, Failure> {
        let templates =
            self.files.iter().filter_map(|(path, file)| Some((path.strip_prefix("templates/")?, file)));
        templates.map(|(name, file)| Ok((name, file.origin.as_path(), file.text()?))).collect()
    }

    /// Strings of one language; later files override earlier ones key by key. What a record declares is called as
    /// in forms where the theme has no label or column of its own for it.
    pub fn strings(&self, language: Language) -> Result<Table, Failure> {
        let wanted = format!("strings/{}.toml", language.tag());
        let fields = front_matter::shape("deficiency");
        let names = labels::names(&fields, language).map(|(key, name)| (key.to_owned(), name.into()));
        let names = toml::Value::Table(names.collect());
        let mut strings: Table =
            ["label", "column"].map(|group| (group.to_owned(), names.clone())).into_iter().collect();
        for (_, file) in self.strings.iter().filter(|(path, _)| *path == wanted) {
            overlay(&mut strings, file.table()?);
        }
        Ok(strings)
    }

    /// Official forms.
    ///
    /// # Errors
    /// When `forms.toml` is missing or wrong.
    pub(crate) fn forms(&self) -> Result<Forms, Failure> {
        let file = self.files.get(FORMS);
        let file = file.ok_or_else(|| Failure::new(Doing::Find, FORMS, Cause::NotInTheme))?;
        toml::from_str(file.text()?)
            .map_err(|error| Failure::new(Doing::Read, &file.origin, Reason::library(error)))
    }

    /// SVG path data of the shapes for statuses and states, by key.
    pub(crate) fn shapes(&self) -> Result<Table, Failure> {
        self.files.get("shapes.toml").map_or_else(|| Ok(Table::new()), File::table)
    }
}

impl File {
    fn text(&self) -> Result<&str, Failure> {
        std::str::from_utf8(&self.bytes).map_err(|_| Failure::new(Doing::Read, &self.origin, Cause::NotUtf8))
    }

    fn table(&self) -> Result<Table, Failure> {
        self.text()?.parse().map_err(|error| Failure::new(Doing::Read, &self.origin, Reason::library(error)))
    }
}

/// Refuses a symbolic link: a theme is copied into the site, and only what was put into its folder.
fn refuse_link(path: &Path) -> Result<(), Failure> {
    match fs::read_link(path) {
        Ok(_) => Err(Failure::new(Doing::ReadTheme, path, Cause::LinkInTheme)),
        Err(_) => Ok(()),
    }
}

/// Merges `over` into `under`, table by table.
fn overlay(under: &mut Table, over: Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) => overlay(under, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_strings() {
        let theme = Theme::built_in();
        let keys = |language| {
            let mut keys = Vec::new();
            collect("", &theme.strings(language).unwrap(), &mut keys);
            keys.sort();
            keys
        };
        assert_eq!(keys(Language::Vi), keys(Language::En));
    }

    fn collect(prefix: &str, table: &Table, keys: &mut Vec<String>) {
        for (key, value) in table {
            match value {
                toml::Value::Table(table) => collect(&format!("{prefix}{key}."), table, keys),
                _ => keys.push(format!("{prefix}{key}")),
            }
        }
    }

    #[test]
    fn a_site_lays_its_own_files_over() {
        let root = tempfile::tempdir().unwrap();
        let own = root.path().join("themes/own");
        fs::create_dir_all(own.join("strings")).unwrap();
        fs::create_dir_all(root.path().join("templates")).unwrap();
        fs::write(own.join("strings/vi.toml"), "[status]\nopen = \"Mở\"\n").unwrap();
        fs::write(root.path().join("templates/home.html"), "here").unwrap();
        let theme = Theme::load(root.path(), "own").unwrap();
        let strings = theme.strings(Language::Vi).unwrap();
        let status = strings["status"].as_table().unwrap();
        assert_eq!(status["open"].as_str(), Some("Mở"));
        assert!(status.contains_key("fixed"));
        let templates = theme.templates().unwrap();
        assert!(templates.iter().any(|(name, _, text)| *name == "home.html" && *text == "here"));
        assert!(Theme::load(root.path(), "missing").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_theme_holds_what_was_put_into_it() {
        for link in ["themes", "themes/own", "themes/own/assets", "themes/own/assets/a.txt", "templates"] {
            let root = tempfile::tempdir().unwrap();
            let path = |below: &str| root.path().join(below);
            fs::create_dir_all(path("elsewhere/own/assets")).unwrap();
            fs::create_dir_all(path("themes/own/assets")).unwrap();
            let _ = fs::remove_dir_all(path(link));
            std::os::unix::fs::symlink(path("elsewhere"), path(link)).unwrap();
            let failure = Theme::load(root.path(), "own").unwrap_err().show(Language::En);
            assert!(failure.contains(link) && failure.contains("it is a symbolic link"), "{link}: {failure}");
        }
    }
}
