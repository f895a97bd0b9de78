//! Views of what has a day, and of the files for other programs.

use super::links::Link;
use serde::{Deserialize, Serialize};

/// Files of one body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodyFiles {
    /// The body.
    pub body: Link,
    /// Its workbook.
    pub workbook: String,
    /// Its dates, if it has any.
    pub dates: Option<String>,
}
