//! The site of the shipped content, page by page, in both editions and both languages: every link and fragment is
//! followed, and every page is looked at for what a reader has to find on it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/corpus.rs"]
mod corpus;

mod dates;
mod html;
mod links;
mod published;
mod schema;
mod sheets;
mod tables;
mod theme;

use corpus::{AS_OF, scan_of, settings, shipped, shipped_files, tree};
use html::{Html, Tag};
use khacphuc::Engine;
use khacphuc::language::Language;
use khacphuc::settings::Edition;
use links::{Pages, addresses, decode, follow, scheme, target, text};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

/// One site, and what it is a build of.
struct Site {
    edition: Edition,
    language: Language,
    files: Pages,
}

static SITES: LazyLock<Vec<Site>> = LazyLock::new(|| {
    let of = |edition| [Language::Vi, Language::En].map(|language| Site::build(edition, language));
    [Edition::Public, Edition::Internal].into_iter().flat_map(of).collect()
});

impl Site {
    fn build(edition: Edition, language: Language) -> Self {
        let (scan, settings) = (shipped(), settings(edition, language));
        let files = Pages::of(tree(&Engine::new(&scan, &settings).unwrap()));
        Self { edition, language, files }
    }

    fn name(&self) -> String {
        format!("{} {}", self.edition.word(), self.language.tag())
    }
}

/// Looks at every page of every site, and fails with all complaints at once.
#[track_caller]
fn on_every_page(look: impl Fn(&Site, &str, &Html) -> Vec<String>) {
    let mut complaints = String::new();
    for site in SITES.iter() {
        for (path, page) in &site.files.pages {
            for complaint in look(site, path, page) {
                writeln!(complaints, "{} {path}: {complaint}", site.name()).unwrap();
            }
        }
    }
    assert!(complaints.is_empty(), "\n{complaints}");
}

fn unless(holds: bool, complaint: impl Into<String>) -> Vec<String> {
    if holds { Vec::new() } else { vec![complaint.into()] }
}

// -- links ---------------------------------------------------------------------------------------------------------

/// Every link leads to a file of the site, and every fragment to an id on it.
#[test]
fn every_link_and_fragment_leads_somewhere() {
    on_every_page(|site, path, _| site.files.broken(path));
}

/// Words are compared between neighbouring plan years; distant ones say what became of each deficiency, and lead to
/// the comparisons in between.
#[test]
fn distant_years_are_compared_by_what_became_of_each() {
    let mut files = shipped_files();
    let record =
        "---\nkind: deficiency\ndeficiency: ket-nap-dang\nstatus: open\n---\n# Kết nạp đảng viên còn chậm\n";
    files.insert("tay-ninh/2024/ket-nap-dang.md".to_owned(), record.to_owned());
    files
        .insert("tay-ninh/2024/plan.md".to_owned(), "---\nkind: plan\n---\n# Kế hoạch năm 2024\n".to_owned());
    let (scan, settings) = (scan_of(&files), settings(Edition::Public, Language::En));
    let site = Pages::of(tree(&Engine::new(&scan, &settings).unwrap()));
    let page = |years: &str| text(&site.tree, &format!("tay-ninh/compare/{years}.html"));
    let (step, far) = (page("2023-2024"), page("2021-2024"));
    assert!(step.contains("class=\"sides\""));
    let alone = step.split("id=\"k-2023-2024-alone-unaccounted\"").nth(1).unwrap();
    let alone = alone.split("</table>").next().unwrap();
    assert!(
        alone.contains("2023/thu-hoi-von-khoi-nghiep.html") && !alone.contains("lineage/ket-nap-dang.html")
    );
    assert!(far.contains("class=\"fates\"") && !far.contains("class=\"sides\""));
    let group =
        |key: &str| far.split("<tbody id=\"k-2021-2024-").find(|group| group.starts_with(key)).unwrap();
    assert!(
        group("carried").contains("lineage/ket-nap-dang.html")
            && group("carried").contains("2021/chi-tieu-nam")
    );
    assert!(group("unaccounted").contains("2021/ma-tuy.html"));
    assert!(far.contains("\"2021-2023.html\"") && far.contains("\"2023-2024.html\""));
    assert_eq!(site.broken("tay-ninh/compare/2021-2024.html"), Vec::<String>::new());
}

/// Addresses are relative: a site opens from `file://`, from any folder, and under any path of a server. Links name
/// files, since a folder has no `index.html` on a file share.
#[test]
fn addresses_are_relative_and_name_files() {
    on_every_page(|_, _, page| {
        let complaint = |(_, address, _): (&Tag, &str, bool)| {
            let is_own = scheme(address).is_none();
            let is_absolute = address.starts_with('/') || address.starts_with('\\') || address.is_empty();
            let file = address.split('#').next().unwrap_or_default();
            let is_file = file.is_empty()
                || file.rsplit('/').next().is_some_and(|name| name.contains('.') && name != "..");
            (is_own && (is_absolute || !is_file)).then(|| format!("{address:?} is absolute, or no file"))
        };
        addresses(page).filter_map(complaint).collect()
    });
}

/// Nothing is fetched from elsewhere, and no link is anything but a page or a mail address.
#[test]
fn nothing_comes_from_the_network() {
    on_every_page(|_, _, page| {
        let complaint = |(tag, address, fetched): (&Tag, &str, bool)| {
            let scheme = scheme(address)?;
            let is_fine = !fetched && tag.name == "a" && ["http", "https", "mailto"].contains(&scheme);
            (!is_fine).then(|| format!("<{}> asks for {address}", tag.name))
        };
        addresses(page).filter_map(complaint).collect()
    });
    for site in SITES.iter() {
        for path in site.files.tree.keys().filter(|path| path.ends_with(".css")) {
            // The name of a vocabulary looks like an address, and is not one.
            let css = text(&site.files.tree, path).replace("http://www.w3.org/2000/svg", "");
            assert!(!css.contains("://"), "{path} asks for something elsewhere");
            let named = css.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap_or_default());
            let imported = css.split("@import ").skip(1).filter_map(|rest| rest.split(';').next());
            for address in named.chain(imported) {
                let address = address.trim_matches(['"', '\'']);
                assert!(
                    address.starts_with("data:") || follow(&site.files, path, address).is_none(),
                    "{path}: {address}"
                );
            }
        }
    }
}

/// From the front page every other page can be reached, but for what a server shows where there is none.
#[test]
fn every_page_can_be_reached() {
    for site in SITES.iter() {
        let mut reached = BTreeSet::from(["index.html".to_owned()]);
        let mut todo = vec!["index.html".to_owned()];
        while let Some(path) = todo.pop() {
            let links =
                addresses(&site.files.pages[&path]).filter(|(_, address, _)| scheme(address).is_none());
            for (_, address, _) in links {
                let file = decode(address.split(['#', '?']).next().unwrap_or_default());
                let found = target(&path, &file).filter(|found| site.files.pages.contains_key(found));
                todo.extend(found.filter(|found| reached.insert(found.clone())));
            }
        }
        let pages = site.files.pages.keys().filter(|path| *path != "404.html");
        let lost: Vec<_> = pages.filter(|path| !reached.contains(*path)).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", site.name());
    }
}

// -- what is on a page ---------------------------------------------------------------------------------------------

/// Every element is closed, in order, and every attribute is in quotes.
#[test]
fn pages_are_well_formed() {
    on_every_page(|site, path, page| {
        let has_doctype = text(&site.files.tree, path).starts_with("<!DOCTYPE html>");
        [unless(has_doctype, "no doctype"), page.mistakes.clone()].concat()
    });
}

#[test]
fn ids_are_unique_on_a_page() {
    on_every_page(|_, _, page| {
        let mut seen = BTreeSet::new();
        page.ids()
            .filter(|id| id.is_empty() || !seen.insert(*id))
            .map(|id| format!("id {id:?} is empty or twice"))
            .collect()
    });
}

/// What describes or labels something else names ids that are there.
#[test]
fn labels_name_what_is_there() {
    const NAMES: [&str; 5] = ["aria-labelledby", "aria-describedby", "aria-controls", "headers", "for"];
    on_every_page(|_, _, page| {
        let ids: BTreeSet<&str> = page.ids().collect();
        let named = page.tags.iter().flat_map(|tag| NAMES.iter().filter_map(|name| tag.get(name)));
        let lost = named.flat_map(str::split_whitespace).filter(|id| !ids.contains(id));
        lost.map(|id| format!("there is no id {id}")).collect()
    });
}

/// A language, a title, one heading of the first level with words in it, one main part.
#[test]
fn a_page_has_language_title_and_one_first_heading() {
    on_every_page(|site, _, page| {
        let language = page.named("html").next().and_then(|tag| tag.get("lang"));
        let words = |name: &str| -> Vec<String> {
            page.numbers(name).into_iter().map(|tag| page.words(tag).trim().to_owned()).collect()
        };
        [
            unless(language == Some(site.language.tag()), format!("its language is {language:?}")),
            unless(matches!(words("title").first(), Some(title) if !title.is_empty()), "it has no title"),
            unless(
                matches!(words("h1").as_slice(), [one] if !one.is_empty()),
                format!("its h1: {:?}", words("h1")),
            ),
            unless(page.named("main").count() == 1, "it has not one main part"),
            unless(
                page.named("meta").any(|meta| meta.get("charset") == Some("utf-8")),
                "it does not say its letters",
            ),
        ]
        .concat()
    });
}

/// No two pages have one title: it is what tabs and bookmarks show.
#[test]
fn titles_differ() {
    for site in SITES.iter() {
        let mut by_title: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for (path, page) in &site.files.pages {
            by_title.entry(page.words(page.numbers("title")[0])).or_default().push(path);
        }
        let shared: Vec<_> = by_title.iter().filter(|(_, paths)| paths.len() > 1).collect();
        assert!(shared.is_empty(), "{}: {shared:#?}", site.name());
    }
}

fn footer(page: &Html) -> String {
    page.numbers("footer").into_iter().map(|tag| page.words(tag)).collect()
}

/// Every page says which edition it is of, and on which day it is true.
#[test]
fn every_page_says_edition_and_day() {
    on_every_page(|site, _, page| {
        let edition = match (site.edition, site.language) {
            (Edition::Public, Language::Vi) => "Bản công khai",
            (Edition::Public, Language::En) => "Public edition",
            (Edition::Internal, Language::Vi) => "Bản nội bộ",
            (Edition::Internal, Language::En) => "Internal edition",
        };
        let days = page.named("time").filter_map(|time| time.get("datetime"));
        let footer = footer(page);
        [
            unless(footer.contains(edition), format!("its footer is {footer:?}")),
            unless(days.into_iter().any(|day| day == AS_OF), "it does not say its day"),
        ]
        .concat()
    });
}

/// Every page says where it comes from: its own file, or the file or folder that it is drawn from, which is there.
#[test]
fn every_page_says_where_it_comes_from() {
    let files = shipped_files();
    on_every_page(|_, path, page| {
        let code = page.numbers("code").into_iter().filter(|code| page.is_inside(*code, "footer"));
        let sources: Vec<String> = code.map(|code| page.words(code)).collect();
        let [source] = sources.as_slice() else { return vec![format!("it names {sources:?}")] };
        let own = path.replace(".html", ".md");
        let is_folder = source.ends_with('/')
            && files.keys().any(|file| file.starts_with(source.trim_start_matches("./")));
        [
            unless(is_folder || files.contains_key(source), format!("there is no {source}")),
            unless(
                !files.contains_key(&own) || *source == own,
                format!("it names {source} instead of {own}"),
            ),
        ]
        .concat()
    });
}

/// Nothing needs a script: no page has one, nor anything that only a script could do.
#[test]
fn no_page_needs_a_script() {
    on_every_page(|_, _, page| {
        let handlers =
            page.tags.iter().flat_map(|tag| &tag.attributes).filter(|(name, _)| name.starts_with("on"));
        let handlers: Vec<String> = handlers.map(|(name, _)| format!("it has {name}")).collect();
        let needed = page.named("script").filter(|tag| tag.get("src").is_none()).count();
        [handlers, unless(needed == 0, "it has a script of its own")].concat()
    });
}

// -- files ---------------------------------------------------------------------------------------------------------

/// Paths are composed (NFC), and no two are one file where upper and lower case are the same.
#[test]
fn paths_are_safe_on_any_disk() {
    for site in SITES.iter() {
        let folded: BTreeSet<String> = site.files.tree.keys().map(|path| path.to_lowercase()).collect();
        assert_eq!(folded.len(), site.files.tree.len(), "{}", site.name());
        for path in site.files.tree.keys() {
            assert_eq!(khacphuc::vietnamese::letters::nfc(path), path.as_str(), "{path} is not composed");
            assert!(
                !path.contains(['\\', ':', '*', '?', '"', '<', '>', '|']),
                "{path} has letters that some disks refuse"
            );
        }
    }
}

/// Both languages have the same pages, and the public edition has none that the internal one lacks.
#[test]
fn editions_and_languages_have_the_same_pages() {
    let pages = |edition, language| -> BTreeSet<&String> {
        let site = SITES.iter().find(|site| (site.edition, site.language) == (edition, language)).unwrap();
        // Terms and words of the search are in as many parts as the texts need.
        let is_part =
            |path: &str| ["data/search/t-", "data/search/d-"].iter().any(|part| path.starts_with(part));
        site.files.tree.keys().filter(|path| !is_part(path)).collect()
    };
    for edition in [Edition::Public, Edition::Internal] {
        assert_eq!(pages(edition, Language::Vi), pages(edition, Language::En));
    }
    let (public, internal) = (pages(Edition::Public, Language::Vi), pages(Edition::Internal, Language::Vi));
    assert!(public.is_subset(&internal));
    let only_inside: Vec<&str> = internal.difference(&public).map(|path| path.as_str()).collect();
    assert_eq!(
        only_inside,
        [
            "archive.html",
            "documents/2961-cv-tdtn-tckt.html",
            "huong-dan/soat-xet-noi-bo.html",
            "quality.html"
        ]
    );
}

/// The ledger is what its schema says, in every field, and the pages that it names are there.
#[test]
fn the_data_file_fits_its_schema() {
    for site in SITES.iter() {
        let json = |path: &str| serde_json::from_slice::<serde_json::Value>(&site.files.tree[path]).unwrap();
        let ledger = json("data/ledger.json");
        let complaints = schema::validate(&json("data/ledger.schema.json"), &ledger);
        assert!(complaints.is_empty(), "{}\n{}", site.name(), complaints.join("\n"));
        for list in ["records", "lineages", "papers"] {
            for item in ledger[list].as_array().unwrap() {
                let page = item["page"].as_str().unwrap();
                assert!(site.files.pages.contains_key(page), "{}: {list} name {page}", site.name());
            }
        }
    }
}
