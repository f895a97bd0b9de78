//! Strings of the theme in one language, for files that are made without a template, such as tables and
//! calendars.

use toml::Table;

/// Strings of one language, as tables of key and text.
#[derive(Debug, Clone, Default)]
pub struct Strings(pub Table);

impl Strings {
    /// The string `key` of the table `group`; the key itself where there is none.
    pub fn get<'s>(&'s self, group: &str, key: &'s str) -> &'s str {
        self.find(group, key).unwrap_or(key)
    }

    /// The string `key` of the table `group`, where there is one.
    pub fn find(&self, group: &str, key: &str) -> Option<&str> {
        self.0.get(group)?.get(key)?.as_str()
    }
}
