//! Level: how severe a diagnostic is.
//!
//! Takes no input: it is the scale that the catalogue, the settings and the build share, which is why it stands
//! apart from each of them.

use serde::{Deserialize, Serialize};

/// How much a diagnostic weighs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; the site is built, since it is there to show it.
    Warning,
    /// Reported; nothing is written.
    Error,
}
