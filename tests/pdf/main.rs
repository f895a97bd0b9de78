//! PDFs of the shipped content and of content that is hard to typeset. What they say is judged by programs that are not
//! ours, in `tests/others/pdf.py`; that nothing internal is in them, by `tests/canaries.rs`, where this program has PDFs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "../support/corpus.rs"]
mod corpus;

use corpus::{Files, Tree, scan_of, settings, shipped, tree, tree_with};
use khacphuc::language::Language;
use khacphuc::render::theme::Theme;
use khacphuc::scan::Scan;
use khacphuc::settings::Edition;
use khacphuc::{Engine, Options};
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

fn with_pdf(edition: Edition, language: Language) -> Options {
    Options { pdf: true, ..settings(edition, language) }
}

fn pdfs(scan: &Scan, options: &Options) -> Tree {
    let tree = tree(&Engine::new(scan, options).unwrap());
    tree.into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect()
}

/// Papers in official form, follow-ups and lineages have a PDF beside them and lead to it, and no other page does; in a
/// build without PDFs none does.
#[test]
fn pages_that_are_printed_and_kept_have_a_pdf_beside_them() {
    for edition in [Edition::Public, Edition::Internal] {
        let site = tree(&Engine::new(&shipped(), &with_pdf(edition, Language::Vi)).unwrap());
        let has_pdf = |path: &str| {
            path.ends_with(".form.html") || path.ends_with("/follow-up.html") || path.contains("/lineage/")
        };
        let pages: BTreeSet<&str> = site.keys().filter_map(|path| path.strip_suffix(".html")).collect();
        let expected: BTreeSet<&str> =
            pages.iter().copied().filter(|page| has_pdf(&format!("{page}.html"))).collect();
        let found: BTreeSet<&str> = site.keys().filter_map(|path| path.strip_suffix(".pdf")).collect();
        assert_eq!(found, expected);
        assert!(found.len() > 10);
        for page in pages {
            let html = String::from_utf8(site[&format!("{page}.html")].clone()).unwrap();
            let name = page.rsplit('/').next().unwrap();
            assert_eq!(html.contains(&format!("href=\"{name}.pdf\"")), found.contains(page), "{page}");
        }
        let without = tree(&Engine::new(&shipped(), &settings(edition, Language::Vi)).unwrap());
        assert!(without.iter().all(|(path, _)| !path.ends_with(".pdf")));
        assert!(without.values().all(|bytes| !String::from_utf8_lossy(bytes).contains(".pdf\"")));
    }
}

/// The same content on the same day gives the same bytes, however its pages are shared among threads; on another day,
/// another document.
#[test]
fn the_same_content_gives_the_same_bytes() {
    let options = with_pdf(Edition::Public, Language::Vi);
    let first = pdfs(&shipped(), &options);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert!(first == alone.install(|| pdfs(&shipped(), &options)));
    let later = pdfs(&shipped(), &Options { as_of: corpus::day("2024-01-01"), ..options });
    let path = "tay-ninh/2023/plan.form.pdf";
    assert!(first[path] != later[path]);
}

const PLAN: &str =
    "---\nkind: plan\nnumber: 1-KH/DH\ndate: 2021-03-03\n---\n# Kế hoạch chữ 𒀀 😀 và \u{e000}\n\n";

/// A body with one plan, whose text is `text`.
fn one_plan(text: &str) -> Files {
    let body =
        "---\nkind: body\nname: Đoàn trường 😀 Mẫu\u{e001}\ncode: DH\nform: state\n---\n# Đoàn trường\n";
    let files = [("dh/index.md", body.to_owned()), ("dh/2021/plan.md", format!("{PLAN}{text}"))];
    files.map(|(path, text)| (path.to_owned(), text)).into()
}

/// Whatever an author writes is typeset.
#[test]
fn everything_is_typeset() {
    let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(60), close.repeat(60));
    let quoted = format!("{} sâu\n", "> ".repeat(40));
    let list: String = (0..40).map(|depth| format!("{}- cấp {depth}\n", "  ".repeat(depth))).collect();
    let wide = format!("|{}\n|{}\n|{}\n", " cột |".repeat(30), "---|".repeat(30), " ô |".repeat(30));
    let texts = [
        "",
        "![ảnh 😀\u{1}](khong-co.png) Chữ lạ: \u{1}\u{7f}\u{85} 漢字 العربية עברית ไทย \u{10ffff}\u{200b}\u{ad}\u{feff}\u{202e}đảo\u{202c}, e\u{0301}\u{0323}, \u{1f468}\u{200d}\u{1f469}",
        "#### Đề mục nhảy cấp\n\n## Đề mục\n\n###### Sâu nhất\n\n##\n\nChữ.",
        &"dài".repeat(3000),
        &deep("<b>", "</b>"),
        &deep("<div>", "</div>"),
        &deep("<table><tr><td>", "</td></tr></table>"),
        &quoted,
        &list,
        &wide,
        "<table><tr><th colspan=9>a<td rowspan=9>b<tr><td>c</table>\n\n<table></table>\n\n<table><tr></tr></table>",
        "<table><thead><tr><th scope=rowgroup rowspan=3>a</th></tr></thead><tbody><tr class=group><td>b</td></tr></tbody></table>",
        "<table><tr><td rowspan=0 colspan=99999>a</td></tr></table><ol start=-5><li>b</ol><ol start=99999999999999999999><li>b</ol>",
        "```\nmã\n\n  #let x = 1; $ \\ \" <a>\n```\n\n`mã` ~~bỏ~~ <sub>1</sub> <u>2</u> <q>3</q> <mark>4</mark>\n\n---\n\n1. một\n2. hai",
        "[rỗng](<>) [ngoài](https://x.vn/a?b=c&d#e) [thư](mailto:a@x.vn) <a href='//x.vn'></a> [dài](https://x.vn/{})",
        "Chú thích[^a] và[^a] lại[^b].\n\n[^a]: Một.\n[^b]: Hai, xem[^a].",
        "## Giải pháp\n\n- [x] Làm một việc (~~hoàn thành trong quý I/2021~~ *hoàn thành trong quý II/2021*)\n- Làm việc khác",
    ];
    for text in texts {
        let (scan, options) = (scan_of(&one_plan(text)), with_pdf(Edition::Internal, Language::En));
        let engine = Engine::new(&scan, &options).unwrap();
        let made = tree_with(&engine, &Theme::built_in()).map_err(|failure| failure.show(Language::En));
        let made = made.unwrap_or_else(|failure| panic!("{failure}\n{}", &text[..text.len().min(300)]));
        assert!(made["dh/2021/plan.form.pdf"].starts_with(b"%PDF-1.7"), "{text}");
    }
}

/// A site lays its own Typst files over those of the theme; a mistake in one is told with its place.
#[test]
fn a_theme_has_typst_files_of_its_own() {
    let root = tempfile::tempdir().unwrap();
    let own = root.path().join("themes/own/typst");
    fs::create_dir_all(&own).unwrap();
    let made = |text: &str| {
        fs::write(own.join("form.typ"), text).unwrap();
        let theme = Theme::load(root.path(), "own").unwrap();
        let (scan, options) = (scan_of(&one_plan("Chữ.")), with_pdf(Edition::Internal, Language::Vi));
        let engine = Engine::new(&scan, &options).unwrap();
        tree_with(&engine, &theme).map_err(|failure| failure.show(Language::En))
    };
    let own = "#let page = json(\"page.json\")\n#set document(title: page.title)\n#set text(lang: \"vi\")\n= A\n#page.layout.source";
    assert!(made(own).unwrap()["dh/2021/plan.form.pdf"].starts_with(b"%PDF"));
    let failure = made("#let a = 1\n#b").unwrap_err();
    assert!(
        failure.contains("typst/form.typ:2: unknown variable: b") && failure.contains("dh/2021/plan.md"),
        "{failure}"
    );
    let failure = made("#read(\"/etc/passwd\")").unwrap_err();
    assert!(failure.contains("file not found"), "{failure}");
}

/// A bag has the PDFs of its year and of the lineages in it. They stay as they are where something of them was put
/// right since, which the pages beside them tell.
#[test]
fn a_frozen_pdf_stays_as_it_is() {
    let site = tempfile::tempdir().unwrap();
    let call = |arguments: &[&str]| {
        let call = Command::new(env!("CARGO_BIN_EXE_khacphuc"))
            .args(arguments)
            .args(["--as-of", "2023-12-31"])
            .current_dir(site.path())
            .output()
            .unwrap();
        assert!(call.status.success(), "{}", String::from_utf8_lossy(&call.stderr));
    };
    let content = site.path().join("content");
    corpus::write_files(&content, &corpus::shipped_files());
    call(&["freeze", "tay-ninh", "2021", "--edition", "public"]);
    let erratum =
        "---\nkind: erratum\nof: plan\ndate: 2024-05-06\nby: Ban\nwrong: a\nright: b\n---\n# Đính chính\n";
    fs::create_dir(content.join("tay-ninh/2021/errata")).unwrap();
    fs::write(content.join("tay-ninh/2021/errata/plan.md"), erratum).unwrap();
    call(&["build", "--pdf"]);
    let bag = site.path().join("archive/tay-ninh-2021-public/data");
    let frozen = fs::read(bag.join("site/tay-ninh/2021/plan.form.pdf")).unwrap();
    assert!(frozen.starts_with(b"%PDF-") && bag.join("lineages/ma-tuy.pdf").exists());
    assert!(frozen == fs::read(site.path().join("public/tay-ninh/2021/plan.form.pdf")).unwrap());
    let page = fs::read_to_string(site.path().join("public/tay-ninh/2021/plan.form.html")).unwrap();
    assert!(page.contains("id=\"k-errata\""));
}
