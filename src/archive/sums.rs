//! Sums: SHA-256 and SHA-512 of bytes, in lower-case hexadecimal digits.

use sha2::{Digest, Sha256, Sha512};
use std::io::{self, Read};

/// How a sum is computed. Two of them, so that a bag still proves something once one is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-512 (FIPS 180-4).
    Sha512,
}

impl Algorithm {
    /// All of them; a bag has a manifest of each.
    pub const ALL: [Self; 2] = [Self::Sha256, Self::Sha512];

    /// Its name in the names of manifests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }

    /// How many digits a sum has.
    pub(super) fn digits(self) -> usize {
        match self {
            Self::Sha256 => 64,
            Self::Sha512 => 128,
        }
    }
}

/// The sum of bytes.
pub fn sum(algorithm: Algorithm, bytes: &[u8]) -> String {
    match algorithm {
        Algorithm::Sha256 => hex(&Sha256::digest(bytes)),
        Algorithm::Sha512 => hex(&Sha512::digest(bytes)),
    }
}

/// The sums of what a reader gives, in the order of [`Algorithm::ALL`], and its length in bytes.
pub(super) fn sums_of(mut reader: impl Read) -> io::Result<([String; 2], u64)> {
    let (mut short, mut long, mut length) = (Sha256::new(), Sha512::new(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = match reader.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if read == 0 {
            return Ok(([hex(&short.finalize()), hex(&long.finalize())], length));
        }
        short.update(&buffer[..read]);
        long.update(&buffer[..read]);
        length += read as u64;
    }
}

/// The SHA-256 of bytes that come in parts.
#[derive(Debug, Default)]
pub struct Summing(Sha256);

impl Summing {
    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The sum of all of them.
    pub fn sum(self) -> String {
        hex(&self.0.finalize())
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of FIPS 180-4 for “abc”.
    #[test]
    fn sums_are_those_of_the_standard() {
        let short = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let long = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                    2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
        assert_eq!(sum(Algorithm::Sha256, b"abc"), short);
        assert_eq!(sum(Algorithm::Sha512, b"abc"), long);
        assert_eq!(sums_of(&b"abc"[..]).unwrap(), ([short.to_owned(), long.to_owned()], 3));
        assert!(Algorithm::ALL.iter().all(|algorithm| sum(*algorithm, b"").len() == algorithm.digits()));
    }
}
