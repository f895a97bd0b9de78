//! Fingerprints: whether two values are the same, told without keeping them.
//!
//! Takes any value, gives the hash of its bytes. It stands apart because every stage names what it made
//! by the fingerprint of all that it was made from: that is the one rule of what is stale.

use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

/// Hash of everything that something was made from: XXH3 with 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// The fingerprint of something made from `parts`.
    pub fn of(parts: &impl Serialize) -> Self {
        // Lists of known length and plain types: nothing that could fail.
        Self(hash(parts).unwrap_or_default())
    }
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
