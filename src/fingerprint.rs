//! Fingerprints: hashes that tell whether two values are the same, without keeping the values.
//!
//! Takes any value, gives the hash of its encoded bytes. It stands apart because every result is cached under
//! the fingerprint of all its inputs: a result is stale exactly when that fingerprint has changed.

use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// Hash of everything that something was made from: XXH3 with 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// The fingerprint of something made from `parts`.
    pub fn of(parts: &impl Serialize) -> Self {
        // Encoding fails only for sequences of unknown length, which no value of this program has.
        Self(hash(parts).unwrap_or_default())
    }
}

/// The hash of the encoded bytes of a value, XXH3 with 128 bits. They are hashed while they are encoded, and
/// never held in memory together. None for a value that cannot be encoded.
pub fn hash(value: &impl Serialize) -> Option<u128> {
    let hashing = Hashing { hash: Xxh3::new(), pending: Vec::with_capacity(PENDING) };
    postcard::serialize_with_flavor(value, hashing).ok()
}

/// How many bytes are collected before they are hashed: the encoder gives most of them one or two at a time.
const PENDING: usize = 1024;

/// An output of the encoder that hashes what is written to it.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::encode;
    use xxhash_rust::xxh3::xxh3_128;

    #[test]
    fn a_hash_is_that_of_the_bytes() {
        for length in [0, 1, 120, 1000, 1023, 1024, 1025, 5000] {
            let value = ("a".repeat(length), vec![(7_u64, true); length], "b");
            assert_eq!(hash(&value), Some(xxh3_128(&encode(&value))), "{length}");
        }
    }
}
