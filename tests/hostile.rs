//! Hostile content: whatever an author writes, and wherever, nothing of it lives on a page.
//!
//! Each vector gets a body of its own, and stands there in every field that a file has, in names of pages and of other
//! files, and in what git says of a change; all of them stand in the settings of the site. The internal edition is
//! built, which shows all of it, and its pages are read by html5ever, as browsers read them: every tag and attribute
//! that can do something must be one that the theme makes.
//!
//! `cargo test --test hostile -- --ignored` leaves the site in `target/tmp/hostile`, where `tests/browser/hostile.mjs`
//! opens the pages of it in a browser: all of them, or in CI a part that changes with each run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "support/corpus.rs"]
mod corpus;

use corpus::{Files, Tree, build_into, read_tree, scan_of, settings};
use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use khacphuc::language::Language;
use khacphuc::settings::{Config, Edition};
use khacphuc::source::SourceId;
use khacphuc::source::provenance::Provenance;
use khacphuc::{Engine, Options};
use percent_encoding::NON_ALPHANUMERIC;
use std::cell::{Cell, RefCell};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Elements that run, frame, embed, send or restyle something.
const ELEMENTS: [&str; 24] = [
    "<script>alert(1)</script>",
    "<ScRiPt/x>alert(1)</sCrIpT >",
    "<script src=//foreign.example/x.js></script>",
    "<scr<script>ipt>alert(1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=https://foreign.example/x.swf>",
    "<applet code=x></applet>",
    "<frameset onload=alert(1)><frame src=https://foreign.example/></frameset>",
    "<form action=https://foreign.example/><input name=x autofocus onfocus=alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<base href=https://foreign.example/>",
    "<meta http-equiv=refresh content='0;url=https://foreign.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=https://foreign.example/x.css>",
    "<link rel=import href=https://foreign.example/x.html>",
    "<style>body{background:url(https://foreign.example/x)}</style>",
    "<style>@import 'https://foreign.example/x.css';</style>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /><a><text>x</text></a></svg>",
];

/// Elements with a handler of an event.
const HANDLERS: [&str; 24] = [
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRrOr = alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>",
    "<img src=\"x\"onerror=\"alert(1)\">",
    "<img src=x onerror=&#97;lert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<body onload=alert(1)>",
    "<p onmouseover=alert(1) style='position:fixed;inset:0'>x</p>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video src=x onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)></select>",
    "<textarea autofocus onfocus=alert(1)></textarea>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<table background=https://foreign.example/x><tr><td onclick=alert(1)>x</td></tr></table>",
    "<span style=\"background:url(https://foreign.example/x)\">x</span>",
    "<span style='animation:x' onanimationstart=alert(1)>x</span>",
    "<picture><source srcset=https://foreign.example/x><img></picture>",
    "<a href=javascript:alert(1) ping=https://foreign.example/>x</a>",
    "<area href=javascript:alert(1) shape=default><map name=x></map>",
];

/// Ways out of an attribute, an element, a comment, a style, a script, a data file.
const BREAKOUTS: [&str; 24] = [
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onmouseover='alert(1)",
    "\"><img src=x onerror=alert(1)>",
    "`><img src=x onerror=alert(1)>",
    "--><img src=x onerror=alert(1)><!--",
    "--!><img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "]]><script>alert(1)</script>",
    "<?xml-stylesheet href='javascript:alert(1)'?><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "');alert(1);//",
    "\\');alert(1);//",
    "\"});alert(1);({\"x\":\"",
    "';background:url(https://foreign.example/x);--x:'",
    "\\27;background:url(https://foreign.example/x);--x:\\27",
    "\u{2028}alert(1)\u{2029}",
    "${alert(1)} {{ alert(1) }} {% raw %}<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#60;img src=x onerror=alert(1)&#62;",
];

/// Targets that do more than lead somewhere.
const TARGETS: [&str; 16] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#9;script:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "javascript&colon;alert(1)",
    "java%0ascript:alert(1)",
    "javascript:%61lert(1)",
    "vbscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "//foreign.example/x.png",
    "file:///etc/passwd",
];

/// Ways to write a link or a picture to a target.
const LINKS: [&str; 5] =
    ["[x]({})", "[x](<{}> \"x\")", "![x]({} 'x\" onerror=alert(1) \"')", "<{}>", "[x][v]\n\n[v]: {}"];

/// Every vector.
fn vectors() -> Vec<String> {
    let written = [ELEMENTS, HANDLERS, BREAKOUTS].concat().into_iter().map(str::to_owned);
    let links = TARGETS.iter().flat_map(|target| LINKS.map(|link| link.replace("{}", target)));
    written.chain(links).collect()
}

/// A body with a vector in every field. `⟨v⟩` is the vector as it is, `⟨l⟩` on one line, `⟨q⟩` as a text of YAML.
const BODY: &str = r#"
==> index.md
---
kind: body
name: ⟨q⟩
code: ⟨q⟩
place: ⟨q⟩
form: youth-union
units:
  - {id: vp, name: ⟨q⟩, code: ⟨q⟩, aliases: [⟨q⟩], note: ⟨q⟩}
  - {id: tckt, name: Ban Tổ chức}
areas: [{id: tt, name: ⟨q⟩}]
---
# ⟨l⟩

⟨v⟩

==> 2021/plan.md
---
kind: plan
number: ⟨q⟩
date: 2021-03-03
implements: [⟨q⟩]
assignments: [{unit: tckt, role: lead, of: [mot]}]
reports_due: [{what: ⟨q⟩, to: vp, before: 2021-11-05}]
recipients: [⟨q⟩]
signed: {authority: ⟨q⟩, position: ⟨q⟩, name: ⟨q⟩}
---
# ⟨l⟩

## Giải pháp

- ⟨l⟩ (*hoàn thành trong tháng 02/2021*)

==> 2021/report.md
---
kind: report
number: ⟨q⟩
---
# ⟨l⟩

⟨v⟩

==> 2020/review.md
---
kind: review
---
# ⟨l⟩

⟨v⟩

==> 2021/mot.md
---
kind: deficiency
deficiency: mot
status: dropped
area: tt
lead: vp
coordinate: [tckt]
disposition: {reason: ⟨q⟩, by: ⟨q⟩, date: 2021-12-31}
waive: [{finding: late, reason: ⟨q⟩, until: 2030-01-01}]
---
# ⟨l⟩

⟨v⟩

## ⟨l⟩

> ⟨l⟩

`⟨l⟩` **⟨l⟩** ~~⟨l⟩~~[^1]

```⟨l⟩
⟨v⟩
```

[⟨l⟩](hai.md "⟨l⟩") ![⟨l⟩](hinh.png "⟨l⟩") [x](⟨l⟩) [x](<⟨l⟩> '⟨l⟩') ![x](⟨l⟩)

[^1]: ⟨l⟩

## Giải pháp

- [x] ⟨l⟩ @vp (*⟨l⟩*)
- ⟨l⟩ (~~hoàn thành trong quý I/2021~~ *hoàn thành trong quý II/2021*)

## Tiến độ

- 01/02/2021: ⟨l⟩

## Kết quả

| ⟨l⟩ | Chỉ tiêu | Mục tiêu | Kết quả | Đơn vị |
|---|---|---|---|---|
| ⟨l⟩ | ⟨l⟩ | ⟨l⟩ | 12 ⟨l⟩ | ⟨l⟩ |

## Đánh giá

⟨v⟩

## Phương hướng

⟨v⟩

==> 2021/hai.md
---
kind: deficiency
deficiency: hai
status: open
continue_in: 2022
---
# ⟨l⟩

## Giải pháp

- ⟨l⟩ (*thường xuyên*)

==> 2022/plan.md
---
kind: plan
---
# ⟨l⟩

==> 2022/hai.md
---
kind: deficiency
deficiency: hai
status: open
carries: [{from: 2021/hai, as: narrowed, basis: inferred, reason: ⟨q⟩}]
---
# ⟨l⟩

⟨v⟩

## Tiến độ ⟨l⟩

- 01/02/2022: ⟨l⟩

## Tiến độx ⟨l⟩

⟨v⟩

==> trang-⟨f⟩.md
---
kind: page
aliases: [⟨q⟩]
---
# ⟨l⟩ {#⟨l⟩ .⟨l⟩ onclick=alert(1)}

⟨v⟩

<div>⟨v⟩</div>

Một chữ ⟨l⟩ trong dòng.

[⟨l⟩](<tep-⟨a⟩.png> "⟨l⟩") ![⟨l⟩](<tep-⟨a⟩.png>)

## ⟨l⟩ {#x onclick=alert(1)}
"#;

/// What a text may be called as a file.
fn file_name(vector: &str) -> String {
    vector.chars().filter(|letter| !matches!(letter, '/' | '\0') && !letter.is_control()).collect()
}

fn content() -> Files {
    let mut files = Files::new();
    let mut register = String::from("issuers:\n");
    let mut documents = String::from("documents:\n");
    for (number, vector) in vectors().iter().enumerate() {
        let line = vector.replace('\n', " ");
        // A text of JSON is one of YAML.
        let quoted = serde_json::to_string(vector).unwrap();
        register += &format!("  - {{id: i{number}, name: {quoted}, code: {quoted}}}\n");
        documents += &format!(
            "  - {{number: {number}-CT/TU, kind: {quoted}, date: 2020-01-02, subject: {quoted}, note: {quoted}}}\n"
        );
        let fill = |text: &str| {
            let text = text.replace("⟨v⟩", vector).replace("⟨l⟩", &line).replace("⟨q⟩", &quoted);
            let address =
                percent_encoding::utf8_percent_encode(&file_name(vector), NON_ALPHANUMERIC).to_string();
            text.replace("⟨f⟩", &file_name(vector)).replace("⟨a⟩", &address)
        };
        for file in BODY.split("\n==> ").skip(1) {
            let (path, text) = file.split_once('\n').unwrap();
            files.insert(format!("v{number}/{}", fill(path)), fill(text));
        }
    }
    files.insert("documents.yaml".to_owned(), register + &documents);
    files.insert(
        "index.md".to_owned(),
        format!("---\nkind: page\n---\n# Trang\n\n{}\n", vectors().join("\n\n")),
    );
    files
}

/// Settings with the vectors wherever a text of an author goes.
fn hostile_settings() -> Options {
    // A text of JSON is one of TOML.
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let all = quoted(&vectors().join(" "));
    // What no address may hold is refused, with a mistake of its own.
    let is_refused =
        |letter: char| letter.is_whitespace() || letter.is_control() || "\"<>?#".contains(letter);
    let address = vectors().concat().replace(is_refused, "");
    let headings: Vec<String> =
        vectors().iter().map(|vector| quoted(&format!("Tiến độ {}", vector.replace('\n', " ")))).collect();
    let toml = format!(
        "title = {all}\n[repository]\nurl = {}\nforge = \"gitlab\"\nbranch = {all}\nfolder = {all}\n[headings]\nprogress = [{}]\n",
        quoted(&format!("https://foreign.example/{address}")),
        headings.join(", ")
    );
    let (config, mistakes) = Config::read(&toml, SourceId(0), &["default".to_owned()]);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    Options { config, ..settings(Edition::Internal, Language::Vi) }
}

/// What git says of files, with a vector as the words of each change.
fn history() -> Provenance {
    let folder = tempfile::tempdir().unwrap();
    let git = |args: &[&str], input: &str| {
        let mut git = Command::new("git");
        let mut git = git
            .arg("-C")
            .arg(folder.path())
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        git.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        assert!(git.wait().unwrap().success());
    };
    let change = |(number, vector): (usize, &String)| {
        let head = "commit refs/heads/main\ncommitter A <a@foreign.example> 1600000000 +0000\n";
        format!("{head}data {}\n{vector}\nM 100644 inline v{number}/index.md\ndata 0\n\n", vector.len())
    };
    git(&["init", "--quiet", "--initial-branch=main"], "");
    git(&["fast-import", "--quiet"], &vectors().iter().enumerate().map(change).collect::<String>());
    Provenance::read(folder.path())
}

/// Builds the site into a folder.
fn build(out: &Path) {
    let picture = tempfile::NamedTempFile::new().unwrap();
    let mut scan = scan_of(&content());
    scan.provenance = history();
    assert!(!scan.provenance.is_empty());
    for (number, vector) in vectors().iter().enumerate() {
        scan.assets.insert(format!("v{number}/tep-{}.png", file_name(vector)), picture.path().to_owned());
    }
    build_into(&Engine::new(&scan, &hostile_settings()).unwrap(), out);
}

fn site() -> Tree {
    let out = tempfile::tempdir().unwrap();
    build(out.path());
    read_tree(out.path())
}

/// Collects what is alive among the tags of a page.
#[derive(Default)]
struct Judge {
    alive: RefCell<Vec<String>>,
    /// Whether the text is that of a script or a style.
    is_code: Cell<bool>,
    tags: Cell<usize>,
}

/// Elements of the theme and of Markdown. Any other is alive.
const ELEMENTS_OF_PAGES: &str = "html head meta title link script body a abbr article aside b blockquote br button caption \
    cite code col colgroup dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd \
    li main mark nav ol output p pre q rp rt ruby s samp section small span strike strong sub summary sup svg table tbody td \
    tfoot th thead time tr tt u ul var wbr bdi bdo center path g line rect circle polyline polygon text tspan desc use defs";

impl Judge {
    fn judge(&self, tag: &Tag) {
        let name = &*tag.name;
        let is_known = ELEMENTS_OF_PAGES.split_whitespace().any(|known| known == name);
        let mut wrong = (!is_known).then(|| "such an element".to_owned());
        for attribute in &tag.attrs {
            let (key, value) = (&*attribute.name.local, attribute.value.trim());
            let is_fine = match (name, key) {
                (_, key) if key.starts_with("on") => false,
                (
                    _,
                    "srcdoc" | "formaction" | "ping" | "background" | "srcset" | "action" | "poster" | "data",
                ) => false,
                ("html" | "p" | "span" | "div" | "ul", "style") => is_plain_style(value),
                (_, "style") => false,
                ("script", "src") => {
                    !value.contains(':')
                        && ["assets/search.js", "assets/table.js"].iter().any(|own| value.ends_with(own))
                }
                ("link", "href") | ("img", "src") => is_relative(value),
                ("link", "rel") => matches!(value, "stylesheet" | "alternate" | "canonical"),
                ("meta", "http-equiv") => value == "Content-Security-Policy" || value == "refresh",
                ("meta", "content") if value.contains("url=") => {
                    value.strip_prefix("0; url=").is_some_and(is_relative)
                }
                (_, "href" | "src" | "cite" | "xlink:href" | "longdesc") => {
                    is_relative(value)
                        || ["http:", "https:", "mailto:"].iter().any(|scheme| value.starts_with(scheme))
                }
                _ => true,
            };
            if !is_fine {
                wrong = Some(format!("{key}={value:?}"));
            }
        }
        if name == "script" && !tag.attrs.iter().any(|attribute| &*attribute.name.local == "src") {
            wrong = Some("a script of its own".to_owned());
        }
        self.alive.borrow_mut().extend(wrong.map(|wrong| format!("<{name}>: {wrong}")));
        self.tags.set(self.tags.get() + 1);
    }
}

/// Whether an address leads to the site itself.
fn is_relative(address: &str) -> bool {
    let first = address.split(['/', '?', '#']).next().unwrap_or_default();
    !first.contains(':') && !address.starts_with("//") && !address.contains('\\')
}

/// Whether a style is a size, or words in quotes that end where they are to end.
fn is_plain_style(style: &str) -> bool {
    let (mut outside, mut is_quoted, mut is_escaped) = (String::new(), false, false);
    for letter in style.chars() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\n' if is_quoted => return false,
            '\'' => is_quoted = !is_quoted,
            letter if !is_quoted => outside.push(letter),
            _ => {}
        }
    }
    let is_declared = |declaration: &str| {
        let (property, value) = declaration.split_once(':').unwrap_or((declaration, "?"));
        match property.trim() {
            "" => value == "?",
            "--print-body" | "--print-day" | "--print-source" => value.trim().is_empty(),
            "--number-top-center" => value == "counter(page)",
            _ if property.starts_with("--sheet-") => {
                let size = value.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
                size.parse::<f32>().is_ok() && matches!(&value[size.len()..], "mm" | "pt")
            }
            "font-size" => value.trim_end_matches("pt").parse::<f32>().is_ok(),
            _ => false,
        }
    };
    !is_quoted && outside.split(';').all(is_declared)
}

impl TokenSink for Judge {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                self.judge(&tag);
                self.is_code.set(matches!(&*tag.name, "script" | "style"));
                match &*tag.name {
                    "script" => TokenSinkResult::RawData(ScriptData),
                    "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(Rawtext),
                    "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
                    _ => TokenSinkResult::Continue,
                }
            }
            Token::TagToken(_) => {
                self.is_code.set(false);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(text) if self.is_code.get() && !text.trim().is_empty() => {
                self.alive.borrow_mut().push(format!("code: {text}"));
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// What is alive on a page, and how many tags it has.
fn judge(html: &str) -> (Vec<String>, usize) {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html).try_reinterpret().unwrap());
    let tokenizer = Tokenizer::new(Judge::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    (tokenizer.sink.alive.take(), tokenizer.sink.tags.get())
}

/// Whether a script of the search is one call with plain data.
fn is_data(script: &str) -> bool {
    let call =
        script.trim().trim_end_matches(';').strip_suffix(')').and_then(|script| script.split_once('('));
    call.is_some_and(|(name, data)| {
        name.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '.')
            && serde_json::from_str::<serde_json::Value>(&format!("[{data}]")).is_ok()
    })
}

#[test]
#[ignore = "it leaves the site for a browser"]
fn the_site_is_left_for_a_browser() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    let _ = std::fs::remove_dir_all(&out);
    build(&out);
}

#[test]
fn there_are_many_vectors_and_the_judge_knows_them() {
    let vectors = vectors();
    assert!(vectors.len() >= 150, "{}", vectors.len());
    let dead: Vec<&&str> =
        ELEMENTS.iter().chain(&HANDLERS).filter(|vector| judge(vector).0.is_empty()).collect();
    assert!(dead.is_empty(), "{dead:?}");
    for style in
        ["--print-body:'a';background:url(x)", "--print-body:'a\\'", "--print-day:'a\n'", "color:red"]
    {
        assert!(!is_plain_style(style), "{style}");
    }
    assert!(!is_data("khacphuc.index({\"a\":1});alert(1)") && !is_data("khacphuc.index(alert(1))"));
}

#[test]
fn nothing_that_is_written_lives_on_a_page() {
    let (mut alive, mut tags, mut pages) = (Vec::new(), 0, 0);
    let site = site();
    for (path, bytes) in &site {
        let text = String::from_utf8_lossy(bytes);
        if path.ends_with(".html") {
            let (found, count) = judge(&text);
            (tags, pages) = (tags + count, pages + 1);
            alive.extend(found.into_iter().map(|found| format!("{path}: {found}")));
        } else if path.starts_with("data/search/") && !is_data(&text) {
            alive.push(format!("{path}: more than data"));
        }
    }
    assert!(pages > vectors().len() * 10 && tags > pages * 20, "{pages} pages, {tags} tags");
    // Each is where it was put: in the settings, in the words of changes, in names of files.
    let home = String::from_utf8_lossy(&site["v0/index.html"]).into_owned();
    assert!(home.contains("https://foreign.example/") && home.contains("-/edit/"), "the repository is shown");
    let change = "&lt;script&gt;alert(1)&lt;/script&gt;</a></li>";
    assert!(home.contains(change), "the words of a change are shown");
    let files = site.keys().filter(|path| path.ends_with(".png")).count();
    assert!(files + 5 > vectors().len(), "{files} files of authors");
    assert!(alive.is_empty(), "{} alive\n{}", alive.len(), alive[..alive.len().min(30)].join("\n"));
}
