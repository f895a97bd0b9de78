//! Language: Vietnamese and English, the languages of labels and messages.
//!
//! Takes a setting, an option of the command line or the locale of the machine; gives the tag of the language
//! and the wording in it. It stands apart because the site, the messages and the command line all depend on it.

use serde::{Deserialize, Serialize};

/// Language of labels and messages; the author's own text is never translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language that a locale of the machine asks for (`vi_VN.UTF-8`). `C`, `POSIX` and an empty one ask for
    /// none, and get the first; whoever asks for a third language is likelier to read English.
    pub fn of_locale(locale: &str) -> Self {
        match locale.split(['_', '-', '.', '@']).next().unwrap_or_default() {
            "" | "C" | "POSIX" | "vi" => Self::Vi,
            _ => Self::En,
        }
    }

    /// The one of two wordings that is in this language.
    pub fn choose<T>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}
