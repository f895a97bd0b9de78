//! Codec: the bytes in which the cache keeps things. No other program reads them.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The bytes of a value.
pub fn encode(value: &impl Serialize) -> Vec<u8> {
    // Lists of known length and no maps with other keys than words: nothing that could fail.
    postcard::to_stdvec(value).unwrap_or_default()
}

/// The value of some bytes; none where they are no such value's.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
