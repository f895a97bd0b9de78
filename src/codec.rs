//! Codec: the binary encoding of values in memory and in the cache.
//!
//! Takes a value, gives its bytes, and the reverse; long texts can be compressed. It stands apart because the
//! stages keep compressed texts in their results, and the cache stores those results. The format is internal:
//! no other program reads these bytes.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::{fmt, io};

/// The error where bytes are not what a value was encoded as. In an [`io::Error`] it is inside of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

impl Damaged {
    /// Whether an error says so.
    pub fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<Self>())
    }
}

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("damaged")
    }
}

impl std::error::Error for Damaged {}

impl From<Damaged> for io::Error {
    fn from(error: Damaged) -> Self {
        Self::new(io::ErrorKind::InvalidData, error)
    }
}

/// Bytes kept compressed (LZ4), because they stay in memory for long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed(#[serde(with = "serde_bytes")] Box<[u8]>);

/// The most bytes that one compressed byte can stand for in the LZ4 format.
const MOST: usize = 255;

impl Packed {
    /// Compresses bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self(lz4_flex::compress_prepend_size(bytes).into())
    }

    /// How many bytes there are, uncompressed.
    pub fn len(&self) -> usize {
        let size = self.0.first_chunk().map(|size| u32::from_le_bytes(*size));
        size.and_then(|size| usize::try_from(size).ok()).unwrap_or_default()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The uncompressed bytes.
    ///
    /// # Errors
    /// When the compressed ones are damaged.
    pub fn bytes(&self) -> Result<Vec<u8>, Damaged> {
        // The stored length may be damaged too: no memory is reserved for a length that cannot be true.
        match self.len() <= self.0.len().saturating_mul(MOST) {
            true => lz4_flex::decompress_size_prepended(&self.0).map_err(|_| Damaged),
            false => Err(Damaged),
        }
    }
}

/// Encodes long texts as bytes, by `#[serde(with = "text")]`. They are most of what is decoded, and checking
/// them for UTF-8 as serde does by itself is slow: it does not use SIMD.
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
    // Encoding fails only for sequences of unknown length, which no value of this program has.
    postcard::to_extend(value, Vec::new()).unwrap_or_default()
}

/// The value that some bytes encode.
///
/// # Errors
/// When they encode no value of this type.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Damaged> {
    postcard::from_bytes(bytes).map_err(|_| Damaged)
}
