//! Changes: what changed in the record between two revisions, for a terminal, a script or a reader.
//!
//! Takes the changes of each file; gives them as text or JSON. It stands apart from the lists because those say
//! how things are on a day, and this what became otherwise between two.

mod data;
mod text;

pub use data::{ChangeData, ChangeKind, ChangedData, ChangesData, CommitData, RevisionData, Shape, shown};

use crate::language::Language;
use crate::model::strings::Strings;

impl ChangesData {
    /// As text, for a terminal; `marked` gives a text with the words marked that it does not share with another.
    pub fn to_text(
        &self,
        strings: &Strings,
        language: Language,
        marked: impl Fn(&str, &str) -> String,
    ) -> String {
        text::write(self, strings, language, &marked)
    }

    /// As JSON.
    pub fn to_json(&self) -> Vec<u8> {
        // Plain structs with string keys: serialising them does not fail.
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }

    /// The JSON Schema of it, made from the type itself.
    pub fn schema() -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(&schemars::schema_for!(Self)).unwrap_or_default();
        json.push(b'\n');
        json
    }
}
