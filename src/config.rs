//! The site's settings, `khacphuc.toml`.

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::language::Language;
use crate::model::document::SectionKind;
use crate::source::{Place, SourceId};
use crate::text;
use crate::tree::{self, Table};
use std::collections::BTreeMap;

/// Everything that `khacphuc.toml` can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Name of the site.
    pub title: String,
    /// Language of labels.
    pub language: Language,
    /// Theme: a folder of the site's `themes/`, over the one that is built in.
    pub theme: String,
    /// Headings and what they hold.
    pub headings: Headings,
    /// Levels that differ from the catalogue.
    pub levels: BTreeMap<&'static str, Level>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "Khắc phục".to_owned(),
            language: Language::Vi,
            theme: "default".to_owned(),
            headings: Headings::default(),
            levels: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Reads settings. Mistakes are reported with their places, all of them.
    pub fn read(toml: &str, source: SourceId) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut config = Self::default();
        match tree::read_toml(toml, 0) {
            Ok(root) => {
                if let Some(mut table) = Table::new(source, "khacphuc.toml", root, &mut diagnostics) {
                    config.take(&mut table);
                    table.finish();
                }
            }
            Err(error) => diagnostics.push(
                Diagnostic::new(Code::FrontMatterSyntax, Place::new(source, error.span))
                    .with("what", error.what),
            ),
        }
        (config, diagnostics)
    }

    fn take(&mut self, table: &mut Table<'_>) {
        if let Some(title) = table.text("title") {
            self.title = title.value;
        }
        let languages = [("vi", Language::Vi), ("en", Language::En)];
        if let Some(language) = table.choice("language", Code::UnknownValue, &languages) {
            self.language = language.value;
        }
        if let Some(theme) = table.text("theme") {
            self.theme = theme.value;
        }
        table.table("headings", |mut table| {
            for (key, kind) in HEADING_KEYS {
                for heading in table.texts(key) {
                    self.headings.add(*kind, &heading.value);
                }
            }
            table.finish();
            Some(())
        });
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

    /// Gives each diagnostic the level that the settings say, and leaves out what they allow.
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

const HEADING_KEYS: &[(&str, SectionKind)] = &[
    ("measures", SectionKind::Measures),
    ("progress", SectionKind::Progress),
    ("targets", SectionKind::Targets),
    ("results", SectionKind::Results),
    ("verdict", SectionKind::Verdict),
    ("direction", SectionKind::Direction),
];

/// The vocabulary of headings, which is compared without marks, case, numbering and colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headings {
    words: BTreeMap<String, SectionKind>,
}

impl Default for Headings {
    fn default() -> Self {
        let mut headings = Self { words: BTreeMap::new() };
        for (kind, words) in SHIPPED {
            for word in *words {
                headings.add(*kind, word);
            }
        }
        headings
    }
}

/// What comes with the tool, Vietnamese and English.
const SHIPPED: &[(SectionKind, &[&str])] = &[
    (
        SectionKind::Measures,
        &[
            "Giải pháp",
            "Giải pháp thực hiện",
            "Giải pháp khắc phục",
            "Giải pháp đã triển khai",
            "Nhiệm vụ, giải pháp",
            "Nhiệm vụ và giải pháp",
            "Nhiệm vụ và giải pháp thực hiện",
            "Measures",
        ],
    ),
    (SectionKind::Progress, &["Tiến độ", "Tiến độ thực hiện", "Progress"]),
    (SectionKind::Targets, &["Chỉ tiêu", "Mục tiêu, chỉ tiêu", "Targets", "Indicators"]),
    (SectionKind::Results, &["Kết quả", "Kết quả thực hiện", "Kết quả khắc phục", "Results"]),
    (SectionKind::Verdict, &["Đánh giá", "Kết quả đánh giá", "Verdict"]),
    (SectionKind::Direction, &["Phương hướng", "Phương hướng tiếp theo", "Direction"]),
];

impl Headings {
    fn add(&mut self, kind: SectionKind, heading: &str) {
        self.words.insert(Self::key(heading), kind);
    }

    /// What a section under `heading` holds.
    pub fn kind_of(&self, heading: &str) -> Option<SectionKind> {
        self.words.get(&Self::key(heading)).copied()
    }

    /// `1.2. Kết quả:` and `Kết quả` are one heading.
    fn key(heading: &str) -> String {
        let folded = text::fold(heading);
        let mut rest = folded.trim().trim_end_matches([':', '.']).trim();
        while let Some((first, after)) = rest.split_once(char::is_whitespace) {
            match is_numbering(first) {
                true => rest = after.trim(),
                false => break,
            }
        }
        rest.to_owned()
    }
}

/// `1.`, `1.2`, `III.`, `II/`, `a)`: what officials put before a heading.
fn is_numbering(word: &str) -> bool {
    let core = word.trim_end_matches(['.', ')', '/', '-']);
    let is_number = core.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    let is_roman = core.chars().all(|letter| matches!(letter, 'i' | 'v' | 'x'));
    let is_letter = core.len() == 1 && word.len() > 1;
    is_number || is_roman || is_letter
}
