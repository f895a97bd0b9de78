//! Verify: what of a bag, or of a site, is not as it was made.
//!
//! Takes a bag, or a site that was built; gives its flaws: altered, missing, extra, renamed. Every file is held
//! against all of its sums, and the manifests against those of the tag manifests, so that any bit that is not as it
//! was made shows. What is read may be made by an enemy: texts are read up to a limit, and nothing outside is opened.

use super::layout::{DECLARATION, SIGNATURE};
use super::manifest::{BadLine, Manifest};
use super::packed::{sum_file, sum_line, zip_of};
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
    /// Somebody has to have signed it, and nobody has.
    Unsigned,
    /// The signature is not by one who may sign, or of something else.
    WrongSignature(String),
    /// It holds what neither a bag nor a site holds, or nothing.
    Neither,
}

impl Flaw {
    /// One line about it.
    pub fn show(&self, language: Language) -> String {
        let line = match self {
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
            Self::Unsigned => language.choose("chưa ký", "not signed").to_owned(),
            Self::Neither => {
                language.choose("không phải hồ sơ hay trang web", "neither a bag nor a site").to_owned()
            }
            Self::WrongSignature(path) => language
                .choose(format!("chữ ký không đúng: {path}"), format!("signature is not right: {path}")),
        };
        // A name may hold line ends, or what a terminal would obey.
        line.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
    }
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A bag.
    Bag,
    /// A site that was built.
    Site,
    /// The sum beside a `.zip`, held against that.
    Sum,
}

/// What came of looking at a bag or a site.
#[derive(Debug)]
pub struct Verified {
    /// What it is.
    pub subject: Subject,
    /// What is wrong with it, in the order of kinds and paths; nothing where it is as it was made.
    pub flaws: Vec<Flaw>,
    /// How many files of the payload, or of the site, were looked at.
    pub files: usize,
    /// Who signed it, as far as that was looked at; or why nobody could look at the signature.
    pub signed: Result<Signed, Failure>,
}

/// The manifest of a site: the SHA-256 of each of its files.
pub const SITE_MANIFEST: &str = ".khacphuc-files";

/// Files that a build keeps beside a site, and that are no part of it.
const BESIDE_SITE: [&str; 2] = [SITE_MANIFEST, ".khacphuc-lock"];

/// Files of a bag that are in no manifest: the tag manifests themselves, and the signature of one.
const UNLISTED: [&str; 3] = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt", SIGNATURE];

/// The most that is read of a manifest, in bytes: enough for millions of files.
const LONGEST: u64 = 1 << 28;

/// The most that is read of any other text of a bag.
const LONG: u64 = 1 << 16;

/// Looks at a bag, a folder or a `.zip`, and at its signature where it has one: by whom, where `allowed` is a file
/// of allowed signers; whether it is whole, where not. A folder with the manifest of a site, and nothing of a bag, is
/// a site, which has no signature. Of a `.zip.sha256` no more is asked than that it is the sum of the `.zip` beside it.
///
/// # Errors
/// When there is nothing at the path, or it cannot be read.
pub fn verify(path: &Path, allowed: Option<&Path>) -> Result<Verified, Failure> {
    if let Some(zip) = zip_of(path) {
        let flaws = match zip.symlink_metadata().is_ok() {
            true => beside(&zip)?.into_iter().collect(),
            false => vec![Flaw::Missing(name(&zip))],
        };
        return Ok(Verified { subject: Subject::Sum, flaws, files: 1, signed: Ok(Signed::No) });
    }
    let beside = beside(path)?;
    let mut store = match Store::open(path) {
        // A .zip that is not what its sum says may be none at all.
        Err(_) if beside.is_some() => {
            let flaws = beside.into_iter().collect();
            return Ok(Verified { subject: Subject::Bag, flaws, files: 0, signed: Ok(Signed::No) });
        }
        store => store?,
    };
    let there = store.files();
    // A site has a folder `data`, too.
    let is_manifest = |path: &str| path.starts_with("manifest-") || path.starts_with("tagmanifest-");
    let is_of_bag = |path: &String| path == "bagit.txt" || is_manifest(path) && path.ends_with(".txt");
    let is_bag = there.iter().any(is_of_bag);
    let is_site = !is_bag && there.iter().any(|path| path == SITE_MANIFEST);
    if !is_bag && !is_site {
        let flaws = beside.into_iter().chain([Flaw::Neither]).collect();
        return Ok(Verified { subject: Subject::Bag, flaws, files: 0, signed: Ok(Signed::No) });
    }
    let mut flaws: Vec<Flaw> = store.odd().iter().cloned().map(Flaw::Extra).chain(beside).collect();
    let (files, signed) = match is_site {
        true => (site(&mut store, there, &mut flaws), Ok(Signed::No)),
        false => (bag(&mut store, there, &mut flaws), signature::check(&mut store, allowed)),
    };
    match &signed {
        Ok(Signed::No) if allowed.is_some() => flaws.push(Flaw::Unsigned),
        Ok(Signed::Wrong) => flaws.push(Flaw::WrongSignature(SIGNATURE.to_owned())),
        Ok(Signed::No | Signed::Whole | Signed::Unseen | Signed::By(_)) | Err(_) => {}
    }
    flaws.sort();
    flaws.dedup();
    let subject = if is_site { Subject::Site } else { Subject::Bag };
    Ok(Verified { subject, flaws, files, signed })
}

/// Whether a `.zip` is what the file beside it says.
fn beside(path: &Path) -> Result<Option<Flaw>, Failure> {
    let place = sum_file(path);
    if path.is_dir() || place.symlink_metadata().is_err() {
        return Ok(None);
    }
    let line = sum_line(path).map_err(|error| Failure::new(Doing::Read, path, error))?;
    let is_same = disk::read(&place).is_ok_and(|said| said == line.as_bytes());
    Ok((!is_same).then(|| Flaw::Altered(name(path))))
}

/// The name of a file without its folder.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Looks at a site; returns how many files it has.
fn site(store: &mut Store, there: Vec<String>, flaws: &mut Vec<Flaw>) -> usize {
    let there: BTreeSet<String> =
        there.into_iter().filter(|path| !BESIDE_SITE.contains(&path.as_str())).collect();
    let (sums, _) = read(store, &there, flaws);
    if let Some(listed) = listed(store, SITE_MANIFEST, Algorithm::Sha256, flaws) {
        hold(&there, &sums, &[(0, listed)], flaws);
    }
    there.len()
}

/// Looks at a bag; returns how many files its payload has.
fn bag(store: &mut Store, there: Vec<String>, flaws: &mut Vec<Flaw>) -> usize {
    let (payload, tags): (BTreeSet<String>, BTreeSet<String>) =
        there.into_iter().partition(|path| path.starts_with("data/"));
    if store.text("bagit.txt", LONG).as_deref() != Some(DECLARATION) {
        flaws.push(Flaw::Altered("bagit.txt".to_owned()));
    }
    let (sums, length) = read(store, &payload, flaws);
    let tags: BTreeSet<String> = tags.into_iter().filter(|path| !UNLISTED.contains(&path.as_str())).collect();
    let (sums_of_tags, _) = read(store, &tags, flaws);
    for (prefix, files, sums) in [("", &payload, &sums), ("tag", &tags, &sums_of_tags)] {
        let manifests = Algorithm::ALL.into_iter().enumerate().filter_map(|(at, algorithm)| {
            let name = format!("{prefix}manifest-{}.txt", algorithm.name());
            Some((at, listed(store, &name, algorithm, flaws)?))
        });
        let manifests: Vec<(usize, Manifest)> = manifests.collect();
        hold(files, sums, &manifests, flaws);
    }
    let oxum = format!("\nPayload-Oxum: {length}.{}\n", payload.len());
    let info = store.text("bag-info.txt", LONG).unwrap_or_default();
    if flaws.is_empty() && !format!("\n{info}").contains(&oxum) {
        flaws.push(Flaw::Altered("bag-info.txt".to_owned()));
    }
    payload.len()
}

/// The sums of files, by path.
type Sums = BTreeMap<String, [String; 2]>;

/// Takes the sums of files; gives those, and how many bytes the files have.
fn read(store: &mut Store, paths: &BTreeSet<String>, flaws: &mut Vec<Flaw>) -> (Sums, u64) {
    let (mut sums, mut length) = (Sums::new(), 0);
    for path in paths {
        match store.read(path, |reader| sums_of(reader)) {
            Ok((of_file, octets)) => {
                length += octets;
                sums.insert(path.clone(), of_file);
            }
            Err(_) => flaws.push(Flaw::Unreadable(path.clone())),
        }
    }
    (sums, length)
}

/// A manifest, if it is there and one.
fn listed(store: &mut Store, name: &str, algorithm: Algorithm, flaws: &mut Vec<Flaw>) -> Option<Manifest> {
    let Some(text) = store.text(name, LONGEST) else {
        flaws.push(Flaw::Missing(name.to_owned()));
        return None;
    };
    match Manifest::read(&text, algorithm) {
        Ok(listed) => Some(listed),
        Err(BadLine(_)) => {
            flaws.push(Flaw::Altered(name.to_owned()));
            None
        }
    }
}

/// Holds files against the manifests that list them, each with the number of its sum.
fn hold(there: &BTreeSet<String>, sums: &Sums, manifests: &[(usize, Manifest)], flaws: &mut Vec<Flaw>) {
    let mut missing: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (at, listed) in manifests {
        for (path, sum) in listed.iter() {
            match (there.contains(path), sums.get(path)) {
                (false, _) => missing.entry(path).or_default().push((*at, sum)),
                (true, Some(sums)) if sums[*at] != sum => flaws.push(Flaw::Altered(path.to_owned())),
                (true, _) => {}
            }
        }
    }
    let mut extra: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in there {
        let known = manifests.iter().filter(|(_, listed)| listed.get(path).is_some()).count();
        match (known, sums.get(path)) {
            (0, Some(sums)) => {
                for sum in sums {
                    extra.entry(sum).or_default().insert(path);
                }
            }
            (0, None) => flaws.push(Flaw::Extra(path.clone())),
            (known, _) if known < manifests.len() => flaws.push(Flaw::Unlisted(path.clone())),
            (_, _) => {}
        }
    }
    // A file that is missing, and one that is extra and holds the same, are one that has another name.
    let mut found: BTreeSet<&str> = BTreeSet::new();
    for (from, sums) in missing {
        let same = sums.iter().find_map(|(_, sum)| extra.get(sum)?.iter().find(|to| !found.contains(*to)));
        match same {
            Some(to) => {
                found.insert(to);
                flaws.push(Flaw::Renamed { from: from.to_owned(), to: (*to).to_owned() });
            }
            None => flaws.push(Flaw::Missing(from.to_owned())),
        }
    }
    let strangers: BTreeSet<&str> =
        extra.into_values().flatten().filter(|path| !found.contains(path)).collect();
    flaws.extend(strangers.into_iter().map(|path| Flaw::Extra(path.to_owned())));
}
