//! Verify: what of a bag is not as it was made.
//!
//! Takes a bag, or a site that was built; gives its flaws, in the order of their paths: altered, missing, extra, renamed. Every file is
//! held against both of its sums, and the manifests against those of the tag manifests, so that any bit that is
//! not as it was made shows.

use super::bag::DECLARATION;
use super::manifest::{BadLine, Manifest};
use super::packed::{sum_file, sum_line};
use super::signature::{self, Signed};
use super::store::Store;
use super::sums::{Algorithm, sums_of};
use crate::disk;
use crate::failure::{Doing, Failure};
use crate::language::Language;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is wrong with a bag, with the path in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flaw {
    /// A file is not what its sum says.
    Altered(String),
    /// A file is listed and not there.
    Missing(String),
    /// Something is there and not listed.
    Extra(String),
    /// A file is listed under one path, and there under another.
    Renamed {
        /// The path that is listed.
        from: String,
        /// Where it is.
        to: String,
    },
    /// A file cannot be read as what it has to be.
    Unreadable(String),
    /// A manifest does not list the file that the others do.
    Unlisted(String),
    /// The signature is not by one who may sign, or of something else.
    Unsigned(String),
}

impl Flaw {
    /// One line about it.
    pub fn show(&self, language: Language) -> String {
        match self {
            Self::Altered(path) => language.choose(format!("đã bị sửa: {path}"), format!("altered: {path}")),
            Self::Missing(path) => language.choose(format!("bị thiếu: {path}"), format!("missing: {path}")),
            Self::Extra(path) => language.choose(format!("bị thêm: {path}"), format!("extra: {path}")),
            Self::Renamed { from, to } => {
                language.choose(format!("bị đổi tên: {from} thành {to}"), format!("renamed: {from} to {to}"))
            }
            Self::Unreadable(path) => {
                language.choose(format!("không đọc được: {path}"), format!("cannot be read: {path}"))
            }
            Self::Unlisted(path) => {
                language.choose(format!("bảng kê không có: {path}"), format!("not in a manifest: {path}"))
            }
            Self::Unsigned(path) => language
                .choose(format!("chữ ký không đúng: {path}"), format!("signature is not right: {path}")),
        }
    }
}

/// What came of looking at a bag.
#[derive(Debug)]
pub struct Verified {
    /// What is wrong with it, in the order of kinds and paths; nothing where it is as it was made.
    pub flaws: Vec<Flaw>,
    /// How many files of the payload were looked at.
    pub files: usize,
    /// Who signed it, as far as that was looked at.
    pub signed: Signed,
}

/// Looks at a bag, a folder or a `.zip`, and at its signature where it has one: by whom, where `allowed` is a file
/// of allowed signers; whether it is whole, where not.
///
/// # Errors
/// When there is no bag at the path, or it cannot be read.
pub fn verify(path: &Path, allowed: Option<&Path>) -> Result<Verified, Failure> {
    let mut flaws = Vec::new();
    if path.join(SITE_MANIFEST).exists() && !path.join("bagit.txt").exists() {
        return site(path);
    }
    flaws.extend(beside(path)?);
    let store = match Store::open(path) {
        // A .zip that is not what its sum says may be none at all.
        Err(_) if !flaws.is_empty() => {
            return Ok(Verified { flaws, files: 0, signed: Signed::No });
        }
        store => store?,
    };
    let mut bag = Found { store, sums: BTreeMap::new(), flaws };
    let files = bag.look();
    let signed = signature::check(&mut bag.store, allowed)?;
    if signed == Signed::Wrong || (signed == Signed::No && allowed.is_some()) {
        bag.flaws.push(Flaw::Unsigned(signature::SIGNATURE.to_owned()));
    }
    let mut flaws = bag.flaws;
    flaws.sort();
    flaws.dedup();
    Ok(Verified { flaws, files, signed })
}

/// The manifest of a site: the SHA-256 of each of its files.
pub const SITE_MANIFEST: &str = ".khacphuc-files";

/// What begins the names of files that a build keeps beside a site.
const KEPT: &str = ".khacphuc-";

/// Looks at a site.
fn site(path: &Path) -> Result<Verified, Failure> {
    let mut found = Found { store: Store::open(path)?, sums: BTreeMap::new(), flaws: Vec::new() };
    found.flaws.extend(found.store.odd().iter().cloned().map(Flaw::Extra));
    let there = found.store.files().into_iter().filter(|path| !path.starts_with(KEPT)).collect();
    found.read(&there);
    found.hold(0, SITE_MANIFEST, Algorithm::Sha256, &there);
    found.rename(SITE_MANIFEST);
    let mut flaws = found.flaws;
    flaws.sort();
    Ok(Verified { flaws, files: there.len(), signed: Signed::No })
}

/// Whether a `.zip` is what the file beside it says.
fn beside(path: &Path) -> Result<Option<Flaw>, Failure> {
    let place = sum_file(path);
    if path.is_dir() || !place.exists() {
        return Ok(None);
    }
    let read = |path: &Path| disk::read(path).map_err(|error| Failure::new(Doing::Read, path, error));
    let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_same = read(&place)? == sum_line(path, &read(path)?).as_bytes();
    Ok((!is_same).then(|| Flaw::Altered(name())))
}

/// A bag that is being looked at.
struct Found {
    store: Store,
    /// The sums of files that were read.
    sums: BTreeMap<String, [String; 2]>,
    flaws: Vec<Flaw>,
}

impl Found {
    /// Looks at everything; returns how many files the payload has.
    fn look(&mut self) -> usize {
        self.flaws.extend(self.store.odd().iter().cloned().map(Flaw::Extra));
        let there: BTreeSet<String> = self.store.files().into_iter().collect();
        let is_payload = |path: &String| path.starts_with("data/");
        let (payload, tags): (BTreeSet<String>, BTreeSet<String>) = there.into_iter().partition(is_payload);
        if self.store.text("bagit.txt").as_deref() != Some(DECLARATION) {
            self.flaws.push(Flaw::Altered("bagit.txt".to_owned()));
        }
        let length = self.read(&payload);
        self.read(&tags);
        let of_tags: BTreeSet<String> = tags.iter().filter(|path| !is_apart(path)).cloned().collect();
        for (at, algorithm) in Algorithm::ALL.into_iter().enumerate() {
            self.hold(at, &format!("manifest-{}.txt", algorithm.name()), algorithm, &payload);
            self.hold(at, &format!("tagmanifest-{}.txt", algorithm.name()), algorithm, &of_tags);
        }
        self.rename("manifest-sha256.txt");
        let oxum = format!("\nPayload-Oxum: {length}.{}\n", payload.len());
        let info = self.store.text("bag-info.txt").unwrap_or_default();
        if self.flaws.is_empty() && !format!("\n{info}").contains(&oxum) {
            self.flaws.push(Flaw::Altered("bag-info.txt".to_owned()));
        }
        payload.len()
    }

    /// Takes the sums of files; returns how many bytes they have.
    fn read(&mut self, paths: &BTreeSet<String>) -> u64 {
        let mut length = 0;
        for path in paths {
            match self.store.read(path, |reader| sums_of(reader)) {
                Ok((sums, octets)) => {
                    length += octets;
                    self.sums.insert(path.clone(), sums);
                }
                Err(_) => self.flaws.push(Flaw::Unreadable(path.clone())),
            }
        }
        length
    }

    /// Holds files against the manifest that lists them.
    fn hold(&mut self, at: usize, name: &str, algorithm: Algorithm, there: &BTreeSet<String>) {
        let Some(text) = self.store.text(name) else {
            self.flaws.push(Flaw::Missing(name.to_owned()));
            return;
        };
        let listed = match Manifest::read(&text, algorithm) {
            Ok(listed) => listed,
            Err(BadLine(_)) => {
                self.flaws.push(Flaw::Altered(name.to_owned()));
                return;
            }
        };
        for (path, sum) in listed.iter() {
            match (there.contains(path), self.sums.get(path)) {
                (false, _) => self.flaws.push(Flaw::Missing(path.to_owned())),
                (true, Some(sums)) if sums[at] != sum => self.flaws.push(Flaw::Altered(path.to_owned())),
                (true, _) => {}
            }
        }
        let extra = there.iter().filter(|path| listed.get(path).is_none()).cloned();
        // One that the other manifest lists is no stranger.
        let is_new = |path: &String| !self.is_listed_elsewhere(path, algorithm);
        let found: Vec<Flaw> =
            extra.map(|path| if is_new(&path) { Flaw::Extra(path) } else { Flaw::Unlisted(path) }).collect();
        self.flaws.extend(found);
    }

    /// Whether the manifest of another algorithm lists a file.
    fn is_listed_elsewhere(&self, path: &str, algorithm: Algorithm) -> bool {
        // The first manifest has been held when the second one is; what it did not know is extra already.
        algorithm != Algorithm::Sha256 && !self.flaws.contains(&Flaw::Extra(path.to_owned()))
    }

    /// A file that is missing, and one that is extra and holds the same, are one that has another name.
    fn rename(&mut self, manifest: &str) {
        let Some(text) = self.store.text(manifest) else { return };
        let Ok(listed) = Manifest::read(&text, Algorithm::Sha256) else { return };
        let missing: Vec<String> = self
            .flaws
            .iter()
            .filter_map(|flaw| match flaw {
                Flaw::Missing(path) => Some(path.clone()),
                Flaw::Altered(_) | Flaw::Extra(_) | Flaw::Renamed { .. } | Flaw::Unreadable(_) => None,
                Flaw::Unlisted(_) | Flaw::Unsigned(_) => None,
            })
            .collect();
        for from in missing {
            let is_it =
                |path: &String| self.sums.get(path).is_some_and(|sums| listed.get(&from) == Some(&sums[0]));
            let to = self.flaws.iter().find_map(|flaw| match flaw {
                Flaw::Extra(path) if is_it(path) => Some(path.clone()),
                _ => None,
            });
            if let Some(to) = to {
                self.flaws
                    .retain(|flaw| *flaw != Flaw::Missing(from.clone()) && *flaw != Flaw::Extra(to.clone()));
                self.flaws.push(Flaw::Renamed { from, to });
            }
        }
    }
}

/// Whether a file beside the payload is in no manifest: tag manifests, and the signature of one.
fn is_apart(path: &str) -> bool {
    path.starts_with("tagmanifest-")
        && !path.contains('/')
        && (path.ends_with(".txt") || path == signature::SIGNATURE)
}
