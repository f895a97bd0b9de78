//! What compiling one file gives.

use super::document::Document;
use super::register::Register;
use crate::source::SourceId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What compiling one file gives.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Compiled {
    /// A Markdown file.
    Document(Arc<Document>),
    /// The register of documents outside the content.
    Register(Arc<Register>),
}

impl Compiled {
    /// The file that it was compiled from.
    pub fn source(&self) -> SourceId {
        match self {
            Self::Document(document) => document.source,
            Self::Register(register) => register.source,
        }
    }
}
