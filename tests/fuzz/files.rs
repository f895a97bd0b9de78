//! What stands at the head of a file, and the settings.

use crate::change::{Soil, texts};
use crate::corpus::{root, shipped_files};
use crate::documents::documents;
use crate::drive::Target;
use khacphuc::codec;
use khacphuc::diagnostic::{self, Code, Diagnostic};
use khacphuc::language::Language;
use khacphuc::model::compiled::Compiled;
use khacphuc::settings::{Archive, Audience, Config, Edition, Forge, Headings};
use khacphuc::source::{Source, SourceId, Sources};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use std::fs;
use std::sync::LazyLock;

/// Where a file may stand; some of these are wrong for some kinds.
pub(crate) const PATHS: [&str; 8] = [
    "dong/index.md",
    "dong/2021/plan.md",
    "dong/2021/a.md",
    "dong/9999/a.md",
    "dong/0000/a.md",
    "documents.yaml",
    "trang.md",
    "dong/2021/sau/hon.md",
];

/// Pieces that mean something to some reader of files.
#[rustfmt::skip]
pub(crate) const WORDS: &[&str] = &[
    "---\n", "+++\n", "\n", "\r\n", " ", "\t", ": ", ", ", "{", "}", "[", "]", "\"", "'", "~", "*", "_", "|", "`", "```\n",
    "kind: body\n", "kind: plan\n", "kind: report\n", "kind: review\n", "kind: deficiency\n", "kind: page\n", "kind = \"plan\"\n",
    "name: A\n", "deficiency: a\n", "deficiency: ../a\n", "status: open\n", "status: dropped\n", "audience: internal\n",
    "years: 2013-2015\n", "years: 1-9999\n", "years: 2021-9999\n", "continue_in: 9999\n", "recognised: 0001\n", "withheld: true\n",
    "carries: [{from: 2021/a}]\n", "carries: [{from: dong/2021/a, as: reopened}]\n", "carries: [{from: ///}]\n",
    "successor: {body: dong}\n", "units: [{id: a, name: A, successor: {unit: a}}]\n", "assignments: [{unit: a, role: lead}]\n",
    "reports_due: [{what: Báo cáo năm, before: 02-29}]\n", "reports_due: [{what: x, before: 9999-12-31, every: term}]\n",
    "waive: [{finding: late, reason: r, by: b, until: 9999-12-31}]\n", "number: 300-KH/TĐTN-VP\n", "declares: 4294967295\n",
    "documents: [{number: 1-QĐ/X, implements: [1-QĐ/X]}]\n", "issuers: [{id: a, name: A}]\n", "&a ", "*a ", "<<: *a\n", "!!binary ",
    "# Tên {.internal}\n", "## Giải pháp\n\n", "## Kết quả\n\n", "## Tiến độ\n\n", "### Cấp tỉnh {#k-x .internal}\n\n", "###### \n",
    "- [x] Làm @a @b (~~hằng quý~~ *trong quý II/2023*)\n", "- (*", "*)\n", "- 12/5/2023: xong\n", "- 31/02/2023: xong\n", "1) ",
    "| a | Mục tiêu | Kết quả |\n|---|---|---|\n| b | 9/0 | 06 / 117 |\n", "| a |\n|--|\n", "99999999999999999999", "0,0/0", "-1%",
    "[^1]", "\n[^1]: chú [^1]\n", "[a](b.md#c)", "[a](javascript:x)", "![](x.png \"t\")", "[a](../../../x.md)", "<script>x</script>",
    "<!-- ", " -->", "<a id=\"x\">", "&#0;", "&nbsp;", "\u{fdd0}0\u{fdd1}", "\u{feff}", "\0", "e\u{301}", "\u{202e}", "Ð", "đ", "𝔸",
    "300-KH/TĐTN-VP ngày 03/3/2021", "94/2010/NĐ-CP", "trước ngày 00/0/0000", "hằng 0 năm/lần", "P999999999Y", "từ năm 9999 trở đi",
];

/// The files of the documents of mistakes whose paths end so: each shows what somebody may write.
pub(crate) fn written(ending: &str) -> Vec<String> {
    let blocks = documents("mistakes").into_iter().flat_map(|document| document.blocks);
    let files = blocks.filter(|block| block.is("file") && block.info[1].ends_with(ending));
    files.map(|block| block.text).collect()
}

/// Every place of a diagnostic lies in the text that it is about, between letters, and its message has words.
pub(crate) fn said(found: &[Diagnostic], sources: &Sources) -> TestCaseResult {
    for diagnostic in found {
        let others = diagnostic.others.iter().map(|(place, _)| place);
        for place in others.chain([&diagnostic.place]) {
            let text = sources.text(place.source);
            let lies_inside = text.get(place.span()).is_some();
            prop_assert!(lies_inside, "{:?} lies outside the {} bytes of its text", diagnostic, text.len());
        }
    }
    for language in [Language::Vi, Language::En] {
        diagnostic::render(found, sources, language, true);
    }
    Ok(())
}

/// The head of a file, and a line behind it.
fn head(text: &str) -> Option<String> {
    let fence = text.get(..3).filter(|fence| ["---", "+++"].contains(fence))?;
    let (head, _) = text[3..].split_once(&format!("\n{fence}\n"))?;
    Some(format!("{fence}{head}\n{fence}\n# Tên\n"))
}

static HEADS: LazyLock<Soil> = LazyLock::new(|| {
    let files = shipped_files().into_values().chain(written(".md"));
    let registers = shipped_files().remove("documents.yaml").into_iter().chain(written(".yaml"));
    Soil { seeds: files.filter_map(|text| head(&text)).chain(registers).collect(), words: WORDS.to_vec() }
});

fn front_matter_of((path, text): &(&str, String)) -> TestCaseResult {
    let source = Source::new(path, text);
    let (compiled, found) = khacphuc::parse::parse(&source, &source.read().unwrap(), &Headings::default());
    said(&found, &Sources::new("content".to_owned(), vec![source]))?;
    if let Some(compiled) = compiled {
        let kept = codec::encode(&compiled);
        let again = codec::decode::<Compiled>(&kept);
        prop_assert_eq!(again.map(|again| codec::encode(&again)), Ok(kept));
    }
    Ok(())
}

/// A file comes back from the cache as it was compiled, and its mistakes stand where they are said to stand.
#[test]
fn front_matter() {
    let inputs = || (select(&PATHS[..]), texts(&HEADS));
    Target { name: "front_matter", runs: 1500, inputs, law: front_matter_of }.fuzz();
}

static SETTINGS: LazyLock<Soil> = LazyLock::new(|| {
    let shipped = ["khacphuc.toml", "src/cli/starter/vi/khacphuc.toml", "src/cli/starter/en/khacphuc.toml"];
    let shipped = shipped.map(|path| fs::read_to_string(root().join(path)).unwrap());
    let full = "title = \"Một\"\nlanguage = \"en\"\nurl = \"https://a.example/\"\ntheme = \"default\"\nsymlinks = [\"chung/a\"]\n\n[repository]\nurl = \"https://b.example/c\"\nforge = \"gitlab\"\nbranch = \"main\"\nfolder = \"content\"\naudience = \"public\"\n\n[headings]\nmeasures = [\"Việc cần làm\"]\n\n[levels]\nlate = \"error\"\n";
    Soil {
        seeds: shipped.into_iter().chain(written(".toml")).chain([full.to_owned()]).collect(),
        words: settings_words(),
    }
});

fn settings_words() -> Vec<&'static str> {
    #[rustfmt::skip]
    let marks = [
        "\n", " = ", "\"", "'", "\"\"\"", "'''", "[", "]", "[[", "]]", "{", "}", ", ", ".", "#", "\\", "\\u0000", "\\U0010FFFF", "\\x7f",
        "title = \"a\"\n", "language = \"vi\"\n", "url = \"http://x\"\n", "theme = \"default\"\n", "symlinks = [\"..\"]\n", "[repository]\n",
        "forge = \"gitea\"\n", "branch = \"\"\n", "folder = \"/\"\n", "audience = \"internal\"\n", "[headings]\n", "[levels]\n", "measures",
        "progress", "targets", "results", "verdict", "direction", "allow", "warning", "error", "true", "inf", "nan", "0x_", "1e999",
        "1979-05-27T07:32:00Z", "99999999999999999999", "\u{feff}", "\0", "e\u{301}",
    ];
    marks.into_iter().chain(Code::ALL.iter().map(|code| code.name())).collect()
}

/// Settings as TOML, all of them but the headings.
fn toml(config: &Config) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f");
    let mut toml = format!("title = {}\ntheme = {}\n", quoted(&config.title), quoted(&config.theme));
    let symlinks: Vec<String> = config.symlinks.iter().map(|path| quoted(path)).collect();
    toml += &format!("symlinks = [{}]\n", symlinks.join(", "));
    if let Some(language) = config.language {
        toml += &format!("language = \"{}\"\n", language.choose("vi", "en"));
    }
    if let Some(url) = &config.url {
        toml += &format!("url = {}\n", quoted(url));
    }
    if let Some(repository) = &config.repository {
        let forge = match repository.forge {
            Forge::GitLab => "gitlab",
            Forge::Gitea => "gitea",
            Forge::GitHub => "github",
        };
        let audience = match repository.audience {
            Audience::Internal => "internal",
            Audience::Public => "public",
        };
        let [url, branch, folder] =
            [&repository.url, &repository.branch, &repository.folder].map(|text| quoted(text));
        toml += &format!(
            "[repository]\nurl = {url}\nforge = \"{forge}\"\nbranch = {branch}\nfolder = {folder}\naudience = \"{audience}\"\n"
        );
    }
    let Archive { folder, keep, place } = &config.archive;
    toml += &format!("[archive]\nfolder = {}\n", quoted(folder));
    for (key, said) in [("keep", keep), ("place", place)] {
        toml += &said.as_deref().map(|said| format!("{key} = {}\n", quoted(said))).unwrap_or_default();
    }
    toml += "[levels]\n";
    config
        .levels
        .iter()
        .for_each(|(code, level)| toml += &format!("{code} = \"{}\"\n", format!("{level:?}").to_lowercase()));
    toml
}

fn settings_of(text: &str) -> TestCaseResult {
    let source = Source::new("khacphuc.toml", text);
    // As the command line reads it.
    let clean = source.text();
    let themes = ["default".to_owned(), "rieng".to_owned()];
    let read = |text: &str| Config::read(text, SourceId::of_path("khacphuc.toml"), &themes);
    let (config, found) = read(&clean);
    let _ = config.weigh(found.clone());
    if let Some(repository) = &config.repository {
        let _ = (repository.edit("a/b.md"), repository.change("1f"), config.shows_changes(Edition::Public));
    }
    said(&found, &Sources::new(String::new(), vec![source]))?;
    let (mut again, more) = read(&toml(&config));
    prop_assert!(more.is_empty(), "{:?}", more);
    again.headings = config.headings.clone();
    prop_assert_eq!(again, config);
    Ok(())
}

/// Settings that were read can be written and read again, and mistakes stand where they are said to stand.
#[test]
fn settings() {
    Target { name: "settings", runs: 2000, inputs: || texts(&SETTINGS), law: |text| settings_of(text) }
        .fuzz();
}
