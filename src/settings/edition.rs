//! Edition: which parts of the content a build publishes.
//!
//! Takes no input: it is the choice, and the marks of the content that the choice depends on. It stands apart
//! from the other settings because it is given on the command line, and used by nearly every stage.

use serde::{Deserialize, Serialize};

/// What a build lets out.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
    clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Edition {
    /// What everyone may read.
    #[default]
    Public,
    /// Everything.
    Internal,
}

impl Edition {
    /// Both editions.
    pub const ALL: [Self; 2] = [Self::Public, Self::Internal];

    /// The word for it in data and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
        }
    }
}

/// Who may read something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Audience {
    /// Everyone.
    #[default]
    Public,
    /// The organisation only.
    Internal,
}
