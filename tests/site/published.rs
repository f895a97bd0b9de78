//! A site whose address is known, and pages that were elsewhere before.

use crate::corpus::{Files, Tree, scan_of, settings, shipped_files, tree, write_files};
use crate::links::{Pages, text};
use khacphuc::diagnostic::Code;
use khacphuc::language::Language;
use khacphuc::settings::{Audience, Edition, Forge, Repository};
use khacphuc::source::provenance::Provenance;
use khacphuc::{Engine, scan};
use std::collections::BTreeSet;
use std::process::Command;

const URL: &str = "https://khac-phuc.example/tinh/";

fn with_aliases(aliases: &str) -> std::collections::BTreeMap<String, String> {
    let mut files = shipped_files();
    let page = format!("---\nkind: page\naliases: [{aliases}]\n---\n# Đã dời\n");
    files.insert("tay-ninh/gioi-thieu.md".to_owned(), page);
    files
}

fn site(aliases: &str, url: Option<&str>) -> Tree {
    let mut settings = settings(Edition::Public, Language::Vi);
    settings.config.url = url.map(str::to_owned);
    tree(&Engine::new(&scan_of(&with_aliases(aliases)), &settings).unwrap())
}

/// In the folder of the same body, in that of another one, and in one that is no more.
const OLD: &str = "tay-ninh/cu.html, binh-duong/2013/cu.md, đoàn cũ/cu";

#[test]
fn a_page_that_was_elsewhere_is_found_there() {
    let pages = Pages::of(site(OLD, Some(URL)));
    for old in ["tay-ninh/cu.html", "binh-duong/2013/cu.html", "đoàn cũ/cu.html"] {
        let page = text(&pages.tree, old);
        let refresh = page.split_once("content=\"0; url=").unwrap().1;
        let to = refresh.split_once('"').unwrap().0;
        assert_eq!(crate::links::target(old, to).unwrap(), "tay-ninh/gioi-thieu.html", "{old}");
        assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{URL}tay-ninh/gioi-thieu.html\">")));
        assert!(pages.broken(old).is_empty(), "{:?}", pages.broken(old));
    }
}

#[test]
fn no_page_takes_the_place_of_another() {
    for taken in ["tay-ninh/matrix", "tay-ninh/2021/plan", "assets/x", "404", "tay-ninh/cu, tay-ninh/Cu"] {
        let scan = scan_of(&with_aliases(taken));
        let settings = settings(Edition::Internal, Language::Vi);
        let draft = Engine::new(&scan, &settings).unwrap();
        let mut codes = draft.findings().reported.iter().map(|found| found.code);
        assert!(codes.any(|code| code == Code::PathClash), "{taken}");
    }
    for wrong in ["../x", "/x", "a//b", "''", ".git/x", "'C:\\x'"] {
        let scan = scan_of(&with_aliases(wrong));
        let settings = settings(Edition::Internal, Language::Vi);
        let draft = Engine::new(&scan, &settings).unwrap();
        let mut codes = draft.findings().reported.iter().map(|found| found.code);
        let expected = if wrong == "''" { Code::EmptyItem } else { Code::InvalidValue };
        assert!(codes.any(|code| code == expected), "{wrong}");
    }
}

#[test]
fn sitemaps_list_every_page_once() {
    let tree = site(OLD, Some(URL));
    let locations = |path: &str| -> Vec<String> {
        let xml = text(&tree, path);
        let locations =
            xml.split("<loc>").skip(1).map(|rest| rest.split_once("</loc>").unwrap().0.to_owned());
        locations.collect()
    };
    let below = |address: &str| {
        let path = crate::links::decode(address.strip_prefix(URL).unwrap());
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
    };
    let maps = locations("sitemap.xml");
    let listed: Vec<String> =
        maps.iter().flat_map(|map| locations(&below(map))).map(|address| below(&address)).collect();
    let unique: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), listed.len());
    let is_redirect = |path: &str| path.ends_with("/cu.html");
    let pages = tree.keys().map(String::as_str).filter(|path| path.ends_with(".html"));
    let pages: BTreeSet<&str> = pages.filter(|path| *path != "404.html" && !is_redirect(path)).collect();
    assert_eq!(unique, pages);
    for map in &maps {
        let folder = map.rsplit_once('/').unwrap().0;
        assert!(locations(&below(map)).iter().all(|address| address.starts_with(folder)), "{map}");
    }
}

#[test]
fn a_site_that_may_stand_anywhere_has_no_whole_addresses() {
    let tree = site(OLD, None);
    assert!(tree.keys().all(|path| !path.ends_with("sitemap.xml")));
    assert!(!text(&tree, "index.html").contains("canonical"));
    assert!(!text(&tree, "404.html").contains("<base"));
    assert!(text(&site(OLD, Some(URL)), "404.html").contains(&format!("<base href=\"{URL}\">")));
}

const FORGES: [(Forge, &str, &str); 3] = [
    (Forge::GitLab, "https://git.example/p/-/edit/main/content/", "https://git.example/p/-/commit/"),
    (Forge::Gitea, "https://git.example/p/_edit/main/content/", "https://git.example/p/commit/"),
    (Forge::GitHub, "https://git.example/p/edit/main/content/", "https://git.example/p/commit/"),
];

fn repository(forge: Forge, audience: Audience) -> Repository {
    let (url, branch, folder) =
        ("https://git.example/p/".to_owned(), "main".to_owned(), "content".to_owned());
    Repository { url, forge, branch, folder, audience }
}

/// What git knows stands on the page of a file; outside only where the settings say so.
#[test]
fn changes_and_edits_are_shown_to_those_who_may_know() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path(), &shipped_files());
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder.path()).args(["-c", "user.name=Ban", "-c", "user.email=ban@example.vn"]);
        assert!(git.args(arguments).output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "Lần <đầu>"]);
    let page = |edition, repository: Option<Repository>| {
        let mut settings = settings(edition, Language::Vi);
        settings.config.repository = repository;
        let mut scan = scan::scan(folder.path()).unwrap();
        // As the command line asks: only where readers may know.
        if settings.config.shows_changes(edition) {
            scan.provenance = Provenance::read(folder.path());
        }
        let tree = tree(&Engine::new(&scan, &settings).unwrap());
        text(&tree, "tay-ninh/2021/ma-tuy.html").to_owned()
    };
    for (forge, edit, commit) in FORGES {
        for (edition, audience) in
            [(Edition::Internal, Audience::Internal), (Edition::Public, Audience::Public)]
        {
            let page = page(edition, Some(repository(forge, audience)));
            assert!(page.contains(&format!("href=\"{edit}tay-ninh/2021/ma-tuy.md\"")), "{forge:?}");
            assert!(page.contains(&format!("<a href=\"{commit}")), "{forge:?}");
            assert!(page.contains("Lần &lt;đầu&gt;") && page.contains("1 lần sửa"));
        }
    }
    let page_of_all = page(Edition::Public, Some(repository(Forge::GitLab, Audience::Internal)));
    assert!(!page_of_all.contains("Lần &lt;đầu&gt;") && !page_of_all.contains("git.example"));
    assert!(page(Edition::Internal, None).contains("Lần &lt;đầu&gt;"));
}

/// Files of content may end in `.markdown`, too: what a page, and CODEOWNERS, say that they are made from is there.
#[test]
fn every_file_that_is_named_is_there() {
    let files: Files = shipped_files()
        .into_iter()
        .map(|(path, text)| match path.strip_suffix(".md") {
            Some(bare) => (format!("{bare}.markdown"), text),
            None => (path, text),
        })
        .collect();
    let (scan, settings) = (scan_of(&files), settings(Edition::Internal, Language::En));
    let engine = Engine::new(&scan, &settings).unwrap();
    let mut named = BTreeSet::new();
    for (path, bytes) in tree(&engine).iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        let Some((_, rest)) = html.split_once("· source <code>") else { continue };
        let source = rest.split('<').next().unwrap();
        assert!(source.ends_with('/') || files.contains_key(source), "{path}: {source}");
        named.insert(source.to_owned());
    }
    assert!(named.contains("tay-ninh/2021/ma-tuy.markdown"), "{named:?}");
    let ownership = engine.ownership().unwrap();
    let of_bodies = ownership.files().into_iter().filter(|concern| !concern.all.is_empty());
    let unknown: Vec<&str> =
        of_bodies.map(|concern| concern.path.as_str()).filter(|path| !files.contains_key(*path)).collect();
    assert!(unknown.is_empty() && ownership.files().len() > 1, "{unknown:?}");
}
