//! Codec: the bytes in which the cache keeps things. No other program reads them.

use postcard::ser_flavors::Flavor;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

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
pub(super) mod text {
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use std::fmt;

    pub(in crate::model) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(text.as_bytes())
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<String, D::Error> {
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
    postcard::to_stdvec(value).unwrap_or_default()
}

/// The hash of the bytes of a value, XXH3 with 128 bits, as they come: they are nowhere together. None for a
/// value that cannot be encoded.
pub fn hash(value: &impl Serialize) -> Option<u128> {
    let hashing = Hashing { hash: Xxh3::new(), pending: Vec::with_capacity(PENDING) };
    postcard::serialize_with_flavor(value, hashing).ok()
}

/// How many bytes are hashed at once: most come in ones and twos.
const PENDING: usize = 1024;

/// Hashes what is encoded.
struct Hashing {
    hash: Xxh3,
    /// Bytes that are not hashed yet.
    pending: Vec<u8>,
}

impl Hashing {
    fn make_room(&mut self, length: usize) {
        if self.pending.len() + length > PENDING {
            self.hash.update(&self.pending);
            self.pending.clear();
        }
    }
}

impl Flavor for Hashing {
    type Output = u128;

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.make_room(bytes.len());
        match bytes.len() > PENDING {
            true => self.hash.update(bytes),
            false => self.pending.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.make_room(1);
        self.pending.push(byte);
        Ok(())
    }

    fn finalize(mut self) -> postcard::Result<u128> {
        self.hash.update(&self.pending);
        Ok(self.hash.digest128())
    }
}

/// The value of some bytes; none where they are no such value's.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use xxhash_rust::xxh3::xxh3_128;

    #[test]
    fn a_hash_is_that_of_the_bytes() {
        for length in [0, 1, 120, 1000, 1023, 1024, 1025, 5000] {
            let value = ("a".repeat(length), vec![(7_u64, true); length], "b");
            assert_eq!(hash(&value), Some(xxh3_128(&encode(&value))), "{length}");
        }
    }
}
