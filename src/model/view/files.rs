//! Views of the data files of a body, for the pages that list them.

use super::links::Link;
use serde::{Deserialize, Serialize};

/// Data files of one body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BodyFiles {
    /// The body.
    pub body: Link,
    /// Address of its workbook.
    pub workbook: String,
    /// Address of its calendar file, if it has one.
    pub dates: Option<String>,
}
