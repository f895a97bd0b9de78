//! Whatever is in the files, nothing panics: not reading, not linking, not checking, not rendering.

use crate::corpus::{Files, data, scan_of, settings, shipped_files, tree};
use crate::{cases, compile};
use khacphuc::language::Language;
use khacphuc::settings::Edition;
use khacphuc::{Engine, diagnostic};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;

static SHIPPED: LazyLock<Vec<(String, String)>> = LazyLock::new(|| shipped_files().into_iter().collect());

/// Where a file may stand; some of these are wrong for some kinds.
const PATHS: [&str; 8] = [
    "dong/index.md",
    "dong/2021/plan.md",
    "dong/2021/a.md",
    "dong/9999/a.md",
    "dong/0000/a.md",
    "documents.yaml",
    "trang.md",
    "dong/2021/sau/hon.md",
];

/// Pieces that mean something to some reader.
#[rustfmt::skip]
const PIECES: &[&str] = &[
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

fn noise() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,12}"];
    (any::<bool>(), vec(piece, 0..24)).prop_map(|(fenced, pieces)| {
        let text = pieces.concat();
        if fenced { format!("---\n{text}\n---\n# A\n{text}") } else { text }
    })
}

/// One change of a text.
#[derive(Debug, Clone)]
enum Change {
    Cut(Index, Index),
    Double(Index, Index),
    Insert(Index, &'static str),
    /// A part of another file.
    Graft(Index, Index, Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), at()).prop_map(|(a, b)| Change::Cut(a, b)),
        (at(), at()).prop_map(|(a, b)| Change::Double(a, b)),
        (at(), select(PIECES)).prop_map(|(a, piece)| Change::Insert(a, piece)),
        (at(), at(), at(), at()).prop_map(|(at, file, a, b)| Change::Graft(at, file, a, b)),
    ]
}

/// The nearest place before a drawn one where a character begins.
fn place(text: &str, drawn: Index) -> usize {
    text.floor_char_boundary(drawn.index(text.len() + 1))
}

/// A short part of a text.
fn part(text: &str, a: Index, b: Index) -> (usize, usize) {
    let start = place(text, a);
    (start, text.floor_char_boundary(start + b.index((text.len() - start).min(400) + 1)))
}

impl Change {
    fn apply(&self, text: &mut String) {
        match self {
            Self::Cut(a, b) => {
                let (start, end) = part(text, *a, *b);
                text.replace_range(start..end, "");
            }
            Self::Double(a, b) => {
                let (start, end) = part(text, *a, *b);
                let doubled = text[start..end].to_owned();
                text.insert_str(end, &doubled);
            }
            Self::Insert(at, piece) => text.insert_str(place(text, *at), piece),
            Self::Graft(at, file, a, b) => {
                let other = &file.get(&SHIPPED).1;
                let (start, end) = part(other, *a, *b);
                text.insert_str(place(text, *at), &other[start..end]);
            }
        }
    }
}

/// A file of the shipped content, changed here and there.
fn mutant() -> impl Strategy<Value = (String, String)> {
    (any::<Index>(), vec(change(), 1..6)).prop_map(|(file, changes)| {
        let (path, text) = file.get(&SHIPPED);
        let mut text = text.clone();
        changes.iter().for_each(|change| change.apply(&mut text));
        (path.clone(), text)
    })
}

/// Reads, links and checks for both editions, and words every message.
fn read(files: &Files) {
    let scan = scan_of(files);
    for (edition, language) in [(Edition::Internal, Language::Vi), (Edition::Public, Language::En)] {
        let settings = settings(edition, language);
        let draft = Engine::new(&scan, &settings).unwrap();
        data(&draft);
        diagnostic::render(&draft.findings().reported, &scan.sources, language, true);
    }
}

proptest! {
    #![proptest_config(cases(300))]

    /// A file of any text can be compiled alone, wherever it stands.
    #[test]
    fn any_file_can_be_compiled(path in select(&PATHS[..]), text in noise()) {
        compile(&scan_of(&[(path.to_owned(), text)].into()));
    }

    /// So can every file of the shipped content, changed here and there.
    #[test]
    fn any_mutant_can_be_compiled((path, text) in mutant()) {
        compile(&scan_of(&[(path, text)].into()));
    }
}

fn small_corpus() -> impl Strategy<Value = Files> {
    let files = vec((select(&PATHS[..]), noise()), 1..5);
    files.prop_map(|files| {
        let body = ("dong/index.md".to_owned(), "---\nkind: body\nname: A\n---\n# A\n".to_owned());
        let files = files.into_iter().map(|(path, text)| (path.to_owned(), text));
        std::iter::once(body).chain(files).collect()
    })
}

proptest! {
    #![proptest_config(cases(80))]

    /// A corpus of any texts can be linked and checked in both editions, and every mistake has words.
    #[test]
    fn any_corpus_can_be_checked(files in small_corpus()) {
        read(&files);
    }
}

proptest! {
    #![proptest_config(cases(10))]

    /// The shipped content with one file changed can be checked.
    #[test]
    fn the_shipped_content_with_a_mutant_can_be_checked((path, text) in mutant()) {
        let mut files: Files = SHIPPED.iter().cloned().collect();
        files.insert(path, text);
        read(&files);
    }

    /// Whatever could be read can be shown, mistakes or not.
    #[test]
    fn any_corpus_can_be_rendered(files in small_corpus()) {
        let (scan, settings) = (scan_of(&files), settings(Edition::Internal, Language::Vi));
        tree(&Engine::new(&scan, &settings).unwrap());
    }
}
