//! Which language is asked for, of messages and of the site.
//!
//! Takes the words of the call, the settings and the locale of the machine; gives the language of what is
//! printed. It stands apart because that is known before the call is understood: what is wrong with the call is
//! said in it, too.

use crate::disk;
use crate::language::Language;
use crate::settings::Config;
use crate::source::SourceId;
use clap::ValueEnum;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Name of the settings, unless the call names others.
pub(super) const SETTINGS: &str = "khacphuc.toml";

/// What is asked for beside the settings.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskedLanguage {
    /// `--language`.
    pub(super) flag: Option<Language>,
    /// What the machine's locale asks for.
    pub(super) locale: Language,
}

impl AskedLanguage {
    /// Language of messages: the call's, or the settings', or the machine's.
    pub(super) fn messages(self, settings: Option<Language>) -> Language {
        self.flag.or(settings).unwrap_or(self.locale)
    }

    /// Language of the site: the call's, or the settings', or Vietnamese. The machine has no part in it, so that
    /// the same content gives the same site on every machine.
    pub(super) fn site(self, settings: Option<Language>) -> Language {
        self.flag.or(settings).unwrap_or_default()
    }
}

/// What a call asks for that nobody has understood yet, and the language to tell in what is wrong with it.
pub(super) fn of_call(words: &[OsString]) -> (AskedLanguage, Language) {
    let flag = option(words, "--language").and_then(|word| Language::from_str(&word, false).ok());
    let asked = AskedLanguage { flag, locale: Language::of_locale(&locale()) };
    let file = option(words, "--config").map_or_else(|| PathBuf::from(SETTINGS), PathBuf::from);
    (asked, asked.messages(language_of(&file)))
}

/// The value of an option: `--language vi`, `--language=vi`.
fn option(words: &[OsString], name: &str) -> Option<String> {
    let mut words = words.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    while let Some(word) = words.next() {
        match word.strip_prefix(name) {
            Some("") => return words.next().map(|value| value.into_owned()),
            Some(value) if value.starts_with('=') => return Some(value[1..].to_owned()),
            _ => {}
        }
    }
    None
}

/// The language that settings name. What is wrong with them is told when they are used.
fn language_of(file: &Path) -> Option<Language> {
    let text = disk::read_text(file).ok()?;
    Config::read(&text, SourceId::of_path(SETTINGS), &[]).0.language
}

/// The locale of messages, by the rules of POSIX: the first of these that is set.
#[expect(clippy::disallowed_methods, reason = "it decides on messages only, never on what a build makes")]
fn locale() -> String {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    set.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_call_is_asked_before_the_settings_and_those_before_the_machine() {
        let (vi, en) = (Language::Vi, Language::En);
        let asked = |flag, locale| AskedLanguage { flag, locale };
        assert_eq!(asked(Some(vi), en).messages(Some(en)), vi);
        assert_eq!(asked(None, vi).messages(Some(en)), en);
        assert_eq!(asked(None, en).messages(None), en);
        // A site is the same on every machine.
        assert_eq!(asked(None, en).site(None), vi);
        assert_eq!(asked(Some(en), vi).site(None), en);
    }

    #[test]
    fn a_language_is_found_in_a_call_that_is_wrong() {
        let words = |call: &str| call.split(' ').map(OsString::from).collect::<Vec<_>>();
        let language = |call: &str| option(&words(call), "--language");
        assert_eq!(language("khacphuc chekc --language en").as_deref(), Some("en"));
        assert_eq!(language("khacphuc --language=vi --nothing").as_deref(), Some("vi"));
        assert_eq!(language("khacphuc init -- --language en"), None);
        assert_eq!(language("khacphuc check"), None);
    }

    #[test]
    fn a_locale_names_a_language() {
        for (locale, language) in [
            ("vi_VN.UTF-8", Language::Vi),
            ("vi", Language::Vi),
            ("en_US.UTF-8", Language::En),
            ("fr_FR", Language::En),
            ("C.UTF-8", Language::Vi),
            ("POSIX", Language::Vi),
            ("", Language::Vi),
        ] {
            assert_eq!(Language::of_locale(locale), language, "{locale}");
        }
    }
}
