//! Laws of bags: what is in one, that it is the same for the same year, and that nothing of it can change unseen.

use super::{Site, below, tree};
use khacphuc::archive::{Flaw, Signed, verify};
use khacphuc::source::link::{Target, read_target};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PUBLIC: &str = "archive/dong-2021-public";
const INTERNAL: &str = "archive/dong-2021-internal";

fn flaws(place: &Path) -> Vec<Flaw> {
    verify(place, None).unwrap().flaws
}

#[test]
fn a_bag_holds_the_year_and_its_proof() {
    let site = Site::new();
    site.freeze("2021", &[]);
    let (public, internal) = (tree(&site.path(PUBLIC)), tree(&site.path(INTERNAL)));
    for path in [
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
        "tagmanifest-sha256.txt",
        "tagmanifest-sha512.txt",
        "data/README.txt",
        "data/ledger/ledger.json",
        "data/ledger/ledger.schema.json",
        "data/ledger/records.csv",
        "data/site/dong/2021/index.html",
        "data/site/dong/2021/plan.form.html",
        "data/site/dong/2021/_files/dong/anh.txt",
    ] {
        assert!(public.contains_key(path) && internal.contains_key(path), "{path}");
    }
    // Sources hold what is internal.
    assert!(below(&public, "data/content/").is_empty());
    let sources = below(&internal, "data/content/");
    assert_eq!(sources["dong/anh.txt"], "chữ".as_bytes());
    assert_eq!(sources["dong/2021/mot.md"], fs::read(site.path("content/dong/2021/mot.md")).unwrap());
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("Lời riêng");
    assert!(!public.values().any(|bytes| said(bytes)) && internal.values().any(|bytes| said(bytes)));
    let info = String::from_utf8(public["bag-info.txt"].clone()).unwrap();
    for line in
        ["Khacphuc-Edition: public", "Khacphuc-As-Of: 2023-12-31", "Source-Organization: Ban Thường vụ Đông"]
    {
        assert!(info.lines().any(|known| known == line), "{info}");
    }
}

#[test]
fn every_link_of_a_bag_leads_somewhere_or_is_marked() {
    let site = Site::new();
    site.freeze("2021", &[]);
    let files = below(&tree(&site.path(INTERNAL)), "data/site/");
    let (mut inside, mut outside) = (0, 0);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        // Tags, by a reading of their own: none of these pages has a `>` in an attribute.
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            let address = ["href=\"", "src=\""].iter().find_map(|key| tag.split_once(key));
            let Some(address) = address.and_then(|(_, rest)| rest.split('"').next()) else { continue };
            let is_out = tag.split_whitespace().any(|word| word == "data-out");
            let address = address.split('?').next().unwrap();
            match read_target(path, address) {
                Target::File { path: to, .. } => {
                    assert!(files.contains_key(&to) != is_out, "{path}: {tag}");
                    assert!(!is_out || tag.starts_with("a "), "{path} needs {address}");
                    if is_out { outside += 1 } else { inside += 1 }
                }
                Target::Fragment(_) => assert!(!is_out, "{path}: {tag}"),
                Target::External | Target::Refused => assert!(is_out, "{path}: {tag}"),
            }
        }
    }
    assert!(inside > 50 && outside > 50, "{inside} inside, {outside} outside");
}

#[test]
fn the_same_year_gives_the_same_bytes() {
    let (one, other) = (Site::new(), Site::new());
    one.freeze("2021", &[]);
    other.build("public");
    other.freeze("2021", &["--out", "bags/of the archive"]);
    let (one, other) = (tree(&one.path("archive")), tree(&other.path("bags/of the archive")));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(one == other);
}

/// Numbers that look drawn, the same in every run.
fn dice(seed: &mut u64, below: u64) -> u64 {
    *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    (*seed >> 33) % below.max(1)
}

/// Of 1,000 bags in each of which one bit was turned, none passes: a third of them `.zip`, and every file has its turn.
#[test]
fn no_bit_turns_unseen() {
    let site = Site::new();
    site.freeze("2021", &["--edition", "internal"]);
    let (folder, zip) = (site.path(INTERNAL), site.path("archive/dong-2021-internal.zip"));
    assert_eq!((flaws(&folder), flaws(&zip)), (vec![], vec![]));
    let files: Vec<PathBuf> = tree(&folder).into_keys().map(|path| folder.join(path)).collect();
    let mut seed = 2021;
    for round in 0..1000 {
        let (place, file) = match round % 3 {
            0 => (&zip, &zip),
            _ => (&folder, &files[round % files.len()]),
        };
        let good = fs::read(file).unwrap();
        let mut bad = good.clone();
        let (at, bit) = (dice(&mut seed, bad.len() as u64), dice(&mut seed, 8));
        bad[usize::try_from(at).unwrap()] ^= 1 << bit;
        fs::write(file, &bad).unwrap();
        assert!(!flaws(place).is_empty(), "round {round}: bit {bit} of byte {at} of {}", file.display());
        fs::write(file, &good).unwrap();
    }
    assert_eq!((flaws(&folder), flaws(&zip)), (vec![], vec![]));
}

#[test]
fn what_was_done_to_a_bag_is_named() {
    let site = Site::new();
    site.freeze("2021", &["--edition", "public"]);
    let (bag, page) = (site.path(PUBLIC), site.path(PUBLIC).join("data/site/dong/2021/mot.html"));
    let path = || "data/site/dong/2021/mot.html".to_owned();
    let good = fs::read(&page).unwrap();
    fs::write(&page, &good[..good.len() - 1]).unwrap();
    assert_eq!(flaws(&bag), [Flaw::Altered(path())]);
    fs::remove_file(&page).unwrap();
    assert_eq!(flaws(&bag), [Flaw::Missing(path())]);
    let other = bag.join("data/site/khac.html");
    fs::write(&other, &good).unwrap();
    assert_eq!(flaws(&bag), [Flaw::Renamed { from: path(), to: "data/site/khac.html".to_owned() }]);
    fs::write(&page, &good).unwrap();
    assert_eq!(flaws(&bag), [Flaw::Extra("data/site/khac.html".to_owned())]);
    fs::remove_file(&other).unwrap();
    fs::write(bag.join("ghi-chu.txt"), "x").unwrap();
    assert_eq!(flaws(&bag), [Flaw::Extra("ghi-chu.txt".to_owned())]);
    fs::remove_file(bag.join("ghi-chu.txt")).unwrap();
    #[cfg(unix)]
    {
        fs::remove_file(&page).unwrap();
        fs::write(site.path("mot.html"), &good).unwrap();
        std::os::unix::fs::symlink(site.path("mot.html"), &page).unwrap();
        assert_eq!(flaws(&bag), [Flaw::Missing(path()), Flaw::Extra(path())]);
        fs::remove_file(&page).unwrap();
        fs::write(&page, &good).unwrap();
    }
    let info = bag.join("bag-info.txt");
    let said = fs::read_to_string(&info).unwrap();
    fs::write(&info, said.replace("2023-12-31", "2023-12-30")).unwrap();
    assert_eq!(flaws(&bag), [Flaw::Altered("bag-info.txt".to_owned())]);
    fs::write(&info, said).unwrap();
    assert_eq!(flaws(&bag), []);
    let run = site.call(&["verify", PUBLIC, "archive/dong-2021-public.zip"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn a_site_is_verified_by_its_sums() {
    let site = Site::new();
    site.build("public");
    assert!(site.good(&["verify", "public"]).contains("a site as it was made"));
    fs::rename(site.path("public/feed.xml"), site.path("public/khac.xml")).unwrap();
    site.write("public/dong/them.html", "x");
    site.write("public/index.html", "x");
    let run = site.call(&["verify", "public"]);
    assert_eq!(run.status, 1);
    let told: BTreeSet<&str> =
        run.stderr.lines().map(|line| line.strip_prefix("public: ").unwrap()).collect();
    assert_eq!(
        told,
        ["altered: index.html", "extra: dong/them.html", "renamed: feed.xml to khac.xml"].into()
    );
}

/// A bag does not pass for a site, nor a site for a bag that is signed.
#[test]
fn a_bag_is_no_site() {
    let site = Site::new();
    site.freeze("2021", &["--edition", "public"]);
    let bag = site.path(PUBLIC);
    fs::remove_file(bag.join("bagit.txt")).unwrap();
    let sums = Command::new("sh")
        .args(["-c", "find . -type f ! -name .khacphuc-files | sort | sed 's,^./,,' | xargs sha256sum > .khacphuc-files"])
        .current_dir(&bag)
        .status();
    assert!(sums.unwrap().success());
    assert!(!flaws(&bag).is_empty());
    site.build("public");
    site.write("ai-ky", "");
    assert_eq!(site.call(&["verify", "public", "--allowed-signers", "ai-ky"]).status, 1);
}

/// A `.zip` in which anything is that readers may take in different ways.
#[test]
fn a_zip_holds_the_bag_and_nothing_else() {
    use std::io::Write;
    let site = Site::new();
    site.freeze("2021", &["--edition", "public"]);
    let (zip, sum) =
        (site.path("archive/dong-2021-public.zip"), site.path("archive/dong-2021-public.zip.sha256"));
    fs::remove_file(sum).unwrap();
    let good = fs::read(&zip).unwrap();
    let write = |change: &dyn Fn(&mut zip::ZipWriter<fs::File>)| {
        fs::write(&zip, &good).unwrap();
        let file = fs::OpenOptions::new().read(true).write(true).open(&zip).unwrap();
        let mut writer = zip::ZipWriter::new_append(file).unwrap();
        change(&mut writer);
        writer.finish().unwrap();
    };
    let options = zip::write::SimpleFileOptions::default();
    write(&|zip| zip.add_directory("dong-2021-public/data/rong", options).unwrap());
    assert!(!flaws(&zip).is_empty(), "a folder");
    write(&|zip| zip.add_symlink("dong-2021-public/data/link", "/etc/passwd", options).unwrap());
    assert!(!flaws(&zip).is_empty(), "a link");
    write(&|zip| zip.set_comment("x").unwrap());
    assert!(!flaws(&zip).is_empty(), "a comment");
    write(&|zip| {
        zip.start_file("../khac.txt", options).unwrap();
        zip.write_all(b"x").unwrap();
    });
    assert!(!flaws(&zip).is_empty(), "a path that leads out");
    fs::write(&zip, [b"MZ".as_slice(), &good].concat()).unwrap();
    assert!(verify(&zip, None).is_ok_and(|found| !found.flaws.is_empty()), "bytes before it");
    fs::write(&zip, [good.as_slice(), b"x"].concat()).unwrap();
    assert!(verify(&zip, None).map_or(true, |found| !found.flaws.is_empty()), "bytes behind it");
    // Sizes of which no sum can be taken.
    let mut bad = good.clone();
    let listed = bad.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bad[listed + 20..listed + 24].copy_from_slice(&[0xff; 4]);
    let rest = bad.split_off(listed + 46 + usize::from(bad[listed + 28]));
    bad[listed + 30] += 12;
    bad.extend([[1, 0, 8, 0].as_slice(), &[0xff; 8], &rest].concat());
    // The list is longer by that, as its end says.
    let length = bad.len() - 10;
    let said = u32::from_le_bytes(bad[length..length + 4].try_into().unwrap()) + 12;
    bad[length..length + 4].copy_from_slice(&said.to_le_bytes());
    fs::write(&zip, &bad).unwrap();
    assert!(!flaws(&zip).is_empty(), "sizes beyond all measure");
    fs::write(&zip, &good).unwrap();
    assert_eq!(flaws(&zip), []);
}

/// A key that somebody has, and the file that says so.
fn key(site: &Site, name: &str) -> String {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f"])
        .arg(site.path(name))
        .status();
    assert!(made.unwrap().success());
    site.read(&format!("{name}.pub"))
}

#[test]
fn a_signature_says_who() {
    let site = Site::new();
    let own = key(&site, "luu-tru");
    let other = key(&site, "khac");
    site.write("ai-ky", &format!("luu-tru@example.vn {own}"));
    site.write("ai-khac", &format!("khac@example.vn {other}"));
    site.freeze("2021", &["--sign", "luu-tru", "--edition", "public"]);
    let signed = |allowed: Option<&str>| {
        verify(&site.path(PUBLIC), allowed.map(|file| site.path(file)).as_deref()).unwrap()
    };
    assert_eq!(signed(None).signed, Ok(Signed::Whole));
    assert_eq!(signed(Some("ai-ky")).signed, Ok(Signed::By("luu-tru@example.vn".to_owned())));
    assert_eq!(signed(Some("ai-ky")).flaws, []);
    // Whoever froze without a key can sign later, and nothing else of the bag changes.
    let unsigned = tree(&site.path(PUBLIC));
    fs::remove_file(site.path(PUBLIC).join("tagmanifest-sha256.txt.sig")).unwrap();
    site.freeze("2021", &["--sign", "luu-tru", "--edition", "public"]);
    assert_eq!(tree(&site.path(PUBLIC)), unsigned);
    assert_eq!(
        signed(Some("ai-khac")).flaws,
        [Flaw::WrongSignature("tagmanifest-sha256.txt.sig".to_owned())]
    );
    // Where nobody can look at it, nobody says that it is right.
    let blind = Command::new(env!("CARGO_BIN_EXE_khacphuc"))
        .args(["verify", PUBLIC, "--allowed-signers", "ai-ky"])
        .current_dir(site.path(""))
        .env("PATH", "")
        .output();
    assert_eq!(blind.unwrap().status.code(), Some(2));
    // The .zip has the signature too; and without khacphuc it takes two commands.
    let zip = verify(&site.path("archive/dong-2021-public.zip"), Some(&site.path("ai-ky"))).unwrap();
    assert_eq!((zip.flaws, zip.signed), (vec![], Ok(Signed::By("luu-tru@example.vn".to_owned()))));
    let commands = "sha256sum --check --quiet tagmanifest-sha256.txt manifest-sha256.txt && ssh-keygen -Y verify \
                    -f ../../ai-ky -I luu-tru@example.vn -n khacphuc-bag -s tagmanifest-sha256.txt.sig \
                    < tagmanifest-sha256.txt";
    let run = || Command::new("sh").args(["-c", commands]).current_dir(site.path(PUBLIC)).output().unwrap();
    assert!(run().status.success());
    // A bag that is whole and was sealed anew by another is not by who may sign.
    let tags = site.path(PUBLIC).join("tagmanifest-sha256.txt");
    let good = fs::read(&tags).unwrap();
    fs::write(&tags, [good.as_slice(), b"x"].concat()).unwrap();
    assert!(!run().status.success());
    assert!(
        signed(Some("ai-ky")).flaws.contains(&Flaw::WrongSignature("tagmanifest-sha256.txt.sig".to_owned()))
    );
    fs::write(&tags, good).unwrap();
    fs::remove_file(site.path(PUBLIC).join("tagmanifest-sha256.txt.sig")).unwrap();
    assert_eq!(signed(None).flaws, []);
    assert_eq!(signed(Some("ai-ky")).flaws, [Flaw::Unsigned]);
}

/// Neither a slip in the call nor what the machine lacks is told as a mistake of the bag, or hides one.
#[test]
fn what_cannot_be_asked_is_not_called_wrong() {
    let site = Site::new();
    key(&site, "luu-tru");
    site.write("ai-ky", "");
    site.freeze("2021", &["--sign", "luu-tru", "--edition", "public"]);
    let run = site.call(&["verify", PUBLIC, "--allowed-signers", "khong-co"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "khacphuc: cannot read khong-co: there is no such file or folder\n");
    fs::remove_file(site.path(PUBLIC).join("data/README.txt")).unwrap();
    let blind = Command::new(env!("CARGO_BIN_EXE_khacphuc"))
        .args(["--language", "en", "verify", PUBLIC, "--allowed-signers", "ai-ky"])
        .current_dir(site.path(""))
        .env("PATH", "")
        .output()
        .unwrap();
    let told = String::from_utf8(blind.stderr).unwrap();
    assert_eq!(blind.status.code(), Some(2), "{told}");
    assert!(told.contains("missing: data/README.txt") && told.contains("ssh-keygen cannot be run"), "{told}");
}

#[test]
fn what_is_neither_bag_nor_site_is_called_so() {
    let site = Site::new();
    fs::create_dir(site.path("rong")).unwrap();
    for place in ["rong", "content"] {
        let run = site.call(&["verify", place]);
        assert_eq!((run.status, run.stderr), (1, format!("{place}: neither a bag nor a site\n")));
    }
}

/// All that `freeze` wrote, as a shell lists it.
#[test]
fn the_sum_of_a_zip_is_looked_at_too() {
    let site = Site::new();
    site.freeze("2021", &["--edition", "public"]);
    let all = [PUBLIC, "archive/dong-2021-public.zip", "archive/dong-2021-public.zip.sha256"];
    let sum = all[2];
    let said = site.good(&[&["verify"], all.as_slice()].concat());
    assert!(said.contains(&format!("{sum}: the sum of the .zip beside it")), "{said}");
    site.write(sum, &site.read(sum).replacen(char::is_numeric, "x", 1));
    let told = |run: super::Run| (run.status, run.stderr);
    assert_eq!(told(site.call(&["verify", sum])), (1, format!("{sum}: altered: dong-2021-public.zip\n")));
    fs::remove_file(site.path(all[1])).unwrap();
    assert_eq!(told(site.call(&["verify", sum])), (1, format!("{sum}: missing: dong-2021-public.zip\n")));
}
