//! Front matter as text.

use super::words::yaml;
use crate::settings::Audience;

/// Front matter, key by key.
pub(super) struct Head {
    lines: String,
    /// Where the line of the last list ends.
    first: usize,
}

impl Head {
    pub(super) fn new(kind: &str) -> Self {
        Self { lines: format!("kind: {kind}\n"), first: 0 }
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

    /// A list with one entry a line, which is YAML already, each with the place that it is from.
    pub(super) fn list_of<'e>(&mut self, key: &str, entries: impl Iterator<Item = (&'e str, String)>) {
        self.lines.push_str(&format!("{key}:\n"));
        self.first = self.lines.len() - 1;
        entries.for_each(|(entry, place)| self.lines.push_str(&format!("  - {entry}  # {place}\n")));
    }

    /// Says where the last key is from.
    pub(super) fn cite(&mut self, place: &str) {
        let end = self.lines.trim_end().len();
        self.lines.truncate(end);
        self.lines.push_str(&format!("  # {place}\n"));
    }

    /// Says where the last list is from.
    pub(super) fn cite_first(&mut self, place: &str) {
        self.lines.insert_str(self.first, &format!("  # {place}"));
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
