//! Codec: the bytes in which values are kept between runs.
//!
//! Takes a value, gives its bytes, and back; long texts can be packed. It stands apart because stages keep
//! packed texts in their results, and the cache keeps those results. No other program reads these bytes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Bytes that are held for long, made small.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed(#[serde(with = "serde_bytes")] Box<[u8]>);

/// How many bytes one packed byte can stand for, in the format of LZ4.
const MOST: usize = 255;

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
        // The length is a part of them, and room for it must not be made before it can be true.
        match self.len() <= self.0.len().saturating_mul(MOST) {
            true => lz4_flex::decompress_size_prepended(&self.0).unwrap_or_default(),
            false => Vec::new(),
        }
    }
}

/// Long texts, as `#[serde(with = "text")]`: most of what is decoded is their bytes, and serde's own way
/// looks at each of them alone to see whether it is UTF-8.
pub(crate) mod text {
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use std::fmt;

    pub(crate) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(text.as_bytes())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_bytes(Bytes)
    }

    struct Bytes;

    impl Visitor<'_> for Bytes {
        type Value = String;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("text in UTF-8")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<String, E> {
            simdutf8::basic::from_utf8(bytes).map(str::to_owned).map_err(E::custom)
        }
    }
}

/// The bytes of a value.
pub fn encode(value: &impl Serialize) -> Vec<u8> {
    // Lists of known length and no maps with other keys than words: nothing that could fail.
    postcard::to_extend(value, Vec::new()).unwrap_or_default()
}

/// The value of some bytes; none where they are no such value's.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
