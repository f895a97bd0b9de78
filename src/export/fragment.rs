//! What one body adds to one file, in bytes that only the format of that file reads.

use serde::{Deserialize, Serialize};

/// What one body adds to one file, in bytes that only this file's module reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fragment(#[serde(with = "serde_bytes")] Box<[u8]>);

impl From<Vec<u8>> for Fragment {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl Fragment {
    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}
