//! Codec: the bytes in which the cache keeps things. No other program reads them.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Bytes that are held for long, made small.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed(#[serde(with = "serde_bytes")] Box<[u8]>);

impl Packed {
    /// Packs bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self(lz4_flex::compress_prepend_size(bytes).into())
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        let size = self.0.first_chunk().map(|size| u32::from_le_bytes(*size));
        size.and_then(|size| usize::try_from(size).ok()).unwrap_or_default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes; none where something happened to them.
    pub fn bytes(&self) -> Vec<u8> {
        lz4_flex::decompress_size_prepended(&self.0).unwrap_or_default()
    }
}

/// The bytes of a value.
pub fn encode(value: &impl Serialize) -> Vec<u8> {
    // Lists of known length and no maps with other keys than words: nothing that could fail.
    postcard::to_stdvec(value).unwrap_or_default()
}

/// The value of some bytes; none where they are no such value's.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
