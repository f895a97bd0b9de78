//! A fragment: what one body adds to one file, kept as bytes so that a cache need not know the format.

use serde::{Deserialize, Serialize};

/// What one body adds to one file, in bytes that only the module of that file's format reads.
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
