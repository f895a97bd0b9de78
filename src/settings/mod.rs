//! Settings: the file `khacphuc.toml`.
//!
//! Takes its text; gives a [`Config`], with the default for every key that is absent, and the mistakes in it.
//! It stands apart because several stages need a part of the settings, and none of them reads the file.

mod edition;
mod headings;

pub use edition::{Audience, Edition};
use headings::HEADING_KEYS;
pub use headings::{Headings, SectionKind};

use crate::diagnostic::{Code, Diagnostic, Level, Phrase};
use crate::language::Language;
use crate::source::{SourceId, link};
use crate::table::{self, Table};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// Everything that `khacphuc.toml` can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// Language of labels and messages; none where the settings do not say.
    pub language: Option<Language>,
    /// Where the site is published, `https://…` with a `/` at its end. Without it the site works at any
    /// address, and leaves out whatever needs absolute addresses.
    pub url: Option<String>,
    /// The forge that holds the sources.
    pub repository: Option<Repository>,
    /// Theme: a folder of the site's `themes/`, over the one that is built in.
    pub theme: String,
    /// Files and folders outside the content that symbolic links in it may lead to: paths below the folder that
    /// the settings are in.
    pub symlinks: Vec<String>,
    /// Where the bags of frozen years are, and how they are kept.
    pub archive: Archive,
    /// The headings that sections are recognised by.
    pub headings: Headings,
    /// Levels that differ from the default, by the name of the code.
    pub levels: BTreeMap<&'static str, Level>,
    /// Accounts of units at the code host.
    pub owners: Vec<Owner>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Khắc phục".to_owned(),
            language: None,
            url: None,
            repository: None,
            theme: "default".to_owned(),
            symlinks: Vec::new(),
            archive: Archive::default(),
            headings: Headings::default(),
            levels: BTreeMap::new(),
            owners: Vec::new(),
        }
    }
}

/// Where the bags of frozen years are, and how they are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Folder with the bags, a path below the folder that the settings are in.
    pub folder: String,
    /// How long they are kept, in words.
    pub keep: Option<String>,
    /// Where they are kept beside that folder, in words.
    pub place: Option<String>,
}

impl Default for Archive {
    fn default() -> Self {
        Self { folder: "archive".to_owned(), keep: None, place: None }
    }
}

impl Archive {
    fn take(mut table: Table<'_>) -> Option<Self> {
        let folder = table.value("folder", Phrase::PathBelow, read_below).map(|folder| folder.value);
        let keep = table.text("keep").map(|keep| keep.value);
        let place = table.text("place").map(|place| place.value);
        table.finish();
        Some(Self { folder: folder.unwrap_or_else(|| Self::default().folder), keep, place })
    }
}

impl Config {
    /// Reads settings from the text of the file `source`. All mistakes are reported, with their places; a value
    /// that cannot be read keeps its default. `themes` are those that the site may choose from.
    pub fn read(toml: &str, source: SourceId, themes: &[String]) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut config = Self::default();
        match table::read_toml(toml, 0) {
            Ok(root) => {
                if let Some(mut table) = Table::new(source, "khacphuc.toml", root, &mut diagnostics) {
                    config.take(&mut table, themes);
                    table.finish();
                }
            }
            Err(error) => diagnostics.push(error.report(source)),
        }
        (config, diagnostics)
    }

    fn take(&mut self, table: &mut Table<'_>, themes: &[String]) {
        if let Some(title) = table.text("title") {
            self.title = title.value;
        }
        let languages = [("vi", Language::Vi), ("en", Language::En)];
        if let Some(language) = table.choice("language", Code::UnknownValue, &languages) {
            self.language = Some(language.value);
        }
        self.url = table.value("url", Phrase::Address, read_address).map(|url| url.value);
        self.repository = table.table("repository", Repository::take);
        if let Some(theme) = table.text("theme") {
            match themes.contains(&theme.value) {
                true => self.theme = theme.value,
                false => {
                    let names = themes.iter().map(String::as_str);
                    table.diagnostics().push(Diagnostic::unknown(Code::UnknownTheme, &theme, names));
                }
            }
        }
        self.symlinks = table.values("symlinks", Phrase::PathBelow, read_below);
        if let Some(archive) = table.table("archive", Archive::take) {
            self.archive = archive;
        }
        table.table("headings", |mut table| {
            for (key, kind) in HEADING_KEYS {
                for heading in table.texts(key) {
                    if let Some(known) = self.headings.add(*kind, &heading.value) {
                        let key =
                            HEADING_KEYS.iter().find(|(_, kind)| *kind == known).map_or("", |(key, _)| key);
                        let report = Diagnostic::new(Code::HeadingOfTwoKinds, heading.place.clone());
                        table.diagnostics().push(report.with("found", &heading.value).with("kind", key));
                    }
                }
            }
            table.finish();
            Some(())
        });
        self.owners = table.tables("owners", Owner::take);
        table.table("levels", |mut table| {
            self.take_levels(&mut table);
            table.finish();
            Some(())
        });
    }

    fn take_levels(&mut self, table: &mut Table<'_>) {
        let choices = [("allow", Level::Allow), ("warning", Level::Warning), ("error", Level::Error)];
        for code in Code::ALL {
            let choices = if code.is_fixed() { &choices[2..] } else { &choices[..] };
            if let Some(level) = table.choice(code.name(), Code::UnknownValue, choices) {
                self.levels.insert(code.name(), level.value);
            }
        }
    }

    /// Whether readers of an edition may see the history from git, and where to edit.
    pub fn shows_changes(&self, edition: Edition) -> bool {
        let audience = self.repository.as_ref().map_or(Audience::Internal, |repository| repository.audience);
        edition == Edition::Internal || audience == Audience::Public
    }

    /// Gives each diagnostic the level that the settings say, and removes those whose level is `allow`.
    pub fn weigh(&self, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let weighed = diagnostics.into_iter().map(|mut diagnostic| {
            if let Some(level) = self.levels.get(diagnostic.code.name()) {
                diagnostic.level = *level;
            }
            diagnostic
        });
        weighed.filter(|diagnostic| diagnostic.level > Level::Allow).collect()
    }
}

/// Whether a finding may be there only because of a mistake in the settings, which decide on levels, and on the
/// headings that are known.
pub fn leaves_open(mistake: &Diagnostic, finding: &Diagnostic) -> bool {
    let named = mistake.args.iter().filter(|(name, _)| ["table", "key"].contains(name));
    let named = named.map(|(_, arg)| arg.show(Language::En)).chain(mistake.nearest.clone());
    let named: Vec<String> = named.collect();
    let names = |wanted: &str| named.iter().any(|name| name == wanted);
    let is_open = match mistake.code {
        // A text that is no TOML is not read at all, nor is one with a key that is there twice.
        Code::NotUtf8 | Code::FrontMatterSyntax | Code::DuplicateKey => true,
        _ if named.iter().any(|name| Code::named(name).is_some()) => names(finding.code.name()),
        _ => names("levels") || names("headings") || HEADING_KEYS.iter().any(|(key, _)| names(key)),
    };
    finding.level < Level::Error && is_open
}

/// Reads a web address, and adds a `/` at its end. None for anything else.
fn read_address(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let has_host = !rest.is_empty() && !rest.starts_with('/');
    let is_refused = |letter: char| {
        letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '<' | '>' | '?' | '#')
    };
    let is_address = has_host && !rest.contains(is_refused);
    is_address.then(|| format!("{}/", text.trim_end_matches('/')))
}

/// Reads a path that stays below the folder that it begins in.
fn read_below(text: &str) -> Option<String> {
    let mut parts = Path::new(text).components();
    (!text.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))).then(|| text.to_owned())
}

/// Who looks after the files of a unit at the code host: `[[owners]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// A body, a unit as `body/unit`, or the unit of that id in every body.
    pub of: String,
    /// Its accounts: `@group/name`, or an address.
    pub accounts: Vec<String>,
}

impl Owner {
    fn take(mut table: Table<'_>) -> Option<Self> {
        let of = table.required_text("of");
        let accounts = table.texts("accounts").into_iter().map(|account| account.value).collect();
        table.finish();
        Some(Self { of: of?.value, accounts })
    }
}

/// The forge that holds the sources: `[repository]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// Address of the project, with a `/` at its end.
    pub url: String,
    /// The forge, whose addresses differ from others'.
    pub forge: Forge,
    /// The branch that is edited.
    pub branch: String,
    /// Path of the content folder in the repository.
    pub folder: String,
    /// Who may see the history of changes, and where to edit. Commit messages may mention internal matters, so
    /// it is the organisation only unless the settings say otherwise.
    pub audience: Audience,
}

/// A program that shows repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forge {
    /// GitLab.
    GitLab,
    /// Gitea, and Forgejo, which has the same addresses.
    Gitea,
    /// GitHub.
    GitHub,
}

impl Repository {
    fn take(mut table: Table<'_>) -> Option<Self> {
        let forges = [("gitlab", Forge::GitLab), ("gitea", Forge::Gitea), ("github", Forge::GitHub)];
        let audiences = [("internal", Audience::Internal), ("public", Audience::Public)];
        let has_url = table.is_given("url");
        let url = table.value("url", Phrase::Address, read_address);
        if !has_url {
            table.missing("url");
        }
        let forge = table.required_choice("forge", Code::UnknownValue, &forges);
        let branch = table.text("branch").map_or_else(|| "main".to_owned(), |branch| branch.value);
        let folder = table.text("folder").map_or_else(|| "content".to_owned(), |folder| folder.value);
        let audience = table.choice("audience", Code::UnknownValue, &audiences);
        let audience = audience.map_or(Audience::Internal, |audience| audience.value);
        table.finish();
        Some(Self { url: url?.value, forge: forge?.value, branch, folder, audience })
    }

    /// Address at which a file is edited; `path` is below the content folder.
    pub fn edit(&self, path: &str) -> String {
        let Self { url, branch, folder, .. } = self;
        let edit = match self.forge {
            Forge::GitLab => "-/edit/",
            Forge::Gitea => "_edit/",
            Forge::GitHub => "edit/",
        };
        let folder = folder.trim_matches('/');
        let path = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
        format!("{url}{edit}{}/{}", link::encode(branch), link::encode(&path))
    }

    /// Address of the page of a commit; `id` is its hash, perhaps abbreviated.
    pub fn change(&self, id: &str) -> String {
        let commit = match self.forge {
            Forge::GitLab => "-/commit/",
            Forge::Gitea | Forge::GitHub => "commit/",
        };
        format!("{}{commit}{id}", self.url)
    }
}

#[test]
fn an_address_has_a_host() {
    assert_eq!(read_address("https://a.example/b//").as_deref(), Some("https://a.example/b/"));
    for wrong in ["https://", "https:///", "http:////a", "ftp://a", "https://a b", "https://a\n", "a"] {
        assert_eq!(read_address(wrong), None, "{wrong}");
    }
}
