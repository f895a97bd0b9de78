//! Front matter as text.

use super::words::yaml;
use crate::settings::Audience;

/// Front matter, key by key.
pub(super) struct Head {
    lines: String,
}

impl Head {
    pub(super) fn new(kind: &str) -> Self {
        Self { lines: format!("kind: {kind}\n") }
    }

    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.bare(key, &yaml(value));
    }

    pub(super) fn maybe(&mut self, key: &str, value: Option<&str>) {
        value.into_iter().for_each(|value| self.text(key, value));
    }

    pub(super) fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| yaml(value)).collect();
            self.bare(key, &format!("[{}]", values.join(", ")));
        }
    }

    /// A value that is YAML already.
    pub(super) fn bare(&mut self, key: &str, value: &str) {
        self.lines.push_str(&format!("{key}: {value}\n"));
    }

    /// Nothing is said where everybody may read it.
    pub(super) fn audience(&mut self, audience: Audience) {
        if audience == Audience::Internal {
            self.bare("audience", "internal");
        }
    }

    /// The front matter between its fences.
    pub(super) fn fenced(self) -> String {
        format!("---\n{}---\n", self.lines)
    }
}
