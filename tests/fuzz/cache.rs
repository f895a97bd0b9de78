//! What an earlier build left for the next, damaged.

use crate::corpus::{Tree, differences, read_tree, scan_of, theme};
use crate::drive::Target;
use crate::site::{Small, options, starter};
use khacphuc::Engine;
use khacphuc::build::cache::Cache;
use khacphuc::build::timings::Timings;
use khacphuc::fingerprint::Fingerprint;
use khacphuc::language::Language;
use khacphuc::render::theme::Theme;
use khacphuc::settings::Edition;
use khacphuc::write::Claim;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseResult;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;
use xxhash_rust::xxh3::xxh3_128;

static SITE: LazyLock<Small> = LazyLock::new(starter);
static THEME: LazyLock<Theme> = LazyLock::new(theme);

/// Builds the site over a cache; what there is to say about it, and the site.
fn build(out: &Path, cache: &Cache) -> (String, Tree) {
    let scan = scan_of(&SITE.files);
    let options = options(&SITE.toml, Edition::Internal, Language::Vi);
    let engine = Engine::with(&scan, &options, cache, Timings::OFF).unwrap();
    engine.publish(&THEME, &Claim::take(out).unwrap().unwrap()).unwrap();
    (format!("{:?}", engine.findings().reported), read_tree(out))
}

/// A site, and the files of the cache that the build of it left.
struct Built {
    said: String,
    site: Tree,
    cache: Tree,
}

static BUILT: LazyLock<Built> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let (said, site) = build(&folder.path().join("out"), &Cache::open(&cache));
    Built { said, site, cache: read_tree(&cache) }
});

/// One change of some bytes.
#[derive(Debug, Clone)]
enum Damage {
    Flip(Index, u8),
    End(Index),
    Cut(Index, Index),
    Insert(Index, Vec<u8>),
    /// A part of another file.
    Graft(Index, Index, Index),
    /// Bytes that a length or a number of a variant may be, at its ends.
    Number(Index, u8),
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let at = any::<Index>;
    let damage = prop_oneof![
        6 => (at(), 1..=u8::MAX).prop_map(|(at, change)| Damage::Flip(at, change)),
        1 => at().prop_map(Damage::End),
        2 => (at(), at()).prop_map(|(a, b)| Damage::Cut(a, b)),
        2 => (at(), vec(any::<u8>(), 1..12)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        2 => (at(), at(), at()).prop_map(|(at, file, part)| Damage::Graft(at, file, part)),
        3 => (at(), 0..10u8).prop_map(|(at, length)| Damage::Number(at, length)),
    ];
    vec(damage, 1..6)
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let length = bytes.len();
        let place = |at: &Index| at.index(length + 1);
        match self {
            Self::Flip(at, change) if length > 0 => bytes[at.index(length)] ^= change,
            Self::Flip(..) => {}
            Self::End(at) => bytes.truncate(place(at)),
            Self::Cut(a, b) => {
                let start = place(a);
                bytes.drain(start..start + b.index((length - start).min(64) + 1));
            }
            Self::Insert(at, more) => drop(bytes.splice(place(at)..place(at), more.iter().copied())),
            Self::Graft(at, file, part) => {
                let files: Vec<&Vec<u8>> = BUILT.cache.values().filter(|file| !file.is_empty()).collect();
                let file = file.get(&files);
                let start = part.index(file.len());
                let end = file.len().min(start + 64);
                bytes.splice(place(at)..place(at), file[start..end].iter().copied());
            }
            Self::Number(at, more) => {
                let start = place(at);
                let end = length.min(start + 1);
                let number = std::iter::repeat_n(0xff, (*more).into()).chain([0x7f]);
                bytes.splice(start..end, number);
            }
        }
    }
}

/// What stands before the content of a file: 16 bytes that name the program, and the hash of the content.
const HEAD: usize = 32;

/// The same file with the hash of what it holds, as if it had been written so.
fn forged(mut file: Vec<u8>) -> Vec<u8> {
    if file.len() >= HEAD {
        let hash = xxh3_128(&file[HEAD..]);
        file[HEAD / 2..HEAD].copy_from_slice(&hash.to_le_bytes());
    }
    file
}

/// One file of the cache and what is done to it.
type Damaged = (Index, Vec<Damage>);

fn damaged((file, damages): &Damaged) -> (&'static str, Vec<u8>) {
    let (path, bytes) = file.get(&FILES);
    let mut bytes = bytes.to_vec();
    damages.iter().for_each(|damage| damage.apply(&mut bytes));
    (path, bytes)
}

static FILES: LazyLock<Vec<(&str, &[u8])>> = LazyLock::new(|| {
    let files = BUILT.cache.iter().filter(|(path, _)| path.contains('/'));
    files.map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect()
});

fn rebuild(input: &[Damaged]) -> TestCaseResult {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("cache");
    let mut files = BUILT.cache.clone();
    for damage in input {
        let (path, bytes) = damaged(damage);
        files.insert(path.to_owned(), bytes);
    }
    for (path, bytes) in files {
        fs::create_dir_all(cache.join(&path).parent().unwrap()).unwrap();
        fs::write(cache.join(path), bytes).unwrap();
    }
    let (said, site) = build(&folder.path().join("out"), &Cache::open(&cache));
    prop_assert_eq!(differences(&BUILT.site, &site), Vec::<String>::new());
    prop_assert_eq!(said, BUILT.said.as_str());
    Ok(())
}

/// A build over a cache of which files are damaged is as one over none.
#[test]
fn cache_damaged() {
    let inputs = || vec((any::<Index>(), damages()), 1..4);
    Target { name: "cache_damaged", runs: 40, inputs, law: |input| rebuild(input) }.fuzz();
}

static SCRATCH: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

fn read(input: &Damaged) -> TestCaseResult {
    let (path, bytes) = damaged(input);
    let file = SCRATCH.path().join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, forged(bytes)).unwrap();
    let cache = Cache::open(SCRATCH.path());
    let (kind, name) = path.split_once('/').unwrap();
    let key = u128::from_str_radix(name, 16).map(Fingerprint).unwrap();
    match kind {
        "files" | "documents" => {
            for folder in ["", "don-vi"] {
                cache.items(folder);
                cache.documents(folder).values().for_each(|(_, packed)| drop(packed.bytes()));
            }
        }
        "findings" => drop(cache.findings(key)),
        "volumes" => drop(cache.volume(key)),
        "shares" => drop(cache.shares(key)),
        "terms" => drop(cache.terms(key)),
        "site-files" => drop(cache.site_files(key)),
        _ => {}
    }
    fs::remove_file(file).unwrap();
    Ok(())
}

/// A file of the cache that holds anything, its hash right, can be read or is as if it were not there.
#[test]
fn cache_forged() {
    let inputs = || (any::<Index>(), damages());
    Target { name: "cache_forged", runs: 2000, inputs, law: read }.fuzz();
}
