//! Rebuilds: whatever was edited, renamed, deleted or set otherwise, the site is as a clean build makes it.

use crate::cases;
use crate::corpus::{Files, day, read_tree, settings, shipped_files, write_files};
use crate::text::files;
use crate::world::worlds;
use khacphuc::build::cache::Cache;
use khacphuc::build::preview::{Followed, Preview};
use khacphuc::build::timings::Timings;
use khacphuc::language::Language;
use khacphuc::render::theme::Theme;
use khacphuc::scan::{Scan, scan};
use khacphuc::settings::Edition;
use khacphuc::write::Claim;
use khacphuc::{Engine, Options};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// One thing that is done to a site between two builds.
#[derive(Debug, Clone)]
enum Edit {
    /// A file of the one corpus or the other is put where it stands there.
    Put(Index, bool),
    /// A word is written into a file.
    Write(Index, u8),
    Delete(Index),
    Rename(Index, Index),
    /// A folder goes, with all that is in it.
    DeleteFolder(Index),
    /// A file that pages lead to gets other bytes.
    Attach(u8),
    Edition(bool),
    Language(bool),
    Day(u8),
    /// The site's own template, of one wording or another, or none.
    Theme(Option<u8>),
    /// A file of the cache loses its end, or a letter of it changes.
    Damage(Index, bool),
    /// Somebody changes or removes a page of the output.
    Tamper(Index, bool),
}

/// The right to write into a folder, which nobody else has.
fn claim(out: &Path) -> Claim {
    Claim::take(out).unwrap().unwrap()
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    prop_oneof![
        6 => (index(), any::<bool>()).prop_map(|(at, which)| Edit::Put(at, which)),
        6 => (index(), any::<u8>()).prop_map(|(at, word)| Edit::Write(at, word)),
        3 => index().prop_map(Edit::Delete),
        3 => (index(), index()).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => index().prop_map(Edit::DeleteFolder),
        1 => (0..2u8).prop_map(Edit::Attach),
        1 => any::<bool>().prop_map(Edit::Edition),
        1 => any::<bool>().prop_map(Edit::Language),
        1 => (0..3u8).prop_map(Edit::Day),
        1 => proptest::option::of(0..2u8).prop_map(Edit::Theme),
        1 => (index(), any::<bool>()).prop_map(|(at, cut)| Edit::Damage(at, cut)),
        1 => (index(), any::<bool>()).prop_map(|(at, gone)| Edit::Tamper(at, gone)),
    ]
}

/// A site in a folder of its own, with its cache and its output.
struct Site {
    folder: tempfile::TempDir,
    corpora: [Files; 2],
    settings: Options,
}

impl Site {
    fn new(corpora: [Files; 2]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_files(&folder.path().join("content"), &corpora[0]);
        let settings = settings(Edition::Internal, Language::Vi);
        write_files(
            &folder.path().join("out"),
            &Files::from([("own/kept.txt".to_owned(), "not the site's".to_owned())]),
        );
        Self { folder, corpora, settings }
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    /// Every file below one of the site's folders, in order.
    fn files(&self, folder: &str) -> Vec<String> {
        let folder = self.path(folder);
        if folder.is_dir() { read_tree(&folder).into_keys().collect() } else { Vec::new() }
    }

    /// The bytes of every file below one of the site's folders.
    fn read(&self, folder: &str) -> crate::corpus::Tree {
        read_tree(&self.path(folder))
    }

    fn pick(&self, folder: &str, at: &Index) -> Option<std::path::PathBuf> {
        let files = self.files(folder);
        (!files.is_empty()).then(|| self.path(folder).join(at.get(&files)))
    }

    fn put(&self, path: &Path, text: &str) {
        // A file may stand where a folder is wanted, or the other way about: then nothing is done.
        if fs::create_dir_all(path.parent().unwrap()).is_ok() {
            let _ = fs::write(path, text);
        }
    }

    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Put(at, which) => {
                let files = &self.corpora[usize::from(*which)];
                let (path, text) = at.get(&files.iter().collect::<Vec<_>>()).to_owned();
                self.put(&self.path("content").join(path), text);
            }
            Edit::Write(at, word) => self.write(at, *word),
            Edit::Delete(at) => {
                let _ = self.pick("content", at).map(fs::remove_file);
            }
            Edit::Rename(from, to) => {
                let names: Vec<&String> = self.corpora.iter().flat_map(|files| files.keys()).collect();
                let to = self.path("content").join(to.get(&names));
                if let Some(from) = self.pick("content", from) {
                    let _ = fs::create_dir_all(to.parent().unwrap());
                    let _ = fs::rename(from, to);
                }
            }
            Edit::DeleteFolder(at) => {
                let file = self.pick("content", at);
                let folder = file.as_ref().and_then(|file| file.parent());
                let _ = folder.filter(|folder| *folder != self.path("content")).map(fs::remove_dir_all);
            }
            Edit::Attach(version) => self.put(&self.path("content/a.pdf"), &format!("version {version}")),
            Edit::Edition(public) => {
                self.settings.edition = if *public { Edition::Public } else { Edition::Internal };
            }
            Edit::Language(english) => {
                self.settings.language = if *english { Language::En } else { Language::Vi };
            }
            Edit::Day(year) => self.settings.as_of = day(&format!("202{}-06-30", 2 + year)),
            Edit::Theme(wording) => {
                let template = self.path("templates/page.html");
                match wording {
                    Some(wording) => self.put(&template, &format!("<p>{wording} {{{{ frame.title }}}}</p>")),
                    None => drop(fs::remove_file(template)),
                }
            }
            Edit::Damage(at, cut) => {
                let Some(file) = self.pick("cache", at) else { return };
                let mut bytes = fs::read(&file).unwrap();
                let middle = bytes.len() / 2;
                match cut {
                    true => bytes.truncate(middle),
                    false => bytes[middle] ^= 1,
                }
                fs::write(file, bytes).unwrap();
            }
            Edit::Tamper(at, gone) => {
                let Some(file) = self.pick("out", at).filter(|file| file.ends_with(".html")) else { return };
                let _ = if *gone { fs::remove_file(file) } else { fs::write(file, "tampered") };
            }
        }
    }

    /// Writes a word into the title, the front matter or the end of a file.
    fn write(&self, at: &Index, word: u8) {
        let Some(file) = self.pick("content", at) else { return };
        let text = fs::read_to_string(&file).unwrap();
        let other = match word % 7 {
            0 => text.replacen("\n# ", &format!("\n# {word} "), 1),
            1 => text.replace("status: open", "status: fixed"),
            2 => text.replace("status: fixed", "status: partly-fixed"),
            3 => format!("{text}\n\nThem chu {word}, theo 12-KH/TU, [xem](../index.md), [tep](../a.pdf).\n"),
            4 => text.replacen("kind: deficiency\n", "kind: deficiency\naudience: internal\n", 1),
            5 => text.replacen("kind: ", "kind: khong-", 1),
            _ => text.replace("audience: internal\n", ""),
        };
        fs::write(file, other).unwrap();
    }

    /// Builds over what is there, and anew; what differs.
    fn differences(&self) -> Vec<String> {
        let (scan, theme) = (scan(&self.path("content")).unwrap(), self.theme());
        let out = self.path("out");
        let cache = Cache::open(&self.path("cache"));
        let draft = Engine::with(&scan, &self.settings, &cache, Timings::OFF).unwrap();
        draft.publish(&theme, &claim(&out)).unwrap();
        let mut found = read_tree(&out);
        assert!(found.remove("own/kept.txt").is_some(), "what others put there is gone");
        let clean = tempfile::tempdir().unwrap();
        let anew = Engine::new(&scan, &self.settings).unwrap();
        anew.publish(&theme, &claim(clean.path())).unwrap();
        let mut differences = crate::corpus::differences(&read_tree(clean.path()), &found);
        if draft.findings().reported != anew.findings().reported {
            differences.push("findings".to_owned());
        }
        differences
    }

    fn theme(&self) -> Theme {
        Theme::load(self.folder.path(), "default").unwrap()
    }
}

proptest! {
    #![proptest_config(cases(8))]

    /// After any edits the output is byte for byte that of a clean build, findings too; and a build with
    /// nothing changed touches nothing.
    #[test]
    fn after_any_edits_a_build_is_as_a_clean_one(
        one in worlds(3, 3),
        other in worlds(3, 3),
        edits in vec(vec(edit(), 1..4), 1..12),
    ) {
        let mut site = Site::new([files(&one), files(&other)]);
        for edits in edits {
            edits.iter().for_each(|edit| site.apply(edit));
            let differences = site.differences();
            prop_assert!(differences.is_empty(), "after {edits:?}:\n{differences:#?}");
        }
    }
}

// -- a site that stands ready ---------------------------------------------------------------------------------------

/// Every page of a site that stands, against the files of a clean build; what differs.
fn preview_differences(preview: &Preview, scan: &Scan, settings: &Options, theme: &Theme) -> Vec<String> {
    let clean = tempfile::tempdir().unwrap();
    Engine::new(scan, settings).unwrap().publish(theme, &claim(clean.path())).unwrap();
    let mut built = read_tree(clean.path());
    built.retain(|path, _| !path.starts_with('.'));
    let page = |path: String| (path.clone(), preview.page(&path).unwrap().unwrap());
    let shown = preview.paths().unwrap().into_iter().map(page).collect();
    crate::corpus::differences(&built, &shown)
}

proptest! {
    #![proptest_config(cases(12))]

    /// A site that stands, after each edit that it can follow, shows what a clean build writes: lists on
    /// other pages, the front page and the data too.
    #[test]
    fn a_site_that_follows_edits_shows_what_a_build_writes(
        world in worlds(3, 3),
        edits in vec((any::<Index>(), any::<u8>()), 1..8),
    ) {
        let mut site = Site::new([files(&world), Files::new()]);
        let theme = site.theme();
        let stand = |site: &Site| {
            let scan = scan(&site.path("content")).unwrap();
            let draft = Engine::new(&scan, &site.settings).unwrap();
            let has_errors = draft.findings().has_errors();
            let content = draft.into_content();
            (!has_errors).then(|| Preview::new(scan, site.settings.clone(), content, &theme).unwrap())
        };
        let Some(mut preview) = stand(&site) else { return Ok(()) };
        for (at, word) in edits {
            let before = site.read("content");
            site.apply(&Edit::Write(at, word));
            let after = site.read("content");
            let changed = after.iter().filter(|(path, text)| before.get(*path) != Some(text));
            let changed = changed.map(|(path, _)| site.path("content").join(path)).collect();
            if let Followed::Beyond = preview.follow(&changed) {
                match stand(&site) {
                    Some(anew) => preview = anew,
                    None => return Ok(()),
                }
            }
            let scan = scan(&site.path("content")).unwrap();
            let differences = preview_differences(&preview, &scan, &site.settings, &theme);
            prop_assert!(differences.is_empty(), "{word} at {changed:?}: {differences:#?}");
        }
    }
}

/// Builds an edition into a folder; the volumes that the cache holds after that.
fn publish(site: &mut Site, edition: Edition, out: &str) -> Vec<String> {
    site.settings.edition = edition;
    let scan = scan(&site.path("content")).unwrap();
    let cache = Cache::open(&site.path("cache"));
    let draft = Engine::with(&scan, &site.settings, &cache, Timings::OFF).unwrap();
    draft.publish(&site.theme(), &claim(&site.path(out))).unwrap();
    site.files("cache/volumes")
}

/// When each file of the output was written.
fn written(site: &Site) -> BTreeMap<String, SystemTime> {
    let time = |file: &String| fs::metadata(site.path("out").join(file)).unwrap().modified().unwrap();
    site.files("out").into_iter().map(|file| (file.clone(), time(&file))).collect()
}

/// A page whose view is as it was is not rendered: unless it is not in its place, or is a file that is only copied.
#[test]
fn of_an_edited_volume_only_what_differs_is_written() {
    let mut site = Site::new([shipped_files(), Files::new()]);
    let record = site.path("content/tay-ninh/2021/ma-tuy.md");
    let edit = |text: &str| {
        fs::write(&record, fs::read_to_string(&record).unwrap() + "\n" + text + "\n").unwrap();
    };
    site.apply(&Edit::Attach(0));
    edit("[tep](../../a.pdf)");
    assert_eq!(site.differences(), Vec::<String>::new());
    let before = written(&site);
    edit("Thêm một câu.");
    site.apply(&Edit::Attach(1));
    fs::write(site.path("out/tay-ninh/index.html"), "tampered").unwrap();
    fs::remove_file(site.path("out/tay-ninh/2021/plan.html")).unwrap();
    assert_eq!(site.differences(), Vec::<String>::new());
    let after = written(&site);
    let same = |page: &str| before[page] == after[page];
    assert!(same("tay-ninh/2021/index.html") && same("tay-ninh/2023/ket-nap-dang.html"));
    assert!(same("data/ledger.json") && same("data/records.csv"));
    assert!(!same("tay-ninh/2021/ma-tuy.html") && !same("tay-ninh/index.html") && !same("a.pdf"));
}

#[test]
fn editions_in_turn_find_what_they_left_and_an_output_that_is_gone_leaves_nothing() {
    let mut site = Site::new([shipped_files(), Files::new()]);
    let public = publish(&mut site, Edition::Public, "public");
    let both = publish(&mut site, Edition::Internal, "internal");
    assert!(both.len() > public.len() && public.iter().all(|file| both.contains(file)));
    assert_eq!(publish(&mut site, Edition::Public, "public"), both);
    fs::remove_dir_all(site.path("internal")).unwrap();
    assert_eq!(publish(&mut site, Edition::Public, "public"), public);
    assert_eq!((site.files("cache/receipts").len(), site.files("cache/uses").len()), (1, 1));
}
