//! Cache: what earlier runs made, to be used again.
//!
//! Takes values with the fingerprint of all that they were made from, gives them back to whoever has the
//! same fingerprint. The program is part of it, so another version, setting, theme or day never reads a stale
//! entry; a file that is damaged is as if it were not there. The cache can be deleted at any time. It holds
//! what is internal, too, and keeps itself out of git. Apart from what it keeps, so that the rest of the
//! build does not know whether there is a disk.
//!
//! | file | holds |
//! |---|---|
//! | `files/<folder>` | what the files of one top folder of the content let others know |
//! | `documents/<folder>` | the same files as they were compiled |
//! | `findings/<key>` | findings of one volume |
//! | `volumes/<key>` | what one volume came to last: its pages, and its part in those of the whole site |
//! | `shares/<key>` | what the bodies of one volume add to the files of the whole site |
//! | `terms/<key>` | what they add to the terms of the search |
//! | `site-files/<key>` | the files of the whole site: what the last build of an edition made them from |
//! | `frozen/<key>` | where the pages of one bag lead |
//! | `receipts/<output folder>` | what was written there, so that it need not be read again |
//! | `uses/<output folder>` | which of the files above the last build into it had a use for |

use crate::build::item::Item;
use crate::codec::{self, Packed};
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::export::gather::Shares;
use crate::fingerprint::Fingerprint;
use crate::lock::lock;
use crate::plan::Summary;
use crate::source::SourceId;
use crate::write::{ContentHash, Receipts};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// What tells the running program from others: what another build of it made may not be what this one
/// would make, so every file says who wrote it. Its length and time would do, but for systems that set
/// all times to one; so some of its bytes are hashed with them.
fn program() -> u128 {
    static PROGRAM: LazyLock<u128> = LazyLock::new(|| {
        let file = std::env::current_exe().and_then(fs::File::open);
        let known = file.and_then(|mut file| {
            let found = file.metadata()?;
            let modified = found.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            Ok((found.len(), modified, sample(&mut file, found.len())?))
        });
        Fingerprint::of(&(env!("CARGO_PKG_VERSION"), known.ok())).0
    });
    *PROGRAM
}

/// Hashes of a hundred places of a file.
fn sample(file: &mut fs::File, length: u64) -> std::io::Result<Vec<u64>> {
    let step = (length / 100).max(1);
    let mut hashes = Vec::new();
    let mut bytes = Vec::new();
    for start in (0..length).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
        bytes.clear();
        file.seek(SeekFrom::Start(start))?;
        file.by_ref().take(4096).read_to_end(&mut bytes)?;
        hashes.push(xxh3_64(&bytes));
    }
    Ok(hashes)
}

/// What a volume came to, the last time that it was made.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct EmittedVolume {
    /// What all of it was made from; nothing before the first time.
    pub made_of: Option<Fingerprint>,
    /// What it adds to the pages of the whole site.
    pub summary: Summary,
    /// Its pages, by their paths.
    pub pages: BTreeMap<String, EmittedPage>,
    /// What tells its bodies' shares from others: see [`gather::digest`](crate::export::gather::digest).
    pub digest: Shares,
}

/// A page that was made.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct EmittedPage {
    /// Hash of its view; none where that does not tell what the page holds.
    pub view: Option<Fingerprint>,
    /// What it holds.
    pub content: ContentHash,
}

/// The files that all bodies add to, as a build left them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EmittedFiles {
    /// What all of them together were made from.
    pub all: Fingerprint,
    /// What each was made from and what it holds, by its path.
    pub files: BTreeMap<String, (Fingerprint, ContentHash)>,
}

/// The pages of a bag, by their paths in the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenPages {
    /// Its pages.
    pub own: BTreeSet<String>,
    /// Other pages that those lead to, each with the first one that does.
    pub outward: BTreeMap<String, String>,
}

impl EmittedVolume {
    /// The pages: their paths and what they hold.
    pub fn pages(&self) -> impl Iterator<Item = (&str, ContentHash)> {
        self.pages.iter().map(|(path, page)| (path.as_str(), page.content))
    }
}

impl EmittedFiles {
    /// No files.
    const NONE: Self = Self { all: Fingerprint(0), files: BTreeMap::new() };

    /// The files: their paths and what they hold.
    pub fn pages(&self) -> impl Iterator<Item = (&str, ContentHash)> {
        self.files.iter().map(|(path, (_, content))| (path.as_str(), *content))
    }
}

/// Items of one folder, by their sources.
pub type FolderItems = BTreeMap<SourceId, Arc<Item>>;

/// Packed documents of one folder, by their sources, with the keys of their items.
pub type FolderDocuments = BTreeMap<SourceId, (Fingerprint, Packed)>;

/// What earlier runs made.
#[derive(Debug)]
pub struct Cache {
    place: Place,
    folders: Mutex<BTreeMap<String, Arc<FolderItems>>>,
    findings: Mutex<BTreeMap<Fingerprint, Arc<Vec<Diagnostic>>>>,
    volumes: Mutex<BTreeMap<Fingerprint, Arc<EmittedVolume>>>,
    shares: Mutex<BTreeMap<Fingerprint, Arc<Shares>>>,
    terms: Mutex<BTreeMap<Fingerprint, Arc<Shares>>>,
    site_files: Mutex<BTreeMap<Fingerprint, Arc<EmittedFiles>>>,
    frozen: Mutex<BTreeMap<Fingerprint, Arc<FrozenPages>>>,
    /// Files that this run used or made.
    used: Mutex<BTreeSet<PathBuf>>,
}

/// Kinds of files that go when nobody has a use for them.
const KINDS: [&str; 8] =
    ["files", "documents", "findings", "volumes", "shares", "terms", "site-files", "frozen"];

/// What the last build into an output folder had a use for.
#[derive(Debug, Serialize, Deserialize)]
struct Uses {
    out: PathBuf,
    files: BTreeSet<PathBuf>,
}

/// Where a cache is.
#[derive(Debug)]
enum Place {
    Nowhere,
    Memory,
    Folder(PathBuf),
}

impl Cache {
    /// A cache that keeps nothing.
    pub fn none() -> &'static Self {
        static NONE: Cache = Cache::at(Place::Nowhere);
        &NONE
    }

    /// A cache that ends with the process.
    pub fn in_memory() -> Self {
        Self::at(Place::Memory)
    }

    /// A cache in the folder `folder`, which need not be there.
    pub fn open(folder: &Path) -> Self {
        Self::at(Place::Folder(folder.to_owned()))
    }

    const fn at(place: Place) -> Self {
        Self {
            place,
            folders: Mutex::new(BTreeMap::new()),
            findings: Mutex::new(BTreeMap::new()),
            volumes: Mutex::new(BTreeMap::new()),
            shares: Mutex::new(BTreeMap::new()),
            terms: Mutex::new(BTreeMap::new()),
            site_files: Mutex::new(BTreeMap::new()),
            frozen: Mutex::new(BTreeMap::new()),
            used: Mutex::new(BTreeSet::new()),
        }
    }

    /// Whether anything is kept.
    pub fn keeps(&self) -> bool {
        !matches!(self.place, Place::Nowhere)
    }

    fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder(folder) => Some(folder),
            Place::Nowhere | Place::Memory => None,
        }
    }

    /// The compiled files of a top folder of the content.
    pub fn items(&self, folder: &str) -> Arc<FolderItems> {
        if let Some(known) = lock(&self.folders).get(folder) {
            return known.clone();
        }
        let items: Option<Vec<Item>> = self.read(&items_file(folder));
        let items = items.into_iter().flatten().map(|item| (item.source, Arc::new(item)));
        let kept: Arc<FolderItems> = Arc::new(items.collect());
        self.remember(&self.folders, folder.to_owned(), &kept);
        kept
    }

    /// Lets the compiled files of a top folder of the content outlive this run, as they are.
    pub fn hold_items(&self, folder: &str) {
        self.use_file(&items_file(folder));
        self.use_file(&documents_file(folder));
    }

    /// Keeps the compiled files of a top folder of the content. Documents that are on the disk are not
    /// in memory too.
    pub fn keep_items(&self, folder: &str, mut kept: FolderItems) -> Arc<FolderItems> {
        let documents: BTreeMap<SourceId, (Fingerprint, &Packed)> =
            kept.iter().filter_map(|(id, item)| Some((*id, (item.key, item.packed()?)))).collect();
        if self.write(&documents_file(folder), &documents) {
            kept.values_mut().for_each(|item| Arc::make_mut(item).put_away());
        }
        let items: Vec<&Item> = kept.values().map(Arc::as_ref).collect();
        self.write(&items_file(folder), &items);
        let kept = Arc::new(kept);
        self.remember(&self.folders, folder.to_owned(), &kept);
        kept
    }

    /// The documents of a top folder of the content that are on the disk.
    pub fn documents(&self, folder: &str) -> FolderDocuments {
        self.read(&documents_file(folder)).unwrap_or_default()
    }

    /// Findings of a volume.
    pub fn findings(&self, key: Fingerprint) -> Option<Arc<Vec<Diagnostic>>> {
        self.get(&self.findings, "findings", key)
    }

    /// Keeps the findings of a volume.
    pub fn keep_findings(&self, key: Fingerprint, findings: Vec<Diagnostic>) -> Arc<Vec<Diagnostic>> {
        self.keep(&self.findings, "findings", key, findings)
    }

    /// What a volume came to last; `key` says which volume it is, and not what it is made from.
    pub fn volume(&self, key: Fingerprint) -> Arc<EmittedVolume> {
        self.get(&self.volumes, "volumes", key).unwrap_or_default()
    }

    /// Keeps what a volume came to, in the place of what it came to before.
    pub fn keep_volume(&self, key: Fingerprint, volume: EmittedVolume) -> Arc<EmittedVolume> {
        self.keep(&self.volumes, "volumes", key, volume)
    }

    /// What the bodies of a volume add to the files of the whole site.
    pub fn shares(&self, key: Fingerprint) -> Option<Arc<Shares>> {
        self.get(&self.shares, "shares", key)
    }

    /// Keeps what the bodies of a volume add to the files of the whole site.
    pub fn keep_shares(&self, key: Fingerprint, shares: Shares) -> Arc<Shares> {
        self.keep(&self.shares, "shares", key, shares)
    }

    /// What the bodies of a volume add to the terms of the search.
    pub fn terms(&self, key: Fingerprint) -> Option<Arc<Shares>> {
        self.get(&self.terms, "terms", key)
    }

    /// Keeps what the bodies of a volume add to the terms of the search.
    pub fn keep_terms(&self, key: Fingerprint, terms: Shares) -> Arc<Shares> {
        self.keep(&self.terms, "terms", key, terms)
    }

    /// Lets the shares and terms of a volume outlive this run, though nobody asked for them.
    pub fn hold_shares(&self, key: Fingerprint) {
        self.use_file(&keyed_file("shares", key));
        self.use_file(&keyed_file("terms", key));
    }

    /// Forgets the shares and terms of a volume, which nobody will ask for any more.
    pub fn forget_shares(&self, key: Fingerprint) {
        lock(&self.shares).remove(&key);
        lock(&self.terms).remove(&key);
    }

    /// The files that all bodies add to, as the last build left them.
    pub fn site_files(&self, key: Fingerprint) -> Arc<EmittedFiles> {
        self.get(&self.site_files, "site-files", key).unwrap_or_else(|| Arc::new(EmittedFiles::NONE))
    }

    /// Keeps what the files were made from that all bodies add to.
    pub fn keep_site_files(&self, key: Fingerprint, site_files: EmittedFiles) {
        self.keep(&self.site_files, "site-files", key, site_files);
    }

    /// Where the pages of a bag lead.
    pub fn frozen_pages(&self, key: Fingerprint) -> Option<Arc<FrozenPages>> {
        self.get(&self.frozen, "frozen", key)
    }

    /// Keeps where the pages of a bag lead.
    pub fn keep_frozen_pages(&self, key: Fingerprint, pages: FrozenPages) -> Arc<FrozenPages> {
        self.keep(&self.frozen, "frozen", key, pages)
    }

    /// What was written into an output folder.
    pub fn receipts(&self, out: &Path) -> Receipts {
        self.read(&output_file("receipts", out)).unwrap_or_default()
    }

    /// Keeps what was written into an output folder.
    pub fn keep_receipts(&self, out: &Path, receipts: &Receipts) {
        self.write(&output_file("receipts", out), receipts);
    }

    /// Forgets what this run had no use for, where things are held in memory.
    pub fn sweep(&self) {
        let used = std::mem::take(&mut *lock(&self.used));
        let is_used = |kind: &str, key: &Fingerprint| used.contains(&keyed_file(kind, *key));
        lock(&self.findings).retain(|key, _| is_used("findings", key));
        lock(&self.volumes).retain(|key, _| is_used("volumes", key));
        lock(&self.shares).retain(|key, _| is_used("shares", key));
        lock(&self.terms).retain(|key, _| is_used("terms", key));
        lock(&self.site_files).retain(|key, _| is_used("site-files", key));
        lock(&self.frozen).retain(|key, _| is_used("frozen", key));
    }

    /// Removes the files that neither this run, which wrote into the folder `out`, had a use for, nor the
    /// last one into any other folder: the editions of a site are written in turn.
    pub fn sweep_after(&self, out: &Path) {
        let Some(folder) = self.folder() else { return };
        let used = std::mem::take(&mut *lock(&self.used));
        self.write(&output_file("uses", out), &Uses { out: absolute(out), files: used });
        let all: Vec<(PathBuf, Option<Uses>)> =
            files_of(folder, "uses").map(|file| (file.clone(), self.read(&file))).collect();
        let (live, gone): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(_, uses)| uses.as_ref().is_some_and(|uses| uses.out.is_dir()));
        let used: BTreeSet<PathBuf> =
            live.into_iter().filter_map(|(_, uses)| uses).flat_map(|uses| uses.files).collect();
        let receipts =
            gone.iter().filter_map(|(file, _)| Some(Path::new("receipts").join(file.file_name()?)));
        let receipts: Vec<PathBuf> = receipts.collect();
        let idle =
            KINDS.into_iter().flat_map(|kind| files_of(folder, kind)).filter(|file| !used.contains(file));
        for file in idle.chain(gone.into_iter().map(|(file, _)| file)).chain(receipts) {
            // What cannot be removed is found again, and does no harm.
            let _ = fs::remove_file(folder.join(file));
        }
    }

    fn get<T: DeserializeOwned>(
        &self,
        known: &Mutex<BTreeMap<Fingerprint, Arc<T>>>,
        kind: &str,
        key: Fingerprint,
    ) -> Option<Arc<T>> {
        let file = keyed_file(kind, key);
        self.use_file(&file);
        if let Some(found) = lock(known).get(&key) {
            return Some(found.clone());
        }
        Some(Arc::new(self.read(&file)?))
    }

    fn keep<T: Serialize>(
        &self,
        known: &Mutex<BTreeMap<Fingerprint, Arc<T>>>,
        kind: &str,
        key: Fingerprint,
        value: T,
    ) -> Arc<T> {
        self.write(&keyed_file(kind, key), &value);
        let value = Arc::new(value);
        // What is on the disk need not be in memory too.
        if matches!(self.place, Place::Memory) {
            lock(known).insert(key, Arc::clone(&value));
        }
        value
    }

    fn remember<K: Ord, T>(&self, known: &Mutex<BTreeMap<K, Arc<T>>>, key: K, value: &Arc<T>) {
        if !matches!(self.place, Place::Nowhere) {
            lock(known).insert(key, Arc::clone(value));
        }
    }

    fn use_file(&self, file: &Path) {
        lock(&self.used).insert(file.to_owned());
    }

    fn read<T: DeserializeOwned>(&self, file: &Path) -> Option<T> {
        let bytes = disk::read(&self.folder()?.join(file)).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if head != head_of(body) {
            return None;
        }
        codec::decode(body).ok()
    }

    /// Writes a file, and says whether it is there. A cache that cannot be written is no failure: the
    /// next run makes everything anew.
    fn write(&self, file: &Path, value: &impl Serialize) -> bool {
        self.use_file(file);
        let Some(folder) = self.folder() else { return false };
        let place = folder.join(file);
        let body = codec::encode(value);
        let bytes = [head_of(&body).as_slice(), &body].concat();
        let ignore = folder.join(".gitignore");
        if !ignore.exists() {
            let _ = put(&ignore, b"*\n");
        }
        put(&place, &bytes).is_ok()
    }
}

/// Length of what stands before the content of a file: the program's hash and the content's.
const HEAD: usize = 32;

fn head_of(body: &[u8]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..16].copy_from_slice(&program().to_le_bytes());
    head[16..].copy_from_slice(&xxh3_128(body).to_le_bytes());
    head
}

/// Puts a file into its place at once, so that a run that is interrupted leaves no half of one.
fn put(place: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = place.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut staged = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut staged, bytes)?;
    staged.persist(place)?;
    Ok(())
}

fn items_file(folder: &str) -> PathBuf {
    keyed_file("files", Fingerprint(xxh3_128(folder.as_bytes())))
}

fn documents_file(folder: &str) -> PathBuf {
    keyed_file("documents", Fingerprint(xxh3_128(folder.as_bytes())))
}

/// A file about an output folder.
fn output_file(kind: &str, out: &Path) -> PathBuf {
    keyed_file(kind, Fingerprint(xxh3_128(absolute(out).to_string_lossy().as_bytes())))
}

fn absolute(out: &Path) -> PathBuf {
    std::path::absolute(out).unwrap_or_else(|_| out.to_owned())
}

/// The files of one kind, by their paths in the cache.
fn files_of(folder: &Path, kind: &str) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder.join(kind)).into_iter().flatten().flatten();
    entries.map(move |entry| Path::new(kind).join(entry.file_name()))
}

fn keyed_file(kind: &str, key: Fingerprint) -> PathBuf {
    Path::new(kind).join(format!("{:032x}", key.0))
}
