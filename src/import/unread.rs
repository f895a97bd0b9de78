//! Why a file is not read.

/// The largest file that is read. Papers have some hundred kilobytes; pictures make them larger.
pub const LARGEST: usize = 64 * 1024 * 1024;

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// Its ending is none of those that are read.
    Format(String),
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// Its letters are in no encoding that is known.
    Encoding,
    /// It is not what its ending says.
    Broken,
}
