//! Nothing internal reaches a public site, shown by canaries: words that stand in every place where internal text can
//! stand, and nowhere else.
//!
//! The site below is written with two marks. `⟦…⟧` is internal, and is deleted to see what a site without it would be;
//! `⟪…⟫` is what somebody who deletes by hand would write instead. A file whose line ends with `[internal]` is internal
//! as a whole. A word that begins with `zq` is a canary; one that begins with `zqx` need not be shown to insiders either.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/corpus.rs"]
mod corpus;

use corpus::{
    Files, Tree, assert_same, errors, read_tree, scan_of, settings, shipped_files, tree, write_files,
};
use khacphuc::archive::{self, Bag};
use khacphuc::language::Language;
use khacphuc::render::HAS_PDF;
use khacphuc::render::theme::Theme;
use khacphuc::scan::{self, Scan};
use khacphuc::settings::Edition;
use khacphuc::{Engine, Options};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;

const SITE: &str = r#"
==> index.md
---
kind: page
---
# Trang chủ

Xem [trang công khai](trang/cong-khai.md).

==> trang/cong-khai.md
---
kind: page
⟦# zqxyamlcomment
⟧---
# Trang công khai

Một liên kết tới ⟦[⟧chỗ khác⟦](zqpagefile.md "zqlinktitle")⟧ và tới ⟦[⟧hồ sơ⟦](../dong/2021/zqrecordfile.md#zqfragment)⟧.
Một liên kết tới [một mục](../dong/2021/mot.md⟦#zqheadingid⟧).

<!-- ⟦zqxhtmlcomment⟧ -->

Văn bản số 8-KH/TĐTN-VP.

==> trang/zqpagefile.md [internal]
---
kind: page
audience: internal
---
# Trang zqpagetitle

Đoạn zqpagetext, tệp [zqassetlink](zqasset.txt).

==> trang/zqasset.txt [internal]
zqassetcontent

==> trang/zqloosefile.txt [internal]
zqxunlinkedcontent

==> trang/zqtitlemarkfile.md [internal]
---
kind: page
---
# Trang zqtitlemark {.internal}

Đoạn zqtitlemarktext.

==> documents.yaml
⟦# zqxregistercomment
⟧issuers:
  - {id: tu, name: Tỉnh ủy, code: TU}
⟦  - {id: zqxissuerid, name: Cơ quan zqissuername, code: ZQXISSUERCODE, level: zqxissuerlevel, audience: internal}
⟧documents:
  - number: 5-CT/TU
    issuer: tu
    date: 2020-01-02
    subject: Chỉ thị công khai
⟦    note: {text: Ghi chú zqregisternote, audience: internal}
    reported_by: [dong/2022/zqreportfile]
    implements: [702-CT/ZQTU]
⟧  - number: 6-CT/TU
    subject: Do cơ quan nội bộ ban hành
⟦    issuer: zqxissuerid
⟧  - number: 7-CT/TU
    subject: Do tổ chức nội bộ ban hành
⟦    issuer: zqbody
⟧⟦  - number: 702-CT/ZQTU
    kind: Chỉ thị zqkind
    issuer: zqxissuerid
    date: 2019-05-06
    period: 2019-2021
    subject: Về việc zqsubject
    note: Ghi chú zqentrynote
    audience: internal
⟧
==> dong/index.md
---
kind: body
name: Ban Thường vụ Đông
code: TĐTN
form: state
place: Đông Hòa
units:
  - id: vp
    name: Văn phòng
⟦    note: {text: Ghi chú zqunitnote, audience: internal}
    successor: {unit: zqunitid}
  - {id: zqunitid, name: Ban zqunitname, code: ZQUNITCODE, aliases: [zqunitalias], note: zqunitownnote, audience: internal}
⟧areas:
  - {id: phong-trao, name: Phong trào}
⟦successor: {body: zqbody, since: 2023-07-01}
⟧---
# Tổ chức Đông

Giới thiệu.

⟦## Lời dặn zqbodyheading {.internal}

Đoạn zqbodytext.
⟧
==> dong/2020/zqoldfile.md [internal]
+++
kind = "deficiency"
audience = "internal"
deficiency = "zqoldname"
status = "dropped"
area = "phong-trao"
disposition = {reason = "Lý do zqdisposition", by = "zqdisposedby", date = "2020-12-31"}
+++
# Khuyết điểm cũ zqoldtitle

Đoạn zqoldtext.

==> dong/2021/plan.md
---
kind: plan
number: 8-KH/TĐTN-VP
date: 2021-03-03
⟦declares: 41
⟧implements:
  - 5-CT/TU
⟦  - 702-CT/ZQTU
  - dong/2021/zqreviewfile
⟧assignments:
  - {unit: vp, role: lead, of: [mot⟦, zqname⟧]}
⟦  - {unit: vp, role: monitor, of: [zqname], does: Việc zqassignment}
  - {unit: zqunitid, role: compile, does: Việc zqassignedunit}
⟧reports_due:
  - {what: Báo cáo năm, before: 2021-12-01⟦, to: zqunitid⟧}
---
# Kế hoạch năm 2021

## Giải pháp

- Việc chung⟦ @zqunitid⟧ (*trong quý II/2021*)

## Tổ chức thực hiện

Mọi người cùng làm.

⟦## Phần riêng zqplanheading {.internal}

Đoạn zqplantext.
⟧
==> dong/2021/zqreviewfile.md [internal]
---
kind: review
audience: internal
number: 705-BC/ZQREVIEW-VP
date: 2021-01-05
place: zqplace
recipients: [Nơi zqrecipient]
signed: {authority: TM. zqauthority, position: zqposition}
---
# Kiểm điểm zqreviewtitle

Đoạn zqreviewtext.

==> dong/2021/mot.md
---
kind: deficiency
deficiency: mot
status: partly-fixed
area: phong-trao
⟦lead: zqunitid
⟧coordinate: [vp⟦, zqunitid⟧]
monitor: [vp⟦, zqunitid⟧]
continue_in: 2022
⟦waive: [{finding: deadline-missing, reason: Lý do zqwaivereason, by: Ban zqwaivedby, until: 2030-01-01}]
⟧---
# Khuyết điểm thứ nhất

Chưa làm tốt.

## Giải pháp

- Việc công khai⟦ @zqunitid⟧ (*trong quý II/2021*)
- Việc không có thời hạn

⟦### Nhóm zqgroup {.internal}

- Việc zqmeasure (~~khi zqextension~~ *khi zqdeadline*)

⟧## Kết quả

| Nội dung | Mục tiêu | Kết quả |
|---|---|---|
| Chi đoàn mới | 10 | 9/10 |

⟦## Đoạn riêng zqheading {#zqheadingid .internal}

Đoạn zqparagraph, **zqbold**, `zqcode`, [zqlinktext](../2022/mot.md "zqinnerlinktitle"), ảnh ![zqalt](zqpicture.svg "zqimagetitle"),
số 704-CV/ZQCITED ngày 01/02/2021, chú thích[^gan] và chú thích[^xa].

- Mục zqlistitem

> Trích zqquote

```text
zqcodeblock
```

<details><summary>zqsummary</summary>zqhtml</details>

<!-- zqxinnercomment -->

[^gan]: Chú thích zqfootnotehere.

### Mục con zqsubheading

Đoạn zqnested.

| Cột zqcolumn | Khác |
|---|---|
| zqcell | x |

## Kết quả {.internal}

| Nội dung | Mục tiêu | Kết quả | Đơn vị | Cấp | Thời hạn | Ghi chú |
|---|---|---|---|---|---|---|
| Số zqindicator | ít nhất 7 zqtarget | 6 zqactual | zqindicatorunit | zqlevel | khi zqindicatordeadline | zqindicatornote |
| Chi đoàn mới | 77 | | | | | |

## Tiến độ {.internal}

- 12/5/2021: đã zqlog

## Đánh giá {.internal}

Lời zqverdict.

## Phương hướng {.internal}

Lời zqdirection.

⟧## Bối cảnh

Phần công khai trở lại[^chung]. Xem ⟦[một mục](#zqheadingid)⟧⟪[một mục](mot.md)⟫.

[^chung]: Chú thích công khai.
⟦
[^xa]: Chú thích zqfootnotefar, xem [^xahon].

[^xahon]: Chú thích zqfootnotefarther.
⟧
==> dong/2021/zqpicture.svg [internal]
<svg xmlns="http://www.w3.org/2000/svg"><title>zqpicturecontent</title></svg>

==> dong/2021/zqrecordfile.md [internal]
---
kind: deficiency
audience: internal
deficiency: zqname
status: not-fixed
area: phong-trao
lead: zqunitid
continue_in: 2022
carries:
  - {from: 2020/zqoldname, as: reopened, basis: inferred, reason: Vì zqinnerreason}
waive: [{finding: measure-missing, reason: Lý do zqinnerwaive, by: Ban zqinnerwaivedby, until: 2030-01-01}]
---
# Khuyết điểm zqrecordtitle

Đoạn zqrecordtext.

## Mục {#zqfragment}

Đoạn zqrecordsection.

==> dong/2022/plan.md
---
kind: plan
---
# Kế hoạch năm 2022

Lời văn.

==> dong/2022/zqplanfile.md [internal]
---
kind: plan
audience: internal
number: 703-KH/ZQPLAN-VP
date: 2022-02-02
reports_due: [{what: Báo cáo zqreportdue, after: sau zqafter}]
---
# Kế hoạch zqplantitle

## Giải pháp

- Việc zqplanmeasure (*trong quý III/2022*)

==> dong/2022/zqreportfile.md [internal]
---
kind: report
audience: internal
on: 703-KH/ZQPLAN-VP
number: 706-BC/ZQREPORT-VP
---
# Báo cáo zqreporttitle

Đoạn zqreporttext.

==> dong/2022/report.md
---
kind: report
⟦on: 703-KH/ZQPLAN-VP
⟧---
# Báo cáo công khai năm 2022

Lời văn.

==> dong/2022/mot.md
---
kind: deficiency
deficiency: mot
status: open
area: phong-trao
⟦carries:
  - {from: 2021/zqname, as: merged, basis: inferred, reason: Vì zqcarryreason}
⟧---
# Khuyết điểm thứ nhất, năm sau

## Giải pháp

- Việc công khai khác (*trong quý II/2022*)

==> dong/2018/cu.md
---
kind: deficiency
deficiency: cu
status: fixed
area: phong-trao
⟦plan: 703-KH/ZQPLAN-VP
⟧---
# Khuyết điểm cũ

## Giải pháp

- [x] Việc đã xong (*trong quý II/2018*)

==> dong/2023/zqonlyplan.md [internal]
---
kind: plan
audience: internal
---
# Kế hoạch zqonlyplantitle

==> dong/2023/zqonlyrecord.md [internal]
---
kind: deficiency
audience: internal
deficiency: zqonlyname
status: open
area: phong-trao
carries: [{from: 2022/mot, as: split}]
---
# Khuyết điểm zqonlytitle

==> dong/2021/errata/zqerratum.md [internal]
---
kind: erratum
of: zqreviewfile
date: 2026-01-02
by: Ban zqerratumby
wrong: Chữ zqerratumwrong
right: Chữ zqerratumright
---
# Đính chính zqerratumtitle

Đoạn zqerratumtext.

==> zqbody/index.md [internal]
---
kind: body
audience: internal
name: Ban Thường vụ zqbodyname
code: ZQBODYCODE
level: district
form: party
place: zqbodyplace
units: [{id: zqbodyunit, name: Ban zqbodyunitname}]
areas: [{id: zqareaid, name: Lĩnh vực zqareaname}]
---
# Tổ chức zqbodytitle

==> zqbody/2023/zqbodyplan.md [internal]
---
kind: plan
signed: {authority: T/M zqbodyauthority, position: zqbodyposition}
recipients: [Nơi zqbodyrecipient]
---
# Kế hoạch zqbodyplantitle

Đoạn zqbodyplantext.

==> zqbody/2023/zqbodyfile.md [internal]
---
kind: deficiency
deficiency: zqbodyrecord
status: open
lead: zqbodyunit
area: zqareaid
carries: [{from: dong/2022/mot, reason: Vì zqbodyreason}]
---
# Khuyết điểm zqbodyrecordtitle

==> zqbody/zqbodypage.md [internal]
---
kind: page
---
# Trang zqbodypagetitle

Không ghi là nội bộ, nhưng nằm trong thư mục của tổ chức nội bộ.
"#;

// -- the two ways to write the site --------------------------------------------------------------------------------

/// The text without what stands between two marks.
fn without(text: &str, open: char, close: char) -> String {
    let mut parts = text.split(open);
    let mut left = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| left.push_str(part.split_once(close).expect("a mark is closed").1));
    left
}

/// Every file as its author has it.
fn whole() -> Files {
    let text = without(SITE, '⟪', '⟫').replace(['⟦', '⟧'], "");
    text.split("\n==> ").skip(1).map(|file| split(&file.replacen(" [internal]", "", 1))).collect()
}

/// Every file as somebody who deletes all that is internal would leave it.
fn stripped() -> Files {
    let text = without(SITE, '⟦', '⟧').replace(['⟪', '⟫'], "");
    let files =
        text.split("\n==> ").skip(1).filter(|file| !file.lines().next().unwrap().ends_with(" [internal]"));
    files.map(split).collect()
}

fn split(file: &str) -> (String, String) {
    let (path, text) = file.split_once('\n').unwrap();
    (path.to_owned(), text.to_owned())
}

/// A content folder on disk, since files that are only linked to are read from there.
struct Content {
    scan: Scan,
    _folder: TempDir,
}

impl Content {
    fn new(files: &Files) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path(), files);
        Self { scan: scan::scan(folder.path()).unwrap(), _folder: folder }
    }

    fn site(&self, edition: Edition, language: Language) -> Tree {
        let settings = Options { pdf: HAS_PDF, ..settings(edition, language) };
        let draft = Engine::new(&self.scan, &settings).unwrap();
        assert_eq!(errors(&draft.findings().reported), [""; 0], "the site must be one that can be published");
        tree(&draft)
    }
}

impl Content {
    /// The bag of a year of the one public body, as a folder.
    fn bag(&self, year: i16, edition: Edition) -> Tree {
        let (settings, folder) = (settings(edition, Language::Vi), tempfile::tempdir().unwrap());
        let (engine, place) = (Engine::new(&self.scan, &settings).unwrap(), folder.path().join("bag"));
        let bag = Bag::begin(&place).unwrap();
        engine.freeze(&Theme::built_in(), "dong", year, None, &bag).unwrap();
        bag.seal(&[], |_| Ok(())).unwrap().publish().unwrap();
        assert_eq!(archive::verify(&place, None).unwrap().flaws, []);
        read_tree(&place)
    }
}

static WHOLE: LazyLock<Content> = LazyLock::new(|| Content::new(&whole()));

/// Every canary of a text, in small letters.
fn canaries(text: &str) -> BTreeSet<String> {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    words.filter(|word| word.starts_with("zq")).map(str::to_owned).collect()
}

/// What a file says, however it is packed: a workbook is an archive, and a calendar has its lines folded. A PDF is
/// glyphs, and compared byte for byte only.
fn readable(path: &str, bytes: &[u8]) -> String {
    if path.ends_with(".pdf") {
        return String::new();
    }
    if path.ends_with(".xlsx") {
        let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let count = book.len();
        let read = |at| {
            let mut part = book.by_index(at).unwrap();
            let mut text = format!("{}\n", part.name().unwrap());
            part.read_to_string(&mut text).unwrap();
            text
        };
        return (0..count).map(read).collect();
    }
    let text = String::from_utf8_lossy(bytes);
    if path.ends_with(".ics") { text.replace("\r\n ", "") } else { text.into_owned() }
}

/// Files in which a canary sings, by name or by content.
fn singing(site: &Tree) -> Vec<String> {
    let heard = site.iter().flat_map(|(path, bytes)| {
        let text = format!("{path}\n{}", readable(path, bytes)).to_lowercase();
        let found: Vec<String> = text.match_indices("zq").map(|(at, _)| excerpt(&text, at)).collect();
        found.into_iter().map(move |excerpt| format!("{path}: {excerpt}"))
    });
    heard.collect()
}

fn excerpt(text: &str, at: usize) -> String {
    let start = text.floor_char_boundary(at.saturating_sub(40));
    text[start..text.ceil_char_boundary((at + 40).min(text.len()))].replace('\n', " ")
}

// -- the laws ------------------------------------------------------------------------------------------------------

/// No page, link, title, data file or file name of the public site holds a canary.
#[test]
fn no_canary_sings_in_public() {
    for language in [Language::Vi, Language::En] {
        let heard = singing(&WHOLE.site(Edition::Public, language));
        assert!(heard.is_empty(), "{} canaries\n{}", heard.len(), heard.join("\n"));
    }
}

/// Nor does a count, an order or a gap betray one: it is the site of the sources without them, byte for byte.
#[test]
fn the_public_site_is_as_if_they_had_never_been() {
    let stripped = Content::new(&stripped());
    for language in [Language::Vi, Language::En] {
        assert_same(&stripped.site(Edition::Public, language), &WHOLE.site(Edition::Public, language));
    }
}

/// The bag of a frozen year is what a site without the canaries would put into it, byte for byte, with its sums: no
/// sum is taken of what is internal.
#[test]
fn the_public_bag_is_as_if_they_had_never_been() {
    let other = Content::new(&stripped());
    for year in [2018, 2021, 2022] {
        let (bag, same) = (WHOLE.bag(year, Edition::Public), other.bag(year, Edition::Public));
        assert_eq!(singing(&bag), [""; 0]);
        assert_same(&bag, &same);
        assert!(!singing(&WHOLE.bag(year, Edition::Internal)).is_empty() || year == 2018);
    }
}

/// The site without canaries has none, so that the two laws above say something.
#[test]
fn all_canaries_are_marked_internal() {
    let left: Vec<_> =
        stripped().into_iter().flat_map(|(path, text)| canaries(&format!("{path}\n{text}"))).collect();
    assert!(left.is_empty(), "{left:?}");
}

/// Insiders see every one of them, but for codes and ids, and never what is only in a comment or in a file without a link.
#[test]
fn every_canary_sings_inside() {
    let inside = WHOLE.site(Edition::Internal, Language::Vi);
    let shown: String =
        inside.iter().map(|(path, bytes)| format!("{path}\n{}", readable(path, bytes))).collect();
    let shown = canaries(&shown);
    let written: BTreeSet<String> =
        whole().iter().flat_map(|(path, text)| canaries(&format!("{path}\n{text}"))).collect();
    let silent: Vec<_> =
        written.iter().filter(|word| !word.starts_with("zqx") && !shown.contains(*word)).collect();
    assert!(silent.is_empty(), "not shown to insiders: {silent:?}");
    let heard: Vec<_> =
        shown.iter().filter(|word| word.contains("comment") || word.contains("unlinked")).collect();
    assert!(heard.is_empty(), "{heard:?}");
}

/// What git remembers is not published: not what files said before, nor names of files, authors, branches, tags and
/// commits. Insiders read what commits say.
#[test]
fn no_history_sings_in_public() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.arg("-C").arg(folder.path()).args(["-c", "user.name=zqauthor", "-c", "user.email=zq@zqhost.vn"]);
        assert!(git.args(arguments).output().unwrap().status.success(), "{arguments:?}");
    };
    git(&["init", "-q", "-b", "zqbranch"]);
    for (files, message) in [(whole(), "zqbefore\n\nzqlong"), (stripped(), "zqafter")] {
        if content.exists() {
            std::fs::remove_dir_all(&content).unwrap();
        }
        std::fs::create_dir(&content).unwrap();
        write_files(&content, &files);
        git(&["add", "-A"]);
        git(&["commit", "-qm", message]);
        git(&["tag", &format!("v-{}", &message[..7])]);
    }
    git(&["remote", "add", "origin", "https://zqremote.example/zqrepository.git"]);
    let build = |edition: &str| {
        let site = folder.path().join(edition);
        let mut build = Command::new(env!("CARGO_BIN_EXE_khacphuc"));
        build.current_dir(folder.path()).args(["build", "--edition", edition, "--out"]).arg(&site);
        let out = build.output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        singing(&read_tree(&site))
    };
    let heard = build("public");
    assert!(heard.is_empty(), "{} canaries\n{}", heard.len(), heard.join("\n"));
    assert!(build("internal").iter().any(|heard| heard.contains("zqafter")));
}

/// The laws above look into files of every kind, and insiders' ones do sing.
#[test]
fn files_for_other_programs_sing_inside() {
    let inside = WHOLE.site(Edition::Internal, Language::Vi);
    let sings = |path: &str| canaries(&readable(path, &inside[path])).len();
    for path in [
        "calendar.ics",
        "dong/calendar.ics",
        "dong/unit/vp.ics",
        "dong/dong.xlsx",
        "feed.xml",
        "data/records.csv",
        "data/measures.csv",
        "data/indicators.csv",
        "data/lineages.csv",
        "data/documents.csv",
        "dong/2021/calendar.html",
        "data.html",
    ] {
        assert!(sings(path) > 0, "{path}");
    }
}

/// A public page on which one place is changed by `zq`-words, and what becomes of it in public.
fn public_page(text: &str) -> Vec<String> {
    singing(&corpus::site(&scan_of_page(text), Edition::Public))
}

fn scan_of_page(text: &str) -> Scan {
    let page = format!("---\nkind: page\n---\n# Trang\n\n{text}\n");
    scan_of(&[("trang.md".to_owned(), page)].into())
}

/// Whether the public edition of a page is not built at all.
fn is_stopped(text: &str) -> bool {
    let scan = scan_of_page(text);
    Engine::new(&scan, &corpus::settings(Edition::Public, Language::Vi)).unwrap().findings().has_errors()
}

/// A footnote that is defined in an internal section is internal, whoever refers to it.
#[test]
fn a_footnote_of_an_internal_section() {
    let text = "Công khai[^a].\n\n## Riêng {.internal}\n\n[^a]: Chú thích zqfootnote.\n\n## Chung\n\nHết.";
    assert_eq!(public_page(text), [""; 0]);
}

/// A link definition is in force in the whole file, so one in an internal section would publish its target: such a
/// file is not published at all.
#[test]
fn a_link_defined_in_an_internal_section() {
    let text = "Công khai [chỗ này][a].\n\n## Riêng {.internal}\n\n[a]: https://example.org/zqtarget \"zqtitle\"\n\n## Chung\n\nHết.";
    assert!(is_stopped(text));
    let text = "Công khai.\n\n## Riêng {.internal}\n\nRiêng [chỗ này][a].\n\n[a]: https://example.org/zqtarget \"zqtitle\"";
    assert_eq!(public_page(text), [""; 0]);
}

/// The number of an internal document in public text is words, and no more: no link, no page of its own, no date.
#[test]
fn the_number_of_an_internal_document_in_public_text() {
    let page = "---\nkind: page\n---\n# Trang\n\nTheo Công văn số 9-CV/TU ngày 01/02/2020.\n";
    let register =
        "documents: [{number: 9-CV/TU, date: 2020-02-01, subject: zqsubject, audience: internal}]\n";
    let files =
        [("trang.md".to_owned(), page.to_owned()), ("documents.yaml".to_owned(), register.to_owned())];
    let site = corpus::site(&scan_of(&files.into()), Edition::Public);
    assert_eq!(singing(&site), [""; 0]);
    assert!(!site.keys().any(|path| path.contains("9-cv")), "{:?}", site.keys());
    let shown = String::from_utf8_lossy(&site["trang.html"]).into_owned();
    assert!(shown.contains("9-CV/TU") && !shown.contains("class=\"cite\""));
}

/// A record that names an internal plan does not pass for one of the public plan beside it, and does not name it.
#[test]
fn a_record_of_an_internal_plan() {
    let files = [
        ("dong/index.md", "---\nkind: body\nname: B\n---\n# B\n"),
        ("dong/2022/plan.md", "---\nkind: plan\n---\n# Kế hoạch\n"),
        (
            "dong/2022/zqfile.md",
            "---\nkind: plan\naudience: internal\nnumber: 703-KH/ZQ-VP\n---\n# zqtitle\n",
        ),
        (
            "dong/2022/mot.md",
            "---\nkind: deficiency\ndeficiency: mot\nstatus: open\nplan: 703-KH/ZQ-VP\n---\n# Một\n",
        ),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let site = corpus::site(&scan_of(&files.into()), Edition::Public);
    assert_eq!(singing(&site), [""; 0]);
    let ledger: serde_json::Value = serde_json::from_slice(&site["data/ledger.json"]).unwrap();
    assert!(ledger["records"][0]["plan"].is_null());
}

/// What looks like the mark and is not it never publishes what was meant to be internal: the build is stopped.
#[test]
fn what_is_nearly_the_mark_stops_the_build() {
    let headings = [
        "## X {.internal} ##",
        "## X {.internal}\u{a0}",
        "## X {.internal}\u{200b}",
        "## X {.internal} sau",
        "## X {internal}",
        "## X {:.internal}",
        "## X {class=internal}",
        "## X {#internal}",
        "## X {.Internal}",
        "## X {.noi-bo}",
        "## X ｛.internal｝",
        "<h2 class=\"internal\">X</h2>",
        "X {.internal}\nhai dòng\n---",
    ];
    for heading in headings {
        assert!(is_stopped(&format!("{heading}\n\nĐoạn zqnearly.")), "{heading}");
    }
}

/// Comments are nowhere in a site: not between paragraphs, not in a heading, a list, a table, nor a footnote.
#[test]
fn comments_are_never_shown() {
    let text = "A <!-- zqone --> b\n\n<!-- zqtwo\n\nzqthree -->\n\n## Mục <!-- zqfour -->\n\n- x <!-- zqfive -->\n\n\
                | a <!-- zqsix --> | b |\n|---|---|\n| c | d <!-- zqseven --> |\n\nE[^e]\n\n[^e]: F <!-- zqeight -->\n";
    assert_eq!(public_page(text), [""; 0]);
}

/// All below an internal heading is internal down to the next one of its level, however deep; the deepest level too.
#[test]
fn internal_headings_hold_what_is_below_them() {
    let text = "## A {.internal}\n\nzqa\n\n### B\n\nzqb\n\n###### C\n\nzqc\n\n#### D\n\nzqd\n\n## E\n\nCông khai.\n\n\
                ###### F {.internal}\n\nzqf\n\n## G {#zqg .internal}\n\nzqgg\n\nSetext zqh {.internal}\n-----\n\nzqi";
    assert_eq!(public_page(text), [""; 0]);
}

// -- the shipped content -------------------------------------------------------------------------------------------

fn is_internal_file(text: &str) -> bool {
    text.split("\n---").next().is_some_and(|head| head.lines().any(|line| line == "audience: internal"))
}

/// Whether a line is a heading, outside code, and its level.
fn levels(text: &str) -> Vec<(usize, &str)> {
    let mut in_code = false;
    let level = |line: &str| line.chars().take_while(|letter| *letter == '#').count();
    let lines = text.split_inclusive('\n').map(move |line| {
        in_code ^= line.starts_with("```");
        (if in_code { 0 } else { level(line) }, line)
    });
    lines.collect()
}

/// A Markdown file without its internal sections.
fn without_sections(text: &str) -> String {
    let mut left = String::new();
    let mut hidden = None;
    for (level, line) in levels(text) {
        let ends = level > 0 && hidden.is_some_and(|hidden| level <= hidden);
        if ends {
            hidden = None;
        }
        if level > 0 && hidden.is_none() && line.trim_end().ends_with("{.internal}") {
            hidden = Some(level);
        }
        if hidden.is_none() {
            left.push_str(line);
        }
    }
    left
}

/// Items of a YAML list, each from its `- ` on, at two spaces.
fn without_items(yaml: &str) -> String {
    let mut items: Vec<String> = vec![String::new()];
    for line in yaml.split_inclusive('\n') {
        if line.starts_with("  - ") || !line.starts_with(' ') {
            items.push(String::new());
        }
        items.last_mut().unwrap().push_str(line);
    }
    items.into_iter().filter(|item| !item.contains("    audience: internal")).collect()
}

/// The shipped content with all that is internal deleted: files, sections, register entries and a unit's note.
fn shipped_stripped() -> Files {
    let all = shipped_files();
    let gone: Vec<&str> =
        all.iter().filter(|(_, text)| is_internal_file(text)).map(|(path, _)| path.as_str()).collect();
    assert_eq!(gone, ["huong-dan/soat-xet-noi-bo.md"]);
    let kept = all.iter().filter(|(path, _)| !gone.contains(&path.as_str()));
    kept.map(|(path, text)| (path.clone(), strip_shipped(path, text))).collect()
}

fn strip_shipped(path: &str, text: &str) -> String {
    match path {
        "documents.yaml" => without_items(text),
        "tay-ninh/index.md" => {
            let (before, after) = text.split_once("    note:\n").unwrap();
            let (note, after) = after.split_once("audience: internal\n").unwrap();
            assert_eq!(note.lines().count(), 2, "a note is its text and its audience");
            format!("{before}{after}")
        }
        _ => without_sections(text),
    }
}

/// The shipped content with a canary in each of its internal parts, and how many there are.
fn shipped_with_canaries() -> (Files, usize) {
    let mut count = 0;
    let mut next = || {
        count += 1;
        format!("zqshipped{count}")
    };
    let files = shipped_files().into_iter().map(|(path, text)| {
        let text = match (path.as_str(), is_internal_file(&text)) {
            (_, true) => format!("{text}\n## Mục {}\n\nĐoạn {}.\n", next(), next()),
            ("documents.yaml", _) => text
                .replace("    audience: internal", &format!("    note: {}\n    audience: internal", next())),
            ("tay-ninh/index.md", _) => text.replace("thống nhất", &format!("thống nhất {}", next())),
            _ => add_to_sections(&text, &mut next),
        };
        (path, text)
    });
    let files = files.collect();
    (files, count)
}

fn add_to_sections(text: &str, next: &mut impl FnMut() -> String) -> String {
    let lines =
        levels(text).into_iter().map(|(level, line)| match line.trim_end().strip_suffix(" {.internal}") {
            Some(heading) if level > 0 => format!("{heading} {} {{.internal}}\n\nĐoạn {}.\n", next(), next()),
            _ => line.to_owned(),
        });
    lines.collect()
}

/// The shipped content has internal parts of every kind: a file, sections, a unit's note, a register entry.
#[test]
fn the_shipped_content_has_internal_parts() {
    let (whole, left) = (shipped_files(), shipped_stripped());
    let changed: Vec<&str> = whole
        .iter()
        .filter(|(path, text)| left.get(*path) != Some(text))
        .map(|(path, _)| path.as_str())
        .collect();
    let expected = [
        "documents.yaml",
        "huong-dan/soat-xet-noi-bo.md",
        "tay-ninh/2021/chi-tieu-nam.md",
        "tay-ninh/2021/doan-ket-tap-hop.md",
        "tay-ninh/2021/hop-ban-thuong-vu.md",
        "tay-ninh/2023/ket-nap-dang.md",
        "tay-ninh/index.md",
    ];
    assert_eq!(changed, expected);
}

/// The public site of the shipped content is that of the content without them, byte for byte, and it does not change
/// when canaries are put into each of them.
#[test]
fn the_shipped_public_site_has_nothing_of_them() {
    let public = corpus::site(&corpus::shipped(), Edition::Public);
    assert_same(&corpus::site(&scan_of(&shipped_stripped()), Edition::Public), &public);
    let (with_canaries, count) = shipped_with_canaries();
    assert!(count > 10, "only {count} canaries");
    let site = corpus::site(&scan_of(&with_canaries), Edition::Public);
    assert_eq!(singing(&site), [""; 0]);
    assert_same(&public, &site);
    let inside = singing(&corpus::site(&scan_of(&with_canaries), Edition::Internal)).join(" ");
    let silent: Vec<usize> =
        (1..=count).filter(|number| !inside.contains(&format!("zqshipped{number}"))).collect();
    assert!(silent.is_empty(), "not shown to insiders: {silent:?}");
}
