//! Layout: what the files of a bag are called, and what the first of them says.

/// The declaration of a bag (RFC 8493, section 2.1.1), in `bagit.txt`.
pub(super) const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// What is signed: it has the sums of the manifests, which have those of all files.
pub(super) const SIGNED: &str = "tagmanifest-sha256.txt";

/// The signature of it, where `ssh-keygen` puts it.
pub(super) const SIGNATURE: &str = "tagmanifest-sha256.txt.sig";

/// What begins the names of bags while they are made.
pub(super) const MADE: &str = ".khacphuc-bag-";
