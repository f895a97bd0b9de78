//! The result of compiling one file: a document or the register, in one type because the cache and the
//! later stages take both.

use super::document::Document;
use crate::front_matter::register::Register;
use crate::source::SourceId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The result of compiling one file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Compiled {
    /// A Markdown file.
    Document(Arc<Document>),
    /// The register of documents outside the content.
    Register(Arc<Register>),
}

impl Compiled {
    /// The source file.
    pub fn source(&self) -> SourceId {
        match self {
            Self::Document(document) => document.source,
            Self::Register(register) => register.source,
        }
    }
}
